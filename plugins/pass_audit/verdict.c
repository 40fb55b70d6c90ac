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
    char bytes[400];
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

static void find(audit_books *books, const audit_entry *entry, const measure *m) {
    sides s = sides_of(entry, m);
    uint64_t apart = s.source > s.document ? s.source - s.document : s.document - s.source;
    int lost = s.source > s.document;
    text zh, en, place_zh, place_en, expected, actual;
    int zh_length =
        snprintf(zh.bytes, sizeof zh.bytes,
                 "源文件%s有 %" PRIu64 " 个%s，转换结果（连同注明省略的部分）有 %" PRIu64
                 " 个：%s %" PRIu64 " 个，请对照原文",
                 where(books, entry, 1, &place_zh), s.source, m->zh, s.document,
                 lost ? "丢失" : "多出", apart);
    int en_length = snprintf(en.bytes, sizeof en.bytes,
                             "%sthe source holds %" PRIu64
                             " %s, the document with what was left out on purpose "
                             "%" PRIu64 ": %" PRIu64 " %s; compare it with the source",
                             where(books, entry, 0, &place_en), s.source, m->en, s.document, apart,
                             lost ? "are lost" : "are there twice or were added");
    int expected_length = snprintf(expected.bytes, sizeof expected.bytes, "%" PRIu64, s.source);
    int actual_length = snprintf(actual.bytes, sizeof actual.bytes, "%" PRIu64, s.document);
    books->host->add_finding(books->job,
                             &(sheaf_finding){.size = sizeof(sheaf_finding),
                                              .severity = m->severity,
                                              .outcome = SHEAF_FAIL,
                                              .rule = m->rule,
                                              .message_en = view(&en, en_length),
                                              .message_zh = view(&zh, zh_length),
                                              .nodes = &entry->node,
                                              .node_count = entry->node != SHEAF_NONE,
                                              .expected = view(&expected, expected_length),
                                              .actual = view(&actual, actual_length)});
}

static void judge(audit_books *books, const measure *m) {
    sheaf_check check = {.size = sizeof check, .rule = m->rule};
    for (uint32_t i = 0; i < books->count; i++) {
        const audit_entry *entry = &books->entries[i];
        if (entry->into != i)
            continue;
        sides s = sides_of(entry, m);
        if (s.source == s.document) {
            check.pass++;
            continue;
        }
        check.fail++;
        find(books, entry, m);
    }
    books->host->add_check(books->job, &check);
}

void audit_judge(audit_books *books) {
    sum_up(books);
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
        judge(books, &measures[i]);
}
