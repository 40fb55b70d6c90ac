/* The definitions of the national form hold exactly the keys, labels and units that the contract names. */
#include "cm.h"

#include "shelf.h"

#include <stdio.h>
#include <string.h>

static const form_definition *version(const form_set *set, const char *name) {
    for (uint32_t i = 0; i < set->definitions.count; i++) {
        const form_definition *d = form_definition_at(set, i);
        if (form_same(d->version, (sheaf_str){name, strlen(name)}))
            return d;
    }
    fail_msg("there is no version %s", name);
    return NULL;
}

static const form_cell *find(const form_definition *d, const char *key) {
    for (uint32_t i = 0; i < d->cells.count; i++) {
        const form_cell *cell = FORM_AT(d->cells, form_cell, i);
        if (form_same(cell->key, (sheaf_str){key, strlen(key)}))
            return cell;
    }
    return NULL;
}

static void is_cell(const form_definition *d, const char *key, const char *label, const char *unit,
                    uint32_t type) {
    const form_cell *cell = find(d, key);
    if (cell == NULL) {
        fail_msg("there is no cell %s", key);
        return;
    }
    assert_int_equal(cell->label.len, strlen(label));
    assert_memory_equal(cell->label.ptr, label, strlen(label));
    assert_int_equal(cell->unit.len, strlen(unit));
    assert_memory_equal(cell->unit.ptr, unit, strlen(unit));
    assert_int_equal(cell->type, type);
}

static uint32_t count_facts(const form_definition *d) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < d->cells.count; i++)
        count += FORM_AT(d->cells, form_cell, i)->group == SHEAF_NONE;
    return count;
}

static void test_cells_of_2021(void **state) {
    (void)state;
    shelf s;
    form_set set;
    shelf_open(&s);
    shelf_national(&s, &set);
    const form_definition *d = version(&set, "2021-30");
    assert_int_equal(count_facts(d), 200);
    assert_int_equal(d->cells.count, 207); /* and a collapsed group in seven columns */
    is_cell(d, "t2.fees.amount", "第二十条第（八）项/行政事业性收费/本年收费金额（单位：万元）",
            "万元", FORM_AMOUNT);
    is_cell(d, "t2.regulations.repealed", "第二十条第（一）项/规章/本年废止件数", "件", FORM_COUNT);
    is_cell(d, "t3.outcome.denied.state_secret.legal_person.business",
            "三、本年度办理结果/（三）不予公开/1.属于国家秘密/法人或其他组织/商业企业", "件",
            FORM_COUNT);
    is_cell(d, "t3.outcome.other.total", "三、本年度办理结果/（六）其他处理/总计", "件",
            FORM_COUNT);
    is_cell(d, "t4.suit_direct.upheld", "行政诉讼/未经复议直接起诉/结果维持", "件", FORM_COUNT);
    is_cell(d, "t4.review.total", "行政复议/总计", "件", FORM_COUNT);
    shelf_close(&s);
}

static void test_collapsed_group(void **state) {
    (void)state;
    shelf s;
    form_set set;
    shelf_open(&s);
    shelf_national(&s, &set);
    const form_definition *d = version(&set, "2021-30");
    const form_cell *group = find(d, "t3.outcome.other.total");
    const form_cell *leaf = find(d, "t3.outcome.other.fee_unpaid.total");
    assert_non_null(group);
    assert_non_null(leaf);
    assert_true(group < leaf);
    assert_int_equal(group->group, group->row);
    assert_int_equal(leaf->within, group->row);
    assert_int_equal(leaf->group, SHEAF_NONE);
    const form_cell *free_of_it = find(d, "t3.outcome.granted.total");
    assert_int_equal(free_of_it->within, SHEAF_NONE);
    shelf_close(&s);
}

static void test_cells_of_2019(void **state) {
    (void)state;
    shelf s;
    form_set set;
    shelf_open(&s);
    shelf_national(&s, &set);
    const form_definition *d = version(&set, "2019-60");
    assert_int_equal(count_facts(d), 22 + 23 * 7 + 15);
    is_cell(d, "t2.procurement.amount", "第二十条第（九）项/政府集中采购/采购总金额", "万元",
            FORM_AMOUNT);
    is_cell(d, "t2.fees.change", "第二十条第（八）项/行政事业性收费/本年增/减", "件", FORM_CHANGE);
    assert_non_null(find(d, "t3.outcome.other.natural_person"));
    shelf_close(&s);
}

static void test_inherited_parts(void **state) {
    (void)state;
    shelf s;
    form_set set;
    shelf_open(&s);
    shelf_national(&s, &set);
    const form_definition *d = version(&set, "2021-30");
    assert_int_equal(d->sections.count, 6);
    assert_int_equal(d->tables.count, 3);
    assert_int_equal(d->from_year, 2021);
    assert_int_equal(d->to_year, 0);
    assert_true(d->words.count > 0);
    assert_true(form_same(FORM_AT(d->tables, form_table, 0)->version, SHEAF_STR("2021-30")));
    assert_true(form_same(FORM_AT(d->tables, form_table, 2)->version, SHEAF_STR("2019-60")));
    assert_int_equal(FORM_AT(d->tables, form_table, 1)->section, 2);
    shelf_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells_of_2021),
        cmocka_unit_test(test_collapsed_group),
        cmocka_unit_test(test_cells_of_2019),
        cmocka_unit_test(test_inherited_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
