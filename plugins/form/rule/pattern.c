/* Which heads a pattern takes in. A tree is a range in pre-order, so the heads below one are the range up to its end and
 * matching a path is comparing the keys of that range part by part: `*` stands for one part, a last `**` for any leaf. */
#include "rule/rule.h"

static const form_head *head_at(const form_definition *definition, uint32_t i) {
    return FORM_AT(definition->heads, const form_head, i);
}

/* Parts are a few bytes: a loop beats a call. */
static sheaf_str take_part(sheaf_str *path) {
    size_t length = 0;
    while (length < path->len && path->ptr[length] != '.')
        length++;
    sheaf_str part = {path->ptr, length};
    size_t taken = length + (length < path->len);
    *path = (sheaf_str){path->ptr + taken, path->len - taken};
    return part;
}

/* The key of a head as seen from `above`, which is the root or a head on its way. */
static sheaf_str relative(const form_head *head, const form_head *above) {
    size_t skip = above->key.len;
    if (skip > 0 && head->key.len > skip)
        skip++;
    return (sheaf_str){head->key.ptr + skip, head->key.len - skip};
}

static int is_end(const form_head *head) {
    return (head->flags & (FORM_LEAF | FORM_COLLAPSIBLE)) != 0;
}

static int matches(sheaf_str path, sheaf_str key, const form_head *head) {
    while (path.len > 0) {
        if (*path.ptr != '*' && (key.len == 0 || *key.ptr != *path.ptr))
            return 0;
        sheaf_str part = take_part(&path);
        if (form_same(part, SHEAF_STR("**")))
            return is_end(head) && path.len == 0;
        if (key.len == 0)
            return 0;
        sheaf_str own = take_part(&key);
        if (!form_same(part, SHEAF_STR("*")) && !form_same(part, own))
            return 0;
    }
    return key.len == 0;
}

static int takes_in(const form_definition *definition, const rule_path *path, uint32_t above,
                    uint32_t head) {
    const form_head *top = head_at(definition, above), *own = head_at(definition, head);
    if (head < above || head >= top->end)
        return 0;
    if (path->path.len == 0)
        return path->from_variable ? head == above
                                   : own->key.len == top->key.len && (own->flags & FORM_LEAF) != 0;
    return matches(path->path, relative(own, top), own);
}

static int is_left_out(const form_definition *definition, const rule_code *code,
                       rule_pattern pattern, uint32_t root, uint32_t variable, uint32_t head) {
    for (uint32_t i = 0; i < pattern.paths.count; i++) {
        const rule_path *path = FORM_AT(code->paths, const rule_path, pattern.paths.first + i);
        if (path->is_except &&
            takes_in(definition, path, path->from_variable ? variable : root, head))
            return 1;
    }
    return 0;
}

static int is_listed(const form_list *heads, uint32_t from, uint32_t head) {
    for (uint32_t i = from; i < heads->count; i++)
        if (*FORM_AT(*heads, const uint32_t, i) == head)
            return 1;
    return 0;
}

/* 1: neither this head nor any below it is on the path: their keys begin otherwise than the path up to its first `*`. */
static int is_off_path(const rule_path *path, const form_head *head, const form_head *above) {
    sheaf_str wanted = path->path, key = relative(head, above);
    for (size_t i = 0; i < wanted.len && i < key.len && wanted.ptr[i] != '*'; i++)
        if (wanted.ptr[i] != key.ptr[i])
            return 1;
    return 0;
}

/* Rows of an open head are counted for each table: those of another one are not the same rows. */
uint32_t rule_head_under(const form_definition *definition, uint32_t root, uint32_t head) {
    uint32_t end = head_at(definition, root)->end;
    if (head == SHEAF_NONE || (head >= root && head < end))
        return head;
    const form_head *own = head_at(definition, head);
    for (uint32_t i = root + 1; i < end && (own->flags & FORM_OPEN) == 0; i++) {
        const form_head *other = head_at(definition, i);
        if (((own->flags ^ other->flags) & (FORM_LEAF | FORM_OPEN)) == 0 &&
            form_same(own->key, other->key))
            return i;
    }
    return SHEAF_NONE;
}

int rule_match(const form_context *context, const form_definition *definition,
               const rule_code *code, rule_pattern pattern, uint32_t root, uint32_t variable,
               form_list *heads) {
    uint32_t before = heads->count;
    variable = rule_head_under(definition, root, variable);
    for (uint32_t i = 0; i < pattern.paths.count; i++) {
        const rule_path *path = FORM_AT(code->paths, const rule_path, pattern.paths.first + i);
        uint32_t above = path->from_variable ? variable : root;
        if (path->is_except || above == SHEAF_NONE)
            continue;
        const form_head *top = head_at(definition, above);
        for (uint32_t head = above, next; head < top->end; head = next) {
            int is_off = is_off_path(path, head_at(definition, head), top);
            next = is_off ? head_at(definition, head)->end : head + 1;
            if (is_off || !takes_in(definition, path, above, head) ||
                is_left_out(definition, code, pattern, root, variable, head) ||
                (pattern.paths.count > 1 && is_listed(heads, before, head)))
                continue;
            uint32_t *room = form_push(context, heads);
            if (room == NULL)
                return 0;
            *room = head;
        }
    }
    return 1;
}

/* ---- kept ---- */

static int names_variable(const rule_code *code, rule_pattern pattern) {
    for (uint32_t i = 0; i < pattern.paths.count; i++)
        if (FORM_AT(code->paths, const rule_path, pattern.paths.first + i)->from_variable)
            return 1;
    return 0;
}

static int keep_taking(const form_context *context, const form_definition *definition,
                       rule_code *code, rule_pattern pattern, uint32_t root) {
    uint32_t first = code->taken.count;
    if (names_variable(code, pattern))
        return 1;
    if (!rule_match(context, definition, code, pattern, root, SHEAF_NONE, &code->taken))
        return 0;
    rule_taking *taking = form_push(context, &code->takings);
    if (taking != NULL)
        *taking = (rule_taking){pattern.paths.first, root, {first, code->taken.count - first}};
    return taking != NULL;
}

int rule_keep_takings(const form_context *context, const form_definition *definition,
                      rule_code *code) {
    code->takings = FORM_LIST_OF(rule_taking);
    code->taken = FORM_LIST_OF(uint32_t);
    for (uint32_t i = 0; i < code->references.count; i++) {
        const rule_reference *reference = FORM_AT(code->references, const rule_reference, i);
        if (reference->naming != RULE_BY_HEADS)
            continue;
        form_span blocks = FORM_AT(definition->tables, const form_table, reference->table)->blocks;
        for (uint32_t b = blocks.first; b < blocks.first + blocks.count; b++) {
            const form_block *block = FORM_AT(definition->blocks, const form_block, b);
            if (!keep_taking(context, definition, code, reference->row, block->rows) ||
                !keep_taking(context, definition, code, reference->column, block->columns))
                return 0;
        }
    }
    return 1;
}

int rule_take_heads(const form_context *context, const form_definition *definition,
                    const rule_code *code, rule_pattern pattern, uint32_t root, uint32_t variable,
                    form_list *room, rule_heads *out) {
    for (uint32_t i = 0; i < code->takings.count; i++) {
        const rule_taking *taking = FORM_AT(code->takings, const rule_taking, i);
        if (taking->path != pattern.paths.first || taking->root != root)
            continue;
        *out = (rule_heads){FORM_AT(code->taken, const uint32_t, taking->heads.first),
                            taking->heads.count};
        return 1;
    }
    room->count = 0;
    int done = rule_match(context, definition, code, pattern, root, variable, room);
    *out = (rule_heads){room->at, room->count};
    return done;
}
