/* SPDX-License-Identifier: GPL-2.0-or-later
 * Characters to cells. The centre of a character's box decides, but for text that overflows its cell: a word through whose
 * letters a border runs is one word (lattice/words.c), and what follows it in its line overflows with it. */
#include "lattice/words.h"

#include <math.h>

#define LARGE 2.2f /* times the size of a table's text */

static void settle(lattice_owning *all, uint32_t from, uint32_t to, lattice_home place) {
    for (uint32_t i = from; i < to; i++) {
        all->owner[i] = place.frame;
        all->cell_of[i] = place.cell;
    }
}

/* ---- by the centre ------------------------------------------------------------------------------------------- */

static void by_centre(lattice_owning *all, uint32_t index) {
    const lattice_frame *frame = &all->frames[index];
    for (uint32_t i = 0; i < frame->char_count; i++) {
        uint32_t at = frame->chars[i];
        const lattice_place *place = &frame->places[i];
        if (all->owner[at] != PDF_NONE)
            continue;
        const pdf_char *one = &all->page->chars[at];
        all->has_turned |= (one->flags & PDF_CHAR_TURNED) != 0;
        all->has_laid_over |=
            one->flags & PDF_CHAR_TILTED || one->box[3] - one->box[1] > LARGE * frame->em;
        all->owner[at] = index;
        all->cell_of[at] = frame->cell_of[place->row * frame->columns + place->column];
    }
}

/* ---- text that overflows ------------------------------------------------------------------------------------- */

/* Does this character follow the one before it, which is of the size `*size`, in the same line of horizontal text? */
static bool follows(const pdf_page *page, uint32_t i, float *size) {
    const pdf_char *before = &page->chars[i - 1], *one = &page->chars[i];
    float em = lattice_em(page, one), last = *size;
    *size = em;
    float gap = one->box[0] - before->box[2], high = fminf(em, last);
    if ((one->flags & PDF_CHAR_LINE_BEFORE) || gap > 0.65f * em || gap < -0.3f * em)
        return false;
    if (fabsf(em - last) < 0.1f * em)
        return fabsf(one->box[3] - before->box[3]) < 0.25f * em;
    return pdf_overlap(before->box[1], before->box[3], one->box[1], one->box[3]) > 0.5f * high;
}

static bool is_number(const pdf_page *page, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++) {
        uint32_t code = page->chars[i].code;
        if ((code > 0x7E && !pdf_is_digit(code)) || (code >= 'A' && code <= 'Z') ||
            (code >= 'a' && code <= 'z'))
            return false;
    }
    return true;
}

static lattice_home home_at_middle(const lattice_owning *all, uint32_t from, uint32_t to) {
    float middle = (all->page->chars[from].box[0] + all->page->chars[to - 1].box[2]) / 2;
    uint32_t i = from;
    while (i + 1 < to && all->page->chars[i].box[2] < middle)
        i++;
    return lattice_home_of(all, i);
}

/* Where a word that a border cuts belongs: a number where its middle is; another word where it began, or where the text
 * before it is at home, unless it only sticks out at its begin. */
static lattice_home home_of_cut(const lattice_owning *all, uint32_t from, uint32_t to,
                                lattice_home running) {
    lattice_home first = lattice_home_of(all, from), middle = home_at_middle(all, from, to);
    if (is_number(all->page, from, to) || first.frame == PDF_NONE)
        return middle;
    if (lattice_is_same(first, running))
        return first;
    uint32_t stays = from;
    while (stays < to && lattice_is_same(lattice_home_of(all, stays), first))
        stays++;
    float inside = all->page->chars[stays - 1].box[2] - all->page->chars[from].box[0];
    return inside < 1.3f * lattice_em(all->page, &all->page->chars[from]) ? middle : first;
}

/* Does the word's last letter reach over the right edge of its cell? */
static bool sticks_out(const lattice_owning *all, uint32_t last, lattice_home place) {
    const pdf_cell *cell = lattice_cell_at(all, place);
    return cell && lattice_is_cut(&all->page->chars[last], cell->box[2]);
}

static bool is_uniform(const lattice_owning *all, uint32_t from, uint32_t to) {
    for (uint32_t i = from + 1; i < to; i++)
        if (!lattice_is_same(lattice_home_of(all, i), lattice_home_of(all, from)))
            return false;
    return true;
}

typedef struct overflow {
    lattice_home place; /* of the text so far */
    bool proven;        /* a border ran through one of its letters */
    uint32_t end, last; /* of the words placed; of the whole line */
} overflow;

/* Of each cell that a doubtful number runs over, as what is left in it may be a part of another. */
static void mark_over(lattice_owning *all, lattice_home place) {
    if (place.frame != PDF_NONE)
        all->frames[place.frame].cells[place.cell].runs_over = 1;
}

static void place_word(lattice_owning *all, uint32_t from, uint32_t to, overflow *line) {
    const pdf_char *one = &all->page->chars[from];
    bool uniform = is_uniform(all, from, to);
    lattice_joint how = uniform ? LATTICE_APART : lattice_joint_of(all, from, to);
    lattice_home first = lattice_home_of(all, from);
    bool within =
        to < line->last && !pdf_is_digit(all->page->chars[to].code); /* text goes on behind it */
    bool flows = line->proven && line->end == from && (within || !is_number(all->page, from, to)) &&
                 one->box[0] - one[-1].box[2] < 0.65f * lattice_em(all->page, one) &&
                 !lattice_begins_text(all, from);
    if (flows && !lattice_is_same(first, line->place)) {
        settle(all, from, to, line->place);
    } else if (how == LATTICE_CUT) {
        const bool doubtful = lattice_may_be_several(all, from, to);
        line->place = home_of_cut(all, from, to, line->place);
        for (uint32_t i = from; doubtful && i < to; i++)
            mark_over(all, lattice_home_of(all, i));
        settle(all, from, to, line->place);
        line->proven = !is_number(all->page, from, to);
    } else {
        if (how == LATTICE_STACKED)
            settle(all, from, to, home_at_middle(all, from, to));
        line->place = lattice_home_of(all, to - 1);
        line->proven = sticks_out(all, to - 1, line->place);
    }
    line->end = to;
}

static void place_overflow(lattice_owning *all) {
    const pdf_page *page = all->page;
    float size = page->char_count ? lattice_em(page, page->chars) : 0;
    for (uint32_t from = 0, to; from < page->char_count; from = to) {
        for (to = from + 1; to < page->char_count && follows(page, to, &size);)
            to++;
        if (is_uniform(all, from, to))
            continue;
        overflow line = {.place = {PDF_NONE, PDF_NONE}, .last = to};
        for (uint32_t word = from, end; word < to; word = end) {
            for (end = word + 1; end < to && !lattice_begins_word(all, end);)
                end++;
            place_word(all, word, end, &line);
        }
    }
}

/* A digit in a table and one beside it that is not, and nothing between them: what stands in the cell may be a part of a number. */
static void mark_broken_off(lattice_owning *all) {
    for (uint32_t i = 1; i < all->page->char_count; i++) {
        if ((all->owner[i] == PDF_NONE) == (all->owner[i - 1] == PDF_NONE) ||
            !lattice_touches(all->page, i))
            continue;
        mark_over(all, lattice_home_of(all, all->owner[i] == PDF_NONE ? i - 1 : i));
    }
}

/* ---- turned text that overflows ------------------------------------------------------------------------------ */

static bool is_upright(uint32_t turn) {
    return turn == PDF_RIGHTWARD || turn == PDF_LEFTWARD;
}

/* Does this character follow the one before it in a word that is written upwards or downwards? */
static bool follows_turned(const pdf_page *page, uint32_t i) {
    const pdf_char *before = &page->chars[i - 1], *one = &page->chars[i];
    const uint32_t turn = PDF_CHAR_TURN_OF(one->flags);
    if (is_upright(turn) || turn != PDF_CHAR_TURN_OF(before->flags) ||
        one->flags & (PDF_CHAR_LINE_BEFORE | PDF_CHAR_SPACE_BEFORE))
        return false;
    return before->box[0] == one->box[0] && before->box[2] == one->box[2] &&
           fabsf(pdf_overlap(before->box[1], before->box[3], one->box[1], one->box[3])) <
               0.15f * lattice_em(page, one);
}

/* Whether the upper or the lower edge of the cell runs through one of the characters. */
static bool is_cut_across(const lattice_owning *all, uint32_t from, uint32_t to,
                          lattice_home place) {
    const pdf_cell *cell = lattice_cell_at(all, place);
    for (uint32_t i = from; cell && i < to; i++) {
        const float *box = all->page->chars[i].box, margin = 0.15f * (box[3] - box[1]);
        for (int side = 1; side <= 3; side += 2)
            if (box[1] + margin < cell->box[side] && cell->box[side] < box[3] - margin)
                return true;
    }
    return false;
}

/* One number has its digits at even steps; those of two cells have the border between them. */
static bool is_even(const lattice_owning *all, uint32_t from, uint32_t to) {
    const float *first = all->page->chars[from].box, high = first[3] - first[1];
    for (uint32_t i = from; i < to; i++) {
        const float *box = all->page->chars[i].box;
        if (fabsf(box[3] - box[1] - high) > 0.05f * high)
            return false;
    }
    return true;
}

static void place_turned(lattice_owning *all) {
    for (uint32_t from = 0, to; from < all->page->char_count; from = to) {
        to = from + 1;
        if (!(all->page->chars[from].flags & PDF_CHAR_TURNED)) /* as most are */
            continue;
        while (to < all->page->char_count && follows_turned(all->page, to))
            to++;
        lattice_home middle = lattice_home_of(all, from + (to - from) / 2);
        if (!is_uniform(all, from, to) &&
            (is_cut_across(all, from, to, middle) || is_even(all, from, to)))
            settle(all, from, to, middle);
    }
}

/* ---- what lies over the table -------------------------------------------------------------------------------- */

/* A watermark or a stamp: askew, or several times as large as the text of the table, as few are that are not higher. */
static bool is_laid_over(const lattice_owning *all, uint32_t i) {
    const pdf_char *one = &all->page->chars[i];
    if (one->flags & PDF_CHAR_TILTED)
        return true;
    if (all->owner[i] == PDF_NONE)
        return false;
    const float em = all->frames[all->owner[i]].em;
    return one->box[3] - one->box[1] > LARGE * em && lattice_em(all->page, one) > LARGE * em;
}

static bool is_larger_than_cell(const lattice_owning *all, uint32_t i) {
    const pdf_cell *cell = lattice_cell_at(all, lattice_home_of(all, i));
    const float *box = all->page->chars[i].box;
    return cell && box[3] - box[1] > cell->box[3] - cell->box[1];
}

/* If it reaches over several cells it is text of none. */
static void leave_out_laid_over(lattice_owning *all) {
    for (uint32_t from = 0, to; from < all->page->char_count; from = to) {
        to = from + 1;
        if (!is_laid_over(all, from))
            continue;
        while (to < all->page->char_count && is_laid_over(all, to) &&
               !(all->page->chars[to].flags & PDF_CHAR_LINE_BEFORE))
            to++;
        if (!is_uniform(all, from, to) || is_larger_than_cell(all, from))
            settle(all, from, to, (lattice_home){PDF_NONE, 0});
    }
}

bool lattice_own_chars(pdf_room *room, const pdf_page *page, lattice_frame *frames, uint32_t count,
                       uint32_t *owner, uint32_t *cell_of) {
    lattice_owning all = {
        .page = page, .frames = frames, .owner = owner, .cell_of = cell_of, .looks = LATTICE_LOOKS};
    for (int outer = 0; outer <= 1; outer++) /* the first that takes a character keeps it */
        for (uint32_t i = 0; i < count; i++)
            if (frames[i].inner == !outer)
                by_centre(&all, i);
    lattice_settle_glued(&all);
    place_overflow(&all);
    lattice_settle_roomy(room, &all, count);
    mark_broken_off(&all);
    if (all.has_turned)
        place_turned(&all);
    if (all.has_laid_over)
        leave_out_laid_over(&all);
    return !pdf_room_failed(room);
}

/* ---- lines --------------------------------------------------------------------------------------------------- */

/* The chars of each frame, by cell: `starts` gets one number more than there are cells. */
static uint32_t *by_cell(pdf_room *room, const uint32_t *mine, uint32_t count,
                         const uint32_t *cell_of, uint32_t cells, uint32_t *starts) {
    uint32_t *picks = PDF_TAKE(room, uint32_t, (size_t)count + 1);
    for (uint32_t i = 0; i < count; i++)
        starts[cell_of[mine[i]] + 1]++;
    for (uint32_t i = 0; i < cells; i++)
        starts[i + 1] += starts[i];
    for (uint32_t i = count; picks && i-- > 0;)
        picks[--starts[cell_of[mine[i]] + 1]] = mine[i];
    return picks;
}

static bool set_frame_lines(pdf_reader *reader, const pdf_page *page, const uint32_t *mine,
                            uint32_t count, const uint32_t *cell_of, lattice_frame *frame) {
    uint32_t *starts = PDF_TAKE(reader->page, uint32_t, (size_t)frame->cell_count + 2);
    uint32_t *picks =
        starts ? by_cell(reader->page, mine, count, cell_of, frame->cell_count, starts) : NULL;
    for (uint32_t i = 0; picks && i < frame->cell_count; i++) {
        pdf_cell *cell = &frame->cells[i];
        uint32_t from = starts[i + 1], to = i + 1 < frame->cell_count ? starts[i + 2] : count;
        if (to > from)
            cell->line_count =
                pdf_lines_of(reader, page, picks + from, to - from, cell->box, &cell->lines);
    }
    return picks != NULL;
}

bool lattice_set_lines(pdf_reader *reader, const pdf_page *page, const uint32_t *owner,
                       const uint32_t *cell_of, lattice_frame *frames, uint32_t count) {
    uint32_t *starts = PDF_TAKE(reader->page, uint32_t, (size_t)count + 2);
    uint32_t *mine = PDF_TAKE(reader->page, uint32_t, (size_t)page->char_count + 1);
    if (!starts || !mine)
        return false;
    for (uint32_t i = 0; i < page->char_count; i++)
        if (owner[i] != PDF_NONE)
            starts[owner[i] + 1]++;
    for (uint32_t i = 0; i < count; i++)
        starts[i + 1] += starts[i];
    for (uint32_t i = 0; i < page->char_count; i++)
        if (owner[i] != PDF_NONE)
            mine[starts[owner[i]]++] = i;
    bool set = true; /* starts[i] is now the end of frame i */
    for (uint32_t i = 0; set && i < count; i++) {
        uint32_t from = i ? starts[i - 1] : 0;
        set = set_frame_lines(reader, page, mine + from, starts[i] - from, cell_of, &frames[i]);
    }
    return set;
}
