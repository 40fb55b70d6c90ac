/* SPDX-License-Identifier: GPL-2.0-or-later
 * Words are told by their length and their letters, in few steps, as a page has thousands. */
#include "content/operators.h"

#include <string.h>

/* ISO 32000-1, annex A: operators of one letter, and what follows the first letter in those of two. Nobody writes `"`. */
static const char singles[] = "'BFGJKMQSWbcdfghijklmnqsvwy";
static const char *const seconds[128] = {
    ['B'] = "*ITX", ['C'] = "S", ['D'] = "Po",  ['E'] = "TX",
    ['M'] = "P",    ['R'] = "G", ['S'] = "C",   ['T'] = "*DJLcdfjmrswz",
    ['W'] = "*",    ['b'] = "*", ['c'] = "ms",  ['d'] = "01",
    ['f'] = "*",    ['g'] = "s", ['r'] = "egi", ['s'] = "ch"};
static const struct {
    const char *name;
    pdf_operator means;
} longer[] = {{"EMC", PDF_OP_END_MARK},  {"BDC", PDF_OP_MARK},    {"BMC", PDF_OP_MARK},
              {"SCN", PDF_OP_OTHER},     {"scn", PDF_OP_OTHER},   {"true", PDF_OP_OPERAND},
              {"false", PDF_OP_OPERAND}, {"null", PDF_OP_OPERAND}};

static pdf_operator of_longer(const char *word, size_t length) {
    for (size_t i = 0; i < sizeof longer / sizeof *longer; i++)
        if (strlen(longer[i].name) == length && memcmp(word, longer[i].name, length) == 0)
            return longer[i].means;
    return PDF_OP_UNKNOWN;
}

static pdf_operator of_text(char second) {
    switch (second) {
    case 'j':
    case 'J':
        return PDF_OP_SHOW;
    case 'd':
        return PDF_OP_MOVE;
    case 'm':
        return PDF_OP_PLACE;
    case 'f':
        return PDF_OP_FONT;
    case 'c':
        return PDF_OP_SPACING;
    case 'r':
        return PDF_OP_RENDERING;
    default:
        return PDF_OP_OTHER;
    }
}

static pdf_operator of_starred(char first) {
    return first == 'W' ? PDF_OP_CLIP : first == 'T' ? PDF_OP_OTHER : PDF_OP_PAINT;
}

static pdf_operator of_capital(char first, char second) {
    if (first == 'B')
        return second == 'T' ? PDF_OP_BEGIN : second == 'I' ? PDF_OP_IMAGE : PDF_OP_OTHER;
    if (first == 'E')
        return second == 'T' ? PDF_OP_END : PDF_OP_OTHER;
    if (first == 'D')
        return second == 'o' ? PDF_OP_STATE : PDF_OP_OTHER;
    return first == 'R' ? PDF_OP_SETS : PDF_OP_OTHER;
}

static pdf_operator of_pair(unsigned char first, char second) {
    if (first > 127 || !seconds[first] || !second || !strchr(seconds[first], second))
        return PDF_OP_UNKNOWN;
    if (second == '*')
        return of_starred((char)first);
    if (first == 'T')
        return of_text(second);
    if (first == 'r')
        return second == 'e' ? PDF_OP_RECTANGLE : second == 'g' ? PDF_OP_SETS : PDF_OP_OTHER;
    return first == 'g' ? PDF_OP_STATE : of_capital((char)first, second);
}

static pdf_operator of_single(char letter) {
    switch (letter) {
    case '\'':
        return PDF_OP_SHOW;
    case 'f':
        return PDF_OP_FILL;
    case 'q':
        return PDF_OP_SAVE;
    case 'Q':
        return PDF_OP_RESTORE;
    case 'W':
        return PDF_OP_CLIP;
    default:
        return strchr("chlmvy", letter)      ? PDF_OP_PATH
               : strchr("SsFBb", letter)     ? PDF_OP_PAINT
               : strchr("wJjMdgGkK", letter) ? PDF_OP_SETS
                                             : PDF_OP_OTHER;
    }
}

pdf_operator pdf_operator_of(const char *word, size_t length) {
    if (length == 2)
        return of_pair((unsigned char)word[0], word[1]);
    if (length > 2)
        return of_longer(word, length);
    return memchr(singles, *word, sizeof singles - 1) ? of_single(*word) : PDF_OP_UNKNOWN;
}
