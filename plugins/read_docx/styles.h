/* The styles of a document (ECMA-376 Part 1, 17.7), resolved: each style knows its role and what it inherited. Roles
 * follow from outline levels and names, in the languages that producers write them in. A style is found
 * by id once and then spoken of by its index; index 0 is a style that says nothing. */
#ifndef DOCX_STYLES_H
#define DOCX_STYLES_H

#include "docx.h"
#include "xml.h"

typedef enum docx_style_type {
    DOCX_STYLE_PARAGRAPH = 0,
    DOCX_STYLE_CHARACTER,
    DOCX_STYLE_TABLE,
    DOCX_STYLE_NUMBERING,
    DOCX_STYLE_TYPES
} docx_style_type;

typedef enum docx_role {
    DOCX_ROLE_BODY = 0,
    DOCX_ROLE_HEADING, /* `level`, from 1 to 9 */
    DOCX_ROLE_TITLE,
    DOCX_ROLE_SUBTITLE,
    DOCX_ROLE_QUOTE,
    DOCX_ROLE_CODE, /* paragraph: preformatted; character: code */
    DOCX_ROLE_CAPTION,
    DOCX_ROLE_LIST, /* list paragraph, numbered or not */
    DOCX_ROLE_TOC,  /* an entry of a table of contents, or of figures */
    DOCX_ROLE_TOC_HEADING,
    DOCX_ROLE_NOTE, /* text of a footnote or endnote */
    DOCX_ROLE_HEADER,
    DOCX_ROLE_FOOTER,
    DOCX_ROLE_COMMENT,
    DOCX_ROLE_REFERENCE, /* character: the mark of a footnote, endnote or comment */
    DOCX_ROLE_LINK       /* character: hyperlink */
} docx_role;

/* ---- run properties ---- */

enum {
    DOCX_BOLD = 1u << 0,
    DOCX_ITALIC = 1u << 1,
    DOCX_STRIKE = 1u << 2,
    DOCX_VANISH = 1u << 3, /* hidden text */
    /* the next are no toggles (17.7.3) */
    DOCX_DOUBLE_STRIKE = 1u << 4,
    DOCX_SUPERSCRIPT = 1u << 5,
    DOCX_SUBSCRIPT = 1u << 6
};

/* Which run properties are stated, and which of them are on. Zeroed: none. */
typedef struct docx_run_format {
    uint16_t stated;
    uint16_t on;
} docx_run_format;

/* Takes in one child of w:rPr; returns 1 where it was one of the above. For styles and for direct formatting. */
int docx_run_format_take(docx_run_format *format, docx_name element,
                         const docx_attributes *attributes);

/* ---- styles ---- */

typedef struct docx_style {
    docx_style_type type;
    docx_role role;
    uint32_t level; /* heading: from 1; TOC entry: its level, or 0 */
    sheaf_str id, name;
    docx_run_format run; /* what it and the styles that it is based on state */
    /* paragraph styles: */
    uint32_t has_outline; /* w:outlineLvl is stated, by it or what it is based on; see `outline` */
    uint32_t outline;     /* as in the file: 0 to 8, 9 is body text */
    uint32_t is_numbered; /* 1: num_id and ilvl count, unless the paragraph states its own */
    int64_t num_id, ilvl;
    uint32_t numbered_by;  /* index of the style that states it */
    uint32_t break_before; /* w:pageBreakBefore */
    uint32_t indented;     /* first line */
    uint32_t centred;
    uint32_t size; /* half points; what w:docDefaults says, or 20, where no style does */
} docx_style;

typedef struct docx_styles docx_styles;

/* Reads the part; an empty name makes styles that hold nothing but index 0. Lives as long as the job. */
sheaf_status docx_styles_read(docx_reader *reader, sheaf_str part, docx_styles **out);

/* Index of the style of that type and id. An empty or unknown id: the default style of the type (w:default), else
 * 0. */
uint32_t docx_styles_find(const docx_styles *styles, docx_style_type type, sheaf_str id);

/* The style; index 0 for an index out of range. Never NULL. */
const docx_style *docx_styles_at(const docx_styles *styles, uint32_t index);

/* How many there are, index 0 counted. */
uint32_t docx_styles_count(const docx_styles *styles);

/* What holds for a run in a paragraph of style `paragraph` with character style `character` and the direct formatting:
 * the bits that are on. Toggles of the two styles cancel each other, what is direct wins (17.7.3). Bold and
 * italic of a paragraph style are its look and no emphasis: they are left out. */
uint32_t docx_styles_run(const docx_styles *styles, uint32_t paragraph, uint32_t character,
                         docx_run_format direct);

/* 1 where text of that paragraph style is bold by itself, for what looks like a title. */
int docx_styles_is_bold(const docx_styles *styles, uint32_t paragraph);

/* For docx_numbering_link: states the level of a numbered style. */
void docx_styles_set_level(docx_styles *styles, uint32_t index, int64_t ilvl);

#endif
