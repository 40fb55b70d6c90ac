/* A host in miniature for the units of the text reader: it keeps what the reader builds as a flat list of
 * blocks, and can fail the n-th request for memory or the n-th tick. Text is kept whole, origins too. */
#ifndef RECORDER_H
#define RECORDER_H

#include <sheaf/plugin.h>

typedef struct recorded {
    sheaf_block block; /* text, number and origins lie in memory of the recorder */
    uint32_t parent;   /* index, SHEAF_NONE at the top */
} recorded;

typedef struct recorder {
    sheaf_str bytes;       /* the input */
    const char *encoding;  /* the option "encoding"; NULL: none */
    uint32_t fail_scratch; /* which request for scratch fails, from 1; 0: none */
    uint32_t fail_tick;

    sheaf_status status;
    char failure[512];
    char failure_code[64];
    char described[64]; /* encoding */
    recorded *blocks;
    uint32_t count;
    char diagnosed[4096]; /* codes, each with a space behind it */
    sheaf_diagnostic first_diagnostic;
    uint32_t diagnostics;
    uint32_t incomplete;
    sheaf_account account;
    uint64_t dropped_characters, dropped_digits;
    uint32_t drops;
    uint32_t scratch_calls, tick_calls;

    /* the recorder's own */
    uint32_t room, open;
    uint32_t stack[512];
    sheaf_input input;
    void *memory; /* list of what it allocated */
} recorder;

/* Reads `bytes`; fill in the first members before, the others are zeroed. */
sheaf_status recorder_run(recorder *r);
void recorder_done(recorder *r);

/* The host table, for units that drive one stage. */
const sheaf_host *recorder_host(void);
sheaf_job *recorder_job(recorder *r);

/* Blocks as lines of text, children indented: `heading 1 [一、] 一、总体情况`. Lent. */
const char *recorder_outline(recorder *r);

/* Whether each block's text is what the source has at its origins, white space apart; the source is UTF-8.
 * Returns the index of the first block that is not so, SHEAF_NONE if all are. */
uint32_t recorder_wrong_origin(const recorder *r);

/* Characters (no white space) of all block texts. */
uint64_t recorder_characters(const recorder *r);

/* ASCII digits of all block texts. */
uint64_t recorder_digits(const recorder *r);

#endif
