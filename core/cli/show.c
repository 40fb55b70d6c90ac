/* The width of a character and whether it may reach a terminal are one table of ranges; what may not is
 * shown as an escape, `\x1B` or `\u{202E}` (bidirectional overrides hide what a line says). Widths follow
 * UAX #11: wide and full-width characters take two columns, combining marks none. */
#include "cli/show.h"
#include "base/text.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { ESCAPED = 9, STANDARD_COLUMNS = 100, LEAST_COLUMNS = 20, MOST_COLUMNS = 10000 };

static const struct range {
    uint32_t first, last;
    unsigned columns;
} ranges[] = {
    {0x0000, 0x001F, ESCAPED},   {0x007F, 0x009F, ESCAPED}, {0x00AD, 0x00AD, 0},
    {0x0300, 0x036F, 0},         {0x061C, 0x061C, ESCAPED}, {0x1100, 0x115F, 2},
    {0x200B, 0x200D, 0},         {0x200E, 0x200F, ESCAPED}, {0x2028, 0x202E, ESCAPED},
    {0x2060, 0x2065, 0},         {0x2066, 0x206F, ESCAPED}, {0x20D0, 0x20F0, 0},
    {0x2E80, 0x303E, 2},         {0x3041, 0x3098, 2},       {0x3099, 0x309A, 0},
    {0x309B, 0xA4CF, 2},         {0xA960, 0xA97F, 2},       {0xAC00, 0xD7A3, 2},
    {0xF900, 0xFAFF, 2},         {0xFE00, 0xFE0F, 0},       {0xFE10, 0xFE19, 2},
    {0xFE30, 0xFE6F, 2},         {0xFEFF, 0xFEFF, ESCAPED}, {0xFF00, 0xFF60, 2},
    {0xFFE0, 0xFFE6, 2},         {0xFFF9, 0xFFFB, ESCAPED}, {0x1F300, 0x1F64F, 2},
    {0x1F680, 0x1F6FF, 2},       {0x1F900, 0x1F9FF, 2},     {0x20000, 0x3FFFD, 2},
    {0xE0000, 0xE007F, ESCAPED},
};

typedef struct glyph {
    char text[16];
    size_t length, columns;
} glyph;

static unsigned columns_of(uint32_t code_point) {
    size_t low = 0, high = sizeof(ranges) / sizeof(ranges[0]);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (code_point > ranges[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    int inside = low < sizeof(ranges) / sizeof(ranges[0]) && code_point >= ranges[low].first;
    return inside ? ranges[low].columns : 1;
}

static glyph escape_of(const char *format, uint32_t value) {
    glyph g;
    g.length = (size_t)snprintf(g.text, sizeof(g.text), format, (unsigned)value);
    g.columns = g.length;
    return g;
}

/* One character off the front. A byte that is no UTF-8 is told from a real U+FFFD by what was eaten. */
static glyph take_glyph(sheaf_str *rest) {
    sheaf_str before = *rest;
    uint32_t code_point = sf_utf8_take(rest);
    size_t eaten = before.len - rest->len;
    if (code_point == 0xFFFD && eaten < 3)
        return escape_of("\\x%02X", (unsigned char)before.ptr[0]);
    unsigned columns = columns_of(code_point);
    if (code_point == '\n')
        return escape_of("\\n", 0);
    if (columns == ESCAPED)
        return escape_of(code_point < 0x80 ? "\\x%02X" : "\\u{%X}", code_point);
    glyph g = {.length = eaten, .columns = columns};
    for (size_t i = 0; i < eaten; i++)
        g.text[i] = before.ptr[i];
    return g;
}

size_t sf_show_width(sheaf_str text, size_t enough) {
    size_t width = 0;
    while (text.len && width <= enough)
        width += take_glyph(&text).columns;
    return width;
}

/* How many bytes in front are printable ASCII, at most `most`: they are shown as they are, a column each. */
static size_t count_plain(sheaf_str text, size_t most) {
    size_t count = 0;
    while (count < text.len && count < most && text.ptr[count] >= ' ' && text.ptr[count] < 0x7F)
        count++;
    return count;
}

size_t sf_show(FILE *out, sheaf_str text, size_t room) {
    int whole = room == SF_SHOW_ALL || sf_show_width(text, room) <= room;
    size_t limit = whole ? SF_SHOW_ALL : room ? room - 1 : 0;
    size_t used = 0;
    while (text.len) {
        size_t plain = count_plain(text, limit - used);
        fwrite(text.ptr, 1, plain, out);
        used += plain;
        text = (sheaf_str){text.ptr + plain, text.len - plain};
        glyph g = {.columns = 0};
        if (text.len)
            g = take_glyph(&text);
        if (g.columns > limit - used)
            break;
        fwrite(g.text, 1, g.length, out);
        used += g.columns;
    }
    if (whole || !room)
        return used;
    fputs("…", out);
    return used + 1;
}

void sf_show_spaces(FILE *out, size_t count) {
    while (count--)
        putc(' ', out);
}

void sf_show_wrapped(FILE *out, sheaf_str text, size_t indent, const char *mark, size_t columns) {
    sf_show_spaces(out, indent);
    size_t at = indent + (size_t)fprintf(out, "%s", mark), left = at;
    for (sheaf_str word = sf_str_take_word(&text); word.len; word = sf_str_take_word(&text)) {
        size_t width = sf_show_width(word, columns);
        if (at > left && at + 1 + width > columns) {
            putc('\n', out);
            sf_show_spaces(out, left);
            at = left;
        }
        at += at > left ? (size_t)fprintf(out, " ") : 0;
        at += sf_show(out, word, SF_SHOW_ALL);
    }
    putc('\n', out);
}

static size_t terminal_columns(FILE *out) {
    struct winsize size;
    int known = isatty(fileno(out)) && ioctl(fileno(out), TIOCGWINSZ, &size) == 0 && size.ws_col;
    return known ? size.ws_col : STANDARD_COLUMNS;
}

size_t sf_show_columns(FILE *out) {
    const char *wish = getenv("COLUMNS");
    long columns = wish ? strtol(wish, NULL, 10) : 0;
    if (columns <= 0)
        columns = (long)terminal_columns(out);
    return (size_t)(columns < LEAST_COLUMNS  ? LEAST_COLUMNS
                    : columns > MOST_COLUMNS ? MOST_COLUMNS
                                             : columns);
}
