/* The audit's own words. A unit is what a reader keeps books of (a page, or the whole file). Text that stands on several units
 * binds them: their books can only be compared as one. */
#ifndef AUDIT_H
#define AUDIT_H

#include <sheaf/plugin.h>

typedef struct audit_count {
    uint64_t characters; /* code points that are no white space */
    uint64_t digits;     /* among them: Unicode Nd */
} audit_count;

/* Units that are bound together, and both sides of their books. Before binding: one unit. */
typedef struct audit_entry {
    uint32_t unit;
    uint32_t into; /* the entry that it is bound to; itself where it leads */
    uint32_t node; /* the first node that stands there; SHEAF_NONE */
    audit_count source, document, dropped;
} audit_entry;

typedef struct audit_books {
    const sheaf_host *host;
    sheaf_job *job;
    const sheaf_document *document;
    audit_entry *entries; /* by unit */
    uint32_t count;
    uint32_t is_whole; /* 1: one account stands for the file, whatever the units of origins are */
} audit_books;

/* ---- count.c ---- */

audit_count audit_count_text(sheaf_str text);
void audit_add(audit_count *to, audit_count more);

/* ---- books.c: opens the books that the reader stated, and enters what the document holds ---- */

/* 0: latched, or the reader kept none (count is 0). */
int audit_open(audit_books *books);
sheaf_status audit_enter_document(audit_books *books);
void audit_enter_dropped(audit_books *books);
uint32_t audit_leader(audit_books *books, uint32_t entry);

/* ---- trail.c: where, in texts whose origins are bytes ---- */

enum { AUDIT_LINES = 5 };

/* Of characters that are lost or stand twice. */
typedef struct audit_places {
    uint64_t total, offset; /* offset: of the first */
    uint32_t lines[AUDIT_LINES], count, more;
} audit_places;

typedef struct audit_trail {
    uint32_t is_known;
    audit_places lost[2], twice[2]; /* [1]: digits; [0]: digits and letters */
} audit_trail;

int audit_follow(const audit_books *books, audit_trail *trail); /* 0: latched */
uint32_t audit_node_before(const audit_books *books, uint64_t offset);

/* ---- verdict.c ---- */

void audit_judge(audit_books *books, const audit_trail *trail);

#endif
