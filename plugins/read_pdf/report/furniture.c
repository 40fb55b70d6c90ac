/* SPDX-License-Identifier: GPL-2.0-or-later
 * Page furniture: lines near the upper and lower edge that other pages have at the same height, too, and page numbers. Pages are
 * compared with the few that follow them, so that heads which alternate or change by chapter are found and the work
 * stays linear. They are marked and kept: a wrong guess loses nothing. */
#include "report/furniture.h"

enum { EDGE_LINES = PDF_EDGE_LINES, SIDES = PDF_SIDES, NEIGHBOURS = PDF_NEIGHBOURS };

typedef pdf_fringe fringe;

static float depth_of(const fringe *f, const pdf_entry *entry, int side, bool far) {
    return pdf_depth(f->sheet, entry, side, far);
}

static void put_line(fringe *f, pdf_entry *entry, int side) {
    uint32_t at = f->count[side] < EDGE_LINES ? f->count[side]++ : EDGE_LINES;
    for (; at > 0 &&
           depth_of(f, entry, side, false) < depth_of(f, f->lines[side][at - 1], side, false);
         at--)
        if (at < EDGE_LINES)
            f->lines[side][at] = f->lines[side][at - 1];
    if (at < EDGE_LINES)
        f->lines[side][at] = entry;
}

/* Lines further out than any grid, and in the outer eighth of the page. */
pdf_fringe pdf_fringe_of(const pdf_state *state, uint32_t first, uint32_t end) {
    fringe f = {.sheet = &state->reader->sheets[state->entries[first].sheet]};
    for (int side = 0; side < SIDES; side++) {
        float most = f.sheet->height / 8;
        for (uint32_t i = first; i < end; i++)
            if (!state->entries[i].line && depth_of(&f, &state->entries[i], side, false) < most)
                most = depth_of(&f, &state->entries[i], side, false);
        for (uint32_t i = first; i < end; i++)
            if (state->entries[i].line && !state->entries[i].piece->askew &&
                depth_of(&f, &state->entries[i], side, true) <= most + 1)
                put_line(&f, &state->entries[i], side);
    }
    return f;
}

/* Whether the line stands at the height of the one further out. */
static bool is_beside(const fringe *f, int side, uint32_t at) {
    return at && at < f->count[side] &&
           depth_of(f, f->lines[side][at], side, false) <
               depth_of(f, f->lines[side][at - 1], side, true) - 1;
}

/* The gap between the line at `at` and what stands further in. */
static float gap_inside(const pdf_state *state, const fringe *f, uint32_t first, uint32_t end,
                        int side, uint32_t at) {
    float own = depth_of(f, f->lines[side][at], side, true), gap = f->sheet->height;
    for (uint32_t i = first; i < end; i++) {
        float other = depth_of(f, &state->entries[i], side, false);
        if (&state->entries[i] != f->lines[side][at] && !state->entries[i].furniture &&
            other > own - 2 && other - own < gap)
            gap = other - own;
    }
    return gap;
}

/* ---- page numbers ---- */

/* Takes digits, with the blanks around them. */
static bool take_number(sheaf_str *rest, uint32_t *value) {
    uint32_t digits = 0;
    *rest = pdf_trim(*rest);
    for (*value = 0; rest->len && digits < 6; digits++) {
        sheaf_str after = *rest;
        uint32_t c = pdf_code_take(&after);
        if (!pdf_is_digit(c))
            break;
        *value = *value * 10 + (c >= 0xFF10 ? c - 0xFF10 : c - '0');
        *rest = after;
    }
    *rest = pdf_trim(*rest);
    return digits > 0 && digits < 6;
}

static bool take_roman(sheaf_str *rest) {
    size_t taken = 0;
    while (taken < rest->len &&
           (rest->ptr[taken] == 'i' || rest->ptr[taken] == 'v' || rest->ptr[taken] == 'x'))
        taken++;
    *rest = pdf_from(*rest, taken);
    return taken > 0;
}

/* `#` stands for a number, `%` for a small Roman one, a blank for any white space. `bare`: many other lines look
 * so, too; it is believed only where it is the number of the page, or goes up with the pages. */
static const struct {
    sheaf_str form;
    bool bare;
} forms[] = {{{"- # -", 5}, false},
             {{"— # —", 9}, false},
             {{"– # –", 9}, false},
             {{"－ # －", 9}, false},
             {{"第 # 页", 9}, false},
             {{"第 # 页 共 # 页", 21}, false},
             {{"第 # 页 / 共 # 页", 23}, false},
             {{"第 # 页 ， 共 # 页", 25}, false},
             {{"第 # 頁", 9}, false},
             {{"共 # 页 第 # 页", 21}, false},
             {{"Page #", 6}, false},
             {{"Page # of #", 11}, false},
             {{"Page # / #", 10}, false},
             {{"page #", 6}, false},
             {{"page # of #", 11}, false},
             {{"PAGE #", 6}, false},
             {{"PAGE # OF #", 11}, false},
             {{"Page # sur #", 12}, false},
             {{"Página #", 9}, false},
             {{"Página # de #", 14}, false},
             {{"Pagina # di #", 13}, false},
             {{"Стр. #", 9}, false},
             {{"Seite #", 7}, false},
             {{"Seite # von #", 13}, false},
             {{"· # ·", 7}, false},
             {{"# / #", 5}, true},
             {{"# of #", 6}, true},
             {{"[ # ]", 5}, true},
             {{"#", 1}, true},
             {{"%", 1}, true}};

static bool matches(sheaf_str text, sheaf_str form, uint32_t *page) {
    *page = 0;
    while (form.len) {
        uint32_t value = 0, c = pdf_code_take(&form);
        text = pdf_trim(text);
        if (c == ' ')
            continue;
        if (c == '%'   ? !take_roman(&text)
            : c == '#' ? !take_number(&text, &value)
                       : !text.len || pdf_code_take(&text) != c)
            return false;
        *page = *page ? *page : value;
    }
    return pdf_trim(text).len == 0;
}

bool pdf_is_page_number(sheaf_str text, uint32_t *page, bool *bare) {
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (matches(text, forms[i].form, page)) {
            *bare = forms[i].bare;
            return true;
        }
    return false;
}

/* At the foot of the page, in its middle and no headline, with nothing beside it: there the number may stand right
 * below the text. */
static bool is_centred(const pdf_state *state, const fringe *f, int side, uint32_t at) {
    const pdf_line *line = f->lines[side][at]->line;
    float off = line->box[0] + line->box[2] - f->sheet->width;
    return side != PDF_TOP && at == 0 && !is_beside(f, side, 1) && off > -4 && off < 4 &&
           line->size <= state->body.size * 1.5f;
}

static void mark_number(const pdf_state *state, fringe *f, uint32_t first, uint32_t end, int side) {
    for (uint32_t i = 0; i < f->count[side]; i++) {
        uint32_t page = 0;
        bool bare = false;
        pdf_entry *line = f->lines[side][i];
        if (line->furniture)
            continue;
        float gap = gap_inside(state, f, first, end, side, i);
        if (pdf_is_page_number(line->line->text, &page, &bare) &&
            gap > (!bare                           ? 0.3f
                   : is_centred(state, f, side, i) ? 0.0f
                                                   : 1.0f) *
                      line->line->size &&
            (!bare || page == f->sheet->number))
            line->furniture = true;
        else if (!is_beside(f, side, i + 1))
            return;
    }
}

/* ---- what repeats ---- */

/* Equal but for one number, which changes as the pages do. */
static bool same_but_page(sheaf_str a, sheaf_str b, uint32_t distance) {
    uint32_t changes = 0;
    a = pdf_trim(a);
    b = pdf_trim(b);
    while (a.len && b.len) {
        sheaf_str from_a = a, from_b = b;
        uint32_t x = 0, y = 0;
        if (pdf_is_digit(pdf_code_take(&from_a)) && pdf_is_digit(pdf_code_take(&from_b))) {
            if (!take_number(&a, &x) || !take_number(&b, &y) || (x != y && y - x != distance))
                return false;
            changes += x != y;
            continue;
        }
        from_b = b;
        if (pdf_code_first(a) != pdf_code_take(&from_b))
            return false;
        a = pdf_trim(from_a);
        b = pdf_trim(from_b);
    }
    return !a.len && !b.len && changes <= 1;
}

bool pdf_repeats(const fringe *f, const pdf_entry *a, const fringe *g, const pdf_entry *b,
                 int side) {
    float apart = depth_of(f, a, side, false) - depth_of(g, b, side, false);
    return apart < 4 && apart > -4 && pdf_same_size(a->line->size, b->line->size) &&
           same_but_page(a->line->text, b->line->text, g->sheet->number - f->sheet->number);
}

static void compare(fringe *f, fringe *g) {
    for (int side = 0; side < SIDES; side++)
        for (uint32_t i = 0; i < f->count[side]; i++)
            for (uint32_t k = 0; k < g->count[side]; k++)
                if (pdf_repeats(f, f->lines[side][i], g, g->lines[side][k], side))
                    f->lines[side][i]->furniture = g->lines[side][k]->furniture = true;
}

/* What looks like the text further in, and stands as close to it as its lines to each other, is text, however often it
 * repeats: the head of a list, say. Nor does furniture stand inside of what is none. */
static void unmark_text(const pdf_state *state, fringe *f, uint32_t first, uint32_t end, int side) {
    bool outer = true;
    for (uint32_t i = 0; i < f->count[side]; i++) {
        pdf_entry *entry = f->lines[side][i];
        outer = outer || is_beside(f, side, i);
        if (entry->furniture &&
            (!outer || gap_inside(state, f, first, end, side, i) < 0.25f * entry->line->size))
            entry->furniture = false;
        outer = entry->furniture;
    }
}

uint32_t pdf_sheet_end(const pdf_state *state, uint32_t first) {
    uint32_t end = first;
    while (end < state->entry_count && state->entries[end].sheet == state->entries[first].sheet)
        end++;
    return end;
}

/* What is furniture on one page is so on its neighbour, too, where it stands nearer to a title. */
static void agree(fringe *f, fringe *g) {
    for (int side = 0; side < SIDES; side++)
        for (uint32_t i = 0; i < f->count[side]; i++)
            for (uint32_t k = 0; k < g->count[side]; k++)
                if (f->lines[side][i]->furniture != g->lines[side][k]->furniture &&
                    pdf_repeats(f, f->lines[side][i], g, g->lines[side][k], side))
                    f->lines[side][i]->furniture = g->lines[side][k]->furniture = true;
}

/* Each page with the few before it. */
static void for_neighbours(const pdf_state *state, void (*look)(fringe *, fringe *)) {
    fringe recent[NEIGHBOURS];
    uint32_t pages = 0;
    for (uint32_t first = 0; first < state->entry_count;
         first = pdf_sheet_end(state, first), pages++) {
        fringe f = pdf_fringe_of(state, first, pdf_sheet_end(state, first));
        for (uint32_t i = 0; i < NEIGHBOURS && i < pages; i++)
            look(&recent[(pages - 1 - i) % NEIGHBOURS], &f);
        recent[pages % NEIGHBOURS] = f;
    }
}

void pdf_furniture(pdf_state *state) {
    for_neighbours(state, compare);
    for (uint32_t first = 0, end; first < state->entry_count; first = end) {
        end = pdf_sheet_end(state, first);
        fringe f = pdf_fringe_of(state, first, end);
        for (int side = 0; side < SIDES; side++) {
            unmark_text(state, &f, first, end, side);
            mark_number(state, &f, first, end, side);
        }
    }
    for_neighbours(state, agree);
    pdf_furniture_margins(state);
}
