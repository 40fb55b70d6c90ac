/* SPDX-License-Identifier: GPL-2.0-or-later
 * The text of cells as pieces: part by cell, in order of height, cut into bands, sort bands by x, cut at gaps as wide as asked for. */
#include "lattice/lattice.h"

#define BAND 0.45f /* ems between centres of one line */

typedef struct letter {
    uint32_t cell, index;
    float key; /* y of the centre, then its left edge */
    float em;
} letter;

static int by_key(const void *left, const void *right) {
    const letter *a = left, *b = right;
    if (a->key != b->key)
        return (a->key > b->key) - (a->key < b->key);
    return (a->index > b->index) - (a->index < b->index);
}

/* Those of one line, from left to right. Most come in this order, as their text was written. */
static void sort_letters(const pdf_page *page, letter *letters, uint32_t count) {
    bool sorted = true;
    for (uint32_t i = 0; i < count; i++) {
        letters[i].key = page->chars[letters[i].index].box[0];
        sorted &= i == 0 || letters[i - 1].key < letters[i].key;
    }
    if (!sorted)
        pdf_sort(letters, count, sizeof *letters, by_key);
}

static letter letter_of(const pdf_page *page, const lattice_frame *frame, size_t at) {
    const lattice_place *place = &frame->places[at];
    const uint32_t index = frame->chars[at];
    const pdf_char *one = &page->chars[index];
    return (letter){frame->cell_of[place->row * frame->columns + place->column], index,
                    lattice_middle(one, 1), lattice_em(page, one)};
}

/* Letters cell by cell, and where those of each end: counted first, then put where those of the cells before end. Those of a cell stay
 * in the order of the frame's, which is downwards. What is written askew stands in no line. */
static letter *letters_of(pdf_room *room, const pdf_page *page, const lattice_frame *frame,
                          const uint32_t **cell_ends) {
    size_t cells = frame->cell_count, count = 0;
    letter *found = PDF_TAKE_UNSET(room, letter, (size_t)frame->char_count + 1);
    letter *letters = PDF_TAKE_UNSET(room, letter, (size_t)frame->char_count + 1);
    uint32_t *ends = PDF_TAKE(room, uint32_t, cells + 1);
    if (!found || !letters || !ends)
        return NULL;
    for (size_t i = 0; i < frame->char_count; i++)
        if (!(page->chars[frame->chars[i]].flags & PDF_CHAR_TILTED)) {
            found[count] = letter_of(page, frame, i);
            ends[found[count++].cell + 1]++;
        }
    for (size_t cell = 1; cell <= cells; cell++)
        ends[cell] += ends[cell - 1];
    for (size_t i = 0; i < count; i++)
        letters[ends[found[i].cell]++] = found[i];
    *cell_ends = ends;
    return letters;
}

static bool stands_with_digits(uint32_t code) {
    static const uint32_t marks[] = {0xA0, 0xA3, 0xB1, 0xA5, 0x2030, 0x2212, 0x20AC, 0xFF05, 0};
    for (uint32_t i = 0; marks[i]; i++)
        if (marks[i] == code)
            return true;
    return code > ' ' && code <= '@';
}

static bool is_dash(uint32_t code) {
    return code == '-' || code == '/' || code == '.' || code == 0x2212 ||
           (code >= 0x2010 && code <= 0x2015) || code == 0x2026;
}

/* Letters are allowed beside digits only as a mark behind them (`12a`, `p < .05`: no). */
static bool is_number(const pdf_page *page, const letter *letters, uint32_t count, bool *has) {
    bool digits = false, dashes = true;
    *has = false;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t code = page->chars[letters[i].index].code;
        bool digit = (code >= '0' && code <= '9') || (code >= 0xFF10 && code <= 0xFF19);
        digits = digits || digit;
        dashes = dashes && is_dash(code);
        if (!digit && !is_dash(code) && !stands_with_digits(code))
            return false;
    }
    *has = digits;
    return digits || dashes;
}

/* 1900 to 2099. */
static bool is_year(const pdf_page *page, const letter *letters, uint32_t count) {
    uint32_t value = 0;
    for (uint32_t i = 0; i < count && count == 4; i++) {
        uint32_t code = page->chars[letters[i].index].code;
        value = code >= '0' && code <= '9' ? 10 * value + (code - '0') : 0;
    }
    return value >= 1900 && value < 2100;
}

static void add_piece(const pdf_page *page, const letter *letters, uint32_t count, uint32_t band,
                      lattice_pieces *pieces) {
    const float *first = page->chars[letters[0].index].box;
    lattice_piece *piece = &pieces->of[pieces->count++];
    *piece = (lattice_piece){
        .box = {first[0], first[1], first[2], first[3]}, .cell = letters[0].cell, .band = band};
    piece->number = is_number(page, letters, count, &piece->digits);
    piece->year = piece->digits && is_year(page, letters, count);
    for (uint32_t i = 1; i < count; i++)
        pdf_box_unite(piece->box, page->chars[letters[i].index].box);
}

static void cut_at_gaps(const pdf_page *page, const letter *letters, uint32_t count, uint32_t band,
                        lattice_pieces *pieces) {
    float reach = page->chars[letters[0].index].box[2];
    uint32_t from = 0;
    for (uint32_t i = 1; i < count; i++) {
        const float *box = page->chars[letters[i].index].box;
        if (box[0] - reach > pieces->gap * letters[i].em) {
            add_piece(page, letters + from, i - from, band, pieces);
            from = i;
        }
        reach = box[2] > reach ? box[2] : reach;
    }
    add_piece(page, letters + from, count - from, band, pieces);
}

/* One piece, as most lines of cells are, is the same in all lists. */
static void cut_band(const pdf_page *page, letter *letters, uint32_t count, uint32_t band,
                     lattice_pieces *const lists[]) {
    sort_letters(page, letters, count);
    lattice_pieces *last = lists[1] ? lists[1] : lists[0];
    uint32_t before = last->count;
    cut_at_gaps(page, letters, count, band, last);
    if (last == lists[0])
        return;
    if (last->count == before + 1)
        lists[0]->of[lists[0]->count++] = last->of[before];
    else
        cut_at_gaps(page, letters, count, band, lists[0]);
}

static bool is_turned(const pdf_page *page, const letter *one) {
    const uint32_t turn = PDF_CHAR_TURN_OF(page->chars[one->index].flags);
    return turn == PDF_UPWARD || turn == PDF_DOWNWARD;
}

/* Letters belong to one band while their centres are nearer than half a letter's height, and where they are written upwards or downwards. */
static bool is_same_band(const pdf_page *page, const letter *above, const letter *below) {
    return below->key - above->key < BAND * above->em ||
           (is_turned(page, above) && is_turned(page, below));
}

static void cut_cell(const pdf_page *page, letter *letters, uint32_t count,
                     lattice_pieces *const lists[]) {
    uint32_t from = 0, band = 0;
    for (uint32_t i = 1; i <= count; i++) {
        if (i < count && is_same_band(page, &letters[i - 1], &letters[i]))
            continue;
        cut_band(page, letters + from, i - from, band++, lists);
        from = i;
    }
}

static bool make_room(pdf_room *room, const lattice_frame *frame, float gap,
                      lattice_pieces *pieces) {
    *pieces =
        (lattice_pieces){.of = PDF_TAKE_UNSET(room, lattice_piece, (size_t)frame->char_count + 1),
                         .first = PDF_TAKE(room, uint32_t, (size_t)frame->cell_count + 2),
                         .gap = gap};
    return pieces->of && pieces->first;
}

static void note_cell(uint32_t cell, lattice_pieces *const lists[]) {
    for (int i = 0; lists[i]; i++)
        lists[i]->first[cell] = lists[i]->count;
}

bool lattice_find_pieces(pdf_room *room, const pdf_page *page, const lattice_frame *frame,
                         lattice_pieces *wide, lattice_pieces *near) {
    lattice_pieces *const lists[] = {wide, near, NULL};
    const uint32_t *ends = NULL;
    letter *letters = letters_of(room, page, frame, &ends);
    if (!letters || !make_room(room, frame, LATTICE_WIDE, wide) ||
        (near && !make_room(room, frame, LATTICE_NEAR, near)))
        return false;
    for (uint32_t from = 0, cell = 0; cell < frame->cell_count; from = ends[cell++]) {
        note_cell(cell, lists);
        if (ends[cell] > from)
            cut_cell(page, letters + from, ends[cell] - from, lists);
    }
    note_cell(frame->cell_count, lists);
    return true;
}
