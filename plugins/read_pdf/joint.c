/* SPDX-License-Identifier: GPL-2.0-or-later
 * What stands between two lines. A line that had room for the next word was ended on purpose; one that had none was broken by
 * the layout, and the break is no part of the text. Digits are never joined here: a break between them stays a blank. */
#include "report.h"

static bool is_hyphen(uint32_t c) {
    return c == '-' || c == 0x2010;
}

/* The code point before the hyphen at the end; 0 where white space stands there. */
static uint32_t before_hyphen(sheaf_str text) {
    text.len -= text.ptr[text.len - 1] == '-' ? 1 : 3;
    return text.len && !pdf_is_space((unsigned char)text.ptr[text.len - 1]) ? pdf_code_last(text)
                                                                            : 0;
}

pdf_joint pdf_joint_of(const pdf_state *state, sheaf_str above, sheaf_str below) {
    above = pdf_trim(above);
    uint32_t a = pdf_code_last(above), b = pdf_code_first(below);
    if (!a || !b)
        return PDF_JOINT_BLANK;
    if (a == 0xAD)
        return pdf_is_letter(b) ? PDF_JOINT_HYPHEN : PDF_JOINT_NONE;
    if (is_hyphen(a) && before_hyphen(above) && (pdf_is_letter(b) || pdf_is_digit(b)))
        return pdf_words_broken(state, above, below) ? PDF_JOINT_HYPHEN : PDF_JOINT_NONE;
    return pdf_is_wide(a) || pdf_is_wide(b) ? PDF_JOINT_NONE : PDF_JOINT_BLANK;
}

bool pdf_breaks_digits(sheaf_str above, sheaf_str below) {
    above = pdf_trim(above);
    uint32_t a = pdf_code_last(above);
    if (!pdf_is_digit(pdf_code_first(below)))
        return false;
    if (a == ',' || a == '.' || a == 0xFF0C || a == 0xFF0E)
        above.len -= a < 0x80 ? 1 : 3;
    return pdf_is_digit(pdf_code_last(above));
}

/* Marks that never begin a line: they come down with the word before them. */
static bool clings(uint32_t c) {
    return c == 0x3001 || c == 0x3002 || c == 0xFF0C || c == 0xFF1A || c == 0xFF1B || c == 0xFF09 ||
           c == 0x201D || c == 0x300B || c == 0xFF01 || c == 0xFF1F || c == ',' || c == '.' ||
           c == ')';
}

/* The columns of what would have had to fit: a wide character, or all up to the next blank or wide one. */
static uint32_t word_columns(sheaf_str text) {
    uint32_t columns = 0;
    bool open = true;
    while (text.len) {
        uint32_t c = pdf_code_take(&text);
        if (pdf_is_space(c) || (!open && !clings(c)))
            break;
        if (columns && pdf_is_wide(c) && !clings(c))
            break;
        open = !pdf_is_wide(c);
        columns += pdf_is_wide(c) ? 2 : 1;
    }
    return columns;
}

bool pdf_word_fits(const pdf_line *above, const pdf_line *below, float room) {
    uint32_t all = pdf_columns(below->text);
    float width = below->box[2] - below->box[0];
    float word = all ? width * (float)word_columns(pdf_trim(below->text)) / (float)all : 0;
    bool tight =
        pdf_is_wide(pdf_code_last(above->text)) || pdf_is_wide(pdf_code_first(below->text));
    float blank = tight ? 0 : 0.25f * above->size;
    return above->box[2] - above->box[0] + blank + word < room - 0.15f * above->size;
}
