/* Display width in terminal columns (Unicode Standard Annex 11): East Asian wide and full-width
 * characters take two, combining marks and controls none. Ambiguous ones take one, as in pdftotext. */
#include "text.h"

typedef struct range {
    uint32_t first;
    uint32_t last;
} range;

static const range wide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},
    {0x2614, 0x2615},   {0x2648, 0x2653},   {0x26AA, 0x26AB},   {0x2705, 0x2705},
    {0x270A, 0x270B},   {0x274C, 0x274C},   {0x2753, 0x2757},   {0x2E80, 0x303E},
    {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},
    {0xA960, 0xA97C},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},
    {0xFE30, 0xFE6B},   {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},   {0x17000, 0x18CFF},
    {0x1B000, 0x1B2FF}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF},
    {0x20000, 0x3FFFD}};

static const range thin[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A}, {0x064B, 0x065F},
    {0x06D6, 0x06DC}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF},
    {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2069}, {0x20D0, 0x20F0},
    {0x302A, 0x302D}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF}};

static int within(const range *ranges, size_t count, uint32_t c) {
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c > ranges[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && c >= ranges[low].first;
}

int text_is_wide(uint32_t c) {
    if (c >= 0x4E00 && c <= 0x9FFF)
        return 1;
    return c >= wide[0].first && within(wide, sizeof wide / sizeof *wide, c);
}

static uint32_t columns(uint32_t c) {
    if (c >= 0x4E00 && c <= 0x9FFF) /* holds no thin one */
        return 2;
    if (c < 0x300)
        return c == '\t' || (c >= 0x20 && c < 0x7F) || c >= 0xA0;
    if (text_is_wide(c))
        return within(thin, sizeof thin / sizeof *thin, c) ? 0 : 2;
    return !within(thin, sizeof thin / sizeof *thin, c);
}

/* U+4E00 to U+9FFF, told by one byte or two. */
static int is_common_wide(const unsigned char *at) {
    return *at >= 0xE4 && *at <= 0xE9 && (*at > 0xE4 || at[1] >= 0xB8);
}

/* Takes the printed ASCII and the common CJK in front, which need not be decoded. */
static uint32_t take_plain(sheaf_str *rest, uint32_t enough) {
    const unsigned char *at = (const unsigned char *)rest->ptr, *end = at + rest->len;
    uint32_t width = 0;
    for (; at < end && width <= enough; width++) {
        if (is_common_wide(at)) {
            at += 3;
            width++;
        } else if (*at >= 0x20 && *at < 0x7F) {
            at++;
        } else {
            break;
        }
    }
    *rest = (sheaf_str){(const char *)at, (size_t)(end - at)};
    return width;
}

uint32_t text_width(sheaf_str text, uint32_t enough) {
    uint32_t width = take_plain(&text, enough);
    uint64_t budget = (uint64_t)enough * 8 + 64; /* marks without width must not cost without end */
    while (text.len && width <= enough && budget--) {
        width += columns(text_take(&text));
        width += width <= enough ? take_plain(&text, enough - width) : 0;
    }
    return width;
}
