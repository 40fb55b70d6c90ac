/* SPDX-License-Identifier: GPL-2.0-or-later
 * An incremental update in the making (ISO 32000-1, 7.5.6): the file as it is, new versions of its objects behind it, and a
 * section that says where they stand. */
#ifndef PDF_UPDATE_H
#define PDF_UPDATE_H

#include "file/xref_table.h"

/* A new version of an object. */
typedef struct pdf_version {
    uint64_t number;
    uint64_t at;    /* its offset, or the number of the stream of objects in which it stands */
    uint32_t index; /* in that stream */
    bool compressed;
} pdf_version;

typedef struct pdf_update {
    sheaf_str bytes; /* the file */
    pdf_table table; /* the file's */
    char *out;       /* the file with what stands behind it; to be freed with free() */
    size_t length, capacity;
    pdf_version *versions;
    size_t count, room;
    const sheaf_str *packed; /* by number, of what stands in streams of objects; NULL: not known */
} pdf_update;

/* The object of that number, from behind `12 0 obj` on, or all of it; false: it is not where the table says. */
bool pdf_update_find(const pdf_update *update, uint64_t number, sheaf_str *object);
/* The first free number. */
uint64_t pdf_update_next(const pdf_update *update);

/* False where there is no memory; what was put stays. */
bool pdf_update_reserve(pdf_update *update, size_t more);
bool pdf_put(pdf_update *update, sheaf_str text);
bool pdf_put_number(pdf_update *update, const char *format, uint64_t number);
bool pdf_put_entry(pdf_update *update, sheaf_str key, sheaf_str value);
bool pdf_note_version(pdf_update *update, pdf_version version);

/* Digits that are known only later: room for them in a text, and what stands there in the end. */
enum { PDF_DIGITS = 10 };
#define PDF_DIGITS_LATER "%010llu"
void pdf_set_digits(char *at, uint64_t number);

/* Writes the section. */
bool pdf_update_end(pdf_update *update);

#endif
