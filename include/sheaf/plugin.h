/* SPDX-License-Identifier: MIT
 *
 * sheaf/plugin.h: the whole world as a Sheaf plugin sees it.
 *
 * A plugin is a shared object that reads a format (reader), writes one (writer) or changes or checks
 * a document (pass). It includes this header and nothing else of Sheaf, links no Sheaf library, and
 * exports exactly one symbol, the data object `sheaf_entry`. Everything that it needs of Sheaf comes
 * through the table of functions `sheaf_host` that is handed to it. docs/plugin-author.md walks
 * through a complete plugin; this header is the reference.
 *
 * The rules of the border
 *   Ownership   The host copies what it is given, before the call returns. What the host lends (the
 *               input, the document, strings, scratch memory) lives until the job ends. No memory
 *               is ever freed across the border.
 *   Text        sheaf_str: a pointer and a length in bytes, UTF-8, never NULL (the empty string has
 *               some address), not necessarily ended by NUL. The host replaces what is not valid
 *               UTF-8 by U+FFFD and says so in a diagnostic.
 *   Failure     Calls that build or write latch the first failure and then do nothing, so a plugin
 *               may call on and look once, at the next `tick`. A plugin returns what tick returned.
 *   Time        Every loop over input calls `tick` at its head: it carries the deadline, progress,
 *               cancelling and the limits. It is cheap; call it once a line, a row or an element.
 *   Threads     One job runs on one thread. A plugin has no mutable globals; if its library has
 *               some, it says SHEAF_CAP_SERIAL and the host never runs two of its jobs at once.
 *   Files       Plugins open no files. Data comes from `input`, `resource` and `related`.
 *   Places      Lines, pages and columns of the source count from 1; node ids, rows and columns of
 *               a grid from 0. Lengths and offsets are bytes. Boxes are points (1/72 inch) from the
 *               top left corner of the page.
 *
 * Versions
 *   SHEAF_ABI_MAJOR changes when anything here changes its meaning or layout; host and plugin must
 *   have the same one. SHEAF_ABI_MINOR grows when members are appended. A struct that begins with
 *   `uint32_t size` is filled in by its maker with sizeof; its reader tests SHEAF_HAS before it
 *   touches a member that a later minor appended, and never copies more than `size` bytes. Elements
 *   of the arrays of a sheaf_document carry their size once, as the array's stride. Structs that
 *   cross the border without a size never change at all: sheaf_str, sheaf_origin, sheaf_run,
 *   sheaf_figure, sheaf_decimal, sheaf_array and sheaf_library.
 */
#ifndef SHEAF_PLUGIN_H
#define SHEAF_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SHEAF_ABI_MAJOR 1
#define SHEAF_ABI_MINOR 2

/* "SHEA" in ASCII: a file that exports a `sheaf_entry` of something else is told apart by it. */
#define SHEAF_MAGIC 0x53484541u

/* Whether the maker of *ptr knew `member`: false for one compiled against an older minor. */
#define SHEAF_HAS(ptr, type, member)                                                               \
    ((ptr)->size >= offsetof(type, member) + sizeof(((type *)0)->member))

#if defined(_WIN32)
#define SHEAF_PLUGIN_EXPORT __declspec(dllexport)
#elif defined(__GNUC__)
#define SHEAF_PLUGIN_EXPORT __attribute__((visibility("default")))
#else
#define SHEAF_PLUGIN_EXPORT
#endif

/* ------------------------------------------------------------------------------- value types -- */

/* A view of UTF-8 text (or, where said so, of plain bytes). Frozen. */
typedef struct sheaf_str {
    const char *ptr;
    size_t len;
} sheaf_str;

/* A view of a string literal. */
#define SHEAF_STR(literal)                                                                         \
    (sheaf_str) {                                                                                  \
        "" literal, sizeof(literal) - 1                                                            \
    }

/* "No node", "no index". */
#define SHEAF_NONE UINT32_MAX

/* What a call says of itself. Everything but SHEAF_OK is latched by the job. */
typedef enum sheaf_status {
    SHEAF_OK = 0,
    SHEAF_BAD_INPUT = 1,  /* the document is not what its format promises                        */
    SHEAF_BAD_CALL = 2,   /* the plugin broke a rule of this header: a defect of the plugin      */
    SHEAF_LIMIT = 3,      /* one of the limits of the job was reached                            */
    SHEAF_MEMORY = 4,     /* no memory                                                           */
    SHEAF_IO = 5,         /* reading or writing failed                                           */
    SHEAF_CANCELLED = 6,  /* the user or the deadline ended the job                              */
    SHEAF_UNSUPPORTED = 7 /* well-formed, but this plugin cannot do it (encrypted, say)         */
} sheaf_status;

/* Confidence in ten-thousandths, so that it is written the same everywhere: 10000 is certain, and so
 * is 0, which stands for "not stated". */
#define SHEAF_CERTAIN 10000u

/* Where a piece of text stands in the source. Frozen.
 *   SHEAF_AT_BYTES  unit is the line (from 1; 0 where the format has no lines), at.bytes the range
 *                   of the original file, a byte order mark counted, before any decoding.
 *   SHEAF_AT_PAGE   unit is the page (from 1), at.box x0, y0, x1, y1 in points from its top left.
 *   SHEAF_AT_PART   unit is an index that `part` gave out for the name of the part (OPC, ECMA-376
 *                   Part 2), at.path a path inside it that the reader documents.                  */
typedef enum sheaf_origin_kind {
    SHEAF_AT_NOWHERE = 0,
    SHEAF_AT_BYTES = 1,
    SHEAF_AT_PAGE = 2,
    SHEAF_AT_PART = 3
} sheaf_origin_kind;

typedef struct sheaf_origin {
    uint32_t kind; /* sheaf_origin_kind */
    uint32_t unit;
    union {
        struct {
            uint64_t offset;
            uint64_t length;
        } bytes;
        float box[4];
        sheaf_str path;
    } at;
} sheaf_origin;

/* A read-only array whose elements may be larger than the reader of it knows: step by stride.
 * SHEAF_AT(array, type, i) is element i. Element types say what they hold; they only grow at their
 * end, and `stride` is the host's size of one. */
typedef struct sheaf_array {
    const void *base;
    uint32_t count;
    uint32_t stride;
} sheaf_array;

#define SHEAF_AT(array, type, i)                                                                   \
    ((const type *)(const void *)((const char *)(array).base + (size_t)(i) * (array).stride))

/* ------------------------------------------------------------------------------ the document --
 *
 * The report IR is a tree in one flat array, in document order: node 0 is the document, a node's
 * descendants are the nodes [n + 1, end), and its first child, if it has one, is n + 1. The next
 * sibling of n is nodes[n].end, while that is below the end of the parent. So a walk over everything
 * is one loop and nothing needs recursion.                                                        */

typedef enum sheaf_kind {
    SHEAF_DOCUMENT = 0,
    SHEAF_TITLE = 1,   /* the document's title; its lines are separated by '\n'                */
    SHEAF_HEADING = 2, /* payload: headings[]. The number belongs to the text, too             */
    SHEAF_PARAGRAPH = 3,
    SHEAF_LIST = 4,     /* payload: lists[]. Children: items                                    */
    SHEAF_ITEM = 5,     /* payload: headings[] (number: its mark). Children: blocks             */
    SHEAF_TABLE = 6,    /* payload: tables[]. Children: cells, in row-major order of their
                            first slot. Text: the caption                                        */
    SHEAF_CELL = 7,     /* payload: cells[]. Text, or children where it holds more than text    */
    SHEAF_FIGURE = 8,   /* payload: figures[]. Text: the alternative text                       */
    SHEAF_FOOTNOTE = 9, /* payload: headings[] (number: its mark). Text or children             */
    SHEAF_CODE = 10,    /* preformatted text                                                    */
    SHEAF_QUOTE = 11,   /* text or children                                                     */
    SHEAF_COMMENT = 12  /* somebody's remark on the text before it                              */
} sheaf_kind;

/* Marks of a node. */
enum {
    SHEAF_FURNITURE = 1u << 0, /* page number, running head: kept, not part of what is said      */
    SHEAF_INFERRED = 1u << 1,  /* structure was inferred from layout, see confidence             */
    SHEAF_RUN_IN = 1u << 2,    /* a heading whose paragraph goes on in the same line             */
    SHEAF_BREAK_BEFORE = 1u << 3, /* the source shows a page break before it                     */
    SHEAF_FILLER = 1u << 4,  /* a cell that the host made for slots that no source cell filled */
    SHEAF_INDENTED = 1u << 5 /* a paragraph whose first line is indented */
};

typedef struct sheaf_node {
    uint16_t kind;       /* sheaf_kind */
    uint16_t confidence; /* ten-thousandths */
    uint32_t flags;
    uint32_t parent;  /* SHEAF_NONE for the document */
    uint32_t end;     /* one past the last descendant */
    uint32_t payload; /* index into the array of its kind, or SHEAF_NONE */
    uint32_t origin;  /* index of its first piece in origins[] */
    uint32_t origins; /* how many pieces, in order */
    sheaf_str text;
} sheaf_node;

typedef struct sheaf_heading {
    uint32_t level;   /* from 1 */
    sheaf_str number; /* as printed, `一、` or `1.2`; empty where there is none */
} sheaf_heading;

typedef struct sheaf_list {
    uint32_t ordered; /* 0 or 1 */
} sheaf_list;

/* A grid in which every slot belongs to exactly one cell. */
typedef struct sheaf_table {
    uint32_t rows;
    uint32_t columns;
} sheaf_table;

/* Header role of a cell. */
enum {
    SHEAF_HEADER_NONE = 0,
    SHEAF_HEADER_COLUMN = 1,
    SHEAF_HEADER_ROW = 2,
    SHEAF_HEADER_BOTH = 3
};

/* Who knows the header cells of a table. */
enum {
    SHEAF_HEADERS_DERIVED = 0, /* nobody: the host derives them from where the numbers stand */
    SHEAF_HEADERS_KNOWN = 1,   /* the reader knows them all */
    SHEAF_HEADERS_COLUMNS_KNOWN =
        2 /* since 1.1: the reader knows the rows that head columns; the host
                                       derives the cells that head rows */
};

typedef struct sheaf_cell {
    uint32_t row;
    uint32_t column;
    uint32_t row_span; /* from 1 */
    uint32_t column_span;
    uint32_t header; /* SHEAF_HEADER_* */
} sheaf_cell;

typedef struct sheaf_figure {
    sheaf_str part;       /* name of the part or object that holds it */
    sheaf_str media_type; /* RFC 6838, empty where unknown */
    sheaf_str bytes;      /* its data where the reader gave them, else empty */
    uint64_t size;        /* of its data in bytes, given or not */
} sheaf_figure;

/* An inline run: a range of the text of a node that is more than plain. Ranges of one node may nest. */
typedef enum sheaf_run_kind {
    SHEAF_RUN_LINK = 1, /* target: IRI or #bookmark */
    SHEAF_RUN_EMPHASIS = 2,
    SHEAF_RUN_STRONG = 3,
    SHEAF_RUN_SUPERSCRIPT = 4,
    SHEAF_RUN_SUBSCRIPT = 5,
    SHEAF_RUN_INSERTED = 6,
    SHEAF_RUN_DELETED = 7,
    SHEAF_RUN_CODE = 8,
    SHEAF_RUN_NOTE = 9,      /* target: number of the footnote node, decimal                   */
    SHEAF_RUN_BOOKMARK = 10, /* target: its name, which `#name` leads to; may be of length 0   */
    SHEAF_RUN_RUBY = 11,     /* target: the ruby text that stands above the range              */
    SHEAF_RUN_STRUCK = 12    /* printed with a line through it: not valid any more             */
} sheaf_run_kind;

typedef struct sheaf_run {
    uint32_t node;
    uint32_t kind;  /* sheaf_run_kind */
    uint32_t start; /* bytes into the text of the node */
    uint32_t length;
    sheaf_str target;
} sheaf_run;

/* The object of a JSON report that opaque members stood in. */
typedef enum sheaf_owner {
    SHEAF_OF_NODE = 0,       /* that of `node`; of node 0: the top level                          */
    SHEAF_OF_SHEAF = 1,      /* `sheaf`: all its members, as read, known ones too                 */
    SHEAF_OF_SOURCE = 2,     /* `source`: all its members, as read, known ones too                */
    SHEAF_OF_CONVERSION = 3, /* `conversion`                                                      */
    SHEAF_OF_META = 4,       /* `meta`                                                            */
    SHEAF_OF_FORM = 5,       /* `form`; index: of forms[]                                         */
    SHEAF_OF_FACT = 6,       /* index: of facts[]                                                 */
    SHEAF_OF_REPAIR = 7,     /* index: of repairs[]                                               */
    SHEAF_OF_CHECK = 8,      /* index: of checks[]                                                */
    SHEAF_OF_FINDING = 9,    /* index: of findings[]                                              */
    SHEAF_OF_DIAGNOSTIC = 10 /* index: of diagnostics[]                                           */
} sheaf_owner;

/* An object inside that one. Where there may be several, `piece` says which. */
typedef enum sheaf_inner {
    SHEAF_IN_ITSELF = 0,  /* none: the object of the owner itself                                 */
    SHEAF_IN_ORIGIN = 1,  /* of a node, fact, `to` of a repair, diagnostic; piece: 0, or from 1
                           * on in its `more`                                                     */
    SHEAF_IN_RUN = 2,     /* of a node; piece: of its runs, from 0                                */
    SHEAF_IN_FROM = 3,    /* of a repair; piece: of `from`                                        */
    SHEAF_IN_TO = 4,      /* `to` of a repair                                                     */
    SHEAF_IN_MESSAGE = 5, /* `message` of a finding                                               */
    SHEAF_IN_META = 6,    /* of `meta`; piece: of meta[], a key that stands in the object;
                              SHEAF_NONE: `properties`                                            */
    SHEAF_IN_INSTANCE = 7 /* of `form`, or of one of its tables: the object that says the same
                              once more in `instances`                                            */
} sheaf_inner;

/* Members of a JSON object that Sheaf does not know, kept for what they stood at: the text of
 * `"name":value` pairs, separated by commas, as read. Sorted by node, owner, index, inner, piece. */
typedef struct sheaf_opaque {
    uint32_t node; /* 0 for every owner but SHEAF_OF_NODE */
    sheaf_str members;
    /* since 1.1 */
    uint32_t owner; /* sheaf_owner */
    uint32_t index;
    uint32_t inner; /* sheaf_inner */
    uint32_t piece;
} sheaf_opaque;

/* Names such an object, for `keep`. Since 1.1. */
typedef struct sheaf_object {
    uint32_t size;
    uint32_t owner; /* sheaf_owner */
    uint32_t node;  /* 0, or the block that is open or was added last */
    uint32_t index; /* 0 but for records, which may be added later */
    uint32_t inner; /* sheaf_inner */
    uint32_t piece; /* runs count in the order in which they were marked; the host sorts both */
} sheaf_object;

/* ------------------------------------------------------------------- records about the document */

/* Exact decimal: digits × 10^-scale. 912.50 is {91250, 2}. Never a double. */
typedef struct sheaf_decimal {
    int64_t digits;
    uint32_t scale;
} sheaf_decimal;

typedef enum sheaf_fact_status {
    SHEAF_READ = 0,          /* plainly read */
    SHEAF_READ_REPAIRED = 1, /* a repair was needed, and its evidence leaves one reading */
    SHEAF_AMBIGUOUS = 2,     /* several readings that differ: no value */
    SHEAF_MISSING = 3,       /* the source has no such cell, or it is blank: no value */
    SHEAF_TEXT = 4           /* printed, but not a number: no value */
} sheaf_fact_status;

/* A named value of a form. A value is stated (has_value 1) only with status READ or READ_REPAIRED. */
typedef struct sheaf_fact {
    uint32_t size;
    uint32_t status; /* sheaf_fact_status */
    sheaf_str key;
    sheaf_str label;
    sheaf_str row_label;
    sheaf_str column_label;
    sheaf_str raw;  /* as printed */
    sheaf_str unit; /* empty for none */
    sheaf_decimal value;
    uint32_t has_value;
    uint32_t node;     /* where it is printed, or SHEAF_NONE */
    uint32_t instance; /* which report of the file, from 0 */
    uint32_t repair_count;
    const uint32_t *repairs; /* ids of repairs, from 1 */
} sheaf_fact;

/* One deviation from the plain reading. A repair places or joins; it never alters a printed value. */
typedef struct sheaf_repair {
    uint32_t size;
    uint32_t confidence; /* ten-thousandths */
    sheaf_str kind;      /* cell_shift, fragment_join, paragraph_join, header_join, ... */
    sheaf_str by;        /* id of the pass; empty: the host fills in the running plugin */
    const sheaf_origin *from;
    uint32_t from_count;
    uint32_t to_node; /* or SHEAF_NONE */
    sheaf_str to_fact;
    uint32_t to_row; /* slot of a table, or SHEAF_NONE */
    uint32_t to_column;
    sheaf_str before;
    sheaf_str after;
    sheaf_str evidence; /* a sentence that names what decided */
    /* since 1.2 */
    uint32_t instance; /* which report of the file `to_fact` is of, from 0 */
} sheaf_repair;

typedef enum sheaf_severity { SHEAF_INFO = 0, SHEAF_WARNING = 1, SHEAF_ERROR = 2 } sheaf_severity;
typedef enum sheaf_outcome { SHEAF_FAIL = 0, SHEAF_NOT_ASSESSABLE = 1 } sheaf_outcome;

/* Something wrong in the document, found by a rule. */
typedef struct sheaf_finding {
    uint32_t size;
    uint32_t severity; /* sheaf_severity */
    uint32_t outcome;  /* sheaf_outcome */
    sheaf_str rule;
    sheaf_str message_en;
    sheaf_str message_zh;
    const uint32_t *nodes;
    uint32_t node_count;
    uint32_t fact_count;
    const sheaf_str *facts; /* keys */
    sheaf_str expected;
    sheaf_str actual;
    sheaf_str fingerprint;
    /* since 1.2 */
    sheaf_str suppressed; /* the reason why it does not count; empty: it counts */
    uint32_t instance;    /* which report of the file, from 0 */
} sheaf_finding;

/* How often a rule held. */
typedef struct sheaf_check {
    uint32_t size;
    uint32_t pass;
    uint32_t fail;
    uint32_t not_assessable;
    uint32_t not_applicable;
    uint32_t fact_count;
    const sheaf_str *facts; /* keys that could not be assessed */
    sheaf_str rule;
} sheaf_check;

/* Which form the document, or one of its tables, was read as. */
typedef struct sheaf_form {
    uint32_t size;
    uint32_t confidence;
    sheaf_str id;
    sheaf_str version;
    sheaf_str table; /* empty: the whole document */
    uint32_t node;   /* the table, or SHEAF_NONE */
    uint32_t instance;
} sheaf_form;

/* A piece of metadata: `agency`, `year`, `period.from`, `contact.phone`, `properties.Author`, ...
 * `title` is derived by the host from the title node where no plugin states it. */
typedef struct sheaf_meta {
    sheaf_str key;
    sheaf_str value;
    uint32_t is_number; /* value is a decimal number: written without quotes */
} sheaf_meta;

/* Something that the user of this run should know: what, where, and a dotted code to look up. */
typedef struct sheaf_diagnostic {
    uint32_t size;
    uint32_t severity; /* sheaf_severity */
    sheaf_str code;    /* `text.invalid-byte` */
    sheaf_str message; /* one sentence, no place in it, no line break */
    sheaf_origin origin;
    /* 1: content was lost, the result is partial (conversion.complete false) */
    uint32_t incomplete;
    /* since 1.1 */
    /* 1: said by an earlier conversion, whose result is read: kept, not said again */
    uint32_t earlier;
} sheaf_diagnostic;

/* What a reader states of one source unit (a line, part or page; or the whole file: unit 0), counted
 * before structure is recognised: the conservation audit compares it with the document. */
typedef struct sheaf_account {
    uint32_t size;
    uint32_t unit;
    uint64_t characters; /* code points that are not white space */
    uint64_t digits;     /* of them, digits (Unicode Nd) */
} sheaf_account;

/* A range of the source that a reader left out of the document, and why. */
typedef struct sheaf_dropped {
    uint32_t size;
    uint32_t reserved;
    sheaf_origin origin;
    uint64_t characters;
    uint64_t digits;
    sheaf_str reason;
} sheaf_dropped;

/* A frozen document. Lives until the job ends. Arrays are of the struct named beside them. */
typedef struct sheaf_document {
    uint32_t size;
    uint32_t reserved;
    sheaf_array nodes;           /* sheaf_node, in document order; [0] is the document */
    sheaf_array origins;         /* sheaf_origin */
    sheaf_array headings;        /* sheaf_heading */
    sheaf_array lists;           /* sheaf_list */
    sheaf_array tables;          /* sheaf_table */
    sheaf_array cells;           /* sheaf_cell */
    sheaf_array figures;         /* sheaf_figure */
    sheaf_array runs;            /* sheaf_run, sorted by node, then start */
    sheaf_array opaque;          /* sheaf_opaque, sorted as it says */
    sheaf_array parts;           /* sheaf_str: names of parts, see SHEAF_AT_PART */
    sheaf_array meta;            /* sheaf_meta, in the order stated, one a key */
    sheaf_array forms;           /* sheaf_form */
    sheaf_array facts;           /* sheaf_fact */
    sheaf_array repairs;         /* sheaf_repair; the id of repairs[i] is i + 1 */
    sheaf_array checks;          /* sheaf_check */
    sheaf_array findings;        /* sheaf_finding */
    sheaf_array accounts;        /* sheaf_account */
    sheaf_array dropped;         /* sheaf_dropped */
    sheaf_array diagnostics;     /* sheaf_diagnostic: so far in this job */
    uint32_t complete;           /* 0 where a diagnostic said `incomplete` */
    sheaf_str source_name;       /* last component of the file's name */
    sheaf_str source_format;     /* `text` */
    sheaf_str source_media_type; /* `text/plain` */
    sheaf_str source_encoding;   /* IANA name, or empty */
    sheaf_str source_sha256;     /* 64 hexadecimal digits, or empty where nobody asked */
    uint64_t source_bytes;
} sheaf_document;

/* ------------------------------------------------------------------------------- building it -- */

/* A block or cell to build. Only the members that its kind has are looked at; the rest stays zero.
 * With designated initialisers a paragraph is
 *     (sheaf_block){.size = sizeof(sheaf_block), .kind = SHEAF_PARAGRAPH, .text = t,
 *                   .origins = &place, .origin_count = 1}                                          */
typedef struct sheaf_block {
    uint32_t size;
    uint32_t kind; /* sheaf_kind, not SHEAF_DOCUMENT */
    uint32_t flags;
    uint32_t confidence; /* ten-thousandths; 0: certain */
    sheaf_str text;
    const sheaf_origin *origins; /* where the text stands; pieces in order */
    uint32_t origin_count;
    uint32_t level;   /* heading: from 1 */
    sheaf_str number; /* heading, footnote, item */
    uint32_t ordered; /* list */
    uint32_t rows;    /* table: 0 where not yet known; the grid grows with its cells */
    uint32_t columns; /* table: must be stated; cells beyond are clamped, with a diagnostic */
    uint32_t headers; /* table: SHEAF_HEADERS_* */
    uint32_t row;     /* cell: cells come in row-major order of their first slot */
    uint32_t column;
    uint32_t row_span; /* cell: 0 counts as 1; clamped to the grid, with a diagnostic */
    uint32_t column_span;
    uint32_t header; /* cell: SHEAF_HEADER_* */
    const sheaf_figure *figure;
    sheaf_str opaque; /* members that Sheaf does not know, see sheaf_opaque */
} sheaf_block;

/* What a document was made from, for a reader whose input is the result of an earlier conversion. Since
 * 1.1. Empty texts and 0 replace, too. */
typedef struct sheaf_source {
    uint32_t size;
    uint32_t incomplete; /* 1: the earlier conversion lost content */
    sheaf_str name;
    sheaf_str format;
    sheaf_str media_type;
    sheaf_str encoding;
    sheaf_str sha256;
    uint64_t bytes;
} sheaf_source;

/* ------------------------------------------------------------------------- the job's input -- */

/* The document to read: all its bytes, in memory. `name` is the last component of its file name (empty
 * for standard input); it is evidence of the weakest kind and never decides alone. */
typedef struct sheaf_input {
    uint32_t size;
    uint32_t reserved;
    sheaf_str bytes; /* plain bytes */
    sheaf_str name;
} sheaf_input;

/* Limits that a plugin may want to know; the host enforces them whether it asks or not. */
typedef enum sheaf_limit_id {
    SHEAF_LIMIT_INPUT = 0,    /* bytes of the input */
    SHEAF_LIMIT_INFLATED = 1, /* bytes that all compressed streams of it may give */
    SHEAF_LIMIT_RATIO = 2,    /* how many times larger a stream may get */
    SHEAF_LIMIT_NODES = 3,
    SHEAF_LIMIT_DEPTH = 4, /* of nested blocks */
    SHEAF_LIMIT_CELLS = 5, /* slots of one table's grid */
    SHEAF_LIMIT_DIAGNOSTICS = 6,
    SHEAF_LIMIT_TEXT = 7,   /* bytes of text in the document */
    SHEAF_LIMIT_OUTPUT = 8, /* bytes of output */
    SHEAF_LIMIT_STALL = 9,  /* milliseconds without progress */
    SHEAF_LIMIT_TIME = 10,  /* milliseconds in all */
    SHEAF_LIMIT_MEMORY = 11 /* bytes of memory of an isolated job */
} sheaf_limit_id;

/* A job: one document on its way. Opaque. */
typedef struct sheaf_job sheaf_job;

/* --------------------------------------------------------------------- what the host can do -- */

/* Every function takes the job it was handed with. A plugin checks SHEAF_HAS(host, sheaf_host, f)
 * before it calls an f that a later minor appended. */
typedef struct sheaf_host {
    uint32_t size;
    uint16_t abi_major;
    uint16_t abi_minor;

    /* Says "I am alive, `done` of `total` units of work are done" (0, 0 where unknown) and asks
     * whether to go on. Anything but SHEAF_OK: return it from `run`, at once. */
    sheaf_status (*tick)(sheaf_job *job, uint64_t done, uint64_t total);

    /* Latches a failure with a sentence for the user: what was found, what was expected, what to do.
     * The first failure wins. Returns the latched status, so that `return host->fail(...)` reads
     * well. `where` may be NULL. */
    sheaf_status (*fail)(sheaf_job *job, sheaf_status status, sheaf_str code, sheaf_str message,
                         const sheaf_origin *where);

    /* Adds a diagnostic, unless one stands there with the same code, message, severity and origin. Above
     * the limit they are counted, and one closing diagnostic says how many were left out. Those of an
     * earlier conversion are kept as they are, all of them. */
    void (*diagnose)(sheaf_job *job, const sheaf_diagnostic *diagnostic);

    /* An optional feature by its revisioned name, `sheaf.keep/1` (see below); NULL where the host has none. */
    const void *(*extension)(sheaf_job *job, sheaf_str id);

    /* The value of an option of this plugin: what the user said, else the manifest's default; empty
     * for a name that the manifest does not declare. */
    sheaf_str (*option)(sheaf_job *job, sheaf_str name);

    /* The value of a limit of this job. */
    uint64_t (*limit)(sheaf_job *job, sheaf_limit_id id);

    /* Scratch memory for this job: zeroed, aligned for any type, freed when the plugin's run ends.
     * NULL (and the failure latched) where there is none. */
    void *(*scratch)(sheaf_job *job, size_t bytes);

    /* The input, lent. For a writer or pass: the same input, or an empty one where none is left. */
    const sheaf_input *(*input)(sheaf_job *job);

    /* Data that the host opened for this job: a form definition, a suppressions file, plugin data.
     * Found: 1 and *bytes lent. Not found: 0 and *bytes empty. Any other name is a file in the folder of
     * the plugin's data: it stands beside the manifest and is named by its key `data`, else by the
     * plugin's id. A name that ends in '/' is a folder in there, and *bytes lends the names of its plain
     * files, sorted by their bytes, each ended by '\n' (since 1.2); hidden files and names that are not
     * UTF-8 or hold control characters are left out; a folder of more than 65,536 such names, or one that
     * cannot be read, is a failure. `password` is the password that the user
     * gave for encrypted documents: a reader that needs one fails with SHEAF_UNSUPPORTED and a code that
     * ends in `.password.needed` where it found none, in `.password.wrong` where it does not fit, and is
     * run again where the user types another. It names the password nowhere. */
    int (*resource)(sheaf_job *job, sheaf_str name, sheaf_str *bytes);

    /* The i-th related document of the run (last year's report, say), lent; NULL past the last. */
    const sheaf_document *(*related)(sheaf_job *job, uint32_t i);

    /* ---- building: readers from an empty document, passes after `rebuild` ---- */

    /* Opens a block inside the one that is open; returns its node id, SHEAF_NONE after a failure. */
    uint32_t (*open)(sheaf_job *job, const sheaf_block *block);

    /* Closes the block that was opened last. */
    void (*close)(sheaf_job *job);

    /* open and close in one: a block without children. */
    uint32_t (*add)(sheaf_job *job, const sheaf_block *block);

    /* Appends text to the block that is open, which must have no children yet. `origin` may be NULL. */
    void (*append)(sheaf_job *job, sheaf_str text, const sheaf_origin *origin);

    /* Marks an inline run of the node `run->node`, which is the block that is open or was added last. */
    void (*mark)(sheaf_job *job, const sheaf_run *run);

    /* The index that origins of kind SHEAF_AT_PART use for a part's name; the same for the same name. */
    uint32_t (*part)(sheaf_job *job, sheaf_str name);

    /* States what the source is. Empty strings leave what is known: the manifest's format and media
     * type of the reader. */
    void (*describe)(sheaf_job *job, sheaf_str format, sheaf_str media_type, sheaf_str encoding);

    /* ---- records: any plugin, at any time ---- */

    void (*set_meta)(sheaf_job *job, sheaf_str key, sheaf_str value, uint32_t is_number);
    uint32_t (*add_repair)(sheaf_job *job,
                           const sheaf_repair *repair); /* its id, from 1; 0 failed */
    /* Without a fingerprint it gets one, of its rule and facts, or of what was expected and found. */
    void (*add_finding)(sheaf_job *job, const sheaf_finding *finding);
    void (*add_check)(sheaf_job *job, const sheaf_check *check);
    void (*add_fact)(sheaf_job *job, const sheaf_fact *fact);
    void (*add_form)(sheaf_job *job, const sheaf_form *form);
    void (*account)(sheaf_job *job, const sheaf_account *account);
    void (*drop)(sheaf_job *job, const sheaf_dropped *dropped);

    /* ---- looking and rebuilding: passes and writers ---- */

    /* The document as it stands. While a reader builds, and after `rebuild`, this is the document
     * before; NULL for a reader. */
    const sheaf_document *(*document)(sheaf_job *job);

    /* Starts a new document, built with the calls above and the copies below. The old one stays
     * readable until the job ends. When `run` returns SHEAF_OK the new one takes its place; metadata
     * and records come along, and the node ids in them follow what was copied or merged. Records
     * that are added after this call speak of the new document's ids. */
    void (*rebuild)(sheaf_job *job);

    /* Copies the nodes [first, end) of the old document, a run of siblings with all below them, into
     * the block that is open: text, origins, marks, confidence, runs and opaque members. Returns the
     * new id of `first`. */
    uint32_t (*copy)(sheaf_job *job, uint32_t first, uint32_t end);

    /* Opens a copy of one old node without its children, to be filled and closed by the caller. For
     * a table, rows and columns of `as` (non-zero) replace the old ones; for a cell, row, column and
     * spans do. `as` may be NULL. */
    uint32_t (*copy_open)(sheaf_job *job, uint32_t node, const sheaf_block *as);

    /* Copies one old node with all below it, placed as `as` says (see copy_open). */
    uint32_t (*copy_as)(sheaf_job *job, uint32_t node, const sheaf_block *as);

    /* Adds one block from several old blocks that hold text: the kind and marks of the first, their
     * texts joined with `joiner` between them, their origins in order. Ids of all of them lead to
     * it. Nodes must not have children. */
    uint32_t (*merge)(sheaf_job *job, const uint32_t *nodes, uint32_t count, sheaf_str joiner);

    /* ---- writers ---- */

    /* Appends bytes to the output. */
    void (*write)(sheaf_job *job, sheaf_str bytes);

    /* Lends room for at least `least` bytes of output (up to 64 KiB) to write into; `commit` says how
     * many were written. Faster than `write` for small pieces. NULL after a failure. */
    char *(*reserve)(sheaf_job *job, size_t least, size_t *room);
    void (*commit)(sheaf_job *job, size_t bytes);

    /* Ends the current output file and starts one with that name beside it (a directory of CSV
     * files, say); only for output to a directory. `name` has no '/'. */
    void (*next_output)(sheaf_job *job, sheaf_str name);

    /* ---- since 1.1 ---- */

    /* Keeps members of a JSON object that Sheaf does not know (see sheaf_opaque): what a sheaf_block has no
     * room for. A second call for the same object appends, with a comma. While building. */
    void (*keep)(sheaf_job *job, const sheaf_object *object, sheaf_str members);

    /* States what the document was made from at first, where the input is the result of an earlier
     * conversion: it takes the place of the input's own name, format and size in the document. While
     * building. */
    void (*restore_source)(sheaf_job *job, const sheaf_source *source);

    /* 1 where the output is a directory, so that next_output may be called; else 0. Writers. */
    uint32_t (*has_outputs)(sheaf_job *job);
} sheaf_host;

/* ------------------------------------------------------------------------------ extensions --
 *
 * sheaf.keep/1 (since 1.2): what outlives a job. A library that has to prepare its own data (a form that it parses,
 * a table that it builds) for every document of a run keeps it here. host->extension lends a sheaf_keep, or NULL where the host keeps
 * nothing: then the work is done for each job, with the same result. Only what follows from the plugin's own data and options
 * belongs here, nothing of a document. What `resource` and `scratch` lend dies with the job, so it is held or copied. The rooms of an
 * isolated job are those of its process.                                                          */
typedef struct sheaf_keep {
    uint32_t size;

    /* Zeroed memory, aligned for any type, that lives until the session ends (see sheaf_free). Counts against no
     * limit of the job. NULL (and the failure latched) where there is none. */
    void *(*room)(sheaf_job *job, size_t bytes);

    /* The pointer that the library of this plugin keeps under a name: NULL at first, then what it stored there in an earlier
     * job. Store when the thing is complete: a job may end at any call. NULL (and the failure latched): no memory. */
    void **(*slot)(sheaf_job *job, sheaf_str name);

    /* What `resource` lent to this job stays where it is until the session ends: 1. 0: it is no such bytes, or there is no memory
     * (latched); a copy does as well. NULL in what is kept of a document. */
    int (*hold)(sheaf_job *job, sheaf_str lent);
} sheaf_keep;

/* sheaf.keep.document/1 (since 1.2): a sheaf_keep whose rooms and slots live beyond the pass, until a pass changes the tree of the
 * document or the job ends: for passes of one library that need the same of a document. Records that are added, metadata too, change
 * no tree. What is lent of the document (its texts) may be pointed to.                                                 */

/* sheaf.accept/1 (since 1.2): findings that somebody agreed upon. host->extension lends a sheaf_accept. What is accepted holds for
 * findings that are stated after that, by whatever pass, or by the program that runs the job: the first entry that fits gives
 * its reason as `suppressed`. */
typedef struct sheaf_acceptance {
    uint32_t size;
    sheaf_str rule;        /* of the finding; empty: any */
    sheaf_str fingerprint; /* of the finding; empty: any. One of both is there */
    sheaf_str reason;
    sheaf_str unused; /* a sentence to tell the user where nothing fits in the end; empty: none */
    const uint32_t *
        instances; /* the reports of the file for whose findings it holds; NULL: for those of all. What a pass
                                * states of the first report may be about the file, and is not held against them */
    uint32_t instance_count;
} sheaf_acceptance;

typedef struct sheaf_accept {
    uint32_t size;
    void (*accept)(sheaf_job *job, const sheaf_acceptance *entry);
} sheaf_accept;

/* ------------------------------------------------------------------------------- the plugin -- */

typedef enum sheaf_plugin_kind {
    SHEAF_READER = 1,
    SHEAF_WRITER = 2,
    SHEAF_PASS = 3
} sheaf_plugin_kind;

/* What a plugin says of itself. */
enum {
    SHEAF_CAP_SERIAL = 1u << 0,  /* its library has globals: one job at a time in a process     */
    SHEAF_CAP_ISOLATE = 1u << 1, /* its library can hang, abort or eat memory inside a call     */
    SHEAF_CAP_HARDENED = 1u << 2 /* it was fuzzed and swept; safe on hostile input in process   */
};

/* How sure a reader is, by the kind of evidence. */
enum {
    SHEAF_BID_NO = 0,      /* evidence against                                                   */
    SHEAF_BID_MAYBE = 25,  /* nothing against, little for                                        */
    SHEAF_BID_LIKELY = 50, /* typical content                                                   */
    SHEAF_BID_SURE = 75,   /* a signature that nothing else has                                  */
    SHEAF_BID_PARSED = 90  /* parsed so much of it that it cannot be anything else               */
};

typedef struct sheaf_plugin {
    uint32_t size;
    uint32_t kind;       /* sheaf_plugin_kind */
    uint32_t caps;       /* SHEAF_CAP_*, the same as in the manifest */
    const char *id;      /* the same as in the manifest, ended by NUL */
    const char *version; /* ended by NUL */

    /* Readers: how sure is this plugin that it can read the input? Pure: it looks at the input and
     * at nothing else, touches no state, and must end quickly (look at the first 64 KiB, not at all
     * of it). *why becomes a clause for people, `has no NUL bytes and decodes as UTF-8`; it points to
     * a constant of the library. NULL for writers and passes. */
    uint32_t (*probe)(const sheaf_input *input, sheaf_str *why);

    /* Does the work: reads the input into the document, changes or checks it, or writes it out. A
     * function of the job: nothing survives it. */
    sheaf_status (*run)(const sheaf_host *host, sheaf_job *job);
} sheaf_plugin;

/* What a library exports. Frozen for ever, across majors, so that any host can refuse any plugin with
 * a sentence that names both versions. */
typedef struct sheaf_library {
    uint32_t magic; /* SHEAF_MAGIC */
    uint16_t abi_major;
    uint16_t abi_minor;
    uint32_t count;
    uint32_t reserved;
    const sheaf_plugin *const *plugins; /* `count` of them */
} sheaf_library;

/* The one exported symbol of a plugin:
 *     SHEAF_PLUGIN_EXPORT const sheaf_library sheaf_entry = SHEAF_LIBRARY(plugins);                */
extern SHEAF_PLUGIN_EXPORT const sheaf_library sheaf_entry;

#define SHEAF_LIBRARY(array)                                                                       \
    {                                                                                              \
        SHEAF_MAGIC, SHEAF_ABI_MAJOR, SHEAF_ABI_MINOR, sizeof(array) / sizeof((array)[0]), 0,      \
            (array)                                                                                \
    }

#ifdef __cplusplus
}
#endif

#endif
