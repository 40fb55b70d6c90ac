/* The floor for text to JSON: what a plain, good C program needs to print the lines of a text as paragraphs
 * and its tab-separated lines as tables of cells, in the very shape that write_json prints. It knows no
 * encodings, headings, titles, page furniture, spans, limits or errors in the text, and keeps no document.
 *
 *   floor_text FILE > out.json
 *
 * The file is read whole. A blank line ends a block; lines that hold a tab are rows of a table, which
 * is scanned once before it is printed, as its size stands before its cells; other lines are paragraphs. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct floor_view {
    const char *at;
    const char *end;
} floor_view;

typedef struct floor_text {
    const char *base; /* offsets count from here */
    unsigned long line;
    unsigned long id;
    char *at; /* where output goes on */
    char room[1 << 16];
} floor_text;

/* --------------------------------------------------------------------------------------- output -- */

static void write_all(const char *at, size_t bytes) {
    while (bytes > 0) {
        ssize_t wrote = write(STDOUT_FILENO, at, bytes);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0) {
            perror("floor_text: standard output");
            exit(2);
        }
        at += wrote;
        bytes -= (size_t)wrote;
    }
}

static void need(floor_text *f, size_t bytes) {
    if ((size_t)(f->room + sizeof f->room - f->at) >= bytes)
        return;
    write_all(f->room, (size_t)(f->at - f->room));
    f->at = f->room;
}

static void put(floor_text *f, const char *text, size_t length) {
    memcpy(f->at, text, length);
    f->at += length;
}

#define PUT(f, literal) put(f, literal, sizeof(literal) - 1)

static void put_number(floor_text *f, unsigned long value) {
    char digits[24];
    char *from = digits + sizeof digits;
    do
        *--from = (char)('0' + value % 10);
    while ((value /= 10) > 0);
    put(f, from, (size_t)(digits + sizeof digits - from));
}

static void put_escaped(floor_text *f, unsigned char c) {
    static const char hex[] = "0123456789abcdef";
    if (c == '"' || c == '\\') {
        *f->at++ = '\\';
        *f->at++ = (char)c;
    } else if (c == '\t') {
        PUT(f, "\\t");
    } else if (c == '\r') {
        PUT(f, "\\r");
    } else {
        PUT(f, "\\u00");
        *f->at++ = hex[c >> 4];
        *f->at++ = hex[c & 15];
    }
}

static void put_text(floor_text *f, floor_view text) {
    PUT(f, "\"text\": \"");
    for (; text.at < text.end; text.at++) {
        unsigned char c = (unsigned char)*text.at;
        need(f, 64);
        if (c < 0x20 || c == '"' || c == '\\')
            put_escaped(f, c);
        else
            *f->at++ = (char)c;
    }
    need(f, 160);
    *f->at++ = '"';
}

static void put_origin(floor_text *f, floor_view text) {
    PUT(f, ", \"origin\": {\"line\": ");
    put_number(f, f->line);
    PUT(f, ", \"offset\": ");
    put_number(f, (unsigned long)(text.at - f->base));
    PUT(f, ", \"length\": ");
    put_number(f, (unsigned long)(text.end - text.at));
    PUT(f, "}}");
}

/* ---------------------------------------------------------------------------------------- lines -- */

static floor_view trim(floor_view text) {
    while (text.at < text.end && (*text.at == ' ' || *text.at == '\r'))
        text.at++;
    while (text.at < text.end && (text.end[-1] == ' ' || text.end[-1] == '\r'))
        text.end--;
    return text;
}

static floor_view take_until(floor_view *rest, char stop) {
    const char *found = memchr(rest->at, stop, (size_t)(rest->end - rest->at));
    floor_view part = {rest->at, found != NULL ? found : rest->end};
    rest->at = found != NULL ? found + 1 : rest->end;
    return part;
}

static int has_tab(floor_view line) {
    return memchr(line.at, '\t', (size_t)(line.end - line.at)) != NULL;
}

static unsigned long count_cells(floor_view line) {
    unsigned long cells = 1;
    for (; line.at < line.end; line.at++)
        cells += *line.at == '\t';
    return cells;
}

static void begin_block(floor_text *f) {
    need(f, 256);
    if (f->id == 0)
        PUT(f, "\n  {\"id\": ");
    else
        PUT(f, ",\n  {\"id\": ");
    put_number(f, ++f->id);
}

static void print_paragraph(floor_text *f, floor_view line) {
    begin_block(f);
    PUT(f, ", \"kind\": \"paragraph\", ");
    put_text(f, trim(line));
    put_origin(f, trim(line));
}

static void print_cell(floor_text *f, unsigned long row, unsigned long column, floor_view cell) {
    need(f, 256);
    if (row + column == 0)
        PUT(f, "\n    {\"id\": ");
    else
        PUT(f, ",\n    {\"id\": ");
    put_number(f, ++f->id);
    PUT(f, ", \"row\": ");
    put_number(f, row);
    PUT(f, ", \"column\": ");
    put_number(f, column);
    PUT(f, ", ");
    put_text(f, cell);
    put_origin(f, cell);
}

/* Rows are padded to the widest one: the grid has a cell in every slot. */
static void print_row(floor_text *f, unsigned long row, unsigned long columns, floor_view line) {
    for (unsigned long column = 0; column < columns; column++)
        print_cell(f, row, column, trim(take_until(&line, '\t')));
}

static void print_table(floor_text *f, floor_view *rest) {
    unsigned long rows = 0;
    unsigned long columns = 0;
    floor_view ahead = *rest;
    for (floor_view line; ahead.at < ahead.end && has_tab(line = take_until(&ahead, '\n'));
         rows++) {
        unsigned long cells = count_cells(line);
        columns = cells > columns ? cells : columns;
    }
    begin_block(f);
    PUT(f, ", \"kind\": \"table\", \"rows\": ");
    put_number(f, rows);
    PUT(f, ", \"columns\": ");
    put_number(f, columns);
    PUT(f, ", \"cells\": [");
    for (unsigned long row = 0; row < rows; row++, f->line++)
        print_row(f, row, columns, take_until(rest, '\n'));
    need(f, 2);
    PUT(f, "]}");
}

static void print_blocks(floor_text *f, floor_view rest) {
    PUT(f, "{\"blocks\": [");
    while (rest.at < rest.end) {
        floor_view after = rest;
        floor_view line = take_until(&after, '\n');
        if (has_tab(line)) {
            print_table(f, &rest);
            continue;
        }
        floor_view words = trim(line);
        if (words.at < words.end)
            print_paragraph(f, line);
        f->line++;
        rest = after;
    }
    need(f, 3);
    PUT(f, "]}\n");
    write_all(f->room, (size_t)(f->at - f->room));
}

/* ----------------------------------------------------------------------------------------- file -- */

static int read_all(int file, char *into, size_t bytes) {
    while (bytes > 0) {
        ssize_t got = read(file, into, bytes);
        if (got <= 0)
            return 0;
        into += got;
        bytes -= (size_t)got;
    }
    return 1;
}

static char *load(const char *path, size_t *bytes) {
    struct stat info;
    char *text = NULL;
    int file = open(path, O_RDONLY);
    if (file >= 0 && fstat(file, &info) == 0 && info.st_size >= 0) {
        *bytes = (size_t)info.st_size;
        text = malloc(*bytes + 1);
        if (text != NULL && !read_all(file, text, *bytes)) {
            free(text);
            text = NULL;
        }
    }
    if (file >= 0)
        close(file);
    return text;
}

int main(int count, char **words) {
    static floor_text f;
    size_t bytes = 0;
    char *text = count == 2 ? load(words[1], &bytes) : NULL;
    if (text == NULL) {
        fprintf(stderr, "floor_text: expected one argument, a file that can be read\n");
        return 3;
    }
    f.base = text;
    f.line = 1;
    f.at = f.room;
    print_blocks(&f, (floor_view){text, text + bytes});
    free(text);
    return 0;
}
