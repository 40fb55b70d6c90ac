/* SPDX-License-Identifier: GPL-2.0-or-later
 * What is on top: a page of few fills is looked through, one of many is painted. Both say the same of each place. */
#include "cm.h"
#include "lattice/lattice.h"

#include "page_fixture.h"

#define WIDE 200.0f
#define HIGH 100.0f
#define CORNER 8.0f /* nothing else is painted before it */

static uint32_t draw(uint32_t below) {
    static uint64_t seed = 88172645463325252u;
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 16) % below;
}

static float place(float size) {
    return CORNER + (float)draw(40) * (size - CORNER) / 36 + (float)draw(8) / 8;
}

static void draw_fills(page_fixture *page, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        float x = place(WIDE), y = place(HIGH);
        fixture_ink(page, draw(8) ? PDF_FILL : PDF_IMAGE, draw(3) * 0x7F7F7F, x, y,
                    x + (float)draw(60), y + 1 + (float)draw(40));
    }
}

/* In the corner, before all others: so many that the page is painted. */
static void fill_corner(page_fixture *page) {
    for (int i = 0; i < 20; i++)
        fixture_ink(page, PDF_FILL, 0x102030, 0, 0, CORNER - 2, CORNER - 2);
}

static void few_and_many_look_the_same(void **state) {
    uint32_t coloured = 0;
    (void)state;
    for (uint32_t n = 0; n < 200; n++) {
        page_fixture few, many;
        lattice_paint looked, painted;
        fixture_begin(&few, WIDE, HIGH);
        fixture_begin(&many, WIDE, HIGH);
        draw_fills(&few, 1 + n % 14);
        fill_corner(&many);
        for (uint32_t i = 0; i < few.page.ink_count; i++) {
            const pdf_ink *ink = &few.page.inks[i];
            fixture_ink(&many, ink->paint, ink->colour, ink->box[0], ink->box[1], ink->box[2],
                        ink->box[3]);
        }
        assert_true(lattice_paint_page(few.reader.page, &few.page, &looked));
        assert_true(lattice_paint_page(many.reader.page, &many.page, &painted));
        assert_null(looked.top);
        assert_non_null(painted.top);
        for (float y = CORNER; y < HIGH + 5; y += 0.75f)
            for (float x = CORNER; x < WIDE + 5; x += 0.75f) {
                uint32_t colour = lattice_colour(&looked, x, y);
                assert_int_equal(colour, lattice_colour(&painted, x, y));
                coloured += colour != LATTICE_WHITE;
            }
        fixture_end(&few);
        fixture_end(&many);
    }
    assert_true(coloured > 100000);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(few_and_many_look_the_same)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
