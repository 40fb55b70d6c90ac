/* SPDX-License-Identifier: GPL-2.0-or-later
 * Large images get a version without data, and what Poppler never reads is not copied. */
#include "cm.h"

#include "file/unpack.h"
#include "file/unpack_stream.h"

#include <stdio.h>
#include <string.h>

enum { ROOM = 256 * 1024, LARGE = 40000 };

typedef struct paper {
    char bytes[ROOM];
    size_t length, data; /* where it begins */
} paper;

/* A file of one stream of that many bytes, whose length is `off` by so much. */
static void write_stream(paper *p, const char *entries, size_t data, int off) {
    int head = snprintf(p->bytes, ROOM, "%%PDF-1.4\n1 0 obj\n<<%s/Length %zu>>stream\n", entries,
                        data + (size_t)off);
    p->data = (size_t)head;
    assert_true(p->data + data + 300 < ROOM);
    memset(p->bytes + head, 'x', data);
    size_t end = p->data + data;
    end += (size_t)snprintf(p->bytes + end, ROOM - end, "\nendstream\nendobj\n");
    p->length = end + (size_t)snprintf(p->bytes + end, ROOM - end,
                                       "xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n"
                                       "trailer\n<</Size 2>>\nstartxref\n%zu\n%%%%EOF\n",
                                       end);
}

static pdf_unpacked unpack(const paper *p, bool keep_images) {
    return pdf_unpack((sheaf_str){p->bytes, p->length}, 1 << 20, keep_images);
}

#define SIZE "/Subtype/Image/Width 300/Height 300"

static void large_ones_are_emptied(void **state) {
    static const char *const images[] = {SIZE "/Filter/DCTDecode/SMask 9 0 R",
                                         SIZE "/Filter[/ASCII85Decode/FlateDecode]/SMask 9 0 R",
                                         SIZE "/ColorSpace/DeviceRGB/SMask 9 0 R"};
    static paper p;
    (void)state;
    for (size_t i = 0; i < sizeof images / sizeof *images; i++) {
        write_stream(&p, images[i], LARGE, 0);
        pdf_unpacked out = unpack(&p, false);
        assert_non_null(out.bytes);
        assert_true(out.emptied);
        assert_memory_equal(out.bytes, p.bytes, p.data);
        for (size_t k = 0; k < LARGE; k++)
            assert_int_equal(out.bytes[p.data + k], 0);
        const size_t behind = p.data + LARGE;
        assert_memory_equal(out.bytes + behind, p.bytes + behind, p.length - behind);
        const char *made = strstr(out.bytes + p.length, "1 0 obj");
        assert_non_null(made);
        assert_non_null(strstr(made, "/SMask 9 0 R\n"));
        assert_non_null(strstr(made, "/Width 300\n/Height 300\n"));
        assert_non_null(strstr(made, "/Length 0>>stream\n\nendstream"));
        free(out.bytes);
        assert_null(unpack(&p, true).bytes);
    }
}

static void others_stay(void **state) {
    static const struct {
        const char *entries;
        size_t data;
        int off;
    } images[] = {{SIZE, PDF_LEAST_HOLE - 1, 0},
                  {SIZE, LARGE, 9},
                  {"/Subtype/Image/Width 300/Height 200", LARGE, 0},
                  {"/Subtype/Image/Width 40000/Height 300", LARGE, 0},
                  {"/Subtype/Form/Width 300/Height 300", LARGE, 0}};
    static paper p;
    (void)state;
    for (size_t i = 0; i < sizeof images / sizeof *images; i++) {
        write_stream(&p, images[i].entries, images[i].data, images[i].off);
        if (unpack(&p, false).bytes)
            fail_msg("unpacked: %s, %zu", images[i].entries, images[i].data);
    }
}

/* What Poppler decodes before it asks loses its data always, and is not copied where its length is right. */
static void slow_ones_are_not_copied(void **state) {
    static paper p;
    (void)state;
    for (int off = 0; off < 2; off++) {
        write_stream(&p, SIZE "/Filter/JBIG2Decode", LARGE, 9 * off);
        pdf_unpacked out = unpack(&p, true);
        assert_non_null(out.bytes);
        assert_false(out.emptied);
        assert_int_equal(out.bytes[p.data + LARGE / 2], off ? 'x' : 0);
        free(out.bytes);
    }
}

static void doubtful_names_are_seen(void **state) {
    static paper p;
    (void)state;
    write_stream(&p, SIZE, LARGE, 0);
    memcpy(p.bytes + p.data + 100, "/XFA", 4);
    pdf_unpacked out = unpack(&p, false);
    assert_true(out.bytes && !out.is_doubtful);
    free(out.bytes);
    write_stream(&p, SIZE "/XFA 1", LARGE, 0);
    out = unpack(&p, false);
    assert_true(out.bytes && out.is_doubtful);
    free(out.bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(large_ones_are_emptied),
        cmocka_unit_test(others_stay),
        cmocka_unit_test(slow_ones_are_not_copied),
        cmocka_unit_test(doubtful_names_are_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
