/* A name in --rules that no rule has must not look like a report without findings: what is printed waits until each name is
 * known, from a definition or from a report that came up with it. What still waits where one is refused is dropped. */
#include "cli/check_run.h"
#include "cli/explain.h"
#include "io/cstring.h"

#include <stdlib.h>
#include <string.h>

static int is_defined(const sf_run *r, sheaf_str rule) {
    char *name = sf_cstring_new(rule);
    int is = name && sf_rule_is(r->session, name);
    free(name);
    return is;
}

/* The definitions are looked at once, and only for names that the first report did not come up with. */
static int are_names_known(sf_run *r) {
    uint32_t from = 0;
    const sf_pick *unmet = sf_picks_unmet(&r->picks, &from);
    while (unmet && r->wait == SF_WAIT_FOR_FIRST && is_defined(r, unmet->pattern))
        unmet = sf_picks_unmet(&r->picks, &from);
    r->wait = unmet ? SF_WAIT_FOR_NAMES : SF_NO_WAIT;
    return !unmet;
}

static void write_out(sf_run *r, const char *text, size_t length) {
    if (r->sink)
        sf_sink_write(r->sink, (sheaf_str){text, length});
    else
        fwrite(text, 1, length, stdout);
}

void sf_run_release(sf_run *r) {
    if (r->waiting.count)
        write_out(r, r->waiting.base, r->waiting.count);
    r->waiting.count = 0;
    r->wait = SF_NO_WAIT;
}

static int keep(sf_run *r, const char *text, size_t length) {
    char *room = length > UINT32_MAX ? NULL : sf_vec_push(&r->waiting, (uint32_t)length);
    if (room)
        memcpy(room, text, length);
    return room != NULL;
}

void sf_run_hand_on(sf_run *r, sf_piece what, const char *text, size_t length) {
    if (r->wait != SF_NO_WAIT && what == SF_REPORT && are_names_known(r))
        sf_run_release(r);
    if (r->wait == SF_NO_WAIT)
        write_out(r, text, length);
    else if (length > 0 && !keep(r, text, length))
        sf_run_fail_memory(r);
}
