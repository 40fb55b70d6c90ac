// fuzz: plugins/read_docx
/* Reads packages under the real host. The first byte says what follows: `z` the bytes of a zip; `w` parts of XML as
 * they stand; anything else the insides of parts, put into their roots. Form feeds, which XML cannot hold, part the parts
 * (document, styles, numbering, footnotes, relationships). What is read is a sound document, the same each time. */
#include "host/job.h"
#include "ir/dump.h"
#include "xml_mutator.h"

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

/* ---- a zip of stored parts ---- */

enum { PARTS = 5, ENTRIES = PARTS + 2 };

#define NAMES                                                                                      \
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""                    \
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""             \
    " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""                    \
    " xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\""                      \
    " xmlns:v=\"urn:schemas-microsoft-com:vml\""                                                   \
    " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""                           \
    " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\""         \
    " xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\">"
#define KIND "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define RELATIONSHIPS                                                                              \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
#define TO(kind, target)                                                                           \
    "<Relationship Id=\"" kind "\" Type=\"" KIND kind "\" Target=\"" target "\"/>"

static const struct {
    const char *name, *before, *after;
} roots[PARTS] = {
    {"word/document.xml", "<w:document" NAMES "<w:body>", "</w:body></w:document>"},
    {"word/styles.xml", "<w:styles" NAMES, "</w:styles>"},
    {"word/numbering.xml", "<w:numbering" NAMES, "</w:numbering>"},
    {"word/footnotes.xml", "<w:footnotes" NAMES, "</w:footnotes>"},
    {"word/_rels/document.xml.rels",
     RELATIONSHIPS TO("styles", "styles.xml") TO("numbering", "numbering.xml")
         TO("footnotes", "footnotes.xml"),
     "</Relationships>"},
};
static const char main_relation[] =
    RELATIONSHIPS TO("officeDocument", "word/document.xml") "</Relationships>";
static const char types[] =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override "
    "PartName=\"/word/document.xml\" ContentType=\"application/"
    "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";

typedef struct entry {
    sheaf_str name, pieces[3];
    uint32_t crc, length, offset;
} entry;

static uint32_t checksum(uint32_t crc, sheaf_str bytes) {
    crc = ~crc;
    for (size_t i = 0; i < bytes.len; i++) {
        crc ^= (unsigned char)bytes.ptr[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
    }
    return ~crc;
}

static void put_number(sf_buffer *zip, uint64_t value, size_t bytes) {
    char out[8];
    for (size_t i = 0; i < bytes; i++)
        out[i] = (char)(value >> 8 * i & 0xFF);
    demand(sf_buffer_add(zip, (sheaf_str){out, bytes}), "there is memory");
}

/* The fields that a local header and a line of the directory share. */
static void put_entry(sf_buffer *zip, const entry *e) {
    put_number(zip, 20, 2);
    put_number(zip, 0, 2 + 2);
    put_number(zip, 0x210000, 4);
    put_number(zip, e->crc, 4);
    put_number(zip, e->length, 4);
    put_number(zip, e->length, 4);
    put_number(zip, e->name.len, 2);
}

static void put_local(sf_buffer *zip, entry *e) {
    e->offset = (uint32_t)zip->length;
    for (int i = 0; i < 3; i++) {
        e->crc = checksum(e->crc, e->pieces[i]);
        e->length += (uint32_t)e->pieces[i].len;
    }
    put_number(zip, 0x04034B50, 4);
    put_entry(zip, e);
    put_number(zip, 0, 2);
    sf_buffer_add(zip, e->name);
    for (int i = 0; i < 3; i++)
        sf_buffer_add(zip, e->pieces[i]);
}

static void put_central(sf_buffer *zip, const entry *e) {
    put_number(zip, 0x02014B50, 4);
    put_number(zip, 20, 2);
    put_entry(zip, e);
    put_number(zip, 0, 8);
    put_number(zip, 0, 4);
    put_number(zip, e->offset, 4);
    sf_buffer_add(zip, e->name);
}

static void put_zip(sf_buffer *zip, entry *entries, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        put_local(zip, &entries[i]);
    size_t begin = zip->length;
    for (uint32_t i = 0; i < count; i++)
        put_central(zip, &entries[i]);
    size_t length = zip->length - begin;
    put_number(zip, 0x06054B50, 4);
    put_number(zip, 0, 4);
    put_number(zip, count, 2);
    put_number(zip, count, 2);
    put_number(zip, length, 4);
    put_number(zip, begin, 4);
    put_number(zip, 0, 2);
}

static sheaf_str str(const char *text) {
    return (sheaf_str){text, strlen(text)};
}

/* Up to the next form feed. */
static sheaf_str take_part(sheaf_str *rest) {
    const char *stop = rest->len ? memchr(rest->ptr, '\f', rest->len) : NULL;
    size_t length = stop ? (size_t)(stop - rest->ptr) : rest->len;
    sheaf_str part = {rest->ptr, length};
    rest->ptr += length + (stop != NULL);
    rest->len -= length + (stop != NULL);
    return part;
}

static void put_parts(sf_buffer *zip, sheaf_str rest, int bare) {
    entry entries[ENTRIES] = {{.name = SHEAF_STR("[Content_Types].xml"), .pieces = {str(types)}},
                              {.name = SHEAF_STR("_rels/.rels"), .pieces = {str(main_relation)}}};
    uint32_t count = 2;
    for (int i = 0; i < PARTS; i++) {
        sheaf_str inner = take_part(&rest);
        if (bare && inner.len == 0)
            continue;
        entry *e = &entries[count++];
        e->name = str(roots[i].name);
        e->pieces[0] = str(bare ? "" : roots[i].before);
        e->pieces[1] = inner;
        e->pieces[2] = str(bare ? "" : roots[i].after);
    }
    put_zip(zip, entries, count);
}

/* ---- reading it ---- */

static const char manifest_text[] =
    "id = docx\nkind = reader\nlibrary = read_docx.so\nabi = 1.1\nversion = 1\nformat = docx\n"
    "option = changes | accept | Tracked changes\n";

static void set_limits(sf_settings *settings) {
    static const char *const low[][2] = {
        {"nodes", "100000"}, {"cells", "100000"}, {"text", "16M"}, {"inflated", "16M"}};
    sf_error error = {0};
    sf_settings_init(settings);
    for (size_t i = 0; i < sizeof low / sizeof *low; i++)
        demand(sf_limits_set(&settings->limits, str(low[i][0]), str(low[i][1]), &error) == SHEAF_OK,
               "the limits are known");
}

static void check(const sheaf_document *document) {
    char message[256];
    if (!sf_document_check(document, message))
        demand(0, message);
#ifdef SHEAF_PLANTED_BUG
    /* A rule that the seeds keep and nothing else does: it proves that whole elements are moved. */
    demand(document->tables.count < 2, "planted");
#endif
}

/* The dump of what is read, or the sentence that says why nothing is. */
static void read_package(sheaf_str bytes, const sf_manifest *manifest, sf_buffer *out) {
    sf_settings settings;
    sf_source source;
    sheaf_job job;
    set_limits(&settings);
    sf_source_lend(&source, bytes, SHEAF_STR("input.docx"));
    sf_job_init(&job, &settings, &source, NULL);
    const sheaf_plugin *reader = sheaf_entry.plugins[0];
    sheaf_str why;
    reader->probe(
        &(sheaf_input){.size = sizeof(sheaf_input), .bytes = bytes, .name = SHEAF_STR("")}, &why);
    if (sf_job_read(&job, manifest, reader) == SHEAF_OK) {
        check(sf_job_document(&job));
        demand(sf_dump(sf_job_document(&job), out), "what is read can be dumped");
    } else {
        demand(job.error.message[0] != '\0', "a failure has a sentence");
        demand(job.error.status != SHEAF_BAD_CALL, job.error.message);
        sf_buffer_add(out, str(job.error.message));
    }
    sf_job_done(&job);
    sf_settings_done(&settings);
}

static void read_twice(sheaf_str zip) {
    sf_arena arena = {0};
    sf_manifest manifest;
    sf_buffer first = {0}, second = {0};
    demand(sf_manifest_parse(&manifest, "docx.sheaf", str(manifest_text), &arena),
           "the manifest is sound");
    read_package(zip, &manifest, &first);
    read_package(zip, &manifest, &second);
    demand(first.length == second.length && memcmp(first.bytes, second.bytes, first.length) == 0,
           "the same package gives the same document");
    sf_buffer_done(&first);
    sf_buffer_done(&second);
    sf_manifest_done(&manifest);
    sf_arena_done(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    sf_buffer zip = {0};
    if (size == 0)
        return 0;
    sheaf_str rest = {(const char *)data + 1, size - 1};
    if (data[0] == 'z')
        sf_buffer_add(&zip, rest);
    else
        put_parts(&zip, rest, data[0] == 'w');
    read_twice(sf_buffer_view(&zip));
    sf_buffer_done(&zip);
    return 0;
}
