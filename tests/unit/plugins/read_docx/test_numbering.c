/* Counters as Word moves them, from definitions in a package; definitions that are missing, go in circles or are made to
 * harm give no number, and say so once. */
#include "cm.h"

#include "numbering.h"
#include "shelf.h"
#include "styles.h"

#define PARTS(numbering, styles)                                                                   \
    {                                                                                              \
        {"word/numbering.xml", "<w:numbering %W>" numbering "</w:numbering>"}, {                   \
            "word/styles.xml", "<w:styles %W>" styles "</w:styles>"                                \
        }                                                                                          \
    }
#define LEVEL(i, start, format, text)                                                              \
    "<w:lvl w:ilvl='" i "'><w:start w:val='" start "'/><w:numFmt w:val='" format                   \
    "'/><w:lvlText w:val='" text "'/></w:lvl>"
#define LIST(id, abstract, inner)                                                                  \
    "<w:num w:numId='" id "'><w:abstractNumId w:val='" abstract "'/>" inner "</w:num>"
#define START(i, value)                                                                            \
    "<w:lvlOverride w:ilvl='" i "'><w:startOverride w:val='" value "'/></w:lvlOverride>"
#define THREE                                                                                      \
    "<w:abstractNum w:abstractNumId='0'>" LEVEL("0", "1", "decimal", "%1.")                        \
        LEVEL("1", "1", "decimal", "%1.%2")                                                        \
            LEVEL("2", "1", "lowerLetter", "(%3)") "</w:abstractNum>"

typedef struct opened {
    shelf shelf;
    docx_styles *styles;
    docx_numbering *numbering;
} opened;

static sheaf_status read_both(shelf *s, const shelf_part *parts, docx_styles **styles,
                              docx_numbering **numbering) {
    sheaf_status status = shelf_open(s, parts, 2);
    if (status == SHEAF_OK)
        status = docx_styles_read(&s->reader, SHEAF_STR("word/styles.xml"), styles);
    if (status == SHEAF_OK)
        status = docx_numbering_read(&s->reader, SHEAF_STR("word/numbering.xml"), numbering);
    return status == SHEAF_OK ? docx_numbering_link(*numbering, *styles) : status;
}

static void open_parts(opened *o, const shelf_part *parts) {
    *o = (opened){0};
    assert_int_equal(read_both(&o->shelf, parts, &o->styles, &o->numbering), SHEAF_OK);
}

/* The texts of paragraphs given as pairs of list and level, `1.|1.1|-|`; `-` for none, `*` for a bullet, `_` for a
 * hidden number. */
static const char *count(opened *o, const char *paragraphs) {
    static char out[4096];
    *out = 0;
    for (char *end; *paragraphs; paragraphs = end) {
        int id = (int)strtol(paragraphs, &end, 10);
        int level = (int)strtol(end + 1, &end, 10);
        docx_numeral numeral;
        size_t len = strlen(out);
        int has = docx_numbering_next(o->numbering, id, level, &numeral);
        assert_int_equal(has, numeral.mark != DOCX_MARK_NONE);
        static const char *const marks[] = {"-", "*", "", "_"};
        snprintf(out + len, sizeof out - len, "%s%.*s|", marks[numeral.mark],
                 numeral.mark == DOCX_MARK_NUMBER ? (int)numeral.text.len : 0, numeral.text.ptr);
    }
    return out;
}

static void deeper_levels_begin_again(void **state) {
    (void)state;
    const shelf_part parts[] = PARTS(THREE LIST("5", "0", ""), "");
    opened o;
    open_parts(&o, parts);
    assert_string_equal(count(&o, "5/0 5/1 5/1 5/2 5/2 5/0 5/1 5/2 5/0"),
                        "1.|1.1|1.2|(a)|(b)|2.|2.1|(a)|3.|");
    shelf_close(&o.shelf);
}

static void skipped_levels_take_their_start(void **state) {
    (void)state;
    const shelf_part parts[] = PARTS(THREE LIST("1", "0", ""), "");
    opened o;
    open_parts(&o, parts);
    assert_string_equal(count(&o, "1/1 1/1 1/0 1/2 1/1"), "1.1|1.2|2.|(a)|2.2|");
    shelf_close(&o.shelf);
}

static void lists_of_one_definition_count_on(void **state) {
    (void)state;
    const shelf_part parts[] =
        PARTS(THREE LIST("1", "0", "") LIST("2", "0", "") LIST("3", "0", START("0", "7"))
                  LIST("4", "0", START("1", "5")),
              "");
    opened o;
    open_parts(&o, parts);
    assert_string_equal(count(&o, "1/0 2/0 1/0 3/0 3/0 1/0 3/0"), "1.|2.|3.|7.|8.|9.|10.|");
    assert_string_equal(count(&o, "4/1 4/1 4/0 4/1"), "10.5|10.6|11.|11.1|");
    shelf_close(&o.shelf);
}

/* What Word writes where somebody restarts a list: overrides of all levels. Each counts where its level starts. */
static void overrides_count_once(void **state) {
    (void)state;
    const shelf_part parts[] = PARTS(
        THREE LIST("1", "0", "") LIST("2", "0", START("0", "1") START("1", "3") START("2", "4")),
        "");
    opened o;
    open_parts(&o, parts);
    assert_string_equal(count(&o, "1/0 1/0 1/1 2/0 2/1 2/2 2/1 2/2 2/0 2/1 1/0"),
                        "1.|2.|2.1|1.|1.3|(d)|1.4|(a)|2.|2.1|3.|");
    shelf_close(&o.shelf);
    open_parts(&o, parts);
    assert_string_equal(count(&o, "1/0 1/0 2/1 2/1 2/0 2/1"), "1.|2.|2.3|2.4|1.|1.1|");
    shelf_close(&o.shelf);
}

/* A level above that nothing has used takes its override, and has then used it. */
static void skipped_levels_use_their_override(void **state) {
    (void)state;
    const shelf_part parts[] = PARTS(THREE LIST("2", "0", START("0", "6")), "");
    opened o;
    open_parts(&o, parts);
    assert_string_equal(count(&o, "2/1 2/0 2/1"), "6.1|7.|7.1|");
    shelf_close(&o.shelf);
}

static void lists_that_count_on_have_one_name(void **state) {
    (void)state;
    const shelf_part parts[] =
        PARTS(THREE LIST("1", "0", "") LIST("2", "0", "") LIST("3", "0", START("0", "1")), "");
    opened o;
    docx_numeral first, second, third, peeked;
    open_parts(&o, parts);
    docx_numbering_next(o.numbering, 1, 0, &first);
    docx_numbering_next(o.numbering, 2, 1, &second);
    docx_numbering_peek(o.numbering, 3, 0, &peeked);
    docx_numbering_next(o.numbering, 3, 0, &third);
    assert_int_equal(first.list, second.list);
    assert_int_not_equal(second.list, third.list);
    assert_int_equal(peeked.value, 1);
    assert_int_equal(third.value, 1);
    assert_int_equal(second.level, 1);
    assert_true(first.simple);
    assert_false(second.simple);
    shelf_close(&o.shelf);
}

static void restarts_are_as_stated(void **state) {
    (void)state;
    const shelf_part parts[] = PARTS(
        "<w:abstractNum w:abstractNumId='0'>" LEVEL("0", "1", "decimal", "%1")
            LEVEL("1", "1", "decimal",
                  "%2") "<w:lvl w:ilvl='2'><w:start w:val='1'/><w:lvlRestart w:val='0'/><w:lvlText "
                        "w:val='%3'/></w:lvl>"
                        "<w:lvl w:ilvl='3'><w:start w:val='1'/><w:lvlRestart w:val='1'/><w:lvlText "
                        "w:val='%4'/></w:lvl></w:abstractNum>" LIST("1", "0", ""),
        "");
    opened o;
    open_parts(&o, parts);
    assert_string_equal(count(&o, "1/0 1/1 1/2 1/3 1/1 1/2 1/3 1/0 1/1 1/2 1/3"),
                        "1|1|1|1|2|2|2|2|1|3|1|");
    shelf_close(&o.shelf);
}

/* After a level that is not above it, or that is none: as if nothing were said. */
static void odd_restarts_are_the_usual_one(void **state) {
    (void)state;
    const shelf_part parts[] = PARTS(
        "<w:abstractNum w:abstractNumId='0'>" LEVEL(
            "0", "1", "decimal",
            "%1") "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:lvlRestart w:val='256'/><w:lvlText "
                  "w:val='%2'/></w:lvl><w:lvl w:ilvl='2'><w:start w:val='1'/><w:lvlRestart "
                  "w:val='-1'/><w:lvlText w:val='%3'/></w:lvl></w:abstractNum>" LIST("1", "0", ""),
        "");
    opened o;
    open_parts(&o, parts);
    assert_string_equal(count(&o, "1/0 1/1 1/2 1/0 1/1 1/2"), "1|1|1|2|1|1|");
    shelf_close(&o.shelf);
}

static void an_override_may_bring_its_level(void **state) {
    (void)state;
    const shelf_part parts[] =
        PARTS(THREE LIST("1", "0", "")
                  LIST("2", "0",
                       "<w:lvlOverride w:ilvl='0'>" LEVEL("0", "1", "chineseCounting",
                                                          "第%1章") "</w:lvlOverride>"),
              "");
    opened o;
    open_parts(&o, parts);
    assert_string_equal(count(&o, "1/0 2/0 2/1 1/0"), "1.|第二章|二.1|3.|");
    shelf_close(&o.shelf);
}

static void texts_and_marks(void **state) {
    (void)state;
    const shelf_part parts[] = PARTS(
        "<w:abstractNum w:abstractNumId='0'>" LEVEL("0", "3", "chineseCounting", "%1、") LEVEL(
            "1", "1", "bullet", "\xEF\x82\xB7") LEVEL("2", "1", "none", "") LEVEL("3", "1",
                                                                                  "bullet", "注1：")
            LEVEL("4", "1", "decimal",
                  "•") "<w:lvl w:ilvl='5'><w:start w:val='1'/><w:numFmt "
                       "w:val='upperRoman'/><w:isLgl/>"
                       "<w:suff w:val='nothing'/><w:lvlText w:val='%1.%6　'/></w:lvl>"
                       "<w:lvl w:ilvl='6'><w:start w:val='-4'/><w:lvlText w:val='%9%7%'/></w:lvl>"
                       "<w:lvl w:ilvl='7'><w:numFmt w:val='decimal'/></w:lvl></w:abstractNum>" LIST(
                           "1", "0", ""),
        "");
    opened o;
    docx_numeral numeral;
    open_parts(&o, parts);
    assert_string_equal(count(&o, "1/0 1/1 1/2 1/3 1/4 1/5 1/6 1/7"), "三、|*|_|注1：|*|3.1|0%|_|");
    docx_numbering_peek(o.numbering, 1, 5, &numeral);
    assert_int_equal(numeral.suffix, DOCX_SUFFIX_SPACE);
    assert_string_equal(o.shelf.said, "");
    shelf_close(&o.shelf);
}

static void newer_formats_and_unknown_ones(void **state) {
    (void)state;
    const shelf_part parts[] = PARTS(
        "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='5'/>"
        "<mc:AlternateContent "
        "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        "<mc:Choice Requires='w14'><w:numFmt w:val='custom' w:format='001, 002, 003, "
        "...'/></mc:Choice><mc:Fallback><w:numFmt w:val='decimal'/></mc:Fallback>"
        "</mc:AlternateContent><w:lvlText w:val='%1'/></w:lvl>" LEVEL("1", "1", "dollarText", "%2")
            LEVEL("2", "1", "vietnameseCounting", "%3") "</w:abstractNum>" LIST("1", "0", ""),
        "");
    opened o;
    open_parts(&o, parts);
    assert_string_equal(count(&o, "1/0 1/1 1/2"), "005|1|1|");
    assert_string_equal(o.shelf.said, "docx.numbering.format ");
    shelf_close(&o.shelf);
}

#define STYLE(type, id, inner)                                                                     \
    "<w:style w:type='" type "' w:styleId='" id "'><w:name w:val='" id "'/>" inner "</w:style>"
#define NUMBERED(inner) "<w:pPr><w:numPr>" inner "</w:numPr></w:pPr>"

static void numbering_styles_lead_to_definitions(void **state) {
    (void)state;
    const shelf_part parts[] = PARTS(
        "<w:abstractNum w:abstractNumId='1'><w:numStyleLink w:val='Own'/></w:abstractNum>"
        "<w:abstractNum w:abstractNumId='2'><w:styleLink w:val='Own'/>" LEVEL(
            "0", "1", "upperLetter", "%1") "</w:abstractNum>"
                                           "<w:abstractNum w:abstractNumId='3'><w:numStyleLink "
                                           "w:val='Circle'/></w:abstractNum>" LIST("1", "1", "")
                                               LIST("2", "2", "") LIST("3", "3", ""),
        STYLE("numbering", "Own", NUMBERED("<w:numId w:val='2'/>"))
            STYLE("numbering", "Circle", NUMBERED("<w:numId w:val='3'/>")));
    opened o;
    open_parts(&o, parts);
    assert_string_equal(count(&o, "1/0 2/0 3/0 3/0"), "A|B|-|-|");
    assert_string_equal(o.shelf.said, "docx.numbering.missing ");
    shelf_close(&o.shelf);
}

static void levels_of_styles_follow_their_links(void **state) {
    (void)state;
    const shelf_part parts[] = PARTS(
        "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:pStyle w:val='One'/></w:lvl>"
        "<w:lvl w:ilvl='1'><w:pStyle w:val='Two'/></w:lvl></w:abstractNum>" LIST("4", "0", ""),
        STYLE("paragraph", "One", NUMBERED("<w:numId w:val='4'/>"))
            STYLE("paragraph", "Two", NUMBERED("<w:numId w:val='4'/>"))
                STYLE("paragraph", "Child", "<w:basedOn w:val='Two'/>")
                    STYLE("paragraph", "Plain",
                          "<w:basedOn w:val='Two'/>" NUMBERED("<w:numId w:val='0'/>")));
    static const struct {
        const char *id;
        int64_t ilvl;
        uint32_t is_numbered;
    } styles[] = {{"One", 0, 1}, {"Two", 1, 1}, {"Child", 1, 1}, {"Plain", 0, 0}};
    opened o;
    open_parts(&o, parts);
    for (size_t i = 0; i < 4; i++) {
        sheaf_str id = {styles[i].id, strlen(styles[i].id)};
        const docx_style *style =
            docx_styles_at(o.styles, docx_styles_find(o.styles, DOCX_STYLE_PARAGRAPH, id));
        assert_int_equal(style->is_numbered, styles[i].is_numbered);
        if (style->is_numbered)
            assert_int_equal(style->ilvl, styles[i].ilvl);
    }
    shelf_close(&o.shelf);
}

/* ---- what is missing or made to harm ---- */

static void what_is_not_defined_has_no_number(void **state) {
    (void)state;
    const shelf_part parts[] =
        PARTS(THREE LIST("1", "0", "") LIST("1", "9", "") LIST("2", "77", "")
                  LIST("-9223372036854775808", "0",
                       "") "<w:lvl w:ilvl='0'/><w:startOverride w:val='3'/>"
                           "<w:num/><w:abstractNum/><w:lvlOverride w:ilvl='12'/>",
              "");
    opened o;
    docx_numeral numeral;
    open_parts(&o, parts);
    assert_string_equal(count(&o, "0/0 1/0 2/0 99/0 1/8 1/-5"), "-|1.|-|-|-|2.|");
    assert_string_equal(o.shelf.said, "docx.numbering.missing ");
    assert_true(docx_numbering_next(o.numbering, INT64_MIN, INT64_MIN, &numeral));
    assert_false(docx_numbering_next(o.numbering, INT64_MAX, INT64_MAX, &numeral));
    shelf_close(&o.shelf);
}

static void counters_end_at_their_ceiling(void **state) {
    (void)state;
    const shelf_part parts[] = PARTS(
        "<w:abstractNum w:abstractNumId='0'>" LEVEL("0", "99999999999999999999", "decimal",
                                                    "%1") "</w:abstractNum>" LIST("1", "0", ""),
        "");
    opened o;
    open_parts(&o, parts);
    assert_string_equal(count(&o, "1/0 1/0"), "2147483647|2147483648|");
    shelf_close(&o.shelf);
}

static void nothing_is_numbered_without_a_part(void **state) {
    (void)state;
    const shelf_part parts[] = PARTS("", "");
    opened o;
    docx_numeral numeral;
    open_parts(&o, parts);
    assert_int_equal(docx_numbering_read(&o.shelf.reader, SHEAF_STR(""), &o.numbering), SHEAF_OK);
    assert_int_equal(docx_numbering_link(o.numbering, o.styles), SHEAF_OK);
    assert_false(docx_numbering_next(o.numbering, 1, 0, &numeral));
    shelf_close(&o.shelf);
}

/* A level of a megabyte, whose every pair of bytes asks for 200. */
static void long_texts_are_cut(void **state) {
    (void)state;
    static char xml[1100000];
    size_t len = (size_t)snprintf(xml, sizeof xml,
                                  "<w:numbering %%W><w:abstractNum w:abstractNumId='0'><w:lvl "
                                  "w:ilvl='0'><w:start w:val='2147483647'/><w:numFmt "
                                  "w:val='cardinalText'/><w:lvlText w:val='");
    for (size_t i = 0; i < 500000; i++, len += 2)
        memcpy(xml + len, "%1", 2);
    snprintf(xml + len, sizeof xml - len, "'/></w:lvl></w:abstractNum>%s</w:numbering>",
             LIST("1", "0", ""));
    const shelf_part parts[] = {{"word/numbering.xml", xml}, {"word/styles.xml", "<w:styles %W/>"}};
    opened o;
    docx_numeral numeral;
    open_parts(&o, parts);
    for (int i = 0; i < 1000; i++)
        assert_true(docx_numbering_next(o.numbering, 1, 0, &numeral));
    assert_true(numeral.text.len <= 4096);
    assert_string_equal(o.shelf.said, "docx.numbering.long ");
    shelf_close(&o.shelf);
}

enum { MANY = 100000 };

/* A hundred thousand definitions, in falling order, each used: quick, or the test runs into its time. */
static void many_definitions_are_found_quickly(void **state) {
    (void)state;
    size_t room = (size_t)MANY * 200, len = 0;
    char *xml = malloc(room);
    assert_non_null(xml);
    len += (size_t)snprintf(xml, room, "<w:numbering %%W>");
    for (int i = MANY; i > 0; i--)
        len += (size_t)snprintf(xml + len, room - len,
                                "<w:abstractNum w:abstractNumId='%d'><w:lvl w:ilvl='0'><w:start "
                                "w:val='%d'/><w:lvlText w:val='%%1'/></w:lvl></w:abstractNum>",
                                i, i);
    for (int i = MANY; i > 0; i--)
        len += (size_t)snprintf(xml + len, room - len,
                                "<w:num w:numId='%d'><w:abstractNumId w:val='%d'/></w:num>", i, i);
    snprintf(xml + len, room - len, "</w:numbering>");
    const shelf_part parts[] = {{"word/numbering.xml", xml}, {"word/styles.xml", "<w:styles %W/>"}};
    opened o;
    docx_numeral numeral;
    open_parts(&o, parts);
    for (int i = 1; i <= MANY; i++) {
        assert_true(docx_numbering_next(o.numbering, i, 0, &numeral));
        assert_int_equal(numeral.value, i);
    }
    shelf_close(&o.shelf);
    free(xml);
}

static sheaf_status read_sample(shelf *s) {
    static const shelf_part parts[] = PARTS(
        THREE "<w:abstractNum w:abstractNumId='1'><w:numStyleLink w:val='S'/></w:abstractNum>" LIST(
            "1", "0", START("0", "2")) LIST("2", "1", ""),
        STYLE("numbering", "S", NUMBERED("<w:numId w:val='1'/>")));
    docx_styles *styles;
    docx_numbering *numbering;
    return read_both(s, parts, &styles, &numbering);
}

static void memory_may_end_anywhere(void **state) {
    (void)state;
    assert_true(shelf_sweep(read_sample) > 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(deeper_levels_begin_again),
                                       cmocka_unit_test(skipped_levels_take_their_start),
                                       cmocka_unit_test(lists_of_one_definition_count_on),
                                       cmocka_unit_test(overrides_count_once),
                                       cmocka_unit_test(skipped_levels_use_their_override),
                                       cmocka_unit_test(lists_that_count_on_have_one_name),
                                       cmocka_unit_test(restarts_are_as_stated),
                                       cmocka_unit_test(odd_restarts_are_the_usual_one),
                                       cmocka_unit_test(an_override_may_bring_its_level),
                                       cmocka_unit_test(texts_and_marks),
                                       cmocka_unit_test(newer_formats_and_unknown_ones),
                                       cmocka_unit_test(numbering_styles_lead_to_definitions),
                                       cmocka_unit_test(levels_of_styles_follow_their_links),
                                       cmocka_unit_test(what_is_not_defined_has_no_number),
                                       cmocka_unit_test(counters_end_at_their_ceiling),
                                       cmocka_unit_test(nothing_is_numbered_without_a_part),
                                       cmocka_unit_test(long_texts_are_cut),
                                       cmocka_unit_test(many_definitions_are_found_quickly),
                                       cmocka_unit_test(memory_may_end_anywhere)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
