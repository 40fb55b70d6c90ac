/* Tables and sections of a definition. A table is one block, written into it directly, or several. */
#include "def/def.h"

static form_span spans_of(form_file *file, form_definition *definition, form_value texts) {
    return texts == SHEAF_NONE ? (form_span){definition->labels.count, 0}
                               : form_load_texts(file, definition, texts);
}

/* --------------------------------------------------------------------------------- sections -- */

static uint32_t section_of(const form_definition *definition, sheaf_str key) {
    for (uint32_t i = 0; i < definition->sections.count; i++)
        if (form_same(FORM_AT(definition->sections, form_section, i)->key, key))
            return i;
    return SHEAF_NONE;
}

static void refuse_section(form_file *file, const form_definition *definition, form_value name) {
    enum { MOST = 12 };
    sheaf_str parts[MOST + 1] = {SHEAF_STR("the key of a section that stands before: ")};
    uint32_t count = 0;
    for (; count < definition->sections.count && count < MOST; count++)
        parts[count + 1] = FORM_AT(definition->sections, form_section, count)->key;
    sheaf_str keys = form_join(file->context, parts + 1, count, SHEAF_STR(", "));
    const sheaf_str said[] = {parts[0], count > 0 ? keys : SHEAF_STR("there is none"), {"", 1}};
    sheaf_str sentence = keys.ptr ? form_join(file->context, said, 3, SHEAF_STR("")) : keys;
    form_fault(file, name, sentence.ptr ? sentence.ptr : "the key of a section");
}

/* The section that a member names; SHEAF_NONE where there is no such member. */
static uint32_t named_section(form_file *file, const form_definition *definition, form_value name) {
    if (name == SHEAF_NONE)
        return SHEAF_NONE;
    uint32_t section = section_of(definition, form_text(file, name));
    if (section == SHEAF_NONE && !file->failed)
        refuse_section(file, definition, name);
    return section;
}

void form_load_section(form_file *file, form_value section, form_definition *definition) {
    enum { KEY, HEADING, VARIANTS, ALIASES, LEVEL, PARENT, OPTIONAL, MEMBERS };
    static const char *const names[] = {"key",   "heading", "variants", "aliases",
                                        "level", "parent",  "optional", NULL};
    form_value at[MEMBERS];
    if (!form_slots(file, section, names, at))
        return;
    if (at[HEADING] == SHEAF_NONE) {
        form_fault(file, section, "a section with a \"heading\"");
        return;
    }
    form_section made = {
        .key = form_key(file, at[KEY]),
        .path = form_text(file, at[HEADING]),
        .level = at[LEVEL] == SHEAF_NONE ? 1 : (uint32_t)form_whole(file, at[LEVEL], 1, 9),
        .parent = named_section(file, definition, at[PARENT]),
        .optional = (uint32_t)form_flag(file, at[OPTIONAL])};
    if (file->failed)
        return;
    made.labels = form_load_labels(file, definition, at[HEADING], at[VARIANTS], at[ALIASES]);
    form_section *room = file->failed ? NULL : form_push(file->context, &definition->sections);
    if (room)
        *room = made;
}

/* ----------------------------------------------------------------------------------- blocks -- */

enum { B_LABEL, B_VARIANTS, B_ALIASES, B_STUBS, B_ROWS, B_COLUMNS, B_MEMBERS };

/* Rows of a report may be any number, or one for a whole group; its columns are those of the form. */
static void check_columns(form_file *file, const form_definition *definition, uint32_t root) {
    for (uint32_t i = root; i < FORM_AT(definition->heads, form_head, root)->end; i++) {
        const form_head *head = FORM_AT(definition->heads, form_head, i);
        if ((head->flags & (FORM_OPEN | FORM_COLLAPSIBLE)) != 0)
            form_fault(file, head->at, "a column that is neither \"open\" nor \"collapsible\"");
    }
}

static void load_block(form_file *file, form_definition *definition, form_value block,
                       const form_value *at, form_kind above) {
    if (at[B_ROWS] == SHEAF_NONE || at[B_COLUMNS] == SHEAF_NONE) {
        form_fault(file, block, "the members \"rows\" and \"columns\" (or \"blocks\", in a table)");
        return;
    }
    form_block made = {
        .labels = form_load_labels(file, definition, at[B_LABEL], at[B_VARIANTS], at[B_ALIASES]),
        .stubs = spans_of(file, definition, at[B_STUBS])};
    made.rows = file->failed ? 0 : form_load_tree(file, definition, at[B_ROWS], above);
    made.columns = file->failed ? 0 : form_load_tree(file, definition, at[B_COLUMNS], above);
    if (!file->failed)
        check_columns(file, definition, made.columns);
    form_block *room = file->failed ? NULL : form_push(file->context, &definition->blocks);
    if (!room)
        return;
    *room = made;
    form_make_cells(file, definition, block);
}

static void load_blocks(form_file *file, form_definition *definition, form_value blocks,
                        form_kind above) {
    static const char *const names[] = {"label", "variants", "aliases", "stubs",
                                        "rows",  "columns",  NULL};
    if (form_first(file, blocks) == SHEAF_NONE || !form_is(file, blocks, JSON_ARRAY))
        form_fault(file, blocks, "an array with at least one block");
    for (form_value v = form_first(file, blocks); v != SHEAF_NONE && !file->failed;
         v = form_next(file, blocks, v)) {
        form_value at[B_MEMBERS];
        if (form_slots(file, v, names, at))
            load_block(file, definition, v, at, above);
    }
}

/* ----------------------------------------------------------------------------------- tables -- */

enum { KEY, NAME, SECTION, TITLES, UNIT, TYPE, BLOCKS, STUBS, ROWS, COLUMNS, MEMBERS };

static const char *const members[] = {"key",    "name",  "section", "titles",  "unit", "type",
                                      "blocks", "stubs", "rows",    "columns", NULL};

static void load_content(form_file *file, form_definition *definition, form_value table,
                         const form_value *at, form_kind kind) {
    const form_value block[] = {
        [B_LABEL] = SHEAF_NONE, [B_VARIANTS] = SHEAF_NONE, [B_ALIASES] = SHEAF_NONE,
        [B_STUBS] = at[STUBS],  [B_ROWS] = at[ROWS],       [B_COLUMNS] = at[COLUMNS]};
    if (at[BLOCKS] == SHEAF_NONE)
        load_block(file, definition, table, block, kind);
    else if (at[STUBS] != SHEAF_NONE || at[ROWS] != SHEAF_NONE || at[COLUMNS] != SHEAF_NONE)
        form_fault(file, at[BLOCKS], "either \"blocks\" or \"rows\" and \"columns\", not both");
    else
        load_blocks(file, definition, at[BLOCKS], kind);
}

void form_load_table(form_file *file, form_value table, form_definition *definition) {
    form_value at[MEMBERS];
    const form_kind none = {.unit = SHEAF_STR(""), .type = FORM_COUNT};
    if (!form_slots(file, table, members, at))
        return;
    if (at[NAME] == SHEAF_NONE) {
        form_fault(file, table, "a table with a \"name\"");
        return;
    }
    form_table made = {.key = form_key(file, at[KEY]),
                       .version = file->version,
                       .name = form_message_of(file, at[NAME]),
                       .section = named_section(file, definition, at[SECTION]),
                       .blocks = {definition->blocks.count, 0},
                       .cells = {definition->cells.count, 0}};
    form_kind kind = form_load_kind(file, at[TYPE], at[UNIT], none);
    kind.flags = 0; /* what the table says is for heads that say nothing */
    form_table *room = file->failed ? NULL : form_push(file->context, &definition->tables);
    if (room == NULL) {
        file->failed = 1;
        return;
    }
    *room = made;
    room->titles = spans_of(file, definition, at[TITLES]);
    if (!file->failed)
        load_content(file, definition, table, at, kind);
    room->blocks.count = definition->blocks.count - room->blocks.first;
    room->cells.count = definition->cells.count - room->cells.first;
}
