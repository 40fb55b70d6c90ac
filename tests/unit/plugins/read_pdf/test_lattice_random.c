/* SPDX-License-Identifier: GPL-2.0-or-later
 * Pages drawn at random: whatever they show, every slot of a grid has one cell, borders ascend, and each character stands
 * in exactly one cell or in none. */
#include "cm.h"

#include "page_fixture.h"

#define PAGES 600
#define WIDE 600.0f
#define HIGH 800.0f

static uint64_t seed = 88172645463325252u;

static uint32_t draw(uint32_t below) {
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 16) % below;
}

/* Places that often coincide, and some that nearly do. */
static float place(float size) {
    uint32_t steps = draw(2) ? 20 : 1000;
    return (float)draw(steps) * size / (float)steps + (draw(4) ? 0 : (float)draw(10) / 4);
}

static void draw_ink(page_fixture *page) {
    float x0 = place(WIDE), x1 = place(WIDE), y0 = place(HIGH), y1 = place(HIGH);
    float left = x0 < x1 ? x0 : x1, right = x0 < x1 ? x1 : x0;
    float top = y0 < y1 ? y0 : y1, low = y0 < y1 ? y1 : y0;
    if (draw(6) == 0) {
        float xs[8], ys[8], dx = 1 + (float)draw(60), dy = 1 + (float)draw(30);
        for (int i = 0; i < 8; i++) {
            xs[i] = left + dx * (float)i;
            ys[i] = top + dy * (float)i;
        }
        fixture_grid(page, xs, 2 + draw(7), ys, 2 + draw(7));
    } else if (draw(5) == 0) {
        fixture_ink(page, (pdf_paint)draw(4), draw(0x1000000), left, top, left + (float)draw(4),
                    low);
    } else {
        uint32_t colour = draw(2) ? 0xFFFFFF : draw(0x1000000);
        fixture_ink(page, draw(2) ? PDF_FILL : PDF_CLIP, colour, left, top, right, low);
    }
}

/* Lines of their own, so that no glyph lies on its like: those would count once. */
static void draw_text(page_fixture *page, uint32_t line) {
    static const char *const words[] = {
        "12", "1,234", "word", "三本年", "-", "long text over cells", "2021", "９８"};
    fixture_text(page, place(WIDE), 5 + 5 * (float)line, 3 + (float)draw(2), (uint16_t)draw(2),
                 words[draw(8)]);
}

static void check_borders(const pdf_grid *grid) {
    for (uint32_t i = 0; i < grid->columns; i++)
        assert_true(grid->xs[i] < grid->xs[i + 1]);
    for (uint32_t i = 0; i < grid->rows; i++)
        assert_true(grid->ys[i] < grid->ys[i + 1]);
}

static void mark(const pdf_grid *grid, const pdf_cell *cell, uint8_t *slots) {
    for (uint32_t y = cell->row; y < cell->row + cell->row_span; y++)
        for (uint32_t x = cell->column; x < cell->column + cell->column_span; x++) {
            assert_true(y < grid->rows && x < grid->columns);
            slots[y * grid->columns + x]++;
        }
}

/* Returns the letters that stand in its cells. */
static uint32_t check_cells(const pdf_grid *grid) {
    uint8_t *slots = calloc((size_t)grid->rows * grid->columns, 1);
    uint32_t letters = 0;
    assert_non_null(slots);
    for (uint32_t i = 0; i < grid->cell_count; i++) {
        const pdf_cell *cell = &grid->cells[i];
        mark(grid, cell, slots);
        assert_true(i == 0 || cell->row > cell[-1].row || cell->column > cell[-1].column);
        for (uint32_t k = 0; k < cell->line_count; k++)
            letters += cell->lines[k].count;
    }
    for (uint32_t i = 0; i < grid->rows * grid->columns; i++)
        assert_int_equal(slots[i], 1);
    free(slots);
    return letters;
}

/* The same for the tables in its cells. */
static uint32_t check_inner(const pdf_grid *grid) {
    uint32_t letters = 0;
    for (uint32_t i = 0; i < grid->cell_count; i++)
        for (const pdf_grid *inner = grid->cells[i].inner; inner; inner = inner->next) {
            check_borders(inner);
            letters += check_cells(inner);
        }
    return letters;
}

static uint32_t check_page(page_fixture *page) {
    uint32_t chars = page->page.char_count, owned = 0, letters = 0;
    uint32_t *owner = PDF_TAKE(page->reader.page, uint32_t, chars + 1u);
    pdf_grid *grids = NULL;
    assert_non_null(owner);
    for (uint32_t i = 0; i < chars; i++)
        owner[i] = PDF_NONE;
    uint32_t count = pdf_lattice(&page->reader, &page->page, owner, &grids);
    assert_true(count != PDF_NONE);
    for (uint32_t i = 0; i < chars; i++) {
        assert_true(owner[i] == PDF_NONE || owner[i] < count);
        owned += owner[i] != PDF_NONE;
    }
    for (uint32_t i = 0; i < count; i++) {
        check_borders(&grids[i]);
        letters += check_cells(&grids[i]) + check_inner(&grids[i]);
    }
    assert_int_equal(letters, owned);
    return count;
}

static void random_pages_keep_the_contract(void **state) {
    (void)state;
    uint32_t tables = 0;
    for (int i = 0; i < PAGES; i++) {
        page_fixture page;
        fixture_begin(&page, WIDE, HIGH);
        for (uint32_t k = draw(100); k > 0; k--)
            draw_ink(&page);
        for (uint32_t k = draw(150); k > 0; k--)
            draw_text(&page, k);
        tables += check_page(&page);
        fixture_end(&page);
    }
    assert_true(tables > 20); /* else nothing was checked */
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_pages_keep_the_contract)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
