/* Whether all labels of the columns stand before a stream in the order of the form: a header is printed line by line in one of a few
 * ways, and where the total stands above the others the rows must show by their sums that it is the last column. */
#include "bind/place/stream_rows.h"

/* Ways to print a header line by line. */
typedef enum header_way {
    AT_ITS_LEVEL, /* each label in the line of its level */
    AT_THE_BOTTOM,
    IN_EVERY_LINE, /* a column without parts again in each line below */
    GROUP_BY_GROUP,
    HEADER_WAYS
} header_way;

static int is_called(const bind_plan *plan, uint32_t head, sheaf_str text) {
    return form_has_label(plan->model->definition, head_at(plan, head)->labels, text);
}

static int is_column(const bind_plan *plan, sheaf_str text, uint32_t block) {
    for (uint32_t e = bind_find(plan->index, text); e != SHEAF_NONE;
         e = bind_next(plan->index, e)) {
        const bind_entry *entry = bind_entry_at(plan->index, e);
        if (entry->model == plan->model_index && entry->axis == BIND_COLUMN &&
            entry->block == block)
            return 1;
    }
    return 0;
}

/* Labels of columns, one after the other; the same one twice is one label over several columns. */
typedef struct header_reader {
    const bind_plan *plan;
    const bind_row *row;
    uint32_t block, at;
} header_reader;

static sheaf_str take_label(header_reader *h) {
    sheaf_str none = {NULL, 0}, taken = none;
    for (; h->at < h->row->cells.count; h->at++) {
        sheaf_str text = bind_cell_at(h->plan->sheet, h->row->cells.first + h->at)->plain.text;
        if (!is_column(h->plan, text, h->block))
            continue;
        if (taken.ptr != NULL && !form_same(taken, text))
            break;
        taken = text;
    }
    return taken;
}

static int stands_in(const form_head *head, uint32_t level, uint32_t depth, header_way way) {
    if ((head->flags & FORM_LEAF) == 0)
        return head->depth == level;
    return way == AT_THE_BOTTOM   ? level == depth
           : way == IN_EVERY_LINE ? head->depth <= level
                                  : head->depth == level;
}

static sheaf_str label_of(const bind_plan *plan, uint32_t head) {
    form_span labels = head_at(plan, head)->labels;
    return labels.count > 0
               ? FORM_AT(plan->model->definition->labels, const form_label, labels.first)
                     ->plain.text
               : SHEAF_STR("");
}

/* A group of columns of which each has a name that no other of the block has: they are known without the group's. */
static int is_needless(const header_reader *h, uint32_t group) {
    uint32_t root =
        FORM_AT(h->plan->model->definition->blocks, const form_block, h->block)->columns;
    uint32_t end = head_at(h->plan, root)->end;
    if ((head_at(h->plan, group)->flags & FORM_LEAF) != 0)
        return 0;
    for (uint32_t i = group + 1; i < head_at(h->plan, group)->end; i++)
        for (uint32_t k = root + 1; k < end; k++)
            if (i != k && form_same(label_of(h->plan, i), label_of(h->plan, k)))
                return 0;
    return 1;
}

/* The next label names the head; where it does not, a group that nobody needs is left out. */
static int take_head(header_reader *h, uint32_t head) {
    uint32_t at = h->at;
    sheaf_str label = take_label(h);
    if (label.ptr != NULL && is_called(h->plan, head, label))
        return 1;
    h->at = at;
    return is_needless(h, head);
}

/* `top` is a column that was printed before all others; SHEAF_NONE. */
static int is_header(header_reader h, header_way way, uint32_t top) {
    uint32_t root = FORM_AT(h.plan->model->definition->blocks, const form_block, h.block)->columns;
    uint32_t end = head_at(h.plan, root)->end, depth = 0;
    for (uint32_t i = root + 1; i < end; i++)
        depth = head_at(h.plan, i)->depth > depth ? head_at(h.plan, i)->depth : depth;
    for (uint32_t level = 1; level <= (way == GROUP_BY_GROUP ? 1 : depth); level++)
        for (uint32_t i = root + 1; i < end; i++) {
            const form_head *head = head_at(h.plan, i);
            int is_here = way == GROUP_BY_GROUP || stands_in(head, level, depth, way);
            if (!is_here || head->labels.count == 0 || (i == top && way != IN_EVERY_LINE))
                continue;
            if (!take_head(&h, i))
                return 0;
        }
    return take_label(&h).ptr == NULL;
}

/* Where the last column stands in the line of the title, no other stands below the line of its own level. */
static int is_any_header(header_reader h, uint32_t top) {
    for (header_way way = AT_ITS_LEVEL; way < HEADER_WAYS; way++) {
        int is_elsewhere = way == AT_THE_BOTTOM && top != SHEAF_NONE;
        if (!is_elsewhere && is_header(h, way, top))
            return 1;
    }
    return 0;
}

/* The last column, a total say, where its label is printed as high as the title: then it comes before all others. */
static uint32_t column_on_top(header_reader *h) {
    uint32_t root =
        FORM_AT(h->plan->model->definition->blocks, const form_block, h->block)->columns;
    uint32_t last = head_at(h->plan, root)->end - 1;
    sheaf_str label = take_label(h);
    return last > root + 1 && head_at(h->plan, last)->depth == 1 && label.ptr != NULL &&
                   is_called(h->plan, last, label)
               ? last
               : SHEAF_NONE;
}

typedef enum row_sum { SUM_UNTOLD, SUM_BROKEN, SUM_TELLING } row_sum;

/* A sum of many values that are not 0 holds in no other order of the columns. */
static row_sum weigh_row(const row_reader *s, const bind_row *row) {
    enum { MANY = 4 };
    bind_slot slots[BIND_WIDEST];
    uint32_t full = 0;
    for (uint32_t i = 0; i < s->of.identities->slots; i++) {
        slots[i] = bind_slot_of(s->of.plan->sheet, row->cells.first + row->labels + i);
        if (slots[i].state != BIND_VALUE)
            return SUM_UNTOLD;
        full += slots[i].value.digits != 0;
    }
    if (!bind_holds(s->of.identities, slots, 1))
        return SUM_BROKEN;
    return full >= MANY ? SUM_TELLING : SUM_UNTOLD;
}

/* Labels that do not tell where the last column stands: its sums do. */
static int is_order_proved(const row_reader *s) {
    enum { ENOUGH = 3 };
    uint32_t telling = 0, broken = 0;
    for (uint32_t r = 0; r < s->of.plan->sheet->rows.count && s->of.identities->covers; r++) {
        const bind_row *row = bind_row_at(s->of.plan->sheet, r);
        if (row->target == SHEAF_NONE ||
            bind_target_at(s->of.plan, row->target)->block != s->of.columns->block ||
            row->values != s->of.identities->slots)
            continue;
        row_sum sum = weigh_row(s, row);
        telling += sum == SUM_TELLING;
        broken += sum == SUM_BROKEN;
    }
    return telling >= ENOUGH && telling > broken;
}

/* All labels of the block's columns stand in the order of the form right before its first row. */
static int find_header(const row_reader *s) {
    const bind_sheet *sheet = s->of.plan->sheet;
    uint32_t block = s->of.columns->block, r = 0;
    while (r < sheet->rows.count &&
           (bind_row_at(sheet, r)->target == SHEAF_NONE ||
            bind_target_at(s->of.plan, bind_row_at(sheet, r)->target)->block != block))
        r++;
    if (r == 0 || r == sheet->rows.count ||
        (bind_row_at(sheet, r - 1)->told & BIND_TOLD_HEADER) == 0)
        return 0;
    header_reader h = {s->of.plan, bind_row_at(sheet, r - 1), block, 0};
    if (is_any_header(h, SHEAF_NONE))
        return 1;
    uint32_t top = column_on_top(&h);
    return top != SHEAF_NONE && is_any_header(h, top) && is_order_proved(s);
}

int stream_is_headed(const row_reader *s) {
    bind_sheet *sheet = s->of.plan->sheet;
    if (sheet->headed != s->of.columns->block + 1) {
        sheet->headed = s->of.columns->block + 1;
        sheet->is_headed = (uint32_t)find_header(s);
    }
    return (int)sheet->is_headed;
}
