/* Splits the decoded text into lines that have something on them, in one pass over the bytes. A table
 * gives each byte its flags, so an ordinary byte costs one look-up; the few lead bytes that may begin a
 * space, bar or line end of more than one byte go through `special`. */
#include "text.h"

#include <string.h>

/* Classes of a byte. The low bits are the line's own flags, set by OR. */
enum {
    INK = 1u << 16,     /* something printed */
    FREE = 1u << 17,    /* printed, and no part of a rule */
    SPACE = 1u << 18,   /* a blank that may belong to a gap */
    BREAK = 1u << 19,   /* ends the line */
    SPECIAL = 1u << 20, /* look at the bytes behind it */
    STOP = SPACE | BREAK | SPECIAL
};

typedef struct piece {
    uint32_t class;
    uint32_t length;  /* bytes */
    uint32_t columns; /* of a space */
} piece;

static uint32_t class_of(unsigned char byte) {
    if (byte >= '0' && byte <= '9')
        return INK | FREE | TEXT_DIGIT;
    switch (byte) {
    case '\t':
        return SPACE | TEXT_TAB;
    case ' ':
        return SPACE;
    case '\n':
    case '\r':
    case '\f':
    case '\v':
        return BREAK;
    case '|':
        return INK | FREE | TEXT_PIPE;
    case ',':
    case ';':
        return INK | FREE | TEXT_SEPARATOR;
    case '-':
    case '=':
    case '_':
    case '+':
    case '*':
    case '~':
        return INK;
    case 0xC2:
    case 0xE2:
    case 0xE3:
    case 0xEF:
        return SPECIAL;
    default:
        return INK | FREE;
    }
}

/* A character of two or three bytes whose lead byte says that it may matter. */
static piece special(const unsigned char *at, size_t left) {
    unsigned second = left > 1 ? at[1] : 0;
    unsigned third = left > 2 ? at[2] : 0;
    if (at[0] == 0xC2)
        return second == 0xA0   ? (piece){SPACE, 2, 1}
               : second == 0x85 ? (piece){BREAK, 2, 0}
                                : (piece){INK | FREE, 2, 0};
    if (at[0] == 0xE3)
        return second == 0x80 && third == 0x80 ? (piece){SPACE, 3, 2} : (piece){INK | FREE, 3, 0};
    if (at[0] == 0xEF) {
        if (second == 0xBD && third == 0x9C)
            return (piece){INK | FREE | TEXT_PIPE, 3, 0};
        int digit = second == 0xBC && third >= 0x90 && third <= 0x99;
        int separator = second == 0xBC && (third == 0x8C || third == 0x9B);
        return (piece){INK | FREE | (digit ? TEXT_DIGIT : 0) | (separator ? TEXT_SEPARATOR : 0), 3,
                       0};
    }
    if (second == 0x80 && (third == 0xA8 || third == 0xA9))
        return (piece){BREAK, 3, 0};
    if (second == 0x80 && third >= 0x80 && third <= 0x8A)
        return (piece){SPACE, 3, 1};
    int box = (second == 0x94 && third >= 0x80) || second == 0x95;
    int bar =
        (second == 0x94 && (third == 0x82 || third == 0x83)) || (second == 0x95 && third == 0x91);
    return (piece){INK | (box ? 0 : FREE) | (bar ? TEXT_PIPE : 0), 3, 0};
}

typedef struct splitter {
    text_run *run;
    const uint32_t *classes;
    sheaf_str text;
    uint32_t number;
    uint32_t gap;
    uint32_t page; /* TEXT_PAGE after a form feed */
} splitter;

/* Skips what is neither blank nor special nor a line end. Byte by byte, continuation bytes, too: a step that depends
 * on the byte would have to wait for it. */
static size_t skip_ink(const splitter *split, size_t at, uint32_t *seen) {
    const unsigned char *bytes = (const unsigned char *)split->text.ptr;
    const uint32_t *classes = split->classes;
    const size_t length = split->text.len;
    uint32_t all = 0, class;
    for (; at < length && !((class = classes[bytes[at]]) & STOP); at++)
        all |= class;
    *seen |= all;
    return at;
}

/* Reads one line from `at`: fills it in, returns where its line end stands. */
static size_t scan(const splitter *split, size_t at, text_line *line) {
    const unsigned char *bytes = (const unsigned char *)split->text.ptr;
    const size_t start = at;
    uint32_t seen = 0; /* OR of the classes */
    uint32_t gap = 0;  /* columns of the spaces right before */
    size_t end = at;   /* behind the last thing that counts */
    while (at < split->text.len) {
        uint32_t class = split->classes[bytes[at]];
        if (!(class & STOP)) {
            seen |= gap > 1 && seen & INK ? TEXT_GAP : 0;
            gap = 0;
            end = at = skip_ink(split, at, &seen);
            continue;
        }
        piece one = {class, 1, 1};
        if (class & SPECIAL)
            one = special(bytes + at, split->text.len - at);
        if (one.class & BREAK)
            break;
        if (one.class & TEXT_TAB) {
            seen |=
                TEXT_TAB | (at == start ? TEXT_LEADING_TAB : 0) | (seen & INK ? TEXT_INNER_TAB : 0);
            gap = 0;
            end = at + 1;
        } else if (one.class & SPACE) {
            gap += one.columns;
        } else {
            seen |= one.class | (gap > 1 && seen & INK ? TEXT_GAP : 0);
            gap = 0;
            end = at + one.length;
        }
        at += one.length;
    }
    if (end > split->text.len)
        end = split->text.len;
    uint32_t kind = !(seen & INK) ? TEXT_EMPTY : seen & FREE ? 0 : TEXT_RULE;
    *line = (text_line){.offset = (uint32_t)start,
                        .length = (uint32_t)(end - start),
                        .number = split->number,
                        .flags = (uint16_t)((seen & 0xFFFF) | kind)};
    return at < split->text.len ? at : split->text.len;
}

/* Eats the line end at `at`; returns the place behind it. */
static size_t cross(splitter *split, size_t at) {
    const unsigned char *bytes = (const unsigned char *)split->text.ptr;
    unsigned char byte = bytes[at];
    if (byte == '\n' || byte == '\r')
        split->number++;
    if (byte == '\f')
        split->page = TEXT_PAGE;
    if (byte == '\r' && at + 1 < split->text.len && bytes[at + 1] == '\n')
        return at + 2;
    return at + (byte == 0xC2 ? 2 : byte == 0xE2 ? 3 : 1);
}

static void class_all(uint32_t classes[256]) {
    for (unsigned i = 0; i < 256; i++)
        classes[i] = class_of((unsigned char)i);
}

static uint16_t add_gaps(uint32_t a, uint32_t b) {
    return (uint16_t)(a + b < UINT16_MAX ? a + b : UINT16_MAX);
}

/* Lines with nothing left are blank lines of those below them, which begin the page that they began. */
void text_cut(text_run *run, const uint32_t *cuts) {
    uint32_t classes[256], kept = 0;
    class_all(classes);
    splitter split = {.run = run, .classes = classes, .text = run->decoded.text};
    for (uint32_t i = 0; i < run->count; i++) {
        const text_line old = run->lines[i];
        text_line line;
        split.number = old.number;
        split.page |= old.flags & TEXT_PAGE;
        scan(&split, old.offset + cuts[i], &line);
        line.gap = add_gaps(old.gap, split.gap);
        line.flags = (uint16_t)(line.flags | split.page);
        split.gap = line.length ? 0 : line.gap + 1u;
        split.page = line.length ? 0 : split.page;
        if (line.length)
            run->lines[kept++] = line;
    }
    run->count = kept;
}

static sheaf_status split_all(splitter *split) {
    text_run *run = split->run;
    size_t at = 0;
    for (uint32_t step = 0; at < split->text.len; step++) {
        sheaf_status status = SHEAF_OK;
        if ((step & 1023u) == 0)
            status = run->host->tick(run->job, at, split->text.len);
        if (status != SHEAF_OK)
            return status;
        text_line line;
        size_t end = scan(split, at, &line);
        if (line.length && run->count < run->most_lines) {
            line.gap = add_gaps(split->gap, 0);
            line.flags = (uint16_t)(line.flags | split->page);
            run->lines[run->count++] = line;
            split->gap = 0;
            split->page = 0;
        } else if (end >= split->text.len || split->text.ptr[end] != '\f') {
            split->gap++;
        }
        at = end < split->text.len ? cross(split, end) : end;
    }
    return SHEAF_OK;
}

sheaf_status text_split(text_run *run) {
    sheaf_str text = run->decoded.text;
    if (text.len > UINT32_MAX)
        return run->host->fail(
            run->job, SHEAF_LIMIT, SHEAF_STR("text.too-large"),
            SHEAF_STR("The text has more than 4 GiB, which is more than one document of "
                      "text may have; split the file"),
            NULL);
    uint32_t classes[256];
    class_all(classes);
    run->lines = run->host->scratch(run->job, (size_t)run->most_lines * sizeof *run->lines);
    if (!run->lines)
        return run->host->tick(run->job, 0, 0);
    splitter split = {.run = run, .classes = classes, .text = text, .number = 1};
    return split_all(&split);
}
