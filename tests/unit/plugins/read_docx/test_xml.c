/* Events of a part: names folded over strict and transitional namespaces, attributes, text in all its forms, what is
 * refused, and recordings that give the same events once more. */
#include "cm.h"

#include "package.h"
#include "shelf.h"
#include "xml_tokens.h"

typedef struct log {
    shelf shelf;
    char lines[4096];
    docx_recording *recording;
    int stop_at_first;
} log;

static void add(log *l, const char *sign, sheaf_str text) {
    size_t used = strlen(l->lines);
    snprintf(l->lines + used, sizeof l->lines - used, "%s%.*s ", sign, (int)text.len, text.ptr);
}

static void on_start(void *context, docx_name element, const docx_attributes *attributes) {
    log *l = context;
    sheaf_str value;
    add(l, "<", docx_name_text(element));
    if (docx_find_attribute(attributes, DOCX_w_val, &value))
        add(l, "@", value);
    if (element == DOCX_mc_Choice)
        add(l, docx_choice_understood(attributes) ? "known" : "unknown", SHEAF_STR(""));
    if (l->recording)
        docx_record_start(&l->shelf.reader, l->recording, element, attributes);
    if (l->stop_at_first)
        docx_xml_stop(&l->shelf.reader);
}

static void on_end(void *context, docx_name element) {
    log *l = context;
    add(l, ">", docx_name_text(element));
    if (l->recording)
        docx_record_end(&l->shelf.reader, l->recording, element);
}

static void on_text(void *context, sheaf_str text) {
    log *l = context;
    add(l, "=", text);
    if (l->recording)
        docx_record_text(&l->shelf.reader, l->recording, text);
}

static const docx_xml_handlers handlers = {on_start, on_end, on_text};

static sheaf_status parse(log *l, const char *xml) {
    const shelf_part parts[] = {{"word/a.xml", xml}};
    sheaf_status status = shelf_open(&l->shelf, parts, 1);
    return status == SHEAF_OK
               ? docx_xml_parse(&l->shelf.reader, SHEAF_STR("word/a.xml"), &handlers, l)
               : status;
}

/* ----------------------------------------------------------------------------------------- what is read -- */

static const struct {
    const char *xml, *lines;
} sound[] = {
    {"<w:p %W><w:t>a</w:t></w:p>", "<w:p <w:t =a >w:t >w:p "},
    {"<p xmlns='http://purl.oclc.org/ooxml/wordprocessingml/main'/>", "<w:p >w:p "},
    {"<p xmlns='urn:nobody'/>", "<other >other "},
    {"<w:nobody %W/>", "<other >other "},
    {"<w:p %W w:val='a&amp;b&#65;&lt;'/>", "<w:p @a&bA< >w:p "},
    {"<w:p %W val='x'/>", "<w:p >w:p "},
    {"<w:p %W><![CDATA[<&]]></w:p>", "<w:p =<& >w:p "},
    {"<?xml version='1.0' encoding=\"utf-8\" standalone='yes' ?><w:p %W/>", "<w:p >w:p "},
    {"\xEF\xBB\xBF<w:p %W><!-- no --><?no?></w:p>", "<w:p >w:p "},
    {"<x:AlternateContent %W xmlns:x='http://schemas.openxmlformats.org/markup-compatibility/2006' "
     "xmlns:v2='urn:future'><x:Choice Requires='v2'/><x:Choice Requires='w'/><x:Choice "
     "Requires='gone'/>"
     "</x:AlternateContent>",
     "<mc:AlternateContent <mc:Choice unknown >mc:Choice <mc:Choice known >mc:Choice <mc:Choice "
     "unknown "
     ">mc:Choice >mc:AlternateContent "},
};

static void folds_names_and_decodes_text(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof sound / sizeof *sound; i++) {
        log l = {0};
        assert_int_equal(parse(&l, sound[i].xml), SHEAF_OK);
        assert_string_equal(l.lines, sound[i].lines);
        assert_string_equal(l.shelf.said, "");
        shelf_close(&l.shelf);
    }
}

/* ------------------------------------------------------------------------------------- what is refused -- */

static const struct {
    const char *xml, *code;
} broken[] = {
    {"", "docx.xml.malformed "},
    {"<w:p %W>", "docx.xml.malformed "},
    {"<w:p %W></w:q>", "docx.xml.malformed "},
    {"<w:p %W>\xFF</w:p>", "docx.xml.malformed "},
    {"<w:p %W>&nosuch;</w:p>", "docx.xml.malformed "},
    {"<w:p %W>&#0;</w:p>", "docx.xml.malformed "},
    {"<w:p %W/>x", "docx.xml.malformed "},
    {"<w:p %W a='1' a='2'/>", "docx.xml.malformed "},
    {"<?xml version='1.0' encoding='ISO-8859-1'?><p/>", "docx.xml.malformed "},
    {"<?xml encoding='UTF-8'?><p/>", "docx.xml.malformed "},
    {"<?xml version='1.0' standalone='yes' encoding='UTF-8'?><p/>", "docx.xml.malformed "},
    {"<?xml?><p/>", "docx.xml.malformed "},
    {" <?xml version='1.0'?><p/>", "docx.xml.malformed "},
    {"<!DOCTYPE p><p/>", "docx.xml.doctype "},
    {"<!DOCTYPE p [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><p>&b;</p>", "docx.xml.doctype "},
    {"<!DOCTYPE p SYSTEM 'file:///etc/passwd'><p/>", "docx.xml.doctype "},
};

static void refuses_what_is_no_xml_or_has_a_document_type(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        log l = {0};
        assert_int_equal(parse(&l, broken[i].xml), SHEAF_BAD_INPUT);
        assert_string_equal(l.shelf.said, broken[i].code);
        assert_int_equal(l.shelf.status, SHEAF_OK);
        shelf_close(&l.shelf);
    }
}

static void ends_where_a_handler_says_so(void **state) {
    (void)state;
    log l = {.stop_at_first = 1};
    assert_int_equal(parse(&l, "<w:p %W><w:r/></w:p>"), SHEAF_OK);
    assert_string_equal(l.lines, "<w:p ");
    shelf_close(&l.shelf);
}

static void refuses_more_attributes_than_anybody_writes(void **state) {
    (void)state;
    enum { COUNT = 20000 };
    static char xml[COUNT * 12 + 64];
    size_t used = (size_t)snprintf(xml, sizeof xml, "<a");
    for (int i = 0; i < COUNT; i++)
        used += (size_t)snprintf(xml + used, sizeof xml - used, " a%d='1'", i);
    snprintf(xml + used, sizeof xml - used, "/>");
    log l = {0};
    assert_int_equal(parse(&l, xml), SHEAF_BAD_INPUT);
    assert_string_equal(l.shelf.said, "docx.xml.malformed ");
    shelf_close(&l.shelf);
}

/* An element of `count` attributes, `first` before each number: plain ones, or declarations of namespaces. */
static sheaf_status parse_crowd(log *l, const char *first, int count) {
    static char xml[1 << 15];
    size_t used = (size_t)snprintf(xml, sizeof xml, "<a><b");
    for (int i = 0; i < count; i++)
        used += (size_t)snprintf(xml + used, sizeof xml - used, " %s%d='u'", first, i);
    used += (size_t)snprintf(xml + used, sizeof xml - used, "><b");
    for (int i = 0; i < count; i++)
        used += (size_t)snprintf(xml + used, sizeof xml - used, " %s%d='u'", first, i + count);
    snprintf(xml + used, sizeof xml - used, "><b xmlns:last='u'/></b></b></a>");
    return parse(l, xml);
}

static void bounds_what_is_compared_with_each_other(void **state) {
    (void)state;
    static const struct {
        const char *first;
        int count;
        sheaf_status status;
    } crowds[] = {{"a", 256, SHEAF_OK},
                  {"a", 257, SHEAF_BAD_INPUT},
                  {"xmlns:a", 255, SHEAF_OK},
                  {"xmlns:a", 256, SHEAF_BAD_INPUT}};
    for (size_t i = 0; i < sizeof crowds / sizeof *crowds; i++) {
        log l = {0};
        assert_int_equal(parse_crowd(&l, crowds[i].first, crowds[i].count), crowds[i].status);
        shelf_close(&l.shelf);
    }
}

/* Comments and tags that span many pieces of the stream, with more tokens right behind them. */
static void takes_what_stands_behind_a_long_token(void **state) {
    (void)state;
    static const char *const around[][2] = {{"<w:p %W><!--", "--><w:t>a</w:t></w:p>"},
                                            {"<w:p %W><w:t other='", "'>a</w:t></w:p>"},
                                            {"<w:p %W><w:t ", ">a</w:t></w:p>"}};
    static char xml[1000000 + 200];
    for (size_t i = 0; i < sizeof around / sizeof *around; i++)
        for (int len = 60000; len <= 1000000; len = len * 5 / 3) {
            log l = {0};
            snprintf(xml, sizeof xml, "%s%*s%s", around[i][0], len, "", around[i][1]);
            assert_int_equal(parse(&l, xml), SHEAF_OK);
            assert_string_equal(l.lines, "<w:p <w:t =a >w:t >w:p ");
            shelf_close(&l.shelf);
        }
}

/* Makes the checksum that the directory of the archive states (APPNOTE 4.3.12) a wrong one, and opens it anew. */
static void damage(shelf *s) {
    char *at = (char *)(uintptr_t)docx_scan_find(s->input.bytes, "PK\1\2");
    assert_non_null(at);
    at[16] = (char)~at[16];
    docx_package_close(&s->reader);
    assert_int_equal(docx_package_open(&s->reader), SHEAF_OK);
}

/* The comment is still held back for more bytes when the damage shows. */
static void gives_what_stands_before_damage(void **state) {
    (void)state;
    static char xml[150000];
    log l = {0};
    snprintf(xml, sizeof xml, "<w:p %%W><!--%*s--><w:t>a</w:t></w:p>", 140000, "");
    const shelf_part parts[] = {{"word/a.xml", xml}};
    assert_int_equal(shelf_open(&l.shelf, parts, 1), SHEAF_OK);
    damage(&l.shelf);
    assert_int_equal(docx_xml_parse(&l.shelf.reader, SHEAF_STR("word/a.xml"), &handlers, &l),
                     SHEAF_BAD_INPUT);
    assert_string_equal(l.shelf.said, "docx.part.checksum ");
    assert_string_equal(l.lines, "<w:p <w:t =a >w:t >w:p ");
    shelf_close(&l.shelf);
}

/* -------------------------------------------------------------------------------------------- values -- */

typedef struct values {
    int64_t number;
    int is_on;
} values;

static void take_values(void *context, docx_name element, const docx_attributes *attributes) {
    values *v = context;
    (void)element;
    v->number = docx_number(attributes, DOCX_w_val, -7);
    v->is_on = docx_is_on(attributes);
}

static const struct {
    const char *xml;
    values expected;
} attributes[] = {
    {"<w:b %W/>", {-7, 1}},
    {"<w:b %W w:val=''/>", {-7, 1}},
    {"<w:b %W w:val='0'/>", {0, 0}},
    {"<w:b %W w:val='false'/>", {-7, 0}},
    {"<w:b %W w:val='Off'/>", {-7, 0}},
    {"<w:b %W w:val='true'/>", {-7, 1}},
    {"<w:b %W w:val='12pt'/>", {12, 1}},
    {"<w:b %W w:val='-3'/>", {-3, 1}},
    {"<w:b %W w:val='99999999999999999999'/>", {INT64_MAX, 1}},
};

static void reads_numbers_and_switches(void **state) {
    (void)state;
    static const docx_xml_handlers taking = {.start = take_values};
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        shelf s = {0};
        values v = {0};
        const shelf_part parts[] = {{"word/a.xml", attributes[i].xml}};
        assert_int_equal(shelf_open(&s, parts, 1), SHEAF_OK);
        assert_int_equal(docx_xml_parse(&s.reader, SHEAF_STR("word/a.xml"), &taking, &v), SHEAF_OK);
        assert_int_equal(v.number, attributes[i].expected.number);
        assert_int_equal(v.is_on, attributes[i].expected.is_on);
        shelf_close(&s);
    }
}

/* ---------------------------------------------------------------------------------------- recordings -- */

static void plays_a_recording_as_it_was(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof sound / sizeof *sound; i++) {
        docx_recording recording = {0};
        log l = {.recording = &recording};
        assert_int_equal(parse(&l, sound[i].xml), SHEAF_OK);
        l.lines[0] = 0;
        l.recording = NULL;
        docx_recording_play(&l.shelf.reader, docx_text_view(&recording.bytes), &handlers, &l);
        assert_string_equal(l.lines, sound[i].lines);
        shelf_close(&l.shelf);
    }
}

static void has_one_number_for_each_name(void **state) {
    (void)state;
    docx_names names;
    docx_names_init(&names);
    sheaf_str w = SHEAF_STR("http://schemas.openxmlformats.org/wordprocessingml/2006/main");
    assert_int_equal(docx_name_find(&names, w, SHEAF_STR("tbl")), DOCX_w_tbl);
    assert_int_equal(docx_name_find(&names, SHEAF_STR(""), SHEAF_STR("Id")), DOCX_no_Id);
    assert_int_equal(docx_name_find(&names, w, SHEAF_STR("Id")), DOCX_OTHER);
    for (int i = DOCX_OTHER + 1; i < DOCX_NAME_COUNT; i++)
        for (int j = i + 1; j < DOCX_NAME_COUNT; j++)
            assert_false(docx_same(docx_name_text((docx_name)i), docx_name_text((docx_name)j)));
}

static sheaf_status parse_and_record(shelf *s) {
    const shelf_part parts[] = {{"word/a.xml", sound[9].xml}};
    sheaf_status status = shelf_open(s, parts, 1);
    return status == SHEAF_OK
               ? docx_xml_parse(&s->reader, SHEAF_STR("word/a.xml"), &(docx_xml_handlers){0}, NULL)
               : status;
}

static void survives_every_failing_request(void **state) {
    (void)state;
    assert_true(shelf_sweep(parse_and_record) >= 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folds_names_and_decodes_text),
        cmocka_unit_test(refuses_what_is_no_xml_or_has_a_document_type),
        cmocka_unit_test(ends_where_a_handler_says_so),
        cmocka_unit_test(refuses_more_attributes_than_anybody_writes),
        cmocka_unit_test(bounds_what_is_compared_with_each_other),
        cmocka_unit_test(takes_what_stands_behind_a_long_token),
        cmocka_unit_test(gives_what_stands_before_damage),
        cmocka_unit_test(reads_numbers_and_switches),
        cmocka_unit_test(plays_a_recording_as_it_was),
        cmocka_unit_test(has_one_number_for_each_name),
        cmocka_unit_test(survives_every_failing_request),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
