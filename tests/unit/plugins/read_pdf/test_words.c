/* SPDX-License-Identifier: GPL-2.0-or-later
 * The set of a document's words: it grows, and forgets none. */
#include "cm.h"

#include "report/report.h"

#include <stdio.h>

enum { WORDS = 3000 };

/* Three letters that differ for each number below 17,576. */
static const char *stem_of(uint32_t number, char stem[4]) {
    for (int i = 0; i < 3; i++, number /= 26)
        stem[i] = (char)('a' + number % 26);
    stem[3] = '\0';
    return stem;
}

static bool is_broken(const pdf_state *state, uint32_t number) {
    char stem[4], above[8];
    int length = snprintf(above, sizeof above, "%s-", stem_of(number, stem));
    return pdf_words_broken(state, (sheaf_str){above, (size_t)length}, SHEAF_STR("like"));
}

/* Lines that write `stem-like` for each stem: a line that ends in `stem-` keeps its hyphen. */
static void each_beginning_is_known(void **state) {
    static char texts[WORDS][24];
    static pdf_line lines[WORDS];
    static pdf_entry entries[WORDS];
    pdf_reader reader = {.kept = pdf_room_new()};
    pdf_state drawn = {.reader = &reader, .entries = entries, .entry_count = WORDS};
    (void)state;
    for (uint32_t i = 0; i < WORDS; i++) {
        char stem[4];
        int length = snprintf(texts[i], sizeof *texts, "so %s-like it is", stem_of(i, stem));
        lines[i].text = (sheaf_str){texts[i], (size_t)length};
        entries[i].line = &lines[i];
    }
    assert_true(pdf_words_read(&drawn));
    for (uint32_t i = 0; i < WORDS; i++) {
        assert_false(is_broken(&drawn, i));
        assert_true(is_broken(&drawn, i + WORDS));
    }
    assert_false(pdf_room_failed(reader.kept));
    pdf_room_free(reader.kept);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_beginning_is_known)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
