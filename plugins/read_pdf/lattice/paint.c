/* SPDX-License-Identifier: GPL-2.0-or-later
 * What is seen of the page's fills: a coarse raster of the topmost one, so that a white rule on a shaded table is a line
 * and a white one on paper is not. Coarse enough that painting stays within a budget, whatever the page draws. Most pages have
 * few fills: then the raster, two megabytes of it, is not made, and each of its pixels is worked out where it is asked for. */
#include "lattice/lattice.h"

#include <math.h>

#define BUDGET 24000000.0  /* pixels painted a page */
#define LARGEST 4000000.0f /* pixels of the raster */
#define FEW_PANELS 16u
#define CONTRAST 8
#define NO_COLOUR 0x1000000u /* an image: differs from every colour */

bool lattice_is_panel(const pdf_ink *ink) {
    float wide = ink->box[2] - ink->box[0], high = ink->box[3] - ink->box[1];
    float thin = wide < high ? wide : high, along = wide < high ? high : wide;
    if (ink->paint == PDF_CLIP || (ink->ground & PDF_GROUND_GLASS)) /* seals lie over rules */
        return false;
    if (ink->paint == PDF_IMAGE)
        return thin >= LATTICE_THIN;
    return thin >= LATTICE_THIN && (thin >= 2 * LATTICE_THIN || along < 8 * thin);
}

static uint32_t pixel(float value, float scale, uint32_t limit) {
    float at = floorf(value * scale);
    return at <= 0 ? 0 : at >= (float)limit ? limit : (uint32_t)at;
}

/* The first ink that changes what is seen: white on bare paper does not, and many producers begin with it. */
static uint32_t first_seen(const pdf_page *page) {
    uint32_t i = 0;
    while (i < page->ink_count && page->inks[i].paint == PDF_FILL &&
           page->inks[i].colour == LATTICE_WHITE)
        i++;
    return i;
}

static double pixels_at(const pdf_page *page, uint32_t first, float scale) {
    double sum = 0;
    for (uint32_t i = first; i < page->ink_count; i++) {
        const float *box = page->inks[i].box;
        if (lattice_is_panel(&page->inks[i]))
            sum +=
                ((double)(box[2] - box[0]) * scale + 1) * ((double)(box[3] - box[1]) * scale + 1);
    }
    return sum;
}

static lattice_panel panel_of(const lattice_paint *paint, uint32_t ink) {
    const float *box = paint->page->inks[ink].box;
    return (lattice_panel){
        .from = {pixel(box[0], paint->scale, paint->wide),
                 pixel(box[1], paint->scale, paint->high)},
        .to = {pixel(box[2], paint->scale, paint->wide), pixel(box[3], paint->scale, paint->high)},
        .ink = ink + 1};
}

static void paint_panel(lattice_paint *paint, const lattice_panel *panel) {
    for (uint32_t y = panel->from[1]; y < panel->to[1]; y++)
        for (uint32_t x = panel->from[0]; x < panel->to[0]; x++)
            paint->top[(size_t)y * paint->wide + x] = panel->ink;
}

static uint32_t count_panels(const pdf_page *page, uint32_t first) {
    uint32_t count = 0;
    for (uint32_t i = first; i < page->ink_count; i++)
        count += lattice_is_panel(&page->inks[i]);
    return count;
}

static bool paint_panels(pdf_room *room, lattice_paint *paint, uint32_t first) {
    const pdf_page *page = paint->page;
    const uint32_t count = count_panels(page, first);
    if (count <= FEW_PANELS)
        paint->panels = PDF_TAKE_UNSET(room, lattice_panel, FEW_PANELS);
    else
        paint->top = PDF_TAKE(room, uint32_t, (size_t)paint->wide * paint->high);
    if (!paint->panels && !paint->top)
        return false;
    for (uint32_t i = first; i < page->ink_count; i++) {
        if (!lattice_is_panel(&page->inks[i]))
            continue;
        lattice_panel panel = panel_of(paint, i);
        if (paint->panels)
            paint->panels[paint->panel_count++] = panel;
        else
            paint_panel(paint, &panel);
    }
    return true;
}

bool lattice_paint_page(pdf_room *room, const pdf_page *page, lattice_paint *paint) {
    *paint = (lattice_paint){.page = page, .scale = 1};
    const uint32_t first = first_seen(page);
    const float area = page->width * page->height;
    double pixels = pixels_at(page, first, paint->scale);
    paint->is_bare = pixels == 0;
    if (paint->is_bare)
        return true;
    while (paint->scale > 0.02f &&
           (pixels > BUDGET || area * paint->scale * paint->scale > LARGEST)) {
        paint->scale /= 2;
        pixels = pixels_at(page, first, paint->scale);
    }
    paint->wide = (uint32_t)ceilf(page->width * paint->scale) + 1;
    paint->high = (uint32_t)ceilf(page->height * paint->scale) + 1;
    return paint_panels(room, paint, first);
}

static uint32_t panel_at(const lattice_paint *paint, uint32_t column, uint32_t row) {
    for (uint32_t i = paint->panel_count; i-- > 0;) {
        const lattice_panel *panel = &paint->panels[i];
        if (column >= panel->from[0] && column < panel->to[0] && row >= panel->from[1] &&
            row < panel->to[1])
            return panel->ink;
    }
    return 0;
}

static uint32_t top_at(const lattice_paint *paint, float x, float y) {
    if (paint->is_bare || x < 0 || y < 0)
        return 0;
    uint32_t column = pixel(x, paint->scale, paint->wide - 1),
             row = pixel(y, paint->scale, paint->high - 1);
    return paint->top ? paint->top[(size_t)row * paint->wide + column]
                      : panel_at(paint, column, row);
}

uint32_t lattice_colour(const lattice_paint *paint, float x, float y) {
    uint32_t top = top_at(paint, x, y);
    if (!top)
        return LATTICE_WHITE;
    const pdf_ink *ink = &paint->page->inks[top - 1];
    return ink->paint == PDF_IMAGE ? NO_COLOUR : ink->colour;
}

bool lattice_differs(uint32_t colour, uint32_t other) {
    if ((colour | other) & NO_COLOUR)
        return colour != other;
    for (int shift = 0; shift < 24; shift += 8) {
        int gap = (int)(colour >> shift & 255) - (int)(other >> shift & 255);
        if (gap > CONTRAST || gap < -CONTRAST)
            return true;
    }
    return false;
}

/* A later fill lies over the middle of the line and is wider than the line. One sees through a marker or a stamp. */
static bool is_covered(const lattice_paint *paint, uint32_t ink, float x, float y, int axis) {
    uint32_t top = top_at(paint, x, y);
    if (top <= ink + 1)
        return false;
    const pdf_ink *above = &paint->page->inks[top - 1];
    if (!(above->ground & PDF_GROUND_COVERS) &&
        (above->paint == PDF_IMAGE || (above->ground & PDF_GROUND_PLAIN)))
        return false;
    const float *over = above->box, *box = paint->page->inks[ink].box;
    int low = axis == ACROSS ? 1 : 0;
    return over[low] <= box[low] && over[low + 2] >= box[low + 2];
}

bool lattice_visible(const lattice_paint *paint, uint32_t ink, int axis) {
    const pdf_ink *line = &paint->page->inks[ink];
    if (paint->is_bare)
        return lattice_differs(line->colour, LATTICE_WHITE);
    uint32_t seen = 0;
    for (int i = 1; i <= 5; i += 2) {
        float part = (float)i / 6;
        float x = line->box[0] + (line->box[2] - line->box[0]) * (axis == ACROSS ? part : 0.5f);
        float y = line->box[1] + (line->box[3] - line->box[1]) * (axis == ACROSS ? 0.5f : part);
        float aside =
            (axis == ACROSS ? line->box[3] - line->box[1] : line->box[2] - line->box[0]) / 2 +
            1.5f / paint->scale;
        float dx = axis == ACROSS ? 0 : aside, dy = axis == ACROSS ? aside : 0;
        if (!is_covered(paint, ink, x, y, axis) &&
            (lattice_differs(line->colour, lattice_colour(paint, x - dx, y - dy)) ||
             lattice_differs(line->colour, lattice_colour(paint, x + dx, y + dy))))
            seen++;
    }
    return seen >= 2;
}
