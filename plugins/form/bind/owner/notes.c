/* What stands right below a table, or in its last rows, may say that its numbers are another's: `注：以上为2022年数据`, `（上表数据含上年）`.
 * A part of a sentence that points back is a caption of the table above it. Notes compare years, name forms and sum up, too: a part
 * with a number of its own, or a word that compares, says nothing of whose the numbers are. */
#include "bind/owner/owner.h"

#include <string.h>

/* What a note is judged by. */
typedef struct note {
    const bind_claims *claims;
    const bind_plan *plan;
    const form_captions *captions;
    int goes_on; /* 1: what was read last points back, and says nothing yet: `以上数据，` */
} note;

/* ------------------------------------------------------------------------------- words of a note -- */

static sheaf_str behind(sheaf_str text, size_t length) {
    return (sheaf_str){text.ptr + length, text.len - length};
}

/* The text behind the first place of one of the words, which is no part of one of the report's own (`含下属单位`); all of it where none
 * stands there. */
static sheaf_str behind_first(const note *of, sheaf_str text, const form_list *words,
                              int *is_found) {
    *is_found = 0;
    for (size_t at = 0; at < text.len;) {
        size_t length = bind_longest_of(words, behind(text, at), 0);
        size_t own = bind_longest_of(&of->captions->own, behind(text, at), 0);
        if (length > 0 && length >= own) {
            *is_found = 1;
            return behind(text, at + length);
        }
        at += own ? own : 1;
    }
    return text;
}

/* The length of a word that the report says of its own tables, at the beginning of the text. */
static size_t one_own(const note *of, sheaf_str text) {
    size_t length = bind_longest_of(&of->captions->tails, text, 0);
    length = bind_longest_of(&of->captions->own, text, length);
    return bind_longest_of(&of->captions->neutral, text, length);
}

/* What is left behind such words. */
static sheaf_str behind_own(const note *of, sheaf_str text) {
    for (size_t length = 1; text.len > 0 && length > 0; text = behind(text, length))
        length = one_own(of, text);
    return text;
}

/* How a line begins. */
typedef enum mark { IS_TEXT, IS_REMARK, IS_NOTE } mark;

/* `1.`, `：`: what stands between the mark of a note and its words. */
static size_t sign_of(sheaf_str text) {
    static const char *const signs[] = {":", ".", ",", "、", ")", "]", "】", "〕"};
    size_t digit = text.len > 1 && *text.ptr >= '0' && *text.ptr <= '9';
    size_t length = form_begins_any(behind(text, digit), signs, sizeof signs / sizeof *signs);
    return length > 0 ? digit + length : 0;
}

/* `注：`, `备注1：`, `（`: the text behind it. */
static sheaf_str behind_mark(const note *of, sheaf_str text, mark *is) {
    static const char *const brackets[] = {"(", "[", "<", "【", "〔", "*", "※", "|"};
    size_t length = form_begins_any(text, brackets, sizeof brackets / sizeof *brackets);
    *is = length > 0 ? IS_REMARK : IS_TEXT;
    sheaf_str inner = behind(text, length);
    length = bind_longest_of(&of->captions->notes, inner, 0);
    if (length == 0)
        return inner;
    *is = IS_NOTE;
    for (inner = behind(inner, length); (length = sign_of(inner)) > 0;)
        inner = behind(inner, length);
    return inner;
}

/* ------------------------------------------------------------------------------- what it says -- */

/* A day of the next year is when the report was written: `于2024年1月10日填报`. */
static int is_written_then(const note *of, sheaf_str part) {
    uint32_t year = of->claims->report->year + 1;
    return bind_names_month(part) && bind_names_own_year(part, year) &&
           form_holds(part, SHEAF_STR("日"));
}

/* What is said is said of all numbers: nothing stands between the pointer and the word that says it, as `自然人` does in
 * `表中自然人包括个体户`. */
static int is_of_all(const note *of, sheaf_str part) {
    int is_pointing;
    sheaf_str rest = behind_first(of, part, &of->captions->backs, &is_pointing);
    for (size_t length = 1; is_pointing && length > 0; rest = behind(rest, length)) {
        if (bind_longest_of(&of->captions->states, rest, 0) > 0)
            return 1;
        length = one_own(of, rest);
    }
    return of->goes_on;
}

/* Another body's name, or words that nobody understands, stand where the part says what the numbers are. */
static int is_of_strangers(const note *of, sheaf_str part, mark is) {
    enum { SHORTEST = 6 }; /* bytes: two ideographs */
    int is_stated;
    sheaf_str said = behind_first(of, part, &of->captions->states, &is_stated);
    return (is_stated || of->goes_on) && said.len >= SHORTEST &&
           (bind_longest_of(&of->captions->begins, behind_own(of, said), 0) > 0 ||
            bind_names_another_body(of->claims, of->plan, said) ||
            (is != IS_TEXT && is_of_all(of, part) &&
             !bind_is_understood(of->claims, of->plan, said)));
}

/* `以上数据为1至6月`: of a part of the year. Without such a word the months are those in which something was written. */
static int is_of_months(const note *of, sheaf_str part) {
    return bind_names_some_months(part) &&
           (bind_names_end(part) || bind_holds_word(part, &of->captions->states));
}

/* Behind the pointer the table's own number stands, `上表(表3)为…`, `上表3为…`: that is none of what the part says. */
static sheaf_str behind_name(const note *of, sheaf_str part) {
    static const char *const signs[] = {"表", "(", ")", "[", "]"};
    int is_pointing;
    sheaf_str rest = behind_first(of, part, &of->captions->backs, &is_pointing);
    size_t digits = 0;
    for (size_t length = 1; is_pointing && rest.len > 0 && length > 0;
         rest = behind(rest, length)) {
        int is_digit = *rest.ptr >= '0' && *rest.ptr <= '9';
        length = is_digit ? 1 : form_begins_any(rest, signs, sizeof signs / sizeof *signs);
        digits += (size_t)is_digit;
    }
    return digits > 0 && digits < 3 && bind_longest_of(&of->captions->states, rest, 0) > 0 ? rest
                                                                                           : part;
}

static int is_of_others(const note *of, sheaf_str part, mark is) {
    uint32_t plain, own = of->claims->report->year;
    uint32_t others = bind_count_other_years(behind_name(of, part), own, &plain);
    if (plain > 0 || bind_holds_word(part, &of->captions->compares) ||
        bind_holds_word(part, &of->captions->excuses))
        return 0;
    return (others > 0 && own > 0 && !is_written_then(of, part)) || is_of_months(of, part) ||
           bind_holds_word(part, &of->captions->times) ||
           bind_holds_word(part, &of->captions->holds) || is_of_strangers(of, part, is);
}

/* `上表中予以公开应为5件`: the number that is printed is not the one that is meant. */
static int is_mended(const note *of, sheaf_str part) {
    uint32_t plain;
    bind_count_other_years(part, 0, &plain);
    return plain > 0 && bind_holds_word(part, &of->captions->mends);
}

/* `2022`, `上年`: what stands behind it. */
static sheaf_str behind_time(const note *of, sheaf_str text) {
    size_t length = bind_longest_of(&of->captions->times, text, 0);
    while (length < text.len && text.ptr[length] >= '0' && text.ptr[length] <= '9')
        length++;
    return behind(text, length);
}

/* A note without a pointer is about the table where it is nothing but a name for it: `注：2022年度数据`, `注：县教育局`. */
static int is_bare_name(const note *of, sheaf_str text) {
    enum { LONGEST = 36 }; /* bytes: twelve ideographs */
    static const char *const ends[] = {".", ")"};
    for (size_t i = 0; i < 2; i++) {
        size_t length = strlen(ends[i]);
        if (text.len >= length && memcmp(text.ptr + text.len - length, ends[i], length) == 0)
            text.len -= length;
    }
    sheaf_str rest = behind_own(of, text);
    return (bind_speaks_of_others(of->claims, of->plan, rest) &&
            behind_own(of, behind_time(of, rest)).len == 0) ||
           (rest.len == text.len && text.len <= LONGEST &&
            bind_names_another_body(of->claims, of->plan, text));
}

/* A remark of its own, `(2021年数据)`: it ends in the bracket, and says that it is about numbers. */
static int is_in_brackets(const note *of, sheaf_str text) {
    return text.len > 0 && (text.ptr[text.len - 1] == ')' || text.ptr[text.len - 1] == ']') &&
           bind_holds_word(text, &of->captions->tails);
}

/* Nothing is left of what stands behind the pointer but words that say nothing yet: `以上数据均为`. */
static int says_nothing_yet(const note *of, sheaf_str said) {
    int is_stated = 1;
    while (said.len > 0 && is_stated) {
        said = behind_own(of, said);
        size_t length = bind_longest_of(&of->captions->states, said, 0);
        is_stated = length > 0;
        said = behind(said, length);
    }
    return said.len == 0;
}

static int begins_with_stop(sheaf_str text) {
    static const char *const stops[] = {"。", "；", ";", "！", "!", "."};
    return form_begins_any(text, stops, sizeof stops / sizeof *stops) > 0;
}

/* A full stop or semicolon ends the line: what follows says nothing of what it began. */
static int ends_in_stop(sheaf_str line) {
    enum { WIDE = 3 }; /* bytes of an ideographic sign */
    line = bind_trim(line);
    return (line.len >= WIDE && begins_with_stop(behind(line, line.len - WIDE))) ||
           (line.len > 0 && begins_with_stop(behind(line, line.len - 1)));
}

enum { LONGEST_LINE = 600 }; /* bytes: more is prose, if no mark of a note begins it */

/* A line, part by part. */
static int says_others(note *of, sheaf_str printed) {
    mark is;
    if (bind_trim(printed).len == 0)
        return 0;
    sheaf_str rest = behind_mark(of, form_plain_text(of->plan->context, printed), &is), part;
    if (printed.len > LONGEST_LINE && is != IS_NOTE)
        return 0;
    if ((is == IS_NOTE || (is == IS_REMARK && is_in_brackets(of, rest))) && is_bare_name(of, rest))
        return 1;
    if (is != IS_NOTE && !of->goes_on && !bind_holds_word(rest, &of->captions->backs))
        return 0;
    while (bind_take_clause(&rest, &part)) {
        int is_pointing;
        const sheaf_str sign = {part.ptr + part.len, (size_t)(rest.ptr - part.ptr) - part.len};
        part = form_plain_label(of->plan->context, part).text; /* `2.以上数据…` */
        sheaf_str said = behind_first(of, part, &of->captions->backs, &is_pointing);
        is_pointing &= is != IS_TEXT || bind_longest_of(&of->captions->backs, part, 0) > 0;
        if (((is_pointing || of->goes_on) && is_of_others(of, part, is)) ||
            ((is_pointing || of->goes_on || is == IS_NOTE) && is_mended(of, part)))
            return 1;
        of->goes_on =
            (is_pointing || of->goes_on) && !begins_with_stop(sign) && says_nothing_yet(of, said);
    }
    of->goes_on = of->goes_on && !ends_in_stop(printed);
    return 0;
}

/* A sentence may end in a blank: `口径为自然年 以上数据为2021年数据`. */
static int line_says_others(note *of, sheaf_str line) {
    const sheaf_str all = line;
    if (says_others(of, line))
        return 1;
    for (sheaf_str word = bind_take_word(&line); word.len > 0; word = bind_take_word(&line))
        if (word.ptr > all.ptr && (size_t)(all.ptr + all.len - word.ptr) <= LONGEST_LINE &&
            bind_longest_of(&of->captions->backs, word, 0) > 0 &&
            says_others(of, behind(all, (size_t)(word.ptr - all.ptr))))
            return 1;
    return 0;
}

/* A text may have several lines: a note that was joined to the last row. */
static int one_says_others(note *of, sheaf_str text) {
    while (text.len > 0) {
        const char *end = memchr(text.ptr, '\n', text.len);
        size_t length = end ? (size_t)(end - text.ptr) : text.len;
        if (line_says_others(of, (sheaf_str){text.ptr, length}))
            return 1;
        text = behind(text, length + (end != NULL));
    }
    return 0;
}

/* ------------------------------------------------------------------------------- where it stands -- */

/* The last row of the form. */
static uint32_t last_row(const bind_sheet *sheet) {
    for (uint32_t r = sheet->rows.count; r-- > 0;)
        if (bind_row_at(sheet, r)->target != SHEAF_NONE)
            return r;
    return SHEAF_NONE;
}

/* A row of the table that is none of the form's, or lines in a cell of one that is. */
static int stands_inside(note *of) {
    enum { SHORTEST = 12 }; /* bytes: `注：上年` */
    const bind_sheet *sheet = of->plan->sheet;
    for (uint32_t i = 0; i < sheet->cells.count; i++) {
        const bind_cell *cell = bind_cell_at(sheet, i);
        const int is_label = bind_find(of->plan->index, cell->plain.text) != SHEAF_NONE;
        if (cell->text.len >= SHORTEST && !is_label && one_says_others(of, cell->text))
            return bind_say(of->claims, cell->node);
        of->goes_on = 0;
    }
    return 0;
}

/* Where the lines below the table begin; where its structure is lost, behind the label of its last row. */
static uint32_t first_below(const bind_plan *plan, const sheaf_node *table) {
    const bind_sheet *sheet = plan->sheet;
    uint32_t last = sheet->is_stream ? last_row(sheet) : SHEAF_NONE;
    if (last == SHEAF_NONE)
        return table->end;
    return bind_cell_at(sheet, bind_row_at(sheet, last)->cells.first)->node + 1;
}

/* A table of one cell is a line with a frame around it. */
static int is_framed(const note *of, const sheaf_node *table, uint32_t n) {
    uint32_t cells = 0;
    for (uint32_t i = n + 1; i < table->end && cells < 2; i++)
        cells += form_node_at(of->claims->context->document, i)->kind == SHEAF_CELL;
    return cells == 1;
}

static int stands_below(note *of) {
    enum { LINES = 8, STREAM_LINES = 24 };
    const form_report *report = of->claims->report;
    uint32_t n = first_below(of->plan,
                             form_node_at(of->claims->context->document, of->plan->sheet->node)),
             lines = 0;
    uint32_t most = of->plan->sheet->is_stream ? STREAM_LINES : LINES;
    for (; lines < most && n < report->end; n++) {
        const sheaf_node *line = form_node_at(of->claims->context->document, n);
        if (line->kind == SHEAF_TABLE && !is_framed(of, line, n))
            return 0;
        if (line->text.len == 0 || (line->flags & SHEAF_FURNITURE) != 0)
            continue;
        if (one_says_others(of, line->text))
            return bind_say(of->claims, n);
        if (line->kind == SHEAF_HEADING)
            return 0;
        lines++;
    }
    return 0;
}

int bind_is_noted_otherwise(const bind_claims *claims, const bind_plan *plan) {
    note of = {.claims = claims, .plan = plan, .captions = &plan->model->definition->captions};
    return of.captions->backs.count > 0 && (stands_inside(&of) || stands_below(&of));
}
