/* Whether every word of a caption is understood. A list of words that tell another's table is never complete, so a line right above
 * a table that says more than the form's labels, the report's title, its year and words that say nothing of whose the numbers
 * are may say anything. */
#include "bind/owner/owner.h"

enum { LONGEST = 90, PAIR = 2 }; /* bytes, what is longer is prose; characters */

/* How many bytes a character has that begins a valid text. */
static size_t length_of(sheaf_str rest) {
    unsigned char c = (unsigned char)*rest.ptr;
    size_t length = c < 0x80 ? 1u : c < 0xE0 ? 2u : c < 0xF0 ? 3u : 4u;
    return length < rest.len ? length : rest.len;
}

/* An ideograph: all else is a sign, a digit, a letter or white space. */
static int is_word(sheaf_str rest) {
    unsigned char c = (unsigned char)*rest.ptr;
    unsigned char second = rest.len > 1 ? (unsigned char)rest.ptr[1] : 0;
    return (c > 0xE3 || (c == 0xE3 && second >= 0x90)) && c != 0xEF;
}

size_t bind_longest_of(const form_list *words, sheaf_str rest, size_t most) {
    for (uint32_t i = 0; i < words->count; i++) {
        sheaf_str word = *FORM_AT(*words, const sheaf_str, i);
        most = word.len > most && form_begins(rest, word) ? word.len : most;
    }
    return most;
}

static size_t longest_label(const form_definition *definition, sheaf_str rest) {
    size_t most = 0;
    for (uint32_t i = 0; i < definition->labels.count; i++) {
        sheaf_str text = FORM_AT(definition->labels, const form_label, i)->plain.text;
        most = text.len > most && form_begins(rest, text) ? text.len : most;
    }
    return most;
}

/* The most that stands in the title, too; one character says nothing. */
static size_t longest_in(sheaf_str title, sheaf_str rest) {
    size_t found = 0, length = 0, characters = 0;
    while (length < rest.len) {
        length += length_of((sheaf_str){rest.ptr + length, rest.len - length});
        if (!form_holds(title, (sheaf_str){rest.ptr, length}))
            break;
        found = ++characters >= PAIR ? length : found;
    }
    return found;
}

/* The title is put together once for all words. */
static sheaf_str title_of(const bind_claims *claims) {
    enum { LINES = 8 };
    const sheaf_array *nodes = &claims->context->document->nodes;
    const form_report *report = claims->report;
    sheaf_str lines[LINES];
    uint32_t count = 0;
    for (uint32_t n = report->title_first;
         report->title != SHEAF_NONE && n <= report->title && n < nodes->count && count < LINES;
         n++)
        lines[count++] = SHEAF_AT(*nodes, sheaf_node, n)->text;
    return form_plain_text(claims->context,
                           form_join(claims->context, lines, count, SHEAF_STR("")));
}

/* Without the signs around it: the quotes of an export. */
static sheaf_str words_of(sheaf_str text) {
    while (text.len > 0 && !is_word(text)) {
        size_t length = length_of(text);
        text = (sheaf_str){text.ptr + length, text.len - length};
    }
    return text;
}

/* All of it is a piece of one label, or nearly one: a line of a header. */
static int is_piece(const form_definition *definition, sheaf_str text) {
    enum { SHORTEST = 12 }; /* bytes: four ideographs */
    sheaf_str words = words_of(text);
    for (uint32_t i = 0; i < definition->labels.count; i++) {
        sheaf_str label = FORM_AT(definition->labels, const form_label, i)->plain.text;
        int is_near_length = label.len * 10 >= text.len * 7 && text.len * 10 >= label.len * 7;
        if (form_holds(label, words) || (text.len >= SHORTEST && is_near_length &&
                                         form_distance(text, label, FORM_NEAR) <= FORM_NEAR))
            return 1;
    }
    return 0;
}

/* A line of a header that lost its columns: several words apart, or pieces of labels. */
static int is_of_header(const bind_claims *claims, const form_definition *definition,
                        sheaf_str text) {
    enum { MOST_WORDS = 2 };
    uint32_t words = 0, pieces = 0;
    for (sheaf_str word = bind_take_word(&text); word.len > 0; word = bind_take_word(&text)) {
        pieces += (uint32_t)is_piece(definition, form_plain_text(claims->context, word));
        words++;
    }
    return words > MOST_WORDS || words == pieces;
}

int bind_is_piece_of_header(const bind_claims *claims, const bind_plan *plan, sheaf_str text) {
    uint32_t words = 0;
    for (sheaf_str word = bind_take_word(&text); word.len > 0; word = bind_take_word(&text)) {
        if (!is_piece(plan->model->definition, form_plain_text(claims->context, word)))
            return 0;
        words++;
    }
    return words > 0;
}

static int begins_with_one(sheaf_str text, const form_list *words) {
    for (uint32_t i = 0; i < words->count; i++)
        if (form_begins(text, *FORM_AT(*words, const sheaf_str, i)))
            return 1;
    return 0;
}

/* Some number of the text is a year, in two digits or four, and not the report's. */
static int holds_another_year(sheaf_str text, uint32_t own) {
    enum { CENTURY = 100, SHORT = 2, WHOLE = 4, FIRST = 1949, LAST = 2100 };
    uint32_t value = 0, digits = 0;
    for (size_t i = 0; i <= text.len; i++) {
        if (i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9') {
            value = digits++ < WHOLE ? value * 10 + (uint32_t)(text.ptr[i] - '0') : LAST;
            continue;
        }
        int is_short = digits == SHORT &&
                       form_begins((sheaf_str){text.ptr + i, text.len - i}, SHEAF_STR("年"));
        if ((is_short && value != own % CENTURY) ||
            (digits == WHOLE && value >= FIRST && value < LAST && value != own))
            return 1;
        value = digits = 0;
    }
    return 0;
}

/* `2022-2023`, `22年度`, `二〇二二`: signs and digits, but they tell a year that is not the report's alone. A day is when something was
 * printed. */
static int tells_another_year(sheaf_str text, uint32_t own) {
    if (own == 0 || bind_names_month(text))
        return 0;
    return holds_another_year(text, own) ||
           (form_holds(text, SHEAF_STR("〇")) && !bind_names_own_year(text, own));
}

int bind_is_understood(const bind_claims *claims, const bind_plan *plan, sheaf_str text) {
    const form_definition *definition = plan->model->definition;
    const form_captions *captions = &definition->captions;
    sheaf_str rest = form_plain_label(claims->context, text).text;
    if (captions->neutral.count == 0 || text.len > LONGEST ||
        begins_with_one(rest, &captions->asides))
        return 1;
    if (tells_another_year(text, claims->report->year))
        return 0;
    if (rest.len == 0 || is_piece(definition, rest) || is_of_header(claims, definition, text))
        return 1;
    sheaf_str title = title_of(claims);
    int has_units = bind_states_units(captions, text); /* bind/owner/units.c knows what they say */
    while (rest.len > 0) {
        size_t length = is_word(rest) ? longest_label(definition, rest) : length_of(rest);
        length = bind_longest_of(&captions->neutral, rest, length);
        length = bind_longest_of(&captions->own, rest, length);
        length = has_units ? bind_longest_of(&captions->multipliers, rest, length) : length;
        length = bind_longest_of(&definition->words, rest, length);
        size_t own = title.len > 0 ? longest_in(title, rest) : 0;
        length = own > length ? own : length;
        if (length == 0)
            return 0;
        rest = (sheaf_str){rest.ptr + length, rest.len - length};
    }
    return 1;
}
