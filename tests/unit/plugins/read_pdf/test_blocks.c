/* SPDX-License-Identifier: GPL-2.0-or-later
 * Memory that C++ drops while a document is open is handed out again, in its size, and is gone once the document is closed. */
#include "shim/watch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

void *make(size_t size) __asm__("_Znwm");
void drop(void *dropped) __asm__("_ZdlPv");
void drop_sized(void *dropped, size_t size) __asm__("_ZdlPvm");

static void each_block_has_one_owner_and_its_size(void **state) {
    (void)state;
    pdf_watch_calls calls = {.fonts = NULL};
    char *held[200];
    pdf_watch_open(&calls);
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < 200; i++) {
            held[i] = make(i * 7 + 1);
            assert_non_null(held[i]);
            memset(held[i], (int)i, i * 7 + 1);
        }
        for (size_t i = 0; i < 200; i++) {
            for (size_t k = 0; k < i * 7 + 1; k++)
                assert_int_equal((unsigned char)held[i][k], i);
            if (round == 1)
                drop_sized(held[i], i * 7 + 1);
            else
                drop(held[i]);
        }
    }
    drop(NULL);
    drop_sized(NULL, 8);
    pdf_watch_close(&calls);
    assert_null(calls.fonts);
}

static void blocks_may_outlive_the_document(void **state) {
    (void)state;
    pdf_watch_calls calls = {.fonts = NULL};
    void *before = make(40);
    pdf_watch_open(&calls);
    void *within = make(40);
    drop(before);
    pdf_watch_close(&calls);
    drop(within);
}

static void two_documents_are_no_harm(void **state) {
    (void)state;
    pdf_watch_calls first = {.fonts = NULL}, second = {.fonts = NULL};
    pdf_watch_open(&first);
    pdf_watch_open(&second);
    void *block = make(100);
    pdf_watch_close(&first);
    drop(block);
    pdf_watch_close(&second);
    pdf_watch_close(&second);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_block_has_one_owner_and_its_size),
                                       cmocka_unit_test(blocks_may_outlive_the_document),
                                       cmocka_unit_test(two_documents_are_no_harm)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
