/* What a line above a table says of it: that it is another year's, or a part's of the body. Its numbers are not those of the report,
 * even where no other table is left. */
#include "bind_judge.h"

#include <string.h>

static const sheaf_node *node_at(const bind_claims *claims, uint32_t n) {
    return SHEAF_AT(claims->context->document->nodes, sheaf_node, n);
}

/* The number of four digits right before `at`; 0: none stands there. */
static uint32_t year_before(sheaf_str text, size_t at) {
    uint32_t year = 0, unit = 1;
    for (size_t i = at; i-- > 0 && at - i <= 5; unit *= 10) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return at - i == 5 ? year : 0;
        year += (uint32_t)(text.ptr[i] - '0') * unit;
    }
    return at == 4 ? year : 0;
}

/* Years stand in the text, and that of the report is none of them. */
static int names_another_year(sheaf_str text, uint32_t own) {
    static const char sign[] = "年";
    int is_named = 0;
    for (size_t i = 0; i + sizeof sign - 1 <= text.len; i++) {
        uint32_t year = memcmp(text.ptr + i, sign, sizeof sign - 1) == 0 ? year_before(text, i) : 0;
        if (year == own)
            return 0;
        is_named |= year != 0;
    }
    return is_named;
}

/* A line that names a part of the body, or last year, and nothing else: no sentence, no number, no label of the form. */
static int names_a_part(const bind_plan *plan, sheaf_str text) {
    static const char *const words[] = {"其中",   "下属", "所属",   "直属",     "上年",
                                        "上一年", "去年", "附：上", "附：下属", "附:上"};
    static const char *const signs[] = {"。", "，", ",", "；", ";"};
    enum { LONGEST = 60 };
    int begins = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        begins |= text.len >= strlen(words[i]) && memcmp(text.ptr, words[i], strlen(words[i])) == 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs && begins; i++)
        begins = !bind_holds_text(text, (sheaf_str){signs[i], strlen(signs[i])});
    for (size_t i = 0; i < text.len && begins; i++)
        begins = text.ptr[i] < '0' || text.ptr[i] > '9';
    return begins && text.len <= LONGEST &&
           bind_find(plan->index, form_plain_label(plan->context, text).text) == SHEAF_NONE;
}

static int speaks_of_others(const bind_claims *claims, const bind_plan *plan, sheaf_str text) {
    enum { LONGEST = 90 }; /* what has more bytes is prose */
    int is_of_year = claims->report->year != 0 && text.len <= LONGEST &&
                     names_another_year(text, claims->report->year);
    return is_of_year || names_a_part(plan, bind_trim(text));
}

enum { LINES = 3 };

/* The first lines of a section whose table lost its structure. */
static int begins_with_others(const bind_claims *claims, const bind_plan *plan) {
    uint32_t n = plan->sheet->node, parent = node_at(claims, n)->parent;
    for (uint32_t i = 0; i < LINES && n < claims->report->end; i++, n++) {
        const sheaf_node *line = node_at(claims, n);
        if (line->kind != SHEAF_PARAGRAPH || line->parent != parent)
            return 0;
        if (names_a_part(plan, bind_trim(line->text)))
            return 1;
    }
    return 0;
}

int bind_is_captioned_otherwise(const bind_claims *claims, const bind_plan *plan) {
    uint32_t n = plan->sheet->node;
    if (plan->sheet->is_stream)
        return begins_with_others(claims, plan);
    uint32_t parent = node_at(claims, n)->parent;
    for (uint32_t i = 0; i < LINES && n > claims->report->first; i++) {
        const sheaf_node *above = node_at(claims, --n);
        if (above->kind != SHEAF_PARAGRAPH || above->parent != parent)
            return 0;
        if (speaks_of_others(claims, plan, above->text))
            return 1;
    }
    return 0;
}

/* The line right above the first section names another year than the title, or last year, and is no sentence and no date: the report of this year
 * stands elsewhere. */
int bind_begins_with_another_year(const bind_claims *claims) {
    enum { LONGEST = 60 };
    const form_report *report = claims->report;
    uint32_t n = report->preamble_end;
    while (n > report->preamble && node_at(claims, n - 1)->text.len == 0)
        n--;
    if (report->year == 0 || n <= report->preamble)
        return 0;
    sheaf_str text = node_at(claims, n - 1)->text;
    return text.len <= LONGEST && !bind_holds_text(text, SHEAF_STR("。")) &&
           !bind_holds_text(text, SHEAF_STR("月")) &&
           (names_another_year(text, report->year) || bind_holds_text(text, SHEAF_STR("上年")));
}
