/* SPDX-License-Identifier: GPL-2.0-or-later
 * Lines to words, words to rows. A word ends where white begins, also where the line goes on: a line may hold two columns
 * that stand close. A row is all that shares a baseline, whatever its column. */
#include "river/river.h"

#include <math.h>
#include <string.h>

#define WORD_GAP 0.17f   /* ems */
#define STRETCHED 0.6f   /* ems, between ideographs of a line that is set out to both sides */
#define TIGHT 0.03f      /* ems */
#define PIECE_GAP 1.0f   /* ems of white that hint at a column */
#define SAME 0.05f       /* points */
#define NUMBER_GAP 0.2f  /* ems of white between two numbers */
#define BLANK 0.4f       /* ems: no blank of a font is wider */
#define SAME_MIDDLE 0.2f /* ems */
#define SAME_BASE 0.38f  /* ems */

static bool is_digit(uint32_t code) {
    return (code >= '0' && code <= '9') || (code >= 0xFF10 && code <= 0xFF19) ||
           (code >= 0x660 && code <= 0x669);
}

/* `±`, `·` and `°` stand in numbers. */
static bool is_sign(uint32_t code) {
    return code == 0xB0 || code == 0xB1 || code == 0xB7 || code < '0' ||
           (code > '9' && code < 'A') || (code > 'Z' && code < 'a') ||
           (code > 'z' && code < 0xAA) || (code >= 0x2000 && code < 0x2070) ||
           (code >= 0x20A0 && code < 0x20D0) || (code >= 0x2190 && code < 0x2E80);
}

static bool is_ideograph(uint32_t code) {
    return code >= 0x2E80 && code < 0xFB00;
}

static float gap_between(const pdf_char *a, const pdf_char *b) {
    return -pdf_overlap(a->box[0], a->box[2], b->box[0], b->box[2]);
}

/* Ideographs are as wide as they are high: in one run each touches the next, while those of a line that is set out to both
 * sides are all apart. */
static bool is_tight(const river_scene *scene, const pdf_line *line) {
    for (uint32_t i = line->first + 1; i < line->first + line->count; i++) {
        const pdf_char *next = &scene->page->chars[scene->picks[i]];
        const pdf_char *last = &scene->page->chars[scene->picks[i - 1]];
        if (is_ideograph(last->code) && is_ideograph(next->code) &&
            gap_between(last, next) < TIGHT * line->size)
            return true;
    }
    return false;
}

static bool begins_word(const pdf_char *last, const pdf_char *next, float size, bool tight) {
    bool ideographs = is_ideograph(last->code) && is_ideograph(next->code);
    float wide = ideographs && !tight ? STRETCHED : WORD_GAP;
    float gap = gap_between(last, next);
    return gap > wide * size || ((next->flags & PDF_CHAR_SPACE_BEFORE) && gap > 0.08f * size);
}

static void count_char(river_word *word, const pdf_char *at) {
    word->digits = (uint16_t)(word->digits + is_digit(at->code));
    word->signs = (uint16_t)(word->signs + (!is_digit(at->code) && is_sign(at->code)));
    word->letters = (uint16_t)(word->letters + (!is_digit(at->code) && !is_sign(at->code)));
    word->tail = at->code;
    word->count++;
    pdf_box_unite(word->box, at->box);
}

static float base_of(const pdf_char *one) {
    return one->box[3] - 0.2f * (one->box[3] - one->box[1]);
}

/* A line may hold cells that stand some points higher and lower. In one font, where the line's base is that of its first
 * character, each word tells its own. */
static float own_base(const river_scene *scene, const pdf_line *line, const pdf_char *at) {
    const pdf_char *first = &scene->page->chars[scene->picks[line->first]];
    float higher = fabsf(at->box[3] - at->box[1] - first->box[3] + first->box[1]);
    bool alike =
        at->look == first->look && higher < SAME && fabsf(base_of(first) - line->base) < SAME;
    return alike ? base_of(at) : line->base;
}

static river_word begin_word(const river_scene *scene, uint32_t line, uint32_t pick) {
    const pdf_char *at = &scene->page->chars[scene->picks[pick]];
    const pdf_line *of = &scene->lines[line];
    river_word word = {.base = own_base(scene, of, at),
                       .size = fmaxf(of->size, 1),
                       .first = pick,
                       .line = line,
                       .head = at->code};
    for (int i = 0; i < 4; i++)
        word.box[i] = at->box[i];
    if (at->look < scene->page->look_count) {
        const pdf_look *look = &scene->page->looks[at->look];
        word.bold = look->bold;
        word.fixed = look->fixed;
        word.small = look->size < 0.8f * of->size;
    }
    return word;
}

/* Four digits between 1900 and 2099, with what may follow: `2003/04`, `1995*`, `2010年`. */
static bool is_year(const river_scene *scene, const river_word *word) {
    const bool named = word->letters == 1 && word->tail == 0x5E74 && word->count == 5;
    if (word->digits < 4 || (word->letters > 0 && !named) || word->count < 4 || word->count > 9)
        return false;
    uint32_t value = 0;
    for (uint32_t i = 0; i < 4; i++) {
        uint32_t code = scene->page->chars[scene->picks[word->first + i]].code;
        if (code < '0' || code > '9')
            return false;
        value = value * 10 + (code - '0');
    }
    bool decimal = word->count > 4 && scene->page->chars[scene->picks[word->first + 4]].code == '.';
    return value >= 1900 && value < 2100 && !decimal;
}

static bool is_leader(const river_scene *scene, const river_word *word) {
    uint32_t dots = 0;
    for (uint32_t i = 0; i < word->count; i++) {
        uint32_t code = scene->page->chars[scene->picks[word->first + i]].code;
        dots += code == '.' || code == 0x2026 || code == '_' || code == 0xB7;
    }
    return dots >= 3 && dots * 2 > word->count;
}

static void end_word(river_scene *scene) {
    river_word *word = &scene->words[scene->word_count - 1];
    word->year = is_year(scene, word);
    word->leader = is_leader(scene, word);
}

static void part_line(river_scene *scene, uint32_t line) {
    const pdf_line *of = &scene->lines[line];
    if (of->direction != PDF_RIGHTWARD || of->first == PDF_NONE || of->count == 0)
        return;
    const pdf_char *last = NULL;
    const bool tight = is_tight(scene, of);
    for (uint32_t i = of->first; i < of->first + of->count; i++) {
        const pdf_char *at = &scene->page->chars[scene->picks[i]];
        if (!last || begins_word(last, at, fmaxf(of->size, 1), tight)) {
            if (last)
                end_word(scene);
            scene->words[scene->word_count++] = begin_word(scene, line, i);
        }
        count_char(&scene->words[scene->word_count - 1], at);
        last = at;
    }
    end_word(scene);
}

static int by_base(const void *a, const void *b) {
    const river_word *x = a, *y = b;
    if (x->base != y->base)
        return x->base < y->base ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

static int by_left(const void *a, const void *b) {
    const river_word *x = a, *y = b;
    if (x->box[0] != y->box[0])
        return x->box[0] < y->box[0] ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

static bool is_number(const river_word *word) {
    return word->letters == 0 && word->digits > 0;
}

/* Whether the white between two words of a row parts columns: that of `ems`, and less between numbers. The second may be a
 * group of three digits of the first, or stand in brackets behind it: then white as wide as a blank does not part them. */
bool river_parts(const river_word *left, const river_word *right, float ems) {
    float gap = (right->box[0] - left->box[2]) / right->size;
    bool group = right->digits == 3 && right->signs == 0 && left->digits > 0;
    if (right->fixed)
        return gap > 2 * ems;
    if (is_number(left) && is_number(right))
        return !right->grouped && gap > (group || right->head == '(' ? BLANK : NUMBER_GAP);
    return gap > ems;
}

/* What stands where there is no number. */
static bool is_placeholder(uint32_t code) {
    static const uint32_t codes[] = {'-',    '.',    ':',    '*',    '/',    '~',
                                     0xB7,   0x2010, 0x2012, 0x2013, 0x2014, 0x2015,
                                     0x2022, 0x2026, 0x2212, 0xFF0F, 0xFF0D};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (codes[i] == code)
            return true;
    return false;
}

/* A number, or what stands for one: `1 234`, `63 (18.5%)`, `-`, `n.a.`. */
bool river_numeric(const river_scene *scene, uint32_t first, uint32_t count) {
    uint32_t digits = 0, letters = 0, signs = 0;
    for (uint32_t i = first; i < first + count; i++) {
        digits += scene->words[i].digits;
        letters += scene->words[i].letters;
        signs += scene->words[i].signs;
    }
    if (digits == 0)
        return count == 1 &&
               ((letters == 0 && signs <= 3 && is_placeholder(scene->words[first].head)) ||
                (letters == 2 && signs >= 1 && signs <= 2));
    return digits >= letters;
}

static bool ends_bracket(const river_word *word) {
    return word->head == ')' || word->head == 0xFF09;
}

/* `2010`, or `2010 年`, as office programs part figures from ideographs. */
static bool shows_year(const river_scene *scene, uint32_t from, uint32_t to) {
    while (from + 1 < to && scene->words[from].count == 1 && ends_bracket(&scene->words[from]))
        from++; /* of a broken head beside it */
    const river_word *first = &scene->words[from];
    const bool named = to - from == 2 && first[1].count == 1 && first[1].head == 0x5E74;
    return first->year && (to - from == 1 || named);
}

static void study_piece(river_scene *scene, river_row *row, uint32_t from, uint32_t to) {
    row->pieces++;
    row->numbers += river_numeric(scene, from, to - from);
    row->years += shows_year(scene, from, to);
}

static void study_row(river_scene *scene, river_row *row) {
    uint32_t from = row->first, end = row->first + row->count;
    pdf_sort(&scene->words[from], row->count, sizeof *scene->words, by_left);
    float right = -RIVER_FAR;
    row->base = scene->words[from].base; /* that of the label: pitches are told between labels */
    row->bold = true;
    for (int i = 0; i < 4; i++)
        row->box[i] = scene->words[from].box[i];
    for (uint32_t i = from; i < end; i++) {
        const river_word *word = &scene->words[i];
        row->size = fmaxf(row->size, word->size);
        if (i > from && word->box[0] - right > PIECE_GAP * word->size) {
            study_piece(scene, row, from, i);
            from = i;
        }
        right = fmaxf(right, word->box[2]);
        row->bold = row->bold && (word->bold || word->letters == 0);
        pdf_box_unite(row->box, word->box);
    }
    study_piece(scene, row, from, end);
}

/* On one baseline, or with one middle where two fonts put their boxes differently. */
static bool beside(const river_row *row, const river_word *word) {
    float size = fminf(word->size, row->size);
    float apart = fabsf(word->box[1] + word->box[3] - row->box[1] - row->box[3]) / 2;
    return word->base - row->base <= SAME_BASE * size ||
           (apart <= SAME_MIDDLE * size && word->base - row->base < size);
}

/* Rows, from words in the order of their baselines. */
static void lay_rows(river_scene *scene) {
    scene->row_count = 0;
    for (uint32_t i = 0; i < scene->word_count; i++) {
        const river_word *word = &scene->words[i];
        river_row *row = scene->row_count ? &scene->rows[scene->row_count - 1] : NULL;
        if (!row || !beside(row, word)) {
            row = &scene->rows[scene->row_count++];
            *row = (river_row){.first = i, .base = word->base, .size = word->size};
            memcpy(row->box, word->box, sizeof row->box);
        }
        row->count++;
    }
    for (uint32_t i = 0; i < scene->row_count; i++) {
        scene->rows[i].size = 0;
        study_row(scene, &scene->rows[i]);
    }
}

/* Words and rows of the lines that are not known as prose. */
bool river_see(river_scene *scene) {
    uint32_t chars = 0;
    for (uint32_t i = 0; i < scene->line_count; i++)
        chars += scene->lines[i].count;
    pdf_room *room = scene->reader->page;
    if (!scene->words) {
        scene->words = PDF_TAKE_UNSET(room, river_word, chars + 1u);
        scene->rows = PDF_TAKE_UNSET(room, river_row, chars + 1u);
        scene->room = PDF_TAKE_UNSET(room, float, chars + 1u);
    }
    if (!scene->words || !scene->rows || !scene->room)
        return false;
    scene->word_count = 0;
    for (uint32_t i = 0; i < scene->line_count; i++)
        if (!scene->prose[i])
            part_line(scene, i);
    pdf_sort(scene->words, scene->word_count, sizeof *scene->words, by_base);
    lay_rows(scene);
    river_blanks(scene);
    return true;
}
