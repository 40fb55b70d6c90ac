/* A section of aligned text that is one table of the form and nothing else, as lines: wherever the reader saw columns, or none, all
 * words above its values are its heads in pieces, all others the labels of its rows, and each row of the form has its line of as
 * many numbers as columns. Whatever is left over, or lacks, and nothing is read here. */
#include "bind/flat/lines.h"
#include "doc/doc.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------------------- words -- */

enum { LONGEST_LINE = 4096 };

/* Characters, and how many columns of a screen they take. */
typedef struct extent {
    uint32_t characters, columns;
} extent;

/* An ideograph and its like is two columns wide. */
static void add_character(extent *of, const char *at) {
    unsigned char first = (unsigned char)at[0];
    int is_wide = first > 0xE2 || (first == 0xE2 && (unsigned char)at[1] >= 0xBA);
    of->characters++;
    of->columns += is_wide ? 2 : 1;
}

static extent extent_of(sheaf_str text) {
    extent of = {0, 0};
    for (size_t i = 0; i < text.len; i++)
        if (((unsigned char)text.ptr[i] & 0xC0) != 0x80)
            add_character(&of, text.ptr + i);
    return of;
}

/* What of the source stands before a place in its line. 0: another text stands there, or too much. */
static int place_of(line_reader *r, uint64_t offset, sheaf_str text, extent *out) {
    sheaf_str bytes = r->context->host->input(r->context->job)->bytes;
    uint64_t i = offset;
    if (offset > bytes.len || bytes.len - offset < text.len ||
        memcmp(bytes.ptr + offset, text.ptr, text.len) != 0)
        return 0;
    for (; i > 0 && bytes.ptr[i - 1] != '\n' && bytes.ptr[i - 1] != '\f'; i--) {
        if (offset - i > LONGEST_LINE)
            return 0;
        r->has_tabs |= bytes.ptr[i - 1] == '\t';
    }
    *out = extent_of((sheaf_str){bytes.ptr + i, (size_t)(offset - i)});
    return 1;
}

static void set_extent(line_word *word, extent before) {
    extent own = extent_of(word->raw);
    word->place = before.characters;
    word->end = before.characters + own.characters;
    word->wide = before.columns;
    word->breadth = own.columns;
}

/* A number, or a mark for nothing; those that are words may be a piece of a label. */
static void set_kind(const line_reader *r, line_word *word) {
    const form_definition *definition = bind_model_at(r->index, r->model)->definition;
    word->number = (bind_number){.unit = SHEAF_STR("")};
    word->kind = bind_kind_of(definition, word->raw, &word->number);
    word->is_number =
        word->kind == BIND_NUMBER || (word->kind == BIND_MARK && extent_of(word->raw).columns == 1);
}

/* A unit of the form behind the number that was read last is a part of it: exporters part digits and ideographs by a gap. */
static int joins_unit(const line_reader *r, sheaf_str raw) {
    line_word *last = r->words.count > 0 ? lines_word_at(r, r->words.count - 1) : NULL;
    if (last == NULL || last->kind != BIND_NUMBER || last->number.unit.len > 0 ||
        last->raw.ptr + last->raw.len + 1 != raw.ptr)
        return 0;
    line_word joined = *last;
    joined.raw.len += raw.len + 1;
    set_kind(r, &joined);
    set_extent(&joined, (extent){last->place, last->wide});
    if (joined.kind == BIND_NUMBER && joined.number.unit.len > 0)
        *last = joined;
    return joined.kind == BIND_NUMBER && joined.number.unit.len > 0;
}

/* *is_ours 0: the text is not as it stands in the source, or too long. 0: latched. */
static int add_words(line_reader *r, uint32_t node, sheaf_str text, const sheaf_origin *at,
                     int *is_ours) {
    sheaf_str rest = text;
    for (sheaf_str raw = bind_take_word(&rest); raw.len > 0; raw = bind_take_word(&rest)) {
        uint64_t offset = at->at.bytes.offset + (uint64_t)(raw.ptr - text.ptr);
        extent before;
        *is_ours = place_of(r, offset, raw, &before) && r->words.count < LINES_MOST_WORDS;
        if (!*is_ours)
            return 1;
        if (raw.ptr != text.ptr && joins_unit(r, raw))
            continue;
        line_word *word = form_push(r->context, &r->words);
        if (word == NULL)
            return 0;
        *word = (line_word){.raw = raw,
                            .plain = form_plain_text(r->context, raw),
                            .node = node,
                            .offset = offset,
                            .line = at->unit};
        set_kind(r, word);
        set_extent(word, before);
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
    const sheaf_node *node = form_node_at(r->context->document, n);
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

/* A form feed begins a page. */
static void count_pages(const line_reader *r) {
    sheaf_str bytes = r->context->host->input(r->context->job)->bytes;
    for (uint32_t i = 1; i < r->words.count; i++) {
        uint64_t from = lines_word_at(r, i - 1)->offset, to = lines_word_at(r, i)->offset;
        int is_new = to > from && memchr(bytes.ptr + from, '\f', (size_t)(to - from)) != NULL;
        lines_word_at(r, i)->page = lines_word_at(r, i - 1)->page + (uint32_t)is_new;
    }
}

static int read_words(line_reader *r, int *is_ours) {
    *is_ours = 1;
    for (uint32_t n = r->place->first; n < r->place->end && *is_ours; n++) {
        const sheaf_node *node = form_node_at(r->context->document, n);
        if (r->context->host->tick(r->context->job, n, r->place->end) != SHEAF_OK)
            return 0;
        *is_ours = node->kind != SHEAF_TABLE || (node->flags & SHEAF_INFERRED) != 0;
        int is_text = *is_ours && (node->flags & SHEAF_FURNITURE) == 0 && node->kind != SHEAF_TABLE;
        if (is_text && !add_node(r, n, is_ours))
            return 0;
    }
    if (r->words.count > 0)
        qsort(r->words.at, r->words.count, sizeof(line_word), compare_words);
    count_pages(r);
    return 1;
}

/* ------------------------------------------------------------------------------- lines -- */

static int64_t digits_at(const line_reader *r, uint32_t column) {
    int64_t digits = lines_word_at(r, lines_number_at(r, column)->word)->number.value.digits;
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

/* How many rows without blanks there are, and how many of them end in the sum of their other numbers. */
typedef struct row_count {
    uint32_t whole, held, telling; /* telling: and the last is no other of the numbers */
} row_count;

static void count_row(const line_reader *r, const line_values *values, row_count *count) {
    int64_t rest = 0, most = 0, last = 0;
    for (uint32_t i = 0; i < r->width; i++) {
        const line_word *word =
            lines_word_at(r, lines_number_at(r, values->numbers.first + i)->word);
        int64_t digits = word->number.value.digits;
        if (word->number.value.scale != 0 || digits < 0 || digits > INT32_MAX)
            return;
        rest += i + 1 < r->width ? digits : -digits;
        most = i + 1 < r->width && digits > most ? digits : most;
        last = digits;
    }
    count->held += rest == 0;
    count->telling += rest == 0 && most < last;
}

static row_count count_rows(const line_reader *r) {
    row_count count = {0, 0, 0};
    for (uint32_t v = 0; v < r->values.count; v++)
        if (lines_values_at(r, v)->numbers.count == r->width) {
            count.whole++;
            count_row(r, lines_values_at(r, v), &count);
        }
    return count;
}

/* Most rows end in the sum of their other numbers, and one does not: what is odd there is judged with the columns that the reader
 * saw. */
static int has_odd_row(const line_reader *r) {
    row_count count = count_rows(r);
    return count.held * 2 > count.whole && count.held < count.whole;
}

/* All rows without blanks do, and some of them could not with their numbers in another order. */
static int is_summed(const line_reader *r) {
    enum { SEVERAL = 2 };
    row_count count = count_rows(r);
    return count.held == count.whole && count.telling >= SEVERAL;
}

/* Where the rows begin: the line above the first values, or theirs, that the label of the first row begins in. */
static uint32_t begin_of_rows(const line_reader *r, const form_definition *definition,
                              uint32_t root) {
    uint32_t values = lines_number_at(r, 0)->word;
    uint32_t line = lines_values_at(r, 0)->first;
    const form_head *head = bind_head_at(definition, root + 1);
    uint32_t begin = values;
    while (begin > 0 && lines_word_at(r, begin - 1)->line == line)
        begin--;
    if (head->labels.count == 0)
        return begin;
    sheaf_str label = form_plain_text(
        r->context, FORM_AT(definition->labels, const form_label, head->labels.first)->text);
    for (uint32_t i = 0; i < values; i = lines_end_of_line(r, i))
        if (label.ptr != NULL && form_begins(label, lines_word_at(r, i)->plain))
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
        if (!lines_word_at(r, i)->is_number)
            words[l->count++] = *lines_word_at(r, i);
    return 1;
}

/* *is_ours 1: nothing is left over and nothing lacks. */
static int explain(line_reader *r, int *is_ours) {
    const bind_model *model = bind_model_at(r->index, r->model);
    const form_definition *definition = model->definition;
    uint32_t block = bind_table_of(model)->blocks.first;
    uint32_t root = FORM_AT(definition->blocks, const form_block, block)->rows;
    r->width = bind_width_of(definition, block);
    if (!lines_find_values(r, is_ours) || !*is_ours)
        return !*is_ours;
    uint32_t columns = FORM_AT(definition->blocks, const form_block, block)->columns;
    *is_ours = r->values.count == 1 ? !has_odd_group(r, definition, columns) : !has_odd_row(r);
    if (!*is_ours)
        return 1;
    r->first = begin_of_rows(r, definition, root);
    if (!share_words(r, 0, r->first, &r->heads) ||
        !share_words(r, r->first, r->words.count, &r->rows))
        return 0;
    r->heads.is_summed = (uint32_t)is_summed(r);
    *is_ours = lines_are_rows(&r->rows, definition, block, &r->values) &&
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
                            .kind = word->is_number ? word->kind : BIND_WORDS,
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

/* A column of the row without a value. */
static int add_blank(const line_reader *r, bind_sheet *sheet, bind_row *row) {
    line_word nothing = {.raw = SHEAF_STR(""), .node = sheet->node};
    bind_cell *cell = add_cell(r, sheet, row, &nothing);
    if (cell != NULL)
        cell->kind = BIND_BLANK;
    return cell != NULL;
}

/* The values of a row; those that have columns with blanks between. */
static int add_values(const line_reader *r, bind_sheet *sheet, bind_row *row,
                      const line_values *values) {
    uint32_t column = 0;
    for (uint32_t i = values->numbers.first; i < values->numbers.first + values->numbers.count;
         i++, column++) {
        for (; values->is_seated && column < lines_number_at(r, i)->seat; column++)
            if (!add_blank(r, sheet, row))
                return 0;
        if (add_cell(r, sheet, row, lines_word_at(r, lines_number_at(r, i)->word)) == NULL)
            return 0;
    }
    for (; values->is_seated && column < r->width; column++)
        if (!add_blank(r, sheet, row))
            return 0;
    row->values = values->numbers.count;
    return 1;
}

/* A leaf of the labels with the values beside it; NULL: it has none, and is blank. */
static int add_leaf(const line_reader *r, bind_sheet *sheet, uint32_t leaf,
                    const line_values *values) {
    static const line_values none = {.is_seated = 1};
    const line_values *own = values == NULL ? &none : values;
    uint32_t told =
        (own->first < own->last ? BIND_TOLD_PAGED : 0) | (own->is_seated ? BIND_TOLD_SEATED : 0);
    bind_row *row = add_row(r, sheet, told);
    if (row == NULL ||
        (leaf < r->rows.labels && !add_label(r, sheet, row, &r->rows, &r->rows.at[leaf])) ||
        !add_values(r, sheet, row, own))
        return 0;
    sheet->columns = row->cells.count > sheet->columns ? row->cells.count : sheet->columns;
    return 1;
}

static int add_rows(const line_reader *r, bind_sheet *sheet) {
    uint32_t leaf = lines_next_leaf(&r->rows, 0), v = 0;
    while (v < r->values.count || leaf < r->rows.labels) {
        const line_values *values = v < r->values.count ? lines_values_at(r, v) : NULL;
        int is_own = values != NULL && (leaf >= r->rows.labels || values->label == leaf);
        if (!add_leaf(r, sheet, leaf, is_own ? values : NULL))
            return 0;
        v += (uint32_t)is_own;
        leaf = lines_next_leaf(&r->rows, leaf + 1);
    }
    bind_row_at(sheet, sheet->rows.count - 1)->told |= BIND_TOLD_ENDED;
    return 1;
}

static int make_sheet(const line_reader *r, uint32_t block, bind_sheet *sheet) {
    sheet->node = lines_word_at(r, 0)->node;
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
                       .numbers = FORM_LIST_OF(line_number)};
    if (!read_words(r, &is_ours) || (is_ours && !explain(r, &is_ours)))
        return 0;
    return !is_ours || make_sheet(r, bind_table_of(of)->blocks.first, sheet);
}
