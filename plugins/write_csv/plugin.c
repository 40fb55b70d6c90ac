/* write_csv: the tables of a document, or the facts of its form (docs/write_csv.md). Several tables need a
 * directory, and get a Data Package descriptor there; everything else is one file. */
#include "csv.h"
#include <stdio.h>

static sheaf_status refuse(const csv_out *out, sheaf_status status, sheaf_str code,
                           const char *text) {
    return out->host->fail(out->job, status, code, (sheaf_str){text, strlen(text)}, NULL);
}

/* ---- tables ---- */

typedef struct census {
    uint32_t tables;
    uint32_t columns; /* of the widest */
} census;

static census count_tables(csv_out *out) {
    census all = {0};
    csv_walk walk = {.out = out};
    csv_table table;
    for (; csv_next_table(&walk, &table); all.tables++)
        all.columns = table.columns > all.columns ? table.columns : all.columns;
    return all;
}

static sheaf_status make_room(csv_out *out, uint32_t columns) {
    size_t count = (size_t)columns + 1;
    out->slots = out->host->scratch(out->job, count * sizeof *out->slots);
    out->columns = out->host->scratch(out->job, count * sizeof *out->columns);
    return out->slots != NULL && out->columns != NULL ? SHEAF_OK : out->host->tick(out->job, 0, 0);
}

static sheaf_status write_one(csv_out *out, uint32_t number) {
    csv_walk walk = {.out = out};
    csv_table table;
    while (csv_next_table(&walk, &table))
        if (table.number == number) {
            csv_file(out, SHEAF_STR(""));
            return csv_write_table(out, &table);
        }
    return out->host->tick(out->job, 0, 0);
}

static sheaf_status write_all(csv_out *out, uint32_t tables) {
    csv_walk walk = {.out = out};
    csv_table table;
    char name[CSV_NAME_MOST];
    while (csv_next_table(&walk, &table)) {
        csv_file(out, csv_file_name(&table, tables, name));
        sheaf_status status = csv_write_table(out, &table);
        if (status != SHEAF_OK)
            return status;
    }
    return csv_write_package(out, tables);
}

static sheaf_status refuse_several(const csv_out *out, uint32_t tables) {
    char text[300];
    snprintf(text, sizeof text,
             "The report has %u tables, and a CSV file holds one. Name a directory with -o DIR/ "
             "for a file each, or choose one of them with --option csv.table=N.",
             (unsigned)tables);
    return refuse(out, SHEAF_UNSUPPORTED, SHEAF_STR("csv.several-tables"), text);
}

static sheaf_status refuse_number(const csv_out *out, uint32_t tables) {
    char text[200];
    snprintf(text, sizeof text,
             "There is no table %u: the report has %u. Give csv.table a number from 1 to %u.",
             (unsigned)out->options.table, (unsigned)tables, (unsigned)tables);
    return refuse(out, SHEAF_BAD_INPUT, SHEAF_STR("csv.table"), text);
}

static int has_directory(const csv_out *out) {
    return SHEAF_HAS(out->host, sheaf_host, has_outputs) && out->host->has_outputs(out->job);
}

static sheaf_status write_tables(csv_out *out) {
    census all = count_tables(out);
    sheaf_status status = make_room(out, all.columns);
    if (status != SHEAF_OK)
        return status;
    if (all.tables == 0)
        return refuse(out, SHEAF_UNSUPPORTED, SHEAF_STR("csv.no-table"),
                      "The report has no table, so there is nothing that CSV could hold. Write "
                      "its text with --to json.");
    if (out->options.table > all.tables)
        return refuse_number(out, all.tables);
    if (out->options.table > 0)
        return write_one(out, out->options.table);
    if (has_directory(out))
        return write_all(out, all.tables);
    return all.tables == 1 ? write_one(out, 1) : refuse_several(out, all.tables);
}

/* ---- facts ---- */

static sheaf_status write_facts(csv_out *out) {
    if (out->options.table > 0)
        return refuse(out, SHEAF_BAD_CALL, SHEAF_STR("csv.option"),
                      "The option csv.table chooses a table, but csv.mode asks for facts. Leave "
                      "one of them out.");
    if (out->document->facts.count == 0)
        return refuse(out, SHEAF_UNSUPPORTED, SHEAF_STR("csv.no-facts"),
                      "No form was recognised in the report, so there are no facts. Write its "
                      "tables with --option csv.mode=tables.");
    return out->options.mode == CSV_WIDE ? csv_write_wide(out) : csv_write_facts(out);
}

/* ---- the whole of it ---- */

static csv_mode mode_of(const csv_out *out) {
    if (out->options.mode != CSV_AUTO)
        return (csv_mode)out->options.mode;
    return out->options.table == 0 && out->document->facts.count > 0 ? CSV_FACTS : CSV_TABLES;
}

static void say(const csv_out *out, sheaf_str code, sheaf_str message) {
    out->host->diagnose(out->job, &(sheaf_diagnostic){.size = sizeof(sheaf_diagnostic),
                                                      .severity = SHEAF_WARNING,
                                                      .code = code,
                                                      .message = message});
}

/* What the format has no place for is said aside. */
static void say_aside(const csv_out *out) {
    if (!out->document->complete)
        say(out, SHEAF_STR("csv.incomplete"),
            SHEAF_STR("Content was lost when the report was read, and CSV has no place to say "
                      "so; --to json marks it"));
    if (out->has_nul)
        say(out, SHEAF_STR("csv.nul"),
            SHEAF_STR("A NUL character stands as U+FFFD: many programs end a text there"));
}

static sheaf_status run(const sheaf_host *host, sheaf_job *job) {
    csv_out out = {.host = host, .job = job, .document = host->document(job)};
    out.base = out.at = out.end = out.swallow;
    sheaf_status status = host->tick(job, 0, 0);
    if (status == SHEAF_OK)
        status = csv_parse_options(&out);
    if (status != SHEAF_OK)
        return status;
    status = mode_of(&out) == CSV_TABLES ? write_tables(&out) : write_facts(&out);
    csv_flush(&out);
    if (status == SHEAF_OK)
        say_aside(&out);
    return status != SHEAF_OK ? status : host->tick(job, 1, 1);
}

static const sheaf_plugin csv_writer = {.size = sizeof(sheaf_plugin),
                                        .kind = SHEAF_WRITER,
                                        .caps = SHEAF_CAP_HARDENED,
                                        .id = "csv",
                                        .version = SHEAF_VERSION,
                                        .run = run};

static const sheaf_plugin *const plugins[] = {&csv_writer};

SHEAF_PLUGIN_EXPORT const sheaf_library sheaf_entry = SHEAF_LIBRARY(plugins);
