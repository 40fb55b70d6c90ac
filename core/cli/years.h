/* Reports of one agency in the order of their years, and what is missing between them. */
#ifndef SF_CLI_YEARS_H
#define SF_CLI_YEARS_H

#include "base/vec.h"
#include <sheaf/plugin.h>
#include <stdio.h>

/* An input in the order in which it is checked. */
typedef struct sf_dated {
    const char *path;
    int is_named;
    char *agency;   /* NULL: not known, and then there is no year */
    uint32_t year;  /* 0: not known */
    size_t at;      /* in the order of the command line */
    int is_skipped; /* no reader takes it, and nobody named it */
} sf_dated;

/* Takes agency and year from the document's metadata. 0: no memory. */
int sf_date(sf_dated *dated, const sheaf_document *document);

/* By agency, year and path; what has none of both behind, in its order. */
void sf_dated_sort(sf_vec *dated);

int sf_dated_same_agency(const sf_dated *a, const sf_dated *b);

/* What there is to say of a report and the one before it: Y-GAP, Y-TWICE. 1: a finding, its texts in `room`. */
typedef struct sf_year_finding {
    sheaf_finding finding;
    char en[600], zh[600];
} sf_year_finding;
int sf_dated_judge(const sf_dated *before, const sf_dated *now, sf_year_finding *out);

#endif
