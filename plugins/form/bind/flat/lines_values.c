/* Which lines of a section hold the values of its rows: those that end in numbers, and in nothing else. */
#include "bind/flat/lines.h"

uint32_t lines_end_of_line(const line_reader *r, uint32_t i) {
    uint32_t line = lines_word_at(r, i)->line;
    while (i < r->words.count && lines_word_at(r, i)->line == line)
        i++;
    return i;
}

static int push_number(const line_reader *r, form_list *list, uint32_t word, uint32_t seat) {
    line_number *room = form_push(r->context, list);
    if (room != NULL)
        *room = (line_number){word, seat};
    return room != NULL;
}

/* The numbers that a line ends in; *is_ours 0: one stands elsewhere. */
static uint32_t count_numbers(const line_reader *r, uint32_t from, uint32_t end, int *is_ours) {
    uint32_t numbers = 0, behind = 0;
    for (uint32_t i = from; i < end; i++) {
        numbers += lines_word_at(r, i)->is_number;
        behind = lines_word_at(r, i)->is_number ? behind + 1 : 0;
    }
    *is_ours &= numbers == behind;
    return numbers;
}

/* The words [from, end) go on with a row that lacks values: they stand in the next line, right of those. */
static int goes_on(const line_reader *r, uint32_t from) {
    if (r->values.count == 0)
        return 0;
    form_span numbers = lines_values_at(r, r->values.count - 1)->numbers;
    const line_word *next = lines_word_at(r, from);
    const line_word *last =
        lines_word_at(r, lines_number_at(r, numbers.first + numbers.count - 1)->word);
    return numbers.count < r->width && next->line == last->line + 1 && last->end < next->place;
}

/* The numbers [from, end) of a line, as the rest of a row or a row of their own. *is_ours 0: they are more than columns. */
static int add_values(line_reader *r, uint32_t from, uint32_t end, int is_rest, int *is_ours) {
    uint32_t line = lines_word_at(r, from)->line;
    if (!is_rest) {
        line_values *room = form_push(r->context, &r->values);
        if (room == NULL)
            return 0;
        *room = (line_values){.first = line, .numbers = {r->numbers.count, 0}};
    }
    line_values *values = lines_values_at(r, r->values.count - 1);
    values->last = line;
    for (uint32_t i = from; i < end; i++, values->numbers.count++)
        if (!push_number(r, &r->numbers, i, values->numbers.count))
            return 0;
    *is_ours &= values->numbers.count <= r->width;
    return 1;
}

static int has_blanks(const line_reader *r) {
    for (uint32_t v = 0; v < r->values.count; v++)
        if (lines_values_at(r, v)->numbers.count < r->width)
            return 1;
    return 0;
}

/* Lines of numbers as rows; two lines are one only in a table where all rows are whole then. *is_ours 0: there are other numbers. */
static int list_values(line_reader *r, int may_go_on, int *is_ours) {
    r->values.count = r->numbers.count = 0;
    for (uint32_t i = 0, end; i < r->words.count && *is_ours; i = end) {
        end = lines_end_of_line(r, i);
        uint32_t numbers = count_numbers(r, i, end, is_ours);
        if (numbers > 0 && *is_ours &&
            !add_values(r, end - numbers, end, may_go_on && goes_on(r, end - numbers), is_ours))
            return 0;
    }
    return 1;
}

/* Either all numbers have a unit behind them, or none has: one without among others may be cut off from the rest. */
static int has_one_way(const line_reader *r) {
    uint32_t numbers = 0, units = 0;
    for (uint32_t i = 0; i < r->words.count; i++) {
        const line_word *word = lines_word_at(r, i);
        numbers += word->is_number && word->kind == BIND_NUMBER;
        units += word->is_number && word->number.unit.len > 0;
    }
    return units == 0 || units == numbers;
}

int lines_find_values(line_reader *r, int *is_ours) {
    int is_whole = 1;
    *is_ours = has_one_way(r);
    if (!*is_ours || !list_values(r, 1, &is_whole))
        return !*is_ours;
    if (is_whole && r->values.count > 0 && !has_blanks(r))
        return 1;
    if (!list_values(r, 0, is_ours))
        return 0;
    *is_ours &= r->values.count > 1;
    return !*is_ours || !has_blanks(r) || lines_seat_values(r);
}
