/* Equations as linear text: `(a+b)/(2c)`, `x^2`, `√(x)`. A structure's parts are joined by what its row says; a part of
 * more than one character gets brackets where it would run together with its neighbours. */
#include "walk.h"

typedef struct joint {
    docx_name element;
    sheaf_str before;
    int brackets; /* around more than one character */
    int parted;   /* a number in front of it is none of its own */
} joint;

static const joint joints[] = {
    {DOCX_m_num, {"", 0}, 1, 1},  {DOCX_m_den, {"/", 1}, 1, 0}, {DOCX_m_sup, {"^", 1}, 1, 0},
    {DOCX_m_sub, {"_", 1}, 1, 0}, {DOCX_m_deg, {"", 0}, 0, 0},  {DOCX_m_fName, {"", 0}, 0, 0},
    {DOCX_m_lim, {"_", 1}, 1, 0},
};

static const joint *joint_of(docx_name element) {
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
        if (joints[i].element == element)
            return &joints[i];
    return NULL;
}

/* Elements whose m:e stands in brackets where it is longer than a character. */
static int brackets_inside(docx_name parent) {
    return parent == DOCX_m_rad || parent == DOCX_m_func || parent == DOCX_m_acc ||
           parent == DOCX_m_bar;
}

static void put(docx_walk *w, sheaf_str text) {
    docx_inline_made(w, text);
}

static docx_element *outer(docx_walk *w, uint32_t up) {
    return w->depth > up ? &w->elements[w->depth - 1 - up] : &w->elements[0];
}

static const struct {
    docx_name element;
    sheaf_str opening, closing, between;
} structures[] = {
    {DOCX_m_d, {"(", 1}, {")", 1}, {"|", 1}},
    {DOCX_m_rad, {"\xE2\x88\x9A", 3}, {"", 0}, {"", 0}},
    {DOCX_m_nary, {"\xE2\x88\xAB", 3}, {"", 0}, {"", 0}},
    {DOCX_m_eqArr, {"", 0}, {"", 0}, {"; ", 2}},
    {DOCX_m_m, {"[", 1}, {"]", 1}, {"; ", 2}},
    {DOCX_m_mr, {"", 0}, {"", 0}, {" ", 1}},
    {DOCX_m_acc, {"", 0}, {"\xCC\x82", 2}, {"", 0}}, /* U+0302 */
    {DOCX_m_bar, {"", 0}, {"\xCC\xB2", 2}, {"", 0}}, /* U+0332, below */
};

/* In front of each part of a structure: its opening once, then what parts the parts. */
static void start_part(docx_walk *w) {
    docx_element *structure = outer(w, 1);
    for (size_t i = 0; i < sizeof structures / sizeof *structures; i++)
        if (structures[i].element == structure->name)
            put(w, structure->note++ ? structure->between : structure->opening);
}

static void start_structure(docx_walk *w, docx_name element) {
    for (size_t i = 0; i < sizeof structures / sizeof *structures; i++)
        if (structures[i].element == element) {
            outer(w, 0)->opening = structures[i].opening;
            outer(w, 0)->closing = structures[i].closing;
            outer(w, 0)->between = structures[i].between;
        }
}

/* Equations of a display (m:oMathPara) stand on lines of their own. */
static int is_display(const docx_walk *w) {
    return docx_above(w, 1) == DOCX_m_oMathPara;
}

/* `5` in front of a fraction is a number of its own: 5 1/2, not 51/2. A fraction without a bar is none. */
static void put_joint(docx_walk *w, const joint *found) {
    sheaf_str bar = outer(w, 1)->opening;
    int is_barless = found->element == DOCX_m_den && bar.len;
    if (found->parted && docx_runs_on(docx_text_view(&w->paragraph.text), SHEAF_STR("0")))
        put(w, SHEAF_STR(" "));
    put(w, is_barless ? bar : found->before);
}

/* m:oMath, and all elements in it. A run outside w:r has no format of its own. */
void docx_math_start(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    const joint *found = joint_of(element);
    (void)attributes;
    if (docx_above(w, 1) == DOCX_m_phant && outer(w, 1)->note) {
        docx_walk_skip(w, DOCX_LOST_HIDDEN);
        docx_apart(w);
        return;
    }
    w->run = (docx_run){.is_settled = 0};
    start_structure(w, element);
    if (outer(w, 1)->is_undone)
        outer(w, 0)->is_undone = element == DOCX_m_mr;
    else if (element == DOCX_m_e || element == DOCX_m_mr || found)
        start_part(w);
    if (found && !outer(w, 1)->is_undone)
        put_joint(w, found);
    if (element == DOCX_m_oMath && is_display(w) && w->paragraph.text.len && !w->paragraph.newlines)
        put(w, SHEAF_STR("\n"));
    outer(w, 0)->at = (uint32_t)w->paragraph.text.len;
}

/* With a blank, so that the parts `1` and `234` are no 1,234. */
static sheaf_str separator(docx_walk *w, sheaf_str sign) {
    docx_text text = {0};
    docx_text_add(w->reader, &text, sign);
    docx_text_add(w->reader, &text, SHEAF_STR(" "));
    return docx_text_view(&text);
}

static int is_off(sheaf_str value) {
    return docx_same(value, SHEAF_STR("0")) || docx_same(value, SHEAF_STR("off")) ||
           docx_same(value, SHEAF_STR("false"));
}

/* m:dPr, m:naryPr and their like name the signs of the structure that they stand in. A phantom only takes room. */
void docx_math_character(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    sheaf_str value = docx_attribute(attributes, DOCX_m_val);
    docx_element *structure = outer(w, 2);
    if (element == DOCX_m_show)
        structure->note = (uint16_t)is_off(value);
    else if (element == DOCX_m_pos && docx_same(value, SHEAF_STR("top")))
        structure->closing = SHEAF_STR("\xCC\x85"); /* U+0305 */
    else if (element == DOCX_m_chr && structure->name == DOCX_m_acc)
        structure->closing = docx_keep(w->reader, value);
    else if (element == DOCX_m_type && docx_same(value, SHEAF_STR("noBar")))
        structure->opening = SHEAF_STR("\xC2\xA6");
    else if (element == DOCX_m_begChr || element == DOCX_m_chr)
        structure->opening = docx_keep(w->reader, value);
    else if (element == DOCX_m_endChr)
        structure->closing = docx_keep(w->reader, value);
    else if (element == DOCX_m_sepChr)
        structure->between = separator(w, value);
}

/* What a tracked change says of the signs of a structure (m:fPr/m:ctrlPr); of its parts they say it themselves. */
void docx_math_control(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    int is_part = docx_above(w, 2) == DOCX_m_e || joint_of(docx_above(w, 2));
    int is_deletion = element == DOCX_w_del || element == DOCX_w_moveFrom;
    int is_insertion = element == DOCX_w_ins || element == DOCX_w_moveTo;
    (void)attributes;
    if (!is_part &&
        ((is_deletion && w->changes == DOCX_ACCEPT) || (is_insertion && w->changes == DOCX_REJECT)))
        outer(w, 3)->is_undone = 1;
}

static size_t characters(sheaf_str text) {
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return count;
}

/* The opening bracket, of one byte, goes in front of what is already written: spans that begin behind it move along. */
static void put_brackets(docx_walk *w, size_t at, sheaf_str opening, sheaf_str closing) {
    docx_paragraph *p = &w->paragraph;
    put(w, closing);
    docx_text_add(w->reader, &p->text, SHEAF_STR(" "));
    if (p->text.len < at + 2)
        return;
    memmove(p->text.ptr + at + 1, p->text.ptr + at, p->text.len - at - 1);
    p->text.ptr[at] = *opening.ptr;
    docx_account_text(w, opening);
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
    docx_name parent = docx_above(w, 1);
    sheaf_str all = docx_text_view(&w->paragraph.text);
    docx_loss reason;
    if (own->at > all.len || docx_field_hides(w) || docx_inline_hidden(w, &reason))
        return;
    if (own->is_undone || outer(w, 1)->is_undone)
        return;
    int brackets = (found && found->brackets) || (element == DOCX_m_e && brackets_inside(parent));
    size_t length = characters((sheaf_str){all.ptr + own->at, all.len - own->at});
    if (brackets && length > 1)
        put_brackets(w, own->at, SHEAF_STR("("), SHEAF_STR(")"));
    if (element == DOCX_m_deg && length > 0)
        put_brackets(w, own->at, SHEAF_STR("["), SHEAF_STR("]"));
    if (found && found->brackets && length == 1)
        docx_apart_words(w); /* x^k a is not x^(ka) */
    else if (found || brackets)
        docx_apart(w);
    if (element == DOCX_m_oMath && is_display(w))
        docx_paragraph_break(w);
    if (element == DOCX_m_fName)
        put(w, SHEAF_STR(" "));
    put(w, own->closing);
}
