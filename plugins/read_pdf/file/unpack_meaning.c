/* SPDX-License-Identifier: GPL-2.0-or-later
 * As much of a ToUnicode CMap (ISO 32000-1, 9.10.3) as tells which codes of one byte it names; whatever is unusual names none. */
#define _GNU_SOURCE /* memmem */
#include "file/unpack_meaning.h"
#include "file/syntax.h"

#include <string.h>

enum { LONGEST = 64 * 1024 /* bytes of a CMap */ };

/* The newest version. */
static bool find_stream(const pdf_update *update, uint64_t number, sheaf_str *object) {
    for (size_t i = update->count; i-- > 0;) {
        const pdf_version *one = &update->versions[i];
        uint64_t found = 0, generation = 0;
        if (one->number != number)
            continue;
        *object = (sheaf_str){update->out + one->at, update->length - one->at};
        return !one->compressed && pdf_take_head(object, &found, &generation);
    }
    return pdf_update_find(update, number, object);
}

/* What stands between `stream` and `endstream`. */
static bool find_data(sheaf_str object, sheaf_str *data) {
    static const char begin[] = "stream", end[] = "endstream";
    sheaf_str dictionary;
    object.len = object.len < LONGEST ? object.len : LONGEST;
    if (!pdf_take_object(&object, &dictionary))
        return false;
    pdf_skip_space(&object);
    if (!pdf_take_word(&object, begin))
        return false;
    const char *stop = memmem(object.ptr, object.len, end, strlen(end));
    *data = (sheaf_str){object.ptr, stop ? (size_t)(stop - object.ptr) : 0};
    return stop != NULL;
}

static int value_of(char digit) {
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    digit = (char)(digit | 0x20);
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

/* `<4F>` */
static bool take_code(sheaf_str *text, unsigned *code) {
    sheaf_str rest = *text, one;
    if (!pdf_take_object(&rest, &one) || one.len != 4 || *one.ptr != '<')
        return false;
    const int high = value_of(one.ptr[1]), low = value_of(one.ptr[2]);
    if (high < 0 || low < 0)
        return false;
    *code = (unsigned)(high * 16 + low);
    *text = rest;
    return true;
}

/* Whether what a code stands for is more than nothing. */
static bool take_meaning(sheaf_str *text) {
    sheaf_str one;
    if (!pdf_take_object(text, &one))
        return false;
    for (size_t i = 0; i < one.len; i++)
        if (value_of(one.ptr[i]) > 0)
            return true;
    return false;
}

static void take_ranges(sheaf_str *text, bool is_range, bool named[PDF_CODES]) {
    for (unsigned from = 0, to = 0; take_code(text, &from);) {
        to = from;
        if ((is_range && !take_code(text, &to)) || !take_meaning(text))
            return;
        for (unsigned code = from; code <= to; code++)
            named[code] = true;
    }
}

static void take_names(sheaf_str text, bool named[PDF_CODES]) {
    sheaf_str word;
    while (pdf_take_object(&text, &word)) {
        const bool is_range = pdf_is_word(word, "beginbfrange");
        if (is_range || pdf_is_word(word, "beginbfchar"))
            take_ranges(&text, is_range, named);
    }
}

/* What follows `endcmap` counts, too, for Poppler. */
static bool put_with_zero(pdf_update *update, uint64_t number, sheaf_str data) {
    const sheaf_str zero = SHEAF_STR("\n1 beginbfchar\n<00> <FFFD>\nendbfchar\n");
    return pdf_note_version(update, (pdf_version){.number = number, .at = update->length}) &&
           pdf_put_number(update, "%llu 0 obj\n", number) &&
           pdf_put_number(update, "<</Length %llu>>stream\n", data.len + zero.len) &&
           pdf_put(update, data) && pdf_put(update, zero) &&
           pdf_put(update, SHEAF_STR("endstream\nendobj\n"));
}

/* What was read is paid for, whether it is a CMap or not. */
static bool find_codes(const pdf_update *update, pdf_meanings *m, sheaf_str *data) {
    sheaf_str object;
    if (!find_stream(update, m->last, &object) || !find_data(object, data) || data->len > m->left)
        return false;
    m->left -= data->len;
    return true;
}

static void learn(const pdf_update *update, pdf_meanings *m, uint64_t number) {
    sheaf_str data;
    if (number == m->last)
        return;
    m->last = number;
    m->with_zero = 0;
    memset(m->named, 0, sizeof m->named);
    m->is_read = find_codes(update, m, &data);
    if (m->is_read)
        take_names(data, m->named);
}

static uint64_t name_zero(pdf_update *update, pdf_meanings *m, uint64_t *next) {
    sheaf_str data;
    if (!m->with_zero && find_codes(update, m, &data) && put_with_zero(update, *next, data))
        m->with_zero = (*next)++;
    return m->with_zero;
}

uint64_t pdf_meaning_of(pdf_update *update, pdf_meanings *meanings, sheaf_str reference,
                        const bool used[PDF_CODES], uint64_t *next) {
    uint64_t number = 0;
    /* `data` may stand in what is to grow */
    if (!pdf_update_reserve(update, (size_t)2 * LONGEST) || !pdf_take_number(&reference, &number))
        return 0;
    learn(update, meanings, number);
    if (!meanings->is_read)
        return 0;
    for (int i = 1; i < PDF_CODES; i++)
        if (used[i] && !meanings->named[i])
            return 0;
    return meanings->named[0] || !used[0] ? number : name_zero(update, meanings, next);
}
