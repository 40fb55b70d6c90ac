/* Rows of number formats over a dozen ways of writing. A row gives a way its characters, so that a new script is a
 * new line. Where standard and Word differ (MS-OI29500 2.1.540) the row follows Word: that is what was printed. */
#include "number_text.h"

#include <string.h>

/* What is written, at most DOCX_NUMBER_ROOM bytes. */
typedef struct ink {
    char *out;
    size_t len;
} ink;

typedef struct row row;
/* Returns 0, with nothing written, where the row has no characters for the value. */
typedef int way(const row *format, uint32_t value, ink *pen);

struct row {
    const char *name;
    way *write;
    const char *glyphs; /* digits, letters or words, what the way makes of them */
    const char *units;
    unsigned rules;
};

/* How numbers are counted in Chinese characters and their kin. */
enum {
    BARE_TEN = 1u << 0,  /* 十一, not 一十一, where a number begins with it */
    BARE_ONES = 1u << 1, /* 百一, not 一百一: no one before ten, hundred, thousand */
    FILLED = 1u << 2,    /* 一百零一: skipped places show as one zero */
    TO_99 = 1u << 3      /* from 100 on digit by digit, 一○一 */
};

static void put(ink *pen, const char *text, size_t len) {
    if (len <= DOCX_NUMBER_ROOM - pen->len) {
        memcpy(pen->out + pen->len, text, len);
        pen->len += len;
    }
}

static size_t glyph_length(const char *at) {
    unsigned char lead = (unsigned char)*at;
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

static uint32_t count_glyphs(const char *glyphs) {
    uint32_t count = 0;
    for (; *glyphs; glyphs += glyph_length(glyphs))
        count++;
    return count;
}

static void put_glyph(ink *pen, const char *glyphs, uint32_t index) {
    for (; index > 0; index--)
        glyphs += glyph_length(glyphs);
    put(pen, glyphs, glyph_length(glyphs));
}

/* The index-th of words that single spaces separate. */
static void put_word(ink *pen, const char *words, uint32_t index) {
    for (; index > 0; index--)
        words = strchr(words, ' ') + 1;
    put(pen, words, strcspn(words, " "));
}

/* ---------------------------------------------------------------------------------------- ways -- */

/* Place by place, to the base of as many digits as there are. */
static int write_digits(const row *format, uint32_t value, ink *pen) {
    uint32_t base = count_glyphs(format->glyphs);
    uint32_t place = 1;
    if (base < 2)
        return 0;
    while (value / place >= base)
        place *= base;
    for (; place > 0; place /= base)
        put_glyph(pen, format->glyphs, value / place % base);
    return 1;
}

/* a ... z, aa, bb, ...; a number that needs more than 30 letters is told better in digits. */
static int write_repeated(const row *format, uint32_t value, ink *pen) {
    uint32_t count = count_glyphs(format->glyphs);
    if (value == 0 || (value - 1) / count >= 30)
        return 0;
    for (uint32_t times = (value - 1) / count + 1; times > 0; times--)
        put_glyph(pen, format->glyphs, (value - 1) % count);
    return 1;
}

/* Begins again after the last. */
static int write_cycled(const row *format, uint32_t value, ink *pen) {
    if (value > 0)
        put_glyph(pen, format->glyphs, (value - 1) % count_glyphs(format->glyphs));
    return value > 0;
}

/* 甲子, 乙丑, ...: two cycles side by side. */
static int write_paired(const row *format, uint32_t value, ink *pen) {
    if (value == 0)
        return 0;
    put_glyph(pen, format->glyphs, (value - 1) % count_glyphs(format->glyphs));
    put_glyph(pen, format->units, (value - 1) % count_glyphs(format->units));
    return 1;
}

/* As far as there are characters. */
static int write_listed(const row *format, uint32_t value, ink *pen) {
    if (value == 0 || value > count_glyphs(format->glyphs))
        return 0;
    put_glyph(pen, format->glyphs, value - 1);
    return 1;
}

/* glyphs: 零一二三四五六七八九; units: 十百千, then 万亿. */
static void count_group(const row *format, uint32_t group, int *skipped, ink *pen) {
    static const uint32_t places[] = {1, 10, 100, 1000};
    for (uint32_t place = 4; place-- > 0;) {
        uint32_t digit = group / places[place] % 10;
        if (digit == 0) {
            *skipped = 1;
            continue;
        }
        if (*skipped && pen->len > 0 && format->rules & FILLED)
            put_glyph(pen, format->glyphs, 0);
        *skipped = 0;
        int bare = digit == 1 && ((format->rules & BARE_ONES && place > 0) ||
                                  (format->rules & BARE_TEN && place == 1 && pen->len == 0));
        if (!bare)
            put_glyph(pen, format->glyphs, digit);
        if (place > 0)
            put_glyph(pen, format->units, place - 1);
    }
}

static int write_counted(const row *format, uint32_t value, ink *pen) {
    static const uint32_t groups[] = {100000000, 10000, 1};
    int skipped = 0;
    if (value == 0 || (value > 99 && format->rules & TO_99))
        return write_digits(format, value, pen);
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t group = value / groups[i] % 10000;
        if (group == 0)
            continue;
        count_group(format, group, &skipped, pen);
        if (i < 2)
            put_glyph(pen, format->units, 4 - i);
    }
    return 1;
}

/* glyphs: IVXLCDM. */
static int write_roman(const row *format, uint32_t value, ink *pen) {
    static const char *const shapes[] = {"",  "0",  "00",  "000",  "01",
                                         "1", "10", "100", "1000", "02"};
    if (value == 0 || value > 32767)
        return 0;
    for (uint32_t thousands = value / 1000; thousands > 0; thousands--)
        put_glyph(pen, format->glyphs, 6);
    value %= 1000;
    for (uint32_t place = 100, one = 4; place > 0; place /= 10, one -= 2)
        for (const char *shape = shapes[value / place % 10]; *shape; shape++)
            put_glyph(pen, format->glyphs, one + (uint32_t)(*shape - '0'));
    return 1;
}

/* Words for ones and for tens, up to 99. */
static int write_native(const row *format, uint32_t value, ink *pen) {
    if (value == 0 || value > 99)
        return 0;
    if (value >= 10)
        put_word(pen, format->units, value / 10 - 1);
    if (value % 10)
        put_word(pen, format->glyphs, value % 10 - 1);
    return 1;
}

/* Letters that add up; 15 and 16 are written 9+6 and 9+7. */
static int write_hebrew(const row *format, uint32_t value, ink *pen) {
    if (value == 0 || value > 392)
        return 0;
    if (value >= 100)
        put_glyph(pen, format->glyphs, 17 + value / 100);
    value %= 100;
    uint32_t tens = value == 15 || value == 16 ? 0 : value / 10;
    if (tens)
        put_glyph(pen, format->glyphs, 8 + tens);
    else if (value > 9)
        put_glyph(pen, format->glyphs, 8);
    uint32_t ones = tens ? value % 10 : value > 9 ? value - 9 : value;
    if (ones)
        put_glyph(pen, format->glyphs, ones - 1);
    return 1;
}

static int write_in_dashes(const row *format, uint32_t value, ink *pen) {
    put(pen, "- ", 2);
    write_digits(format, value, pen);
    put(pen, " -", 2);
    return 1;
}

static int write_ordinal(const row *format, uint32_t value, ink *pen) {
    static const char *const ends[] = {"th", "st", "nd", "rd"};
    uint32_t last = value / 10 % 10 == 1 || value % 10 > 3 ? 0 : value % 10;
    write_digits(format, value, pen);
    put(pen, ends[last], 2);
    return 1;
}

static const char small_words[] =
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen";
static const char tens_words[] = "twenty thirty forty fifty sixty seventy eighty ninety";

static void put_hundreds(ink *pen, uint32_t value) {
    if (value >= 100) {
        put_word(pen, small_words, value / 100);
        put(pen, " hundred", value % 100 ? 9 : 8);
        if (value % 100)
            pen->out[pen->len - 1] = ' ';
    }
    value %= 100;
    if (value >= 20)
        put_word(pen, tens_words, value / 10 - 2);
    if (value >= 20 && value % 10)
        put(pen, "-", 1);
    if (value % 10 || (value >= 10 && value < 20))
        put_word(pen, small_words, value < 20 ? value : value % 10);
}

static void capitalise(ink *pen) {
    pen->out[0] = (char)(pen->out[0] - 'a' + 'A');
}

static void put_cardinal(uint32_t value, ink *pen) {
    static const uint32_t sizes[] = {1000000000, 1000000, 1000, 1};
    if (value == 0)
        put_word(pen, small_words, 0);
    for (uint32_t i = 0; i < 4; i++) {
        uint32_t group = value / sizes[i] % 1000;
        if (group == 0)
            continue;
        if (pen->len > 0)
            put(pen, " ", 1);
        put_hundreds(pen, group);
        if (i < 3)
            put(pen, " ", 1);
        if (i < 3)
            put_word(pen, "billion million thousand", i);
    }
}

static int write_cardinal_text(const row *format, uint32_t value, ink *pen) {
    (void)format;
    put_cardinal(value, pen);
    capitalise(pen);
    return 1;
}

/* Turns the last word, which begins at `start`, into its ordinal. */
static void make_ordinal(ink *pen, size_t start) {
    static const char *const irregular[][2] = {
        {"one", "first"},    {"two", "second"}, {"three", "third"},   {"five", "fifth"},
        {"eight", "eighth"}, {"nine", "ninth"}, {"twelve", "twelfth"}};
    size_t len = pen->len - start;
    for (size_t i = 0; i < sizeof irregular / sizeof *irregular; i++)
        if (strlen(irregular[i][0]) == len && memcmp(irregular[i][0], pen->out + start, len) == 0) {
            pen->len = start;
            put(pen, irregular[i][1], strlen(irregular[i][1]));
            return;
        }
    int in_y = pen->out[pen->len - 1] == 'y';
    pen->len -= (size_t)in_y;
    put(pen, in_y ? "ieth" : "th", in_y ? 4 : 2);
}

static int write_ordinal_text(const row *format, uint32_t value, ink *pen) {
    (void)format;
    put_cardinal(value, pen);
    size_t start = pen->len;
    while (start > 0 && pen->out[start - 1] != ' ' && pen->out[start - 1] != '-')
        start--;
    make_ordinal(pen, start);
    capitalise(pen);
    return 1;
}

static int write_nothing(const row *format, uint32_t value, ink *pen) {
    (void)format;
    (void)value;
    (void)pen;
    return 1;
}

/* --------------------------------------------------------------------------------------- table -- */

#define LATIN "abcdefghijklmnopqrstuvwxyz"
#define LATIN_CAPITALS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define ARABIC_DIGITS "0123456789"
#define FULL_WIDTH_DIGITS "０１２３４５６７８９"
#define STEMS "甲乙丙丁戊己庚辛壬癸"
#define BRANCHES "子丑寅卯辰巳午未申酉戌亥"
#define CIRCLED                                                                                                 \
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟" \
    "㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
#define HEBREW "אבגדהוזחטיכלמנסעפצקרשת"

enum { ROW_DECIMAL = 0, ROW_BULLET, ROW_NONE };

static const row rows[] = {
    [ROW_DECIMAL] = {"decimal", write_digits, ARABIC_DIGITS, "", 0},
    [ROW_BULLET] = {"bullet", write_nothing, "", "", 0},
    [ROW_NONE] = {"none", write_nothing, "", "", 0},
    {"decimalZero", write_digits, ARABIC_DIGITS, "", 0},
    {"decimalHalfWidth", write_digits, ARABIC_DIGITS, "", 0},
    {"decimalFullWidth", write_digits, FULL_WIDTH_DIGITS, "", 0},
    {"decimalFullWidth2", write_digits, FULL_WIDTH_DIGITS, "", 0},
    {"decimalEnclosedCircle", write_listed, CIRCLED, "", 0},
    {"decimalEnclosedCircleChinese", write_listed, CIRCLED, "", 0},
    {"decimalEnclosedFullstop", write_listed, "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛", "", 0},
    {"decimalEnclosedParen", write_listed, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", "", 0},
    {"ideographEnclosedCircle", write_listed, "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", "", 0},
    {"numberInDash", write_in_dashes, ARABIC_DIGITS, "", 0},
    {"hex", write_digits, ARABIC_DIGITS "ABCDEF", "", 0},
    {"upperRoman", write_roman, "IVXLCDM", "", 0},
    {"lowerRoman", write_roman, "ivxlcdm", "", 0},
    {"upperLetter", write_repeated, LATIN_CAPITALS, "", 0},
    {"lowerLetter", write_repeated, LATIN, "", 0},
    {"ordinal", write_ordinal, ARABIC_DIGITS, "", 0},
    {"cardinalText", write_cardinal_text, "", "", 0},
    {"ordinalText", write_ordinal_text, "", "", 0},
    {"chicago", write_repeated, "*†‡§", "", 0},
    {"chineseCounting", write_counted, "○一二三四五六七八九", "十百千万亿", BARE_TEN | TO_99},
    {"chineseCountingThousand", write_counted, "零一二三四五六七八九", "十百千万亿",
     BARE_TEN | FILLED},
    {"chineseLegalSimplified", write_counted, "零壹贰叁肆伍陆柒捌玖", "拾佰仟万亿", FILLED},
    {"taiwaneseCounting", write_counted, "○一二三四五六七八九", "十百千萬億", BARE_TEN | TO_99},
    {"taiwaneseCountingThousand", write_counted, "零一二三四五六七八九", "十百千萬億",
     BARE_TEN | FILLED},
    {"ideographLegalTraditional", write_counted, "零壹貳參肆伍陸柒捌玖", "拾佰仟萬億", FILLED},
    {"taiwaneseDigital", write_digits, "○一二三四五六七八九", "", 0},
    {"ideographDigital", write_digits, "〇一二三四五六七八九", "", 0},
    {"japaneseDigitalTenThousand", write_digits, "〇一二三四五六七八九", "", 0},
    {"japaneseCounting", write_counted, "〇一二三四五六七八九", "十百千万億", BARE_ONES},
    {"japaneseLegal", write_counted, "〇壱弐参四伍六七八九", "拾百阡萬億", 0},
    {"ideographTraditional", write_listed, STEMS, "", 0},
    {"ideographZodiac", write_listed, BRANCHES, "", 0},
    {"ideographZodiacTraditional", write_paired, STEMS, BRANCHES, 0},
    {"koreanDigital", write_digits, "영일이삼사오육칠팔구", "", 0},
    {"koreanDigital2", write_digits, "零一二三四五六七八九", "", 0},
    {"koreanCounting", write_counted, "영일이삼사오육칠팔구", "십백천만억", BARE_ONES},
    {"koreanLegal", write_native, "하나 둘 셋 넷 다섯 여섯 일곱 여덟 아홉",
     "열 스물 서른 마흔 쉰 예순 일흔 여든 아흔", 0},
    {"ganada", write_cycled, "가나다라마바사아자차카타파하", "", 0},
    {"chosung", write_cycled, "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", "", 0},
    {"aiueo", write_cycled, "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ", "", 0},
    {"aiueoFullWidth", write_cycled,
     "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
     "", 0},
    {"iroha", write_cycled, "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽ", "", 0},
    {"irohaFullWidth", write_cycled,
     "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセ"
     "ス",
     "", 0},
    {"hebrew1", write_hebrew, HEBREW, "", 0},
    {"hebrew2", write_repeated, HEBREW, "", 0},
    {"arabicAlpha", write_repeated, "أبتثجحخدذرزسشصضطظعغفقكلمنهوي", "", 0},
    {"arabicAbjad", write_repeated, "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ", "", 0},
    {"russianLower", write_repeated, "абвгдежзиклмнопрстуфхцчшщыэюя", "", 0},
    {"russianUpper", write_repeated, "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ", "", 0},
    {"thaiNumbers", write_digits, "๐๑๒๓๔๕๖๗๘๙", "", 0},
    {"thaiLetters", write_repeated, "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ", "", 0},
    {"hindiNumbers", write_digits, "०१२३४५६७८९", "", 0},
    {"hindiVowels", write_repeated, "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह", "", 0},
    {"hindiConsonants", write_repeated, "अआइईउऊऋऌऍऎएऐऑऒओऔ", "", 0},
    {"bahtText", write_digits, ARABIC_DIGITS, "", 0},
    {"α, β, γ, ...", write_listed, "αβγδεζηθικλμνξοπρστυφχψω", "", 0},
    {"Α, Β, Γ, ...", write_listed, "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", "", 0},
};
enum { ROWS = sizeof rows / sizeof *rows };

/* Texts of w:format that stand for a format but are not its first three numbers (MS-DOCX 2.4). */
static const char *const samples[][2] = {{"一, 十, 一○○(简), ...", "chineseCounting"},
                                         {"一, 十, 一百(简), ...", "chineseCountingThousand"},
                                         {"一, 一〇, 一〇〇, ...", "ideographDigital"},
                                         {"א, י, ק, ...", "hebrew1"}};

/* ------------------------------------------------------------------------------------- finding -- */

static int is_text(sheaf_str text, const char *literal) {
    return text.len == strlen(literal) && memcmp(text.ptr, literal, text.len) == 0;
}

static int find_row(sheaf_str name, docx_number_format *out) {
    for (uint32_t i = 0; i < ROWS; i++)
        if (is_text(name, rows[i].name)) {
            *out = (docx_number_format){(uint16_t)i, is_text(name, "decimalZero") ? 2 : 0};
            return 1;
        }
    return 0;
}

/* `001, 002, ...`: zeros, then a one. */
static int find_width(sheaf_str custom, docx_number_format *out) {
    size_t zeros = 0;
    while (zeros < custom.len && custom.ptr[zeros] == '0')
        zeros++;
    int is_one = zeros < custom.len && custom.ptr[zeros] == '1' &&
                 (zeros + 1 == custom.len || custom.ptr[zeros + 1] == ',');
    if (is_one && zeros < 20)
        *out = (docx_number_format){ROW_DECIMAL, (uint16_t)(zeros + 1)};
    return is_one && zeros < 20;
}

/* Is the text what the row's first three numbers look like, `ก, ข, ค, ...`? */
static int begins_like(sheaf_str custom, uint32_t index) {
    char room[DOCX_NUMBER_ROOM];
    for (uint32_t value = 1; value <= 3; value++) {
        size_t len = docx_number_write((docx_number_format){(uint16_t)index, 0}, value, room);
        if (len == 0 || custom.len < len + 2 || memcmp(custom.ptr, room, len) != 0 ||
            memcmp(custom.ptr + len, ", ", 2) != 0)
            return 0;
        custom = (sheaf_str){custom.ptr + len + 2, custom.len - len - 2};
    }
    return is_text(custom, "...") || is_text(custom, "…");
}

static int find_custom(sheaf_str custom, docx_number_format *out) {
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        if (is_text(custom, samples[i][0]))
            return find_row((sheaf_str){samples[i][1], strlen(samples[i][1])}, out);
    for (uint32_t i = 0; i < ROWS; i++)
        if (begins_like(custom, i)) {
            *out = (docx_number_format){(uint16_t)i, 0};
            return 1;
        }
    return find_row(custom, out) || find_width(custom, out);
}

int docx_number_format_find(sheaf_str name, sheaf_str custom, docx_number_format *out) {
    *out = (docx_number_format){ROW_DECIMAL, 0};
    return is_text(name, "custom") ? find_custom(custom, out) : find_row(name, out);
}

int docx_number_format_is_bullet(docx_number_format format) {
    return format.row == ROW_BULLET;
}

int docx_number_format_is_none(docx_number_format format) {
    return format.row == ROW_NONE;
}

docx_number_format docx_number_format_legal(docx_number_format format) {
    int is_number = format.row != ROW_BULLET && format.row != ROW_NONE;
    return is_number ? (docx_number_format){ROW_DECIMAL, format.width} : format;
}

size_t docx_number_write(docx_number_format format, uint32_t value, char *out) {
    ink pen = {out, 0};
    const row *of = &rows[format.row < ROWS ? format.row : ROW_DECIMAL];
    uint32_t digits = 1;
    for (uint32_t rest = value; rest >= 10; rest /= 10)
        digits++;
    for (; digits < format.width && digits < 20; digits++)
        put(&pen, "0", 1);
    if (!of->write(of, value, &pen))
        write_digits(&rows[ROW_DECIMAL], value, &pen);
    return pen.len;
}
