/* Styles resolved along w:basedOn. A style that waits for its base points back from it, so a chain is walked up and
 * unwound without recursion, each style once; a circle ends where it meets a style that waits. */
#include "style_names.h"
#include "styles_inside.h"

/* -------------------------------------------------------------------------------------- run formats -- */

enum {
    TOGGLES = DOCX_BOLD | DOCX_ITALIC | DOCX_STRIKE | DOCX_VANISH,
    EMPHASES = DOCX_BOLD | DOCX_ITALIC,
    RAISED = DOCX_SUPERSCRIPT | DOCX_SUBSCRIPT
};

static void set(docx_run_format *format, unsigned bits, unsigned on) {
    format->stated |= (uint16_t)bits;
    format->on = (uint16_t)((format->on & ~bits) | on);
}

int docx_run_format_take(docx_run_format *format, docx_name element,
                         const docx_attributes *attributes) {
    static const struct {
        docx_name element;
        unsigned bit;
    } switches[] = {{DOCX_w_b, DOCX_BOLD},
                    {DOCX_w_i, DOCX_ITALIC},
                    {DOCX_w_strike, DOCX_STRIKE},
                    {DOCX_w_dstrike, DOCX_DOUBLE_STRIKE},
                    {DOCX_w_vanish, DOCX_VANISH}};
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
        if (switches[i].element == element) {
            set(format, switches[i].bit, docx_is_on(attributes) ? switches[i].bit : 0);
            return 1;
        }
    if (element != DOCX_w_vertAlign)
        return 0;
    sheaf_str value = docx_attribute(attributes, DOCX_w_val);
    set(format, RAISED,
        docx_same(value, SHEAF_STR("superscript")) ? DOCX_SUPERSCRIPT
        : docx_same(value, SHEAF_STR("subscript")) ? DOCX_SUBSCRIPT
                                                   : 0);
    return 1;
}

/* What `over` states, else what `under` does. */
static docx_run_format lay_over(docx_run_format under, docx_run_format over) {
    set(&under, over.stated, over.on);
    return under;
}

uint32_t docx_styles_run(const docx_styles *styles, uint32_t paragraph, uint32_t character,
                         docx_run_format direct) {
    docx_run_format below = docx_styles_at(styles, paragraph)->run;
    docx_run_format above = docx_styles_at(styles, character)->run;
    below.on &= (uint16_t)~EMPHASES;
    unsigned toggled = (unsigned)(below.on ^ above.on) & TOGGLES;
    unsigned plain = lay_over(below, above).on & ~(unsigned)TOGGLES;
    return lay_over((docx_run_format){.on = (uint16_t)(toggled | plain)}, direct).on;
}

int docx_styles_is_bold(const docx_styles *styles, uint32_t paragraph) {
    return (docx_styles_at(styles, paragraph)->run.on & DOCX_BOLD) != 0;
}

/* ------------------------------------------------------------------------------------------ finding -- */

static uint32_t hash_of(docx_style_type type, sheaf_str id) {
    uint32_t hash = 2166136261u + (uint32_t)type;
    for (size_t i = 0; i < id.len; i++)
        hash = (hash ^ (unsigned char)id.ptr[i]) * 16777619u;
    return hash ^ hash >> 15;
}

/* The slot of that style, or the free one where it would stand. */
static uint32_t *slot_of(const docx_styles *styles, docx_style_type type, sheaf_str id) {
    uint32_t slot = hash_of(type, id) & (styles->slot_count - 1);
    for (; styles->slots[slot]; slot = (slot + 1) & (styles->slot_count - 1)) {
        const docx_style *style = &STYLE_ENTRY(styles, styles->slots[slot])->style;
        if (style->type == type && docx_same(style->id, id))
            break;
    }
    return &styles->slots[slot];
}

/* At most half full; the first style of an id counts. */
static void index_styles(docx_styles *styles) {
    styles->slot_count = 16;
    while (styles->slot_count / 2 < styles->entries.count)
        styles->slot_count *= 2;
    styles->slots = docx_take(styles->reader, styles->slot_count * sizeof *styles->slots);
    for (uint32_t i = 1; styles->slots && i < styles->entries.count; i++) {
        const docx_style *style = &STYLE_ENTRY(styles, i)->style;
        uint32_t *slot = slot_of(styles, style->type, style->id);
        if (!*slot)
            *slot = i;
    }
}

/* 0 where there is none. */
static uint32_t find_exactly(const docx_styles *styles, docx_style_type type, sheaf_str id) {
    return id.len && styles->slots ? *slot_of(styles, type, id) : 0;
}

uint32_t docx_styles_find(const docx_styles *styles, docx_style_type type, sheaf_str id) {
    uint32_t found = find_exactly(styles, type, id);
    return found ? found : styles->defaults[type];
}

const docx_style *docx_styles_at(const docx_styles *styles, uint32_t index) {
    return &STYLE_ENTRY(styles, index < styles->entries.count ? index : 0)->style;
}

uint32_t docx_styles_count(const docx_styles *styles) {
    return styles->entries.count;
}

void docx_styles_set_level(docx_styles *styles, uint32_t index, int64_t ilvl) {
    if (index < styles->entries.count)
        STYLE_ENTRY(styles, index)->style.ilvl = ilvl;
}

/* ---------------------------------------------------------------------------------------- resolving -- */

/* Its own name decides; else an outline level of its own; else what its base is. */
static void settle_role(style_entry *entry, const docx_style *base) {
    docx_style *style = &entry->style;
    style->role = docx_style_role(style->name, style->type, &style->level);
    if (style->role != DOCX_ROLE_BODY || style->type != DOCX_STYLE_PARAGRAPH)
        return;
    if (entry->stated & STATES_OUTLINE) {
        style->role = style->outline < 9 ? DOCX_ROLE_HEADING : DOCX_ROLE_BODY;
        style->level = style->outline < 9 ? style->outline + 1 : 0;
        return;
    }
    style->role = base->role;
    style->level = base->level;
}

static void inherit(style_entry *entry, uint32_t index, const style_entry *from) {
    docx_style *style = &entry->style;
    const docx_style *base = &from->style;
    uint32_t taken = from->stated & ~entry->stated;
    settle_role(entry, base);
    style->run = lay_over(base->run, style->run);
    style->numbered_by = entry->stated & (STATES_LIST | STATES_LEVEL) ? index : base->numbered_by;
    if (taken & STATES_OUTLINE)
        style->outline = base->outline;
    if (taken & STATES_LIST)
        style->num_id = base->num_id;
    if (taken & STATES_LEVEL)
        style->ilvl = base->ilvl;
    if (taken & STATES_BREAK)
        style->break_before = base->break_before;
    if (taken & STATES_INDENT)
        style->indented = base->indented;
    if (taken & STATES_CENTRE)
        style->centred = base->centred;
    if (!(entry->stated & STATES_SIZE))
        style->size = base->size;
    entry->stated |= taken;
    style->has_outline = (entry->stated & STATES_OUTLINE) != 0;
    style->is_numbered = entry->stated & STATES_LIST && style->num_id != 0;
    entry->state = STYLE_RESOLVED;
}

/* The style that this one is based on; 0 for none, for one of another type or one that waits for this one. */
static uint32_t base_of(const docx_styles *styles, const style_entry *entry) {
    uint32_t base = find_exactly(styles, entry->style.type, entry->based_on);
    return STYLE_ENTRY(styles, base)->state == STYLE_WAITING ? 0 : base;
}

static void resolve(docx_styles *styles, uint32_t index) {
    uint32_t base, next;
    STYLE_ENTRY(styles, index)->waiting = 0;
    for (;; index = base) {
        style_entry *entry = STYLE_ENTRY(styles, index);
        entry->state = STYLE_WAITING;
        base = base_of(styles, entry);
        if (STYLE_ENTRY(styles, base)->state == STYLE_RESOLVED)
            break;
        STYLE_ENTRY(styles, base)->waiting = index;
    }
    for (; index; base = index, index = next) {
        next = STYLE_ENTRY(styles, index)->waiting;
        inherit(STYLE_ENTRY(styles, index), index, STYLE_ENTRY(styles, base));
    }
}

/* The character half of a linked heading style: its bold is the heading's look. */
static void quiet_linked(docx_styles *styles, style_entry *entry) {
    const docx_style *other =
        docx_styles_at(styles, find_exactly(styles, DOCX_STYLE_PARAGRAPH, entry->link));
    int is_head = other->role == DOCX_ROLE_HEADING || other->role == DOCX_ROLE_TITLE ||
                  other->role == DOCX_ROLE_SUBTITLE;
    if (entry->style.type == DOCX_STYLE_CHARACTER && is_head)
        entry->style.run.on &= (uint16_t)~EMPHASES;
}

static void resolve_all(docx_styles *styles) {
    STYLE_ENTRY(styles, 0)->state = STYLE_RESOLVED;
    STYLE_ENTRY(styles, 0)->style.size = styles->size ? styles->size : 20;
    for (uint32_t i = 1; i < styles->entries.count; i++)
        if (STYLE_ENTRY(styles, i)->state == STYLE_OPEN)
            resolve(styles, i);
    for (uint32_t i = 1; i < styles->entries.count; i++)
        quiet_linked(styles, STYLE_ENTRY(styles, i));
}

sheaf_status docx_styles_read(docx_reader *reader, sheaf_str part, docx_styles **out) {
    docx_styles *styles = docx_take(reader, sizeof *styles);
    *out = styles;
    if (!styles)
        return reader->host->tick(reader->job, 0, 0);
    styles->reader = reader;
    style_entry *first = docx_vec_push(reader, &styles->entries, sizeof *first);
    if (!first)
        return reader->host->tick(reader->job, 0, 0);
    first->style.id = first->style.name = first->based_on = first->link = SHEAF_STR("");
    sheaf_status status = part.len ? styles_read_part(styles, part) : SHEAF_OK;
    if (status != SHEAF_OK)
        return status;
    index_styles(styles);
    if (styles->slots)
        resolve_all(styles);
    return reader->host->tick(reader->job, 0, 0);
}
