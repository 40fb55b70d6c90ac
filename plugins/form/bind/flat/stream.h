/* What the files that read a stream share: its words, and labels of the form among them. */
#ifndef BIND_STREAM_H
#define BIND_STREAM_H

#include "bind/flat/flat.h"

/* What stands between white space. */
typedef struct stream_word {
    uint32_t node;
    uint32_t kind; /* BIND_NUMBER, BIND_MARK or BIND_WORDS */
    uint32_t is_lone, is_paged;
    uint32_t labels,
        next; /* with how few labels the run can be covered from here on, and where the second begins */
    sheaf_str text;
    sheaf_str marked; /* as in bind_cell */
    bind_number number;
} stream_word;

typedef struct stream_reader {
    const form_context *context;
    const form_definition *definition;
    const bind_index *index;
    sheaf_str table;   /* key */
    size_t longest;    /* bytes of its labels */
    form_list words;   /* stream_word */
    uint32_t is_paged; /* 1: a page ended since the last word */
    uint32_t tries;    /* labels that were looked for on both sides of values */
    bind_sheet *sheet;
} stream_reader;

static inline stream_word *stream_word_at(const stream_reader *r, uint32_t i) {
    return FORM_AT(r->words, stream_word, i);
}

enum { STREAM_WORDS = 6000 }; /* a table of the form has a few hundred; what is longer is none */

/* ---- bind/flat/stream_words.c ---- */

/* Lists the words of the section; a table that is none of the form's is one word that no label has. 0: latched. */
int stream_read_words(stream_reader *r, const form_place *place);

/* ---- bind/flat/stream.c ---- */

/* With how few labels the words of a run can be covered from each of them on. 0: latched. */
int stream_cover(const stream_reader *r, uint32_t first, uint32_t end);

/* 1: a row of the table is called so. */
int stream_is_row(const stream_reader *r, sheaf_str text);

enum { STREAM_JOINED = 40 }; /* words of one label */

/* The texts of words [first, end), STREAM_JOINED at most, as one. ptr NULL: latched. */
sheaf_str stream_join(const stream_reader *r, uint32_t first, uint32_t end);

/* 1: the entry is one of the table's. */
int stream_is_ours(const stream_reader *r, const bind_entry *entry);

/* ---- bind/flat/stream_near.c ---- */

/* Words [first, values) of which the last ones are no label, but nearly that of a row, and those before them labels: *near is where
 * it begins, and the words are covered so; SHEAF_NONE: there is none. 0: latched. */
int stream_find_near(stream_reader *r, uint32_t first, uint32_t values, uint32_t *near);

/* ---- bind/flat/stream_own.c ---- */

/* Takes columns of the report's own out of the words of a table with so many columns, with their heads. 0: latched. */
int stream_leave_own(stream_reader *r, uint32_t width);

/* ---- bind/flat/stream_split.c ---- */

/* Words [first, values) with the values up to `end` behind them, and more words behind: moves the end of a label from behind
 * the values before them; how many words that were is in *moved. 0: latched. */
int stream_close_label(stream_reader *r, uint32_t first, uint32_t values, uint32_t end,
                       uint32_t *moved);

#endif
