/* A run of `sheaf check`: two sheafs that take turns, so that the report of the year before is there to be looked at, and
 * who prints what they find. check.c plans it, check_one.c reads, counts and prints a report. */
#ifndef SF_CLI_CHECK_RUN_H
#define SF_CLI_CHECK_RUN_H

#include "cli/check.h"
#include "cli/picks.h"
#include "cli/years.h"
#include "io/sink.h"

/* Why output waits: for the first report, then for names in --rules that nothing knew so far. */
typedef enum sf_wait { SF_NO_WAIT, SF_WAIT_FOR_FIRST, SF_WAIT_FOR_NAMES } sf_wait;

typedef struct sf_run {
    const sf_session *session;
    sf_session sides[2];  /* the session with the one and the other sheaf */
    int turn;             /* the side that reads now */
    const sf_dated *held; /* the file that the other side holds; NULL: none */
    const sheaf_document *held_document;
    const sf_format *format;
    sf_printer printer;
    sf_vec picks, inputs, dated;
    sf_vec own;    /* sf_year_finding, of the file that is read */
    sf_sink *sink; /* NULL: standard output */
    sf_wait wait;
    sf_vec waiting; /* char */
    sf_error error;
    sf_exit outcome;
    int is_over; /* no other report can be checked either */
} sf_run;

typedef enum sf_piece { SF_BEGINNING, SF_REPORT, SF_ENDING } sf_piece;

const char *sf_run_value(const sf_run *r, const char *option); /* NULL: not given */
void sf_run_worsen(sf_run *r, sf_exit outcome);                /* the worst one stays */
void sf_run_fail_memory(sf_run *r);

/* A usable plugin of that kind and id; NULL: none. */
const sheaf_plugin_info *sf_run_plugin(const sf_run *r, sheaf_plugin_kind kind, const char *id);

/* Makes a piece of the output and hands it on. `checked` is for SF_REPORT. */
void sf_run_print(sf_run *r, sf_piece what, const sf_checked *checked);

/* ---- check_wait.c ---- */

/* Writes a piece, or keeps it while a name in --rules is not known. */
void sf_run_hand_on(sf_run *r, sf_piece what, const char *text, size_t length);

/* Writes what waits. */
void sf_run_release(sf_run *r);

/* Reads with the side whose turn it is; asks for passwords. */
sheaf_status sf_run_read(sf_run *r, const char *path, const sheaf_document **document);

/* Whether reading failed because no reader takes a file that nobody named; and saying so. */
int sf_run_is_nobodys(const sf_run *r, const sf_dated *dated, sheaf_status status);
void sf_run_skip(sf_run *r, const sf_dated *dated);

/* Reads, counts and prints one file; NULL: it could not be read, and that is printed. */
const sheaf_document *sf_run_check(sf_run *r, sf_dated *dated);

#endif
