/* What a short text says of the table that it stands above: that it is another year's or a part of the year's, another body's, a draft.
 * The words are the definition's; that numbers in it are dates, and that it is no sentence, is asked here. */
#include "bind/cell/cell.h"

#include <string.h>

enum { LONGEST = 90 }; /* what has more bytes is prose */

static int holds(sheaf_str text, const char *part) {
    return form_holds(text, (sheaf_str){part, strlen(part)});
}

static int ends(sheaf_str text, sheaf_str part) {
    return text.len >= part.len && memcmp(text.ptr + text.len - part.len, part.ptr, part.len) == 0;
}

static int is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* The digits at the begin of a text; *value is their number, up to 9999. */
static size_t count_digits(sheaf_str text, uint32_t *value) {
    size_t length = 0;
    *value = 0;
    for (; length < text.len && is_digit(text.ptr[length]); length++)
        if (*value < 1000)
            *value = *value * 10 + (uint32_t)(text.ptr[length] - '0');
    return length;
}

/* What the numbers of a text are. */
typedef struct dates {
    uint32_t own, others;  /* years */
    uint32_t months, last; /* how many months it names; whether December is one */
    uint32_t days, plain;  /* plain: numbers that are no dates */
} dates;

static int is_joint(sheaf_str text) {
    static const char *const joints[] = {"—", "-", "–", "~", "～", "至", "－"};
    return form_begins_any(text, joints, sizeof joints / sizeof *joints) > 0;
}

/* `2022年`, `2022 年`. */
static int is_before_year(sheaf_str text) {
    return form_begins(bind_trim(text), SHEAF_STR("年"));
}

/* Digits are ASCII, and the first byte of an ideograph is one of those that begin three: most texts are passed over by this. */
static sheaf_str skip_to_number(sheaf_str text) {
    while (text.len > 0 && !is_digit(*text.ptr) && (*text.ptr & 0xF0) != 0xE0)
        text = (sheaf_str){text.ptr + 1, text.len - 1};
    return text;
}

static dates dates_of(sheaf_str text, uint32_t own) {
    dates found = {0};
    while ((text = skip_to_number(text)).len > 0) {
        uint32_t value;
        size_t ideographs = bind_count_ideographs(text, &value);
        size_t length = ideographs ? ideographs : count_digits(text, &value);
        text = (sheaf_str){text.ptr + (length ? length : 1), text.len - (length ? length : 1)};
        if (length == 0)
            continue;
        if ((length == 4 || ideographs) && value >= 1900 && value < 2100 &&
            (text.len == 0 || is_before_year(text) || is_joint(text)))
            value == own ? found.own++ : found.others++;
        else if (form_begins(text, SHEAF_STR("月"))) {
            found.months++;
            found.last += value == 12;
        } else if (form_begins(text, SHEAF_STR("日")))
            found.days++;
        else if (!is_joint(text))
            found.plain++;
    }
    return found;
}

/* A remark in brackets is none, whatever stands in it. */
static int is_sentence(sheaf_str text) {
    static const char *const opening[] = {"（", "("}, *const closing[] = {"）", ")"};
    for (size_t i = 0; i < sizeof opening / sizeof *opening; i++)
        if (form_begins(text, (sheaf_str){opening[i], strlen(opening[i])}) &&
            ends(text, (sheaf_str){closing[i], strlen(closing[i])}))
            return 0;
    return holds(text, "。") || holds(text, "，") || holds(text, "；") || holds(text, ";");
}

/* Nothing is known of years where the report's own is not. */
static int is_another_year(const dates *found, uint32_t own) {
    return own != 0 && found->others > 0 && found->own == 0;
}

int bind_names_another_year(sheaf_str text, uint32_t own) {
    if (text.len > LONGEST)
        return 0;
    dates found = dates_of(text, own);
    return is_another_year(&found, own);
}

int bind_names_own_year(sheaf_str text, uint32_t own) {
    return text.len <= LONGEST && own != 0 && dates_of(text, own).own > 0;
}

uint32_t bind_count_other_years(sheaf_str text, uint32_t own, uint32_t *plain) {
    dates found = dates_of(text, own);
    *plain = found.plain;
    return found.others;
}

int bind_names_month(sheaf_str text) {
    return dates_of(text, 0).months > 0;
}

int bind_names_end(sheaf_str text) {
    return holds(text, "截至") || holds(text, "截止");
}

/* Some months of the year; a day alone is when something was written. */
static int are_some_months(const dates *found, sheaf_str text) {
    return found->months > 0 && found->last == 0 && (found->days == 0 || bind_names_end(text));
}

int bind_names_some_months(sheaf_str text) {
    const dates found = dates_of(text, 0);
    return are_some_months(&found, text);
}

int bind_holds_word(sheaf_str text, const form_list *words) {
    for (uint32_t i = 0; i < words->count; i++)
        if (form_holds(text, *FORM_AT(*words, const sheaf_str, i)))
            return 1;
    return 0;
}

static int begins_with_one(sheaf_str text, const form_list *words) {
    for (uint32_t i = 0; i < words->count; i++)
        if (form_begins(text, *FORM_AT(*words, const sheaf_str, i)))
            return 1;
    return 0;
}

/* The text without one of the words at its end; *is_cut 1: there was one. */
static sheaf_str cut_tail(sheaf_str text, const form_list *words, int *is_cut) {
    *is_cut = 0;
    for (uint32_t i = 0; i < words->count && !*is_cut; i++) {
        sheaf_str word = *FORM_AT(*words, const sheaf_str, i);
        if (text.len > word.len && ends(text, word)) {
            *is_cut = 1;
            text.len -= word.len;
        }
    }
    return text;
}

/* The text without a year at its end; *is_cut 1: there was one. */
static sheaf_str cut_year(sheaf_str text, int *is_cut) {
    static const char *const signs[] = {"年度", "年"};
    enum { DIGITS = 4 };
    *is_cut = 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs && !*is_cut; i++) {
        size_t length = strlen(signs[i]);
        if (text.len <= length + DIGITS || !ends(text, (sheaf_str){signs[i], length}))
            continue;
        *is_cut = is_digit(text.ptr[text.len - length - 1]);
        for (text.len -= *is_cut ? length : 0;
             *is_cut && text.len > 0 && is_digit(text.ptr[text.len - 1]);)
            text.len--;
    }
    return text;
}

/* The name that a caption is made of: `其中：第一中学2023年填报数据`. */
static sheaf_str name_in(const form_captions *captions, sheaf_str text) {
    int has_tail = 1, has_year = 1;
    for (uint32_t i = 0; i < captions->begins.count; i++) {
        sheaf_str word = *FORM_AT(captions->begins, const sheaf_str, i);
        if (form_begins(text, word)) {
            text = (sheaf_str){text.ptr + word.len, text.len - word.len};
            break;
        }
    }
    while (has_tail || has_year) {
        text = cut_tail(text, &captions->tails, &has_tail);
        text = cut_year(text, &has_year);
    }
    return text;
}

/* What a line of the title begins with, up to the year: the name of the report's own body. */
static sheaf_str body_of(sheaf_str title) {
    size_t length = 0;
    while (length < title.len && !is_digit(title.ptr[length]))
        length++;
    return (sheaf_str){title.ptr, length};
}

/* The title holds the name, or the caption that of the title: `填报单位：临江市教育局`. */
static int is_own_body(const bind_claims *claims, const bind_plan *plan, sheaf_str caption,
                       sheaf_str name) {
    enum { SHORTEST = 9 }; /* bytes: three ideographs */
    const sheaf_array *nodes = &claims->context->document->nodes;
    for (uint32_t n = claims->report->title_first; n <= claims->report->title && n < nodes->count;
         n++) {
        sheaf_str title = form_plain_text(plan->context, SHEAF_AT(*nodes, sheaf_node, n)->text);
        sheaf_str body = body_of(title);
        if (form_holds(title, name) || (body.len >= SHORTEST && form_holds(caption, body)))
            return 1;
    }
    return 0;
}

/* A text that is the name of a body, which is not the report's. */
int bind_names_another_body(const bind_claims *claims, const bind_plan *plan, sheaf_str text) {
    const form_captions *captions = &plan->model->definition->captions;
    sheaf_str plain = form_plain_label(plan->context, text).text, name = name_in(captions, plain);
    int is_body;
    cut_tail(name, &captions->bodies, &is_body);
    return is_body && claims->report->title != SHEAF_NONE &&
           !is_own_body(claims, plan, plain, name);
}

/* A part of a sentence that points at the table below is a caption of it: `上年数据如下，供参考。`, `下表为上年数据；`, and not
 * where it compares: `下表数据比上年有所增长。`. */
static int is_told_of_others(const bind_claims *claims, const bind_plan *plan, sheaf_str text) {
    const form_captions *captions = &plan->model->definition->captions;
    sheaf_str rest = text, clause;
    while (bind_take_clause(&rest, &clause)) {
        int is_whole = clause.len + sizeof "。" - 1 >= text.len, has_tail = 0;
        if (is_whole)
            cut_tail(clause, &captions->tails, &has_tail);
        has_tail = has_tail && begins_with_one(clause, &captions->begins);
        if ((has_tail || bind_holds_word(clause, &captions->pointers)) &&
            !bind_holds_word(clause, &captions->compares) &&
            (bind_holds_word(clause, &captions->times) ||
             bind_speaks_of_others(claims, plan, clause)))
            return 1;
    }
    return 0;
}

/* What stands in brackets, or behind a mark: `（上年度）`, `※上年`. */
static sheaf_str without_signs(sheaf_str plain) {
    static const char *const signs[] = {"(", "[", "<", "*", "※", "【", "〔", "《"};
    for (size_t length; (length = form_begins_any(plain, signs, sizeof signs / sizeof *signs)) > 0;)
        plain = (sheaf_str){plain.ptr + length, plain.len - length};
    return plain;
}

int bind_speaks_of_others(const bind_claims *claims, const bind_plan *plan, sheaf_str text) {
    const form_captions *captions = &plan->model->definition->captions;
    text = bind_trim(text);
    if (text.len == 0 || text.len > LONGEST)
        return 0;
    dates found = dates_of(text, claims->report->year);
    if (is_another_year(&found, claims->report->year))
        return 1;
    form_plain plain = form_plain_label(plan->context, text);
    uint32_t numbers = found.plain - (plain.number > 0 && is_digit(*text.ptr));
    if (numbers > 0 || bind_find(plan->index, plain.text) != SHEAF_NONE)
        return 0;
    if (is_sentence(text))
        return is_told_of_others(claims, plan, text);
    return begins_with_one(text, &captions->begins) ||
           begins_with_one(without_signs(plain.text), &captions->begins) ||
           bind_holds_word(text, &captions->holds) || are_some_months(&found, text) ||
           bind_names_another_body(claims, plan, text);
}

int bind_holds_another_time(const bind_plan *plan, sheaf_str text) {
    return bind_holds_word(text, &plan->model->definition->captions.times);
}

int bind_names_sample(const bind_plan *plan, sheaf_str text) {
    const form_captions *captions = &plan->model->definition->captions;
    return text.len <= LONGEST && bind_holds_word(text, &captions->samples) &&
           !bind_holds_word(text, &captions->times) && !begins_with_one(text, &captions->begins);
}

int bind_points_elsewhere(const bind_plan *plan, sheaf_str text) {
    return text.len <= LONGEST &&
           bind_holds_word(text, &plan->model->definition->captions.elsewhere);
}

int bind_begins_annex(const bind_plan *plan, sheaf_str text, sheaf_str *rest) {
    const form_list *words = &plan->model->definition->captions.annexes;
    *rest = bind_trim(text);
    if (text.len > LONGEST || !begins_with_one(*rest, words))
        return 0;
    for (uint32_t i = 0; i < words->count; i++) {
        sheaf_str word = *FORM_AT(*words, const sheaf_str, i);
        if (form_begins(*rest, word)) {
            *rest = (sheaf_str){rest->ptr + word.len, rest->len - word.len};
            break;
        }
    }
    while (rest->len > 0 && (is_digit(*rest->ptr) || *rest->ptr == ':'))
        *rest = (sheaf_str){rest->ptr + 1, rest->len - 1};
    if (form_begins(*rest, SHEAF_STR("：")))
        *rest = (sheaf_str){rest->ptr + 3, rest->len - 3};
    return 1;
}

int bind_tells_another_time(const bind_plan *plan, sheaf_str text, sheaf_str label) {
    const form_list *times = &plan->model->definition->captions.times;
    for (uint32_t i = 0; i < times->count; i++) {
        sheaf_str word = *FORM_AT(*times, const sheaf_str, i);
        if (form_holds(text, word) && !form_holds(label, word))
            return 1;
    }
    return bind_names_another_year(text, plan->year) && !bind_names_another_year(label, plan->year);
}

int bind_is_another_time(const bind_plan *plan, sheaf_str text) {
    enum { TAIL = 6 }; /* bytes: two ideographs, `上年同期` */
    const form_list *times = &plan->model->definition->captions.times;
    for (uint32_t i = 0; i < times->count; i++) {
        sheaf_str word = *FORM_AT(*times, const sheaf_str, i);
        if (form_begins(text, word) && text.len <= word.len + TAIL)
            return 1;
    }
    return 0;
}

int bind_is_time_of_none(const bind_plan *plan, sheaf_str text) {
    for (uint32_t e = 0; text.len > 0 && e < plan->index->entries.count; e++) {
        const bind_entry *entry = bind_entry_at(plan->index, e);
        if (entry->model == plan->model_index &&
            !bind_tells_another_time(plan, text, entry->plain.text))
            return 0;
    }
    return text.len > 0 && text.len <= LONGEST;
}
