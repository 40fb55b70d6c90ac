/* SPDX-License-Identifier: GPL-2.0-or-later
 * A grid to the host. A line of a cell that had no room for the next word was wrapped by the layout, and is joined as in a
 * paragraph; one that had room ends a line of the cell's own (`\n`). Digits stay apart unless the lattice proved that one
 * number was broken, and then the join is on record. */
#include "report/report.h"

#include <string.h>

enum { MARGIN = 6 }; /* points; Word's cells have 5.4, LibreOffice's 2.8 */
enum { DOUBTED = 5000 };

/* What a line of the cell may be long. */
static float room_of(const pdf_cell *cell) {
    float left = cell->box[2], width = cell->box[2] - cell->box[0];
    for (uint32_t i = 0; i < cell->line_count; i++)
        left = cell->lines[i].box[0] < left ? cell->lines[i].box[0] : left;
    float margin = left - cell->box[0];
    margin = margin < 0 ? 0 : margin > MARGIN ? MARGIN : margin;
    return width - 2 * margin;
}

/* One upright character a line: a vertical label. */
static bool is_stack(const pdf_cell *cell) {
    for (uint32_t i = 0; i < cell->line_count; i++) {
        sheaf_str text = cell->lines[i].text;
        if (!text.len || !pdf_is_wide(pdf_code_take(&text)) || text.len)
            return false;
    }
    return cell->line_count > 1;
}

/* Broken digits of the cell are one number, and may be joined. */
static bool joins_digits(const pdf_state *state, const pdf_cell *cell) {
    return cell->wrapped == 1 && !state->reader->is_plain;
}

static pdf_joint cell_joint(const pdf_state *state, const pdf_cell *cell, float room,
                            const pdf_line *above, const pdf_line *below) {
    pdf_number number;
    float step = below->base - above->base;
    if (above->direction != below->direction)
        return PDF_JOINT_BREAK;
    if (above->direction == PDF_RIGHTWARD && step < 0.3f * above->size &&
        below->box[0] > above->box[2] - 1)
        return PDF_JOINT_BLANK; /* beside each other */
    if (pdf_breaks_digits(above->text, below->text))
        return joins_digits(state, cell) ? PDF_JOINT_NONE : PDF_JOINT_BREAK;
    if (above->direction == PDF_RIGHTWARD &&
        (pdf_word_fits(above, below, room) ||
         (pdf_number_read(below->text, &number) && number.spaced)))
        return PDF_JOINT_BREAK;
    return pdf_joint_of(state, above->text, below->text);
}

static sheaf_str joined(pdf_room *room, sheaf_str a, const char *between, sheaf_str b) {
    size_t gap = strlen(between);
    char *text = PDF_TAKE(room, char, a.len + gap + b.len + 1);
    if (!text)
        return SHEAF_STR("");
    memcpy(text, a.ptr, a.len);
    memcpy(text + a.len, between, gap);
    memcpy(text + a.len + gap, b.ptr, b.len);
    return (sheaf_str){text, a.len + gap + b.len};
}

/* Says of each break between digits what became of it. */
static void record_digits(pdf_state *state, const pdf_cell *cell, const pdf_text *text,
                          uint32_t node) {
    const sheaf_host *host = state->reader->host;
    for (uint32_t i = 1; i < cell->line_count; i++) {
        sheaf_str above = cell->lines[i - 1].text, below = cell->lines[i].text;
        if (!cell->wrapped || !pdf_breaks_digits(above, below))
            continue;
        if (!joins_digits(state, cell))
            host->diagnose(
                state->reader->job,
                &(sheaf_diagnostic){
                    .size = sizeof(sheaf_diagnostic),
                    .severity = SHEAF_WARNING,
                    .code = SHEAF_STR("pdf.cell.digits-wrapped"),
                    .message = SHEAF_STR("digits stand in two lines of a cell and may be one "
                                         "number; they were left apart"),
                    .origin = text->origins[i]});
        else
            host->add_repair(
                state->reader->job,
                &(sheaf_repair){.size = sizeof(sheaf_repair),
                                .confidence = 9500,
                                .kind = SHEAF_STR("digits_joined"),
                                .from = &text->origins[i - 1],
                                .from_count = 2,
                                .to_node = node,
                                .to_row = SHEAF_NONE,
                                .to_column = SHEAF_NONE,
                                .before = joined(state->reader->page, above, "\n", below),
                                .after = joined(state->reader->page, above, "", below),
                                .evidence = SHEAF_STR(
                                    "the digits fill the line of the ruled cell from border to "
                                    "border, so that the number had to go on in the next line")});
    }
}

/* The line without a bullet in front: bullets are no text. A sign alone says something: a filled circle for `yes`. */
static const pdf_line *without_bullet(const pdf_state *state, const pdf_line *line,
                                      pdf_tally *bullets) {
    pdf_number number;
    if (!line->text.len || (unsigned char)*line->text.ptr < 0x80)
        return line;
    bool bullet = pdf_number_read(line->text, &number) && number.style == PDF_STYLE_BULLET &&
                  number.value > 0xFF && number.value != 0x2013 && number.value != 0x2014;
    if (!bullet || !number.rest.len)
        return line;
    uint32_t end = (uint32_t)(number.rest.ptr - line->text.ptr);
    const pdf_line *copy = pdf_line_without(state->reader->page, line, 0, end, SHEAF_STR(""));
    if (copy)
        pdf_tally_add(bullets, pdf_tally_text((sheaf_str){line->text.ptr, end}));
    return copy ? copy : line;
}

static bool compose_cell(const pdf_state *state, const pdf_cell *cell, pdf_text *text,
                         pdf_tally *bullets) {
    pdf_room *room = state->reader->page;
    const pdf_line **lines = PDF_TAKE_UNSET(room, const pdf_line *, (size_t)cell->line_count + 1);
    pdf_joint *joints = PDF_TAKE_UNSET(room, pdf_joint, (size_t)cell->line_count + 1);
    if (!lines || !joints)
        return false;
    bool stack = is_stack(cell);
    float wide = room_of(cell);
    for (uint32_t i = 0; i < cell->line_count; i++) {
        lines[i] = without_bullet(state, &cell->lines[i], bullets);
        if (i)
            joints[i] = stack ? PDF_JOINT_NONE
                              : cell_joint(state, cell, wide, &cell->lines[i - 1], &cell->lines[i]);
    }
    return pdf_compose(state, room, lines, joints, cell->line_count, state->page, text);
}

/* A ruled cell stands between its rules, and then says where its lines do; others stand where their lines do. */
static uint32_t places_of(const pdf_state *state, const pdf_grid *grid, const pdf_cell *cell,
                          const pdf_text *text, const sheaf_origin **places) {
    *places = text->origins;
    if (!(grid->flags & PDF_GRID_RULED) && cell->line_count)
        return text->origin_count;
    sheaf_origin *kept =
        PDF_TAKE_UNSET(state->reader->page, sheaf_origin, (size_t)cell->line_count + 1);
    uint32_t count = 0;
    if (!kept)
        return 0;
    kept[count++] = pdf_place_laid(state, state->page, cell->box);
    for (uint32_t i = 0; i < cell->line_count; i++)
        kept[count++] = text->origins[i];
    *places = kept;
    return count;
}

static void emit_text(pdf_state *state, const pdf_cell *cell, const pdf_text *text,
                      const sheaf_block *block, pdf_tally bullets) {
    uint32_t node = state->reader->host->add(state->reader->job, block);
    pdf_mark_runs(state, text, node);
    record_digits(state, cell, text, node);
    if (bullets.characters)
        pdf_drop(state, block->origins, bullets, SHEAF_STR("bullet of a list"));
    if (text->hyphens)
        pdf_drop(state, block->origins, (pdf_tally){.characters = text->hyphens},
                 SHEAF_STR("hyphen at the end of a line"));
}

static sheaf_block block_of(const pdf_grid *grid, const pdf_cell *cell) {
    bool heads = cell->row < grid->header_rows;
    return (sheaf_block){.size = sizeof(sheaf_block),
                         .kind = SHEAF_CELL,
                         .confidence = pdf_is_doubted(cell) ? DOUBTED : 0, /* 0: certain */
                         .row = cell->row,
                         .column = cell->column,
                         .row_span = cell->row_span,
                         .column_span = cell->column_span,
                         .header = heads ? SHEAF_HEADER_COLUMN : SHEAF_HEADER_NONE};
}

static void emit_cell(pdf_state *state, const pdf_grid *grid, const pdf_cell *cell) {
    pdf_text text = {0};
    const sheaf_origin *places = NULL;
    pdf_tally bullets = {0};
    if (!compose_cell(state, cell, &text, &bullets))
        return;
    sheaf_block block = block_of(grid, cell);
    block.origin_count = places_of(state, grid, cell, &text, &places);
    block.origins = places;
    block.text = (sheaf_str){text.bytes, text.len};
    emit_text(state, cell, &text, &block, bullets);
}

/* Lines above, between or below the tables of a cell are a paragraph. */
static void emit_lines(pdf_state *state, const pdf_cell *cell, uint32_t from, uint32_t to) {
    pdf_cell part = *cell;
    pdf_text text = {0};
    pdf_tally bullets = {0};
    if (from == to) /* a cell that holds but a table has no lines to count from */
        return;
    part.lines += from;
    part.line_count = to - from;
    if (!compose_cell(state, &part, &text, &bullets))
        return;
    const sheaf_block block = {.size = sizeof(sheaf_block),
                               .kind = SHEAF_PARAGRAPH,
                               .text = {text.bytes, text.len},
                               .origins = text.origins,
                               .origin_count = text.origin_count};
    emit_text(state, &part, &text, &block, bullets);
}

static void open_grid(const pdf_state *state, const pdf_grid *grid, uint32_t flags) {
    sheaf_origin place = pdf_place_laid(state, state->page, grid->box);
    state->reader->host->open(
        state->reader->job,
        &(sheaf_block){.size = sizeof(sheaf_block),
                       .kind = SHEAF_TABLE,
                       .flags = flags | (grid->flags & PDF_GRID_RULED ? 0 : SHEAF_INFERRED),
                       .confidence = grid->confidence,
                       .origins = &place,
                       .origin_count = 1,
                       .rows = grid->rows,
                       .columns = grid->columns,
                       .headers = grid->header_rows ? SHEAF_HEADERS_COLUMNS_KNOWN
                                                    : SHEAF_HEADERS_DERIVED});
}

static void emit_inner(pdf_state *state, const pdf_grid *grid) {
    open_grid(state, grid, 0);
    for (uint32_t i = 0; i < grid->cell_count; i++)
        emit_cell(state, grid, &grid->cells[i]);
    state->reader->host->close(state->reader->job);
}

/* A cell that holds tables: its lines and they are blocks of it, downwards. */
static void emit_rich_cell(pdf_state *state, const pdf_grid *grid, const pdf_cell *cell) {
    sheaf_origin place = pdf_place_laid(state, state->page, cell->box);
    sheaf_block block = block_of(grid, cell);
    uint32_t from = 0, to = 0;
    block.origins = &place;
    block.origin_count = 1;
    state->reader->host->open(state->reader->job, &block);
    for (const pdf_grid *inner = cell->inner; inner; inner = inner->next, from = to) {
        while (to < cell->line_count && cell->lines[to].base < inner->box[3])
            to++;
        emit_lines(state, cell, from, to);
        emit_inner(state, inner);
    }
    emit_lines(state, cell, from, cell->line_count);
    state->reader->host->close(state->reader->job);
}

void pdf_emit_table(pdf_state *state, const pdf_entry *entry, uint32_t flags) {
    const pdf_grid *grid = entry->piece->grid;
    open_grid(state, grid, flags);
    for (uint32_t i = 0; i < grid->cell_count; i++)
        if (grid->cells[i].inner)
            emit_rich_cell(state, grid, &grid->cells[i]);
        else
            emit_cell(state, grid, &grid->cells[i]);
    state->reader->host->close(state->reader->job);
    pdf_room_empty(state->reader->page);
}
