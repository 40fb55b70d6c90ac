/* Rows of number formats over a dozen ways of writing. A row gives a way its characters, so that a new script is a
 * new line. Where standard and Word differ (MS-OI29500 2.1.540) the row follows Word: that is what was printed. */
#include "number_text.h"

#include "number_ways.h"

#include <string.h>

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

static const number_row rows[] = {
    [ROW_DECIMAL] = {"decimal", docx_write_digits, ARABIC_DIGITS, "", 0},
    [ROW_BULLET] = {"bullet", docx_write_nothing, "", "", 0},
    [ROW_NONE] = {"none", docx_write_nothing, "", "", 0},
    {"decimalZero", docx_write_digits, ARABIC_DIGITS, "", 0},
    {"decimalHalfWidth", docx_write_digits, ARABIC_DIGITS, "", 0},
    {"decimalFullWidth", docx_write_digits, FULL_WIDTH_DIGITS, "", 0},
    {"decimalFullWidth2", docx_write_digits, FULL_WIDTH_DIGITS, "", 0},
    {"decimalEnclosedCircle", docx_write_listed, CIRCLED, "", 0},
    {"decimalEnclosedCircleChinese", docx_write_listed, CIRCLED, "", 0},
    {"decimalEnclosedFullstop", docx_write_listed, "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛", "", 0},
    {"decimalEnclosedParen", docx_write_listed, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", "", 0},
    {"ideographEnclosedCircle", docx_write_listed, "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", "", 0},
    {"numberInDash", docx_write_in_dashes, ARABIC_DIGITS, "", 0},
    {"hex", docx_write_digits, ARABIC_DIGITS "ABCDEF", "", 0},
    {"upperRoman", docx_write_roman, "IVXLCDM", "", 0},
    {"lowerRoman", docx_write_roman, "ivxlcdm", "", 0},
    {"upperLetter", docx_write_repeated, LATIN_CAPITALS, "", 0},
    {"lowerLetter", docx_write_repeated, LATIN, "", 0},
    {"ordinal", docx_write_ordinal, ARABIC_DIGITS, "", 0},
    {"cardinalText", docx_write_cardinal_text, "", "", 0},
    {"ordinalText", docx_write_ordinal_text, "", "", 0},
    {"chicago", docx_write_repeated, "*†‡§", "", 0},
    {"chineseCounting", docx_write_counted, "○一二三四五六七八九", "十百千万亿", BARE_TEN | TO_99},
    {"chineseCountingThousand", docx_write_counted, "零一二三四五六七八九", "十百千万亿",
     BARE_TEN | FILLED},
    {"chineseLegalSimplified", docx_write_counted, "零壹贰叁肆伍陆柒捌玖", "拾佰仟万亿", FILLED},
    {"taiwaneseCounting", docx_write_counted, "○一二三四五六七八九", "十百千萬億",
     BARE_TEN | TO_99},
    {"taiwaneseCountingThousand", docx_write_counted, "零一二三四五六七八九", "十百千萬億",
     BARE_TEN | FILLED},
    {"ideographLegalTraditional", docx_write_counted, "零壹貳參肆伍陸柒捌玖", "拾佰仟萬億", FILLED},
    {"taiwaneseDigital", docx_write_digits, "○一二三四五六七八九", "", 0},
    {"ideographDigital", docx_write_digits, "〇一二三四五六七八九", "", 0},
    {"japaneseDigitalTenThousand", docx_write_digits, "〇一二三四五六七八九", "", 0},
    {"japaneseCounting", docx_write_counted, "〇一二三四五六七八九", "十百千万億", BARE_ONES},
    {"japaneseLegal", docx_write_counted, "〇壱弐参四伍六七八九", "拾百阡萬億", 0},
    {"ideographTraditional", docx_write_listed, STEMS, "", 0},
    {"ideographZodiac", docx_write_listed, BRANCHES, "", 0},
    {"ideographZodiacTraditional", docx_write_paired, STEMS, BRANCHES, 0},
    {"koreanDigital", docx_write_digits, "영일이삼사오육칠팔구", "", 0},
    {"koreanDigital2", docx_write_digits, "零一二三四五六七八九", "", 0},
    {"koreanCounting", docx_write_counted, "영일이삼사오육칠팔구", "십백천만억", BARE_ONES},
    {"koreanLegal", docx_write_native, "하나 둘 셋 넷 다섯 여섯 일곱 여덟 아홉",
     "열 스물 서른 마흔 쉰 예순 일흔 여든 아흔", 0},
    {"ganada", docx_write_cycled, "가나다라마바사아자차카타파하", "", 0},
    {"chosung", docx_write_cycled, "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", "", 0},
    {"aiueo", docx_write_cycled, "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ", "", 0},
    {"aiueoFullWidth", docx_write_cycled,
     "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
     "", 0},
    {"iroha", docx_write_cycled, "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽ", "", 0},
    {"irohaFullWidth", docx_write_cycled,
     "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセ"
     "ス",
     "", 0},
    {"hebrew1", docx_write_hebrew, HEBREW, "", 0},
    {"hebrew2", docx_write_repeated, HEBREW, "", 0},
    {"arabicAlpha", docx_write_repeated, "أبتثجحخدذرزسشصضطظعغفقكلمنهوي", "", 0},
    {"arabicAbjad", docx_write_repeated, "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ", "", 0},
    {"russianLower", docx_write_repeated, "абвгдежзиклмнопрстуфхцчшщыэюя", "", 0},
    {"russianUpper", docx_write_repeated, "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ", "", 0},
    {"thaiNumbers", docx_write_digits, "๐๑๒๓๔๕๖๗๘๙", "", 0},
    {"thaiLetters", docx_write_repeated, "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ", "", 0},
    {"hindiNumbers", docx_write_digits, "०१२३४५६७८९", "", 0},
    {"hindiVowels", docx_write_repeated, "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह", "", 0},
    {"hindiConsonants", docx_write_repeated, "अआइईउऊऋऌऍऎएऐऑऒओऔ", "", 0},
    {"bahtText", docx_write_digits, ARABIC_DIGITS, "", 0},
    {"α, β, γ, ...", docx_write_listed, "αβγδεζηθικλμνξοπρστυφχψω", "", 0},
    {"Α, Β, Γ, ...", docx_write_listed, "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", "", 0},
};
enum { ROWS = sizeof rows / sizeof *rows };

/* Texts of w:format that stand for a format but are not its first three numbers (MS-DOCX 2.4). */
static const char *const samples[][2] = {{"一, 十, 一○○(简), ...", "chineseCounting"},
                                         {"一, 十, 一百(简), ...", "chineseCountingThousand"},
                                         {"一, 一〇, 一〇〇, ...", "ideographDigital"},
                                         {"א, י, ק, ...", "hebrew1"}};

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
    const number_row *of = &rows[format.row < ROWS ? format.row : ROW_DECIMAL];
    uint32_t digits = 1;
    for (uint32_t rest = value; rest >= 10; rest /= 10)
        digits++;
    for (; digits < format.width && digits < 20; digits++)
        put(&pen, "0", 1);
    if (!of->write(of, value, &pen))
        docx_write_digits(&rows[ROW_DECIMAL], value, &pen);
    return pen.len;
}
