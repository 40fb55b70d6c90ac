/* SPDX-License-Identifier: GPL-2.0-or-later
 * Elements of a structure tree are cut out of a file, and nothing else is; the table leads to what is left. */
#include "cm.h"

#include "file/untag.h"

#define ELEMENT "<</Type /StructElem\n/S /P\n/P 2 0 R>>\nendobj\n"

/* A file in the making, with a single table of all its objects. */
typedef struct paper {
    char bytes[4096];
    size_t length, count;
    size_t offsets[32];
} paper;

static void put(paper *p, const char *text) {
    size_t length = strlen(text);
    assert_true(p->length + length < sizeof p->bytes);
    memcpy(p->bytes + p->length, text, length + 1);
    p->length += length;
}

static void add(paper *p, const char *object) {
    char head[40];
    p->offsets[p->count++] = p->length;
    snprintf(head, sizeof head, "%zu 0 obj\n", p->count);
    put(p, head);
    put(p, object);
}

static void end(paper *p, const char *trailer) {
    char text[200];
    size_t start = p->length;
    snprintf(text, sizeof text, "xref\n0 %zu\n0000000000 65535 f \n", p->count + 1);
    put(p, text);
    for (size_t i = 0; i < p->count; i++) {
        snprintf(text, sizeof text, "%010zu 00000 n \n", p->offsets[i]);
        put(p, text);
    }
    snprintf(text, sizeof text, "trailer\n<<%s/Size %zu/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n",
             trailer, p->count + 1, start);
    put(p, text);
}

static void write_paper(paper *p, const char *const *objects) {
    *p = (paper){.length = 0};
    put(p, "%PDF-1.4\n");
    for (; *objects; objects++)
        add(p, *objects);
}

/* Of a copy that ends where the file does, so that a reader beyond it is noticed; with an end of its own to compare. */
static char *untag(const char *bytes, size_t length, pdf_table *table) {
    char *copy = malloc(length ? length : 1), *out = NULL;
    size_t left = 0;
    assert_non_null(copy);
    memcpy(copy, bytes, length);
    *table = (pdf_table){.offsets = NULL};
    if (pdf_table_read((sheaf_str){copy, length}, table))
        out = pdf_untag((sheaf_str){copy, length}, table, &left);
    free(copy);
    if (!out)
        return NULL;
    assert_true(left < length);
    char *ended = realloc(out, left + 1);
    assert_non_null(ended);
    ended[left] = '\0';
    return ended;
}

static bool stays(const paper *p, pdf_table *table) {
    char *out = untag(p->bytes, p->length, table);
    bool is_whole = !out;
    free(out);
    return is_whole;
}

/* Which objects are gone is said by `gone`, a letter for each: `x`, or `.` where it stays. */
static void expect(const char *const *objects, const char *gone) {
    paper p;
    pdf_table table;
    write_paper(&p, objects);
    end(&p, "");
    if (!strchr(gone, 'x')) {
        assert_true(stays(&p, &table));
        pdf_table_free(&table);
        return;
    }
    char *out = untag(p.bytes, p.length, &table);
    assert_non_null(out);
    for (uint32_t i = 0; gone[i]; i++) {
        uint32_t offset = table.offsets[i + 1];
        const char *before = p.bytes + p.offsets[i];
        if (gone[i] == 'x')
            assert_int_equal(offset, PDF_TABLE_TAKEN);
        else
            assert_memory_equal(out + offset, before, strlen(objects[i]));
    }
    assert_memory_equal(out + table.start, "xref\n", 5);
    free(out);
    pdf_table_free(&table);
}

static void elements_are_cut_out(void **state) {
    (void)state;
    expect((const char *const[]){"<</Kept 1>>endobj\n", ELEMENT, ELEMENT, "(kept)endobj\n", ELEMENT,
                                 "<</Type/StructTreeRoot/K 2 0 R>>endobj\n", NULL},
           ".xx.x.");
    expect((const char *const[]){"<</Type/StructElem/S/P>> endobj ", "<</Kept 1>>endobj\n", NULL},
           "x.");
    expect((const char *const[]){"<</Kept 1>>endobj\n",
                                 "<< /Type /StructElem /Alt (J jj ob) >>\nendobj\n", NULL},
           ".x");
}

static void other_objects_stay(void **state) {
    (void)state;
    expect((const char *const[]){"<</Type/StructElements/S/P>>endobj\n", NULL}, ".");
    expect((const char *const[]){"<</S/P/Type/StructElem>>endobj\n", NULL}, ".");
    expect((const char *const[]){"[/Type/StructElem]endobj\n", NULL}, ".");
    expect((const char *const[]){"(<</Type/StructElem/S/P>>)endobj\n", NULL}, ".");
    expect((const char *const[]){"<</Type/StructElem/Alt(object)>>endobj\n", NULL}, ".");
    expect(
        (const char *const[]){"<</Type/StructElem/S/P>>\n", "<</Kept 1>>endobj\n", ELEMENT, NULL},
        "..x");
    expect((const char *const[]){"<</Type/StructElem/S/P>>", NULL}, ".");
}

/* Where more than one table leads to objects, or they are of other generations, or old ones. */
static void other_files_stay(void **state) {
    static const char *const objects[] = {"<</Kept 1>>endobj\n", ELEMENT, NULL};
    paper p;
    pdf_table table;
    (void)state;
    write_paper(&p, objects);
    end(&p, "");
    char trailer[40];
    snprintf(trailer, sizeof trailer, "/Prev %d", (int)(strstr(p.bytes, "xref\n0") - p.bytes));
    end(&p, trailer);
    assert_true(stays(&p, &table));
    assert_int_equal(table.sections, 2);
    pdf_table_free(&table);

    write_paper(&p, objects);
    end(&p, "");
    strstr(p.bytes, " 00000 n")[5] = '1';
    assert_true(stays(&p, &table));
    assert_true(table.others);
    pdf_table_free(&table);

    write_paper(&p, (const char *const[]){"<</Kept 1>>endobj\n2 0 obj\n" ELEMENT,
                                          "<</Newer 1>>endobj\n", NULL});
    end(&p, "");
    assert_true(stays(&p, &table));
    pdf_table_free(&table);
}

static void any_damage(void **state) {
    paper p, damaged;
    pdf_table table;
    (void)state;
    write_paper(&p, (const char *const[]){"<</Kept 1>>endobj\n", ELEMENT, ELEMENT, "(kept)endobj\n",
                                          ELEMENT, NULL});
    end(&p, "");
    for (size_t i = 0; i < p.length; i++)
        for (int bit = 0; bit < 8; bit++) {
            damaged = p;
            damaged.bytes[i] ^= (char)(1 << bit);
            free(untag(damaged.bytes, damaged.length, &table));
            pdf_table_free(&table);
        }
    for (size_t i = 0; i < p.length; i++) {
        free(untag(p.bytes + i, p.length - i, &table));
        pdf_table_free(&table);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_are_cut_out),
        cmocka_unit_test(other_objects_stay),
        cmocka_unit_test(other_files_stay),
        cmocka_unit_test(any_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
