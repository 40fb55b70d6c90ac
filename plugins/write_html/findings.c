/* The findings behind the report, in groups: errors, warnings, notes; then what could not be assessed and what somebody
 * suppressed, which do not count and are set apart. Each says in a sentence what is wrong, then where, with links. */
#include "html.h"

typedef struct group {
    sheaf_str anchor; /* and class */
    html_word_id word;
    html_word_id about; /* a sentence, or HTML_W_COUNT */
} group;

static const group groups[] = {
    {{"errors", 6}, HTML_W_ERRORS, HTML_W_COUNT},
    {{"warnings", 8}, HTML_W_WARNINGS, HTML_W_COUNT},
    {{"notes", 5}, HTML_W_NOTES, HTML_W_COUNT},
    {{"unassessed", 10}, HTML_W_UNASSESSED, HTML_W_UNASSESSED_ABOUT},
    {{"suppressed", 10}, HTML_W_SUPPRESSED, HTML_W_SUPPRESSED_ABOUT},
};

enum { ERRORS, WARNINGS, NOTES, UNASSESSED, SUPPRESSED, GROUPS };

static const sheaf_finding *finding_at(const html_out *out, uint32_t i) {
    return SHEAF_AT(out->document->findings, sheaf_finding, i);
}

static uint32_t group_of(const sheaf_finding *finding) {
    static const uint32_t severities[] = {NOTES, WARNINGS};
    if (finding->suppressed.len > 0)
        return SUPPRESSED;
    if (finding->outcome != SHEAF_FAIL)
        return UNASSESSED;
    return finding->severity < HTML_COUNT(severities) ? severities[finding->severity] : ERRORS;
}

/* ---- one finding ---- */

static sheaf_str message_of(const html_out *out, const sheaf_finding *finding) {
    const sheaf_str messages[] = {finding->message_en, finding->message_zh};
    sheaf_str mine = messages[out->language];
    return mine.len > 0 ? mine : messages[!out->language];
}

/* One of the short members behind the sentence, with a dot between. */
static void begin_member(html_out *out, uint32_t *printed, html_word_id word) {
    html_put(out, (*printed)++ == 0 ? SHEAF_STR("") : SHEAF_STR(" \xC2\xB7 "));
    if (word == HTML_W_COUNT)
        return;
    html_word(out, word);
    html_word(out, HTML_W_COLON);
}

static void put_member(html_out *out, uint32_t *printed, html_word_id word, sheaf_str value) {
    if (value.len == 0)
        return;
    begin_member(out, printed, word);
    html_text(out, value, HTML_BLANK);
}

static void put_members(html_out *out, uint32_t i, const sheaf_finding *finding) {
    uint32_t printed = 0, place = html_find_place(out, HTML_FINDING, i);
    if (finding->rule.len > 0) {
        begin_member(out, &printed, HTML_W_COUNT);
        HTML_PUT(out, "<code>");
        html_text(out, finding->rule, HTML_BLANK);
        HTML_PUT(out, "</code>");
    }
    if (out->reports > 1) {
        begin_member(out, &printed, HTML_W_OF_REPORT);
        html_number(out, (uint64_t)finding->instance + 1);
    }
    put_member(out, &printed, HTML_W_EXPECTED, finding->expected);
    put_member(out, &printed, HTML_W_ACTUAL, finding->actual);
    if (place != SHEAF_NONE) {
        begin_member(out, &printed, HTML_W_PLACE);
        html_places(out, place);
    }
    put_member(out, &printed, HTML_W_REASON, finding->suppressed);
}

/* Does the value stand in the page, so that a place is linked for it? */
static int is_placed(const html_out *out, uint32_t fact) {
    if (fact == SHEAF_NONE)
        return 0;
    uint32_t node = SHEAF_AT(out->document->facts, sheaf_fact, fact)->node;
    return node > 0 && node < out->document->nodes.count && !html_is_hidden(out, node);
}

static void put_absent(html_out *out, uint32_t fact, sheaf_str key) {
    if (fact != SHEAF_NONE) {
        html_anchor(out, SHEAF_STR("<a href=\"#"), 'f', (uint64_t)fact + 1);
        HTML_PUT(out, ">");
    }
    html_text(out, key, HTML_BLANK);
    html_put(out, fact != SHEAF_NONE ? SHEAF_STR("</a>") : SHEAF_STR(""));
}

static void begin_involved(html_out *out, const sheaf_finding *finding) {
    HTML_PUT(out, "\n<details><summary>");
    html_word(out, HTML_W_INVOLVED);
    if (finding->fact_count > 0) {
        html_word(out, HTML_W_COLON);
        html_number(out, finding->fact_count);
    }
    HTML_PUT(out, "</summary><p>");
}

/* All that it compares, or could not: places, then keys of values that stand nowhere. Long, so it opens on demand. */
static void put_involved(html_out *out, uint32_t i, const sheaf_finding *finding) {
    uint32_t place = html_find_place(out, HTML_OPERAND, i), printed = 0;
    if (place == SHEAF_NONE)
        place = html_find_place(out, HTML_ASIDE, i);
    if (place != SHEAF_NONE) {
        begin_involved(out, finding);
        html_places(out, place);
        printed++;
    }
    for (uint32_t k = 0; k < finding->fact_count; k++) {
        uint32_t fact = html_find_key(&out->facts, finding->facts[k], finding->instance);
        if (is_placed(out, fact))
            continue;
        if (printed++ == 0)
            begin_involved(out, finding);
        else
            HTML_PUT(out, "; ");
        put_absent(out, fact, finding->facts[k]);
    }
    html_put(out, printed > 0 ? SHEAF_STR("</p></details>") : SHEAF_STR(""));
}

static void put_finding(html_out *out, uint32_t i) {
    const sheaf_finding *finding = finding_at(out, i);
    html_begin_record(out, 'q', i, HTML_W_FINDING_TAG);
    html_text(out, message_of(out, finding), HTML_BR);
    HTML_PUT(out, "</p>\n<p class=\"of\">");
    put_members(out, i, finding);
    HTML_PUT(out, "</p>");
    put_involved(out, i, finding);
    HTML_PUT(out, "</li>");
}

/* ---- all of them ---- */

static void begin_group(html_out *out, const group *g, uint32_t count) {
    HTML_PUT(out, "\n<h3 id=\"");
    html_put(out, g->anchor);
    HTML_PUT(out, "\">");
    html_word(out, g->word);
    HTML_PUT(out, " (");
    html_number(out, count);
    HTML_PUT(out, ")</h3>");
    if (g->about != HTML_W_COUNT) {
        HTML_PUT(out, "\n<p class=\"quiet\">");
        html_word(out, g->about);
        HTML_PUT(out, "</p>");
    }
    HTML_PUT(out, "\n<ul class=\"records ");
    html_put(out, g->anchor);
    HTML_PUT(out, "\">");
}

void html_count_findings(const html_out *out, uint32_t counts[HTML_FINDING_GROUPS]) {
    memset(counts, 0, GROUPS * sizeof *counts);
    for (uint32_t i = 0; i < out->document->findings.count; i++)
        counts[group_of(finding_at(out, i))]++;
}

void html_finding_group(uint32_t g, sheaf_str *anchor, html_word_id *word) {
    *anchor = groups[g].anchor;
    *word = groups[g].word;
}

sheaf_status html_findings(html_out *out) {
    uint32_t counts[GROUPS], total = out->document->findings.count;
    if (total == 0)
        return SHEAF_OK;
    html_count_findings(out, counts);
    html_begin_list(out, SHEAF_STR("findings"), HTML_W_FINDINGS);
    for (uint32_t g = 0; g < GROUPS; g++) {
        if (counts[g] == 0)
            continue;
        begin_group(out, &groups[g], counts[g]);
        for (uint32_t i = 0; i < total; i++) {
            sheaf_status status = out->host->tick(out->job, i, total);
            if (status != SHEAF_OK)
                return status;
            if (group_of(finding_at(out, i)) == g)
                put_finding(out, i);
        }
        HTML_PUT(out, "</ul>");
    }
    HTML_PUT(out, "\n</section>");
    return SHEAF_OK;
}
