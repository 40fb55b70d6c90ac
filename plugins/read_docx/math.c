/* Equations as linear text: `(a+b)/(2c)`, `x^2`, `√(x)`. A structure's parts are joined by what its row says; a part of
 * more than one character gets brackets where it would run together with its neighbours. */
#include "walk.h"

typedef struct joint {
    docx_name element;
    sheaf_str before;
    int brackets; /* around more than one character */
} joint;

static const joint joints[] = {
    {DOCX_m_num, {"", 0}, 1},
    {DOCX_m_den, {"/", 1}, 1},
    {DOCX_m_sup, {"^", 1}, 1},
    {DOCX_m_sub, {"_", 1}, 1},
    {DOCX_m_rad, {"\xE2\x88\x9A", 3}, 0},
    {DOCX_m_fName, {"", 0}, 0},
    {DOCX_m_lim, {"_", 1}, 1},
};

static const joint *joint_of(docx_name element) {
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
        if (joints[i].element == element)
            return &joints[i];
    return NULL;
}

/* Elements whose m:e stands in brackets, and whose m:e after the first is parted from the one before. */
static int brackets_inside(docx_name parent) {
    return parent == DOCX_m_rad || parent == DOCX_m_func;
}

static void put(docx_walk *w, sheaf_str text) {
    docx_inline_made(w, text);
}

static void start_e(docx_walk *w) {
    docx_name parent = docx_parent(w, 0);
    docx_element *outer = w->depth > 1 ? &w->elements[w->depth - 2] : NULL;
    static const sheaf_str separators[] = {{", ", 2}, {"; ", 2}, {" ", 1}};
    if (!outer)
        return;
    if (outer->note++ && (parent == DOCX_m_d || parent == DOCX_m_eqArr || parent == DOCX_m_mr))
        put(w, separators[parent == DOCX_m_d ? 0 : parent == DOCX_m_eqArr ? 1 : 2]);
}

/* m:oMath, and all elements in it. A run outside w:r has no format of its own. */
void docx_math_start(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    const joint *found = joint_of(element);
    (void)attributes;
    w->run = (docx_run){.is_settled = 0};
    if (element == DOCX_m_e)
        start_e(w);
    if (element == DOCX_m_mr && w->depth > 1 && w->elements[w->depth - 2].note++)
        put(w, SHEAF_STR("; "));
    if (element == DOCX_m_d)
        w->elements[w->depth - 1].note = 0;
    if (found)
        put(w, found->before);
    w->elements[w->depth - 1].at = (uint32_t)w->paragraph.text.len;
}

/* Brackets of a delimiter: they are known when its properties end. */
void docx_math_character(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    docx_name parent = docx_parent(w, 0);
    sheaf_str value = docx_attribute(attributes, DOCX_m_val);
    if ((parent == DOCX_m_dPr && element == DOCX_m_begChr) ||
        (parent == DOCX_m_naryPr && element == DOCX_m_chr))
        put(w, value);
}

static size_t characters(sheaf_str text) {
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return count;
}

/* An opening bracket goes in front of what is already written: spans that begin behind it move along. */
static void put_bracket_at(docx_walk *w, size_t at) {
    docx_paragraph *p = &w->paragraph;
    put(w, SHEAF_STR(")"));
    docx_text_add(w->reader, &p->text, SHEAF_STR(" "));
    if (p->text.len < at + 2)
        return;
    memmove(p->text.ptr + at + 1, p->text.ptr + at, p->text.len - at - 1);
    p->text.ptr[at] = '(';
    docx_account_text(w, SHEAF_STR("("));
    for (uint32_t i = p->spans.count; i > 0; i--) {
        docx_span *span = DOCX_VEC_AT(&p->spans, docx_span, i - 1);
        if (span->start + span->length < at)
            break;
        span->start += span->start > at;
    }
    for (uint32_t i = 0; i < DOCX_TOGGLES; i++)
        p->starts[i] += p->starts[i] > at;
}

void docx_math_end(docx_walk *w, docx_name element) {
    const joint *found = joint_of(element);
    const docx_element *own = &w->elements[w->depth - 1];
    docx_name parent = docx_parent(w, 0);
    sheaf_str all = docx_text_view(&w->paragraph.text);
    docx_loss reason;
    if (own->at > all.len || docx_field_hides(w) || docx_inline_hidden(w, &reason))
        return;
    int brackets = (found && found->brackets) || (element == DOCX_m_e && brackets_inside(parent));
    if (brackets && characters((sheaf_str){all.ptr + own->at, all.len - own->at}) > 1)
        put_bracket_at(w, own->at);
    if (element == DOCX_m_fName)
        put(w, SHEAF_STR(" "));
}
