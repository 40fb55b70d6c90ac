/* Counting and printing. A paragraph moves the counters of its list's abstract definition: its own level goes on or
 * starts, higher levels that nothing used take their first value, deeper ones begin again. The move is made on a
 * copy, which is kept or, for a peek, thrown away. */
#include "numbering_inside.h"
#include "styles.h"

enum { MOST_LINKS = 8 };

/* ------------------------------------------------------------------------------------- looking up -- */

/* Both kinds of definition begin with their id; the first of an id counts. */
static void *find(const docx_vec *sorted, size_t size, int64_t id) {
    uint32_t low = 0, high = sorted->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (*(const int64_t *)(const void *)((const char *)sorted->base + middle * size) < id)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == sorted->count)
        return NULL;
    void *found = (char *)sorted->base + low * size;
    return *(const int64_t *)found == id ? found : NULL;
}

static numbering_abstract *find_abstract(const docx_numbering *numbering, int64_t id) {
    return find(&numbering->abstracts, sizeof(numbering_abstract), id);
}

static numbering_list *find_list(const docx_numbering *numbering, int64_t id) {
    return find(&numbering->lists, sizeof(numbering_list), id);
}

/* As the list has it: its own, or the definition's. */
static const numbering_level *level_of(const numbering_list *list, uint32_t level) {
    return list->levels[level] ? list->levels[level]
           : list->abstract    ? list->abstract->levels[level]
                               : NULL;
}

/* ----------------------------------------------------------------------------------------- linking -- */

/* The definition behind w:numStyleLink: that of the list of the numbering style. Links that lead in a circle lead
 * nowhere. */
static numbering_abstract *follow_links(const docx_numbering *numbering, const docx_styles *styles,
                                        numbering_abstract *abstract) {
    for (int i = 0; abstract && abstract->style_link.len; i++) {
        uint32_t index = docx_styles_find(styles, DOCX_STYLE_NUMBERING, abstract->style_link);
        const docx_style *style = docx_styles_at(styles, index);
        const numbering_list *list = find_list(numbering, style->num_id);
        if (i == MOST_LINKS || !style->is_numbered || !list)
            return NULL;
        abstract = find_abstract(numbering, list->abstract_id);
    }
    return abstract;
}

/* The level whose w:pStyle is the style that states the numbering. */
static void settle_level(const docx_numbering *numbering, docx_styles *styles, uint32_t index) {
    const docx_style *style = docx_styles_at(styles, index);
    const numbering_list *list = style->is_numbered && style->type == DOCX_STYLE_PARAGRAPH
                                     ? find_list(numbering, style->num_id)
                                     : NULL;
    if (!list)
        return;
    sheaf_str by = docx_styles_at(styles, style->numbered_by)->id;
    for (uint32_t i = 0; i < DOCX_NUMBERING_LEVELS; i++) {
        const numbering_level *level = level_of(list, i);
        if (level && level->paragraph_style.len && docx_same(level->paragraph_style, by))
            docx_styles_set_level(styles, index, i);
    }
}

sheaf_status docx_numbering_link(docx_numbering *numbering, docx_styles *styles) {
    for (uint32_t i = 0; i < numbering->lists.count; i++) {
        numbering_list *list = DOCX_VEC_AT(&numbering->lists, numbering_list, i);
        list->abstract =
            follow_links(numbering, styles, find_abstract(numbering, list->abstract_id));
    }
    for (uint32_t i = 0; i < docx_styles_count(styles); i++)
        settle_level(numbering, styles, i);
    return numbering->reader->host->tick(numbering->reader->job, 0, 0);
}

/* ---------------------------------------------------------------------------------------- counting -- */

/* An override counts once, where its list first starts that level; from then on the level's own start does. */
static uint32_t first_of(const numbering_list *list, uint32_t level) {
    const numbering_level *of = level_of(list, level);
    return list->overridden & ~list->applied & 1u << level ? list->starts[level]
           : of                                            ? of->start
                                                           : 1;
}

/* Level `deeper` begins again when `level` is used. */
static int is_restarted(const numbering_list *list, uint32_t deeper, uint32_t level) {
    const numbering_level *of = level_of(list, deeper);
    return level < (of ? of->restart : deeper);
}

/* Moves the counters; returns which levels started, a bit each. */
static uint16_t advance(const numbering_list *list, uint32_t level, numbering_counters *counters) {
    uint16_t started = 0;
    counters->counted &= (uint16_t) ~(list->overridden & ~list->applied & 1u << level);
    for (uint32_t i = 0; i <= level; i++) {
        if (!(counters->counted >> i & 1)) {
            counters->value[i] = first_of(list, i);
            started |= (uint16_t)(1u << i);
        } else if (i == level && counters->value[i] < UINT32_MAX) {
            counters->value[i]++;
        }
    }
    counters->counted |= started;
    for (uint32_t i = level + 1; i < DOCX_NUMBERING_LEVELS; i++)
        if (is_restarted(list, i, level))
            counters->counted &= (uint16_t) ~(1u << i);
    return started;
}

/* A list that has started again at its first level is another one. */
static void store(docx_numbering *numbering, numbering_list *list, uint16_t started,
                  const numbering_counters *counters) {
    uint16_t applied = list->overridden & (uint16_t)~list->applied & started;
    if (!list->abstract->list || applied & 1u)
        list->abstract->list = ++numbering->list_count;
    list->applied |= applied;
    list->abstract->counters = *counters;
}

/* ---------------------------------------------------------------------------------------- printing -- */

typedef struct printing {
    char *out;
    size_t len;
    uint32_t placeholders;
} printing;

static void put(printing *to, const char *bytes, size_t len) {
    if (len <= NUMBERING_ROOM - to->len) {
        memcpy(to->out + to->len, bytes, len);
        to->len += len;
    }
}

static void put_counter(printing *to, const numbering_list *list, uint32_t level, int legal,
                        const numbering_counters *counters) {
    char room[DOCX_NUMBER_ROOM];
    const numbering_level *of = level_of(list, level);
    docx_number_format format = of ? of->format : (docx_number_format){0};
    if (legal)
        format = docx_number_format_legal(format);
    put(to, room, docx_number_write(format, counters->value[level], room));
    to->placeholders++;
}

/* The text with its %1 to %9; of levels deeper than its own nothing is there to print. */
static void put_text(printing *to, const numbering_list *list, uint32_t level,
                     const numbering_counters *counters) {
    const numbering_level *of = level_of(list, level);
    sheaf_str rest = of->text;
    while (rest.len) {
        int is_place =
            rest.len > 1 && rest.ptr[0] == '%' && rest.ptr[1] >= '1' && rest.ptr[1] <= '9';
        uint32_t place = is_place ? (uint32_t)(rest.ptr[1] - '1') : 0;
        size_t used = is_place ? 2 : 1;
        if (!is_place)
            put(to, rest.ptr, 1);
        else if (place <= level)
            put_counter(to, list, place, of->legal, counters);
        rest = (sheaf_str){rest.ptr + used, rest.len - used};
    }
}

/* White space as it stands around numbers: spaces, tabs, no-break and ideographic spaces. */
static size_t space_at(const char *at, size_t len) {
    if (len >= 1 && (*at == ' ' || *at == '\t'))
        return 1;
    if (len >= 2 && memcmp(at, "\xC2\xA0", 2) == 0)
        return 2;
    return len >= 3 && memcmp(at, "\xE3\x80\x80", 3) == 0 ? 3 : 0;
}

static sheaf_str trim_end(sheaf_str text) {
    for (size_t width = 1; width <= 3; width++)
        if (text.len >= width && space_at(text.ptr + text.len - width, width) == width) {
            text.len -= width;
            width = 0;
        }
    return text;
}

static sheaf_str trim_front(sheaf_str text) {
    for (size_t width; (width = space_at(text.ptr, text.len)) > 0;)
        text = (sheaf_str){text.ptr + width, text.len - width};
    return text;
}

/* A text without a counter that holds a digit, a CJK character or two letters says something; other such texts are
 * bullets, whatever font gives them their shape. */
static int says_something(sheaf_str text) {
    uint32_t letters = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if ((c >= '0' && c <= '9') || (c >= 0xE4 && c <= 0xED))
            return 1;
    }
    return letters > 1;
}

static docx_mark mark_of(const numbering_level *level, sheaf_str text, uint32_t placeholders) {
    int is_bullet = docx_number_format_is_bullet(level->format);
    if (level->picture || (is_bullet && !text.len))
        return DOCX_MARK_BULLET;
    if (!text.len)
        return DOCX_MARK_HIDDEN;
    return (is_bullet || !placeholders) && !says_something(text) ? DOCX_MARK_BULLET
                                                                 : DOCX_MARK_NUMBER;
}

static void print(docx_numbering *numbering, const numbering_list *list, uint32_t level,
                  const numbering_counters *counters, docx_numeral *out) {
    const numbering_level *of = level_of(list, level);
    printing to = {.out = numbering->text};
    put_text(&to, list, level, counters);
    sheaf_str all = {numbering->text, to.len};
    sheaf_str text = trim_end(all);
    out->suffix = (docx_suffix)of->suffix;
    if (text.len < all.len && out->suffix == DOCX_SUFFIX_NOTHING)
        out->suffix = DOCX_SUFFIX_SPACE;
    out->text = trim_front(text);
    out->mark = mark_of(of, out->text, to.placeholders);
    out->level = level;
    out->value = counters->value[level];
    out->simple = to.placeholders <= 1;
}

/* ------------------------------------------------------------------------------------------- acts -- */

static void warn_missing(docx_numbering *numbering, int64_t num_id, uint32_t level) {
    if (numbering->said_missing++ == 0)
        docx_warnf(numbering->reader, "docx.numbering.missing", numbering->part, 0,
                   "Paragraphs are numbered by level %u of list %lld, which is not defined: they "
                   "have no number here, nor in Word",
                   level + 1, (long long)num_id);
}

/* The list of a paragraph that has a number, and its level; NULL for none. */
static numbering_list *list_of(docx_numbering *numbering, int64_t num_id, int64_t ilvl,
                               uint32_t *level) {
    *level = ilvl < 0                       ? 0
             : ilvl < DOCX_NUMBERING_LEVELS ? (uint32_t)ilvl
                                            : DOCX_NUMBERING_LEVELS - 1;
    if (num_id == 0)
        return NULL;
    numbering_list *list = find_list(numbering, num_id);
    if (list && list->abstract && level_of(list, *level))
        return list;
    warn_missing(numbering, num_id, *level);
    return NULL;
}

static int count(docx_numbering *numbering, int64_t num_id, int64_t ilvl, int is_kept,
                 docx_numeral *out) {
    uint32_t level;
    *out = (docx_numeral){.text = SHEAF_STR("")};
    numbering_list *list = list_of(numbering, num_id, ilvl, &level);
    if (!list)
        return 0;
    numbering_counters counters = list->abstract->counters;
    uint16_t started = advance(list, level, &counters);
    if (is_kept)
        store(numbering, list, started, &counters);
    print(numbering, list, level, &counters, out);
    out->list = list->abstract->list;
    return 1;
}

int docx_numbering_next(docx_numbering *numbering, int64_t num_id, int64_t ilvl,
                        docx_numeral *out) {
    return count(numbering, num_id, ilvl, 1, out);
}

int docx_numbering_peek(docx_numbering *numbering, int64_t num_id, int64_t ilvl,
                        docx_numeral *out) {
    return count(numbering, num_id, ilvl, 0, out);
}
