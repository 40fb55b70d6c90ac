/* JSON as RFC 8259 defines it, exactly: one scan checks the text and leaves a mark for each key and value, and
 * whoever reads walks the marks in any order; text and numbers stay where they stand. Nothing here knows of
 * reports, recurses or allocates, so that these files (json_cursor.*, json_text.c) may be compiled into two plugins. */
#ifndef JSON_CURSOR_H
#define JSON_CURSOR_H

#include <sheaf/plugin.h>

/* A key or value. Of a container, `span` counts the marks of it and all below it, itself included; of a text it is
 * the number of bytes between the quotes, of anything else that of its bytes. A member is two marks: key, value. */
typedef struct json_mark {
    uint32_t at; /* where it begins, a text at its quote */
    uint32_t span;
} json_mark;

#define JSON_NONE UINT32_MAX
#define JSON_ESCAPED (UINT32_C(1) << 31) /* in the span of a text: it holds escapes */

typedef enum json_kind {
    JSON_OBJECT,
    JSON_ARRAY,
    JSON_TEXT,
    JSON_NUMBER,
    JSON_TRUE,
    JSON_FALSE,
    JSON_NULL
} json_kind;

typedef enum json_step { JSON_MORE, JSON_READY, JSON_BROKEN } json_step;

typedef enum json_fault_kind {
    JSON_SOUND,
    JSON_SYNTAX, /* it is no JSON: found what stands at `at`, expected `expected` */
    JSON_ENDED,  /* it ends too soon */
    JSON_TWICE,  /* the key at `at` stands in its object before */
    JSON_DEEP,   /* more containers in one another than `depth_most` */
    JSON_LARGE   /* more than 2 GiB */
} json_fault_kind;

/* What a scan may expect next. */
typedef enum json_state {
    JSON_AT_VALUE,
    JSON_AT_FIRST_VALUE,
    JSON_AT_FIRST_KEY,
    JSON_AT_KEY,
    JSON_AT_COLON,
    JSON_BEHIND_VALUE,
    JSON_AT_END
} json_state;

/* A text and its marks. mark 0 is the whole value. */
typedef struct json_index {
    sheaf_str bytes;
    json_mark *marks;
    uint32_t count, room;
    uint32_t at;   /* of the next byte to look at */
    uint32_t open; /* the innermost open container; while open, its span names the one around it */
    uint32_t depth, depth_most;
    json_state state;
    struct {
        json_fault_kind kind;
        uint32_t at;
        const char *expected;
    } fault;
} json_index;

/* ---- json_cursor.c: making the marks, walking them ---- */

/* How many marks a text needs at most; memory beyond those that it turns out to have is never touched. */
size_t json_marks_needed(sheaf_str bytes);

/* Begins: a byte order mark in front is passed over. `marks` has json_marks_needed elements and outlives the index. */
void json_begin(json_index *index, sheaf_str bytes, json_mark *marks, uint32_t depth_most);

/* Goes on for about `marks` marks more. After JSON_READY the whole text is known to be sound. */
json_step json_scan(json_index *index, uint32_t marks);

json_kind json_kind_of(const json_index *index, uint32_t mark);
int json_is_name(const json_index *index, uint32_t key,
                 sheaf_str name);                            /* a name needs no escapes */
sheaf_str json_raw(const json_index *index, uint32_t value); /* as it stands */

static inline uint32_t json_after(const json_index *index, uint32_t value) {
    char first = index->bytes.ptr[index->marks[value].at];
    return first == '{' || first == '[' ? value + index->marks[value].span : value + 1;
}

/* ---- json_text.c: texts, numbers, places ---- */

/* What a text at `from` (behind its quote) is like: its end is where its closing quote stands. 0 where it is no
 * text: then *end is where it breaks and *expected what should stand there. */
int json_pass_text(sheaf_str bytes, uint32_t from, uint32_t *end, int *escaped,
                   const char **expected);

/* The same for a number; *end is behind it. */
int json_pass_number(sheaf_str bytes, uint32_t from, uint32_t *end, const char **expected);

/* The bytes between the quotes; *escaped says whether they hold escapes. */
sheaf_str json_inside(const json_index *index, uint32_t text, int *escaped);

/* Writes the text that `inside` stands for, in UTF-8, to `out`, which has room for inside.len bytes; its length. */
size_t json_unescape(sheaf_str inside, char *out);

/* Orders two texts by code points, escapes resolved. */
int json_compare(sheaf_str a, int a_escaped, sheaf_str b, int b_escaped);

/* A number as digits × 10^-scale, exactly: 1 where its digits fit 64 bits and its scale is at most 40. Zeros at the
 * end of a fraction are kept (912.50 is 91250, 2). */
int json_exact(sheaf_str number, int64_t *digits, uint32_t *scale);

/* Line and column of a byte, both from 1; columns count code points. */
void json_locate(sheaf_str bytes, size_t at, uint32_t *line, uint32_t *column);

#endif
