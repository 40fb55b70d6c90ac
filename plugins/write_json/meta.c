/* The member `meta`: keys that plugins stated, in a fixed order, `period.from` inside an object `period`.
 * Sorting pointers to the records by (rank of the member, member, order stated) makes each object a run of
 * neighbours. */
#include "json.h"
#include <stdlib.h>

typedef struct meta_item {
    const sheaf_meta *meta;
    sheaf_str member; /* the key up to its first dot */
    sheaf_str inner;  /* and what follows */
    int is_bare;      /* there is no dot */
    size_t rank;
    uint32_t order;
} meta_item;

static int is_same(sheaf_str a, sheaf_str b) {
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

/* -------------------------------------------------------------------------------------- ordering -- */

#define RANK_OTHER 5u
#define RANK_PROPERTIES 6u

static size_t rank_of(sheaf_str member) {
    static const char *const first[] = {"title", "agency", "year", "period", "contact"};
    for (size_t i = 0; i < RANK_OTHER; i++)
        if (is_same(member, (sheaf_str){first[i], strlen(first[i])}))
            return i;
    return is_same(member, SHEAF_STR("properties")) ? RANK_PROPERTIES : RANK_OTHER;
}

static meta_item split_key(const sheaf_meta *meta, uint32_t order) {
    const char *dot = memchr(meta->key.ptr, '.', meta->key.len);
    size_t cut = dot != NULL ? (size_t)(dot - meta->key.ptr) : meta->key.len;
    size_t skip = dot != NULL ? cut + 1 : cut;
    meta_item item = {.meta = meta, .order = order, .is_bare = dot == NULL};
    item.member = (sheaf_str){meta->key.ptr, cut};
    item.inner = (sheaf_str){meta->key.ptr + skip, meta->key.len - skip};
    item.rank = rank_of(item.member);
    return item;
}

static int compare_text(sheaf_str a, sheaf_str b) {
    int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

static int compare_items(const void *left, const void *right) {
    const meta_item *a = left;
    const meta_item *b = right;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    int order = compare_text(a->member, b->member);
    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

/* -------------------------------------------------------------------------------------- values -- */

static int take(sheaf_str *text, const char *any) {
    int taken = text->len > 0 && *text->ptr != '\0' && strchr(any, *text->ptr) != NULL;
    text->ptr += taken;
    text->len -= (size_t)taken;
    return taken;
}

static int take_digits(sheaf_str *text) {
    int some = 0;
    while (take(text, "0123456789"))
        some = 1;
    return some;
}

/* Is it a number as JSON writes it? Then it may stand without quotes. */
static int is_json_number(sheaf_str text) {
    take(&text, "-");
    if (!take(&text, "0") && !take_digits(&text))
        return 0;
    if (take(&text, ".") && !take_digits(&text))
        return 0;
    if (take(&text, "eE")) {
        take(&text, "+-");
        if (!take_digits(&text))
            return 0;
    }
    return text.len == 0;
}

static void put_value(json_out *out, const sheaf_meta *meta) {
    if (meta->is_number && is_json_number(meta->value))
        json_pass(out, meta->value);
    else
        json_string(out, meta->value);
}

/* What a bare key beside dotted ones is called: `value`, or nothing at all where one is called that. */
static sheaf_str name_of_bare(const meta_item *items, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (is_same(items[i].inner, SHEAF_STR("value")))
            return SHEAF_STR("");
    return SHEAF_STR("value");
}

/* What is kept for the object is named by one of its keys. */
static void end_object(json_out *out, const meta_item *items, size_t count) {
    sheaf_object at = {.owner = SHEAF_OF_META, .inner = SHEAF_IN_META, .piece = SHEAF_NONE};
    for (size_t i = 0; i < count && items->rank != RANK_PROPERTIES; i++) {
        at.piece = items[i].order;
        if (json_kept_in(out, at).len > 0)
            break;
    }
    json_end_in(out, at, 0);
}

/* The members of one object: what shares a first word. */
static void put_object(json_out *out, const meta_item *items, size_t count) {
    sheaf_str bare = name_of_bare(items, count);
    json_put(out, SHEAF_STR("{"));
    for (size_t i = 0; i < count; i++) {
        json_put(out, i == 0 ? SHEAF_STR("") : SHEAF_STR(", "));
        json_string(out, items[i].is_bare ? bare : items[i].inner);
        json_put(out, SHEAF_STR(": "));
        put_value(out, items[i].meta);
    }
    end_object(out, items, count);
}

static void put_member(json_out *out, const meta_item *items, size_t count) {
    json_string(out, items->member);
    json_put(out, SHEAF_STR(": "));
    if (count == 1 && items->is_bare && items->rank != RANK_PROPERTIES)
        put_value(out, items->meta);
    else
        put_object(out, items, count);
}

/* --------------------------------------------------------------------------------- the member -- */

static size_t count_together(const meta_item *items, size_t count) {
    size_t together = 1;
    while (together < count && is_same(items[together].member, items->member))
        together++;
    return together;
}

/* `properties` is there even where nothing was stated; its rank is the last. */
static void put_items(json_out *out, const meta_item *items, size_t count) {
    size_t together = 0;
    int has_properties = count > 0 && items[count - 1].rank == RANK_PROPERTIES;
    for (size_t i = 0; i < count; i += together) {
        together = count_together(items + i, count - i);
        json_put(out, i == 0 ? SHEAF_STR("") : SHEAF_STR(", "));
        put_member(out, items + i, together);
    }
    if (has_properties)
        return;
    json_put(out, count == 0 ? SHEAF_STR("\"properties\": {") : SHEAF_STR(", \"properties\": {"));
    json_end_in(out,
                (sheaf_object){.owner = SHEAF_OF_META, .inner = SHEAF_IN_META, .piece = SHEAF_NONE},
                1);
}

sheaf_status json_meta(json_out *out) {
    const sheaf_array *stated = &out->document->meta;
    meta_item *items = out->host->scratch(out->job, ((size_t)stated->count + 1) * sizeof *items);
    if (items == NULL)
        return out->host->tick(out->job, 0, 0);
    size_t count = 0;
    for (uint32_t i = 0; i < stated->count; i++)
        items[count++] = split_key(SHEAF_AT(*stated, sheaf_meta, i), i);
    qsort(items, count, sizeof *items, compare_items);
    json_put(out, SHEAF_STR("\"meta\": {"));
    put_items(out, items, count);
    json_end(out, SHEAF_OF_META, 0);
    return SHEAF_OK;
}
