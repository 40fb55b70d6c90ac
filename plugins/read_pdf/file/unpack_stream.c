/* SPDX-License-Identifier: GPL-2.0-or-later
 * Which streams of a file get a new version. One whose dictionary, length and end do not agree, or that the table does not
 * lead to, stays for Poppler to make the best of. */
#include "file/unpack_stream.h"
#include "file/syntax.h"
#include "file/unpack_images.h"

#include <string.h>

enum {
    NEAR = 64 /* bytes that are searched for what has to stand at a place: work stays linear */
};

static sheaf_str first_of(sheaf_str text, uint64_t bytes) {
    return (sheaf_str){text.ptr, bytes < text.len ? (size_t)bytes : text.len};
}

/* A number, or a reference to one. */
static bool read_length(const pdf_update *update, sheaf_str value, uint64_t *length) {
    sheaf_str object;
    uint64_t number = 0;
    if (!pdf_take_number(&value, &number))
        return false;
    *length = number;
    if (!value.len)
        return true;
    if (!pdf_update_find(update, number, &object))
        return false;
    object = first_of(object, NEAR);
    return pdf_take_number(&object, length);
}

static bool is_flate(sheaf_str filter) {
    if (filter.len > 2 && filter.ptr[0] == '[') {
        filter = (sheaf_str){filter.ptr + 1, filter.len - 2};
        sheaf_str only;
        bool one = pdf_take_object(&filter, &only);
        pdf_skip_space(&filter);
        return one && !filter.len && pdf_is_word(only, "/FlateDecode");
    }
    return pdf_is_word(filter, "/FlateDecode");
}

/* What is no text for Poppler: images, which it is not let decode, and files that stand in the document. */
static bool is_left_out(sheaf_str key, sheaf_str value) {
    return pdf_is_word(key, "/DecodeParms") || pdf_is_word(key, "/F") ||
           (pdf_is_word(key, "/Subtype") && pdf_is_word(value, "/Image")) ||
           (pdf_is_word(key, "/Type") &&
            (pdf_is_word(value, "/EmbeddedFile") || pdf_is_word(value, "/XRef")));
}

/* What the entries up to the end of the dictionary say of the data. */
typedef struct packing {
    uint64_t length;
    bool has_length;
    bool is_text; /* deflated, and nothing else */
} packing;

static bool read_entries(const pdf_update *update, sheaf_str rest, packing *packed) {
    sheaf_str key, value;
    bool flate = false, left_out = false;
    *packed = (packing){.has_length = false};
    while (pdf_take_entry(&rest, &key, &value)) {
        left_out |= is_left_out(key, value);
        if (pdf_is_word(key, "/Filter"))
            flate = is_flate(value);
        if (pdf_is_word(key, "/Length"))
            packed->has_length = read_length(update, value, &packed->length);
    }
    packed->is_text = flate && !left_out;
    pdf_skip_space(&rest);
    return packed->has_length && !rest.len;
}

/* From `stream` on: the line's end, as many bytes as the dictionary says, and `endstream`. */
static bool read_data(sheaf_str rest, uint64_t length, sheaf_str *data) {
    if (!pdf_take_word(&rest, "stream") ||
        (!pdf_take_word(&rest, "\r\n") && !pdf_take_word(&rest, "\n")) || length > rest.len)
        return false;
    *data = first_of(rest, length);
    rest = first_of(pdf_behind(rest, length), NEAR);
    pdf_skip_space(&rest);
    return pdf_take_word(&rest, "endstream");
}

/* The data is known, or it is an image that Poppler is not to see, whatever its data is. */
static bool read_kind(const pdf_update *update, sheaf_str rest, bool keep_images,
                      pdf_stream *found) {
    packing packed;
    const pdf_image_kind image = pdf_image_kind_of(found->entries);
    const bool whole = read_entries(update, found->entries, &packed) &&
                       read_data(rest, packed.length, &found->data);
    found->is_image = image == PDF_IMAGE_SLOW;
    if (!whole) {
        found->data = first_of(rest, 0);
        return found->is_image;
    }
    found->is_image |=
        image == PDF_IMAGE_LARGE && !keep_images && found->data.len >= PDF_LEAST_HOLE;
    return found->is_image || packed.is_text;
}

bool pdf_stream_read(const pdf_update *update, sheaf_str head, sheaf_str rest, bool keep_images,
                     pdf_stream *found) {
    sheaf_str dictionary;
    uint64_t generation = 0, offset = (uint64_t)(head.ptr - update->bytes.ptr);
    if (!pdf_take_head(&head, &found->number, &generation) || generation != 0 ||
        found->number >= update->table.count || update->table.offsets[found->number] != offset ||
        !pdf_take_object(&head, &dictionary) || dictionary.len < 4 || dictionary.ptr[1] != '<')
        return false;
    pdf_skip_space(&head);
    found->entries = (sheaf_str){dictionary.ptr + 2, dictionary.len - 4};
    return !head.len && read_kind(update, rest, keep_images, found);
}

bool pdf_stream_is_of_text(sheaf_str entries) {
    sheaf_str key, value;
    bool is_bare = true, says_so = false;
    while (pdf_take_entry(&entries, &key, &value)) {
        is_bare &= pdf_is_word(key, "/Length") || pdf_is_word(key, "/Filter");
        says_so |= (pdf_is_word(key, "/Subtype") && pdf_is_word(value, "/Form")) ||
                   (pdf_is_word(key, "/Type") &&
                    (pdf_is_word(value, "/ObjStm") || pdf_is_word(value, "/CMap")));
    }
    return is_bare || says_so;
}
