/* SPDX-License-Identifier: GPL-2.0-or-later
 * Counts for the books: code points that are no white space, and the decimal digits among them (Unicode's category Nd: runs of
 * ten, of which the first is in the table). A character of a page counts as what is spelled of it, so a ligature as its letters. */
#include "report/report.h"

#include <string.h>

static const uint32_t zeros[] = {
    0x30,    0x660,   0x6F0,   0x7C0,   0x966,   0x9E6,   0xA66,   0xAE6,   0xB66,   0xBE6,
    0xC66,   0xCE6,   0xD66,   0xDE6,   0xE50,   0xED0,   0xF20,   0x1040,  0x1090,  0x17E0,
    0x1810,  0x1946,  0x19D0,  0x1A80,  0x1A90,  0x1B50,  0x1BB0,  0x1C40,  0x1C50,  0xA620,
    0xA8D0,  0xA900,  0xA9D0,  0xA9F0,  0xAA50,  0xABF0,  0xFF10,  0x104A0, 0x10D30, 0x11066,
    0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0,
    0x11950, 0x11C50, 0x11D50, 0x11DA0, 0x16A60, 0x16AC0, 0x16B50, 0x1D7CE, 0x1D7D8, 0x1D7E2,
    0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E950, 0x1FBF0};

static const char *const ligatures[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};

const char *pdf_ligature(uint32_t code) {
    return code >= 0xFB00 && code <= 0xFB06 ? ligatures[code - 0xFB00] : NULL;
}

static bool is_digit(uint32_t code) {
    size_t low = 0, high = sizeof zeros / sizeof *zeros;
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        if (zeros[middle] <= code)
            low = middle;
        else
            high = middle;
    }
    return code - zeros[low] < 10;
}

/* Unicode's property White_Space above ASCII. */
static bool is_white(uint32_t code) {
    return code == 0x85 || code == 0xA0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200A) ||
           code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000;
}

void pdf_tally_code(pdf_tally *tally, uint32_t code) {
    const char *letters = pdf_ligature(code);
    bool ideograph = code >= 0x4E00 && code <= 0x9FFF;
    if (letters)
        tally->characters += strlen(letters);
    else
        tally->characters += code < 0x80 || !is_white(code);
    tally->digits += code < 0x80 ? code - '0' < 10 : !ideograph && is_digit(code);
}

void pdf_tally_chars(pdf_tally *tally, const pdf_char *chars, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (chars[i].code < 0x80) {
            tally->characters++;
            tally->digits += chars[i].code - '0' < 10;
        } else {
            pdf_tally_code(tally, chars[i].code);
        }
}

pdf_tally pdf_tally_text(sheaf_str text) {
    pdf_tally tally = {0};
    while (text.len) {
        uint32_t code = pdf_code_take(&text);
        if (code > ' ')
            pdf_tally_code(&tally, code);
    }
    return tally;
}

void pdf_tally_add(pdf_tally *tally, pdf_tally more) {
    tally->characters += more.characters;
    tally->digits += more.digits;
}
