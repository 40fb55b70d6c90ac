/* The tree as nested arrays. Nodes come in document order and know their parent and their end, so one loop
 * prints them all: before a node, what ended is closed, and the parent links are the stack. */
#include "json.h"

/* How a kind is printed. `array` names the list of its children, which then is always there; "" stands for
 * `blocks` where there are children, and nothing where there are none. */
typedef struct block_form {
    sheaf_str kind; /* the member that says it, if it is said */
    const char *array;
    int text_always;
} block_form;

#define WORD(literal)                                                                              \
    { literal, sizeof(literal) - 1 }
#define KIND(literal) WORD(", \"kind\": \"" literal "\"")

static const block_form forms[] = {
    [SHEAF_DOCUMENT] = {KIND("other"), "", 0},   [SHEAF_TITLE] = {KIND("title"), "", 1},
    [SHEAF_HEADING] = {KIND("heading"), "", 1},  [SHEAF_PARAGRAPH] = {KIND("paragraph"), "", 1},
    [SHEAF_LIST] = {KIND("list"), "items", 0},   [SHEAF_ITEM] = {WORD(""), "blocks", 0},
    [SHEAF_TABLE] = {KIND("table"), "cells", 0}, [SHEAF_CELL] = {WORD(""), "", 1},
    [SHEAF_FIGURE] = {KIND("figure"), "", 1},    [SHEAF_FOOTNOTE] = {KIND("footnote"), "", 1},
    [SHEAF_CODE] = {KIND("code"), "", 1},        [SHEAF_QUOTE] = {KIND("quote"), "", 1},
    [SHEAF_COMMENT] = {KIND("comment"), "", 1},
};

static const sheaf_node *node_at(const json_out *out, uint32_t n) {
    return SHEAF_AT(out->document->nodes, sheaf_node, n);
}

static const block_form *form_of(const sheaf_node *node) {
    return &forms[node->kind < sizeof forms / sizeof *forms ? node->kind : SHEAF_DOCUMENT];
}

/* --------------------------------------------------------------------------------- white space -- */

static int is_ascii_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Unicode's White_Space beyond ASCII; all of it is encoded in two bytes or three. */
static int is_wide_space(unsigned c) {
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* How many bytes a wide space has that begins at `at` and has at most `len`. Most text beyond ASCII has a
 * first byte that none of them has: one look tells. */
static size_t wide_space_at(const char *at, size_t len) {
    const unsigned char *byte = (const unsigned char *)at;
    if (*byte == 0xC2 && len >= 2)
        return is_wide_space(byte[1]) ? 2 : 0;
    if (*byte < 0xE1 || *byte > 0xE3 || len < 3)
        return 0;
    return is_wide_space((byte[0] & 0xFu) << 12 | (byte[1] & 0x3Fu) << 6 | (byte[2] & 0x3Fu)) ? 3
                                                                                              : 0;
}

static size_t space_in_front(sheaf_str text) {
    if (text.len == 0 || is_ascii_space(*text.ptr))
        return text.len > 0;
    return (*text.ptr & 0x80) ? wide_space_at(text.ptr, text.len) : 0;
}

static size_t space_behind(sheaf_str text) {
    const char *end = text.ptr + text.len;
    if (text.len == 0 || is_ascii_space(end[-1]))
        return text.len > 0;
    if (!(end[-1] & 0x80))
        return 0;
    size_t two = text.len >= 2 ? wide_space_at(end - 2, 2) : 0;
    return two > 0 ? two : text.len >= 3 ? wide_space_at(end - 3, 3) : 0;
}

sheaf_str json_trim(sheaf_str text) {
    for (size_t cut; (cut = space_in_front(text)) > 0; text.len -= cut)
        text.ptr += cut;
    for (size_t cut; (cut = space_behind(text)) > 0;)
        text.len -= cut;
    return text;
}

/* -------------------------------------------------------------------------- members of a block -- */

static void put_number(json_out *out, sheaf_str lead, uint64_t value) {
    json_put(out, lead);
    json_number(out, value);
}

static void put_string(json_out *out, sheaf_str lead, sheaf_str value) {
    json_put(out, lead);
    json_string(out, value);
}

static void put_heading(json_out *out, const sheaf_node *node) {
    const sheaf_heading *heading = SHEAF_AT(out->document->headings, sheaf_heading, node->payload);
    if (node->kind == SHEAF_HEADING)
        put_number(out, SHEAF_STR(", \"level\": "), heading->level);
    if (heading->number.len > 0)
        put_string(out, SHEAF_STR(", \"number\": "), heading->number);
}

static void put_list(json_out *out, const sheaf_node *node) {
    const sheaf_list *list = SHEAF_AT(out->document->lists, sheaf_list, node->payload);
    json_put(out,
             list->ordered ? SHEAF_STR(", \"ordered\": true") : SHEAF_STR(", \"ordered\": false"));
}

static void put_table(json_out *out, const sheaf_node *node) {
    const sheaf_table *table = SHEAF_AT(out->document->tables, sheaf_table, node->payload);
    put_number(out, SHEAF_STR(", \"rows\": "), table->rows);
    put_number(out, SHEAF_STR(", \"columns\": "), table->columns);
}

static void put_cell(json_out *out, const sheaf_node *node) {
    enum { ROOM = 4 * JSON_DIGITS + 128 };
    static const sheaf_str headers[] = {WORD(""), WORD(", \"header\": \"column\""),
                                        WORD(", \"header\": \"row\""),
                                        WORD(", \"header\": \"both\"")};
    const sheaf_cell *cell = SHEAF_AT(out->document->cells, sheaf_cell, node->payload);
    json_room(out, ROOM);
    char *at = json_member(out->at, SHEAF_STR(", \"row\": "), cell->row);
    at = json_member(at, SHEAF_STR(", \"column\": "), cell->column);
    if (cell->row_span > 1)
        at = json_member(at, SHEAF_STR(", \"row_span\": "), cell->row_span);
    if (cell->column_span > 1)
        at = json_member(at, SHEAF_STR(", \"column_span\": "), cell->column_span);
    out->at = cell->header ? json_copy(at, headers[cell->header & 3]) : at;
}

static void put_figure(json_out *out, const sheaf_node *node) {
    json_figure(out, SHEAF_AT(out->document->figures, sheaf_figure, node->payload));
}

static void put_payload(json_out *out, const sheaf_node *node) {
    static void (*const members[])(json_out *, const sheaf_node *) = {
        [SHEAF_HEADING] = put_heading, [SHEAF_LIST] = put_list, [SHEAF_ITEM] = put_heading,
        [SHEAF_TABLE] = put_table,     [SHEAF_CELL] = put_cell, [SHEAF_FIGURE] = put_figure,
        [SHEAF_FOOTNOTE] = put_heading};
    if (node->payload != SHEAF_NONE && node->kind < sizeof members / sizeof *members &&
        members[node->kind] != NULL)
        members[node->kind](out, node);
}

static void put_marks(json_out *out, const sheaf_node *node) {
    static const struct {
        uint32_t flag;
        sheaf_str member;
    } marks[] = {{SHEAF_FURNITURE, WORD(", \"furniture\": true")},
                 {SHEAF_RUN_IN, WORD(", \"run_in\": true")},
                 {SHEAF_BREAK_BEFORE, WORD(", \"page_break\": true")},
                 {SHEAF_FILLER, WORD(", \"filler\": true")},
                 {SHEAF_INDENTED, WORD(", \"indented\": true")},
                 {SHEAF_INFERRED, WORD(", \"inferred\": true")}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks && node->flags != 0; i++)
        if (node->flags & marks[i].flag)
            json_put(out, marks[i].member);
    if (node->confidence != 0 && node->confidence < SHEAF_CERTAIN) {
        json_put(out, SHEAF_STR(", \"confidence\": "));
        json_ratio(out, node->confidence);
    }
}

static void put_text(json_out *out, uint32_t n, const sheaf_node *node) {
    sheaf_str text = node->text;
    int has_blocks = node->end > n + 1;
    if (node->kind == SHEAF_CELL)
        text = json_trim(text);
    if (text.len > 0 || (form_of(node)->text_always && !has_blocks))
        put_string(out, SHEAF_STR(", \"text\": "), text);
    if (out->document->runs.count > out->run)
        json_runs(out, n, text, (size_t)(text.ptr - node->text.ptr));
}

/* ---------------------------------------------------------------------------------- the nesting -- */

/* Closes the arrays that end before node n; returns the one that is open then. */
static uint32_t close_ended(json_out *out, uint32_t open, uint32_t n) {
    while (open != 0 && node_at(out, open)->end <= n) {
        json_put(out, SHEAF_STR("]"));
        json_end_node(out, open);
        out->depth--;
        open = node_at(out, open)->parent;
    }
    return open;
}

static void put_members(json_out *out, uint32_t n, const sheaf_node *node) {
    put_number(out, SHEAF_STR("{\"id\": "), n);
    if (form_of(node)->kind.len > 0)
        json_put(out, form_of(node)->kind);
    put_payload(out, node);
    put_marks(out, node);
    put_text(out, n, node);
    if (node->origins > 0)
        json_own_origin(out, n, node);
}

/* Prints node n up to where its children go: 1 where their array was opened, 0 where it is complete. */
static int open_block(json_out *out, uint32_t n, const sheaf_node *node) {
    const char *array = form_of(node)->array;
    put_members(out, n, node);
    if (*array == '\0' && node->end == n + 1) {
        json_end_node(out, n);
        return 0;
    }
    array = *array == '\0' ? "blocks" : array;
    json_put(out, SHEAF_STR(", \""));
    json_put(out, (sheaf_str){array, strlen(array)});
    json_put(out, SHEAF_STR("\": ["));
    return 1;
}

/* Asking the host once a row or so is enough to be stopped in time. */
#define TICK_EVERY 32u

sheaf_status json_blocks(json_out *out) {
    uint32_t count = out->document->nodes.count;
    uint32_t open = 0;
    sheaf_status status = SHEAF_OK;
    out->depth = 1;
    json_put(out, SHEAF_STR("\"blocks\": ["));
    for (uint32_t n = 1; n < count; n++) {
        if (n % TICK_EVERY == 1 && (status = out->host->tick(out->job, n, count)) != SHEAF_OK)
            return status;
        const sheaf_node *node = node_at(out, n);
        if (n >= node_at(out, open)->end)
            open = close_ended(out, open, n);
        json_next(out, n == open + 1);
        if (open_block(out, n, node)) {
            open = n;
            out->depth++;
        }
    }
    close_ended(out, open, count);
    json_put(out, SHEAF_STR("]"));
    return SHEAF_OK;
}
