/* SPDX-License-Identifier: GPL-2.0-or-later
 * Whether the cross-reference table that the end of a PDF names is there and well-formed (ISO 32000-1, 7.5.4 and 7.5.5).
 * Poppler repairs a broken one in silence by searching for objects; who reads the result should know. */
#include "file/xref.h"
#include "file/syntax.h"

#include <string.h>

/* Annex H, note 18: the end may be followed by other bytes. */
enum { TAIL = 1024 };

/* Subsections of entries, `0000000015 00000 n`, until the trailer. */
static bool is_table(sheaf_str text) {
    uint64_t first = 0, count = 0, offset = 0, generation = 0;
    for (;;) {
        pdf_skip_space(&text);
        if (pdf_take_word(&text, "trailer"))
            return true;
        if (!pdf_take_number(&text, &first) || !pdf_take_number(&text, &count))
            return false;
        for (; count > 0; count--) {
            if (!pdf_take_number(&text, &offset) || !pdf_take_number(&text, &generation))
                return false;
            pdf_skip_space(&text);
            if (!pdf_take_word(&text, "n") && !pdf_take_word(&text, "f"))
                return false;
        }
    }
}

static bool is_sound_at(sheaf_str bytes, uint64_t offset) {
    if (offset >= bytes.len)
        return false;
    sheaf_str there = {bytes.ptr + offset, bytes.len - offset};
    pdf_skip_space(&there);
    uint64_t number = 0, generation = 0; /* a cross-reference stream is an object */
    return pdf_take_word(&there, "xref") ? is_table(there)
                                         : pdf_take_head(&there, &number, &generation);
}

/* Where `%PDF-` stands: offsets may count from there. */
static size_t find_start(sheaf_str bytes) {
    size_t most = bytes.len < TAIL ? bytes.len : TAIL;
    for (size_t i = 0; i + 5 <= most; i++)
        if (memcmp(bytes.ptr + i, "%PDF-", 5) == 0)
            return i;
    return 0;
}

bool pdf_xref_is_sound(sheaf_str bytes) {
    size_t least = bytes.len > TAIL ? bytes.len - TAIL : 0;
    for (size_t at = bytes.len; at > least; at--) {
        sheaf_str here = {bytes.ptr + at - 1, bytes.len - at + 1};
        uint64_t offset = 0;
        if (pdf_take_word(&here, "startxref"))
            return pdf_take_number(&here, &offset) &&
                   (is_sound_at(bytes, offset) ||
                    (offset < bytes.len && is_sound_at(bytes, offset + find_start(bytes))));
    }
    return false;
}
