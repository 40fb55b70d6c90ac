/* A section of aligned text that is one table of the form and nothing else, as lines: wherever the reader saw columns, or none, all
 * words above its values are its heads in pieces, all others the labels of its rows, and each row of the form has its line of as
 * many numbers as columns. Whatever is left over, or lacks, and nothing is read here. */
#include "bind_lines.h"
#include "doc.h"

#include <stdlib.h>
#include <string.h>

typedef struct line_reader {
    const form_context *context;
    const form_place *place;
    const bind_index *index;
    uint32_t model;
    form_list words;   /* line_word */
    form_list values;  /* line_values */
    form_list numbers; /* uint32_t: their words, row by row */
    uint32_t width;    /* how many numbers a line of values has */
    uint32_t first;    /* the first word of the rows */
    line_labels heads, rows;
} line_reader;

static const sheaf_node *node_at(const form_context *context, uint32_t n) {
    return SHEAF_AT(context->document->nodes, sheaf_node, n);
}

static line_word *word_at(const line_reader *r, uint32_t i) {
    return FORM_AT(r->words, line_word, i);
}

/* ------------------------------------------------------------------------------- words -- */

enum { LONGEST_LINE = 4096 };

/* The characters of the source before a place in its line; SHEAF_NONE: another text stands there. */
static uint32_t place_of(const line_reader *r, uint64_t offset, sheaf_str text) {
    sheaf_str bytes = r->context->host->input(r->context->job)->bytes;
    uint32_t count = 0;
    if (offset > bytes.len || bytes.len - offset < text.len ||
        memcmp(bytes.ptr + offset, text.ptr, text.len) != 0)
        return SHEAF_NONE;
    for (uint64_t i = offset; i > 0 && bytes.ptr[i - 1] != '\n' && bytes.ptr[i - 1] != '\f'; i--) {
        if (offset - i > LONGEST_LINE)
            return SHEAF_NONE;
        count += ((unsigned char)bytes.ptr[i - 1] & 0xC0) != 0x80;
    }
    return count;
}

/* *is_ours 0: the text is not as it stands in the source, or too long. 0: latched. */
static int add_words(line_reader *r, uint32_t node, sheaf_str text, const sheaf_origin *at,
                     int *is_ours) {
    sheaf_str rest = text;
    for (sheaf_str raw = bind_take_word(&rest); raw.len > 0; raw = bind_take_word(&rest)) {
        uint32_t place = place_of(r, at->at.bytes.offset + (uint64_t)(raw.ptr - text.ptr), raw);
        bind_number number;
        uint32_t is_number = (uint32_t)bind_read_number(raw, &number);
        *is_ours = place != SHEAF_NONE && r->words.count < LINES_MOST_WORDS &&
                   (!is_number || number.unit.len == 0);
        if (!*is_ours)
            return 1;
        line_word *word = form_push(r->context, &r->words);
        if (word == NULL)
            return 0;
        *word = (line_word){.raw = raw,
                            .plain = form_plain_text(r->context, raw),
                            .node = node,
                            .line = at->unit,
                            .place = place,
                            .is_number = is_number,
                            .number = number};
        if (word->plain.ptr == NULL)
            return 0;
    }
    return 1;
}

/* How long the line of a text is that one of its origins says; 0: the origins do not say. Lines are joined as they are, or with an end
 * of line between. */
static size_t length_of(const line_reader *r, const sheaf_node *node, uint32_t i, size_t from) {
    size_t left = node->text.len - from, length = bind_length_of_line(r->context, node->origin + i);
    if (node->origins == 1)
        return left;
    return length <= left && (length == left) == (i + 1 == node->origins) ? length : 0;
}

/* A paragraph or a cell, line by line. */
static int add_node(line_reader *r, uint32_t n, int *is_ours) {
    const sheaf_node *node = node_at(r->context, n);
    size_t from = 0;
    for (uint32_t i = 0; *is_ours && node->text.len > 0 && i < node->origins; i++) {
        const sheaf_origin *at =
            SHEAF_AT(r->context->document->origins, sheaf_origin, node->origin + i);
        size_t length = length_of(r, node, i, from);
        *is_ours = at->kind == SHEAF_AT_BYTES && at->unit > 0 && length > 0;
        if (*is_ours && !add_words(r, n, (sheaf_str){node->text.ptr + from, length}, at, is_ours))
            return 0;
        from += length;
        from += from < node->text.len && node->text.ptr[from] == '\n';
    }
    *is_ours &= node->text.len == 0 || node->origins > 0;
    return 1;
}

/* As they stand in the source: a cell of several lines is one node. */
static int compare_words(const void *a, const void *b) {
    const line_word *first = a, *second = b;
    if (first->line != second->line)
        return first->line < second->line ? -1 : 1;
    return (first->place > second->place) - (first->place < second->place);
}

static int read_words(line_reader *r, int *is_ours) {
    *is_ours = 1;
    for (uint32_t n = r->place->first; n < r->place->end && *is_ours; n++) {
        const sheaf_node *node = node_at(r->context, n);
        if (r->context->host->tick(r->context->job, n, r->place->end) != SHEAF_OK)
            return 0;
        *is_ours = node->kind != SHEAF_TABLE || (node->flags & SHEAF_INFERRED) != 0;
        int is_text = *is_ours && (node->flags & SHEAF_FURNITURE) == 0 && node->kind != SHEAF_TABLE;
        if (is_text && !add_node(r, n, is_ours))
            return 0;
    }
    if (r->words.count > 0)
        qsort(r->words.at, r->words.count, sizeof(line_word), compare_words);
    return 1;
}

/* ------------------------------------------------------------------------------- lines -- */

static uint32_t end_of_line(const line_reader *r, uint32_t i) {
    uint32_t line = word_at(r, i)->line;
    while (i < r->words.count && word_at(r, i)->line == line)
        i++;
    return i;
}

static int push_index(const line_reader *r, form_list *list, uint32_t value) {
    uint32_t *room = form_push(r->context, list);
    if (room != NULL)
        *room = value;
    return room != NULL;
}

/* The numbers that a line ends in; *is_ours 0: one stands elsewhere. */
static uint32_t count_numbers(const line_reader *r, uint32_t from, uint32_t end, int *is_ours) {
    uint32_t numbers = 0, behind = 0;
    for (uint32_t i = from; i < end; i++) {
        numbers += word_at(r, i)->is_number;
        behind = word_at(r, i)->is_number ? behind + 1 : 0;
    }
    *is_ours &= numbers == behind;
    return numbers;
}

/* The words [from, end) go on with a row that lacks values: they stand in the next line, right of those. */
static int goes_on(const line_reader *r, uint32_t from) {
    uint32_t have = r->numbers.count % r->width;
    if (have == 0)
        return 0;
    const line_word *last = word_at(r, *FORM_AT(r->numbers, uint32_t, r->numbers.count - 1));
    const line_word *next = word_at(r, from);
    return next->line == last->line + 1 && last->place + last->raw.len < next->place;
}

/* The numbers [from, end) of a line. *is_ours 0: they make no row of as many as columns. */
static int add_values(line_reader *r, uint32_t from, uint32_t end, int *is_ours) {
    uint32_t line = word_at(r, from)->line;
    if (goes_on(r, from))
        FORM_AT(r->values, line_values, r->values.count - 1)->last = line;
    else {
        line_values *room = form_push(r->context, &r->values);
        *is_ours = r->numbers.count % r->width == 0;
        if (room == NULL)
            return 0;
        *room = (line_values){line, line};
    }
    for (uint32_t i = from; i < end; i++)
        if (!push_index(r, &r->numbers, i))
            return 0;
    *is_ours &= r->numbers.count <= r->values.count * r->width;
    return 1;
}

/* The lines that end in as many numbers as columns, or two that do so together. *is_ours 0: there are other numbers. */
static int find_values(line_reader *r, int *is_ours) {
    for (uint32_t i = 0, end; i < r->words.count && *is_ours; i = end) {
        end = end_of_line(r, i);
        uint32_t numbers = count_numbers(r, i, end, is_ours);
        if (numbers > 0 && *is_ours && !add_values(r, end - numbers, end, is_ours))
            return 0;
    }
    *is_ours &= r->values.count > 0 && r->numbers.count == r->values.count * r->width;
    return 1;
}

static int64_t digits_at(const line_reader *r, uint32_t column) {
    int64_t digits = word_at(r, *FORM_AT(r->numbers, uint32_t, column))->number.value.digits;
    return digits < 0 || digits > INT32_MAX ? INT32_MAX : digits;
}

/* Of the one row: the last number of each group of columns is the sum of those before it, or this one is odd. */
static int has_odd_group(const line_reader *r, const form_definition *definition, uint32_t root) {
    uint32_t end = bind_head_at(definition, root)->end, column = 0;
    for (uint32_t g = root; g < end; g++) {
        const form_head *group = bind_head_at(definition, g);
        uint32_t leaves = group->end - g - 1;
        int64_t rest = 0;
        for (uint32_t h = g + 1; h < group->end;
             h++) /* groups of groups have no sum of their own */
            leaves = (bind_head_at(definition, h)->flags & FORM_LEAF) != 0 ? leaves : 0;
        for (uint32_t i = 0; i < leaves && leaves > 2 && column + leaves <= r->width; i++)
            rest += i + 1 < leaves ? digits_at(r, column + i) : -digits_at(r, column + i);
        column += (group->flags & FORM_LEAF) != 0;
        if (rest != 0)
            return 1;
    }
    return 0;
}

/* Most rows end in the sum of their other numbers, and one does not: what is odd there is judged with the columns that the reader
 * saw. */
static int has_odd_row(const line_reader *r) {
    uint32_t held = 0;
    for (uint32_t v = 0; v < r->values.count; v++) {
        int64_t rest = 0;
        for (uint32_t i = 0; i < r->width; i++) {
            const line_word *word = word_at(r, *FORM_AT(r->numbers, uint32_t, v * r->width + i));
            int64_t digits = word->number.value.digits;
            if (word->number.value.scale != 0 || digits < 0 || digits > INT32_MAX)
                return 0;
            rest += i + 1 < r->width ? digits : -digits;
        }
        held += rest == 0;
    }
    return held * 2 > r->values.count && held < r->values.count;
}

/* Where the rows begin: the line above the first values, or theirs, that the label of the first row begins in. */
static uint32_t begin_of_rows(const line_reader *r, const form_definition *definition,
                              uint32_t root) {
    uint32_t values = *FORM_AT(r->numbers, uint32_t, 0);
    uint32_t line = FORM_AT(r->values, line_values, 0)->first;
    const form_head *head = bind_head_at(definition, root + 1);
    uint32_t begin = values;
    while (begin > 0 && word_at(r, begin - 1)->line == line)
        begin--;
    if (head->labels.count == 0)
        return begin;
    sheaf_str label = form_plain_text(
        r->context, FORM_AT(definition->labels, const form_label, head->labels.first)->text);
    for (uint32_t i = 0; i < values; i = end_of_line(r, i))
        if (label.ptr != NULL && form_begins(label, word_at(r, i)->plain))
            return i;
    return begin;
}

/* The words [first, end) that are no numbers, as the labels' own. 0: latched. */
static int share_words(const line_reader *r, uint32_t first, uint32_t end, line_labels *l) {
    line_word *words = form_room(r->context, (size_t)(end - first) + 1, sizeof *words);
    if (words == NULL)
        return 0;
    l->context = r->context;
    l->words = words;
    for (uint32_t i = first; i < end; i++)
        if (!word_at(r, i)->is_number)
            words[l->count++] = *word_at(r, i);
    return 1;
}

/* *is_ours 1: nothing is left over and nothing lacks. */
static int explain(line_reader *r, int *is_ours) {
    const bind_model *model = bind_model_at(r->index, r->model);
    const form_definition *definition = model->definition;
    uint32_t block = bind_table_of(model)->blocks.first;
    uint32_t root = FORM_AT(definition->blocks, const form_block, block)->rows;
    r->width = bind_width_of(definition, block);
    if (!find_values(r, is_ours) || !*is_ours)
        return !*is_ours;
    uint32_t columns = FORM_AT(definition->blocks, const form_block, block)->columns;
    *is_ours = r->values.count == 1 ? !has_odd_group(r, definition, columns) : !has_odd_row(r);
    if (!*is_ours)
        return 1;
    r->first = begin_of_rows(r, definition, root);
    if (!share_words(r, 0, r->first, &r->heads) ||
        !share_words(r, r->first, r->words.count, &r->rows))
        return 0;
    *is_ours = lines_are_rows(&r->rows, definition, block, r->values.at, r->values.count) &&
               lines_are_heads(&r->heads, definition, model->table, block);
    return 1;
}

/* ------------------------------------------------------------------------------- the sheet -- */

static bind_row *add_row(const line_reader *r, bind_sheet *sheet, uint32_t told) {
    bind_row *row = form_push(r->context, &sheet->rows);
    if (row != NULL)
        *row = (bind_row){.cells = {sheet->cells.count, 0},
                          .line = sheet->rows.count - 1,
                          .target = SHEAF_NONE,
                          .label = SHEAF_NONE,
                          .group = SHEAF_NONE,
                          .told = told | BIND_TOLD_CLEAN};
    return row;
}

static bind_cell *add_cell(const line_reader *r, bind_sheet *sheet, bind_row *row,
                           const line_word *word) {
    bind_cell *cell = form_push(r->context, &sheet->cells);
    if (cell != NULL)
        *cell = (bind_cell){.node = word->node,
                            .column = row->cells.count++,
                            .width = 1,
                            .kind = word->is_number ? BIND_NUMBER : BIND_WORDS,
                            .text = word->raw,
                            .plain = {SHEAF_STR(""), 0},
                            .number = word->number};
    return cell;
}

/* A label that words were found to make up, as a cell. */
static int add_label(const line_reader *r, bind_sheet *sheet, bind_row *row, const line_labels *l,
                     const line_label *label) {
    const form_definition *definition = bind_model_at(r->index, r->model)->definition;
    const form_head *head = bind_head_at(definition, label->head);
    const form_label *own = FORM_AT(definition->labels, const form_label, head->labels.first);
    bind_cell *cell = add_cell(r, sheet, row, &l->words[label->word]);
    if (cell == NULL)
        return 0;
    cell->text = own->text;
    cell->plain = own->plain;
    row->labels++;
    return 1;
}

static int add_heads(const line_reader *r, bind_sheet *sheet) {
    bind_row *row = add_row(r, sheet, BIND_TOLD_HEADER);
    if (row == NULL)
        return 0;
    for (uint32_t i = 0; i < r->heads.labels; i++)
        if (!r->heads.at[i].is_free && !add_label(r, sheet, row, &r->heads, &r->heads.at[i]))
            return 0;
    return 1;
}

static int add_rows(const line_reader *r, bind_sheet *sheet) {
    uint32_t leaf = lines_next_leaf(&r->rows, 0);
    for (uint32_t v = 0; v < r->values.count; v++) {
        const line_values *values = FORM_AT(r->values, line_values, v);
        bind_row *row = add_row(r, sheet, values->first < values->last ? BIND_TOLD_PAGED : 0);
        if (row == NULL ||
            (leaf < r->rows.labels && !add_label(r, sheet, row, &r->rows, &r->rows.at[leaf])))
            return 0;
        row->values = r->width;
        for (uint32_t i = 0; i < r->width; i++)
            if (add_cell(r, sheet, row,
                         word_at(r, *FORM_AT(r->numbers, uint32_t, v * r->width + i))) == NULL)
                return 0;
        sheet->columns = row->cells.count > sheet->columns ? row->cells.count : sheet->columns;
        leaf = lines_next_leaf(&r->rows, leaf + 1);
    }
    bind_row_at(sheet, sheet->rows.count - 1)->told |= BIND_TOLD_ENDED;
    return 1;
}

static int make_sheet(const line_reader *r, uint32_t block, bind_sheet *sheet) {
    sheet->node = word_at(r, 0)->node;
    if (!add_heads(r, sheet) || !add_rows(r, sheet))
        return 0;
    sheet->columns = r->heads.labels > sheet->columns ? r->heads.labels : sheet->columns;
    sheet->headed = block + 1;
    sheet->is_headed = 1;
    sheet->used = form_room(r->context, (size_t)sheet->columns + 1, 1);
    return sheet->used != NULL;
}

int bind_read_lines(const form_context *context, const form_report *report, const bind_index *index,
                    uint32_t model, bind_sheet *sheet) {
    const bind_model *of = bind_model_at(index, model);
    *sheet = (bind_sheet){.node = SHEAF_NONE,
                          .is_stream = 1,
                          .rows = FORM_LIST_OF(bind_row),
                          .cells = FORM_LIST_OF(bind_cell)};
    const form_place *place =
        of->place != SHEAF_NONE && report->places != NULL ? &report->places[of->place] : NULL;
    if (place == NULL || place->heading == SHEAF_NONE || place->times > 1 ||
        bind_table_of(of)->blocks.count != 1)
        return 1;
    line_reader *r = form_room(context, 1, sizeof *r);
    int is_ours;
    if (r == NULL)
        return 0;
    *r = (line_reader){.context = context,
                       .place = place,
                       .index = index,
                       .model = model,
                       .words = FORM_LIST_OF(line_word),
                       .values = FORM_LIST_OF(line_values),
                       .numbers = FORM_LIST_OF(uint32_t)};
    if (!read_words(r, &is_ours) || (is_ours && !explain(r, &is_ours)))
        return 0;
    return !is_ours || make_sheet(r, bind_table_of(of)->blocks.first, sheet);
}
