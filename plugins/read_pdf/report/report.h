/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What the files of the report share. The pieces of all pages become a flat list of entries in reading order; blocks are
 * ranges of entries that follow each other on one page. Each stage looks at all of it and writes down what it found in
 * its own members; only the files that emit speak to the host. */
#ifndef PDF_REPORT_H
#define PDF_REPORT_H

#include "pdf.h"

/* ---- code points (codes.c) ---- */

/* From the front; the text must not be empty. Most text is ASCII or has long runs of it. */
uint32_t pdf_code_take_long(sheaf_str *rest);
static inline uint32_t pdf_code_take(sheaf_str *rest) {
    unsigned char first = (unsigned char)*rest->ptr;
    if (first >= 0x80)
        return pdf_code_take_long(rest);
    rest->ptr++;
    rest->len--;
    return first;
}
uint32_t pdf_code_first(sheaf_str text); /* that is no white space; 0 where there is none */
sheaf_str pdf_trim(sheaf_str text);
sheaf_str pdf_from(sheaf_str text, size_t bytes);
bool pdf_begins(sheaf_str text, sheaf_str with);
uint32_t pdf_columns(sheaf_str text); /* wide characters take two */
bool pdf_is_space(uint32_t c);
bool pdf_is_wide(
    uint32_t c); /* set without blanks between words: Han, kana, their punctuation; not Hangul */
bool pdf_is_lower(uint32_t c);          /* Latin, Greek, Cyrillic */
bool pdf_is_letter(uint32_t c);         /* of any script, as far as reports need it */
bool pdf_ends_sentence(sheaf_str text); /* closing quotes and brackets are looked through */

/* ---- numbers in front of a text (report/numbering.c) ---- */

typedef enum pdf_style {
    PDF_STYLE_NONE,
    PDF_STYLE_CHAPTER,  /* 第三章, Chapter 3 */
    PDF_STYLE_SECTION,  /* 第二节, Section 2 */
    PDF_STYLE_ARTICLE,  /* 第五条, Article 5 */
    PDF_STYLE_CN,       /* 一、 */
    PDF_STYLE_CN_PAREN, /* （一） */
    PDF_STYLE_DECIMAL,  /* 1. 1.2 1、 */
    PDF_STYLE_PAREN,    /* (1) 1) */
    PDF_STYLE_CIRCLED,  /* ① */
    PDF_STYLE_ROMAN,    /* iv. IV) (iv) */
    PDF_STYLE_LETTER,   /* a. A) (a) */
    PDF_STYLE_BULLET    /* • - */
} pdf_style;

typedef struct pdf_number {
    pdf_style style;
    uint32_t depth;  /* of 1.2.3: 3 */
    uint32_t value;  /* the last of its numbers */
    uint32_t parent; /* a hash of those before the last */
    uint8_t upper, bracketed;
    sheaf_str mark; /* `1.2`, `（一）`, `•` */
    sheaf_str rest; /* behind it, white space trimmed */
    bool spaced;    /* white space stands between, or nothing follows */
} pdf_number;

bool pdf_number_read(sheaf_str text, pdf_number *number);
/* A plain number alone: a mark only where text stands beside it. */
bool pdf_number_bare(sheaf_str text, pdf_number *number);
/* Whether `next` comes right behind `before` in one enumeration. A letter may be a Roman number, too. */
bool pdf_number_follows(const pdf_number *before, const pdf_number *next);

/* ---- the document ---- */

typedef struct pdf_entry {
    const pdf_piece *piece;
    const pdf_line *line; /* of the piece, where it is one */
    uint32_t sheet;
    float left, right; /* edges of the column that it stands in */
    bool furniture;
    uint32_t leaders; /* characters that were taken out of its text: dots that lead to a number */
    bool own_text;    /* all that its page has: no furniture */
    bool own_line;    /* blocks were joined before it: its line stays one */
} pdf_entry;

/* How the lines of a block look. */
typedef struct pdf_type {
    float size;
    uint32_t colour;
    bool bold, italic, fixed; /* nearly all of the text is */
    bool some_bold;           /* a part of it is */
} pdf_type;

typedef struct pdf_block {
    uint32_t first, count; /* entries */
    /* sheaf_kind; PARAGRAPH until a stage knows better; TABLE and FIGURE: one entry */
    uint32_t kind;
    uint32_t level; /* of a heading; of an item: number of lists around it, from 1 */
    pdf_type type;
    sheaf_str text;                 /* its lines, joined */
    pdf_number number;              /* in front of its text; style NONE: nothing there */
    uint32_t bullet;                /* bytes in front of the text that are left out */
    float left;                     /* of the first line */
    float hang;                     /* where its further lines begin; of one line: left */
    uint32_t note;                  /* of a footnote: the block that refers to it, or PDF_NONE */
    uint32_t first_note, next_note; /* the notes that this one refers to, a chain of blocks */
    size_t head;                    /* bytes of a run-in head in front of the text; 0: none */
    bool furniture, indented, centred;
    bool ordered;  /* an item with a number */
    bool new_list; /* an item that begins another list on its level */
    bool in_item;  /* goes on in the item above it */
    bool absorbed; /* is part of an earlier block */
} pdf_block;

typedef struct pdf_words pdf_words;

/* The last heading of a series: its number, and how and where it stands. */
typedef struct pdf_series {
    pdf_number last; /* style NONE: there was none */
    float size, left;
    bool bold;
} pdf_series;

typedef struct pdf_report_state {
    pdf_reader *reader;
    pdf_entry *entries;
    uint32_t entry_count;
    pdf_block *blocks;
    uint32_t block_count, block_room;
    pdf_type body;     /* of most of the text */
    float leading;     /* from baseline to baseline, in sizes of the type */
    float left, right; /* of the text that flows over most pages; right 0: no edge is seen */
    pdf_series series[PDF_STYLE_BULLET + 1]; /* one for each style, as far as blocks are known */
    pdf_words *words;
    const pdf_remark *remarks; /* in the order of pages; told up to `remark` */
    uint32_t remark_count, remark;
    uint32_t page;  /* that is being emitted */
    uint32_t depth; /* of the lists that are open, each with an open item */
} pdf_state;

static inline const pdf_look *pdf_look_at(const pdf_state *state, uint16_t look) {
    static const pdf_look plain = {.font = {"", 0}};
    return look < state->reader->look_count ? &state->reader->looks[look] : &plain;
}

static inline bool pdf_same_size(float a, float b) {
    return a - b < 0.06f * a + 0.1f && b - a < 0.06f * a + 0.1f;
}

/* The stages, in their order. */
void pdf_measure(pdf_state *state);
void pdf_measure_edges(pdf_state *state); /* once more where furniture is known */
void pdf_furniture(pdf_state *state);
bool pdf_blocks(pdf_state *state); /* false: no memory */
void pdf_headings(pdf_state *state, pdf_source *source);
uint32_t pdf_outline_headings(pdf_state *state, pdf_source *source); /* how many it found */
void pdf_title(pdf_state *state);
void pdf_code(pdf_state *state);
void pdf_lists(pdf_state *state);
void pdf_notes(pdf_state *state);
void pdf_emit(pdf_state *state);

/* Adds `next`, which follows it without a gap in the entries, to the block; its lines stay apart. */
void pdf_absorb(pdf_state *state, pdf_block *block, pdf_block *next);
/* The next block that is no furniture; PDF_NONE: there is none. */
uint32_t pdf_next_block(const pdf_state *state, uint32_t block);
pdf_type pdf_type_of(const pdf_state *state, const pdf_line *const *lines, uint32_t count);

/* A short text behind a number that only headings have (`一、`, `第三章`), and that ends no sentence. */
bool pdf_names_section(const pdf_number *number, sheaf_str text);

/* ---- headings that go on in a series (report/series.c) ---- */

/* Keeps the block's number if it is a heading of a series. */
void pdf_series_keep(pdf_state *state, const pdf_block *block);
/* Whether the line is the next heading of a series that the document has, and looks and stands as the last one did. */
bool pdf_series_next(const pdf_state *state, const pdf_line *line);
/* Whether `below` has the indent of a paragraph's first line as that heading above it does: two texts, not one. */
bool pdf_series_ends(const pdf_state *state, const pdf_line *above, const pdf_line *below);

/* ---- lines to one text (report/compose.c) ---- */

typedef struct pdf_inline {
    uint32_t kind, start, length;
    sheaf_str target;
} pdf_inline;

/* A text that is being put together, in the room that is emptied after each block. */
typedef struct pdf_text {
    char *bytes;
    size_t len;
    sheaf_origin *origins;
    uint32_t origin_count;
    size_t *ends; /* where the text of each place ends */
    pdf_inline *runs;
    uint32_t run_count;
    uint32_t hyphens; /* taken out between its lines */
} pdf_text;

typedef enum pdf_joint {
    PDF_JOINT_NONE,
    PDF_JOINT_BLANK,
    PDF_JOINT_BREAK,
    PDF_JOINT_HYPHEN
} pdf_joint;

/* What stands between two lines of one paragraph: nothing, a blank, or nothing and the hyphen goes. */
pdf_joint pdf_joint_of(const pdf_state *state, sheaf_str above, sheaf_str below);
/* The same for an entry and the one before it, which may stand beside it. */
pdf_joint pdf_entry_joint(const pdf_state *state, const pdf_entry *below);
/* `joints[i]` stands before line i; joints[0] is not looked at. Returns false where there is no memory. */
bool pdf_compose(const pdf_state *state, pdf_room *room, const pdf_line *const *lines,
                 const pdf_joint *joints, uint32_t count, uint32_t page, pdf_text *text);
/* Whether the first word of `below` had found room behind `above`, `room` wide: then the line was ended on purpose. */
bool pdf_word_fits(const pdf_line *above, const pdf_line *below, float room);
/* Whether one number may go on from line to line. */
bool pdf_breaks_digits(sheaf_str above, sheaf_str below);
/* Without the first `bytes`, and the white space behind them. */
void pdf_text_cut(pdf_text *text, size_t bytes);
/* The first `bytes` alone; shares the rest with the text. */
pdf_text pdf_text_head(const pdf_text *text, size_t bytes);
/* A copy of the line without the bytes [from, to); `between` takes their place. NULL: no memory. */
const pdf_line *pdf_line_without(pdf_room *room, const pdf_line *line, uint32_t from, uint32_t to,
                                 sheaf_str between);
/* The first run of dots that leads from one text to another; false where there is none. report/leader.c */
bool pdf_leader_find(sheaf_str text, uint32_t *from, uint32_t *to, uint32_t *characters);
void pdf_mark_runs(const pdf_state *state, const pdf_text *text, uint32_t node);

/* ---- report/words.c ---- */

bool pdf_words_read(pdf_state *state);
/* Whether a hyphen at the end of `above` only broke a word that goes on in `below`. */
bool pdf_words_broken(const pdf_state *state, sheaf_str above, sheaf_str below);

/* ---- to the host ---- */

sheaf_origin pdf_place(uint32_t page, const float box[4]);
/* Of what layout gave out, which may have turned the page. */
sheaf_origin pdf_place_laid(const pdf_state *state, uint32_t page, const float box[4]);
void pdf_emit_table(pdf_state *state, const pdf_entry *entry, uint32_t flags);
void pdf_emit_figure(const pdf_state *state, const pdf_entry *entry, uint32_t flags);
/* A text block, with the notes that it refers to. report/emit_text.c */
void pdf_emit_text(pdf_state *state, uint32_t block, uint32_t flags);
/* An item, or what goes on in one; opens and closes lists. report/emit_list.c */
void pdf_emit_item(pdf_state *state, uint32_t block, uint32_t flags);
void pdf_close_lists(pdf_state *state);
void pdf_account(const pdf_state *state);
/* Warns of numbers that may stand wrongly, or may be others. report/doubt.c, report/doubt_numbers.c, report/doubt_signs.c */
void pdf_doubts(const pdf_state *state);
/* Before tables are told: notes in their cells what pdf_doubts warns of. */
void pdf_doubts_mark(const pdf_state *state);
/* What stands in the cell may belong to another one, or to nothing that is seen. */
bool pdf_is_doubted(const pdf_cell *cell);
void pdf_doubt_signs(const pdf_state *state);
bool pdf_holds_several(const pdf_cell *cell);
bool pdf_has_digit(sheaf_str text);
/* Says that characters were left out at that place. */
void pdf_drop(const pdf_state *state, const sheaf_origin *place, pdf_tally left_out,
              sheaf_str reason);

#endif
