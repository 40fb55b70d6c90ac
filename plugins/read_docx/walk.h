/* The walk over the parts that hold text: document, notes, comments, headers and footers. Events of a part are
 * looked up in two tables (walk.c): children of a properties element go to the function of their parent, all
 * others to their own. One paragraph is open at a time; text boxes and notes wait until it has ended. */
#ifndef DOCX_WALK_H
#define DOCX_WALK_H

#include "numbering.h"
#include "properties.h"
#include "styles.h"
#include "table.h"
#include "xml.h"

/* ---- where the walk is (place.c) ---- */

/* A container of blocks on the path: how many of each it has had. */
typedef struct docx_level {
    size_t path; /* length of the path without it */
    uint32_t seen[4];
} docx_level;

typedef struct docx_place {
    uint32_t part;   /* as host->part says */
    docx_text path;  /* /w:document/w:body/w:tbl[1]/w:tr[3]/w:tc[2]/w:p[1] */
    docx_vec levels; /* docx_level */
} docx_place;

/* ---- the paragraph (paragraph.c) ---- */

typedef struct docx_span {
    uint32_t kind; /* sheaf_run_kind */
    size_t start, length;
    sheaf_str target;
    uint32_t note; /* of SHEAF_RUN_NOTE */
} docx_span;

/* A span that has no end yet. */
typedef struct docx_open_span {
    sheaf_str id, target;
    size_t start;
} docx_open_span;

/* What is looked at per run; bits of docx_styles_run, and more above them. */
enum {
    DOCX_RUN_CODE = 1u << 8,
    DOCX_RUN_INSERTED = 1u << 9,
    DOCX_RUN_DELETED = 1u << 10,
    DOCX_RUN_RAISED = 1u << 11, /* by w:position: no span, but no part of a number either */
    DOCX_RUN_LOWERED = 1u << 12,
    DOCX_RUN_WHITE = 1u << 13,   /* of the colour of paper */
    DOCX_RUN_SHIFTED = 1u << 14, /* by less than what counts as raised or lowered */
    DOCX_TOGGLES = 8             /* kinds of spans that runs switch on and off */
};

typedef struct docx_paragraph {
    int is_open;
    int is_joined; /* its text goes on in the next one: the mark between was deleted */
    docx_text text;
    docx_vec spans;     /* docx_span */
    docx_vec links;     /* docx_open_span: hyperlinks that are open */
    docx_vec bookmarks; /* docx_open_span */
    docx_vec pieces;    /* sheaf_origin: of paragraphs joined before this one */
    size_t starts[DOCX_TOGGLES];
    uint32_t toggles;  /* bits: which of them are open */
    uint32_t bits;     /* of the run that the text ends with */
    uint32_t size;     /* its, in half points; 0: of a dropped capital */
    uint32_t newlines; /* breaks that show if text follows */
    /* its properties */
    uint32_t style; /* index */
    int has_number; /* num_id and ilvl are its own */
    int64_t num_id, ilvl;
    int64_t outline; /* -1: not stated */
    int break_before, break_behind, indented, centred, mark_deleted, mark_inserted, mark_hidden;
    int style_separator, drop_cap, ends_section;
    /* its look */
    size_t bold;      /* bytes of text in bold */
    uint32_t largest; /* size in half points */
} docx_paragraph;

typedef unsigned docx_symbol_font; /* symbol.c; 0: a font of characters */

typedef struct docx_run {
    docx_run_format format;
    uint32_t style; /* index of the character style */
    docx_symbol_font font;
    uint32_t size;    /* half points, 0 where not stated */
    int64_t position; /* half points above the line, or below it */
    int is_white;
    uint32_t bits; /* in force, once is_settled */
    int is_settled;
} docx_run;

/* ---- fields, lists, figures, asides ---- */

typedef struct docx_field {
    int in_result;
    int has_link;
    size_t start; /* of its instruction in docx_walk.instruction */
    /* of a form field, whose value stands in its properties */
    sheaf_str shown;
    size_t from;    /* where its result begins in the text of the paragraph */
    int is_chosen;  /* by a person, not by default */
    int64_t choice; /* of a list; */
    int64_t entries;
} docx_field;

typedef struct docx_list_level {
    int64_t level;
    uint32_t list;
    uint32_t is_ordered;
} docx_list_level;

typedef struct docx_picture {
    sheaf_str alt;
    sheaf_str part; /* name of the part, or the IRI of an external one */
    uint32_t external, is_hidden;
} docx_picture;

typedef enum docx_aside_kind {
    DOCX_FOOTNOTE,
    DOCX_ENDNOTE,
    DOCX_COMMENT,
    DOCX_TEXT_BOX,
    DOCX_ASIDES
} docx_aside_kind;

/* Recorded events that are walked when the paragraph, or the table around it, has ended. */
typedef struct docx_aside {
    docx_aside_kind kind;
    sheaf_str path, id;
    size_t start, length; /* of a note's events in their recording */
    sheaf_str events;     /* of a box */
    uint32_t number;      /* of a note: in the order of first reference, from 0 */
    uint32_t is_used;     /* it is referred to */
    uint32_t ordinal;     /* among the numbered ones of its kind, from 1; 0: it has no number */
    uint32_t is_flat;     /* its blocks are paragraphs: they become lines of its text */
} docx_aside;

typedef enum docx_changes { DOCX_ACCEPT, DOCX_REJECT, DOCX_BOTH } docx_changes;

/* Why text was left out: one record for each part and reason. */
typedef enum docx_loss {
    DOCX_LOST_INSTRUCTION,
    DOCX_LOST_DELETED,
    DOCX_LOST_INSERTED,
    DOCX_LOST_HIDDEN,
    DOCX_LOST_FALLBACK,
    DOCX_LOST_UNUSED,
    DOCX_LOST_PROPERTY,
    DOCX_LOSSES
} docx_loss;

typedef struct docx_count {
    uint64_t characters, digits;
} docx_count;

/* ---- the walk ---- */

/* Elements: the parser ends at 600, and a note is walked inside another part. */
enum { DOCX_DEEPEST = 640 };

typedef struct docx_element {
    uint16_t name;
    uint16_t note;              /* what its rule keeps until its end */
    uint32_t at;                /* the same, a place in the text */
    sheaf_str opening, closing; /* brackets of a structure of an equation */
    sheaf_str between;          /* its parts */
    int is_undone;              /* a tracked change took the structure itself away */
} docx_element;

typedef struct docx_walk {
    docx_reader *reader;
    docx_tape *tape;
    docx_styles *styles;
    docx_numbering *numbering;
    docx_settings settings;
    docx_changes changes;

    docx_element elements[DOCX_DEEPEST];
    uint32_t depth;
    uint32_t skipping;     /* elements since the one that is left out, itself counted */
    docx_loss skip_reason; /* of the text in it */
    docx_recording *recording;
    int is_replaying; /* text was counted when it was recorded */

    docx_place place;
    sheaf_str part;  /* name of the part that the place is in */
    uint32_t tables; /* open in this story */
    uint32_t flags;  /* of every block: SHEAF_FURNITURE in headers and footers */
    docx_paragraph paragraph;
    docx_run run;
    int is_apart;         /* something without text stands in front of the text to come */
    docx_text raised;     /* apart.c: digits that are written again */
    uint32_t raised_bits; /* superscript or subscript of the text before */
    size_t raised_at;     /* where that began */
    docx_text literal;    /* of the w:t that is open */
    docx_text symbols;    /* the same, in characters, where its font is one of symbols */
    int keeps_space;      /* xml:space of the root, and of that w:t */
    int literal_keeps;
    docx_name route; /* w:t, w:delText, w:instrText, m:t: what text belongs to; else DOCX_OTHER */
    uint32_t inserted, deleted; /* open w:ins and w:moveTo, w:del and w:moveFrom */
    uint32_t in_ruby;           /* in w:rt */
    docx_text ruby;
    docx_vec fields;       /* docx_field */
    docx_text instruction; /* of the fields that have no result yet */
    uint32_t field_base;   /* those below belong to the story outside */
    uint32_t instructions; /* fields of the story that have no result yet */
    docx_vec lists;        /* docx_list_level */
    uint32_t list_base;
    int pending_break;
    docx_vec pending_bookmarks; /* docx_open_span: of paragraphs that left no block */

    docx_vec pictures; /* docx_picture: of the paragraph that is open */
    docx_picture drawing;
    docx_vec images;        /* docx_image: those that were read */
    uint64_t picture_bytes; /* given to the host so far */

    docx_vec notes[DOCX_ASIDES]; /* docx_aside, sorted by id */
    docx_vec queue;              /* docx_aside *: notes to come */
    docx_vec boxes;              /* docx_aside */
    docx_recording box_events;
    uint32_t box_inside; /* elements since the box that is met, itself counted; 0: none is */
    docx_recording note_events[DOCX_ASIDES];
    sheaf_str note_parts[DOCX_ASIDES];
    uint32_t note_count, ordinals[DOCX_ASIDES];
    int is_draining, is_noting;
    int flat; /* paragraphs are lines of the block that is open */
    size_t flat_length;
    uint32_t flat_node;

    docx_vec headers; /* sheaf_str: names of parts that sections use */
    docx_vec section; /* those in force, see section.c */
    int title_page;
    uint32_t sections;          /* that have ended */
    docx_note_numbers asked[2]; /* by the section that is open, for footnotes and endnotes */
    int renumbers[2];           /* a section asks for other numbers than its notes get */

    int titled;           /* the title has been found, or text stands before it */
    uint32_t title_style; /* of the titles so far; 0: none */
    int chapters;         /* 1: `第一章` was seen, 2: `第一节` below it */

    docx_count sum;
    docx_count lost[DOCX_LOSSES];
} docx_walk;

/* The innermost open element, or one further up. In a rule that is the element of the rule: its parent is 1. */
static inline docx_name docx_above(const docx_walk *w, uint32_t up) {
    return w->depth > up ? (docx_name)w->elements[w->depth - 1 - up].name : DOCX_OTHER;
}

typedef void docx_rule(docx_walk *w, docx_name element, const docx_attributes *attributes);

/* walk.c */
sheaf_status docx_walk_document(docx_reader *reader);
sheaf_status docx_walk_part(docx_walk *w, sheaf_str part);
extern const docx_xml_handlers docx_walk_handlers;
/* A story is what has paragraphs, lists and fields of its own inside another: a note, a text box, a header. */
typedef struct docx_story {
    docx_place place;
    sheaf_str part;
    uint32_t flags, field_base, instructions, list_base, tables;
    int flat;
    size_t flat_length;
    uint32_t flat_node;
} docx_story;
docx_story docx_story_begin(docx_walk *w, sheaf_str part, sheaf_str path);
void docx_story_end(docx_walk *w, docx_story outside);

/* Leaves out the element that starts, with all in it; to be called from its rule. */
void docx_walk_skip(docx_walk *w, docx_loss reason);

/* place.c */
void docx_place_enter(docx_walk *w, sheaf_str part, sheaf_str path);
void docx_place_open(docx_walk *w, docx_name element); /* w:p, w:tbl, w:tr, w:tc */
void docx_place_close(docx_walk *w);
sheaf_origin docx_place_origin(const docx_walk *w);

/* account.c */
docx_count docx_count_text(sheaf_str text);
int docx_is_blank(uint32_t c);
uint32_t docx_take_character(sheaf_str *text); /* of UTF-8, which the parser has checked */
void docx_account_text(docx_walk *w, sheaf_str text);
void docx_lose(docx_walk *w, docx_loss reason, sheaf_str text);
void docx_account_state(docx_walk *w);

/* paragraph.c */
void docx_paragraph_open(docx_walk *w);
void docx_paragraph_text(docx_walk *w, sheaf_str text);
void docx_paragraph_break(docx_walk *w);
void docx_paragraph_toggle(docx_walk *w, uint32_t bits); /* what text from here on is */
void docx_paragraph_span(docx_walk *w, docx_span span);
void docx_paragraph_close(docx_walk *w);
void docx_paragraph_finish(
    docx_walk *w); /* one whose mark was deleted, at the end of a container */

/* apart.c: what keeps numbers from running together */
void docx_apart(docx_walk *w);        /* here stands something that has no text of its own */
void docx_apart_words(docx_walk *w);  /* the same; it parts letters, too */
void docx_apart_object(docx_walk *w); /* the same; it is seen in the line, and may show a digit */
void docx_apart_text(docx_walk *w, sheaf_str text);
int docx_runs_on(sheaf_str number, sheaf_str text); /* as plain text they would be one number */

/* emit.c */
void docx_emit_paragraph(docx_walk *w);
/* An empty block of that kind where the walk stands, with the marks of the story. `place` is filled in. */
sheaf_block docx_block(const docx_walk *w, uint32_t kind, sheaf_origin *place);

/* look.c: what a paragraph is by its look, where no style says so */
typedef struct docx_look {
    uint32_t level;   /* of a heading, from 1; 0: none */
    sheaf_str number; /* in front of the text */
    size_t head;      /* bytes of a run-in head, or all */
} docx_look;
docx_look docx_look_heading(docx_walk *w, sheaf_str text);
int docx_look_title(const docx_walk *w, sheaf_str text);
sheaf_str
docx_look_number(sheaf_str text); /* the number that a heading begins with; may be empty */

/* format.c */
docx_rule docx_format_paragraph, docx_format_number, docx_format_run;

/* inline.c */
void docx_inline_settle(docx_walk *w);
uint32_t
docx_inline_size(const docx_walk *w); /* of the run, else of its paragraph's style; 0: not stated */
int docx_inline_hidden(docx_walk *w, docx_loss *reason); /* what stands here is not shown */
void docx_inline_made(docx_walk *w, sheaf_str text);     /* text that stands for an element */
docx_rule docx_inline_run, docx_inline_break, docx_inline_unknown, docx_inline_symbol,
    docx_inline_change, docx_inline_rt, docx_inline_base, docx_inline_bookmark,
    docx_inline_bookmark_end;
void docx_inline_change_end(docx_walk *w, docx_name element);
void docx_inline_rt_end(docx_walk *w, docx_name element);
void docx_inline_base_end(docx_walk *w, docx_name element);
void docx_inline_bookmark_add(docx_walk *w, sheaf_str id, sheaf_str name);

/* symbol.c */
docx_symbol_font docx_symbol_font_find(sheaf_str name);
size_t docx_symbol(sheaf_str font, sheaf_str code, char out[4]);
sheaf_str docx_symbol_text(docx_walk *w, docx_symbol_font font,
                           sheaf_str text); /* until the next */
size_t docx_utf8(uint32_t c, char out[4]);

/* field.c */
docx_rule docx_field_char, docx_field_simple, docx_field_hyperlink, docx_field_box,
    docx_field_ticked, docx_field_choice;
void docx_field_link_end(docx_walk *w, docx_name element);
void docx_field_simple_end(docx_walk *w, docx_name element);
int docx_field_hides(const docx_walk *w); /* text belongs to an instruction */
void docx_field_instruction(docx_walk *w, sheaf_str text);
void docx_field_end_story(docx_walk *w);

/* lists.c */
void docx_lists_item(docx_walk *w, const docx_numeral *numeral);
/* A level without a mark goes on in the item above it: 1 where there is one. */
int docx_lists_continue(docx_walk *w, const docx_numeral *numeral);
void docx_lists_end(docx_walk *w);

/* grid.c */
docx_rule docx_grid_table, docx_grid_row, docx_grid_cell, docx_grid_column,
    docx_grid_table_property, docx_grid_row_property, docx_grid_cell_property;
void docx_grid_table_end(docx_walk *w, docx_name element);
void docx_grid_row_end(docx_walk *w, docx_name element);
void docx_grid_cell_end(docx_walk *w, docx_name element);

/* picture.c */
docx_rule docx_picture_drawing, docx_picture_inline, docx_picture_shape, docx_picture_text,
    docx_picture_image, docx_picture_word_art;
void docx_pictures_emit(docx_walk *w);

/* elsewhere.c: content that is not read, and is said to be lost */
docx_rule docx_elsewhere;

/* math.c */
docx_rule docx_math_start, docx_math_character, docx_math_control;
void docx_math_end(docx_walk *w, docx_name element);

/* aside.c */
sheaf_status docx_notes_record(docx_walk *w, docx_aside_kind kind);
docx_rule docx_note_reference, docx_box_start;
void docx_box_end(docx_walk *w);
void docx_asides_boxes(docx_walk *w); /* after a paragraph */
void docx_asides_notes(docx_walk *w); /* after a block at the top of the document */
void docx_asides_unused(docx_walk *w);
int docx_asides_waiting(const docx_walk *w);
int docx_asides_any(const docx_walk *w); /* the document has notes or comments */

/* section.c */
docx_rule docx_section_property, docx_section_note;
void docx_section_end(docx_walk *w, docx_name element);
void docx_section_notes(docx_walk *w); /* at the end of the document */
sheaf_status docx_section_headers(docx_walk *w);

#endif
