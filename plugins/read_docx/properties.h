/* What the package says about the document: docProps/core.xml, app.xml and custom.xml as metadata under the names
 * that Word shows (`properties.Title`, `properties.Author`, `properties.Pages`, ...), and the settings that
 * change how it is read. */
#ifndef DOCX_PROPERTIES_H
#define DOCX_PROPERTIES_H

#include "docx.h"

typedef struct docx_settings {
    uint32_t even_and_odd_headers; /* w:evenAndOddHeaders: even pages have headers of their own */
} docx_settings;

/* States the properties of the package in the job's metadata. Never the document's title: templates leave titles of
 * other documents there. Damaged or missing parts leave properties out, with a diagnostic. */
sheaf_status docx_properties_read(docx_reader *reader);

/* Reads word/settings.xml; zeroes where the document has none. */
sheaf_status docx_settings_read(docx_reader *reader, docx_settings *out);

#endif
