/* SPDX-License-Identifier: GPL-2.0-or-later
 * Words are told by their length and their letters, in few steps, as a page has thousands. */
#include "operators.h"

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
} pairs[] = {{"re", PDF_OP_RECTANGLE}, {"Tj", PDF_OP_SHOW},  {"TJ", PDF_OP_SHOW},
             {"Tm", PDF_OP_PLACE},     {"BT", PDF_OP_PLACE}, {"Tf", PDF_OP_FONT},
             {"Tc", PDF_OP_SPACING},   {"gs", PDF_OP_STATE}, {"Do", PDF_OP_STATE},
             {"W*", PDF_OP_PATH},      {"BI", PDF_OP_IMAGE}},
  longer[] = {{"EMC", PDF_OP_END_MARK},  {"BDC", PDF_OP_MARK},    {"BMC", PDF_OP_MARK},
              {"SCN", PDF_OP_OTHER},     {"scn", PDF_OP_OTHER},   {"true", PDF_OP_OPERAND},
              {"false", PDF_OP_OPERAND}, {"null", PDF_OP_OPERAND}};

static pdf_operator of_longer(const char *word, size_t length) {
    for (size_t i = 0; i < sizeof longer / sizeof *longer; i++)
        if (strlen(longer[i].name) == length && memcmp(word, longer[i].name, length) == 0)
            return longer[i].means;
    return PDF_OP_UNKNOWN;
}

static pdf_operator of_pair(unsigned char first, char second) {
    if (first > 127 || !seconds[first] || !second || !strchr(seconds[first], second))
        return PDF_OP_UNKNOWN;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i].name[0] == (char)first && pairs[i].name[1] == second)
            return pairs[i].means;
    return PDF_OP_OTHER;
}

static pdf_operator of_single(char letter) {
    switch (letter) {
    case '\'':
        return PDF_OP_SHOW;
    case 'f':
        return PDF_OP_FILL;
    case 'q':
    case 'Q':
        return PDF_OP_STATE;
    default:
        return strchr("Wchlmvy", letter) ? PDF_OP_PATH : PDF_OP_OTHER;
    }
}

pdf_operator pdf_operator_of(const char *word, size_t length) {
    if (length == 2)
        return of_pair((unsigned char)word[0], word[1]);
    if (length > 2)
        return of_longer(word, length);
    return memchr(singles, *word, sizeof singles - 1) ? of_single(*word) : PDF_OP_UNKNOWN;
}
