/* SPDX-License-Identifier: GPL-2.0-or-later
 * The books: what each page shows, counted before lines were made of it, and what the report leaves out. */
#include "report/report.h"

/* What readers remarked stands beside the page, and in the document. Remarks and pages are in one order. */
static void add_remarks(const pdf_state *state, uint32_t page, uint32_t *next, pdf_tally *tally) {
    for (; *next < state->remark_count && state->remarks[*next].page <= page; ++*next)
        pdf_tally_add(tally, pdf_tally_text(state->remarks[*next].text));
}

static void drop_twins(const pdf_state *state, const pdf_sheet *sheet) {
    sheaf_origin place = pdf_place_laid(state, sheet->number, sheet->twins_box);
    if (sheet->twins.characters)
        pdf_drop(state, &place, sheet->twins, SHEAF_STR("printed twice at one place"));
}

void pdf_account(const pdf_state *state) {
    const pdf_reader *reader = state->reader;
    for (uint32_t i = 0, remark = 0; i < reader->sheet_count; i++) {
        const pdf_sheet *sheet = &reader->sheets[i];
        pdf_tally tally = sheet->shown;
        add_remarks(state, sheet->number, &remark, &tally);
        reader->host->account(reader->job, &(sheaf_account){.size = sizeof(sheaf_account),
                                                            .unit = sheet->number,
                                                            .characters = tally.characters,
                                                            .digits = tally.digits});
        drop_twins(state, sheet);
    }
}

void pdf_drop(const pdf_state *state, const sheaf_origin *place, pdf_tally left_out,
              sheaf_str reason) {
    state->reader->host->drop(state->reader->job,
                              &(sheaf_dropped){.size = sizeof(sheaf_dropped),
                                               .origin = *place,
                                               .characters = left_out.characters,
                                               .digits = left_out.digits,
                                               .reason = reason});
}
