/* What stands behind the report: findings, then values, then repairs, messages and checks, each only where it has entries.
 * An entry carries the letter and number that its marks in the report show, and links back to the places it speaks of. */
#include "html.h"

static void put_string(html_out *out, sheaf_str text) {
    html_text(out, text, HTML_BR);
}

/* ------------------------------------------------------------------------------- parts of lists -- */

void html_begin_list(html_out *out, sheaf_str anchor, html_word_id word) {
    HTML_PUT(out, "\n<section aria-labelledby=\"");
    html_put(out, anchor);
    HTML_PUT(out, "\">\n<h2 id=\"");
    html_put(out, anchor);
    HTML_PUT(out, "\">");
    html_word(out, word);
    HTML_PUT(out, "</h2>");
}

void html_begin_record(html_out *out, char letter, uint32_t i, html_word_id tag) {
    html_anchor(out, SHEAF_STR("\n<li id=\""), letter, (uint64_t)i + 1);
    HTML_PUT(out, "><p><span class=\"number\">");
    html_word(out, tag);
    html_number(out, (uint64_t)i + 1);
    HTML_PUT(out, "</span> ");
}

static void begin_member(html_out *out, html_word_id word) {
    HTML_PUT(out, "\n<div><dt>");
    html_word(out, word);
    HTML_PUT(out, "</dt><dd>");
}

static void end_member(html_out *out) {
    HTML_PUT(out, "</dd></div>");
}

static void put_member(html_out *out, html_word_id word, sheaf_str value) {
    if (value.len == 0)
        return;
    begin_member(out, word);
    put_string(out, value);
    end_member(out);
}

/* 1: the first letter of the text is one of ours. */
static int is_english(sheaf_str text) {
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c >= 0x80 || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'))
            return c < 0x80;
    }
    return 0;
}

/* What Sheaf says in English alone (evidence, messages) stands so marked in a page of another language. */
static void put_english(html_out *out, sheaf_str text) {
    int is_marked = out->language != HTML_EN && is_english(text);
    html_put(out, is_marked ? SHEAF_STR("<span lang=\"en\">") : SHEAF_STR(""));
    put_string(out, text);
    html_put(out, is_marked ? SHEAF_STR("</span>") : SHEAF_STR(""));
}

static void put_evidence(html_out *out, sheaf_str text) {
    if (text.len == 0)
        return;
    begin_member(out, HTML_W_EVIDENCE);
    put_english(out, text);
    end_member(out);
}

/* Links to where the record is marked in the report. */
static void put_places(html_out *out, html_mark_kind kind, uint32_t i) {
    uint32_t first = html_find_place(out, kind, i);
    if (first == SHEAF_NONE)
        return;
    begin_member(out, HTML_W_PLACE);
    html_places(out, first);
    end_member(out);
}

/* A place of the source, where there is no node to link to. */
static void put_origin(html_out *out, html_word_id word, const sheaf_origin *origins,
                       uint32_t count) {
    uint32_t printed = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (origins[i].kind == SHEAF_AT_NOWHERE)
            continue;
        if (printed++ == 0)
            begin_member(out, word);
        else
            HTML_PUT(out, "; ");
        html_place(out, &origins[i]);
    }
    if (printed > 0)
        end_member(out);
}

static void put_confidence(html_out *out, uint32_t ten_thousandths) {
    if (ten_thousandths == 0 || ten_thousandths >= SHEAF_CERTAIN)
        return;
    begin_member(out, HTML_W_CONFIDENCE);
    html_percent(out, ten_thousandths);
    end_member(out);
}

/* -------------------------------------------------------------------------------------- repairs -- */

static void put_repair(html_out *out, uint32_t i) {
    const sheaf_repair *repair = SHEAF_AT(out->document->repairs, sheaf_repair, i);
    sheaf_str words = html_repair_words(out->language, repair->kind);
    html_begin_record(out, 'r', i, HTML_W_REPAIR_TAG);
    HTML_PUT(out, "<strong>");
    put_string(out, words);
    HTML_PUT(out, "</strong>");
    if (!html_is_same(words, repair->kind)) {
        HTML_PUT(out, " <code>");
        put_string(out, repair->kind);
        HTML_PUT(out, "</code>");
    }
    HTML_PUT(out, "</p>\n<dl>");
    put_member(out, HTML_W_BEFORE, repair->before);
    put_member(out, HTML_W_AFTER, repair->after);
    put_evidence(out, repair->evidence);
    put_confidence(out, repair->confidence);
    put_member(out, HTML_W_BY, repair->by);
    put_origin(out, HTML_W_FROM, repair->from, repair->from_count);
    put_places(out, HTML_REPAIR, i);
}

/* ------------------------------------------------------------------------------------- messages -- */

static void put_severity(html_out *out, uint32_t severity) {
    HTML_PUT(out, "<strong>");
    html_word(out,
              (html_word_id)(HTML_W_INFO + (severity <= SHEAF_ERROR ? severity : SHEAF_ERROR)));
    HTML_PUT(out, "</strong>");
}

static void put_diagnostic(html_out *out, uint32_t i) {
    const sheaf_diagnostic *d = SHEAF_AT(out->document->diagnostics, sheaf_diagnostic, i);
    html_begin_record(out, 'd', i, HTML_W_DIAGNOSTIC_TAG);
    put_severity(out, d->severity);
    HTML_PUT(out, " ");
    put_english(out, d->message);
    HTML_PUT(out, " <code>");
    put_string(out, d->code);
    HTML_PUT(out, "</code></p>\n<dl>");
    put_origin(out, HTML_W_FROM, &d->origin, 1);
    put_places(out, HTML_DIAGNOSTIC, i);
}

/* ---------------------------------------------------------------------------- checks -- */

void html_heads(html_out *out, const html_word_id *words, size_t count) {
    HTML_PUT(out, "\n<thead>\n<tr>");
    for (size_t i = 0; i < count; i++) {
        HTML_PUT(out, "<th scope=\"col\">");
        html_word(out, words[i]);
        HTML_PUT(out, "</th>");
    }
    HTML_PUT(out, "</tr>\n</thead>\n<tbody>");
}

/* A head without a text would head nothing. */
void html_row_head(html_out *out, sheaf_str text) {
    int blank = html_is_blank(text);
    html_put(out, blank ? SHEAF_STR("<td>") : SHEAF_STR("<th scope=\"row\">"));
    put_string(out, text);
    html_put(out, blank ? SHEAF_STR("</td>") : SHEAF_STR("</th>"));
}

static void put_check(html_out *out, uint32_t i) {
    const sheaf_check *check = SHEAF_AT(out->document->checks, sheaf_check, i);
    const uint32_t counts[] = {check->pass, check->fail, check->not_assessable,
                               check->not_applicable};
    HTML_PUT(out, "\n<tr>");
    html_row_head(out, check->rule);
    for (size_t k = 0; k < HTML_COUNT(counts); k++) {
        html_put(out, counts[k] == 0 ? SHEAF_STR("<td class=\"n none\">")
                      : k == 1       ? SHEAF_STR("<td class=\"n failed\">")
                                     : SHEAF_STR("<td class=\"n\">"));
        html_number(out, counts[k]);
        HTML_PUT(out, "</td>");
    }
    HTML_PUT(out, "</tr>");
}

/* ------------------------------------------------------------------------------------- the lists -- */

static void begin_table(html_out *out, sheaf_str anchor, const html_word_id *words, size_t count) {
    HTML_PUT(out, "\n<div class=\"wide\" role=\"group\" tabindex=\"0\" aria-labelledby=\"");
    html_put(out, anchor);
    HTML_PUT(out, "\">\n<table>");
    html_heads(out, words, count);
}

static const html_word_id check_heads[] = {HTML_W_RULE, HTML_W_PASS, HTML_W_FAILED,
                                           HTML_W_NOT_ASSESSED, HTML_W_NOT_APPLICABLE};

/* A list of entries, or a table of rows where there are heads. */
typedef struct record_list {
    sheaf_str anchor;
    html_word_id word;
    uint32_t count;
    void (*put)(html_out *, uint32_t);
    const html_word_id *heads;
    size_t head_count;
} record_list;

static sheaf_status put_records(html_out *out, const record_list *list) {
    html_begin_list(out, list->anchor, list->word);
    if (list->head_count > 0)
        begin_table(out, list->anchor, list->heads, list->head_count);
    else
        HTML_PUT(out, "\n<ul class=\"records\">");
    for (uint32_t i = 0; i < list->count; i++) {
        sheaf_status status = out->host->tick(out->job, i, list->count);
        if (status != SHEAF_OK)
            return status;
        list->put(out, i);
        html_put(out, list->head_count > 0 ? SHEAF_STR("") : SHEAF_STR("\n</dl></li>"));
    }
    html_put(out, list->head_count > 0 ? SHEAF_STR("\n</tbody>\n</table></div>\n</section>")
                                       : SHEAF_STR("\n</ul>\n</section>"));
    return SHEAF_OK;
}

static sheaf_status put_lists(html_out *out) {
    const sheaf_document *d = out->document;
    const record_list lists[] = {
        {SHEAF_STR("repairs"), HTML_W_REPAIRS, d->repairs.count, put_repair, NULL, 0},
        {SHEAF_STR("messages"), HTML_W_DIAGNOSTICS, d->diagnostics.count, put_diagnostic, NULL, 0},
        {SHEAF_STR("checks"), HTML_W_CHECKS, d->checks.count, put_check, check_heads,
         HTML_COUNT(check_heads)},
    };
    for (size_t i = 0; i < HTML_COUNT(lists); i++) {
        sheaf_status status = lists[i].count > 0 ? put_records(out, &lists[i]) : SHEAF_OK;
        if (status != SHEAF_OK)
            return status;
    }
    return SHEAF_OK;
}

sheaf_status html_records(html_out *out) {
    static sheaf_status (*const steps[])(html_out *) = {html_findings, html_values, put_lists};
    sheaf_status status = SHEAF_OK;
    for (size_t i = 0; i < HTML_COUNT(steps) && status == SHEAF_OK; i++)
        status = steps[i](out);
    return status;
}
