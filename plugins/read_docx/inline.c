/* What stands in runs and around them: formatting in force, breaks and symbols, tracked changes, ruby, bookmarks. Text that
 * stands for an element (a symbol, a number) is entered in the books when it is made, as it is no text of the XML. */
#include "walk.h"

void docx_inline_run(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    (void)element, (void)attributes;
    w->run = (docx_run){0};
    w->drawing.is_hidden = 0;
}

/* Half points: what a person sees as raised. Writers shift whole lines by less to align them. */
enum { SEEN_RAISED = 6 };

void docx_inline_settle(docx_walk *w) {
    docx_run *run = &w->run;
    if (run->is_settled)
        return;
    run->bits = docx_styles_run(w->styles, w->paragraph.style, run->style, run->format);
    if (run->style && docx_styles_at(w->styles, run->style)->role == DOCX_ROLE_CODE)
        run->bits |= DOCX_RUN_CODE;
    if (w->changes == DOCX_BOTH)
        run->bits |= (w->inserted ? DOCX_RUN_INSERTED : 0) | (w->deleted ? DOCX_RUN_DELETED : 0);
    /* Word shifts a dropped capital so that it stands on a line of its neighbours. */
    int64_t off = w->paragraph.drop_cap ? 0 : run->position;
    if (off >= SEEN_RAISED || off <= -SEEN_RAISED)
        run->bits |= off > 0 ? DOCX_RUN_RAISED : DOCX_RUN_LOWERED;
    else if (off)
        run->bits |= DOCX_RUN_SHIFTED;
    run->bits |= run->is_white ? DOCX_RUN_WHITE : 0;
    run->is_settled = 1;
}

uint32_t docx_inline_size(const docx_walk *w) {
    return w->run.size ? w->run.size : docx_styles_at(w->styles, w->paragraph.style)->size;
}

int docx_inline_hidden(docx_walk *w, docx_loss *reason) {
    docx_inline_settle(w);
    if (w->changes == DOCX_ACCEPT && (w->deleted || w->route == DOCX_w_delText))
        *reason = DOCX_LOST_DELETED;
    else if (w->changes == DOCX_REJECT && w->inserted)
        *reason = DOCX_LOST_INSERTED;
    else if (w->run.bits & DOCX_VANISH)
        *reason = DOCX_LOST_HIDDEN;
    else
        return 0;
    return 1;
}

void docx_inline_made(docx_walk *w, sheaf_str text) {
    docx_loss reason;
    if (!text.len || docx_field_hides(w) || docx_inline_hidden(w, &reason))
        return;
    docx_account_text(w, text);
    if (w->in_ruby)
        docx_text_add(w->reader, &w->ruby, text);
    else
        docx_paragraph_text(w, text);
}

/* ---------------------------------------------------------------------------- breaks and symbols -- */

static int is_page_break(const docx_attributes *attributes) {
    return docx_same(docx_attribute(attributes, DOCX_w_type), SHEAF_STR("page"));
}

static int in_run(const docx_walk *w) {
    return docx_above(w, 1) == DOCX_w_r || docx_above(w, 1) == DOCX_m_r;
}

/* A page break in front of text marks its block, one behind it the next. A soft hyphen shows only where a line
 * ends, so it is no character of the text. */
void docx_inline_break(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    docx_loss reason;
    if (!in_run(w) || docx_field_hides(w) || docx_inline_hidden(w, &reason))
        return;
    if (element == DOCX_w_tab || element == DOCX_w_ptab)
        docx_inline_made(w, SHEAF_STR("\t"));
    else if (element == DOCX_w_noBreakHyphen)
        docx_inline_made(w, SHEAF_STR("\xE2\x80\x91"));
    else if (element == DOCX_w_br && is_page_break(attributes) && !w->paragraph.text.len)
        w->paragraph.break_before = 1;
    else if (element == DOCX_w_br || element == DOCX_w_cr) {
        docx_paragraph_break(w);
        w->paragraph.break_behind = element == DOCX_w_br && is_page_break(attributes);
    }
}

/* The number of the page, a date: Word prints it, the file does not hold it. */
void docx_inline_unknown(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    docx_loss reason;
    (void)element, (void)attributes;
    if (in_run(w) && !docx_field_hides(w) && !docx_inline_hidden(w, &reason))
        docx_apart(w);
}

void docx_inline_symbol(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    char bytes[4];
    (void)element;
    size_t len = docx_symbol(docx_attribute(attributes, DOCX_w_font),
                             docx_attribute(attributes, DOCX_w_char), bytes);
    docx_inline_made(w, (sheaf_str){bytes, len});
}

/* -------------------------------------------------------------------------------- tracked changes -- */

static uint32_t *counter_of(docx_walk *w, docx_name element) {
    return element == DOCX_w_ins || element == DOCX_w_moveTo ? &w->inserted : &w->deleted;
}

void docx_inline_change(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    (void)attributes;
    ++*counter_of(w, element);
    w->run.is_settled = 0;
}

void docx_inline_change_end(docx_walk *w, docx_name element) {
    --*counter_of(w, element);
    w->run.is_settled = 0;
}

/* ------------------------------------------------------------------------------------------- ruby -- */

void docx_inline_rt(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    (void)element, (void)attributes;
    w->in_ruby++;
    w->ruby.len = 0;
}

void docx_inline_rt_end(docx_walk *w, docx_name element) {
    (void)element;
    w->in_ruby--;
}

void docx_inline_base(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    (void)element, (void)attributes;
    w->elements[w->depth - 1].at = (uint32_t)w->paragraph.text.len;
}

void docx_inline_base_end(docx_walk *w, docx_name element) {
    size_t start = w->elements[w->depth - 1].at;
    (void)element;
    if (w->paragraph.text.len > start && w->ruby.len)
        docx_paragraph_span(w, (docx_span){SHEAF_RUN_RUBY, start, w->paragraph.text.len - start,
                                           docx_keep(w->reader, docx_text_view(&w->ruby)), 0});
    w->ruby.len = 0;
}

/* ---------------------------------------------------------------------------------------- bookmarks -- */

void docx_inline_bookmark_add(docx_walk *w, sheaf_str id, sheaf_str name) {
    docx_vec *to = w->paragraph.is_open ? &w->paragraph.bookmarks : &w->pending_bookmarks;
    docx_open_span *mark =
        to->count < 64 || w->paragraph.is_open ? docx_vec_push(w->reader, to, sizeof *mark) : NULL;
    if (mark)
        *mark = (docx_open_span){id, name, w->paragraph.text.len};
}

/* Word leaves one behind where the cursor was. */
void docx_inline_bookmark(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    sheaf_str name = docx_attribute(attributes, DOCX_w_name);
    (void)element;
    if (name.len && !docx_same(name, SHEAF_STR("_GoBack")))
        docx_inline_bookmark_add(w, docx_keep(w->reader, docx_attribute(attributes, DOCX_w_id)),
                                 docx_keep(w->reader, name));
}

/* Only the last ones are looked at: an end far behind its beginning ends with the paragraph. */
void docx_inline_bookmark_end(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    docx_paragraph *p = &w->paragraph;
    sheaf_str id = docx_attribute(attributes, DOCX_w_id);
    uint32_t least = p->bookmarks.count > 32 ? p->bookmarks.count - 32 : 0;
    (void)element;
    for (uint32_t i = p->bookmarks.count; p->is_open && i > least; i--) {
        docx_open_span *mark = DOCX_VEC_AT(&p->bookmarks, docx_open_span, i - 1);
        if (!docx_same(mark->id, id))
            continue;
        docx_paragraph_span(w, (docx_span){SHEAF_RUN_BOOKMARK, mark->start,
                                           p->text.len - mark->start, mark->target, 0});
        *mark = *DOCX_VEC_AT(&p->bookmarks, docx_open_span, p->bookmarks.count - 1);
        p->bookmarks.count--;
        return;
    }
}
