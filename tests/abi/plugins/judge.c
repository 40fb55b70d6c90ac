/* The passes form and check in one library, for tests of the commands: what they state is written in the report itself,
 * a word of command at the beginning of a paragraph and its arguments behind it:
 *     agency NAME, year N              metadata
 *     error|warning|info RULE TEXT     a finding; `unsure RULE TEXT` one that cannot be assessed
 *     holds RULE                       a check that passes; `prior` says what is known of last year's report,
 *                                      `unlike` that it is of no use */
#include <sheaf/plugin.h>

#include <string.h>

static int same(sheaf_str a, const char *b) {
    return a.len == strlen(b) && memcmp(a.ptr, b, a.len) == 0;
}

static sheaf_str take_word(sheaf_str *rest) {
    const char *blank = memchr(rest->ptr, ' ', rest->len);
    sheaf_str word = {rest->ptr, blank ? (size_t)(blank - rest->ptr) : rest->len};
    size_t eaten = word.len + (blank != NULL);
    *rest = (sheaf_str){rest->ptr + eaten, rest->len - eaten};
    return word;
}

static sheaf_status find_form(const sheaf_host *host, sheaf_job *job) {
    const sheaf_document *d = host->document(job);
    for (uint32_t i = 1; i < d->nodes.count; i++) {
        sheaf_str rest = SHEAF_AT(d->nodes, sheaf_node, i)->text, word = take_word(&rest);
        if (same(word, "agency") || same(word, "year"))
            host->set_meta(job, word, rest, same(word, "year") ? 1 : 0);
    }
    host->add_form(job, &(sheaf_form){.size = sizeof(sheaf_form),
                                      .id = SHEAF_STR("judged"),
                                      .version = SHEAF_STR("1"),
                                      .node = SHEAF_NONE});
    return host->tick(job, 1, 1);
}

/* The suppressions are lines `RULE REASON`. */
static sheaf_str reason_for(const sheaf_host *host, sheaf_job *job, sheaf_str rule) {
    sheaf_str lines;
    if (!host->resource(job, SHEAF_STR("suppressions"), &lines))
        return SHEAF_STR("");
    while (lines.len > 0) {
        const char *end = memchr(lines.ptr, '\n', lines.len);
        sheaf_str line = {lines.ptr, end ? (size_t)(end - lines.ptr) : lines.len};
        size_t eaten = line.len + (end != NULL);
        lines = (sheaf_str){lines.ptr + eaten, lines.len - eaten};
        sheaf_str word = take_word(&line);
        if (word.len == rule.len && memcmp(word.ptr, rule.ptr, rule.len) == 0)
            return line;
    }
    return SHEAF_STR("");
}

static void add_finding(const sheaf_host *host, sheaf_job *job, uint32_t node, sheaf_str how,
                        sheaf_str rest) {
    sheaf_str rule = take_word(&rest);
    int is_unsure = same(how, "unsure");
    sheaf_finding finding = {.size = sizeof finding,
                             .severity = how.ptr[0] == 'e'   ? SHEAF_ERROR
                                         : how.ptr[0] == 'w' ? SHEAF_WARNING
                                                             : SHEAF_INFO,
                             .outcome = is_unsure ? SHEAF_NOT_ASSESSABLE : SHEAF_FAIL,
                             .rule = rule,
                             .message_en = rest,
                             .message_zh = SHEAF_STR("\xe4\xb8\x8d\xe5\xaf\xb9"),
                             .nodes = &node,
                             .node_count = 1,
                             .expected = SHEAF_STR("1"),
                             .actual = SHEAF_STR("2"),
                             .fingerprint = rule,
                             .instance = same(rule, "T-SECOND") ? 1 : 0};
    finding.suppressed = reason_for(host, job, rule);
    host->add_finding(job, &finding);
    host->add_check(job, &(sheaf_check){.size = sizeof(sheaf_check),
                                        .rule = rule,
                                        .fail = is_unsure ? 0 : 1,
                                        .not_assessable = (uint32_t)is_unsure});
}

/* A finding PRIOR that says which report was lent. */
static void tell_prior(const sheaf_host *host, sheaf_job *job, uint32_t node) {
    const sheaf_document *last = host->related(job, 0);
    sheaf_str said[4] = {SHEAF_STR("PRIOR"), SHEAF_STR(" "), SHEAF_STR("none"), SHEAF_STR("")};
    char text[256] = "";
    for (uint32_t i = 0; last && i < last->meta.count; i++)
        if (same(SHEAF_AT(last->meta, sheaf_meta, i)->key, "year"))
            said[2] = SHEAF_AT(last->meta, sheaf_meta, i)->value;
    size_t length = 0;
    for (int i = 0; i < 4 && length + said[i].len < sizeof text; length += said[i++].len)
        memcpy(text + length, said[i].ptr, said[i].len);
    add_finding(host, job, node, SHEAF_STR("info"), (sheaf_str){text, length});
}

static void refuse_last(const sheaf_host *host, sheaf_job *job) {
    host->diagnose(job, &(sheaf_diagnostic){.size = sizeof(sheaf_diagnostic),
                                            .severity = SHEAF_WARNING,
                                            .code = SHEAF_STR("check.previous.year"),
                                            .message = SHEAF_STR("it is of another year")});
}

/* A line that begins with `!` is none: the file cannot be understood. */
static int is_agreed(const sheaf_host *host, sheaf_job *job) {
    sheaf_str lines;
    if (!host->resource(job, SHEAF_STR("suppressions"), &lines) || lines.len == 0 ||
        lines.ptr[0] != '!')
        return 1;
    host->fail(job, SHEAF_BAD_INPUT, SHEAF_STR("check.suppressions"),
               SHEAF_STR("the suppressions: line 1: found !, expected RULE REASON"), NULL);
    return 0;
}

static sheaf_status check(const sheaf_host *host, sheaf_job *job) {
    static const char *const severities[] = {"error", "warning", "info", "unsure"};
    const sheaf_document *d = host->document(job);
    if (!is_agreed(host, job))
        return SHEAF_BAD_INPUT;
    host->add_check(
        job, &(sheaf_check){.size = sizeof(sheaf_check), .rule = SHEAF_STR("RAN"), .pass = 1});
    for (uint32_t i = 1; i < d->nodes.count; i++) {
        sheaf_str rest = SHEAF_AT(d->nodes, sheaf_node, i)->text, word = take_word(&rest);
        for (size_t k = 0; k < sizeof severities / sizeof *severities; k++)
            if (same(word, severities[k]))
                add_finding(host, job, i, word, rest);
        if (same(word, "holds"))
            host->add_check(job,
                            &(sheaf_check){.size = sizeof(sheaf_check), .rule = rest, .pass = 2});
        if (same(word, "prior"))
            tell_prior(host, job, i);
        if (same(word, "unlike"))
            refuse_last(host, job);
    }
    return host->tick(job, 1, 1);
}

static const sheaf_plugin form_pass = {.size = sizeof(sheaf_plugin),
                                       .kind = SHEAF_PASS,
                                       .id = "form",
                                       .version = "1",
                                       .run = find_form};
static const sheaf_plugin check_pass = {
    .size = sizeof(sheaf_plugin), .kind = SHEAF_PASS, .id = "check", .version = "1", .run = check};
static const sheaf_plugin *const plugins[] = {&form_pass, &check_pass};
SHEAF_PLUGIN_EXPORT const sheaf_library sheaf_entry = SHEAF_LIBRARY(plugins);
