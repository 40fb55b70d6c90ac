/* What stands before the report: the head of the file, the title, the source, and a summary whose first line says whether
 * anything was lost. Numbers of what is in the page; what is not there is not mentioned. */
#include "html.h"

sheaf_str html_meta(const html_out *out, sheaf_str key) {
    const sheaf_array *meta = &out->document->meta;
    for (uint32_t i = 0; i < meta->count; i++)
        if (html_is_same(SHEAF_AT(*meta, sheaf_meta, i)->key, key))
            return SHEAF_AT(*meta, sheaf_meta, i)->value;
    return SHEAF_STR("");
}

/* ----------------------------------------------------------------------------------- the title -- */

/* The title as the source prints it, else as it is stated, else the name of the file. */
static void put_title(html_out *out, html_breaks breaks) {
    sheaf_str stated = html_meta(out, SHEAF_STR("title"));
    if (out->title != SHEAF_NONE)
        html_text(out, html_node(out, out->title)->text, breaks);
    else if (!html_is_blank(stated))
        html_text(out, stated, breaks);
    else if (!html_is_blank(out->document->source_name))
        html_text(out, out->document->source_name, breaks);
    else
        html_word(out, HTML_W_REPORT);
}

static void put_h1(html_out *out) {
    if (out->title == SHEAF_NONE) {
        HTML_PUT(out, "\n<h1>");
        put_title(out, HTML_BR);
    } else {
        HTML_PUT(out, "\n");
        html_open_tag(out, out->title, html_node(out, out->title), SHEAF_STR("h1"), SHEAF_STR(""));
        HTML_PUT(out, ">");
        html_inline(out, out->title, HTML_BR);
        html_marks(out, out->title);
    }
    HTML_PUT(out, "</h1>");
}

/* ---------------------------------------------------------------------------------- the source -- */

static void begin_entry(html_out *out, html_word_id word) {
    HTML_PUT(out, "\n<div><dt>");
    html_word(out, word);
    HTML_PUT(out, "</dt><dd>");
}

static void end_entry(html_out *out) {
    HTML_PUT(out, "</dd></div>");
}

static void put_entry(html_out *out, html_word_id word, sheaf_str value) {
    if (html_is_blank(value))
        return;
    begin_entry(out, word);
    html_text(out, value, HTML_BR);
    end_entry(out);
}

static void put_period(html_out *out) {
    sheaf_str from = html_meta(out, SHEAF_STR("period.from"));
    sheaf_str to = html_meta(out, SHEAF_STR("period.to"));
    if (from.len == 0 && to.len == 0)
        return;
    begin_entry(out, HTML_W_PERIOD);
    html_text(out, from, HTML_BLANK);
    HTML_PUT(out, " \xE2\x80\x93 ");
    html_text(out, to, HTML_BLANK);
    end_entry(out);
}

static void put_size(html_out *out) {
    if (out->document->source_bytes == 0)
        return;
    begin_entry(out, HTML_W_SIZE);
    html_number(out, out->document->source_bytes);
    HTML_PUT(out, " ");
    html_word(out, HTML_W_BYTES);
    end_entry(out);
}

static void put_form(html_out *out) {
    const sheaf_array *forms = &out->document->forms;
    uint32_t printed = 0;
    for (uint32_t i = 0; i < forms->count; i++) {
        const sheaf_form *form = SHEAF_AT(*forms, sheaf_form, i);
        if (form->table.len > 0)
            continue;
        if (printed++ == 0)
            begin_entry(out, HTML_W_FORM);
        else
            HTML_PUT(out, ", ");
        html_text(out, form->id, HTML_BLANK);
        HTML_PUT(out, " ");
        html_text(out, form->version, HTML_BLANK);
        HTML_PUT(out, " (");
        html_word(out, HTML_W_CONFIDENCE);
        HTML_PUT(out, " ");
        html_percent(out, form->confidence);
        HTML_PUT(out, ")");
    }
    if (printed > 0)
        end_entry(out);
}

static void put_source(html_out *out) {
    const sheaf_document *document = out->document;
    HTML_PUT(out, "\n<dl class=\"source\">");
    put_entry(out, HTML_W_AGENCY, html_meta(out, SHEAF_STR("agency")));
    put_entry(out, HTML_W_YEAR, html_meta(out, SHEAF_STR("year")));
    put_period(out);
    put_form(out);
    put_entry(out, HTML_W_SOURCE, document->source_name);
    put_entry(out, HTML_W_FORMAT, document->source_format);
    put_entry(out, HTML_W_ENCODING, document->source_encoding);
    put_size(out);
    HTML_PUT(out, "\n</dl>");
}

/* --------------------------------------------------------------------------------- the summary -- */

static void put_count(html_out *out, sheaf_str anchor, html_word_id word, uint32_t count) {
    if (count == 0)
        return;
    HTML_PUT(out, "\n<li>");
    if (anchor.len > 0) {
        HTML_PUT(out, "<a href=\"#");
        html_put(out, anchor);
        HTML_PUT(out, "\">");
    }
    html_word(out, word);
    html_word(out, HTML_W_COLON);
    html_number(out, count);
    html_put(out, anchor.len > 0 ? SHEAF_STR("</a></li>") : SHEAF_STR("</li>"));
}

static void put_finding_counts(html_out *out) {
    uint32_t counts[HTML_FINDING_GROUPS];
    html_count_findings(out, counts);
    for (uint32_t i = 0; i < HTML_FINDING_GROUPS; i++) {
        sheaf_str anchor;
        html_word_id word;
        html_finding_group(i, &anchor, &word);
        put_count(out, anchor, word, counts[i]);
    }
}

static void put_fact_counts(html_out *out) {
    const sheaf_array *facts = &out->document->facts;
    uint32_t counts[SHEAF_TEXT + 1] = {0};
    for (uint32_t i = 0; i < facts->count; i++) {
        uint32_t status = SHEAF_AT(*facts, sheaf_fact, i)->status;
        if (status < HTML_COUNT(counts))
            counts[status]++;
    }
    put_count(out, SHEAF_STR("values"), HTML_W_VALUES, facts->count);
    for (uint32_t status = 0; status < HTML_COUNT(counts); status++)
        put_count(out, SHEAF_STR(""), (html_word_id)(HTML_W_READ + status), counts[status]);
}

static void put_summary(html_out *out) {
    const sheaf_document *document = out->document;
    int complete = document->complete != 0;
    HTML_PUT(out, "\n<section class=\"summary\" aria-labelledby=\"summary\">\n<h2 id=\"summary\">");
    html_word(out, HTML_W_SUMMARY);
    html_put(out, complete ? SHEAF_STR("</h2>\n<p class=\"complete\"><span aria-hidden=\"true\">"
                                       "\xE2\x9C\x93</span> ")
                           : SHEAF_STR("</h2>\n<p class=\"incomplete\"><span aria-hidden=\"true\">"
                                       "\xE2\x9A\xA0\xEF\xB8\x8E</span> "));
    html_word(out, complete ? HTML_W_COMPLETE : HTML_W_INCOMPLETE);
    HTML_PUT(out, "</p>\n<ul>");
    put_count(out, SHEAF_STR(""), HTML_W_REPORTS, out->reports > 1 ? out->reports : 0);
    put_finding_counts(out);
    put_count(out, SHEAF_STR("repairs"), HTML_W_REPAIRS, document->repairs.count);
    put_count(out, SHEAF_STR("messages"), HTML_W_DIAGNOSTICS, document->diagnostics.count);
    put_fact_counts(out);
    put_count(out, SHEAF_STR(""), HTML_W_FURNITURE_HIDDEN, out->hidden);
    HTML_PUT(out, "</ul>");
    html_legend(out);
    HTML_PUT(out, "\n</section>");
}

/* ------------------------------------------------------------------------------- the whole head -- */

static void put_style(html_out *out) {
    size_t count;
    const sheaf_str *pieces = html_css(&count);
    for (size_t i = 0; i < count; i++)
        html_pass(out, pieces[i]);
}

/* The page may load nothing and run nothing, whatever the source holds: the policy says so to the browser, too. */
static void put_file_head(html_out *out) {
    HTML_PUT(out, "<!DOCTYPE html>\n<html lang=\"");
    html_word(out, HTML_W_TAG);
    HTML_PUT(out, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                  "style-src 'unsafe-inline'; img-src data:\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                  "<meta name=\"color-scheme\" content=\"light dark\">\n");
    HTML_PUT(out, "<meta name=\"generator\" content=\"Sheaf " SHEAF_VERSION "\">\n<title>");
    put_title(out, HTML_BLANK);
    HTML_PUT(out, "</title>\n<style>\n");
    put_style(out);
    HTML_PUT(out, "</style>\n</head>\n");
}

void html_head(html_out *out) {
    put_file_head(out);
    HTML_PUT(out, "<body>\n<a class=\"skip\" href=\"#report\">");
    html_word(out, HTML_W_SKIP);
    HTML_PUT(out, "</a>\n<header>");
    put_h1(out);
    put_source(out);
    put_summary(out);
    HTML_PUT(out, "\n</header>");
    html_contents(out);
}
