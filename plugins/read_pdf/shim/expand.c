/* SPDX-License-Identifier: GPL-2.0-or-later
 * libqpdf is C++, but its C interface turns every exception into a code. What it only warns of counts as failure, too: the
 * file as it is leads Poppler to the same text, and nobody shall read a repair of a repair. */
#include "expand.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#define SEEN __attribute__((visibility("default")))

static qpdf_data open_quietly(const void *bytes, size_t length, const char *password) {
    qpdf_data qpdf = qpdf_init();
    qpdf_silence_errors(qpdf);
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
    qpdf_set_attempt_recovery(qpdf, QPDF_FALSE);
    if (qpdf_read_memory(qpdf, "", bytes, length, password) == QPDF_SUCCESS)
        return qpdf;
    qpdf_cleanup(&qpdf);
    return NULL;
}

static void *write_expanded(qpdf_data qpdf, size_t most, size_t *expanded) {
    if (qpdf_init_write_memory(qpdf) != QPDF_SUCCESS)
        return NULL;
    qpdf_set_stream_data_mode(qpdf, qpdf_s_uncompress);
    qpdf_set_decode_level(qpdf, qpdf_dl_generalized);
    qpdf_set_object_stream_mode(qpdf, qpdf_o_disable);
    qpdf_set_preserve_encryption(qpdf, QPDF_FALSE);
    qpdf_set_static_ID(qpdf, QPDF_TRUE);
    if (qpdf_write(qpdf) != QPDF_SUCCESS)
        return NULL;
    *expanded = qpdf_get_buffer_length(qpdf);
    void *copy = *expanded <= most ? malloc(*expanded) : NULL;
    if (copy)
        memcpy(copy, qpdf_get_buffer(qpdf), *expanded);
    return copy;
}

SEEN void *pdf_expand(const void *bytes, size_t length, const char *password, size_t most,
                      size_t *expanded) {
    qpdf_data qpdf = open_quietly(bytes, length, password);
    if (!qpdf)
        return NULL;
    void *copy = write_expanded(qpdf, most, expanded);
    qpdf_cleanup(&qpdf);
    return copy;
}

SEEN unsigned pdf_traits(const void *bytes, size_t length, const char *password) {
    qpdf_data qpdf = open_quietly(bytes, length, password);
    if (!qpdf)
        return 0;
    qpdf_oh root = qpdf_get_root(qpdf);
    unsigned traits = qpdf_oh_has_key(qpdf, root, "/Collection") ? PDF_TRAIT_PORTFOLIO : 0;
    qpdf_oh form = qpdf_oh_get_key(qpdf, root, "/AcroForm");
    if (qpdf_oh_is_dictionary(qpdf, form) && qpdf_oh_has_key(qpdf, form, "/XFA"))
        traits |= PDF_TRAIT_XFA;
    qpdf_cleanup(&qpdf);
    return traits;
}
