// fuzz: plugins/read_pdf
/* The layers of the PDF reader that are ours, without Poppler: bytes become pages of characters and painted paths (see
 * `operators`), which go through layout and report under the real host. What layout makes must be sound in itself, no
 * character may come twice, and the same pages must give the same document. Bytes that begin like a PDF are a file, whose
 * streams are inflated: it stays as it is, and what stands behind it is well-formed. */
#include "content/content.h"
#include "file/unpack.h"
#include "file/xref_table.h"
#include "layout.h"

#include "host/job.h"
#include "ir/dump.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int holds, const char *what) {
    if (holds)
        return;
    fprintf(stderr, "broken: %s\n", what);
    abort();
}

/* ---- bytes to pages ---- */

enum { MOST_PAGES = 6, MOST_CHARS = 3000, MOST_INKS = 3000, LOOKS = 6 };

static const pdf_look looks[LOOKS] = {
    {.font = {"SimSun", 6}, .size = 10.5f},
    {.font = {"SimHei", 6}, .size = 16, .bold = true},
    {.font = {"Calibri", 7}, .size = 9},
    {.font = {"Calibri-Italic", 14}, .size = 9, .italic = true, .colour = 0x0000FF},
    {.font = {"Courier", 7}, .size = 8, .fixed = true},
    {.font = {"Tiny", 4}, .size = 5},
};

/* Letters beyond ASCII that layout or report looks at. */
static const uint32_t letters[] = {0x4E00, 0x4E8C, 0x4E09, 0x3001, 0x3002, 0xFF08, 0xFF09, 0x7B2C,
                                   0x7AE0, 0x8282, 0x6761, 0x9879, 0x603B, 0x8BA1, 0xFF10, 0xFF19,
                                   0x2460, 0x2022, 0x2014, 0x00AD, 0x0301, 0x00B2, 0x2026, 0xFFFD,
                                   0x5E74, 0x6708, 0x9875, 0x0627, 0x05D0, 0xAC00, 0x1F600};

typedef struct canvas {
    pdf_page page;
    pdf_char chars[MOST_CHARS];
    pdf_ink inks[MOST_INKS];
    pdf_link link;
} canvas;

typedef struct reading {
    const uint8_t *at, *end;
} reading;

static uint32_t take(reading *in, size_t bytes) {
    uint32_t value = 0;
    while (bytes-- > 0)
        value = value << 8 | (in->at < in->end ? *in->at++ : 0u);
    return value;
}

/* A place on a page or a little outside, in eighths of a point. */
static float take_place(reading *in) {
    return (float)(int16_t)take(in, 2) / 8.0f;
}

static void put_char(canvas *c, const float box[4], uint32_t code, uint16_t flags, uint16_t look) {
    if (c->page.char_count >= MOST_CHARS)
        return;
    c->chars[c->page.char_count++] = (pdf_char){.box = {box[0], box[1], box[2], box[3]},
                                                .code = code,
                                                .look = look % LOOKS,
                                                .flags = flags & 0xF};
}

static void put_ink(canvas *c, const float box[4], unsigned how) {
    if (c->page.ink_count >= MOST_INKS || box[2] < box[0] || box[3] < box[1])
        return;
    static const uint32_t colours[] = {0, 0xFFFFFF, 0xD9D9D9, 0xFF0000};
    c->inks[c->page.ink_count++] = (pdf_ink){.box = {box[0], box[1], box[2], box[3]},
                                             .colour = colours[how >> 3 & 3],
                                             .paint = how & 3,
                                             .dashed = how >> 2 & 1};
}

static uint32_t letter(uint8_t byte) {
    return byte < 0x80 ? byte : letters[byte % (sizeof letters / sizeof *letters)];
}

/* Text from a place on, to a line feed; `down`: one below the other. */
static void put_text(canvas *c, reading *in, int down) {
    float x = take_place(in), y = take_place(in);
    uint16_t look = (uint16_t)(take(in, 1) % LOOKS), flags = PDF_CHAR_LINE_BEFORE;
    float size = looks[look].size;
    for (uint32_t byte = take(in, 1); byte != '\n' && in->at < in->end; byte = take(in, 1)) {
        float wide = byte < 0x80 && !down ? size / 2 : size;
        if (byte > ' ' && byte != 0x7F)
            put_char(c, (float[4]){x, y, x + wide, y + size}, letter((uint8_t)byte), flags, look);
        flags = byte <= ' ' ? PDF_CHAR_SPACE_BEFORE : 0;
        x += down ? 0 : wide;
        y += down ? size : 0;
    }
}

/* A character with a box of its own, however odd. */
static void put_odd_char(canvas *c, reading *in) {
    float box[4] = {take_place(in), take_place(in)};
    box[2] = box[0] + (float)take(in, 1) / 4;
    box[3] = box[1] + (float)take(in, 1) / 4;
    uint32_t byte = take(in, 1), how = take(in, 1);
    if (byte > ' ')
        put_char(c, box, letter((uint8_t)byte), (uint16_t)how, (uint16_t)(how >> 4));
}

static void put_box(canvas *c, reading *in) {
    float box[4] = {take_place(in), take_place(in)};
    box[2] = box[0] + (float)take(in, 2) / 16;
    box[3] = box[1] + (float)take(in, 2) / 16;
    put_ink(c, box, take(in, 1));
}

/* Rules of a grid; a bit of a mask leaves out a piece between two crossings. */
static void put_grid(canvas *c, reading *in) {
    float x = take_place(in), y = take_place(in);
    uint32_t columns = take(in, 1) % 12 + 1, rows = take(in, 1) % 12 + 1;
    float wide = 4 + (float)take(in, 1) / 2, high = 4 + (float)take(in, 1) / 2;
    uint32_t missing = take(in, 4), how = take(in, 1), n = 0;
    for (uint32_t r = 0; r <= rows; r++)
        for (uint32_t k = 0; k <= columns; k++, n++) {
            float left = x + (float)k * wide, top = y + (float)r * high;
            if (k < columns && !(missing >> n % 31 & 1))
                put_ink(c, (float[4]){left, top - .25f, left + wide, top + .25f}, how);
            if (r < rows && !(missing >> (n + 7) % 31 & 1))
                put_ink(c, (float[4]){left - .25f, top, left + .25f, top + high}, how);
        }
}

static void begin_page(canvas *c, reading *in, uint32_t number) {
    static const float sizes[][2] = {{595, 842}, {842, 595}, {100, 100}, {14400, 14400}};
    const float *size = sizes[take(in, 1) % 4];
    c->page = (pdf_page){.number = number,
                         .width = size[0],
                         .height = size[1],
                         .looks = looks,
                         .look_count = LOOKS,
                         .chars = c->chars,
                         .inks = c->inks,
                         .links = &c->link,
                         .link_count = 0};
}

/* operators: `t` text, `v` text downwards, `c` a character, `r` a box, `g` a grid, `l` a link; `p` ends the page. */
static void take_page(canvas *c, reading *in, uint32_t number) {
    begin_page(c, in, number);
    while (in->at < in->end) {
        uint32_t operator= take(in, 1);
        if (operator== 'p')
            return;
        if (operator== 't' || operator== 'v')
            put_text(c, in, operator== 'v');
        else if (operator== 'c')
            put_odd_char(c, in);
        else if (operator== 'r')
            put_box(c, in);
        else if (operator== 'g')
            put_grid(c, in);
        else if (operator== 'l') {
            c->link = (pdf_link){{take_place(in), take_place(in), 300, 300}, SHEAF_STR("#page=1")};
            c->page.link_count = 1;
        }
    }
}

/* ---- what layout makes ---- */

static void check_box(const float box[4]) {
    for (int i = 0; i < 4; i++)
        demand(isfinite(box[i]) && fabsf(box[i]) <= 2 * PDF_FARTHEST, "a box is of finite numbers");
    demand(box[0] <= box[2] && box[1] <= box[3], "the corners of a box are in order");
}

/* Characters of a text that are no white space. */
static uint32_t count_text(sheaf_str text) {
    uint32_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += (uint8_t)text.ptr[i] > ' ' && ((uint8_t)text.ptr[i] & 0xC0) != 0x80;
    return count;
}

static uint32_t check_line(const pdf_line *line) {
    check_box(line->box);
    demand(line->look < LOOKS, "a line has a look of the document");
    uint32_t at = 0;
    for (uint32_t i = 0; i < line->span_count; i++) {
        demand(line->spans[i].start == at, "spans follow each other");
        at += line->spans[i].length;
    }
    demand(at == line->text.len, "spans cover the text");
    return count_text(line->text);
}

static uint32_t check_grid(const pdf_grid *grid) {
    check_box(grid->box);
    demand(grid->rows > 0 && grid->columns > 0 && grid->cell_count <= grid->rows * grid->columns,
           "a grid has slots");
    uint8_t *taken = calloc((size_t)grid->rows, grid->columns);
    uint32_t slots = 0, letters_seen = 0;
    demand(taken != NULL, "there is memory");
    for (uint32_t i = 0; i < grid->cell_count; i++) {
        const pdf_cell *cell = &grid->cells[i];
        demand(cell->row_span > 0 && cell->column_span > 0 &&
                   cell->row + cell->row_span <= grid->rows &&
                   cell->column + cell->column_span <= grid->columns,
               "a cell stands in its grid");
        for (uint32_t r = cell->row; r < cell->row + cell->row_span; r++)
            for (uint32_t k = cell->column; k < cell->column + cell->column_span; k++, slots++)
                demand(!taken[(size_t)r * grid->columns + k]++, "a slot has one cell");
        check_box(cell->box);
        for (uint32_t k = 0; k < cell->line_count; k++)
            letters_seen += check_line(&cell->lines[k]);
#ifdef SHEAF_PLANTED_BUG
        demand(!(cell->row_span > 1 && cell->column_span > 1 && cell->line_count > 0), "planted");
#endif
    }
    demand(slots == grid->rows * grid->columns, "every slot has a cell");
    free(taken);
    return letters_seen;
}

static void check_sheet(const pdf_page *page, const pdf_sheet *sheet) {
    uint32_t seen = 0;
    for (uint32_t i = 0; i < sheet->piece_count; i++) {
        const pdf_piece *piece = &sheet->pieces[i];
        check_box(piece->box);
        demand(i == 0 || piece->region >= piece[-1].region, "regions grow in reading order");
        if (piece->kind == PDF_PIECE_LINE)
            seen += check_line(piece->line);
        else if (piece->kind == PDF_PIECE_GRID)
            seen += check_grid(piece->grid);
    }
    pdf_tally drawn = {0}; /* without what stands for digits that were cut off */
    pdf_tally_chars(&drawn, page->chars, page->char_count);
    demand(seen <= page->char_count + (sheet->shown.characters - drawn.characters),
           "no character comes twice");
}

/* ---- under the host ---- */

static sheaf_status read_pages(pdf_reader *reader, reading in, canvas *c) {
    reader->sheets = PDF_TAKE(reader->kept, pdf_sheet, MOST_PAGES);
    demand(reader->sheets != NULL, "there is memory");
    reader->looks = looks;
    reader->look_count = LOOKS;
    while (in.at < in.end && reader->sheet_count < MOST_PAGES) {
        take_page(c, &in, reader->sheet_count + 1);
        pdf_sheet *sheet = &reader->sheets[reader->sheet_count++];
        pdf_layout(reader, &c->page, sheet);
        demand(!pdf_room_failed(reader->kept) && !pdf_room_failed(reader->page), "there is memory");
        check_sheet(&c->page, sheet);
        pdf_room_empty(reader->page);
    }
    return pdf_report(reader, NULL);
}

static sheaf_status run_pages(const sheaf_host *host, sheaf_job *job) {
    pdf_reader reader = {.host = host, .job = job, .kept = pdf_room_new(), .page = pdf_room_new()};
    canvas *c = calloc(1, sizeof *c);
    sheaf_str bytes = host->input(job)->bytes;
    demand(reader.kept && reader.page && c, "there is memory");
    sheaf_status status = read_pages(
        &reader, (reading){(const uint8_t *)bytes.ptr, (const uint8_t *)bytes.ptr + bytes.len}, c);
    pdf_room_free(reader.page);
    pdf_room_free(reader.kept);
    free(c);
    return status;
}

static const sheaf_plugin pages = {
    .size = sizeof pages, .kind = SHEAF_READER, .id = "pages", .version = "1", .run = run_pages};

static const char manifest_text[] =
    "id = pages\nkind = reader\nlibrary = pages.so\nabi = 1.1\nversion = 1\nformat = pages\n";

static void read_document(sheaf_str bytes, const sf_manifest *manifest, sf_buffer *out) {
    sf_settings settings;
    sf_source source;
    sheaf_job job;
    char message[256];
    sf_settings_init(&settings);
    sf_source_lend(&source, bytes, SHEAF_STR("input.pages"));
    sf_job_init(&job, &settings, &source, NULL);
    sheaf_status status = sf_job_read(&job, manifest, &pages);
    demand(status == SHEAF_OK, job.error.message);
    if (!sf_document_check(sf_job_document(&job), message))
        demand(0, message);
    demand(sf_dump(sf_job_document(&job), out), "what is read can be dumped");
    sf_job_done(&job);
    sf_settings_done(&settings);
}

static bool is_file(sheaf_str bytes) {
    return bytes.len > 5 && memcmp(bytes.ptr, "%PDF-", 5) == 0;
}

static void unpack_file(sheaf_str bytes) {
    pdf_unpacked unpacked = pdf_unpack(bytes, 1 << 20, bytes.len % 2);
    char *out = unpacked.bytes;
    size_t length = unpacked.length;
    pdf_table table;
    if (!out)
        return;
    demand(length > 5 && memcmp(out, bytes.ptr, 5) == 0, "the file begins as it did");
    demand(pdf_table_read((sheaf_str){out, length}, &table), "the update can be read");
    pdf_table_free(&table);
    free(out);
}

/* Content of a page has room for its own length, and nothing is found to be shorter twice. */
static void shorten_content(sheaf_str bytes) {
    char *once = malloc(bytes.len), *twice = malloc(bytes.len);
    demand(once && twice, "there is memory");
    size_t length = pdf_content_shorten(bytes, SHEAF_STR("/F1 "), once);
    demand(length <= bytes.len, "content does not grow");
    demand(pdf_content_shorten((sheaf_str){once, length}, SHEAF_STR("/F1 "), twice) <= length,
           "nor what it became");
    free(once);
    free(twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    sf_arena arena = {0};
    sf_manifest manifest;
    sf_buffer first = {0}, second = {0};
    sheaf_str bytes = {(const char *)data, size};
    if (size == 0)
        return 0;
    if (is_file(bytes)) {
        unpack_file(bytes);
        shorten_content((sheaf_str){bytes.ptr + 5, bytes.len - 5});
        return 0;
    }
    demand(sf_manifest_parse(&manifest, "pages.sheaf",
                             (sheaf_str){manifest_text, sizeof manifest_text - 1}, &arena),
           "the manifest is sound");
    read_document(bytes, &manifest, &first);
    read_document(bytes, &manifest, &second);
    demand(first.length == second.length && memcmp(first.bytes, second.bytes, first.length) == 0,
           "the same pages give the same document");
    sf_buffer_done(&first);
    sf_buffer_done(&second);
    sf_manifest_done(&manifest);
    sf_arena_done(&arena);
    return 0;
}
