/* What the test plugins share: a reader that takes files with its own signature, and the descriptor. */
#ifndef BEHAVE_H
#define BEHAVE_H

#include <sheaf/plugin.h>

#include <string.h>

/* Bids SURE for inputs that begin with `signature`. */
static inline uint32_t bid_for(const sheaf_input *input, sheaf_str *why, sheaf_str signature) {
    int same = input->bytes.len >= signature.len &&
               memcmp(input->bytes.ptr, signature.ptr, signature.len) == 0;
    *why = same ? SHEAF_STR("begins with its signature")
                : SHEAF_STR("does not begin with its signature");
    return same ? SHEAF_BID_SURE : SHEAF_BID_NO;
}

static inline void add_paragraph(const sheaf_host *host, sheaf_job *job, sheaf_str text) {
    sheaf_origin place = {.kind = SHEAF_AT_BYTES, .unit = 1};
    host->add(job, &(sheaf_block){.size = sizeof(sheaf_block),
                                  .kind = SHEAF_PARAGRAPH,
                                  .text = text,
                                  .origins = &place,
                                  .origin_count = 1});
}

#define DESCRIBE(its_kind, its_caps, its_id, its_probe, its_run)                                   \
    static const sheaf_plugin the_plugin = {.size = sizeof(sheaf_plugin),                          \
                                            .kind = (its_kind),                                    \
                                            .caps = (its_caps),                                    \
                                            .id = (its_id),                                        \
                                            .version = "1",                                        \
                                            .probe = (its_probe),                                  \
                                            .run = (its_run)};                                     \
    static const sheaf_plugin *const plugins[] = {&the_plugin};                                    \
    SHEAF_PLUGIN_EXPORT const sheaf_library sheaf_entry = SHEAF_LIBRARY(plugins)

#endif
