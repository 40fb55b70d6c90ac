// link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free
/* SPDX-License-Identifier: GPL-2.0-or-later
 * Every chunk of memory that the lattice asks for fails once: it ends, and a room has failed where a table is missing. */
#include "cm.h"
#include "failing_malloc.h"

#include "page_fixture.h"

static page_fixture drawn; /* large enough for many chunks */
static uint32_t *owner;

static int draw(void **state) {
    (void)state;
    float xs[21], ys[61];
    for (int i = 0; i <= 60; i++)
        ys[i] = 50 + 14 * (float)i;
    for (int i = 0; i <= 20; i++)
        xs[i] = 50 + 40 * (float)i;
    fixture_begin(&drawn, 900, 950);
    fixture_ink(&drawn, PDF_FILL, 0xDDDDDD, 50, 50, 850, 64);
    fixture_grid(&drawn, xs, 21, ys, 61);
    for (int row = 0; row < 60; row++)
        for (int column = 0; column < 20; column++)
            fixture_text(&drawn, xs[column] + 3, ys[row] + 11, 9, 0, "1234567");
    owner = malloc(drawn.page.char_count * sizeof *owner);
    return owner ? 0 : -1;
}

static int wipe(void **state) {
    (void)state;
    free(owner);
    fixture_end(&drawn);
    return 0;
}

static int look(void) {
    pdf_reader reader = drawn.reader;
    pdf_grid *grids = NULL;
    failing_result result = FAILING_REFUSED;
    reader.kept = pdf_room_new();
    reader.page = pdf_room_new();
    for (uint32_t i = 0; i < drawn.page.char_count; i++)
        owner[i] = PDF_NONE;
    if (reader.kept && reader.page) {
        uint32_t count = pdf_lattice(&reader, &drawn.page, owner, &grids);
        bool failed = pdf_room_failed(reader.kept) || pdf_room_failed(reader.page);
        bool whole = count == 1 && grids[0].cell_count == 1200;
        result = failed ? FAILING_REFUSED : whole ? FAILING_THROUGH : FAILING_DEFECT;
    }
    pdf_room_free(reader.page);
    pdf_room_free(reader.kept);
    return result;
}

static void memory_that_runs_out_is_told(void **state) {
    (void)state;
    assert_true(failing_sweep(look) > 8);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(memory_that_runs_out_is_told)};
    return cmocka_run_group_tests(tests, draw, wipe);
}
