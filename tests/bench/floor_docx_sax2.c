// link: libzip libxml-2.0
/* As floor_docx, with the SAX2 interface of libxml2: shows what the choice of the parser costs or saves.
 *
 *   floor_docx_sax2 FILE [PART] */
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

typedef struct floor_count {
    unsigned long elements;
    unsigned long text;
} floor_count;

static void begin(void *to, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                  int namespaces, const xmlChar **declared, int attributes, int defaulted,
                  const xmlChar **values) {
    floor_count *count = to;
    (void)name, (void)prefix, (void)uri, (void)namespaces;
    (void)declared, (void)attributes, (void)defaulted, (void)values;
    count->elements++;
}

static void end(void *to, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
    (void)to, (void)name, (void)prefix, (void)uri;
}

static void characters(void *to, const xmlChar *text, int length) {
    floor_count *count = to;
    (void)text;
    count->text += (unsigned long)length;
}

static void stop(const char *what) {
    fprintf(stderr, "floor_docx_sax2: %s\n", what);
    exit(2);
}

static void walk(zip_file_t *file, xmlParserCtxtPtr parser) {
    static char room[1 << 16];
    for (;;) {
        zip_int64_t bytes = zip_fread(file, room, sizeof room);
        if (bytes < 0)
            stop("the part cannot be read");
        if (xmlParseChunk(parser, room, (int)bytes, bytes == 0) != 0)
            stop("the part is not well-formed");
        if (bytes == 0)
            return;
    }
}

int main(int count, char **words) {
    floor_count seen = {0};
    xmlSAXHandler handler;
    if (count < 2)
        stop("name a file");
    memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = begin;
    handler.endElementNs = end;
    handler.characters = characters;
    zip_t *package = zip_open(words[1], ZIP_RDONLY, NULL);
    zip_file_t *file =
        package ? zip_fopen(package, count > 2 ? words[2] : "word/document.xml", 0) : NULL;
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, &seen, NULL, 0, NULL);
    if (!file || !parser)
        stop("there is no such part");
    xmlCtxtUseOptions(parser, XML_PARSE_HUGE);
    walk(file, parser);
    xmlFreeParserCtxt(parser);
    zip_fclose(file);
    zip_close(package);
    printf("%lu elements, %lu bytes of text\n", seen.elements, seen.text);
    return 0;
}
