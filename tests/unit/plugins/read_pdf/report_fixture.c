/* SPDX-License-Identifier: GPL-2.0-or-later
 * See report_fixture.h. The fixture is its own job: the functions of the host find it through that. */
#include "report_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PIECES = 128, COLUMN = 60, ROW = 20 };

/* The host finds its fixture through the job. */
static report_fixture *of(sheaf_job *job) {
    return (report_fixture *)(void *)job;
}

static void print(char *into, size_t room, size_t *length, const char *text, size_t bytes) {
    if (*length + bytes + 1 > room)
        abort();
    memcpy(into + *length, text, bytes);
    into[ *length += bytes] = '\0';
}

static void tell(report_fixture *f, const char *text, size_t bytes) {
    print(f->told, sizeof f->told, &f->told_length, text, bytes);
}

static void say(report_fixture *f, const char *what, sheaf_str text) {
    print(f->said, sizeof f->said, &f->said_length, what, strlen(what));
    print(f->said, sizeof f->said, &f->said_length, text.ptr, text.len);
    print(f->said, sizeof f->said, &f->said_length, "\n", 1);
}

static uint32_t tell_block(sheaf_job *job, const sheaf_block *block) {
    static const char *const kinds[] = {"document", "title", "heading", "paragraph", "list",
                                        "item",     "table", "cell",    "figure",    "footnote",
                                        "code",     "quote", "comment"};
    static const char flags[] = "FIRB_>";
    report_fixture *f = of(job);
    char line[512];
    int n = snprintf(line, sizeof line, "%*s%s", (int)f->depth * 2, "", kinds[block->kind]);
    tell(f, line, (size_t)n);
    for (uint32_t i = 0; flags[i]; i++)
        if (block->flags & 1u << i) {
            tell(f, i ? " " : " ", 1);
            tell(f, &flags[i], 1);
        }
    n = snprintf(line, sizeof line, block->level ? " %u" : "", (unsigned)block->level);
    tell(f, line, (size_t)n);
    if (block->number.len) {
        tell(f, " #", 2);
        tell(f, block->number.ptr, block->number.len);
    }
    if (block->text.len) {
        tell(f, " \"", 2);
        for (size_t i = 0; i < block->text.len; i++)
            tell(f, block->text.ptr[i] == '\n' ? "~" : &block->text.ptr[i], 1);
        tell(f, "\"", 1);
    }
    if (block->origin_count > 1) {
        n = snprintf(line, sizeof line, " @%u", (unsigned)block->origin_count);
        tell(f, line, (size_t)n);
    }
    tell(f, "\n", 1);
    return ++f->nodes;
}

static uint32_t open_block(sheaf_job *job, const sheaf_block *block) {
    uint32_t node = tell_block(job, block);
    of(job)->depth++;
    return node;
}

static void close_block(sheaf_job *job) {
    if (!of(job)->depth--)
        abort();
}

static void tell_run(sheaf_job *job, const sheaf_run *run) {
    static const char *const kinds[] = {"",    "link", "emphasis", "strong", "super",
                                        "sub", "",     "",         "",       "note"};
    char line[128];
    report_fixture *f = of(job);
    int n = snprintf(line, sizeof line, "%*s[%s %u+%u %.*s]\n", (int)f->depth * 2 + 2, "",
                     kinds[run->kind], (unsigned)run->start, (unsigned)run->length,
                     (int)run->target.len, run->target.ptr);
    tell(f, line, (size_t)n);
}

static sheaf_status tick(sheaf_job *job, uint64_t done, uint64_t total) {
    (void)job;
    (void)done;
    (void)total;
    return SHEAF_OK;
}

static sheaf_status fail(sheaf_job *job, sheaf_status status, sheaf_str code, sheaf_str message,
                         const sheaf_origin *where) {
    (void)code;
    (void)where;
    say(of(job), "failed: ", message);
    return status;
}

static void diagnose(sheaf_job *job, const sheaf_diagnostic *diagnostic) {
    say(of(job), "said: ", diagnostic->code);
}

static uint32_t add_repair(sheaf_job *job, const sheaf_repair *repair) {
    say(of(job), "before: ", repair->before);
    say(of(job), "after: ", repair->after);
    return 1;
}

static void drop(sheaf_job *job, const sheaf_dropped *dropped) {
    char line[32];
    snprintf(line, sizeof line, "dropped %u: ", (unsigned)dropped->characters);
    say(of(job), line, dropped->reason);
}

static void account(sheaf_job *job, const sheaf_account *of_page) {
    (void)job;
    (void)of_page;
}

void report_begin(report_fixture *f, uint32_t sheets) {
    static const pdf_look looks[LOOKS] = {
        {.font = {"Serif", 5}, .size = 10},
        {.font = {"Serif-Bold", 10}, .size = 10, .bold = true},
        {.font = {"Courier", 7}, .size = 10, .fixed = true},
        {.font = {"Serif", 5}, .size = 10, .colour = 0x0000FF},
    };
    *f = (report_fixture){.host = {.size = sizeof f->host,
                                   .tick = tick,
                                   .fail = fail,
                                   .diagnose = diagnose,
                                   .open = open_block,
                                   .close = close_block,
                                   .add = tell_block,
                                   .mark = tell_run,
                                   .add_repair = add_repair,
                                   .account = account,
                                   .drop = drop}};
    f->reader = (pdf_reader){.host = &f->host,
                             .job = (sheaf_job *)(void *)f,
                             .kept = pdf_room_new(),
                             .page = pdf_room_new(),
                             .sheet_count = sheets,
                             .looks = looks,
                             .look_count = LOOKS};
    f->reader.sheets = PDF_TAKE(f->reader.kept, pdf_sheet, sheets);
    for (uint32_t i = 0; i < sheets; i++)
        f->reader.sheets[i] =
            (pdf_sheet){.number = i + 1,
                        .width = 600,
                        .height = 800,
                        .pieces = PDF_TAKE(f->reader.kept, pdf_piece, MOST_PIECES)};
}

void report_end(report_fixture *f) {
    pdf_room_free(f->reader.page);
    pdf_room_free(f->reader.kept);
}

static void set_line(pdf_room *room, pdf_line *line, float x, float base, float size, uint16_t look,
                     const char *text, size_t bytes) {
    char *kept = PDF_TAKE(room, char, bytes + 1);
    pdf_span *spans = PDF_TAKE(room, pdf_span, 4);
    memcpy(kept, text, bytes);
    spans[0] = (pdf_span){.length = (uint32_t)bytes, .look = look};
    *line = (pdf_line){.size = size,
                       .base = base,
                       .look = look,
                       .first = PDF_NONE,
                       .text = {kept, bytes},
                       .spans = spans,
                       .span_count = 1};
    line->box[0] = x;
    line->box[1] = base - 0.8f * size;
    line->box[2] = x + 0.5f * size * (float)pdf_columns(line->text);
    line->box[3] = base + 0.2f * size;
}

static pdf_piece *add_piece(report_fixture *f, uint32_t sheet, const float box[4]) {
    pdf_sheet *of_piece = &f->reader.sheets[sheet];
    if (of_piece->piece_count == MOST_PIECES)
        abort();
    pdf_piece *piece = &of_piece->pieces[of_piece->piece_count++];
    if (of_piece->piece_count > 1)
        piece->region = piece[-1].region + (box[3] < piece[-1].box[1]);
    memcpy(piece->box, box, sizeof piece->box);
    return piece;
}

pdf_line *report_line(report_fixture *f, uint32_t sheet, float x, float base, float size,
                      uint16_t look, const char *text) {
    pdf_line *line = PDF_TAKE(f->reader.kept, pdf_line, 1);
    set_line(f->reader.kept, line, x, base, size, look, text, strlen(text));
    pdf_piece *piece = add_piece(f, sheet, line->box);
    piece->kind = PDF_PIECE_LINE;
    piece->line = line;
    return line;
}

void report_raise(pdf_line *line, uint32_t start, uint32_t length) {
    pdf_span *spans = (pdf_span *)(void *)(uintptr_t)(const void *)line->spans;
    uint32_t all = (uint32_t)line->text.len, count = 0;
    uint16_t look = spans[0].look;
    if (start)
        spans[count++] = (pdf_span){.length = start, .look = look};
    spans[count++] = (pdf_span){.start = start, .length = length, .look = look, .raised = 1};
    if (start + length < all)
        spans[count++] =
            (pdf_span){.start = start + length, .length = all - start - length, .look = look};
    line->span_count = count;
}

static void set_cell(report_fixture *f, pdf_cell *cell, const char *text) {
    pdf_room *room = f->reader.kept;
    cell->lines = PDF_TAKE(room, pdf_line, 8);
    for (float base = cell->box[1] + 9; *text; base += 9) {
        size_t bytes = strcspn(text, "~");
        set_line(room, &cell->lines[cell->line_count++], cell->box[0] + 2, base, 8, LOOK_PLAIN,
                 text, bytes);
        text += bytes + (text[bytes] == '~');
    }
}

pdf_grid *report_grid(report_fixture *f, uint32_t sheet, float top, uint32_t rows, uint32_t columns,
                      const char *const *cells) {
    pdf_grid *grid = PDF_TAKE(f->reader.kept, pdf_grid, 1);
    *grid = (pdf_grid){.rows = rows,
                       .columns = columns,
                       .cells = PDF_TAKE(f->reader.kept, pdf_cell, (size_t)rows * columns),
                       .cell_count = rows * columns,
                       .flags = PDF_GRID_RULED,
                       .confidence = SHEAF_CERTAIN,
                       .box = {72, top, 72 + (float)columns * COLUMN, top + (float)rows * ROW}};
    for (uint32_t i = 0; i < rows * columns; i++) {
        float x = 72 + (float)(i % columns) * COLUMN, y = top + (float)(i / columns) * ROW;
        grid->cells[i] = (pdf_cell){.row = i / columns,
                                    .column = i % columns,
                                    .row_span = 1,
                                    .column_span = 1,
                                    .box = {x, y, x + COLUMN, y + ROW}};
        set_cell(f, &grid->cells[i], cells[i]);
    }
    pdf_piece *piece = add_piece(f, sheet, grid->box);
    piece->kind = PDF_PIECE_GRID;
    piece->grid = grid;
    return grid;
}

const char *report_run(report_fixture *f) {
    sheaf_status status = pdf_report(&f->reader, NULL);
    if (status != SHEAF_OK || f->depth)
        abort();
    return f->told;
}
