/* The records of a job: what plugins say about the document, and what the source is. They outlive a
 * rebuild of the tree; only the node ids in them are mapped anew. Arrays grow inside the arena, so an
 * array that was lent stays readable after later additions. All text is copied. Every function that
 * adds returns 0 only where there is no memory (the caller latches). */
#ifndef SF_IR_RECORDS_H
#define SF_IR_RECORDS_H

#include "base/arena.h"
#include "ir/keep.h"

typedef struct sf_list {
    sheaf_array array; /* as lent */
    uint32_t capacity;
    uint32_t bounded; /* those before it lead nowhere else any more: sf_records_bound */
} sf_list;

/* Finds elements of a list by what they say, so that many of them cost no search. */
typedef struct sf_slot {
    uint32_t at; /* index + 1 of an element, 0 for none */
    uint32_t hash;
} sf_slot;

typedef struct sf_index {
    sf_slot *slots;
    uint32_t capacity;
} sf_index;

typedef struct sf_records {
    sf_arena arena;
    sf_lately lately; /* in the arena */
    sf_list parts, meta, forms, facts, repairs, checks, findings, accounts, dropped, diagnostics;
    sf_index part_names, meta_keys, said;
    uint64_t diagnostic_limit; /* 0: none. Earlier ones do not count: their input bounds them */
    uint64_t diagnostics_earlier;
    uint64_t diagnostics_left_out;
    int incomplete;
    sheaf_str name, format, media_type, encoding, sha256;
    uint64_t bytes;
} sf_records;

void sf_records_init(sf_records *records, uint64_t diagnostic_limit);
void sf_records_done(sf_records *records);

/* Each takes a struct of the plugin's size (larger or smaller than ours): known members are copied. */
int sf_records_meta(sf_records *records, sheaf_str key, sheaf_str value, uint32_t is_number);
int sf_records_repair(sf_records *records, const sheaf_repair *repair, sheaf_str by);
int sf_records_finding(sf_records *records, const sheaf_finding *finding);
int sf_records_check(sf_records *records, const sheaf_check *check);
int sf_records_fact(sf_records *records, const sheaf_fact *fact);
int sf_records_form(sf_records *records, const sheaf_form *form);
int sf_records_account(sf_records *records, const sheaf_account *account);
int sf_records_drop(sf_records *records, const sheaf_dropped *dropped);
int sf_records_diagnose(sf_records *records, const sheaf_diagnostic *diagnostic);
int sf_records_part(sf_records *records, sheaf_str name, uint32_t *index);
int sf_records_restore(sf_records *records, const sheaf_source *source);
int sf_records_describe(sf_records *records, sheaf_str format, sheaf_str media_type,
                        sheaf_str encoding);

/* Whether a finding counts: what could not be assessed and what somebody suppressed do not. */
static inline int sf_finding_counts(const sheaf_finding *finding) {
    return finding->outcome == SHEAF_FAIL && finding->suppressed.len == 0;
}

/* Says how many diagnostics were left out, if any were. Once, when the job ends. */
int sf_records_close(sf_records *records);

/* Maps every node id n of the records to map[n] (SHEAF_NONE stays, and is the answer for lost ones);
 * lists of nodes lose their lost ones. */
void sf_records_remap(sf_records *records, const uint32_t *map, uint32_t count);

/* Turns node ids that are not below `node_count`, and repairs of facts that do not exist, into none: a
 * plugin's word is checked before anybody else follows it. Returns how many there were. */
uint32_t sf_records_bound(sf_records *records, uint32_t node_count);

#endif
