// link: libzip expat
/* The floor for DOCX: opens the package with libzip and runs a bare expat over one part, with handlers that
 * do nothing. It knows no styles, numbers, tables or limits, and makes nothing of what it reads.
 *
 *   floor_docx FILE [PART]       PART is word/document.xml by default
 *
 * It prints how many elements and bytes of text it saw, so that what it does cannot be left out. */
#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <zip.h>

typedef struct floor_count {
    unsigned long elements;
    unsigned long text;
} floor_count;

static void XMLCALL begin(void *to, const XML_Char *name, const XML_Char **attributes) {
    floor_count *count = to;
    (void)name;
    (void)attributes;
    count->elements++;
}

static void XMLCALL end(void *to, const XML_Char *name) {
    (void)to;
    (void)name;
}

static void XMLCALL characters(void *to, const XML_Char *text, int length) {
    floor_count *count = to;
    (void)text;
    count->text += (unsigned long)length;
}

static void stop(const char *what) {
    fprintf(stderr, "floor_docx: %s\n", what);
    exit(2);
}

static void walk(zip_file_t *file, XML_Parser parser) {
    for (;;) {
        void *room = XML_GetBuffer(parser, 1 << 16);
        zip_int64_t bytes = room ? zip_fread(file, room, 1 << 16) : -1;
        if (bytes < 0)
            stop("the part cannot be read");
        if (XML_ParseBuffer(parser, (int)bytes, bytes == 0) != XML_STATUS_OK)
            stop("the part is not well-formed");
        if (bytes == 0)
            return;
    }
}

int main(int count, char **words) {
    floor_count seen = {0};
    if (count < 2)
        stop("name a file");
    zip_t *package = zip_open(words[1], ZIP_RDONLY, NULL);
    zip_file_t *file =
        package ? zip_fopen(package, count > 2 ? words[2] : "word/document.xml", 0) : NULL;
    XML_Parser parser = XML_ParserCreate(NULL);
    if (!file || !parser)
        stop("there is no such part");
    XML_SetUserData(parser, &seen);
    XML_SetElementHandler(parser, begin, end);
    XML_SetCharacterDataHandler(parser, characters);
    walk(file, parser);
    XML_ParserFree(parser);
    zip_fclose(file);
    zip_close(package);
    printf("%lu elements, %lu bytes of text\n", seen.elements, seen.text);
    return 0;
}
