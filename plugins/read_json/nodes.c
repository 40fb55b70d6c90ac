/* Which members a node of each kind has, as one row of bits. Members that a kind does not have are none of ours and are
 * kept. A kind that a later version added, or one that cannot hold the blocks that it holds here, is read as a
 * paragraph, or as a quote where it holds blocks: nothing of it is lost. */
#include "walk.h"

static const sheaf_str words[NODE_NAMES] = {
    [NODE_ID] = JSON_WORD("id"),
    [NODE_KIND] = JSON_WORD("kind"),
    [NODE_LEVEL] = JSON_WORD("level"),
    [NODE_NUMBER] = JSON_WORD("number"),
    [NODE_ORDERED] = JSON_WORD("ordered"),
    [NODE_ROWS] = JSON_WORD("rows"),
    [NODE_COLUMNS] = JSON_WORD("columns"),
    [NODE_ROW] = JSON_WORD("row"),
    [NODE_COLUMN] = JSON_WORD("column"),
    [NODE_ROW_SPAN] = JSON_WORD("row_span"),
    [NODE_COLUMN_SPAN] = JSON_WORD("column_span"),
    [NODE_HEADER] = JSON_WORD("header"),
    [NODE_PART] = JSON_WORD("part"),
    [NODE_MEDIA_TYPE] = JSON_WORD("media_type"),
    [NODE_SIZE] = JSON_WORD("size"),
    [NODE_DATA] = JSON_WORD("data"),
    [NODE_FURNITURE] = JSON_WORD("furniture"),
    [NODE_RUN_IN] = JSON_WORD("run_in"),
    [NODE_PAGE_BREAK] = JSON_WORD("page_break"),
    [NODE_FILLER] = JSON_WORD("filler"),
    [NODE_INDENTED] = JSON_WORD("indented"),
    [NODE_INFERRED] = JSON_WORD("inferred"),
    [NODE_CONFIDENCE] = JSON_WORD("confidence"),
    [NODE_TEXT] = JSON_WORD("text"),
    [NODE_RUNS] = JSON_WORD("runs"),
    [NODE_ORIGIN] = JSON_WORD("origin"),
    [NODE_ITEMS] = JSON_WORD("items"),
    [NODE_CELLS] = JSON_WORD("cells"),
    [NODE_BLOCKS] = JSON_WORD("blocks"),
};
static const json_names names = {words, NODE_NAMES};

#define BIT(name) (UINT32_C(1) << (name))
#define COMMON                                                                                     \
    (BIT(NODE_ID) | BIT(NODE_FURNITURE) | BIT(NODE_RUN_IN) | BIT(NODE_PAGE_BREAK) |                \
     BIT(NODE_FILLER) | BIT(NODE_INDENTED) | BIT(NODE_INFERRED) | BIT(NODE_CONFIDENCE) |           \
     BIT(NODE_TEXT) | BIT(NODE_RUNS) | BIT(NODE_ORIGIN))
#define PLACE                                                                                      \
    (BIT(NODE_ROW) | BIT(NODE_COLUMN) | BIT(NODE_ROW_SPAN) | BIT(NODE_COLUMN_SPAN) |               \
     BIT(NODE_HEADER))

typedef struct kind_form {
    sheaf_str word;
    uint32_t kind;
    uint32_t members; /* besides the common ones, and `kind` */
    uint32_t children;
    json_role role;
} kind_form;

static const kind_form kinds[] = {
    {JSON_WORD("paragraph"), SHEAF_PARAGRAPH, 0, 0, JSON_BLOCK},
    {JSON_WORD("quote"), SHEAF_QUOTE, 0, NODE_BLOCKS, JSON_BLOCK},
    {JSON_WORD("title"), SHEAF_TITLE, 0, 0, JSON_BLOCK},
    {JSON_WORD("heading"), SHEAF_HEADING, BIT(NODE_LEVEL) | BIT(NODE_NUMBER), 0, JSON_BLOCK},
    {JSON_WORD("list"), SHEAF_LIST, BIT(NODE_ORDERED), NODE_ITEMS, JSON_ITEM},
    {JSON_WORD("table"), SHEAF_TABLE, BIT(NODE_ROWS) | BIT(NODE_COLUMNS), NODE_CELLS, JSON_CELL},
    {JSON_WORD("figure"), SHEAF_FIGURE,
     BIT(NODE_PART) | BIT(NODE_MEDIA_TYPE) | BIT(NODE_SIZE) | BIT(NODE_DATA), NODE_BLOCKS,
     JSON_BLOCK},
    {JSON_WORD("footnote"), SHEAF_FOOTNOTE, BIT(NODE_NUMBER), NODE_BLOCKS, JSON_BLOCK},
    {JSON_WORD("code"), SHEAF_CODE, 0, 0, JSON_BLOCK},
    {JSON_WORD("comment"), SHEAF_COMMENT, 0, NODE_BLOCKS, JSON_BLOCK},
};
static const kind_form item = {JSON_WORD(""), SHEAF_ITEM, BIT(NODE_NUMBER), NODE_BLOCKS,
                               JSON_BLOCK};
static const kind_form cell = {JSON_WORD(""), SHEAF_CELL, PLACE, NODE_BLOCKS, JSON_BLOCK};

/* An index of kinds; their count for a word that is none. */
static uint32_t find_kind(json_reader *reader, uint32_t value) {
    sheaf_str word = json_text(reader, value);
    uint32_t i = 0;
    while (i < JSON_COUNT(kinds) && json_compare(word, 0, kinds[i].word, 0) != 0)
        i++;
    return i;
}

static const kind_form *choose(json_reader *reader, json_role role, const json_object *object,
                               int *known) {
    *known = 1;
    if (role != JSON_BLOCK)
        return role == JSON_ITEM ? &item : &cell;
    uint32_t kind = find_kind(reader, object->slots[NODE_KIND]);
    int holds = object->slots[NODE_BLOCKS] != 0;
    *known = kind < JSON_COUNT(kinds) && (!holds || kinds[kind].children != 0);
    return *known ? &kinds[kind] : holds ? &kinds[1] : &kinds[0];
}

static uint32_t members_of(const kind_form *form, json_role role) {
    return COMMON | form->members | (role == JSON_BLOCK ? BIT(NODE_KIND) : 0) |
           (form->children ? BIT(form->children) : 0);
}

static int has_others(const json_object *object, uint32_t members) {
    for (uint32_t i = 0; i < NODE_NAMES; i++)
        if (object->slots[i] != 0 && !(members >> i & 1))
            return 1;
    return 0;
}

int json_take_node(json_reader *reader, uint32_t value, json_role role, json_object *object,
                   json_node_form *form) {
    int known;
    if (!json_take(reader, value, &names, JSON_ALL, object))
        return 0;
    const kind_form *chosen = choose(reader, role, object, &known);
    uint32_t members = members_of(chosen, role);
    if (has_others(object, members) && !json_take(reader, value, &names, members, object))
        return 0;
    *form = (json_node_form){.kind = chosen->kind,
                             .known = known,
                             .children = chosen->children ? object->slots[chosen->children] : 0,
                             .role = chosen->role};
    return 1;
}
