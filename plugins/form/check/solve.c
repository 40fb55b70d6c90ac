/* Whether changing a few unknowns makes all their equations hold: elimination without fractions on a matrix of at most
 * three columns, in checked whole numbers. What overflows is no answer. */
#include "check/system.h"

enum { MOST_ROWS = 24, RIGHT = SYSTEM_MOST };

typedef struct matrix {
    int64_t at[MOST_ROWS][SYSTEM_MOST + 1];
    uint32_t equations[MOST_ROWS];
    uint32_t rows, columns;
} matrix;

static int64_t *row_of(matrix *m, const check_system *system, uint32_t equation) {
    for (uint32_t i = 0; i < m->rows; i++)
        if (m->equations[i] == equation)
            return m->at[i];
    if (m->rows == MOST_ROWS)
        return NULL;
    int64_t *row = m->at[m->rows];
    m->equations[m->rows++] = equation;
    for (uint32_t k = 0; k < SYSTEM_MOST; k++)
        row[k] = 0;
    row[RIGHT] = -system_equation_at(system, equation)->residue;
    return row;
}

static int fill(matrix *m, const check_system *system, const uint32_t *unknowns) {
    for (uint32_t column = 0; column < m->columns; column++) {
        form_span terms = system_unknown_at(system, unknowns[column])->terms;
        for (uint32_t i = 0; i < terms.count; i++) {
            const system_term *term = &system->by_unknown[terms.first + i];
            int64_t *row = row_of(m, system, term->equation);
            if (row == NULL)
                return 0;
            row[column] += term->factor;
        }
    }
    return 1;
}

static void exchange(matrix *m, uint32_t a, uint32_t b) {
    for (uint32_t k = 0; k <= RIGHT; k++) {
        int64_t kept = m->at[a][k];
        m->at[a][k] = m->at[b][k];
        m->at[b][k] = kept;
    }
}

/* Takes the pivot's column out of another row. 0: overflow. */
static int clear(matrix *m, uint32_t row, uint32_t pivot, uint32_t column) {
    int64_t own = m->at[row][column], by = m->at[pivot][column];
    for (uint32_t k = 0; k <= RIGHT && own != 0; k++) {
        int64_t a, b;
        if (__builtin_mul_overflow(m->at[row][k], by, &a) ||
            __builtin_mul_overflow(m->at[pivot][k], own, &b) ||
            __builtin_sub_overflow(a, b, &m->at[row][k]))
            return 0;
    }
    return 1;
}

/* Afterwards row i has a number only in column i. 0: a column without a pivot: more than one answer, or none. */
static int eliminate(matrix *m, int *is_off) {
    for (uint32_t column = 0; column < m->columns; column++) {
        uint32_t pivot = column;
        while (pivot < m->rows && m->at[pivot][column] == 0)
            pivot++;
        if (pivot == m->rows)
            return 0;
        exchange(m, pivot, column);
        for (uint32_t row = 0; row < m->rows; row++)
            if (row != column && !clear(m, row, column, column))
                *is_off = 1;
    }
    return 1;
}

static int contradicts(const matrix *m) {
    for (uint32_t row = 0; row < m->rows; row++) {
        int empty = 1;
        for (uint32_t k = 0; k < m->columns; k++)
            empty &= m->at[row][k] == 0;
        if (empty && m->at[row][RIGHT] != 0)
            return 1;
    }
    return 0;
}

/* A change must be one, and leave what the cell may hold. */
static int is_possible(const system_unknown *unknown, int64_t change) {
    int64_t fresh;
    return change != 0 && change % unknown->step == 0 &&
           !__builtin_add_overflow(unknown->value, change, &fresh) &&
           (fresh >= 0 || unknown->may_be_negative);
}

system_answer check_solve(const check_system *system, const uint32_t *unknowns, uint32_t count,
                          int64_t changes[SYSTEM_MOST]) {
    matrix m = {.columns = count};
    int is_off = 0;
    if (!fill(&m, system, unknowns))
        return SYSTEM_MANY;
    if (!eliminate(&m, &is_off))
        return is_off || !contradicts(&m) ? SYSTEM_MANY : SYSTEM_NONE;
    if (is_off)
        return SYSTEM_MANY;
    if (contradicts(&m))
        return SYSTEM_NONE;
    for (uint32_t i = 0; i < count; i++) {
        if (m.at[i][RIGHT] % m.at[i][i] != 0)
            return SYSTEM_NONE;
        changes[i] = m.at[i][RIGHT] / m.at[i][i];
        if (!is_possible(system_unknown_at(system, unknowns[i]), changes[i]))
            return SYSTEM_NONE;
    }
    return SYSTEM_ONE;
}
