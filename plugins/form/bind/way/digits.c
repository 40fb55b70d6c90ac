/* A number that the end of a line broke: its last digits stand alone in the next line, which is then a row of the table, or
 * the first text behind it, or was taken for the number of a page and lies between two rows. */
#include "bind/way/way.h"

#include <string.h>

static const sheaf_node *node_at(const bind_plan *plan, uint32_t n) {
    const sheaf_array *nodes = &plan->context->document->nodes;
    return n < nodes->count ? SHEAF_AT(*nodes, sheaf_node, n) : NULL;
}

/* The line of a text file in which a node begins; 0: it stands in none. */
static uint32_t line_of(const bind_plan *plan, const sheaf_node *node) {
    if (node == NULL || node->origins == 0)
        return 0;
    const sheaf_origin *origin =
        SHEAF_AT(plan->context->document->origins, sheaf_origin, node->origin);
    return origin->kind == SHEAF_AT_BYTES ? origin->unit : 0;
}

/* The line in which the first cell of a row stands; 0: in none. */
static uint32_t line_of_row(const bind_plan *plan, const bind_row *row) {
    uint32_t line = 0;
    for (uint32_t i = 0; i < row->cells.count && line == 0; i++)
        line = line_of(plan, node_at(plan, bind_cell_at(plan->sheet, row->cells.first + i)->node));
    return line;
}

/* Digits, and what ends a row of separators behind them: `6081 |`. */
static int are_digits(sheaf_str text) {
    text = bind_trim(text);
    while (text.len > 0 && memchr("|;,\t ", text.ptr[text.len - 1], 5) != NULL)
        text.len--;
    return text.len > 0 && bind_is_piece(text);
}

/* What stands in the line right below the row and is no part of the table. Parts of the table may have been joined over it and
 * others. NULL: nothing. is_any 1: numbers of pages, too. */
static const sheaf_node *node_below(const bind_plan *plan, const bind_row *row, int is_any) {
    enum { MOST = 8 };
    uint32_t line = line_of_row(plan, row), n = node_at(plan, plan->sheet->node)->end;
    for (uint32_t i = 0; i < MOST && line != 0; i++) {
        const sheaf_node *below = node_at(plan, n);
        if (below == NULL)
            break;
        if ((is_any || (below->flags & SHEAF_FURNITURE) == 0) && line_of(plan, below) == line + 1)
            return below;
        n = below->end;
    }
    return NULL;
}

static sheaf_str text_below(const bind_plan *plan, const bind_row *row) {
    const sheaf_node *below = node_below(plan, row, 0);
    return below != NULL ? below->text : SHEAF_STR("");
}

/* Numbers, or parts of them, and nothing else. */
static int are_pieces(sheaf_str text) {
    uint32_t digits = 0;
    for (size_t i = 0; i < text.len; i++) {
        digits += text.ptr[i] >= '0' && text.ptr[i] <= '9';
        if ((text.ptr[i] < '0' || text.ptr[i] > '9') && text.ptr[i] != ' ')
            return 0;
    }
    return digits > 0;
}

int bind_goes_on_over_page(const bind_plan *plan, uint32_t at) {
    enum { MOST = 8 };
    uint32_t n = node_at(plan, plan->sheet->node)->end;
    if (at + 1 != plan->sheet->rows.count)
        return 0;
    for (uint32_t i = 0; i < MOST; i++) {
        const sheaf_node *below = node_at(plan, n);
        if (below == NULL)
            return 0;
        if ((below->flags & SHEAF_FURNITURE) == 0)
            return below->kind == SHEAF_PARAGRAPH && (below->flags & SHEAF_BREAK_BEFORE) != 0 &&
                   are_pieces(below->text);
        n = below->end;
    }
    return 0;
}

/* Where a cell stands in a text; NULL: it is blank, or its place has no bytes. */
static const sheaf_origin *bytes_of(const bind_plan *plan, uint32_t cell) {
    const bind_cell *at = bind_cell_at(plan->sheet, cell);
    return at->kind != BIND_BLANK ? bind_bytes_of(plan->context, at->node) : NULL;
}

int bind_goes_on_above(const bind_plan *plan, uint32_t at) {
    const bind_sheet *sheet = plan->sheet;
    const bind_row *row = bind_row_at(sheet, at);
    if (at == 0 || sheet->is_aligned || sheet->is_certain || row->cells.count != 1)
        return 0;
    const bind_row *above = bind_row_at(sheet, at - 1);
    uint32_t line = line_of_row(plan, above);
    return above->values > 0 && line != 0 && line_of_row(plan, row) == line + 1;
}

/* What is left of a number, and little else: digits, signs before them (`+7`, `**257**`), a unit, a share or another number in
 * brackets behind them (`28 件`, `06%`, `6(78)`). */
static int may_be_rest(sheaf_str text) {
    enum { LONGEST = 24 /* bytes */ };
    size_t before = bind_signs_length(text);
    sheaf_str digits = {text.ptr + before, text.len - before};
    size_t length = bind_piece_length(digits);
    return length > 0 && digits.len - length <= LONGEST;
}

/* The number that counts the row of the form which `row` is: `8.` of `8.属于行政查询事项`; 0: none. */
static uint32_t ordinal_of(const bind_plan *plan, const bind_row *row) {
    if (row == NULL || row->target == SHEAF_NONE)
        return 0;
    const form_definition *definition = plan->model->definition;
    const form_head *head = bind_head_at(definition, bind_target_at(plan, row->target)->head);
    return head->labels.count > 0
               ? FORM_AT(definition->labels, const form_label, head->labels.first)->plain.number
               : 0;
}

/* `1.国家秘密`, or `8.` right above the row that it counts, is of a label. `8.` alone else may be what is left of 128.0. */
static int counts_label(const bind_plan *plan, sheaf_str text, const bind_row *below) {
    form_plain plain = form_plain_label(plan->context, text);
    return plain.number != 0 && (plain.text.len > 0 || plain.number == ordinal_of(plan, below));
}

static const bind_row *row_behind(const bind_sheet *sheet, uint32_t at) {
    return at + 1 < sheet->rows.count ? bind_row_at(sheet, at + 1) : NULL;
}

/* A row that is one number, or what is left of one, and nothing else; in aligned text pieces of a label may stand before it. */
static int is_digits(const bind_plan *plan, uint32_t at) {
    const bind_sheet *sheet = plan->sheet;
    const bind_row *row = bind_row_at(sheet, at);
    uint32_t full = 0, rests = 0;
    int is_rest = sheet->is_aligned && row->target == SHEAF_NONE;
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
        const bind_cell *cell = bind_cell_at(sheet, i);
        int may_be = is_rest && may_be_rest(cell->text) &&
                     !counts_label(plan, cell->text, row_behind(sheet, at));
        int is_label =
            is_rest && i < row->cells.first + row->labels && cell->kind == BIND_WORDS && !may_be;
        full += cell->kind != BIND_BLANK && !is_label;
        rests += may_be || bind_is_piece(cell->text);
    }
    return full == 1 && rests == 1;
}

/* Opens the numbers in that column of the grid; SHEAF_NONE: in all. */
static void open_in(const bind_sheet *sheet, uint32_t column, bind_places *places) {
    for (uint32_t s = 0; s < places->count; s++) {
        bind_slot *slot = &places->slots[s];
        if (slot->state == BIND_VALUE && slot->cell != SHEAF_NONE &&
            (column == SHEAF_NONE || bind_cell_at(sheet, slot->cell)->column == column))
            bind_open_slot(slot, BIND_WHY_DIGITS);
    }
}

/* Separators: left of all numbers of the row beside it, `3.其他0`. Its number ran on in the cell of its label. */
static int is_glued_label(const bind_plan *plan, const bind_cell *cell, const bind_places *places) {
    if (plan->sheet->is_aligned || !counts_label(plan, cell->text, NULL))
        return 0;
    for (uint32_t s = 0; s < places->count; s++)
        if (places->slots[s].cell != SHEAF_NONE &&
            bind_cell_at(plan->sheet, places->slots[s].cell)->column <= cell->column)
            return 0;
    return 1;
}

/* Behind its label: what is left of numbers, and of one at least no number is left. */
static int is_line_of_rests(const bind_plan *plan, const bind_row *row, const bind_places *places) {
    uint32_t odd = 0;
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
        const bind_cell *cell = bind_cell_at(plan->sheet, i);
        int is_glued = is_glued_label(plan, cell, places);
        int is_words = is_glued || (cell->kind == BIND_WORDS && cell->plain.text.len > 0);
        int is_label = is_glued || (is_words && i < row->cells.first + row->labels);
        if (cell->kind != BIND_BLANK && !is_label && !may_be_rest(cell->text))
            return 0;
        odd += !is_words && (cell->kind == BIND_ODD || cell->kind == BIND_WORDS);
    }
    return odd > 0;
}

/* Not one from the line above. */
static int has_own_label(const bind_row *row) {
    return row->label >= row->cells.first && row->label < row->cells.first + row->cells.count;
}

void bind_open_beside_rests(const bind_plan *plan, uint32_t at, bind_places *places) {
    const bind_sheet *sheet = plan->sheet;
    for (uint32_t step = 0; step < 2 && !sheet->is_certain; step++) {
        uint32_t r = at + (step == 0 ? UINT32_MAX : 1);
        const bind_row *row = r < sheet->rows.count ? bind_row_at(sheet, r) : NULL;
        if (row == NULL || !is_line_of_rests(plan, row, places) ||
            has_own_label(step == 0 ? bind_row_at(sheet, at) : row))
            continue;
        for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++)
            if (bind_cell_at(sheet, i)->kind != BIND_BLANK)
                open_in(sheet, bind_cell_at(sheet, i)->column, places);
    }
}

void bind_open_over_digits(const bind_plan *plan, uint32_t at, bind_places *places) {
    const bind_sheet *sheet = plan->sheet;
    const bind_row *below =
        at + 1 < sheet->rows.count ? bind_row_at(sheet, at + 1) : bind_row_at(sheet, at);
    uint32_t full = 0, pieces = 0;
    for (uint32_t i = below->cells.first; i < below->cells.first + below->cells.count; i++) {
        full += bind_cell_at(sheet, i)->kind != BIND_BLANK;
        pieces += (uint32_t)bind_is_piece(bind_cell_at(sheet, i)->text);
    }
    if (below->target != SHEAF_NONE || full != pieces || pieces * 2 > places->printed)
        return;
    for (uint32_t i = below->cells.first; i < below->cells.first + below->cells.count; i++)
        if (bind_cell_at(sheet, i)->kind != BIND_BLANK)
            open_in(sheet, bind_cell_at(sheet, i)->column, places);
}

/* What stands in the text between two rows is one line with one cell of digits: it was taken for the number of a page, or a row. */
static int is_line_of_rest(const bind_plan *plan, sheaf_str between, const bind_row *next) {
    static const char others[] = " \t\r\f,;|\"\n";
    uint32_t lines = 0;
    for (size_t i = 0; i < between.len; i++)
        lines += between.ptr[i] == '\n';
    while (between.len > 0 && memchr(others, *between.ptr, sizeof others - 1) != NULL)
        between = (sheaf_str){between.ptr + 1, between.len - 1};
    while (between.len > 0 &&
           memchr(others, between.ptr[between.len - 1], sizeof others - 1) != NULL)
        between.len--;
    return lines == 2 && may_be_rest(between) && memchr(between.ptr, '\n', between.len) == NULL &&
           !counts_label(plan, between, next);
}

static int has_digits_between(const bind_plan *plan, const bind_row *row, const bind_row *next) {
    enum { LONGEST = 64 };
    const sheaf_str bytes = plan->context->host->input(plan->context->job)->bytes;
    const sheaf_origin *last = NULL, *first = NULL;
    for (uint32_t i = row->cells.count; i-- > 0 && last == NULL;)
        last = bytes_of(plan, row->cells.first + i);
    for (uint32_t i = 0; i < next->cells.count && first == NULL; i++)
        first = bytes_of(plan, next->cells.first + i);
    if (last == NULL || first == NULL)
        return 0;
    uint64_t from = last->at.bytes.offset + last->at.bytes.length, end = first->at.bytes.offset;
    return from < end && end <= bytes.len && end - from < LONGEST &&
           is_line_of_rest(plan, (sheaf_str){bytes.ptr + from, (size_t)(end - from)}, next);
}

/* Separators: the row ends before others of the table do, or its last cell is there, and the next line begins with digits where its
 * label stands. The cell was broken there; cells of its own may stand behind the rest. */
static int is_broken_off(const bind_plan *plan, const bind_row *row, uint32_t below) {
    const bind_row *next = bind_row_at(plan->sheet, below);
    const bind_cell *last = bind_cell_at(plan->sheet, row->cells.first + row->cells.count - 1);
    const bind_cell *first = bind_cell_at(plan->sheet, next->cells.first);
    return !plan->sheet->is_aligned && row->labels > 0 &&
           (next->cells.count == 1 || last->column + last->width < plan->sheet->columns) &&
           first->column == bind_cell_at(plan->sheet, row->cells.first)->column &&
           may_be_rest(first->text) &&
           !counts_label(plan, first->text, row_behind(plan->sheet, below));
}

int bind_has_digits_behind(const bind_plan *plan, uint32_t at) {
    const bind_row *row = bind_row_at(plan->sheet, at);
    if (at + 1 == plan->sheet->rows.count) { /* its last number may go on there */
        sheaf_str below = bind_trim(text_below(plan, row));
        return may_be_rest(below) && !counts_label(plan, below, NULL);
    }
    const bind_row *next = bind_row_at(plan->sheet, at + 1);
    return has_digits_between(plan, row, next) ||
           (next->line == row->line + 1 &&
            (is_digits(plan, at + 1) || is_broken_off(plan, row, at + 1)));
}

/* The bytes before the node in its line of the source. */
static uint64_t place_of(const bind_plan *plan, const sheaf_node *node) {
    sheaf_str bytes = plan->context->host->input(plan->context->job)->bytes;
    const sheaf_origin *origin =
        SHEAF_AT(plan->context->document->origins, sheaf_origin, node->origin);
    uint64_t at = origin->at.bytes.offset, from = at;
    while (from > 0 && from <= bytes.len && bytes.ptr[from - 1] != '\n')
        from--;
    return at - from;
}

int bind_has_digits_before_last(const bind_plan *plan, uint32_t at) {
    const bind_row *row = bind_row_at(plan->sheet, at);
    const sheaf_node *below = node_below(plan, row, 1);
    const bind_cell *last = bind_cell_at(plan->sheet, row->cells.first + row->cells.count - 1);
    const sheaf_node *end = node_at(plan, last->node);
    return plan->sheet->is_aligned && at + 1 == plan->sheet->rows.count && below != NULL &&
           are_digits(below->text) && line_of(plan, end) != 0 &&
           place_of(plan, below) + below->text.len < place_of(plan, end);
}

/* Words, and digits behind them. */
static int ends_in_digits(const bind_cell *cell) {
    sheaf_str text = bind_trim(cell->text);
    char last = text.len > 0 ? text.ptr[text.len - 1] : 0;
    return last >= '0' && last <= '9' && !bind_is_piece(text) &&
           (cell->kind == BIND_WORDS || cell->kind == BIND_ODD);
}

void bind_open_under_digits(const bind_plan *plan, uint32_t at, bind_places *places) {
    const bind_sheet *sheet = plan->sheet;
    const bind_row *above = at > 0 ? bind_row_at(sheet, at - 1) : NULL;
    for (uint32_t i = 0; above != NULL && above->values == 0 && i < above->cells.count; i++) {
        const bind_cell *words = bind_cell_at(sheet, above->cells.first + i);
        if (words->column != 0 && ends_in_digits(words))
            open_in(sheet, words->column, places);
    }
}

/* Words of the header, which a page may print again. */
static int is_of_header(const bind_plan *plan, uint32_t block, sheaf_str words) {
    for (uint32_t e = 0; e < plan->index->entries.count; e++) {
        const bind_entry *entry = bind_entry_at(plan->index, e);
        if (entry->axis == BIND_COLUMN && entry->model == plan->model_index &&
            entry->block == block && form_holds(entry->plain.text, words))
            return 1;
    }
    return 0;
}

enum { SIGN = 12 }; /* bytes: four ideographs */

/* What a narrow column left of a mark, `用` of `不适用`. */
static int ends_mark(const bind_plan *plan, sheaf_str text) {
    const form_list *marks = &plan->model->definition->marks;
    for (uint32_t i = 0; i < marks->count; i++) {
        sheaf_str mark = *FORM_AT(*marks, const sheaf_str, i);
        if (mark.len > text.len && memcmp(mark.ptr + mark.len - text.len, text.ptr, text.len) == 0)
            return 1;
    }
    return 0;
}

/* A short text without digits that the form does not know. */
static int is_sign(const bind_plan *plan, uint32_t block, sheaf_str text) {
    for (size_t i = 0; i < text.len && i < SIGN; i++)
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9')
            return 0;
    return text.len > 0 && text.len <= SIGN && !is_of_header(plan, block, text) &&
           !ends_mark(plan, text);
}

/* A sign stands below one of the numbers. */
static int is_below_number(const bind_sheet *sheet, const bind_cell *sign,
                           const bind_places *places) {
    for (uint32_t s = 0; s < places->count; s++) {
        const bind_slot *slot = &places->slots[s];
        if (slot->state == BIND_VALUE && slot->cell != SHEAF_NONE &&
            bind_cell_at(sheet, slot->cell)->column == sign->column)
            return 1;
    }
    return 0;
}

int bind_has_signs_below(const bind_plan *plan, uint32_t at, uint32_t block,
                         const bind_places *places) {
    const bind_sheet *sheet = plan->sheet;
    const bind_row *row = bind_row_at(sheet, at);
    if (!sheet->is_aligned)
        return 0;
    if (at + 1 == sheet->rows.count) {
        sheaf_str text = text_below(plan, row);
        return is_sign(plan, block, text);
    }
    const bind_row *below = bind_row_at(sheet, at + 1);
    int is_rest = below->target == SHEAF_NONE && below->values * 2 <= places->printed;
    for (uint32_t i = below->cells.first; is_rest && i < below->cells.first + below->cells.count;
         i++) {
        const bind_cell *cell = bind_cell_at(sheet, i);
        if ((cell->kind == BIND_WORDS || cell->kind == BIND_ODD) &&
            is_sign(plan, block, cell->plain.text) && is_below_number(sheet, cell, places))
            return 1;
    }
    return 0;
}

/* Each word is a unit of the form, and digits stand before one at least: `件  件  8件`. */
static int are_numbers_with_units(const form_definition *definition, sheaf_str text) {
    bind_number number;
    sheaf_str unit = SHEAF_STR(""), rest = text;
    for (sheaf_str word = bind_take_word(&rest); word.len > 0; word = bind_take_word(&rest))
        if (bind_kind_of(definition, word, &number) == BIND_NUMBER && number.unit.len > 0)
            unit = number.unit;
    rest = text;
    for (sheaf_str word = bind_take_word(&rest); word.len > 0 && unit.len > 0;
         word = bind_take_word(&rest))
        if (!form_same(word, unit) && (bind_kind_of(definition, word, &number) != BIND_NUMBER ||
                                       !form_same(number.unit, unit)))
            return 0;
    return unit.len > 0;
}

int bind_has_units_below(const bind_plan *plan, uint32_t at) {
    return plan->sheet->is_aligned && at + 1 == plan->sheet->rows.count &&
           are_numbers_with_units(plan->model->definition,
                                  text_below(plan, bind_row_at(plan->sheet, at)));
}
