/* SPDX-License-Identifier: GPL-2.0-or-later
 * Running heads and feet that no other page repeats: those of a document of one page, of its first page, of left-hand pages. Text
 * may stand anywhere, so place and distance alone prove nothing where it stands near: a second thing must. And the other way round:
 * a page is never furniture alone. */
#include "report/furniture.h"

enum { MOST_ROWS = 3, MOST_COLUMNS = 110 };

/* The lines next to an edge of a page, up to the first gap. */
typedef struct margin {
    const pdf_fringe *fringe;
    int side;
    uint32_t first, end; /* the entries of its page */
    uint32_t count;      /* of fringe->lines[side]; 0: nothing here may be a running head */
    float near, far;     /* depths */
    float inner;         /* where the rest of the page begins; the page's height: there is none */
} margin;

typedef struct page_margins {
    pdf_fringe fringe;
    margin sides[PDF_SIDES];
} page_margins;

static float depth_of(const margin *m, const pdf_entry *entry, bool far) {
    return pdf_depth(m->fringe->sheet, entry, m->side, far);
}

static pdf_entry *line_at(const margin *m, uint32_t at) {
    return m->fringe->lines[m->side][at];
}

static bool is_part(const margin *m, const pdf_entry *entry) {
    for (uint32_t i = 0; i < m->count; i++)
        if (line_at(m, i) == entry)
            return true;
    return false;
}

/* Takes line by line while each stands close to those before; `far` grows. */
static void gather(margin *m) {
    float em = 0;
    for (uint32_t i = 0; i < m->fringe->count[m->side]; i++) {
        const pdf_entry *entry = line_at(m, i);
        em = entry->line->size > em ? entry->line->size : em;
        if (i && depth_of(m, entry, false) > m->far + 0.7f * em)
            break;
        float far = depth_of(m, entry, true);
        m->far = i && m->far > far ? m->far : far;
        m->count++;
    }
    m->near = m->count ? depth_of(m, line_at(m, 0), false) : 0;
}

static float inner_depth(const pdf_state *state, const margin *m) {
    float inner = m->fringe->sheet->height;
    for (uint32_t i = m->first; i < m->end; i++) {
        float depth = depth_of(m, &state->entries[i], false);
        if (!is_part(m, &state->entries[i]) && !state->entries[i].furniture && depth < inner)
            inner = depth;
    }
    return inner;
}

/* No larger than the body, not many words, not set upright. */
static bool may_run(const pdf_state *state, const margin *m) {
    uint32_t columns = 0;
    for (uint32_t i = 0; i < m->count; i++) {
        const pdf_line *line = line_at(m, i)->line;
        columns += pdf_columns(line->text);
        if (line->size > state->body.size * 1.1f + 0.2f || line->direction != PDF_RIGHTWARD)
            return false;
    }
    return columns <= MOST_COLUMNS;
}

/* The line further in from a depth that lies over the same place; `next`: its depths. False: there is none. */
static bool line_inside(const pdf_state *state, const margin *m, const pdf_line *of, float depth,
                        float next[2]) {
    next[0] = m->fringe->sheet->height;
    for (uint32_t i = m->first; i < m->end; i++) {
        const pdf_entry *entry = &state->entries[i];
        float near = depth_of(m, entry, false);
        if (!entry->line || entry->piece->askew || entry->line == of || near < depth - 0.5f ||
            near >= next[0] ||
            pdf_overlap(of->box[0], of->box[2], entry->line->box[0], entry->line->box[2]) <= 0 ||
            !pdf_same_size(of->size, entry->line->size))
            continue;
        next[0] = near;
        next[1] = depth_of(m, entry, true);
    }
    return next[0] < m->fringe->sheet->height;
}

/* Its innermost line stands off no further than the next two from each other, in one type: however wide that is, it is text. */
static bool is_in_step(const pdf_state *state, const margin *m) {
    const pdf_entry *inner = line_at(m, 0);
    for (uint32_t i = 1; i < m->count; i++)
        if (depth_of(m, line_at(m, i), true) > depth_of(m, inner, true))
            inner = line_at(m, i);
    float own = depth_of(m, inner, true), one[2] = {0}, two[2] = {0};
    if (!line_inside(state, m, inner->line, own, one) ||
        !line_inside(state, m, inner->line, one[1], two))
        return false;
    float off = (one[0] - own) - (two[0] - one[1]);
    return off < 0.1f * inner->line->size;
}

/* In the outer sixteenth, where the rest keeps a margin of a fourteenth and stands off by more than lines do. */
static margin margin_of(const pdf_state *state, const pdf_fringe *fringe, int side, uint32_t first,
                        uint32_t end) {
    float height = fringe->sheet->height;
    margin m = {.fringe = fringe, .side = side, .first = first, .end = end};
    gather(&m);
    m.inner = inner_depth(state, &m);
    float gap = m.inner - m.far;
    if (m.count &&
        (m.near > height / 16 || m.far > height / 9 || m.inner < height / 14 || m.inner >= height ||
         gap < 1.4f * state->body.size || !may_run(state, &m) || is_in_step(state, &m) ||
         m.far - m.near > (float)MOST_ROWS * 1.6f * state->body.size))
        m.count = 0;
    return m;
}

/* ---- what proves it ---- */

/* Left, middle and right of one row, at tabs as wide as nothing else is. */
static bool is_parted(const margin *m) {
    for (uint32_t i = 0; i + 2 < m->count; i++) {
        const pdf_line *a = line_at(m, i)->line, *b = line_at(m, i + 1)->line,
                       *c = line_at(m, i + 2)->line;
        float width = m->fringe->sheet->width, middle = b->box[0] + b->box[2] - width;
        float outer = a->box[0] + c->box[2] - width;
        if (b->box[0] - a->box[2] > 2 * a->size && c->box[0] - b->box[2] > 2 * a->size &&
            b->base - a->base < 1 && a->base - b->base < 1 && c->base - b->base < 1 &&
            b->base - c->base < 1 && middle - outer < 2 * a->size && outer - middle < 2 * a->size)
            return true;
    }
    return false;
}

static uint32_t lightness(uint32_t colour) {
    return 3 * (colour >> 16 & 0xFF) + 6 * (colour >> 8 & 0xFF) + (colour & 0xFF);
}

/* Smaller than the body, or grey where it is black: all of it. */
static bool is_faint(const pdf_state *state, const margin *m) {
    for (uint32_t i = 0; i < m->count; i++) {
        const pdf_line *line = line_at(m, i)->line;
        bool grey =
            lightness(pdf_look_at(state, line->look)->colour) > lightness(state->body.colour) + 700;
        if (!grey && line->size > state->body.size * 0.92f)
            return false;
    }
    return true;
}

/* A number of this page beside or below the rest: `Annual report` and `Page 3`. */
static bool is_numbered(const margin *m) {
    for (uint32_t i = 0; i < m->count; i++) {
        uint32_t page = 0;
        bool bare = false;
        if (line_at(m, i)->furniture ||
            (pdf_is_page_number(line_at(m, i)->line->text, &page, &bare) &&
             (!bare || page == m->fringe->sheet->number)))
            return true;
    }
    return false;
}

/* A foot far below text that ended high above. */
static bool is_lonely(const margin *m) {
    return m->side != PDF_TOP && m->inner - m->far > m->fringe->sheet->height / 6;
}

/* Two pages have something at that depth, in that type, whatever it says. */
static bool is_like(const margin *a, const margin *b) {
    float near = a->near - b->near;
    return a->count && b->count && near < 2 && near > -2 &&
           a->fringe->sheet->height == b->fringe->sheet->height &&
           pdf_same_size(line_at(a, 0)->line->size, line_at(b, 0)->line->size);
}

/* Head and foot keep the same distance. */
static bool is_paired(const margin *head, const margin *foot) {
    float near = head->near - foot->near;
    return head->count && foot->count && near < 12 && near > -12;
}

static bool is_running(const pdf_state *state, const page_margins *pages, uint32_t count,
                       uint32_t at, int side) {
    const margin *m = &pages[at].sides[side];
    if (!m->count)
        return false;
    if (is_parted(m) || is_faint(state, m) || is_numbered(m) || is_lonely(m) ||
        is_paired(&pages[at].sides[0], &pages[at].sides[1]))
        return true;
    for (uint32_t i = at > PDF_NEIGHBOURS ? at - PDF_NEIGHBOURS : 0;
         i < count && i <= at + PDF_NEIGHBOURS; i++)
        if (i != at && is_like(m, &pages[i].sides[side]))
            return true;
    return false;
}

/* ---- pages that would be empty ---- */

static bool is_bare_page(const pdf_state *state, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++)
        if (!state->entries[i].furniture)
            return false;
    return true;
}

/* Whether a page that has text, too, shows the line. */
static bool is_known(const pdf_state *state, const page_margins *pages, uint32_t count, uint32_t at,
                     const pdf_entry *entry, int side) {
    for (uint32_t i = at > PDF_NEIGHBOURS ? at - PDF_NEIGHBOURS : 0;
         i < count && i <= at + PDF_NEIGHBOURS; i++) {
        const pdf_fringe *f = &pages[i].fringe, *own = &pages[at].fringe;
        const margin *page = &pages[i].sides[0];
        for (uint32_t k = 0; i != at && k < f->count[side]; k++)
            if (f->lines[side][k]->furniture &&
                (i < at ? pdf_repeats(f, f->lines[side][k], own, entry, side)
                        : pdf_repeats(own, entry, f, f->lines[side][k], side)) &&
                !is_bare_page(state, page->first, page->end))
                return true;
    }
    return false;
}

/* What stands on no page with text is the text of its page, but for numbers that say what they are. */
static void restore(const pdf_state *state, const page_margins *pages, uint32_t count,
                    uint32_t at) {
    const pdf_fringe *f = &pages[at].fringe;
    for (int side = 0; side < PDF_SIDES; side++)
        for (uint32_t i = 0; i < f->count[side]; i++) {
            pdf_entry *entry = f->lines[side][i];
            uint32_t page = 0;
            bool bare = true;
            bool number = pdf_is_page_number(entry->line->text, &page, &bare) && !bare;
            entry->own_text = !number && !is_known(state, pages, count, at, entry, side);
        }
}

static void judge(pdf_state *state, page_margins *pages, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        for (int side = 0; side < PDF_SIDES; side++)
            if (is_running(state, pages, count, i, side))
                for (uint32_t k = 0; k < pages[i].sides[side].count; k++)
                    line_at(&pages[i].sides[side], k)->furniture = true;
    for (uint32_t i = 0; i < count; i++)
        if (is_bare_page(state, pages[i].sides[0].first, pages[i].sides[0].end))
            restore(state, pages, count, i);
    for (uint32_t i = 0; i < state->entry_count; i++)
        state->entries[i].furniture &= !state->entries[i].own_text;
}

void pdf_furniture_margins(pdf_state *state) {
    uint32_t count = 0, room = state->reader->sheet_count;
    page_margins *pages = PDF_TAKE(state->reader->page, page_margins, (size_t)room + 1);
    for (uint32_t first = 0, end; pages && first < state->entry_count && count < room;
         first = end, count++) {
        end = pdf_sheet_end(state, first);
        pages[count].fringe = pdf_fringe_of(state, first, end);
        for (int side = 0; side < PDF_SIDES; side++)
            pages[count].sides[side] = margin_of(state, &pages[count].fringe, side, first, end);
    }
    if (pages)
        judge(state, pages, count);
    pdf_room_empty(state->reader->page);
}
