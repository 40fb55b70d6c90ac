/* What the books say. Each unit (or units that are bound together) is judged twice: by its digits, where a difference is an
 * error, since a number may be gone, and by its characters, a warning. What the reader dropped with a reason counts as there. */
#include "audit.h"

#include <inttypes.h>
#include <stdio.h>

typedef struct measure {
    sheaf_str rule;
    uint32_t severity;
    const char *zh, *en; /* what is counted */
    int is_digits;
} measure;

static const measure measures[] = {
    {{"AUDIT-DIGITS", 12}, SHEAF_ERROR, "数字", "digits", 1},
    {{"AUDIT-TEXT", 10}, SHEAF_WARNING, "字符", "characters", 0},
};

typedef struct sides {
    uint64_t source, document; /* the document with what was dropped */
} sides;

static sides sides_of(const audit_entry *entry, const measure *m) {
    const audit_count *s = &entry->source;
    const audit_count *d = &entry->document;
    const audit_count *x = &entry->dropped;
    return m->is_digits ? (sides){s->digits, d->digits + x->digits}
                        : (sides){s->characters, d->characters + x->characters};
}

/* The books of bound units as one. */
static void sum_up(audit_books *books) {
    for (uint32_t i = 0; i < books->count; i++) {
        audit_entry *from = &books->entries[i];
        audit_entry *to = &books->entries[audit_leader(books, i)];
        if (from == to)
            continue;
        to->node = to->node == SHEAF_NONE ? from->node : to->node;
        audit_add(&to->source, from->source);
        audit_add(&to->document, from->document);
        audit_add(&to->dropped, from->dropped);
    }
}

typedef struct text {
    char bytes[700];
} text;

static sheaf_str view(const text *t, int length) {
    size_t most = sizeof t->bytes - 1;
    return (sheaf_str){t->bytes, length < 0 ? 0 : (size_t)length < most ? (size_t)length : most};
}

/* "page 3: " or nothing where one account stands for the file. */
static const char *where(const audit_books *books, const audit_entry *entry, int zh, text *out) {
    const sheaf_node *node = entry->node == SHEAF_NONE
                                 ? NULL
                                 : SHEAF_AT(books->document->nodes, sheaf_node, entry->node);
    const sheaf_origin *origin =
        node && node->origins ? SHEAF_AT(books->document->origins, sheaf_origin, node->origin)
                              : NULL;
    int is_page = origin && origin->kind == SHEAF_AT_PAGE;
    out->bytes[0] = '\0';
    if (entry->unit != 0)
        snprintf(out->bytes, sizeof out->bytes,
                 zh ? (is_page ? "第 %" PRIu32 " 页" : "单元 %" PRIu32)
                    : (is_page ? "page %" PRIu32 " of " : "unit %" PRIu32 " of "),
                 entry->unit);
    return out->bytes;
}

/* ` (line 3)`, ` (lines 3, 9 and others)`; nothing where no line is known. */
static const char *name_lines(const audit_places *places, int zh, text *out) {
    size_t used = 0;
    out->bytes[0] = '\0';
    for (uint32_t i = 0; i < places->count && used + 40 < sizeof out->bytes; i++)
        used += (size_t)snprintf(out->bytes + used, sizeof out->bytes - used,
                                 i == 0 ? (zh                  ? "（第 %" PRIu32
                                           : places->count > 1 ? " (lines %" PRIu32
                                                               : " (line %" PRIu32)
                                        : (zh ? "、%" PRIu32 : ", %" PRIu32),
                                 places->lines[i]);
    if (places->count > 0)
        snprintf(out->bytes + used, sizeof out->bytes - used, "%s%s",
                 places->more ? (zh ? " 等" : " and others") : "", zh ? " 行）" : ")");
    return out->bytes;
}

/* What is amiss, in words: with places where the trail knows them, else from the counts. */
static void say_amiss(sides s, const audit_places *lost, const audit_places *twice, int zh,
                      text *out) {
    text at;
    uint64_t less = s.source > s.document ? s.source - s.document : 0;
    uint64_t more = s.document > s.source ? s.document - s.source : 0;
    int used = 0;
    out->bytes[0] = '\0';
    if (less > 0 || lost->total > 0)
        used = snprintf(out->bytes, sizeof out->bytes,
                        zh ? "丢失 %" PRIu64 " 个%s" : "%" PRIu64 " are lost%s",
                        lost->total > less ? lost->total : less, name_lines(lost, zh, &at));
    if ((more > 0 || twice->total > 0) && used >= 0 && (size_t)used < sizeof out->bytes)
        snprintf(out->bytes + used, sizeof out->bytes - (size_t)used,
                 zh ? "%s多出 %" PRIu64 " 个%s" : "%s%" PRIu64 " are there twice or were added%s",
                 used == 0 ? ""
                 : zh      ? "，"
                           : ", ",
                 twice->total > more ? twice->total : more, name_lines(twice, zh, &at));
}

static void find(audit_books *books, const audit_entry *entry, const measure *m,
                 const audit_trail *trail) {
    sides s = sides_of(entry, m);
    const audit_places *lost = &trail->lost[m->is_digits], *twice = &trail->twice[m->is_digits];
    const audit_places *first = lost->total > 0 ? lost : twice;
    uint32_t node = first->total > 0 ? audit_node_before(books, first->offset) : SHEAF_NONE;
    text zh, en, amiss_zh, amiss_en, place_zh, place_en, expected, actual;
    node = node == SHEAF_NONE ? entry->node : node;
    say_amiss(s, lost, twice, 1, &amiss_zh);
    say_amiss(s, lost, twice, 0, &amiss_en);
    int zh_length =
        snprintf(zh.bytes, sizeof zh.bytes,
                 "源文件%s有 %" PRIu64 " 个%s，转换结果（连同注明省略的部分）有 %" PRIu64
                 " 个：%s，请对照原文",
                 where(books, entry, 1, &place_zh), s.source, m->zh, s.document, amiss_zh.bytes);
    int en_length = snprintf(
        en.bytes, sizeof en.bytes,
        "%sthe source holds %" PRIu64 " %s, the document with what was left out on purpose "
        "%" PRIu64 ": %s; compare it with the source",
        where(books, entry, 0, &place_en), s.source, m->en, s.document, amiss_en.bytes);
    int expected_length = snprintf(expected.bytes, sizeof expected.bytes, "%" PRIu64, s.source);
    int actual_length = snprintf(actual.bytes, sizeof actual.bytes, "%" PRIu64, s.document);
    books->host->add_finding(books->job,
                             &(sheaf_finding){.size = sizeof(sheaf_finding),
                                              .severity = m->severity,
                                              .outcome = SHEAF_FAIL,
                                              .rule = m->rule,
                                              .message_en = view(&en, en_length),
                                              .message_zh = view(&zh, zh_length),
                                              .nodes = &node,
                                              .node_count = node != SHEAF_NONE,
                                              .expected = view(&expected, expected_length),
                                              .actual = view(&actual, actual_length)});
}

/* Digits may be lost in one place and stand twice in another: then the counts agree. */
static int holds(const audit_entry *entry, const measure *m, const audit_trail *trail) {
    sides s = sides_of(entry, m);
    return s.source == s.document &&
           !(m->is_digits && trail->lost[1].total > entry->dropped.digits);
}

static void judge(audit_books *books, const measure *m, const audit_trail *trail) {
    sheaf_check check = {.size = sizeof check, .rule = m->rule};
    for (uint32_t i = 0; i < books->count; i++) {
        const audit_entry *entry = &books->entries[i];
        if (entry->into != i)
            continue;
        if (holds(entry, m, trail)) {
            check.pass++;
            continue;
        }
        check.fail++;
        find(books, entry, m, trail);
    }
    books->host->add_check(books->job, &check);
}

void audit_judge(audit_books *books, const audit_trail *trail) {
    sum_up(books);
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
        judge(books, &measures[i], trail);
}
