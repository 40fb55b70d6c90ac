/* SPDX-License-Identifier: GPL-2.0-or-later
 * Which blocks are headings. Three kinds of evidence, strongest first: the outline of the document; the numbering of reports (`一、`,
 * `（一）`, `第三章`) on a short line that does not end a sentence; a look that stands out from the body. Where there is an
 * outline, a look alone is none. Levels come from the outline, the numbering, the order of looks by size. */
#include "report/heading.h"

enum { WIDEST_NUMBERED = 76, WIDEST_HEAD = 40, DEEPEST = 9, CLASSES = 24 };

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

bool pdf_names_section(const pdf_number *number, sheaf_str text) {
    return is_report_style(number->style) && number->rest.len &&
           pdf_columns(text) <= WIDEST_NUMBERED && !pdf_ends_open(text) && !pdf_has_leader(text);
}

static bool is_numbered_heading(const pdf_block *block) {
    return block->count <= 2 && pdf_names_section(&block->number, block->text);
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

static bool is_known(const pdf_type *known, uint32_t count, const pdf_block *block) {
    for (uint32_t i = 0; i < count; i++)
        if (same_look(&known[i], &block->type))
            return true;
    return false;
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
    pdf_sort(classes, count, sizeof *classes, compare_classes);
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
        if (!may_be_heading(state, block) || pdf_is_masthead(state, i))
            continue;
        if (is_numbered_heading(block) || (by_look && pdf_looks_heading(state, i) == PDF_LOOK_SURE))
            block->kind = SHEAF_HEADING;
        else
            block->head = run_in_head(block);
    }
}

/* A look that alone proves little is a heading's where others prove it. */
static void find_alike(pdf_state *state) {
    pdf_type known[CLASSES];
    uint32_t count = 0;
    for (uint32_t i = 0; i < state->block_count && count < CLASSES; i++)
        if (state->blocks[i].kind == SHEAF_HEADING && !is_known(known, count, &state->blocks[i]))
            known[count++] = state->blocks[i].type;
    for (uint32_t i = 0; i < state->block_count; i++) {
        pdf_block *block = &state->blocks[i];
        if (may_be_heading(state, block) && !pdf_is_masthead(state, i) &&
            is_known(known, count, block) && pdf_looks_heading(state, i) != PDF_LOOK_NONE)
            block->kind = SHEAF_HEADING;
    }
}

void pdf_headings(pdf_state *state, pdf_source *source) {
    uint32_t told = pdf_outline_headings(state, source);
    pdf_title(state);
    find_headings(state, told == 0);
    if (told == 0)
        find_alike(state);
    level_by_style(state);
    level_by_look(state);
}
