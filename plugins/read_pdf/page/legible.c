/* SPDX-License-Identifier: GPL-2.0-or-later
 * Text that is not what a page shows is worse than none. Three signs: something is drawn and there are no characters; many
 * characters are of no known value, or control codes, which glyph numbers taken for text give; and glyphs stand where no
 * character does. For the last the boxes of characters are summed into a coarse grid, corner by corner, so that boxes of
 * any size cost the same; where glyphs come in the order of the characters, as those of running text do, no grid is needed. */
#include "page/legible.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SIDE = 160, KINDS = 1024, AHEAD = 3 };
#define FINEST 6.0f /* points a cell: glyphs of one word cover each other's cells */
#define NEAR 2.0f   /* points by which a glyph's origin may stand outside of its character */

/* ---- glyphs without characters ---------------------------------------------------------------------------------- */

typedef struct cover {
    int32_t *cells;         /* in rows */
    uint32_t columns, rows; /* those of the page, and one more for the far corners */
    float per_point;        /* cells */
} cover;

static uint32_t cell_of(const cover *c, float at) {
    float cell = at * c->per_point;
    cell = cell > 0 ? cell : 0;
    return (uint32_t)(int32_t)(cell < SIDE ? cell : SIDE);
}

static int32_t *cell_at(const cover *c, uint32_t x, uint32_t y) {
    return &c->cells[(size_t)y * c->columns + x];
}

static void add_box(const cover *c, const float box[4]) {
    uint32_t x0 = cell_of(c, box[0] - NEAR), x1 = cell_of(c, box[2] + NEAR) + 1;
    int32_t *from = cell_at(c, 0, cell_of(c, box[1] - NEAR));
    int32_t *to = cell_at(c, 0, cell_of(c, box[3] + NEAR) + 1);
    from[x0]++;
    from[x1]--;
    to[x0]--;
    to[x1]++;
}

/* Boxes of one height that touch each other, as those of a word do, cover what one does that is as wide as all of them. */
static void add_boxes(const cover *c, const pdf_page *page) {
    for (uint32_t i = 0; i < page->char_count;) {
        float all[4];
        memcpy(all, page->chars[i++].box, sizeof all);
        for (; i < page->char_count; i++) {
            const float *box = page->chars[i].box;
            if (box[1] != all[1] || box[3] != all[3] || box[0] < all[0] || box[0] > all[2])
                break;
            all[2] = box[2] > all[2] ? box[2] : all[2];
        }
        add_box(c, all);
    }
}

static void sum_up(const cover *c) {
    for (uint32_t y = 0; y < c->rows; y++) {
        int32_t *row = cell_at(c, 0, y), sum = 0;
        for (uint32_t x = 0; x < c->columns; x++) {
            sum += row[x];
            row[x] = sum + (y ? row[(ptrdiff_t)x - (ptrdiff_t)c->columns] : 0);
        }
    }
}

static bool is_at(const pdf_char *one, const pdf_shown *glyph) {
    const float *box = one->box;
    return glyph->x >= box[0] - NEAR && glyph->x <= box[2] + NEAR && glyph->y >= box[1] - NEAR &&
           glyph->y <= box[3] + NEAR;
}

/* How many glyphs, from the first on, stand at the character of the one before or at one of the next two. */
static uint32_t count_in_order(const pdf_page *page, const pdf_shown *glyphs, uint32_t count) {
    uint32_t seen = 0;
    for (uint32_t at = 0; seen < count; seen++) {
        uint32_t end = at + AHEAD < page->char_count ? at + AHEAD : page->char_count;
        while (at < end && !is_at(&page->chars[at], &glyphs[seen]))
            at++;
        if (at == end)
            break;
    }
    return seen;
}

pdf_unseen pdf_legible_unseen(pdf_room *room, const pdf_page *page, const pdf_shown *glyphs,
                              uint32_t count) {
    pdf_unseen unseen = {0, 0};
    uint32_t in_order = count_in_order(page, glyphs, count);
    if (in_order == count)
        return unseen;
    bool kinds[KINDS] = {false};
    cover c = {.per_point = 1 / fmaxf(FINEST, fmaxf(page->width, page->height) / SIDE)};
    c.columns = cell_of(&c, page->width + NEAR) + 2;
    c.rows = cell_of(&c, page->height + NEAR) + 2;
    c.cells = PDF_TAKE(room, int32_t, (size_t)c.columns * c.rows);
    if (!c.cells)
        return unseen;
    add_boxes(&c, page);
    sum_up(&c);
    for (uint32_t i = in_order; i < count; i++) {
        if (*cell_at(&c, cell_of(&c, glyphs[i].x), cell_of(&c, glyphs[i].y)) > 0)
            continue;
        unseen.glyphs++;
        unseen.kinds += !kinds[glyphs[i].index % KINDS];
        kinds[glyphs[i].index % KINDS] = true;
    }
    return unseen;
}

/* ---- the verdict ------------------------------------------------------------------------------------------------ */

static bool is_private(uint32_t code) {
    return (code >= 0xE000 && code <= 0xF8FF) || code >= 0xF0000;
}

/* Leaders, `Total .......... 12`, are often of no known value: a row of equal narrow ones is no text. */
static bool is_leader(const pdf_page *page, uint32_t i) {
    const pdf_char *one = &page->chars[i];
    const pdf_char *before = i ? one - 1 : one;
    float width = one->box[2] - one->box[0], height = one->box[3] - one->box[1];
    return i && before->flags & PDF_CHAR_UNKNOWN && !(one->flags & PDF_CHAR_LINE_BEFORE) &&
           width < .6f * height && fabsf(before->box[2] - before->box[0] - width) < .1f;
}

/* What the characters of a page are, as far as it matters here. */
typedef struct kinds_of_text {
    uint32_t unknown, private;
    uint32_t digits, leftwards; /* letters that are written from right to left */
} kinds_of_text;

/* Hebrew, Arabic and what is written like them. */
static bool is_leftward(uint32_t c) {
    return (c >= 0x5D0 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
           (c >= 0xFE70 && c <= 0xFEFC);
}

static void count_other(const pdf_page *page, uint32_t i, kinds_of_text *of) {
    const pdf_char *one = &page->chars[i];
    bool arabic_digit =
        (one->code >= 0x660 && one->code <= 0x669) || (one->code >= 0x6F0 && one->code <= 0x6F9);
    of->unknown += one->flags & PDF_CHAR_UNKNOWN && !is_leader(page, i);
    of->private += is_private(one->code);
    of->digits += arabic_digit;
    of->leftwards += !arabic_digit && is_leftward(one->code);
}

/* What no question is about, and what most of a Chinese page is. */
static bool is_ideograph(const pdf_char *one) {
    return one->code >= 0x3000 && one->code < 0xE000 && !(one->flags & PDF_CHAR_UNKNOWN);
}

static kinds_of_text count_kinds(const pdf_page *page) {
    kinds_of_text of = {0};
    for (uint32_t i = 0; i < page->char_count; i++) {
        const pdf_char *one = &page->chars[i];
        if (one->code < 0x80)
            of.digits += one->code - '0' < 10;
        else if (!is_ideograph(one))
            count_other(page, i, &of);
    }
    return of;
}

/* Characters of no known value and those of private use: a tenth of a page of bullets are, a third are no text. */
static bool is_garbled(const pdf_page *page, const kinds_of_text *of) {
    uint32_t unfit = of->unknown + of->private;
    return (unfit >= 10 && unfit >= page->char_count / 3) ||
           (of->unknown >= 5 && of->unknown >= page->char_count / 10);
}

float pdf_pictures_of(const pdf_pen *pen, const pdf_page *page) {
    float sum = 0;
    for (uint32_t i = 0; i < pen->count; i++) {
        const float *box = pen->inks[i].box;
        if (pen->inks[i].paint == PDF_IMAGE)
            sum += (box[2] - box[0]) * (box[3] - box[1]);
    }
    return sum / (page->width * page->height);
}

static void judge_absent(pdf_source *source, const pdf_pen *pen, const pdf_page *page,
                         pdf_unseen unseen) {
    static const char *const kinds[] = {"characters whose fonts do not say what they are",
                                        "images (a scan, perhaps)",
                                        "shapes (text turned into outlines, perhaps)"};
    int kind = unseen.kinds >= 2                    ? 0
               : pdf_pictures_of(pen, page) >= .05f ? 1
               : pen->curves >= 200                 ? 2
                                                    : -1;
    if (kind >= 0)
        pdf_say(source->reader, SHEAF_ERROR, "pdf.page.no-text", page->number, true,
                "The page shows %s but holds no text; recognise its text (OCR) and convert again",
                kinds[kind]);
}

/* With figures among it Poppler tells ligatures of two letters from left to right, and the order of figures and words is told
 * from places alone. */
static bool is_leftwards(const kinds_of_text *of) {
    return of->leftwards >= 3 && of->digits > 0;
}

/* Fonts that do not say what characters are: nothing of the page is text. */
static bool leave_out_garbled(pdf_source *source, pdf_page *page, const kinds_of_text *of) {
    char reason[64] = "they give text in no language";
    if (is_garbled(page, of))
        snprintf(reason, sizeof reason, "%u of %u are unknown", of->unknown, page->char_count);
    else if (!pdf_is_jumbled(page))
        return false;
    pdf_say(source->reader, SHEAF_ERROR, "pdf.page.garbled", page->number, true,
            "The fonts of the page do not say what its characters are (%s), so its text is left "
            "out; recognise it (OCR) and convert again",
            reason);
    page->char_count = 0;
    return true;
}

static void judge_present(pdf_source *source, pdf_page *page, pdf_unseen unseen) {
    const kinds_of_text of = count_kinds(page);
    if (leave_out_garbled(source, page, &of))
        return;
    if (of.unknown > 0)
        pdf_say(source->reader, SHEAF_ERROR, "pdf.text.no-unicode", page->number, true,
                "The page shows %u characters whose fonts do not say what they are; U+FFFD stands "
                "for them",
                of.unknown);
    if (pdf_legible_is_lost(unseen))
        pdf_say(source->reader, SHEAF_ERROR, "pdf.text.missing", page->number, true,
                "The page shows %u characters that are missing from its text: their fonts do not "
                "say what they are, or Poppler leaves them out",
                unseen.glyphs);
    if (is_leftwards(&of))
        pdf_say(source->reader, SHEAF_WARNING, "pdf.text.right-to-left", page->number, false,
                "The page holds figures among text that is written from right to left; their order "
                "is told from their places alone: compare it with the page");
}

bool pdf_legible_is_lost(pdf_unseen unseen) {
    return unseen.glyphs >= 20 && unseen.kinds >= 8;
}

void pdf_legible_judge(pdf_source *source, const pdf_pen *pen, pdf_unseen unseen, pdf_page *page) {
    if (page->char_count)
        judge_present(source, page, unseen);
    else
        judge_absent(source, pen, page, unseen);
    pdf_scan_tell(source, pen, page);
}
