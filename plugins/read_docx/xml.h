/* A part of the package as a stream of events, parsed piece by piece while it inflates; names are folded to docx_name, so
 * nobody above compares strings. */
#ifndef DOCX_XML_H
#define DOCX_XML_H

#include "docx.h"
#include "names.h"

/* The attributes of the element that starts; valid during that call. */
typedef struct docx_attributes docx_attributes;

/* All of them may be NULL. `text` comes in pieces: a character is never cut, a text may be. */
typedef struct docx_xml_handlers {
    void (*start)(void *context, docx_name element, const docx_attributes *attributes);
    void (*end)(void *context, docx_name element);
    void (*text)(void *context, sheaf_str text);
} docx_xml_handlers;

/* Parses a part. SHEAF_OK: all of it. SHEAF_BAD_INPUT: the part is missing, damaged or no XML; that has been said
 * in a diagnostic with `incomplete`, the events up to there have been given, and the caller goes on without
 * the rest (elements that were open got no end). Anything else is the job's failure: return it. */
sheaf_status docx_xml_parse(docx_reader *reader, sheaf_str part, const docx_xml_handlers *handlers,
                            void *context);

/* Ends the parse from within a handler: no more events come, and docx_xml_parse returns SHEAF_OK. */
void docx_xml_stop(docx_reader *reader);

/* The value of an attribute, lent for the call; empty where there is none. */
sheaf_str docx_attribute(const docx_attributes *attributes, docx_name name);

/* As above, and 1 where it is there (it may be empty), else 0. */
int docx_find_attribute(const docx_attributes *attributes, docx_name name, sheaf_str *value);

/* A whole number, 17.18.10 ST_DecimalNumber and relatives: beyond int64_t the nearest, `otherwise` where there is no
 * such attribute or it does not begin as a number. */
int64_t docx_number(const docx_attributes *attributes, docx_name name, int64_t otherwise);

/* 17.17.4 ST_OnOff of w:val: an absent value is on; 0, false, off and none are off. */
int docx_is_on(const docx_attributes *attributes);
/* 1 where the attribute is there and says no `false`. */
int docx_is_stated(const docx_attributes *attributes, docx_name name);

/* Of mc:Choice: 1 where all namespaces that it requires are known to the reader (ECMA-376 Part 3, 9.3). */
int docx_choice_understood(const docx_attributes *attributes);

/* ---- recordings: events kept for later ---- */

/* Events in a row, encoded. Zeroed: empty. */
typedef struct docx_recording {
    docx_text bytes;
} docx_recording;

void docx_record_start(docx_reader *reader, docx_recording *recording, docx_name element,
                       const docx_attributes *attributes);
void docx_record_end(docx_reader *reader, docx_recording *recording, docx_name element);
void docx_record_text(docx_reader *reader, docx_recording *recording, sheaf_str text);

/* Gives the recorded events once more. It ticks. */
sheaf_status docx_recording_play(docx_reader *reader, sheaf_str recorded,
                                 const docx_xml_handlers *handlers, void *context);

#endif
