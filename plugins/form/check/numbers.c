/* Numbers that count up: headings of a level, items of a list, captions of tables, printed page numbers. Only a step that
 * leaves numbers out, or a number twice in a row, is told; a new beginning at 1 is nobody's fault. */
#include "check/structure.h"

#include <string.h>

static const sheaf_heading *heading_of(const form_context *context, const sheaf_node *node) {
    return SHEAF_AT(context->document->headings, sheaf_heading, node->payload);
}

/* The last number of a row of numbers, and how it was written: `（一）` and `1.` are two rows. */
typedef struct counter {
    uint32_t number, style;
} counter;

enum { NO_STYLE = 0 };

/* What is left of `（一）` without its digits: which signs stand before and behind, and which script. */
static uint32_t style_of(sheaf_str number) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < number.len; i++) {
        unsigned char c = (unsigned char)number.ptr[i];
        if (c >= '0' && c <= '9')
            c = '0';
        else if (c >= 0xE4 && c <= 0xE9 && i + 2 < number.len) {
            i += 2; /* 一 to 十 are ideographs */
            c = 0xE4;
        }
        if (c < 0x80 && c != '0' && ((c | 0x20) < 'a' || (c | 0x20) > 'z') && c != '.' &&
            c != ')' && c != '(')
            continue;
        hash = (hash ^ c) * 16777619u;
    }
    return hash | 1u;
}

/* One level only: `1.2` counts below `1.`, and whoever wrote it may begin anywhere. */
static uint32_t number_of(const form_context *context, sheaf_str printed) {
    size_t dots = 0;
    for (size_t i = 0; i + 1 < printed.len; i++)
        dots += printed.ptr[i] == '.';
    return printed.len == 0 || printed.len > 24 || dots > 0
               ? 0
               : form_plain_label(context, printed).number;
}

typedef enum step_kind { STEP_FINE, STEP_GAP, STEP_TWICE } step_kind;

static step_kind step(counter *last, uint32_t number, uint32_t style) {
    counter before = *last;
    *last = (counter){number, style};
    if (before.number == 0 || before.style != style || number == 1)
        return STEP_FINE;
    return number == before.number ? STEP_TWICE : number > before.number + 1 ? STEP_GAP : STEP_FINE;
}

static void tell(form_desk *desk, structure_rule rule, uint32_t node, step_kind kind,
                 uint32_t before, uint32_t number, sheaf_str text) {
    const form_context *context = desk->context;
    const sheaf_str found = structure_number(context, number),
                    last = structure_number(context, before),
                    wanted = structure_number(context, (int64_t)before + 1);
    const sheaf_str gap_zh[] = {SHEAF_STR("编号由 "), last,  SHEAF_STR(" 跳到 "), found,
                                SHEAF_STR("，缺少 "), wanted};
    const sheaf_str gap_en[] = {
        SHEAF_STR("the numbers go from "), last, SHEAF_STR(" to "), found, SHEAF_STR(": "), wanted,
        SHEAF_STR(" is missing")};
    const sheaf_str twice_zh[] = {SHEAF_STR("编号 "), found, SHEAF_STR(" 连续出现两次")};
    const sheaf_str twice_en[] = {SHEAF_STR("the number "), found,
                                  SHEAF_STR(" stands twice in a row")};
    int is_gap = kind == STEP_GAP;
    structure_tell(desk,
                   &(structure_fault){.rule = rule,
                                      .nodes = &node,
                                      .node_count = 1,
                                      .message = {is_gap ? structure_say(context, gap_zh, 6)
                                                         : structure_say(context, twice_zh, 3),
                                                  is_gap ? structure_say(context, gap_en, 7)
                                                         : structure_say(context, twice_en, 3)},
                                      .expected = wanted,
                                      .actual = found,
                                      .text = text});
}

static void count_on(form_desk *desk, structure_rule rule, counter *last, uint32_t node,
                     uint32_t number, uint32_t style) {
    counter before = *last;
    step_kind kind = step(last, number, style);
    if (kind != STEP_FINE)
        tell(desk, rule, node, kind, before.number, number,
             form_node_at(desk->context->document, node)->text);
    else if (before.number != 0)
        structure_count(desk, rule, FORM_PASS);
}

/* ---- headings and lists ---- */

enum { LEVELS = 12 };

static void count_heading(form_desk *desk, counter levels[LEVELS], uint32_t i) {
    const sheaf_heading *heading =
        heading_of(desk->context, form_node_at(desk->context->document, i));
    uint32_t level = heading->level < LEVELS ? heading->level : LEVELS - 1;
    uint32_t number = number_of(desk->context, heading->number);
    for (uint32_t below = level + 1; below < LEVELS; below++)
        levels[below] = (counter){0};
    if (number > 0)
        count_on(desk, G_NUMBER, &levels[level], i, number, style_of(heading->number));
}

/* A list that goes on: behind a gap readers begin a list anew, and a single item is a paragraph to them. */
typedef struct running_list {
    counter last;
    sheaf_str mark; /* of the last item, as printed */
    uint32_t next;  /* the node where it would go on */
} running_list;

static void count_items(form_desk *desk, running_list *running, uint32_t list) {
    const sheaf_node *node = form_node_at(desk->context->document, list);
    if (running->next != list)
        running->last = (counter){0};
    for (uint32_t i = list + 1; i < node->end; i = form_node_at(desk->context->document, i)->end) {
        const sheaf_node *item = form_node_at(desk->context->document, i);
        if (item->kind != SHEAF_ITEM || item->payload == SHEAF_NONE)
            continue;
        sheaf_str mark = heading_of(desk->context, item)->number;
        uint32_t number = number_of(desk->context, mark);
        if (number == 0)
            continue;
        count_on(desk, G_NUMBER, &running->last, i, number, style_of(mark));
        running->mark = mark;
    }
    running->next = node->end;
}

static int is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* The text's mark, where it is written as this one is but for its digits; else empty. */
static sheaf_str mark_like(sheaf_str text, sheaf_str mark) {
    size_t at = 0, digits = 0;
    for (size_t i = 0; i < mark.len;) {
        if (!is_digit(mark.ptr[i])) {
            if (at == text.len || text.ptr[at++] != mark.ptr[i++])
                return SHEAF_STR("");
            continue;
        }
        while (i < mark.len && is_digit(mark.ptr[i]))
            i++;
        size_t from = at;
        while (at < text.len && is_digit(text.ptr[at]))
            at++;
        digits += at - from;
        if (at == from)
            return SHEAF_STR("");
    }
    return digits > 0 ? (sheaf_str){text.ptr, at} : SHEAF_STR("");
}

static void count_lone_item(form_desk *desk, running_list *running, uint32_t paragraph) {
    const sheaf_node *node = form_node_at(desk->context->document, paragraph);
    if (running->next != paragraph || running->last.number == 0)
        return;
    sheaf_str mark = mark_like(node->text, running->mark);
    uint32_t number = number_of(desk->context, mark);
    if (number <= running->last.number)
        return;
    count_on(desk, G_NUMBER, &running->last, paragraph, number, style_of(mark));
    running->next = node->end;
}

/* ---- captions and page numbers ---- */

static int take_word(sheaf_str *text, const char *word) {
    size_t length = strlen(word);
    if (text->len < length || memcmp(text->ptr, word, length) != 0)
        return 0;
    *text = (sheaf_str){text->ptr + length, text->len - length};
    return 1;
}

static uint32_t take_digits(sheaf_str *text) {
    uint32_t number = 0;
    while (text->len > 0 && *text->ptr >= '0' && *text->ptr <= '9' && number < 100000) {
        number = number * 10 + (uint32_t)(*text->ptr - '0');
        *text = (sheaf_str){text->ptr + 1, text->len - 1};
    }
    return number;
}

/* The number of `表3 …` or `Table 3: …`; 0: it is no caption, or numbered by chapters. */
static uint32_t caption_number(const form_context *context, sheaf_str printed) {
    enum { LONGEST = 240 };
    if (printed.len > LONGEST)
        return 0;
    sheaf_str text = form_plain_text(context, printed);
    if (!take_word(&text, "表") && !take_word(&text, "table"))
        return 0;
    uint32_t number = take_digits(&text);
    return text.len > 0 && (*text.ptr == '-' || *text.ptr == '.') ? 0 : number;
}

/* The number of `3`, `-3-`, `第3页`, `3/10`; 0: none. */
static uint32_t page_number(const form_context *context, sheaf_str printed) {
    enum { LONGEST = 60 };
    if (printed.len == 0 || printed.len > LONGEST)
        return 0;
    sheaf_str text = form_plain_text(context, printed);
    while (take_word(&text, "-") || take_word(&text, "第") || take_word(&text, "page"))
        ;
    uint32_t number = take_digits(&text);
    while (take_word(&text, "-") || take_word(&text, "页"))
        ;
    if (text.len > 0 && !take_word(&text, "/") && !take_word(&text, "共") &&
        !take_word(&text, "of"))
        return 0;
    return number;
}

/* A caption stands beside its table: text elsewhere only speaks of one. */
static int is_beside_table(const form_context *context, uint32_t i) {
    const sheaf_node *node = form_node_at(context->document, i);
    int is_before = node->end < context->document->nodes.count &&
                    form_node_at(context->document, node->end)->kind == SHEAF_TABLE;
    uint32_t above = i > 0 ? i - 1 : 0;
    while (above > 0 && form_node_at(context->document, above)->kind != SHEAF_TABLE &&
           form_node_at(context->document, above)->parent != node->parent)
        above = form_node_at(context->document, above)->parent;
    return node->kind == SHEAF_TABLE || is_before ||
           form_node_at(context->document, above)->kind == SHEAF_TABLE;
}

static void count_caption(form_desk *desk, counter *last, uint32_t i) {
    const form_context *context = desk->context;
    uint32_t number = caption_number(context, form_node_at(context->document, i)->text);
    if (number > 0 && is_beside_table(context, i))
        count_on(desk, G_TABLE_NUMBER, last, i, number, NO_STYLE);
}

/* The numbers printed on the pages, in order. A document may print others there (of a chapter, of a date): only where all
 * but one step count on by one is that one told. */
typedef struct printed_page {
    uint32_t node, number;
} printed_page;

static void judge_pages(form_desk *desk, const form_list *pages) {
    enum { ENOUGH = 3 };
    uint32_t fine = 0, gaps = 0, others = 0, at = 0;
    for (uint32_t i = 1; i < pages->count; i++) {
        uint32_t before = FORM_AT(*pages, const printed_page, i - 1)->number,
                 number = FORM_AT(*pages, const printed_page, i)->number;
        fine += number == before + 1;
        others += number < before;
        if (number > before + 1 && gaps++ == 0)
            at = i;
    }
    if (fine < ENOUGH || others > 0 || gaps > 1)
        return;
    if (gaps == 0)
        structure_count(desk, G_PAGE_NUMBER, FORM_PASS);
    else
        tell(desk, G_PAGE_NUMBER, FORM_AT(*pages, const printed_page, at)->node, STEP_GAP,
             FORM_AT(*pages, const printed_page, at - 1)->number,
             FORM_AT(*pages, const printed_page, at)->number, SHEAF_STR(""));
}

static int add_page(const form_context *context, uint32_t node, uint32_t number, form_list *pages) {
    if (number == 0 || (pages->count > 0 &&
                        FORM_AT(*pages, const printed_page, pages->count - 1)->number == number))
        return 1;
    printed_page *room = form_push(context, pages);
    if (room != NULL)
        *room = (printed_page){node, number};
    return room != NULL;
}

/* ---- the whole document ---- */

typedef struct counters {
    counter levels[LEVELS], table;
    running_list list;
    form_list pages; /* printed_page */
} counters;

static int count_node(form_desk *desk, counters *all, uint32_t i) {
    const sheaf_node *node = form_node_at(desk->context->document, i);
    if ((node->flags & SHEAF_FURNITURE) != 0)
        return add_page(desk->context, i, page_number(desk->context, node->text), &all->pages);
    if (node->kind == SHEAF_HEADING && node->payload != SHEAF_NONE)
        count_heading(desk, all->levels, i);
    else if (node->kind == SHEAF_LIST)
        count_items(desk, &all->list, i);
    else if (node->kind == SHEAF_PARAGRAPH)
        count_lone_item(desk, &all->list, i);
    if (node->kind == SHEAF_PARAGRAPH || node->kind == SHEAF_TABLE || node->kind == SHEAF_HEADING)
        count_caption(desk, &all->table, i);
    return 1;
}

int structure_numbers(const form_context *context, form_desk *desk) {
    counters all = {.pages = FORM_LIST_OF(printed_page)};
    for (uint32_t i = 1; i < context->document->nodes.count; i++)
        if (context->host->tick(context->job, i, context->document->nodes.count) != SHEAF_OK ||
            !count_node(desk, &all, i))
            return 0;
    judge_pages(desk, &all.pages);
    return 1;
}
