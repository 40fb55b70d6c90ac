/* SPDX-License-Identifier: GPL-2.0-or-later
 * The words of the document as a set of hashes: a hyphen at the end of a line is a part of its word (`state-of-|the-art`) or
 * only broke it (`inter-|national`), and what the document writes elsewhere tells the two apart. Entries of the set are
 * whole words, and beginnings of words up to a hyphen inside them. The set grows with the words that differ. */
#include "report/report.h"

struct pdf_words {
    pdf_room *room;
    uint64_t *slots; /* 0: empty; half of them are, at least */
    size_t mask, count;
    bool rare; /* lines end in hyphens so rarely that words are not broken in this document */
};

enum { FIRST_SLOTS = 1024, SEED = 0x2545F491, LONG_LINE = 30, MANY_LINES = 40, RARE = 50 };

static uint64_t stir(uint64_t hash, uint32_t c) {
    c = c >= 'A' && c <= 'Z' ? c + 32 : c;
    return (hash ^ c) * 0x100000001B3u + 1;
}

static bool is_hyphen(uint32_t c) {
    return c == '-' || c == 0x2010 || c == 0x2011;
}

static uint64_t hash_of(sheaf_str text, uint64_t hash) {
    while (text.len)
        hash = stir(hash, pdf_code_take(&text));
    return hash;
}

static uint64_t *slot_of(const pdf_words *words, uint64_t hash) {
    size_t at = hash & words->mask;
    while (words->slots[at] && words->slots[at] != hash)
        at = (at + 1) & words->mask;
    return &words->slots[at];
}

static bool widen(pdf_words *words) {
    pdf_words wider = *words;
    size_t slots = words->slots ? (words->mask + 1) * 2 : FIRST_SLOTS;
    wider.slots = PDF_TAKE(words->room, uint64_t, slots);
    wider.mask = slots - 1;
    if (!wider.slots)
        return false;
    for (size_t i = 0; words->slots && i <= words->mask; i++)
        if (words->slots[i])
            *slot_of(&wider, words->slots[i]) = words->slots[i];
    *words = wider;
    return true;
}

/* Where there is no memory left the word is left out: its room says that it failed. */
static void put(pdf_words *words, uint64_t hash) {
    uint64_t *slot = slot_of(words, hash);
    if (*slot)
        return;
    if (words->count * 2 >= words->mask) {
        if (!widen(words))
            return;
        slot = slot_of(words, hash);
    }
    *slot = hash;
    words->count++;
}

static bool has(const pdf_words *words, uint64_t hash) {
    return *slot_of(words, hash) != 0;
}

/* Words of a line but for its last, which may be broken. */
static void put_line(pdf_words *words, sheaf_str text) {
    uint64_t hash = SEED;
    bool in_word = false, broken = false;
    while (text.len) {
        uint32_t c = pdf_code_take(&text);
        if (pdf_is_letter(c) && !pdf_is_wide(c)) {
            if (broken)
                put(words, hash);
            hash = stir(hash, c);
            in_word = true;
            broken = false;
        } else if (in_word && is_hyphen(c)) {
            hash = stir(hash, '-');
            broken = true;
        } else {
            if (in_word && !broken)
                put(words, hash);
            hash = SEED;
            in_word = broken = false;
        }
    }
}

static bool ends_in_hyphen(sheaf_str text) {
    text = pdf_trim(text);
    if (!is_hyphen(pdf_code_last(text)))
        return false;
    text.len -= text.ptr[text.len - 1] == '-' ? 1 : 3;
    return pdf_is_letter(pdf_code_last(text));
}

/* Who breaks words does so every few lines; words that have a hyphen anyway come to the end of a line now and then. */
static bool is_rare(const pdf_state *state) {
    uint64_t lines = 0, hyphens = 0;
    for (uint32_t i = 0; i < state->entry_count; i++) {
        const pdf_line *line = state->entries[i].line;
        if (!line || line->text.len < LONG_LINE || pdf_columns(line->text) < LONG_LINE)
            continue;
        lines++;
        hyphens += ends_in_hyphen(line->text);
    }
    return lines >= MANY_LINES && hyphens * RARE < lines;
}

bool pdf_words_read(pdf_state *state) {
    pdf_words *words = PDF_TAKE(state->reader->kept, pdf_words, 1);
    if (!words)
        return false;
    *words = (pdf_words){.room = state->reader->kept, .rare = is_rare(state)};
    if (!widen(words))
        return false;
    for (uint32_t i = 0; i < state->entry_count; i++)
        if (state->entries[i].line)
            put_line(words, state->entries[i].line->text);
    state->words = words;
    return true;
}

static bool is_inside(uint32_t c) {
    return (pdf_is_letter(c) && !pdf_is_wide(c)) || pdf_is_digit(c) || is_hyphen(c) || c == '_' ||
           c == '/' || c == '.' || c == '@' || c == ':';
}

/* All up to the last blank, or up to what no word and no name of a file holds. */
static sheaf_str last_token(sheaf_str text) {
    size_t start = text.len;
    for (sheaf_str rest = text; rest.len;) {
        size_t at = text.len - rest.len;
        bool inside = is_inside(pdf_code_take(&rest));
        start = !inside ? text.len : start == text.len ? at : start;
    }
    return pdf_from(text, start);
}

static sheaf_str first_token(sheaf_str text) {
    sheaf_str rest = text;
    size_t end = 0;
    while (rest.len && is_inside(pdf_code_take(&rest)))
        end = text.len - rest.len;
    while (end && (text.ptr[end - 1] == '.' || text.ptr[end - 1] == ':'))
        end--;
    return (sheaf_str){text.ptr, end};
}

/* Whether the text is a word in small letters, but for the first, and at least `least` long. */
static bool is_word(sheaf_str text, uint32_t least) {
    uint32_t letters = 0;
    for (; text.len; letters++) {
        uint32_t c = pdf_code_take(&text);
        if (!pdf_is_letter(c) || (letters && !pdf_is_lower(c)))
            return false;
    }
    return letters >= least;
}

/* Two words that the document uses by themselves, too: `real-|world`. Syllables are shorter, or no words. */
static bool is_compound(const pdf_words *words, sheaf_str stem, sheaf_str tail) {
    return is_word(stem, 4) && is_word(tail, 4) && has(words, hash_of(stem, SEED)) &&
           has(words, hash_of(tail, SEED));
}

/* What is no plain word (`407f-|a055`, `state-of-|the-art`) keeps its hyphen. */
bool pdf_words_broken(const pdf_state *state, sheaf_str above, sheaf_str below) {
    sheaf_str stem = last_token(above), tail = first_token(below);
    if (stem.len)
        stem.len -= stem.ptr[stem.len - 1] == '-' ? 1 : 3;
    if (!is_word(stem, 2) || !is_word(tail, 2) || !pdf_is_lower(pdf_code_first(tail)))
        return false;
    uint64_t whole = hash_of(tail, hash_of(stem, SEED));
    uint64_t beginning = stir(hash_of(stem, SEED), '-');
    return has(state->words, whole) ||
           (!has(state->words, beginning) && !is_compound(state->words, stem, tail) &&
            !state->words->rare);
}
