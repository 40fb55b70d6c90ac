/* What single rules of tables come to: merges that do not fit, spans that cannot be, rows without cells, texts of
 * cells. Tables are written as lines: a row is a line; a cell is its text, then properties behind `:`
 * (2 gridSpan, r/c vMerge restart/continue, R/C hMerge, x left out, w900 its width); `|` parts cells, and
 * before a row `<1` is gridBefore, `>1` gridAfter, `h` tblHeader, `x` left out. */
#include "cm.h"

#include "table.h"
#include "tray.h"

#include "base/text.h"

#define CASE(f) cmocka_unit_test(f)

typedef struct stage {
    sheaf_job job;
    docx_tape *tape;
} stage;

static void begin(stage *s) {
    memset(s, 0, sizeof *s);
    assert_true(tray_init(&s->job));
    s->tape = docx_tape_new(&tray_host, &s->job);
    assert_non_null(s->tape);
}

static void end(stage *s) {
    docx_tape_free(s->tape);
    tray_done(&s->job);
}

static uint32_t add(stage *s, const char *text) {
    const sheaf_block block = tray_block(SHEAF_PARAGRAPH, text);
    return docx_tape_add(s->tape, &block);
}

static void open_table(stage *s) {
    const sheaf_block block = tray_block(SHEAF_TABLE, "");
    docx_table_open(s->tape, &block);
}

static void open_cell(stage *s) {
    const sheaf_block block = tray_block(SHEAF_CELL, "");
    docx_table_cell_open(s->tape, &block);
}

static void say_property(docx_cell *cell, const char **at) {
    switch (**at) {
    case 'r':
    case 'c':
        cell->vertical = **at == 'r' ? DOCX_MERGE_RESTART : DOCX_MERGE_CONTINUE;
        break;
    case 'R':
    case 'C':
        cell->horizontal = **at == 'R' ? DOCX_MERGE_RESTART : DOCX_MERGE_CONTINUE;
        break;
    case 'x':
        cell->left_out = 1;
        break;
    case 'w':
        cell->width = strtoll(*at + 1, (char **)(uintptr_t)at, 10);
        return;
    default:
        cell->spanned = 1;
        cell->grid_span = strtoll(*at, (char **)(uintptr_t)at, 10);
        return;
    }
    ++*at;
}

/* One cell, up to the `|` or the line's end. */
static const char *put_cell(stage *s, const char *at) {
    char text[64] = "";
    size_t length = strcspn(at, ":|\n");
    memcpy(text, at, length);
    open_cell(s);
    add(s, text);
    at += length;
    if (*at == ':')
        for (at++; *at && *at != '|' && *at != '\n';)
            say_property(docx_table_cell(s->tape), &at);
    docx_table_cell_close(s->tape);
    return *at == '|' ? at + 1 : at;
}

static const char *put_row(stage *s, const char *at) {
    docx_table_row_open(s->tape);
    docx_row *row = docx_table_row(s->tape);
    for (; *at && strchr("<>hx", *at); at++) {
        row->header |= *at == 'h';
        row->left_out |= *at == 'x';
        if (*at == '<')
            row->grid_before = strtoll(at + 1, (char **)(uintptr_t)&at, 10), at--;
        else if (*at == '>')
            row->grid_after = strtoll(at + 1, (char **)(uintptr_t)&at, 10), at--;
    }
    if (*at == ' ')
        for (at++; *at && *at != '\n';)
            at = put_cell(s, at);
    docx_table_row_close(s->tape);
    return *at == '\n' ? at + 1 : at;
}

static void put_table(stage *s, const char *lines) {
    open_table(s);
    while (*lines)
        lines = put_row(s, lines);
    docx_table_close(s->tape);
}

/* What a table comes to, and the code of the one kind of warning about it (NULL: none), so many times. */
typedef struct example {
    const char *lines;
    const char *outline;
    const char *code;
    unsigned count;
} example;

static void assert_example(const example *e) {
    stage s;
    begin(&s);
    put_table(&s, e->lines);
    assert_outline(&s.job, e->outline);
    assert_int_equal(s.job.view.diagnostics.count, e->count);
    if (e->code)
        assert_int_equal(tray_said(&s.job, e->code), e->count);
    end(&s);
}

static void assert_examples(const example *examples, size_t count) {
    for (size_t i = 0; i < count; i++)
        assert_example(&examples[i]);
}

#define ALL(list) assert_examples((list), sizeof(list) / sizeof *(list))

static void columns_follow_spans(void **state) {
    (void)state;
    static const example examples[] = {
        {" a|b\n c|d\n", "table 2x2[cell 0,0(a) cell 0,1(b) cell 1,0(c) cell 1,1(d)]", NULL, 0},
        {" a:2|b\n c|d|e\n",
         "table 2x3[cell 0,0+1x2(a) cell 0,2(b) cell 1,0(c) cell 1,1(d) cell 1,2(e)]", NULL, 0},
        {"<1 a\n b|c\n", "table 2x2[cell 0,0~ cell 0,1(a) cell 1,0(b) cell 1,1(c)]", NULL, 0},
        {" a\n b|c|d\n", /* a row that falls short */
         "table 2x3[cell 0,0(a) cell 0,1~ cell 0,2~ cell 1,0(b) cell 1,1(c) cell 1,2(d)]", NULL, 0},
    };
    ALL(examples);
}

static void merges_go_down(void **state) {
    (void)state;
    static const example examples[] = {
        {" a:r|b\n :c|c\n :c|d\n e|f\n",
         "table 4x2[cell 0,0+3x1(a) cell 0,1(b) cell 1,1(c) cell 2,1(d) cell 3,0(e) cell 3,1(f)]",
         NULL, 0},
        {" a:r2|b\n :c2|c:r\n d|e|:c\n", /* side by side, of different widths */
         "table 3x3[cell 0,0+2x2(a) cell 0,2(b) cell 1,2+2x1(c) cell 2,0(d) cell 2,1(e)]", NULL, 0},
        {" a:r|b\n :c|c\n d:r|e\n :c|f\n",
         "table 4x2[cell 0,0+2x1(a) cell 0,1(b) cell 1,1(c) cell 2,0+2x1(d) cell 2,1(e) "
         "cell 3,1(f)]",
         NULL, 0},
        {"<1 a:r|x\n<1 :c|y\n b|c|z\n",
         "table 3x3[cell 0,0~ cell 0,1+2x1(a) cell 0,2(x) cell 1,0~ cell 1,2(y) cell 2,0(b) "
         "cell 2,1(c) cell 2,2(z)]",
         NULL, 0},
    };
    ALL(examples);
}

static void misfitting_merges_stay_apart(void **state) {
    (void)state;
    static const char none[] = "docx.table.vmerge-without-start";
    static const example examples[] = {
        {" :c|b\n c|d\n", "table 2x2[cell 0,0 cell 0,1(b) cell 1,0(c) cell 1,1(d)]", none, 1},
        {" a|b\n k:c|d\n", "table 2x2[cell 0,0(a) cell 0,1(b) cell 1,0(k) cell 1,1(d)]", none, 1},
        {" a|b\n k:c|d\n :c|e\n", /* the second goes on with the first */
         "table 3x2[cell 0,0(a) cell 0,1(b) cell 1,0+2x1(k) cell 1,1(d) cell 2,1(e)]", none, 1},
        {" a:r|b\n c|d\n x:c|e\n", /* a gap */
         "table 3x2[cell 0,0(a) cell 0,1(b) cell 1,0(c) cell 1,1(d) cell 2,0(x) cell 2,1(e)]", none,
         1},
        {" a:2r|b\n c|:c|d\n", /* it begins in the midst of the one above */
         "table 2x3[cell 0,0+1x2(a) cell 0,2(b) cell 1,0(c) cell 1,1 cell 1,2(d)]", none, 1},
        {" a:2r|b\n :c|c|d\n",
         "table 2x3[cell 0,0+1x2(a) cell 0,2(b) cell 1,0 cell 1,1(c) cell 1,2(d)]",
         "docx.table.vmerge-uneven", 1},
        {" a|b\n :c|d\n :c|e\n", /* but a blank one hides nothing */
         "table 3x2[cell 0,0+3x1(a) cell 0,1(b) cell 1,1(d) cell 2,1(e)]", none, 1},
        {" a:C|b\n", "table 1x2[cell 0,0(a) cell 0,1(b)]", "docx.table.hmerge-without-start", 1},
    };
    ALL(examples);
}

static void merges_across_join(void **state) {
    (void)state;
    static const example examples[] = {
        {" a:R|:C|:C2|b\n c|d|e|f|g\n",
         "table 2x5[cell 0,0+1x4(a) cell 0,4(b) cell 1,0(c) cell 1,1(d) cell 1,2(e) cell 1,3(f) "
         "cell 1,4(g)]",
         NULL, 0},
        {" a:Rr|:C|x\n :Rc|:C|y\n b|c|z\n", /* and down */
         "table 3x3[cell 0,0+2x2(a) cell 0,2(x) cell 1,2(y) cell 2,0(b) cell 2,1(c) cell 2,2(z)]",
         NULL, 0},
    };
    ALL(examples);
}

/* A line of the grid at which no cell begins is not there: neither in HTML nor for who reads it. */
static void idle_lines_are_squeezed(void **state) {
    (void)state;
    static const example examples[] = {
        {" a:2|b\n c:2|d\n", "table 2x2[cell 0,0(a) cell 0,1(b) cell 1,0(c) cell 1,1(d)]", NULL, 0},
        {" a:5|b\n c:2|d:3|e\n",
         "table 2x3[cell 0,0+1x2(a) cell 0,2(b) cell 1,0(c) cell 1,1(d) cell 1,2(e)]", NULL, 0},
        {"<1 a|b\n<1 c|d\n", "table 2x2[cell 0,0(a) cell 0,1(b) cell 1,0(c) cell 1,1(d)]", NULL, 0},
        {" a:3\n b:2\n", "table 2x1[cell 0,0(a) cell 1,0(b)]", NULL, 0}, /* ragged at the right */
        {" a:r|b:r\n :c|:c\n c|d\n", "table 2x2[cell 0,0(a) cell 0,1(b) cell 1,0(c) cell 1,1(d)]",
         NULL, 0},
        {"h a:r|b:r\nh :c|:c\n c|d:r\n :c|:c\n",
         "table 2x2[cell 0,0^(a) cell 0,1^(b) cell 1,0(c) cell 1,1(d)]",
         "docx.table.vmerge-without-start", 1},
    };
    ALL(examples);
}

static void spans_that_cannot_be_are_cut(void **state) {
    (void)state;
    static const char code[] = "docx.table.span";
    static const example examples[] = {
        {" a:0|b\n c|d\n", "table 2x2[cell 0,0(a) cell 0,1(b) cell 1,0(c) cell 1,1(d)]", code, 1},
        {" a:-5|b\n", "table 1x2[cell 0,0(a) cell 0,1(b)]", code, 1},
        {"<-1 a\n", "table 1x1[cell 0,0(a)]", code, 1},
        {"<9999999999 a\n", "table 1x1[cell 0,0(a)]", code, 1},
        {" a:2147483647\n", "table 1x1[cell 0,0(a)]", code, 1},
        {" a|b:9223372036854775807|c:9223372036854775807\n",
         "table 1x3[cell 0,0(a) cell 0,1(b) cell 0,2(c)]", code, 2},
    };
    ALL(examples);
}

static void rows_and_cells_may_be_missing(void **state) {
    (void)state;
    static const example examples[] = {
        {"", "", NULL, 0},
        {"\n\n", "", NULL, 0},
        {" a\n\n b\n", "table 2x1[cell 0,0(a) cell 1,0(b)]", NULL, 0},
        {" a:r|c\nx 1:c|2\n :c|d\n b|e\n",
         "table 3x2[cell 0,0+2x1(a) cell 0,1(c) cell 1,1(d) cell 2,0(b) cell 2,1(e)]", NULL, 0},
        {" a|1:x|b\n c|d\n", "table 2x2[cell 0,0(a) cell 0,1(b) cell 1,0(c) cell 1,1(d)]", NULL, 0},
        {"x a\nx b\n", "", NULL, 0},
    };
    ALL(examples);
}

static void header_rows_lead(void **state) {
    (void)state;
    static const example examples[] = {
        {"h a|b\nh c|d\n e|f\n",
         "table 3x2[cell 0,0^(a) cell 0,1^(b) cell 1,0^(c) cell 1,1^(d) cell 2,0(e) cell 2,1(f)]",
         NULL, 0},
        {" a\nh b\n", "table 2x1[cell 0,0(a) cell 1,0(b)]", NULL, 0},  /* not the first */
        {"h a\nh b\n", "table 2x1[cell 0,0(a) cell 1,0(b)]", NULL, 0}, /* all of them */
        {" a|b\n c|1\n", /* none: the host derives them */
         "table 2x2[cell 0,0^(a) cell 0,1^(b) cell 1,0<(c) cell 1,1(1)]", NULL, 0},
    };
    ALL(examples);
}

/* Four columns 900 wide, and a full row after the one in question. */
static void short_rows_follow_their_widths(void **state) {
    (void)state;
    static const struct {
        const char *row, *outline;
        unsigned said;
    } examples[] = {
        {" a:w3600", "cell 0,0+1x4(a)", 1},
        {" a:w1790|b:w1810", "cell 0,0+1x2(a) cell 0,2+1x2(b)", 1},
        {"<1 a:w1800|b:w900", "cell 0,0~ cell 0,1+1x2(a) cell 0,3(b)", 1},
        {" a:2w2700|b:w900", "cell 0,0+1x3(a) cell 0,3(b)", 1},
        {">1 a:w1800|b:w1800", "cell 0,0(a) cell 0,1(b) cell 0,2~ cell 0,3~", 0},
        {" a:w1800|b", "cell 0,0(a) cell 0,1(b) cell 0,2~ cell 0,3~", 0},
        {" a:w1300|b:w2300", "cell 0,0(a) cell 0,1(b) cell 0,2~ cell 0,3~", 0}, /* no line there */
        {" a:w1800|b:w900", "cell 0,0(a) cell 0,1(b) cell 0,2~ cell 0,3~", 0},  /* ends early */
        {" a:2w900|b:w2700", "cell 0,0+1x2(a) cell 0,2(b) cell 0,3~", 0}, /* gridSpan says more */
        {" a:w9223372036854775807", "cell 0,0(a) cell 0,1~ cell 0,2~ cell 0,3~", 0},
        {" a:w1800|b:w900|c:w450|d:w450", "cell 0,0(a) cell 0,1(b) cell 0,2(c) cell 0,3(d)", 0},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        char expected[256];
        stage s;
        begin(&s);
        open_table(&s);
        for (int column = 0; column < 4; column++)
            docx_table_grid_column(s.tape, 900);
        put_row(&s, examples[i].row);
        put_row(&s, " k|l|m|n");
        docx_table_close(s.tape);
        snprintf(expected, sizeof expected,
                 "table 2x4[%s cell 1,0(k) cell 1,1(l) cell 1,2(m) cell 1,3(n)]",
                 examples[i].outline);
        assert_outline(&s.job, expected);
        assert_int_equal(s.job.view.diagnostics.count, examples[i].said);
        assert_int_equal(tray_said(&s.job, "docx.table.span-by-width"), examples[i].said);
        end(&s);
    }
}

/* Lines a hair apart are one: the third column is a twentieth of a point wide. */
static void slivers_are_no_columns(void **state) {
    (void)state;
    static const struct {
        int64_t widths[4];
        const char *lines, *outline;
    } examples[] = {
        {{900, 900, 1, 900},
         " a:2|b:2\n c|d:2|e\n",
         "table 2x3[cell 0,0+1x2(a) cell 0,2(b) cell 1,0(c) cell 1,1(d) cell 1,2(e)]"},
        {{900, 900, 1, 900}, /* a merge over both */
         " a|b:2r|c\n d|:c|e:2\n",
         "table 2x3[cell 0,0(a) cell 0,1+2x1(b) cell 0,2(c) cell 1,0(d) cell 1,2(e)]"},
        {{900, 900, 1, 900}, /* a cell that is nothing else */
         " a:2|b:2\n c|d|k|e\n",
         "table 2x4[cell 0,0+1x2(a) cell 0,2+1x2(b) cell 1,0(c) cell 1,1(d) cell 1,2(k) "
         "cell 1,3(e)]"},
        {{5, 5, 1, 5}, /* not a hair, beside such columns */
         " a:2|b:2\n c|d:2|e\n",
         "table 2x4[cell 0,0+1x2(a) cell 0,2+1x2(b) cell 1,0(c) cell 1,1+1x2(d) cell 1,3(e)]"},
        {{900, 900, 25, 900},
         " a:2|b:2\n c|d:2|e\n",
         "table 2x4[cell 0,0+1x2(a) cell 0,2+1x2(b) cell 1,0(c) cell 1,1+1x2(d) cell 1,3(e)]"},
        {{INT64_MAX, INT64_MIN, 1, 0},
         " a:2|b:2\n c|d:2|e\n",
         "table 2x4[cell 0,0+1x2(a) cell 0,2+1x2(b) cell 1,0(c) cell 1,1+1x2(d) cell 1,3(e)]"},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        stage s;
        begin(&s);
        open_table(&s);
        for (int column = 0; column < 4; column++)
            docx_table_grid_column(s.tape, examples[i].widths[column]);
        for (const char *at = examples[i].lines; *at;)
            at = put_row(&s, at);
        docx_table_close(s.tape);
        assert_outline(&s.job, examples[i].outline);
        end(&s);
    }
}

/* Nothing vanishes unsaid: what a merged cell hides is dropped on record, and said. */
static void hidden_text_is_told(void **state) {
    (void)state;
    stage s;
    begin(&s);
    put_table(&s, " a:r|b\n 1 2\xEF\xBC\x93x:c|c\nx 45\n d|6:x\n");
    assert_outline(&s.job, "table 3x2[cell 0,0+2x1(a) cell 0,1(b) cell 1,1(c) cell 2,0(d) "
                           "cell 2,1~]");
    assert_int_equal(tray_said(&s.job, "docx.table.hidden-text"), 1);
    const sheaf_diagnostic *said = SHEAF_AT(s.job.view.diagnostics, sheaf_diagnostic, 0);
    assert_non_null(strstr(said->message.ptr, "row 2, column 1"));
    assert_int_equal(said->origin.kind, SHEAF_AT_PART);
    static const struct { uint64_t characters, digits; } drops[] = {{2, 2}, {1, 1}, {4, 3}};
    assert_int_equal(s.job.view.dropped.count, 3);
    for (uint32_t i = 0; i < 3; i++) {
        const sheaf_dropped *dropped = SHEAF_AT(s.job.view.dropped, sheaf_dropped, i);
        assert_int_equal(dropped->characters, drops[i].characters);
        assert_int_equal(dropped->digits, drops[i].digits);
    }
    end(&s);
}

/* ------------------------------------------------------------------------------------ texts of cells -- */

static uint32_t marked(stage *s, uint32_t node, uint32_t kind, uint32_t start, uint32_t length) {
    docx_tape_mark(s->tape, &(sheaf_run){node, kind, start, length, SHEAF_STR("t")});
    return node;
}

static void assert_run(const stage *s, uint32_t i, uint32_t kind, uint32_t start,
                       const char *text) {
    assert_true(i < s->job.view.runs.count);
    const sheaf_run *run = SHEAF_AT(s->job.view.runs, sheaf_run, i);
    assert_int_equal(run->kind, kind);
    assert_int_equal(run->start, start);
    sheaf_str whole = SHEAF_AT(s->job.view.nodes, sheaf_node, run->node)->text;
    assert_true(
        sf_str_equal(sf_str_slice(whole, run->start, run->start + run->length), sf_str_of(text)));
}

static void paragraphs_become_lines(void **state) {
    (void)state;
    stage s;
    begin(&s);
    open_table(&s);
    open_cell(&s);
    marked(&s, add(&s, " \t"), SHEAF_RUN_STRUCK, 0, 2); /* blank: its run must not reach the next */
    marked(&s, add(&s, "\xE3\x80\x80 first"), SHEAF_RUN_STRONG, 3, 2);
    marked(&s, add(&s, ""), SHEAF_RUN_BOOKMARK, 0, 0);
    const sheaf_block block = tray_block(SHEAF_PARAGRAPH, "");
    uint32_t node = docx_tape_open(s.tape, &block);
    docx_tape_append(s.tape, SHEAF_STR(" sec"), NULL);
    docx_tape_append(s.tape, SHEAF_STR("ond "), NULL);
    marked(&s, node, SHEAF_RUN_EMPHASIS, 1, 6);
    marked(&s, node, SHEAF_RUN_CODE, 7, 1); /* of the blank that is trimmed */
    docx_tape_close(s.tape);
    add(&s, " ");
    docx_table_cell_close(s.tape);
    docx_table_close(s.tape);
    assert_outline(&s.job, "table 1x1[cell 0,0(first\n second)]");
    assert_int_equal(s.job.view.runs.count, 3);
    assert_run(&s, 0, SHEAF_RUN_STRONG, 0, "f");
    assert_run(&s, 1, SHEAF_RUN_BOOKMARK, 6, "");
    assert_run(&s, 2, SHEAF_RUN_EMPHASIS, 7, "second");
    end(&s);
}

/* Fields of forms hold en spaces; the last byte of an a with a grave accent is that of a no-break space. */
static void white_space_of_any_kind_is_trimmed(void **state) {
    (void)state;
    stage s;
    begin(&s);
    open_table(&s);
    open_cell(&s);
    add(&s, "\xE2\x80\x82\xE2\x80\x82");
    docx_table_cell_close(s.tape);
    open_cell(&s);
    add(&s, "\xE2\x80\x82 \xC3\xA0\xE2\x80\x83\xC2\x85");
    docx_table_cell_close(s.tape);
    docx_table_close(s.tape);
    assert_outline(&s.job, "table 1x2[cell 0,0 cell 0,1(\xC3\xA0)]");
    end(&s);
}

static void other_blocks_stay_blocks(void **state) {
    (void)state;
    stage s;
    begin(&s);
    open_table(&s);
    open_cell(&s);
    add(&s, "text");
    put_table(&s, " in|x\n\n");
    put_table(&s, "\n"); /* leaves nothing */
    docx_table_cell_close(s.tape);
    open_cell(&s);
    docx_table_cell_close(s.tape);
    open_cell(&s);
    put_table(&s, "\n");
    docx_table_cell_close(s.tape);
    docx_table_close(s.tape);
    assert_outline(&s.job, "table 1x3[cell 0,0[paragraph(text) table 1x2[cell 0,0(in) "
                           "cell 0,1(x)]] cell 0,1 cell 0,2]");
    end(&s);
}

/* In a header, all blocks are furniture, and a table's cells have their text all the same. */
static void furniture_folds_in_furniture(void **state) {
    (void)state;
    stage s;
    begin(&s);
    open_table(&s);
    for (uint32_t i = 0; i < 2; i++) {
        sheaf_block block = tray_block(SHEAF_CELL, "");
        block.flags = i * SHEAF_FURNITURE;
        docx_table_cell_open(s.tape, &block);
        block = tray_block(SHEAF_PARAGRAPH, "page");
        block.flags = SHEAF_FURNITURE;
        docx_tape_add(s.tape, &block);
        docx_table_cell_close(s.tape);
    }
    docx_table_close(s.tape);
    assert_outline(&s.job, "table 1x2[cell 0,0[paragraph(page)] cell 0,1(page)]");
    end(&s);
}

/* A walk over broken XML may say things in any order. */
static void order_may_be_broken(void **state) {
    (void)state;
    stage s;
    begin(&s);
    docx_table_cell_close(s.tape);
    docx_table_row_close(s.tape);
    docx_table_row_open(s.tape);
    open_cell(&s);
    docx_table_close(s.tape);
    docx_table_cell(s.tape)->grid_span = 3;
    docx_table_row(s.tape)->header = 1;
    assert_int_equal(docx_table_inside(s.tape), DOCX_IN_BODY);
    open_table(&s);
    assert_int_equal(docx_table_inside(s.tape), DOCX_IN_TABLE);
    docx_table_cell(s.tape)->grid_span = 3;
    open_cell(&s); /* without a row */
    assert_int_equal(docx_table_inside(s.tape), DOCX_IN_CELL);
    open_cell(&s); /* in a cell */
    docx_table_row_open(s.tape);
    add(&s, "a");
    docx_table_cell_close(s.tape);
    docx_table_row_close(s.tape);
    docx_table_cell_close(s.tape);
    assert_int_equal(docx_table_inside(s.tape), DOCX_IN_ROW);
    docx_table_caption(s.tape, SHEAF_STR("caption"));
    docx_table_row_open(s.tape); /* the one before is open */
    open_cell(&s);
    open_cell(&s);
    add(&s, "b");
    docx_table_close(s.tape); /* with all of them open */
    add(&s, "after");
    assert_outline(&s.job, "table 2x1(caption)[cell 0,0(a) cell 1,0(b)] paragraph(after)");
    end(&s);
}

/* -------------------------------------------------------------------------------------------- limits -- */

static void many_columns_are_usual(void **state) {
    (void)state;
    stage s;
    begin(&s);
    open_table(&s);
    docx_table_row_open(s.tape);
    open_cell(&s);
    *docx_table_cell(s.tape) = (docx_cell){.spanned = 1, .grid_span = 10000};
    docx_table_cell_close(s.tape);
    docx_table_row_open(s.tape);
    for (int i = 0; i < 10000; i++) {
        open_cell(&s);
        docx_table_cell_close(s.tape);
    }
    docx_table_close(s.tape);
    assert_int_equal(tray_end(&s.job), SHEAF_OK);
    assert_int_equal(SHEAF_AT(s.job.view.tables, sheaf_table, 0)->columns, 10000);
    assert_int_equal(SHEAF_AT(s.job.view.cells, sheaf_cell, 0)->column_span, 10000);
    assert_int_equal(s.job.view.diagnostics.count, 0);
    end(&s);
}

static void slots_are_limited(void **state) {
    (void)state;
    stage s;
    begin(&s);
    s.job.limits.cells = 1000;
    open_table(&s);
    for (int row = 0; row < 20; row++) {
        docx_table_row_open(s.tape);
        for (int i = 0; i < (row == 7 ? 51 : 1); i++) {
            open_cell(&s);
            docx_table_cell_close(s.tape);
        }
    }
    docx_table_close(s.tape);
    add(&s, "after");
    assert_int_equal(tray_end(&s.job), SHEAF_LIMIT);
    assert_string_equal(s.job.error.code, "limit.cells");
    end(&s);
}

static void depth_is_limited(void **state) {
    (void)state;
    stage s;
    begin(&s);
    for (int i = 0; i < 10000; i++) {
        open_table(&s);
        open_cell(&s);
    }
    for (int i = 0; i < 10000; i++)
        docx_table_close(s.tape);
    assert_int_equal(tray_end(&s.job), SHEAF_LIMIT);
    assert_string_equal(s.job.error.code, "limit.depth");
    end(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(columns_follow_spans),
        CASE(merges_go_down),
        CASE(misfitting_merges_stay_apart),
        CASE(merges_across_join),
        CASE(idle_lines_are_squeezed),
        CASE(spans_that_cannot_be_are_cut),
        CASE(rows_and_cells_may_be_missing),
        CASE(header_rows_lead),
        CASE(short_rows_follow_their_widths),
        CASE(slivers_are_no_columns),
        CASE(hidden_text_is_told),
        CASE(paragraphs_become_lines),
        CASE(white_space_of_any_kind_is_trimmed),
        CASE(other_blocks_stay_blocks),
        CASE(furniture_folds_in_furniture),
        CASE(order_may_be_broken),
        CASE(many_columns_are_usual),
        CASE(slots_are_limited),
        CASE(depth_is_limited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
