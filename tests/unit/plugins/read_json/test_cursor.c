/* The cursor: every case of the suite, cut at every byte and scanned in pieces of every size; what the marks hold; the
 * memory that is promised; places of faults; keys that stand twice among many. */
#include "cm.h"

#include "json_cursor.h"
#include "suite.h"

#define DEEP 100u

/* Scans a copy of exactly its size, with exactly the marks that are said to be needed. */
typedef struct scanned {
    json_index index;
    char *bytes;
    json_mark *marks;
    json_step step;
} scanned;

static void scan(scanned *s, const char *text, size_t length, uint32_t some, uint32_t deep) {
    s->bytes = malloc(length + !length);
    memcpy(s->bytes, text, length);
    sheaf_str view = {s->bytes, length};
    s->marks = calloc(json_marks_needed(view), sizeof *s->marks);
    json_begin(&s->index, view, s->marks, deep);
    while ((s->step = json_scan(&s->index, some)) == JSON_MORE) {
    }
}

static void drop(scanned *s) {
    free(s->bytes);
    free(s->marks);
}

static json_step step_of(const char *text, size_t length, uint32_t some) {
    scanned s;
    scan(&s, text, length, some, DEEP);
    json_step step = s.step;
    drop(&s);
    return step;
}

static void sound_texts_are_taken(void **state) {
    (void)state;
    for (size_t i = 0; i < suite_sound_count; i++)
        for (uint32_t some = 1; some < 100; some += 7)
            if (step_of(suite_sound[i].text, suite_sound[i].length, some) != JSON_READY)
                fail_msg("refused: %s", suite_sound[i].text);
    assert_true(suite_sound_count + suite_broken_count >= 150);
}

static void broken_texts_are_refused(void **state) {
    (void)state;
    for (size_t i = 0; i < suite_broken_count; i++) {
        scanned s;
        scan(&s, suite_broken[i].text, suite_broken[i].length, 1, DEEP);
        if (s.step != JSON_BROKEN)
            fail_msg("taken: %s", suite_broken[i].text);
        assert_true(s.index.fault.kind == JSON_SYNTAX || s.index.fault.kind == JSON_ENDED ||
                    s.index.fault.kind == JSON_TWICE);
        assert_true(s.index.fault.at <= suite_broken[i].length);
        assert_true(strlen(s.index.fault.expected) > 3);
        if (s.index.fault.kind == JSON_SYNTAX)
            assert_true(s.index.fault.at < suite_broken[i].length);
        drop(&s);
    }
}

/* A container or text that is cut is no value; where it is cut is its end. */
static void cut_texts_end_too_soon(void **state) {
    (void)state;
    for (size_t i = 0; i < suite_sound_count; i++) {
        const suite_case *c = &suite_sound[i];
        int whole = strchr("[{\"", c->text[strspn(c->text, " \t\r\n\xEF\xBB\xBF")]) != NULL;
        size_t end = c->length;
        while (whole && strchr(" \t\r\n", c->text[end - 1]))
            end--;
        for (size_t cut = 0; whole && cut < end; cut++) {
            scanned s;
            scan(&s, c->text, cut, 5, DEEP);
            assert_int_equal(s.step, JSON_BROKEN);
            if (cut != 1 && cut != 2)
                assert_int_equal(s.index.fault.kind, JSON_ENDED);
            drop(&s);
        }
    }
}

/* ---- what the marks hold ---- */

/* Says a value again without white space, from the marks alone. */
static void repeat(const json_index *index, uint32_t mark, char *out) {
    json_kind kind = json_kind_of(index, mark);
    if (kind > JSON_ARRAY) {
        sheaf_str text = json_raw(index, mark);
        strncat(out, text.ptr, text.len);
        return;
    }
    uint32_t end = json_after(index, mark);
    strcat(out, kind == JSON_OBJECT ? "{" : "[");
    for (uint32_t at = mark + 1; at < end; at = json_after(index, at)) {
        if (at > mark + 1)
            strcat(out, ",");
        if (kind == JSON_OBJECT) {
            repeat(index, at++, out);
            strcat(out, ":");
        }
        repeat(index, at, out);
    }
    strcat(out, kind == JSON_OBJECT ? "}" : "]");
}

static void assert_repeats(const char *text, const char *expected) {
    char out[400] = "";
    scanned s;
    scan(&s, text, strlen(text), 3, DEEP);
    assert_int_equal(s.step, JSON_READY);
    repeat(&s.index, 0, out);
    assert_string_equal(out, expected);
    drop(&s);
}

static void marks_say_the_same(void **state) {
    (void)state;
    assert_repeats(
        " { \"a\" : [ 1 , [ ] , { } , \"]\" ] , \"b\\\"\" : { \"c\" : null } , \"d\" : -0.50e1 } ",
        "{\"a\":[1,[],{},\"]\"],\"b\\\"\":{\"c\":null},\"d\":-0.50e1}");
    assert_repeats("[[[]],[[],[[]]]]", "[[[]],[[],[[]]]]");
    assert_repeats("7", "7");
}

static void raw_is_what_stands_there(void **state) {
    (void)state;
    const char *text = "{\"x\": {\"a\": [1, \"}\\\"]\"] , \"b\":{} } , \"y\": [ ] }";
    scanned s;
    scan(&s, text, strlen(text), 100, DEEP);
    sheaf_str x = json_raw(&s.index, 2), y = json_raw(&s.index, json_after(&s.index, 2) + 1);
    assert_int_equal(x.len, strlen("{\"a\": [1, \"}\\\"]\"] , \"b\":{} }"));
    assert_memory_equal(x.ptr, "{\"a\": [1, \"}\\\"]\"] , \"b\":{} }", x.len);
    assert_int_equal(y.len, 3);
    assert_memory_equal(y.ptr, "[ ]", 3);
    assert_true(json_is_name(&s.index, 1, SHEAF_STR("x")));
    assert_false(json_is_name(&s.index, 1, SHEAF_STR("y")));
    assert_false(json_is_name(&s.index, 1, SHEAF_STR("")));
    drop(&s);
}

/* ---- faults ---- */

static void assert_fault(const char *text, json_fault_kind kind, uint32_t line, uint32_t column) {
    uint32_t found_line, found_column;
    scanned s;
    scan(&s, text, strlen(text), 100, DEEP);
    assert_int_equal(s.step, JSON_BROKEN);
    assert_int_equal(s.index.fault.kind, kind);
    json_locate(s.index.bytes, s.index.fault.at, &found_line, &found_column);
    assert_int_equal(found_line, line);
    assert_int_equal(found_column, column);
    assert_int_equal(json_scan(&s.index, 1), JSON_BROKEN);
    drop(&s);
}

static void faults_have_their_place(void **state) {
    (void)state;
    assert_fault("{\"a\": 1,\n \"b\": x}", JSON_SYNTAX, 2, 7);
    assert_fault("[\"一二三\", ?]", JSON_SYNTAX, 1, 9);
    assert_fault("[1,\n2,\n", JSON_ENDED, 3, 1);
    assert_fault("[\n\"a\tb\"]", JSON_SYNTAX, 2, 3);
    assert_fault("{\"a\": 1,\n\"a\": 2}", JSON_TWICE, 2, 1);
    assert_fault("[truE]", JSON_SYNTAX, 1, 5);
    assert_fault("[\"\\uD83D\\u0041\"]", JSON_SYNTAX, 1, 11);
    assert_fault("[1.x]", JSON_SYNTAX, 1, 4);
}

static void depth_is_bounded(void **state) {
    (void)state;
    char text[2001];
    scanned s;
    for (uint32_t deep = 1; deep <= 1000; deep += 333) {
        memset(text, '[', deep);
        memset(text + deep, ']', deep);
        scan(&s, text, 2 * (size_t)deep, 9, deep);
        assert_int_equal(s.step, JSON_READY);
        drop(&s);
        scan(&s, text, 2 * (size_t)deep, 9, deep - 1);
        assert_int_equal(s.step, JSON_BROKEN);
        assert_int_equal(s.index.fault.kind, JSON_DEEP);
        assert_int_equal(s.index.fault.at, deep - 1);
        drop(&s);
    }
}

static void large_texts_are_refused(void **state) {
    (void)state;
    json_index index;
    json_begin(&index, (sheaf_str){"", (size_t)1 << 31}, NULL, DEEP);
    assert_int_equal(json_scan(&index, 1), JSON_BROKEN);
    assert_int_equal(index.fault.kind, JSON_LARGE);
}

/* ---- keys ---- */

/* An object of `count` keys, number `twice` of them the same as the last (none where it is the last). */
static char *many_keys(uint32_t count, uint32_t twice, const char *lead) {
    char *text = malloc((size_t)count * 40 + 3), *at = text;
    *at++ = '{';
    for (uint32_t i = 0; i < count; i++) {
        uint32_t shown = i == count - 1 ? twice : i;
        at += sprintf(at, "%s\"%sk%u\":%u", i ? "," : "", lead, shown * 2654435761u, i);
    }
    strcpy(at, "}");
    return text;
}

static void keys_stand_once(void **state) {
    (void)state;
    static const uint32_t counts[] = {2, 15, 16, 17, 18, 100, 5000};
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++)
        for (uint32_t part = 0; part < 4; part++) {
            uint32_t count = counts[c], twice = (uint32_t)((uint64_t)(count - 1) * part / 3);
            char *text = many_keys(count, twice, part & 1 ? "\\u4e00" : "");
            scanned s;
            scan(&s, text, strlen(text), 1000, DEEP);
            assert_int_equal(s.step, twice == count - 1 ? JSON_READY : JSON_BROKEN);
            if (twice < count - 1) {
                assert_int_equal(s.index.fault.kind, JSON_TWICE);
                assert_ptr_equal(s.bytes + s.index.fault.at,
                                 s.bytes + (strrchr(text, ',') + 1 - text));
            }
            drop(&s);
            free(text);
        }
}

/* Counted by blocks: wherever signs stand in them, each is counted once. */
static void marks_are_counted_everywhere(void **state) {
    (void)state;
    for (size_t length = 0; length <= 300; length++) {
        char text[300];
        memset(text, 'x', sizeof text);
        assert_int_equal(json_marks_needed((sheaf_str){text, length}), 1);
        memset(text, ',', length);
        assert_int_equal(json_marks_needed((sheaf_str){text, length}), 1 + length);
        memset(text, ':', length);
        assert_int_equal(json_marks_needed((sheaf_str){text, length}), 1 + 2 * length);
        for (size_t at = 0; at < length; at++) {
            memset(text, 'x', length);
            text[at] = "[{,:"[at % 4];
            assert_int_equal(json_marks_needed((sheaf_str){text, length}), at % 4 == 3 ? 3 : 2);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound_texts_are_taken),    cmocka_unit_test(broken_texts_are_refused),
        cmocka_unit_test(cut_texts_end_too_soon),   cmocka_unit_test(marks_say_the_same),
        cmocka_unit_test(raw_is_what_stands_there), cmocka_unit_test(faults_have_their_place),
        cmocka_unit_test(depth_is_bounded),         cmocka_unit_test(large_texts_are_refused),
        cmocka_unit_test(keys_stand_once),          cmocka_unit_test(marks_are_counted_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
