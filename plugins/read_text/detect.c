/* Which encoding the bytes are in, by evidence in this order: a byte order mark, the pattern of NULs or
 * of common characters that UTF-16 and 32 leave, valid UTF-8, the statistics of GB 18030 and Big5, and for
 * what is left the library uchardet, loaded only then. Thin evidence is marked as a guess. */
#include "encoding.h"

#include <dlfcn.h>
#include <errno.h>
#include <iconv.h>
#include <string.h>

enum { SAMPLE = 1 << 18, PEEK = 1 << 16 };

typedef struct signature {
    const char *bytes;
    size_t length;
    const char *refusal; /* what the file is and what to do, as a clause */
} signature;

static const signature binaries[] = {
    {"%PDF-", 5,
     "is a PDF file, not text; the reader pdf reads it, and `pdftotext -layout` makes text of it"},
    {"PK\3\4", 4,
     "is a ZIP archive, as DOCX and ODT files are, not text; save the document as text first"},
    {"PK\5\6", 4, "is an empty ZIP archive, not text; check how the file was made"},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8,
     "is an old Office file (DOC, XLS), not text; save it as text first"},
    {"{\\rtf", 5, "is an RTF file, not plain text; save it as plain text first"},
    {"\x89PNG", 4, "is a PNG picture, not text; recognise its text first"},
    {"\xFF\xD8\xFF", 3, "is a JPEG picture, not text; recognise its text first"},
    {"GIF8", 4, "is a GIF picture, not text; recognise its text first"},
    {"II*\0", 4, "is a TIFF picture, not text; recognise its text first"},
    {"MM\0*", 4, "is a TIFF picture, not text; recognise its text first"},
    {"\x7F"
     "ELF",
     4, "is a program (ELF), not text; give a document"},
    {"\x1F\x8B", 2, "is gzip data, not text; unpack it first"},
    {"BZh", 3, "is bzip2 data, not text; unpack it first"},
    {"\xFD"
     "7zXZ",
     5, "is xz data, not text; unpack it first"},
    {"7z\xBC\xAF\x27\x1C", 6, "is a 7-Zip archive, not text; unpack it first"},
    {"Rar!\x1A", 5, "is a RAR archive, not text; unpack it first"},
    {"\x28\xB5\x2F\xFD", 4, "is zstd data, not text; unpack it first"},
    {"SQLite format 3", 15, "is an SQLite database, not text; give a document"},
};

typedef struct mark {
    const char *bytes;
    size_t length;
    const char *name;
} mark;

/* The longer mark first: that of UTF-32LE begins like that of UTF-16LE. */
static const mark marks[] = {{"\xFF\xFE\0\0", 4, "utf32le"}, {"\0\0\xFE\xFF", 4, "utf32be"},
                             {"\xEF\xBB\xBF", 3, "utf8"},    {"\xFF\xFE", 2, "utf16le"},
                             {"\xFE\xFF", 2, "utf16be"},     {"\x84\x31\x95\x33", 4, "gb18030"}};

static int starts(sheaf_str bytes, const char *with, size_t length) {
    return bytes.len >= length && memcmp(bytes.ptr, with, length) == 0;
}

static sheaf_str head_of(sheaf_str bytes, size_t most) {
    return (sheaf_str){bytes.ptr, bytes.len < most ? bytes.len : most};
}

static void settle(detection *result, const char *name) {
    encoding_named((sheaf_str){name, strlen(name)}, result);
}

static int by_mark(sheaf_str bytes, detection *result) {
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (starts(bytes, marks[i].bytes, marks[i].length)) {
            settle(result, marks[i].name);
            result->bom = marks[i].length;
            return 1;
        }
    return 0;
}

/* ---- UTF-16 and UTF-32 without a mark ---- */

static uint32_t unit_at(const unsigned char *at, unsigned size, int big) {
    uint32_t value = 0;
    for (unsigned i = 0; i < size; i++)
        value = value << 8 | at[big ? i : size - 1 - i];
    return value;
}

/* Characters that text is mostly made of, in the scripts that come in these encodings unmarked. */
static int is_common(uint32_t c) {
    return (c >= 0x20 && c < 0x7F) || (c >= 9 && c <= 13) || (c >= 0xA0 && c < 0x250) ||
           (c >= 0x370 && c < 0x700) || (c >= 0xE00 && c < 0xE80) || (c >= 0x2010 && c < 0x2040) ||
           (c >= 0x3000 && c < 0x3100) || (c >= 0x4E00 && c < 0xA000) ||
           (c >= 0xAC00 && c < 0xD7A4) || (c >= 0xFF00 && c < 0xFFF0) ||
           (c >= 0x2460 && c < 0x2600);
}

/* Share of common characters in thousandths, -1 where there is neither space nor stop among them. */
static int share_of_common(sheaf_str bytes, unsigned size, int big) {
    uint64_t common = 0;
    uint64_t plain = 0;
    uint64_t count = 0;
    for (size_t at = 0; at + size <= bytes.len; at += size, count++) {
        uint32_t c = unit_at((const unsigned char *)bytes.ptr + at, size, big);
        common += (uint64_t)is_common(c);
        plain += c == ' ' || c == '\n' || c == '\r' || c == 0x3000 || c == 0x3001 || c == 0x3002 ||
                 c == 0xFF0C || (c > ' ' && c < 0x7F);
    }
    return count == 0 || plain == 0 ? -1 : (int)(common * 1000 / count);
}

static int by_units(sheaf_str bytes, detection *result) {
    static const struct {
        const char *name;
        unsigned size;
        int big;
    } tries[] = {{"utf32le", 4, 0}, {"utf32be", 4, 1}, {"utf16le", 2, 0}, {"utf16be", 2, 1}};
    sheaf_str sample = head_of(bytes, SAMPLE);
    int best = 899;
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        int share = sample.len / 2 < tries[i].size || bytes.len % tries[i].size
                        ? -1
                        : share_of_common(sample, tries[i].size, tries[i].big);
        if (share <= best)
            continue;
        best = share;
        settle(result, tries[i].name);
    }
    return best > 899;
}

/* ---- double-byte Chinese ---- */

typedef struct doubles {
    uint64_t pairs; /* double-byte characters */
    uint64_t usual; /* of them, in the rows of common characters */
    uint64_t late;  /* of them, in rows that only Chinese in GB 2312 uses much */
    uint64_t kana;
    uint64_t bad;
} doubles;

static int is_usual_gb(unsigned lead, unsigned trail) {
    return trail >= 0xA1 && ((lead >= 0xB0 && lead <= 0xD7) || (lead >= 0xA1 && lead <= 0xA3));
}

static int is_usual_big5(unsigned lead, unsigned trail) {
    return (trail >= 0xA1 || trail < 0x7F) && lead >= 0xA1 && lead <= 0xC6;
}

/* Whether the text draws lines as GB 2312 does, `───` or `━━━`: in Big5 that is one ideograph over and over. */
static int is_drawn(sheaf_str bytes) {
    for (size_t i = 0; i + 6 <= bytes.len; i++)
        if (!memcmp(bytes.ptr + i, "\xA9\xA4\xA9\xA4\xA9\xA4", 6) ||
            !memcmp(bytes.ptr + i, "\xA9\xA5\xA9\xA5\xA9\xA5", 6))
            return 1;
    return 0;
}

/* The drawing characters of GB 2312. */
static int is_stroke(unsigned lead, unsigned trail) {
    return lead == 0xA9 && trail >= 0xA4 && trail <= 0xEF;
}

static doubles count_doubles(sheaf_str bytes, int big5, int drawn) {
    const unsigned char *at = (const unsigned char *)bytes.ptr;
    doubles count = {0};
    for (size_t i = 0; i < bytes.len;) {
        unsigned lead = at[i];
        unsigned trail = i + 1 < bytes.len ? at[i + 1] : 0;
        if (lead < 0x80) {
            i++;
        } else if (!big5 && i + 3 < bytes.len && trail >= 0x30 && trail <= 0x39 &&
                   at[i + 2] >= 0x81 && at[i + 3] >= 0x30 && at[i + 3] <= 0x39) {
            count.pairs++;
            count.usual++;
            i += 4;
        } else if (lead == 0x80 || lead == 0xFF || trail < 0x40 || trail == 0x7F || trail == 0xFF) {
            count.bad++;
            i++;
        } else if (drawn && is_stroke(lead, trail)) {
            i += 2; /* says nothing about the words */
        } else {
            count.pairs++;
            count.usual += (uint64_t)(big5 ? is_usual_big5(lead, trail) : is_usual_gb(lead, trail));
            count.late += (lead >= 0xC9 && lead <= 0xD7) || lead == 0xA1 || lead == 0xA3;
            count.kana += lead == 0xA4 || lead == 0xA5;
            i += 2;
        }
    }
    return count;
}

static int by_doubles(sheaf_str bytes, detection *result) {
    sheaf_str sample = head_of(bytes, SAMPLE);
    int drawn = is_drawn(sample);
    doubles gb = count_doubles(sample, 0, drawn);
    doubles big5 = count_doubles(sample, 1, drawn);
    uint64_t room = gb.pairs / 50 + 1; /* errors that a damaged file may have */
    int is_gb = gb.bad <= room && gb.usual * 100 >= gb.pairs * 85 && gb.usual >= big5.usual &&
                gb.kana * 10 < gb.pairs && (gb.pairs < 20 || gb.late * 100 >= gb.pairs * 15);
    int is_big5 = big5.bad <= big5.pairs / 50 + 1 && big5.usual * 100 >= big5.pairs * 85 &&
                  big5.usual > gb.usual + big5.pairs / 10;
    /* A damaged text of few characters: still Chinese more than anything else. */
    int is_rest =
        gb.pairs >= 2 * gb.bad && gb.usual * 100 >= gb.pairs * 85 && gb.late * 100 >= gb.pairs * 15;
    if (gb.pairs == 0 || (!is_gb && !is_big5 && !is_rest))
        return 0;
    settle(result, is_gb || !is_big5 ? "gb18030" : "big5");
    result->guessed = gb.pairs < 8 || (!is_gb && !is_big5);
    return 1;
}

/* ---- uchardet ---- */

typedef struct detector {
    void *(*make)(void);
    void (*drop)(void *);
    int (*feed)(void *, const char *, size_t);
    void (*end)(void *);
    const char *(*name)(void *);
} detector;

/* POSIX lets dlsym's result be a function; ISO C wants the detour over memory. */
static int find_symbol(void *library, const char *name, void *slot) {
    void *symbol = dlsym(library, name);
    memcpy(slot, &symbol, sizeof symbol);
    return symbol != NULL;
}

/* Whether the bytes decode without an error: uchardet names an encoding even where none fits. */
static int decodes(sheaf_str bytes, const char *name) {
    char out[4096];
    iconv_t converter = iconv_open("UTF-8", name);
    if (converter == (iconv_t)-1)
        return 0;
    char *in = (char *)(uintptr_t)bytes.ptr;
    size_t left = bytes.len;
    int wrong = 0;
    while (left && !wrong) {
        char *to = out;
        size_t room = sizeof out;
        wrong = iconv(converter, &in, &left, &to, &room) == (size_t)-1 && errno != E2BIG;
    }
    iconv_close(converter);
    return !wrong || left < 4;
}

static int load_detector(detector *found) {
    void *library = dlopen("libuchardet.so.0", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    return library && find_symbol(library, "uchardet_new", &found->make) &&
           find_symbol(library, "uchardet_delete", &found->drop) &&
           find_symbol(library, "uchardet_handle_data", &found->feed) &&
           find_symbol(library, "uchardet_data_end", &found->end) &&
           find_symbol(library, "uchardet_get_charset", &found->name);
}

static int by_library(sheaf_str bytes, detection *result) {
    detector library;
    if (!load_detector(&library))
        return 0;
    void *state = library.make();
    if (!state)
        return 0;
    sheaf_str sample = head_of(bytes, SAMPLE);
    int found = 0;
    if (library.feed(state, sample.ptr, sample.len) == 0) {
        library.end(state);
        const char *name = library.name(state);
        found = name && *name && encoding_named((sheaf_str){name, strlen(name)}, result) &&
                (!result->found.iconv || decodes(sample, result->found.iconv));
    }
    library.drop(state);
    return found;
}

/* ---- is it text at all ---- */

typedef struct controls {
    uint64_t count; /* NUL apart */
    uint64_t nuls;
    uint64_t nul_runs;
} controls;

/* NUL, the controls that text does not use, and 0xFF: nearly all files have none of them in front. */
static unsigned char is_odd(unsigned char c) {
    const unsigned char from_shift_out = (unsigned char)(c - 14), escape = 27;
    return (c < '\t') | ((from_shift_out < ' ' - 14) & (c != escape)) | (c == 0x7F) | (c == 0xFF);
}

/* Without branches and in blocks of a fixed size, which compilers turn into vector code. */
static int holds_odd(sheaf_str bytes) {
    enum { BLOCK = 32 };
    unsigned char found = 0;
    for (; bytes.len >= BLOCK; bytes = text_from(bytes, BLOCK))
        for (size_t i = 0; i < BLOCK; i++)
            found |= is_odd((unsigned char)bytes.ptr[i]);
    for (size_t i = 0; i < bytes.len; i++)
        found |= is_odd((unsigned char)bytes.ptr[i]);
    return found != 0;
}

static controls count_controls(sheaf_str bytes) {
    controls found = {0};
    unsigned char before = 1;
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        found.count += c && c != 0xFF && is_odd(c);
        found.nuls += c == 0;
        found.nul_runs += c == 0 && before;
        before = c;
    }
    return found;
}

/* Blocks of NUL are padding that a crash or a tape left between text; NULs all over are binary data. */
static int is_binary(sheaf_str sample, const controls *found) {
    uint64_t rest = sample.len - found->nuls;
    return sample.len >= 2 && (found->count * 20 > rest || found->nul_runs * 16 > rest);
}

static int is_wide_text(sheaf_str sample, detection *scratch) {
    return by_mark(sample, scratch) || by_units(sample, scratch);
}

const char *detect_refusal(sheaf_str bytes) {
    for (size_t i = 0; i < sizeof binaries / sizeof *binaries; i++)
        if (starts(bytes, binaries[i].bytes, binaries[i].length))
            return binaries[i].refusal;
    sheaf_str sample = head_of(bytes, PEEK);
    if (!holds_odd(sample))
        return NULL;
    controls found = count_controls(sample);
    detection scratch = {0};
    if (is_wide_text(sample, &scratch))
        return NULL;
    if (is_binary(sample, &found))
        return found.nuls ? "is binary data with NUL bytes, not text; name its encoding with "
                            "--encoding if it is text"
                          : "is binary data, not text; name its encoding with --encoding if it is "
                            "text";
    utf8_count utf8 = encoding_count_utf8(sample);
    return utf8.bad * 3 > sample.len * 2 && count_doubles(sample, 0, 0).bad * 2 > sample.len
               ? "holds bytes that are no characters of any encoding that Sheaf knows; name its "
                 "encoding with --encoding if it is text"
               : NULL;
}

void detect(sheaf_str bytes, detection *result) {
    *result = (detection){0};
    result->refusal = detect_refusal(bytes);
    settle(result, "utf8");
    if (result->refusal || by_mark(bytes, result))
        return;
    utf8_count utf8 = encoding_count_utf8(bytes);
    int nul = memchr(bytes.ptr, 0, head_of(bytes, SAMPLE).len) != NULL;
    result->clean = utf8.bad == 0;
    if (result->clean && !nul)
        return;
    if ((nul || utf8.good < utf8.bad) && by_units(bytes, result))
        return;
    settle(result, "utf8");
    /* Chinese in double bytes holds accidental UTF-8, up to half of it; damaged UTF-8 holds far more. */
    if (utf8.good >= 4 * utf8.bad || by_doubles(bytes, result))
        return;
    settle(result, "utf8");
    if (utf8.good >= utf8.bad)
        return;
    result->guessed = 1;
    const uint64_t fewest = 3; /* bytes that statistics can say anything about */
    if (utf8.bad < fewest || !by_library(bytes, result))
        settle(result, "utf8");
}
