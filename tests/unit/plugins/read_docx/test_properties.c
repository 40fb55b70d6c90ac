/* Properties of the package as metadata, under Word's names; what is empty, odd or too much. */
#include "cm.h"

#include "properties.h"
#include "shelf.h"

#define RELATIONS(inner)                                                                           \
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" inner   \
    "</Relationships>"
#define RELATION(id, type, target) "<Relationship Id='" id "' Type='" type "' Target='" target "'/>"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define ALL                                                                                        \
    RELATIONS(RELATION(                                                                            \
        "a",                                                                                       \
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",   \
        "docProps/core.xml") RELATION("b", OFFICE "extended-properties", "docProps/app.xml")       \
                  RELATION("c", OFFICE "custom-properties", "docProps/custom.xml"))
#define CORE(inner)                                                                                \
    "<cp:coreProperties "                                                                          \
    "xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' "          \
    "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:dcterms='http://purl.org/dc/terms/'>" inner \
    "</cp:coreProperties>"
#define APP(inner)                                                                                 \
    "<Properties "                                                                                 \
    "xmlns='http://schemas.openxmlformats.org/officeDocument/2006/extended-properties'>" inner     \
    "</Properties>"
#define CUSTOM(inner)                                                                              \
    "<Properties xmlns='http://schemas.openxmlformats.org/officeDocument/2006/custom-properties' " \
    "xmlns:vt='http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes'>" inner       \
    "</Properties>"
#define PROPERTY(name, value) "<property name='" name "'>" value "</property>"

static sheaf_status read_three(shelf *s, const char *core, const char *app, const char *custom) {
    const shelf_part parts[] = {{"_rels/.rels", ALL},
                                {"docProps/core.xml", core},
                                {"docProps/app.xml", app},
                                {"docProps/custom.xml", custom}};
    sheaf_status status = shelf_open(s, parts, 4);
    return status == SHEAF_OK ? docx_properties_read(&s->reader) : status;
}

static void check(const char *core, const char *app, const char *custom, const char *meta) {
    shelf s = {0};
    assert_int_equal(read_three(&s, core, app, custom), SHEAF_OK);
    assert_string_equal(s.meta, meta);
    assert_string_equal(s.said, "");
    shelf_close(&s);
}

static void known_properties_have_words_names(void **state) {
    (void)state;
    check(
        CORE("<dc:title>年度 报告</dc:title><dc:creator>A &amp; B</dc:creator>"
             "<cp:lastModifiedBy>C</cp:lastModifiedBy><cp:revision>12</cp:revision>"
             "<dcterms:created>2022-01-05T01:02:03Z</dcterms:created><dc:subject/>"
             "<cp:keywords> </cp:keywords><dc:description>d\n</dc:description><cp:odd>x</cp:odd>"),
        APP("<Application>Microsoft Office Word</Application><AppVersion>16.0000</AppVersion>"
            "<Pages>7</Pages><TitlesOfParts>x</TitlesOfParts>"),
        CUSTOM(""),
        "properties.Title=年度 报告\nproperties.Author=A & B\nproperties.LastModifiedBy=C\n"
        "properties.Revision:12\nproperties.Created=2022-01-05T01:02:03Z\nproperties.Comments=d\n"
        "properties.Application=Microsoft Office Word\nproperties.AppVersion=16.0000\n"
        "properties.Pages:7\n");
}

static void custom_properties_keep_their_names(void **state) {
    (void)state;
    check(CORE(""), APP(""),
          CUSTOM(PROPERTY("文号", "<vt:lpwstr>〔2022〕1号</vt:lpwstr>") PROPERTY(
              "a.b \"c\"", "<vt:i4>-5</vt:i4>") PROPERTY("Title", "<vt:lpwstr>other</vt:lpwstr>")
                     PROPERTY("", "<vt:lpwstr>x</vt:lpwstr>")
                         PROPERTY("done", "<vt:bool>true</vt:bool>")
                             PROPERTY("blob", "<vt:blob>AAAA</vt:blob>")),
          "properties.文号=〔2022〕1号\nproperties.a.b \"c\":-5\nproperties.Title (custom)=other\n"
          "properties.done=true\n");
}

static void only_exact_decimals_are_numbers(void **state) {
    (void)state;
    check(CORE("<cp:revision>007</cp:revision>"), APP("<Pages>1e3</Pages><Words>- 5</Words>"),
          CUSTOM(PROPERTY("a", "<vt:r8>912.50</vt:r8>") PROPERTY("b", "<vt:r8>1.5E+3</vt:r8>")
                     PROPERTY("c", "<vt:i8>99999999999999999999999</vt:i8>")
                         PROPERTY("d", "<vt:r8>.5</vt:r8>") PROPERTY("e", "<vt:r8>5.</vt:r8>")
                             PROPERTY("f", "<vt:lpwstr>5</vt:lpwstr>")
                                 PROPERTY("g", "<vt:r8>NaN</vt:r8>")),
          "properties.Revision=007\nproperties.Pages=1e3\nproperties.Words=- 5\n"
          "properties.a:912.50\nproperties.b=1.5E+3\nproperties.c:99999999999999999999999\n"
          "properties.d=.5\nproperties.e=5.\nproperties.f=5\nproperties.g=NaN\n");
}

/* Cut between characters: 255 is no multiple of three. */
static void long_names_are_cut(void **state) {
    (void)state;
    char xml[2000] = "", name[700] = "";
    shelf s = {0};
    for (int i = 0; i < 200; i++)
        strcat(name, "字");
    snprintf(xml, sizeof xml, CUSTOM("%s<property name='a%s'><vt:i4>1</vt:i4></property>"), "",
             name);
    assert_int_equal(read_three(&s, CORE(""), APP(""), xml), SHEAF_OK);
    assert_int_equal(strlen(s.meta), strlen("properties.a:1\n") + (size_t)84 * 3);
    shelf_close(&s);
}

static void there_may_be_too_many(void **state) {
    (void)state;
    enum { MANY = 3000 };
    size_t room = (size_t)MANY * 80, len = 0;
    char *xml = malloc(room);
    shelf s = {0};
    assert_non_null(xml);
    for (int i = 0; i < MANY; i++)
        len += (size_t)snprintf(xml + len, room - len, PROPERTY("p%d", "<vt:i4>1</vt:i4>"), i);
    char *whole = malloc(room + 400);
    assert_non_null(whole);
    snprintf(whole, room + 400, CUSTOM("%s"), xml);
    assert_int_equal(read_three(&s, CORE(""), APP(""), whole), SHEAF_OK);
    assert_int_equal(s.metas, 1000);
    assert_string_equal(s.said, "docx.properties.many ");
    shelf_close(&s);
    free(xml);
    free(whole);
}

static void damaged_and_missing_parts(void **state) {
    (void)state;
    shelf s = {0};
    assert_int_equal(read_three(&s, "<cp:coreProperties", "nothing", CUSTOM("")), SHEAF_OK);
    assert_string_equal(s.meta, "");
    assert_int_not_equal(strlen(s.said), 0);
    shelf_close(&s);
    shelf bare = {0};
    const shelf_part parts[] = {{"word/document.xml", "<w:document %W/>"}};
    docx_settings settings = {.even_and_odd_headers = 7};
    assert_int_equal(shelf_open(&bare, parts, 1), SHEAF_OK);
    assert_int_equal(docx_properties_read(&bare.reader), SHEAF_OK);
    assert_int_equal(docx_settings_read(&bare.reader, &settings), SHEAF_OK);
    assert_int_equal(settings.even_and_odd_headers, 0);
    assert_int_equal(settings.footnotes.start, 1);
    assert_int_equal(settings.endnotes.start, 1);
    assert_string_equal(bare.said, "");
    shelf_close(&bare);
}

static void settings_are_read(void **state) {
    (void)state;
    shelf s = {0};
    const shelf_part parts[] = {
        {"word/_rels/document.xml.rels",
         RELATIONS(RELATION("a", OFFICE "settings", "settings.xml"))},
        {"word/document.xml", "<w:document %W/>"},
        {"word/settings.xml",
         "<w:settings %W><w:numFmt w:val='chicago'/><w:evenAndOddHeaders/>"
         "<w:footnotePr><w:numFmt w:val='decimalEnclosedCircle'/><w:numStart "
         "w:val='5'/></w:footnotePr>"
         "<w:endnotePr><w:numFmt w:val='nobody'/><w:numStart w:val='-3'/></w:endnotePr>"
         "<w:numStart w:val='7'/></w:settings>"}};
    docx_settings settings;
    char number[DOCX_NUMBER_ROOM];
    assert_int_equal(shelf_open(&s, parts, 3), SHEAF_OK);
    assert_int_equal(docx_settings_read(&s.reader, &settings), SHEAF_OK);
    assert_int_equal(settings.even_and_odd_headers, 1);
    assert_int_equal(settings.footnotes.start, 5);
    assert_int_equal(docx_number_write(settings.footnotes.format, 5, number), 3);
    assert_memory_equal(number, "⑤", 3);
    /* What cannot be is left as it was, and a format that nobody knows is decimal. */
    assert_int_equal(settings.endnotes.start, 1);
    assert_int_equal(docx_number_write(settings.endnotes.format, 2, number), 1);
    assert_memory_equal(number, "2", 1);
    shelf_close(&s);
}

static sheaf_status read_sample(shelf *s) {
    return read_three(s, CORE("<dc:title>t</dc:title>"), APP("<Pages>1</Pages>"),
                      CUSTOM(PROPERTY("a", "<vt:i4>1</vt:i4>")));
}

static void memory_may_end_anywhere(void **state) {
    (void)state;
    assert_true(shelf_sweep(read_sample) > 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(known_properties_have_words_names),
                                       cmocka_unit_test(custom_properties_keep_their_names),
                                       cmocka_unit_test(only_exact_decimals_are_numbers),
                                       cmocka_unit_test(long_names_are_cut),
                                       cmocka_unit_test(there_may_be_too_many),
                                       cmocka_unit_test(damaged_and_missing_parts),
                                       cmocka_unit_test(settings_are_read),
                                       cmocka_unit_test(memory_may_end_anywhere)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
