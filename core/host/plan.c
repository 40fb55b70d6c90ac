/* Settings and manifests in, a list of plugins out. Passes that nobody asked for run in the order of one
 * table, and only those that are installed. */
#include "host/plan.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

typedef enum occasion {
    ALWAYS,
    ABOUT_FORMS, /* where a form is likely or named, and not where the user says that there is none */
    ABOUT_RULES, /* where a form is likely or named, or where checking is what was asked for */
    TO_JUDGE     /* always, unless nobody wants to know what is wrong */
} occasion;

/* The pipeline where the user says nothing. */
static const struct {
    const char *id;
    occasion occasion;
} standard_passes[] = {
    {"stitch", ALWAYS}, {"form", ABOUT_FORMS}, {"check", ABOUT_RULES}, {"audit", TO_JUDGE}};

static sheaf_status no_memory(sf_error *error) {
    return sf_failf(error, SHEAF_MEMORY, "memory", "there is no memory for the plan of the job");
}

static void rule_out(sf_bid *bid, const char *why) {
    bid->asked = 0;
    snprintf(bid->why, sizeof bid->why, "%s", why);
}

/* Every usable reader, asked where nothing speaks against it before loading. */
static int list_readers(sf_plan *plan, sf_catalog *catalog, const sf_manifest *forced,
                        const sf_source *source) {
    for (uint32_t i = 0; i < catalog->entries.count; i++) {
        sf_manifest *m = SF_VEC_AT(&catalog->entries, sf_manifest, i);
        if (m->info.kind != SHEAF_READER || !sf_manifest_is_usable(m))
            continue;
        sf_bid *bid = sf_vec_push(&plan->bids, 1);
        if (!bid)
            return 0;
        bid->reader = m;
        bid->asked = 1;
        bid->name_match = sf_manifest_has_extension(m, source->name);
        if (forced && m != forced)
            rule_out(bid, "another reader was named");
        else if (!forced && !sf_manifest_may_read(m, source->bytes))
            rule_out(bid, "its signature is absent");
    }
    return 1;
}

static sheaf_status plan_readers(sf_plan *plan, sf_catalog *catalog, const sf_settings *settings,
                                 const sf_source *source, sf_error *error) {
    sheaf_str from = sf_settings_value(settings, SF_FROM);
    const sf_manifest *forced = NULL;
    if (from.len > 0) {
        forced = sf_catalog_named(catalog, SHEAF_READER, from, error);
        if (!forced)
            return error->status;
    }
    if (sf_catalog_settle(catalog, SHEAF_READER, SHEAF_STR(""), error) != SHEAF_OK)
        return error->status;
    return list_readers(plan, catalog, forced, source) ? SHEAF_OK : no_memory(error);
}

static sheaf_status add_pass(sf_plan *plan, const sf_planned_pass *pass, sf_error *error) {
    sf_planned_pass *room = sf_vec_push(&plan->passes, 1);
    if (!room)
        return no_memory(error);
    *room = *pass;
    return SHEAF_OK;
}

static int names_no_form(const sf_settings *settings) {
    return sf_settings_is(settings, SF_FORM, "none");
}

static int names_form(const sf_settings *settings) {
    return sf_settings_value(settings, SF_FORM).len > 0 && !names_no_form(settings);
}

/* Whether a standard pass looks for its anchor words before it is loaded. */
static int needs_anchor(occasion when, const sf_settings *settings) {
    int is_wanted = when == ABOUT_RULES && sf_settings_is(settings, SF_CHECK, "always");
    int is_about_forms = when == ABOUT_FORMS || when == ABOUT_RULES;
    return is_about_forms && !names_form(settings) && !is_wanted;
}

static int is_left_out(occasion when, const sf_settings *settings) {
    if (when == ABOUT_FORMS)
        return names_no_form(settings);
    return when != ALWAYS && sf_settings_is(settings, SF_CHECK, "never");
}

static sheaf_status plan_standard_passes(sf_plan *plan, sf_catalog *catalog,
                                         const sf_settings *settings, sf_error *error) {
    for (size_t i = 0; i < sizeof standard_passes / sizeof standard_passes[0]; i++) {
        occasion when = standard_passes[i].occasion;
        sheaf_str id = sf_str_of(standard_passes[i].id);
        if (sf_catalog_settle(catalog, SHEAF_PASS, id, error) != SHEAF_OK)
            return error->status;
        sf_planned_pass pass = {.pass = sf_catalog_find(catalog, SHEAF_PASS, id),
                                .if_anchored = needs_anchor(when, settings),
                                .is_standard = 1};
        if (pass.pass && !is_left_out(when, settings) && add_pass(plan, &pass, error) != SHEAF_OK)
            return error->status;
    }
    return SHEAF_OK;
}

/* What a user lists runs as listed: whole, in that order, anchor or not. */
static sheaf_status plan_listed_passes(sf_plan *plan, sf_catalog *catalog, sheaf_str list,
                                       sf_error *error) {
    for (sheaf_str rest = list; rest.len > 0;) {
        sheaf_str id = sf_str_trim(sf_str_take_until(&rest, ','));
        if (id.len == 0)
            continue;
        sf_planned_pass pass = {.pass = sf_catalog_named(catalog, SHEAF_PASS, id, error)};
        if (!pass.pass || add_pass(plan, &pass, error) != SHEAF_OK)
            return error->status;
    }
    return SHEAF_OK;
}

static sheaf_status plan_passes(sf_plan *plan, sf_catalog *catalog, const sf_settings *settings,
                                sf_error *error) {
    sheaf_str list = sf_settings_value(settings, SF_PASS);
    if (sf_str_equal(list, SHEAF_STR("none")))
        return SHEAF_OK;
    return list.len > 0 ? plan_listed_passes(plan, catalog, list, error)
                        : plan_standard_passes(plan, catalog, settings, error);
}

/* A pass that knows forms is the standard one, or says so by its anchor words. */
static int knows_forms(const sf_plan *plan) {
    for (uint32_t i = 0; i < plan->passes.count; i++) {
        const sf_manifest *pass = SF_VEC_AT(&plan->passes, sf_planned_pass, i)->pass;
        if (pass->anchors.count > 0 || strcmp(pass->info.id, "form") == 0)
            return 1;
    }
    return 0;
}

/* Whoever names a form must not get a report without facts in silence. */
static sheaf_status refuse_vain_form(const sf_plan *plan, const sf_settings *settings,
                                     sf_error *error) {
    sheaf_str form = sf_settings_value(settings, SF_FORM);
    if (!names_form(settings) || knows_forms(plan))
        return SHEAF_OK;
    return sf_failf(error, SHEAF_BAD_CALL, "unknown",
                    "there is no form \"%.100s\": no pass of this run knows forms; leave out "
                    "--form, or name such a pass with --pass",
                    form.ptr);
}

static sheaf_status plan_writer(sf_plan *plan, sf_catalog *catalog, const sf_settings *settings,
                                sf_error *error) {
    sheaf_str to = sf_settings_value(settings, SF_TO);
    if (to.len == 0)
        return sf_failf(error, SHEAF_BAD_CALL, "plan.to",
                        "no format to write was named; --to FORMAT names it, json for example");
    plan->writer = sf_catalog_named(catalog, SHEAF_WRITER, to, error);
    return error->status;
}

static int has_isolate(const sf_manifest *m) {
    return m && (m->info.caps & SHEAF_CAP_ISOLATE) != 0;
}

static int needs_isolation(const sf_plan *plan) {
    int needs = has_isolate(plan->writer);
    for (uint32_t i = 0; i < plan->bids.count; i++) {
        const sf_bid *bid = SF_VEC_AT(&plan->bids, sf_bid, i);
        needs = needs || (bid->asked && has_isolate(bid->reader));
    }
    for (uint32_t i = 0; i < plan->passes.count; i++)
        needs = needs || has_isolate(SF_VEC_AT(&plan->passes, sf_planned_pass, i)->pass);
    return needs;
}

sheaf_status sf_plan_make(sf_plan *plan, sf_goal goal, sf_catalog *catalog,
                          const sf_settings *settings, const sf_source *source, sf_error *error) {
    *plan =
        (sf_plan){.goal = goal, .bids = SF_VEC_OF(sf_bid), .passes = SF_VEC_OF(sf_planned_pass)};
    if (sf_catalog_read(catalog, error) == SHEAF_OK && goal == SF_CONVERT)
        plan_writer(plan, catalog, settings, error);
    if (error->status == SHEAF_OK && goal != SF_ASK &&
        plan_passes(plan, catalog, settings, error) == SHEAF_OK)
        refuse_vain_form(plan, settings, error);
    if (error->status == SHEAF_OK)
        plan_readers(plan, catalog, settings, source, error);
    plan->isolated = sf_settings_is(settings, SF_ISOLATE, "always") ||
                     (!sf_settings_is(settings, SF_ISOLATE, "never") && needs_isolation(plan));
    return error->status;
}

void sf_plan_done(sf_plan *plan) {
    sf_vec_done(&plan->bids);
    sf_vec_done(&plan->passes);
}
