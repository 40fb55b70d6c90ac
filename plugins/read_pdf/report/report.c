/* SPDX-License-Identifier: GPL-2.0-or-later
 * The whole document to the host: pieces of all pages become entries, entries blocks, and blocks learn what they are from
 * the rest of the document before the first of them is told. */
#include "report/report.h"

enum { LEAST_SIDE = 20, LEAST_AREA = 1600 }; /* points */

/* Images too small to say anything are left out. */
static bool is_decoration(const pdf_piece *piece) {
    float width = piece->box[2] - piece->box[0], height = piece->box[3] - piece->box[1];
    return piece->kind == PDF_PIECE_IMAGE &&
           (width < LEAST_SIDE || height < LEAST_SIDE || width * height < LEAST_AREA);
}

/* A line without the dots that lead to its end. */
static void cut_leader(pdf_room *room, pdf_entry *entry) {
    uint32_t from = 0, to = 0, characters = 0;
    if (!pdf_leader_find(entry->line->text, &from, &to, &characters))
        return;
    while (from && entry->line->text.ptr[from - 1] == ' ')
        from--;
    while (to < entry->line->text.len && entry->line->text.ptr[to] == ' ')
        to++;
    const pdf_line *copy = pdf_line_without(room, entry->line, from, to, SHEAF_STR(" "));
    entry->leaders = copy ? characters : 0;
    entry->line = copy ? copy : entry->line;
}

static void list_sheet(pdf_state *state, uint32_t sheet) {
    const pdf_sheet *of = &state->reader->sheets[sheet];
    for (uint32_t i = 0; i < of->piece_count; i++) {
        const pdf_piece *piece = &of->pieces[i];
        if (is_decoration(piece))
            continue;
        pdf_entry *entry = &state->entries[state->entry_count++];
        *entry = (pdf_entry){.piece = piece,
                             .sheet = sheet,
                             .line = piece->kind == PDF_PIECE_LINE ? piece->line : NULL};
        entry->furniture = piece->askew;
        if (entry->line && !piece->askew)
            cut_leader(state->reader->kept, entry);
    }
}

static bool list_entries(pdf_state *state) {
    const pdf_reader *reader = state->reader;
    size_t count = 0;
    for (uint32_t s = 0; s < reader->sheet_count; s++)
        count += reader->sheets[s].piece_count;
    if (count >= PDF_NONE)
        return false;
    state->entries = PDF_TAKE(reader->kept, pdf_entry, count + 1);
    for (uint32_t s = 0; state->entries && s < reader->sheet_count; s++)
        list_sheet(state, s);
    return state->entries != NULL;
}

static bool recognise(pdf_state *state, pdf_source *source) {
    if (!list_entries(state) || !pdf_words_read(state))
        return false;
    pdf_measure(state);
    pdf_furniture(state);
    pdf_measure_edges(state);
    if (!pdf_blocks(state))
        return false;
    pdf_notes(state);
    pdf_code(state);
    pdf_headings(state, source);
    pdf_lists(state);
    state->remark_count = source ? pdf_source_remarks(source, &state->remarks) : 0;
    return true;
}

sheaf_status pdf_report(pdf_reader *reader, pdf_source *source) {
    pdf_state state = {.reader = reader};
    if (recognise(&state, source)) {
        pdf_doubts_mark(&state);
        pdf_emit(&state);
        pdf_doubts(&state);
        pdf_account(&state);
    }
    if (pdf_room_failed(reader->kept) || pdf_room_failed(reader->page))
        return reader->host->fail(reader->job, SHEAF_MEMORY, SHEAF_STR("memory"),
                                  SHEAF_STR("no memory is left for the report of the PDF"), NULL);
    return reader->host->tick(reader->job, 0, 0);
}
