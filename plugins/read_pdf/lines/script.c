/* SPDX-License-Identifier: GPL-2.0-or-later
 * Which habits of spacing a character has, from its Unicode block. Quotation marks and dashes are shared by scripts:
 * there the width tells, since ideographic fonts draw them a full em wide. */
#include "lines/lines.h"

typedef struct range {
    uint32_t from, to;
    uint8_t script;
} range;

enum { FIRST = 0x00B7 }; /* below it only ASCII has what is not alphabetic */

/* Ascending, from there on; what is not here is alphabetic. */
static const range ranges[] = {
    {FIRST, FIRST, PDF_LEADER},      {0x0300, 0x036F, PDF_MARK},
    {0x0483, 0x0489, PDF_MARK},      {0x0591, 0x05BD, PDF_MARK},
    {0x05BF, 0x05C7, PDF_MARK},      {0x05D0, 0x060F, PDF_LEFTWARDS},
    {0x0610, 0x061A, PDF_MARK},      {0x061B, 0x064A, PDF_LEFTWARDS},
    {0x064B, 0x065F, PDF_MARK},      {0x0660, 0x0669, PDF_DIGIT},
    {0x066A, 0x08FF, PDF_LEFTWARDS}, {0x1AB0, 0x1AFF, PDF_MARK},
    {0x1DC0, 0x1DFF, PDF_MARK},      {0x20D0, 0x20FF, PDF_MARK},
    {0x2E80, 0x302F, PDF_IDEOGRAPH}, {0x3030, 0x30FF, PDF_IDEOGRAPH},
    {0x3100, 0x312F, PDF_IDEOGRAPH}, {0x3190, 0x9FFF, PDF_IDEOGRAPH},
    {0xF900, 0xFAFF, PDF_IDEOGRAPH}, {0xFB1D, 0xFDFF, PDF_LEFTWARDS},
    {0xFE20, 0xFE2F, PDF_MARK},      {0xFE30, 0xFE6F, PDF_IDEOGRAPH},
    {0xFE70, 0xFEFE, PDF_LEFTWARDS}, {0xFF01, 0xFF0F, PDF_IDEOGRAPH},
    {0xFF10, 0xFF19, PDF_DIGIT},     {0xFF1A, 0xFF60, PDF_IDEOGRAPH},
    {0xFFE0, 0xFFE6, PDF_IDEOGRAPH}, {0x20000, 0x3FFFF, PDF_IDEOGRAPH},
};

static pdf_script block_of(uint32_t code) {
    size_t low = 0, high = sizeof ranges / sizeof *ranges;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (code > ranges[mid].to)
            low = mid + 1;
        else if (code < ranges[mid].from)
            high = mid;
        else
            return (pdf_script)ranges[mid].script;
    }
    return PDF_ALPHABETIC;
}

/* Of most text: no search. */
static pdf_script script_of_ascii(uint32_t code) {
    if (code >= '0' && code <= '9')
        return PDF_DIGIT;
    return code == '.' || code == '_' ? PDF_LEADER : PDF_ALPHABETIC;
}

pdf_script pdf_script_of(uint32_t code, float width, float em) {
    if (code < FIRST)
        return script_of_ascii(code);
    if (code >= 0x4E00 && code <= 0x9FFF)
        return PDF_IDEOGRAPH;
    bool shared = code >= 0x2010 && code <= 0x2027;
    if (shared && width >= 0.8f * em)
        return PDF_IDEOGRAPH;
    return code == 0x2026 || code == 0x2024 || code == 0x2025 ? PDF_LEADER : block_of(code);
}
