/* SPDX-License-Identifier: GPL-2.0-or-later
 * The whole document to the host: pieces of all pages become entries, entries blocks, and blocks learn what they are from
 * the rest of the document before the first of them is told. */
#include "report.h"

static bool list_entries(pdf_state *state) {
    const pdf_reader *reader = state->reader;
    size_t count = 0;
    for (uint32_t s = 0; s < reader->sheet_count; s++)
        count += reader->sheets[s].piece_count;
    if (count >= PDF_NONE)
        return false;
    state->entries = PDF_TAKE(reader->kept, pdf_entry, count + 1);
    for (uint32_t s = 0; state->entries && s < reader->sheet_count; s++)
        for (uint32_t i = 0; i < reader->sheets[s].piece_count; i++) {
            const pdf_piece *piece = &reader->sheets[s].pieces[i];
            state->entries[state->entry_count++] =
                (pdf_entry){.piece = piece,
                            .sheet = s,
                            .line = piece->kind == PDF_PIECE_LINE ? piece->line : NULL};
        }
    return state->entries != NULL;
}

static bool recognise(pdf_state *state, pdf_source *source) {
    if (!list_entries(state) || !pdf_words_read(state))
        return false;
    pdf_measure(state);
    pdf_furniture(state);
    if (!pdf_blocks(state))
        return false;
    pdf_notes(state);
    pdf_headings(state, source);
    pdf_lists(state);
    return true;
}

sheaf_status pdf_report(pdf_reader *reader, pdf_source *source) {
    pdf_state state = {.reader = reader};
    if (recognise(&state, source)) {
        pdf_emit(&state);
        pdf_account(&state);
    }
    if (pdf_room_failed(reader->kept) || pdf_room_failed(reader->page))
        return reader->host->fail(reader->job, SHEAF_MEMORY, SHEAF_STR("job.memory"),
                                  SHEAF_STR("no memory is left for the report of the PDF"), NULL);
    return reader->host->tick(reader->job, 0, 0);
}
