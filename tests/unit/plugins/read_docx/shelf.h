/* A package in memory for the units that read parts: parts go in as texts, what the reader says comes out as words.
 * The host behind it can fail the n-th request for memory. */
#ifndef SHELF_H
#define SHELF_H

#include "docx.h"

typedef struct shelf {
    docx_reader reader;
    uint32_t fail_scratch; /* which request fails, from 1; 0: none */
    uint32_t scratch_calls;
    sheaf_status status;
    char failure[64]; /* its code */
    char sentence[256];
    char said[2048]; /* codes of diagnostics, each with a space behind it */
    /* `key=value` or, for a number, `key:value`, each with a line feed behind it */
    char meta[4096];
    uint32_t metas;
    void *memory; /* the shelf's own: what scratch gave out, and the archive */
    sheaf_input input;
} shelf;

typedef struct shelf_part {
    const char *name;
    const char *xml; /* %W stands for the declaration of the namespace w */
} shelf_part;

/* Packs the parts and opens the package; `reader.main` is word/document.xml. Zero the shelf before and set
 * fail_scratch where wanted. */
sheaf_status shelf_open(shelf *shelf, const shelf_part *parts, size_t count);
void shelf_close(shelf *shelf);

/* Fails request 1, 2, 3, ... of what `scenario` asks for, until it needs no more; each must be refused as
 * SHEAF_MEMORY. Returns how many there were. */
uint32_t shelf_sweep(sheaf_status (*scenario)(shelf *shelf));

#endif
