/* Why cells that a rule needs have no certain value: what the binding said of their table. It stands among the diagnostics, also in a
 * report that an earlier run made. Those do not say which report of a file they are about, so of several nothing is repeated. */
#include "bind/told.h"
#include "check/check.h"

#include <string.h>

static int is_alone(const form_desk *desk) {
    const sheaf_array *facts = &desk->context->document->facts;
    return facts->count > 0 && SHEAF_AT(*facts, sheaf_fact, facts->count - 1)->instance == 0;
}

/* A blank cell says itself why. */
static int is_open(const sheaf_fact *fact) {
    return fact != NULL && (fact->status == SHEAF_AMBIGUOUS ||
                            (fact->status == SHEAF_MISSING && fact->node == SHEAF_NONE));
}

/* The message is about the table of the fact. */
static int is_of_table(sheaf_str message, sheaf_str key) {
    static const char begin[] = BIND_TOLD_TABLE, end[] = BIND_TOLD_END;
    enum { BEGIN = sizeof begin - 1, END = sizeof end - 1 };
    const char *dot = memchr(key.ptr, '.', key.len);
    size_t length = dot != NULL ? (size_t)(dot - key.ptr) : key.len;
    return message.len >= BEGIN + length + END && memcmp(message.ptr, begin, BEGIN) == 0 &&
           memcmp(message.ptr + BEGIN, key.ptr, length) == 0 &&
           memcmp(message.ptr + BEGIN + length, end, END) == 0;
}

/* Both stand at one place of the source. */
static int is_same_place(const sheaf_origin *a, const sheaf_origin *b) {
    if (a->kind != b->kind || a->unit != b->unit)
        return 0;
    return a->kind == SHEAF_AT_BYTES
               ? a->at.bytes.offset == b->at.bytes.offset
               : a->kind == SHEAF_AT_PART && form_same(a->at.path, b->at.path);
}

/* The reason is said where the fact stands: it is the first that it is about. */
static int is_said_there(const form_desk *desk, const sheaf_diagnostic *said,
                         const sheaf_fact *fact) {
    const sheaf_document *document = desk->context->document;
    const sheaf_node *node = fact->node != SHEAF_NONE ? form_node_at(document, fact->node) : NULL;
    return node != NULL && node->origins > 0 &&
           is_same_place(&said->origin, SHEAF_AT(document->origins, sheaf_origin, node->origin));
}

/* Of several reasons of a table none says which of its facts it is about but the first: of the others nothing is repeated. */
static const sheaf_diagnostic *find_reason(const form_desk *desk, const sheaf_fact *fact) {
    const sheaf_array *all = &desk->context->document->diagnostics;
    const sheaf_diagnostic *found = NULL;
    const sheaf_str kind =
        fact->status == SHEAF_MISSING ? SHEAF_STR("form.missing.") : SHEAF_STR("form.ambiguous.");
    uint32_t count = 0;
    for (uint32_t i = 0; i < all->count; i++) {
        const sheaf_diagnostic *said = SHEAF_AT(*all, sheaf_diagnostic, i);
        if (!form_begins(said->code, kind) || !is_of_table(said->message, fact->key))
            continue;
        if (is_said_there(desk, said, fact))
            return said;
        found = said;
        count++;
    }
    return count == 1 ? found : NULL;
}

form_message form_why_lacking(const form_desk *desk, const form_list *keys, uint32_t instance) {
    const sheaf_diagnostic *said = NULL;
    for (uint32_t i = 0; i < keys->count && said == NULL && is_alone(desk); i++) {
        const sheaf_fact *fact =
            form_desk_fact(desk, *FORM_AT(*keys, const sheaf_str, i), instance);
        said = is_open(fact) ? find_reason(desk, fact) : NULL;
    }
    if (said == NULL)
        return (form_message){SHEAF_STR(""), SHEAF_STR("")};
    const sheaf_str zh[] = {SHEAF_STR("。原因："), bind_told_zh(said->code), SHEAF_STR(" ["),
                            said->code, SHEAF_STR("]")};
    const sheaf_str en[] = {SHEAF_STR("; "), said->message, SHEAF_STR(" ["), said->code,
                            SHEAF_STR("]")};
    return (form_message){form_join(desk->context, zh, 5, SHEAF_STR("")),
                          form_join(desk->context, en, 5, SHEAF_STR(""))};
}
