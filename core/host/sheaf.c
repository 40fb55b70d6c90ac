/* The embedding API but for the conversions: making and setting, errors and diagnostics, and looking at
 * limits, plugins and bids. Strings are made for the caller here, and live in the session. */
#include <sheaf/sheaf.h>

#include "base/text.h"
#include "host/load.h"
#include "host/nearest.h"
#include "host/session.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef SHEAF_VERSION
#define SHEAF_VERSION "0.1.0"
#endif

const char *sheaf_version(void) {
    return SHEAF_VERSION;
}

sheaf *sheaf_new(void) {
    sheaf *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    s->output = STDOUT_FILENO;
    sf_settings_init(&s->settings);
    sf_catalog_init(&s->catalog);
    sf_keep_init(&s->keep);
    sf_source_lend(&s->source, SHEAF_STR(""), SHEAF_STR(""));
    sf_session_begin(s);
    sf_session_end(s);
    return s;
}

void sf_session_clear(sheaf *s) {
    if (s->has_job)
        sf_job_done(&s->job);
    if (s->has_plan)
        sf_plan_done(&s->plan);
    sf_source_close(&s->source);
    sf_buffer_done(&s->memory);
    s->has_job = s->has_plan = 0;
}

void sheaf_free(sheaf *s) {
    if (!s)
        return;
    sf_session_clear(s);
    sf_keep_done(&s->keep);
    sf_catalog_done(&s->catalog);
    sf_settings_done(&s->settings);
    sf_buffer_done(&s->diagnostic_text);
    sf_buffer_done(&s->output_name);
    free(s);
}

/* ---- errors ---- */

sf_error *sf_session_begin(sheaf *s) {
    s->error.status = SHEAF_OK;
    s->error.code[0] = s->error.message[0] = '\0';
    s->error.where = (sheaf_origin){0};
    return &s->error;
}

static sheaf_array parts_of(const sheaf *s) {
    return s->has_job ? s->job.records.parts.array : (sheaf_array){0};
}

sheaf_status sf_session_end(sheaf *s) {
    s->shown_error = (sheaf_error_info){.status = s->error.status,
                                        .code = s->error.code,
                                        .message = s->error.message,
                                        .place = sf_place(&s->error.where, parts_of(s), s->place)};
    return s->error.status;
}

const sheaf_error_info *sheaf_error(const sheaf *s) {
    return &s->shown_error;
}

/* ---- setting ---- */

sheaf_status sheaf_add_plugin_dir(sheaf *s, const char *path) {
    sf_catalog_add(&s->catalog, path, sf_session_begin(s));
    return sf_session_end(s);
}

sheaf_status sheaf_set(sheaf *s, const char *name, const char *value) {
    sf_settings_set(&s->settings, sf_str_of(name), value, sf_session_begin(s));
    return sf_session_end(s);
}

sheaf_status sheaf_set_limit(sheaf *s, const char *name, const char *value) {
    sf_limits_set(&s->settings.limits, sf_str_of(name), sf_str_of(value), sf_session_begin(s));
    return sf_session_end(s);
}

static sheaf_status read_all(sheaf *s, sf_error *error) {
    sheaf_status status = sf_catalog_read(&s->catalog, error);
    return status == SHEAF_OK ? sf_catalog_settle(&s->catalog, 0, SHEAF_STR(""), error) : status;
}

static int has_option(const sf_catalog *catalog, sheaf_str id, sheaf_str option, int *has_plugin,
                      sf_nearest *nearest) {
    int found = 0;
    for (uint32_t i = 0; i < catalog->entries.count; i++) {
        const sf_manifest *m = SF_VEC_AT(&catalog->entries, sf_manifest, i);
        if (!sf_manifest_is_usable(m) || !sf_str_equal(sf_str_of(m->info.id), id))
            continue;
        *has_plugin = 1;
        found = found || sf_manifest_option(m, option);
        for (uint32_t k = 0; k < m->options.count; k++)
            sf_nearest_offer(nearest, sf_str_of(m->info.options[k].name));
    }
    return found;
}

/* `P.K`: K must be an option of a plugin P, of whatever kind. */
static sheaf_status check_option(const sf_catalog *catalog, sheaf_str name, sf_error *error) {
    sheaf_str option = name;
    sheaf_str id = sf_str_take_until(&option, '.');
    int has_plugin = 0;
    sf_nearest nearest = sf_nearest_to(option);
    if (has_option(catalog, id, option, &has_plugin, &nearest))
        return SHEAF_OK;
    if (has_plugin)
        return sf_nearest_fail(&nearest, "option", error);
    nearest = sf_nearest_to(id);
    for (uint32_t i = 0; i < catalog->entries.count; i++)
        sf_nearest_offer(&nearest,
                         sf_str_of(SF_VEC_AT(&catalog->entries, sf_manifest, i)->info.id));
    return sf_nearest_fail(&nearest, "plugin", error);
}

sheaf_status sheaf_set_option(sheaf *s, const char *name, const char *value) {
    sf_error *error = sf_session_begin(s);
    if (read_all(s, error) == SHEAF_OK &&
        check_option(&s->catalog, sf_str_of(name), error) == SHEAF_OK &&
        !sf_pair_set(&s->settings.options, name, value))
        sf_failf(error, SHEAF_MEMORY, "memory", "there is no memory for an option");
    return sf_session_end(s);
}

sheaf_status sheaf_set_resource(sheaf *s, const char *name, const char *path) {
    sf_error *error = sf_session_begin(s);
    if (path && access(path, R_OK) != 0)
        sf_failf(error, SHEAF_IO, "io.open", "%.500s cannot be read: %s", path, strerror(errno));
    else if (!sf_pair_set(&s->settings.resources, name, path))
        sf_failf(error, SHEAF_MEMORY, "memory", "there is no memory for a resource");
    return sf_session_end(s);
}

sheaf_status sheaf_add_related(sheaf *s, const sheaf_document *document) {
    sf_error *error = sf_session_begin(s);
    if (!document) {
        s->settings.related.count = 0;
        return sf_session_end(s);
    }
    const sheaf_document **room = sf_vec_push(&s->settings.related, 1);
    if (room)
        *room = document;
    else
        sf_failf(error, SHEAF_MEMORY, "memory", "there is no memory for a related document");
    return sf_session_end(s);
}

sheaf_status sheaf_add_finding(sheaf *s, const sheaf_finding *finding) {
    sf_error *error = sf_session_begin(s);
    if (!finding) {
        s->settings.findings.count = 0;
        return sf_session_end(s);
    }
    const sheaf_finding **room = sf_vec_push(&s->settings.findings, 1);
    if (room)
        *room = finding;
    else
        sf_failf(error, SHEAF_MEMORY, "memory", "there is no memory for a finding");
    return sf_session_end(s);
}

/* ---- looking ---- */

const sheaf_limit_info *sheaf_limit_at(sheaf *s, uint32_t i) {
    if (i >= SF_LIMIT_COUNT)
        return NULL;
    const sf_limit_rule *rule = &sf_limit_rules[i];
    s->shown_limit = (sheaf_limit_info){.name = rule->name,
                                        .unit = rule->unit,
                                        .reason = rule->reason,
                                        .value = s->settings.limits.value[i],
                                        .standard = rule->standard,
                                        .bound = rule->bound};
    return &s->shown_limit;
}

static sf_manifest *entry_at(sheaf *s, uint32_t i) {
    sf_error *error = sf_session_begin(s);
    read_all(s, error);
    if (sf_session_end(s) != SHEAF_OK || i >= s->catalog.entries.count)
        return NULL;
    return SF_VEC_AT(&s->catalog.entries, sf_manifest, i);
}

const sheaf_plugin_info *sheaf_plugin_at(sheaf *s, uint32_t i) {
    const sf_manifest *m = entry_at(s, i);
    return m ? &m->info : NULL;
}

sheaf_status sheaf_plugin_load(sheaf *s, uint32_t i) {
    sf_manifest *m = entry_at(s, i);
    sf_error *error = sf_session_begin(s);
    if (m)
        sf_load(m, error);
    else
        sf_failf(error, SHEAF_BAD_CALL, "api.index", "there is no plugin with the number %u", i);
    return sf_session_end(s);
}

const sheaf_bid_info *sheaf_bid_at(sheaf *s, uint32_t i) {
    if (!s->has_plan || i >= s->plan.bids.count)
        return NULL;
    const sf_bid *bid = SF_VEC_AT(&s->plan.bids, sf_bid, i);
    s->shown_bid = (sheaf_bid_info){.reader = bid->reader->info.id,
                                    .bid = bid->bid,
                                    .asked = bid->asked,
                                    .name_match = bid->name_match,
                                    .why = bid->why};
    return &s->shown_bid;
}

uint32_t sheaf_diagnostic_count(const sheaf *s) {
    return s->has_job ? s->job.records.diagnostics.array.count : 0;
}

const sheaf_diagnostic_info *sheaf_diagnostic_at(sheaf *s, uint32_t i) {
    if (i >= sheaf_diagnostic_count(s))
        return NULL;
    const sheaf_diagnostic *d = SHEAF_AT(s->job.records.diagnostics.array, sheaf_diagnostic, i);
    sf_buffer *text = &s->diagnostic_text;
    text->length = 0;
    if (!sf_buffer_add(text, d->code) || !sf_buffer_add(text, (sheaf_str){"", 1}) ||
        !sf_buffer_add(text, d->message) || !sf_buffer_add(text, (sheaf_str){"", 1}))
        return NULL;
    s->shown_diagnostic =
        (sheaf_diagnostic_info){.severity = (sheaf_severity)d->severity,
                                .code = text->bytes,
                                .message = text->bytes + d->code.len + 1,
                                .place = sf_place(&d->origin, parts_of(s), s->diagnostic_place),
                                .origin = &d->origin,
                                .earlier = (int)d->earlier};
    return &s->shown_diagnostic;
}
