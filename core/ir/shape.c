/* The table itself. The order of members is the order in which a dump writes them. */
#include "ir/shape.h"

#include <string.h>

#define FIELD(type, member, kind)                                                                  \
    { #member, kind, offsetof(type, member), 0 }
#define LIST(type, member, counter, kind)                                                          \
    { #member, kind, offsetof(type, member), offsetof(type, counter) }

static const sf_field node_fields[] = {
    FIELD(sheaf_node, kind, SF_KIND),  FIELD(sheaf_node, parent, SF_NODE),
    FIELD(sheaf_node, end, SF_U32),    FIELD(sheaf_node, payload, SF_INDEX),
    FIELD(sheaf_node, origin, SF_U32), FIELD(sheaf_node, origins, SF_U32),
    FIELD(sheaf_node, flags, SF_U32),  FIELD(sheaf_node, confidence, SF_U16),
    FIELD(sheaf_node, text, SF_TEXT),
};
static const sf_field origin_fields[] = {{"at", SF_ORIGIN, 0, 0}};
static const sf_field heading_fields[] = {
    FIELD(sheaf_heading, level, SF_U32),
    FIELD(sheaf_heading, number, SF_TEXT),
};
static const sf_field list_fields[] = {FIELD(sheaf_list, ordered, SF_U32)};
static const sf_field table_fields[] = {
    {"rows", SF_U32, offsetof(sf_table, grid.rows), 0},
    {"columns", SF_U32, offsetof(sf_table, grid.columns), 0},
    FIELD(sf_table, derived, SF_U32),
};
static const sf_field cell_fields[] = {
    FIELD(sheaf_cell, row, SF_U32),      FIELD(sheaf_cell, column, SF_U32),
    FIELD(sheaf_cell, row_span, SF_U32), FIELD(sheaf_cell, column_span, SF_U32),
    FIELD(sheaf_cell, header, SF_U32),
};
static const sf_field figure_fields[] = {
    FIELD(sheaf_figure, part, SF_TEXT),
    FIELD(sheaf_figure, media_type, SF_TEXT),
    FIELD(sheaf_figure, size, SF_U64),
    FIELD(sheaf_figure, bytes, SF_BYTES),
};
static const sf_field run_fields[] = {
    FIELD(sheaf_run, node, SF_NODE),   FIELD(sheaf_run, kind, SF_U32),
    FIELD(sheaf_run, start, SF_U32),   FIELD(sheaf_run, length, SF_U32),
    FIELD(sheaf_run, target, SF_TEXT),
};
static const sf_field opaque_fields[] = {
    FIELD(sheaf_opaque, node, SF_NODE), FIELD(sheaf_opaque, owner, SF_U32),
    FIELD(sheaf_opaque, index, SF_U32), FIELD(sheaf_opaque, inner, SF_U32),
    FIELD(sheaf_opaque, piece, SF_U32), FIELD(sheaf_opaque, members, SF_TEXT),
};
static const sf_field part_fields[] = {{"name", SF_TEXT, 0, 0}};
static const sf_field meta_fields[] = {
    FIELD(sheaf_meta, key, SF_TEXT),
    FIELD(sheaf_meta, value, SF_TEXT),
    FIELD(sheaf_meta, is_number, SF_U32),
};
static const sf_field form_fields[] = {
    FIELD(sheaf_form, id, SF_TEXT),      FIELD(sheaf_form, version, SF_TEXT),
    FIELD(sheaf_form, table, SF_TEXT),   FIELD(sheaf_form, node, SF_NODE),
    FIELD(sheaf_form, instance, SF_U32), FIELD(sheaf_form, confidence, SF_U32),
};
static const sf_field fact_fields[] = {
    FIELD(sheaf_fact, key, SF_TEXT),
    FIELD(sheaf_fact, status, SF_U32),
    FIELD(sheaf_fact, label, SF_TEXT),
    FIELD(sheaf_fact, row_label, SF_TEXT),
    FIELD(sheaf_fact, column_label, SF_TEXT),
    FIELD(sheaf_fact, raw, SF_TEXT),
    FIELD(sheaf_fact, unit, SF_TEXT),
    {"digits", SF_I64, offsetof(sheaf_fact, value.digits), 0},
    {"scale", SF_U32, offsetof(sheaf_fact, value.scale), 0},
    FIELD(sheaf_fact, has_value, SF_U32),
    FIELD(sheaf_fact, node, SF_NODE),
    FIELD(sheaf_fact, instance, SF_U32),
    LIST(sheaf_fact, repairs, repair_count, SF_IDS),
};
static const sf_field repair_fields[] = {
    FIELD(sheaf_repair, kind, SF_TEXT),      FIELD(sheaf_repair, by, SF_TEXT),
    FIELD(sheaf_repair, confidence, SF_U32), LIST(sheaf_repair, from, from_count, SF_ORIGINS),
    FIELD(sheaf_repair, to_node, SF_NODE),   FIELD(sheaf_repair, to_fact, SF_TEXT),
    FIELD(sheaf_repair, to_row, SF_INDEX),   FIELD(sheaf_repair, to_column, SF_INDEX),
    FIELD(sheaf_repair, before, SF_TEXT),    FIELD(sheaf_repair, after, SF_TEXT),
    FIELD(sheaf_repair, evidence, SF_TEXT),  FIELD(sheaf_repair, instance, SF_U32),
};
static const sf_field check_fields[] = {
    FIELD(sheaf_check, rule, SF_TEXT),          FIELD(sheaf_check, pass, SF_U32),
    FIELD(sheaf_check, fail, SF_U32),           FIELD(sheaf_check, not_assessable, SF_U32),
    FIELD(sheaf_check, not_applicable, SF_U32), LIST(sheaf_check, facts, fact_count, SF_TEXTS),
};
static const sf_field finding_fields[] = {
    FIELD(sheaf_finding, rule, SF_TEXT),
    FIELD(sheaf_finding, severity, SF_U32),
    FIELD(sheaf_finding, outcome, SF_U32),
    FIELD(sheaf_finding, message_en, SF_TEXT),
    FIELD(sheaf_finding, message_zh, SF_TEXT),
    LIST(sheaf_finding, nodes, node_count, SF_NODES),
    LIST(sheaf_finding, facts, fact_count, SF_TEXTS),
    FIELD(sheaf_finding, expected, SF_TEXT),
    FIELD(sheaf_finding, actual, SF_TEXT),
    FIELD(sheaf_finding, fingerprint, SF_TEXT),
    FIELD(sheaf_finding, suppressed, SF_TEXT),
    FIELD(sheaf_finding, instance, SF_U32),
};
static const sf_field account_fields[] = {
    FIELD(sheaf_account, unit, SF_U32),
    FIELD(sheaf_account, characters, SF_U64),
    FIELD(sheaf_account, digits, SF_U64),
};
static const sf_field dropped_fields[] = {
    FIELD(sheaf_dropped, origin, SF_ORIGIN),
    FIELD(sheaf_dropped, characters, SF_U64),
    FIELD(sheaf_dropped, digits, SF_U64),
    FIELD(sheaf_dropped, reason, SF_TEXT),
};
static const sf_field diagnostic_fields[] = {
    FIELD(sheaf_diagnostic, severity, SF_U32),   FIELD(sheaf_diagnostic, code, SF_TEXT),
    FIELD(sheaf_diagnostic, message, SF_TEXT),   FIELD(sheaf_diagnostic, origin, SF_ORIGIN),
    FIELD(sheaf_diagnostic, incomplete, SF_U32), FIELD(sheaf_diagnostic, earlier, SF_U32),
};
static const sf_field source_fields[] = {
    FIELD(sheaf_document, source_name, SF_TEXT),
    FIELD(sheaf_document, source_format, SF_TEXT),
    FIELD(sheaf_document, source_media_type, SF_TEXT),
    FIELD(sheaf_document, source_encoding, SF_TEXT),
    FIELD(sheaf_document, source_sha256, SF_TEXT),
    FIELD(sheaf_document, source_bytes, SF_U64),
    FIELD(sheaf_document, complete, SF_U32),
};

#define SHAPE(word, type, home, list, sized, fields)                                               \
    {                                                                                              \
        word, sizeof(type), offsetof(sheaf_document, list), offsetof(home, list), sized,           \
            sizeof(fields) / sizeof *(fields), fields                                              \
    }

const sf_shape sf_shapes[SF_SHAPES] = {
    [SF_NODES_SHAPE] = SHAPE("node", sheaf_node, sf_tree, nodes, 0, node_fields),
    [SF_ORIGINS_SHAPE] = SHAPE("origin", sheaf_origin, sf_tree, origins, 0, origin_fields),
    [SF_HEADINGS_SHAPE] = SHAPE("heading", sheaf_heading, sf_tree, headings, 0, heading_fields),
    [SF_LISTS_SHAPE] = SHAPE("list", sheaf_list, sf_tree, lists, 0, list_fields),
    [SF_TABLES_SHAPE] = SHAPE("table", sf_table, sf_tree, tables, 0, table_fields),
    [SF_CELLS_SHAPE] = SHAPE("cell", sheaf_cell, sf_tree, cells, 0, cell_fields),
    [SF_FIGURES_SHAPE] = SHAPE("figure", sheaf_figure, sf_tree, figures, 0, figure_fields),
    [SF_RUNS_SHAPE] = SHAPE("run", sheaf_run, sf_tree, runs, 0, run_fields),
    [SF_OPAQUE_SHAPE] = SHAPE("opaque", sheaf_opaque, sf_tree, opaque, 0, opaque_fields),
    [SF_PARTS_SHAPE] = SHAPE("part", sheaf_str, sf_records, parts, 0, part_fields),
    [SF_META_SHAPE] = SHAPE("meta", sheaf_meta, sf_records, meta, 0, meta_fields),
    [SF_FORMS_SHAPE] = SHAPE("form", sheaf_form, sf_records, forms, 1, form_fields),
    [SF_FACTS_SHAPE] = SHAPE("fact", sheaf_fact, sf_records, facts, 1, fact_fields),
    [SF_REPAIRS_SHAPE] = SHAPE("repair", sheaf_repair, sf_records, repairs, 1, repair_fields),
    [SF_CHECKS_SHAPE] = SHAPE("check", sheaf_check, sf_records, checks, 1, check_fields),
    [SF_FINDINGS_SHAPE] = SHAPE("finding", sheaf_finding, sf_records, findings, 1, finding_fields),
    [SF_ACCOUNTS_SHAPE] = SHAPE("account", sheaf_account, sf_records, accounts, 1, account_fields),
    [SF_DROPPED_SHAPE] = SHAPE("dropped", sheaf_dropped, sf_records, dropped, 1, dropped_fields),
    [SF_DIAGNOSTICS_SHAPE] =
        SHAPE("diagnostic", sheaf_diagnostic, sf_records, diagnostics, 1, diagnostic_fields),
};

const sf_shape sf_source_shape = {
    "source",     sizeof(sheaf_document), 0, 0, 0, sizeof source_fields / sizeof *source_fields,
    source_fields};

unsigned sf_payload_shape(uint32_t kind) {
    switch (kind) {
    case SHEAF_HEADING:
    case SHEAF_FOOTNOTE:
    case SHEAF_ITEM:
        return SF_HEADINGS_SHAPE;
    case SHEAF_LIST:
        return SF_LISTS_SHAPE;
    case SHEAF_TABLE:
        return SF_TABLES_SHAPE;
    case SHEAF_CELL:
        return SF_CELLS_SHAPE;
    case SHEAF_FIGURE:
        return SF_FIGURES_SHAPE;
    default:
        return SF_SHAPES;
    }
}

unsigned sf_owner_shape(uint32_t owner) {
    static const unsigned shapes[] = {
        [SHEAF_OF_FORM] = SF_FORMS_SHAPE,       [SHEAF_OF_FACT] = SF_FACTS_SHAPE,
        [SHEAF_OF_REPAIR] = SF_REPAIRS_SHAPE,   [SHEAF_OF_CHECK] = SF_CHECKS_SHAPE,
        [SHEAF_OF_FINDING] = SF_FINDINGS_SHAPE, [SHEAF_OF_DIAGNOSTIC] = SF_DIAGNOSTICS_SHAPE};
    return owner >= SHEAF_OF_FORM && owner <= SHEAF_OF_DIAGNOSTIC ? shapes[owner] : SF_SHAPES;
}

int sf_opaque_compare(const sheaf_opaque *a, const sheaf_opaque *b) {
    if (a->node != b->node)
        return a->node < b->node ? -1 : 1;
    if (a->owner != b->owner)
        return a->owner < b->owner ? -1 : 1;
    if (a->index != b->index)
        return a->index < b->index ? -1 : 1;
    if (a->inner != b->inner)
        return a->inner < b->inner ? -1 : 1;
    return a->piece < b->piece ? -1 : a->piece > b->piece;
}

int sf_owner_may_hold(uint32_t owner, uint32_t inner) {
    static const uint32_t held[] = {
        [SHEAF_OF_NODE] = 1u << SHEAF_IN_ORIGIN | 1u << SHEAF_IN_RUN,
        [SHEAF_OF_META] = 1u << SHEAF_IN_META,
        [SHEAF_OF_FORM] = 1u << SHEAF_IN_INSTANCE,
        [SHEAF_OF_FACT] = 1u << SHEAF_IN_ORIGIN,
        [SHEAF_OF_REPAIR] = 1u << SHEAF_IN_ORIGIN | 1u << SHEAF_IN_FROM | 1u << SHEAF_IN_TO,
        [SHEAF_OF_FINDING] = 1u << SHEAF_IN_MESSAGE,
        [SHEAF_OF_DIAGNOSTIC] = 1u << SHEAF_IN_ORIGIN,
    };
    return owner <= SHEAF_OF_DIAGNOSTIC && inner <= SHEAF_IN_INSTANCE &&
           ((held[owner] | 1u << SHEAF_IN_ITSELF) >> inner & 1);
}

int sf_inner_has_pieces(uint32_t inner) {
    return inner == SHEAF_IN_ORIGIN || inner == SHEAF_IN_RUN || inner == SHEAF_IN_FROM ||
           inner == SHEAF_IN_META;
}

const char *sf_node_kind_name(uint32_t kind) {
    static const char *const names[] = {"document", "title", "heading", "paragraph", "list",
                                        "item",     "table", "cell",    "figure",    "footnote",
                                        "code",     "quote", "comment"};
    return kind < sizeof names / sizeof *names ? names[kind] : NULL;
}

#define BIT(kind) (1u << (kind))

int sf_kind_may_hold(uint32_t parent, uint32_t child) {
    const uint32_t blocks = ~(BIT(SHEAF_DOCUMENT) | BIT(SHEAF_ITEM) | BIT(SHEAF_CELL));
    const uint32_t containers = BIT(SHEAF_DOCUMENT) | BIT(SHEAF_ITEM) | BIT(SHEAF_CELL) |
                                BIT(SHEAF_FOOTNOTE) | BIT(SHEAF_QUOTE) | BIT(SHEAF_COMMENT) |
                                BIT(SHEAF_FIGURE);
    if (child > SHEAF_COMMENT || parent > SHEAF_COMMENT)
        return 0;
    if (parent == SHEAF_LIST)
        return child == SHEAF_ITEM;
    if (parent == SHEAF_TABLE)
        return child == SHEAF_CELL;
    return (containers >> parent & 1) && (blocks >> child & 1);
}

sheaf_array *sf_shape_array(const sf_shape *shape, sheaf_document *document) {
    return (sheaf_array *)(void *)((char *)document + shape->in_document);
}

sf_vec *sf_shape_vec(const sf_shape *shape, sf_tree *tree) {
    return (sf_vec *)(void *)((char *)tree + shape->in_home);
}

sf_list *sf_shape_list(const sf_shape *shape, sf_records *records) {
    return (sf_list *)(void *)((char *)records + shape->in_home);
}

/* The old array stays where it is, so that who was lent it can go on reading. */
void *sf_list_push(sf_records *records, const sf_shape *shape) {
    sf_list *list = sf_shape_list(shape, records);
    sheaf_array *array = &list->array;
    array->stride = shape->stride;
    if (array->count == list->capacity) {
        if (list->capacity > UINT32_MAX / 4)
            return NULL;
        uint32_t capacity = list->capacity ? list->capacity * 2 : 8;
        void *base = sf_arena_take(&records->arena, (size_t)capacity * shape->stride);
        if (!base)
            return NULL;
        if (array->count)
            memcpy(base, array->base, (size_t)array->count * shape->stride);
        array->base = base;
        list->capacity = capacity;
    }
    char *element = (char *)array->base + (size_t)array->count++ * shape->stride;
    if (shape->sized)
        memcpy(element, &shape->stride, sizeof shape->stride);
    return element;
}
