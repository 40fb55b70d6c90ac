/* A table of the form in text that kept nothing of it: a cell a line, or a row as words parted by blanks. The texts of its
 * section become atoms between white space; atoms that together are a label of the form, exactly, are one cell, numbers and
 * marks are the others. Each run of labels with the values behind it is a row; what is no label is no cell. */
#include "bind/flat/stream.h"
#include "doc/doc.h"

/* ------------------------------------------------------------------------------- labels -- */

int stream_is_ours(const stream_reader *r, const bind_entry *entry) {
    return form_same(bind_table_of(bind_model_at(r->index, entry->model))->key, r->table);
}

/* 1: the table prints such a label, somewhere else than as a row's if `above`. */
static int is_label(const stream_reader *r, sheaf_str text, uint32_t axes) {
    for (uint32_t i = bind_find(r->index, text); i != SHEAF_NONE; i = bind_next(r->index, i)) {
        const bind_entry *entry = bind_entry_at(r->index, i);
        if ((axes >> entry->axis & 1u) != 0 && stream_is_ours(r, entry))
            return 1;
    }
    return 0;
}

enum {
    ROWS = 1u << BIND_ROW,
    HEADERS = 1u << BIND_COLUMN | 1u << BIND_ABOVE,
    ANY = ROWS | HEADERS
};

int stream_is_row(const stream_reader *r, sheaf_str text) {
    return is_label(r, text, ROWS);
}

sheaf_str stream_join(const stream_reader *r, uint32_t first, uint32_t end) {
    sheaf_str texts[STREAM_JOINED];
    if (end - first == 1)
        return stream_word_at(r, first)->text;
    for (uint32_t i = first; i < end; i++)
        texts[i - first] = stream_word_at(r, i)->text;
    return form_join(r->context, texts, end - first, SHEAF_STR(""));
}

int stream_cover(const stream_reader *r, uint32_t first, uint32_t end) {
    for (uint32_t i = end; i-- > first;) {
        size_t length = 0;
        stream_word_at(r, i)->labels = SHEAF_NONE;
        for (uint32_t k = i + 1; k <= end && k - i <= STREAM_JOINED; k++) {
            length += stream_word_at(r, k - 1)->text.len;
            uint32_t rest = k < end ? stream_word_at(r, k)->labels : 0;
            if (length > r->longest)
                break;
            if (rest == SHEAF_NONE || rest + 1 >= stream_word_at(r, i)->labels)
                continue;
            sheaf_str text = stream_join(r, i, k);
            form_plain plain =
                text.ptr != NULL ? form_plain_label(r->context, text) : (form_plain){{NULL, 0}, 0};
            if (plain.text.ptr == NULL)
                return 0;
            if (!is_label(r, plain.text, ANY))
                continue;
            stream_word_at(r, i)->labels = rest + 1;
            stream_word_at(r, i)->next = k;
        }
    }
    return 1;
}

/* ------------------------------------------------------------------------------- rows -- */

static bind_cell *add_cell(const stream_reader *r, const bind_row *row, uint32_t i) {
    const stream_word *at = stream_word_at(r, i);
    bind_cell *cell = form_push(r->context, &r->sheet->cells);
    if (cell != NULL)
        *cell = (bind_cell){.node = at->node,
                            .column = r->sheet->cells.count - 1 - row->cells.first,
                            .width = 1,
                            .kind = at->kind,
                            .text = at->text,
                            .marked = at->marked,
                            .plain = {SHEAF_STR(""), 0},
                            .number = at->number,
                            .is_lone = at->is_lone};
    return cell;
}

/* A label over several columns or rows may be printed in each of them. */
static int is_again(const stream_reader *r, const bind_row *row, const form_plain *plain) {
    if (row->labels == 0)
        return 0;
    const bind_cell *last = bind_cell_at(r->sheet, r->sheet->cells.count - 1);
    return last->plain.number == plain->number && form_same(last->plain.text, plain->text);
}

/* Labels from atom `i` on, as long as they begin before `end`. 0: latched. */
static int add_labels(const stream_reader *r, bind_row *row, uint32_t i, uint32_t end) {
    for (; i < end; i = stream_word_at(r, i)->next) {
        sheaf_str text = stream_join(r, i, stream_word_at(r, i)->next);
        form_plain plain =
            text.ptr != NULL ? form_plain_label(r->context, text) : (form_plain){{NULL, 0}, 0};
        if (plain.text.ptr == NULL)
            return 0;
        if (is_again(r, row, &plain))
            continue;
        bind_cell *cell = add_cell(r, row, i);
        if (cell == NULL)
            return 0;
        cell->text = text;
        cell->marked = SHEAF_STR("");
        cell->plain = plain;
        row->labels++;
    }
    return 1;
}

/* Where the labels of columns end and those of the row begin. The last label before values is the row's, if a row is called
 * so. */
static uint32_t end_of_header(const stream_reader *r, uint32_t first, uint32_t end,
                              int has_values) {
    uint32_t header = first;
    for (uint32_t i = first; i < end; i = stream_word_at(r, i)->next) {
        uint32_t next = stream_word_at(r, i)->next;
        form_plain plain = form_plain_label(r->context, stream_join(r, i, next));
        int is_row = has_values && next == end && is_label(r, plain.text, ROWS);
        if (!is_row && is_label(r, plain.text, HEADERS))
            header = next;
    }
    return header;
}

static int add_row(const stream_reader *r, const bind_row *made) {
    bind_row *row = made->cells.count > 0 ? form_push(r->context, &r->sheet->rows) : NULL;
    if (row == NULL)
        return made->cells.count == 0;
    *row = *made;
    uint32_t columns = made->cells.count;
    r->sheet->columns = columns > r->sheet->columns ? columns : r->sheet->columns;
    return 1;
}

static bind_row new_row(const stream_reader *r, uint32_t told) {
    return (bind_row){.cells = {r->sheet->cells.count, 0},
                      .line = r->sheet->rows.count,
                      .target = SHEAF_NONE,
                      .label = SHEAF_NONE,
                      .group = SHEAF_NONE,
                      .told = told};
}

/* Words [first, values) and the values up to `end`. */
static int add_rows(stream_reader *r, uint32_t first, uint32_t values, uint32_t end) {
    if (!stream_cover(r, first, values))
        return 0;
    uint32_t labels = first, near = SHEAF_NONE;
    while (labels < values && stream_word_at(r, labels)->labels == SHEAF_NONE)
        labels++;
    if (labels == values && end > values && !stream_find_near(r, first, values, &near))
        return 0;
    labels = near != SHEAF_NONE ? first : labels;
    uint32_t told = labels == first ? BIND_TOLD_CLEAN : 0;
    uint32_t header = end_of_header(r, labels, values, end > values);
    bind_row above = new_row(r, told | BIND_TOLD_HEADER);
    if (!add_labels(r, &above, labels, header))
        return 0;
    above.cells.count = r->sheet->cells.count - above.cells.first;
    if (!add_row(r, &above))
        return 0;
    bind_row row = new_row(r, near != SHEAF_NONE ? BIND_TOLD_NEARLY : told);
    if (!add_labels(r, &row, header, values))
        return 0;
    for (uint32_t i = values; i < end; i++) {
        row.told |= stream_word_at(r, i)->is_paged ? BIND_TOLD_PAGED : 0;
        row.values++;
        if (add_cell(r, &row, i) == NULL)
            return 0;
    }
    row.told |= end == r->words.count ? BIND_TOLD_ENDED : 0;
    row.cells.count = r->sheet->cells.count - row.cells.first;
    return add_row(r, &row);
}

static int read_rows(stream_reader *r) {
    for (uint32_t first = 0, values, end; first < r->words.count; first = end) {
        for (values = first;
             values < r->words.count && stream_word_at(r, values)->kind == BIND_WORDS;)
            values++;
        for (end = values; end < r->words.count && stream_word_at(r, end)->kind != BIND_WORDS;)
            end++;
        uint32_t moved;
        if (r->context->host->tick(r->context->job, first, r->words.count) != SHEAF_OK ||
            !stream_close_label(r, first, values, end, &moved))
            return 0;
        end += moved;
        if (!add_rows(r, first, values + moved, end))
            return 0;
    }
    r->sheet->used = form_room(r->context, (size_t)r->sheet->columns + 1, 1);
    return r->sheet->used != NULL;
}

/* ------------------------------------------------------------------------------- the section -- */

static size_t longest_label(const stream_reader *r) {
    enum { ENUMERATION = 24 };
    size_t longest = 0;
    for (uint32_t i = 0; i < r->index->entries.count; i++) {
        const bind_entry *entry = bind_entry_at(r->index, i);
        if (entry->plain.text.len > longest && stream_is_ours(r, entry))
            longest = entry->plain.text.len;
    }
    return longest * 2 + ENUMERATION; /* wide signs are folded to narrow ones */
}

/* 1: the node stands in a section that has a table in the form. */
static int is_in_table_section(const stream_reader *r, const form_report *report, uint32_t n) {
    for (uint32_t m = 0; m < r->index->models.count; m++) {
        uint32_t section = bind_model_at(r->index, m)->place;
        if (section != SHEAF_NONE && report->places[section].heading != SHEAF_NONE &&
            report->places[section].first <= n && n < report->places[section].end)
            return 1;
    }
    return 0;
}

/* A number in a line of its own behind running text, where no table should be, is a page number; where there is one, there
 * are more. */
static uint32_t has_pages(const stream_reader *r, const form_report *report) {
    enum { SHORT = 16, PROSE = 60 };
    size_t before = 0;
    for (uint32_t n = report->first; n < report->end; n++) {
        bind_number number;
        sheaf_str text = form_node_at(r->context->document, n)->text;
        if (!form_is_line(r->context, n))
            continue;
        if (before >= PROSE && text.len <= SHORT && bind_read_number(bind_trim(text), &number) &&
            !is_in_table_section(r, report, n))
            return BIND_SIGN_MORE;
        before = text.len;
    }
    return 0;
}

/* The next section of the form begins where this one ends, or none follows. */
static int is_closed(const form_reading *reading, const form_report *report, uint32_t section) {
    const form_list *sections = &reading->definition->sections;
    for (uint32_t s = section + 1; s < sections->count; s++) {
        const form_section *next = FORM_AT(*sections, const form_section, s);
        if (next->parent == SHEAF_NONE && !next->optional)
            return report->places[s].heading == report->places[section].end;
    }
    return 1;
}

/* The columns of a table of one block; 0: it has several. */
static uint32_t width_of(const bind_model *model) {
    const form_definition *definition = model->definition;
    if (bind_table_of(model)->blocks.count != 1)
        return 0;
    uint32_t block = bind_table_of(model)->blocks.first, width = 0;
    uint32_t root = FORM_AT(definition->blocks, const form_block, block)->columns;
    for (uint32_t head = root + 1; head < bind_head_at(definition, root)->end; head++)
        width += (bind_head_at(definition, head)->flags & FORM_LEAF) != 0;
    return width;
}

int bind_read_stream(const form_context *context, const form_reading *reading,
                     const form_report *report, const bind_index *index, uint32_t model,
                     bind_sheet *sheet) {
    const bind_model *of = bind_model_at(index, model);
    stream_reader r = {.context = context,
                       .definition = of->definition,
                       .index = index,
                       .table = bind_table_of(of)->key,
                       .words = FORM_LIST_OF(stream_word),
                       .sheet = sheet};
    *sheet = (bind_sheet){.node = SHEAF_NONE,
                          .is_stream = 1,
                          .rows = FORM_LIST_OF(bind_row),
                          .cells = FORM_LIST_OF(bind_cell)};
    const form_place *place =
        of->place != SHEAF_NONE && report->places != NULL ? &report->places[of->place] : NULL;
    if (place == NULL || place->heading == SHEAF_NONE || place->times > 1)
        return 1;
    r.longest = longest_label(&r);
    if (!stream_read_words(&r, place))
        return 0;
    if (r.words.count == 0 || r.words.count > STREAM_WORDS)
        return 1;
    if (!stream_leave_own(&r, width_of(of)))
        return 0;
    sheet->node = stream_word_at(&r, 0)->node;
    sheet->signs |= has_pages(&r, report);
    if (!read_rows(&r))
        return 0;
    if (sheet->rows.count > 0 && !is_closed(reading, report, of->place))
        bind_row_at(sheet, sheet->rows.count - 1)->told &= ~(uint32_t)BIND_TOLD_ENDED;
    return 1;
}
