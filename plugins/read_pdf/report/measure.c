/* SPDX-License-Identifier: GPL-2.0-or-later
 * What is usual in the document: its body type (that of most bytes), and the edges of its columns. The right edge tells a
 * line that ended on purpose from one that was full; few lines are poor evidence of it, and then the page is taken
 * for symmetric. */
#include "report/report.h"

enum { SIZES = 256 }; /* half points */

static uint32_t bucket(float size) {
    float half = size * 2 + 0.5f;
    return half < 1 ? 0 : half >= SIZES ? SIZES - 1 : (uint32_t)half;
}

static void weigh(uint64_t weights[SIZES], const pdf_line *line) {
    weights[bucket(line->size)] += line->text.len;
}

static uint32_t heaviest(const uint64_t weights[SIZES]) {
    uint32_t best = 0;
    for (uint32_t i = 1; i < SIZES; i++)
        if (weights[i] > weights[best])
            best = i;
    return best;
}

/* Lines in cells count only where there are no others. */
static uint32_t body_bucket(const pdf_state *state) {
    uint64_t weights[SIZES] = {0};
    for (uint32_t i = 0; i < state->entry_count; i++)
        if (state->entries[i].line && !state->entries[i].piece->askew)
            weigh(weights, state->entries[i].line);
    uint32_t best = heaviest(weights);
    for (uint32_t i = 0; !weights[best] && i < state->entry_count; i++) {
        const pdf_grid *grid = state->entries[i].piece->grid;
        for (uint32_t c = 0; grid && c < grid->cell_count; c++)
            for (uint32_t l = 0; l < grid->cells[c].line_count; l++)
                weigh(weights, &grid->cells[c].lines[l]);
    }
    return heaviest(weights);
}

/* Weight and colour of most bytes of that size. */
static void measure_body(pdf_state *state) {
    uint32_t body = body_bucket(state);
    uint64_t bold = 0, italic = 0, fixed = 0, all = 0, black = 0;
    state->body = (pdf_type){.size = (float)body / 2};
    for (uint32_t i = 0; i < state->entry_count; i++) {
        const pdf_line *line = state->entries[i].line;
        if (!line || bucket(line->size) != body)
            continue;
        const pdf_look *look = pdf_look_at(state, line->look);
        all += line->text.len;
        bold += look->bold ? line->text.len : 0;
        italic += look->italic ? line->text.len : 0;
        fixed += look->fixed ? line->text.len : 0;
        /* Boyer and Moore's vote: a colour that most bytes have wins. */
        if (look->colour == state->body.colour)
            black += line->text.len;
        else if (black < line->text.len) {
            state->body.colour = look->colour;
            black = line->text.len - black;
        } else
            black -= line->text.len;
    }
    state->body.bold = bold * 2 > all;
    state->body.italic = italic * 2 > all;
    state->body.fixed = fixed * 2 > all;
}

pdf_type pdf_type_of(const pdf_state *state, const pdf_line *const *lines, uint32_t count) {
    uint64_t all = 0, bold = 0, italic = 0, fixed = 0, heaviest_line = 0;
    pdf_type type = {0};
    for (uint32_t i = 0; i < count; i++) {
        const pdf_line *line = lines[i];
        if (line->text.len > heaviest_line) {
            heaviest_line = line->text.len;
            type.size = line->size;
            type.colour = pdf_look_at(state, line->look)->colour;
        }
        for (uint32_t s = 0; s < line->span_count; s++) {
            const pdf_look *look = pdf_look_at(state, line->spans[s].look);
            uint32_t length = line->spans[s].length;
            all += length;
            bold += look->bold ? length : 0;
            italic += look->italic ? length : 0;
            fixed += look->fixed ? length : 0;
        }
    }
    type.some_bold = bold > 0;
    type.bold = all && bold * 10 >= all * 9;
    type.italic = all && italic * 10 >= all * 9;
    type.fixed = all && fixed * 10 >= all * 9;
    return type;
}

/* ---- edges ---- */

static bool is_flowing(const pdf_entry *entry) {
    return entry->line && !entry->furniture && !entry->line->columnar &&
           entry->line->direction == PDF_RIGHTWARD;
}

static uint32_t sheet_end(const pdf_state *state, uint32_t first) {
    uint32_t end = first;
    while (end < state->entry_count && state->entries[end].sheet == state->entries[first].sheet)
        end++;
    return end;
}

/* The furthest right edge of a page that three lines or more come near to, so that one line that runs over does not
 * count; 0 where there is none. */
static float wall_of(const pdf_state *state, uint32_t first, uint32_t end, float left) {
    float right = 0;
    uint32_t lines = 0, near = 0;
    for (uint32_t i = first; i < end; i++)
        if (is_flowing(&state->entries[i])) {
            lines++;
            right = state->entries[i].line->box[2] > right ? state->entries[i].line->box[2] : right;
        }
    for (uint32_t i = first; i < end; i++)
        near += is_flowing(&state->entries[i]) &&
                state->entries[i].line->box[2] > right - 0.1f * (right - left);
    return near >= 3 && near * 6 >= lines ? right : 0;
}

static int compare_floats(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return x < y ? -1 : x > y;
}

/* A value that is usual among `count` of them, near the low or the high end: single ones do not count. */
static float usual(float *values, uint32_t count, uint32_t percent) {
    if (!count)
        return 0;
    pdf_sort(values, count, sizeof *values, compare_floats);
    return values[(uint64_t)(count - 1) * percent / 100];
}

typedef struct edges {
    float left, right; /* of the flowing text of all pages of that width */
    float width;
} edges;

/* Pages of another width than the first have no edges of the document, only their own. */
static edges document_edges(pdf_state *state) {
    edges found = {
        .width = state->entry_count ? state->reader->sheets[state->entries[0].sheet].width : 0};
    float *values = PDF_TAKE(state->reader->page, float, (size_t)state->entry_count + 1);
    uint32_t count = 0;
    if (!values)
        return found;
    for (uint32_t i = 0; i < state->entry_count; i++)
        if (is_flowing(&state->entries[i]) &&
            state->reader->sheets[state->entries[i].sheet].width == found.width)
            values[count++] = state->entries[i].line->box[0];
    found.left = usual(values, count, 5);
    count = 0;
    for (uint32_t i = 0; i < state->entry_count; i = sheet_end(state, i)) {
        float wall = state->reader->sheets[state->entries[i].sheet].width == found.width
                         ? wall_of(state, i, sheet_end(state, i), found.left)
                         : 0;
        if (wall > found.left + found.width * 0.35f)
            values[count++] = wall;
    }
    found.right = usual(values, count, 50);
    pdf_room_empty(state->reader->page);
    return found;
}

static void measure_region(pdf_state *state, uint32_t first, uint32_t end) {
    float left = PDF_FARTHEST, right = 0;
    for (uint32_t i = first; i < end; i++) {
        const float *box = state->entries[i].piece->box;
        if (state->entries[i].piece->kind == PDF_PIECE_IMAGE || state->entries[i].furniture)
            continue; /* pictures bleed over the margins, and running heads stand in them */
        left = box[0] < left ? box[0] : left;
        right = box[2] > right ? box[2] : right;
    }
    for (uint32_t i = first; i < end; i++) {
        if (state->entries[i].furniture)
            continue; /* it is set between the edges that it has itself */
        state->entries[i].left = left;
        state->entries[i].right = right;
    }
}

static void widen(pdf_state *state, pdf_entry *entry, const edges *of) {
    const pdf_sheet *sheet = &state->reader->sheets[entry->sheet];
    if (!is_flowing(entry) || sheet->width != of->width)
        return;
    float right = of->right > 0 ? of->right : sheet->width - of->left;
    entry->left = of->left < entry->left ? of->left : entry->left;
    entry->right = right > entry->right ? right : entry->right;
}

void pdf_measure_edges(pdf_state *state) {
    edges of = document_edges(state);
    state->left = of.left;
    state->right = of.right;
    for (uint32_t first = 0, end; first < state->entry_count; first = end) {
        const pdf_entry *entries = state->entries;
        for (end = first; end < state->entry_count && entries[end].sheet == entries[first].sheet &&
                          entries[end].piece->region == entries[first].piece->region;
             end++)
            ;
        measure_region(state, first, end);
    }
    for (uint32_t i = 0; i < state->entry_count; i++)
        widen(state, &state->entries[i], &of);
}

void pdf_measure(pdf_state *state) {
    measure_body(state);
    pdf_measure_edges(state);
}
