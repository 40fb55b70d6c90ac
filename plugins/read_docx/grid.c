/* Tables: elements and properties passed on to table.h, which works out the grid. A table, row or cell counts only
 * where it stands in its like; what is nested wrongly is walked as if its tags were not there. */
#include "walk.h"

static sheaf_str val(const docx_attributes *attributes) {
    return docx_attribute(attributes, DOCX_w_val);
}

/* Ends the paragraph that is open: blocks never stand in one. */
static void end_text(docx_walk *w) {
    docx_paragraph_close(w);
    docx_paragraph_finish(w);
    docx_lists_end(w);
}

static docx_element *here(docx_walk *w) {
    return &w->elements[w->depth - 1];
}

/* ------------------------------------------------------------------------------------------ elements -- */

void docx_grid_table(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    sheaf_origin place;
    docx_inside inside = docx_table_inside(w->tape);
    (void)attributes;
    if (inside == DOCX_IN_TABLE || inside == DOCX_IN_ROW)
        return;
    end_text(w);
    w->titled = 1;
    w->flat = 0;
    if (!w->tables++ && docx_asides_any(w))
        docx_tape_hold(w->tape);
    here(w)->note = 1;
    docx_place_open(w, element);
    sheaf_block block = docx_block(w, SHEAF_TABLE, &place);
    if (w->pending_break && inside == DOCX_IN_BODY)
        block.flags |= SHEAF_BREAK_BEFORE;
    w->pending_break = 0;
    docx_table_open(w->tape, &block);
}

void docx_grid_table_end(docx_walk *w, docx_name element) {
    (void)element;
    if (!here(w)->note)
        return;
    docx_table_close(w->tape);
    docx_place_close(w);
    if (--w->tables)
        return;
    docx_asides_notes(w);
    if (docx_asides_any(w))
        docx_tape_release(w->tape);
}

void docx_grid_row(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    (void)attributes;
    if (!w->tables || docx_table_inside(w->tape) != DOCX_IN_TABLE)
        return;
    here(w)->note = 1;
    docx_place_open(w, element);
    docx_table_row_open(w->tape);
}

void docx_grid_row_end(docx_walk *w, docx_name element) {
    (void)element;
    if (!here(w)->note)
        return;
    docx_table_row_close(w->tape);
    docx_place_close(w);
}

void docx_grid_cell(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    sheaf_origin place;
    (void)attributes;
    if (!w->tables || docx_table_inside(w->tape) != DOCX_IN_ROW)
        return;
    here(w)->note = 1;
    docx_place_open(w, element);
    sheaf_block block = docx_block(w, SHEAF_CELL, &place);
    docx_table_cell_open(w->tape, &block);
}

void docx_grid_cell_end(docx_walk *w, docx_name element) {
    (void)element;
    if (!here(w)->note)
        return;
    end_text(w);
    docx_table_cell_close(w->tape);
    docx_place_close(w);
}

void docx_grid_column(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    (void)element;
    if (w->tables)
        docx_table_grid_column(w->tape, docx_number(attributes, DOCX_w_w, 0));
}

/* ---------------------------------------------------------------------------------------- properties -- */

void docx_grid_table_property(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    if (element == DOCX_w_tblCaption && w->tables) {
        docx_account_text(w, val(attributes));
        docx_table_caption(w->tape, val(attributes));
    }
}

/* Is something that such a change made left out? */
static uint8_t is_undone(const docx_walk *w, docx_name change) {
    int inserted = change == DOCX_w_ins || change == DOCX_w_cellIns;
    return inserted ? w->changes == DOCX_REJECT : w->changes == DOCX_ACCEPT;
}

void docx_grid_row_property(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    docx_row *row = docx_table_row(w->tape);
    switch (element) {
    case DOCX_w_gridBefore:
        row->grid_before = docx_number(attributes, DOCX_w_val, 0);
        break;
    case DOCX_w_gridAfter:
        row->grid_after = docx_number(attributes, DOCX_w_val, 0);
        break;
    case DOCX_w_tblHeader:
        row->header = docx_is_on(attributes) ? 1 : 0;
        break;
    case DOCX_w_ins:
    case DOCX_w_del:
        row->left_out |= is_undone(w, element);
        break;
    default:
        break;
    }
}

static uint8_t merge_of(sheaf_str value, sheaf_str restart) {
    return docx_same(value, restart) ? DOCX_MERGE_RESTART : DOCX_MERGE_CONTINUE;
}

static int64_t width_of(const docx_attributes *attributes) {
    sheaf_str type = docx_attribute(attributes, DOCX_w_type);
    int is_absolute = !type.len || docx_same(type, SHEAF_STR("dxa"));
    return is_absolute ? docx_number(attributes, DOCX_w_w, 0) : 0;
}

/* A tracked merge (17.13.5.3) says how the cell is merged after the change and was before. */
static void take_tracked_merge(docx_walk *w, docx_cell *cell, const docx_attributes *attributes) {
    sheaf_str value;
    docx_name which = w->changes == DOCX_REJECT ? DOCX_w_vMergeOrig : DOCX_w_vMerge;
    if (docx_find_attribute(attributes, which, &value))
        cell->vertical = merge_of(value, SHEAF_STR("rest"));
}

void docx_grid_cell_property(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    docx_cell *cell = docx_table_cell(w->tape);
    switch (element) {
    case DOCX_w_gridSpan:
        cell->grid_span = docx_number(attributes, DOCX_w_val, 0);
        cell->spanned = 1;
        break;
    case DOCX_w_tcW:
        cell->width = width_of(attributes);
        break;
    case DOCX_w_vMerge:
        cell->vertical = merge_of(val(attributes), SHEAF_STR("restart"));
        break;
    case DOCX_w_hMerge:
        cell->horizontal = merge_of(val(attributes), SHEAF_STR("restart"));
        break;
    case DOCX_w_cellMerge:
        take_tracked_merge(w, cell, attributes);
        break;
    case DOCX_w_cellIns:
    case DOCX_w_cellDel:
        cell->left_out |= is_undone(w, element);
        break;
    default:
        break;
    }
}
