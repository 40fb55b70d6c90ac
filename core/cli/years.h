/* Reports of one agency in the order of their years, and what is missing between them. A file may hold several reports. */
#ifndef SF_CLI_YEARS_H
#define SF_CLI_YEARS_H

#include "base/vec.h"
#include <sheaf/plugin.h>
#include <stdio.h>

typedef struct sf_dated sf_dated;

/* A report that says whose it is, and of which year. The links are there after sf_dated_link. */
typedef struct sf_said {
    char *agency;
    uint32_t year;
    uint32_t instance; /* which report of its file, from 0 */
    const sf_dated *file;
    const struct sf_said *before; /* the one that stands before it in the order of its agency */
    const struct sf_said *last;   /* one of the year before */
    const struct sf_said *alike;  /* where there is none: one of a body whose name ends the same */
    int is_followed;              /* one of the year after has it as its last */
} sf_said;

/* An input in the order in which it is checked: that of its first report. */
struct sf_dated {
    const char *path;
    int is_named;
    sf_vec reports; /* sf_said; none where nothing is known */
    size_t at;      /* in the order of the command line */
    int is_skipped; /* no reader takes it, and nobody named it */
    int is_several; /* it holds several reports */
};

/* Takes agency and year of each report from the document's metadata, in place of what was known. 0: no memory. */
int sf_date(sf_dated *dated, const sheaf_document *document);
void sf_dated_done(sf_dated *dated);

/* By agency, year and path; what has none of both behind, in its order. */
void sf_dated_sort(sf_vec *dated);

/* Sets the links between the reports of files that keep their places from now on. 0: no memory. */
int sf_dated_link(sf_vec *dated);

/* The other file that holds the reports of the year before, of several the one with most; NULL: none does. */
const sf_dated *sf_dated_last(const sf_dated *now);

/* Sets `alike` in all reports (sf_said *), whose other links are set; they change their order. alike.c */
void sf_link_alike(sf_vec *all);

/* What there is to say of a report and the one before it: Y-GAP or Y-TWICE; `names`: Y-NAME. 1: a finding, its texts in `out`. */
typedef struct sf_year_finding {
    sheaf_finding finding;
    char en[900], zh[900], years[40];
} sf_year_finding;
int sf_said_judge(const sf_said *now, int names, sf_year_finding *out);

#endif
