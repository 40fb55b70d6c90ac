/* The reader that states a composed report: every text with its places, a line of it a piece each; and the account of it all. */
#include "audit.h"
#include "pages.h"

#include <stdio.h>
#include <string.h>

enum { MOST_PIECES = 64, LINE = 14, LEFT = 60, COLUMN = 44, LETTER = 5 };

static const pages_report **set_one(void) {
    static const pages_report *own;
    return &own;
}

void pages_set(const pages_report *report) {
    *set_one() = report;
}

typedef struct telling {
    const sheaf_host *host;
    sheaf_job *job;
    const pages_report *report;
    uint32_t part;
    sheaf_origin places[MOST_PIECES];
    uint32_t count;
    char path[32];
} telling;

static sheaf_origin place_of(telling *t, const pages_line *line, uint32_t piece, size_t offset,
                             size_t length) {
    if (t->report->settings & PAGES_ON_PAGES) {
        float x = (float)(LEFT + COLUMN * line->column),
              y = (float)(60 + LINE * (line->top + piece));
        return (sheaf_origin){
            SHEAF_AT_PAGE, line->page, {.box = {x, y, x + LETTER * (float)length, y + LINE - 2}}};
    }
    if (t->report->settings & PAGES_IN_PARTS)
        return (sheaf_origin){SHEAF_AT_PART, t->part, {.path = {t->path, strlen(t->path)}}};
    return (sheaf_origin){SHEAF_AT_BYTES, line->line + piece, {.bytes = {offset, length}}};
}

/* One place a line; the last takes what is left where there are too many. */
static void place_text(telling *t, const pages_line *line) {
    const char *text = t->report->source.bytes;
    size_t at = line->offset, end = at + line->length;
    snprintf(t->path, sizeof t->path, "/w:p[%u]", line->line);
    for (t->count = 0; at < end && t->count < MOST_PIECES;) {
        const char *feed = t->count + 1 < MOST_PIECES ? memchr(text + at, '\n', end - at) : NULL;
        size_t next = feed ? (size_t)(feed - text) : end;
        t->places[t->count] = place_of(t, line, t->count, at, next - at);
        t->count++;
        at = next + (feed != NULL);
    }
}

static sheaf_str text_of(const telling *t, const pages_line *line) {
    return (sheaf_str){t->report->source.bytes + line->offset, line->length};
}

static sheaf_block block_of(const telling *t, const pages_line *line) {
    return (sheaf_block){.size = sizeof(sheaf_block),
                         .kind = line->kind,
                         .flags = line->flags,
                         .level = line->level,
                         .text = text_of(t, line),
                         .number = SHEAF_STR(""),
                         .opaque = SHEAF_STR(""),
                         .origins = t->places,
                         .origin_count = t->count};
}

/* The lines of a cell as paragraphs in it. */
static void tell_nested(telling *t, sheaf_block *cell, const pages_line *line) {
    const char *text = t->report->source.bytes;
    size_t at = line->offset, end = at + line->length;
    cell->text = SHEAF_STR("");
    cell->origin_count = 0;
    t->host->open(t->job, cell);
    for (uint32_t i = 0; i < t->count; i++) {
        const char *feed = i + 1 < t->count ? memchr(text + at, '\n', end - at) : NULL;
        size_t next = feed ? (size_t)(feed - text) : end;
        pages_line own = {.kind = SHEAF_PARAGRAPH, .offset = at, .length = next - at};
        sheaf_block block = block_of(t, &own);
        block.origins = &t->places[i];
        block.origin_count = 1;
        t->host->add(t->job, &block);
        at = next + (feed != NULL);
    }
    t->host->close(t->job);
}

static void tell_cell(telling *t, const pages_line *line) {
    sheaf_block cell = block_of(t, line);
    cell.row = line->row;
    cell.column = line->column;
    cell.row_span = line->row_span;
    cell.column_span = line->col_span;
    cell.header = line->row < 3 ? SHEAF_HEADER_COLUMN : SHEAF_HEADER_NONE;
    if (t->report->settings & PAGES_NESTED && t->count > 1)
        tell_nested(t, &cell, line);
    else
        t->host->add(t->job, &cell);
}

static void tell_table(telling *t, const pages_line *line) {
    sheaf_block table = block_of(t, line);
    table.rows = line->row;
    table.columns = line->column > 0 ? line->column : 1;
    table.headers =
        t->report->settings & PAGES_HEADERS ? SHEAF_HEADERS_COLUMNS_KNOWN : SHEAF_HEADERS_DERIVED;
    table.confidence = line->flags & SHEAF_INFERRED ? 7000 : 0;
    t->host->open(t->job, &table);
}

static void tell_line(telling *t, const pages_line *line) {
    place_text(t, line);
    sheaf_block block = block_of(t, line);
    if (line->kind == SHEAF_DOCUMENT)
        t->host->close(t->job);
    else if (line->kind == SHEAF_TABLE)
        tell_table(t, line);
    else if (line->kind == SHEAF_CELL)
        tell_cell(t, line);
    else
        t->host->add(t->job, &block);
}

static void tell_account(const telling *t) {
    audit_count sum = {0};
    for (uint32_t i = 0; i < t->report->count; i++)
        audit_add(&sum, audit_count_text(text_of(t, &t->report->lines[i])));
    t->host->account(t->job, &(sheaf_account){.size = sizeof(sheaf_account),
                                              .characters = sum.characters,
                                              .digits = sum.digits});
}

static sheaf_status run(const sheaf_host *host, sheaf_job *job) {
    telling t = {.host = host, .job = job, .report = *set_one()};
    t.part = host->part(job, SHEAF_STR("word/document.xml"));
    host->describe(job, SHEAF_STR("text"), SHEAF_STR("text/plain"), SHEAF_STR("UTF-8"));
    for (uint32_t i = 0; i < t.report->count && host->tick(job, 0, 0) == SHEAF_OK; i++)
        tell_line(&t, &t.report->lines[i]);
    tell_account(&t);
    return host->tick(job, 0, 0);
}

const sheaf_plugin pages_reader = {
    .size = sizeof pages_reader, .kind = SHEAF_READER, .id = "pages", .version = "1", .run = run};
