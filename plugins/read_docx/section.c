/* Sections: their headers and footers, and how they number notes. A section inherits headers that it does not name. A part
 * counts where a section uses it: the default one always, the first page's only with w:titlePg, that of even pages only
 * with w:evenAndOddHeaders. Each part is read once, behind the text of the document, and marked as furniture. */
#include "walk.h"

typedef struct header {
    sheaf_str part;
    docx_name element; /* w:headerReference or w:footerReference */
    uint32_t is_first, is_even;
} header;

/* The place of its kind among those that are in force: six at most. */
static header *place_of(docx_walk *w, header one) {
    for (uint32_t i = 0; i < w->section.count; i++) {
        header *old = DOCX_VEC_AT(&w->section, header, i);
        if (old->element == one.element && old->is_first == one.is_first &&
            old->is_even == one.is_even)
            return old;
    }
    return docx_vec_push(w->reader, &w->section, sizeof(header));
}

void docx_section_property(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    if (element == DOCX_w_titlePg)
        w->title_page = docx_is_on(attributes);
    if (element != DOCX_w_headerReference && element != DOCX_w_footerReference)
        return;
    sheaf_str type = docx_attribute(attributes, DOCX_w_type);
    const docx_relation *relation = docx_relation_find(docx_relations_of(w->reader, w->part),
                                                       docx_attribute(attributes, DOCX_r_id));
    if (!relation || relation->external)
        return;
    header one = {.part = relation->target,
                  .element = element,
                  .is_first = docx_same(type, SHEAF_STR("first")) ? 1 : 0,
                  .is_even = docx_same(type, SHEAF_STR("even")) ? 1 : 0};
    header *place = place_of(w, one);
    if (place)
        *place = one;
}

/* ------------------------------------------------------------------------------- numbers of notes -- */

/* A section states how its notes are numbered when they have been read: what it asks for beside the settings cannot be
 * followed, but is said. */
static const struct {
    docx_aside_kind kind;
    const char *name, *properties;
} notes[] = {{DOCX_FOOTNOTE, "footnotes", "footnotePr"}, {DOCX_ENDNOTE, "endnotes", "endnotePr"}};

void docx_section_note(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    docx_note_numbers_take(&w->asked[docx_above(w, 1) == DOCX_w_endnotePr], element, attributes);
}

static void settle_notes(docx_walk *w) {
    const docx_note_numbers *settings[] = {&w->settings.footnotes, &w->settings.endnotes};
    for (int i = 0; i < 2; i++) {
        const docx_note_numbers *asked = &w->asked[i];
        int is_other = asked->format.row != settings[i]->format.row ||
                       asked->format.width != settings[i]->format.width ||
                       asked->start != settings[i]->start;
        w->renumbers[i] |= is_other || asked->each_page || (asked->each_section && w->sections);
        w->asked[i] = *settings[i];
    }
    w->sections++;
}

void docx_section_notes(docx_walk *w) {
    for (int i = 0; i < 2; i++)
        if (w->renumbers[i] && w->ordinals[notes[i].kind])
            docx_warnf(w->reader, "docx.note.numbers", w->reader->main, 0,
                       "A section numbers its %s by itself, or anew on each page (w:%s); here they "
                       "count through from the first, so their numbers may not be those in print",
                       notes[i].name, notes[i].properties);
}

/* ---------------------------------------------------------------------------------------- headers -- */

static int is_known(const docx_walk *w, sheaf_str part) {
    for (uint32_t i = 0; i < w->headers.count; i++)
        if (docx_same(*DOCX_VEC_AT(&w->headers, sheaf_str, i), part))
            return 1;
    return 0;
}

/* More headers than that come from a damaged or hostile file. */
enum { MOST_HEADERS = 1000 };

void docx_section_end(docx_walk *w, docx_name element) {
    (void)element;
    for (uint32_t i = 0; i < w->section.count; i++) {
        const header *one = DOCX_VEC_AT(&w->section, const header, i);
        int is_used = (!one->is_first || w->title_page) &&
                      (!one->is_even || w->settings.even_and_odd_headers);
        sheaf_str *room = is_used && w->headers.count < MOST_HEADERS && !is_known(w, one->part)
                              ? docx_vec_push(w->reader, &w->headers, sizeof *room)
                              : NULL;
        if (room)
            *room = one->part;
    }
    w->title_page = 0;
    settle_notes(w);
}

static sheaf_status walk_header(docx_walk *w, sheaf_str part) {
    docx_story outside = docx_story_begin(w, part, SHEAF_STR("/*"));
    w->flags |= SHEAF_FURNITURE;
    w->pending_break = 0;
    sheaf_status status = docx_walk_part(w, part);
    docx_story_end(w, outside);
    return status;
}

sheaf_status docx_section_headers(docx_walk *w) {
    sheaf_status status = SHEAF_OK;
    for (uint32_t i = 0; i < w->headers.count && status == SHEAF_OK; i++)
        status = walk_header(w, *DOCX_VEC_AT(&w->headers, sheaf_str, i));
    return status;
}
