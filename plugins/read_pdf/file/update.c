/* SPDX-License-Identifier: GPL-2.0-or-later
 * The section at the end is a table without objects and, beside it, a stream that says of all objects of the file where they
 * stand: Poppler reads a row of it in a tenth of the time that a line of a table takes, and keeps its ways with files whose
 * tables are wrong, which it has not for files that have streams alone. Of objects that are not plain ones the stream says
 * nothing, so that the sections before count. */
#include "file/update.h"
#include "file/syntax.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TYPE, OFFSET, INDEX = OFFSET + 4, ROW = INDEX + 2 }; /* bytes of a row */
enum { UNKNOWN = 255, PLAIN = 1, COMPRESSED = 2 };          /* types of rows */
enum { NEAR = 64 /* bytes in which the begin of an object has to stand: work stays linear */ };

bool pdf_update_find(const pdf_update *update, uint64_t number, sheaf_str *object) {
    const pdf_table *table = &update->table;
    uint64_t found = 0, generation = 0;
    if (number < table->count && update->packed && update->packed[number].len) {
        *object = update->packed[number];
        return true;
    }
    if (number >= table->count || table->offsets[number] <= PDF_TABLE_TAKEN ||
        table->offsets[number] >= update->bytes.len)
        return false;
    sheaf_str all = {update->bytes.ptr + table->offsets[number],
                     update->bytes.len - table->offsets[number]};
    sheaf_str head = {all.ptr, all.len < NEAR ? all.len : NEAR};
    if (!pdf_take_head(&head, &found, &generation) || found != number || generation != 0)
        return false;
    *object = (sheaf_str){head.ptr, all.len - (size_t)(head.ptr - all.ptr)};
    return true;
}

uint64_t pdf_update_next(const pdf_update *update) {
    return update->table.count;
}

/* ---- what is written -------------------------------------------------------------------------------------------- */

bool pdf_update_reserve(pdf_update *update, size_t more) {
    if (update->capacity - update->length >= more)
        return true;
    size_t wider = update->capacity + update->capacity / 2 + more;
    char *out = realloc(update->out, wider);
    if (!out)
        return false;
    update->out = out;
    update->capacity = wider;
    return true;
}

bool pdf_put(pdf_update *update, sheaf_str text) {
    if (!pdf_update_reserve(update, text.len))
        return false;
    memcpy(update->out + update->length, text.ptr, text.len);
    update->length += text.len;
    return true;
}

bool pdf_put_number(pdf_update *update, const char *format, uint64_t number) {
    char text[64];
    int length = snprintf(text, sizeof text, format, (unsigned long long)number);
    return pdf_put(update, (sheaf_str){text, (size_t)length});
}

bool pdf_put_entry(pdf_update *update, sheaf_str key, sheaf_str value) {
    return pdf_put(update, key) && pdf_put(update, SHEAF_STR(" ")) && pdf_put(update, value) &&
           pdf_put(update, SHEAF_STR("\n"));
}

void pdf_set_digits(char *at, uint64_t number) {
    for (int digit = PDF_DIGITS; digit-- > 0; number /= 10)
        at[digit] = (char)('0' + number % 10);
}

bool pdf_note_version(pdf_update *update, pdf_version version) {
    if (update->count == update->room) {
        size_t wider = update->room ? update->room * 2 : 64;
        pdf_version *versions = realloc(update->versions, wider * sizeof *versions);
        if (!versions)
            return false;
        update->versions = versions;
        update->room = wider;
    }
    update->versions[update->count++] = version;
    return true;
}

/* ---- the section ------------------------------------------------------------------------------------------------ */

static void set_row(uint8_t *row, uint8_t type, uint64_t at, uint32_t index) {
    row[TYPE] = type;
    for (int i = 0; i < 4; i++)
        row[OFFSET + i] = (uint8_t)(at >> (24 - 8 * i));
    row[INDEX] = (uint8_t)(index >> 8);
    row[INDEX + 1] = (uint8_t)index;
}

/* One for each object, new ones with numbers behind those of the file included; `*count` of them. The next number is that of
 * the stream that holds them. */
static uint8_t *make_rows(const pdf_update *update, uint64_t *count) {
    const pdf_table *table = &update->table;
    *count = table->count;
    for (size_t i = 0; i < update->count; i++)
        *count = update->versions[i].number < *count ? *count : update->versions[i].number + 1;
    uint8_t *rows = malloc((size_t)*count * ROW);
    for (uint64_t i = 0; rows && i < *count; i++) {
        uint32_t offset = i < table->count ? table->offsets[i] : 0;
        set_row(&rows[i * ROW], offset > PDF_TABLE_TAKEN ? PLAIN : UNKNOWN, offset, 0);
    }
    for (size_t i = 0; rows && i < update->count; i++) {
        const pdf_version *one = &update->versions[i];
        set_row(&rows[one->number * ROW], one->compressed ? COMPRESSED : PLAIN, one->at,
                one->index);
    }
    return rows;
}

/* Where the next stretch of known objects begins and ends. */
static bool next_stretch(const uint8_t *rows, uint64_t count, uint64_t *from, uint64_t *to) {
    for (*from = *to; *from < count && rows[*from * ROW + TYPE] == UNKNOWN;)
        ++*from;
    for (*to = *from; *to < count && rows[*to * ROW + TYPE] != UNKNOWN;)
        ++*to;
    return *from < *to;
}

static bool put_index(pdf_update *update, const uint8_t *rows, uint64_t count) {
    bool fine = pdf_put(update, SHEAF_STR("/Index["));
    for (uint64_t from = 0, to = 0; fine && next_stretch(rows, count, &from, &to);)
        fine = pdf_put_number(update, "%llu", from) && pdf_put_number(update, " %llu\n", to - from);
    return fine && pdf_put(update, SHEAF_STR("]"));
}

static bool put_stretches(pdf_update *update, const uint8_t *rows, uint64_t count) {
    bool fine = true;
    for (uint64_t from = 0, to = 0; fine && next_stretch(rows, count, &from, &to);)
        fine = pdf_put(update,
                       (sheaf_str){(const char *)&rows[from * ROW], (size_t)(to - from) * ROW});
    return fine;
}

static bool put_rows(pdf_update *update, const uint8_t *rows, uint64_t count) {
    if (!pdf_put_number(update, "%llu 0 obj\n<</Type/XRef/W[1 4 2]", count) ||
        !pdf_put_number(update, "/Size %llu", count + 1) || !put_index(update, rows, count) ||
        !pdf_put_number(update, "/Length " PDF_DIGITS_LATER ">>stream\n", 0))
        return false;
    size_t begin = update->length;
    if (!put_stretches(update, rows, count))
        return false;
    pdf_set_digits(update->out + begin - strlen(">>stream\n") - PDF_DIGITS, update->length - begin);
    return pdf_put(update, SHEAF_STR("\nendstream\nendobj\n"));
}

static bool put_stream(pdf_update *update, uint64_t *count) {
    uint8_t *rows = make_rows(update, count);
    bool fine = rows && put_rows(update, rows, *count);
    free(rows);
    return fine;
}

/* Where the section before is, which is another one now, and what says how the section is packed if it is a stream. */
static bool is_of_section(sheaf_str key) {
    static const char *const keys[] = {"/Prev",        "/Type",   "/W",       "/Index", "/Filter",
                                       "/DecodeParms", "/Length", "/XRefStm", "/Size"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (pdf_is_word(key, keys[i]))
            return true;
    return false;
}

static bool put_trailer(pdf_update *update, uint64_t size, size_t stream) {
    sheaf_str rest = update->table.trailer, key, value;
    bool fine = pdf_put(update, SHEAF_STR("trailer\n<<"));
    while (fine && pdf_take_entry(&rest, &key, &value)) {
        uint64_t before = 0;
        if (!is_of_section(key))
            fine = pdf_put_entry(update, key, value);
        else if (pdf_is_word(key, "/Size") && pdf_take_number(&value, &before) && before > size)
            size = before;
    }
    return fine && pdf_put_number(update, "/Size %llu", size) &&
           pdf_put_number(update, "/XRefStm %llu", stream) &&
           pdf_put_number(update, "/Prev %llu>>\n", update->table.start);
}

bool pdf_update_end(pdf_update *update) {
    size_t stream = update->length, table;
    uint64_t count = 0;
    if (!put_stream(update, &count))
        return false;
    table = update->length;
    return pdf_put(update, SHEAF_STR("xref\n0 1\n0000000000 65535 f \n")) &&
           put_trailer(update, count + 1, stream) &&
           pdf_put_number(update, "startxref\n%llu\n", table) &&
           pdf_put(update, SHEAF_STR("%%EOF\n"));
}
