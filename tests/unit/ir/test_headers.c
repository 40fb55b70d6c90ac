/* Which cells head rows and columns, drawn as small pictures: rows by `|`, cells by `,`; the expected roles
 * below are ^ (column), < (row) and . (none), one a slot. */
#include "cm.h"

#include "base/text.h"
#include "fixture.h"

/* Of the longest row. */
static uint32_t count_columns(const char *picture) {
    uint32_t most = 1, columns = 1;
    for (; *picture; picture++) {
        columns = *picture == '|' ? 1 : columns + (*picture == ',');
        most = columns > most ? columns : most;
    }
    return most;
}

static void build(fixture *f, const char *picture, uint32_t headers) {
    sheaf_block table = table_of(0, count_columns(picture));
    table.headers = headers;
    sf_build_open(f->b, &table);
    uint32_t row = 0, column = 0;
    while (*picture) {
        size_t length = strcspn(picture, ",|");
        sheaf_block cell = cell_of(row, column, "");
        cell.text = (sheaf_str){picture, length};
        cell.header = headers != SHEAF_HEADERS_COLUMNS_KNOWN ? SHEAF_HEADER_BOTH
                      : row == 0                             ? SHEAF_HEADER_COLUMN
                                                             : SHEAF_HEADER_NONE;
        if (length && *picture == '=') {
            cell.text = (sheaf_str){picture + 1, length - 1};
            cell.column_span = table.columns;
        }
        sf_build_add(f->b, &cell);
        picture += length;
        row += *picture == '|';
        column = *picture == ',' ? column + 1 : 0;
        picture += *picture != '\0';
    }
    sf_build_close(f->b);
}

static void assert_roles(const char *picture, uint32_t headers, const char *expected) {
    fixture f;
    char found[128] = "";
    fixture_init(&f, SHEAF_STR(""));
    build(&f, picture, headers);
    fixture_finish(&f);
    uint32_t row = 0;
    for (uint32_t i = 0; i < f.view.cells.count; i++) {
        const sheaf_cell *cell = SHEAF_AT(f.view.cells, sheaf_cell, i);
        if (cell->row != row)
            strcat(found, " ");
        row = cell->row;
        strncat(found, &".^<B"[cell->header], 1);
    }
    if (strcmp(found, expected) != 0)
        fail_msg("%s gives %s, expected %s", picture, found, expected);
    fixture_done(&f);
}

/* How many warnings of rows that do not line up the picture gives; the first one's message is kept. */
static uint32_t count_uneven(const char *picture, char message[256]) {
    fixture f;
    uint32_t count = 0;
    fixture_init(&f, SHEAF_STR(""));
    build(&f, picture, 0);
    fixture_finish(&f);
    for (uint32_t i = 0; i < f.view.diagnostics.count; i++) {
        const sheaf_diagnostic *said = SHEAF_AT(f.view.diagnostics, sheaf_diagnostic, i);
        if (sf_str_equal(said->code, SHEAF_STR("ir.table.uneven")) && count++ == 0)
            snprintf(message, 256, "%.*s", (int)said->message.len, said->message.ptr);
    }
    fixture_done(&f);
    return count;
}

static void rows_out_of_line_are_said(void **state) {
    (void)state;
    char message[256] = "";
    assert_int_equal(count_uneven("a,x,y,z|b,1,2,3|c,4,5,6|7,8,9,", message), 1);
    assert_non_null(strstr(message, "in 1 of 3 full rows"));
    assert_int_equal(count_uneven("g,a,1,2,3|,b,4,5,6|c,7,8,9,|,d,1,2,3", message), 1);
    /* The usual rows decide, not one with a value too many. */
    assert_int_equal(count_uneven("a,1,2,3,4|b,1,2,3,|c,4,5,6,|d,7,8,9,|e,f,1,2,3", message), 1);
}

static void rows_that_line_up_are_not(void **state) {
    (void)state;
    char message[256];
    static const char *const even[] = {
        "a,x,y,z|b,1,2,3|c,4,5,6|d,7,8,9",        /* all of them */
        "a,x,y,z|b,1,2,3|c,4,5,|d,,8,9",          /* blank cells leave fewer numbers */
        "a,1,,,3,,5|b,,2,,,4,6|c,,,1,2,,3",       /* few numbers, here and there */
        "a,1,2|b,3,4|5,6,",                       /* two numbers prove nothing */
        "a,b,c|d,e,f",                            /* no numbers at all */
        "2021,2022,2023,|a,1,2,3|b,4,5,6|c,7,8,9" /* years above are such a row, and said */
    };
    for (size_t i = 0; i + 1 < sizeof even / sizeof *even; i++)
        if (count_uneven(even[i], message) != 0)
            fail_msg("%s: %s", even[i], message);
    assert_int_equal(count_uneven(even[5], message), 1);
}

static void roles_follow_the_numbers(void **state) {
    (void)state;
    static const struct {
        const char *picture, *roles;
    } rows[] = {
        {"item,2021,note", "<.."},
        {"item,count|a,1|b,2", "^^ <. <."},
        {",a,b|c,x,y|new,1,2|old,3,4", "^^^ ^^^ <.. <.."},
        {"item,kind,count|a,x,1|b,y,2%", "^^^ <<. <<."},
        {"a,b|c,d", ".. .."},
        {"1,2|3,4", ".. .."},
        {"no,name|1,a|2,b", "^^ .. .."},
        {"=Table 1|item,count|=section|a,1|=other|b,2", "^ ^^ . <. . <."},
        {"item,count|a,/|b,2", "^^ <. <."},
        {"item,count|a,1，234|b,—|c,５", "^^ <. <. <."},
        {"count|1|2", "^ . ."},
        {"item,x,y|a,不适用,不适用|b,1,2", "^^^ <.. <.."},
        {"item,x,y|a, 无 ,N/A|b,1,2", "^^^ <.. <.."},
        {"item,count|a,不适用|b,2", "^^ <. <."},
        {"item,kind,x,y|a,b,不适用,不适用|c,d,1,2", "^^^^ <<.. <<.."},
        /* heads that say whether something applies */
        {"rule,applies,,|rule,适用,不适用,note|a,1,2,3", "^^^^ ^^^^ <..."},
        {"适用,不适用|1,2", "^^ .."},
        {"item,x|a,不适用说明|b,2", "^^ ^^ <."},
        {"item,x|a,%|b,2", "^^ ^^ <."},
        {"item,x|a,不适用|b,无", ".. .. .."},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_roles(rows[i].picture, 0, rows[i].roles);
}

static void stated_headers_stay(void **state) {
    (void)state;
    assert_roles("item,count|a,1", 1, "BB BB");
}

/* The years of the first row are numbers, but the reader knows better; the rows' heads are derived. */
static void stated_column_heads_leave_rows(void **state) {
    (void)state;
    assert_roles("area,2020,2021|a,1,2|b,3,4", SHEAF_HEADERS_COLUMNS_KNOWN, "^^^ <.. <..");
    assert_roles("2020,2021|1,2", SHEAF_HEADERS_COLUMNS_KNOWN, "^^ ..");
    assert_roles("area,note|a,b", SHEAF_HEADERS_COLUMNS_KNOWN, "^^ ..");
}

static void fillers_head_nothing(void **state) {
    (void)state;
    fixture f;
    fixture_init(&f, SHEAF_STR(""));
    sheaf_block table = table_of(3, 2);
    table.headers = 0;
    sf_build_open(f.b, &table);
    add_cell(&f, 0, 1, 0, 0, "count");
    add_cell(&f, 1, 1, 0, 0, "1");
    add_cell(&f, 2, 0, 0, 0, "b");
    add_cell(&f, 2, 1, 0, 0, "1");
    sf_build_close(f.b);
    fixture_finish(&f);
    assert_tree(&f, "table[0,0~ 0,1^(count) 1,0~ 1,1(1) 2,0<(b) 2,1(1)]");
    fixture_done(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_out_of_line_are_said),
        cmocka_unit_test(rows_that_line_up_are_not),
        cmocka_unit_test(roles_follow_the_numbers),
        cmocka_unit_test(stated_headers_stay),
        cmocka_unit_test(stated_column_heads_leave_rows),
        cmocka_unit_test(fillers_head_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
