/* Content that the document shows and the reader does not read: it stands in parts of other kinds. What has a place gets
 * a figure there, and each is said, so that nobody takes the document for the whole. */
#include "walk.h"

static const struct {
    docx_name element;
    uint32_t has_figure;
    const char *code, *message;
} rows[] = {
    {DOCX_w_altChunk, 0, "docx.chunk",
     "A file that was put into the document as a whole (w:altChunk) is not read; open the document "
     "in Word and save it, "
     "which takes its text in"},
    {DOCX_w_subDoc, 0, "docx.chunk",
     "A subdocument (w:subDoc) is not read; convert its file by itself, or let Word take it in and "
     "save"},
    {DOCX_dgm_relIds, 1, "docx.diagram",
     "The text of a diagram (SmartArt) is not read; only a figure stands in its place"},
    {DOCX_c_chart, 1, "docx.chart",
     "The numbers and labels of a chart are not read; only a figure stands in its place"},
    {DOCX_a_t, 0, "docx.drawing.text", "Text in a drawing, outside of text boxes, is not read"},
};

void docx_elsewhere(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    docx_loss reason;
    if (docx_field_hides(w) || docx_inline_hidden(w, &reason))
        return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].element != element)
            continue;
        sheaf_str message = {rows[i].message, strlen(rows[i].message)};
        docx_warn(w->reader, rows[i].code, w->part, message, 1);
        if (rows[i].has_figure)
            docx_picture_image(w, element, attributes);
    }
}
