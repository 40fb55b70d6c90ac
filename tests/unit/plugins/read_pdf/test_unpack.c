/* SPDX-License-Identifier: GPL-2.0-or-later
 * Deflated streams come out inflated behind the file; whatever is not what it says stays as it is, without a word. */
#include "cm.h"

#include "file/unpack.h"
#include "file/xref_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define TEXT "BT /F1 12 Tf 10 10 Td (text text text text text text text text) Tj ET"

/* A file in the making. */
typedef struct paper {
    char bytes[8192];
    size_t length;
    size_t offsets[16];
    size_t count; /* of objects */
} paper;

static void put(paper *p, const void *bytes, size_t length) {
    assert_true(p->length + length < sizeof p->bytes);
    memcpy(p->bytes + p->length, bytes, length);
    p->length += length;
}

static void put_text(paper *p, const char *text) {
    put(p, text, strlen(text));
}

static void begin(paper *p) {
    *p = (paper){.length = 0};
    put_text(p, "%PDF-1.4\n");
}

static void begin_object(paper *p, const char *entries) {
    char text[500];
    p->offsets[p->count++] = p->length;
    snprintf(text, sizeof text, "%zu 0 obj\n%s", p->count, entries);
    put_text(p, text);
}

static size_t deflated(unsigned char *out, size_t room) {
    uLongf length = room;
    assert_int_equal(compress(out, &length, (const Bytef *)TEXT, strlen(TEXT)), Z_OK);
    return length;
}

/* TEXT, with these entries beside its length, which is `off` by so much. */
static void add_deflated(paper *p, const char *entries, int off) {
    unsigned char data[200];
    char text[500];
    size_t length = deflated(data, sizeof data);
    snprintf(text, sizeof text, "<<%s/Length %d>>\nstream\r\n", entries, (int)length + off);
    begin_object(p, text);
    put(p, data, length);
    put_text(p, "\nendstream\nendobj\n");
}

static void end(paper *p, const char *trailer) {
    char text[500];
    size_t start = p->length;
    snprintf(text, sizeof text, "xref\n0 %zu\n0000000000 65535 f \n", p->count + 1);
    put_text(p, text);
    for (size_t i = 0; i < p->count; i++) {
        snprintf(text, sizeof text, "%010zu 00000 n \n", p->offsets[i]);
        put_text(p, text);
    }
    snprintf(text, sizeof text, "trailer\n<<%s/Size %zu/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n",
             trailer, p->count + 1, start);
    put_text(p, text);
}

static char *unpack_bytes(sheaf_str bytes, uint64_t most, size_t *length) {
    pdf_unpacked unpacked = pdf_unpack(bytes, most, false);
    *length = unpacked.length;
    return unpacked.bytes;
}

static char *unpack(const paper *p, size_t *length) {
    return unpack_bytes((sheaf_str){p->bytes, p->length}, 1 << 20, length);
}

/* The object that the tables of the file name. */
static const char *object_of(const char *bytes, size_t length, uint32_t number) {
    pdf_table table;
    assert_true(pdf_table_read((sheaf_str){bytes, length}, &table));
    assert_true(number < table.count);
    const char *object = bytes + table.offsets[number];
    pdf_table_free(&table);
    return object;
}

/* The last place in the file where the words stand, which may hold rows of bytes; NULL: they do not. */
static const char *last_of(const char *bytes, size_t length, const char *words) {
    size_t wanted = strlen(words);
    for (size_t at = length < wanted ? 0 : length - wanted + 1; at-- > 0;)
        if (memcmp(bytes + at, words, wanted) == 0)
            return bytes + at;
    return NULL;
}

static void expect_stays(const char *entries, int off) {
    paper p;
    size_t length = 0;
    begin(&p);
    add_deflated(&p, entries, off);
    end(&p, "");
    char *out = unpack(&p, &length);
    if (out)
        fail_msg("unpacked: %s, %d", entries, off);
}

static void streams_come_out(void **state) {
    static const char *const filters[] = {"/Filter/FlateDecode", "/Filter [ /FlateDecode ]",
                                          "/A(endobj)/Filter /FlateDecode/B<</Filter/X>>"};
    (void)state;
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        paper p;
        size_t length = 0;
        begin(&p);
        add_deflated(&p, filters[i], 0);
        begin_object(&p, "<</Kept 1>>endobj\n");
        end(&p, "/ID[<00><11>]");
        char *out = unpack(&p, &length);
        assert_non_null(out);
        assert_memory_equal(out, p.bytes, p.length);
        const char *found = object_of(out, length, 1);
        assert_true(found >= out + p.length);
        assert_non_null(strstr(found, "stream\n" TEXT "\nendstream\nendobj"));
        assert_null(strstr(found, "/FlateDecode"));
        char said[40];
        snprintf(said, sizeof said, "/Length %010zu>>", strlen(TEXT));
        assert_non_null(strstr(found, said));
        assert_int_equal(!!strstr(found, "/A (endobj)"), i == 2);
        const char *trailer = last_of(out, length, "trailer");
        assert_true(last_of(out, length, "/ID [<00><11>]") > trailer);
        assert_true(last_of(out, length, "/Root 1 0 R") > trailer);
        assert_true(last_of(out, length, "/Size 4") > trailer);
        assert_true(last_of(out, length, "/Index[1 2\n]/Length") > out + p.length);
        assert_true(object_of(out, length, 2) < out + p.length);
        free(out);
    }
}

/* A length of its own, as cairo writes. */
static void lengths_elsewhere(void **state) {
    for (int wrong = 0; wrong < 2; wrong++) {
        paper p;
        unsigned char data[200];
        char text[200];
        size_t length = 0, packed = deflated(data, sizeof data);
        (void)state;
        begin(&p);
        begin_object(&p, "<</Length 2 0 R/Filter/FlateDecode>>stream\n");
        put(&p, data, packed);
        put_text(&p, "\nendstream endobj\n");
        snprintf(text, sizeof text, "%zu endobj\n", packed + (wrong ? 40 : 0));
        begin_object(&p, text);
        end(&p, "");
        char *out = unpack(&p, &length);
        assert_int_equal(out != NULL, !wrong);
        free(out);
    }
}

static void other_streams_stay(void **state) {
    (void)state;
    expect_stays("/Filter/FlateDecode/Subtype/Image", 0);
    expect_stays("/Filter/FlateDecode/Type/EmbeddedFile", 0);
    expect_stays("/Filter/FlateDecode/DecodeParms<</Predictor 12>>", 0);
    expect_stays("/Filter/FlateDecode/F(other)", 0);
    expect_stays("/Filter[/ASCII85Decode/FlateDecode]", 0);
    expect_stays("/Filter/LZWDecode", 0);
    expect_stays("", 0);
    expect_stays("/Filter/FlateDecode", -1);   /* the data is cut */
    expect_stays("/Filter/FlateDecode", 30);   /* no endstream there */
    expect_stays("/Filter/FlateDecode", 9999); /* nor anything else */
    expect_stays("/Filter/FlateDecode/Odd", 0);
    expect_stays("/Filter/FlateDecode/A(stream)", 0); /* taken for its begin */
}

/* One stream with these entries and another checksum. */
static pdf_unpacked unpack_damaged(const char *entries) {
    paper p;
    char text[200];
    snprintf(text, sizeof text, "%s/Filter/FlateDecode", entries);
    begin(&p);
    add_deflated(&p, text, 0);
    end(&p, "");
    char *last = strstr(p.bytes, "stream\r\n") + 8;
    while (memcmp(last + 1, "\nendstream", 10) != 0)
        last++;
    *last ^= 1;
    return pdf_unpack((sheaf_str){p.bytes, p.length}, 1 << 20, false);
}

static void damaged_data_stays(void **state) {
    static const char *const of_text[] = {"", "/Type/XObject/Subtype/Form/BBox[0 0 1 1]",
                                          "/Type/ObjStm/N 1/First 4", "/Type/CMap/CMapName/A"};
    static const char *const others[] = {"/Length1 20", "/N 3/Alternate/DeviceRGB",
                                         "/Type/Metadata/Subtype/XML"};
    (void)state;
    for (size_t i = 0; i < sizeof of_text / sizeof *of_text; i++) {
        pdf_unpacked out = unpack_damaged(of_text[i]);
        assert_null(out.bytes);
        assert_int_equal(out.altered, 1);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(unpack_damaged(others[i]).altered, 0);
}

/* What the table does not lead to is an old version, or no object. */
static void old_versions_stay(void **state) {
    paper p;
    size_t length = 0;
    (void)state;
    begin(&p);
    add_deflated(&p, "/Filter/FlateDecode", 0);
    p.count--;
    begin_object(&p, "<</Kept 1>>endobj\n");
    end(&p, "");
    assert_null(unpack(&p, &length));
}

/* The newest section counts, also where it says that an object is gone. */
static void sections_before(void **state) {
    paper p;
    size_t length = 0;
    char text[200];
    (void)state;
    begin(&p);
    add_deflated(&p, "/Filter/FlateDecode", 0);
    add_deflated(&p, "/Filter/FlateDecode", 0);
    size_t first = p.length, old = p.offsets[1];
    end(&p, "");
    size_t start = p.length;
    snprintf(text, sizeof text,
             "xref\n1 1\n0000000000 00001 f \ntrailer<</Size 3/Root 1 0 R/Prev "
             "%zu>>\nstartxref\n%zu\n%%%%EOF",
             first, start);
    put_text(&p, text);
    char *out = unpack(&p, &length);
    assert_non_null(out);
    assert_true(object_of(out, length, 2) > out + p.length);
    assert_true(object_of(out, length, 2) != out + old);
    assert_true(object_of(out, length, 1) == out + 1); /* free */
    free(out);
}

static void documents_that_are_left_alone(void **state) {
    static const char *const trailers[] = {
        "/Encrypt 9 0 R", "/Prev 9999999", "/Prev (x)", "/Prev 9", "(", "/Odd "};
    (void)state;
    for (size_t i = 0; i < sizeof trailers / sizeof *trailers; i++) {
        paper p;
        size_t length = 0;
        begin(&p);
        add_deflated(&p, "/Filter/FlateDecode", 0);
        end(&p, trailers[i]);
        char *out = unpack(&p, &length);
        if (out)
            fail_msg("unpacked: %s", trailers[i]);
        free(out);
    }
}

/* Word writes both: what the table does not say the stream beside it does. */
static void tables_with_a_stream_beside(void **state) {
    (void)state;
    for (int odd = 0; odd < 2; odd++) {
        paper p;
        size_t length = 0;
        char text[200];
        begin(&p);
        add_deflated(&p, "/Filter/FlateDecode", 0);
        add_deflated(&p, "/Filter/FlateDecode", 0);
        size_t beside = p.length, hidden = p.offsets[1];
        put_text(&p, "3 0 obj<</Type/XRef/Size 3/W[1 2 0]/Index[2 1]/Length 3>>stream\n");
        put(&p, (char[]){1, (char)(hidden >> 8), (char)hidden}, 3);
        put_text(&p, "\nendstream endobj\n");
        p.count = 1;
        snprintf(text, sizeof text, "/XRefStm %zu", odd ? 12 : beside);
        end(&p, text);
        char *out = unpack(&p, &length);
        assert_int_equal(out != NULL, !odd);
        if (out)
            assert_true(object_of(out, length, 2) > out + p.length);
        free(out);
    }
}

/* An image, and a stream without anything to unpack. */
static char *unpack_image(const char *entries, paper *p, size_t *length) {
    char text[300];
    begin(p);
    snprintf(text, sizeof text, "<<%s/Length 4>>stream\n", entries);
    begin_object(p, text);
    put_text(p, "data\nendstream endobj\n");
    end(p, "");
    return unpack(p, length);
}

static void slow_images_are_emptied(void **state) {
    static const char *const images[] = {
        "/Subtype/Image/Filter/JBIG2Decode/Width 300/Height 300/BitsPerComponent 1/A 1",
        "/A 1/Width 4294967295/Height 1/Filter [/FlateDecode /JPXDecode]/Subtype /Image",
        "/Subtype/Image/ImageMask true/Filter/JBIG2Decode/Width 300/Height 300/Decode[1 0]/A 1"};
    (void)state;
    for (size_t i = 0; i < sizeof images / sizeof *images; i++) {
        paper p;
        size_t length = 0;
        char *out = unpack_image(images[i], &p, &length);
        assert_non_null(out);
        const char *found = object_of(out, length, 1), *ending = strstr(found, "endobj");
        assert_true(found > out + p.length);
        assert_non_null(strstr(found, "/A 1\n"));
        assert_non_null(strstr(found, "/Length 0>>stream\n\nendstream\nendobj"));
        assert_int_equal(strstr(found, "/DeviceGray") != NULL, i != 2);
        const char *filter = strstr(found, "/Filter"), *decode = strstr(found, "/Decode");
        assert_true(!filter || filter > ending);
        assert_true(!decode || decode > ending);
        free(out);
    }
}

static void other_images_stay(void **state) {
    static const char *const images[] = {
        "/Subtype/Image/Filter/JBIG2Decode/Width 100/Height 100",
        "/Subtype/Image/Filter/DCTDecode/Width 3000/Height 3000",
        "/Subtype/Form/Filter/JPXDecode/Width 3000/Height 3000",
        "/Subtype/Image/Filter/JPXDecode/Width 3000/Height 9 0 R",
        "/Subtype/Image/Filter/JPXDecode/Width 3000/Height 3000/Odd"};
    (void)state;
    for (size_t i = 0; i < sizeof images / sizeof *images; i++) {
        paper p;
        size_t length = 0;
        char *out = unpack_image(images[i], &p, &length);
        if (out)
            fail_msg("unpacked: %s", images[i]);
    }
}

/* Such tables are one number ahead of their objects. */
static void tables_that_begin_late(void **state) {
    paper p;
    size_t length = 0;
    (void)state;
    begin(&p);
    add_deflated(&p, "/Filter/FlateDecode", 0);
    end(&p, "");
    char *section = (char *)(uintptr_t)last_of(p.bytes, p.length, "xref\n0 2");
    section[5] = '1';
    assert_null(unpack(&p, &length));
}

/* A font, its descriptor and its widths, what looks like one, and a stream so that there is something to unpack. */
static void write_fonts(paper *p) {
    begin(p);
    add_deflated(p, "/Filter/FlateDecode", 0);
    begin_object(p, "<< /Type /Font/Widths 3 0 R/ToUnicode 1 0 R/FontDescriptor 4 0 R>>\nendobj\n");
    begin_object(p, "[ 500 ]endobj\n");
    begin_object(p, "<</Type/FontDescriptor/FontName(>>)/FontFile 1 0 R>> endobj\n");
    begin_object(p, "<</Type/Page/Font 2 0 R>>endobj\n");
    begin_object(p, "<</Type/Font>>stream\nendstream endobj\n");
}

/* What stands at `index` in the stream of objects, which is number 7. */
static const char *part_of(const char *stream, uint32_t index, unsigned *number) {
    const char *first = strstr(stream, "/First "), *data = strstr(stream, "stream\n") + 7;
    unsigned at = 0;
    const char *head = data;
    for (uint32_t i = 0; i <= index; i++) {
        char *end = NULL;
        *number = (unsigned)strtoul(head, &end, 10);
        at = (unsigned)strtoul(end, &end, 10);
        head = end;
    }
    return data + strtoul(first + 7, NULL, 10) + at;
}

static void fonts_stand_together(void **state) {
    static const char *const parts[] = {"<< /Type /Font/W", "[ 500 ]\n", "<</Type/FontDescriptor"};
    paper p;
    size_t length = 0;
    (void)state;
    write_fonts(&p);
    end(&p, "");
    char *out = unpack(&p, &length);
    assert_non_null(out);
    const char *stream = object_of(out, length, 7);
    assert_true(stream > out + p.length);
    assert_memory_equal(stream, "7 0 obj\n<</Type/ObjStm/N 3/First ", 33);
    for (uint32_t i = 0; i < 3; i++) {
        unsigned number = 0;
        const char *part = part_of(stream, i, &number);
        assert_int_equal(number, i + 2);
        assert_memory_equal(part, parts[i], strlen(parts[i]));
        assert_true(object_of(out, length, number) == out + PDF_TABLE_TAKEN);
    }
    assert_true(object_of(out, length, 5) == out + p.offsets[4]);
    assert_true(object_of(out, length, 6) == out + p.offsets[5]);
    free(out);
}

/* Poppler keeps few streams of objects: fonts that stand beside others would be read again and again, all of them. */
static void fonts_beside_streams_of_objects_stay(void **state) {
    paper p;
    size_t length = 0;
    char text[100];
    (void)state;
    write_fonts(&p);
    snprintf(text, sizeof text, "/XRefStm %zu", p.length);
    put_text(&p, "8 0 obj<</Type/XRef/Size 9/W[1 1 1]/Index[7 1]/Length 3>>stream\n");
    put(&p, "\2\1\0\nendstream endobj\n", 21);
    end(&p, text);
    char *out = unpack(&p, &length);
    assert_non_null(out);
    assert_null(last_of(out, length, "/ObjStm"));
    assert_true(object_of(out, length, 2) == out + p.offsets[1]);
    free(out);
}

/* A section that leads to itself. */
static void circles_end(void **state) {
    paper p;
    size_t length = 0;
    char text[40];
    (void)state;
    begin(&p);
    add_deflated(&p, "/Filter/FlateDecode", 0);
    snprintf(text, sizeof text, "/Prev %zu", p.length);
    end(&p, text);
    assert_null(unpack(&p, &length));
}

/* What a stream's rows are packed with. */
typedef struct packing {
    const char *entries; /* beside its length */
    const char *index;
    bool up; /* differences to the row above */
    unsigned char widths[3];
} packing;

static size_t pack_rows(const paper *p, const packing *how, unsigned char *out, size_t room) {
    unsigned char rows[400], above[24] = {0};
    size_t length = 0;
    for (size_t i = 0; i <= p->count; i++) {
        const size_t fields[3] = {i > 0, i ? p->offsets[i - 1] : 0, i ? 0 : 65535};
        unsigned char row[24];
        size_t n = 0;
        for (int field = 0; field < 3; field++)
            for (int byte = how->widths[field]; byte-- > 0;)
                row[n++] = (unsigned char)(fields[field] >> 8 * byte);
        if (how->up)
            rows[length++] = 2;
        for (size_t k = 0; k < n; k++) {
            rows[length++] = (unsigned char)(how->up ? row[k] - above[k] : row[k]);
            above[k] = row[k];
        }
    }
    uLongf packed = room;
    assert_int_equal(compress(out, &packed, rows, length), Z_OK);
    return packed;
}

static void end_with_stream(paper *p, const packing *how) {
    unsigned char data[400];
    char text[500];
    size_t start = p->length, length = pack_rows(p, how, data, sizeof data);
    snprintf(text, sizeof text,
             "%zu 0 obj<</Type/XRef/Size %zu/Root 1 0 R/W[%d %d %d]%s/Filter/FlateDecode%s/Length "
             "%zu>>stream\n",
             p->count + 1, p->count + 1, how->widths[0], how->widths[1], how->widths[2], how->index,
             how->entries, length);
    put_text(p, text);
    put(p, data, length);
    snprintf(text, sizeof text, "\nendstream endobj\nstartxref\n%zu\n%%%%EOF\n", start);
    put_text(p, text);
}

static char *unpack_with(const packing *how, paper *p, size_t *length) {
    begin(p);
    add_deflated(p, "/Filter/FlateDecode", 0);
    add_deflated(p, "/Filter/FlateDecode", 0);
    end_with_stream(p, how);
    return unpack(p, length);
}

static void tables_that_are_streams(void **state) {
    static const packing fine[] = {
        {"", "", false, {1, 2, 2}},
        {"", "/Index[0 3]", false, {1, 8, 0}},
        {"", "/Index[0 1 1 2]", false, {1, 4, 2}},
        {"/DecodeParms<</Predictor 12/Columns 5>>", "", true, {1, 2, 2}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
        paper p;
        size_t length = 0;
        char *out = unpack_with(&fine[i], &p, &length);
        assert_non_null(out);
        const char *found = object_of(out, length, 2);
        assert_true(found > out + p.length);
        assert_non_null(strstr(found, TEXT));
        const char *trailer = last_of(out, length, "trailer");
        assert_non_null(trailer);
        assert_true(trailer > found);
        assert_non_null(strstr(trailer, "/Root 1 0 R"));
        assert_null(strstr(trailer, "/W"));
        assert_null(strstr(trailer, "/Filter"));
        assert_null(strstr(trailer, "/Type"));
        free(out);
    }
}

static void streams_that_are_no_tables(void **state) {
    static const packing odd[] = {
        {"/DecodeParms<</Predictor 2/Columns 5>>", "", false, {1, 2, 2}},
        {"/DecodeParms<</Predictor 12/Columns 4>>", "", true, {1, 2, 2}},
        {"/DecodeParms<</Predictor 12/Columns 5>>", "", false, {1, 2, 2}},
        {"/DecodeParms 7", "", false, {1, 2, 2}},
        {"/Filter/LZWDecode", "", false, {1, 2, 2}},
        {"", "/Index[0 99]", false, {1, 2, 2}},
        {"", "/Index[999999 3]", false, {1, 2, 2}},
        {"", "/Index 3", false, {1, 2, 2}},
        {"", "/W[1 9 1]", false, {1, 2, 2}},
        {"/Encrypt 3 0 R", "", false, {1, 2, 2}},
        {"/Type/Other", "/Type/Other", false, {0, 0, 0}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        paper p;
        size_t length = 0;
        char *out = unpack_with(&odd[i], &p, &length);
        if (out)
            fail_msg("unpacked: %s %s", odd[i].entries, odd[i].index);
    }
}

static void no_more_than_allowed(void **state) {
    paper p;
    size_t length = 0, text = strlen(TEXT);
    (void)state;
    begin(&p);
    add_deflated(&p, "/Filter/FlateDecode", 0);
    add_deflated(&p, "/Filter/FlateDecode", 0);
    end(&p, "");
    sheaf_str bytes = {p.bytes, p.length};
    assert_null(unpack_bytes(bytes, 0, &length));
    assert_null(unpack_bytes(bytes, text - 1, &length));
    char *out = unpack_bytes(bytes, text + 10, &length);
    assert_non_null(out);
    assert_true(object_of(out, length, 1) > out + p.length);
    assert_true(object_of(out, length, 2) < out + p.length);
    free(out);
}

/* Whatever comes out, it is read without harm. */
static void any_damage(void **state) {
    paper p, damaged;
    (void)state;
    begin(&p);
    add_deflated(&p, "/Filter/FlateDecode", 0);
    add_deflated(&p, "/Filter[/FlateDecode]/X(a)", 0);
    end(&p, "");
    for (size_t i = 0; i < p.length; i++)
        for (int bit = 0; bit < 8; bit += 3) {
            size_t length = 0;
            damaged = p;
            damaged.bytes[i] ^= (char)(1 << bit);
            free(unpack(&damaged, &length));
        }
    write_fonts(&p);
    end(&p, "");
    for (size_t i = 0; i < p.length; i++)
        for (int bit = 0; bit < 8; bit += 3) {
            size_t length = 0;
            damaged = p;
            damaged.bytes[i] ^= (char)(1 << bit);
            free(unpack(&damaged, &length));
        }
    static const packing rows = {
        "/DecodeParms<</Predictor 12/Columns 5>>", "/Index[0 3]", true, {1, 2, 2}};
    size_t whole = 0;
    free(unpack_with(&rows, &p, &whole));
    assert_true(whole > p.length);
    for (size_t i = 0; i < p.length; i++)
        for (int bit = 0; bit < 8; bit++) {
            size_t length = 0;
            damaged = p;
            damaged.bytes[i] ^= (char)(1 << bit);
            free(unpack(&damaged, &length));
        }
    for (size_t i = 0; i < p.length; i++) {
        size_t length = 0;
        char *cut = malloc(i + 1);
        assert_non_null(cut);
        memcpy(cut, p.bytes, i);
        free(unpack_bytes((sheaf_str){cut, i}, 1 << 20, &length));
        free(cut);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(streams_come_out),
        cmocka_unit_test(lengths_elsewhere),
        cmocka_unit_test(other_streams_stay),
        cmocka_unit_test(damaged_data_stays),
        cmocka_unit_test(old_versions_stay),
        cmocka_unit_test(sections_before),
        cmocka_unit_test(documents_that_are_left_alone),
        cmocka_unit_test(tables_with_a_stream_beside),
        cmocka_unit_test(slow_images_are_emptied),
        cmocka_unit_test(other_images_stay),
        cmocka_unit_test(tables_that_begin_late),
        cmocka_unit_test(fonts_stand_together),
        cmocka_unit_test(fonts_beside_streams_of_objects_stay),
        cmocka_unit_test(circles_end),
        cmocka_unit_test(no_more_than_allowed),
        cmocka_unit_test(tables_that_are_streams),
        cmocka_unit_test(streams_that_are_no_tables),
        cmocka_unit_test(any_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
