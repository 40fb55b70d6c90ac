/* Hands tables and cells to the host, and keeps the workspace of the recognisers. Invariant: a cell with text
 * has one origin for each of its pieces; a blank one has none. */
#include "entity.h"
#include "numbering.h"
#include "table.h"

#include <string.h>

table_work *table_workspace(text_run *run) {
    if (!run->tables)
        run->tables = run->host->scratch(run->job, sizeof(table_work));
    return run->tables;
}

void *table_grow(text_run *run, uint32_t room, size_t count, size_t size) {
    table_work *work = table_workspace(run);
    if (!work)
        return NULL;
    table_room *r = &work->rooms[room];
    if (r->bytes / size >= count && r->base)
        return r->base;
    if (count > SIZE_MAX / size / 2) {
        run->host->fail(run->job, SHEAF_MEMORY, SHEAF_STR("text.table.memory"),
                        SHEAF_STR("a table needs more memory than there can be"), NULL);
        return NULL;
    }
    size_t bytes = count * size < 512 ? 1024 : count * size * 2;
    void *grown = run->host->scratch(run->job, bytes);
    if (!grown)
        return NULL;
    if (r->base)
        memcpy(grown, r->base, r->bytes);
    *r = (table_room){grown, bytes};
    return grown;
}

int table_was_refused(text_run *run, table_shape shape, uint32_t first) {
    const table_work *work = run->tables;
    return work && first < work->refused[shape];
}

uint32_t table_refuse(text_run *run, table_shape shape, uint32_t first, uint32_t end) {
    table_work *work = table_workspace(run);
    if (work && work->refused[shape] < end)
        work->refused[shape] = end;
    return first;
}

uint32_t table_ended(text_run *run, table_shape shape, uint32_t end) {
    table_work *work = table_workspace(run);
    if (work)
        work->ended[shape] = end;
    return end;
}

enum {
    EDGE_LINES = 4, /* what a page has at its edges, at most */
    TAIL_LINES = 2, /* a title and labels above a row, on one page or on both */
    TAIL_BYTES = 120
};

/* The heading of a section: no table goes on behind it. */
static int is_section(sheaf_str text) {
    numbering number;
    return number_read(text, &number) &&
           (number.style == NUMBER_CN || number.style == NUMBER_CHAPTER ||
            number.style == NUMBER_SECTION);
}

/* A short line near the last that ends no sentence, as titles and labels of a table do. */
static int is_tail(const text_run *run, uint32_t line) {
    sheaf_str text = text_trim(text_of(run, line));
    return (run->lines[line].gap <= 1 || table_is_cut(run, line)) && text.len <= TAIL_BYTES &&
           !table_ends_sentence(text) && !is_section(text);
}

int table_was_cut(const text_run *run, table_shape shape, uint32_t first) {
    uint32_t end = run->tables ? run->tables->ended[shape] : 0;
    uint32_t tail = 0, is_cut = 0, most = shape == TABLE_ALIGNED ? TAIL_LINES : 0;
    if (!end || first < end || first - end > EDGE_LINES + most)
        return 0;
    for (uint32_t line = end; line < first; line++) {
        int is_furniture = (run->lines[line].flags & TEXT_FURNITURE) != 0;
        if (!is_furniture && (tail++ == most || !is_tail(run, line)))
            return 0;
        is_cut |= (uint32_t)table_is_cut(run, line);
    }
    return is_cut || table_is_cut(run, first);
}

int table_ends_sentence(sheaf_str text) {
    static const uint32_t ends[] = {'.', ';', '!', '?', 0x3002, 0xFF1B, 0xFF01, 0xFF1F};
    uint32_t last = text_last(text_trim(text));
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
        if (last == ends[i])
            return last != ';' || !entity_ends(text_trim(text));
    return 0;
}

int table_goes_on(text_run *run, uint32_t line) {
    return run->host->tick(run->job, line, run->count) == SHEAF_OK;
}

/* Characters that are no white space; ASCII by its bytes. */
static uint64_t solid(sheaf_str text) {
    uint64_t count = 0;
    while (text.len) {
        unsigned char c = (unsigned char)*text.ptr;
        if (c < 0x80) {
            count += c != ' ' && (c < '\t' || c > '\r');
            text = (sheaf_str){text.ptr + 1, text.len - 1};
        } else {
            count += !text_is_space(text_take(&text));
        }
    }
    return count;
}

void table_account(text_run *run, uint32_t first, uint32_t end) {
    table_work *work = table_workspace(run);
    if (!work)
        return;
    work->accounts = 1;
    work->first = first;
    work->unplaced = 0;
    for (uint32_t line = first; line < end && table_goes_on(run, line); line++)
        work->unplaced += solid(text_of(run, line));
}

static void account_for(text_run *run, sheaf_str part) {
    if (run->tables && run->tables->accounts)
        run->tables->unplaced -= solid(part);
}

void table_open(text_run *run, uint32_t first, uint32_t columns, uint32_t confidence,
                uint32_t headers) {
    sheaf_origin place = text_origin(run, first, text_trim(text_of(run, first)));
    uint32_t flags = (confidence ? SHEAF_INFERRED : 0u) |
                     (run->lines[first].flags & TEXT_PAGE ? SHEAF_BREAK_BEFORE : 0u);
    run->host->open(run->job, &(sheaf_block){.size = sizeof(sheaf_block),
                                             .kind = SHEAF_TABLE,
                                             .flags = flags,
                                             .confidence = confidence,
                                             .text = {"", 0},
                                             .number = {"", 0},
                                             .opaque = {"", 0},
                                             .origins = &place,
                                             .origin_count = 1,
                                             .columns = columns,
                                             .headers = headers});
}

void table_close(text_run *run) {
    table_work *work = run->tables;
    run->host->close(run->job);
    if (work && work->accounts && work->unplaced)
        text_drop(run, work->first, text_trim(text_of(run, work->first)), work->unplaced,
                  SHEAF_STR("marks and lines between cells"));
    if (work)
        work->accounts = 0;
}

void table_cell(text_run *run, sheaf_block *slot, uint32_t line, sheaf_str part) {
    sheaf_origin place;
    slot->text = text_trim(part);
    slot->origin_count = slot->text.len > 0;
    if (slot->origin_count) {
        account_for(run, slot->text);
        place = text_origin(run, line, slot->text);
        slot->origins = &place;
    }
    run->host->add(run->job, slot);
    slot->text = SHEAF_STR("");
    slot->origins = NULL;
    slot->origin_count = 0;
}

void table_cell_open(text_run *run, const sheaf_block *slot, table_filling *filling) {
    *filling = (table_filling){0, 0};
    run->host->open(run->job, slot);
}

void table_piece(text_run *run, table_filling *filling, uint32_t line, sheaf_str part) {
    sheaf_origin place = text_origin(run, line, part);
    if (filling->pieces++ && filling->line != line)
        run->host->append(run->job, SHEAF_STR("\n"), NULL);
    filling->line = line;
    account_for(run, part);
    run->host->append(run->job, part, &place);
}

void table_cell_close(text_run *run) {
    run->host->close(run->job);
}
