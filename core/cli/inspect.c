/* sheaf inspect: who offered to read the input, and what came of it. */
#include "cli/inspect.h"
#include "base/buffer.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/password.h"
#include "cli/report.h"
#include "cli/show.h"
#include "ir/dump.h"

#include <inttypes.h>

/* The levels of plugin.h by the least bid that reaches them, best first. */
static const struct {
    uint32_t least;
    const char *word;
} levels[] = {{SHEAF_BID_PARSED, "parsed"},
              {SHEAF_BID_SURE, "sure"},
              {SHEAF_BID_LIKELY, "likely"},
              {1, "maybe"},
              {0, "no"}};

static const char *level_of(const sheaf_bid_info *bid) {
    size_t i = 0;
    while (bid->bid < levels[i].least)
        i++;
    return bid->asked ? levels[i].word : "not asked";
}

static void show_bid(const sf_page *page, const sheaf_bid_info *bid) {
    fputs("  ", page->out);
    size_t used = 2 + sf_show(page->out, sf_str_of(bid->reader), SF_SHOW_ALL);
    sf_show_spaces(page->out, used < 11 ? 11 - used : 1);
    used = used < 11 ? 11 : used + 1;
    used += (size_t)fprintf(page->out, "%3" PRIu32 "  %-9s  %-4s  ", bid->bid, level_of(bid),
                            bid->name_match ? "yes" : "no");
    sf_show(page->out, sf_str_of(bid->why), used < page->columns ? page->columns - used : 1);
    putc('\n', page->out);
}

static void show_bids(const sf_page *page, sheaf *s) {
    const sheaf_bid_info *bid = sheaf_bid_at(s, 0);
    if (!bid)
        return;
    fputs("Readers  bid             name  because\n", page->out);
    for (uint32_t i = 0; (bid = sheaf_bid_at(s, i)); i++)
        show_bid(page, bid);
    putc('\n', page->out);
}

static void show_source(const sf_page *page, const sheaf_document *d) {
    fputs("Source   ", page->out);
    sf_show(page->out, d->source_name, SF_SHOW_ALL);
    const sheaf_str facts[] = {d->source_format, d->source_media_type, d->source_encoding};
    for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++) {
        fputs(facts[i].len ? ", " : "", page->out);
        sf_show(page->out, facts[i], SF_SHOW_ALL);
    }
    fprintf(page->out, ", %" PRIu64 " bytes%s\n\n", d->source_bytes,
            d->complete ? "" : " (read in part only)");
}

static sf_exit show_dump(const sf_session *session, const sheaf_document *document) {
    sf_buffer dump = {0};
    sf_exit outcome = SF_CLEAN;
    if (sf_dump(document, &dump)) {
        fwrite(dump.bytes, 1, dump.length, stdout);
    } else {
        sf_sayf(session->voice, SHEAF_ERROR, "memory", "there is no memory for the dump");
        outcome = SF_FAILED;
    }
    sf_buffer_done(&dump);
    return outcome;
}

static void show_document(const sf_page *page, const sheaf_document *document) {
    show_source(page, document);
    sf_tree_show(page, document);
    sf_records_show(page, document);
}

/* The readers' answers are shown most of all where none of them could read the input. */
sf_exit sf_inspect(const sf_session *session) {
    const char *input = session->operands[0];
    const sheaf_document *document = NULL;
    sf_page page = {.out = stdout, .columns = sf_show_columns(stdout)};
    sf_interrupt_watch(session->sheaf);
    sheaf_status status = sheaf_read_file(session->sheaf, input, &document);
    for (int i = 0; i < SF_PASSWORD_TRIES && sf_password_ask(session, input, status); i++)
        status = sheaf_read_file(session->sheaf, input, &document);
    sf_interrupt_release();
    sf_exit outcome = sf_report(session, input, status);
    int dump = sf_request_value(session->request, "dump") != NULL;
    if (!dump)
        show_bids(&page, session->sheaf);
    if (status == SHEAF_OK && dump)
        outcome = show_dump(session, document);
    else if (status == SHEAF_OK)
        show_document(&page, document);
    return sf_finish_output(session->voice, outcome);
}
