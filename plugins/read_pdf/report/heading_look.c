/* SPDX-License-Identifier: GPL-2.0-or-later
 * Which blocks look like headings. Larger type says it by itself. Type that is only heavier or tinted is used for much else (labels of
 * forms, words of a sentence, values), so the line must stand by itself, say something, and keep closer to what follows than to
 * what stands before; or look as those do that do. */
#include "report/heading.h"

enum { WIDEST = 120, MOST_NAMES = 3 };

/* A comma, a colon or a dash at the end promises more. */
bool pdf_ends_open(sheaf_str text) {
    uint32_t c = pdf_code_last(text);
    return pdf_ends_sentence(text) || c == ',' || c == 0xFF0C || c == 0x3001 || c == 0x2014;
}

static bool has_letter(sheaf_str text) {
    while (text.len)
        if (pdf_is_letter(pdf_code_take(&text)))
            return true;
    return false;
}

/* Dots that lead to a page number: an entry of a table of contents. */
bool pdf_has_leader(sheaf_str text) {
    for (uint32_t dots = 0; text.len;) {
        uint32_t c = pdf_code_take(&text);
        dots = c == '.' || c == 0x2026 || c == 0xB7 ? dots + 1 : c == ' ' ? dots : 0;
        if (dots >= 4 || (c == 0x2026 && dots >= 2))
            return true;
    }
    return false;
}

static bool is_larger(const pdf_state *state, const pdf_block *block) {
    return block->type.size > state->body.size * 1.1f + 0.2f;
}

static bool stands_out(const pdf_state *state, const pdf_block *block) {
    const pdf_type *type = &block->type, *body = &state->body;
    if (is_larger(state, block))
        return true;
    bool heavier = type->bold && !body->bold;
    bool tinted = type->colour != body->colour && (type->bold || type->size > body->size + 0.4f);
    return (heavier || tinted) && type->size > body->size * 0.94f;
}

static bool looks_alike(const pdf_block *a, const pdf_block *b) {
    return b->kind != SHEAF_TABLE && b->kind != SHEAF_FIGURE && b->type.bold == a->type.bold &&
           b->type.colour == a->type.colour && pdf_same_size(b->type.size, a->type.size);
}

/* Whether text that looks otherwise follows, behind a few names at most: a name names something. */
static bool leads(const pdf_state *state, uint32_t at) {
    uint32_t next = at;
    for (int names = 0; names < MOST_NAMES; names++) {
        next = pdf_next_block(state, next);
        if (next == PDF_NONE)
            return false;
        if (!looks_alike(&state->blocks[at], &state->blocks[next]))
            return true;
    }
    return false;
}

/* `Table 3`, `图 2-1`: the caption of what stands beside it. */
static bool is_caption(sheaf_str text) {
    static const sheaf_str words[] = {{"Table ", 6},   {"TABLE ", 6},   {"Figure ", 7},
                                      {"FIGURE ", 7},  {"Fig. ", 5},    {"Chart ", 6},
                                      {"Tabelle ", 8}, {"Tableau ", 8}, {"Abbildung ", 10},
                                      {"表", 3},       {"附表", 6},     {"图", 3}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (pdf_begins(text, words[i])) {
            sheaf_str rest = pdf_trim(pdf_from(text, words[i].len));
            for (int letters = 0; rest.len && letters < 3; letters++) /* A4-12 */
                if (pdf_is_digit(pdf_code_take(&rest)))
                    return true;
        }
    return false;
}

/* ---- what stands around it ---- */

/* The entry at `at` if it is a line of the same column as `line`, a line of the block; NULL. */
static const pdf_line *line_near(const pdf_state *state, uint32_t at, const pdf_entry *entry) {
    const pdf_entry *other = &state->entries[at];
    return at < state->entry_count && other->line && !other->furniture &&
                   other->sheet == entry->sheet && other->piece->region == entry->piece->region
               ? other->line
               : NULL;
}

static const pdf_line *line_above(const pdf_state *state, const pdf_block *block) {
    return block->first ? line_near(state, block->first - 1, &state->entries[block->first]) : NULL;
}

static const pdf_line *line_below(const pdf_state *state, const pdf_block *block) {
    uint32_t last = block->first + block->count - 1;
    return line_near(state, last + 1, &state->entries[last]);
}

static bool in_row(const pdf_line *a, const pdf_line *b) {
    float step = b->base - a->base;
    return !(a->columnar && b->columnar) && step < 0.3f * a->size && -step < 0.3f * a->size;
}

/* Something stands beside it: a label of a form, or a part of a line that was parted. */
static bool shares_row(const pdf_state *state, const pdf_block *block) {
    const pdf_line *above = line_above(state, block), *below = line_below(state, block);
    return (above && in_row(state->entries[block->first].line, above)) ||
           (below && in_row(state->entries[block->first + block->count - 1].line, below));
}

/* What goes on, or is gone on with, in small letters is a piece of a sentence. */
static bool is_broken_off(const pdf_state *state, uint32_t at) {
    const pdf_block *block = &state->blocks[at];
    uint32_t next = pdf_next_block(state, at);
    return pdf_is_lower(pdf_code_first(block->text)) ||
           (next != PDF_NONE && looks_alike(block, &state->blocks[next]) &&
            pdf_is_lower(pdf_code_first(state->blocks[next].text)));
}

/* `p = 0.21`, an address of mail, more figures than letters: it tells a value and names nothing. */
static bool tells_value(sheaf_str text) {
    uint32_t letters = 0, digits = 0;
    for (bool equals = false; text.len;) {
        uint32_t c = pdf_code_take(&text);
        if (c == '@' || (equals && pdf_is_digit(c)))
            return true;
        equals = c == '=' || (equals && (pdf_is_space(c) || c == '-' || c == '.'));
        letters += pdf_is_letter(c);
        digits += pdf_is_digit(c);
    }
    return digits > letters;
}

/* Further from what stands before than from what follows; nothing stands before at the head of a column. */
static bool leans_on(const pdf_state *state, const pdf_block *block) {
    const pdf_line *above = line_above(state, block), *below = line_below(state, block);
    if (!above)
        return true;
    float em = block->type.size > 1 ? block->type.size : 1;
    float before = (state->entries[block->first].line->base - above->base) / em;
    if (!below)
        return before > state->leading * 1.3f || before < 0;
    float after = (below->base - state->entries[block->first + block->count - 1].line->base) / em;
    return before > after + 0.1f || before < 0 || after < 0;
}

/* Above text of several lines, and behind a text that is complete. */
static bool heads_text(const pdf_state *state, uint32_t at) {
    uint32_t next = pdf_next_block(state, at);
    const pdf_line *above = line_above(state, &state->blocks[at]);
    return next != PDF_NONE && state->blocks[next].kind == SHEAF_PARAGRAPH &&
           state->blocks[next].count > 1 && (!above || pdf_ends_sentence(above->text));
}

/* Without a mark of a note at its end. */
static sheaf_str without_mark(const pdf_state *state, const pdf_block *block) {
    const pdf_line *line = state->entries[block->first + block->count - 1].line;
    const pdf_span *last = line->span_count ? &line->spans[line->span_count - 1] : NULL;
    sheaf_str text = pdf_trim(block->text);
    if (last && last->raised > 0 && last->length < text.len)
        text.len -= last->length;
    return pdf_trim(text);
}

static bool may_name(const pdf_block *block, sheaf_str text, bool larger) {
    uint32_t last = pdf_code_last(text);
    bool ends =
        pdf_ends_open(text) && last != '!' && last != '?' && last != 0xFF01 && last != 0xFF1F;
    return block->number.style != PDF_STYLE_BULLET && block->count <= (larger ? 4u : 2u) &&
           has_letter(text) && !is_caption(text) && pdf_columns(text) <= WIDEST &&
           !pdf_has_leader(text) && !(ends && !(larger && last == ':'));
}

pdf_likeness pdf_looks_heading(const pdf_state *state, uint32_t at) {
    const pdf_block *block = &state->blocks[at];
    bool larger = is_larger(state, block);
    if (!may_name(block, without_mark(state, block), larger) || !stands_out(state, block) ||
        !leads(state, at))
        return PDF_LOOK_NONE;
    if (larger)
        return PDF_LOOK_SURE;
    if (shares_row(state, block) || is_broken_off(state, at) || tells_value(block->text))
        return PDF_LOOK_NONE;
    return leans_on(state, block) || heads_text(state, at) ? PDF_LOOK_SURE : PDF_LOOK_LIKELY;
}
