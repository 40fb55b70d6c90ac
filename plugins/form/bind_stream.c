/* A table of the form in text that kept nothing of it: a cell a line, or a row as words parted by blanks. The texts of its
 * section become atoms between white space; atoms that together are a label of the form, exactly, are one cell, numbers and
 * marks are the others. Each run of labels with the values behind it is a row; what is no label is no cell. */
#include "bind_stream.h"
#include "doc.h"

enum {
    MOST_ATOMS = 6000, /* a table of the form has a few hundred; what is longer is none */
    MOST_JOINED = 40,  /* atoms of one label */
    LONGEST = 1024     /* bytes of a text that can be part of a table */
};

static const sheaf_node *node_at(const form_context *context, uint32_t n) {
    return SHEAF_AT(context->document->nodes, sheaf_node, n);
}

/* ------------------------------------------------------------------------------- atoms -- */

/* What stands before the first white space. */
static sheaf_str take_piece(sheaf_str *rest) {
    sheaf_str piece = {rest->ptr, 0};
    while (piece.len < rest->len) {
        sheaf_str behind = {rest->ptr + piece.len, rest->len - piece.len};
        int is_inside = ((unsigned char)*behind.ptr & 0xC0) == 0x80;
        if (!is_inside && bind_trim(behind).ptr != behind.ptr)
            break;
        piece.len++;
    }
    *rest = bind_trim((sheaf_str){rest->ptr + piece.len, rest->len - piece.len});
    return piece;
}

static int add_atom(stream_reader *r, uint32_t node, sheaf_str text) {
    stream_word *room = form_push(r->context, &r->words);
    if (room == NULL)
        return 0;
    *room = (stream_word){.node = node, .text = text, .is_paged = r->is_paged};
    room->kind = bind_kind_of(r->definition, text, &room->number);
    if (room->kind != BIND_NUMBER && room->kind != BIND_MARK)
        room->kind = BIND_WORDS;
    r->is_paged = 0;
    return 1;
}

/* The next atom of [first, end) in a direction that is no mark; SHEAF_NONE. */
static uint32_t beside(const stream_reader *r, uint32_t i, uint32_t step, uint32_t first,
                       uint32_t end) {
    do
        i += step;
    while (i >= first && i < end && stream_word_at(r, i)->kind == BIND_MARK);
    return i >= first && i < end ? i : SHEAF_NONE;
}

/* A number is not alone where a word or a number stands before it in its line, or a number behind it. Lines that were joined
 * into one text are as good as lines. */
static void mark_lone(const stream_reader *r, uint32_t first, uint32_t end, int is_joined) {
    for (uint32_t i = first; i < end; i++) {
        uint32_t before = beside(r, i, UINT32_MAX, first, end),
                 behind = beside(r, i, 1, first, end);
        int is_between = before != SHEAF_NONE ||
                         (behind != SHEAF_NONE && stream_word_at(r, behind)->kind == BIND_NUMBER);
        stream_word_at(r, i)->is_lone =
            stream_word_at(r, i)->kind == BIND_NUMBER && (is_joined || !is_between);
    }
}

size_t bind_length_of_line(const form_context *context, uint32_t origin) {
    const sheaf_origin *at = SHEAF_AT(context->document->origins, sheaf_origin, origin);
    return at->kind == SHEAF_AT_BYTES ? (size_t)at->at.bytes.length : 0;
}

int bind_has_lines(const form_context *context, uint32_t n) {
    const sheaf_node *node = node_at(context, n);
    size_t all = 0;
    for (uint32_t i = 0; i < node->origins && all <= node->text.len; i++) {
        size_t line = bind_length_of_line(context, node->origin + i);
        all += line > 0 ? line : node->text.len + 1;
    }
    return node->origins > 1 && all == node->text.len;
}

/* `- 3 -`, or `3 -` where the first was taken for a bullet, is no row of values: it becomes a word that no label has. */
static void see_page_line(stream_reader *r, uint32_t first) {
    uint32_t count = r->words.count - first, numbers = 0, marks = 0;
    for (uint32_t i = first; i < r->words.count; i++) {
        numbers += stream_word_at(r, i)->kind == BIND_NUMBER;
        marks += stream_word_at(r, i)->kind == BIND_MARK;
    }
    if (numbers != 1 || marks == 0 || marks > 2 || numbers + marks != count)
        return;
    stream_word_at(r, first)->kind = BIND_WORDS;
    stream_word_at(r, first)->text = SHEAF_STR("#");
    r->words.count = first + 1;
}

static int add_line(stream_reader *r, uint32_t n, sheaf_str line, int is_joined) {
    uint32_t first = r->words.count;
    sheaf_str rest = bind_trim(line);
    while (rest.len > 0 && r->words.count <= MOST_ATOMS)
        if (!add_atom(r, n, take_piece(&rest)))
            return 0;
    mark_lone(r, first, r->words.count, is_joined);
    see_page_line(r, first);
    return 1;
}

static int add_atoms(stream_reader *r, uint32_t n) {
    const sheaf_node *node = node_at(r->context, n);
    if (node->text.len > LONGEST)
        return add_atom(r, n, node->text);
    if (!bind_has_lines(r->context, n))
        return add_line(r, n, node->text, node->origins > 1);
    size_t from = 0;
    for (uint32_t i = 0; i < node->origins; i++) {
        sheaf_str line = {node->text.ptr + from, bind_length_of_line(r->context, node->origin + i)};
        if (!add_line(r, n, line, 0))
            return 0;
        from += line.len;
    }
    return 1;
}

static uint32_t page_of(const form_context *context, uint32_t n) {
    const sheaf_node *node = node_at(context, n);
    const sheaf_origin *origin =
        node->origins > 0 ? SHEAF_AT(context->document->origins, sheaf_origin, node->origin) : NULL;
    return origin != NULL && origin->kind == SHEAF_AT_PAGE ? origin->unit : 0;
}

/* A table that is none of the form's stands there as a word that no label has. */
static int read_atoms(stream_reader *r, const form_place *place) {
    uint32_t page = page_of(r->context, place->heading);
    for (uint32_t n = place->first; n < place->end && r->words.count <= MOST_ATOMS;) {
        const sheaf_node *node = node_at(r->context, n);
        if (r->context->host->tick(r->context->job, n, place->end) != SHEAF_OK)
            return 0;
        int is_table = node->kind == SHEAF_TABLE, is_line = form_is_line(r->context, n);
        r->is_paged |= (uint32_t)((node->flags & SHEAF_FURNITURE) != 0 ||
                                  (is_line && page_of(r->context, n) != page));
        page = is_line ? page_of(r->context, n) : page;
        if ((is_table && !add_atom(r, n, SHEAF_STR("#"))) || (is_line && !add_atoms(r, n)))
            return 0;
        n = is_table ? node->end : n + 1;
    }
    return 1;
}

/* ------------------------------------------------------------------------------- labels -- */

static int is_ours(const stream_reader *r, const bind_entry *entry) {
    return form_same(bind_table_of(bind_model_at(r->index, entry->model))->key, r->table);
}

/* 1: the table prints such a label, somewhere else than as a row's if `above`. */
static int is_label(const stream_reader *r, sheaf_str text, uint32_t axes) {
    for (uint32_t i = bind_find(r->index, text); i != SHEAF_NONE; i = bind_next(r->index, i)) {
        const bind_entry *entry = bind_entry_at(r->index, i);
        if ((axes >> entry->axis & 1u) != 0 && is_ours(r, entry))
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

/* The texts of atoms [first, end) as one. */
static sheaf_str join_atoms(const stream_reader *r, uint32_t first, uint32_t end) {
    sheaf_str texts[MOST_JOINED];
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
        for (uint32_t k = i + 1; k <= end && k - i <= MOST_JOINED; k++) {
            length += stream_word_at(r, k - 1)->text.len;
            uint32_t rest = k < end ? stream_word_at(r, k)->labels : 0;
            if (length > r->longest)
                break;
            if (rest == SHEAF_NONE || rest + 1 >= stream_word_at(r, i)->labels)
                continue;
            sheaf_str text = join_atoms(r, i, k);
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
        sheaf_str text = join_atoms(r, i, stream_word_at(r, i)->next);
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
        form_plain plain = form_plain_label(r->context, join_atoms(r, i, next));
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
static int add_rows(const stream_reader *r, uint32_t first, uint32_t values, uint32_t end) {
    if (!stream_cover(r, first, values))
        return 0;
    uint32_t labels = first;
    while (labels < values && stream_word_at(r, labels)->labels == SHEAF_NONE)
        labels++;
    uint32_t told = labels == first ? BIND_TOLD_CLEAN : 0;
    uint32_t header = end_of_header(r, labels, values, end > values);
    bind_row above = new_row(r, told | BIND_TOLD_HEADER);
    if (!add_labels(r, &above, labels, header))
        return 0;
    above.cells.count = r->sheet->cells.count - above.cells.first;
    if (!add_row(r, &above))
        return 0;
    bind_row row = new_row(r, told);
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
        if (entry->plain.text.len > longest && is_ours(r, entry))
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
        sheaf_str text = node_at(r->context, n)->text;
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
    if (!read_atoms(&r, place))
        return 0;
    if (r.words.count == 0 || r.words.count > MOST_ATOMS)
        return 1;
    sheet->node = stream_word_at(&r, 0)->node;
    sheet->signs = has_pages(&r, report);
    if (!read_rows(&r))
        return 0;
    if (sheet->rows.count > 0 && !is_closed(reading, report, of->place))
        bind_row_at(sheet, sheet->rows.count - 1)->told &= ~(uint32_t)BIND_TOLD_ENDED;
    return 1;
}
