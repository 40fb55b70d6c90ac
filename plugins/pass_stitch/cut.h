/* What cut.c and cut_row.c share: the parts of a chain, and what covers the last row of what was seen. */
#ifndef STITCH_CUT_H
#define STITCH_CUT_H

#include "stitch.h"

/* The cell that covers a column of the joined grid. */
typedef struct stitch_cover {
    uint32_t node;     /* where it began; SHEAF_NONE: none */
    uint32_t last;     /* its last piece with text */
    uint32_t from, to; /* its columns */
    uint32_t row;
    uint32_t spans; /* more than one row, in its own part */
    sheaf_str text; /* of `last`; blank: none so far */
} stitch_cover;

/* A table of the chain: its first `skip` rows are left out, the next one is row `base` of the joined grid. */
typedef struct stitch_part {
    uint32_t table, skip, base;
    const uint32_t *map;
} stitch_part;

/* Without children, and no filler: only such a cell can be a piece of one. */
static inline int stitch_is_plain(const stitch_plan *plan, uint32_t n) {
    const sheaf_node *node = stitch_node(plan, n);
    return node->end == n + 1 && (node->flags & SHEAF_FILLER) == 0;
}

/* Whether one of the two pieces goes over several rows. */
static inline int stitch_is_merged(const stitch_plan *plan, const stitch_cover *above,
                                   uint32_t below) {
    return above->spans || stitch_cell(plan, below)->row_span > 1;
}

/* cut.c */
int stitch_row_has_number(const stitch_plan *plan, uint32_t table, uint32_t row);

/* Whether the first row of the part is the rest of the row that `covers` ends in, the last one of the table above. in_header: no number
 * was seen above. cut_row.c */
stitch_row_cut stitch_cuts_row(const stitch_plan *plan, uint32_t above_table,
                               const stitch_part *part, const stitch_cover *covers,
                               uint32_t columns, int in_header);

/* Whether they are one row whose label stands on one side of the break and whose numbers stand on the other; covers are of the cells
 * that stitch_cuts_row() takes. cut_label.c */
int stitch_cuts_label(const stitch_plan *plan, uint32_t above_table, const stitch_part *part,
                      const stitch_cover *covers);

/* What the page shows of a row that it may have cut. cut_edge.c */
typedef enum stitch_sight { STITCH_SEES_NOTHING, STITCH_SEES_CUT, STITCH_SEES_WHOLE } stitch_sight;
stitch_sight stitch_look_at_cut(const stitch_plan *plan, uint32_t above_table,
                                const stitch_part *part);

/* Whether all rows but the first one of the part are numbered, and the next one takes the number after those above. cut_series.c */
int stitch_series_goes_round(const stitch_plan *plan, uint32_t above_table,
                             const stitch_part *part);

/* The first or last line of a cell. A ruled cell at the edge of its grid lists its own box and then those of its lines; NULL: it does not.
 * cut_row.c */
const sheaf_origin *stitch_line_of(const stitch_plan *plan, uint32_t n, int last);

/* Whether the label of the cell above goes on in the one below, by where its lines stand. cut_row.c */
int stitch_label_may_go_on(const stitch_plan *plan, uint32_t above, uint32_t below);
int stitch_label_goes_on(const stitch_plan *plan, uint32_t above, uint32_t below);

#endif
