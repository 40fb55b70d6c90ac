// fuzz: plugins/read_text
// fuzz seconds: 60
/* Reads any bytes as text, with the detected encoding and with one that the first byte names, and checks what must
 * always hold: the reader's status is the host's, origins of UTF-8 re-read are the text, origins lie in the file and
 * in order, and every character of the source is in a block or was left out with a record. */
#include "../unit/plugins/read_text/recorder.c"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const encodings[] = {"auto",    "utf-8", "utf-16le",  "utf-32be",
                                        "gb18030", "big5",  "shift_jis", "windows-1252"};

static void demand(int holds, const char *what) {
    if (holds)
        return;
    fprintf(stderr, "broken: %s\n", what);
    abort();
}

static void check_origins(const recorder *r) {
    for (uint32_t i = 0; i < r->count; i++) {
        const sheaf_block *block = &r->blocks[i].block;
        for (uint32_t p = 0; p < block->origin_count; p++) {
            const sheaf_origin *origin = &block->origins[p];
            demand(origin->kind == SHEAF_AT_BYTES && origin->unit > 0,
                   "an origin is a range of bytes");
            demand(origin->at.bytes.offset <= r->bytes.len &&
                       origin->at.bytes.length <= r->bytes.len - origin->at.bytes.offset,
                   "an origin lies in the file");
        }
    }
}

static void check(const recorder *r) {
    demand(r->open == 0, "what opens closes");
    check_origins(r);
    if (strcmp(r->described, "UTF-8") == 0 && !r->incomplete)
        demand(recorder_wrong_origin(r) == SHEAF_NONE, "origins re-read are the text");
    demand(recorder_characters(r) <= r->account.characters, "no character is invented");
#ifdef SHEAF_PLANTED_BUG
    /* A rule that does not hold: it proves that the harness reaches headings of level 3. */
    for (uint32_t i = 0; i < r->count; i++)
        demand(r->blocks[i].block.level < 3, "planted");
#endif
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0)
        return 0;
    recorder r = {.bytes = {(const char *)data + 1, size - 1}, .encoding = encodings[data[0] % 8]};
    if (recorder_run(&r) == SHEAF_OK)
        check(&r);
    recorder_done(&r);
    return 0;
}
