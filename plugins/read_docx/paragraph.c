/* The paragraph that is open: its text in one buffer that is used again, and spans over it. Spans that runs switch on
 * and off (bold, inserted, ...) are kept as bits with a start each, so that a new run costs nothing where its bits are
 * those of the run before. Breaks wait until text follows; so none stands at an end. */
#include "walk.h"

/* Bit of a run, and the span that it makes. */
static const struct {
    uint32_t bit, kind;
} toggles[DOCX_TOGGLES] = {
    {DOCX_BOLD, SHEAF_RUN_STRONG},
    {DOCX_ITALIC, SHEAF_RUN_EMPHASIS},
    {DOCX_STRIKE | DOCX_DOUBLE_STRIKE, SHEAF_RUN_STRUCK},
    {DOCX_SUPERSCRIPT, SHEAF_RUN_SUPERSCRIPT},
    {DOCX_SUBSCRIPT, SHEAF_RUN_SUBSCRIPT},
    {DOCX_RUN_CODE, SHEAF_RUN_CODE},
    {DOCX_RUN_INSERTED, SHEAF_RUN_INSERTED},
    {DOCX_RUN_DELETED, SHEAF_RUN_DELETED},
};

/* -------------------------------------------------------------------------------------------- spans -- */

void docx_paragraph_span(docx_walk *w, docx_span span) {
    docx_span *room = docx_vec_push(w->reader, &w->paragraph.spans, sizeof *room);
    if (room)
        *room = span;
}

static void span_to_here(docx_walk *w, uint32_t kind, size_t start, sheaf_str target) {
    size_t length = w->paragraph.text.len - start;
    if (length || kind == SHEAF_RUN_BOOKMARK)
        docx_paragraph_span(w, (docx_span){kind, start, length, target, 0});
}

void docx_paragraph_toggle(docx_walk *w, uint32_t bits) {
    docx_paragraph *p = &w->paragraph;
    p->bits = bits;
    for (uint32_t i = 0; i < DOCX_TOGGLES; i++) {
        uint32_t one = 1u << i;
        int wanted = (bits & toggles[i].bit) != 0;
        if (wanted == ((p->toggles & one) != 0))
            continue;
        if (wanted)
            p->starts[i] = p->text.len;
        else
            span_to_here(w, toggles[i].kind, p->starts[i], SHEAF_STR(""));
        p->toggles ^= one;
    }
}

/* Links go on in the next paragraph where their field does; bookmarks end with the paragraph. */
static void end_spans(docx_walk *w) {
    docx_paragraph *p = &w->paragraph;
    docx_paragraph_toggle(w, 0);
    for (uint32_t i = 0; i < p->links.count; i++) {
        docx_open_span *link = DOCX_VEC_AT(&p->links, docx_open_span, i);
        span_to_here(w, SHEAF_RUN_LINK, link->start, link->target);
        link->start = 0;
    }
    for (uint32_t i = 0; i < p->bookmarks.count; i++) {
        const docx_open_span *mark = DOCX_VEC_AT(&p->bookmarks, docx_open_span, i);
        span_to_here(w, SHEAF_RUN_BOOKMARK, mark->start, mark->target);
    }
    p->bookmarks.count = 0;
}

/* --------------------------------------------------------------------------------------------- text -- */

void docx_paragraph_break(docx_walk *w) {
    w->paragraph.newlines++;
}

/* A break at the very beginning shows nothing; one in front of text is a line end, outside of new spans. */
static void put_breaks(docx_walk *w) {
    docx_paragraph *p = &w->paragraph;
    for (; p->newlines; p->newlines--)
        if (p->text.len)
            docx_text_add(w->reader, &p->text, SHEAF_STR("\n"));
}

void docx_paragraph_text(docx_walk *w, sheaf_str text) {
    if (!text.len)
        return;
    if (!w->paragraph.is_open)
        docx_paragraph_open(w);
    if (w->paragraph.newlines)
        put_breaks(w);
    w->paragraph.break_behind = 0;
    docx_inline_settle(w);
    docx_apart_text(w, text);
    uint32_t size = docx_inline_size(w);
    if (size > w->paragraph.largest)
        w->paragraph.largest = size;
    if (w->run.bits & DOCX_BOLD)
        w->paragraph.bold += text.len;
}

/* -------------------------------------------------------------------------------- opening and closing -- */

static void forget_text(docx_paragraph *p) {
    p->text.len = 0;
    p->spans.count = p->bookmarks.count = p->pieces.count = 0;
    p->newlines = p->largest = 0;
    p->bold = 0;
    p->is_joined = 0;
}

static void forget_properties(docx_walk *w) {
    docx_paragraph *p = &w->paragraph;
    p->style = docx_styles_find(w->styles, DOCX_STYLE_PARAGRAPH, SHEAF_STR(""));
    p->has_number = 0;
    p->num_id = p->ilvl = 0;
    p->outline = -1;
    p->break_before = p->break_behind = p->indented = p->centred = 0;
    p->mark_deleted = p->mark_inserted = p->mark_hidden = 0;
    p->style_separator = p->drop_cap = p->ends_section = 0;
}

void docx_paragraph_open(docx_walk *w) {
    docx_paragraph *p = &w->paragraph;
    if (p->is_open)
        docx_paragraph_close(w);
    if (!p->is_joined) {
        forget_text(p);
        w->raised_bits = 0;
        w->is_apart = 0;
    }
    forget_properties(w);
    p->is_open = 1;
    for (uint32_t i = 0; i < w->pending_bookmarks.count; i++) {
        const docx_open_span *mark = DOCX_VEC_AT(&w->pending_bookmarks, docx_open_span, i);
        docx_inline_bookmark_add(w, mark->id, mark->target);
    }
    w->pending_bookmarks.count = 0;
}

/* Does its text go on in the next paragraph: is the mark at its end taken away, or is it a dropped capital? */
static int mark_is_gone(const docx_walk *w) {
    return w->paragraph.drop_cap || (w->changes == DOCX_ACCEPT && w->paragraph.mark_deleted) ||
           (w->changes == DOCX_REJECT && w->paragraph.mark_inserted);
}

static void keep_for_next(docx_walk *w) {
    docx_paragraph *p = &w->paragraph;
    sheaf_origin *piece = p->text.len ? docx_vec_push(w->reader, &p->pieces, sizeof *piece) : NULL;
    if (piece) {
        *piece = docx_place_origin(w);
        piece->at.path = docx_keep(w->reader, piece->at.path);
    }
    p->is_joined = 1;
}

/* Bookmarks of a paragraph without text lead to what comes next. */
static void pass_bookmarks_on(docx_walk *w) {
    for (uint32_t i = 0; i < w->paragraph.spans.count; i++) {
        const docx_span *span = DOCX_VEC_AT(&w->paragraph.spans, docx_span, i);
        docx_open_span *mark = NULL;
        if (span->kind == SHEAF_RUN_BOOKMARK && w->pending_bookmarks.count < 64)
            mark = docx_vec_push(w->reader, &w->pending_bookmarks, sizeof *mark);
        if (mark)
            *mark = (docx_open_span){.id = SHEAF_STR(""), .target = span->target};
    }
}

static int has_note(const docx_paragraph *p) {
    for (uint32_t i = 0; i < p->spans.count; i++)
        if (DOCX_VEC_AT(&p->spans, const docx_span, i)->kind == SHEAF_RUN_NOTE)
            return 1;
    return 0;
}

/* The paragraph becomes a block, and what stands in it elsewhere comes behind. */
static void leave(docx_walk *w) {
    docx_paragraph *p = &w->paragraph;
    int holds = docx_asides_waiting(w) || has_note(p);
    if (holds)
        docx_tape_hold(w->tape);
    docx_emit_paragraph(w);
    if (!p->text.len)
        pass_bookmarks_on(w);
    forget_text(p);
    docx_pictures_emit(w);
    docx_asides_boxes(w);
    docx_asides_notes(w);
    if (holds)
        docx_tape_release(w->tape);
}

void docx_paragraph_finish(docx_walk *w) {
    docx_paragraph *p = &w->paragraph;
    if (p->is_joined && !p->is_open)
        leave(w);
}

void docx_paragraph_close(docx_walk *w) {
    docx_paragraph *p = &w->paragraph;
    if (!p->is_open)
        return;
    end_spans(w);
    p->is_open = 0;
    if (mark_is_gone(w))
        keep_for_next(w);
    else
        leave(w);
}
