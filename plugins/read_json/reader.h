/* What the files of read_json share: the index of the text, and members of objects as a table of slots. Values are taken
 * from slots by functions that want a type; the first that is of another type is refused with its place, and then
 * every call of the host does nothing, so nobody needs to look before the next tick. */
#ifndef JSON_READER_H
#define JSON_READER_H

#include "json_cursor.h"

#include <string.h>

/* What ids of the file became: blocks nodes, repairs repairs. Sorted by id. */
typedef struct json_pair {
    uint32_t id, now;
} json_pair;

typedef struct json_ids {
    json_pair *pairs;
    uint32_t count, room;
} json_ids;

/* While diagnostics are read no new one may come between them: what is kept for them names them by their place. */
typedef enum json_hush { JSON_LOUD, JSON_QUIET, JSON_HUSHED } json_hush;

/* An origin, to be compared with that of a fact: many facts may name one block whose origin is long. Pieces that are
 * nowhere say nothing, so the hash passes over them. */
typedef struct json_trace {
    uint32_t hash;
    uint32_t count; /* of pieces */
} json_trace;

typedef struct json_reader {
    const sheaf_host *host;
    sheaf_job *job;
    json_index index;
    json_ids nodes, repairs;
    json_trace *origins; /* of each node */
    uint32_t origin_count, origin_room;
    sheaf_origin *pieces; /* of the origin that was taken last */
    uint32_t piece_room;
    int places_hold_more; /* one of them has members that are none of ours */
    uint32_t *points;     /* see runs.c */
    uint32_t point_room;
    uint32_t blocks; /* the array of all blocks */
    json_ids ahead;  /* what nodes will be: see number.c */
    int is_numbered, knows_numbers, keeps_numbers;
    uint32_t metas; /* how many were stated */
    json_hush hush;
} json_reader;

/* The most members that an object of a report has. */
#define JSON_NAMES 29u

/* The members that an object may have. Names stand in the order in which Sheaf writes them. */
typedef struct json_names {
    const sheaf_str *names;
    uint32_t count;
} json_names;

typedef struct json_object {
    uint32_t slots
        [JSON_NAMES]; /* the value of each name; 0: it is absent, as mark 0 is the whole file */
    sheaf_str rest;   /* the members that have no name here, as they stand */
} json_object;

/* ---- memory.c ---- */

/* Room for `need` elements: *base and *room are replaced by larger ones, `count` elements copied. 0: no memory. */
int json_grow(json_reader *reader, void **base, uint32_t *room, uint32_t count, uint32_t need,
              size_t element);

/* ---- tell.c: what is wrong with the file ---- */

sheaf_status json_refuse(json_reader *reader, uint32_t at, const char *code, const char *sentence);
sheaf_status json_refuse_fault(json_reader *reader);
/* The value is of another type than the report needs. */
void json_refuse_type(json_reader *reader, uint32_t value, const char *expected);
/* A warning: a sentence, the value that it is about and its place. */
void json_warn(json_reader *reader, uint32_t value, const char *code, const char *sentence);
/* The same about an id. */
void json_warn_id(json_reader *reader, const char *code, const char *sentence, uint32_t id);

/* ---- members.c ---- */

/* Takes an object apart. Bit i of `allowed` lets name i be one; otherwise it belongs to the rest. 0: no object. */
int json_take(json_reader *reader, uint32_t value, const json_names *names, uint32_t allowed,
              json_object *out);
#define JSON_ALL UINT32_MAX

/* Keeps what an object held besides. */
void json_keep(json_reader *reader, const json_object *object, uint32_t owner, uint32_t index);
/* The same for an object inside another. */
void json_keep_in(json_reader *reader, const json_object *object, sheaf_object where);

/* The first element of an array (0 where the value is absent), and the end of them in *end; they are joined by json_after. */
uint32_t json_elements(json_reader *reader, uint32_t array, uint32_t *end);

/* Values; of an absent one (0) the empty one. */
sheaf_str json_text(json_reader *reader, uint32_t value);
uint64_t json_count(json_reader *reader, uint32_t value, uint64_t most);
uint32_t json_small(json_reader *reader, uint32_t value); /* a count that fits uint32_t */
uint32_t json_ratio(json_reader *reader, uint32_t value); /* ten-thousandths */
int json_is_true(json_reader *reader, uint32_t value);
/* The place of a word in a list; `count` for an unknown one, of which `sentence` is said. Absent: the first. */
uint32_t json_word(json_reader *reader, uint32_t value, const sheaf_str *words, uint32_t count,
                   const char *sentence);
uint32_t json_severity(json_reader *reader, uint32_t value);
/* A list of texts. */
const sheaf_str *json_texts(json_reader *reader, uint32_t array, uint32_t *count);

/* ---- ids.c ---- */

void json_ids_add(json_reader *reader, json_ids *ids, uint32_t value, uint32_t now);
/* Sorts them; to be called before they are looked up. Says which ids stand twice: the first counts. */
void json_ids_settle(json_reader *reader, json_ids *ids);
int json_ids_find(const json_ids *ids, uint32_t id, uint32_t *now);
/* The node that a member names; SHEAF_NONE where it is absent, or dangles, which is said. */
uint32_t json_node(json_reader *reader, uint32_t value);
/* The nodes or repairs of an array of ids, those that dangle left out. */
const uint32_t *json_id_list(json_reader *reader, const json_ids *ids, uint32_t array,
                             uint32_t *count);

/* ---- place.c ---- */

sheaf_origin json_place(json_reader *reader, uint32_t value);
/* The pieces of an origin with `more`, in reader->pieces; how many. */
uint32_t json_pieces(json_reader *reader, uint32_t value);
/* What such places hold besides, once their owner is there; pieces: those of the origin that was taken last. */
void json_keep_place(json_reader *reader, uint32_t value, sheaf_object where);
void json_keep_pieces(json_reader *reader, uint32_t value, sheaf_object where);
/* The trace of the first `count` of them. */
json_trace json_trace_pieces(const json_reader *reader, uint32_t count);

/* ---- base64.c ---- */

/* The bytes that a text stands for in base64 (RFC 4648, section 4); of an absent one none. */
sheaf_str json_bytes(json_reader *reader, uint32_t value);

/* ---- number.c ---- */

/* Where a note leads, as the new number of its footnote. */
sheaf_str json_note_target(json_reader *reader, uint32_t value);
/* After all blocks: says where that turned out wrong. */
void json_check_numbers(json_reader *reader);

/* Takes the elements of an array, one record each, `i` from 0. */
typedef void json_record(json_reader *reader, uint32_t value, uint32_t i);
sheaf_status json_each(json_reader *reader, uint32_t array, json_record *record);

/* ---- runs.c, blocks.c, meta.c, conversion.c, records.c, form.c: one member each ---- */

void json_runs(json_reader *reader, uint32_t array, uint32_t node, sheaf_str text);
sheaf_status json_blocks(json_reader *reader);
sheaf_status json_meta(json_reader *reader, uint32_t value);
sheaf_status json_source(json_reader *reader, uint32_t sheaf, uint32_t source, uint32_t conversion);
sheaf_status json_repairs(json_reader *reader, uint32_t value);
sheaf_status json_facts(json_reader *reader, uint32_t value);
sheaf_status json_checks(json_reader *reader, uint32_t value);
sheaf_status json_findings(json_reader *reader, uint32_t value);
sheaf_status json_form(json_reader *reader, uint32_t value);

#define JSON_COUNT(array) ((uint32_t)(sizeof(array) / sizeof *(array)))
#define JSON_WORD(literal)                                                                         \
    { literal, sizeof(literal) - 1 }

static inline sheaf_status json_tick(json_reader *reader, uint32_t mark) {
    return reader->host->tick(reader->job, mark, reader->index.count);
}

#endif
