/* What the files of write_json share: an output that is written through lent room, and the parts of a
 * report that they print. A failed output swallows what is put into it; the next tick says so. Members
 * are printed with their leading comma, so an object's first member is part of its opening. */
#ifndef JSON_H
#define JSON_H

#include <sheaf/plugin.h>
#include <string.h>

/* The most that one json_room may ask for; what has no such bound is put in pieces. */
#define JSON_PIECE 1024u

/* A run, placed in the text as it is printed. */
typedef struct json_run {
    const sheaf_run *run;
    uint32_t number;   /* among those of its node */
    size_t start, end; /* bytes */
} json_run;

typedef struct json_out {
    const sheaf_host *host;
    sheaf_job *job;
    const sheaf_document *document;
    char *base; /* room lent by the host; base up to `at` is written and not committed yet */
    char *at;
    char *end;
    uint32_t depth;     /* of the array that is open, for indentation */
    uint32_t lines;     /* one element a line, else everything on one line */
    uint32_t run;       /* the first inline run of a node that was not printed yet */
    uint32_t embed;     /* figures bring their bytes */
    uint32_t has_inner; /* something is kept for an object inside another */
    uint32_t failed;
    uint32_t *points;  /* see runs.c */
    size_t point_room; /* elements of points */
    json_run *placed;
    size_t placed_room;
    char swallow[JSON_PIECE];
} json_out;

/* ---- emit.c: bytes, strings, numbers, separators ---- */

void json_flush(json_out *out);
void json_refill(json_out *out, size_t bytes);
void json_pass(json_out *out, sheaf_str bytes);  /* as they are */
void json_string(json_out *out, sheaf_str text); /* quoted and escaped */
void json_number(json_out *out, uint64_t value);
void json_decimal(json_out *out, sheaf_decimal value);
void json_hundredths(json_out *out, float value); /* rounded to 0.01 */
void json_ratio(json_out *out, uint32_t ten_thousandths);
void json_next(json_out *out, int first); /* before an element of the open array */

/* Room for `bytes` (up to JSON_PIECE) from out->at on. */
static inline void json_room(json_out *out, size_t bytes) {
    if ((size_t)(out->end - out->at) < bytes)
        json_refill(out, bytes);
}

/* Short constant text. */
static inline void json_put(json_out *out, sheaf_str text) {
    json_room(out, text.len);
    memcpy(out->at, text.ptr, text.len);
    out->at += text.len;
}

/* ---- written at `at`, in room that json_room made before; each returns where it ends ---- */

#define JSON_DIGITS 20u /* the most that a number has */

char *json_long_number(char *at, uint64_t value);

static inline char *json_copy(char *at, sheaf_str text) {
    memcpy(at, text.ptr, text.len);
    return at + text.len;
}

static inline char *json_digits(char *at, uint64_t value) {
    if (value >= 10)
        return json_long_number(at, value);
    *at = (char)('0' + value);
    return at + 1;
}

static inline char *json_member(char *at, sheaf_str lead, uint64_t value) {
    return json_digits(json_copy(at, lead), value);
}

/* ---- place.c ---- */

/* The object, `{}` for nowhere; `at` names it. */
void json_place(json_out *out, const sheaf_origin *origin, sheaf_object at);
/* `, "origin": ...` of a node, if it has any; `of` is the object that it is printed in. */
void json_origin(json_out *out, uint32_t node, sheaf_object of);
/* The same in the node's own object. */
void json_own_origin(json_out *out, uint32_t n, const sheaf_node *node);

/* ---- kept.c: what an earlier version of the same report holds and Sheaf does not know ---- */

/* The members kept for an object of that owner; empty where there are none. */
sheaf_str json_kept(const json_out *out, uint32_t owner, uint32_t index);

/* The end of an object: those members, if any, and its brace. */
void json_end(json_out *out, uint32_t owner, uint32_t index);

/* The same for an object inside; `is_empty`: no member stands before them. */
sheaf_str json_kept_in(const json_out *out, sheaf_object object);
void json_end_in(json_out *out, sheaf_object object, int is_empty);

/* The same for a node: most documents hold nothing that Sheaf does not know. */
static inline void json_end_node(json_out *out, uint32_t node) {
    if (out->document->opaque.count == 0)
        json_put(out, SHEAF_STR("}"));
    else
        json_end_in(out, (sheaf_object){.owner = SHEAF_OF_NODE, .node = node}, 0);
}

/* ---- figure.c ---- */

/* The members of a figure's own. */
void json_figure(json_out *out, const sheaf_figure *figure);

/* ---- runs.c ---- */

/* `, "runs": [...]` of a node whose text is printed without its first `cut` bytes, if it has any. */
void json_runs(json_out *out, uint32_t node, sheaf_str text, size_t cut);

/* ---- blocks.c, meta.c, records.c: one top-level member each ---- */

sheaf_str json_trim(sheaf_str text); /* without outer Unicode white space */
sheaf_status json_blocks(json_out *out);
sheaf_status json_meta(json_out *out);
sheaf_status json_diagnostics(json_out *out);
sheaf_status json_form(json_out *out);
sheaf_status json_facts(json_out *out);
sheaf_status json_repairs(json_out *out);
sheaf_status json_checks(json_out *out);
sheaf_status json_findings(json_out *out);

#endif
