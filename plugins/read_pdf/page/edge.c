/* SPDX-License-Identifier: GPL-2.0-or-later
 * Words that run over the edge of the page. What lies beyond it is not on the page, but `8` of `86` is another number, and
 * looks whole. A word is cut where one of its characters was left out beside one that was kept, or where the edge runs
 * through a character: Poppler does not tell of those that lie beyond it altogether. */
#include "page/edge.h"

#include <string.h>

#define OVER 0.1f         /* of its width: more than the white beside a glyph */
#define OVER_DIGIT 0.001f /* where one ends there, all behind it would lie beyond */

void pdf_edge_cut(pdf_edge *edge, const pdf_char *beside) {
    if (edge->cuts++ == 0)
        memcpy(edge->box, beside->box, sizeof edge->box);
}

int pdf_edge_runs_through(const pdf_page *page, double x0, double x1, bool is_digit) {
    const double most = (double)(is_digit ? OVER_DIGIT : OVER) * (x1 - x0);
    return -x0 > most ? -1 : x1 - (double)page->width > most;
}

static void tell(pdf_reader *reader, uint32_t page, const pdf_edge *edge, sheaf_str code,
                 sheaf_str text) {
    sheaf_diagnostic said = {.size = sizeof said,
                             .severity = SHEAF_WARNING,
                             .code = code,
                             .message = text,
                             .origin = {.kind = SHEAF_AT_PAGE, .unit = page},
                             .incomplete = true};
    if (!edge->cuts)
        return;
    memcpy(said.origin.at.box, edge->box, sizeof edge->box);
    reader->host->diagnose(reader->job, &said);
}

void pdf_edge_tell(pdf_reader *reader, uint32_t page, const pdf_edge *edge) {
    static const char text[] =
        "Text runs over the edge of the page, here first; what lies beyond it is left out, so that "
        "words and numbers may have lost characters. Compare with the document that the PDF was "
        "made from";
    tell(reader, page, edge, SHEAF_STR("pdf.text.cut"), (sheaf_str){text, sizeof text - 1});
}

void pdf_edge_tell_cells(pdf_reader *reader, uint32_t page, const pdf_edge *edge) {
    static const char text[] =
        "The table has no border on its right, and numbers end where its lines do, here first: the "
        "paper was too narrow for it, and digits are lost. Compare with the document that the PDF "
        "was made from, or print it on wider paper";
    tell(reader, page, edge, SHEAF_STR("pdf.cell.cut"), (sheaf_str){text, sizeof text - 1});
}
