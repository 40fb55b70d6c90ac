/* Open rows. A first look at the tables finds the rows of a report that stand where the form has an open one; then the report
 * gets a definition of its own, in which each of them is a leaf with its printed label, and is bound as any other row. */
#include "bind/row/row.h"
#include "def/def.h"

#include <stdio.h>

/* A row of the report: which open head it is a row of, and its label. Without one it is unclear what it is. */
typedef struct open_row {
    uint32_t version; /* of reading->versions */
    uint32_t head;
    sheaf_str printed;
    form_plain plain;
} open_row;

/* What the nodes of a table say of an open head: whether the rows of the form beside it are printed. */
typedef struct open_sight {
    uint32_t version, head;
    uint32_t lacks_above, lacks_below; /* 1: the form has one there, and the report does not */
    uint32_t is_unclear;               /* 1: a row without label stands among its rows */
} open_sight;

typedef struct opening {
    const form_context *context;
    const form_reading *reading;
    form_list rows;   /* open_row, in the order of the report */
    form_list sights; /* open_sight */
} opening;

enum { MOST_ROWS = 4096, MOST_CELLS = FORM_MOST_CELLS / 2 };

/* ------------------------------------------------------------------------------ a first look -- */

static int has_open(const form_definition *definition) {
    for (uint32_t h = 0; h < definition->heads.count; h++)
        if ((bind_head_at(definition, h)->flags & FORM_OPEN) != 0)
            return 1;
    return 0;
}

static int any_open(const form_reading *reading) {
    for (uint32_t i = 0; i < reading->versions.count; i++)
        if (has_open(form_definition_at(reading->set, reading->versions.first + i)))
            return 1;
    return 0;
}

/* The one open row of the form between two of its rows; SHEAF_NONE: none, or several. */
static uint32_t open_between(const bind_plan *plan, uint32_t from, uint32_t to) {
    uint32_t found = SHEAF_NONE;
    for (uint32_t t = from; t < to; t++) {
        uint32_t head = bind_target_at(plan, t)->head;
        if ((bind_head_at(plan->model->definition, head)->flags & FORM_OPEN) == 0)
            continue;
        if (found != SHEAF_NONE)
            return SHEAF_NONE;
        found = head;
    }
    return found;
}

static uint32_t label_of(const bind_plan *plan, const bind_row *row) {
    for (uint32_t i = row->cells.first + row->labels; i > row->cells.first; i--)
        if (bind_cell_at(plan->sheet, i - 1)->plain.text.len > 0)
            return i - 1;
    return SHEAF_NONE;
}

/* The sight of a head, a new one where there is none yet; NULL: latched. */
static open_sight *sight_of(opening *o, uint32_t version, uint32_t head) {
    for (uint32_t i = 0; i < o->sights.count; i++) {
        open_sight *sight = FORM_AT(o->sights, open_sight, i);
        if (sight->version == version && sight->head == head)
            return sight;
    }
    open_sight *made = form_push(o->context, &o->sights);
    if (made != NULL)
        *made = (open_sight){version, head, 1, 1, 0};
    return made;
}

/* A row of the form beside an open one counts as printed where one node has it, or the form has none there. */
static int is_printed_or_none(const bind_plan *plan, uint32_t open, uint32_t beside) {
    return beside >= plan->targets.count ||
           bind_target_at(plan, beside)->block != bind_target_at(plan, open)->block ||
           bind_target_at(plan, beside)->row != SHEAF_NONE;
}

static int look_beside(opening *o, const bind_plan *plan, uint32_t version) {
    for (uint32_t t = 0; t < plan->targets.count; t++) {
        uint32_t head = bind_target_at(plan, t)->head;
        if ((bind_head_at(plan->model->definition, head)->flags & FORM_OPEN) == 0)
            continue;
        open_sight *sight = sight_of(o, version, head);
        if (sight == NULL)
            return 0;
        sight->lacks_above &= !is_printed_or_none(plan, t, t - 1);
        sight->lacks_below &= !is_printed_or_none(plan, t, t + 1);
    }
    return 1;
}

static int add_row(opening *o, const bind_plan *plan, uint32_t version, uint32_t r, uint32_t head) {
    const bind_row *row = bind_row_at(plan->sheet, r);
    uint32_t label = label_of(plan, row);
    int is_known = row->target != SHEAF_NONE && (row->how & BIND_BY_COUNT) == 0;
    if (is_known || row->values == 0 || o->rows.count >= MOST_ROWS)
        return 1;
    if (label == SHEAF_NONE) {
        open_sight *sight = sight_of(o, version, head);
        if (sight != NULL)
            sight->is_unclear = 1;
        return sight != NULL;
    }
    open_row *room = form_push(o->context, &o->rows);
    if (room != NULL)
        *room = (open_row){version, head, bind_trim(bind_cell_at(plan->sheet, label)->text),
                           bind_cell_at(plan->sheet, label)->plain};
    return room != NULL;
}

/* Labelled rows with values that are none of the form's, between the rows of the form that stand around an open one. */
static int look_at_rows(opening *o, const bind_plan *plan, uint32_t version) {
    uint32_t first = 0, from = 0;
    for (uint32_t r = 0; r <= plan->sheet->rows.count; r++) {
        const bind_row *row = r < plan->sheet->rows.count ? bind_row_at(plan->sheet, r) : NULL;
        if (row != NULL &&
            (row->target == SHEAF_NONE || (row->how & (BIND_BY_MOVE | BIND_BY_COUNT)) != 0))
            continue;
        uint32_t to = row != NULL ? row->target : plan->targets.count;
        uint32_t head = from < to ? open_between(plan, from, to) : SHEAF_NONE;
        for (; head != SHEAF_NONE && first < r; first++)
            if (!add_row(o, plan, version, first, head))
                return 0;
        first = r + 1;
        from = to + 1;
    }
    return 1;
}

static uint32_t version_of(const form_reading *reading, const form_definition *definition) {
    uint32_t i = 0;
    while (i < reading->versions.count &&
           form_definition_at(reading->set, reading->versions.first + i) != definition)
        i++;
    return i;
}

static int look(opening *o, const form_report *report) {
    bind_index index;
    form_list found = FORM_LIST_OF(bind_found);
    if (!bind_build_index(o->context, o->reading, &index) ||
        !bind_find_tables(o->context, o->reading, report, &index, &found, NULL))
        return 0;
    for (uint32_t i = 0; i < found.count; i++) {
        bind_found *at = FORM_AT(found, bind_found, i);
        bind_plan plan = {.context = o->context,
                          .index = &index,
                          .model = bind_model_at(&index, at->model),
                          .model_index = at->model,
                          .sheet = &at->sheet,
                          .year = report->year};
        if (!has_open(plan.model->definition))
            continue;
        uint32_t version = version_of(o->reading, plan.model->definition);
        if (!bind_list_targets(&plan) || !bind_list_points(&plan) || !bind_align(&plan) ||
            !look_beside(o, &plan, version) || !look_at_rows(o, &plan, version))
            return 0;
    }
    return 1;
}

/* ------------------------------------------------------------------------------- what is doubtful -- */

static int is_row_of(const open_row *row, const open_sight *sight) {
    return row->version == sight->version && row->head == sight->head;
}

static void take_out(opening *o, uint32_t at) {
    for (uint32_t i = at + 1; i < o->rows.count; i++)
        *FORM_AT(o->rows, open_row, i - 1) = *FORM_AT(o->rows, open_row, i);
    o->rows.count--;
}

/* Where the row of the form below the open ones is not printed, the last of these may be it, with a label that was cut
 * (`AGENCY` of `AGENCY OVERALL`); above them, the first. Where it is unclear which rows there are, their numbers are, too. */
static void doubt(opening *o, const open_sight *sight) {
    uint32_t first = SHEAF_NONE, last = SHEAF_NONE, kept = 0;
    for (uint32_t i = 0; i < o->rows.count; i++) {
        const open_row row = *FORM_AT(o->rows, const open_row, i);
        if (sight->is_unclear && is_row_of(&row, sight))
            continue;
        *FORM_AT(o->rows, open_row, kept) = row;
        if (is_row_of(&row, sight)) {
            first = first == SHEAF_NONE ? kept : first;
            last = kept;
        }
        kept++;
    }
    o->rows.count = kept;
    if (last != SHEAF_NONE && sight->lacks_below)
        take_out(o, last);
    if (first != SHEAF_NONE && sight->lacks_above && (first != last || !sight->lacks_below))
        take_out(o, first);
}

static void tell_unclear(const opening *o, const open_sight *sight) {
    const sheaf_diagnostic told = {
        .size = sizeof told,
        .severity = SHEAF_WARNING,
        .code = SHEAF_STR("form.rows.unclear"),
        .message =
            SHEAF_STR("rows without label stand among rows of which a report may have any "
                      "number, so which is which cannot be told, and none of them is a fact")};
    if (sight->is_unclear)
        o->context->host->diagnose(o->context->job, &told);
}

static void doubt_all(opening *o) {
    for (uint32_t i = 0; i < o->sights.count; i++) {
        doubt(o, FORM_AT(o->sights, const open_sight, i));
        tell_unclear(o, FORM_AT(o->sights, const open_sight, i));
    }
}

/* ------------------------------------------------------------------------- a definition of its own -- */

/* The definition as written, the one that is made, and where each head of the former begins in the latter. */
typedef struct making {
    const opening *o;
    const form_definition *written;
    form_definition *made;
    uint32_t version;
    uint32_t *begins; /* one a head, and one behind the last */
    uint32_t *heads;  /* of `made`: the head in `written` */
} making;

static uint32_t count_rows(const opening *o, uint32_t version, uint32_t head) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < o->rows.count; i++) {
        const open_row *row = FORM_AT(o->rows, const open_row, i);
        count += row->version == version && row->head == head;
    }
    return count;
}

static int place_heads(making *m) {
    uint32_t count = m->written->heads.count, at = 0;
    m->begins = form_room(m->o->context, (size_t)count + 1, sizeof *m->begins);
    for (uint32_t h = 0; m->begins != NULL && h < count; h++) {
        m->begins[h] = at;
        int is_open = (bind_head_at(m->written, h)->flags & FORM_OPEN) != 0;
        at += is_open ? count_rows(m->o, m->version, h) : 1;
    }
    if (m->begins == NULL)
        return 0;
    m->begins[count] = at;
    m->heads = form_room(m->o->context, (size_t)at + 1, sizeof *m->heads);
    return m->heads != NULL;
}

static form_head moved(const making *m, form_head head) {
    head.parent = head.parent == SHEAF_NONE ? SHEAF_NONE : m->begins[head.parent];
    head.end = m->begins[head.end];
    return head;
}

static int push_head(making *m, form_head head, uint32_t written) {
    form_head *room = form_push(m->o->context, &m->made->heads);
    if (room == NULL)
        return 0;
    *room = head;
    m->heads[m->made->heads.count - 1] = written;
    return 1;
}

/* The leaf of one row of an open head: it is named by its number and called by its label. */
static int push_leaf(making *m, const open_row *row, uint32_t nth) {
    const form_context *context = m->o->context;
    form_head head = moved(m, *bind_head_at(m->written, row->head));
    char number[16];
    const sheaf_str above = bind_head_at(m->made, head.parent)->path;
    const sheaf_str keys[] = {head.key,
                              {number, (size_t)snprintf(number, sizeof number, "%u", nth)}};
    const sheaf_str paths[] = {above, row->printed};
    form_label *label = form_push(context, &m->made->labels);
    head.key = form_join(context, keys, 2, SHEAF_STR("."));
    head.path = above.len > 0 ? form_join(context, paths, 2, SHEAF_STR("/")) : row->printed;
    if (label == NULL || head.key.ptr == NULL || head.path.ptr == NULL)
        return 0;
    *label = (form_label){row->printed, row->plain, FORM_PRINTED};
    head.labels = (form_span){m->made->labels.count - 1, 1};
    head.flags &= ~(uint32_t)FORM_OPEN;
    head.end = m->made->heads.count + 1;
    return push_head(m, head, row->head);
}

static int push_leaves(making *m, uint32_t head) {
    uint32_t nth = 0;
    for (uint32_t i = 0; i < m->o->rows.count; i++) {
        const open_row *row = FORM_AT(m->o->rows, const open_row, i);
        if (row->version == m->version && row->head == head && !push_leaf(m, row, ++nth))
            return 0;
    }
    return 1;
}

static int make_heads(making *m) {
    for (uint32_t h = 0; h < m->written->heads.count; h++) {
        const form_head *head = bind_head_at(m->written, h);
        int is_open = (head->flags & FORM_OPEN) != 0;
        if (is_open ? !push_leaves(m, h) : !push_head(m, moved(m, *head), h))
            return 0;
    }
    return 1;
}

static int make_block(making *m, const form_block *written) {
    form_file file = (*FORM_AT(m->written->chain, form_source *, 0))->file; /* for faults */
    form_block *block = form_push(m->o->context, &m->made->blocks);
    if (block == NULL)
        return 0;
    *block = *written;
    block->rows = m->begins[written->rows];
    block->columns = m->begins[written->columns];
    file.context = m->o->context;
    form_make_cells(&file, m->made, 0);
    return !file.failed;
}

static int make_tables(making *m) {
    for (uint32_t t = 0; t < m->written->tables.count; t++) {
        const form_table *written = FORM_AT(m->written->tables, const form_table, t);
        form_table *table = form_push(m->o->context, &m->made->tables);
        if (table == NULL)
            return 0;
        *table = *written;
        table->blocks.first = m->made->blocks.count;
        table->cells.first = m->made->cells.count;
        for (uint32_t b = 0; b < written->blocks.count; b++)
            if (!make_block(
                    m, FORM_AT(m->written->blocks, const form_block, written->blocks.first + b)))
                return 0;
        table->cells.count = m->made->cells.count - table->cells.first;
    }
    return 1;
}

static int copy_list(const form_context *context, const form_list *from, form_list *to) {
    *to = (form_list){.stride = from->stride};
    for (uint32_t i = 0; i < from->count; i++) {
        form_label *room = form_push(context, to);
        if (room == NULL)
            return 0;
        *room = *FORM_AT(*from, const form_label, i);
    }
    return 1;
}

static int make_definition(const opening *o, const form_definition *written, uint32_t version,
                           form_definition *made) {
    making m = {.o = o, .written = written, .made = made, .version = version};
    *made = *written;
    made->heads = FORM_LIST_OF(form_head);
    made->blocks = FORM_LIST_OF(form_block);
    made->tables = FORM_LIST_OF(form_table);
    made->cells = FORM_LIST_OF(form_cell);
    made->cell_index = NULL;
    if (!copy_list(o->context, &written->labels, &made->labels) || !place_heads(&m) ||
        !make_heads(&m) || !make_tables(&m))
        return 0;
    made->written = written;
    made->written_heads = m.heads;
    return 1;
}

/* ------------------------------------------------------------------------------------- the reading -- */

static uint32_t widest(const form_definition *definition) {
    uint32_t most = 1, count = 0;
    for (uint32_t i = 0; i < definition->cells.count; i++) {
        count = i > 0 && bind_cell_of(definition, i)->row == bind_cell_of(definition, i - 1)->row
                    ? count + 1
                    : 1;
        most = count > most ? count : most;
    }
    return most;
}

/* More rows than a definition may have cells for are not bound, and told. */
static void bound_rows(opening *o) {
    uint32_t most = MOST_ROWS;
    for (uint32_t i = 0; i < o->reading->versions.count; i++) {
        const form_definition *d =
            form_definition_at(o->reading->set, o->reading->versions.first + i);
        uint32_t fit = d->cells.count < MOST_CELLS ? MOST_CELLS / widest(d) : 0;
        most = fit < most ? fit : most;
    }
    if (o->rows.count < most)
        return;
    o->rows.count = most;
    const sheaf_diagnostic told = {
        .size = sizeof told,
        .severity = SHEAF_WARNING,
        .code = SHEAF_STR("form.rows.many"),
        .message = SHEAF_STR("more rows stand where the form has any number of them than can be "
                             "bound; the others are left out"),
        .incomplete = 1};
    o->context->host->diagnose(o->context->job, &told);
}

static int make_set(const opening *o, const form_reading *reading, form_set *set,
                    form_reading *out) {
    *set = (form_set){.definitions = FORM_LIST_OF(form_definition)};
    uint32_t count = reading->set->definitions.count, first = reading->versions.first;
    for (uint32_t i = 0; i < count; i++) {
        const form_definition *written = form_definition_at(reading->set, i);
        form_definition made = *written;
        int is_version = i >= first && i < first + reading->versions.count;
        if (is_version && has_open(written) && !make_definition(o, written, i - first, &made))
            return 0;
        form_definition *room = form_push(o->context, &set->definitions);
        if (room == NULL)
            return 0;
        *room = made;
    }
    out->set = set;
    for (uint32_t i = 0; i < count; i++)
        if (form_definition_at(reading->set, i) == reading->definition)
            out->definition = form_definition_at(set, i);
    return 1;
}

int bind_open_rows(const form_context *context, const form_reading *reading,
                   const form_report *report, form_set *set, form_reading *out) {
    *out = *reading;
    if (!any_open(reading))
        return 1;
    opening o = {context, reading, FORM_LIST_OF(open_row), FORM_LIST_OF(open_sight)};
    if (!look(&o, report))
        return 0;
    doubt_all(&o);
    bound_rows(&o);
    return make_set(&o, reading, set, out);
}
