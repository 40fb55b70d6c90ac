/* numbering.xml to definitions. Levels are taken from memory one by one: a file may define a hundred thousand lists
 * and use two. Word writes newer number formats as mc:AlternateContent, whose w:numFmt in mc:Fallback counts
 * only where that in mc:Choice is not known. */
#include "numbering_inside.h"
#include "xml.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct reading {
    docx_numbering *numbering;
    docx_reader *reader;
    numbering_abstract *abstract; /* the one that is open; it moves when the next one is added */
    numbering_list *list;
    numbering_level *level;
    uint32_t override; /* w:ilvl of the open w:lvlOverride */
    char unknown[64];  /* the number format of the open level that is not known; empty for none */
    uint32_t said_format;
    uint32_t said_long;
} reading;

static int is_level(int64_t ilvl) {
    return ilvl >= 0 && ilvl < DOCX_NUMBERING_LEVELS;
}

static uint32_t start_of(const docx_attributes *attributes) {
    int64_t start = docx_number(attributes, DOCX_w_val, 0);
    return start < 0 ? 0 : start > NUMBERING_MOST_START ? NUMBERING_MOST_START : (uint32_t)start;
}

/* ------------------------------------------------------------------------------------ of a level -- */

static void open_level(reading *state, const docx_attributes *attributes) {
    int64_t ilvl =
        docx_number(attributes, DOCX_w_ilvl, state->list ? (int64_t)state->override : -1);
    numbering_level **levels = state->list       ? state->list->levels
                               : state->abstract ? state->abstract->levels
                                                 : NULL;
    if (!levels || !is_level(ilvl))
        return;
    state->level = docx_take(state->reader, sizeof *state->level);
    if (!state->level)
        return;
    state->level->restart = (uint8_t)ilvl;
    levels[ilvl] = state->level;
}

static void take_format(reading *state, const docx_attributes *attributes) {
    numbering_level *level = state->level;
    sheaf_str name = docx_attribute(attributes, DOCX_w_val);
    sheaf_str custom = docx_attribute(attributes, DOCX_w_format);
    sheaf_str said = custom.len ? custom : name;
    if (level->format_known)
        return;
    level->format_known = (uint8_t)docx_number_format_find(name, custom, &level->format);
    snprintf(state->unknown, sizeof state->unknown, "%.*s",
             level->format_known ? 0 : (int)(said.len < 60 ? said.len : 60), said.ptr);
}

static void close_level(reading *state) {
    if (*state->unknown && !state->said_format++)
        docx_warnf(state->reader, "docx.numbering.format", state->numbering->part, 0,
                   "Sheaf does not know the number format `%s`; its numbers are written in decimal "
                   "digits",
                   state->unknown);
    *state->unknown = 0;
    state->level = NULL;
}

/* The text of a level, cut where no sensible one would be so long. */
static void take_text(reading *state, const docx_attributes *attributes) {
    sheaf_str text = docx_attribute(attributes, DOCX_w_val);
    if (text.len > NUMBERING_TEXT) {
        text.len = NUMBERING_TEXT;
        while (text.len > 0 && ((unsigned char)text.ptr[text.len] & 0xC0) == 0x80)
            text.len--;
        if (!state->said_long++)
            docx_warnf(state->reader, "docx.numbering.long", state->numbering->part, 1,
                       "The text of a number is longer than %d bytes and was cut", NUMBERING_TEXT);
    }
    state->level->text = docx_keep(state->reader, text);
}

static void take_suffix(numbering_level *level, const docx_attributes *attributes) {
    sheaf_str name = docx_attribute(attributes, DOCX_w_val);
    level->suffix = docx_same(name, SHEAF_STR("nothing")) ? DOCX_SUFFIX_NOTHING
                    : docx_same(name, SHEAF_STR("space")) ? DOCX_SUFFIX_SPACE
                                                          : DOCX_SUFFIX_TAB;
}

/* A level that would start again after itself or a deeper one does as if nothing were said. */
static void take_restart(numbering_level *level, const docx_attributes *attributes) {
    int64_t after = docx_number(attributes, DOCX_w_val, level->restart);
    if (after >= 0 && after < level->restart)
        level->restart = (uint8_t)after;
}

static void start_in_level(reading *state, docx_name element, const docx_attributes *attributes) {
    numbering_level *level = state->level;
    switch (element) {
    case DOCX_w_start:
        level->start = start_of(attributes);
        break;
    case DOCX_w_numFmt:
        take_format(state, attributes);
        break;
    case DOCX_w_lvlText:
        take_text(state, attributes);
        break;
    case DOCX_w_lvlRestart:
        take_restart(level, attributes);
        break;
    case DOCX_w_isLgl:
        level->legal = (uint8_t)docx_is_on(attributes);
        break;
    case DOCX_w_suff:
        take_suffix(level, attributes);
        break;
    case DOCX_w_pStyle:
        level->paragraph_style = docx_keep(state->reader, docx_attribute(attributes, DOCX_w_val));
        break;
    case DOCX_w_lvlPicBulletId:
        level->picture = 1;
        break;
    default:
        break;
    }
}

/* ----------------------------------------------------------------------------------- of the part -- */

static void open_abstract(reading *state, const docx_attributes *attributes) {
    docx_vec *abstracts = &state->numbering->abstracts;
    state->list = NULL;
    state->abstract = docx_vec_push(state->reader, abstracts, sizeof *state->abstract);
    if (!state->abstract)
        return;
    state->abstract->id = docx_number(attributes, DOCX_w_abstractNumId, -1);
    state->abstract->order = abstracts->count;
}

static void open_list(reading *state, const docx_attributes *attributes) {
    docx_vec *lists = &state->numbering->lists;
    state->abstract = NULL;
    state->list = docx_vec_push(state->reader, lists, sizeof *state->list);
    if (!state->list)
        return;
    state->list->id = docx_number(attributes, DOCX_w_numId, -1);
    state->list->abstract_id = -1;
    state->list->order = lists->count;
}

static void take_override(reading *state, const docx_attributes *attributes) {
    if (!state->list || state->override >= DOCX_NUMBERING_LEVELS)
        return;
    state->list->starts[state->override] = start_of(attributes);
    state->list->overridden |= (uint16_t)(1u << state->override);
}

static void start(void *context, docx_name element, const docx_attributes *attributes) {
    reading *state = context;
    int64_t ilvl;
    switch (element) {
    case DOCX_w_abstractNum:
        open_abstract(state, attributes);
        break;
    case DOCX_w_num:
        open_list(state, attributes);
        break;
    case DOCX_w_lvlOverride:
        ilvl = docx_number(attributes, DOCX_w_ilvl, -1);
        state->override = is_level(ilvl) ? (uint32_t)ilvl : DOCX_NUMBERING_LEVELS;
        break;
    case DOCX_w_startOverride:
        take_override(state, attributes);
        break;
    case DOCX_w_abstractNumId:
        if (state->list)
            state->list->abstract_id = docx_number(attributes, DOCX_w_val, -1);
        break;
    case DOCX_w_numStyleLink:
        if (state->abstract)
            state->abstract->style_link =
                docx_keep(state->reader, docx_attribute(attributes, DOCX_w_val));
        break;
    case DOCX_w_lvl:
        open_level(state, attributes);
        break;
    default:
        if (state->level)
            start_in_level(state, element, attributes);
        break;
    }
}

static void end(void *context, docx_name element) {
    reading *state = context;
    if (element == DOCX_w_lvl)
        close_level(state);
    else if (element == DOCX_w_abstractNum)
        state->abstract = NULL;
    else if (element == DOCX_w_num)
        state->list = NULL;
}

/* --------------------------------------------------------------------------------------- sorting -- */

static int compare(int64_t a, int64_t b, uint32_t order_a, uint32_t order_b) {
    if (a != b)
        return a < b ? -1 : 1;
    return (order_a > order_b) - (order_a < order_b);
}

static int compare_abstracts(const void *left, const void *right) {
    const numbering_abstract *a = left, *b = right;
    return compare(a->id, b->id, a->order, b->order);
}

static int compare_lists(const void *left, const void *right) {
    const numbering_list *a = left, *b = right;
    return compare(a->id, b->id, a->order, b->order);
}

static void sort(docx_vec *vec, size_t size, int (*order)(const void *, const void *)) {
    if (vec->count > 1)
        qsort(vec->base, vec->count, size, order);
}

sheaf_status docx_numbering_read(docx_reader *reader, sheaf_str part, docx_numbering **out) {
    static const docx_xml_handlers handlers = {.start = start, .end = end};
    docx_numbering *numbering = docx_take(reader, sizeof *numbering);
    *out = numbering;
    if (!numbering)
        return reader->host->tick(reader->job, 0, 0);
    numbering->reader = reader;
    numbering->part = part;
    reading state = {.numbering = numbering, .reader = reader};
    sheaf_status status = part.len ? docx_xml_parse(reader, part, &handlers, &state) : SHEAF_OK;
    sort(&numbering->abstracts, sizeof(numbering_abstract), compare_abstracts);
    sort(&numbering->lists, sizeof(numbering_list), compare_lists);
    return status == SHEAF_BAD_INPUT ? SHEAF_OK : status;
}
