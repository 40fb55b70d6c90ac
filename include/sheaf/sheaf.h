/* SPDX-License-Identifier: MIT
 *
 * sheaf/sheaf.h: converting reports from a program of your own.
 *
 *     sheaf *s = sheaf_new();
 *     sheaf_set(s, "to", "json");
 *     if (sheaf_convert_file(s, "report.txt", "report.json") != SHEAF_OK)
 *         fprintf(stderr, "%s\n", sheaf_error(s)->message);
 *     sheaf_free(s);
 *
 * A `sheaf` holds settings and the catalogue of plugins. It is used by one thread at a time; several of
 * them may be used at once. Strings are UTF-8 and end in NUL. What a call lends says how long it lives.
 * Calls that can fail return a sheaf_status and leave the reason in sheaf_error. NULL for the sheaf
 * itself is allowed only in sheaf_free. The library prints nothing, never exits, and changes no state of
 * the process, but for a child process while a plugin that asks for isolation runs.
 *
 * Link with `pkg-config --libs sheaf`. The document that plugins and embedders look at, sheaf_document,
 * is described in sheaf/plugin.h.
 */
#ifndef SHEAF_SHEAF_H
#define SHEAF_SHEAF_H

#include <sheaf/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define SHEAF_EXPORT __attribute__((visibility("default")))
#else
#define SHEAF_EXPORT
#endif

typedef struct sheaf sheaf;

/* "0.1.0" */
SHEAF_EXPORT const char *sheaf_version(void);

/* ------------------------------------------------------------------------ making and setting -- */

/* NULL only where there is no memory. Looks at nothing on disk yet. */
SHEAF_EXPORT sheaf *sheaf_new(void);
SHEAF_EXPORT void sheaf_free(sheaf *s);

/* Adds a directory to search for plugins, before SHEAF_PLUGIN_PATH and the install directory, after
 * directories added earlier. Only before the first use of the catalogue, else SHEAF_BAD_CALL. */
SHEAF_EXPORT sheaf_status sheaf_add_plugin_dir(sheaf *s, const char *path);

/* A setting by the name of its command line option: "from", "to", "encoding", "pass" ("stitch,form", or
 * "none"), "form" (an id, a path or "none"), "no-repair" ("yes"), "isolate" ("auto", "always", "never"),
 * "hash" ("yes"), and "check": the pass check runs where a form is likely or named ("auto"), or on every
 * document ("always"), which is what `sheaf check` does; "never" leaves out what only judges, check and audit.
 * NULL or "" restores the default. An unknown name or value: SHEAF_BAD_CALL, with the nearest right one. */
SHEAF_EXPORT sheaf_status sheaf_set(sheaf *s, const char *name, const char *value);

/* An option of a plugin, "csv.mode" = "facts". Unknown plugin or option: SHEAF_BAD_CALL, at once. */
SHEAF_EXPORT sheaf_status sheaf_set_option(sheaf *s, const char *name, const char *value);

/* A limit, "nodes" = "1000000"; sizes take K, M, G (times 1024), times ms, s, m, h. Above the hard
 * bound, or no number: SHEAF_BAD_CALL. */
SHEAF_EXPORT sheaf_status sheaf_set_limit(sheaf *s, const char *name, const char *value);

/* What a plugin's call `resource(name)` gives: this file. "suppressions" names the findings that somebody
 * agreed upon: they stay in the document with the reason (`suppressed`) and count no more. NULL takes it
 * back. A file that cannot be read: SHEAF_IO, at once. */
SHEAF_EXPORT sheaf_status sheaf_set_resource(sheaf *s, const char *name, const char *path);

/* The password of encrypted documents, text ended by NUL; NULL takes it back. It is copied, given to readers
 * that ask for it and to nobody else, and wiped when it is replaced or the sheaf is freed. A reader that
 * needs another one fails with SHEAF_UNSUPPORTED and a code that ends in `.password.needed` (none was given)
 * or `.password.wrong`. */
SHEAF_EXPORT sheaf_status sheaf_set_password(sheaf *s, const char *password);

/* The same from the first line of a file, read at once. SHEAF_IO: there is none, or it is empty. */
SHEAF_EXPORT sheaf_status sheaf_set_password_file(sheaf *s, const char *path);

/* One more document for the plugins' call `related`: last year's report, say, read by another sheaf. It is
 * lent until sheaf_add_related(s, NULL), which forgets all of them: the other sheaf keeps it as it is, makes
 * no other conversion and is not freed meanwhile. Rules that compare years look at the first one:
 *     sheaf_read_file(last, "2021.pdf", &before);
 *     sheaf_add_related(s, before);
 *     sheaf_read_file(s, "2022.pdf", &document);                                                         */
SHEAF_EXPORT sheaf_status sheaf_add_related(sheaf *s, const sheaf_document *document);

/* A finding of the caller's own about the inputs that follow, such as a report of the year before that is missing: it stands in
 * the document behind those of the passes, and suppressions hold for it. Lent until sheaf_add_finding(s, NULL),
 * which forgets all of them. */
SHEAF_EXPORT sheaf_status sheaf_add_finding(sheaf *s, const sheaf_finding *finding);

/* One limit: name, value in force, default, hard bound, unit and the reason that it is there. */
typedef struct sheaf_limit_info {
    const char *name;
    const char *unit; /* "bytes", "ms", "" */
    const char *reason;
    uint64_t value, standard, bound;
} sheaf_limit_info;

/* The i-th limit; NULL past the last. Lent until the next call with this sheaf. */
SHEAF_EXPORT const sheaf_limit_info *sheaf_limit_at(sheaf *s, uint32_t i);

/* ------------------------------------------------------------------------------- converting -- */

/* Reads, runs the passes and writes. `in` "-" is standard input. `out` NULL means the descriptor that
 * sheaf_set_output named, else standard output. A directory as `out` (existing, or ending in '/') gets the
 * files that the writer names, else one named by sheaf_output_name; a writer of several files needs one. On
 * failure no output file appears and an existing one is untouched. Who writes to a pipe ignores SIGPIPE. */
SHEAF_EXPORT sheaf_status sheaf_convert_file(sheaf *s, const char *in, const char *out);

/* The same for one of several inputs whose outputs go to one directory (made if it is missing): a writer of
 * one file writes `report.json` there, a writer of several makes a directory `report` in it. */
SHEAF_EXPORT sheaf_status sheaf_convert_into(sheaf *s, const char *in, const char *folder);

/* The same in memory. `name` (may be NULL) is evidence for choosing a reader, and the source's name in
 * the output. *out is lent until the next conversion or sheaf_free. */
SHEAF_EXPORT sheaf_status sheaf_convert_memory(sheaf *s, sheaf_str in, const char *name,
                                               sheaf_str *out);

/* Output without a file name goes to this descriptor, which stays the caller's. */
SHEAF_EXPORT void sheaf_set_output(sheaf *s, int descriptor);

/* Reads and runs the passes; *document is lent until the next conversion or sheaf_free. */
SHEAF_EXPORT sheaf_status sheaf_read_file(sheaf *s, const char *in,
                                          const sheaf_document **document);
SHEAF_EXPORT sheaf_status sheaf_read_memory(sheaf *s, sheaf_str in, const char *name,
                                            const sheaf_document **document);

/* What to name an output for input `in` in a directory: `report.txt` to JSON is `report.json`. Lent until
 * the next call. SHEAF_BAD_CALL (NULL) where the format is unknown. */
SHEAF_EXPORT const char *sheaf_output_name(sheaf *s, const char *in);

/* How many findings of that severity the last conversion made that count: they failed, and nobody suppressed
 * them. What could not be assessed does not count. Each finding stands in the document that sheaf_read_file
 * lends, `findings`, and each rule that was evaluated in `checks`. */
SHEAF_EXPORT uint32_t sheaf_finding_count(const sheaf *s, sheaf_severity severity);

/* The worst severity that has any: -1 for none, else sheaf_severity. */
SHEAF_EXPORT int sheaf_worst_finding(const sheaf *s);

/* Asks the running conversion, or where none runs the next one, to end soon with SHEAF_CANCELLED. May be
 * called from a signal handler (installed without SA_RESTART, so that a waiting read ends, too) or another
 * thread. */
SHEAF_EXPORT void sheaf_cancel(sheaf *s);

/* ---------------------------------------------------------------------- errors, diagnostics -- */

/* The last failure. `place` is text for people, "line 3" or "page 3 (72,140)"; empty for none. Lent until
 * the next call with this sheaf. */
typedef struct sheaf_error_info {
    sheaf_status status;
    const char *code;
    const char *message;
    const char *place;
} sheaf_error_info;
SHEAF_EXPORT const sheaf_error_info *sheaf_error(const sheaf *s);

/* One diagnostic of the last conversion; lent until the next one. `place` as above; the origin in numbers.
 * Where the input is the result of an earlier conversion, what was said then is among them. */
typedef struct sheaf_diagnostic_info {
    sheaf_severity severity;
    const char *code;
    const char *message;
    const char *place;
    const sheaf_origin *origin;
    int earlier; /* said by an earlier conversion: nothing new to tell the user */
} sheaf_diagnostic_info;
SHEAF_EXPORT uint32_t sheaf_diagnostic_count(const sheaf *s);
SHEAF_EXPORT const sheaf_diagnostic_info *sheaf_diagnostic_at(sheaf *s, uint32_t i);

/* ------------------------------------------------------------------------ looking at plugins -- */

typedef struct sheaf_option_info {
    const char *name; /* without the plugin's id */
    const char *standard;
    const char *help; /* one line */
} sheaf_option_info;

/* What a manifest says. Reading it loads nothing. */
typedef struct sheaf_plugin_info {
    sheaf_plugin_kind kind;
    const char *id;
    const char *version;
    const char *format;
    const char *media_type;
    const char *extensions; /* separated by blanks */
    const char *about;      /* one line */
    const char *licence;
    const char *library;  /* path */
    const char *manifest; /* path */
    uint32_t caps;
    int rank;
    int shadowed;        /* another plugin of this kind and id came first */
    const char *problem; /* why it cannot be used, NULL where it can */
    uint32_t option_count;
    const sheaf_option_info *options;
    int processed; /* a reader of what went through passes before: none run unless "pass" names them */
    uint64_t stall;   /* ms: its own default of the limit "stall"; 0 where it states none */
    const char *data; /* folder of its data files, ends in '/'; it need not be there */
} sheaf_plugin_info;

/* Plugins in order of discovery; NULL past the last. Lent until sheaf_free. */
SHEAF_EXPORT const sheaf_plugin_info *sheaf_plugin_at(sheaf *s, uint32_t i);

/* Loads and checks one plugin as a conversion would: SHEAF_OK, or why not. */
SHEAF_EXPORT sheaf_status sheaf_plugin_load(sheaf *s, uint32_t i);

/* What the readers said to the last input, best first: also those that the manifest's magic ruled out. */
typedef struct sheaf_bid_info {
    const char *reader;
    uint32_t bid; /* SHEAF_BID_* */
    int asked;    /* 0: ruled out without loading it */
    int name_match;
    const char *why;
} sheaf_bid_info;
SHEAF_EXPORT sheaf_status sheaf_bids_file(sheaf *s, const char *in);
SHEAF_EXPORT const sheaf_bid_info *sheaf_bid_at(sheaf *s, uint32_t i);

#ifdef __cplusplus
}
#endif

#endif
