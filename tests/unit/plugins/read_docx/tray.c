/* See tray.h. */
#include "cm.h"

#include "tray.h"

#include "base/text.h"
#include "ir/shape.h"

static sheaf_status tick(sheaf_job *job, uint64_t done, uint64_t total) {
    (void)done;
    (void)total;
    return job->error.status;
}

static sheaf_status latch(sheaf_job *job, sheaf_status status, sheaf_str code, sheaf_str message,
                          const sheaf_origin *where) {
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)code.len, code.ptr);
    return sf_fail(&job->error, status, name, message, where);
}

static void diagnose(sheaf_job *job, const sheaf_diagnostic *diagnostic) {
    if (!sf_records_diagnose(&job->records, diagnostic))
        latch(job, SHEAF_MEMORY, SHEAF_STR("memory"), SHEAF_STR("no memory"), NULL);
}

static void drop(sheaf_job *job, const sheaf_dropped *dropped) {
    if (!sf_records_drop(&job->records, dropped))
        latch(job, SHEAF_MEMORY, SHEAF_STR("memory"), SHEAF_STR("no memory"), NULL);
}

static uint64_t limit(sheaf_job *job, sheaf_limit_id id) {
    return id == SHEAF_LIMIT_CELLS ? job->limits.cells : 0;
}

static uint32_t open_block(sheaf_job *job, const sheaf_block *block) {
    return sf_build_open(job->builder, block);
}

static void close_block(sheaf_job *job) {
    sf_build_close(job->builder);
}

static uint32_t add(sheaf_job *job, const sheaf_block *block) {
    return sf_build_add(job->builder, block);
}

static void append(sheaf_job *job, sheaf_str text, const sheaf_origin *origin) {
    sf_build_append(job->builder, text, origin);
}

static void mark(sheaf_job *job, const sheaf_run *run) {
    sf_build_mark(job->builder, run);
}

const sheaf_host tray_host = {.size = sizeof tray_host,
                              .abi_major = SHEAF_ABI_MAJOR,
                              .abi_minor = SHEAF_ABI_MINOR,
                              .tick = tick,
                              .fail = latch,
                              .diagnose = diagnose,
                              .limit = limit,
                              .open = open_block,
                              .close = close_block,
                              .add = add,
                              .append = append,
                              .mark = mark,
                              .drop = drop};

int tray_init(sheaf_job *job) {
    uint32_t part;
    job->limits = (sf_build_limits){.nodes = 1000000, .depth = 200, .cells = 1000000};
    sf_records_init(&job->records, 1000);
    job->tree = sf_tree_new(SHEAF_STR(""));
    if (!job->tree || !sf_records_part(&job->records, SHEAF_STR("word/document.xml"), &part))
        return 0;
    job->builder = sf_builder_new(job->tree, &job->records, &job->limits, &job->error);
    return job->builder != NULL;
}

sheaf_status tray_end(sheaf_job *job) {
    char message[256];
    sf_build_finish(job->builder);
    sf_document_view(job->tree, &job->records, &job->view);
    if (job->error.status != SHEAF_OK || sf_document_check(&job->view, message))
        return job->error.status;
    if (strncmp(message, "no memory", 9) != 0)
        fail_msg("%s", message);
    sf_failf(&job->error, SHEAF_MEMORY, "memory", "%s", message);
    return job->error.status;
}

void tray_done(sheaf_job *job) {
    sf_builder_free(job->builder);
    sf_tree_free(job->tree);
    sf_records_done(&job->records);
}

static void put_numbers(const sheaf_job *job, const sheaf_node *node, sf_buffer *out) {
    static const char *const roles[] = {"", "^", "<", "^<"};
    if (node->kind == SHEAF_TABLE) {
        const sheaf_table *t = SHEAF_AT(job->view.tables, sheaf_table, node->payload);
        sf_buffer_addf(out, " %ux%u", t->rows, t->columns);
    } else if (node->kind == SHEAF_CELL) {
        const sheaf_cell *c = SHEAF_AT(job->view.cells, sheaf_cell, node->payload);
        sf_buffer_addf(out, " %u,%u", c->row, c->column);
        if (c->row_span > 1 || c->column_span > 1)
            sf_buffer_addf(out, "+%ux%u", c->row_span, c->column_span);
        sf_buffer_addf(out, "%s%s", roles[c->header], node->flags & SHEAF_FILLER ? "~" : "");
    }
}

void tray_outline(const sheaf_job *job, sf_buffer *out) {
    uint32_t open = 0;
    for (uint32_t n = 1; n < job->view.nodes.count; n++) {
        const sheaf_node *node = SHEAF_AT(job->view.nodes, sheaf_node, n);
        for (; open != node->parent; open = SHEAF_AT(job->view.nodes, sheaf_node, open)->parent)
            sf_buffer_addf(out, "]");
        sf_buffer_addf(out, "%s%s", n > open + 1 ? " " : "", sf_node_kind_name(node->kind));
        put_numbers(job, node, out);
        if (node->text.len)
            sf_buffer_addf(out, "(%.*s)", (int)node->text.len, node->text.ptr);
        if (node->end > n + 1) {
            sf_buffer_addf(out, "[");
            open = n;
        }
    }
    for (; open != 0; open = SHEAF_AT(job->view.nodes, sheaf_node, open)->parent)
        sf_buffer_addf(out, "]");
}

void assert_outline(sheaf_job *job, const char *expected) {
    sf_buffer out = {0};
    if (tray_end(job) != SHEAF_OK)
        fail_msg("%s: %s", job->error.code, job->error.message);
    tray_outline(job, &out);
    sf_buffer_addf(&out, "%c", 0);
    assert_string_equal(sf_buffer_view(&out).ptr, expected);
    sf_buffer_done(&out);
}

unsigned tray_said(const sheaf_job *job, const char *code) {
    unsigned count = 0;
    for (uint32_t i = 0; i < job->view.diagnostics.count; i++)
        if (sf_str_equal(SHEAF_AT(job->view.diagnostics, sheaf_diagnostic, i)->code,
                         sf_str_of(code)))
            count++;
    return count;
}

sheaf_block tray_block(uint32_t kind, const char *text) {
    static const sheaf_origin place = {SHEAF_AT_PART, 0, {.path = {"/w:body", 7}}};
    return (sheaf_block){.size = sizeof(sheaf_block),
                         .kind = kind,
                         .text = sf_str_of(text),
                         .number = {"", 0},
                         .opaque = {"", 0},
                         .origins = &place,
                         .origin_count = 1};
}
