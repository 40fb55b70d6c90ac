/* Results for people: a report, its findings under a heading for each severity, and a last line that counts them all. What
 * does not count is told last. */
#include "base/text.h"
#include "cli/check.h"
#include "cli/show.h"

#include <inttypes.h>
#include <string.h>

/* The groups in the order in which people want them. */
static const struct group {
    sf_word word;
    int counts; /* 1: findings that count, of the severity */
    uint32_t severity;
    const char *colour;
} groups[] = {
    {SF_W_ERRORS, 1, SHEAF_ERROR, "\033[31m"}, {SF_W_WARNINGS, 1, SHEAF_WARNING, "\033[33m"},
    {SF_W_NOTES, 1, SHEAF_INFO, "\033[36m"},   {SF_W_UNSURE, 0, 0, "\033[2m"},
    {SF_W_SUPPRESSED, 0, 0, "\033[2m"},
};

static int is_in(const struct group *group, const sheaf_finding *finding) {
    if (group->counts)
        return sf_counts(finding) && finding->severity == group->severity;
    return (finding->suppressed.len > 0) == (group->word == SF_W_SUPPRESSED) && !sf_counts(finding);
}

/* `report 2: line 140: `; the first report of a file goes without saying. */
static void print_place(sf_printer *p, const sheaf_document *d, const sheaf_finding *finding) {
    const sheaf_origin *at = sf_finding_place(d, finding);
    int zh = p->language == SF_CHINESE;
    const char *format = NULL;
    if (at && at->kind == SHEAF_AT_PAGE)
        format = zh ? "第%" PRIu32 "页：" : "page %" PRIu32 ": ";
    else if (at && at->kind == SHEAF_AT_BYTES && at->unit)
        format = zh ? "第%" PRIu32 "行：" : "line %" PRIu32 ": ";
    if (finding->instance)
        fprintf(p->out, zh ? "第%" PRIu32 "份报告：" : "report %" PRIu32 ": ",
                finding->instance + 1);
    if (format)
        fprintf(p->out, format, at->unit);
}

static int holds(sheaf_str text, sheaf_str part) {
    for (size_t i = 0; i + part.len <= text.len; i++)
        if (sf_str_equal(sf_str_slice(text, i, i + part.len), part))
            return 1;
    return part.len == 0;
}

/* What the message does not say already. A long message says it. */
static void print_amounts(sf_printer *p, const sheaf_finding *f, sheaf_str message) {
    int zh = p->language == SF_CHINESE;
    const struct {
        sheaf_str text;
        const char *word;
    } amounts[] = {{f->expected, zh ? "应为" : "expected"}, {f->actual, zh ? "实为" : "found"}};
    const char *lead = zh ? "（" : " (";
    for (size_t i = 0; i < 2 && message.len <= 4096; i++) {
        if (!amounts[i].text.len || (holds(message, f->expected) && holds(message, f->actual)))
            continue;
        fprintf(p->out, "%s%s ", lead, amounts[i].word);
        sf_show(p->out, amounts[i].text, SF_SHOW_ALL);
        lead = zh ? "，" : ", ";
    }
    fputs(strcmp(lead, zh ? "，" : ", ") == 0 ? zh ? "）" : ")" : "", p->out);
}

static void print_finding(sf_printer *p, const sheaf_document *d, const sheaf_finding *f) {
    sheaf_str message = sf_finding_message(f, p->language);
    fputs("    ", p->out);
    size_t used = sf_show(p->out, f->rule, SF_SHOW_ALL);
    sf_show_spaces(p->out, used < 14 ? 16 - used : 2);
    print_place(p, d, f);
    sf_show(p->out, message, SF_SHOW_ALL);
    print_amounts(p, f, message);
    if (f->suppressed.len) {
        fputs(" [", p->out);
        sf_show(p->out, f->suppressed, SF_SHOW_ALL);
        putc(']', p->out);
    }
    putc('\n', p->out);
}

static void print_group(sf_printer *p, const sf_checked *checked, const struct group *group) {
    int is_begun = 0;
    for (uint32_t i = 0; i < checked->finding_count; i++) {
        if (!is_in(group, checked->findings[i]))
            continue;
        if (!is_begun)
            fprintf(p->out, "  %s%s%s\n", p->colour ? group->colour : "",
                    sf_heading_word(p->language, group->word), p->colour ? "\033[0m" : "");
        is_begun = 1;
        print_finding(p, checked->document, checked->findings[i]);
    }
}

static void print_form(sf_printer *p, const sheaf_document *document) {
    if (!document->forms.count)
        return;
    const sheaf_form *form = SHEAF_AT(document->forms, sheaf_form, 0);
    fputs(" (", p->out);
    sf_show(p->out, form->id, SF_SHOW_ALL);
    fputs(form->version.len ? " " : "", p->out);
    sf_show(p->out, form->version, SF_SHOW_ALL);
    putc(')', p->out);
}

static void begin(sf_printer *p) {
    (void)p;
}

static void print_report(sf_printer *p, const sf_checked *checked) {
    fputs(p->colour ? "\033[1m" : "", p->out);
    sf_show(p->out, sf_str_of(checked->file), SF_SHOW_ALL);
    fputs(p->colour ? "\033[0m" : "", p->out);
    if (checked->document)
        print_form(p, checked->document);
    if (!checked->document)
        fprintf(p->out, ": %s", sf_heading_word(p->language, checked->trouble));
    else if (!checked->finding_count)
        fprintf(p->out, ": %s", sf_no_findings(p->language));
    putc('\n', p->out);
    for (size_t i = 0; checked->document && i < sizeof(groups) / sizeof(groups[0]); i++)
        print_group(p, checked, &groups[i]);
}

/* `2 reports: 3 errors, 1 warning, 0 notes; 1 not assessable; 1 skipped`: the counts that matter always. */
static void print_summary(sf_printer *p) {
    const sf_tally *t = &p->tally;
    const struct {
        sf_word word;
        uint32_t count;
    } others[] = {{SF_W_UNSURE, t->unsure},
                  {SF_W_SUPPRESSED, t->suppressed},
                  {SF_W_UNREAD, t->unread},
                  {SF_W_SKIPPED, t->skipped}};
    int zh = p->language == SF_CHINESE;
    sf_count_word(p->out, p->language, SF_W_REPORTS, t->reports);
    fputs(zh ? "：" : ": ", p->out);
    for (size_t i = 0; i < 3; i++) {
        fputs(i == 0 ? "" : zh ? "，" : ", ", p->out);
        sf_count_word(p->out, p->language, groups[i].word, t->found[groups[i].severity]);
    }
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
        if (others[i].count) {
            fputs(zh ? "；" : "; ", p->out);
            sf_count_word(p->out, p->language, others[i].word, others[i].count);
        }
    putc('\n', p->out);
}

const sf_format sf_check_text = {"text", begin, print_report, print_summary};
