/* Numbers in every format, against what Word prints; values that a format has no characters for are decimal. */
#include "cm.h"

#include "number_text.h"

static const struct {
    const char *format, *custom;
    uint32_t value;
    const char *text;
} printed[] = {
    {"decimal", "", 0, "0"},
    {"decimal", "", 4294967295u, "4294967295"},
    {"decimalZero", "", 9, "09"},
    {"decimalZero", "", 10, "10"},
    {"decimalZero", "", 123, "123"},
    {"custom", "001, 002, 003, ...", 7, "007"},
    {"custom", "0001, 0002, 0003, ...", 12345, "12345"},
    {"custom", "α, β, γ, ...", 3, "γ"},
    {"custom", "一, 十, 一百(简), ...", 110, "一百一十"},
    {"custom", "א, י, ק, ...", 15, "טו"},
    {"custom", "壹, 贰, 叁, ...", 20, "贰拾"},
    {"upperRoman", "", 1994, "MCMXCIV"},
    {"lowerRoman", "", 3, "iii"},
    {"upperRoman", "", 4000, "MMMM"},
    {"upperRoman", "", 0, "0"},
    {"upperRoman", "", 32768, "32768"},
    {"upperLetter", "", 1, "A"},
    {"upperLetter", "", 26, "Z"},
    {"upperLetter", "", 27, "AA"},
    {"lowerLetter", "", 54, "bbb"},
    {"lowerLetter", "", 0, "0"},
    {"lowerLetter", "", 2000000000, "2000000000"},
    {"ordinal", "", 1, "1st"},
    {"ordinal", "", 2, "2nd"},
    {"ordinal", "", 3, "3rd"},
    {"ordinal", "", 4, "4th"},
    {"ordinal", "", 11, "11th"},
    {"ordinal", "", 112, "112th"},
    {"ordinal", "", 121, "121st"},
    {"cardinalText", "", 0, "Zero"},
    {"cardinalText", "", 10, "Ten"},
    {"cardinalText", "", 21, "Twenty-one"},
    {"cardinalText", "", 300, "Three hundred"},
    {"cardinalText", "", 1015, "One thousand fifteen"},
    {"cardinalText", "", 2147483647,
     "Two billion one hundred forty-seven million four hundred eighty-three thousand six hundred "
     "forty-seven"},
    {"ordinalText", "", 1, "First"},
    {"ordinalText", "", 12, "Twelfth"},
    {"ordinalText", "", 20, "Twentieth"},
    {"ordinalText", "", 21, "Twenty-first"},
    {"ordinalText", "", 100, "One hundredth"},
    {"ordinalText", "", 1003, "One thousand third"},
    {"hex", "", 255, "FF"},
    {"chicago", "", 5, "**"},
    {"numberInDash", "", 3, "- 3 -"},
    {"decimalFullWidth", "", 12, "１２"},
    {"decimalHalfWidth", "", 12, "12"},
    {"decimalEnclosedCircle", "", 1, "①"},
    {"decimalEnclosedCircleChinese", "", 20, "⑳"},
    {"decimalEnclosedCircle", "", 21, "㉑"},
    {"decimalEnclosedCircle", "", 36, "㊱"},
    {"decimalEnclosedCircle", "", 50, "㊿"},
    {"decimalEnclosedCircle", "", 51, "51"},
    {"decimalEnclosedFullstop", "", 20, "⒛"},
    {"decimalEnclosedParen", "", 4, "⑷"},
    {"ideographEnclosedCircle", "", 10, "㈩"},
    {"ideographEnclosedCircle", "", 11, "11"},
    {"chineseCounting", "", 1, "一"},
    {"chineseCounting", "", 10, "十"},
    {"chineseCounting", "", 11, "十一"},
    {"chineseCounting", "", 20, "二十"},
    {"chineseCounting", "", 99, "九十九"},
    {"chineseCounting", "", 105, "一○五"},
    {"chineseCountingThousand", "", 12, "十二"},
    {"chineseCountingThousand", "", 101, "一百零一"},
    {"chineseCountingThousand", "", 110, "一百一十"},
    {"chineseCountingThousand", "", 1001, "一千零一"},
    {"chineseCountingThousand", "", 1010, "一千零一十"},
    {"chineseCountingThousand", "", 10000, "一万"},
    {"chineseCountingThousand", "", 100000, "十万"},
    {"chineseCountingThousand", "", 120003, "十二万零三"},
    {"chineseCountingThousand", "", 100000001, "一亿零一"},
    {"chineseCountingThousand", "", 0, "零"},
    {"chineseLegalSimplified", "", 2, "贰"},
    {"chineseLegalSimplified", "", 15, "壹拾伍"},
    {"taiwaneseCounting", "", 23, "二十三"},
    {"taiwaneseCountingThousand", "", 10000, "一萬"},
    {"taiwaneseDigital", "", 10, "一○"},
    {"ideographDigital", "", 120, "一二〇"},
    {"ideographLegalTraditional", "", 36, "參拾陸"},
    {"ideographTraditional", "", 1, "甲"},
    {"ideographTraditional", "", 10, "癸"},
    {"ideographTraditional", "", 11, "11"},
    {"ideographZodiac", "", 12, "亥"},
    {"ideographZodiacTraditional", "", 13, "丙子"},
    {"japaneseCounting", "", 111, "百十一"},
    {"japaneseCounting", "", 2024, "二千二十四"},
    {"japaneseLegal", "", 11, "壱拾壱"},
    {"japaneseDigitalTenThousand", "", 10, "一〇"},
    {"koreanDigital", "", 10, "일영"},
    {"koreanDigital2", "", 2, "二"},
    {"koreanCounting", "", 11, "십일"},
    {"koreanLegal", "", 1, "하나"},
    {"koreanLegal", "", 20, "스물"},
    {"koreanLegal", "", 99, "아흔아홉"},
    {"ganada", "", 3, "다"},
    {"chosung", "", 15, "ㄱ"},
    {"aiueo", "", 1, "ｱ"},
    {"aiueoFullWidth", "", 46, "ン"},
    {"aiueoFullWidth", "", 47, "ア"},
    {"irohaFullWidth", "", 2, "ロ"},
    {"iroha", "", 47, "ｽ"},
    {"hebrew1", "", 16, "טז"},
    {"hebrew1", "", 121, "קכא"},
    {"hebrew2", "", 22, "ת"},
    {"arabicAlpha", "", 2, "ب"},
    {"arabicAbjad", "", 3, "ج"},
    {"thaiNumbers", "", 10, "๑๐"},
    {"thaiLetters", "", 1, "ก"},
    {"hindiNumbers", "", 12, "१२"},
    {"hindiVowels", "", 1, "क"},
    {"russianLower", "", 10, "к"},
    {"russianUpper", "", 29, "Я"},
    {"bullet", "", 1, ""},
    {"none", "", 1, ""},
};

static sheaf_str view(const char *text) {
    return (sheaf_str){text, strlen(text)};
}

static void numbers_are_as_word_prints_them(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof printed / sizeof *printed; i++) {
        docx_number_format format;
        char room[DOCX_NUMBER_ROOM + 1] = "";
        assert_true(
            docx_number_format_find(view(printed[i].format), view(printed[i].custom), &format));
        room[docx_number_write(format, printed[i].value, room)] = 0;
        if (strcmp(room, printed[i].text) != 0)
            print_message("%s %u\n", printed[i].format, printed[i].value);
        assert_string_equal(room, printed[i].text);
    }
}

static void unknown_formats_are_decimal_and_say_so(void **state) {
    (void)state;
    static const char *const unknown[][2] = {
        {"dollarText", ""},    {"", ""},
        {"Decimal", ""},       {"custom", ""},
        {"custom", "000"},     {"custom", "01x"},
        {"custom", "a, b, c"}, {"decimalZero ", ""},
        {"hindiCounting", ""}, {"custom", "0000000000000000000000000001"}};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        docx_number_format format = {7, 7};
        char room[DOCX_NUMBER_ROOM];
        assert_false(docx_number_format_find(view(unknown[i][0]), view(unknown[i][1]), &format));
        assert_int_equal(docx_number_write(format, 12, room), 2);
        assert_memory_equal(room, "12", 2);
    }
}

static void legal_numbers_are_decimal(void **state) {
    (void)state;
    docx_number_format roman, zero, bullet;
    char room[DOCX_NUMBER_ROOM];
    docx_number_format_find(view("upperRoman"), view(""), &roman);
    docx_number_format_find(view("decimalZero"), view(""), &zero);
    docx_number_format_find(view("bullet"), view(""), &bullet);
    assert_int_equal(docx_number_write(docx_number_format_legal(roman), 4, room), 1);
    assert_int_equal(room[0], '4');
    assert_int_equal(docx_number_write(docx_number_format_legal(zero), 4, room), 2);
    assert_true(docx_number_format_is_bullet(docx_number_format_legal(bullet)));
}

/* Any value in any format, rows that do not exist and widths too large for a number: within the room. */
static void nothing_leaves_its_room(void **state) {
    (void)state;
    for (uint16_t row = 0; row < 100; row++)
        for (uint64_t value = 0; value <= UINT32_MAX; value += value / 3 + 1) {
            char room[DOCX_NUMBER_ROOM + 8];
            memset(room, '#', sizeof room);
            size_t len =
                docx_number_write((docx_number_format){row, UINT16_MAX}, (uint32_t)value, room);
            assert_true(len <= DOCX_NUMBER_ROOM);
            assert_memory_equal(room + DOCX_NUMBER_ROOM, "########", 8);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(numbers_are_as_word_prints_them),
                                       cmocka_unit_test(unknown_formats_are_decimal_and_say_so),
                                       cmocka_unit_test(legal_numbers_are_decimal),
                                       cmocka_unit_test(nothing_leaves_its_room)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
