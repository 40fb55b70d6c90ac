// link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free
/* Arena, buffer, vec, checked arithmetic and the error latch, with every allocation failing in turn. */
#include "cm.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/math.h"
#include "base/text.h"
#include "base/vec.h"
#include "failing_malloc.h"

static void arena_gives_zeroed_aligned_memory_that_stays(void **state) {
    (void)state;
    sf_arena arena = {0};
    unsigned char *taken[300];
    for (size_t i = 0; i < 300; i++) {
        taken[i] = sf_arena_take(&arena, i * 37);
        assert_non_null(taken[i]);
        assert_int_equal((uintptr_t)taken[i] % 16, 0);
        for (size_t j = 0; j < i * 37; j++)
            assert_int_equal(taken[i][j], 0);
        memset(taken[i], (int)i & 0xFF, i * 37);
        sheaf_str copy;
        assert_true(sf_arena_copy(&arena, SHEAF_STR("odd"), &copy));
        assert_memory_equal(copy.ptr, "odd", 3);
    }
    for (size_t i = 1; i < 300; i++) {
        assert_int_equal(taken[i][0], i & 0xFF);
        assert_int_equal(taken[i][i * 37 - 1], i & 0xFF);
        assert_true(sf_arena_holds(&arena, taken[i]));
    }
    assert_false(sf_arena_holds(&arena, &arena));
    assert_null(sf_arena_take(&arena, SIZE_MAX));
    assert_null(sf_arena_take(&arena, SIZE_MAX - 40));
    assert_true(arena.total < 4 * 300 * 300 * 37 / 2);
    sf_arena_done(&arena);
    assert_int_equal(arena.total, 0);
}

static void buffer_keeps_its_ceiling(void **state) {
    (void)state;
    sf_buffer buffer = {.ceiling = 10};
    assert_int_equal(sf_buffer_view(&buffer).len, 0);
    assert_true(sf_buffer_add(&buffer, SHEAF_STR("12345")));
    assert_true(sf_buffer_addf(&buffer, "%d", 67890));
    assert_true(sf_buffer_add(&buffer, SHEAF_STR("")));
    assert_false(sf_buffer_add(&buffer, SHEAF_STR("x")));
    assert_true(buffer.failed);
    assert_false(sf_buffer_add(&buffer, SHEAF_STR("")));
    assert_null(sf_buffer_room(&buffer, 0));
    assert_int_equal(buffer.length, 10);
    assert_memory_equal(buffer.bytes, "1234567890", 10);
    sf_buffer_done(&buffer);
    assert_true(sf_buffer_addf(&buffer, "%s", "again"));
    sf_buffer_done(&buffer);
    sf_buffer open = {0};
    assert_true(sf_buffer_addf(&open, "%0700d", 7));
    assert_int_equal(open.length, 700);
    assert_null(sf_buffer_room(&open, SIZE_MAX));
    assert_int_equal(open.length, 700);
    sf_buffer_done(&open);
}

static void vec_refuses_what_32_bits_cannot_count(void **state) {
    (void)state;
    sf_vec vec = SF_VEC_OF(uint64_t);
    for (uint32_t i = 0; i < 1000; i++) {
        uint64_t *element = sf_vec_push(&vec, 1);
        assert_int_equal(*element, 0);
        *element = i;
    }
    assert_null(sf_vec_push(&vec, UINT32_MAX - 1000));
    assert_int_equal(vec.count, 1000);
    assert_int_equal(*SF_VEC_AT(&vec, uint64_t, 999), 999);
    sheaf_array view = sf_vec_view(&vec);
    assert_int_equal(view.stride, 8);
    assert_int_equal(*SHEAF_AT(view, uint64_t, 7), 7);
    sf_vec_done(&vec);
}

static void arithmetic_never_wraps(void **state) {
    (void)state;
    size_t out = 5;
    assert_false(sf_add(SIZE_MAX, 1, &out));
    assert_false(sf_mul(SIZE_MAX / 2, 3, &out));
    assert_int_equal(out, 5);
    assert_true(sf_add(SIZE_MAX - 1, 1, &out));
    assert_true(sf_mul(0, SIZE_MAX, &out) && out == 0);
}

static void the_first_failure_wins(void **state) {
    (void)state;
    sf_error error = {0};
    char path[] = "word/document.xml";
    sheaf_origin where = {SHEAF_AT_PART, 1, .at.path = {path, sizeof path - 1}};
    assert_int_equal(sf_fail(&error, SHEAF_OK, "x", SHEAF_STR("x"), NULL), SHEAF_OK);
    assert_int_equal(sf_fail(&error, SHEAF_IO, "io.read", SHEAF_STR("first"), &where), SHEAF_IO);
    path[0] = 'X';
    assert_int_equal(sf_failf(&error, SHEAF_LIMIT, "limit", "%d", 2), SHEAF_IO);
    assert_string_equal(error.code, "io.read");
    assert_string_equal(error.message, "first");
    assert_string_equal(error.where.at.path.ptr, "word/document.xml");
}

static void long_messages_are_cut_between_characters(void **state) {
    (void)state;
    char text[3001] = "";
    for (size_t i = 0; i < 1000; i++)
        memcpy(text + 3 * i, "中", 4);
    for (int shift = 0; shift < 3; shift++) {
        sf_error error = {0};
        assert_int_equal(sf_failf(&error, SHEAF_IO, "a", "%.*s%s", shift, "..", text), SHEAF_IO);
        sheaf_str message = sf_str_of(error.message);
        assert_true(message.len > 1018 && message.len < sizeof error.message);
        assert_int_equal(sf_utf8_valid(message), message.len);
    }
}

/* Names of files and sentences of plugins may be any bytes; what is latched is text, whole, in one line of C. */
static void messages_are_text(void **state) {
    (void)state;
    sf_error error = {0};
    sheaf_str odd = SHEAF_STR("a\xFF\0b\xE4\xB8");
    sheaf_origin where = {SHEAF_AT_PART, 1, .at.path = odd};
    sf_fail(&error, SHEAF_IO, "a", odd, &where);
    assert_string_equal(error.message, "a\uFFFD\uFFFDb\uFFFD\uFFFD");
    assert_string_equal(error.path, error.message);
    assert_int_equal(error.where.at.path.len, strlen(error.message));
}

static int everything(void) {
    sf_arena arena = {0};
    sf_buffer buffer = {0};
    sf_vec vec = SF_VEC_OF(int);
    sheaf_str copy;
    int through = sf_arena_copy(&arena, SHEAF_STR("text"), &copy) &&
                  sf_arena_take(&arena, 100000) && sf_arena_take(&arena, 3000) &&
                  sf_arena_take(&arena, 2000) && sf_vec_push(&vec, 3) && sf_vec_push(&vec, 30) &&
                  sf_buffer_addf(&buffer, "%0900d", 1) && sf_buffer_addf(&buffer, "%0900d", 1);
    sf_arena_done(&arena);
    sf_buffer_done(&buffer);
    sf_vec_done(&vec);
    return through;
}

static void every_allocation_may_fail(void **state) {
    (void)state;
    assert_true(failing_sweep(everything) > 6);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_gives_zeroed_aligned_memory_that_stays),
        cmocka_unit_test(buffer_keeps_its_ceiling),
        cmocka_unit_test(vec_refuses_what_32_bits_cannot_count),
        cmocka_unit_test(arithmetic_never_wraps),
        cmocka_unit_test(the_first_failure_wins),
        cmocka_unit_test(long_messages_are_cut_between_characters),
        cmocka_unit_test(messages_are_text),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
