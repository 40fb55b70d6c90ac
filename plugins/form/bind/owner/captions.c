/* Where it stands that a table is not the report's own: in a line above it, in its first rows or its corner, in the heading of its
 * section, above the annex that it stands in; or a line of its section says that the report's own table stands elsewhere. Its
 * numbers are not those of the report, even where no other table is left. */
#include "bind/owner/owner.h"

#include <string.h>

/* What holds the text of a table inside a cell of another one. */
static int is_box(const sheaf_node *node) {
    return node->kind == SHEAF_TABLE || node->kind == SHEAF_CELL;
}

static const form_place *place_of(const bind_claims *claims, const bind_plan *plan) {
    int is_in = bind_is_in_place(claims->report, plan->model, plan->sheet->node);
    return is_in ? &claims->report->places[plan->model->place] : NULL;
}

/* Where the table begins; where its structure is lost, the line of its first row that is one of the form's. */
uint32_t bind_first_node(const bind_plan *plan) {
    const bind_sheet *sheet = plan->sheet;
    for (uint32_t r = 0; r < sheet->rows.count && sheet->is_stream; r++)
        if (bind_row_at(sheet, r)->target != SHEAF_NONE)
            return bind_cell_at(sheet, bind_row_at(sheet, r)->cells.first)->node;
    return sheet->node;
}

/* How a line above a table goes on the search. */
typedef enum verdict { LINE_ENDS, LINE_SAYS, LINE_IS_NONE, LINE_COUNTS } verdict;

static verdict judge_line(const bind_claims *claims, const bind_plan *plan, const sheaf_node *above,
                          uint32_t parent) {
    int is_boxed = form_node_at(claims->context->document, parent)->kind == SHEAF_CELL;
    if (above->flags & SHEAF_FURNITURE) /* when the page was printed, say */
        return LINE_IS_NONE;
    if (is_boxed && is_box(above) && above->text.len == 0)
        return LINE_IS_NONE;
    if (!(is_boxed && is_box(above)) && above->kind != SHEAF_PARAGRAPH &&
        above->kind != SHEAF_HEADING)
        return LINE_ENDS;
    if (above->parent != parent && !is_boxed)
        return LINE_ENDS;
    if (bind_speaks_of_others(claims, plan, above->text))
        return LINE_SAYS;
    return bind_names_own_year(above->text, claims->report->year) &&
                   bind_is_own_caption(claims, plan, above->text) /* not when it was printed, say */
               ? LINE_ENDS
               : LINE_COUNTS;
}

enum { LINES = 12, STREAM_LINES = 24 }; /* a header may be a line a word */

/* The lines above, up to the heading of the section, and no further than the header may have been torn. */
static int is_below_others(const bind_claims *claims, const bind_plan *plan) {
    const form_place *place = place_of(claims, plan);
    uint32_t n = bind_first_node(plan), parent = form_node_at(claims->context->document, n)->parent;
    uint32_t most = plan->sheet->is_stream ? STREAM_LINES : LINES;
    for (uint32_t i = 0; i < most && n > claims->report->first;) {
        if (--n == (place ? place->heading : SHEAF_NONE))
            return 0;
        verdict is = judge_line(claims, plan, form_node_at(claims->context->document, n), parent);
        if (is == LINE_ENDS || is == LINE_SAYS)
            return is == LINE_SAYS && bind_say(claims, n);
        i += is == LINE_COUNTS;
    }
    return 0;
}

/* The only cell of a row that is not blank, or its first; SHEAF_NONE. */
static uint32_t caption_of(const bind_sheet *sheet, const bind_row *row) {
    uint32_t full = 0, found = SHEAF_NONE;
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++)
        if (bind_cell_at(sheet, i)->kind != BIND_BLANK && full++ == 0)
            found = i;
    return full == 1 || (found != SHEAF_NONE && bind_cell_at(sheet, found)->column == 0)
               ? found
               : SHEAF_NONE;
}

/* `填写示例 | 1 | 2 | 3 | … `: the words are about the numbers beside them. A table that is a sample as a whole says so above its rows. */
static int is_row_of_sample(const bind_plan *plan, const bind_row *row, uint32_t caption) {
    enum { FEWEST = 5 };
    return row->values >= FEWEST && caption < row->cells.first + row->labels &&
           bind_names_sample(plan, bind_cell_at(plan->sheet, caption)->text);
}

/* The rows above the first row of the form: a caption over all columns, and what stands in the corner of the header. */
static int is_headed_by_others(const bind_claims *claims, const bind_plan *plan) {
    const bind_sheet *sheet = plan->sheet;
    enum { HEAD_ROWS = 12 };
    for (uint32_t r = 0; r < sheet->rows.count && r < HEAD_ROWS; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        uint32_t caption = caption_of(sheet, row);
        if (row->target != SHEAF_NONE)
            return 0;
        if (caption != SHEAF_NONE && !is_row_of_sample(plan, row, caption) &&
            bind_speaks_of_others(claims, plan, bind_cell_at(sheet, caption)->text))
            return bind_say(claims, bind_cell_at(sheet, caption)->node);
    }
    return 0;
}

/* A short line of the section says that its table is not here. */
static int is_elsewhere(const bind_claims *claims, const bind_plan *plan) {
    enum { MOST = 64 };
    const form_place *place = place_of(claims, plan);
    if (place == NULL)
        return 0;
    for (uint32_t n = place->first, i = 0; n < place->end && i < MOST;
         n = form_node_at(claims->context->document, n)->end, i++)
        if (form_node_at(claims->context->document, n)->kind == SHEAF_PARAGRAPH &&
            n != plan->sheet->node &&
            bind_points_elsewhere(plan, form_node_at(claims->context->document, n)->text))
            return bind_say(claims, n);
    return 0;
}

/* The line says that what follows is another's: it begins an annex, or stands right above a heading. */
static int opens_annex(const bind_claims *claims, const bind_plan *plan, sheaf_str line,
                       int is_above_heading) {
    sheaf_str rest;
    if (bind_begins_annex(plan, line, &rest))
        return bind_speaks_of_others(claims, plan, line) ||
               bind_speaks_of_others(claims, plan, rest);
    return is_above_heading && bind_speaks_of_others(claims, plan, line);
}

/* The line is a label of rows or columns, or what stands in the corner of one of the blocks or above it: what follows is a part of a
 * table. */
static int is_label_of(const bind_plan *plan, form_span blocks, sheaf_str line) {
    const form_definition *definition = plan->model->definition;
    sheaf_str text = form_plain_label(plan->context, line).text;
    if (text.len == 0 || bind_find(plan->index, text) != SHEAF_NONE)
        return text.len > 0;
    for (uint32_t b = blocks.first; b < blocks.first + blocks.count; b++) {
        const form_block *block = FORM_AT(definition->blocks, const form_block, b);
        if (form_has_label(definition, block->stubs, text) ||
            form_has_label(definition, block->labels, text))
            return 1;
    }
    return 0;
}

static int is_label(const bind_plan *plan, sheaf_str line) {
    return is_label_of(plan, bind_table_of(plan->model)->blocks, line);
}

/* Of any table of the form. */
static int is_label_of_any(const bind_plan *plan, sheaf_str line) {
    return is_label_of(plan, (form_span){0, plan->model->definition->blocks.count}, line);
}

/* What stands right below a line. */
typedef enum below { BELOW_LINE, BELOW_HEADING, BELOW_TABLE } below;

static below kind_below(const sheaf_node *node) {
    return node->kind == SHEAF_HEADING ? BELOW_HEADING : is_box(node) ? BELOW_TABLE : BELOW_LINE;
}

/* Such a line stands somewhere above a table that is not where the form has it, or in whose report sections stand twice or out of
 * order, as they do where last year's are appended; tables without headings follow one caption. */
static int is_annexed(const bind_claims *claims, const bind_plan *plan) {
    enum { MOST = 4000 };
    const form_place *place = place_of(claims, plan);
    uint32_t n = bind_first_node(plan);
    below next = BELOW_TABLE;
    if (place != NULL && place->times < 2 && claims->report->in_order)
        return 0;
    for (uint32_t i = 0; i < MOST && n > claims->report->first; i++) {
        const sheaf_node *line = form_node_at(claims->context->document, --n);
        if ((line->flags & SHEAF_FURNITURE) != 0 || (line->text.len == 0 && !is_box(line)) ||
            (next == BELOW_TABLE && !is_box(line) && is_label_of_any(plan, line->text)))
            continue;
        int is_line = line->kind == SHEAF_PARAGRAPH || line->kind == SHEAF_HEADING;
        int is_caption = next == BELOW_TABLE && place == NULL;
        if (is_line && opens_annex(claims, plan, line->text, next == BELOW_HEADING || is_caption))
            return bind_say(claims, n);
        if (is_line && is_caption && bind_names_own_year(line->text, claims->report->year) &&
            bind_is_own_caption(claims, plan, line->text)) /* not when it was printed, say */
            return 0;
        next = kind_below(line);
    }
    return 0;
}

/* The heading of its section names another year. */
static int is_of_another_year(const bind_claims *claims, const bind_plan *plan) {
    const form_place *place = place_of(claims, plan);
    return place != NULL &&
           bind_names_another_year(form_node_at(claims->context->document, place->heading)->text,
                                   claims->report->year) &&
           bind_say(claims, place->heading);
}

int bind_is_anothers(const bind_claims *claims, const bind_plan *plan) {
    return is_below_others(claims, plan) || is_headed_by_others(claims, plan) ||
           is_annexed(claims, plan);
}

int bind_is_told_elsewhere(const bind_claims *claims, const bind_plan *plan) {
    return is_elsewhere(claims, plan) || is_of_another_year(claims, plan);
}

int bind_is_captioned_otherwise(const bind_claims *claims, const bind_plan *plan) {
    return bind_is_anothers(claims, plan) || bind_is_told_elsewhere(claims, plan) ||
           bind_is_noted_otherwise(claims, plan);
}

/* It is no line of words, or one with numbers: text around the table. */
static int is_prose(const sheaf_node *node) {
    static const char *const signs[] = {"。", "，", "；", ";", "！", "？"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (form_holds(node->text, (sheaf_str){signs[i], strlen(signs[i])}))
            return 1;
    return 0;
}

/* Words alone in the first rows of the table, above its header: a text's caption stands there where it lines up. */
static int is_headed_strangely(const bind_claims *claims, const bind_plan *plan) {
    const bind_sheet *sheet = plan->sheet;
    for (uint32_t r = 0; r < sheet->rows.count && bind_row_at(sheet, r)->target == SHEAF_NONE;
         r++) {
        const bind_row *row = bind_row_at(sheet, r);
        uint32_t caption = caption_of(sheet, row), full = 0;
        for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++)
            full += bind_cell_at(sheet, i)->kind != BIND_BLANK;
        if (full != 1)
            return 0;
        const sheaf_node *cell =
            form_node_at(claims->context->document, bind_cell_at(sheet, caption)->node);
        if (!is_prose(cell) && !is_label(plan, cell->text) &&
            !bind_is_understood(claims, plan, cell->text))
            return bind_say(claims, bind_cell_at(sheet, caption)->node);
    }
    return 0;
}

/* The lines above the table, up to its section's heading. */
static int is_below_strange(const bind_claims *claims, const bind_plan *plan) {
    enum { MOST = 64 };
    const form_place *place = place_of(claims, plan);
    uint32_t n = bind_first_node(plan), parent = form_node_at(claims->context->document, n)->parent,
             lines = 0;
    uint32_t most = plan->sheet->is_stream ? STREAM_LINES : LINES;
    int is_strange = 0;
    for (uint32_t i = 0; i < MOST && lines < most && n > claims->report->first; i++) {
        const sheaf_node *above = form_node_at(claims->context->document, --n);
        if (n == (place ? place->heading : SHEAF_NONE) || above->parent != parent ||
            (above->kind != SHEAF_PARAGRAPH && above->kind != SHEAF_HEADING))
            break;
        int is_of_header = is_prose(above) && bind_is_piece_of_header(claims, plan, above->text);
        if (is_prose(above) && !is_of_header)
            break;
        if ((above->flags & SHEAF_FURNITURE) != 0 || above->text.len == 0 || is_of_header)
            continue;
        int is_label_above = is_label(plan, above->text);
        if (!is_label_above && !is_strange && !bind_is_understood(claims, plan, above->text))
            is_strange = bind_say(claims, n);
        else if (is_label_above)
            is_strange = 0;
        lines++;
    }
    return is_strange;
}

int bind_is_captioned_strangely(const bind_claims *claims, const bind_plan *plan) {
    return is_below_strange(claims, plan) ||
           (!plan->sheet->is_stream && is_headed_strangely(claims, plan));
}

/* The line right above the first section names another year than the title, or holds a word of another time, and is no sentence and no
 * date: the report of this year stands elsewhere. */
int bind_begins_with_another_year(const bind_claims *claims, const bind_plan *plan) {
    enum { LONGEST = 60 };
    const form_report *report = claims->report;
    uint32_t n = report->preamble_end;
    while (n > report->preamble && form_node_at(claims->context->document, n - 1)->text.len == 0)
        n--;
    if (report->year == 0 || n <= report->preamble)
        return 0;
    sheaf_str text = form_node_at(claims->context->document, n - 1)->text;
    return text.len <= LONGEST && !form_holds(text, SHEAF_STR("。")) && !bind_names_month(text) &&
           (bind_names_another_year(text, report->year) || bind_holds_another_time(plan, text)) &&
           bind_say(claims, n - 1);
}
