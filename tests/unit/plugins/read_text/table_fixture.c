/* See table_fixture.h. Origins are checked in every call: a text that is not what stands at its place ends the test. */
#include "table_fixture.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *shown;
static size_t used, room;

static void say(const char *format, ...) {
    char piece[4096];
    va_list list;
    va_start(list, format);
    int n = vsnprintf(piece, sizeof piece, format, list);
    va_end(list);
    size_t length = n < (int)sizeof piece ? (size_t)n : sizeof piece - 1;
    if (used + length + 1 > room) {
        room = (used + length + 1) * 2;
        shown = realloc(shown, room);
        if (!shown)
            abort();
    }
    memcpy(shown + used, piece, length + 1);
    used += length;
}

static void show_cell(const sheaf_block *cell, uint32_t *row, uint32_t *column) {
    for (; *row < cell->row; (*row)++, *column = 0)
        say("\n");
    int plain = cell->column == *column;
    say("%s", cell->column ? "|" : "");
    if (!plain)
        say("@%u:", cell->column);
    if (cell->row_span > 1 || cell->column_span > 1)
        say("%ux%u:", cell->row_span ? cell->row_span : 1,
            cell->column_span ? cell->column_span : 1);
    if (cell->header)
        say("#");
    for (size_t i = 0; i < cell->text.len; i++)
        say("%c", cell->text.ptr[i] == '\n' ? '~' : cell->text.ptr[i]);
    *column = cell->column + (cell->column_span ? cell->column_span : 1);
}

static void show(const recorder *r) {
    uint32_t row = 0, column = 0;
    for (uint32_t i = 0; i < r->count; i++) {
        const sheaf_block *b = &r->blocks[i].block;
        if (b->kind == SHEAF_CELL) {
            show_cell(b, &row, &column);
            continue;
        }
        if (i && r->blocks[i - 1].block.kind == SHEAF_CELL)
            say("\n");
        row = column = 0;
        if (b->kind == SHEAF_TABLE)
            say("table %u%s%s\n", b->columns, b->flags & SHEAF_INFERRED ? " inferred" : "",
                b->flags & SHEAF_BREAK_BEFORE ? " behind a break" : "");
        else
            say("- %.*s\n", (int)b->text.len, b->text.ptr);
    }
    if (r->count && r->blocks[r->count - 1].block.kind == SHEAF_CELL)
        say("\n");
}

static void walk(text_run *run, text_recognise *recognise) {
    for (uint32_t line = 0; line < run->count;) {
        uint32_t end = recognise(run, line);
        if (end > run->count)
            abort();
        if (end == line) {
            sheaf_str text = text_of(run, line);
            sheaf_origin place = text_origin(run, line, text);
            run->host->add(run->job, &(sheaf_block){.size = sizeof(sheaf_block),
                                                    .kind = SHEAF_PARAGRAPH,
                                                    .text = text,
                                                    .number = {"", 0},
                                                    .origins = &place,
                                                    .origin_count = 1});
            end++;
        }
        line = end;
    }
}

static void drive(recorder *r, text_recognise *recognise, const char *text, size_t length) {
    text_run run = {.host = recorder_host(), .job = recorder_job(r)};
    r->bytes = (sheaf_str){text, length};
    run.decoded.text = run.decoded.source = r->bytes;
    run.decoded.same = 1;
    run.most_lines = (uint32_t)length + 1;
    if (text_split(&run) == SHEAF_OK)
        walk(&run, recognise);
}

/* White space apart, a cell's text must be what stands at its origins, a doubled quote counting once. */
static void check_origins(const recorder *r) {
    for (uint32_t i = 0; i < r->count; i++) {
        const sheaf_block *b = &r->blocks[i].block;
        size_t at = 0;
        for (uint32_t k = 0; b->kind == SHEAF_CELL && k < b->origin_count; k++) {
            const sheaf_origin *o = &b->origins[k];
            at += at < b->text.len && b->text.ptr[at] == '\n';
            size_t n = (size_t)o->at.bytes.length;
            if (at + n > b->text.len ||
                memcmp(b->text.ptr + at, r->bytes.ptr + o->at.bytes.offset, n) != 0)
                abort();
            at += n;
        }
        if (b->kind == SHEAF_CELL && at != b->text.len)
            abort();
    }
}

static uint64_t solid(sheaf_str text) {
    uint64_t count = 0;
    while (text.len)
        count += !text_is_space(text_take(&text));
    return count;
}

/* Every character that is no white space is in a block or stated as left out, and none twice. */
static void check_conservation(const recorder *r) {
    uint64_t placed = r->dropped_characters;
    for (uint32_t i = 0; i < r->count; i++)
        placed += solid(r->blocks[i].block.text);
    if (placed != solid(r->bytes)) {
        fprintf(stderr, "%llu characters of %llu\n", (unsigned long long)placed,
                (unsigned long long)solid(r->bytes));
        abort();
    }
}

const char *tables_in_bytes(text_recognise *recognise, const char *text, size_t length) {
    recorder r = {.status = SHEAF_OK};
    used = 0;
    say("%s", "");
    drive(&r, recognise, text, length);
    if (r.status != SHEAF_OK)
        abort();
    check_origins(&r);
    check_conservation(&r);
    show(&r);
    recorder_done(&r);
    return shown;
}

const char *tables_in(text_recognise *recognise, const char *text) {
    return tables_in_bytes(recognise, text, strlen(text));
}

uint32_t cells_in(text_recognise *recognise, const char *text, size_t length) {
    recorder r = {.status = SHEAF_OK};
    uint32_t cells = 0;
    drive(&r, recognise, text, length);
    check_origins(&r);
    for (uint32_t i = 0; i < r.count; i++)
        cells += r.blocks[i].block.kind == SHEAF_CELL;
    recorder_done(&r);
    return cells;
}

int fails_cleanly(text_recognise *recognise, const char *text, uint32_t scratch) {
    recorder r = {.fail_scratch = scratch};
    drive(&r, recognise, text, strlen(text));
    int failed = r.status == SHEAF_MEMORY;
    recorder_done(&r);
    return failed;
}

void fixture_done(void) {
    free(shown);
    shown = NULL;
    used = room = 0;
}
