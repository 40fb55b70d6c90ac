/* The repairs that a row or a column label needed, each with a sentence that names what decided. */
#include "bind/book/book.h"

#include "rule/rule.h"

/* ------------------------------------------------------------------------------- sentences -- */

static sheaf_str number_text(const form_context *context, uint32_t number) {
    char digits[10];
    uint32_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + number % 10);
    while ((number /= 10) != 0);
    const sheaf_str text = {digits + at, sizeof digits - at};
    return form_join(context, &text, 1, SHEAF_STR(""));
}

/* `%` in a sentence stands for the next part. */
static sheaf_str sentence(const form_context *context, sheaf_str text, const sheaf_str *parts) {
    sheaf_str pieces[16];
    uint32_t count = 0;
    size_t from = 0;
    for (size_t i = 0; i <= text.len && count + 2 < 16; i++) {
        if (i < text.len && text.ptr[i] != '%')
            continue;
        pieces[count++] = (sheaf_str){text.ptr + from, i - from};
        if (i < text.len)
            pieces[count++] = *parts++;
        from = i + 1;
    }
    return form_join(context, pieces, count, SHEAF_STR(""));
}

static sheaf_str label_text(const form_definition *definition, uint32_t head) {
    form_span labels = bind_head_at(definition, head)->labels;
    return labels.count > 0 ? FORM_AT(definition->labels, const form_label, labels.first)->text
                            : SHEAF_STR("");
}

/* ------------------------------------------------------------------------------- labels -- */

typedef struct reason {
    uint32_t how;
    const char *kind;
    uint32_t confidence;
    sheaf_str evidence; /* the first % is the printed label, the second the form's */
} reason;

static const reason reasons[] = {
    {BIND_BY_ALIAS,
     "label_alias",
     9900,
     {"“%” is listed as another name of “%”", sizeof "“%” is listed as another name of “%”" - 1}},
    {BIND_BY_NEAR,
     "label_fuzzy",
     8500,
     {"“%” is near to “%” and clearly nearer than to any other label",
      sizeof "“%” is near to “%” and clearly nearer than to any other label" - 1}},
    {BIND_BY_SPLIT,
     "label_split",
     9900,
     {"“%” is the rest of “%”, whose beginning stands in the cell before it",
      sizeof "“%” is the rest of “%”, whose beginning stands in the cell before it" - 1}},
    {BIND_BY_MOVE,
     "row_moved",
     9500,
     {"“%” stands out of the order of the form, but only “%” is called so",
      sizeof "“%” stands out of the order of the form, but only “%” is called so" - 1}},
    {BIND_BY_CUT,
     "label_fuzzy",
     8500,
     {"“%” is the beginning of “%”, and of no other label",
      sizeof "“%” is the beginning of “%”, and of no other label" - 1}},
};

/* Of a column's label. */
static const reason parted = {
    BIND_BY_SPLIT,
    "label_split",
    9900,
    {"“%” is the beginning of “%”, which goes on in the cell below",
     sizeof "“%” is the beginning of “%”, which goes on in the cell below" - 1}};

static const reason borne = {
    BIND_BY_SUMS,
    "label_fuzzy",
    8500,
    {"“%” stands where “%” belongs, and the rows add up with what stands below it",
     sizeof "“%” stands where “%” belongs, and the rows add up with what stands below it" - 1}};

static int add_label(bind_book *book, const reason *why, const bind_cell *printed, uint32_t head,
                     sheaf_str pattern) {
    const sheaf_str parts[] = {printed->text, label_text(book->model->definition, head)};
    const bind_repair repair = {.kind = why->kind,
                                .pattern = pattern,
                                .before = parts[0],
                                .after = parts[1],
                                .evidence = sentence(book->context, why->evidence, parts),
                                .node = printed->node,
                                .confidence = why->confidence};
    return pattern.ptr != NULL && repair.evidence.ptr != NULL &&
           bind_add_repair(book, &repair) != SHEAF_NONE;
}

/* ------------------------------------------------------------------------------- values -- */

typedef struct reading_text {
    const char *kind;
    const char *plain, *proved; /* %: how many values, how many columns */
    uint32_t confidence;
} reading_text;

static const reading_text readings[] = {
    [BIND_SHIFTED] =
        {"cell_shift",
         "% values for % columns, and blanks where no cell of the whole table says anything", NULL,
         9900},
    [BIND_GAP] = {"value_gap",
                  "% values for % columns: only what no other possible reading contradicts is "
                  "taken where it stands",
                  NULL, 9000},
    [BIND_EXTRA] = {"extra_value",
                    "% values for % columns: only what all readings agree on is taken",
                    "% values for % columns: one reading alone satisfies the sums of the row",
                    9500},
    [BIND_HEADED] =
        {"extra_value",
         "% values for % columns: each stands below a label, and those below labels that "
         "are none of the form's are left out",
         NULL, 9900},
    [BIND_JOINED] = {"digits_joined",
                     "% values for % columns, some of them in pieces that nothing joins",
                     "% values for % columns, some of them in pieces: one reading alone satisfies "
                     "the sums of the row",
                     9500},
    [BIND_MAPPED] = {"column_moved",
                     "% values for % columns in another order than the form's: each belongs to the "
                     "label above it",
                     NULL, 9900},
    [BIND_TOLD] = {"cell_split",
                   "% values for % columns in text without a table: the labels of the form tell "
                   "its cells",
                   "% values for % columns in text without a table: the labels of the form tell "
                   "its cells, and the sums of the row hold",
                   9500},
};

static size_t length_of(const char *text) {
    size_t length = 0;
    while (text[length] != '\0')
        length++;
    return length;
}

/* The cells of the row as printed, or the values as they were taken. */
static sheaf_str printed_row(const bind_book *book, const bind_sheet *sheet, const bind_row *row) {
    enum { MOST = 32 };
    sheaf_str texts[MOST];
    uint32_t count = 0;
    for (uint32_t i = row->labels; i < row->cells.count && count < MOST; i++)
        texts[count++] = bind_cell_at(sheet, row->cells.first + i)->text;
    return form_join(book->context, texts, count, SHEAF_STR(" | "));
}

/* What was taken of a cell: its text, but where its digits were apart the number that they are. Digits of other cells have
 * a record of their own. */
static sheaf_str taken_text(const form_context *context, const bind_sheet *sheet,
                            const bind_slot *slot) {
    bind_number number;
    if (slot->state == BIND_OPEN)
        return SHEAF_STR("?");
    if (slot->cell == SHEAF_NONE)
        return SHEAF_STR("");
    sheaf_str text = bind_cell_at(sheet, slot->cell)->text;
    int is_whole =
        slot->state != BIND_VALUE || slot->raw.len > 0 ||
        (bind_read_number(bind_trim(text), &number) && bind_same_number(number.value, slot->value));
    return is_whole ? text : rule_print(context, slot->value);
}

static sheaf_str placed_row(const bind_book *book, const bind_sheet *sheet,
                            const bind_places *places) {
    sheaf_str texts[BIND_WIDEST];
    uint32_t count = 0;
    for (; count < places->count && count < BIND_WIDEST; count++)
        texts[count] = taken_text(book->context, sheet, &places->slots[count]);
    return form_join(book->context, texts, count, SHEAF_STR(" | "));
}

static int add_reading(bind_book *book, const bind_plan *plan, const bind_places *places,
                       const bind_row *row, sheaf_str pattern) {
    const reading_text *text = &readings[places->reading];
    const char *said = places->is_proved && text->proved != NULL ? text->proved : text->plain;
    const sheaf_str parts[] = {number_text(book->context, places->printed),
                               number_text(book->context, places->count)};
    bind_repair repair = {.kind = text->kind,
                          .pattern = pattern,
                          .before = printed_row(book, plan->sheet, row),
                          .after = placed_row(book, plan->sheet, places),
                          .node = bind_cell_at(plan->sheet, row->cells.first)->node,
                          .confidence = text->confidence};
    if (parts[0].ptr == NULL || parts[1].ptr == NULL || repair.before.ptr == NULL ||
        repair.after.ptr == NULL)
        return 0;
    repair.evidence = sentence(book->context, (sheaf_str){said, length_of(said)}, parts);
    return repair.evidence.ptr != NULL && bind_add_repair(book, &repair) != SHEAF_NONE;
}

/* ------------------------------------------------------------------------------- rows -- */

static int add_counted(bind_book *book, const bind_plan *plan, const bind_row *row,
                       sheaf_str pattern) {
    const bind_target *target = bind_target_at(plan, row->target);
    const bind_repair repair = {
        .kind = "row_unlabelled",
        .pattern = pattern,
        .before = SHEAF_STR(""),
        .after = label_text(plan->model->definition, target->head),
        .evidence = SHEAF_STR(
            "the rows without label are as many as the rows of the form between the labelled ones"),
        .node = bind_cell_at(plan->sheet, row->cells.first)->node,
        .confidence = 9000};
    return bind_add_repair(book, &repair) != SHEAF_NONE;
}

static int add_variant(bind_book *book, const bind_plan *plan, const bind_row *row,
                       sheaf_str pattern) {
    const bind_target *target = bind_target_at(plan, row->target);
    const bind_repair repair = {.kind = "variant_chosen",
                                .pattern = pattern,
                                .before = SHEAF_STR(""),
                                .after = label_text(plan->model->definition, target->head),
                                .evidence = SHEAF_STR("the report prints the group as one row"),
                                .node = bind_cell_at(plan->sheet, row->cells.first)->node,
                                .confidence = 9900};
    return bind_add_repair(book, &repair) != SHEAF_NONE;
}

int bind_state_row(bind_book *book, const bind_plan *plan, const bind_places *places, uint32_t r) {
    const bind_row *row = bind_row_at(plan->sheet, r);
    uint32_t head = bind_target_at(plan, row->target)->head;
    sheaf_str pattern = bind_row_pattern(book, head);
    if (pattern.ptr == NULL)
        return 0;
    uint32_t how = (row->how & BIND_BY_CUT) != 0 ? row->how & ~(uint32_t)BIND_BY_NEAR : row->how;
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if ((how & reasons[i].how) != 0 && row->label != SHEAF_NONE &&
            !add_label(book, &reasons[i], bind_cell_at(plan->sheet, row->label), head, pattern))
            return 0;
    if ((row->how & BIND_BY_COUNT) != 0 && !add_counted(book, plan, row, pattern))
        return 0;
    if ((bind_head_at(plan->model->definition, head)->flags & FORM_LEAF) == 0 &&
        !add_variant(book, plan, row, pattern))
        return 0;
    return places->reading == BIND_PLAIN || add_reading(book, plan, places, row, pattern);
}

int bind_state_wrap(bind_book *book, const bind_plan *plan, const bind_wrap *wrap, uint32_t cell,
                    sheaf_str after) {
    sheaf_str texts[BIND_PARTS];
    bind_repair repair = {
        .kind = "digits_joined",
        .pattern = bind_cell_of(book->model->definition, cell)->key,
        .after = after,
        .evidence = SHEAF_STR("digits stand alone in the lines beside it: joined, and only so, "
                              "they satisfy the sums of the row"),
        .node = bind_cell_at(plan->sheet, wrap->parts[0])->node,
        .confidence = 9500,
        .part_count = wrap->count};
    for (uint32_t i = 0; i < wrap->count; i++) {
        repair.parts[i] = bind_cell_at(plan->sheet, wrap->parts[i])->node;
        texts[i] = bind_cell_at(plan->sheet, wrap->parts[i])->text;
    }
    repair.before = form_join(book->context, texts, wrap->count, SHEAF_STR("\n"));
    return repair.before.ptr != NULL && bind_add_repair(book, &repair) != SHEAF_NONE;
}

int bind_state_label(bind_book *book, const bind_plan *plan, const bind_column_label *label) {
    const reason *why = label->how == BIND_BY_SPLIT ? &parted
                        : label->how == BIND_BY_SUMS
                            ? &borne
                            : &reasons[label->how == BIND_BY_ALIAS ? 0 : 1];
    return add_label(book, why, bind_cell_at(plan->sheet, label->cell), label->head,
                     bind_column_pattern(book, label->head));
}

uint32_t bind_state_unmarked(bind_book *book, uint32_t cell, const bind_cell *printed) {
    const bind_repair repair = {
        .kind = "markup_removed",
        .pattern = bind_cell_of(book->model->definition, cell)->key,
        .before = printed->marked,
        .after = printed->text,
        .evidence = SHEAF_STR("marks of emphasis and references to characters are how the number "
                              "is written, and no part of it"),
        .node = printed->node,
        .confidence = 9900};
    return bind_add_repair(book, &repair);
}
