/* SPDX-License-Identifier: GPL-2.0-or-later
 * What the files that see Poppler share: an open document, and the parts that read one thing of it each. */
#ifndef PDF_SOURCE_H
#define PDF_SOURCE_H

#include "pdf.h"

#include "shim/watch.h"

#include <poppler.h>

enum { PDF_MOST_THIN = 16 };

/* The looks of the document: equal ones once, found again through a table of places. */
typedef struct pdf_looks {
    pdf_look *rows;
    uint32_t count, capacity;
    uint32_t *places; /* open addressing: index + 1 of a row, 0 where free */
    uint32_t place_count;
} pdf_looks;

/* What Poppler complained of. */
typedef enum pdf_complaint {
    PDF_COMPLAINT_REPAIRED = 1, /* it searched for the objects of a damaged file */
    PDF_COMPLAINT_DATA = 2,     /* poppler-data is missing */
    /* A page is malformed: Poppler leaves out some or the rest of it. */
    PDF_COMPLAINT_CONTENT = 4
} pdf_complaint;

/* Which way to ruling lines (docs/decisions/0070): the better one where it works, or for tests one of them alone. */
typedef enum pdf_lines_way { PDF_LINES_AUTO, PDF_LINES_WATCH, PDF_LINES_OBSERVE } pdf_lines_way;

struct pdf_source {
    pdf_reader *reader;
    pdf_lines_way lines;
    sheaf_str bytes;      /* of the file, lent */
    const char *password; /* NULL: none */
    PopplerDocument *document;
    bool unpacked;    /* its streams were inflated before */
    uint64_t altered; /* streams that were inflated and do not match their checksums */
    bool emptied;     /* and large images are without data */
    bool is_plain;    /* and no name stands in it that asks for a look at the catalogue */
    PopplerDocument *without_images; /* was the document; pages of it may still be asked */
    uint32_t pages;
    pdf_looks looks;
    uint32_t thin[PDF_MOST_THIN]; /* characters that were seen without width; page/thin.c */
    uint32_t thin_count;
    unsigned complaints, told; /* pdf_complaint */
    guint log_handler;
    pdf_watch_calls calls; /* of cairo, for all pages */
    bool has_fields;       /* of a form, on a page that was read */
    enum { PDF_REDACT_UNASKED, PDF_REDACT_NONE, PDF_REDACT_SOME } redact; /* page/marks.c */
    pdf_remark *remarks;
    uint32_t remark_count, remark_capacity;
};

/* page/complaint.c: Poppler's messages come to the source while it is open; tell says what is new since it last did. */
void pdf_complaints_open(pdf_source *source);
void pdf_complaints_close(pdf_source *source);
void pdf_complaints_tell(pdf_source *source, uint32_t page);

/* file/expand.c: opens the document with its streams inflated (NULL: that cannot be done); opens it with the data of its images, too,
 * where they were left out (false: it stays as it is); lets libqpdf expand the streams of a
 * long one where it was not; and XML forms and portfolios, known once pages were read. */
PopplerDocument *pdf_open_unpacked(pdf_source *source);
bool pdf_open_images(pdf_source *source);
void pdf_expand_source(pdf_source *source);
void pdf_traits_tell(pdf_source *source);

/* page/info.c: author, dates and the like to the host. */
void pdf_info_state(pdf_source *source);

/* page/margin.c: links, remarks, and values of form fields that are not among the characters. `annots`: PopplerAnnotMapping. */
void pdf_margin_read(pdf_source *source, PopplerPage *from, GList *annots, pdf_page *page);
/* A rectangle of Poppler's, from the lower edge of the page up, as a box; false: it is none. */
bool pdf_place_area(const pdf_page *page, const PopplerRectangle *area, float box[4]);

/* page/look.c: the index of the look that a font name, a size and a colour make. Fonts are named as in the file. */
uint16_t pdf_look_of(pdf_source *source, sheaf_str font, double size, uint32_t colour);

/* page/figures.c: takes the room behind a figure out of its box, where the page tells how wide it is. */
bool pdf_trim_figures(pdf_room *room, pdf_char *chars, uint32_t count, uint32_t looks);
/* page/figures_narrow.c: the same for boxes that reach over the next figure; tells digits that do not fill theirs. */
bool pdf_narrow_figures(pdf_room *room, const pdf_looks *looks, pdf_char *chars, uint32_t count);
/* page/halves.c: the same for Chinese marks that are set on half of their square. */
void pdf_halve_marks(pdf_char *chars, uint32_t count);
/* Makes digits unknown that are turned in a font without a name, where their glyphs do not tell which way: Poppler may give them from
 * the end to the begin. */
void pdf_hide_turned_figures(pdf_source *source, pdf_page *page);
/* U+FFFD for a digit; others stay. */
void pdf_hide_figure(pdf_char *one);

/* page/radicals.c: the ideograph that a radical of a dictionary stands for; itself. */
uint32_t pdf_ideograph_of(uint32_t radical);

/* page/text.c: the characters of a page that was rendered (or not: then Poppler reads it now), if they are more than it has. Whether
 * whole lines tell no more of them. */
bool pdf_text_read(pdf_source *source, PopplerPage *from, bool leftward, pdf_page *page);
/* page/thin.c: adds characters without width that stand alone, which that leaves out unless it `is_all`. Whether there are any. */
bool pdf_text_add_thin(pdf_source *source, PopplerPage *from, bool is_all, pdf_page *page);

/* A copy in reader->kept; of NULL, and where there is no memory, the empty text. */
sheaf_str pdf_keep_text(pdf_reader *reader, const char *text);

/* A sentence with its place: page 0 is the whole document. `lossy`: content is missing from the result. */
void pdf_say(pdf_reader *reader, sheaf_severity severity, const char *code, uint32_t page,
             bool lossy, const char *format, ...) __attribute__((format(printf, 6, 7)));

#endif
