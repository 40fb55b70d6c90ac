/* SPDX-License-Identifier: GPL-2.0-or-later
 * What Poppler complains of. It logs through GLib: while a document is open its messages come here, where the few that mean
 * that something is missing from the text become marks, and none is printed. */
#include "source.h"

#include <string.h>

#define LOG_DOMAIN "Poppler"

/* Parts of messages of Poppler (XRef.cc, GlobalParams.cc, GfxFont.cc, CMap.cc; Gfx.cc, Lexer.cc, Parser.cc, Stream.cc). */
static const struct {
    const char *part;
    pdf_complaint means;
} known[] = {{"try to reconstruct", PDF_COMPLAINT_REPAIRED},
             {"Missing language pack", PDF_COMPLAINT_DATA},
             {"Unknown character collection", PDF_COMPLAINT_DATA},
             {"Unknown CMap", PDF_COMPLAINT_DATA},
             {"CMap file for", PDF_COMPLAINT_DATA},
             {"Too few (", PDF_COMPLAINT_CONTENT},
             {"Restoring state when no valid states", PDF_COMPLAINT_CONTENT},
             {"Leftover args in content stream", PDF_COMPLAINT_CONTENT},
             {"Weird page contents", PDF_COMPLAINT_CONTENT},
             {"Unknown operator", PDF_COMPLAINT_CONTENT},
             {"Illegal character", PDF_COMPLAINT_CONTENT},
             {"Unterminated string", PDF_COMPLAINT_CONTENT},
             {"Dictionary key must be a name", PDF_COMPLAINT_CONTENT},
             {"Bad image parameters", PDF_COMPLAINT_CONTENT},
             {"No font in show", PDF_COMPLAINT_CONTENT},
             {"in flate stream", PDF_COMPLAINT_CONTENT}};

static void take_message(const gchar *domain, GLogLevelFlags level, const gchar *message,
                         gpointer data) {
    pdf_source *source = data;
    (void)domain;
    (void)level;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (message && strstr(message, known[i].part))
            source->complaints |= known[i].means;
}

void pdf_complaints_open(pdf_source *source) {
    source->log_handler =
        g_log_set_handler(LOG_DOMAIN, (GLogLevelFlags)(G_LOG_LEVEL_MASK | G_LOG_FLAG_RECURSION),
                          take_message, source);
}

void pdf_complaints_close(pdf_source *source) {
    if (source->log_handler)
        g_log_remove_handler(LOG_DOMAIN, source->log_handler);
    source->log_handler = 0;
}

void pdf_complaints_tell(pdf_source *source, uint32_t page) {
    unsigned fresh = source->complaints & ~source->told;
    source->told |= fresh;
    source->complaints &= ~(unsigned)PDF_COMPLAINT_CONTENT; /* told for each page */
    source->told &= ~(unsigned)PDF_COMPLAINT_CONTENT;
    if (fresh & PDF_COMPLAINT_REPAIRED)
        pdf_say(source->reader, SHEAF_WARNING, "pdf.repaired", 0, false,
                "The cross-reference table of the file is damaged; its objects were searched for, "
                "so that deleted or outdated content may stand among them");
    if (fresh & PDF_COMPLAINT_DATA)
        pdf_say(source->reader, SHEAF_ERROR, "pdf.poppler-data", page, true,
                "A font needs the character tables of a CJK collection, which are not installed, "
                "so that its text is missing; install poppler-data and convert again");
    if (fresh & PDF_COMPLAINT_CONTENT && page)
        pdf_say(source->reader, SHEAF_WARNING, "pdf.page.malformed", page, true,
                "The content of the page is malformed, and Poppler leaves out what it does not "
                "understand, perhaps all that follows; compare the page with what a viewer shows");
}
