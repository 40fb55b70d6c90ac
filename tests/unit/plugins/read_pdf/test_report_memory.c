// link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free
/* SPDX-License-Identifier: GPL-2.0-or-later
 * Every chunk of memory that the report asks for fails once: the job fails, or all is told. */
#include "cm.h"
#include "failing_malloc.h"

#include "report_fixture.h"

enum { SHEETS = 30, LINES = 100 };

static report_fixture drawn; /* large enough for many chunks */
static uint32_t blocks, depth;

static uint32_t count_block(sheaf_job *job, const sheaf_block *block) {
    (void)job;
    (void)block;
    return ++blocks;
}

static uint32_t count_open(sheaf_job *job, const sheaf_block *block) {
    depth++;
    return count_block(job, block);
}

static void count_close(sheaf_job *job) {
    (void)job;
    depth--;
}

static void pass_run(sheaf_job *job, const sheaf_run *run) {
    (void)job;
    (void)run;
}

static void pass_drop(sheaf_job *job, const sheaf_dropped *dropped) {
    (void)job;
    (void)dropped;
}

static int draw(void **state) {
    (void)state;
    static const char *const texts[] = {
        "Some words of a line that is as wide as it may be, and goes on in the lines below inter-",
        "national borders, ending here.", "• an item", "1. Overview ............ 3"};
    static const char *const cells[] = {"a", "12~34", "b", "c"};
    report_begin(&drawn, SHEETS);
    drawn.host.add = count_block;
    drawn.host.open = count_open;
    drawn.host.close = count_close;
    drawn.host.mark = pass_run;
    drawn.host.drop = pass_drop;
    for (uint32_t s = 0; s < SHEETS; s++) {
        report_grid(&drawn, s, 20, 2, 2, cells);
        for (uint32_t i = 0; i < LINES; i++)
            report_line(&drawn, s, 72, 80 + 7 * (float)i, 6, i % 9 == 8, texts[i % 4]);
    }
    return 0;
}

static int wipe(void **state) {
    (void)state;
    report_end(&drawn);
    return 0;
}

static int tell(void) {
    static uint32_t wanted; /* of the run that nothing fails */
    pdf_reader reader = drawn.reader;
    failing_result result = FAILING_REFUSED;
    reader.kept = pdf_room_new();
    reader.page = pdf_room_new();
    blocks = depth = 0;
    drawn.said_length = 0;
    if (reader.kept && reader.page) {
        sheaf_status status = pdf_report(&reader, NULL);
        bool whole = status == SHEAF_OK && depth == 0 && blocks > SHEETS * 5;
        wanted = whole && blocks > wanted ? blocks : wanted;
        result = status == SHEAF_MEMORY      ? FAILING_REFUSED
                 : whole && blocks == wanted ? FAILING_THROUGH
                                             : FAILING_DEFECT;
    }
    pdf_room_free(reader.page);
    pdf_room_free(reader.kept);
    return result;
}

static void memory_that_runs_out_is_told(void **state) {
    (void)state;
    assert_true(failing_sweep(tell) > 8);
}

int main(void) {
    static const struct CMUnitTest tests[] = {cmocka_unit_test(memory_that_runs_out_is_told)};
    return cmocka_run_group_tests(tests, draw, wipe);
}
