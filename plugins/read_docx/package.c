/* The archive: its entries sorted by folded name, so that finding one and seeing that two differ in case only are
 * the same comparison. Streams are counted as they inflate; nothing believes the sizes that the archive states. */
#include "package.h"

#include <stdlib.h>
#include <zip.h>

enum { PIECE = 1 << 16, MOST_STREAMS = 4, MOST_ENTRIES = 100000, RATIO_FLOOR = 16 << 20 };

typedef struct entry {
    sheaf_str name;
    uint64_t index;
    uint32_t clash;     /* another entry has this name, too, but perhaps for its case */
    uint32_t by_extra;  /* a second name, which counts for nothing but to contest that of another */
    uint32_t contested; /* programs that go by second names take another entry for this part */
} entry;

struct docx_package {
    zip_t *archive;
    entry *entries;
    uint32_t count;
    uint64_t inflated;         /* bytes so far, of all streams */
    char *rooms[MOST_STREAMS]; /* PIECE bytes each: a part may be read while another one is */
    uint32_t streams;          /* that are open */
};

/* ------------------------------------------------------------------------------ finding entries -- */

/* OPC compares part names without regard to ASCII case; some writers use backslashes. */
static int fold(char c) {
    if (c == '\\')
        return '/';
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : (unsigned char)c;
}

static int compare_names(sheaf_str a, sheaf_str b) {
    size_t least = a.len < b.len ? a.len : b.len;
    for (size_t i = 0; i < least; i++)
        if (fold(a.ptr[i]) != fold(b.ptr[i]))
            return fold(a.ptr[i]) - fold(b.ptr[i]);
    return (a.len > b.len) - (a.len < b.len);
}

static int compare_entries(const void *a, const void *b) {
    return compare_names(((const entry *)a)->name, ((const entry *)b)->name);
}

/* Of one name, those that have it by themselves first. */
static int compare_claims(const void *a, const void *b) {
    int names = compare_entries(a, b);
    return names ? names : (int)((const entry *)a)->by_extra - (int)((const entry *)b)->by_extra;
}

static entry *find_entry(const docx_reader *reader, sheaf_str part) {
    const docx_package *package = reader->package;
    entry key = {.name = part};
    return package->count
               ? bsearch(&key, package->entries, package->count, sizeof key, compare_entries)
               : NULL;
}

int docx_package_has(const docx_reader *reader, sheaf_str part) {
    const entry *found = find_entry(reader, part);
    return found && !found->clash;
}

int docx_package_claims(const docx_reader *reader, sheaf_str part) {
    return find_entry(reader, part) != NULL;
}

uint64_t docx_package_size(const docx_reader *reader, sheaf_str part) {
    const entry *found = find_entry(reader, part);
    zip_stat_t stat;
    if (!found || zip_stat_index(reader->package->archive, found->index, 0, &stat) != 0)
        return 0;
    return stat.valid & ZIP_STAT_SIZE ? stat.size : 0;
}

/* --------------------------------------------------------------------------- opening and closing -- */

static void list_entry(docx_package *package, entry one) {
    if (one.name.len && (*one.name.ptr == '/' || *one.name.ptr == '\\'))
        one.name = (sheaf_str){one.name.ptr + 1, one.name.len - 1};
    if (one.name.len)
        package->entries[package->count++] = one;
}

static void list_names(docx_package *package, docx_directory directory, uint64_t count) {
    for (uint64_t i = 0; i < count; i++) {
        const char *text = zip_get_name(package->archive, i, ZIP_FL_ENC_RAW);
        sheaf_str name = {text ? text : "", text ? strlen(text) : 0};
        sheaf_str own = docx_directory_name(&directory, name);
        uint32_t is_renamed = !docx_same(own, name);
        list_entry(package, (entry){.name = own, .index = i, .contested = is_renamed});
        if (is_renamed)
            list_entry(package, (entry){.name = name, .index = i, .by_extra = 1});
    }
}

/* Leaves the names that entries have by themselves, each with what is to be known of others that claim it. */
static void settle_names(docx_package *package) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < package->count; i++) {
        entry one = package->entries[i];
        entry *last = kept ? &package->entries[kept - 1] : NULL;
        int is_same = last && compare_entries(last, &one) == 0;
        if (is_same && one.by_extra)
            last->contested = 1;
        else if (is_same)
            last->clash = one.clash = 1;
        if (!one.by_extra)
            package->entries[kept++] = one;
    }
    package->count = kept;
}

static sheaf_status list_entries(docx_reader *reader, docx_package *package) {
    zip_int64_t count = zip_get_num_entries(package->archive, 0);
    if (count > MOST_ENTRIES)
        return docx_failf(reader, SHEAF_LIMIT, "docx.package.entries",
                          "The package has %lld entries, a Word document at most %d: it is damaged "
                          "or made to harm",
                          (long long)count, MOST_ENTRIES);
    package->entries = docx_take(reader, 2 * (size_t)count * sizeof *package->entries);
    if (!package->entries)
        return SHEAF_MEMORY;
    list_names(package, docx_directory_open(reader->host->input(reader->job)->bytes),
               (uint64_t)count);
    qsort(package->entries, package->count, sizeof *package->entries, compare_claims);
    settle_names(package);
    return SHEAF_OK;
}

static sheaf_status unreadable(docx_reader *reader, zip_error_t *error) {
    if (zip_error_code_zip(error) == ZIP_ER_MEMORY)
        return docx_failf(reader, SHEAF_MEMORY, "memory",
                          "There is not enough memory to open the package");
    return docx_failf(reader, SHEAF_BAD_INPUT, "docx.zip",
                      "The file begins as a zip archive but cannot be opened as one (%s): it is "
                      "cut short or damaged; "
                      "fetch it again, or let Word repair it and save it anew",
                      zip_error_strerror(error));
}

static zip_t *open_archive(sheaf_str bytes, zip_error_t *error) {
    zip_source_t *source = zip_source_buffer_create(bytes.ptr, bytes.len, 0, error);
    zip_t *archive = source ? zip_open_from_source(source, ZIP_RDONLY, error) : NULL;
    if (source && !archive)
        zip_source_free(source);
    return archive;
}

sheaf_status docx_package_open(docx_reader *reader) {
    docx_package *package = docx_take(reader, sizeof *package);
    if (!package)
        return SHEAF_MEMORY;
    zip_error_t error;
    zip_error_init(&error);
    package->archive = open_archive(reader->host->input(reader->job)->bytes, &error);
    sheaf_status status = package->archive ? SHEAF_OK : unreadable(reader, &error);
    zip_error_fini(&error);
    if (status != SHEAF_OK)
        return status;
    reader->package = package;
    return list_entries(reader, package);
}

void docx_package_close(docx_reader *reader) {
    if (reader->package && reader->package->archive)
        zip_discard(reader->package->archive);
    reader->package = NULL;
}

/* ---------------------------------------------------------------------------------------- reading -- */

typedef struct flaw {
    int error;
    const char *code, *clause;
} flaw;

static const flaw flaws[] = {
    {ZIP_ER_CRC, "docx.part.checksum",
     "does not have the checksum that the package states: it is damaged, and any number in it may "
     "be "
     "wrong; fetch the file again"},
    {ZIP_ER_NOPASSWD, "docx.part.encrypted", "is encrypted; save the document without a password"},
    {ZIP_ER_ENCRNOTSUPP, "docx.part.encrypted",
     "is encrypted; save the document without a password"},
    {ZIP_ER_WRONGPASSWD, "docx.part.encrypted",
     "is encrypted; save the document without a password"},
    {ZIP_ER_COMPNOTSUPP, "docx.part.compression",
     "is compressed in a way that Word documents do not use; save the document anew"},
    {0, "docx.part.damaged", "cannot be read from the package: it is cut short or damaged"},
};

static sheaf_status damaged(docx_reader *reader, sheaf_str part, zip_error_t *error) {
    int code = zip_error_code_zip(error);
    if (code == ZIP_ER_MEMORY)
        return docx_failf(reader, SHEAF_MEMORY, "memory",
                          "There is not enough memory to inflate a part");
    const flaw *found = flaws;
    while (found->error && found->error != code)
        found++;
    return docx_flawf(reader, found->code, part, "The part %.*s %s", (int)part.len, part.ptr,
                      found->clause);
}

/* Counts the bytes of one stream and of all; the limits are named with the options that raise them. */
static sheaf_status count_inflated(docx_reader *reader, sheaf_str part, uint64_t got,
                                   uint64_t stream, uint64_t compressed) {
    const sheaf_host *host = reader->host;
    uint64_t most = host->limit(reader->job, SHEAF_LIMIT_INFLATED);
    uint64_t ratio = host->limit(reader->job, SHEAF_LIMIT_RATIO);
    reader->package->inflated += got;
    if (most && reader->package->inflated > most)
        return docx_failf(
            reader, SHEAF_LIMIT, "limit.inflated",
            "The parts of the package inflate to more than %llu bytes; if the file is sound, raise "
            "--limit inflated=N",
            (unsigned long long)most);
    if (ratio && stream > RATIO_FLOOR && stream / ratio > compressed)
        return docx_failf(
            reader, SHEAF_LIMIT, "limit.ratio",
            "The part %.*s inflates to more than %llu times its size; if the file is sound, raise "
            "--limit ratio=N",
            (int)part.len, part.ptr, (unsigned long long)ratio);
    return host->tick(reader->job, 0, 0);
}

static sheaf_status stream(docx_reader *reader, sheaf_str part, zip_file_t *file, char *room,
                           uint64_t compressed, docx_piece *piece, void *context) {
    uint64_t sum = 0;
    for (;;) {
        zip_int64_t got = zip_fread(file, room, PIECE);
        if (got < 0)
            return damaged(reader, part, zip_file_get_error(file));
        sum += (uint64_t)got;
        sheaf_status status = count_inflated(reader, part, (uint64_t)got, sum, compressed);
        if (status == SHEAF_OK)
            status = piece(context, (sheaf_str){room, (size_t)got});
        if (status != SHEAF_OK || got == 0)
            return status;
    }
}

/* Each stream that is open has a room of its own. The walk opens three at most: document, header, picture. */
static char *take_room(docx_reader *reader) {
    docx_package *package = reader->package;
    if (package->streams == MOST_STREAMS) {
        docx_failf(reader, SHEAF_BAD_CALL, "docx.streams", "Too many parts are read at once");
        return NULL;
    }
    char **room = &package->rooms[package->streams];
    if (!*room)
        *room = docx_take(reader, PIECE);
    package->streams += *room != NULL;
    return *room;
}

static sheaf_status missing(docx_reader *reader, sheaf_str part, const entry *found) {
    return docx_flawf(
        reader, found ? "docx.part.twice" : "docx.part.missing", part,
        found ? "The package has more than one part %.*s (the case of letters does "
                "not count), and nothing says which one is meant; save the document anew in Word"
              : "The package has no part %.*s, which the document needs",
        (int)part.len, part.ptr);
}

/* Said once. */
static void say_contested(docx_reader *reader, sheaf_str part, entry *found) {
    if (found->contested)
        docx_warnf(
            reader, "docx.part.twice", part, 0,
            "Entries of the package have second names (extra field 0x7075, Unicode path), by "
            "which another one is the part %.*s, or none; the entry of this name was read, "
            "other programs may show other text; see that it is what you expect, or save "
            "the document anew in Word",
            (int)part.len, part.ptr);
    found->contested = 0;
}

sheaf_status docx_package_read(docx_reader *reader, sheaf_str part, docx_piece *piece,
                               void *context) {
    zip_t *archive = reader->package->archive;
    entry *found = find_entry(reader, part);
    zip_stat_t stat;
    if (!found || found->clash)
        return missing(reader, part, found);
    say_contested(reader, part, found);
    if (zip_stat_index(archive, found->index, 0, &stat) != 0)
        return damaged(reader, part, zip_get_error(archive));
    zip_file_t *file = zip_fopen_index(archive, found->index, 0);
    if (!file)
        return damaged(reader, part, zip_get_error(archive));
    char *room = take_room(reader);
    sheaf_status status = SHEAF_MEMORY;
    if (room) {
        status = stream(reader, part, file, room, stat.comp_size, piece, context);
        reader->package->streams--;
    }
    zip_fclose(file);
    return status;
}
