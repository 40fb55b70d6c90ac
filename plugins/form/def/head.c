/* Header trees: read in pre-order with a stack of open heads, so that a tree is a range of heads[] and a hostile file
 * cannot make anybody recurse. */
#include "def/def.h"

#include <stdio.h>
#include <string.h>

/* ----------------------------------------------------------------------------------- labels -- */

static void push_label(form_file *file, form_definition *definition, form_value at, uint32_t kind) {
    sheaf_str text = form_text(file, at);
    if (file->failed)
        return;
    form_plain plain = form_plain_label(file->context, text);
    if (plain.text.len == 0 && plain.number == 0)
        form_fault(file, at, "a label: letters, digits or signs, not only white space");
    else if (definition->labels.count == FORM_MOST_LABELS)
        form_fault(file, at, "at most 65536 labels in a definition");
    else {
        form_label *label = form_push(file->context, &definition->labels);
        if (label)
            *label = (form_label){text, plain, kind};
    }
}

static void push_labels(form_file *file, form_definition *definition, form_value texts,
                        uint32_t kind) {
    if (texts != SHEAF_NONE && !form_is(file, texts, JSON_ARRAY))
        form_fault(file, texts, "an array of texts");
    for (form_value v = form_first(file, texts); v != SHEAF_NONE && !file->failed;
         v = form_next(file, texts, v))
        push_label(file, definition, v, kind);
}

form_span form_load_labels(form_file *file, form_definition *definition, form_value printed,
                           form_value variants, form_value aliases) {
    form_span span = {.first = definition->labels.count};
    if (printed != SHEAF_NONE)
        push_label(file, definition, printed, FORM_PRINTED);
    push_labels(file, definition, variants, FORM_VARIANT);
    push_labels(file, definition, aliases, FORM_ALIAS);
    span.count = definition->labels.count - span.first;
    return span;
}

form_span form_load_texts(form_file *file, form_definition *definition, form_value texts) {
    form_span span = {.first = definition->labels.count};
    push_labels(file, definition, texts, FORM_PRINTED);
    span.count = definition->labels.count - span.first;
    return span;
}

sheaf_str form_key(form_file *file, form_value value) {
    sheaf_str key = value == SHEAF_NONE ? SHEAF_STR("") : form_text(file, value);
    for (size_t i = 0; i < key.len && !file->failed; i++)
        if (!((key.ptr[i] >= 'a' && key.ptr[i] <= 'z') ||
              (key.ptr[i] >= '0' && key.ptr[i] <= '9') || key.ptr[i] == '_' || key.ptr[i] == '-'))
            form_fault(file, value, "a key of small letters, digits, _ and -");
    return key;
}

form_kind form_load_kind(form_file *file, form_value type, form_value unit, form_kind above) {
    static const char *const types[] = {"count", "amount", "change", "text"};
    form_kind kind = above;
    if (unit != SHEAF_NONE) {
        kind.unit = form_text(file, unit);
        kind.flags |= FORM_STATES_UNIT;
    }
    if (type == SHEAF_NONE || file->failed)
        return kind;
    kind.flags |= FORM_STATES_TYPE;
    sheaf_str word = form_text(file, type);
    for (kind.type = 0; kind.type < 4; kind.type++)
        if (form_same(word, (sheaf_str){types[kind.type], strlen(types[kind.type])}))
            return kind;
    form_fault(file, type, "\"count\", \"amount\", \"change\" or \"text\"");
    return above;
}

/* ------------------------------------------------------------------------------------ heads -- */

enum {
    KEY,
    LABEL,
    VARIANTS,
    ALIASES,
    UNIT,
    TYPE,
    COLLAPSIBLE,
    UNLABELLED,
    OPEN,
    CHILDREN,
    MEMBERS
};

static const char *const members[] = {[KEY] = "key",
                                      [LABEL] = "label",
                                      [VARIANTS] = "variants",
                                      [ALIASES] = "aliases",
                                      [UNIT] = "unit",
                                      [TYPE] = "type",
                                      [COLLAPSIBLE] = "collapsible",
                                      [UNLABELLED] = "unlabelled",
                                      [OPEN] = "open",
                                      [CHILDREN] = "children",
                                      [MEMBERS] = NULL};

/* An array of heads that is being read, and the head that it stands in. */
typedef struct open_head {
    form_value array, at; /* at: the next element */
    uint32_t head;
    form_kind kind;
} open_head;

typedef struct tree {
    form_file *file;
    form_definition *definition;
    open_head stack[FORM_DEEPEST + 1];
    uint32_t depth;
} tree;

static form_head *head_at(const form_definition *definition, uint32_t i) {
    return FORM_AT(definition->heads, form_head, i);
}

static uint32_t push_head(tree *t, form_head head) {
    form_head *room = NULL;
    if (t->definition->heads.count < FORM_MOST_HEADS)
        room = form_push(t->file->context, &t->definition->heads);
    if (room == NULL)
        return SHEAF_NONE;
    *room = head;
    return t->definition->heads.count - 1;
}

/* Below the root a path is its own text alone; nothing joins an empty one. */
static sheaf_str below(tree *t, sheaf_str above, sheaf_str own, sheaf_str joiner) {
    if (above.len == 0 || own.len == 0)
        return above.len == 0 ? own : above;
    return form_join(t->file->context, (sheaf_str[]){above, own}, 2, joiner);
}

static uint32_t flags_of(tree *t, const form_value *at) {
    form_file *file = t->file;
    uint32_t flags = 0;
    flags |= form_flag(file, at[COLLAPSIBLE]) ? FORM_COLLAPSIBLE : 0u;
    flags |= form_flag(file, at[UNLABELLED]) ? FORM_UNLABELLED : 0u;
    flags |= form_flag(file, at[OPEN]) ? FORM_OPEN : 0u;
    flags |= form_first(file, at[CHILDREN]) == SHEAF_NONE ? FORM_LEAF : 0u;
    return flags;
}

static void check_head(tree *t, form_value head, const form_value *at, uint32_t flags,
                       sheaf_str key) {
    form_file *file = t->file;
    if (at[CHILDREN] != SHEAF_NONE && !form_is(file, at[CHILDREN], JSON_ARRAY))
        form_fault(file, at[CHILDREN], "an array of heads");
    else if ((flags & (FORM_UNLABELLED | FORM_OPEN)) == 0 && at[LABEL] == SHEAF_NONE)
        form_fault(file, head, "a head with a \"label\" (or \"unlabelled\" or \"open\": true)");
    else if ((flags & FORM_UNLABELLED) != 0 && at[LABEL] != SHEAF_NONE)
        form_fault(file, at[LABEL], "no label in a head that is \"unlabelled\"");
    else if ((flags & FORM_COLLAPSIBLE) != 0 && ((flags & FORM_LEAF) != 0 || key.len == 0))
        form_fault(file, at[COLLAPSIBLE], "a key and children where a head is \"collapsible\"");
    else if ((flags & FORM_OPEN) != 0 && ((flags & FORM_LEAF) == 0 || key.len == 0))
        form_fault(file, at[OPEN], "a key and no children where a head is \"open\"");
}

/* The head of one element; SHEAF_NONE after a fault. */
static uint32_t load_head(tree *t, form_value value, open_head *into) {
    form_file *file = t->file;
    form_value at[MEMBERS];
    if (!form_slots(file, value, members, at))
        return SHEAF_NONE;
    uint32_t flags = flags_of(t, at);
    sheaf_str key = form_key(file, at[KEY]);
    form_kind kind = form_load_kind(file, at[TYPE], at[UNIT], t->stack[t->depth].kind);
    if (!file->failed)
        check_head(t, value, at, flags, key);
    sheaf_str label =
        file->failed || at[LABEL] == SHEAF_NONE ? SHEAF_STR("") : form_text(file, at[LABEL]);
    form_span labels =
        file->failed ? (form_span){0, 0}
                     : form_load_labels(file, t->definition, at[LABEL], at[VARIANTS], at[ALIASES]);
    if (file->failed)
        return SHEAF_NONE;
    const form_head *above = head_at(t->definition, t->stack[t->depth].head);
    form_head head = {.key = below(t, above->key, key, SHEAF_STR(".")),
                      .path = below(t, above->path, label, SHEAF_STR("/")),
                      .labels = labels,
                      .parent = t->stack[t->depth].head,
                      .depth = above->depth + 1,
                      .at = value,
                      .flags = flags | kind.flags,
                      .type = kind.type,
                      .unit = kind.unit};
    uint32_t made = push_head(t, head);
    if (made == SHEAF_NONE)
        form_fault(file, value, "at most 16384 heads in a definition");
    *into = (open_head){at[CHILDREN], form_first(file, at[CHILDREN]), made, kind};
    return made;
}

static void close_heads(tree *t) {
    while (t->depth > 0 && t->stack[t->depth].at == SHEAF_NONE) {
        head_at(t->definition, t->stack[t->depth].head)->end = t->definition->heads.count;
        t->depth--;
    }
}

/* One element: its head is made, and opened where it has children. */
static void step(tree *t) {
    open_head *top = &t->stack[t->depth], opened;
    form_value value = top->at;
    top->at = form_next(t->file, top->array, value);
    uint32_t made = load_head(t, value, &opened);
    if (made == SHEAF_NONE)
        return;
    head_at(t->definition, made)->end = made + 1;
    if (opened.at == SHEAF_NONE)
        return;
    if (t->depth == FORM_DEEPEST)
        form_fault(t->file, opened.array, "heads that nest at most 16 deep");
    else
        t->stack[++t->depth] = opened;
}

uint32_t form_load_tree(form_file *file, form_definition *definition, form_value heads,
                        form_kind above) {
    tree t = {.file = file, .definition = definition};
    if (form_first(file, heads) == SHEAF_NONE || !form_is(file, heads, JSON_ARRAY)) {
        form_fault(file, heads, "an array with at least one head");
        return SHEAF_NONE;
    }
    uint32_t root = push_head(&t, (form_head){.parent = SHEAF_NONE,
                                              .flags = above.flags,
                                              .key = SHEAF_STR(""),
                                              .path = SHEAF_STR(""),
                                              .type = above.type,
                                              .unit = above.unit});
    if (root == SHEAF_NONE) {
        form_fault(file, heads, "at most 16384 heads in a definition");
        return SHEAF_NONE;
    }
    t.stack[0] = (open_head){heads, form_first(file, heads), root, above};
    while (!file->failed && (t.depth > 0 || t.stack[0].at != SHEAF_NONE)) {
        step(&t);
        if (!file->failed)
            close_heads(&t);
    }
    head_at(definition, root)->end = definition->heads.count;
    return root;
}
