/* SPDX-License-Identifier: GPL-2.0-or-later
 * What stands between two lines. A line that had room for the next word was ended on purpose; one that had none was broken by
 * the layout, and the break is no part of the text. Digits are never joined here: a break between them stays a blank. */
#include "report/report.h"

static bool is_hyphen(uint32_t c) {
    return c == '-' || c == 0x2010;
}

/* Dashes between two words or numbers, behind which a line may be broken: `318–|325`. */
static bool is_dash(uint32_t c) {
    return c == 0x2013 || c == 0x2014;
}

static bool is_sign(uint32_t c) {
    return pdf_is_letter(c) || pdf_is_digit(c);
}

/* The code point before the hyphen or dash at the end; 0 where white space stands there. */
static uint32_t before_hyphen(sheaf_str text) {
    text.len -= text.ptr[text.len - 1] == '-' ? 1 : 3;
    return text.len && !pdf_is_space((unsigned char)text.ptr[text.len - 1]) ? pdf_code_last(text)
                                                                            : 0;
}

/* An address of the web that is broken behind a slash: no blank belongs there. */
static bool ends_in_address(sheaf_str text) {
    size_t start = text.len;
    while (start && text.ptr[start - 1] != ' ')
        start--;
    sheaf_str token = pdf_from(text, start);
    if (!token.len || token.ptr[token.len - 1] != '/')
        return false;
    for (sheaf_str rest = token; rest.len >= 3; rest = pdf_from(rest, 1))
        if (pdf_begins(rest, SHEAF_STR("://")))
            return true;
    return false;
}

pdf_joint pdf_joint_of(const pdf_state *state, sheaf_str above, sheaf_str below) {
    above = pdf_trim(above);
    uint32_t a = pdf_code_last(above), b = pdf_code_first(below);
    if (!a || !b)
        return PDF_JOINT_BLANK;
    if (a == 0xAD)
        return pdf_is_letter(b) ? PDF_JOINT_HYPHEN : PDF_JOINT_NONE;
    if (is_hyphen(a) && before_hyphen(above) && is_sign(b))
        return pdf_words_broken(state, above, below) ? PDF_JOINT_HYPHEN : PDF_JOINT_NONE;
    if (is_dash(a) && is_sign(before_hyphen(above)) && is_sign(b))
        return PDF_JOINT_NONE;
    return pdf_is_wide(a) || pdf_is_wide(b) || ends_in_address(above) ? PDF_JOINT_NONE
                                                                      : PDF_JOINT_BLANK;
}

bool pdf_breaks_digits(sheaf_str above, sheaf_str below) {
    above = pdf_trim(above);
    uint32_t a = pdf_code_last(above);
    if (!pdf_is_digit(pdf_code_first(below)))
        return false;
    if (pdf_is_point(a))
        above.len -= a < 0x80 ? 1 : 3;
    return pdf_is_digit(pdf_code_last(above));
}

/* Marks that never begin a line: they come down with the word before them. */
static bool clings(uint32_t c) {
    return c == 0x3001 || c == 0x3002 || c == 0xFF0C || c == 0xFF1A || c == 0xFF1B || c == 0xFF09 ||
           c == 0x201D || c == 0x300B || c == 0xFF01 || c == 0xFF1F || c == ',' || c == '.' ||
           c == ')';
}

/* How wide characters are against each other, in twentieths of an em; about what common typefaces have. */
static const uint8_t ascii_weights[128] = {
    10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10,
    10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 6,  6,  10, 10, 10, 16, 10, 6,  6,  6,  10, 10,
    6,  6,  6,  6,  10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 6,  6,  10, 10, 10, 10, 16, 13,
    13, 13, 13, 13, 13, 13, 13, 6,  13, 13, 13, 16, 13, 13, 13, 13, 13, 13, 13, 13, 13, 16,
    13, 13, 13, 6,  10, 6,  10, 10, 10, 10, 10, 10, 10, 10, 6,  10, 10, 6,  6,  10, 6,  16,
    10, 10, 10, 10, 6,  10, 6,  10, 10, 16, 10, 10, 10, 10, 6,  10, 10, 10,
};

static uint32_t weight_of(uint32_t c) {
    if (c < 0x80)
        return ascii_weights[c];
    if (pdf_is_wide(c) || (c >= 0xAC00 && c <= 0xD7AF))
        return 20;
    if (c == 0x436 || c == 0x43C || c == 0x444 || c == 0x448 || c == 0x449 || c == 0x44B ||
        c == 0x44E)
        return 15;
    return c >= 0x410 && c <= 0x42F ? 13 : 10;
}

static uint32_t weight_of_text(sheaf_str text) {
    uint32_t weight = 0;
    while (text.len) {
        size_t plain = 0;
        while (plain < text.len && (unsigned char)text.ptr[plain] < 0x80)
            weight += ascii_weights[(unsigned char)text.ptr[plain++]];
        text = pdf_from(text, plain);
        weight += text.len ? weight_of(pdf_code_take(&text)) : 0;
    }
    return weight;
}

/* Marks that never end a line: what follows them comes along. */
static bool leans(uint32_t c) {
    return c == 0xFF08 || c == 0x300A || c == 0x201C || c == 0x3010 || c == 0x3008 || c == 0x300C;
}

/* What would have had to fit: a wide character, or all up to the next blank or wide one. */
static sheaf_str first_word(sheaf_str text) {
    sheaf_str rest = text;
    size_t end = 0;
    bool open = true, leaning = true;
    while (rest.len) {
        uint32_t c = pdf_code_take(&rest);
        if (pdf_is_space(c) || (!leaning && !clings(c) && (!open || pdf_is_wide(c))))
            break;
        open = !pdf_is_wide(c);
        leaning = leans(c);
        end = text.len - rest.len;
    }
    return (sheaf_str){text.ptr, end};
}

/* The room that is left when the first word of `below` stands behind `above`. */
static float slack_of(const pdf_line *above, const pdf_line *below, float room) {
    uint32_t all = weight_of_text(below->text);
    float width = below->box[2] - below->box[0];
    float word =
        all ? width * (float)weight_of_text(first_word(pdf_trim(below->text))) / (float)all : 0;
    bool tight =
        pdf_is_wide(pdf_code_last(above->text)) || pdf_is_wide(pdf_code_first(below->text));
    return room - (above->box[2] - above->box[0]) - (tight ? 0 : 0.25f * above->size) - word;
}

/* Widths are estimates, some marks must not end a line, and who sets type avoids ragged ends: a sentence that plainly goes on
 * makes up for room that is left, up to a quarter of the line. */
bool pdf_word_fits(const pdf_line *above, const pdf_line *below, float room) {
    float em = above->size > 1 ? above->size : 1, slack = slack_of(above, below, room);
    uint32_t first = pdf_code_first(below->text);
    float quarter = room / 4 > 2 * em ? room / 4 : 2 * em;
    float doubt = pdf_is_lower(first) ? quarter : pdf_is_wide(first) ? 1.2f * em : 0.25f * em;
    return slack > (pdf_ends_sentence(above->text) ? 0.25f * em : doubt);
}
