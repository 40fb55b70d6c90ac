/* Kind `name`: the name of a body as the title has it is complete. Elsewhere in the report the name does not follow words
 * that look like its region (`before`, with a group `region`; looked at only where `when` takes the name), and nothing is
 * left out at its end (`must_not`).
 *     {"kind": "name", "field": "agency", "when": "…", "before": "…", "must_not": "…", "incomplete": {"zh": "…", "en": "…"}}
 * Holes: {name} {longer}. */
#include "check/text.h"

#include <string.h>

typedef struct name_body {
    uint32_t field;
    form_pattern when, before, must_not;
    form_message incomplete;
} name_body;

static const void *load(form_file *file, form_value rule, const form_definition *definition) {
    static const char *const members[] = {RULE_MEMBERS, "field",      "when", "before",
                                          "must_not",   "incomplete", NULL};
    name_body *body = form_room(file->context, 1, sizeof *body);
    form_only(file, rule, members);
    if (body == NULL || file->failed)
        return NULL;
    form_value field = form_need(file, rule, "field");
    body->field = form_field_named(definition, form_text(file, field));
    if (body->field == SHEAF_NONE && !file->failed)
        form_fault(file, field, "the key of a field of this form");
    if (file->failed || !form_load_pattern_text(file, form_need(file, rule, "when"), &body->when) ||
        !form_load_pattern_text(file, form_need(file, rule, "before"), &body->before) ||
        !form_load_pattern_text(file, form_need(file, rule, "must_not"), &body->must_not))
        return NULL;
    body->incomplete = form_message_of(file, form_need(file, rule, "incomplete"));
    return file->failed ? NULL : body;
}

/* The first place of `word` in `text` from byte `from` on; SIZE_MAX: none. */
static size_t find(sheaf_str text, sheaf_str word, size_t from) {
    for (size_t at = from; word.len > 0 && at + word.len <= text.len; at++) {
        const char *next = memchr(text.ptr + at, word.ptr[0], text.len - word.len - at + 1);
        if (next == NULL)
            return SIZE_MAX;
        at = (size_t)(next - text.ptr);
        if (memcmp(next, word.ptr, word.len) == 0)
            return at;
    }
    return SIZE_MAX;
}

enum { MOST_BEFORE = 90 }; /* bytes that are looked at before a name */

/* The name with what stands before it, if that is a region: 1; 0; -1 latched. */
static int longer_in(text_bench *bench, const name_body *body, sheaf_str text, sheaf_str name,
                     sheaf_str *longer) {
    for (size_t at = find(text, name, 0); at != SIZE_MAX; at = find(text, name, at + name.len)) {
        size_t from = at > MOST_BEFORE ? at - MOST_BEFORE : 0;
        while (from < at && (text.ptr[from] & 0xC0) == 0x80)
            from++;
        form_match match;
        int found = form_match_from(bench->matcher, &body->before,
                                    (sheaf_str){text.ptr + from, at - from}, 0, &match);
        sheaf_str region = found == 1 ? form_group_text(&match, "region") : SHEAF_STR("");
        if (found < 0 || region.len > 0) {
            *longer = (sheaf_str){region.ptr, region.len + name.len};
            return found;
        }
    }
    return 0;
}

static int tell(text_bench *bench, text_finding *finding, sheaf_str name, sheaf_str longer) {
    const text_hole holes[] = {{"name", text_both(name)}, {"longer", text_both(longer)}};
    finding->holes = holes;
    finding->hole_count = 2;
    finding->actual = name;
    finding->about = name;
    return text_add_node(bench, finding, bench->report->title) && text_fail(bench, finding);
}

static int judge_region(text_bench *bench, const name_body *body, sheaf_str name, int *told) {
    text_finding finding = text_finding_of(bench);
    for (uint32_t i = 0; i < bench->prose->lines.count; i++) {
        const form_line *line = FORM_AT(bench->prose->lines, const form_line, i);
        sheaf_str longer = SHEAF_STR("");
        int found = longer_in(bench, body, line->text, name, &longer);
        if (found < 0)
            return 0;
        if (found == 1) {
            *told = 1;
            finding.expected = longer;
            return text_add_node(bench, &finding, line->node) &&
                   tell(bench, &finding, name, longer);
        }
    }
    return 1;
}

static int judge(text_bench *bench, const void *at) {
    const name_body *body = at;
    const form_said *said = &bench->said[body->field];
    form_match match;
    int told = 0;
    if (said->value.ptr == NULL) {
        text_count(bench, FORM_NOT_ASSESSABLE);
        return 1;
    }
    sheaf_str name = form_running_text(bench->context, said->value);
    int looks =
        name.ptr == NULL ? -1 : form_match_from(bench->matcher, &body->when, name, 0, &match);
    if (looks < 0 || (looks == 1 && !judge_region(bench, body, name, &told)))
        return 0;
    int lacks = form_match_from(bench->matcher, &body->must_not, name, 0, &match);
    if (lacks == 1) {
        text_finding finding = text_finding_of(bench);
        finding.message = body->incomplete;
        return tell(bench, &finding, name, SHEAF_STR(""));
    }
    if (lacks == 0 && !told)
        text_count(bench, FORM_PASS);
    return lacks == 0;
}

const text_kind text_kind_name = {"name", load, judge};
