/* The zip archive: entries by name, read as streams. The bytes that all streams give are counted against the limits
 * `inflated` and `ratio`, whatever the archive says of their sizes. */
#ifndef DOCX_PACKAGE_H
#define DOCX_PACKAGE_H

#include "docx.h"

/* Opens the archive of the job's input; what is no readable archive fails the job with a sentence that says what it
 * is. The package is closed with docx_package_close on every path. */
sheaf_status docx_package_open(docx_reader *reader);
void docx_package_close(docx_reader *reader);

/* 1 where the package has that part, once and not hidden by another of the same name but for its case. */
int docx_package_has(const docx_reader *reader, sheaf_str part);
/* 1 where it is there at all: reading it says what is wrong. */
int docx_package_claims(const docx_reader *reader, sheaf_str part);

/* The next piece of the part that is read, `len` 0 at its end. Ends with a status like docx_xml_parse's. */
typedef sheaf_status docx_piece(void *context, sheaf_str bytes);

/* Gives the bytes of a part, piece by piece, the last one empty. SHEAF_BAD_INPUT: missing, there twice or damaged, which
 * was said in a diagnostic; so is a name that another entry claims by its extra field. Another status of the receiver ends it and is returned. */
sheaf_status docx_package_read(docx_reader *reader, sheaf_str part, docx_piece *piece,
                               void *context);

/* Size of the part when inflated, as the archive says; 0 where unknown. */
uint64_t docx_package_size(const docx_reader *reader, sheaf_str part);

/* directory.c: the names in the archive's own directory, from the first entry on */
typedef struct docx_directory {
    sheaf_str rest;
} docx_directory;
docx_directory docx_directory_open(sheaf_str zip);
/* Takes the next entry: the name that it counts by, where libzip calls it `name`. */
sheaf_str docx_directory_name(docx_directory *directory, sheaf_str name);

#endif
