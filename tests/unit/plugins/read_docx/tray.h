/* A host for the units of the DOCX reader that builds with the real builder, so that what they hand over is
 * held against every rule of the IR. */
#ifndef TRAY_H
#define TRAY_H

#include "base/buffer.h"
#include "ir/builder.h"
#include "ir/document.h"

struct sheaf_job {
    sf_tree *tree;
    sf_records records;
    sf_error error;
    sf_build_limits limits;
    sf_builder *builder;
    sheaf_document view; /* filled by tray_end */
};

extern const sheaf_host tray_host;

/* Zero the job before; 0: no memory. tray_end finishes the document, and where all went well asserts that it
 * passes sf_document_check. tray_done frees it. */
int tray_init(sheaf_job *job);
sheaf_status tray_end(sheaf_job *job);
void tray_done(sheaf_job *job);

/* The tree as nested words, `table 2x2[cell 0,0^(a) cell 0,1+2x1(b)]`: ^ column head, ~ filler. */
void tray_outline(const sheaf_job *job, sf_buffer *out);
void assert_outline(sheaf_job *job, const char *expected);

/* How many diagnostics have that code. */
unsigned tray_said(const sheaf_job *job, const char *code);

/* A block with that text at /part 0/path. */
sheaf_block tray_block(uint32_t kind, const char *text);

#endif
