/* Names of table files: what a heading may say and no file system may be given is left out. The number leads, so
 * no two are the same however a file system compares them, and none is a reserved one. */
#include "csv.h"

/* Of the heading: three bytes a Chinese character, and other programs count the directories, too. */
#define HEADING_MOST 120u
#define EXTENSION ".csv"

/* Bytes of the character in front. The host gives nothing but valid UTF-8. */
static size_t character(sheaf_str text) {
    unsigned char first = (unsigned char)*text.ptr;
    size_t length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    return length < text.len ? length : text.len;
}

static uint32_t code_point(sheaf_str text) {
    static const unsigned char masks[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    size_t length = character(text);
    uint32_t point = (unsigned char)text.ptr[0] & masks[length];
    for (size_t i = 1; i < length; i++)
        point = point << 6 | ((unsigned char)text.ptr[i] & 0x3F);
    return point;
}

/* What Windows refuses, controls, and characters that nobody sees or that turn the rest around. */
static int is_unfit(uint32_t point) {
    static const struct {
        uint32_t first, last;
    } unfit[] = {{0, 0x20},        {0x7F, 0xA0},     {0xAD, 0xAD},      {0x61C, 0x61C},
                 {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},  {0xFE00, 0xFE0F},
                 {0xFEFF, 0xFEFF}, {0xFFF0, 0xFFFF}, {0xE0000, 0xE0FFF}};
    if (point < 0x80 && strchr("/\\:*?\"<>|", (int)point))
        return 1;
    for (size_t i = 0; i < sizeof unfit / sizeof *unfit; i++)
        if (point >= unfit[i].first && point <= unfit[i].last)
            return 1;
    return 0;
}

/* The heading with one `_` for each stretch that is unfit, cut at a character. */
static size_t clean(sheaf_str heading, char *name) {
    size_t length = 0;
    int has_gap = 0;
    while (heading.len > 0) {
        size_t bytes = character(heading);
        if (is_unfit(code_point(heading)) || csv_space_in_front(heading) > 0)
            has_gap = length > 0;
        else if (length + (size_t)has_gap + bytes > HEADING_MOST)
            break;
        else {
            if (has_gap)
                name[length++] = '_';
            memcpy(name + length, heading.ptr, bytes);
            length += bytes;
            has_gap = 0;
        }
        heading.ptr += bytes;
        heading.len -= bytes;
    }
    while (length > 0 && (name[length - 1] == '.' || name[length - 1] == '_'))
        length--;
    return length;
}

sheaf_str csv_file_name(const csv_table *table, uint32_t tables, char name[CSV_NAME_MOST]) {
    char digits[20];
    char *end = digits + sizeof digits;
    size_t width = (size_t)(end - csv_digits(end, tables));
    char *number = csv_digits(end, table->number);
    while ((size_t)(end - number) < width)
        *--number = '0';
    memcpy(name, number, width);
    size_t length = width;
    size_t heading =
        clean(table->heading.len > 0 ? table->heading : table->caption, name + length + 1);
    if (heading > 0) {
        name[length] = '-';
        length += heading + 1;
    }
    memcpy(name + length, EXTENSION, sizeof EXTENSION - 1);
    return (sheaf_str){name, length + sizeof EXTENSION - 1};
}
