/* SPDX-License-Identifier: GPL-2.0-or-later
 * The books: what each page shows, counted before lines were made of it, and what the report leaves out. */
#include "report.h"

void pdf_account(const pdf_state *state) {
    const pdf_reader *reader = state->reader;
    for (uint32_t i = 0; i < reader->sheet_count; i++)
        reader->host->account(reader->job,
                              &(sheaf_account){.size = sizeof(sheaf_account),
                                               .unit = reader->sheets[i].number,
                                               .characters = reader->sheets[i].characters,
                                               .digits = reader->sheets[i].digits});
}

void pdf_drop(const pdf_state *state, const sheaf_origin *place, uint64_t characters,
              sheaf_str reason) {
    state->reader->host->drop(state->reader->job, &(sheaf_dropped){.size = sizeof(sheaf_dropped),
                                                                   .origin = *place,
                                                                   .characters = characters,
                                                                   .reason = reason});
}
