/* SPDX-License-Identifier: GPL-2.0-or-later
 * Entries to blocks: which line goes on in the next. Rules that part two lines are a table, tried in order; what none of
 * them parts is one paragraph. The strongest evidence is room: a line that had room for the next word and did not take
 * it ends a paragraph. */
#include "report/report.h"

enum { MOST_PARTS = 16 }; /* of one line */

typedef struct pair {
    const pdf_state *state;
    const pdf_block *block;  /* that ends in `above` so far */
    const pdf_entry *before; /* a line of the block further up than `above`; NULL: there is none */
    const pdf_entry *above, *below, *next; /* next: NULL where no line follows in the region */
    float start; /* where the line of `above` begins: with its first part, a mark in front aside */
    float em;
    float gap;         /* from baseline to baseline, in ems */
    bool wrapped;      /* the first word of `below` had no room behind `above` */
    bool centred;      /* both lines are */
    bool seamless;     /* they are set alike where they meet */
    bool jumps;        /* `below` begins another column of the page */
    pdf_number number; /* in front of `below` */
    pdf_type type_above, type_below;
} pair;

static bool near_left(float a, float b, float em) {
    return a - b < 0.5f * em && b - a < 0.5f * em;
}

static bool is_centred(const pdf_entry *entry) {
    const float *box = entry->line->box;
    float off = box[0] + box[2] - entry->left - entry->right;
    float width = entry->right - entry->left;
    return box[0] > entry->left + entry->line->size && off < 0.03f * width && -off < 0.03f * width;
}

/* Lines of different length that are centred above each other. */
static bool share_axis(const pdf_line *a, const pdf_line *b) {
    float left = a->box[0] - b->box[0], off = a->box[0] + a->box[2] - b->box[0] - b->box[2];
    return off < 2 && off > -2 && (left > a->size || -left > a->size);
}

/* Ambiguous marks are bullets only where more than the mark says so. */
static bool is_plain_bullet(const pdf_number *number) {
    return number->style == PDF_STYLE_BULLET && number->spaced && number->value != 'o' &&
           (number->value > 0x7F && number->value != 0x2013 && number->value != 0x2014);
}

static bool share_edge(const pdf_line *a, const pdf_line *b) {
    return a->box[0] - b->box[0] < 1 && b->box[0] - a->box[0] < 1;
}

/* In lines that begin at one edge nothing is centred, wherever the middle of their column is. */
static bool share_left(const pdf_line *a, const pdf_line *b) {
    float right = a->box[2] - b->box[2];
    return share_edge(a, b) && (right > a->size || -right > a->size);
}

/* Lines set towards the right edge, each from where it needs to: a signature and its date. They had the room to their left. */
static bool is_set_right(const pdf_entry *above, const pdf_entry *below) {
    float middle = above->left + 0.4f * (above->right - above->left);
    return !above->line->columnar && !below->line->columnar && above->line->box[0] > middle &&
           below->line->box[0] > middle && !share_edge(above->line, below->line);
}

/* The last type of a line, or its first; marks that stand raised do not count. */
static const pdf_look *look_at_end(const pdf_state *state, const pdf_line *line, bool last) {
    for (uint32_t i = 0; i < line->span_count; i++) {
        const pdf_span *span = &line->spans[last ? line->span_count - 1 - i : i];
        if (!span->raised && span->start + span->length <= line->text.len &&
            pdf_code_first((sheaf_str){line->text.ptr + span->start, span->length}))
            return pdf_look_at(state, span->look);
    }
    return pdf_look_at(state, line->look);
}

static bool meet_alike(const pdf_state *state, const pdf_line *above, const pdf_line *below) {
    const pdf_look *a = look_at_end(state, above, true), *b = look_at_end(state, below, false);
    return pdf_same_size(a->size, b->size) && a->colour == b->colour && a->italic == b->italic &&
           a->bold == b->bold && a->fixed == b->fixed;
}

static bool lower_goes_on(const pair *p) {
    return p->wrapped && !pdf_ends_sentence(p->above->line->text) &&
           (pdf_is_lower(pdf_code_first(p->below->line->text)) ||
            pdf_is_wide(pdf_code_first(p->below->line->text)));
}

/* ---- what parts two lines ---- */

static bool turns(const pair *p) {
    return p->above->line->direction != p->below->line->direction;
}

/* The size of most of a line; lines of two sizes go on where they meet in one. */
static bool differs_in_size(const pair *p) {
    const pdf_line *a = p->above->line, *b = p->below->line;
    return !pdf_same_size(a->size, b->size) && (a->look == b->look || !p->seamless);
}

/* A full line, and the next one in the step of the lines before them, or of those behind. */
static bool flows(const pair *p) {
    const pdf_entry *before = p->before, *next = p->next;
    if (before && before->piece->region != p->above->piece->region)
        before = NULL;
    if (!p->wrapped || (!before && !next) || !share_edge(p->above->line, p->below->line))
        return false;
    float step = before ? p->above->line->base - before->line->base
                        : next->line->base - p->below->line->base;
    float off = step / p->em - p->gap;
    return off < 0.04f && off > -0.04f;
}

/* Weight tells paragraphs apart unless the sentence plainly goes on; slant and colour, only where it may have ended, the
 * lines differ where they meet, and more than that tells them apart: links and quotations begin and end inside of lines. */
static bool differs_in_look(const pair *p) {
    const pdf_type *a = &p->type_above, *b = &p->type_below;
    bool name = b->bold && !a->some_bold && flows(p) && !pdf_ends_sentence(p->above->line->text);
    bool weight = (a->bold && !b->some_bold) || (b->bold && !a->some_bold && !name);
    bool tint = a->italic != b->italic || a->colour != b->colour;
    bool open = p->wrapped && !pdf_ends_sentence(p->above->line->text);
    return a->fixed != b->fixed || (weight && !lower_goes_on(p)) ||
           (tint && !open && !p->seamless && !flows(p));
}

/* Lines of code stay lines, unless all the document is set like code. */
static bool is_code(const pair *p) {
    return p->type_above.fixed && p->type_below.fixed && !p->state->body.fixed;
}

/* An entry of a table of contents ends with its page. */
static bool led_to_its_end(const pair *p) {
    return p->above->leaders > 0;
}

static bool has_room(const pair *p) {
    return !p->wrapped && p->above->line->direction == PDF_RIGHTWARD;
}

/* The leading of a block is known from its second line on; before that, what follows and what is usual tell. */
static bool stands_off(const pair *p) {
    if (p->jumps || p->above->line->direction != PDF_RIGHTWARD)
        return false;
    if (p->gap > 2.7f || p->gap < -0.2f)
        return true;
    const pdf_entry *before =
        p->before && p->before->piece->region == p->above->piece->region ? p->before : NULL;
    float usual = before ? (p->above->line->base - before->line->base) / p->em : p->state->leading;
    if (p->gap <= usual * 1.12f + 0.03f)
        return false;
    if (before)
        return true;
    if (pdf_ends_sentence(p->above->line->text))
        return true;
    float following = p->next ? (p->next->line->base - p->below->line->base) / p->em : 0;
    bool regular = following > p->gap - 0.06f && following < p->gap + 0.06f;
    return p->gap > 1.9f && !regular;
}

static bool begins_entry(const pair *p) {
    const pdf_number *number = &p->number;
    if (number->style == PDF_STYLE_NONE)
        return false;
    if (is_plain_bullet(number))
        return true;
    if (!number->spaced && number->style != PDF_STYLE_CN && number->style != PDF_STYLE_CN_PAREN &&
        number->style != PDF_STYLE_CIRCLED && number->style != PDF_STYLE_PAREN &&
        number->style != PDF_STYLE_DECIMAL)
        return false;
    /* A number inside of a sentence that happens to begin a line has its predecessor inside, too. */
    return pdf_number_follows(&p->block->number, number) ||
           (number->value == 1 && pdf_ends_sentence(p->above->line->text));
}

/* The region of two short lines above a signature is as narrow as they are, so room alone does not part them. */
static bool meets_heading(const pair *p) {
    return (pdf_ends_sentence(p->above->line->text) && pdf_series_next(p->state, p->below->line)) ||
           (p->block->count == 1 && pdf_series_ends(p->state, p->above->line, p->below->line));
}

/* Whether a block of one line so far goes on further right: an item, or a paragraph whose first line hangs out. */
static bool hangs(const pair *p, float step) {
    if (step > 9 * p->em || !p->wrapped)
        return false;
    if (p->block->number.style != PDF_STYLE_NONE && p->block->number.spaced)
        return true;
    return p->next && near_left(p->next->line->box[0], p->below->line->box[0], p->em) &&
           !pdf_ends_sentence(p->above->line->text);
}

/* Whether the first line of `above` is indented by `step` before the others. */
static bool was_indented(const pair *p, float step) {
    bool goes_on = p->next && near_left(p->next->line->box[0], p->below->line->box[0], p->em);
    if (pdf_ends_sentence(p->above->line->text))
        return goes_on && step < 2.8f * p->em;
    return step < 9 * p->em;
}

static bool is_indented_anew(const pair *p) {
    if (p->jumps || p->centred || p->above->line->direction != PDF_RIGHTWARD)
        return false;
    float step = p->below->line->box[0] - p->start;
    if (near_left(step, 0, p->em))
        return false;
    if (p->before)
        return true;
    return step > 0 ? !hangs(p, step) : !was_indented(p, -step);
}

/* A paragraph goes on in the next column only where it plainly does. */
static bool begins_column(const pair *p) {
    if (!p->jumps)
        return false;
    float indent = p->below->line->box[0] - p->below->left;
    return !lower_goes_on(p) || indent > 0.8f * p->em || !p->above->line->columnar ||
           !p->below->line->columnar;
}

typedef bool rule(const pair *p);
static rule *const parting[] = {led_to_its_end, is_code,         turns,           differs_in_size,
                                begins_column,  differs_in_look, has_room,        stands_off,
                                begins_entry,   meets_heading,   is_indented_anew};

/* ---- blocks ---- */

/* A mark that stands apart from its text: `above` holds it alone, and `below` begins to its right. */
static bool is_label(const pdf_entry *above, const pdf_entry *below) {
    const pdf_line *a = above->line, *b = below->line;
    pdf_number number;
    float gap = b->box[0] - a->box[2], step = b->base - a->base;
    return a->direction == PDF_RIGHTWARD && b->direction == PDF_RIGHTWARD && gap > -1 &&
           gap < 6 * b->size && step < 0.4f * b->size && -step < 0.4f * b->size &&
           ((pdf_number_read(a->text, &number) && !number.rest.len) ||
            pdf_number_bare(a->text, &number));
}

static bool same_base(const pdf_line *a, const pdf_line *b) {
    float step = b->base - a->base;
    return step < 0.3f * b->size && -step < 0.3f * b->size;
}

/* Whether the entries at `left` and behind it are two parts of a line whose second begins at x. */
static bool are_parts(const pdf_state *state, uint32_t left, float x) {
    if (left + 1 >= state->entry_count)
        return false;
    const pdf_line *a = state->entries[left].line, *b = state->entries[left + 1].line;
    return a && b && same_base(a, b) && near_left(b->box[0], x, b->size);
}

/* Whether the line above or below is parted at the same place: then the parts are columns. */
static bool is_aligned(const pdf_state *state, uint32_t second) {
    float x = state->entries[second].line->box[0];
    return are_parts(state, second + 1, x) || (second >= 3 && are_parts(state, second - 3, x));
}

/* Parts of one line that were told apart for their gap, or for none: brackets that are set half as wide as drawn. A wide gap
 * that is no column's is a tab, or that of a justified line. */
static bool is_beside(const pdf_state *state, uint32_t second) {
    const pdf_entry *above = &state->entries[second - 1], *below = &state->entries[second];
    const pdf_line *a = above->line, *b = below->line;
    float gap = b->box[0] - a->box[2], em = b->size;
    if (a->direction != PDF_RIGHTWARD || b->direction != PDF_RIGHTWARD || !same_base(a, b) ||
        gap < -em || above->piece->region != below->piece->region)
        return false;
    return gap < 0.6f * em || (a->columnar == b->columnar && !is_aligned(state, second));
}

pdf_joint pdf_entry_joint(const pdf_state *state, const pdf_entry *below) {
    const pdf_line *a = below[-1].line, *b = below->line;
    if (below->own_line)
        return PDF_JOINT_BREAK;
    if (a->direction == PDF_RIGHTWARD && same_base(a, b) && b->box[0] - a->box[2] > 0.3f * b->size)
        return PDF_JOINT_BLANK;
    return pdf_joint_of(state, a->text, b->text);
}

/* The last line of the block that stands further up than the entry `at`. */
static const pdf_entry *line_before(const pdf_state *state, const pdf_block *block, uint32_t at) {
    for (uint32_t i = at; i > block->first && at - i < MOST_PARTS; i--)
        if (!same_base(state->entries[i - 1].line, state->entries[at].line))
            return &state->entries[i - 1];
    return NULL;
}

static float line_start(const pdf_state *state, const pdf_block *block, uint32_t at) {
    float start = state->entries[at].line->box[0];
    for (uint32_t i = at; i > block->first && at - i < MOST_PARTS; i--)
        if (is_beside(state, i))
            start = state->entries[i - 1].line->box[0];
        else
            break;
    return start;
}

static pair pair_of(const pdf_state *state, const pdf_block *block, uint32_t below) {
    pair p = {.state = state,
              .block = block,
              .above = &state->entries[below - 1],
              .below = &state->entries[below]};
    const pdf_line *a = p.above->line, *b = p.below->line;
    p.em = a->size > 1 ? a->size : 1;
    p.gap = (b->base - a->base) / p.em;
    p.start = line_start(state, block, below - 1);
    p.before = line_before(state, block, below - 1);
    p.jumps = p.above->piece->region != p.below->piece->region && p.gap < -0.5f;
    p.centred =
        (is_centred(p.above) && is_centred(p.below) && !share_left(a, b)) || share_axis(a, b);
    p.seamless = meet_alike(state, a, b);
    float left = p.centred || is_set_right(p.above, p.below) ? p.above->left : a->box[0];
    p.wrapped = !pdf_word_fits(a, b, p.above->right - left);
    p.type_above = pdf_type_of(state, &a, 1);
    p.type_below = pdf_type_of(state, &b, 1);
    pdf_number_read(b->text, &p.number);
    if (below + 1 < state->entry_count && p.below[1].line && p.below[1].sheet == p.below->sheet &&
        p.below[1].piece->region == p.below->piece->region &&
        pdf_same_size(p.below[1].line->size, b->size))
        p.next = &p.below[1];
    return p;
}

static bool goes_on(const pdf_state *state, const pdf_block *block, uint32_t below) {
    const pdf_entry *a = &state->entries[below - 1], *b = &state->entries[below];
    if (!a->line || !b->line || a->sheet != b->sheet || a->furniture || b->furniture)
        return false;
    if (is_beside(state, below) || (block->count == 1 && is_label(a, b)))
        return true;
    pair p = pair_of(state, block, below);
    for (size_t i = 0; i < sizeof parting / sizeof *parting; i++)
        if (parting[i](&p))
            return false;
    return true;
}

static pdf_block *begin_block(pdf_state *state, uint32_t first) {
    pdf_block *blocks = pdf_more(state->reader->kept, state->blocks, state->block_count,
                                 &state->block_room, sizeof *blocks);
    if (!blocks)
        return NULL;
    state->blocks = blocks;
    const pdf_entry *entry = &state->entries[first];
    pdf_block *block = &blocks[state->block_count++];
    *block = (pdf_block){.first = first,
                         .count = 1,
                         .kind = entry->line                            ? SHEAF_PARAGRAPH
                                 : entry->piece->kind == PDF_PIECE_GRID ? SHEAF_TABLE
                                                                        : SHEAF_FIGURE,
                         .furniture = entry->furniture,
                         .left = entry->piece->box[0],
                         .hang = entry->piece->box[0],
                         .note = PDF_NONE,
                         .first_note = PDF_NONE,
                         .next_note = PDF_NONE,
                         .text = {"", 0}};
    if (entry->line)
        pdf_number_read(entry->line->text, &block->number);
    return block;
}

/* The first that stands below the first; `count`: there is none. */
static uint32_t second_line(const pdf_line *const *lines, uint32_t count) {
    uint32_t i = 1;
    while (i < count && same_base(lines[0], lines[i]))
        i++;
    return i;
}

/* Joins the texts of the block's lines, and looks at the whole of it. */
static bool finish_block(pdf_state *state, pdf_block *block) {
    pdf_room *room = state->reader->kept;
    const pdf_entry *entries = &state->entries[block->first];
    const pdf_line **lines = PDF_TAKE(state->reader->page, const pdf_line *, block->count);
    pdf_joint *joints = PDF_TAKE(state->reader->page, pdf_joint, block->count);
    pdf_text text = {0};
    if (!lines || !joints)
        return false;
    for (uint32_t i = 0; i < block->count; i++) {
        lines[i] = entries[i].line;
        joints[i] = i ? pdf_entry_joint(state, &entries[i]) : PDF_JOINT_NONE;
    }
    block->type = pdf_type_of(state, lines, block->count);
    if (block->count == 1)
        block->text = lines[0]->text;
    else if (!pdf_compose(state, room, lines, joints, block->count, 0, &text))
        return false;
    else
        block->text = (sheaf_str){text.bytes, text.len};
    pdf_number_read(block->text, &block->number);
    if (block->count > 1 && is_label(entries, entries + 1) &&
        pdf_number_bare(lines[0]->text, &block->number))
        block->number.rest = pdf_trim(pdf_from(block->text, block->number.mark.len));
    uint32_t second = second_line(lines, block->count);
    bool label = block->count > 1 && is_label(entries, entries + 1);
    block->hang = second < block->count ? lines[second]->box[0]
                  : label               ? lines[1]->box[0]
                                        : block->left;
    block->centred =
        is_centred(entries) && (second == block->count || is_centred(entries + second));
    float from = second < block->count ? block->hang : entries->left;
    block->indented = !block->centred && block->left - from > 0.8f * lines[0]->size;
    pdf_room_empty(state->reader->page);
    return true;
}

/* The leading that lines have which are broken for lack of room: the median, in ems. */
static float usual_leading(const pdf_state *state) {
    enum { STEPS = 64 };
    uint32_t seen[STEPS] = {0}, all = 0, sum = 0;
    for (uint32_t i = 1; i < state->entry_count; i++) {
        const pdf_entry *a = &state->entries[i - 1], *b = &state->entries[i];
        if (!a->line || !b->line || a->sheet != b->sheet ||
            differs_in_size(&(pair){.above = a, .below = b}))
            continue;
        const pdf_block alone = {.first = i - 1, .count = 1};
        pair p = pair_of(state, &alone, i);
        if (!p.wrapped || p.jumps || p.gap < 0.8f || p.gap >= 2.7f ||
            pdf_ends_sentence(a->line->text))
            continue;
        seen[(uint32_t)(p.gap * 20)]++;
        all++;
    }
    for (uint32_t step = 0; all && step < STEPS; step++) {
        sum += seen[step];
        if (sum * 2 >= all)
            return (float)(step + 1) / 20;
    }
    return 1.35f;
}

bool pdf_blocks(pdf_state *state) {
    state->leading = usual_leading(state);
    for (uint32_t first = 0, end; first < state->entry_count; first = end) {
        pdf_block *block = begin_block(state, first);
        if (!block)
            return false;
        end = first + 1;
        if (block->kind != SHEAF_PARAGRAPH)
            continue;
        while (end < state->entry_count && goes_on(state, block, end)) {
            block->count++;
            end++;
        }
        if (!finish_block(state, block))
            return false;
        pdf_series_keep(state, block);
    }
    return true;
}
