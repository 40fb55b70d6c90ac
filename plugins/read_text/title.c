/* The document's title: among the short lines before the first heading or sentence, the first that ends as
 * the name of a document does (report, plan, 通知), with the name of the agency above it; else the lines
 * that stand alone at the top. Crumbs of a web page (下载 打印) before it are no part of it. */
#include "numbering.h"

#include <string.h>

enum {
    REGION = 40,  /* lines that are looked at */
    WIDEST = 100, /* columns of a title line */
    MOST_LINES = 4,
    APART = TEXT_LEADING_TAB | TEXT_INNER_TAB | TEXT_PIPE | TEXT_RULE | TEXT_EMPTY
};

static const sheaf_str names[] = {
    TEXT_WORD("报告"),        TEXT_WORD("年报"),        TEXT_WORD("通知"),
    TEXT_WORD("办法"),        TEXT_WORD("规定"),        TEXT_WORD("意见"),
    TEXT_WORD("条例"),        TEXT_WORD("方案"),        TEXT_WORD("公告"),
    TEXT_WORD("决定"),        TEXT_WORD("总结"),        TEXT_WORD("计划"),
    TEXT_WORD("细则"),        TEXT_WORD("批复"),        TEXT_WORD("纪要"),
    TEXT_WORD("公报"),        TEXT_WORD("说明"),        TEXT_WORD("制度"),
    TEXT_WORD("章程"),        TEXT_WORD("规划"),        TEXT_WORD("指南"),
    TEXT_WORD("预案"),        TEXT_WORD("规程"),        TEXT_WORD("通报"),
    TEXT_WORD("要点"),        TEXT_WORD("年度报告表"),  TEXT_WORD("公开信"),
    TEXT_WORD("統計"),        TEXT_WORD("報告"),        TEXT_WORD("Report"),
    TEXT_WORD("REPORT"),      TEXT_WORD("Plan"),        TEXT_WORD("PLAN"),
    TEXT_WORD("Policy"),      TEXT_WORD("POLICY"),      TEXT_WORD("Review"),
    TEXT_WORD("REVIEW"),      TEXT_WORD("Statement"),   TEXT_WORD("STATEMENT"),
    TEXT_WORD("Regulations"), TEXT_WORD("REGULATIONS"), TEXT_WORD("Guidelines"),
    TEXT_WORD("Minutes"),     TEXT_WORD("MINUTES"),     TEXT_WORD("Manual"),
    TEXT_WORD("Handbook"),    TEXT_WORD("Survey")};

static const sheaf_str agencies[] = {
    TEXT_WORD("政府"),        TEXT_WORD("委员会"),     TEXT_WORD("局"),
    TEXT_WORD("厅"),          TEXT_WORD("办公室"),     TEXT_WORD("部"),
    TEXT_WORD("院"),          TEXT_WORD("公司"),       TEXT_WORD("大学"),
    TEXT_WORD("学院"),        TEXT_WORD("办事处"),     TEXT_WORD("镇"),
    TEXT_WORD("乡"),          TEXT_WORD("街道"),       TEXT_WORD("中心"),
    TEXT_WORD("管委会"),      TEXT_WORD("医院"),       TEXT_WORD("学校"),
    TEXT_WORD("银行"),        TEXT_WORD("集团"),       TEXT_WORD("协会"),
    TEXT_WORD("县"),          TEXT_WORD("市"),         TEXT_WORD("省"),
    TEXT_WORD("区"),          TEXT_WORD("Council"),    TEXT_WORD("COUNCIL"),
    TEXT_WORD("Agency"),      TEXT_WORD("AGENCY"),     TEXT_WORD("University"),
    TEXT_WORD("UNIVERSITY"),  TEXT_WORD("Department"), TEXT_WORD("DEPARTMENT"),
    TEXT_WORD("Commission"),  TEXT_WORD("COMMISSION"), TEXT_WORD("Corporation"),
    TEXT_WORD("CORPORATION"), TEXT_WORD("County"),     TEXT_WORD("COUNTY"),
    TEXT_WORD("Inc"),         TEXT_WORD("INC")};

static const sheaf_str offices[] = {
    TEXT_WORD("Town of "),       TEXT_WORD("TOWN OF "),       TEXT_WORD("City of "),
    TEXT_WORD("CITY OF "),       TEXT_WORD("County of "),     TEXT_WORD("COUNTY OF "),
    TEXT_WORD("Department of "), TEXT_WORD("DEPARTMENT OF "), TEXT_WORD("Ministry of "),
    TEXT_WORD("MINISTRY OF "),   TEXT_WORD("Office of "),     TEXT_WORD("OFFICE OF "),
    TEXT_WORD("University of "), TEXT_WORD("UNIVERSITY OF ")};

static int starts_with_any(sheaf_str text, const sheaf_str *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (text_starts(text, words[i]))
            return 1;
    return 0;
}

static int ends_with_any(sheaf_str text, const sheaf_str *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (text_ends(text, words[i]))
            return 1;
    return 0;
}

/* Whether one of the code points in `set` (ended by 0) is in the text. */
static int has_any(sheaf_str text, const uint32_t *set) {
    while (text.len) {
        uint32_t c = text_take(&text);
        for (const uint32_t *one = set; *one; one++)
            if (c == *one)
                return 1;
    }
    return 0;
}

/* Punctuation of sentences, crumbs and labels. */
static const uint32_t no_title[] = {0xFF0C, 0x3002, 0xFF1A, 0xFF1B, ';',    '>', 0x203A, 0xBB,
                                    0x3010, 0x3011, '|',    0xFF01, 0xFF1F, '!', '?',    0};

static sheaf_str line_text(const text_run *run, uint32_t line) {
    return text_trim(text_of(run, line));
}

static int fits(sheaf_str text, uint32_t least) {
    uint32_t width = text_width(text, WIDEST);
    return width >= least && width <= WIDEST && !has_any(text, no_title) && !number_ends_open(text);
}

/* Lines before the first that is a heading, a sentence or a row. */
static uint32_t region_end(const text_run *run) {
    numbering number;
    uint32_t line = 0;
    for (; line < run->count && line < REGION; line++) {
        sheaf_str text = line_text(run, line);
        if (run->lines[line].flags & APART || text_width(text, WIDEST) > WIDEST ||
            text_continues(run, line))
            break;
        if (number_read(text, &number) && number.style != NUMBER_LETTER &&
            number.style != NUMBER_ROMAN)
            break;
        uint32_t last = text_last(text);
        if (last == 0x3002 || last == '.' || (text.len && memchr("#=*", *text.ptr, 3)))
            break;
    }
    return line;
}

/* A wrapped paragraph's first line can look like a title; the line below tells. */
static int runs_on(const text_run *run, uint32_t line) {
    return text_continues(run, line + 1);
}

static sheaf_str without_digits(sheaf_str text) {
    static const uint32_t tail[] = {' ', '-', '/', '(', ')', ',', 0};
    for (;;) {
        uint32_t c = text_last(text);
        if (text.len == 0 ||
            !((c >= '0' && c <= '9') ||
              (c < 0x80 && has_any((sheaf_str){text.ptr + text.len - 1, 1}, tail))))
            return text;
        text.len--;
    }
}

/* Without the year that may stand behind the name: `2022`, `2022年`, `2022 年度`. */
static sheaf_str without_year(sheaf_str text) {
    static const sheaf_str words[] = {TEXT_WORD("年度"), TEXT_WORD("年")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!text_ends(text, words[i]))
            continue;
        sheaf_str before = {text.ptr, text.len - words[i].len};
        sheaf_str name = without_digits(before);
        if (name.len < before.len)
            return name;
    }
    return without_digits(text);
}

/* The few characters that a narrow page broke off the line above: `…工作年度报` and `告`. */
static int is_broken_off(const text_run *run, uint32_t line) {
    enum { SHORT = 8, LONG = 16, BYTES = 64 };
    char joined[BYTES];
    sheaf_str text = line_text(run, line);
    if (line == 0 || run->lines[line].gap || text.len > BYTES / 2 ||
        text_width(text, SHORT) >= SHORT || !text_is_wide(text_last(text)))
        return 0;
    sheaf_str above = line_text(run, line - 1);
    size_t most = BYTES - text.len, kept = above.len < most ? above.len : most;
    memcpy(joined, above.ptr + above.len - kept, kept);
    memcpy(joined + kept, text.ptr, text.len);
    return fits(above, LONG) && text_is_wide(text_last(above)) && !runs_on(run, line) &&
           !ends_with_any(above, names, sizeof names / sizeof *names) &&
           ends_with_any((sheaf_str){joined, kept + text.len}, names, sizeof names / sizeof *names);
}

static int is_named(const text_run *run, uint32_t line) {
    if (!(run->lines[line].flags & TEXT_FURNITURE) && is_broken_off(run, line))
        return 1;
    sheaf_str text = line_text(run, line);
    return !(run->lines[line].flags & TEXT_FURNITURE) && fits(text, 8) && !runs_on(run, line) &&
           ends_with_any(without_year(text), names, sizeof names / sizeof *names) &&
           !text_starts(text, SHEAF_STR("—"));
}

/* Whether `line` belongs to the title that goes on below it. */
static int leads_to(const text_run *run, uint32_t line) {
    sheaf_str text = line_text(run, line);
    if (run->lines[line].flags & TEXT_FURNITURE || run->lines[line + 1].gap > 3 || !fits(text, 4))
        return 0;
    if (ends_with_any(without_year(text), agencies, sizeof agencies / sizeof *agencies) ||
        starts_with_any(text, offices, sizeof offices / sizeof *offices))
        return 1;
    if (text.len != 0 && without_year(text).len == 0)
        return 1;
    uint32_t last = text_last(text);
    int same_script = text_is_wide(last) == text_is_wide(text_last(line_text(run, line + 1)));
    return run->lines[line + 1].gap == 0 && same_script && text_width(text, 16) >= 16;
}

/* 关于… above, and （2022年度） or （试行） below. */
static int follows_title(const text_run *run, uint32_t line) {
    if (line >= run->count || run->lines[line].gap > 1)
        return 0;
    sheaf_str text = line_text(run, line);
    int bracketed = (text_starts(text, SHEAF_STR("（")) && text_ends(text, SHEAF_STR("）"))) ||
                    (text_starts(text, SHEAF_STR("(")) && text_ends(text, SHEAF_STR(")")));
    static const sheaf_str kinds[] = {TEXT_WORD("年度）"), TEXT_WORD("年度)"), TEXT_WORD("年）"),
                                      TEXT_WORD("年)"),    TEXT_WORD("稿）"),  TEXT_WORD("稿)"),
                                      TEXT_WORD("试行）"), TEXT_WORD("试行)")};
    return bracketed && text_width(text, 40) <= 40 &&
           ends_with_any(text, kinds, sizeof kinds / sizeof *kinds);
}

static uint32_t next_named(const text_run *run, uint32_t line, uint32_t end) {
    while (line < end && !is_named(run, line))
        line++;
    return line;
}

/* The head of all pages may be the title's name, too; above another name on the first page it is just a
 * head. */
static int is_running_head(const text_run *run, uint32_t line) {
    sheaf_str text = line_text(run, line);
    for (uint32_t i = line + 1; i < run->count; i++) {
        sheaf_str other = line_text(run, i);
        if (run->lines[i].flags & TEXT_FURNITURE && other.len == text.len &&
            memcmp(other.ptr, text.ptr, text.len) == 0)
            return 1;
    }
    return 0;
}

static int take_named(text_run *run, uint32_t end) {
    uint32_t line = next_named(run, 0, end);
    if (line == end)
        return 0;
    uint32_t other = next_named(run, line + 1, end);
    if (other < end && is_running_head(run, line)) {
        run->lines[line].flags |= TEXT_FURNITURE;
        line = other;
    }
    run->title = line;
    run->title_lines = 1;
    while (run->title > 0 && run->title_lines < MOST_LINES && leads_to(run, run->title - 1)) {
        run->title--;
        run->title_lines++;
    }
    if (follows_title(run, line + 1))
        run->title_lines++;
    return 1;
}

/* No name known: up to three short lines at the top, apart from what follows. */
static void take_top(text_run *run, uint32_t end) {
    uint32_t lines = 0;
    while (lines < end && lines < 3 && (lines == 0 || run->lines[lines].gap == 0)) {
        sheaf_str text = line_text(run, lines);
        uint32_t first = text.len ? (unsigned char)*text.ptr : 0;
        int starts_well =
            first >= 0x80 || (first >= 'A' && first <= 'Z') || (first >= '0' && first <= '9');
        if (!fits(text, 6) || !starts_well ||
            run->lines[lines].flags & (TEXT_FURNITURE | TEXT_GAP) || runs_on(run, lines))
            return;
        lines++;
    }
    numbering number;
    if (lines == 0 || lines >= run->count)
        return;
    sheaf_str below = line_text(run, lines);
    if (run->lines[lines].gap == 0 && !number_read(below, &number))
        return;
    run->title_lines = lines;
}

void text_find_title(text_run *run) {
    uint32_t end = region_end(run);
    if (!take_named(run, end))
        take_top(run, end);
    /* An underlined line is a heading of the format; heading.c makes the first one the title. */
    uint32_t below = run->title + run->title_lines;
    if (run->title_lines && below < run->count && run->lines[below].flags & TEXT_RULE &&
        run->lines[below].gap == 0)
        run->title_lines = 0;
}
