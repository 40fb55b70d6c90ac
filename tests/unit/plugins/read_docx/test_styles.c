/* Styles resolved: what they inherit, what their names mean, what holds for a run; chains of any length, circles and
 * styles that are not there. */
#include "cm.h"

#include "shelf.h"
#include "styles.h"

#define STYLE(type, id, name, inner)                                                               \
    "<w:style w:type='" type "' w:styleId='" id "'><w:name w:val='" name "'/>" inner "</w:style>"
#define BASED(id) "<w:basedOn w:val='" id "'/>"
#define OUTLINE(level) "<w:pPr><w:outlineLvl w:val='" level "'/></w:pPr>"

typedef struct opened {
    shelf shelf;
    docx_styles *styles;
} opened;

static sheaf_status read_styles(shelf *s, const char *xml, docx_styles **styles) {
    const shelf_part parts[] = {{"word/styles.xml", xml}};
    sheaf_status status = shelf_open(s, parts, 1);
    return status == SHEAF_OK ? docx_styles_read(&s->reader, SHEAF_STR("word/styles.xml"), styles)
                              : status;
}

static void open_styles(opened *o, const char *xml) {
    *o = (opened){0};
    assert_int_equal(read_styles(&o->shelf, xml, &o->styles), SHEAF_OK);
}

static uint32_t find(const opened *o, docx_style_type type, const char *id) {
    return docx_styles_find(o->styles, type, (sheaf_str){id, strlen(id)});
}

static const docx_style *paragraph(const opened *o, const char *id) {
    return docx_styles_at(o->styles, find(o, DOCX_STYLE_PARAGRAPH, id));
}

/* ---- names ---- */

static const struct {
    const char *name;
    docx_role role;
    uint32_t level;
} named[] = {
    {"heading 1", DOCX_ROLE_HEADING, 1},
    {"Heading 9", DOCX_ROLE_HEADING, 9},
    {"heading 10", DOCX_ROLE_BODY, 0},
    {"heading 0", DOCX_ROLE_BODY, 0},
    {"heading", DOCX_ROLE_BODY, 0},
    {"heading 2,H2,二级标题", DOCX_ROLE_HEADING, 2},
    {"my own, Heading 3", DOCX_ROLE_HEADING, 3},
    {"标题 1", DOCX_ROLE_HEADING, 1},
    {"标题2", DOCX_ROLE_HEADING, 2},
    {"标题 ３", DOCX_ROLE_HEADING, 3},
    {"标题一", DOCX_ROLE_HEADING, 1},
    {"一级标题", DOCX_ROLE_HEADING, 1},
    {"3级标题", DOCX_ROLE_HEADING, 3},
    {"标题 1 Char", DOCX_ROLE_BODY, 0},
    {"Überschrift 1", DOCX_ROLE_HEADING, 1},
    {"überschrift 2", DOCX_ROLE_HEADING, 2},
    {"Titre 3", DOCX_ROLE_HEADING, 3},
    {"Título 1", DOCX_ROLE_HEADING, 1},
    {"ЗАГОЛОВОК 4", DOCX_ROLE_HEADING, 4},
    {"見出し 1", DOCX_ROLE_HEADING, 1},
    {"제목 1", DOCX_ROLE_HEADING, 1},
    {"Title", DOCX_ROLE_TITLE, 0},
    {"标题", DOCX_ROLE_TITLE, 0},
    {"Subtitle", DOCX_ROLE_SUBTITLE, 0},
    {"Quote", DOCX_ROLE_QUOTE, 0},
    {"Intense Quote", DOCX_ROLE_QUOTE, 0},
    {"Block Text", DOCX_ROLE_QUOTE, 0},
    {"HTML Preformatted", DOCX_ROLE_CODE, 0},
    {"Source Code", DOCX_ROLE_CODE, 0},
    {"macro", DOCX_ROLE_CODE, 0},
    {"caption", DOCX_ROLE_CAPTION, 0},
    {"Table Caption", DOCX_ROLE_CAPTION, 0},
    {"List Paragraph", DOCX_ROLE_LIST, 0},
    {"List Bullet 3", DOCX_ROLE_LIST, 0},
    {"toc 1", DOCX_ROLE_TOC, 1},
    {"目录 2", DOCX_ROLE_TOC, 2},
    {"TOC Heading", DOCX_ROLE_TOC_HEADING, 0},
    {"table of figures", DOCX_ROLE_TOC, 0},
    {"footnote text", DOCX_ROLE_NOTE, 0},
    {"header", DOCX_ROLE_HEADER, 0},
    {"页脚", DOCX_ROLE_FOOTER, 0},
    {"annotation text", DOCX_ROLE_COMMENT, 0},
    {"Normal", DOCX_ROLE_BODY, 0},
    {"", DOCX_ROLE_BODY, 0},
    {",,,", DOCX_ROLE_BODY, 0},
    {"headings 1", DOCX_ROLE_BODY, 0},
};

static void names_tell_roles(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        char xml[512];
        snprintf(xml, sizeof xml, "<w:styles %%W>" STYLE("paragraph", "x", "%s", "") "</w:styles>",
                 named[i].name);
        opened o;
        open_styles(&o, xml);
        const docx_style *style = paragraph(&o, "x");
        if (style->role != named[i].role || style->level != named[i].level)
            print_message("%s\n", named[i].name);
        assert_int_equal(style->role, named[i].role);
        assert_int_equal(style->level, named[i].level);
        shelf_close(&o.shelf);
    }
}

/* A name of 100 KiB, and one that is cut inside a character. */
static void odd_names_are_no_roles(void **state) {
    (void)state;
    enum { LONG = 100000 };
    char *xml = malloc(LONG + 200);
    assert_non_null(xml);
    size_t len =
        (size_t)snprintf(xml, LONG, "<w:styles %%W><w:style w:styleId='x'><w:name w:val='");
    memset(xml + len, 'h', LONG);
    snprintf(xml + len + LONG, 100, "'/></w:style></w:styles>");
    opened o;
    open_styles(&o, xml);
    assert_int_equal(paragraph(&o, "x")->role, DOCX_ROLE_BODY);
    assert_int_equal(paragraph(&o, "x")->name.len, LONG);
    shelf_close(&o.shelf);
    free(xml);
}

/* ---- what is inherited ---- */

static void outlines_go_down_the_chain(void **state) {
    (void)state;
    opened o;
    open_styles(&o,
                "<w:styles %W>" STYLE("paragraph", "own", "own", BASED("h") "")
                    STYLE("paragraph", "h", "heading 2", OUTLINE("1"))
                        STYLE("paragraph", "deep", "deep", BASED("own") OUTLINE("4"))
                            STYLE("paragraph", "body", "body", BASED("own") OUTLINE("9"))
                                STYLE("paragraph", "toc", "TOC Heading", BASED("h") OUTLINE("9"))
                                    STYLE("paragraph", "gdocs", "heading 3", "")
                                        STYLE("paragraph", "q", "more quotes", BASED("quote"))
                                            STYLE("paragraph", "quote", "Quote", "") "</w:styles>");
    assert_int_equal(paragraph(&o, "own")->role, DOCX_ROLE_HEADING);
    assert_int_equal(paragraph(&o, "own")->level, 2);
    assert_int_equal(paragraph(&o, "own")->has_outline, 1);
    assert_int_equal(paragraph(&o, "own")->outline, 1);
    assert_int_equal(paragraph(&o, "deep")->level, 5);
    assert_int_equal(paragraph(&o, "body")->role, DOCX_ROLE_BODY);
    assert_int_equal(paragraph(&o, "body")->outline, 9);
    assert_int_equal(paragraph(&o, "toc")->role, DOCX_ROLE_TOC_HEADING);
    assert_int_equal(paragraph(&o, "gdocs")->level, 3);
    assert_int_equal(paragraph(&o, "gdocs")->has_outline, 0);
    assert_int_equal(paragraph(&o, "q")->role, DOCX_ROLE_QUOTE);
    shelf_close(&o.shelf);
}

static void looks_are_inherited(void **state) {
    (void)state;
    opened o;
    open_styles(
        &o,
        "<w:styles %W><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='22'/></w:rPr></w:rPrDefault>"
        "</w:docDefaults>" STYLE(
            "paragraph", "a", "a",
            "<w:pPr><w:jc w:val='center'/><w:pageBreakBefore/><w:ind w:firstLine='420'/>"
            "<w:numPr><w:ilvl w:val='2'/><w:numId w:val='7'/></w:numPr></w:pPr>"
            "<w:rPr><w:b/><w:sz w:val='44'/></w:rPr>") STYLE("paragraph", "b", "b", BASED("a"))
            STYLE("paragraph", "c", "c",
                  BASED("b") "<w:pPr><w:jc w:val='left'/><w:pageBreakBefore w:val='0'/><w:ind "
                             "w:firstLineChars='0' w:firstLine='0'/><w:numPr><w:numId "
                             "w:val='0'/></w:numPr></w:pPr><w:rPr><w:b w:val='false'/></w:rPr>")
                STYLE("paragraph", "plain", "plain",
                      "<w:rPr><w:rPrChange><w:rPr><w:b/><w:sz "
                      "w:val='9'/></w:rPr></w:rPrChange></w:rPr>") "</w:styles>");
    const docx_style *b = paragraph(&o, "b"), *c = paragraph(&o, "c");
    assert_int_equal(b->size, 44);
    assert_true(b->centred && b->break_before && b->indented && b->is_numbered);
    assert_int_equal(b->num_id, 7);
    assert_int_equal(b->ilvl, 2);
    assert_true(docx_styles_is_bold(o.styles, find(&o, DOCX_STYLE_PARAGRAPH, "b")));
    assert_int_equal(c->size, 44);
    assert_false(c->centred || c->break_before || c->indented || c->is_numbered);
    assert_false(docx_styles_is_bold(o.styles, find(&o, DOCX_STYLE_PARAGRAPH, "c")));
    assert_int_equal(paragraph(&o, "plain")->size, 22);
    assert_false(docx_styles_is_bold(o.styles, find(&o, DOCX_STYLE_PARAGRAPH, "plain")));
    shelf_close(&o.shelf);
}

static void styles_are_found_by_type_and_id(void **state) {
    (void)state;
    opened o;
    open_styles(&o, "<w:styles %W><w:style w:type='paragraph' w:default='1' w:styleId='N'><w:name "
                    "w:val='Normal'/></w:style>" STYLE("character", "x", "char", "")
                        STYLE("paragraph", "x", "par", "") STYLE("paragraph", "x", "again", "")
                            STYLE("nonsense", "y", "y", "") "</w:styles>");
    assert_int_equal(find(&o, DOCX_STYLE_PARAGRAPH, ""), 1);
    assert_int_equal(find(&o, DOCX_STYLE_PARAGRAPH, "nowhere"), 1);
    assert_int_equal(find(&o, DOCX_STYLE_CHARACTER, "nowhere"), 0);
    assert_int_equal(find(&o, DOCX_STYLE_CHARACTER, "x"), 2);
    assert_int_equal(find(&o, DOCX_STYLE_PARAGRAPH, "x"), 3);
    assert_int_equal(find(&o, DOCX_STYLE_TABLE, "x"), 0);
    assert_int_equal(find(&o, DOCX_STYLE_PARAGRAPH, "y"), 5);
    assert_int_equal(docx_styles_count(o.styles), 6);
    assert_int_equal(docx_styles_at(o.styles, UINT32_MAX)->role, DOCX_ROLE_BODY);
    shelf_close(&o.shelf);
}

/* ---- runs ---- */

static void toggles_cancel_and_direct_wins(void **state) {
    (void)state;
    opened o;
    open_styles(&o, "<w:styles %W>" STYLE("paragraph", "p", "p",
                                          "<w:rPr><w:b/><w:vanish/><w:strike/><w:dstrike/></w:rPr>")
                        STYLE("character", "v", "v", "<w:rPr><w:vanish/><w:i/></w:rPr>")
                            STYLE("character", "w", "w",
                                  BASED("v") "<w:rPr><w:i w:val='0'/><w:vertAlign "
                                             "w:val='superscript'/></w:rPr>")
                                STYLE("character", "u", "u",
                                      "<w:rPr><w:dstrike w:val='off'/><w:vertAlign "
                                      "w:val='subscript'/></w:rPr>") "</w:styles>");
    uint32_t p = find(&o, DOCX_STYLE_PARAGRAPH, "p");
    docx_run_format none = {0, 0};
    docx_run_format raised = {DOCX_SUPERSCRIPT | DOCX_SUBSCRIPT | DOCX_VANISH | DOCX_BOLD,
                              DOCX_SUPERSCRIPT | DOCX_BOLD};
    assert_int_equal(docx_styles_run(o.styles, p, 0, none),
                     DOCX_VANISH | DOCX_STRIKE | DOCX_DOUBLE_STRIKE);
    assert_int_equal(docx_styles_run(o.styles, p, find(&o, DOCX_STYLE_CHARACTER, "v"), none),
                     DOCX_STRIKE | DOCX_ITALIC | DOCX_DOUBLE_STRIKE);
    assert_int_equal(docx_styles_run(o.styles, 0, find(&o, DOCX_STYLE_CHARACTER, "w"), none),
                     DOCX_VANISH | DOCX_SUPERSCRIPT);
    assert_int_equal(docx_styles_run(o.styles, p, find(&o, DOCX_STYLE_CHARACTER, "u"), raised),
                     DOCX_STRIKE | DOCX_SUPERSCRIPT | DOCX_BOLD);
    shelf_close(&o.shelf);
}

static void heads_are_no_emphasis(void **state) {
    (void)state;
    opened o;
    open_styles(&o, "<w:styles %W>" STYLE("paragraph", "h", "heading 1", "<w:link w:val='hc'/>")
                        STYLE("character", "hc", "heading 1 char",
                              "<w:link w:val='h'/><w:rPr><w:b/></w:rPr>")
                            STYLE("character", "s", "Strong", "<w:rPr><w:b/></w:rPr>")
                                STYLE("character", "code", "HTML Code", "") "</w:styles>");
    docx_run_format none = {0, 0};
    assert_int_equal(docx_styles_run(o.styles, 0, find(&o, DOCX_STYLE_CHARACTER, "hc"), none), 0);
    assert_int_equal(docx_styles_run(o.styles, 0, find(&o, DOCX_STYLE_CHARACTER, "s"), none),
                     DOCX_BOLD);
    assert_int_equal(docx_styles_at(o.styles, find(&o, DOCX_STYLE_CHARACTER, "code"))->role,
                     DOCX_ROLE_CODE);
    shelf_close(&o.shelf);
}

/* ---- what is made to harm ---- */

static void circles_end(void **state) {
    (void)state;
    opened o;
    open_styles(&o, "<w:styles %W>" STYLE("paragraph", "a", "a", BASED("b"))
                        STYLE("paragraph", "b", "heading 4", BASED("c"))
                            STYLE("paragraph", "c", "c", BASED("a"))
                                STYLE("paragraph", "self", "self", BASED("self") OUTLINE("0"))
                                    STYLE("paragraph", "lost", "lost", BASED("nowhere"))
                                        STYLE("character", "x", "x", BASED("a")) "</w:styles>");
    assert_int_equal(paragraph(&o, "a")->level, 4);
    assert_int_equal(paragraph(&o, "b")->level, 4);
    assert_int_equal(paragraph(&o, "self")->level, 1);
    assert_int_equal(paragraph(&o, "lost")->role, DOCX_ROLE_BODY);
    shelf_close(&o.shelf);
}

static void values_may_be_anything(void **state) {
    (void)state;
    opened o;
    open_styles(&o, "<w:styles %W><w:rPr><w:b/></w:rPr><w:basedOn w:val='x'/>" STYLE(
                        "paragraph", "x", "x",
                        "<w:pPr><w:outlineLvl w:val='-7'/><w:numPr><w:ilvl "
                        "w:val='99999999999999999999'/><w:numId "
                        "w:val='-99999999999999999999'/></w:numPr></w:pPr><w:rPr><w:sz "
                        "w:val='4294967297'/></w:rPr>")
                        STYLE("paragraph", "y", "y", OUTLINE("44")) "<w:style/></w:styles>");
    assert_int_equal(paragraph(&o, "x")->level, 1);
    assert_int_equal(paragraph(&o, "x")->ilvl, INT64_MAX);
    assert_int_equal(paragraph(&o, "x")->num_id, INT64_MIN);
    assert_int_equal(paragraph(&o, "x")->size, 3276);
    assert_int_equal(paragraph(&o, "y")->role, DOCX_ROLE_BODY);
    shelf_close(&o.shelf);
}

enum { MANY = 50000 };

/* A chain as long as the file is, its end first. */
static void long_chains_are_walked_once(void **state) {
    (void)state;
    size_t room = (size_t)MANY * 120, len = 0;
    char *xml = malloc(room);
    assert_non_null(xml);
    len += (size_t)snprintf(xml, room, "<w:styles %%W>");
    for (int i = 0; i < MANY; i++)
        len += (size_t)snprintf(xml + len, room - len,
                                "<w:style w:type='paragraph' w:styleId='%d'><w:basedOn "
                                "w:val='%d'/></w:style>",
                                i, i + 1);
    snprintf(xml + len, room - len, STYLE("paragraph", "%d", "heading 6", "") "</w:styles>", MANY);
    opened o;
    open_styles(&o, xml);
    assert_int_equal(paragraph(&o, "0")->level, 6);
    shelf_close(&o.shelf);
    free(xml);
}

static sheaf_status read_sample(shelf *s) {
    docx_styles *styles;
    return read_styles(s,
                       "<w:styles %W>" STYLE("paragraph", "a", "heading 1", BASED("b"))
                           STYLE("paragraph", "b", "b", "<w:link w:val='c'/>")
                               STYLE("character", "c", "c", "") "</w:styles>",
                       &styles);
}

static void memory_may_end_anywhere(void **state) {
    (void)state;
    assert_true(shelf_sweep(read_sample) > 10);
}

static void styles_may_be_missing(void **state) {
    (void)state;
    opened o;
    open_styles(&o, "<w:styles %W>" STYLE("paragraph", "a", "heading 1", "") "<w:style");
    assert_int_equal(paragraph(&o, "a")->level, 1);
    assert_int_not_equal(strlen(o.shelf.said), 0);
    assert_int_equal(docx_styles_read(&o.shelf.reader, SHEAF_STR(""), &o.styles), SHEAF_OK);
    assert_int_equal(paragraph(&o, "a")->role, DOCX_ROLE_BODY);
    assert_int_equal(docx_styles_count(o.styles), 1);
    shelf_close(&o.shelf);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_tell_roles),
                                       cmocka_unit_test(odd_names_are_no_roles),
                                       cmocka_unit_test(outlines_go_down_the_chain),
                                       cmocka_unit_test(looks_are_inherited),
                                       cmocka_unit_test(styles_are_found_by_type_and_id),
                                       cmocka_unit_test(toggles_cancel_and_direct_wins),
                                       cmocka_unit_test(heads_are_no_emphasis),
                                       cmocka_unit_test(circles_end),
                                       cmocka_unit_test(values_may_be_anything),
                                       cmocka_unit_test(long_chains_are_walked_once),
                                       cmocka_unit_test(memory_may_end_anywhere),
                                       cmocka_unit_test(styles_may_be_missing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
