/* Heads of the report's own: words of a header that are no piece of any label which the block could have there, and near to none. What
 * stands below them is no value of the form. Where one is printed, a head of the form that is not there was lost, and another
 * column may have taken its place. */
#include "bind/column/column.h"
#include "bind/column/header.h"

enum { SHORTEST = 6 }; /* bytes: two ideographs */

static const form_block *block_of(const header *h) {
    return FORM_AT(h->plan->model->definition->blocks, const form_block, h->out->block);
}

static const form_label *label_at(const header *h, uint32_t i) {
    return FORM_AT(h->plan->model->definition->labels, const form_label, i);
}

/* The words are a piece of one of the labels, or nearly one. */
static int is_of_labels(const header *h, form_span labels, sheaf_str words) {
    for (uint32_t i = labels.first; i < labels.first + labels.count; i++) {
        sheaf_str own = label_at(h, i)->plain.text;
        if (form_holds(own, words) || form_distance(words, own, FORM_NEAR) <= FORM_NEAR)
            return 1;
    }
    return 0;
}

/* Of a label of the block's columns, or of what stands in the corner. */
static int is_of_columns(const header *h, sheaf_str words) {
    const form_definition *definition = h->plan->model->definition;
    const form_block *block = block_of(h);
    for (uint32_t head = block->columns + 1; head < bind_head_at(definition, block->columns)->end;
         head++)
        if (is_of_labels(h, bind_head_at(definition, head)->labels, words))
            return 1;
    return is_of_labels(h, block->stubs, words);
}

/* Or of what stands above them all. */
static int is_of_header(const header *h, sheaf_str words) {
    return is_of_columns(h, words) || is_of_labels(h, block_of(h)->labels, words) ||
           is_of_labels(h, bind_table_of(h->plan->model)->titles, words);
}

/* Some word of the cell is none of the form's. */
static int is_own(const header *h, const bind_cell *cell) {
    sheaf_str rest = cell->text;
    const form_definition *definition = h->plan->model->definition;
    if (bind_states_units(&definition->captions, cell->text) ||
        bind_begins_mark(definition, cell->text))
        return 0;
    for (sheaf_str word = bind_take_word(&rest); word.len > 0; word = bind_take_word(&rest)) {
        sheaf_str plain = form_plain_label(h->plan->context, word).text;
        if (plain.len >= SHORTEST && !is_of_header(h, plain))
            return 1;
    }
    return 0;
}

/* Words stand below it in its column. */
static int is_above_words(const header *h, const bind_cell *cell) {
    for (uint32_t r = h->end; r-- > h->first;) {
        form_span cells = bind_row_at(h->plan->sheet, r)->cells;
        for (uint32_t i = cells.first; i < cells.first + cells.count; i++) {
            const bind_cell *other = bind_cell_at(h->plan->sheet, i);
            if (other == cell)
                return 0;
            if (other->kind != BIND_BLANK && bind_shares_column(other, cell))
                return 1;
        }
    }
    return 0;
}

/* A group of columns has no head that anybody can read. */
static int lacks_group(const header *h) {
    const form_definition *definition = h->plan->model->definition;
    uint32_t root = block_of(h)->columns;
    for (uint32_t head = root + 1; head < bind_head_at(definition, root)->end; head++)
        if ((bind_head_at(definition, head)->flags & FORM_LEAF) == 0 && h->found[head] == 0)
            return 1;
    return 0;
}

/* The words may be a group's head, garbled: in a text that kept its cells one stands above others. */
static int may_be_group(const header *h, const bind_cell *cell) {
    if (h->plan->sheet->is_aligned)
        return 0;
    return h->out->is_gridded ? is_above_words(h, cell) : lacks_group(h);
}

/* A title of the columns right of a blank corner, or beside other heads: one alone in front is a caption. */
static int is_title_of_columns(const header *h, const bind_row *row, const bind_cell *cell) {
    uint32_t filled = 0;
    if (!form_has_label(h->plan->model->definition, bind_table_of(h->plan->model)->titles,
                        cell->plain.text))
        return 0;
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++)
        filled += bind_cell_at(h->plan->sheet, i)->kind != BIND_BLANK;
    return cell->column > 0 || filled > 1;
}

/* The first row of the header that says what a column holds, whole or in pieces: what stands above is a caption. */
static uint32_t first_of_heads(const header *h) {
    for (uint32_t r = header_below_values(h); r < h->end; r++) {
        const bind_row *row = bind_row_at(h->plan->sheet, r);
        for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
            const bind_cell *cell = bind_cell_at(h->plan->sheet, i);
            if (cell->plain.text.len >= SHORTEST &&
                (is_of_columns(h, cell->plain.text) || is_title_of_columns(h, row, cell)))
                return r;
        }
    }
    return h->end;
}

static form_span labels_of(const header *h, uint32_t leaf) {
    return bind_head_at(h->plan->model->definition, bind_column_at(h->out, leaf)->head)->labels;
}

/* In aligned text, where pieces of a label may lie in any line: it is printed nowhere. */
static int is_nowhere(const header *h, sheaf_str label) {
    for (uint32_t r = h->out->heads.first; r < h->end; r++) {
        form_span cells = bind_row_at(h->plan->sheet, r)->cells;
        for (uint32_t i = cells.first; i < cells.first + cells.count; i++) {
            sheaf_str text = bind_cell_at(h->plan->sheet, i)->plain.text;
            if (text.len > 0 && (form_holds(label, text) || form_holds(text, label)))
                return 0;
        }
    }
    return 1;
}

static int lacks_pieces(const header *h) {
    for (uint32_t i = 0; i < h->out->leaves.count; i++) {
        form_span own = labels_of(h, i);
        if (own.count > 0 && is_nowhere(h, label_at(h, own.first)->plain.text))
            return 1;
    }
    return 0;
}

enum { MOST_LEAVES = 64 };

/* How many columns have a label, how often it is printed, and an alias of it; kept at the first of them. */
typedef struct tally {
    uint32_t columns, printed, aliases;
} tally;

/* That of the columns which the text names; NULL: it names none. *is_alias 1: by a name that is not the form's. */
static tally *tally_of(const header *h, tally *counts, sheaf_str text, uint32_t *is_alias) {
    const bind_entry *entry = leaf_entry(h, text);
    uint32_t at = entry != NULL ? entry->head - block_of(h)->columns : MOST_LEAVES;
    *is_alias = entry != NULL && entry->kind == FORM_ALIAS;
    return at < MOST_LEAVES ? &counts[at] : NULL;
}

static void count_labels(const header *h, tally *counts) {
    uint32_t is_alias;
    for (uint32_t i = 0; i < h->out->leaves.count; i++) {
        form_span own = labels_of(h, i);
        tally *of = own.count > 0
                        ? tally_of(h, counts, label_at(h, own.first)->plain.text, &is_alias)
                        : NULL;
        if (of != NULL)
            of->columns++;
    }
    for (uint32_t r = h->out->heads.first; r < h->end; r++) {
        form_span cells = bind_row_at(h->plan->sheet, r)->cells;
        for (uint32_t i = cells.first; i < cells.first + cells.count; i++) {
            tally *of = tally_of(h, counts, bind_cell_at(h->plan->sheet, i)->plain.text, &is_alias);
            if (of != NULL)
                ++*(is_alias ? &of->aliases : &of->printed);
        }
    }
}

/* A label is printed less often than the form has columns of that name, and another one more often, or one of the report's own. An alias
 * beside the form's own name (`合计` beside `总计`) may be that, too. */
static int lacks_label(const header *h, const tally *counts) {
    uint32_t lacks = 0, exceeds = h->out->own_heads.count;
    if (h->plan->sheet->is_aligned)
        return exceeds > 0 && lacks_pieces(h);
    for (uint32_t i = 0; i < MOST_LEAVES; i++) {
        const tally *of = &counts[i];
        uint32_t printed = of->printed > 0 ? of->printed : of->aliases;
        lacks += printed < of->columns;
        exceeds += printed > of->columns || (of->printed > 0 && of->aliases > 0);
    }
    return lacks > 0 && exceeds > 0;
}

/* A label is that of several columns, so that it tells none of them. */
static int has_same_labels(const header *h) {
    for (uint32_t i = 0; i < h->out->leaves.count; i++)
        if (bind_column_at(h->out, i)->place != SHEAF_NONE)
            return 0;
    return h->out->leaves.count > 1;
}

/* An alias of a label that is printed for each of its columns: a sum of the report's own. */
static int list_surplus(const header *h, tally *counts) {
    for (uint32_t r = h->out->heads.first; r < h->end; r++) {
        form_span cells = bind_row_at(h->plan->sheet, r)->cells;
        for (uint32_t i = cells.first; i < cells.first + cells.count; i++) {
            uint32_t is_alias;
            const tally *of =
                tally_of(h, counts, bind_cell_at(h->plan->sheet, i)->plain.text, &is_alias);
            if (of == NULL || !is_alias || of->printed < of->columns)
                continue;
            uint32_t *room = form_push(h->plan->context, &h->out->own_heads);
            if (room == NULL)
                return 0;
            *room = i;
        }
    }
    return 1;
}

/* A label of several columns is printed, and not for each of them. */
static int lacks_heads(const tally *counts) {
    uint32_t columns = 0, printed = 0;
    for (uint32_t i = 0; i < MOST_LEAVES; i++) {
        const tally *of = &counts[i];
        uint32_t own = of->printed > of->aliases ? of->printed : of->aliases;
        columns += of->columns;
        printed += own < of->columns ? own : of->columns;
    }
    return printed > 0 && printed < columns;
}

/* What the labels themselves say. 0: latched. */
static int judge_labels(const header *h) {
    tally counts[MOST_LEAVES] = {{0}};
    count_labels(h, counts);
    if (has_same_labels(h) && !list_surplus(h, counts))
        return 0;
    h->out->lacks_label = (uint32_t)lacks_label(h, counts);
    h->out->lacks_heads = (uint32_t)(has_same_labels(h) && lacks_heads(counts));
    return 1;
}

int header_list_own(const header *h) {
    bind_columns *out = h->out;
    int is_told = out->strangers.count == 0 && (h->plan->sheet->is_certain || !has_same_labels(h));
    uint32_t first = is_told ? h->end : first_of_heads(h);
    for (uint32_t i = 0; i < out->strangers.count && first < h->end; i++) {
        uint32_t at = *FORM_AT(out->strangers, const uint32_t, i);
        if (at < bind_row_at(h->plan->sheet, first)->cells.first ||
            !is_own(h, bind_cell_at(h->plan->sheet, at)) ||
            may_be_group(h, bind_cell_at(h->plan->sheet, at)))
            continue;
        uint32_t *room = form_push(h->plan->context, &out->own_heads);
        if (room == NULL)
            return 0;
        *room = at;
    }
    out->heads = (form_span){first, h->end - first};
    return h->plan->sheet->is_certain || first == h->end || judge_labels(h);
}
