/* The tables of a definition: each block as a grid of keys below its column labels and beside its row labels, then the
 * labels that are read as others. */
#include "show/show.h"

static const form_head *head_at(const form_show *show, uint32_t i) {
    return FORM_AT(show->definition->heads, form_head, i);
}

/* The file that states the table: versions of one form differ. */
static form_source *source_of(const form_show *show, const form_table *table) {
    const form_list *chain = &show->definition->chain;
    for (uint32_t i = 0; i < chain->count; i++)
        if (form_same((*FORM_AT(*chain, form_source *, i))->file.version, table->version))
            return *FORM_AT(*chain, form_source *, i);
    return show->own;
}

static uint32_t show_other_labels(const form_show *show, uint32_t root, uint32_t row, int is_open) {
    for (uint32_t i = root + 1; i < head_at(show, root)->end; i++) {
        const form_head *head = head_at(show, i);
        if (head->labels.count < 2)
            continue;
        if (!is_open && row == 1) {
            const sheaf_origin nowhere = {.kind = SHEAF_AT_NOWHERE};
            form_show_open_table(show, 3, nowhere);
            form_show_cell(show, 0, 0, SHEAF_STR("Label"));
            form_show_cell(show, 0, 1, SHEAF_STR("Also written"));
            form_show_cell(show, 0, 2, SHEAF_STR("Read as it (a repair)"));
        }
        form_show_cell(show, row, 0, head->path);
        form_show_cell(show, row, 1, form_show_labels(show, head->labels, FORM_VARIANT));
        form_show_cell(show, row++, 2, form_show_labels(show, head->labels, FORM_ALIAS));
    }
    return row;
}

static void show_block(const form_show *show, const form_block *block, sheaf_origin origin) {
    sheaf_str label = form_show_labels(show, block->labels, FORM_PRINTED);
    form_show_text(show, SHEAF_PARAGRAPH, label, origin);
    if (block->cells.count > 0)
        form_show_grid(show, block, origin);
    uint32_t row = show_other_labels(show, block->rows, 1, 0);
    row = show_other_labels(show, block->columns, row, row > 1);
    if (row > 1)
        form_show_close_table(show);
}

static sheaf_str values_of(const form_show *show, const form_table *table) {
    static const char *const types[] = {"Whole numbers", "Decimal numbers", "Changes", "Texts"};
    const form_head *root =
        head_at(show, FORM_AT(show->definition->blocks, form_block, table->blocks.first)->rows);
    return form_print(show->context, "%s%s%.*s.", types[root->type], root->unit.len ? ", in " : "",
                      FORM_ARG(root->unit));
}

static void show_table(const form_show *show, const form_table *table) {
    form_source *source = source_of(show, table);
    form_value at =
        head_at(show, FORM_AT(show->definition->blocks, form_block, table->blocks.first)->rows + 1)
            ->at;
    sheaf_origin origin = form_show_origin(show, &source->file, at);
    form_show_heading(show, 2,
                      form_print(show->context, "%.*s: %.*s / %.*s", FORM_ARG(table->key),
                                 FORM_ARG(table->name.zh), FORM_ARG(table->name.en)),
                      origin);
    if (source != show->own)
        form_show_text(show, SHEAF_PARAGRAPH,
                       form_print(show->context, "As in version %.*s.", FORM_ARG(table->version)),
                       origin);
    if (table->section != SHEAF_NONE)
        form_show_text(
            show, SHEAF_PARAGRAPH,
            form_print(
                show->context, "It stands in the section %.*s.",
                FORM_ARG(FORM_AT(show->definition->sections, form_section, table->section)->path)),
            origin);
    form_show_text(show, SHEAF_PARAGRAPH, values_of(show, table), origin);
    for (uint32_t i = 0; i < table->blocks.count; i++)
        show_block(show, FORM_AT(show->definition->blocks, form_block, table->blocks.first + i),
                   origin);
}

void form_show_tables(const form_show *show) {
    sheaf_origin at = form_show_origin(show, &show->own->file, show->own->members[DEF_TABLES]);
    form_show_heading(show, 1, SHEAF_STR("Tables"), at);
    for (uint32_t i = 0; i < show->definition->tables.count; i++)
        show_table(show, FORM_AT(show->definition->tables, form_table, i));
}
