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

/* ---- verdict.c ---- */

void audit_judge(audit_books *books);

#endif
