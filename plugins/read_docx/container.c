/* What the file is, before it is opened and after: a Word document, or something else that a person took for one.
 * Each other thing has a row with its evidence and a sentence that says what to do. */
#include "container.h"
#include "package.h"

static const unsigned char ole_magic[8] = {0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1};

typedef struct foreign {
    const char *evidence;
    const char *what;
} foreign;

/* Streams of a compound file, by their names in UTF-16LE; the first row that matches counts. */
static const foreign compounds[] = {
    {"EncryptedPackage",
     "The document is encrypted with a password; open it in Word and save it without one"},
    {"WordDocument",
     "This is a document of Word 97 to 2003 (.doc), whatever its name says; open it "
     "in Word or LibreOffice and save it as .docx"},
    {"Workbook",
     "This is an Excel 97 to 2003 workbook (.xls), not a Word document; copy its tables "
     "into one, or export them as text"},
    {"PowerPoint Document",
     "This is a PowerPoint 97 to 2003 presentation (.ppt), not a Word document; "
     "export it as one"},
    {"", "This is a compound file of another program, not a Word document; open it in the program "
         "that made it and save it as .docx"}};

/* Main parts of packages, by a piece of their media type. */
static const foreign packages[] = {
    {"spreadsheetml", "This is an Excel workbook, not a Word document; copy its tables into a Word "
                      "document, or export them as text"},
    {"ms-excel", "This is an Excel workbook, not a Word document; copy its tables into a Word "
                 "document, or export them as text"},
    {"presentationml", "This is a PowerPoint presentation, not a Word document; export it as one"},
    {"ms-powerpoint", "This is a PowerPoint presentation, not a Word document; export it as one"},
    {"visio", "This is a Visio drawing, not a Word document; export it as one"},
    {"",
     "The main part of the package is no word processing document; open the file in the program "
     "that made it and save it as .docx"}};

/* Zip archives that are no Office packages, by an entry that they have. */
static const foreign archives[] = {
    {"META-INF/manifest.xml",
     "This is an OpenDocument file (.odt, .ods, .odp), not a Word document; open "
     "it in LibreOffice and save it as .docx"},
    {"META-INF/container.xml",
     "This is an e-book (EPUB), not a Word document; convert it to .docx first"},
    {"content.xml",
     "This is an OpenDocument file (.odt, .ods, .odp), not a Word document; open it in "
     "LibreOffice and save it as .docx"},
    {"Index/Document.iwa", "This is a Pages document, not a Word document; export it as .docx"},
    {"", "This is a zip archive without the parts of a Word document; if reports are in it, unpack "
         "them and name them one by one"}};

/* The name as it stands in the file, each letter followed by a zero byte. */
static int holds_wide(sheaf_str bytes, const char *name) {
    size_t len = strlen(name);
    char wide[64];
    for (size_t i = 0; i < len; i++) {
        wide[2 * i] = name[i];
        wide[2 * i + 1] = 0;
    }
    for (size_t i = 0; i + 2 * len <= bytes.len; i += 2)
        if (memcmp(bytes.ptr + i, wide, 2 * len) == 0)
            return 1;
    return 0;
}

static sheaf_status refuse(docx_reader *reader, const char *what) {
    return docx_failf(reader, SHEAF_UNSUPPORTED, "docx.foreign", "%s", what);
}

int docx_is_compound(sheaf_str bytes) {
    return bytes.len >= sizeof ole_magic && memcmp(bytes.ptr, ole_magic, sizeof ole_magic) == 0;
}

sheaf_status docx_refuse_compound(docx_reader *reader, sheaf_str bytes) {
    const foreign *row = compounds;
    while (*row->evidence && !holds_wide(bytes, row->evidence))
        row++;
    return refuse(reader, row->what);
}

static sheaf_status refuse_archive(docx_reader *reader) {
    const foreign *row = archives;
    while (*row->evidence &&
           !docx_package_has(reader, (sheaf_str){row->evidence, strlen(row->evidence)}))
        row++;
    return refuse(reader, row->what);
}

static sheaf_status refuse_package(docx_reader *reader, sheaf_str media_type) {
    const foreign *row = packages;
    while (*row->evidence && !docx_holds(media_type, row->evidence))
        row++;
    return refuse(reader, row->what);
}

/* By its relationship; where the package has lost that, by the name that nearly all writers use. */
sheaf_status docx_find_main(docx_reader *reader) {
    sheaf_str usual = SHEAF_STR("word/document.xml");
    reader->main = docx_related(reader, SHEAF_STR(""), "officeDocument");
    if (!reader->main.len && docx_package_has(reader, usual)) {
        docx_warnf(
            reader, "docx.relations", SHEAF_STR(""), 0,
            "The package does not say which part is the document; word/document.xml was taken");
        reader->main = usual;
    }
    sheaf_status status = reader->host->tick(reader->job, 0, 0);
    if (status != SHEAF_OK)
        return status;
    if (!reader->main.len)
        return refuse_archive(reader);
    sheaf_str type = docx_media_type(reader, reader->main);
    int is_word = docx_holds(type, "wordprocessingml") || docx_holds(type, "ms-word") ||
                  docx_same(reader->main, usual);
    return is_word ? reader->host->tick(reader->job, 0, 0) : refuse_package(reader, type);
}

/* ------------------------------------------------------------------------------------------- probe -- */

typedef struct sign {
    const char *piece;
    uint32_t bid;
    sheaf_str why;
} sign;

static const sign signs[] = {
    {"word/", SHEAF_BID_SURE, {"is a zip archive with a folder `word`", 37}},
    {"[Content_Types].xml", SHEAF_BID_LIKELY, {"is an Office package", 20}},
    {"mimetypeapplication/", SHEAF_BID_MAYBE, {"is a package of another office format", 37}},
    {"", SHEAF_BID_MAYBE, {"is a zip archive", 16}}};

static int is_zip(sheaf_str bytes) {
    return bytes.len >= 4 &&
           (memcmp(bytes.ptr, "PK\3\4", 4) == 0 || memcmp(bytes.ptr, "PK\5\6", 4) == 0);
}

/* Names of entries stand uncompressed before each of them; the first ones are near the start. */
uint32_t docx_probe(const sheaf_input *input, sheaf_str *why) {
    sheaf_str bytes = input->bytes;
    if (docx_is_compound(bytes)) {
        *why = SHEAF_STR("is a compound file: an old or encrypted Office document");
        return SHEAF_BID_MAYBE;
    }
    if (!is_zip(bytes)) {
        *why = SHEAF_STR("is no zip archive");
        return SHEAF_BID_NO;
    }
    if (bytes.len > 1 << 16)
        bytes.len = 1 << 16;
    const sign *found = signs;
    while (*found->piece && !docx_holds(bytes, found->piece))
        found++;
    *why = found->why;
    return found->bid;
}
