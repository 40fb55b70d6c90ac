/* One of two readers that want the same input; which one reads is told by the total order. */
#include "behave.h"

static uint32_t probe(const sheaf_input *input, sheaf_str *why) {
    /* "RIVAL 1 2": the bids of the first and the second, in tens */
    sheaf_str bytes = input->bytes;
    if (bytes.len < 9 || memcmp(bytes.ptr, "RIVAL ", 6) != 0)
        return bid_for(input, why, SHEAF_STR("RIVAL "));
    *why = SHEAF_STR("the input says how much to bid");
    return (uint32_t)(bytes.ptr[8] - '0') * 10;
}

static sheaf_status run(const sheaf_host *host, sheaf_job *job) {
    add_paragraph(host, job, SHEAF_STR("read by the second"));
    return SHEAF_OK;
}

DESCRIBE(SHEAF_READER, 0, "rival_second", probe, run);
