/* SPDX-License-Identifier: GPL-2.0-or-later
 * Pages of laid-out lines for tests of the report, and a host that writes down what it is told: a line a block, as
 * `kind flags level number "text" [runs]`, indented as it is nested. */
#ifndef REPORT_FIXTURE_H
#define REPORT_FIXTURE_H

#include "report/report.h"

enum { LOOK_PLAIN, LOOK_BOLD, LOOK_CODE, LOOK_LINK, LOOKS };

typedef struct report_fixture {
    pdf_reader reader;
    sheaf_host host;
    char told[16384]; /* blocks */
    char said[4096];  /* repairs, diagnostics, what was left out */
    size_t told_length, said_length;
    uint32_t nodes, depth;
} report_fixture;

void report_begin(report_fixture *fixture, uint32_t sheets);
void report_end(report_fixture *fixture);

/* A line of type of the size given; a character is half as wide as high, a wide one as wide. Lines come in reading order; a
 * piece further up than the one before begins another region. Returns it, to be changed. */
pdf_line *report_line(report_fixture *fixture, uint32_t sheet, float x, float base, float size,
                      uint16_t look, const char *text);
/* The bytes [start, start + length) of the last line stand raised. */
void report_raise(pdf_line *line, uint32_t start, uint32_t length);
/* A ruled grid whose columns are 60 points wide; `cells` are the texts in row-major order, their lines divided by `~`. */
pdf_grid *report_grid(report_fixture *fixture, uint32_t sheet, float top, uint32_t rows,
                      uint32_t columns, const char *const *cells);

/* What the report makes of it: returns the blocks. */
const char *report_run(report_fixture *fixture);

#endif
