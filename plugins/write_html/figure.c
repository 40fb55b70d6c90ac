/* Figures: raster images are embedded while the limit lasts; of anything else the page says what is not shown and why.
 * A type counts only if the data begin as its format says; SVG can hold markup and is never embedded. */
#include "html.h"

typedef struct raster {
    sheaf_str type;
    size_t at;
    sheaf_str magic;
} raster;

#define WORD(literal)                                                                              \
    { "" literal, sizeof(literal) - 1 }

static const raster rasters[] = {
    {WORD("image/png"), 0, WORD("\x89PNG\r\n\x1A\n")},
    {WORD("image/jpeg"), 0, WORD("\xFF\xD8\xFF")},
    {WORD("image/gif"), 0, WORD("GIF8")},
    {WORD("image/webp"), 8, WORD("WEBP")},
    {WORD("image/bmp"), 0, WORD("BM")},
};

/* What the data are, whatever the source calls them; NULL where they are no raster image. */
static const raster *raster_of(sheaf_str bytes) {
    for (size_t i = 0; i < HTML_COUNT(rasters); i++) {
        const raster *r = &rasters[i];
        if (bytes.len >= r->at + r->magic.len &&
            memcmp(bytes.ptr + r->at, r->magic.ptr, r->magic.len) == 0)
            return r;
    }
    return NULL;
}

static void put_image(html_out *out, const sheaf_figure *figure, const raster *type,
                      sheaf_str alt) {
    HTML_PUT(out, "<img src=\"data:");
    html_put(out, type->type);
    HTML_PUT(out, ";base64,");
    html_base64(out, figure->bytes);
    html_put(out,
             html_is_blank(alt) ? SHEAF_STR("\" class=\"bare\" alt=\"") : SHEAF_STR("\" alt=\""));
    if (html_is_blank(alt))
        html_word(out, HTML_W_NO_DESCRIPTION);
    else
        html_text(out, alt, HTML_BLANK);
    HTML_PUT(out, "\">");
}

/* The name, type and size of what is not shown, and why not. */
static void put_facts(html_out *out, const sheaf_figure *figure, html_word_id why) {
    HTML_PUT(out, "<span class=\"quiet\">");
    html_word(out, HTML_W_FIGURE);
    HTML_PUT(out, " ");
    html_text(out, figure->part, HTML_BLANK);
    HTML_PUT(out, " (");
    html_text(out, figure->media_type, HTML_BLANK);
    HTML_PUT(out, " ");
    html_number(out, figure->size);
    HTML_PUT(out, " ");
    html_word(out, HTML_W_BYTES);
    HTML_PUT(out, ") ");
    html_word(out, HTML_W_NOT_EMBEDDED);
    html_word(out, HTML_W_COLON);
    html_word(out, why);
    HTML_PUT(out, "</span>");
}

static void put_placeholder(html_out *out, uint32_t n, const sheaf_figure *figure,
                            html_word_id why) {
    html_inline(out, n, HTML_BR);
    html_put(out, html_is_blank(html_node(out, n)->text) ? SHEAF_STR("") : SHEAF_STR("<br>"));
    put_facts(out, figure, why);
}

void html_figure(html_out *out, uint32_t n, const sheaf_node *node) {
    static const sheaf_figure none = {{"", 0}, {"", 0}, {"", 0}, 0};
    const sheaf_figure *figure =
        node->payload == SHEAF_NONE ? &none
                                    : SHEAF_AT(out->document->figures, sheaf_figure, node->payload);
    const raster *type = raster_of(figure->bytes);
    if (figure->bytes.len == 0) {
        put_placeholder(out, n, figure, HTML_W_ABSENT);
    } else if (type == NULL) {
        put_placeholder(out, n, figure, HTML_W_UNSAFE_FORMAT);
    } else if (figure->bytes.len > out->figure_room) {
        put_placeholder(out, n, figure, HTML_W_OVER_LIMIT);
    } else {
        out->figure_room -= figure->bytes.len;
        put_image(out, figure, type, node->text);
    }
}
