/* The text reader: plain text in any encoding that offices meet, to titles, headings, lists, tables and
 * paragraphs with exact origins. The stages run in the order of the table below. */
#include "encoding.h"

#include <string.h>

typedef sheaf_status stage(text_run *run);

static sheaf_status counts(text_run *run) {
    text_account(run);
    return run->host->tick(run->job, 0, 0);
}

static sheaf_status reports(text_run *run) {
    text_report_bad(run);
    return run->host->tick(run->job, 0, 0);
}

static sheaf_status measures(text_run *run) {
    text_measure_wrap(run);
    text_find_title(run);
    return run->host->tick(run->job, 0, 0);
}

static stage *const stages[] = {text_decode,  counts,         text_split, reports,
                                text_margins, text_furniture, measures,   text_walk};

static sheaf_status run_text(const sheaf_host *host, sheaf_job *job) {
    text_run run = {.host = host, .job = job};
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
        sheaf_status status = stages[i](&run);
        if (status != SHEAF_OK)
            return status;
    }
    return host->tick(job, 0, 0);
}

static uint32_t bid(uint32_t level, sheaf_str reason, sheaf_str *why) {
    *why = reason;
    return level;
}

/* A character that the end of the sample cut is no error. */
static uint32_t probe_text(const sheaf_input *input, sheaf_str *why) {
    sheaf_str sample = input->bytes;
    const size_t most = 1 << 12;
    if (sample.len == 0)
        return bid(SHEAF_BID_MAYBE, SHEAF_STR("is empty"), why);
    if (sample.len > most)
        sample.len = most;
    const char *refusal = detect_refusal(sample);
    if (refusal)
        return bid(SHEAF_BID_NO, (sheaf_str){refusal, strlen(refusal)}, why);
    utf8_count utf8 = encoding_count_utf8(sample);
    if (utf8.bad == 0 || (sample.len == most && utf8.bad <= 3))
        return bid(SHEAF_BID_LIKELY, SHEAF_STR("decodes as UTF-8"), why);
    detection found;
    detect(sample, &found);
    if (!found.guessed && found.found.kind != TEXT_UTF8)
        return bid(SHEAF_BID_LIKELY, SHEAF_STR("decodes as UTF-16, UTF-32, GB 18030 or Big5"), why);
    return bid(SHEAF_BID_MAYBE, SHEAF_STR("may be text in an unclear encoding"), why);
}

static const sheaf_plugin text = {.size = sizeof text,
                                  .kind = SHEAF_READER,
                                  .caps = SHEAF_CAP_HARDENED,
                                  .id = "text",
                                  .version = SHEAF_VERSION,
                                  .probe = probe_text,
                                  .run = run_text};

static const sheaf_plugin *const plugins[] = {&text};

SHEAF_PLUGIN_EXPORT const sheaf_library sheaf_entry = SHEAF_LIBRARY(plugins);
