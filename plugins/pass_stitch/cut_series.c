/* What the enumeration says of a row that a page may have cut: where every row is numbered but the one below the break, and the next
 * row takes the number after, the one without is no row of its own.
 */
#include "cut.h"

enum { LEAST_NUMBERED = 2 };

static int is_numbered(const stitch_row *row) {
    return row->label.style != STITCH_PLAIN;
}

/* A row of values with a label, or the name of a section. */
static int is_labelled(const stitch_row *row) {
    return row->numbers != 0 ? row->filled > row->numbers : row->filled == 1;
}

/* The label takes the number after the last one of its style, which may stand on a page before. */
static int goes_on(const stitch_series *series, const stitch_label *label) {
    const stitch_series *of = &series[label->style];
    return label->style != STITCH_PLAIN &&
           (of->members != 0 ? label->value == of->value + 1 : label->value > 1);
}

/* Numbered rows above; 0 where one is not. One above the first numbers may be the rest of a row that a page before cut, unless the
 * enumeration begins right below it: that is the name of a section, and the one below the break may be, too. */
static uint32_t numbered_above(const stitch_profile *profile) {
    uint32_t count = 0, has_numbers = 0, has_rest = 0;
    for (uint32_t i = 0; i + 1 < profile->count; i++) {
        const stitch_row *row = &profile->rows[i];
        has_numbers |= row->numbers;
        if (!is_labelled(row))
            continue;
        const int is_first = is_numbered(row) && count == 0;
        if (is_numbered(row) ? is_first && has_rest && row->label.value == 1 : has_numbers != 0)
            return 0;
        has_rest |= (uint32_t)!is_numbered(row);
        count += (uint32_t)is_numbered(row);
    }
    return count;
}

int stitch_series_goes_round(const stitch_plan *plan, uint32_t above_table,
                             const stitch_part *part) {
    stitch_profile profile = {.node = SHEAF_NONE};
    if (!stitch_profile_add(plan, &profile, above_table, 0, 0) || profile.count == 0)
        return 0;
    const uint32_t next = profile.count + 1;
    stitch_series series[STITCH_STYLES];
    for (uint32_t i = 0; i < STITCH_STYLES; i++)
        series[i] = profile.series[i];
    uint32_t count = numbered_above(&profile);
    if (!stitch_profile_add(plan, &profile, part->table, 0, part->skip) || count == 0)
        return 0;
    for (uint32_t i = next; i < profile.count; i++) {
        if (is_labelled(&profile.rows[i]) && !is_numbered(&profile.rows[i]))
            return 0;
        count += (uint32_t)(is_labelled(&profile.rows[i]) && is_numbered(&profile.rows[i]));
    }
    return count >= LEAST_NUMBERED &&
           (profile.count <= next || goes_on(series, &profile.rows[next].label));
}
