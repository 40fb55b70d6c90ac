// link: -Wl,--push-state,--no-as-needed -lexpat -Wl,--pop-state
/* The XML parser against expat: a document and thousands of small changes to it are taken or refused alike, with the same
 * elements, attributes and text, whatever piece of the stream they fall into. */
#include "cm.h"

#include "shelf.h"
#include "xml_tokens.h"

#include <expat.h>

typedef struct story {
    uint32_t elements, attributes;
    char text[1 << 12];
    size_t len;
} story;

static void add(story *s, const char *text, size_t len) {
    size_t room = sizeof s->text - s->len;
    memcpy(s->text + s->len, text, len < room ? len : room);
    s->len += len < room ? len : room;
}

static void on_start(void *context, docx_name element, const docx_attributes *attributes) {
    story *s = context;
    (void)element;
    s->elements++;
    for (uint32_t i = 0; i < attributes->count; i++) {
        add(s, attributes->items[i].raw.ptr, attributes->items[i].raw.len);
        add(s, attributes->items[i].value.ptr, attributes->items[i].value.len);
        s->attributes++;
    }
}

static void on_end(void *context, docx_name element) {
    (void)element;
    add(context, "/", 1);
}

static void on_text(void *context, sheaf_str text) {
    add(context, text.ptr, text.len);
}

static void XMLCALL expat_start(void *context, const char *name, const char **attributes) {
    story *s = context;
    (void)name;
    s->elements++;
    for (; *attributes; attributes++) {
        add(s, *attributes, strlen(*attributes));
        s->attributes += 1;
    }
}

static void XMLCALL expat_end(void *context, const char *name) {
    (void)name;
    add(context, "/", 1);
}

static void XMLCALL expat_text(void *context, const char *text, int len) {
    add(context, text, (size_t)len);
}

static int by_expat(const char *xml, size_t len, story *s) {
    XML_Parser parser = XML_ParserCreate(NULL);
    assert_non_null(parser);
    XML_SetUserData(parser, s);
    XML_SetElementHandler(parser, expat_start, expat_end);
    XML_SetCharacterDataHandler(parser, expat_text);
    int is_sound = XML_Parse(parser, xml, (int)len, 1) == XML_STATUS_OK;
    XML_ParserFree(parser);
    s->attributes /= 2;
    return is_sound;
}

static int by_us(const char *xml, story *s) {
    static const docx_xml_handlers handlers = {on_start, on_end, on_text};
    shelf desk = {0};
    const shelf_part parts[] = {{"a.xml", xml}};
    assert_int_equal(shelf_open(&desk, parts, 1), SHEAF_OK);
    sheaf_status status = docx_xml_parse(&desk.reader, SHEAF_STR("a.xml"), &handlers, s);
    shelf_close(&desk);
    return status == SHEAF_OK;
}

static void compare(const char *xml) {
    static story ours, theirs;
    memset(&ours, 0, sizeof ours);
    memset(&theirs, 0, sizeof theirs);
    int sound = by_expat(xml, strlen(xml), &theirs);
    if (by_us(xml, &ours) != sound)
        fail_msg("expat %s, we do not: %s", sound ? "takes it" : "refuses it", xml);
    if (!sound)
        return;
    if (ours.elements != theirs.elements || ours.attributes != theirs.attributes ||
        ours.len != theirs.len || memcmp(ours.text, theirs.text, ours.len) != 0)
        fail_msg("not the same events: %s", xml);
}

static const char sample[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b='1' c=\"x&amp;y\">t&lt;&#65;\r\n<d/>"
    "<!-- c --><![CDATA[<e>]]>\xE4\xB8\x80<f g='\n'>]]</f > <?pi x?></a>\n";

/* What expat takes in a declaration is its own matter: changes begin behind it. */
enum { BODY = 38 };

/* Bytes that mean something to a parser come often. */
static const char bytes[] = "<>/&;\"'=!-[]?# \n\rabx1\xE4\xB8\xFF";

static uint32_t drawn(uint32_t *state, uint32_t below) {
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) % below;
}

static void takes_and_refuses_what_expat_does(void **state) {
    (void)state;
    uint32_t seed = 7;
    compare(sample);
    for (int round = 0; round < 20000; round++) {
        char xml[sizeof sample + 8];
        size_t len = sizeof sample - 1;
        memcpy(xml, sample, sizeof sample);
        for (uint32_t change = drawn(&seed, 3); change < 3; change++) {
            size_t at = BODY + drawn(&seed, (uint32_t)(len - BODY));
            char byte = bytes[drawn(&seed, sizeof bytes - 1)];
            if (drawn(&seed, 2)) {
                xml[at] = byte;
            } else if (len < sizeof xml - 1) {
                memmove(xml + at + 1, xml + at, len - at + 1);
                xml[at] = byte;
                len++;
            }
        }
        if (!strstr(xml, "<!DOCTYPE") && !strstr(xml, "%W"))
            compare(xml);
    }
}

/* Each part of the sample falls across the border of two pieces once. */
static void reads_across_pieces(void **state) {
    (void)state;
    enum { PIECE = 1 << 16 };
    static char xml[PIECE + 600];
    static const char head[] = "<a>",
                      tail[] = "<b c='d&#65;'>x&amp;y\r\n\xE4\xB8\x80<![CDATA[]]]]></b></a>";
    for (size_t shift = 0; shift < sizeof tail; shift++) {
        size_t blanks = PIECE - shift - (sizeof head - 1);
        memcpy(xml, head, sizeof head - 1);
        memset(xml + sizeof head - 1, '-', blanks);
        memcpy(xml + sizeof head - 1, "<?p", 3);
        memcpy(xml + sizeof head - 1 + blanks - 2, "?>", 2);
        memcpy(xml + sizeof head - 1 + blanks, tail, sizeof tail);
        story s = {0};
        assert_true(by_us(xml, &s));
        assert_int_equal(s.elements, 2);
        static const char end[] = "cdAx&y\n\xE4\xB8\x80]]//";
        assert_int_equal(s.len, sizeof end - 1);
        assert_memory_equal(s.text, end, s.len);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_and_refuses_what_expat_does),
        cmocka_unit_test(reads_across_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
