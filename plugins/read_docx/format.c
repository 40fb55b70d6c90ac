/* Direct formatting: the children of w:pPr, w:numPr and w:rPr. What a paragraph mark says of itself (17.3.1.29)
 * stands in a w:rPr inside the w:pPr and is told apart by that. */
#include "walk.h"

/* The first letters of a paragraph in a frame of their own (17.3.1.11). */
static int is_drop_cap(sheaf_str kind) {
    return docx_same(kind, SHEAF_STR("drop")) || docx_same(kind, SHEAF_STR("margin"));
}

void docx_format_paragraph(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    docx_paragraph *p = &w->paragraph;
    switch (element) {
    case DOCX_w_pStyle:
        p->style = docx_styles_find(w->styles, DOCX_STYLE_PARAGRAPH,
                                    docx_attribute(attributes, DOCX_w_val));
        break;
    case DOCX_w_outlineLvl:
        p->outline = docx_number(attributes, DOCX_w_val, -1);
        break;
    case DOCX_w_jc:
        p->centred = docx_same(docx_attribute(attributes, DOCX_w_val), SHEAF_STR("center"));
        break;
    case DOCX_w_ind:
        p->indented = docx_number(attributes, DOCX_w_firstLine, 0) > 0 ||
                      docx_number(attributes, DOCX_w_firstLineChars, 0) > 0;
        break;
    case DOCX_w_pageBreakBefore:
        p->break_before = docx_is_on(attributes);
        break;
    case DOCX_w_framePr:
        p->drop_cap = is_drop_cap(docx_attribute(attributes, DOCX_w_dropCap));
        break;
    case DOCX_w_sectPr:
        p->ends_section = 1;
        break;
    case DOCX_w_numPr:
        p->has_number = 1;
        p->num_id = p->ilvl = -1;
        break;
    default:
        break;
    }
}

void docx_format_number(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    int64_t *to = element == DOCX_w_numId  ? &w->paragraph.num_id
                  : element == DOCX_w_ilvl ? &w->paragraph.ilvl
                                           : NULL;
    if (to)
        *to = docx_number(attributes, DOCX_w_val, -1);
}

static void format_mark(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    docx_paragraph *p = &w->paragraph;
    p->mark_deleted |= element == DOCX_w_del || element == DOCX_w_moveFrom;
    p->mark_inserted |= element == DOCX_w_ins || element == DOCX_w_moveTo;
    p->style_separator |= element == DOCX_w_specVanish && docx_is_on(attributes);
    p->mark_hidden |= element == DOCX_w_vanish && docx_is_on(attributes);
}

void docx_format_run(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    if (docx_above(w, 2) == DOCX_w_pPr) {
        format_mark(w, element, attributes);
        return;
    }
    w->run.is_settled = 0;
    if (element == DOCX_w_rStyle)
        w->run.style = docx_styles_find(w->styles, DOCX_STYLE_CHARACTER,
                                        docx_attribute(attributes, DOCX_w_val));
    else if (element == DOCX_w_rFonts)
        w->run.font = docx_symbol_font_find(docx_attribute(attributes, DOCX_w_ascii));
    else if (element == DOCX_w_position)
        w->run.position = docx_number(attributes, DOCX_w_val, 0);
    else if (element == DOCX_w_color)
        w->run.is_white = docx_same(docx_attribute(attributes, DOCX_w_val), SHEAF_STR("FFFFFF"));
    else if (element == DOCX_w_sz)
        w->run.size = (uint32_t)(docx_number(attributes, DOCX_w_val, 0) & 0xFFFF);
    else
        docx_run_format_take(&w->run.format, element, attributes);
}
