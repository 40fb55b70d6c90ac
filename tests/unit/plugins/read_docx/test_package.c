/* The package and its parts: names without regard to case, parts that are twice, missing or damaged, relationships and
 * media types, and what the probe makes of first bytes. */
#include "cm.h"

#include "container.h"
#include "package.h"
#include "shelf.h"
#include "xml.h"

static void assert_text(sheaf_str found, const char *expected) {
    assert_int_equal(found.len, strlen(expected));
    assert_memory_equal(found.ptr, expected, found.len);
}

#define RELATION(id, kind, target)                                                                 \
    "<Relationship Id='" id                                                                        \
    "' Type='http://purl.oclc.org/ooxml/officeDocument/relationships/" kind "' Target='" target    \
    "'/>"
#define RELATIONS(inner)                                                                           \
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" inner   \
    "</Relationships>"

/* ------------------------------------------------------------------------------------ finding parts -- */

static void finds_parts_whatever_their_case(void **state) {
    (void)state;
    shelf s = {0};
    const shelf_part parts[] = {{"Word\\Styles.XML", "<a/>"}, {"/word/b.xml", "<a/>"}};
    assert_int_equal(shelf_open(&s, parts, 2), SHEAF_OK);
    assert_true(docx_package_has(&s.reader, SHEAF_STR("word/styles.xml")));
    assert_true(docx_package_has(&s.reader, SHEAF_STR("word/b.xml")));
    assert_false(docx_package_has(&s.reader, SHEAF_STR("word/c.xml")));
    assert_int_equal(docx_package_size(&s.reader, SHEAF_STR("word/b.xml")), 4);
    shelf_close(&s);
}

static sheaf_status ignore(void *context, sheaf_str bytes) {
    (void)context;
    (void)bytes;
    return SHEAF_OK;
}

static void reads_no_part_that_is_there_twice(void **state) {
    (void)state;
    shelf s = {0};
    const shelf_part parts[] = {{"word/a.xml", "<a/>"}, {"word/A.xml", "<b/>"}};
    assert_int_equal(shelf_open(&s, parts, 2), SHEAF_OK);
    assert_false(docx_package_has(&s.reader, SHEAF_STR("word/a.xml")));
    assert_int_equal(docx_package_read(&s.reader, SHEAF_STR("word/a.xml"), ignore, NULL),
                     SHEAF_BAD_INPUT);
    assert_string_equal(s.said, "docx.part.twice ");
    shelf_close(&s);
}

static void loses_a_part_but_fails_without_the_document(void **state) {
    (void)state;
    shelf s = {0};
    const shelf_part parts[] = {{"word/a.xml", "<a/>"}};
    assert_int_equal(shelf_open(&s, parts, 1), SHEAF_OK);
    assert_int_equal(docx_package_read(&s.reader, SHEAF_STR("word/b.xml"), ignore, NULL),
                     SHEAF_BAD_INPUT);
    assert_int_equal(s.status, SHEAF_OK);
    assert_string_equal(s.said, "docx.part.missing ");
    docx_package_read(&s.reader, s.reader.main, ignore, NULL);
    assert_int_equal(s.status, SHEAF_BAD_INPUT);
    assert_string_equal(s.failure, "docx.part.missing");
    shelf_close(&s);
}

typedef struct nested {
    docx_reader *reader;
    int depth;
    uint64_t sum;
} nested;

/* Reads another part while its own piece is at hand, which must stay what it was. */
static sheaf_status read_inside(void *context, sheaf_str bytes) {
    nested *n = context;
    if (!bytes.len)
        return SHEAF_OK;
    char first = *bytes.ptr;
    nested inner = {n->reader, n->depth - 1, 0};
    if (n->depth)
        docx_package_read(n->reader, n->depth % 2 ? SHEAF_STR("a") : SHEAF_STR("b"), read_inside,
                          &inner);
    assert_int_equal(*bytes.ptr, first);
    n->sum += inner.sum + bytes.len;
    return SHEAF_OK;
}

static void keeps_a_piece_while_another_part_is_read(void **state) {
    (void)state;
    shelf s = {0};
    const shelf_part parts[] = {{"a", "aaaa"}, {"b", "bbbb"}};
    assert_int_equal(shelf_open(&s, parts, 2), SHEAF_OK);
    nested n = {&s.reader, 3, 0};
    assert_int_equal(docx_package_read(&s.reader, SHEAF_STR("a"), read_inside, &n), SHEAF_OK);
    assert_int_equal(n.sum, 16);
    n = (nested){&s.reader, 4, 0};
    docx_package_read(&s.reader, SHEAF_STR("a"), read_inside, &n);
    assert_string_equal(s.failure, "docx.streams");
    shelf_close(&s);
}

/* ------------------------------------------------------------------------------------ relationships -- */

static const struct {
    const char *target, *found;
} targets[] = {{"styles.xml", "word/styles.xml"},       {"./x/../styles.xml", "word/styles.xml"},
               {"/word/styles.xml", "word/styles.xml"}, {"../a/b.xml", "a/b.xml"},
               {"../../../etc/passwd", "etc/passwd"},   {"media/a%20b.png", "word/media/a b.png"},
               {"a%zz.xml", "word/a%zz.xml"},           {"", "word"}};

static void resolves_targets_inside_the_package(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        char xml[400];
        snprintf(xml, sizeof xml, RELATIONS(RELATION("r1", "styles", "%s")), targets[i].target);
        shelf s = {0};
        const shelf_part parts[] = {{"word/_rels/document.xml.rels", xml}};
        assert_int_equal(shelf_open(&s, parts, 1), SHEAF_OK);
        docx_relations all = docx_relations_of(&s.reader, s.reader.main);
        assert_int_equal(all.count, 1);
        assert_text(all.items[0].target, targets[i].found);
        assert_text(all.items[0].kind, "styles");
        shelf_close(&s);
    }
}

static void finds_relations_by_id_and_kind(void **state) {
    (void)state;
    shelf s = {0};
    const shelf_part parts[] = {
        {"word/_rels/document.xml.rels",
         RELATIONS(RELATION("z", "styles", "s.xml") RELATION("a", "image", "i.png") RELATION(
             "m", "numbering",
             "n.xml") "<Relationship Id='e' Type='x/hyperlink' Target='https://a/' "
                      "TargetMode='External'/>")},
        {"word/s.xml", "<a/>"}};
    assert_int_equal(shelf_open(&s, parts, 2), SHEAF_OK);
    docx_relations all = docx_relations_of(&s.reader, s.reader.main);
    assert_text(docx_relation_find(all, SHEAF_STR("m"))->target, "word/n.xml");
    assert_int_equal(docx_relation_find(all, SHEAF_STR("e"))->external, 1);
    assert_null(docx_relation_find(all, SHEAF_STR("q")));
    assert_text(docx_related(&s.reader, s.reader.main, "styles"), "word/s.xml");
    assert_text(docx_related(&s.reader, s.reader.main, "numbering"), ""); /* no such part */
    assert_text(docx_related(&s.reader, s.reader.main, "hyperlink"), ""); /* external */
    assert_int_equal(docx_relations_of(&s.reader, SHEAF_STR("word/x.xml")).count, 0);
    shelf_close(&s);
}

static void knows_media_types_by_part_then_extension(void **state) {
    (void)state;
    shelf s = {0};
    const shelf_part parts[] = {
        {"[Content_Types].xml",
         "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
         "<Default Extension='PNG' ContentType='image/png'/>"
         "<Override PartName='/word/Odd.png' ContentType='image/x-odd'/></Types>"}};
    assert_int_equal(shelf_open(&s, parts, 1), SHEAF_OK);
    assert_text(docx_media_type(&s.reader, SHEAF_STR("word/a.png")), "image/png");
    assert_text(docx_media_type(&s.reader, SHEAF_STR("word/odd.png")), "image/x-odd");
    assert_text(docx_media_type(&s.reader, SHEAF_STR("word/none")), "");
    shelf_close(&s);
}

/* ------------------------------------------------------------------------------------- what it is -- */

static const struct {
    shelf_part part;
    const char *failure; /* empty: a Word document */
} packages[] = {{{"word/document.xml", "<a/>"}, ""},
                {{"META-INF/manifest.xml", "<a/>"}, "docx.foreign"},
                {{"content.xml", "<a/>"}, "docx.foreign"},
                {{"Index/Document.iwa", "<a/>"}, "docx.foreign"},
                {{"report.txt", "text"}, "docx.foreign"}};

static void says_what_the_package_is(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof packages / sizeof *packages; i++) {
        shelf s = {0};
        assert_int_equal(shelf_open(&s, &packages[i].part, 1), SHEAF_OK);
        docx_find_main(&s.reader);
        assert_string_equal(s.failure, packages[i].failure);
        shelf_close(&s);
    }
}

static const struct {
    const char *bytes;
    size_t len;
    uint32_t bid;
} firsts[] = {{"PK\3\4....word/document.xml", 25, SHEAF_BID_SURE},
              {"PK\3\4....[Content_Types].xml", 27, SHEAF_BID_LIKELY},
              {"PK\3\4....mimetypeapplication/epub", 32, SHEAF_BID_MAYBE},
              {"PK\3\4", 4, SHEAF_BID_MAYBE},
              {"PK\5\6", 4, SHEAF_BID_MAYBE},
              {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, SHEAF_BID_MAYBE},
              {"\xD0\xCF\x11\xE0", 4, SHEAF_BID_NO},
              {"PK\3", 3, SHEAF_BID_NO},
              {"", 0, SHEAF_BID_NO},
              {"word/", 5, SHEAF_BID_NO}};

static void bids_by_the_first_bytes(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++) {
        sheaf_input input = {.size = sizeof input, .bytes = {firsts[i].bytes, firsts[i].len}};
        sheaf_str why = SHEAF_STR("");
        assert_int_equal(docx_probe(&input, &why), firsts[i].bid);
        assert_true(why.len > 0);
    }
}

static const struct {
    const char *stream, *word;
} compounds[] = {{"EncryptedPackage", "password"}, {"WordDocument", ".doc"}, {"Workbook", "Excel"}};

static void refuses_compound_files_by_what_they_hold(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof compounds / sizeof *compounds; i++) {
        char bytes[128] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
        for (size_t j = 0; compounds[i].stream[j]; j++)
            bytes[16 + 2 * j] = compounds[i].stream[j];
        shelf s = {0};
        const shelf_part parts[] = {{"a", "a"}};
        assert_int_equal(shelf_open(&s, parts, 1), SHEAF_OK);
        sheaf_status status = docx_refuse_compound(&s.reader, (sheaf_str){bytes, sizeof bytes});
        assert_int_equal(status, SHEAF_UNSUPPORTED);
        assert_non_null(strstr(s.sentence, compounds[i].word));
        shelf_close(&s);
    }
}

/* --------------------------------------------------------------------------------------------- memory -- */

static sheaf_status load_everything(shelf *s) {
    const shelf_part parts[] = {
        {"_rels/.rels", RELATIONS(RELATION("d", "officeDocument", "word/document.xml"))},
        {"[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/"
                                "content-types'><Default Extension='xml' "
                                "ContentType='application/x.wordprocessingml+xml'/></Types>"},
        {"word/document.xml", "<a/>"}};
    sheaf_status status = shelf_open(s, parts, 3);
    return status == SHEAF_OK ? docx_find_main(&s->reader) : status;
}

static void survives_every_failing_request(void **state) {
    (void)state;
    assert_true(shelf_sweep(load_everything) > 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_parts_whatever_their_case),
        cmocka_unit_test(reads_no_part_that_is_there_twice),
        cmocka_unit_test(loses_a_part_but_fails_without_the_document),
        cmocka_unit_test(keeps_a_piece_while_another_part_is_read),
        cmocka_unit_test(resolves_targets_inside_the_package),
        cmocka_unit_test(finds_relations_by_id_and_kind),
        cmocka_unit_test(knows_media_types_by_part_then_extension),
        cmocka_unit_test(says_what_the_package_is),
        cmocka_unit_test(bids_by_the_first_bytes),
        cmocka_unit_test(refuses_compound_files_by_what_they_hold),
        cmocka_unit_test(survives_every_failing_request),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
