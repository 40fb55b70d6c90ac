/* SPDX-License-Identifier: GPL-2.0-or-later
 * Words that Poppler made of two lines. Where a font claims a great height, what stands below the end of a word is taken for more of
 * it: `39` and below it `0` become `390`, in boxes of one height that hold both lines. In no word does a character begin left of the
 * one before it; where one does, what was shown of the page tells which glyphs stand in which line. */
#include "page/legible.h"

#include <math.h>

#define NEAR 1.0f  /* points between the origin of a glyph and the left of its character */
#define STEP 2.0f  /* points that lines are apart, at least */
#define TALL 1.35f /* times the size that Poppler tells */

enum { AHEAD = 8 /* glyphs that may stand between two of a word: blanks, copies */, MOST = 64 };

typedef struct search {
    const pdf_shown *glyphs;
    uint32_t count, at; /* where the last word was found: the next is near */
    uint64_t left;      /* how many glyphs may still be looked at */
} search;

static bool is_joined(const pdf_char *a, const pdf_char *b) {
    return !(b->flags & (PDF_CHAR_SPACE_BEFORE | PDF_CHAR_LINE_BEFORE)) && b->box[1] == a->box[1] &&
           b->box[3] == a->box[3];
}

static uint32_t end_of_word(const pdf_page *page, uint32_t first) {
    uint32_t end = first + 1;
    while (end < page->char_count && end - first < MOST &&
           is_joined(&page->chars[end - 1], &page->chars[end]))
        end++;
    return end;
}

/* Higher than a font usually claims to be: two lines may be in it, or what is raised beside them. */
static bool is_tall(const pdf_page *page, const pdf_char *one) {
    return one->look < page->look_count &&
           one->box[3] - one->box[1] > TALL * page->looks[one->look].size;
}

/* The word from the character on, as far as it seems to be one: up to the first that steps back, which is given out; or its end. */
static uint32_t first_back(const pdf_page *page, uint32_t first, bool *back) {
    uint32_t end = first + 1;
    for (*back = false; end < page->char_count && !*back; end++) {
        const pdf_char *one = &page->chars[end], *before = one - 1;
        if (!is_joined(before, one))
            return end;
        *back = one->box[0] < before->box[0] + NEAR / 2;
    }
    return end;
}

/* A character ends where the next one begins: if that is left of it, its box has its sides changed. */
static bool is_of(const pdf_char *one, const pdf_shown *glyph) {
    return (fabsf(one->box[0] - glyph->x) < NEAR || fabsf(one->box[2] - glyph->x) < NEAR) &&
           glyph->y >= one->box[1] && glyph->y <= one->box[3];
}

/* The glyphs of the word if they follow each other from `from` on, downwards wherever they step back; up only as what is raised. */
static bool match_from(search *s, uint32_t from, const pdf_char *word, uint32_t count,
                       const pdf_shown **found) {
    for (uint32_t i = 0, skipped = 0; i < count; from++) {
        if (from >= s->count || skipped > AHEAD || s->left == 0)
            return false;
        s->left--;
        const pdf_shown *glyph = &s->glyphs[from];
        bool ahead = !i || glyph->x > found[i - 1]->x + NEAR / 2;
        float step = i ? glyph->y - found[i - 1]->y : 0;
        bool fits = is_of(&word[i], glyph) && (step > STEP || ahead);
        if (fits)
            found[i++] = glyph;
        skipped = fits ? 0 : skipped + 1;
        if (!i)
            return false; /* the first one is `from` */
    }
    return true;
}

static bool find_word(search *s, const pdf_char *word, uint32_t count, const pdf_shown **found) {
    for (uint32_t i = 0; i < s->count && s->left > 0; i++) {
        uint32_t from = s->at + i < s->count ? s->at + i : s->at + i - s->count;
        if (match_from(s, from, word, count, found)) {
            s->at = from;
            return true;
        }
    }
    return false;
}

/* The last character of a line ended where the first of the next one began. */
static void part(pdf_char *word, uint32_t count, const pdf_shown *const *found) {
    float top = found[0]->y, bottom = top;
    const float wide = word[count - 1].box[2] - word[count - 1].box[0];
    for (uint32_t i = 1; i < count; i++) {
        top = fminf(top, found[i]->y);
        bottom = fmaxf(bottom, found[i]->y);
    }
    for (uint32_t i = 0; i < count; i++) {
        word[i].box[1] += found[i]->y - top;
        word[i].box[3] -= bottom - found[i]->y;
        if (i && found[i]->x <= found[i - 1]->x + NEAR / 2) {
            word[i].flags |= PDF_CHAR_LINE_BEFORE;
            word[i - 1].box[0] = found[i - 1]->x;
            word[i - 1].box[2] = found[i - 1]->x + wide;
        }
    }
}

static bool is_level(const pdf_shown *const *found, uint32_t count) {
    for (uint32_t i = 1; i < count; i++)
        if (fabsf(found[i]->y - found[0]->y) > STEP)
            return false;
    return true;
}

void pdf_part_stacked(pdf_room *room, pdf_page *page, const pdf_shown *glyphs, uint32_t count) {
    enum { ROUNDS = 64 }; /* through all glyphs, at most */
    search s = {glyphs, count, 0, (uint64_t)count * ROUNDS};
    const pdf_shown *found[MOST];
    pdf_char *own = NULL;
    for (uint32_t i = 0, end; i < page->char_count; i = end) {
        bool back;
        end = first_back(page, i, &back);
        if (!back && !is_tall(page, &page->chars[i])) /* as most */
            continue;
        end = end_of_word(page, i);
        if (!find_word(&s, &page->chars[i], end - i, found) || is_level(found, end - i))
            continue;
        if (!own && !(own = pdf_own_chars(room, page)))
            return;
        part(&own[i], end - i, found);
    }
}
