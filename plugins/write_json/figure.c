/* What a figure is, and its bytes as base64 (RFC 4648, section 4) where the user wants them: by default they are
 * left out, as a report with pictures would be many times larger. */
#include "json.h"

/* Three bytes become four characters; at the end, what is missing is said by `=`. */
static void put_group(json_out *out, const unsigned char *from, size_t count) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint32_t bits = (uint32_t)from[0] << 16;
    bits |= count > 1 ? (uint32_t)from[1] << 8 : 0;
    bits |= count > 2 ? (uint32_t)from[2] : 0;
    json_room(out, 4);
    for (unsigned i = 0; i < 4; i++)
        *out->at++ = i <= count ? digits[bits >> (18 - 6 * i) & 63] : '=';
}

static void put_base64(json_out *out, sheaf_str bytes) {
    const unsigned char *at = (const unsigned char *)bytes.ptr;
    for (size_t left = bytes.len; left > 0;) {
        size_t count = left < 3 ? left : 3;
        put_group(out, at, count);
        at += count;
        left -= count;
    }
}

void json_figure(json_out *out, const sheaf_figure *figure) {
    json_put(out, SHEAF_STR(", \"part\": "));
    json_string(out, figure->part);
    json_put(out, SHEAF_STR(", \"media_type\": "));
    json_string(out, figure->media_type);
    json_put(out, SHEAF_STR(", \"size\": "));
    json_number(out, figure->size);
    if (!out->embed || figure->bytes.len == 0)
        return;
    json_put(out, SHEAF_STR(", \"data\": \""));
    put_base64(out, figure->bytes);
    json_put(out, SHEAF_STR("\""));
}
