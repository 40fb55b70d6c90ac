/* SPDX-License-Identifier: GPL-2.0-or-later
 * Images of more than PDF_MOST_PIXELS are refused when Poppler asks cairo for room for them, but it has decoded those of JBIG2
 * and JPEG 2000 before: seconds for each scanned page, and minutes for one that says that it is 60,000 dots wide. A version
 * without data is refused as well, and what else the page holds is read at once. Data of others is not decoded then, but
 * copying the file and looking for streams in it takes longer than all the rest where a page is mostly a picture. */
#include "file/unpack_images.h"
#include "file/syntax.h"
#include "pdf.h"

/* Poppler makes wider ones smaller before it asks for room for them. */
enum { WIDEST = 32767 };

static bool is_slow_filter(sheaf_str value) {
    return pdf_is_word(value, "/JBIG2Decode") || pdf_is_word(value, "/JPXDecode");
}

/* One filter, or one of several. */
static bool has_slow_filter(sheaf_str value) {
    if (value.len < 2 || *value.ptr != '[')
        return is_slow_filter(value);
    sheaf_str rest = {value.ptr + 1, value.len - 2}, one;
    while (pdf_take_object(&rest, &one))
        if (is_slow_filter(one))
            return true;
    return false;
}

/* 0: it is no plain number. */
static uint64_t length_of(sheaf_str value) {
    uint64_t number = 0;
    return pdf_take_number(&value, &number) && !value.len && number <= UINT32_MAX ? number : 0;
}

pdf_image_kind pdf_image_kind_of(sheaf_str entries) {
    sheaf_str key, value;
    bool image = false, slow = false;
    uint64_t width = 0, height = 0;
    while (pdf_take_entry(&entries, &key, &value)) {
        image |= pdf_is_word(key, "/Subtype") && pdf_is_word(value, "/Image");
        slow |= pdf_is_word(key, "/Filter") && has_slow_filter(value);
        width = pdf_is_word(key, "/Width") ? length_of(value) : width;
        height = pdf_is_word(key, "/Height") ? length_of(value) : height;
    }
    pdf_skip_space(&entries);
    if (!image || entries.len || width * height <= PDF_MOST_PIXELS)
        return PDF_IMAGE_PLAIN;
    if (slow)
        return PDF_IMAGE_SLOW;
    return width <= WIDEST && height <= WIDEST ? PDF_IMAGE_LARGE : PDF_IMAGE_PLAIN;
}

/* What says how its data is to be understood. */
static bool is_of_data(sheaf_str key) {
    static const char *const keys[] = {"/Filter",           "/DecodeParms", "/Length",
                                       "/BitsPerComponent", "/ColorSpace",  "/Decode",
                                       "/SMaskInData"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (pdf_is_word(key, keys[i]))
            return true;
    return false;
}

bool pdf_put_empty_image(pdf_update *update, uint64_t number, sheaf_str entries) {
    sheaf_str key, value;
    bool mask = false, fine = pdf_put_number(update, "%llu 0 obj\n<<", number);
    while (fine && pdf_take_entry(&entries, &key, &value)) {
        mask |= pdf_is_word(key, "/ImageMask") && pdf_is_word(value, "true");
        if (!is_of_data(key))
            fine = pdf_put_entry(update, key, value);
    }
    return fine && (mask || pdf_put(update, SHEAF_STR("/ColorSpace /DeviceGray\n"))) &&
           pdf_put(update,
                   SHEAF_STR("/BitsPerComponent 1\n/Length 0>>stream\n\nendstream\nendobj\n"));
}
