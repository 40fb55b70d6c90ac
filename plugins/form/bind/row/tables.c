/* Which table node of a report is which table of the form, and in which version: the one whose labels stand in it. A label
 * counts once however often it is printed, so that what recurs (`其他`, `总计`) proves little. A table that has a header of its
 * own must share it: rows that happen to be called alike are not enough. */
#include "bind/row/row.h"

/* What one node shares with one model. */
typedef struct share {
    uint32_t score;
    uint32_t hits;   /* labels of the model that stand in the node */
    uint32_t heads;  /* of them, labels of columns or above them */
    uint32_t cells;  /* cells of the node with one of its labels */
    uint32_t stamp;  /* of the cell that was counted last */
    uint32_t text;   /* the first entry of the text that was counted last */
    uint32_t strays; /* labels of rows that stand behind a value */
    uint32_t named;  /* rows of values that a label of a row names */
    uint32_t beside; /* those that one of a column does */
    uint32_t row;    /* the row of values that was counted last as such */
} share;

typedef struct search {
    const form_context *context;
    const form_reading *reading;
    const form_report *report;
    bind_index *index;
    share *shares; /* one a model */
    uint32_t stamp;
    form_list *others; /* bind_sheet of each node that is no table of the form; NULL: nobody asks */
    bind_sheet spare;  /* one that was read and is not needed: its room is used again */
    uint32_t words;    /* cells of the node that hold words */
    uint32_t has_header; /* 1: words stand above its first value */
    /* 1: narrow columns may have torn the labels above them: bind/column/torn.c asks those */
    uint32_t is_aligned;
} search;

/* ------------------------------------------------------------------------------- one node -- */

/* A text counts once for a model, however often the node prints it and wherever the form does: else a column `其他` would
 * speak for a version that has a row of that name, too. */
static void count_label(search *s, const bind_cell *cell) {
    uint32_t first = bind_find(s->index, cell->plain.text);
    int is_new = first != SHEAF_NONE && bind_entry_at(s->index, first)->stamp != s->stamp;
    for (uint32_t i = first; i != SHEAF_NONE; i = bind_next(s->index, i)) {
        bind_entry *entry = bind_entry_at(s->index, i);
        share *of = &s->shares[entry->model];
        of->cells += of->stamp != cell->node;
        of->stamp = cell->node;
        entry->stamp = s->stamp;
        if (!is_new || of->text == first) {
            of->heads += is_new && entry->axis != BIND_ROW;
            continue;
        }
        of->text = first;
        of->hits++;
        of->heads += entry->axis != BIND_ROW;
        of->score += entry->axis == BIND_ABOVE || entry->kind == FORM_ALIAS ? 2 : 3;
    }
}

/* A version in which the row is a group explains it a little less well than one in which it is a row. */
static void count_group(search *s, const bind_cell *label) {
    for (uint32_t i = bind_find(s->index, label->plain.text); i != SHEAF_NONE;
         i = bind_next(s->index, i)) {
        const bind_entry *entry = bind_entry_at(s->index, i);
        const form_definition *definition = bind_model_at(s->index, entry->model)->definition;
        share *of = &s->shares[entry->model];
        if (entry->axis == BIND_ROW && of->score > 0 &&
            (bind_head_at(definition, entry->head)->flags & FORM_COLLAPSIBLE) != 0)
            of->score--;
    }
}

/* What the label beside a row's values is in each model: the name of a row, or of a column. */
static void count_name(search *s, const bind_cell *label, uint32_t row) {
    for (uint32_t i = bind_find(s->index, label->plain.text); i != SHEAF_NONE;
         i = bind_next(s->index, i)) {
        share *of = &s->shares[bind_entry_at(s->index, i)->model];
        int is_row = bind_entry_at(s->index, i)->axis == BIND_ROW;
        of->named += (uint32_t)is_row;
        of->beside += !is_row && of->row != row;
        of->row = is_row ? of->row : row;
    }
}

static void count_stray(search *s, const bind_cell *cell) {
    for (uint32_t i = bind_find(s->index, cell->plain.text); i != SHEAF_NONE;
         i = bind_next(s->index, i))
        s->shares[bind_entry_at(s->index, i)->model].strays +=
            bind_entry_at(s->index, i)->axis == BIND_ROW;
}

static void count_row(search *s, const bind_sheet *sheet, uint32_t at, uint32_t *above) {
    const bind_row *row = bind_row_at(sheet, at);
    uint32_t words = 0, last = row->cells.first;
    for (uint32_t i = 0; i < row->cells.count; i++) {
        const bind_cell *cell = bind_cell_at(sheet, row->cells.first + i);
        if (cell->kind == BIND_ODD && cell->plain.text.len > 0)
            count_stray(s, cell);
        if (cell->kind != BIND_WORDS)
            continue;
        words++;
        count_label(s, cell);
        last = row->cells.first + i;
    }
    if (words > 0 && row->values > 0) {
        count_group(s, bind_cell_at(sheet, last));
        count_name(s, bind_cell_at(sheet, last), at);
    }
    *above &= row->values == 0;
    s->has_header |= *above && words > 1;
    s->words += words;
}

static void count_labels(search *s, const bind_sheet *sheet) {
    for (uint32_t m = 0; m < s->index->models.count; m++)
        s->shares[m] = (share){.stamp = SHEAF_NONE, .text = SHEAF_NONE, .row = SHEAF_NONE};
    s->stamp++;
    s->words = 0;
    s->has_header = 0;
    s->is_aligned = sheet->is_aligned;
    uint32_t above = 1;
    for (uint32_t i = 0; i < sheet->rows.count; i++)
        count_row(s, sheet, i, &above);
}

/* ------------------------------------------------------------------------------- judging -- */

/* No other table stands in the section. */
static int is_lone(const search *s, const bind_model *model, uint32_t node) {
    const form_place *place = &s->report->places[model->place];
    const sheaf_array *nodes = &s->context->document->nodes;
    uint32_t tables = 0;
    for (uint32_t n = place->first; n < place->end && tables < 2;
         n = SHEAF_AT(*nodes, sheaf_node, n)->end)
        tables += SHEAF_AT(*nodes, sheaf_node, n)->kind == SHEAF_TABLE;
    return tables == 1 && SHEAF_AT(*nodes, sheaf_node, node)->parent == 0;
}

/* Labels that make a table of the form: the only one in its section, one of several there, or one anywhere; or one below a
 * header that cannot be read. */
enum { LONE = 3, ENOUGH = 4, MANY = 6, TORN = 12 };

/* The rows of the node are named as columns of the form are: a statistic of the report's own (`自然人 | 12 | 15`, for this year and
 * the last), which says nothing of its rows. What is called alike on both sides, `总计`, speaks for neither. */
static int is_about_columns(const share *of) {
    enum { SEVERAL = 2 };
    return of->beside >= SEVERAL && of->named < of->beside;
}

static int is_table(const search *s, uint32_t m, uint32_t node) {
    const share *of = &s->shares[m];
    int is_torn = s->is_aligned && of->hits >= TORN;
    if (of->hits == 0 || (s->has_header && of->heads == 0 && !is_torn) || is_about_columns(of))
        return 0;
    int half = of->cells * 2 >= s->words;
    if (!bind_is_in_place(s->report, bind_model_at(s->index, m), node))
        return half && of->hits >= MANY;
    return half || of->hits >= (is_lone(s, bind_model_at(s->index, m), node) ? LONE : ENOUGH);
}

/* The model that explains a node best; SHEAF_NONE where none does, or two tables of the form do as well. */
static uint32_t best_model(const search *s, uint32_t node) {
    uint32_t best = SHEAF_NONE, rival = SHEAF_NONE;
    for (uint32_t m = 0; m < s->index->models.count; m++) {
        if (!is_table(s, m, node))
            continue;
        uint32_t score = s->shares[m].score;
        if (best == SHEAF_NONE || score > s->shares[best].score) {
            best = m;
            rival = SHEAF_NONE;
        } else if (score == s->shares[best].score &&
                   !form_same(bind_table_of(bind_model_at(s->index, m))->key,
                              bind_table_of(bind_model_at(s->index, best))->key)) {
            rival = m;
        }
    }
    return rival == SHEAF_NONE ? best : SHEAF_NONE;
}

static int is_kin(const bind_index *index, uint32_t a, uint32_t b) {
    return form_same(bind_table_of(bind_model_at(index, a))->key,
                     bind_table_of(bind_model_at(index, b))->key);
}

/* Adds what the node shares with each version of its table. */
static void sum_shares(const search *s, uint32_t model, uint32_t *sums) {
    for (uint32_t m = 0; m < s->index->models.count; m++)
        if (is_kin(s->index, m, model))
            sums[m] += s->shares[m].score;
}

static int add_other(const search *s, const bind_sheet *sheet) {
    bind_sheet *room = form_push(s->context, s->others);
    if (room != NULL)
        *room = *sheet;
    return room != NULL;
}

static sheaf_origin place_of(const search *s, uint32_t node) {
    const sheaf_node *at = form_node_at(s->context->document, node);
    return at->origins > 0 ? *SHEAF_AT(s->context->document->origins, sheaf_origin, at->origin)
                           : (sheaf_origin){0};
}

static void tell_crowd(const search *s, uint32_t model, uint32_t node) {
    const sheaf_str parts[] = {
        SHEAF_STR("more than 64 tables of the report are its table "),
        bind_table_of(bind_model_at(s->index, model))->key,
        SHEAF_STR(": which of them is meant cannot be told, and none is read")};
    const sheaf_diagnostic told = {.size = sizeof told,
                                   .severity = SHEAF_WARNING,
                                   .code = SHEAF_STR("form.tables.many"),
                                   .message = form_join(s->context, parts, 3, SHEAF_STR("")),
                                   .origin = place_of(s, node)};
    if (told.message.ptr != NULL)
        s->context->host->diagnose(s->context->job, &told);
}

/* 1: a page does not cut a table in so many parts. */
static int is_crowded(const search *s, const form_list *found, uint32_t model, uint32_t node) {
    enum { MOST_PARTS = 64 };
    uint32_t parts = 0;
    bind_found *first = NULL;
    for (uint32_t i = found->count; i-- > 0;)
        if (is_kin(s->index, FORM_AT(*found, bind_found, i)->model, model)) {
            first = FORM_AT(*found, bind_found, i);
            parts++;
        }
    if (parts < MOST_PARTS || first == NULL)
        return 0;
    if (!first->is_crowded)
        tell_crowd(s, model, node);
    first->is_crowded = 1;
    return 1;
}

/* Keeps in mind which labels stand in a node that is a table of the form: those that were counted last. */
static void mark_seen(const search *s) {
    for (uint32_t i = 0; i < s->index->entries.count; i++)
        bind_entry_at(s->index, i)->is_seen |= bind_entry_at(s->index, i)->stamp == s->stamp;
}

static int add_found(search *s, uint32_t node, form_list *found, uint32_t *sums) {
    enum { MOST_OTHERS = 1000 };
    bind_sheet sheet = s->spare;
    if (!bind_read_sheet(s->context, s->reading->definition, s->index, node, &sheet))
        return 0;
    count_labels(s, &sheet);
    uint32_t model = best_model(s, node);
    int is_other = model == SHEAF_NONE;
    int is_kept = is_other ? s->others != NULL && s->others->count < MOST_OTHERS
                           : !is_crowded(s, found, model, node);
    s->spare = is_kept ? (bind_sheet){0} : sheet;
    if (is_other || !is_kept)
        return !is_kept || add_other(s, &sheet);
    bind_found *room = form_push(s->context, found);
    if (room == NULL)
        return 0;
    const share *of = &s->shares[model];
    mark_seen(s);
    *room = (bind_found){.sheet = sheet,
                         .model = model,
                         .score = of->score,
                         .rows = of->hits > of->heads ? of->hits - of->heads : 0,
                         .strays = of->strays};
    sum_shares(s, model, sums);
    return 1;
}

static int is_head_seen(const search *s, uint32_t model, uint32_t head) {
    form_span own = bind_model_at(s->index, model)->entries;
    for (uint32_t i = own.first; i < own.first + own.count; i++) {
        const bind_entry *entry = bind_entry_at(s->index, i);
        if (entry->head == head && entry->axis == BIND_COLUMN && entry->is_seen)
            return 1;
    }
    return 0;
}

/* Blocks of the version all of whose columns have their label in the report. */
static uint32_t count_whole(const search *s, uint32_t m) {
    const bind_model *model = bind_model_at(s->index, m);
    form_span blocks = bind_table_of(model)->blocks;
    uint32_t whole = 0;
    for (uint32_t b = blocks.first; b < blocks.first + blocks.count; b++) {
        uint32_t root = FORM_AT(model->definition->blocks, const form_block, b)->columns;
        uint32_t end = bind_head_at(model->definition, root)->end, lacking = 0;
        for (uint32_t h = root + 1; h < end && lacking == 0; h++)
            lacking += (bind_head_at(model->definition, h)->flags & FORM_LEAF) != 0 &&
                       !is_head_seen(s, m, h);
        whole += lacking == 0;
    }
    return whole;
}

/* Of versions that explain nearly as much, the one that more blocks have the columns of: a block alone may have been printed
 * with the labels of another. */
static int is_rather(const search *s, uint32_t m, uint32_t best, const uint32_t *sums) {
    enum { NEARLY = 6 };
    uint32_t less = sums[m] < sums[best] ? sums[best] - sums[m] : sums[m] - sums[best];
    return less > 0 && less <= NEARLY && count_whole(s, m) > count_whole(s, best);
}

/* The version of a table with the most labels; of equal ones that of the document, then the newest. */
static uint32_t best_version(const search *s, uint32_t model, const uint32_t *sums) {
    uint32_t best = model;
    for (uint32_t m = 0; m < s->index->models.count; m++) {
        int is_ours = bind_model_at(s->index, m)->definition == s->reading->definition;
        if (!is_kin(s->index, m, model) || is_rather(s, best, m, sums))
            continue;
        if (sums[m] > sums[best] || is_rather(s, m, best, sums) ||
            (sums[m] == sums[best] && (is_ours || m < best) &&
             bind_model_at(s->index, best)->definition != s->reading->definition))
            best = m;
    }
    return best;
}

/* ------------------------------------------------------------------------------- without a table -- */

static int is_found(const search *s, const form_list *found, uint32_t model) {
    for (uint32_t i = 0; i < found->count; i++)
        if (is_kin(s->index, FORM_AT(*found, const bind_found, i)->model, model))
            return 1;
    return 0;
}

/* The version of the model's table that has most of the labels; SHEAF_NONE where they are few. */
static uint32_t best_kin(const search *s, uint32_t model) {
    uint32_t best = SHEAF_NONE;
    for (uint32_t m = 0; m < s->index->models.count; m++)
        if (is_kin(s->index, m, model) && s->shares[m].hits >= ENOUGH && s->shares[m].heads > 0 &&
            (best == SHEAF_NONE || s->shares[m].score > s->shares[best].score))
            best = m;
    return best;
}

/* A section of the form whose table is in no node: its paragraphs may be what an export left of it. */
static int add_stream(search *s, uint32_t model, form_list *found, uint32_t *sums) {
    bind_sheet sheet;
    if (!bind_read_stream(s->context, s->reading, s->report, s->index, model, &sheet))
        return 0;
    count_labels(s, &sheet);
    uint32_t best = best_kin(s, model);
    if (best == SHEAF_NONE)
        return 1;
    bind_found *room = form_push(s->context, found);
    if (room == NULL)
        return 0;
    *room = (bind_found){.sheet = sheet, .model = best, .score = s->shares[best].score};
    sum_shares(s, best, sums);
    return 1;
}

/* Models of one table follow one another by version: the first speaks for all. */
static int add_streams(search *s, form_list *found, uint32_t *sums) {
    for (uint32_t m = 0; m < s->index->models.count; m++) {
        uint32_t first = 0;
        while (!is_kin(s->index, first, m))
            first++;
        if (first == m && !is_found(s, found, m) && !add_stream(s, m, found, sums))
            return 0;
    }
    return 1;
}

int bind_find_tables(const form_context *context, const form_reading *reading,
                     const form_report *report, bind_index *index, form_list *found,
                     form_list *others) {
    search s = {
        .context = context, .reading = reading, .report = report, .index = index, .others = others};
    s.shares = form_room(context, index->models.count, sizeof *s.shares);
    uint32_t *sums = form_room(context, index->models.count, sizeof *sums);
    if (s.shares == NULL || sums == NULL)
        return 0;
    for (uint32_t n = report->first; n < report->end; n++) {
        if (form_node_at(context->document, n)->kind != SHEAF_TABLE)
            continue;
        if (!add_found(&s, n, found, sums))
            return 0;
    }
    if (!bind_take_lines(&(bind_search){context, reading, report, index}, found, others, sums) ||
        !add_streams(&s, found, sums))
        return 0;
    for (uint32_t i = 0; i < found->count; i++) {
        bind_found *at = FORM_AT(*found, bind_found, i);
        at->model = best_version(&s, at->model, sums);
    }
    return 1;
}
