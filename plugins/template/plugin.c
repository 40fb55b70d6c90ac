/* SPDX-License-Identifier: MIT
 *
 * The template plugin: a complete reader to copy. It shows what every reader does: look without touching
 * (probe), walk the input with a cursor, say where each piece stands, state how much there was, tell the
 * user about what is odd, and stop when told to. It needs sheaf/plugin.h and the C library alone. */
#include <sheaf/plugin.h>

#include <string.h>

/* The format:
 *     [Section]            becomes a heading
 *     key: value           such lines, one below the other, become a table of two columns
 *     any other line       becomes a paragraph */

/* A line of the input: its text without the line end, and where it stands. */
typedef struct line {
    sheaf_str text;
    sheaf_origin origin;
} line;

/* The cursor over the input: what is left, and where that begins. Everything is eaten from the front, so
 * no index can run away. */
typedef struct cursor {
    sheaf_str rest;
    uint64_t offset;
    uint32_t number; /* of the line that was taken last, from 1 */
} cursor;

/* The state of one run lives on the stack. A plugin has no globals: two jobs may run at once. */
typedef struct reading {
    const sheaf_host *host;
    sheaf_job *job;
    cursor at;
    uint32_t level; /* of headings */
    uint32_t row;   /* next row of the table that is open */
    int in_table;
} reading;

static sheaf_str part_of(sheaf_str text, size_t from, size_t to) {
    return (sheaf_str){text.ptr + from, to - from};
}

static sheaf_str trim(sheaf_str text) {
    size_t from = 0, to = text.len;
    while (from < to && memchr(" \t\r", text.ptr[from], 3))
        from++;
    while (to > from && memchr(" \t\r", text.ptr[to - 1], 3))
        to--;
    return part_of(text, from, to);
}

/* The origin of a part of a line: the same line, other bytes. Origins are how Sheaf proves that every
 * value is as printed, so each cell gets its own. */
static sheaf_origin origin_of(const line *whole, sheaf_str part) {
    sheaf_origin origin = whole->origin;
    origin.at.bytes.offset += (uint64_t)(part.ptr - whole->text.ptr);
    origin.at.bytes.length = part.len;
    return origin;
}

static int take_line(cursor *at, line *out) {
    if (at->rest.len == 0)
        return 0;
    const char *end = memchr(at->rest.ptr, '\n', at->rest.len);
    size_t length = end ? (size_t)(end - at->rest.ptr) : at->rest.len;
    size_t eaten = length + (end != NULL);
    *out = (line){
        .text = part_of(at->rest, 0, length),
        .origin = {.kind = SHEAF_AT_BYTES, .unit = ++at->number, .at.bytes = {at->offset, length}}};
    at->rest = part_of(at->rest, eaten, at->rest.len);
    at->offset += eaten;
    return 1;
}

/* `[Section]`: 1, and its name in *name. */
static int is_section(sheaf_str text, sheaf_str *name) {
    if (text.len < 3 || text.ptr[0] != '[' || text.ptr[text.len - 1] != ']')
        return 0;
    *name = trim(part_of(text, 1, text.len - 1));
    return name->len > 0;
}

/* `key: value`: 1, and both parts. The colon must stand within reach, or every sentence would be a pair. */
static int is_pair(sheaf_str text, sheaf_str *key, sheaf_str *value) {
    enum { LONGEST_KEY = 60 };
    const char *colon = memchr(text.ptr, ':', text.len < LONGEST_KEY ? text.len : LONGEST_KEY);
    if (!colon)
        return 0;
    size_t length = (size_t)(colon - text.ptr);
    *key = trim(part_of(text, 0, length));
    *value = trim(part_of(text, length + 1, text.len));
    return key->len > 0;
}

/* How sure are we? Only the input may be looked at, and only its beginning: probes run on every file. The
 * first line must be a section; a pair below it makes it likely. The file's name is none of our business:
 * the host weighs it. */
static uint32_t probe(const sheaf_input *input, sheaf_str *why) {
    cursor at = {.rest = input->bytes};
    line first, second;
    sheaf_str key, value;
    if (!take_line(&at, &first) || !is_section(trim(first.text), &key)) {
        *why = SHEAF_STR("does not begin with a line [Section]");
        return SHEAF_BID_NO;
    }
    if (!take_line(&at, &second) || !is_pair(trim(second.text), &key, &value)) {
        *why = SHEAF_STR("begins with a line [Section], but no `key: value` follows");
        return SHEAF_BID_MAYBE;
    }
    *why = SHEAF_STR("begins with a line [Section] and `key: value`");
    return SHEAF_BID_LIKELY;
}

static void close_table(reading *r) {
    if (r->in_table)
        r->host->close(r->job);
    r->in_table = 0;
}

static void add_block(reading *r, uint32_t kind, const line *from, sheaf_str text) {
    sheaf_origin origin = origin_of(from, text);
    close_table(r);
    r->host->add(r->job, &(sheaf_block){.size = sizeof(sheaf_block),
                                        .kind = kind,
                                        .level = kind == SHEAF_HEADING ? r->level : 0,
                                        .text = text,
                                        .origins = &origin,
                                        .origin_count = 1});
}

static void add_cell(reading *r, uint32_t column, const line *from, sheaf_str text) {
    sheaf_origin origin = origin_of(from, text);
    r->host->add(r->job,
                 &(sheaf_block){.size = sizeof(sheaf_block),
                                .kind = SHEAF_CELL,
                                .row = r->row,
                                .column = column,
                                .header = column == 0 ? SHEAF_HEADER_ROW : SHEAF_HEADER_NONE,
                                .text = text,
                                .origins = &origin,
                                .origin_count = 1});
}

/* The number of rows need not be known: the grid grows with its cells. `headers` says that we know which
 * cells are headers, so that the host need not guess. */
static void add_row(reading *r, const line *from, sheaf_str key, sheaf_str value) {
    if (!r->in_table)
        r->host->open(r->job, &(sheaf_block){.size = sizeof(sheaf_block),
                                             .kind = SHEAF_TABLE,
                                             .columns = 2,
                                             .headers = 1});
    r->row = r->in_table ? r->row + 1 : 0;
    r->in_table = 1;
    add_cell(r, 0, from, key);
    add_cell(r, 1, from, value);
}

/* Something odd that does not stop us: one sentence, its place, and a code that users can look up. */
static void warn_of_bracket(reading *r, const line *at) {
    r->host->diagnose(
        r->job, &(sheaf_diagnostic){.size = sizeof(sheaf_diagnostic),
                                    .severity = SHEAF_WARNING,
                                    .code = SHEAF_STR("template.section"),
                                    .message = SHEAF_STR("this line begins like a section, but "
                                                         "has no `]` at its end; it became text"),
                                    .origin = at->origin});
}

static void read_line(reading *r, const line *l) {
    sheaf_str text = trim(l->text), key, value;
    if (text.len == 0)
        close_table(r);
    else if (is_section(text, &key))
        add_block(r, SHEAF_HEADING, l, key);
    else if (is_pair(text, &key, &value))
        add_row(r, l, key, value);
    else {
        if (text.ptr[0] == '[')
            warn_of_bracket(r, l);
        add_block(r, SHEAF_PARAGRAPH, l, text);
    }
}

/* Counts what the source holds before any structure is seen, so that the audit can prove that nothing was
 * lost: characters that are no white space, and the digits among them. What the reader leaves out (here
 * `[`, `]` and `:`) it says with `drop`, or, as here, does not count. */
static void state_account(reading *r, sheaf_str bytes) {
    sheaf_account account = {.size = sizeof account};
    cursor at = {.rest = bytes};
    for (line l; take_line(&at, &l);) {
        sheaf_str text = trim(l.text), key = text, value = {"", 0};
        if (!is_section(text, &key))
            is_pair(text, &key, &value);
        const sheaf_str parts[] = {key.len ? key : text, value};
        for (int p = 0; p < 2; p++)
            for (size_t i = 0; i < parts[p].len; i++) {
                unsigned char c = (unsigned char)parts[p].ptr[i];
                account.characters += c > ' ' && (c & 0xC0) != 0x80; /* no UTF-8 tails */
                account.digits += c >= '0' && c <= '9';
            }
    }
    r->host->account(r->job, &account);
}

static uint32_t level_option(const sheaf_host *host, sheaf_job *job) {
    sheaf_str said = host->option(job, SHEAF_STR("level"));
    return said.len == 1 && said.ptr[0] >= '1' && said.ptr[0] <= '9' ? (uint32_t)(said.ptr[0] - '0')
                                                                     : 0;
}

/* Calls that build latch the first failure and then do nothing, so nobody checks each of them: `tick`, at
 * the head of the loop, tells whether to go on, and what it said is what we return. */
static sheaf_status read_lines(reading *r) {
    uint64_t total = r->at.rest.len;
    sheaf_status status;
    line l;
    while ((status = r->host->tick(r->job, r->at.offset, total)) == SHEAF_OK &&
           take_line(&r->at, &l))
        read_line(r, &l);
    close_table(r);
    return status == SHEAF_OK ? r->host->tick(r->job, total, total) : status;
}

static sheaf_status run(const sheaf_host *host, sheaf_job *job) {
    sheaf_str bytes = host->input(job)->bytes;
    reading r = {.host = host, .job = job, .at = {.rest = bytes}};
    r.level = level_option(host, job);
    if (r.level == 0)
        return host->fail(job, SHEAF_UNSUPPORTED, SHEAF_STR("template.level"),
                          SHEAF_STR("the option template.level must be one digit from 1 to 9"),
                          NULL);
    host->describe(job, SHEAF_STR(""), SHEAF_STR(""), SHEAF_STR("UTF-8"));
    state_account(&r, bytes);
    return read_lines(&r);
}

/* What the plugin says of itself; it must be the same as in the manifest. */
static const sheaf_plugin reader = {
    .size = sizeof(sheaf_plugin),
    .kind = SHEAF_READER,
    .caps = SHEAF_CAP_HARDENED,
    .id = "template",
    .version = "1.0.0", /* of the plugin; the manifest says the same */
    .probe = probe,
    .run = run,
};
static const sheaf_plugin *const plugins[] = {&reader};

/* The one symbol that the library exports. */
SHEAF_PLUGIN_EXPORT const sheaf_library sheaf_entry = SHEAF_LIBRARY(plugins);
