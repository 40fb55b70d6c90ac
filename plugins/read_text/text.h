/* What the stages of the text reader share. The stages run one after the other over one line model:
 * detect and decode (bytes to UTF-8, with a way back to the bytes), lines, furniture, and then one walk
 * in which the recognisers of shape.c each try to take the lines in front. */
#ifndef TEXT_H
#define TEXT_H

#include <sheaf/plugin.h>

/* ---- characters: chars.c, width.c. All text behind the decoder is valid UTF-8. ---- */

uint32_t text_take(sheaf_str *rest);    /* takes one code point; not on empty */
uint32_t text_last(sheaf_str text);     /* the last code point; 0 on empty */
int text_is_space(uint32_t code_point); /* Unicode White_Space: U+00A0 and U+3000 are, too */
int text_is_digit(uint32_t code_point); /* Unicode Nd */
int text_is_wide(uint32_t code_point);  /* East Asian wide or full-width */
sheaf_str text_trim(sheaf_str text);    /* white space at both ends */
sheaf_str text_trim_front(sheaf_str text);
int text_starts(sheaf_str text, sheaf_str with);
int text_ends(sheaf_str text, sheaf_str with);
sheaf_str text_from(sheaf_str text, size_t offset); /* the rest from there, clamped */

/* A word in a constant table. */
#define TEXT_WORD(literal)                                                                         \
    { literal, sizeof(literal) - 1 }

/* Display columns: wide characters count 2, combining and control characters 0, a tab 1. Stops
 * counting above `enough`, so that a line of 100 MB costs no more than a short one. */
uint32_t text_width(sheaf_str text, uint32_t enough);

/* ---- decoding: detect.c, encoding.c, decode.c, origin.c ---- */

typedef enum text_encoding {
    TEXT_UTF8,
    TEXT_UTF16LE,
    TEXT_UTF16BE,
    TEXT_UTF32LE,
    TEXT_UTF32BE,
    TEXT_GB18030, /* GBK and GB 2312 are subsets */
    TEXT_BIG5,
    TEXT_OTHER /* named by the user or by uchardet, through iconv */
} text_encoding;

/* How many bytes a character of TEXT_OTHER takes, told by its first byte. */
typedef enum text_lead {
    TEXT_LEAD_SINGLE,
    TEXT_LEAD_SJIS,
    TEXT_LEAD_EUC_JP,
    TEXT_LEAD_EUC_KR
} text_lead;

/* A run of bytes that are no characters of the encoding: one U+FFFD a byte (a unit in UTF-16, 32). */
typedef struct text_bad {
    uint64_t source;
    uint64_t length;
    size_t text; /* where its first U+FFFD stands */
} text_bad;

/* Decoded text and the way back: every code point of `text` comes from a known number of source bytes,
 * which the encoding alone tells, so no table of offsets is kept: look-ups walk, and leave a mark every
 * few thousand bytes. */
typedef struct text_decoded {
    sheaf_str text;   /* UTF-8; the input itself where that was valid UTF-8 */
    sheaf_str source; /* the input */
    text_encoding encoding;
    text_lead lead;
    size_t bom;                    /* bytes of the byte order mark, not part of text */
    int same;                      /* text lies in the source: offsets differ by bom only */
    size_t seen_text, seen_source; /* where the last look-up began */
    uint64_t
        *marks;    /* source offset + 1 of the first character at or behind each step of the text */
    size_t marked; /* how many marks are set */
    text_bad *bad;
    uint32_t bad_count;
    uint64_t bad_more; /* runs beyond the ones kept */
    uint64_t nuls;     /* NUL characters in the text */
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
    TEXT_GAP = 1u << 4,         /* two or more columns of spaces between two texts */
    TEXT_SEPARATOR = 1u << 5,   /* `,` `;` or `，` `；` */
    TEXT_RULE = 1u << 6,        /* only - = _ + * ~ and box-drawing, white space apart */
    TEXT_DIGIT = 1u << 7,
    TEXT_PAGE = 1u << 8,      /* a form feed stands before it */
    TEXT_FURNITURE = 1u << 9, /* page number or running head (furniture.c) */
    TEXT_EMPTY = 1u << 10     /* only tabs and white space: cells with nothing in them */
};

/* A line with something on it: a character that is no white space, or a tab. Blank lines are not kept:
 * `gap` counts them. Lines end at LF, CR, CRLF, FF, VT, NEL, U+2028 and U+2029; only the first three
 * count in `number`. */
typedef struct text_line {
    uint32_t offset; /* into the decoded text */
    /* without the line end and spaces before it; leading white space and tabs count */
    uint32_t length;
    uint32_t number; /* line of the source, from 1 */
    uint16_t gap;    /* blank lines right before it, at most 65535 */
    uint16_t flags;
} text_line;

/* ---- the run ---- */

/* What the walk has seen of the numbering so far: levels follow from it (numbering.h). */
typedef struct text_outline {
    uint32_t styles;               /* bit per numbering style that made a heading */
    uint32_t decimal[6];           /* the last decimal heading: 1.2.3 */
    uint32_t depth;                /* its components; 0: none yet */
    uint32_t paren, roman, letter; /* values of the last headings of these styles */
    uint32_t listed;      /* items in brackets above were clauses of a sentence: no heads */
    uint32_t listing_end; /* lines below it belong to a list of the headings to come */
    uint32_t searches;    /* whole-document searches made so far, bounded */
    uint32_t below_title; /* 1: the format's own headings are one level higher than they say */
    uint32_t no_fence;    /* a code fence without an end was met: no fences any more */
} text_outline;

typedef struct text_run {
    const sheaf_host *host;
    sheaf_job *job;
    text_decoded decoded;
    text_line *lines;
    uint32_t count;
    uint64_t most_lines; /* how many there may be at most (account.c) */
    uint32_t wrap;   /* display columns at which paragraphs of this text are hard-wrapped; 0: not */
    uint32_t margin; /* columns of white space before the leftmost lines */
    uint32_t indented;           /* 1: paragraphs of the wrapped text begin indented */
    uint32_t title, title_lines; /* the title's first line and how many; 0 lines: none */
    text_outline outline;
    struct table_work
        *tables; /* what the table recognisers keep between tables (table.h); NULL at first */
} text_run;

static inline sheaf_str text_of(const text_run *run, uint32_t line) {
    return (sheaf_str){run->decoded.text.ptr + run->lines[line].offset, run->lines[line].length};
}

/* The origin of `part`, which lies inside that line of the decoded text. */
sheaf_origin text_origin(text_run *run, uint32_t line, sheaf_str part);

/* Takes `cuts[i]` bytes off the front of each line i (lines.c). */
void text_cut(text_run *run, const uint32_t *cuts);

/* ---- stages, in this order; each returns what tick or fail returned ---- */

sheaf_status text_decode(text_run *run); /* decode.c: input to run->decoded */
void text_account(text_run *run);        /* account.c: what the source holds */
sheaf_status text_split(text_run *run);  /* lines.c: run->lines */
void text_report_bad(text_run *run);     /* account.c: undecodable bytes, with their lines */
/* margin.c, spacing.c: what stands before, between or behind all lines. */
sheaf_status text_margins(text_run *run);
void text_close_up(text_run *run);
sheaf_status text_furniture(text_run *run); /* furniture.c: TEXT_FURNITURE */
void text_measure_wrap(text_run *run);      /* wrap.c: run->wrap */
void text_find_title(text_run *run);        /* title.c: run->title */
sheaf_status text_walk(text_run *run);      /* shape.c: the blocks */

/* ---- recognisers: each tries to take a block that begins at line `first`, emits it, and returns one
 *      past its last line; `first` where no such block begins there. shape.c has the table of them. ---- */

typedef uint32_t text_recognise(text_run *run, uint32_t first);

text_recognise text_fence;          /* markdown.c: ``` code */
text_recognise text_markdown_table; /* table_pipe.c: | a | b | with or without a rule, also ｜ */
text_recognise text_bar_rows;       /* table_bars.c: a | b without outer bars and rules */
text_recognise text_ruled_table;    /* table_ruled.c: columns below dashes, `---- ---` */
text_recognise text_grid_table;     /* table_grid.c: +---+ and box-drawing grids, with spans */
text_recognise text_cell_lines;     /* table_cells.c: one cell a line */
text_recognise text_tab_rows;       /* table_tabs.c */
text_recognise text_expanded;       /* table_expanded.c: tabs that were turned into spaces */
text_recognise text_spaced;         /* table_spaced.c: fields with two spaces between them */
text_recognise text_columns;        /* table_columns*.c: column-aligned text */
text_recognise text_separated;      /* table_csv.c: RFC 4180 and its relatives */
text_recognise text_words;          /* table_words.c: column-aligned text with few numbers */

/* Where the next column-aligned table at or after `line` begins; run->count for none. A paragraph must
 * end before it. Looks ahead once and remembers, so that it may be asked for every line. */
uint32_t text_next_columns(text_run *run, uint32_t line);

text_recognise text_heading;   /* heading.c */
text_recognise text_list;      /* list.c */
text_recognise text_quote;     /* markdown.c: > quoted */
text_recognise text_rule;      /* markdown.c: a line that only separates */
text_recognise text_paragraph; /* paragraph.c: takes at least one line */

/* ---- prose: paragraph.c, wrap.c ---- */

/* Emits the paragraph that begins `skip` bytes into line `first`; one past its last line. */
uint32_t text_paragraph_from(text_run *run, uint32_t first, size_t skip);

/* Whether `line` goes on with the sentence of the line before it, because this text is hard-wrapped. */
int text_continues(const text_run *run, uint32_t line);

/* Display columns of white space before the text. */
uint32_t text_indent(sheaf_str text);

/* Appends `part` of that line to the open block, joined to the `before` (empty: nothing before). */
void text_append(text_run *run, uint32_t line, sheaf_str before, sheaf_str part);

/* Whether a heading, item or other block begins there that is no plain prose. */
int text_begins_block(const text_run *run, uint32_t line);

/* States that `part` of the line is left out: `characters` that are no white space. */
void text_drop(text_run *run, uint32_t line, sheaf_str part, uint64_t characters, sheaf_str reason);
void text_drop_number(text_run *run, uint32_t line, sheaf_str part, sheaf_str reason);

#endif
