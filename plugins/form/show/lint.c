/* What is legal in a definition and yet a mistake: labels that the matcher cannot tell apart, aliases that are somebody
 * else's label, inherited rules that fit no more. Only what stands in the file itself is judged. */
#include "show/show.h"

enum { MOST_COMPARED = 100000 };

static const form_head *head_at(const form_show *show, uint32_t i) {
    return FORM_AT(show->definition->heads, form_head, i);
}

static const form_label *label_at(const form_show *show, uint32_t i) {
    return FORM_AT(show->definition->labels, form_label, i);
}

void form_lint_tell(const form_show *show, uint32_t severity, sheaf_str code, form_value at,
                    sheaf_str message) {
    form_file *file = &show->own->file;
    sheaf_str pointer = form_pointer(file, at);
    const sheaf_diagnostic diagnostic = {
        .size = sizeof diagnostic,
        .severity = severity,
        .code = code,
        .message = form_print(show->context, "%.*s: %.*s", FORM_ARG(pointer), FORM_ARG(message)),
        .origin = form_show_origin(show, file, at)};
    show->context->host->diagnose(show->context->job, &diagnostic);
}

/* ------------------------------------------------------------------------------- labels apart -- */

/* Numbers tell labels apart, where both have one. */
static int are_equal(const form_label *a, const form_label *b) {
    return form_same(a->plain.text, b->plain.text) &&
           (a->plain.number == b->plain.number || a->plain.number == 0 || b->plain.number == 0);
}

/* What is compared: a head or a section. */
typedef struct named {
    form_span labels;
    form_value at;
    sheaf_str path;
} named;

static void tell_equal(const form_show *show, const named *mine, const form_label *a,
                       const named *other, const form_label *b) {
    if (a->kind == FORM_ALIAS && b->kind != FORM_ALIAS)
        form_lint_tell(show, SHEAF_WARNING, SHEAF_STR("form.lint.alias"), mine->at,
                       form_print(show->context,
                                  "the alias \"%.*s\" is the label of its neighbour %.*s",
                                  FORM_ARG(a->text), FORM_ARG(other->path)));
    else
        form_lint_tell(
            show, SHEAF_WARNING, SHEAF_STR("form.lint.unreachable"), mine->at,
            form_print(
                show->context,
                "its label \"%.*s\" cannot be told from \"%.*s\" of %.*s: neither is ever read",
                FORM_ARG(a->text), FORM_ARG(b->text), FORM_ARG(other->path)));
}

/* A label that is read by nearness has to be clearly nearer to one than to all others. */
static void tell_near(const form_show *show, const named *mine, const form_label *a,
                      const named *other, const form_label *b) {
    if (a->kind == FORM_ALIAS || b->kind == FORM_ALIAS || form_same(a->plain.text, b->plain.text))
        return;
    uint32_t distance = form_distance(a->plain.text, b->plain.text, FORM_MARGIN);
    if (distance >= FORM_MARGIN)
        return;
    form_lint_tell(
        show, SHEAF_INFO, SHEAF_STR("form.lint.near"), mine->at,
        form_print(show->context,
                   "its label \"%.*s\" is only 0.%02u apart from \"%.*s\" of %.*s; below 0.15 a "
                   "misprint of one cannot be told from the other",
                   FORM_ARG(a->text), distance / 100, FORM_ARG(b->text), FORM_ARG(other->path)));
}

/* All labels of one against all of another that stands before it. 0: enough was compared. */
static int compare(form_show *show, const named *mine, const named *other) {
    if (++show->compared > MOST_COMPARED)
        return 0;
    for (uint32_t i = mine->labels.first; i < mine->labels.first + mine->labels.count; i++)
        for (uint32_t k = other->labels.first; k < other->labels.first + other->labels.count; k++) {
            const form_label *a = label_at(show, i), *b = label_at(show, k);
            if (++show->compared > MOST_COMPARED)
                return 0;
            if (!are_equal(a, b))
                tell_near(show, mine, a, other, b);
            else if (b->kind == FORM_ALIAS && a->kind != FORM_ALIAS)
                tell_equal(show, other, b, mine, a);
            else
                tell_equal(show, mine, a, other, b);
        }
    return show->context->host->tick(show->context->job, 0, 0) == SHEAF_OK;
}

/* An alias that says what the label or a variant says already. */
static void look_at_own(const form_show *show, form_span labels, form_value at) {
    for (uint32_t i = labels.first; i < labels.first + labels.count; i++)
        for (uint32_t k = labels.first; k < i && i - labels.first < 64; k++)
            if (label_at(show, i)->kind == FORM_ALIAS &&
                are_equal(label_at(show, i), label_at(show, k))) {
                form_lint_tell(show, SHEAF_INFO, SHEAF_STR("form.lint.alias-unused"), at,
                               form_print(show->context,
                                          "the alias \"%.*s\" is read as \"%.*s\" anyway",
                                          FORM_ARG(label_at(show, i)->text),
                                          FORM_ARG(label_at(show, k)->text)));
                break;
            }
}

/* Between two rows of the form there may be one open row: whose rows they were could not be told. */
static void look_at_open(const form_show *show, uint32_t root) {
    int is_behind_open = 0;
    for (uint32_t i = root + 1; i < head_at(show, root)->end; i++) {
        const form_head *head = head_at(show, i);
        if ((head->flags & FORM_OPEN) != 0 && is_behind_open)
            form_lint_tell(
                show, SHEAF_WARNING, SHEAF_STR("form.lint.open"), head->at,
                SHEAF_STR(
                    "it is open, and so is the row before it: which of them a row of a report "
                    "is cannot be told, and none is read"));
        if ((head->flags & (FORM_LEAF | FORM_COLLAPSIBLE)) != 0)
            is_behind_open = (head->flags & FORM_OPEN) != 0;
    }
}

static named named_head(const form_show *show, uint32_t i) {
    const form_head *head = head_at(show, i);
    return (named){head->labels, head->at, head->path};
}

static int look_at_tree(form_show *show, uint32_t root) {
    for (uint32_t i = root + 1; i < head_at(show, root)->end; i++) {
        const form_head *head = head_at(show, i);
        const named before = named_head(show, i);
        look_at_own(show, head->labels, head->at);
        for (uint32_t k = head->end; k < head_at(show, head->parent)->end;
             k = head_at(show, k)->end) {
            const named behind = named_head(show, k);
            if (!compare(show, &behind, &before))
                return 0;
        }
    }
    return 1;
}

static int look_at_table(form_show *show, const form_table *table) {
    if (!form_same(table->version, show->own->file.version))
        return 1;
    for (uint32_t i = 0; i < table->blocks.count; i++) {
        const form_block *block =
            FORM_AT(show->definition->blocks, form_block, table->blocks.first + i);
        look_at_open(show, block->rows);
        if (!look_at_tree(show, block->rows) || !look_at_tree(show, block->columns))
            return 0;
    }
    return 1;
}

static int look_at_tables(form_show *show) {
    for (uint32_t i = 0; i < show->definition->tables.count; i++)
        if (!look_at_table(show, FORM_AT(show->definition->tables, form_table, i)))
            return 0;
    return 1;
}

static int look_at_sections(form_show *show) {
    const form_list *sections = &show->definition->sections;
    form_value at = show->own->members[DEF_SECTIONS];
    for (uint32_t i = 1; at != SHEAF_NONE && i < sections->count; i++)
        for (uint32_t k = 0; k < i; k++) {
            const form_section *a = FORM_AT(*sections, form_section, i);
            const form_section *b = FORM_AT(*sections, form_section, k);
            const named mine = {a->labels, at, a->path}, other = {b->labels, at, b->path};
            if (a->parent == b->parent && !compare(show, &mine, &other))
                return 0;
        }
    return 1;
}

/* ------------------------------------------------------------------------------------ unlike -- */

static uint32_t count_letters(sheaf_str text) {
    uint32_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += (text.ptr[i] & 0xC0) != 0x80;
    return count;
}

/* Only what this file says itself: what it inherits was judged there. */
static void look_at_unlike(const form_show *show) {
    const form_list *unlike = &show->definition->unlike;
    for (uint32_t i = 0; i < unlike->count && show->own->members[DEF_UNLIKE] != SHEAF_NONE; i++) {
        const form_unlike *word = FORM_AT(*unlike, const form_unlike, i);
        if (count_letters(word->text) < 2)
            form_lint_tell(show, SHEAF_WARNING, SHEAF_STR("form.lint.unlike"), word->at,
                           form_print(show->context,
                                      "\"%.*s\" is one letter: no misprint with it is read",
                                      FORM_ARG(word->text)));
    }
}

/* --------------------------------------------------------------------------------------- rules -- */

static void look_at_rules(const form_show *show) {
    form_list elements;
    const form_list *chain = &show->definition->chain;
    if (chain->count < 2 || !form_merge(show->context, chain, DEF_RULES, "id", &elements) ||
        elements.count <= show->definition->rules.count)
        return;
    form_lint_tell(
        show, SHEAF_INFO, SHEAF_STR("form.lint.rules-left-out"), show->own->members[DEF_EXTENDS],
        form_print(show->context,
                   "%u rules of the versions that it extends name cells that this version does not "
                   "have, and are left out",
                   elements.count - show->definition->rules.count));
}

void form_lint(form_show *show) {
    look_at_rules(show);
    look_at_unlike(show);
    form_lint_holes(show);
    if (look_at_sections(show) && look_at_tables(show))
        return;
    form_lint_tell(show, SHEAF_INFO, SHEAF_STR("form.lint.too-many"), 0,
                   SHEAF_STR("there are too many labels to compare all of them with each other"));
}
