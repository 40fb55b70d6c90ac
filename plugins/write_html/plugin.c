/* write_html: a document and all that is known of it as one page for people (docs/write_html.md). It needs no script,
 * loads nothing, and the same document gives the same bytes everywhere. */
#include "html.h"

/* ------------------------------------------------------------------------------------ options -- */

static int is_word(sheaf_str value, const char *word) {
    return html_is_same(value, (sheaf_str){word, strlen(word)});
}

static sheaf_status parse_language(html_out *out) {
    sheaf_str value = out->host->option(out->job, SHEAF_STR("language"));
    out->language = is_word(value, "zh")   ? HTML_ZH
                    : is_word(value, "en") ? HTML_EN
                                           : html_language_of(out->document);
    if (is_word(value, "zh") || is_word(value, "en") || is_word(value, "auto"))
        return SHEAF_OK;
    return out->host->fail(
        out->job, SHEAF_BAD_CALL, SHEAF_STR("html.language"),
        SHEAF_STR("The option html.language is none of 'auto', 'zh' and 'en'. Say "
                  "--option html.language=en for English words around the report, "
                  "zh for Chinese ones, or auto to go by the report."),
        NULL);
}

static sheaf_status parse_furniture(html_out *out) {
    sheaf_str value = out->host->option(out->job, SHEAF_STR("furniture"));
    out->hide_furniture = (uint32_t)is_word(value, "hide");
    if (is_word(value, "hide") || is_word(value, "show"))
        return SHEAF_OK;
    return out->host->fail(out->job, SHEAF_BAD_CALL, SHEAF_STR("html.furniture"),
                           SHEAF_STR("The option html.furniture is neither 'show' nor 'hide'. Say "
                                     "--option html.furniture=show to keep running heads and page "
                                     "numbers in the page, or hide to leave them out."),
                           NULL);
}

/* Sixteen digits are more than any file, and cannot overflow. */
static int parse_bytes(sheaf_str value, uint64_t *bytes) {
    *bytes = 0;
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] < '0' || value.ptr[i] > '9')
            return 0;
        *bytes = *bytes * 10 + (uint64_t)(value.ptr[i] - '0');
    }
    return value.len > 0 && value.len <= 16;
}

static sheaf_status parse_figures(html_out *out) {
    if (parse_bytes(out->host->option(out->job, SHEAF_STR("figures")), &out->figure_room))
        return SHEAF_OK;
    return out->host->fail(out->job, SHEAF_BAD_CALL, SHEAF_STR("html.figures"),
                           SHEAF_STR("The option html.figures is no number of bytes. Say --option "
                                     "html.figures=16777216 for figures of 16 MiB in all, or 0 for "
                                     "none."),
                           NULL);
}

/* ----------------------------------------------------------------------------- the whole page -- */

static sheaf_status put_report(html_out *out) {
    HTML_PUT(out, "\n<main id=\"report\">");
    sheaf_status status = html_blocks(out);
    HTML_PUT(out, "\n</main>");
    return status;
}

static sheaf_status put_head(html_out *out) {
    html_head(out);
    return SHEAF_OK;
}

static sheaf_status put_foot(html_out *out) {
    HTML_PUT(out, "\n<footer><p>");
    html_word(out, HTML_W_MADE_BY);
    HTML_PUT(out, " " SHEAF_VERSION "</p></footer>\n</body>\n</html>\n");
    return SHEAF_OK;
}

static sheaf_status write_page(html_out *out) {
    static sheaf_status (*const steps[])(html_out *) = {
        parse_language, parse_furniture, parse_figures, html_make_index, html_make_outline,
        put_head,       put_report,      html_records,  put_foot};
    sheaf_status status = SHEAF_OK;
    for (size_t i = 0; i < HTML_COUNT(steps) && status == SHEAF_OK; i++)
        status = steps[i](out);
    return status;
}

static sheaf_status run(const sheaf_host *host, sheaf_job *job) {
    html_out out = {.host = host, .job = job, .document = host->document(job)};
    out.base = out.at = out.end = out.swallow;
    sheaf_status status = host->tick(job, 0, 0);
    if (status == SHEAF_OK)
        status = write_page(&out);
    html_flush(&out);
    return status != SHEAF_OK ? status : host->tick(job, 1, 1);
}

static const sheaf_plugin html_writer = {.size = sizeof(sheaf_plugin),
                                         .kind = SHEAF_WRITER,
                                         .caps = SHEAF_CAP_HARDENED,
                                         .id = "html",
                                         .version = SHEAF_VERSION,
                                         .run = run};

static const sheaf_plugin *const plugins[] = {&html_writer};

SHEAF_PLUGIN_EXPORT const sheaf_library sheaf_entry = SHEAF_LIBRARY(plugins);
