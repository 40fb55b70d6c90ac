/* A finished paragraph becomes a block: its style, its numbering and its place decide which, in the order of the
 * functions at the end. Numbers that Word would print lead the text, because they are part of what is said. */
#include "walk.h"

typedef struct fresh {
    docx_walk *walk;
    const docx_style *style;
    docx_numeral numeral;
    sheaf_str text; /* trimmed; the printed number leads it */
    size_t cut;     /* bytes of white space taken from its front */
    size_t lead;    /* bytes of the printed number, with what parts it from the text */
    sheaf_origin place;
    uint32_t flags;
} fresh;

sheaf_block docx_block(const docx_walk *w, uint32_t kind, sheaf_origin *place) {
    *place = docx_place_origin(w);
    return (sheaf_block){.size = sizeof(sheaf_block),
                         .kind = kind,
                         .flags = w->flags,
                         .text = SHEAF_STR(""),
                         .number = SHEAF_STR(""),
                         .opaque = SHEAF_STR(""),
                         .origins = place,
                         .origin_count = 1};
}

/* -------------------------------------------------------------------------------------------- spans -- */

/* Where a byte of the paragraph's text stands in the block's, which is [from, from + length) of it, behind `before`. */
static size_t moved(size_t at, size_t from, size_t length, size_t before) {
    at = at < from ? 0 : at - from;
    return before + (at < length ? at : length);
}

/* Marks the node with the spans that fall into a piece of the text; `before` bytes stand in front of it. */
static void mark_spans(const fresh *f, uint32_t node, size_t from, size_t length, size_t before) {
    docx_walk *w = f->walk;
    for (uint32_t i = 0; i < w->paragraph.spans.count; i++) {
        const docx_span *span = DOCX_VEC_AT(&w->paragraph.spans, docx_span, i);
        size_t start = moved(span->start, from, length, before);
        size_t end = moved(span->start + span->length, from, length, before);
        int outside = span->start + span->length < from || span->start > from + length;
        if (outside || (start == end && span->length))
            continue;
        sheaf_run run = {.node = node,
                         .kind = span->kind,
                         .start = (uint32_t)start,
                         .length = (uint32_t)(end - start),
                         .target = span->target};
        if (span->kind == SHEAF_RUN_NOTE)
            docx_tape_note(w->tape, &run, span->note);
        else
            docx_tape_mark(w->tape, &run);
    }
}

/* ------------------------------------------------------------------------------------------- blocks -- */

static sheaf_block block_of(fresh *f, uint32_t kind) {
    docx_walk *w = f->walk;
    sheaf_block block = docx_block(w, kind, &f->place);
    block.flags |= f->flags;
    block.text = f->text;
    sheaf_origin *last = w->paragraph.pieces.count
                             ? docx_vec_push(w->reader, &w->paragraph.pieces, sizeof *last)
                             : NULL;
    if (last) {
        *last = f->place;
        block.origins = w->paragraph.pieces.base;
        block.origin_count = w->paragraph.pieces.count;
    }
    return block;
}

static void add_whole(fresh *f, const sheaf_block *block) {
    uint32_t node = docx_tape_add(f->walk->tape, block);
    mark_spans(f, node, f->cut, f->text.len - f->lead, f->lead);
}

/* Footnotes and comments: paragraphs are lines of one text. */
static void add_line(fresh *f) {
    docx_walk *w = f->walk;
    if (w->flat_length) {
        docx_tape_append(w->tape, SHEAF_STR("\n"), NULL);
        w->flat_length++;
    }
    sheaf_origin place = docx_place_origin(w);
    docx_tape_append(w->tape, f->text, &place);
    mark_spans(f, w->flat_node, f->cut, f->text.len - f->lead, w->flat_length + f->lead);
    w->flat_length += f->text.len;
}

static void add_heading(fresh *f, uint32_t level, sheaf_str number) {
    sheaf_block block = block_of(f, SHEAF_HEADING);
    block.level = level;
    block.number = number;
    if (f->walk->paragraph.style_separator)
        block.flags |= SHEAF_RUN_IN;
    add_whole(f, &block);
}

/* `（一）主动公开。…`: the head, and the paragraph that goes on in its line. */
static void add_run_in(fresh *f, docx_look look) {
    docx_walk *w = f->walk;
    size_t head = look.head;
    size_t rest = head;
    while (rest < f->text.len && (f->text.ptr[rest] == ' ' || f->text.ptr[rest] == '\n'))
        rest++;
    size_t in_text = head > f->lead ? head - f->lead : 0;
    size_t rest_in_text = rest > f->lead ? rest - f->lead : 0;
    sheaf_block block = block_of(f, SHEAF_HEADING);
    block.level = look.level;
    block.number = look.number;
    block.confidence = 9000;
    block.flags |= SHEAF_INFERRED | SHEAF_RUN_IN;
    block.text.len = head;
    uint32_t node = docx_tape_add(w->tape, &block);
    mark_spans(f, node, f->cut, in_text, f->lead < head ? f->lead : head);
    f->flags &= ~(uint32_t)SHEAF_BREAK_BEFORE;
    w->paragraph.pieces.count = 0;
    block = block_of(f, SHEAF_PARAGRAPH);
    block.text = (sheaf_str){f->text.ptr + rest, f->text.len - rest};
    node = docx_tape_add(w->tape, &block);
    mark_spans(f, node, f->cut + rest_in_text, block.text.len, 0);
}

static void add_inferred(fresh *f, docx_look look) {
    if (look.head < f->text.len) {
        add_run_in(f, look);
        return;
    }
    sheaf_block block = block_of(f, SHEAF_HEADING);
    block.level = look.level;
    block.number = look.number;
    block.confidence = 9000;
    block.flags |= SHEAF_INFERRED;
    add_whole(f, &block);
}

static void add_plain(fresh *f, uint32_t kind) {
    sheaf_block block = block_of(f, kind);
    add_whole(f, &block);
}

static void add_title(fresh *f, uint32_t confidence) {
    sheaf_block block = block_of(f, SHEAF_TITLE);
    block.confidence = confidence;
    block.flags |= confidence ? SHEAF_INFERRED : 0;
    add_whole(f, &block);
}

/* ----------------------------------------------------------------------------------- text and number -- */

static int is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n';
}

static sheaf_str trimmed(sheaf_str text) {
    while (text.len && is_blank(text.ptr[text.len - 1]))
        text.len--;
    while (text.len && is_blank(*text.ptr))
        text = (sheaf_str){text.ptr + 1, text.len - 1};
    return text;
}

/* Full-width punctuation brings its own space along. */
static int ends_wide(sheaf_str number) {
    static const char *const wide[] = {"、", "）", "】", "．", "。", "：", "］", "》", "，"};
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (number.len >= 3 && memcmp(number.ptr + number.len - 3, wide[i], 3) == 0)
            return 1;
    return 0;
}

/* The number in front of the text, in memory of its own: the paragraph's buffer is used again. */
static void print_number(fresh *f) {
    docx_walk *w = f->walk;
    docx_account_text(w, f->numeral.text);
    docx_text printed = {0};
    f->numeral.text = docx_keep(w->reader, f->numeral.text);
    docx_text_add(w->reader, &printed, f->numeral.text);
    int is_apart =
        f->numeral.suffix != DOCX_SUFFIX_NOTHING || docx_runs_on(f->numeral.text, f->text);
    if (is_apart && !ends_wide(f->numeral.text) && f->text.len)
        docx_text_add(w->reader, &printed, SHEAF_STR(" "));
    f->lead = printed.len;
    docx_text_add(w->reader, &printed, f->text);
    f->text = docx_text_view(&printed);
}

/* Boxes and ticks say something, other bullets only that an item begins. */
static int is_tick(const fresh *f) {
    static const char *const ticks[] = {"\u2610", "\u2611", "\u2612", "\u2713",
                                        "\u2714", "\u2717", "\u2718"};
    for (size_t i = 0; i < sizeof ticks / sizeof *ticks && f->numeral.mark == DOCX_MARK_BULLET; i++)
        if (f->numeral.text.len == 3 && memcmp(f->numeral.text.ptr, ticks[i], 3) == 0)
            return 1;
    return 0;
}

/* Word numbers a paragraph without text, too, but not one that is hidden or does nothing but end a section, and what a
 * tracked change takes away leaves no gap. */
static int counts(const docx_walk *w) {
    const docx_paragraph *p = &w->paragraph;
    if (!p->text.len && (p->mark_hidden || p->ends_section))
        return 0;
    return !docx_table_is_left_out(w->tape);
}

static void take_number(fresh *f) {
    docx_walk *w = f->walk;
    const docx_paragraph *p = &w->paragraph;
    const docx_style *style = f->style;
    int64_t num_id = p->has_number && p->num_id >= 0 ? p->num_id
                     : style->is_numbered            ? style->num_id
                                                     : 0;
    int64_t ilvl = p->has_number && p->ilvl >= 0 ? p->ilvl : style->ilvl;
    if (num_id <= 0 || !counts(w) || !docx_numbering_next(w->numbering, num_id, ilvl, &f->numeral))
        return;
    if ((f->numeral.mark == DOCX_MARK_NUMBER && f->numeral.text.len) || is_tick(f))
        print_number(f);
}

static uint32_t heading_level(const fresh *f) {
    const docx_paragraph *p = &f->walk->paragraph;
    if (p->outline >= 0)
        return p->outline < 9 ? (uint32_t)p->outline + 1 : 0;
    return f->style->role == DOCX_ROLE_HEADING ? f->style->level : 0;
}

/* ------------------------------------------------------------------------------------------ deciding -- */

static int in_cell(const docx_walk *w) {
    return docx_table_inside(w->tape) == DOCX_IN_CELL;
}

static void emit_item(fresh *f) {
    docx_lists_item(f->walk, &f->numeral);
    add_plain(f, SHEAF_PARAGRAPH);
}

/* Text that no style and no numbering says anything about. */
static void emit_body(fresh *f) {
    docx_walk *w = f->walk;
    docx_look look = {0};
    int is_top = !in_cell(w) && !(w->flags & SHEAF_FURNITURE) && f->style->role == DOCX_ROLE_BODY;
    int is_title = is_top && !w->titled && docx_look_title(w, f->text);
    if (is_top && !is_title)
        look = docx_look_heading(w, f->text);
    if (is_top && !is_title)
        w->titled = 1;
    docx_lists_end(w);
    if (is_title)
        add_title(f, 8000);
    else if (look.level)
        add_inferred(f, look);
    else
        add_plain(f, SHEAF_PARAGRAPH);
}

/* Styles for an author or a date inherit from that of the title: only the first one that is used counts. */
static int is_title_style(const fresh *f) {
    uint32_t first = f->walk->title_style;
    return f->style->role == DOCX_ROLE_TITLE && (!first || first == f->walk->paragraph.style);
}

static void emit_styled(fresh *f) {
    docx_walk *w = f->walk;
    uint32_t level = in_cell(w) ? 0 : heading_level(f);
    docx_role role = f->style->role;
    if (level) {
        docx_lists_end(w);
        w->titled = 1;
        add_heading(f, level, f->lead ? f->numeral.text : docx_look_number(f->text));
    } else if (is_title_style(f) && !in_cell(w)) {
        docx_lists_end(w);
        w->titled = 1;
        w->title_style = w->paragraph.style;
        add_title(f, 0);
    } else if (role == DOCX_ROLE_QUOTE || role == DOCX_ROLE_CODE) {
        docx_lists_end(w);
        add_plain(f, in_cell(w)                ? SHEAF_PARAGRAPH
                     : role == DOCX_ROLE_QUOTE ? SHEAF_QUOTE
                                               : SHEAF_CODE);
    } else if (role == DOCX_ROLE_LIST && w->lists.count > w->list_base) {
        add_plain(f, SHEAF_PARAGRAPH); /* goes on in the item above */
    } else {
        emit_body(f);
    }
}

/* In a cell, too: a list of one item becomes its text there, so that `（一）予以公开` is the label of a row. */
static int is_item(const fresh *f) {
    int is_marked = f->numeral.mark == DOCX_MARK_BULLET || f->numeral.mark == DOCX_MARK_NUMBER;
    return is_marked && heading_level(f) == 0 && f->style->role != DOCX_ROLE_TITLE;
}

/* Auto-numbered short lines such as `一、总体情况` are headings, as typed ones are. */
static int is_numbered_heading(const fresh *f, docx_look *look) {
    if (f->numeral.mark != DOCX_MARK_NUMBER || f->walk->flags & SHEAF_FURNITURE || in_cell(f->walk))
        return 0;
    *look = docx_look_heading(f->walk, f->text);
    return look->level > 0;
}

/* A bullet that prints nothing is how writers make a second paragraph of an item. */
static int is_unmarked(const fresh *f) {
    return f->numeral.mark == DOCX_MARK_BULLET && !trimmed(f->numeral.text).len;
}

static void emit(fresh *f) {
    docx_walk *w = f->walk;
    docx_look look = {0};
    if (w->flat) {
        add_line(f);
    } else if (is_unmarked(f) && docx_lists_continue(w, &f->numeral)) {
        add_plain(f, SHEAF_PARAGRAPH);
    } else if (is_unmarked(f)) {
        emit_styled(f);
    } else if (!is_item(f)) {
        emit_styled(f);
    } else if (is_numbered_heading(f, &look)) {
        docx_lists_end(w);
        w->titled = 1;
        add_inferred(f, look);
    } else {
        w->titled = 1;
        emit_item(f);
    }
}

/* Word allows no text between the cells of a table; in front of the next cell it could change what that says. */
static int is_misplaced(docx_walk *w, sheaf_str text) {
    docx_inside inside = docx_table_inside(w->tape);
    if (inside != DOCX_IN_TABLE && inside != DOCX_IN_ROW)
        return 0;
    docx_lose(w, DOCX_LOST_PROPERTY, text);
    docx_warnf(
        w->reader, "docx.text.misplaced", w->part, 1,
        "Text stands between the cells of a table in %.*s, where it has no place; it was left out",
        (int)w->part.len, w->part.ptr);
    return 1;
}

void docx_emit_paragraph(docx_walk *w) {
    const docx_paragraph *p = &w->paragraph;
    fresh f = {.walk = w, .style = docx_styles_at(w->styles, p->style), .flags = 0};
    sheaf_str all = docx_text_view(&p->text);
    f.text = trimmed(all);
    f.cut = (size_t)(f.text.ptr - all.ptr);
    f.numeral.text = SHEAF_STR("");
    take_number(&f);
    if (p->break_before || f.style->break_before || (p->break_behind && !f.text.len))
        w->pending_break = 1;
    if (!f.text.len || is_misplaced(w, f.text))
        return;
    if (w->pending_break && !in_cell(w))
        f.flags |= SHEAF_BREAK_BEFORE;
    if (p->indented || f.style->indented)
        f.flags |= SHEAF_INDENTED;
    w->pending_break = p->break_behind;
    emit(&f);
}
