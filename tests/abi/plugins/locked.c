/* Reads "LOCKED secret": only who says `secret` gets the paragraph. As readers with a library do, it runs in a process of
 * its own. */
#include "behave.h"

static uint32_t probe(const sheaf_input *input, sheaf_str *why) {
    return bid_for(input, why, SHEAF_STR("LOCKED "));
}

static sheaf_status run(const sheaf_host *host, sheaf_job *job) {
    sheaf_str secret = host->input(job)->bytes, password;
    secret.ptr += 7;
    secret.len -= 7;
    if (!host->resource(job, SHEAF_STR("password"), &password))
        return host->fail(job, SHEAF_UNSUPPORTED, SHEAF_STR("locked.password.needed"),
                          SHEAF_STR("it needs a password: give it with --password-file FILE"),
                          NULL);
    if (password.len != secret.len || memcmp(password.ptr, secret.ptr, secret.len) != 0)
        return host->fail(job, SHEAF_UNSUPPORTED, SHEAF_STR("locked.password.wrong"),
                          SHEAF_STR("the password does not fit"), NULL);
    add_paragraph(host, job, SHEAF_STR("opened"));
    return SHEAF_OK;
}

DESCRIBE(SHEAF_READER, SHEAF_CAP_ISOLATE, "locked", probe, run);
