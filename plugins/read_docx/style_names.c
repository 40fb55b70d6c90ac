/* Names are folded (case, white space, hyphens) and looked up in a table of words; a word marked `numbered` is
 * followed by its level, in any digits that people use. */
#include "style_names.h"

enum { NAME_ROOM = 96 };

typedef struct word {
    const char *name; /* folded */
    docx_role role;
    enum { PLAIN, NUMBERED } form;
} word;

static const word paragraph_words[] = {
    {"heading", DOCX_ROLE_HEADING, NUMBERED},
    {"标题", DOCX_ROLE_HEADING, NUMBERED},
    {"標題", DOCX_ROLE_HEADING, NUMBERED},
    {"見出し", DOCX_ROLE_HEADING, NUMBERED},
    {"제목", DOCX_ROLE_HEADING, NUMBERED},
    {"überschrift", DOCX_ROLE_HEADING, NUMBERED},
    {"titre", DOCX_ROLE_HEADING, NUMBERED},
    {"titolo", DOCX_ROLE_HEADING, NUMBERED},
    {"título", DOCX_ROLE_HEADING, NUMBERED},
    {"titulo", DOCX_ROLE_HEADING, NUMBERED},
    {"encabezado", DOCX_ROLE_HEADING, NUMBERED},
    {"заголовок", DOCX_ROLE_HEADING, NUMBERED},
    {"kop", DOCX_ROLE_HEADING, NUMBERED},
    {"rubrik", DOCX_ROLE_HEADING, NUMBERED},
    {"overskrift", DOCX_ROLE_HEADING, NUMBERED},
    {"otsikko", DOCX_ROLE_HEADING, NUMBERED},
    {"nagłówek", DOCX_ROLE_HEADING, NUMBERED},
    {"nadpis", DOCX_ROLE_HEADING, NUMBERED},
    {"címsor", DOCX_ROLE_HEADING, NUMBERED},
    {"titlu", DOCX_ROLE_HEADING, NUMBERED},
    {"başlık", DOCX_ROLE_HEADING, NUMBERED},
    {"επικεφαλίδα", DOCX_ROLE_HEADING, NUMBERED},
    {"כותרת", DOCX_ROLE_HEADING, NUMBERED},
    {"عنوان", DOCX_ROLE_HEADING, NUMBERED},
    {"title", DOCX_ROLE_TITLE, PLAIN},
    {"标题", DOCX_ROLE_TITLE, PLAIN},
    {"標題", DOCX_ROLE_TITLE, PLAIN},
    {"表題", DOCX_ROLE_TITLE, PLAIN},
    {"제목", DOCX_ROLE_TITLE, PLAIN},
    {"titel", DOCX_ROLE_TITLE, PLAIN},
    {"titre", DOCX_ROLE_TITLE, PLAIN},
    {"titolo", DOCX_ROLE_TITLE, PLAIN},
    {"título", DOCX_ROLE_TITLE, PLAIN},
    {"titulo", DOCX_ROLE_TITLE, PLAIN},
    {"название", DOCX_ROLE_TITLE, PLAIN},
    {"subtitle", DOCX_ROLE_SUBTITLE, PLAIN},
    {"副标题", DOCX_ROLE_SUBTITLE, PLAIN},
    {"副標題", DOCX_ROLE_SUBTITLE, PLAIN},
    {"副題", DOCX_ROLE_SUBTITLE, PLAIN},
    {"부제", DOCX_ROLE_SUBTITLE, PLAIN},
    {"untertitel", DOCX_ROLE_SUBTITLE, PLAIN},
    {"soustitre", DOCX_ROLE_SUBTITLE, PLAIN},
    {"sottotitolo", DOCX_ROLE_SUBTITLE, PLAIN},
    {"subtítulo", DOCX_ROLE_SUBTITLE, PLAIN},
    {"подзаголовок", DOCX_ROLE_SUBTITLE, PLAIN},
    {"quote", DOCX_ROLE_QUOTE, PLAIN},
    {"intensequote", DOCX_ROLE_QUOTE, PLAIN},
    {"quotations", DOCX_ROLE_QUOTE, PLAIN},
    {"blocktext", DOCX_ROLE_QUOTE, PLAIN},
    {"blockquote", DOCX_ROLE_QUOTE, PLAIN},
    {"blockquotation", DOCX_ROLE_QUOTE, PLAIN},
    {"引用", DOCX_ROLE_QUOTE, PLAIN},
    {"明显引用", DOCX_ROLE_QUOTE, PLAIN},
    {"引文", DOCX_ROLE_QUOTE, PLAIN},
    {"zitat", DOCX_ROLE_QUOTE, PLAIN},
    {"intensiveszitat", DOCX_ROLE_QUOTE, PLAIN},
    {"citation", DOCX_ROLE_QUOTE, PLAIN},
    {"citationintense", DOCX_ROLE_QUOTE, PLAIN},
    {"cita", DOCX_ROLE_QUOTE, PLAIN},
    {"citazione", DOCX_ROLE_QUOTE, PLAIN},
    {"htmlpreformatted", DOCX_ROLE_CODE, PLAIN},
    {"html预设格式", DOCX_ROLE_CODE, PLAIN},
    {"preformattedtext", DOCX_ROLE_CODE, PLAIN},
    {"sourcecode", DOCX_ROLE_CODE, PLAIN},
    {"macrotext", DOCX_ROLE_CODE, PLAIN},
    {"macro", DOCX_ROLE_CODE, PLAIN},
    {"code", DOCX_ROLE_CODE, PLAIN},
    {"codeblock", DOCX_ROLE_CODE, PLAIN},
    {"宏文本", DOCX_ROLE_CODE, PLAIN},
    {"代码", DOCX_ROLE_CODE, PLAIN},
    {"源代码", DOCX_ROLE_CODE, PLAIN},
    {"caption", DOCX_ROLE_CAPTION, PLAIN},
    {"tablecaption", DOCX_ROLE_CAPTION, PLAIN},
    {"imagecaption", DOCX_ROLE_CAPTION, PLAIN},
    {"figurecaption", DOCX_ROLE_CAPTION, PLAIN},
    {"题注", DOCX_ROLE_CAPTION, PLAIN},
    {"題注", DOCX_ROLE_CAPTION, PLAIN},
    {"図表番号", DOCX_ROLE_CAPTION, PLAIN},
    {"캡션", DOCX_ROLE_CAPTION, PLAIN},
    {"beschriftung", DOCX_ROLE_CAPTION, PLAIN},
    {"légende", DOCX_ROLE_CAPTION, PLAIN},
    {"didascalia", DOCX_ROLE_CAPTION, PLAIN},
    {"descripción", DOCX_ROLE_CAPTION, PLAIN},
    {"listparagraph", DOCX_ROLE_LIST, PLAIN},
    {"列出段落", DOCX_ROLE_LIST, PLAIN},
    {"列表段落", DOCX_ROLE_LIST, PLAIN},
    {"清單段落", DOCX_ROLE_LIST, PLAIN},
    {"listenabsatz", DOCX_ROLE_LIST, PLAIN},
    {"paragraphedeliste", DOCX_ROLE_LIST, PLAIN},
    {"list", DOCX_ROLE_LIST, PLAIN},
    {"list", DOCX_ROLE_LIST, NUMBERED},
    {"listbullet", DOCX_ROLE_LIST, PLAIN},
    {"listbullet", DOCX_ROLE_LIST, NUMBERED},
    {"listnumber", DOCX_ROLE_LIST, PLAIN},
    {"listnumber", DOCX_ROLE_LIST, NUMBERED},
    {"toc", DOCX_ROLE_TOC, NUMBERED},
    {"contents", DOCX_ROLE_TOC, NUMBERED},
    {"目录", DOCX_ROLE_TOC, NUMBERED},
    {"目錄", DOCX_ROLE_TOC, NUMBERED},
    {"目次", DOCX_ROLE_TOC, NUMBERED},
    {"목차", DOCX_ROLE_TOC, NUMBERED},
    {"verzeichnis", DOCX_ROLE_TOC, NUMBERED},
    {"tm", DOCX_ROLE_TOC, NUMBERED},
    {"sommario", DOCX_ROLE_TOC, NUMBERED},
    {"tdc", DOCX_ROLE_TOC, NUMBERED},
    {"оглавление", DOCX_ROLE_TOC, NUMBERED},
    {"tableoffigures", DOCX_ROLE_TOC, PLAIN},
    {"tableofauthorities", DOCX_ROLE_TOC, PLAIN},
    {"图表目录", DOCX_ROLE_TOC, PLAIN},
    {"圖表目錄", DOCX_ROLE_TOC, PLAIN},
    {"tocheading", DOCX_ROLE_TOC_HEADING, PLAIN},
    {"contentsheading", DOCX_ROLE_TOC_HEADING, PLAIN},
    {"目录标题", DOCX_ROLE_TOC_HEADING, PLAIN},
    {"toc标题", DOCX_ROLE_TOC_HEADING, PLAIN},
    {"inhaltsverzeichnisüberschrift", DOCX_ROLE_TOC_HEADING, PLAIN},
    {"entêtedetabledesmatières", DOCX_ROLE_TOC_HEADING, PLAIN},
    {"footnotetext", DOCX_ROLE_NOTE, PLAIN},
    {"footnoteblocktext", DOCX_ROLE_NOTE, PLAIN},
    {"endnotetext", DOCX_ROLE_NOTE, PLAIN},
    {"footnote", DOCX_ROLE_NOTE, PLAIN},
    {"endnote", DOCX_ROLE_NOTE, PLAIN},
    {"脚注文本", DOCX_ROLE_NOTE, PLAIN},
    {"尾注文本", DOCX_ROLE_NOTE, PLAIN},
    {"註腳文字", DOCX_ROLE_NOTE, PLAIN},
    {"funotentext", DOCX_ROLE_NOTE, PLAIN},
    {"fußnotentext", DOCX_ROLE_NOTE, PLAIN},
    {"notedebasdepage", DOCX_ROLE_NOTE, PLAIN},
    {"header", DOCX_ROLE_HEADER, PLAIN},
    {"headerleft", DOCX_ROLE_HEADER, PLAIN},
    {"headerright", DOCX_ROLE_HEADER, PLAIN},
    {"页眉", DOCX_ROLE_HEADER, PLAIN},
    {"頁首", DOCX_ROLE_HEADER, PLAIN},
    {"ヘッダー", DOCX_ROLE_HEADER, PLAIN},
    {"머리글", DOCX_ROLE_HEADER, PLAIN},
    {"kopfzeile", DOCX_ROLE_HEADER, PLAIN},
    {"entête", DOCX_ROLE_HEADER, PLAIN},
    {"footer", DOCX_ROLE_FOOTER, PLAIN},
    {"footerleft", DOCX_ROLE_FOOTER, PLAIN},
    {"footerright", DOCX_ROLE_FOOTER, PLAIN},
    {"页脚", DOCX_ROLE_FOOTER, PLAIN},
    {"頁尾", DOCX_ROLE_FOOTER, PLAIN},
    {"フッター", DOCX_ROLE_FOOTER, PLAIN},
    {"바닥글", DOCX_ROLE_FOOTER, PLAIN},
    {"fußzeile", DOCX_ROLE_FOOTER, PLAIN},
    {"pieddepage", DOCX_ROLE_FOOTER, PLAIN},
    {"annotationtext", DOCX_ROLE_COMMENT, PLAIN},
    {"annotationsubject", DOCX_ROLE_COMMENT, PLAIN},
    {"批注文字", DOCX_ROLE_COMMENT, PLAIN},
    {"kommentartext", DOCX_ROLE_COMMENT, PLAIN},
};

static const word character_words[] = {
    {"htmlcode", DOCX_ROLE_CODE, PLAIN},
    {"htmlkeyboard", DOCX_ROLE_CODE, PLAIN},
    {"htmlsample", DOCX_ROLE_CODE, PLAIN},
    {"htmltypewriter", DOCX_ROLE_CODE, PLAIN},
    {"verbatimchar", DOCX_ROLE_CODE, PLAIN},
    {"sourcetext", DOCX_ROLE_CODE, PLAIN},
    {"sourcecode", DOCX_ROLE_CODE, PLAIN},
    {"inlinecode", DOCX_ROLE_CODE, PLAIN},
    {"code", DOCX_ROLE_CODE, PLAIN},
    {"footnotereference", DOCX_ROLE_REFERENCE, PLAIN},
    {"footnoteanchor", DOCX_ROLE_REFERENCE, PLAIN},
    {"endnotereference", DOCX_ROLE_REFERENCE, PLAIN},
    {"endnoteanchor", DOCX_ROLE_REFERENCE, PLAIN},
    {"annotationreference", DOCX_ROLE_REFERENCE, PLAIN},
    {"hyperlink", DOCX_ROLE_LINK, PLAIN},
    {"internetlink", DOCX_ROLE_LINK, PLAIN},
    {"超链接", DOCX_ROLE_LINK, PLAIN},
    {"followedhyperlink", DOCX_ROLE_LINK, PLAIN},
};

/* --------------------------------------------------------------------------------------- folding -- */

/* Lower case of two-byte letters: Latin, Greek, Cyrillic. */
static uint32_t fold_letter(uint32_t c) {
    int is_upper = (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) ||
                   (c >= 0x410 && c <= 0x42F);
    return is_upper ? c + 0x20 : c;
}

/* The folded name in `out`; one that is too long to be in the table comes out empty. */
static sheaf_str fold(sheaf_str name, char *out) {
    size_t len = 0;
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        if (len + 2 > NAME_ROOM)
            return (sheaf_str){out, 0};
        if (c == ' ' || c == '-' || c == '_' || c == '\t')
            continue;
        if (c >= 0xC3 && c <= 0xDF && i + 1 < name.len) {
            uint32_t letter =
                fold_letter((c & 0x1Fu) << 6 | ((unsigned char)name.ptr[++i] & 0x3Fu));
            out[len++] = (char)(0xC0u | letter >> 6);
            out[len++] = (char)(0x80u | (letter & 0x3Fu));
        } else {
            out[len++] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        }
    }
    return (sheaf_str){out, len};
}

static int starts(sheaf_str text, const char *with) {
    size_t len = strlen(with);
    return text.len >= len && memcmp(text.ptr, with, len) == 0;
}

/* 1 to 9 in ASCII, full-width or Chinese digits; 0 for anything else. */
static uint32_t digit_of(sheaf_str text) {
    static const char chinese[] = "一二三四五六七八九";
    if (text.len == 1 && *text.ptr >= '1' && *text.ptr <= '9')
        return (uint32_t)(*text.ptr - '0');
    if (text.len != 3)
        return 0;
    if (memcmp(text.ptr, "\xEF\xBC", 2) == 0 && (unsigned char)text.ptr[2] > 0x90 &&
        (unsigned char)text.ptr[2] <= 0x99)
        return (unsigned char)text.ptr[2] - 0x90u;
    for (uint32_t i = 0; i < 9; i++)
        if (memcmp(text.ptr, chinese + 3 * (size_t)i, 3) == 0)
            return i + 1;
    return 0;
}

/* ----------------------------------------------------------------------------------------- roles -- */

static docx_role match(const word *words, size_t count, sheaf_str name, uint32_t *level) {
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(words[i].name);
        if (!starts(name, words[i].name))
            continue;
        uint32_t digit = digit_of((sheaf_str){name.ptr + len, name.len - len});
        if (words[i].form == PLAIN ? name.len != len : digit == 0)
            continue;
        *level = words[i].role == DOCX_ROLE_LIST ? 0 : digit;
        return words[i].role;
    }
    return DOCX_ROLE_BODY;
}

/* 一级标题, 2级标题: names that Chinese authors give to their own headings. */
static docx_role match_chinese_level(sheaf_str name, uint32_t *level) {
    static const char ending[] = "级标题";
    size_t len = sizeof ending - 1;
    if (name.len <= len || memcmp(name.ptr + name.len - len, ending, len) != 0)
        return DOCX_ROLE_BODY;
    *level = digit_of((sheaf_str){name.ptr, name.len - len});
    return *level ? DOCX_ROLE_HEADING : DOCX_ROLE_BODY;
}

static docx_role role_of(sheaf_str name, docx_style_type type, uint32_t *level) {
    char room[NAME_ROOM];
    sheaf_str folded = fold(name, room);
    if (type == DOCX_STYLE_CHARACTER)
        return match(character_words, sizeof character_words / sizeof *character_words, folded,
                     level);
    if (type != DOCX_STYLE_PARAGRAPH)
        return DOCX_ROLE_BODY;
    docx_role role =
        match(paragraph_words, sizeof paragraph_words / sizeof *paragraph_words, folded, level);
    return role != DOCX_ROLE_BODY ? role : match_chinese_level(folded, level);
}

docx_role docx_style_role(sheaf_str name, docx_style_type type, uint32_t *level) {
    docx_role role = DOCX_ROLE_BODY;
    *level = 0;
    while (name.len && role == DOCX_ROLE_BODY) {
        const char *comma = memchr(name.ptr, ',', name.len);
        size_t len = comma ? (size_t)(comma - name.ptr) : name.len;
        role = role_of((sheaf_str){name.ptr, len}, type, level);
        len += comma != NULL;
        name = (sheaf_str){name.ptr + len, name.len - len};
    }
    return role;
}
