/* What the stages of the text reader share. The stages run one after the other over one line model:
 * detect and decode (bytes to UTF-8, with a way back to the bytes), lines, furniture, and then one walk
 * in which the recognisers of shape.c each try to take the lines in front. */
#ifndef TEXT_H
#define TEXT_H

#include <sheaf/plugin.h>

/* ---- decoding: detect.c, decode.c ---- */

typedef enum text_encoding {
    TEXT_UTF8,
    TEXT_UTF16LE,
    TEXT_UTF16BE,
    TEXT_UTF32LE,
    TEXT_UTF32BE,
    TEXT_GB18030, /* GBK and GB 2312 are subsets */
    TEXT_BIG5,
    TEXT_OTHER /* single-byte, named by the user or by uchardet, through iconv */
} text_encoding;

/* Decoded text and the way back: every code point of `text` comes from a known number of source bytes,
 * which the encoding alone tells, so no table of offsets is kept. */
typedef struct text_decoded {
    sheaf_str text;   /* UTF-8; the input itself where that was valid UTF-8 */
    sheaf_str source; /* the input */
    text_encoding encoding;
    size_t bom;      /* bytes of the byte order mark, not part of text */
    int same;        /* text lies in the source: offsets differ by bom only */
    size_t seen_text, seen_source; /* where the last look-up ended: look-ups go forward */
} text_decoded;

/* The range of source bytes that text[offset, offset + length) was decoded from. */
void text_source_range(text_decoded *decoded, size_t offset, size_t length, uint64_t *source_offset,
                       uint64_t *source_length);

/* ---- the line model: lines.c ---- */

enum {
    TEXT_TAB = 1u << 0,         /* a tab somewhere */
    TEXT_LEADING_TAB = 1u << 1, /* starts with a tab */
    TEXT_INNER_TAB = 1u << 2,   /* a tab behind the first byte that is no leading tab */
    TEXT_PIPE = 1u << 3,        /* `|`, `｜` or a box-drawing bar */
    TEXT_GAP = 1u << 4,         /* two or more spaces (or a U+3000 run) between two texts */
    TEXT_SEPARATOR = 1u << 5,   /* `,` or `;` */
    TEXT_RULE = 1u << 6,        /* only - = _ + * ~ and box-drawing, white space apart */
    TEXT_DIGIT = 1u << 7,
    TEXT_PAGE = 1u << 8,     /* a form feed stands before it */
    TEXT_FURNITURE = 1u << 9 /* page number or running head (furniture.c) */
};

/* A line with something on it. Blank lines are not kept: `gap` counts them. A line of white space with a
 * tab in it is kept (its length covers its tabs): it is a blank cell, or a row of blank cells. */
typedef struct text_line {
    uint32_t offset; /* into the decoded text */
    uint32_t length; /* without the line end and white space before it; leading white space counts */
    uint32_t number; /* line of the source, from 1 */
    uint16_t gap;    /* blank lines right before it, at most 65535 */
    uint16_t flags;
} text_line;

/* ---- the run ---- */

typedef struct text_run {
    const sheaf_host *host;
    sheaf_job *job;
    text_decoded decoded;
    text_line *lines;
    uint32_t count;
    uint32_t wrap; /* display columns at which paragraphs of this text are hard-wrapped; 0: not */
    struct table_work *tables; /* what the table recognisers keep between tables (table.h); NULL at first */
} text_run;

static inline sheaf_str text_of(const text_run *run, uint32_t line) {
    return (sheaf_str){run->decoded.text.ptr + run->lines[line].offset, run->lines[line].length};
}

/* The origin of `part`, which lies inside that line of the decoded text. */
sheaf_origin text_origin(text_run *run, uint32_t line, sheaf_str part);

/* ---- recognisers: each tries to take a block that begins at line `first`, emits it, and returns one
 *      past its last line; `first` where no such block begins there. shape.c has the table of them. ---- */

typedef uint32_t text_recognise(text_run *run, uint32_t first);

text_recognise text_markdown_table; /* table_pipe.c: | a | b | with or without a rule, also ｜ */
text_recognise text_grid_table;     /* table_grid.c: +---+ and box-drawing grids, with spans */
text_recognise text_cell_lines;     /* table_cells.c: one cell a line */
text_recognise text_tab_rows;       /* table_tabs.c */
text_recognise text_columns;        /* table_columns*.c: column-aligned text */
text_recognise text_separated;      /* table_csv.c: RFC 4180 and its relatives */

/* Where the next column-aligned table at or after `line` begins; run->count for none. A paragraph must
 * end before it. Looks ahead once and remembers, so that it may be asked for every line. */
uint32_t text_next_columns(text_run *run, uint32_t line);

text_recognise text_heading;        /* heading.c */
text_recognise text_list;           /* list.c */
text_recognise text_paragraph;      /* paragraph.c: takes at least one line */

#endif
