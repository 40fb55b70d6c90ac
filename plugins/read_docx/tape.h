/* The tape: what the body walk builds goes through it. Outside tables it hands each call straight to the
 * host. Inside the outermost table, or between hold and release, it records, because Word states row
 * spans and the number of columns cell by cell and the host wants them first; then all is played to
 * the host in order. Its memory is used again for each table and grows to the largest one. */
#ifndef DOCX_TAPE_H
#define DOCX_TAPE_H

#include <sheaf/plugin.h>

typedef struct docx_tape docx_tape;

/* A tape for this job, on the heap; NULL where there is no memory, and the job has failed. Freed by
 * docx_tape_free on every path (NULL is fine); what was recorded and not yet played is gone then. */
docx_tape *docx_tape_new(const sheaf_host *host, sheaf_job *job);
void docx_tape_free(docx_tape *tape);

/* The calls of the host by the same names (sheaf/plugin.h), with the same structs and rules. All that they
 * are given is copied before they return, a figure's bytes too. After a failure they do nothing: the
 * failure is the job's, so look at host->tick. Tables and cells go through table.h, never through these.
 *
 * A node number that they return is good for docx_tape_mark, docx_tape_note and docx_tape_bind, and for
 * nothing else: while the tape records it is not the host's. */
uint32_t docx_tape_open(docx_tape *tape, const sheaf_block *block);
void docx_tape_close(docx_tape *tape);
uint32_t docx_tape_add(docx_tape *tape, const sheaf_block *block);
void docx_tape_append(docx_tape *tape, sheaf_str text, const sheaf_origin *origin);
void docx_tape_mark(docx_tape *tape, const sheaf_run *run);

/* Records from here on until `release`; they nest, and a table holds by itself. */
void docx_tape_hold(docx_tape *tape);
void docx_tape_release(docx_tape *tape);

/* ---- notes --------------------------------------------------------------------------------------
 *
 * A run of kind SHEAF_RUN_NOTE has the node of its footnote for a target, which the host numbers later
 * than the text. So the walk gives each note a number of its own (0, 1, 2, ... in the order of first
 * reference, one sequence for footnotes, endnotes and comments) and says
 *
 *     docx_tape_hold(tape);
 *     uint32_t text = docx_tape_add(tape, &paragraph);
 *     docx_tape_note(tape, &(sheaf_run){.node = text, .start = 7, .length = 1}, 0);
 *     uint32_t note = docx_tape_open(tape, &footnote);      (behind the text, in the same hold)
 *     docx_tape_bind(tape, 0, note);
 *     ...
 *     docx_tape_close(tape);
 *     docx_tape_release(tape);
 *
 * For a note in a table, hold before docx_table_open, put the footnote behind the outermost
 * docx_table_close, then release: a footnote inside the cell would make its text a child. */

/* Marks a run that leads to that note; kind and target of `run` are not looked at. A note that is not
 * bound when the hold ends (or, outside one, by now) makes no run. */
void docx_tape_note(docx_tape *tape, const sheaf_run *run, uint32_t note);

/* Says that the note's text is this node, which was just opened or added. A second reference to a note
 * that was bound earlier leads to the same node. */
void docx_tape_bind(docx_tape *tape, uint32_t note, uint32_t node);

#endif
