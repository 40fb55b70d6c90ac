/* What sums say of numbers with loose digits beside them. Lines of digits add up by themselves: where a row has one number that is
 * not 0, its first, its middle and its last digits are all a number and its total. So a sum bears numbers out only if it
 * holds as they are printed and in no way with loose digits joined to them. */
#include "bind/judge/loose.h"
#include "rule/rule.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    MOST_TRIES = 600000, /* of one sum */
    MOST_TEXT = 96,
    LINES = LOOSE_SIDES * LOOSE_PARTS + 1,
    CHOICES = (LOOSE_PARTS + 1) * (LOOSE_PARTS + 1)
};

/* What a term of a sum may be: as it is printed, or with loose digits joined to it. */
typedef struct choices {
    int32_t factor;
    uint32_t count, now;
    sheaf_decimal values[CHOICES]; /* as printed first */
} choices;

typedef struct trial {
    const loose_row *row;
    uint32_t count;
    choices terms[BIND_WIDEST];
} trial;

/* ------------------------------------------------------------------------------- joining -- */

static uint32_t characters_of(sheaf_str text) {
    uint32_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return count;
}

static int ends_in_digit(sheaf_str text) {
    unsigned char last = (unsigned char)text.ptr[text.len - 1];
    return (last >= '0' && last <= '9') || (last >= 0x90 && last <= 0x99); /* `０` to `９` */
}

/* A column that breaks a number fills all of its lines but the last, or breaks it behind a comma or point. */
static int are_wrapped(const sheaf_str *lines, uint32_t count) {
    for (uint32_t i = 0; i + 1 < count; i++) {
        uint32_t own = characters_of(lines[i]), next = characters_of(lines[i + 1]);
        if (!ends_in_digit(lines[i]))
            continue;
        if (own < next || (i + 2 < count && own != next))
            return 0;
    }
    return 1;
}

/* No number begins with a 0 and goes on with a digit. */
static int begins_with_zero(const sheaf_str *lines, uint32_t count) {
    static const char wide[] = "０";
    size_t zero = lines[0].ptr[0] == '0' ? 1 : sizeof wide - 1;
    if (lines[0].ptr[0] != '0' && (lines[0].len < zero || memcmp(lines[0].ptr, wide, zero) != 0))
        return 0;
    sheaf_str rest = lines[0].len > zero ? (sheaf_str){lines[0].ptr + zero, lines[0].len - zero}
                     : count > 1         ? lines[1]
                                         : SHEAF_STR("");
    return rest.len > 0 && rest.ptr[0] != '.' && bind_is_piece(rest);
}

static int read_lines(const sheaf_str *lines, uint32_t count, sheaf_decimal *out) {
    char text[MOST_TEXT];
    size_t length = 0;
    bind_number number;
    if (begins_with_zero(lines, count))
        return 0;
    for (uint32_t i = 0; i < count; i++) {
        if (lines[i].len > sizeof text - length)
            return 0;
        memcpy(text + length, lines[i].ptr, lines[i].len);
        length += lines[i].len;
    }
    if (!bind_read_number((sheaf_str){text, length}, &number))
        return 0;
    *out = number.value;
    return 1;
}

/* What is printed of a number; what was put together of several lines, or stands in a cell with others, by its value. */
static sheaf_str text_of(const bind_fact *fact, char room[MOST_TEXT], int *is_line) {
    bind_number number;
    *is_line = bind_read_number(fact->raw, &number) && bind_same_number(number.value, fact->value);
    if (*is_line)
        return bind_trim(fact->raw);
    int length = snprintf(room, MOST_TEXT, "%" PRId64, fact->value.digits);
    return (sheaf_str){room, length > 0 ? (size_t)length : 0};
}

/* With `above` and `below` pieces of the digits on both sides. */
static void add_choice(choices *of, const loose_number *number, sheaf_str own, int is_line,
                       uint32_t above, uint32_t below) {
    sheaf_str lines[LINES];
    uint32_t count = 0;
    for (uint32_t i = above; i-- > 0;)
        lines[count++] = number->parts[0][i];
    lines[count++] = own;
    for (uint32_t i = 0; i < below; i++)
        lines[count++] = number->parts[1][i];
    if (own.len > 0 && (!is_line || are_wrapped(lines, count)) &&
        read_lines(lines, count, &of->values[of->count]))
        of->count++;
}

static choices choices_of(const bind_fact *fact, const loose_number *number, int32_t factor) {
    choices of = {.factor = factor, .count = 1, .values = {fact->value}};
    char room[MOST_TEXT];
    if (number == NULL)
        return of;
    int is_line;
    sheaf_str own = text_of(fact, room, &is_line);
    for (uint32_t above = 0; above <= number->counts[0]; above++)
        for (uint32_t below = above == 0; below <= number->counts[1]; below++)
            add_choice(&of, number, own, is_line, above, below);
    return of;
}

/* ------------------------------------------------------------------------------- sums -- */

static int holds(const trial *t) {
    sheaf_decimal sum = {0, 0};
    for (uint32_t i = 0; i < t->count; i++)
        if (!rule_add(&sum, t->terms[i].values[t->terms[i].now], t->terms[i].factor))
            return 0;
    return sum.digits == 0;
}

/* The next choice; 0: all were tried. */
static int next(trial *t) {
    for (uint32_t i = 0; i < t->count; i++) {
        if (++t->terms[i].now < t->terms[i].count)
            return 1;
        t->terms[i].now = 0;
    }
    return 0;
}

/* 0: a number of the sum is not known. */
static int list_terms(trial *t, const form_equation *equation) {
    for (uint32_t i = 0; i < equation->terms.count && i < BIND_WIDEST; i++) {
        const form_term *term = form_term_at(t->row->at->equations, equation, i);
        const bind_fact *fact = &t->row->at->book->facts[term->cell];
        if (!bind_has_value(fact))
            return 0;
        uint32_t n = loose_find(t->row, term->cell);
        const loose_number *number = n < t->row->count ? &t->row->numbers[n] : NULL;
        t->terms[t->count++] = choices_of(fact, number, (int32_t)term->factor);
    }
    return t->count == equation->terms.count;
}

/* The sum holds as it is printed, and in no other way; too many ways prove nothing. */
static int is_proof(const loose_row *row, const form_equation *equation) {
    trial t = {.row = row};
    if (!list_terms(&t, equation) || !holds(&t))
        return 0;
    for (uint32_t i = 0; i < MOST_TRIES; i++) {
        if (!next(&t))
            return 1;
        if (holds(&t))
            return 0;
    }
    return 0;
}

/* It sums over numbers of the row alone, this one among them. */
static int is_inside(const loose_row *row, const form_equation *equation, uint32_t cell) {
    int has_part = 0;
    for (uint32_t i = 0; i < equation->terms.count; i++) {
        uint32_t other = form_term_at(row->at->equations, equation, i)->cell;
        if (other < row->cells.first || other >= row->cells.first + row->cells.count)
            return 0;
        has_part |= other == cell;
    }
    return has_part;
}

int loose_has_sum(const loose_row *row) {
    const form_list *equations = &row->at->equations->equations;
    for (uint32_t e = 0; e < equations->count; e++) {
        const form_equation *equation = FORM_AT(*equations, const form_equation, e);
        if (equation->terms.count > 0 &&
            is_inside(row, equation, form_term_at(row->at->equations, equation, 0)->cell))
            return 1;
    }
    return 0;
}

static int is_proved(const loose_row *row, uint32_t cell) {
    const form_list *equations = &row->at->equations->equations;
    /* rows of the report's own have no cells in the equations */
    int is_written = row->at->book->model->definition->written == NULL;
    for (uint32_t e = 0; is_written && !row->is_broken && e < equations->count; e++) {
        const form_equation *equation = FORM_AT(*equations, const form_equation, e);
        if (is_inside(row, equation, cell) && is_proof(row, equation))
            return 1;
    }
    return 0;
}

/* No number goes on behind a 0. */
static int can_go_on(const loose_row *row, const loose_number *number) {
    const bind_fact *fact = &row->at->book->facts[number->cell];
    return number->counts[0] > 0 || fact->value.digits != 0 || fact->value.scale != 0;
}

void loose_open(const loose_row *row) {
    unsigned char open[BIND_WIDEST] = {0};
    for (uint32_t i = 0; i < row->count; i++)
        open[i] = can_go_on(row, &row->numbers[i]) && !is_proved(row, row->numbers[i].cell);
    for (uint32_t i = 0; i < row->count; i++)
        if (open[i] && bind_has_value(&row->at->book->facts[row->numbers[i].cell]))
            bind_open_fact(&row->at->book->facts[row->numbers[i].cell], BIND_WHY_DIGITS);
}

/* Blanks are nothing; of a number that nobody could read nothing is known. */
static int adds_up(const loose_row *row, const form_equation *equation) {
    sheaf_decimal sum = {0, 0};
    for (uint32_t i = 0; i < equation->terms.count; i++) {
        const form_term *term = form_term_at(row->at->equations, equation, i);
        const bind_fact *fact = &row->at->book->facts[term->cell];
        if (fact->status == SHEAF_MISSING)
            continue;
        if (!bind_has_value(fact) || !rule_add(&sum, fact->value, term->factor))
            return 0;
    }
    return sum.digits == 0;
}

void loose_open_cut(const loose_row *row) {
    const form_list *equations = &row->at->equations->equations;
    int is_written = row->at->book->model->definition->written == NULL;
    for (uint32_t e = 0; is_written && e < equations->count; e++) {
        const form_equation *equation = FORM_AT(*equations, const form_equation, e);
        if (equation->terms.count == 0 ||
            !is_inside(row, equation, form_term_at(row->at->equations, equation, 0)->cell) ||
            adds_up(row, equation))
            continue;
        for (uint32_t i = 0; i < equation->terms.count; i++) {
            bind_fact *fact =
                &row->at->book->facts[form_term_at(row->at->equations, equation, i)->cell];
            if (bind_has_value(fact))
                bind_open_fact(fact, BIND_WHY_DIGITS);
        }
    }
}
