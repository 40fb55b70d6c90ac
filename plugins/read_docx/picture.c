/* Pictures, charts and embedded objects become figures behind the paragraph that they stand in: alternative text, part,
 * media type, size, and the bytes of raster images that browsers show, up to a limit each and in all. */
#include "package.h"
#include "walk.h"

enum { LARGEST = 4 << 20, ALL = 64 << 20 };

static const sheaf_str raster[] = {{"image/png", 9}, {"image/jpeg", 10}, {"image/gif", 9},
                                   {"image/bmp", 9}, {"image/webp", 10}, {"image/x-png", 11},
                                   {"image/jpg", 9}};

typedef struct docx_image {
    sheaf_str part;
    docx_text bytes;
} docx_image;

/* ------------------------------------------------------------------------------------- from the XML -- */

/* w:drawing, w:pict, w:object. */
void docx_picture_drawing(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    docx_loss reason;
    (void)element, (void)attributes;
    if (!docx_inline_hidden(w, &reason))
        docx_apart(w);
    w->drawing = (docx_picture){.alt = SHEAF_STR(""), .part = SHEAF_STR("")};
}

/* A drawing that stands in the line like a character. */
void docx_picture_inline(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    docx_loss reason;
    (void)element, (void)attributes;
    if (!docx_inline_hidden(w, &reason))
        docx_apart_object(w);
}

/* The same of VML, which places a shape by its style (19.1.2.19). */
void docx_picture_shape(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    sheaf_str style = docx_attribute(attributes, DOCX_no_style);
    docx_picture_text(w, element, attributes);
    if (style.len && !docx_holds(style, "position:absolute"))
        docx_picture_inline(w, element, attributes);
}

/* The description is what a reader hears; a title alone is better than nothing. A drawing that wp:docPr hides is not
 * shown, nor what stands in it (20.4.2.5). */
void docx_picture_text(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    static const docx_name by_rank[] = {DOCX_no_descr, DOCX_no_alt, DOCX_no_title, DOCX_o_title};
    if (element == DOCX_wp_docPr)
        w->drawing.is_hidden = (uint32_t)docx_is_stated(attributes, DOCX_no_hidden);
    for (size_t i = 0; i < sizeof by_rank / sizeof *by_rank && !w->drawing.alt.len; i++)
        w->drawing.alt = docx_keep(w->reader, docx_attribute(attributes, by_rank[i]));
}

/* a:blip, v:imagedata, c:chart, dgm:relIds: each names a part by a relationship. */
void docx_picture_image(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    static const docx_name ids[] = {DOCX_r_embed, DOCX_r_id, DOCX_r_dm, DOCX_r_pict, DOCX_r_link};
    sheaf_str id = SHEAF_STR("");
    docx_loss reason;
    if (element == DOCX_v_imagedata)
        docx_picture_text(w, element, attributes);
    for (size_t i = 0; i < sizeof ids / sizeof *ids && !id.len; i++)
        id = docx_attribute(attributes, ids[i]);
    if (w->drawing.is_hidden || docx_field_hides(w) || docx_inline_hidden(w, &reason))
        return;
    const docx_relation *relation =
        id.len ? docx_relation_find(docx_relations_of(w->reader, w->part), id) : NULL;
    if (!relation) {
        docx_warnf(w->reader, "docx.picture.missing", w->part, 1,
                   "A picture in %.*s names no part of the package", (int)w->part.len, w->part.ptr);
        return;
    }
    docx_picture *picture = docx_vec_push(w->reader, &w->pictures, sizeof *picture);
    if (picture)
        *picture = (docx_picture){
            .alt = w->drawing.alt, .part = relation->target, .external = relation->external};
}

/* Letters that are drawn (v:textpath), watermarks too: a figure whose alternative text they are. */
void docx_picture_word_art(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    sheaf_str letters = docx_keep(w->reader, docx_attribute(attributes, DOCX_no_string));
    docx_loss reason;
    (void)element;
    if (!letters.len || docx_field_hides(w) || docx_inline_hidden(w, &reason))
        return;
    docx_picture *picture = docx_vec_push(w->reader, &w->pictures, sizeof *picture);
    if (picture)
        *picture = (docx_picture){.alt = letters, .part = SHEAF_STR(""), .external = 1};
}

/* ------------------------------------------------------------------------------------- to the host -- */

typedef struct loading {
    docx_reader *reader;
    docx_text *bytes;
} loading;

static sheaf_status take_piece(void *context, sheaf_str piece) {
    loading *load = context;
    docx_text_add(load->reader, load->bytes, piece);
    return SHEAF_OK;
}

/* The bytes of a part, read once however often it is shown. */
static sheaf_str image_bytes(docx_walk *w, sheaf_str part) {
    for (uint32_t i = 0; i < w->images.count && i < 64; i++)
        if (docx_same(DOCX_VEC_AT(&w->images, docx_image, i)->part, part))
            return docx_text_view(&DOCX_VEC_AT(&w->images, docx_image, i)->bytes);
    docx_image image = {.part = part};
    loading load = {w->reader, &image.bytes};
    if (docx_package_read(w->reader, part, take_piece, &load) != SHEAF_OK)
        image.bytes.len = 0;
    docx_image *kept = docx_vec_push(w->reader, &w->images, sizeof *kept);
    if (kept)
        *kept = image;
    return docx_text_view(&image.bytes);
}

static int is_raster(sheaf_str type) {
    for (size_t i = 0; i < sizeof raster / sizeof *raster; i++)
        if (docx_same_folded(raster[i], type))
            return 1;
    return 0;
}

static void fill(docx_walk *w, sheaf_figure *figure) {
    if (!docx_package_has(w->reader, figure->part)) {
        docx_warnf(w->reader, "docx.picture.missing", w->part, 1,
                   "A picture shows the part %.*s, which the package does not have",
                   (int)figure->part.len, figure->part.ptr);
        return;
    }
    figure->media_type = docx_media_type(w->reader, figure->part);
    figure->size = docx_package_size(w->reader, figure->part);
    if (!is_raster(figure->media_type) || figure->size > LARGEST ||
        w->picture_bytes + figure->size > ALL)
        return;
    figure->bytes = image_bytes(w, figure->part);
    figure->size = figure->bytes.len ? figure->bytes.len : figure->size;
    w->picture_bytes += figure->bytes.len;
}

static void emit(docx_walk *w, const docx_picture *picture) {
    sheaf_origin place;
    sheaf_block block = docx_block(w, SHEAF_FIGURE, &place);
    sheaf_figure figure = {
        .part = picture->part, .media_type = SHEAF_STR(""), .bytes = SHEAF_STR("")};
    if (!picture->external)
        fill(w, &figure);
    block.text = picture->alt;
    block.figure = &figure;
    docx_account_text(w, picture->alt);
    docx_tape_add(w->tape, &block);
}

/* Inside a note, whose blocks are lines, there is no room for a figure: its text is a line. */
void docx_pictures_emit(docx_walk *w) {
    for (uint32_t i = 0; i < w->pictures.count && !w->flat; i++)
        emit(w, DOCX_VEC_AT(&w->pictures, const docx_picture, i));
    w->pictures.count = 0;
}
