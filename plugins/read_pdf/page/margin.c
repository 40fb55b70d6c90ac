/* SPDX-License-Identifier: GPL-2.0-or-later
 * What lies on a page besides its content: links, remarks of readers, and values of form fields that no appearance shows.
 * Poppler gives their boxes turned as the page is, but from its lower edge up. */
#include "source.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A page with more annotations than this is made to exhaust its reader. */
enum { MOST_LISTED = 20000, MOST_VALUE = 20000, MOST_COMPARED = 100000000 };

bool pdf_place_area(const pdf_page *page, const PopplerRectangle *area, float box[4]) {
    const double at[4] = {fmin(area->x1, area->x2), (double)page->height - fmax(area->y1, area->y2),
                          fmax(area->x1, area->x2),
                          (double)page->height - fmin(area->y1, area->y2)};
    for (int i = 0; i < 4; i++) {
        double most = (double)(i % 2 ? page->height : page->width);
        if (!isfinite(at[i]))
            return false;
        box[i] = (float)fmin(fmax(at[i], 0), most);
    }
    return true;
}

/* ---- links ------------------------------------------------------------------------------------------------------ */

static sheaf_str page_target(pdf_source *source, const PopplerDest *dest) {
    char text[32];
    PopplerDest *found = NULL;
    if (dest && dest->type == POPPLER_DEST_NAMED && dest->named_dest)
        dest = found = poppler_document_find_dest(source->document, dest->named_dest);
    int number = dest ? dest->page_num : 0;
    if (found)
        poppler_dest_free(found);
    if (number < 1 || (uint32_t)number > source->pages)
        return SHEAF_STR("");
    snprintf(text, sizeof text, "#page=%d", number);
    return pdf_keep_text(source->reader, text);
}

static sheaf_str target_of(pdf_source *source, const PopplerAction *action) {
    if (action && action->type == POPPLER_ACTION_URI)
        return pdf_keep_text(source->reader, action->uri.uri);
    if (action && action->type == POPPLER_ACTION_GOTO_DEST)
        return page_target(source, action->goto_dest.dest);
    return SHEAF_STR("");
}

static void take_links(pdf_source *source, GList *list, pdf_page *page) {
    guint count = g_list_length(list);
    count = count < MOST_LISTED ? count : MOST_LISTED;
    pdf_link *links = PDF_TAKE(source->reader->page, pdf_link, count);
    page->links = links;
    for (guint i = 0; links && i < count; i++, list = list->next) {
        const PopplerLinkMapping *mapping = list->data;
        pdf_link *link = &links[page->link_count];
        link->target = target_of(source, mapping->action);
        if (link->target.len && pdf_place_area(page, &mapping->area, link->box))
            page->link_count++;
    }
}

/* ---- remarks ---------------------------------------------------------------------------------------------------- */

/* Kinds whose text stands beside the page, in a note or a pop-up; others draw it (ISO 32000-1, table 169). */
static bool is_remark(PopplerAnnotType type) {
    static const PopplerAnnotType kinds[] = {
        POPPLER_ANNOT_TEXT,       POPPLER_ANNOT_LINE,           POPPLER_ANNOT_SQUARE,
        POPPLER_ANNOT_CIRCLE,     POPPLER_ANNOT_POLYGON,        POPPLER_ANNOT_POLY_LINE,
        POPPLER_ANNOT_HIGHLIGHT,  POPPLER_ANNOT_UNDERLINE,      POPPLER_ANNOT_SQUIGGLY,
        POPPLER_ANNOT_STRIKE_OUT, POPPLER_ANNOT_STAMP,          POPPLER_ANNOT_CARET,
        POPPLER_ANNOT_INK,        POPPLER_ANNOT_FILE_ATTACHMENT};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i] == type)
            return true;
    return false;
}

static void take_remark(pdf_source *source, const PopplerAnnotMapping *mapping,
                        const pdf_page *page) {
    char *text = is_remark(poppler_annot_get_annot_type(mapping->annot))
                     ? poppler_annot_get_contents(mapping->annot)
                     : NULL;
    pdf_remark made = {.page = page->number};
    pdf_remark *remarks =
        text && *text && pdf_place_area(page, &mapping->area, made.box)
            ? pdf_more(source->reader->kept, source->remarks, source->remark_count,
                       &source->remark_capacity, sizeof *remarks)
            : NULL;
    if (remarks) {
        char *author = POPPLER_IS_ANNOT_MARKUP(mapping->annot)
                           ? poppler_annot_markup_get_label(POPPLER_ANNOT_MARKUP(mapping->annot))
                           : NULL;
        made.text = pdf_keep_text(source->reader, text);
        made.author = pdf_keep_text(source->reader, author);
        source->remarks = remarks;
        remarks[source->remark_count++] = made;
        g_free(author);
    }
    g_free(text);
}

uint32_t pdf_source_remarks(const pdf_source *source, const pdf_remark **remarks) {
    *remarks = source->remarks;
    return source->remark_count;
}

/* ---- form fields ------------------------------------------------------------------------------------------------ */

/* The value in UTF-8, to be freed; NULL where there is none to print. */
static char *value_of(PopplerFormField *field) {
    switch (poppler_form_field_get_field_type(field)) {
    case POPPLER_FORM_FIELD_TEXT:
        return poppler_form_field_text_is_password(field) ? NULL
                                                          : poppler_form_field_text_get_text(field);
    case POPPLER_FORM_FIELD_CHOICE: {
        char *typed = poppler_form_field_choice_get_text(field);
        if (typed)
            return typed;
        for (int i = 0; i < poppler_form_field_choice_get_n_items(field); i++)
            if (poppler_form_field_choice_is_item_selected(field, i))
                return poppler_form_field_choice_get_item(field, i);
        return NULL;
    }
    case POPPLER_FORM_FIELD_BUTTON:
        return poppler_form_field_button_get_button_type(field) != POPPLER_FORM_BUTTON_PUSH &&
                       poppler_form_field_button_get_state(field)
                   ? g_strdup("\xE2\x98\x91") /* BALLOT BOX WITH CHECK */
                   : NULL;
    default:
        return NULL;
    }
}

static bool shows_text(const pdf_page *page, const float box[4]) {
    for (uint32_t i = 0; i < page->char_count; i++) {
        const float *at = page->chars[i].box;
        float x = (at[0] + at[2]) / 2, y = (at[1] + at[3]) / 2;
        if (x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3])
            return true;
    }
    return false;
}

/* Characters as a viewer would print them: side by side from the left edge, no wider than the field. */
static void print_value(pdf_source *source, pdf_page *page, const char *value, const float box[4]) {
    glong length = g_utf8_validate(value, -1, NULL) ? g_utf8_strlen(value, -1) : 0;
    uint32_t more = length > 0 && length < MOST_VALUE ? (uint32_t)length : 0;
    pdf_char *chars = PDF_TAKE(source->reader->page, pdf_char, (size_t)page->char_count + more + 1);
    if (!chars || !more)
        return;
    if (page->char_count)
        memcpy(chars, page->chars, page->char_count * sizeof *chars);
    float size = fminf(box[3] - box[1], 12), step = fminf(size, (box[2] - box[0]) / (float)more);
    uint16_t look = pdf_look_of(source, SHEAF_STR(""), (double)size, 0),
             flags = PDF_CHAR_LINE_BEFORE;
    for (uint32_t i = 0; i < more; i++, value = g_utf8_next_char(value)) {
        gunichar code = g_utf8_get_char(value);
        float x = box[0] + step * (float)i, y = (box[1] + box[3] - size) / 2;
        bool blank = g_unichar_isspace(code) || g_unichar_iscntrl(code);
        if (blank)
            flags |= PDF_CHAR_SPACE_BEFORE;
        else
            chars[page->char_count++] = (pdf_char){
                .box = {x, y, x + step, y + size}, .code = code, .look = look, .flags = flags};
        flags = blank ? flags : 0;
    }
    page->chars = chars;
}

static void take_field(pdf_source *source, const PopplerFormFieldMapping *mapping, pdf_page *page) {
    float box[4];
    char *value = value_of(mapping->field);
    source->has_fields = true;
    if (value && *value && pdf_place_area(page, &mapping->area, box) && !shows_text(page, box))
        print_value(source, page, value, box);
    g_free(value);
}

/* ---- the page --------------------------------------------------------------------------------------------------- */

static void warn_of_many(pdf_source *source, const pdf_page *page, GList *list) {
    if (g_list_nth(list, MOST_LISTED))
        pdf_say(source->reader, SHEAF_WARNING, "pdf.page.crowded", page->number, true,
                "The page has more than %d annotations; those beyond are left out", MOST_LISTED);
}

void pdf_margin_read(pdf_source *source, PopplerPage *from, GList *annots, pdf_page *page) {
    GList *links = g_list_reverse(poppler_page_get_link_mapping(from)); /* now in order */
    take_links(source, links, page);
    poppler_page_free_link_mapping(links);
    GList *one = annots;
    for (uint32_t i = 0; one && i < MOST_LISTED; i++, one = one->next)
        take_remark(source, one->data, page);
    warn_of_many(source, page, annots);
    GList *fields = poppler_page_get_form_field_mapping(from);
    one = fields;
    for (uint64_t i = 0; one && i * page->char_count < MOST_COMPARED; i++, one = one->next)
        take_field(source, one->data, page);
    poppler_page_free_form_field_mapping(fields);
}
