// fuzz: core/base core/ir
/* Reads any bytes back as the canonical dump of a document, as the parent of an isolated plugin does: what is accepted
 * holds every promise of the IR, and written out and read again it is the same. */
#include "ir/dump.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int holds, const char *what) {
    if (holds)
        return;
    fprintf(stderr, "broken: %s\n", what);
    abort();
}

/* The canonical dump of what `dump` holds; 0 where it holds no document. */
static int read_and_write(sheaf_str dump, sf_buffer *out) {
    sf_error error = {0};
    sf_records records;
    sf_tree *tree = sf_tree_new(SHEAF_STR(""));
    sf_records_init(&records, 0);
    int sound = tree && sf_undump(dump, tree, &records, &error) == SHEAF_OK;
    if (sound) {
        sheaf_document view;
        char message[256];
        sf_document_view(tree, &records, &view);
        demand(sf_document_check(&view, message), "what is read is checked");
        demand(sf_dump(&view, out), "what is read can be written");
#ifdef SHEAF_PLANTED_BUG
        for (uint32_t i = 0; i < view.headings.count; i++)
            demand(SHEAF_AT(view.headings, sheaf_heading, i)->level < 4, "planted");
#endif
    }
    sf_records_done(&records);
    sf_tree_free(tree);
    return sound;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    sf_buffer first = {0}, second = {0};
    if (size && read_and_write((sheaf_str){(const char *)data, size}, &first)) {
        demand(read_and_write(sf_buffer_view(&first), &second), "a dump can be read back");
        demand(first.length == second.length &&
                   memcmp(first.bytes, second.bytes, first.length) == 0,
               "a dump read back is the same");
    }
    sf_buffer_done(&first);
    sf_buffer_done(&second);
    return 0;
}
