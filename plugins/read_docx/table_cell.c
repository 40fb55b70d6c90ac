/* What cells hold, on the tape: a cell of plain paragraphs becomes a cell with text, in place, and a cell that
 * is not shown is taken out of play with its characters counted. */
#include "tape_inside.h"
#include "walk.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------------------------------- folding -- */

/* A list of one item, such as the numbered label of a row, is text; from the second item on it is a list. */
static int is_text(const docx_tape *tape, uint32_t i) {
    const tape_entry *e = docx_entry_at(tape, i);
    const tape_entry *before = docx_entry_at(tape, i - 1);
    if (e->kind == SHEAF_ITEM)
        return before->op == TAPE_OPEN && before->kind == SHEAF_LIST;
    return e->kind == SHEAF_LIST || (e->kind == SHEAF_PARAGRAPH && !e->more);
}

/* How many bytes of text a cell of nothing but plain paragraphs holds, a line end for each of them; -1
 * where it holds more than that. */
static int64_t measure(const docx_tape *tape, uint32_t from) {
    const uint32_t furniture = ~docx_entry_at(tape, from - 1)->flags & SHEAF_FURNITURE;
    int64_t bytes = 0;
    for (uint32_t i = from; i < tape->entries.count - 1; i++) {
        const tape_entry *e = docx_entry_at(tape, i);
        if (e->op == TAPE_SKIP)
            return -1;
        if (e->op <= TAPE_ADD && e->op != TAPE_CLOSE && (!is_text(tape, i) || e->flags & furniture))
            return -1;
        bytes += (int64_t)e->text.len + 1;
    }
    return bytes;
}

/* Text that grows at its end; `line` is where the paragraph at hand begins. */
typedef struct folding {
    docx_tape *tape;
    uint32_t cell;    /* its entry */
    uint32_t to;      /* where the next mark goes: they move up behind the cell */
    uint32_t line_to; /* the first mark of the paragraph at hand */
    char *text;
    size_t used, line;
    const sheaf_origin *origins; /* of the paragraphs, for a cell without */
    uint32_t origin_count;
} folding;

/* Bytes of the white space that the text begins with; 0: none. */
static size_t blank_at(const char *at, size_t left) {
    sheaf_str rest = {at, left};
    return docx_is_blank(docx_take_character(&rest)) ? left - rest.len : 0;
}

static size_t leading_blank(const char *text, size_t length) {
    size_t at = 0, step;
    while (at < length && (step = blank_at(text + at, length - at)) > 0)
        at += step;
    return at;
}

static size_t trimmed_length(const char *text, size_t length) {
    while (length > 0) {
        size_t last = length - 1;
        while (last > 0 && ((unsigned char)text[last] & 0xC0) == 0x80)
            last--;
        if (!blank_at(text + last, length - last))
            return length;
        length = last;
    }
    return 0;
}

/* A blank paragraph leaves no text, and no runs but those that are places (bookmarks). */
static void drop_line(folding *f) {
    uint32_t kept = f->line_to;
    for (uint32_t i = kept; i < f->to; i++) {
        const tape_entry *e = docx_entry_at(f->tape, i);
        sheaf_run *run = e->more;
        run->start = (uint32_t)f->line;
        if (run->length == 0)
            *docx_entry_at(f->tape, kept++) = *e;
    }
    f->to = kept;
    f->used = f->line;
}

static void end_line(folding *f) {
    if (leading_blank(f->text + f->line, f->used - f->line) == f->used - f->line)
        drop_line(f);
}

static void begin_line(folding *f) {
    size_t before = f->line;
    end_line(f);
    if (f->used > before)
        f->text[f->used++] = '\n';
    f->line = f->used;
    f->line_to = f->to;
}

static void put_text(folding *f, const tape_entry *e) {
    if (e->text.len)
        memcpy(f->text + f->used, e->text.ptr, e->text.len);
    f->used += e->text.len;
    if (e->origin_count && !f->origin_count) {
        f->origins = e->origins;
        f->origin_count = e->origin_count;
    }
}

static void move_mark(folding *f, const tape_entry *e) {
    tape_entry *to = docx_entry_at(f->tape, f->to++);
    ((sheaf_run *)e->more)->start += (uint32_t)f->line;
    *to = *e;
    to->node = f->cell | TAPE_NODE;
}

static void fold_entries(folding *f, uint32_t end) {
    for (uint32_t i = f->cell + 1; i < end; i++) {
        const tape_entry *e = docx_entry_at(f->tape, i);
        switch (e->op) {
        case TAPE_OPEN:
        case TAPE_ADD:
            begin_line(f);
            put_text(f, e);
            break;
        case TAPE_APPEND:
            put_text(f, e);
            break;
        case TAPE_MARK:
        case TAPE_NOTE:
            move_mark(f, e);
            break;
        default:
            break;
        }
    }
    end_line(f);
}

/* Runs follow the text that was trimmed; one that has nothing left goes, unless it was empty from the start. */
static void trim_marks(folding *f, uint32_t lead, uint32_t length) {
    uint32_t kept = f->cell + 1;
    for (uint32_t i = kept; i < f->to; i++) {
        const tape_entry *e = docx_entry_at(f->tape, i);
        sheaf_run *run = e->more;
        uint32_t start = run->start > lead ? run->start - lead : 0;
        uint64_t run_end = (uint64_t)run->start + run->length;
        uint32_t stop = run_end > lead ? (uint32_t)(run_end - lead) : 0;
        start = start < length ? start : length;
        stop = stop < length ? stop : length;
        if (run->length > 0 && stop <= start)
            continue;
        run->start = start;
        run->length = stop > start ? stop - start : 0;
        *docx_entry_at(f->tape, kept++) = *e;
    }
    f->tape->entries.count = kept;
}

static void set_text(folding *f) {
    tape_entry *cell = docx_entry_at(f->tape, f->cell);
    size_t lead = leading_blank(f->text, f->used);
    size_t length = trimmed_length(f->text + lead, f->used - lead);
    cell->op = TAPE_ADD;
    cell->text = (sheaf_str){f->text + lead, length};
    if (!cell->origin_count) {
        cell->origins = f->origins;
        cell->origin_count = f->origin_count;
    }
    trim_marks(f, (uint32_t)lead, (uint32_t)length);
}

void docx_cell_fold(docx_tape *tape, uint32_t entry) {
    int64_t bytes = tape->failed ? -1 : measure(tape, entry + 1);
    if (bytes < 0 || bytes > UINT32_MAX)
        return;
    folding f = {.tape = tape, .cell = entry, .to = entry + 1, .line_to = entry + 1};
    f.text = docx_store_take(tape, (size_t)bytes + 1);
    if (!f.text)
        return;
    fold_entries(&f, tape->entries.count - 1);
    set_text(&f);
}

/* -------------------------------------------------------------------------------------------- hiding -- */

uint64_t docx_table_hide(docx_tape *tape, const grid_cell *cell, sheaf_str reason) {
    tape_entry *first = docx_entry_at(tape, cell->entry);
    sheaf_dropped dropped = {.size = sizeof dropped, .reason = reason};
    for (uint32_t i = cell->entry; i < cell->stop; i++) {
        const tape_entry *e = docx_entry_at(tape, i);
        if (e->op == TAPE_SKIP) {
            i = e->to - 1;
            continue;
        }
        docx_count held = docx_count_text(e->text);
        dropped.characters += held.characters;
        dropped.digits += held.digits;
    }
    first->op = TAPE_SKIP;
    first->to = cell->stop;
    if (first->origin_count)
        dropped.origin = first->origins[0];
    if (dropped.characters)
        tape->host->drop(tape->job, &dropped);
    return dropped.characters;
}

void docx_table_say(docx_tape *tape, sheaf_severity severity, const char *code,
                    const grid_cell *cell, uint32_t row, const char *what) {
    const tape_entry *e = docx_entry_at(tape, cell->entry);
    char room[320];
    int length = snprintf(room, sizeof room, "the cell in row %" PRIu32 ", column %" PRIu32 " %s",
                          row + 1, cell->column + 1, what);
    sheaf_diagnostic said = {.size = sizeof said,
                             .severity = severity,
                             .code = {code, strlen(code)},
                             .message = {room, (size_t)length}};
    if (e->origin_count)
        said.origin = e->origins[0];
    tape->host->diagnose(tape->job, &said);
}
