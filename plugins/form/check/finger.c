/* Fingerprints: a digest of what a finding is about, never of where it stands, so that a suppression holds for the next
 * run, another layout and another export of the same report. */
#include "check/check.h"

#include <sha2.h>
#include <stdlib.h>
#include <string.h>

static int by_bytes(const void *a, const void *b) {
    return form_order(*(const sheaf_str *)a, *(const sheaf_str *)b);
}

static void add(SHA2_CTX *digest, sheaf_str text) {
    SHA256Update(digest, (const uint8_t *)text.ptr, text.len);
    SHA256Update(digest, (const uint8_t *)"\n", 1);
}

/* White space and kinds of signs differ from export to export. */
static sheaf_str subject_of(const form_context *context, sheaf_str text) {
    return text.len > 0 ? form_plain_text(context, text) : text;
}

sheaf_str form_fingerprint(const form_context *context, sheaf_str rule, sheaf_str form,
                           const sheaf_str *keys, uint32_t count, sheaf_str text) {
    char *out = form_room(context, FORM_FINGERPRINT + 1, 1);
    sheaf_str *sorted = form_room(context, (size_t)count + 1, sizeof *sorted);
    SHA2_CTX digest;
    if (out == NULL || sorted == NULL)
        return SHEAF_STR("");
    if (count > 0)
        memcpy(sorted, keys, (size_t)count * sizeof *keys);
    qsort(sorted, count, sizeof *sorted, by_bytes);
    SHA256Init(&digest);
    add(&digest, rule);
    add(&digest, form);
    for (uint32_t i = 0; i < count; i++)
        add(&digest, sorted[i]);
    if (count == 0)
        add(&digest, subject_of(context, text));
    SHA256End(&digest, out);
    return (sheaf_str){out, FORM_FINGERPRINT};
}
