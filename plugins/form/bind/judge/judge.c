/* A second look at the facts of one table when all are there. Each of them stands in sums over rows. A row that was put in the
 * wrong place, or whose values moved, breaks the sums of two columns at least; a report's own error breaks those of one. Only
 * rows that were in doubt already are judged: what was plainly read stands, whatever it sums to. */
#include "bind/judge/judge.h"

#include "rule/rule.h"

/* What sums say of a cell: those inside its row, those over rows. */
enum {
    FAILS_INSIDE = 1,
    HOLDS_INSIDE = 2,
    FAILS = 4,
    HOLDS = 8,
    SPANS = 16,
    MAY_END = 32,
    EXCEEDS = 64,
    SUPPOSES = 128 /* it holds with the numbers of a row that nobody could place */
};

static const form_definition *definition_of(const bind_case *at) {
    return at->book->model->definition;
}

static form_span cells_of(const bind_case *at) {
    return bind_table_of(at->book->model)->cells;
}

/* ------------------------------------------------------------------------------- sums -- */

static uint32_t row_of(const bind_case *at, const form_equation *equation, uint32_t term) {
    return bind_cell_of(definition_of(at), form_term_at(at->equations, equation, term)->cell)->row;
}

static int is_inside(const bind_case *at, const form_equation *equation) {
    for (uint32_t i = 1; i < equation->terms.count; i++)
        if (row_of(at, equation, i) != row_of(at, equation, 0))
            return 0;
    return 1;
}

/* Numbers of a row of which one cannot be read, or which have no total and end in one that is as much as the others: a cell may be
 * gone, and that number be the total. */
static int may_end_early(const bind_case *at, const form_equation *equation) {
    sheaf_decimal others = {0, 0}, last = {0, 0};
    uint32_t unread = 0, has_total = 0;
    for (uint32_t i = 0; i < equation->terms.count; i++) {
        const form_term *term = form_term_at(at->equations, equation, i);
        const bind_fact *fact = &at->book->facts[term->cell];
        int is_known = bind_has_value(fact);
        unread += !is_known && fact->is_bound && fact->status != SHEAF_MISSING;
        has_total |= term->factor < 0 && is_known;
        if (term->factor < 0 || !is_known)
            continue;
        if (!rule_add(&others, last, 1))
            return 0;
        last = fact->value;
    }
    return last.digits > 0 &&
           (unread > 0 || (!has_total && rule_add(&others, last, -1) && others.digits <= 0));
}

/* What the terms of a sum come to. */
typedef struct tally {
    sheaf_decimal sum;
    uint32_t guessed,
        unplaced; /* terms with a value that is only supposed; of them, those of rows that nobody could place */
    int is_whole; /* 1: each term has a value */
} tally;

static tally add_up(const bind_case *at, const form_equation *equation,
                    const bind_supposed *supposed) {
    tally all = {.is_whole = 1};
    for (uint32_t i = 0; i < equation->terms.count && all.is_whole; i++) {
        const form_term *term = form_term_at(at->equations, equation, i);
        const bind_fact *fact = &at->book->facts[term->cell];
        const bind_supposed *other = &supposed[term->cell];
        const int is_known = bind_has_value(fact);
        all.is_whole = !term->is_previous && (is_known || other->is_there) &&
                       rule_add(&all.sum, is_known ? fact->value : other->value, term->factor);
        all.guessed += !is_known;
        all.unplaced += !is_known && other->is_unplaced;
    }
    return all;
}

/* What the sum says; where something in it has no value, or one that is only supposed and not confirmed by it, whether the others
 * are too much for it. */
static unsigned char ask(const bind_case *at, const form_equation *equation,
                         const bind_supposed *supposed) {
    const tally all = add_up(at, equation, supposed);
    if (!all.is_whole)
        return is_inside(at, equation) || bind_may_lack(at, equation) ? 0 : EXCEEDS;
    if (is_inside(at, equation))
        return all.guessed > 0 ? 0 : all.sum.digits == 0 ? HOLDS_INSIDE : FAILS_INSIDE;
    if (all.sum.digits != 0)
        return all.guessed > 0 ? 0 : FAILS;
    return all.unplaced > 0 ? HOLDS | SUPPOSES : HOLDS;
}

/* Takes back the numbers of rows that could not be placed where a sum over rows fails with one of them: it stands elsewhere, or another
 * number does. */
static void take_back_denied(const bind_case *at, bind_supposed *supposed) {
    const form_span cells = cells_of(at);
    int is_denied = 0;
    for (uint32_t e = 0; e < at->equations->equations.count && !is_denied; e++) {
        const form_equation *equation = FORM_AT(at->equations->equations, const form_equation, e);
        const tally all = add_up(at, equation, supposed);
        is_denied =
            !is_inside(at, equation) && all.is_whole && all.unplaced > 0 && all.sum.digits != 0;
    }
    for (uint32_t i = cells.first; is_denied && i < cells.first + cells.count; i++)
        supposed[i].is_there &= !supposed[i].is_unplaced;
}

/* What the sums say of the cells that they have a part in. */
static unsigned char *ask_all(const bind_case *at) {
    unsigned char *said =
        form_room(at->book->context, definition_of(at)->cells.count + (size_t)1, 1);
    bind_supposed *supposed = said == NULL ? NULL : bind_suppose(at);
    if (supposed != NULL)
        take_back_denied(at, supposed);
    for (uint32_t e = 0; supposed != NULL && e < at->equations->equations.count; e++) {
        const form_equation *equation = FORM_AT(at->equations->equations, const form_equation, e);
        unsigned char verdict = ask(at, equation, supposed);
        if (!is_inside(at, equation))
            verdict |= SPANS; /* whatever it says */
        else if (may_end_early(at, equation))
            verdict |= MAY_END;
        for (uint32_t i = 0; i < equation->terms.count; i++)
            said[form_term_at(at->equations, equation, i)->cell] |= verdict;
    }
    return supposed == NULL ? NULL : said;
}

/* ------------------------------------------------------------------------------- rows in doubt -- */

/* A row of the form: its cells, and what the sums say of them. */
typedef struct judged_row {
    const bind_case *at;
    const unsigned char *said;
    form_span cells;
    uint32_t doubt;   /* bind_doubt */
    uint32_t which;   /* BIND_WHICH_ROW: it may be another row */
    uint32_t is_told; /* 1: and something else than sums over rows says that it is not */
} judged_row;

static const bind_fact *fact_at(const judged_row *row, uint32_t cell) {
    return &row->at->book->facts[cell];
}

static uint32_t end_of(const judged_row *row) {
    return row->cells.first + row->cells.count;
}

static uint32_t count_said(const judged_row *row, unsigned char what) {
    uint32_t count = 0;
    for (uint32_t i = row->cells.first; i < end_of(row); i++)
        count += bind_has_value(fact_at(row, i)) && (row->said[i] & what) != 0;
    return count;
}

/* A sum inside the row says nothing of where the row stands. */
static int is_refuted(const judged_row *row) {
    enum { ENOUGH = 3 };
    uint32_t fails = count_said(row, FAILS);
    return fails > 1 || (fails == 1 && count_said(row, HOLDS) < ENOUGH) ||
           (row->doubt > BIND_FAILING && count_said(row, FAILS_INSIDE) > 0);
}

/* 1: a number ends with the digits of another: it is the same one, or two that ran together. */
static int ends_with(sheaf_decimal number, sheaf_decimal end) {
    int64_t unit = 10;
    while (unit <= end.digits && unit <= INT64_MAX / 10)
        unit *= 10;
    return number.scale != 0 || end.scale != 0 || number.digits % unit == end.digits;
}

/* The sum over rows holds with a number that no other could have been: had a cell before it been lost, or held two numbers, one of
 * those would stand here; had the row moved to the right, one of those behind it. */
static int is_anchor(const judged_row *row, uint32_t cell) {
    if (!bind_has_value(fact_at(row, cell)) || (row->said[cell] & HOLDS) == 0)
        return 0;
    uint32_t end = bind_has_value(fact_at(row, row->cells.first)) ? cell : end_of(row);
    for (uint32_t i = row->cells.first; i < end; i++)
        if (i != cell && bind_has_value(fact_at(row, i)) &&
            ends_with(fact_at(row, i)->value, fact_at(row, cell)->value))
            return 0;
    return 1;
}

/* Nothing but zeros and blanks stands before the cell. Moved right from a blank, the row shows its last part for the total, which is the
 * same number then. */
static int is_behind_nothing(const judged_row *row, uint32_t cell) {
    uint32_t blanks = 0;
    for (uint32_t i = row->cells.first; i < cell; i++) {
        if (bind_has_value(fact_at(row, i)) && fact_at(row, i)->value.digits != 0)
            return 0;
        blanks += !bind_has_value(fact_at(row, i));
    }
    return blanks > 0;
}

/* No sum over rows can be taken with the cell: what was told of its row counts, and the sums over its other cells. */
static int is_unasked_told(const judged_row *row, uint32_t cell) {
    enum { ENOUGH = 3 };
    if ((row->said[cell] & (FAILS | EXCEEDS)) != 0)
        return 0;
    return (row->is_told && (row->said[cell] & HOLDS_INSIDE) != 0) ||
           (count_said(row, HOLDS) >= ENOUGH && count_said(row, FAILS | EXCEEDS) == 0);
}

/* A sum that supposes numbers tells the place of those before its own, and of those behind it up to a blank, which may have been put in. */
static int reaches(const judged_row *row, uint32_t anchor, uint32_t cell) {
    for (uint32_t i = anchor; i < cell && (row->said[anchor] & SUPPOSES) != 0; i++)
        if (!bind_has_value(fact_at(row, i)))
            return 0;
    return 1;
}

/* What speaks for a value whose place only the failing of all other ways tells. */
static int is_confirmed(const judged_row *row, uint32_t cell) {
    if (row->which != 0 && (row->said[cell] & (SPANS | HOLDS)) == SPANS &&
        !is_unasked_told(row, cell))
        return 0;
    int is_sure = row->doubt < BIND_BORNE && row->doubt != BIND_FAILING;
    int has_sums = (row->said[cell] & SPANS) != 0 ||
                   (row->doubt == BIND_ASIDE && count_said(row, MAY_END) > 0);
    if (is_sure || (row->said[cell] & HOLDS_INSIDE) != 0 ||
        (row->said[cell] & (HOLDS | SUPPOSES)) == HOLDS || (row->doubt <= BIND_ASIDE && !has_sums))
        return 1;
    int is_any = row->doubt != BIND_ASIDE && row->doubt != BIND_UNPROVED;
    uint32_t from = is_any ? row->cells.first : cell;
    for (uint32_t i = from; i < end_of(row); i++)
        if (is_anchor(row, i) && reaches(row, i, cell) &&
            (row->doubt != BIND_UNPROVED || !is_behind_nothing(row, i)))
            return 1;
    return 0;
}

static int is_blank(const judged_row *row, uint32_t cell) {
    return row->cells.first <= cell && cell < end_of(row) && !bind_has_value(fact_at(row, cell));
}

/* Where a sum over rows fails, a number beside a blank may be two: its own sum must hold. */
static int is_beside_blank(const judged_row *row, uint32_t cell) {
    return row->doubt > BIND_FAILING && count_said(row, FAILS) > 0 &&
           (row->said[cell] & (FAILS | HOLDS)) != HOLDS &&
           (is_blank(row, cell - 1) || is_blank(row, cell + 1));
}

/* 64 cells, and more where one of them speaks for all. */
static void open_row(const judged_row *row, uint64_t open, int is_all) {
    for (uint32_t i = 0; i < row->cells.count; i++) {
        bind_fact *fact = &row->at->book->facts[row->cells.first + i];
        if (bind_has_value(fact) && (is_all || (open >> i & 1u) != 0))
            bind_open_fact(fact, BIND_WHY_OVER);
    }
}

static void judge_row(const judged_row *row, int is_all) {
    enum { MOST = 64 };
    uint64_t open = 0;
    is_all |= is_refuted(row) || row->cells.count > MOST;
    for (uint32_t i = 0; i < row->cells.count && !is_all; i++) {
        uint32_t cell = row->cells.first + i;
        if (!is_confirmed(row, cell) || is_beside_blank(row, cell))
            open |= UINT64_C(1) << i;
    }
    open_row(row, open, is_all);
}

/* The row of the form whose cells begin at `first`. */
static judged_row row_from(const bind_case *at, const unsigned char *said, uint32_t first) {
    judged_row row = {.at = at, .said = said, .cells = {first, 1}};
    uint32_t end = cells_of(at).first + cells_of(at).count;
    uint32_t head = bind_cell_of(definition_of(at), first)->row;
    while (end_of(&row) < end && bind_cell_of(definition_of(at), end_of(&row))->row == head)
        row.cells.count++;
    row.which = at->doubts[head] & BIND_WHICH_ROW;
    row.doubt = at->doubts[head] & ~row.which;
    return row;
}

/* Rows that stand one behind the other, and of none is it sure which it is: one count placed them all. */
typedef struct run {
    uint32_t first, end; /* cells */
    int is_refuted, is_told;
} run;

static run run_from(const bind_case *at, const unsigned char *said, uint32_t first) {
    run all = {first, first, 0, 1};
    uint32_t end = cells_of(at).first + cells_of(at).count;
    while (all.end < end) {
        const judged_row row = row_from(at, said, all.end);
        if (row.which == 0)
            break;
        uint32_t head = bind_cell_of(definition_of(at), row.cells.first)->row;
        all.is_refuted |= count_said(&row, FAILS) > 1;
        all.is_told &=
            count_said(&row, FAILS | EXCEEDS) == 0 && bind_is_told_without_sums(at, head);
        all.end = end_of(&row);
    }
    return all;
}

/* A sum of that kind fails with the value, and none holds. */
static int is_broken(const judged_row *row, uint32_t cell, unsigned char kinds) {
    return bind_has_value(fact_at(row, cell)) && (row->said[cell] & kinds) != 0 &&
           (row->said[cell] & (HOLDS | HOLDS_INSIDE)) == 0;
}

/* Two numbers of a row at least break the sums over rows, and no sum inside it bears them out: they are another row's, or another
 * column's, even if nothing in the row shows it, and so is a total that the others do not come to. A report's own error is one
 * number. */
static void open_broken(const judged_row *row) {
    enum { SEVERAL = 2 };
    uint32_t broken = 0;
    for (uint32_t i = row->cells.first; i < end_of(row); i++)
        broken += (uint32_t)is_broken(row, i, FAILS);
    for (uint32_t i = row->cells.first; i < end_of(row) && broken >= SEVERAL; i++)
        if (is_broken(row, i, FAILS | FAILS_INSIDE))
            bind_open_fact(&row->at->book->facts[i], BIND_WHY_OVER);
}

/* Cells of the form between the two that nobody could read, or that no row speaks of. */
static uint32_t count_unread(const bind_case *at, uint32_t first, uint32_t end) {
    uint32_t count = 0;
    for (uint32_t i = first; i < end; i++) {
        const bind_fact *fact = &at->book->facts[i];
        count += at->book->chosen[i] &&
                 (!fact->is_bound || fact->status == SHEAF_AMBIGUOUS || fact->status == SHEAF_TEXT);
    }
    return count;
}

/* A row that does not add up in a table that is damaged elsewhere need not be the report's own error. */
static void doubt_failing(judged_row *row, uint32_t unread) {
    if (row->doubt == BIND_SURE && count_said(row, FAILS_INSIDE) > 0 &&
        unread > count_unread(row->at, row->cells.first, end_of(row)))
        row->doubt = BIND_FAILING;
}

/* ------------------------------------------------------------------------------- groups of one row -- */

/* The sum holds if cells of the row from `from` on hold what stands `step` cells behind, and it is not 0. */
static int would_hold(const judged_row *row, const form_equation *equation, uint32_t from,
                      uint32_t step) {
    sheaf_decimal sum = {0, 0};
    int64_t any = 0;
    for (uint32_t i = 0; i < equation->terms.count; i++) {
        const form_term *term = form_term_at(row->at->equations, equation, i);
        uint32_t cell = term->cell >= from ? term->cell + step : term->cell;
        if (cell < row->cells.first || cell >= end_of(row) || !bind_has_value(fact_at(row, cell)) ||
            !rule_add(&sum, fact_at(row, cell)->value, term->factor))
            return 0;
        any |= fact_at(row, cell)->value.digits;
    }
    return sum.digits == 0 && any != 0;
}

/* A group that fails adds up if a number before its total is left out, so that the next one is the total, or with its numbers all
 * one cell before. */
static int would_slide(const judged_row *row, const form_equation *equation) {
    const uint32_t back = UINT32_MAX;
    if (would_hold(row, equation, 0, back))
        return 1;
    for (uint32_t i = 0; i < equation->terms.count; i++)
        if (would_hold(row, equation, form_term_at(row->at->equations, equation, i)->cell, 1))
            return 1;
    return 0;
}

/* Another number of the group is what all others come to: text that printed columns over each other has them in another order. */
static int has_other_total(const judged_row *row, const form_equation *equation) {
    for (uint32_t i = 0; i < equation->terms.count; i++) {
        sheaf_decimal rest =
            fact_at(row, form_term_at(row->at->equations, equation, i)->cell)->value;
        int is_sum = rest.digits != 0;
        for (uint32_t k = 0; k < equation->terms.count; k++)
            is_sum &=
                k == i ||
                rule_add(&rest,
                         fact_at(row, form_term_at(row->at->equations, equation, k)->cell)->value,
                         -1);
        if (is_sum && rest.digits == 0)
            return 1;
    }
    return 0;
}

static int is_of_row(const judged_row *row, const form_equation *equation) {
    uint32_t cell = form_term_at(row->at->equations, equation, 0)->cell;
    return row->cells.first <= cell && cell < end_of(row) && is_inside(row->at, equation);
}

/* Groups of one row that each have a sum of their own: where two fail, and one would not if a cell were left out or put in, all
 * behind it slid; nor if its numbers stood in another order, all may. A report's own error breaks one. */
static void open_slid(const judged_row *row) {
    const form_list *equations = &row->at->equations->equations;
    uint32_t failed = 0, slides = 0;
    for (uint32_t e = 0; e < equations->count; e++) {
        const form_equation *equation = FORM_AT(*equations, const form_equation, e);
        if (!is_of_row(row, equation) ||
            row->said[form_term_at(row->at->equations, equation, 0)->cell] != FAILS_INSIDE)
            continue;
        failed++;
        slides += (uint32_t)(would_slide(row, equation) || has_other_total(row, equation));
    }
    for (uint32_t i = row->cells.first; i < end_of(row) && failed > 1 && slides > 0; i++)
        if (bind_has_value(fact_at(row, i)) && row->said[i] == FAILS_INSIDE)
            bind_open_fact(&row->at->book->facts[i], BIND_WHY_SUMS);
}

/* ------------------------------------------------------------------------------- all rows -- */

/* Rows of a run stand or fall together: they may be in another order, and the sums that hold are those that do not tell. */
static int judge_rows(const bind_case *at, int is_sure) {
    const unsigned char *said = ask_all(at);
    form_span cells = cells_of(at);
    run all = {cells.first, cells.first, 0, 0};
    uint32_t unread = count_unread(at, cells.first, cells.first + cells.count);
    for (uint32_t i = cells.first; said != NULL && i < cells.first + cells.count;) {
        judged_row row = row_from(at, said, i);
        if (!is_sure)
            doubt_failing(&row, unread);
        if (i >= all.end && row.which != 0)
            all = run_from(at, said, i);
        row.is_told = (uint32_t)all.is_told;
        if ((row.doubt | row.which) != BIND_SURE)
            judge_row(&row, row.which != 0 && all.is_refuted);
        if (!is_sure)
            open_broken(&row);
        if (cells.count == row.cells.count)
            open_slid(&row);
        i = end_of(&row);
    }
    return said != NULL;
}

/* ------------------------------------------------------------------------------- all of it -- */

/* Two tables that differ in several values are not the same one printed twice: two bodies, or two years. That they agree in others is
 * chance then, most of all in zeros. */
static int are_unlike(const bind_case *at) {
    enum { SEVERAL = 3, SHARE = 8 };
    form_span cells = cells_of(at);
    uint32_t spoken = 0, unlike = 0;
    for (uint32_t i = cells.first; i < cells.first + cells.count; i++) {
        spoken += at->voices[i].count > 1;
        unlike += at->voices[i].count > 1 && at->book->facts[i].status == SHEAF_AMBIGUOUS;
    }
    return unlike >= SEVERAL && unlike * SHARE > spoken;
}

static void open_unconfirmed(const bind_case *at) {
    form_span cells = cells_of(at);
    int is_open = at->rival.is == BIND_UNREADABLE || are_unlike(at);
    for (uint32_t i = cells.first; i < cells.first + cells.count; i++)
        if (bind_has_value(&at->book->facts[i]) && (is_open || at->voices[i].count < 2))
            bind_open_fact(&at->book->facts[i], at->rival.why);
}

/* Where most rows of a text do not add up it is not the report that is wrong everywhere, but the reading; and where most cannot be read,
 * the others hold by chance. */
static void open_misread(const bind_case *at) {
    form_span cells = cells_of(at);
    for (uint32_t i = cells.first; i < cells.first + cells.count; i++) {
        uint32_t part = at->voices[i].part;
        if (part == 0 || !bind_has_value(&at->book->facts[i]))
            continue;
        const bind_sheet *sheet = FORM_AT(*at->plans, const bind_plan, part - 1)->sheet;
        if (bind_is_misread(sheet))
            bind_open_fact(&at->book->facts[i], BIND_WHY_MISREAD);
        else if (bind_is_hardly_read(sheet))
            bind_open_fact(&at->book->facts[i], BIND_WHY_PLACES);
    }
}

/* All of the table stands as the form has it, and no row is in doubt. */
static int is_exact(const bind_case *at) {
    form_span blocks = bind_table_of(at->book->model)->blocks, cells = cells_of(at);
    for (uint32_t i = blocks.first; i < blocks.first + blocks.count; i++)
        if (!at->exact[i])
            return 0;
    for (uint32_t i = cells.first; i < cells.first + cells.count; i++)
        if (at->doubts[bind_cell_of(definition_of(at), i)->row] != BIND_SURE)
            return 0;
    return 1;
}

/* Rows whose numbers are not those of their labels. */
static void open_scattered(const bind_case *at, int is_sure) {
    form_span cells = cells_of(at);
    if (!bind_is_scattered(at, is_sure))
        return;
    for (uint32_t i = cells.first; i < cells.first + cells.count; i++)
        if (bind_has_value(&at->book->facts[i]))
            bind_open_fact(&at->book->facts[i], BIND_WHY_SCATTERED);
}

int bind_judge_facts(const bind_case *at) {
    if (at->rival.is != BIND_ALONE && (at->rival.why != BIND_WHY_SEVERAL || !bind_are_halves(at)))
        open_unconfirmed(at);
    int is_sure = is_exact(at);
    if (!is_sure)
        open_misread(at);
    if (definition_of(at)->written == NULL)
        open_scattered(at, is_sure);
    /* rows of the report's own have no cells in the equations */
    return definition_of(at)->written != NULL || judge_rows(at, is_sure);
}
