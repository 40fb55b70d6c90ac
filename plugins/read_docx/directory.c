/* The names in the zip's directory as they stand there. An entry may have a second name, in UTF-8, in the extra field 0x7075
 * (APPNOTE 4.6.9); libzip goes by that, Word does not. Where both are ASCII and differ, a package means two documents. */
#include "package.h"

enum { END_BYTES = 22, HEADER_BYTES = 46, LONGEST_COMMENT = 0xFFFF };

static uint32_t number_at(const char *at, int bytes) {
    uint32_t value = 0;
    while (bytes-- > 0)
        value = value << 8 | (unsigned char)at[bytes];
    return value;
}

/* The record at the end of the archive (4.3.16): the directory ends where it begins. */
docx_directory docx_directory_open(sheaf_str zip) {
    size_t least =
        zip.len > END_BYTES + LONGEST_COMMENT ? zip.len - END_BYTES - LONGEST_COMMENT : 0;
    for (size_t at = zip.len < END_BYTES ? 0 : zip.len - END_BYTES; at > least; at--) {
        if (memcmp(zip.ptr + at, "PK\5\6", 4) != 0)
            continue;
        size_t size = number_at(zip.ptr + at + 12, 4);
        return size <= at ? (docx_directory){{zip.ptr + at - size, size}}
                          : (docx_directory){SHEAF_STR("")};
    }
    return (docx_directory){SHEAF_STR("")};
}

/* The name of the next entry; empty where the directory is not as expected. */
static sheaf_str take_name(docx_directory *directory) {
    sheaf_str *rest = &directory->rest;
    if (rest->len < HEADER_BYTES || memcmp(rest->ptr, "PK\1\2", 4) != 0)
        return SHEAF_STR("");
    size_t name = number_at(rest->ptr + 28, 2);
    size_t all = HEADER_BYTES + name + number_at(rest->ptr + 30, 2) + number_at(rest->ptr + 32, 2);
    if (all > rest->len)
        return SHEAF_STR("");
    sheaf_str taken = {rest->ptr + HEADER_BYTES, name};
    *rest = (sheaf_str){rest->ptr + all, rest->len - all};
    return taken;
}

static int is_ascii(sheaf_str text) {
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] >= 0x80)
            return 0;
    return 1;
}

int docx_directory_agrees(docx_directory *directory, sheaf_str name) {
    sheaf_str own = take_name(directory);
    return !own.len || docx_same(own, name) || !is_ascii(own) || !is_ascii(name);
}
