/* SPDX-License-Identifier: GPL-2.0-or-later
 * Which blocks are headings. Three kinds of evidence, strongest first: the outline of the document; the numbering of reports (`一、`,
 * `（一）`, `第三章`) on a short line that does not end a sentence; a look that stands out from the body. Where there is an
 * outline, a look alone is none. Levels come from the outline, the numbering, the order of looks by size. */
#include "report.h"

#include <stdlib.h>

enum {
    WIDEST = 120,
    WIDEST_NUMBERED = 76,
    WIDEST_HEAD = 40,
    DEEPEST = 9,
    CLASSES = 24,
    MOST_NAMES = 3
};

uint32_t pdf_next_block(const pdf_state *state, uint32_t block) {
    for (uint32_t i = block + 1; i < state->block_count; i++)
        if (!state->blocks[i].furniture && !state->blocks[i].absorbed)
            return i;
    return PDF_NONE;
}

/* ---- by numbering ---- */

/* Numbers that only headings have, from the highest. */
static bool is_report_style(pdf_style style) {
    return style == PDF_STYLE_CHAPTER || style == PDF_STYLE_SECTION || style == PDF_STYLE_CN ||
           style == PDF_STYLE_CN_PAREN;
}

/* A comma, a colon or a dash at the end promises more. */
static bool ends_open(sheaf_str text) {
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
static bool has_leader(sheaf_str text) {
    for (uint32_t dots = 0; text.len;) {
        uint32_t c = pdf_code_take(&text);
        dots = c == '.' || c == 0x2026 || c == 0xB7 ? dots + 1 : c == ' ' ? dots : 0;
        if (dots >= 4 || (c == 0x2026 && dots >= 2))
            return true;
    }
    return false;
}

static bool is_numbered_heading(const pdf_block *block) {
    return is_report_style(block->number.style) && block->count <= 2 && block->number.rest.len &&
           pdf_columns(block->text) <= WIDEST_NUMBERED && !ends_open(block->text) &&
           !has_leader(block->text);
}

/* `（一）主动公开。…`: the bytes of the head, where a short sentence stands between the number and the rest. */
static size_t run_in_head(const pdf_block *block) {
    if (block->number.style != PDF_STYLE_CN_PAREN || pdf_code_last(block->text) == 0xFF1B)
        return 0;
    sheaf_str rest = pdf_from(block->text, block->number.mark.len);
    while (rest.len) {
        uint32_t c = pdf_code_take(&rest);
        sheaf_str head = {block->text.ptr, block->text.len - rest.len};
        if (c == 0x3002)
            return rest.len && pdf_columns(head) <= WIDEST_HEAD &&
                           head.len > block->number.mark.len + 6
                       ? head.len
                       : 0;
        if (c == 0xFF1B || c == 0xFF1A)
            return 0;
    }
    return 0;
}

/* ---- by look ---- */

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

static bool is_heading_by_look(const pdf_state *state, uint32_t at) {
    const pdf_block *block = &state->blocks[at];
    bool larger = is_larger(state, block);
    uint32_t last = pdf_code_last(block->text);
    bool ends =
        ends_open(block->text) && last != '!' && last != '?' && last != 0xFF01 && last != 0xFF1F;
    if (block->number.style == PDF_STYLE_BULLET || block->count > (larger ? 4u : 2u) ||
        !has_letter(block->text))
        return false;
    if (is_caption(block->text) || pdf_columns(block->text) > WIDEST || has_leader(block->text) ||
        (ends && !(larger && last == ':')))
        return false;
    return stands_out(state, block) && leads(state, at);
}

/* Lines that lead to a page are entries of a list of headings. */
static bool may_be_heading(const pdf_state *state, const pdf_block *block) {
    const pdf_entry *first = &state->entries[block->first];
    return block->kind == SHEAF_PARAGRAPH && !block->furniture && !block->absorbed &&
           block->text.len && first->line->direction == PDF_RIGHTWARD &&
           !first[block->count - 1].leaders;
}

/* ---- levels ---- */

/* Headings that look alike. */
typedef struct look_class {
    pdf_type type;
    uint32_t level;
    uint32_t depths[DEEPEST]; /* of the decimal numbers in front, votes */
} look_class;

static bool same_look(const pdf_type *a, const pdf_type *b) {
    return a->bold == b->bold && a->italic == b->italic && a->colour == b->colour &&
           a->size - b->size < 0.3f && b->size - a->size < 0.3f;
}

static int compare_classes(const void *one, const void *other) {
    const pdf_type *a = &((const look_class *)one)->type, *b = &((const look_class *)other)->type;
    if (a->size - b->size >= 0.3f || b->size - a->size >= 0.3f)
        return a->size > b->size ? -1 : 1;
    if (a->bold != b->bold)
        return a->bold ? -1 : 1;
    if (a->italic != b->italic)
        return a->italic ? 1 : -1;
    return a->colour < b->colour ? 1 : a->colour > b->colour ? -1 : 0;
}

static look_class *class_of(look_class *classes, uint32_t *count, const pdf_type *type) {
    for (uint32_t i = 0; i < *count; i++)
        if (same_look(&classes[i].type, type))
            return &classes[i];
    if (*count == CLASSES)
        return &classes[CLASSES - 1];
    classes[*count] = (look_class){.type = *type};
    return &classes[(*count)++];
}

static uint32_t depth_of(const pdf_block *block) {
    return block->number.style == PDF_STYLE_DECIMAL && block->number.depth < DEEPEST
               ? block->number.depth
               : 0;
}

/* The depth that most headings of the class have in their numbers; 0: they have none. */
static uint32_t usual_depth(const look_class *class) {
    uint32_t best = 0;
    for (uint32_t i = 1; i < DEEPEST; i++)
        if (class->depths[i] > class->depths[best])
            best = i;
    return best;
}

static void level_classes(look_class *classes, uint32_t count) {
    qsort(classes, count, sizeof *classes, compare_classes);
    for (uint32_t i = 0, level = 0; i < count; i++) {
        uint32_t depth = usual_depth(&classes[i]);
        level = depth ? depth : level + 1;
        classes[i].level = level < DEEPEST ? level : DEEPEST;
    }
}

/* A heading whose level no outline told. */
static bool wants_level(const pdf_block *block) {
    return block->kind == SHEAF_HEADING && !block->level;
}

static void level_by_look(pdf_state *state) {
    look_class classes[CLASSES];
    uint32_t count = 0;
    for (uint32_t i = 0; i < state->block_count; i++) {
        const pdf_block *block = &state->blocks[i];
        if (wants_level(block) && !is_report_style(block->number.style))
            class_of(classes, &count, &block->type)->depths[depth_of(block)]++;
    }
    level_classes(classes, count);
    for (uint32_t i = 0; i < state->block_count; i++) {
        pdf_block *block = &state->blocks[i];
        if (!wants_level(block) || is_report_style(block->number.style))
            continue;
        uint32_t depth = depth_of(block);
        block->level = depth ? depth : class_of(classes, &count, &block->type)->level;
    }
}

/* Chapters stand above sections, these above `一、`, these above `（一）`: those that the document has. */
static void level_by_style(pdf_state *state) {
    static const pdf_style order[] = {PDF_STYLE_CHAPTER, PDF_STYLE_SECTION, PDF_STYLE_CN,
                                      PDF_STYLE_CN_PAREN};
    bool used[PDF_STYLE_BULLET + 1] = {false};
    for (uint32_t i = 0; i < state->block_count; i++)
        if (state->blocks[i].kind == SHEAF_HEADING || state->blocks[i].head)
            used[state->blocks[i].number.style] = true;
    /* （一） is the second level of its kind, with any 一、 above it or none. */
    used[PDF_STYLE_CN] = used[PDF_STYLE_CN] || used[PDF_STYLE_CN_PAREN];
    for (uint32_t i = 0; i < state->block_count; i++) {
        pdf_block *block = &state->blocks[i];
        bool wanted = wants_level(block) || block->head;
        for (size_t k = 0;
             wanted && is_report_style(block->number.style) && k < sizeof order / sizeof *order;
             k++) {
            block->level += used[order[k]];
            if (order[k] == block->number.style)
                break;
        }
    }
}

static void find_headings(pdf_state *state, bool by_look) {
    for (uint32_t i = 0; i < state->block_count; i++) {
        pdf_block *block = &state->blocks[i];
        if (!may_be_heading(state, block))
            continue;
        if (is_numbered_heading(block) || (by_look && is_heading_by_look(state, i)))
            block->kind = SHEAF_HEADING;
        else
            block->head = run_in_head(block);
    }
}

void pdf_headings(pdf_state *state, pdf_source *source) {
    uint32_t told = pdf_outline_headings(state, source);
    pdf_title(state);
    find_headings(state, told == 0);
    level_by_style(state);
    level_by_look(state);
}
