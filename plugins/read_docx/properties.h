/* What the package says about the document: docProps/core.xml, app.xml and custom.xml as metadata under the names
 * that Word shows (`properties.Title`, `properties.Author`, `properties.Pages`, ...), and the settings that
 * change how it is read. */
#ifndef DOCX_PROPERTIES_H
#define DOCX_PROPERTIES_H

#include "docx.h"
#include "number_text.h"
#include "xml.h"

/* How notes are numbered (17.11.11, 17.11.17, 17.11.19, 17.11.20). */
typedef struct docx_note_numbers {
    docx_number_format format;
    uint32_t start;
    int each_section, each_page; /* they begin anew there */
} docx_note_numbers;

typedef struct docx_settings {
    uint32_t even_and_odd_headers; /* w:evenAndOddHeaders: even pages have headers of their own */
    docx_note_numbers footnotes, endnotes;
} docx_settings;

/* States the properties of the package in the job's metadata. Never the document's title: templates leave titles of
 * other documents there. Damaged or missing parts leave properties out, with a diagnostic. */
sheaf_status docx_properties_read(docx_reader *reader);

/* Takes a child of w:footnotePr or w:endnotePr. */
void docx_note_numbers_take(docx_note_numbers *numbers, docx_name element,
                            const docx_attributes *attributes);

/* Reads word/settings.xml; what Word takes where it says nothing, or where the document has none. */
sheaf_status docx_settings_read(docx_reader *reader, docx_settings *out);

#endif
