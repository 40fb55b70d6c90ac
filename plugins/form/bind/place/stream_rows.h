/* What the files share that read one row of a stream: bind/place/stream_rows.c takes its values, where its bounds, the header above it
 * and the signs of damage let it. */
#ifndef BIND_STREAM_ROWS_H
#define BIND_STREAM_ROWS_H

#include "bind/place/place.h"

typedef struct row_reader {
    bind_row_case of;
    uint32_t first, values; /* its values: the first cell, and how many */
} row_reader;

static inline const bind_cell *value_at(const row_reader *s, uint32_t i) {
    return bind_cell_at(s->of.plan->sheet, s->first + i);
}

static inline const form_head *head_at(const bind_plan *plan, uint32_t h) {
    return bind_head_at(plan->model->definition, h);
}

/* ---- bind/place/stream_bounds.c ---- */

/* 1: its label is nearly that of its row, and those before it are labels of the form. */
int stream_is_near(const bind_row *row);

/* 1: all words before its values are labels of the form, or the last one nearly so. */
int stream_is_clean(const bind_row *row);

/* 1: the row is called so, exactly or nearly, and what else labels it are the groups around it. */
int stream_is_labelled(const bind_plan *plan, const bind_row *row);

/* 1: no row of the form is missing between it and the next, or the one before. */
int stream_is_bounded(const row_reader *s);
int stream_is_bounded_before(const row_reader *s);

/* ---- bind/place/stream_header.c ---- */

/* 1: the header of its block is whole and in order. */
int stream_is_headed(const row_reader *s);

/* ---- bind/place/stream_signs.c ---- */

/* BIND_SIGN_*, looked for once a stream. */
uint32_t stream_signs_of(const row_reader *s);

enum { FEW_PAGES = 99, MANY_PAGES = 999 };

/* A number of up to that many pages that may be a page's; how many of the row's are. */
int stream_may_be_page(const bind_cell *cell, int64_t pages);
uint32_t stream_count_pages(const row_reader *s, int64_t pages);

/* ---- bind/place/stream_pages.c ---- */

/* 1: one of its values may be the number of the text's second and last page. */
int stream_may_be_second_page(const row_reader *s);

/* 1: one of its values may be the page that follows the last one whose number stands in prose before it. */
int stream_may_be_next_page(const row_reader *s);

#endif
