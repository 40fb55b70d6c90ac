/* styles.xml to what each style states by itself. Formats of parts of tables and former formats of tracked changes
 * stand under the same names inside a style and are passed over. */
#include "styles_inside.h"

typedef struct reading {
    docx_styles *styles;
    docx_reader *reader;
    style_entry *entry; /* of the open style; it moves when the next one is added */
    uint32_t in_defaults;
    uint32_t in_change; /* depth of w:rPrChange and its kin */
} reading;

static docx_style_type type_of(const docx_attributes *attributes) {
    static const char *const names[DOCX_STYLE_TYPES] = {[DOCX_STYLE_PARAGRAPH] = "paragraph",
                                                        [DOCX_STYLE_CHARACTER] = "character",
                                                        [DOCX_STYLE_TABLE] = "table",
                                                        [DOCX_STYLE_NUMBERING] = "numbering"};
    sheaf_str name = docx_attribute(attributes, DOCX_w_type);
    for (uint32_t i = 0; i < DOCX_STYLE_TYPES; i++)
        if (docx_same(name, (sheaf_str){names[i], strlen(names[i])}))
            return (docx_style_type)i;
    return DOCX_STYLE_PARAGRAPH;
}

static int is_default(const docx_attributes *attributes) {
    sheaf_str value = docx_attribute(attributes, DOCX_w_default);
    return docx_same(value, SHEAF_STR("1")) || docx_same(value, SHEAF_STR("true")) ||
           docx_same(value, SHEAF_STR("on"));
}

static void open_style(reading *state, const docx_attributes *attributes) {
    docx_styles *styles = state->styles;
    state->entry = docx_vec_push(state->reader, &styles->entries, sizeof *state->entry);
    if (!state->entry)
        return;
    docx_style *style = &state->entry->style;
    style->type = type_of(attributes);
    style->id = docx_keep(state->reader, docx_attribute(attributes, DOCX_w_styleId));
    style->name = SHEAF_STR("");
    state->entry->based_on = state->entry->link = SHEAF_STR("");
    if (is_default(attributes) && !styles->defaults[style->type])
        styles->defaults[style->type] = styles->entries.count - 1;
}

/* ----------------------------------------------------------------------------- what a style states -- */

static uint32_t clamp(int64_t value, uint32_t most) {
    return value < 0 ? 0 : value > most ? most : (uint32_t)value;
}

static void take_indent(style_entry *entry, const docx_attributes *attributes) {
    sheaf_str value;
    int has_points = docx_find_attribute(attributes, DOCX_w_firstLine, &value);
    int has_chars = docx_find_attribute(attributes, DOCX_w_firstLineChars, &value);
    if (!has_points && !has_chars)
        return;
    entry->stated |= STATES_INDENT;
    entry->style.indented = docx_number(attributes, DOCX_w_firstLine, 0) > 0 ||
                            docx_number(attributes, DOCX_w_firstLineChars, 0) > 0;
}

static void take_paragraph(style_entry *entry, docx_name element,
                           const docx_attributes *attributes) {
    docx_style *style = &entry->style;
    switch (element) {
    case DOCX_w_outlineLvl:
        entry->stated |= STATES_OUTLINE;
        style->outline = clamp(docx_number(attributes, DOCX_w_val, 9), 9);
        break;
    case DOCX_w_numId:
        entry->stated |= STATES_LIST;
        style->num_id = docx_number(attributes, DOCX_w_val, 0);
        break;
    case DOCX_w_ilvl:
        entry->stated |= STATES_LEVEL;
        style->ilvl = docx_number(attributes, DOCX_w_val, 0);
        break;
    case DOCX_w_pageBreakBefore:
        entry->stated |= STATES_BREAK;
        style->break_before = (uint32_t)docx_is_on(attributes);
        break;
    case DOCX_w_jc:
        entry->stated |= STATES_CENTRE;
        style->centred =
            (uint32_t)docx_same(docx_attribute(attributes, DOCX_w_val), SHEAF_STR("center"));
        break;
    case DOCX_w_ind:
        take_indent(entry, attributes);
        break;
    case DOCX_w_sz:
        entry->stated |= STATES_SIZE;
        style->size = clamp(docx_number(attributes, DOCX_w_val, 0), 3276);
        break;
    default:
        docx_run_format_take(&style->run, element, attributes);
        break;
    }
}

static void take(reading *state, docx_name element, const docx_attributes *attributes) {
    sheaf_str value = docx_attribute(attributes, DOCX_w_val);
    style_entry *entry = state->entry;
    if (element == DOCX_w_name)
        entry->style.name = docx_keep(state->reader, value);
    else if (element == DOCX_w_basedOn)
        entry->based_on = docx_keep(state->reader, value);
    else if (element == DOCX_w_link)
        entry->link = docx_keep(state->reader, value);
    else if (entry->style.type != DOCX_STYLE_TABLE)
        take_paragraph(entry, element, attributes);
}

/* -------------------------------------------------------------------------------------- the part -- */

static int is_change(docx_name element) {
    return element == DOCX_w_rPrChange || element == DOCX_w_pPrChange ||
           element == DOCX_w_numberingChange;
}

static void start(void *context, docx_name element, const docx_attributes *attributes) {
    reading *state = context;
    if (is_change(element))
        state->in_change++;
    else if (state->in_change)
        return;
    else if (element == DOCX_w_style)
        open_style(state, attributes);
    else if (element == DOCX_w_docDefaults)
        state->in_defaults = 1;
    else if (state->in_defaults && element == DOCX_w_sz)
        state->styles->size = clamp(docx_number(attributes, DOCX_w_val, 0), 3276);
    else if (state->entry)
        take(state, element, attributes);
}

static void end(void *context, docx_name element) {
    reading *state = context;
    if (is_change(element) && state->in_change)
        state->in_change--;
    else if (element == DOCX_w_style)
        state->entry = NULL;
    else if (element == DOCX_w_docDefaults)
        state->in_defaults = 0;
}

sheaf_status styles_read_part(docx_styles *styles, sheaf_str part) {
    static const docx_xml_handlers handlers = {.start = start, .end = end};
    reading state = {.styles = styles, .reader = styles->reader};
    sheaf_status status = docx_xml_parse(styles->reader, part, &handlers, &state);
    return status == SHEAF_BAD_INPUT ? SHEAF_OK : status;
}
