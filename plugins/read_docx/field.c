/* Fields (17.16): between `begin` and `separate` stands an instruction, which is no text; between `separate` and `end`
 * its result, which is. They nest, and go over paragraphs. HYPERLINK fields are links like w:hyperlink. */
#include "walk.h"

static docx_field *innermost(docx_walk *w) {
    return w->fields.count > w->field_base
               ? DOCX_VEC_AT(&w->fields, docx_field, w->fields.count - 1)
               : NULL;
}

int docx_field_hides(const docx_walk *w) {
    return w->instructions > 0;
}

void docx_field_instruction(docx_walk *w, sheaf_str text) {
    const docx_field *field = innermost(w);
    if (field && !field->in_result)
        docx_text_add(w->reader, &w->instruction, text);
}

/* -------------------------------------------------------------------------------------------- links -- */

/* Links in links beyond these are text alone: each that is open marks every paragraph up to its end. */
enum { MOST_LINKS = 16 };

/* 1: there is one to close. */
static int open_link(docx_walk *w, sheaf_str target) {
    docx_vec *links = &w->paragraph.links;
    docx_open_span *link =
        links->count < MOST_LINKS ? docx_vec_push(w->reader, links, sizeof *link) : NULL;
    if (link)
        *link = (docx_open_span){SHEAF_STR(""), target, w->paragraph.text.len};
    return link != NULL;
}

static void close_link(docx_walk *w) {
    docx_paragraph *p = &w->paragraph;
    if (!p->links.count)
        return;
    const docx_open_span *link = DOCX_VEC_AT(&p->links, docx_open_span, --p->links.count);
    if (p->text.len > link->start)
        docx_paragraph_span(w, (docx_span){SHEAF_RUN_LINK, link->start, p->text.len - link->start,
                                           link->target, 0});
}

/* An IRI and a bookmark as one target. */
static sheaf_str join_target(docx_walk *w, sheaf_str iri, sheaf_str anchor) {
    docx_text target = {0};
    docx_text_add(w->reader, &target, iri);
    if (anchor.len)
        docx_text_add(w->reader, &target, SHEAF_STR("#"));
    docx_text_add(w->reader, &target, anchor);
    return docx_text_view(&target);
}

void docx_field_hyperlink(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    sheaf_str id = docx_attribute(attributes, DOCX_r_id);
    const docx_relation *relation =
        id.len ? docx_relation_find(docx_relations_of(w->reader, w->part), id) : NULL;
    (void)element;
    sheaf_str target = join_target(w, relation ? relation->target : SHEAF_STR(""),
                                   docx_attribute(attributes, DOCX_w_anchor));
    w->elements[w->depth - 1].note = (uint16_t)open_link(w, target);
}

void docx_field_link_end(docx_walk *w, docx_name element) {
    (void)element;
    if (w->elements[w->depth - 1].note)
        close_link(w);
}

/* ------------------------------------------------------------------------------------- instructions -- */

/* The next word of an instruction; quotes keep blanks together. Empty at the end. */
static sheaf_str take_word(sheaf_str *rest) {
    while (rest->len && (*rest->ptr == ' ' || *rest->ptr == '\t'))
        *rest = (sheaf_str){rest->ptr + 1, rest->len - 1};
    char end = rest->len && *rest->ptr == '"' ? '"' : ' ';
    size_t from = end == '"';
    size_t len = from;
    while (len < rest->len && rest->ptr[len] != end)
        len++;
    sheaf_str word = {rest->ptr + from, len - from};
    size_t eaten = len + (len < rest->len);
    *rest = (sheaf_str){rest->ptr + eaten, rest->len - eaten};
    return word;
}

/* HYPERLINK "iri" \l "bookmark" \o "tip": 1 and its target. */
static int link_of(docx_walk *w, sheaf_str instruction, sheaf_str *target) {
    sheaf_str iri = SHEAF_STR("");
    sheaf_str anchor = SHEAF_STR("");
    if (!docx_same_folded(take_word(&instruction), SHEAF_STR("HYPERLINK")))
        return 0;
    while (instruction.len) {
        sheaf_str word = take_word(&instruction);
        if (docx_same(word, SHEAF_STR("\\l")))
            anchor = take_word(&instruction);
        else if (docx_same(word, SHEAF_STR("\\o")) || docx_same(word, SHEAF_STR("\\t")))
            take_word(&instruction);
        else if (word.len && *word.ptr != '\\' && !iri.len)
            iri = word;
    }
    *target = join_target(w, iri, anchor);
    return target->len > 0;
}

void docx_field_simple(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    sheaf_str target;
    (void)element;
    w->elements[w->depth - 1].at = (uint32_t)w->paragraph.text.len;
    if (link_of(w, docx_attribute(attributes, DOCX_w_instr), &target))
        w->elements[w->depth - 1].note = (uint16_t)open_link(w, target);
}

/* Marks for an index or a table of contents, and what is only set: they print nothing (17.16.5). */
static int is_silent(sheaf_str instruction) {
    static const sheaf_str silent[] = {{"XE", 2},  {"TC", 2},  {"TA", 2},      {"RD", 2},
                                       {"SET", 3}, {"ASK", 3}, {"PRIVATE", 7}, {"ADVANCE", 7}};
    sheaf_str name = take_word(&instruction);
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        if (docx_same_folded(name, silent[i]))
            return 1;
    return name.len == 0;
}

/* A field whose result is not in the file prints something: what stands around it is not one number. */
static void end_result(docx_walk *w, size_t from, int is_unknown) {
    docx_loss reason;
    if (from != w->paragraph.text.len || docx_field_hides(w) || docx_inline_hidden(w, &reason))
        return;
    if (is_unknown)
        docx_apart_object(w);
    else
        docx_apart(w);
}

void docx_field_simple_end(docx_walk *w, docx_name element) {
    docx_field_link_end(w, element);
    end_result(w, w->elements[w->depth - 1].at, 0);
}

/* ------------------------------------------------------------------------------------- form fields -- */

/* Boxes and lists to choose from (17.16.5.20, 17.16.5.21) print what their properties say; they have no result. */
static const sheaf_str boxes[] = {{"\xE2\x98\x90", 3}, {"\xE2\x98\x92", 3}};

void docx_field_box(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    docx_field *field = innermost(w);
    (void)element, (void)attributes;
    if (field)
        field->shown = boxes[0];
}

/* Does this child of the properties state the value: one that a person chose, or else the default? */
static docx_field *stating(docx_walk *w, docx_name element, docx_name chosen) {
    docx_field *field = innermost(w);
    if (!field || (element != chosen && (element != DOCX_w_default || field->is_chosen)))
        return NULL;
    field->is_chosen = element == chosen;
    return field;
}

void docx_field_ticked(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    docx_field *field = stating(w, element, DOCX_w_checked);
    if (field)
        field->shown = boxes[docx_is_on(attributes) ? 1 : 0];
}

void docx_field_choice(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    docx_field *field = stating(w, element, DOCX_w_result);
    if (field)
        field->choice = docx_number(attributes, DOCX_w_val, 0);
    field = innermost(w);
    if (field && element == DOCX_w_listEntry && field->entries++ == field->choice)
        field->shown = docx_keep(w->reader, docx_attribute(attributes, DOCX_w_val));
}

/* ------------------------------------------------------------------------------------ complex fields -- */

static void begin(docx_walk *w) {
    docx_field *field = docx_vec_push(w->reader, &w->fields, sizeof *field);
    if (!field)
        return;
    w->instructions++;
    *field = (docx_field){.start = w->instruction.len, .shown = SHEAF_STR("")};
}

static void separate(docx_walk *w) {
    docx_field *field = innermost(w);
    sheaf_str target;
    if (!field || field->in_result)
        return;
    sheaf_str all = docx_text_view(&w->instruction);
    field->has_link =
        link_of(w, (sheaf_str){all.ptr + field->start, all.len - field->start}, &target);
    field->in_result = 1;
    field->from = w->paragraph.text.len;
    w->instruction.len = field->start;
    if (field->has_link)
        field->has_link = open_link(w, target);
    w->instructions--;
}

static void end(docx_walk *w) {
    docx_field *field = innermost(w);
    if (!field)
        return;
    if (field->has_link)
        close_link(w);
    int is_unknown = 0; /* Word works it out when it shows the document */
    if (!field->in_result) {
        sheaf_str all = docx_text_view(&w->instruction);
        is_unknown = !is_silent((sheaf_str){all.ptr + field->start, all.len - field->start});
        w->instruction.len = field->start;
        w->instructions--;
        field->from = w->paragraph.text.len;
    }
    const docx_field ended = *field;
    w->fields.count--;
    if (ended.from == w->paragraph.text.len)
        docx_inline_made(w, ended.shown);
    end_result(w, ended.from, is_unknown);
}

static const struct {
    sheaf_str type;
    void (*act)(docx_walk *w);
} acts[] = {{{"begin", 5}, begin}, {{"separate", 8}, separate}, {{"end", 3}, end}};

void docx_field_char(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    sheaf_str type = docx_attribute(attributes, DOCX_w_fldCharType);
    (void)element;
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (docx_same(acts[i].type, type))
            acts[i].act(w);
}

void docx_field_end_story(docx_walk *w) {
    if (docx_field_hides(w))
        docx_warnf(
            w->reader, "docx.field.open", w->part, 1,
            "A field in %.*s has no end; what follows its beginning was taken for its instruction",
            (int)w->part.len, w->part.ptr);
    while (innermost(w))
        end(w);
}
