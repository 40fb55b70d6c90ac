/* The books: one entry a unit that the reader accounted for. A node whose text stands on several units binds their entries
 * (union by the smaller index, so the leader is the first unit), since nobody knows how much of it stands on which. */
#include "audit.h"

#include <stdlib.h>

static int by_unit(const void *a, const void *b) {
    uint32_t x = ((const audit_entry *)a)->unit;
    uint32_t y = ((const audit_entry *)b)->unit;
    return (x > y) - (x < y);
}

/* Accounts of one unit add up. */
static void unite_equal(audit_books *books) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < books->count; i++) {
        audit_entry *into = &books->entries[kept ? kept - 1 : 0];
        if (kept && into->unit == books->entries[i].unit) {
            into->source.characters += books->entries[i].source.characters;
            into->source.digits += books->entries[i].source.digits;
        } else {
            books->entries[kept++] = books->entries[i];
        }
    }
    books->count = kept;
    for (uint32_t i = 0; i < kept; i++)
        books->entries[i].into = i;
}

int audit_open(audit_books *books) {
    const sheaf_array *accounts = &books->document->accounts;
    if (accounts->count == 0)
        return 0;
    books->entries = books->host->scratch(books->job, accounts->count * sizeof *books->entries);
    if (!books->entries)
        return 0;
    for (uint32_t i = 0; i < accounts->count; i++) {
        const sheaf_account *account = SHEAF_AT(*accounts, sheaf_account, i);
        books->entries[i] = (audit_entry){.unit = account->unit,
                                          .node = SHEAF_NONE,
                                          .source = {account->characters, account->digits}};
        books->is_whole |= account->unit == 0;
    }
    books->count = accounts->count;
    qsort(books->entries, books->count, sizeof *books->entries, by_unit);
    unite_equal(books);
    return 1;
}

uint32_t audit_leader(audit_books *books, uint32_t entry) {
    while (books->entries[entry].into != entry) {
        uint32_t into = books->entries[entry].into;
        books->entries[entry].into = books->entries[into].into;
        entry = into;
    }
    return entry;
}

/* The entry of a unit. What no account speaks of goes to the file's entry, or to none. */
static uint32_t entry_of(const audit_books *books, uint32_t unit) {
    if (books->is_whole)
        return 0;
    uint32_t low = 0;
    uint32_t high = books->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (books->entries[middle].unit < unit)
            low = middle + 1;
        else
            high = middle;
    }
    return low < books->count && books->entries[low].unit == unit ? low : SHEAF_NONE;
}

static void bind(audit_books *books, uint32_t a, uint32_t b) {
    a = audit_leader(books, a);
    b = audit_leader(books, b);
    if (a < b)
        books->entries[b].into = a;
    else
        books->entries[a].into = b;
}

/* The entry where a node stands, with all its units bound; SHEAF_NONE: nowhere. */
static uint32_t place(audit_books *books, const sheaf_node *node) {
    uint32_t at = SHEAF_NONE;
    if (books->is_whole)
        return 0;
    for (uint32_t i = 0; i < node->origins; i++) {
        uint32_t unit = SHEAF_AT(books->document->origins, sheaf_origin, node->origin + i)->unit;
        uint32_t next = entry_of(books, unit);
        if (next != SHEAF_NONE && at != SHEAF_NONE)
            bind(books, at, next);
        at = next != SHEAF_NONE ? next : at;
    }
    return at;
}

static void enter(audit_books *books, uint32_t n, sheaf_str text) {
    const sheaf_node *node = SHEAF_AT(books->document->nodes, sheaf_node, n);
    uint32_t at = text.len ? place(books, node) : SHEAF_NONE;
    if (at == SHEAF_NONE)
        return;
    audit_entry *entry = &books->entries[at];
    entry->node = entry->node == SHEAF_NONE ? n : entry->node;
    audit_add(&entry->document, audit_count_text(text));
}

/* Ruby stands beside the text that it explains, in a run. */
static void enter_ruby(audit_books *books) {
    const sheaf_array *runs = &books->document->runs;
    for (uint32_t i = 0; i < runs->count; i++) {
        const sheaf_run *run = SHEAF_AT(*runs, sheaf_run, i);
        if (run->kind == SHEAF_RUN_RUBY)
            enter(books, run->node, run->target);
    }
}

sheaf_status audit_enter_document(audit_books *books) {
    const sheaf_document *document = books->document;
    sheaf_status status = SHEAF_OK;
    for (uint32_t n = 1; n < document->nodes.count && status == SHEAF_OK; n++) {
        if ((n & 255) == 0)
            status = books->host->tick(books->job, n, document->nodes.count);
        enter(books, n, SHEAF_AT(document->nodes, sheaf_node, n)->text);
    }
    enter_ruby(books);
    return status;
}

void audit_enter_dropped(audit_books *books) {
    const sheaf_array *dropped = &books->document->dropped;
    for (uint32_t i = 0; i < dropped->count; i++) {
        const sheaf_dropped *one = SHEAF_AT(*dropped, sheaf_dropped, i);
        uint32_t at = entry_of(books, one->origin.unit);
        if (at != SHEAF_NONE)
            audit_add(&books->entries[at].dropped, (audit_count){one->characters, one->digits});
    }
}
