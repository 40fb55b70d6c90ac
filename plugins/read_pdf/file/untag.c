/* SPDX-License-Identifier: GPL-2.0-or-later
 * Programs that write tags for everything write an object for each: of a table's cells three to one of the page. Poppler
 * is not asked for them, so they need not be copied and looked through again and again. Only objects that the table leads to
 * are cut out, from their number to their `endobj`; whatever stands between others stays, as Poppler may come to search for
 * objects. */
#define _GNU_SOURCE /* memmem */
#include "file/untag.h"
#include "file/syntax.h"

#include <stdlib.h>
#include <string.h>

enum { NEAR = 64 /* bytes in which the begin of an object has to stand: work stays linear */ };

/* What was cut out before this place in the file, all in all. */
typedef struct cut {
    uint32_t behind, bytes;
} cut;

typedef struct cutting {
    sheaf_str bytes;
    pdf_table *table;
    uint8_t *gone; /* by number */
    char *out;
    size_t length;
    cut *cuts;
    size_t count, room;
} cutting;

/* ---- elements --------------------------------------------------------------------------------------------------- */

/* The first `obj` from here on belongs to an `endobj`; NULL: to something else, or there is none. */
static const char *find_end(const char *at, const char *end) {
    while (at < end && (at = memchr(at, 'j', (size_t)(end - at)))) {
        if (memcmp(at - 2, "ob", 2) == 0)
            return memcmp(at - 5, "end", 3) == 0 ? at + 1 : NULL;
        at++;
    }
    return NULL;
}

/* `<</Type/StructElem` */
static bool is_element(sheaf_str text) {
    static const char *const words[] = {"<<", "/Type", "/StructElem"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        pdf_skip_space(&text);
        if (!pdf_take_word(&text, words[i]))
            return false;
    }
    return text.len && strchr(" \t\r\n/", *text.ptr);
}

/* From `12 0 obj` on; `head` is what is left of it. */
static bool take_element(sheaf_str *head, uint64_t *number) {
    uint64_t generation = 0;
    return pdf_take_head(head, number, &generation) && generation == 0 && is_element(*head);
}

/* The element that begins here; NULL: none does. */
static const char *skip_element(cutting *c, const char *at) {
    const char *end = c->bytes.ptr + c->bytes.len;
    uint64_t number = 0;
    while (at < end && (*at == '\n' || *at == '\r' || *at == ' '))
        at++;
    sheaf_str rest = {at, end - at < NEAR ? (size_t)(end - at) : NEAR};
    if (!take_element(&rest, &number) || number >= c->table->count ||
        c->table->offsets[number] != (size_t)(at - c->bytes.ptr))
        return NULL;
    const char *behind = find_end(rest.ptr + 2, end);
    if (behind)
        c->gone[number] = 1;
    return behind;
}

/* Whether the table leads to any: most files have none, and much else to look through. */
static bool has_elements(sheaf_str bytes, const pdf_table *table) {
    for (uint32_t i = 0; i < table->count; i++) {
        const uint32_t at = table->offsets[i];
        uint64_t number = 0;
        if (at <= PDF_TABLE_TAKEN || at >= bytes.len)
            continue;
        sheaf_str head = {bytes.ptr + at, bytes.len - at < NEAR ? bytes.len - at : NEAR};
        if (take_element(&head, &number))
            return true;
    }
    return false;
}

/* ---- what is left ----------------------------------------------------------------------------------------------- */

static bool note_cut(cutting *c, const char *behind) {
    uint32_t place = (uint32_t)(behind - c->bytes.ptr);
    if (c->count == c->room) {
        size_t wider = c->room ? c->room * 2 : 64;
        cut *cuts = realloc(c->cuts, wider * sizeof *cuts);
        if (!cuts)
            return false;
        c->cuts = cuts;
        c->room = wider;
    }
    c->cuts[c->count++] = (cut){.behind = place, .bytes = place - (uint32_t)c->length};
    return true;
}

static void keep(cutting *c, const char *from, const char *to) {
    memcpy(c->out + c->length, from, (size_t)(to - from));
    c->length += (size_t)(to - from);
}

/* The head of the object in which this stands, behind what is gone already. */
static const char *find_begin(const char *least, const char *at) {
    const char *from = at - least > NEAR ? at - NEAR : least;
    sheaf_str head;
    return pdf_find_head((sheaf_str){from, (size_t)(at - from)}, &head) ? head.ptr : NULL;
}

static bool cut_elements(cutting *c) {
    static const char name[] = {'/', 'S', 't', 'r', 'u', 'c', 't', 'E', 'l', 'e', 'm'};
    const char *end = c->bytes.ptr + c->bytes.len, *kept = c->bytes.ptr;
    for (const char *at = kept; (at = memmem(at, (size_t)(end - at), name, sizeof name));) {
        const char *begin = find_begin(kept, at);
        const char *behind = begin, *next = begin;
        while (next && (next = skip_element(c, next)))
            behind = next;
        at = behind == begin ? at + sizeof name : behind;
        if (behind == begin)
            continue;
        keep(c, kept, begin);
        if (!note_cut(c, behind))
            return false;
        kept = behind;
    }
    keep(c, kept, end);
    return c->count > 0;
}

static uint32_t moved(const cutting *c, uint64_t offset) {
    size_t low = 0, high = c->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c->cuts[middle].behind <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)offset - (low ? c->cuts[low - 1].bytes : 0);
}

static void move_table(cutting *c) {
    pdf_table *table = c->table;
    for (uint32_t i = 0; i < table->count; i++)
        if (c->gone[i])
            table->offsets[i] = PDF_TABLE_TAKEN;
        else if (table->offsets[i] > PDF_TABLE_TAKEN)
            table->offsets[i] = moved(c, table->offsets[i]);
    table->start = moved(c, table->start);
}

char *pdf_untag(sheaf_str bytes, pdf_table *table, size_t *length) {
    cutting c = {.bytes = bytes, .table = table};
    if (table->sections != 1 || table->compressed || table->others || !has_elements(bytes, table))
        return NULL;
    c.gone = calloc(table->count, 1);
    c.out = malloc(bytes.len);
    bool done = c.gone && c.out && cut_elements(&c);
    if (done)
        move_table(&c);
    free(c.gone);
    free(c.cuts);
    *length = c.length;
    if (done)
        return c.out;
    free(c.out);
    return NULL;
}
