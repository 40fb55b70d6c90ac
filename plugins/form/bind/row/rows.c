/* A table node as rows, whatever its columns: the cells of a row in order, first those that label it, then its values.
 * Cells that the host made to fill the grid are not there; a row of blanks says nothing and is left out, and so is one that
 * counts the columns. */
#include "bind/row/row.h"

typedef struct reader {
    const form_context *context;
    const form_definition *definition;
    const bind_index *index;
    bind_sheet *sheet;
} reader;

/* ------------------------------------------------------------------------------- one cell -- */

enum { LONGEST = 1024 }; /* what is longer is neither a label nor a value */

/* The text of a cell, or of the first blocks in it, a line each. ptr NULL: latched. */
static sheaf_str text_of(const form_context *context, uint32_t n) {
    const sheaf_node *cell = form_node_at(context->document, n);
    sheaf_str all = cell->text;
    for (uint32_t i = n + 1; i < cell->end && all.ptr != NULL && all.len <= LONGEST; i++) {
        sheaf_str more = form_node_at(context->document, i)->text;
        if (more.len > 0)
            all = all.len == 0 ? more
                               : form_join(context, (sheaf_str[]){all, more}, 2, SHEAF_STR("\n"));
    }
    return all;
}

static int is_beside_digits(uint32_t kind) {
    return kind == SHEAF_RUN_SUPERSCRIPT || kind == SHEAF_RUN_SUBSCRIPT ||
           kind == SHEAF_RUN_DELETED || kind == SHEAF_RUN_STRUCK || kind == SHEAF_RUN_NOTE ||
           kind == SHEAF_RUN_RUBY;
}

/* Text that is no part of a number beside it: a note's mark, digits that were struck out. */
static int has_other_text(const form_context *context, uint32_t n) {
    const sheaf_array *runs = &context->document->runs;
    uint32_t low = 0, high = runs->count, end = form_node_at(context->document, n)->end;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (SHEAF_AT(*runs, sheaf_run, middle)->node < n)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < runs->count && SHEAF_AT(*runs, sheaf_run, low)->node < end; low++)
        if (is_beside_digits(SHEAF_AT(*runs, sheaf_run, low)->kind) &&
            SHEAF_AT(*runs, sheaf_run, low)->length > 0)
            return 1;
    return 0;
}

static int is_label(const reader *r, const bind_cell *cell) {
    return bind_find(r->index, cell->plain.text) != SHEAF_NONE;
}

/* An enumeration with words behind it, or with nothing. */
static int is_counted(const form_plain *plain) {
    for (size_t i = 0; i < plain->text.len; i++)
        if (plain->text.ptr[i] >= '0' && plain->text.ptr[i] <= '9')
            return 0;
    return plain->number > 0;
}

static int add_cell(const reader *r, uint32_t n) {
    const sheaf_cell *place = SHEAF_AT(r->context->document->cells, sheaf_cell,
                                       form_node_at(r->context->document, n)->payload);
    sheaf_str text = text_of(r->context, n);
    bind_cell *cell = text.ptr != NULL ? form_push(r->context, &r->sheet->cells) : NULL;
    if (cell == NULL)
        return 0;
    *cell = (bind_cell){
        .node = n, .column = place->column, .width = place->column_span, .text = bind_trim(text)};
    cell->kind = bind_kind_of(r->definition, cell->text, &cell->number);
    if ((cell->kind == BIND_NUMBER || cell->kind == BIND_BROKEN) && has_other_text(r->context, n))
        cell->kind = BIND_ODD;
    if (!bind_unmark(r->context, r->definition, cell))
        return 0;
    cell->plain.text = SHEAF_STR("");
    if (cell->text.len <= LONGEST && (cell->kind == BIND_ODD || cell->kind == BIND_WORDS))
        cell->plain = form_plain_label(r->context, cell->text);
    if (cell->plain.text.len > 0) {
        sheaf_str own = is_label(r, cell)
                            ? cell->plain.text
                            : form_put_back(r->context, r->definition, cell->plain.text);
        cell->is_put_back =
            own.ptr != cell->plain.text.ptr ||
            (r->context->spelling != NULL &&
             form_put_back(r->context, r->definition, cell->text).ptr != cell->text.ptr);
        cell->plain.text = own;
    }
    if (cell->kind == BIND_ODD && (is_label(r, cell) || is_counted(&cell->plain)))
        cell->kind = BIND_WORDS;
    return cell->kind != BIND_WORDS || cell->plain.text.ptr != NULL;
}

/* A text in three: before, the one number in it that stands between white space, behind. */
typedef struct glued {
    sheaf_str before, number, behind;
    uint32_t numbers;
} glued;

static glued find_number(sheaf_str text, bind_number *number) {
    glued found = {text, SHEAF_STR(""), SHEAF_STR(""), 0};
    for (sheaf_str rest = text; rest.len > 0; rest = bind_trim(rest)) {
        sheaf_str piece = {rest.ptr, 0};
        while (piece.len < rest.len && (unsigned char)rest.ptr[piece.len] > ' ')
            piece.len++;
        rest = (sheaf_str){rest.ptr + piece.len, rest.len - piece.len};
        bind_number read;
        if (piece.ptr == text.ptr || !bind_read_number(piece, &read) || found.numbers++ > 0)
            continue;
        *number = read;
        found.before = (sheaf_str){text.ptr, (size_t)(piece.ptr - text.ptr)};
        found.number = piece;
        found.behind = rest;
    }
    return found;
}

/* A label that its column was too narrow for, and a value beside it, in one cell of aligned text. */
static int part_glued(const reader *r) {
    uint32_t at = r->sheet->cells.count - 1;
    bind_cell value = *bind_cell_at(r->sheet, at);
    if (!r->sheet->is_aligned || value.kind != BIND_WORDS || is_label(r, &value))
        return 1;
    glued parts = find_number(value.text, &value.number);
    if (parts.numbers != 1)
        return 1;
    sheaf_str label = form_join(r->context, (sheaf_str[]){bind_trim(parts.before), parts.behind}, 2,
                                SHEAF_STR("\n"));
    form_plain plain = label.ptr != NULL ? form_plain_label(r->context, label) : value.plain;
    if (label.ptr == NULL || plain.text.ptr == NULL)
        return 0;
    if (bind_find(r->index, plain.text) == SHEAF_NONE)
        return 1;
    value.text = parts.number;
    value.kind = BIND_NUMBER;
    bind_cell *words = bind_cell_at(r->sheet, at);
    words->text = bind_trim(label);
    words->plain = plain;
    words->is_glued = 1;
    bind_cell *room = form_push(r->context, &r->sheet->cells);
    if (room != NULL)
        *room = value;
    return room != NULL;
}

/* ------------------------------------------------------------------------------- one row -- */

/* A whole number before the first words, with nothing else before them, is their code or number. */
static int is_code(const bind_sheet *sheet, const bind_row *row, uint32_t at) {
    const bind_cell *cell = bind_cell_at(sheet, row->cells.first + at);
    if (cell->kind != BIND_NUMBER || cell->number.value.scale != 0 || cell->number.unit.len > 0)
        return 0;
    for (uint32_t i = 0; i < at; i++)
        if (bind_cell_at(sheet, row->cells.first + i)->kind != BIND_BLANK)
            return 0;
    return 1;
}

/* A mark behind numbers whose end a narrow column put into the next line. */
static void read_broken_marks(const reader *r, const bind_row *row) {
    uint32_t numbers = 0;
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
        bind_cell *cell = bind_cell_at(r->sheet, i);
        if (cell->kind == BIND_WORDS && numbers > 0 && bind_begins_mark(r->definition, cell->text))
            cell->kind = BIND_MARK;
        numbers += cell->kind == BIND_NUMBER;
    }
}

/* `(15)` behind a label or a number: an enumeration stands before words, so this is a number in other signs. */
static int is_number_in_signs(const reader *r, const bind_row *row, uint32_t at) {
    uint32_t before = 0;
    const bind_cell *cell = bind_cell_at(r->sheet, row->cells.first + at);
    if (cell->kind != BIND_WORDS || cell->plain.number == 0 || cell->plain.text.len > 0)
        return 0;
    for (uint32_t i = 0; i < row->cells.count; i++) {
        const bind_cell *other = bind_cell_at(r->sheet, row->cells.first + i);
        if (i > at && other->kind == BIND_WORDS && other->plain.text.len > 0)
            return 0;
        before += i < at && other->kind != BIND_BLANK;
    }
    return before > 0;
}

static uint32_t ends_blank(const reader *r, const bind_row *row) {
    return bind_cell_at(r->sheet, row->cells.first + row->cells.count - 1)->kind == BIND_BLANK;
}

/* Words before the first value are labels; words behind it stand where a value should. */
static void part_labels(const reader *r, bind_row *row) {
    uint32_t values = 0, last = 0;
    for (uint32_t i = 0; i < row->cells.count; i++) {
        bind_cell *cell = bind_cell_at(r->sheet, row->cells.first + i);
        if (is_number_in_signs(r, row, i)) {
            cell->kind = BIND_ODD;
            row->is_torn |= ends_blank(r, row); /* it may be an ordinal, and push the others on */
        }
        if (cell->kind == BIND_WORDS &&
            (values == 0 || (values == 1 && is_code(r->sheet, row, last)))) {
            row->labels = i + 1;
            values = 0;
        } else if (cell->kind != BIND_BLANK) {
            values++;
            last = i;
        }
    }
    for (uint32_t i = 0; i < row->cells.count; i++) {
        bind_cell *cell = bind_cell_at(r->sheet, row->cells.first + i);
        row->values += i >= row->labels && (cell->kind == BIND_NUMBER || cell->kind == BIND_MARK ||
                                            cell->kind == BIND_BROKEN);
        if (i < row->labels && cell->kind != BIND_WORDS && cell->kind != BIND_BLANK) {
            cell->kind = BIND_WORDS;
            cell->plain.text = form_plain_text(r->context, cell->text);
        }
        if (i >= row->labels && cell->kind == BIND_WORDS)
            cell->kind = BIND_ODD;
    }
}

/* `栏次 1 2 3 4 5 6 7`: the row counts the columns, whatever it is called. */
static int counts_columns(const reader *r, uint32_t first) {
    enum { FEWEST = 5 };
    int64_t seen = 0;
    for (uint32_t i = first; i < r->sheet->cells.count; i++) {
        const bind_cell *cell = bind_cell_at(r->sheet, i);
        const sheaf_decimal *value = &cell->number.value;
        if (cell->kind == BIND_BLANK ||
            (cell->kind == BIND_WORDS && seen == 0 && !is_label(r, cell)))
            continue;
        if (cell->kind != BIND_NUMBER || cell->number.unit.len > 0 || value->scale != 0 ||
            value->digits != ++seen)
            return 0;
    }
    return seen >= FEWEST;
}

static int close_row(const reader *r, uint32_t first, uint32_t line, uint32_t is_torn) {
    uint32_t count = r->sheet->cells.count - first, full = 0;
    for (uint32_t i = 0; i < count; i++)
        full += bind_cell_at(r->sheet, first + i)->kind != BIND_BLANK;
    if (full == 0 || counts_columns(r, first)) {
        r->sheet->cells.count = first;
        return 1;
    }
    bind_row *row = form_push(r->context, &r->sheet->rows);
    if (row == NULL)
        return 0;
    *row = (bind_row){.cells = {first, count},
                      .line = line,
                      .is_torn = is_torn,
                      .target = SHEAF_NONE,
                      .label = SHEAF_NONE,
                      .group = SHEAF_NONE};
    if (r->sheet->is_aligned)
        read_broken_marks(r, row);
    part_labels(r, row);
    return bind_unfold_row(r->context, r->index, r->sheet);
}

/* ------------------------------------------------------------------------------- the table -- */

/* The cells that stand in the row of `n`; the first of the next one. */
static uint32_t read_row(const reader *r, uint32_t n, uint32_t end, int *outcome) {
    const sheaf_array *cells = &r->context->document->cells;
    uint32_t line =
        SHEAF_AT(*cells, sheaf_cell, form_node_at(r->context->document, n)->payload)->row;
    uint32_t first = r->sheet->cells.count, filled = 0, is_torn = 0;
    for (; n < end; n = form_node_at(r->context->document, n)->end) {
        const sheaf_node *node = form_node_at(r->context->document, n);
        if (SHEAF_AT(*cells, sheaf_cell, node->payload)->row != line)
            break;
        if ((node->flags & SHEAF_FILLER) != 0) {
            filled = r->sheet->cells.count > first;
            continue;
        }
        is_torn |= filled;
        if (!add_cell(r, n) || !part_glued(r)) {
            *outcome = 0;
            return end;
        }
    }
    *outcome = close_row(r, first, line, is_torn);
    return n;
}

static uint32_t kind_of_place(const form_context *context, const sheaf_node *table) {
    return table->origins > 0
               ? SHEAF_AT(context->document->origins, sheaf_origin, table->origin)->kind
               : SHEAF_AT_NOWHERE;
}

/* Who read the file's own cells, or the lines around them, knows their columns. */
static uint32_t is_certain(const form_context *context, const sheaf_node *table) {
    uint32_t kind = kind_of_place(context, table);
    return (table->flags & SHEAF_INFERRED) == 0 && (kind == SHEAF_AT_PAGE || kind == SHEAF_AT_PART);
}

static uint32_t is_of_page(const form_context *context, const sheaf_node *table) {
    return (table->flags & SHEAF_INFERRED) != 0 && kind_of_place(context, table) == SHEAF_AT_PAGE;
}

/* Which columns say something. A cell that spans more than the grid has is the host's defect, and is cut. */
static int mark_used(const reader *r) {
    bind_sheet *sheet = r->sheet;
    uint32_t columns = sheet->columns;
    sheet->used = form_room(r->context, columns, 1);
    for (uint32_t i = 0; i < sheet->cells.count && sheet->used != NULL; i++) {
        const bind_cell *cell = bind_cell_at(sheet, i);
        for (uint32_t c = cell->column;
             cell->kind != BIND_BLANK && c < columns && c - cell->column < cell->width; c++)
            sheet->used[c] = 1;
    }
    return sheet->used != NULL;
}

enum { WIDEST_GAP = 1000 };

/* What stands between two cells of a line is white space, or there is a separator in it. */
static int is_parted(sheaf_str bytes, const sheaf_origin *left, const sheaf_origin *right) {
    static const char *const separators[] = {",", ";", "|", "｜", "│", "，", "；"};
    uint64_t from = left->at.bytes.offset + left->at.bytes.length, end = right->at.bytes.offset;
    if (from > end || end > bytes.len || end - from > WIDEST_GAP)
        return end == from + 1; /* the input is no more, or it is a very wide table */
    for (; from < end; from++)
        if (form_begins_any((sheaf_str){bytes.ptr + from, (size_t)(end - from)}, separators,
                            sizeof separators / sizeof *separators) > 0)
            return 1;
    return 0;
}

enum { PROBES = 200 }; /* cells that are looked at */

/* Columns were told from white space, not from separators. */
static uint32_t is_aligned(const form_context *context, uint32_t table) {
    const sheaf_node *node = form_node_at(context->document, table);
    sheaf_str bytes = context->host->input(context->job)->bytes;
    uint32_t parted = 0, pairs = 0;
    const sheaf_origin *last = NULL;
    if ((node->flags & SHEAF_INFERRED) == 0)
        return 0;
    for (uint32_t n = table + 1; n < node->end && pairs < PROBES;
         n = form_node_at(context->document, n)->end) {
        const sheaf_origin *own = bind_bytes_of(context, n);
        if (own != NULL && last != NULL && own->unit == last->unit) {
            parted += (uint32_t)is_parted(bytes, last, own);
            pairs++;
        }
        last = own;
    }
    return parted * 2 <= pairs;
}

/* Lists with room for all cells and rows of a table; those of a sheet that nobody needs any more are used again. */
static int make_lists(const form_context *context, uint32_t node, bind_sheet *sheet) {
    uint32_t cells = 0, rows = 0, last = SHEAF_NONE,
             end = form_node_at(context->document, node)->end;
    for (uint32_t n = node + 1; n < end; n = form_node_at(context->document, n)->end) {
        uint32_t row = SHEAF_AT(context->document->cells, sheaf_cell,
                                form_node_at(context->document, n)->payload)
                           ->row;
        cells += (form_node_at(context->document, n)->flags & SHEAF_FILLER) == 0;
        rows += row != last;
        last = row;
    }
    sheet->rows.stride = sizeof(bind_row);
    sheet->cells.stride = sizeof(bind_cell);
    sheet->rows.count = sheet->cells.count = 0;
    return form_reserve(context, &sheet->rows, rows) && form_reserve(context, &sheet->cells, cells);
}

int bind_read_sheet(const form_context *context, const form_definition *definition,
                    const bind_index *index, uint32_t node, bind_sheet *sheet) {
    *sheet = (bind_sheet){.node = node,
                          .is_certain = is_certain(context, form_node_at(context->document, node)),
                          .is_aligned = is_aligned(context, node),
                          .is_of_page = is_of_page(context, form_node_at(context->document, node)),
                          .rows = sheet->rows,
                          .cells = sheet->cells};
    const reader r = {context, definition, index, sheet};
    uint32_t end = form_node_at(context->document, node)->end, n = node + 1;
    int outcome = make_lists(context, node, sheet);
    while (outcome && n < end) {
        if (context->host->tick(context->job, n, 0) != SHEAF_OK)
            return 0;
        n = read_row(&r, n, end, &outcome);
    }
    sheet->columns = SHEAF_AT(context->document->tables, sheaf_table,
                              form_node_at(context->document, node)->payload)
                         ->columns;
    return outcome && mark_used(&r);
}
