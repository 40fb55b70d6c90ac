/* What the file is: see container.c. */
#ifndef DOCX_CONTAINER_H
#define DOCX_CONTAINER_H

#include "docx.h"

/* A compound file (MS-CFB): what Office wrote before 2007, and its encrypted packages today. */
int docx_is_compound(sheaf_str bytes);

/* Fails the job with what the compound file is and what to do. */
sheaf_status docx_refuse_compound(docx_reader *reader, sheaf_str bytes);

/* Finds the main part of the open package, or fails the job with what the package is instead. */
sheaf_status docx_find_main(docx_reader *reader);

/* The plugin's probe. */
uint32_t docx_probe(const sheaf_input *input, sheaf_str *why);

#endif
