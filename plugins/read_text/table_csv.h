/* Records of separated values as a cursor over lines: table_csv_fields.c takes fields, table_csv.c asks whether they
 * are a table. */
#ifndef TABLE_CSV_H
#define TABLE_CSV_H

#include "table.h"

/* What stands between two fields. */
typedef struct csv_separator {
    sheaf_str mark;
    uint32_t flag; /* of lines that may have it */
    int is_spaced; /* a blank, or the end of the line, stands behind it */
    int is_prose;  /* sentences are full of it: equal counts of fields show nothing */
    int may_end;   /* sentences end with it */
} csv_separator;

extern const csv_separator csv_tab;

/* Lines that quoted fields may run over: a lone quote must not swallow the document. */
enum { CSV_QUOTED_LINES = 64 };

/* Where a record is being read: a place in a line, which a quoted field may carry to further lines. */
typedef struct csv_cursor {
    text_run *run;
    uint32_t line;
    uint32_t end; /* no line from here on */
    sheaf_str rest;
    const csv_separator *separator;
    int more;   /* the record has another field */
    int quoted; /* the field taken last was quoted */
    int broken; /* a quote without its other end, or text behind one */
} csv_cursor;

void csv_record_begin(csv_cursor *c, uint32_t line);

/* Whether nothing parts the line, so that its record is one field: most lines, for most separators. */
int csv_is_whole(sheaf_str line, const csv_separator *separator);

/* Takes a field; its text goes to `into`, which is NULL while only counting. Returns its text where it is not quoted,
 * else an empty one. */
sheaf_str csv_field_take(csv_cursor *c, table_filling *into);

/* 1: lines [first, end) are records of as many fields, one of them of words alone: white space in a field makes no columns. */
int csv_has_records(text_run *run, uint32_t first, uint32_t end);

/* ---- tab rows with quoted fields: table_tabs_quoted.c ---- */

/* One past the last line of the tab row that begins there: quoted fields may hold line ends. */
uint32_t tab_record_end(text_run *run, uint32_t first);

/* Whether such a row begins there. */
int tab_is_row(text_run *run, uint32_t line);

/* Whether the field is quoted and has doubled quotes inside. */
int tab_is_doubled(sheaf_str field);

/* Begins the tab row in lines [line, end); 0 where its quotes are no quotes of fields. */
int tab_record_begin(csv_cursor *c, text_run *run, uint32_t line, uint32_t end);

#endif
