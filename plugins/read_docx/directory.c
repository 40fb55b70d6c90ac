/* The names in the zip's directory as they stand there. An entry may have a second name, in UTF-8, in the extra field 0x7075
 * (APPNOTE 4.6.9); libzip goes by that, Word does not. It is there for names that are not ASCII: where both are ASCII
 * and differ, the first counts, and the second contests it. */
#include "package.h"

enum { END_BYTES = 22, HEADER_BYTES = 46, LONGEST_COMMENT = 0xFFFF };
enum { LOCATOR_BYTES = 20, END64_BYTES = 56 };

static uint64_t number_at(const char *at, int bytes) {
    uint64_t value = 0;
    while (bytes-- > 0)
        value = value << 8 | (unsigned char)at[bytes];
    return value;
}

/* The directory that ends at `end`. */
static docx_directory before(sheaf_str zip, size_t end, uint64_t size) {
    return size <= end ? (docx_directory){{zip.ptr + end - size, (size_t)size}}
                       : (docx_directory){SHEAF_STR("")};
}

/* The record at the end of the archive (4.3.16): the directory ends where it begins, or where the record of a large
 * archive begins that stands in front of it (4.3.14), which may be there though the archive is small. */
docx_directory docx_directory_open(sheaf_str zip) {
    size_t least =
        zip.len > END_BYTES + LONGEST_COMMENT ? zip.len - END_BYTES - LONGEST_COMMENT : 0;
    for (size_t at = zip.len < END_BYTES ? 0 : zip.len - END_BYTES; at > least; at--) {
        if (memcmp(zip.ptr + at, "PK\5\6", 4) != 0)
            continue;
        size_t large = LOCATOR_BYTES + END64_BYTES;
        const char *end64 = zip.ptr + at - (at < large ? at : large);
        if (at >= large && memcmp(end64, "PK\6\6", 4) == 0)
            return before(zip, at - large, number_at(end64 + 40, 8));
        return before(zip, at, number_at(zip.ptr + at + 12, 4));
    }
    return (docx_directory){SHEAF_STR("")};
}

/* The name of the next entry; empty where the directory is not as expected. */
static sheaf_str take_name(docx_directory *directory) {
    sheaf_str *rest = &directory->rest;
    if (rest->len < HEADER_BYTES || memcmp(rest->ptr, "PK\1\2", 4) != 0)
        return SHEAF_STR("");
    size_t name = (size_t)number_at(rest->ptr + 28, 2);
    size_t behind = (size_t)(number_at(rest->ptr + 30, 2) + number_at(rest->ptr + 32, 2));
    size_t all = HEADER_BYTES + name + behind;
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

sheaf_str docx_directory_name(docx_directory *directory, sheaf_str name) {
    sheaf_str own = take_name(directory);
    return own.len && is_ascii(own) && is_ascii(name) ? own : name;
}
