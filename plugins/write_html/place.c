/* Where something stands in the source, in a form that is short, the same in every language and easy to take apart:
 * `line 12, bytes 340-345`, `page 3 (72,140)`, `word/document.xml /body/p[1]`; pieces are parted by `; `. */
#include "html.h"

/* Bytes are named by the first and the last one. */
static void put_bytes(html_out *out, const sheaf_origin *origin) {
    uint64_t offset = origin->at.bytes.offset;
    uint64_t length = origin->at.bytes.length;
    if (origin->unit > 0) {
        HTML_PUT(out, "line ");
        html_number(out, origin->unit);
        HTML_PUT(out, ", ");
    }
    html_put(out, length > 1 ? SHEAF_STR("bytes ") : SHEAF_STR("byte "));
    html_number(out, offset);
    if (length > 1) {
        HTML_PUT(out, "-");
        html_number(out, offset + (length - 1));
    }
}

/* Whole points are as good as anybody can point. */
static void put_point(html_out *out, float value) {
    const double bound = 1e9;
    double v = (double)value;
    if (!(v > -bound && v < bound))
        v = 0;
    int64_t rounded = (int64_t)(v < 0 ? v - 0.5 : v + 0.5);
    html_decimal(out, (sheaf_decimal){rounded, 0});
}

static void put_box(html_out *out, const sheaf_origin *origin) {
    HTML_PUT(out, "page ");
    html_number(out, origin->unit);
    HTML_PUT(out, " (");
    put_point(out, origin->at.box[0]);
    HTML_PUT(out, ",");
    put_point(out, origin->at.box[1]);
    HTML_PUT(out, ")");
}

static void put_part(html_out *out, const sheaf_origin *origin) {
    if (origin->unit < out->document->parts.count)
        html_text(out, *SHEAF_AT(out->document->parts, sheaf_str, origin->unit), HTML_BLANK);
    HTML_PUT(out, " ");
    html_text(out, origin->at.path, HTML_BLANK);
}

void html_place(html_out *out, const sheaf_origin *origin) {
    static void (*const forms[])(html_out *, const sheaf_origin *) = {
        [SHEAF_AT_BYTES] = put_bytes, [SHEAF_AT_PAGE] = put_box, [SHEAF_AT_PART] = put_part};
    if (origin->kind < HTML_COUNT(forms) && forms[origin->kind] != NULL)
        forms[origin->kind](out, origin);
}

void html_origin(html_out *out, const sheaf_node *node) {
    uint32_t printed = 0;
    for (uint32_t i = node->origin; i < node->origin + node->origins; i++) {
        const sheaf_origin *origin = SHEAF_AT(out->document->origins, sheaf_origin, i);
        if (origin->kind == SHEAF_AT_NOWHERE)
            continue;
        html_put(out, printed++ == 0 ? SHEAF_STR(" data-origin=\"") : SHEAF_STR("; "));
        html_place(out, origin);
    }
    if (printed > 0)
        HTML_PUT(out, "\"");
}
