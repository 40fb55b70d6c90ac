/* SPDX-License-Identifier: GPL-2.0-or-later
 * What Poppler complains of. It logs through GLib: while a document is open its messages come here, where the few that mean
 * that something is missing from the text become marks, and none is printed. */
#include "source.h"

#include <string.h>

#define LOG_DOMAIN "Poppler"

/* Parts of messages of Poppler (XRef.cc, GlobalParams.cc, GfxFont.cc, CMap.cc). */
static const struct {
    const char *part;
    pdf_complaint means;
} known[] = {{"try to reconstruct", PDF_COMPLAINT_REPAIRED},
             {"Missing language pack", PDF_COMPLAINT_DATA},
             {"Unknown character collection", PDF_COMPLAINT_DATA},
             {"Unknown CMap", PDF_COMPLAINT_DATA},
             {"CMap file for", PDF_COMPLAINT_DATA}};

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
    if (fresh & PDF_COMPLAINT_REPAIRED)
        pdf_say(source->reader, SHEAF_WARNING, "pdf.repaired", 0, false,
                "The cross-reference table of the file is damaged; its objects were searched for, "
                "so that deleted or outdated content may stand among them");
    if (fresh & PDF_COMPLAINT_DATA)
        pdf_say(source->reader, SHEAF_ERROR, "pdf.poppler-data", page, true,
                "A font needs the character tables of a CJK collection, which are not installed, "
                "so that its text is missing; install poppler-data and convert again");
}
