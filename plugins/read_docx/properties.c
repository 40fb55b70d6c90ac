/* Parts of properties to metadata, by one table: element, name that Word shows, whether it counts something. Custom
 * properties keep their names; one that is called like a property of the table is marked, so that neither
 * replaces the other. */
#include "properties.h"
#include "xml.h"

#include <stdio.h>

enum { NAME_ROOM = 255, MOST_CUSTOM = 1000 };

/* ECMA-376 Part 2, 11 (core) and Part 1, 22.2 (extended). */
static const struct {
    docx_name element;
    const char *name;
    uint32_t is_count;
} rows[] = {{DOCX_dc_title, "Title", 0},
            {DOCX_dc_subject, "Subject", 0},
            {DOCX_dc_creator, "Author", 0},
            {DOCX_cp_keywords, "Keywords", 0},
            {DOCX_dc_description, "Comments", 0},
            {DOCX_cp_lastModifiedBy, "LastModifiedBy", 0},
            {DOCX_cp_revision, "Revision", 1},
            {DOCX_dcterms_created, "Created", 0},
            {DOCX_dcterms_modified, "Modified", 0},
            {DOCX_cp_lastPrinted, "LastPrinted", 0},
            {DOCX_cp_category, "Category", 0},
            {DOCX_cp_contentStatus, "Status", 0},
            {DOCX_dc_language, "Language", 0},
            {DOCX_cp_version, "Version", 0},
            {DOCX_dc_identifier, "Identifier", 0},
            {DOCX_ep_Application, "Application", 0},
            {DOCX_ep_AppVersion, "AppVersion", 0},
            {DOCX_ep_Company, "Company", 0},
            {DOCX_ep_Manager, "Manager", 0},
            {DOCX_ep_Template, "Template", 0},
            {DOCX_ep_Pages, "Pages", 1},
            {DOCX_ep_Words, "Words", 1},
            {DOCX_ep_Characters, "Characters", 1},
            {DOCX_ep_CharactersWithSpaces, "CharactersWithSpaces", 1},
            {DOCX_ep_Lines, "Lines", 1},
            {DOCX_ep_Paragraphs, "Paragraphs", 1},
            {DOCX_ep_TotalTime, "TotalTime", 1}};
enum { ROWS = sizeof rows / sizeof *rows };

/* Types of values, 22.4. */
static const struct {
    docx_name element;
    uint32_t is_number;
} types[] = {{DOCX_vt_lpwstr, 0}, {DOCX_vt_lpstr, 0},    {DOCX_vt_bstr, 0},   {DOCX_vt_bool, 0},
             {DOCX_vt_date, 0},   {DOCX_vt_filetime, 0}, {DOCX_vt_i1, 1},     {DOCX_vt_i2, 1},
             {DOCX_vt_i4, 1},     {DOCX_vt_i8, 1},       {DOCX_vt_int, 1},    {DOCX_vt_ui1, 1},
             {DOCX_vt_ui2, 1},    {DOCX_vt_ui4, 1},      {DOCX_vt_ui8, 1},    {DOCX_vt_uint, 1},
             {DOCX_vt_r4, 1},     {DOCX_vt_r8, 1},       {DOCX_vt_decimal, 1}};
enum { TYPES = sizeof types / sizeof *types };

typedef struct reading {
    docx_reader *reader;
    docx_text value;
    uint32_t is_taken; /* an element that counts is open */
    char name[NAME_ROOM + 32];
    size_t name_length; /* of the open custom property; 0: none */
    uint32_t customs;
} reading;

/* ------------------------------------------------------------------------------------------ values -- */

static int is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static sheaf_str trim(sheaf_str text) {
    while (text.len && is_space(text.ptr[text.len - 1]))
        text.len--;
    while (text.len && is_space(*text.ptr))
        text = (sheaf_str){text.ptr + 1, text.len - 1};
    return text;
}

static size_t count_digits(sheaf_str text, size_t from) {
    size_t count = 0;
    while (from + count < text.len && text.ptr[from + count] >= '0' &&
           text.ptr[from + count] <= '9')
        count++;
    return count;
}

/* A decimal number as JSON writes it: `1.5E3`, `007` and `+1` stay texts, so that they come out as they are. */
static uint32_t is_decimal(sheaf_str text) {
    size_t at = text.len && *text.ptr == '-';
    size_t whole = count_digits(text, at);
    if (whole == 0 || (whole > 1 && text.ptr[at] == '0'))
        return 0;
    at += whole;
    if (at == text.len)
        return 1;
    size_t fraction = text.ptr[at] == '.' ? count_digits(text, at + 1) : 0;
    return fraction > 0 && at + 1 + fraction == text.len;
}

static void state_value(reading *state, sheaf_str name, uint32_t is_number) {
    char key[sizeof "properties." + sizeof state->name];
    sheaf_str value = trim(docx_text_view(&state->value));
    if (!value.len)
        return;
    int len = snprintf(key, sizeof key, "properties.%.*s", (int)name.len, name.ptr);
    state->reader->host->set_meta(state->reader->job, (sheaf_str){key, (size_t)len}, value,
                                  is_number && is_decimal(value));
}

static void take_text(void *context, sheaf_str text) {
    reading *state = context;
    if (state->is_taken)
        docx_text_add(state->reader, &state->value, text);
}

static void begin_value(reading *state) {
    state->is_taken = 1;
    state->value.len = 0;
}

/* ------------------------------------------------------------------------------ core and extended -- */

static size_t row_of(docx_name element) {
    size_t i = 0;
    while (i < ROWS && rows[i].element != element)
        i++;
    return i;
}

static void start_known(void *context, docx_name element, const docx_attributes *attributes) {
    (void)attributes;
    if (row_of(element) < ROWS)
        begin_value(context);
}

static void end_known(void *context, docx_name element) {
    reading *state = context;
    size_t row = row_of(element);
    if (row == ROWS || !state->is_taken)
        return;
    state->is_taken = 0;
    state_value(state, (sheaf_str){rows[row].name, strlen(rows[row].name)}, rows[row].is_count);
}

/* ------------------------------------------------------------------------------------------ custom -- */

static int is_known_name(sheaf_str name) {
    for (size_t i = 0; i < ROWS; i++)
        if (docx_same(name, (sheaf_str){rows[i].name, strlen(rows[i].name)}))
            return 1;
    return 0;
}

/* Where a character ends at or before `most`. */
static size_t cut_at(sheaf_str text, size_t most) {
    if (text.len <= most)
        return text.len;
    while (most > 0 && ((unsigned char)text.ptr[most] & 0xC0) == 0x80)
        most--;
    return most;
}

static void open_custom(reading *state, sheaf_str name) {
    state->name_length = 0;
    if (!name.len || state->customs > MOST_CUSTOM)
        return;
    if (state->customs++ == MOST_CUSTOM) {
        docx_warnf(state->reader, "docx.properties.many", SHEAF_STR("docProps/custom.xml"), 1,
                   "The document has more than %d custom properties; the others are left out",
                   MOST_CUSTOM);
        return;
    }
    int is_known = is_known_name(name);
    int len = snprintf(state->name, sizeof state->name, "%.*s%s", (int)cut_at(name, NAME_ROOM),
                       name.ptr, is_known ? " (custom)" : "");
    state->name_length = len > 0 ? (size_t)len : 0;
}

static size_t type_of(docx_name element) {
    size_t i = 0;
    while (i < TYPES && types[i].element != element)
        i++;
    return i;
}

static void start_custom(void *context, docx_name element, const docx_attributes *attributes) {
    reading *state = context;
    if (element == DOCX_cup_property)
        open_custom(state, docx_attribute(attributes, DOCX_no_name));
    else if (state->name_length && type_of(element) < TYPES)
        begin_value(state);
}

static void end_custom(void *context, docx_name element) {
    reading *state = context;
    size_t type = type_of(element);
    if (element == DOCX_cup_property)
        state->name_length = 0;
    if (type == TYPES || !state->is_taken)
        return;
    state->is_taken = 0;
    state_value(state, (sheaf_str){state->name, state->name_length}, types[type].is_number);
    state->name_length = 0; /* of a vector the first value */
}

/* ------------------------------------------------------------------------------------------- parts -- */

static sheaf_status read_part(docx_reader *reader, const char *kind,
                              const docx_xml_handlers *handlers) {
    reading state = {.reader = reader};
    sheaf_str part = docx_related(reader, SHEAF_STR(""), kind);
    sheaf_status status = part.len ? docx_xml_parse(reader, part, handlers, &state) : SHEAF_OK;
    return status == SHEAF_BAD_INPUT ? SHEAF_OK : status;
}

sheaf_status docx_properties_read(docx_reader *reader) {
    static const docx_xml_handlers known = {start_known, end_known, take_text};
    static const docx_xml_handlers custom = {start_custom, end_custom, take_text};
    static const struct {
        const char *kind;
        const docx_xml_handlers *handlers;
    } parts[] = {{"core-properties", &known},
                 {"extended-properties", &known},
                 {"extendedProperties", &known}, /* strict files */
                 {"custom-properties", &custom},
                 {"customProperties", &custom}};
    sheaf_status status = SHEAF_OK;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && status == SHEAF_OK; i++)
        status = read_part(reader, parts[i].kind, parts[i].handlers);
    return status != SHEAF_OK ? status : reader->host->tick(reader->job, 0, 0);
}

/* ---------------------------------------------------------------------------------------- settings -- */

typedef struct settings_reading {
    docx_settings *settings;
    docx_note_numbers *notes; /* those whose properties are open */
} settings_reading;

enum { HIGHEST_START = 1000000 };

void docx_note_numbers_take(docx_note_numbers *numbers, docx_name element,
                            const docx_attributes *attributes) {
    int64_t start = docx_number(attributes, DOCX_w_val, 1);
    sheaf_str value = docx_attribute(attributes, DOCX_w_val);
    if (element == DOCX_w_numFmt)
        docx_number_format_find(value, docx_attribute(attributes, DOCX_w_format), &numbers->format);
    else if (element == DOCX_w_numStart && start >= 0 && start <= HIGHEST_START)
        numbers->start = (uint32_t)start;
    else if (element == DOCX_w_numRestart) {
        numbers->each_section = docx_same(value, SHEAF_STR("eachSect"));
        numbers->each_page = docx_same(value, SHEAF_STR("eachPage"));
    }
}

static void start_setting(void *context, docx_name element, const docx_attributes *attributes) {
    settings_reading *state = context;
    if (element == DOCX_w_evenAndOddHeaders)
        state->settings->even_and_odd_headers = (uint32_t)docx_is_on(attributes);
    else if (element == DOCX_w_footnotePr)
        state->notes = &state->settings->footnotes;
    else if (element == DOCX_w_endnotePr)
        state->notes = &state->settings->endnotes;
    else if (state->notes)
        docx_note_numbers_take(state->notes, element, attributes);
}

static void end_setting(void *context, docx_name element) {
    settings_reading *state = context;
    if (element == DOCX_w_footnotePr || element == DOCX_w_endnotePr)
        state->notes = NULL;
}

/* Footnotes count in decimal, endnotes in small Roman numerals, unless the document says otherwise. */
sheaf_status docx_settings_read(docx_reader *reader, docx_settings *out) {
    static const docx_xml_handlers handlers = {.start = start_setting, .end = end_setting};
    *out = (docx_settings){.footnotes = {.start = 1}, .endnotes = {.start = 1}};
    docx_number_format_find(SHEAF_STR("lowerRoman"), SHEAF_STR(""), &out->endnotes.format);
    settings_reading state = {.settings = out};
    sheaf_str part = docx_related(reader, reader->main, "settings");
    sheaf_status status = part.len ? docx_xml_parse(reader, part, &handlers, &state) : SHEAF_OK;
    return status == SHEAF_BAD_INPUT ? SHEAF_OK : status;
}
