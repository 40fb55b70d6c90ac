/* What a stream shows of numbers that were lost from it or added to it: rows that are gone, rows with more or fewer numbers than
 * columns, words between them, numbers that may be those of pages. */
#include "bind/place/stream_rows.h"

/* Blanks left no trace in the row, and counted as 0 they can stand so that its sums hold. */
static int has_blanks_only(const row_reader *s, const bind_row *row) {
    enum { MOST = 12 };
    uint32_t width = s->of.identities->slots, values = row->cells.count - row->labels;
    for (uint32_t mask = 0; width <= MOST && mask < 1u << width; mask++) {
        bind_slot slots[BIND_WIDEST];
        uint32_t taken = 0;
        for (uint32_t i = 0; i < width; i++) {
            slots[i] = (bind_slot){.state = BIND_EMPTY, .cell = SHEAF_NONE, .unit = SHEAF_STR("")};
            if ((mask >> i & 1u) != 0 && taken++ < values)
                slots[i] =
                    bind_slot_of(s->of.plan->sheet, row->cells.first + row->labels + taken - 1);
            if (slots[i].state == BIND_TEXT)
                slots[i].state = BIND_EMPTY;
        }
        if (taken == values && bind_holds(s->of.identities, slots, 1))
            return 1;
    }
    return 0;
}

/* A row of the form is not there, nor the group whose row it is, nor a row of its own. */
static int has_lost_row(const bind_plan *plan) {
    for (uint32_t t = 0; t < plan->targets.count; t++) {
        const bind_target *target = bind_target_at(plan, t);
        const form_head *head = head_at(plan, target->head);
        int is_there = target->row != SHEAF_NONE || (head->flags & FORM_LEAF) == 0;
        for (uint32_t k = 0; k < t && !is_there; k++)
            is_there = bind_target_at(plan, k)->row != SHEAF_NONE &&
                       target->head < head_at(plan, bind_target_at(plan, k)->head)->end;
        if (!is_there)
            return 1;
    }
    return 0;
}

/* One value too many, as the one before it: a wide cell, printed in each of its columns. */
static int is_last_again(const row_reader *s, const bind_row *row, uint32_t width) {
    uint32_t end = row->cells.first + row->cells.count;
    return width > 0 && row->values == width + 1 &&
           form_same(bind_cell_at(s->of.plan->sheet, end - 1)->text,
                     bind_cell_at(s->of.plan->sheet, end - 2)->text);
}

/* ------------------------------------------------------------------------------- pages -- */

/* Digits and nothing else at the beginning or end of the document, or beside a sentence. */
static int is_number_of_page(const bind_plan *plan, uint32_t n) {
    static const sheaf_str stop = {"。", sizeof "。" - 1};
    uint32_t count = plan->context->document->nodes.count;
    if (!bind_is_piece(bind_trim(form_node_at(plan->context->document, n)->text)))
        return 0;
    return n <= 1 || n + 1 == count ||
           form_holds(form_node_at(plan->context->document, n - 1)->text, stop) ||
           form_holds(form_node_at(plan->context->document, n + 1)->text, stop);
}

enum { PAGE = 100, ROWS = 15 }; /* lines of a page at most; rows that are alike at least */

int bind_is_unpaged(const bind_sheet *sheet) {
    uint32_t most = 0, alike = 0, lone = 0;
    for (uint32_t r = 0; r < sheet->rows.count && sheet->is_stream; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        alike = row->values > most ? 0 : alike;
        most = row->values > most ? row->values : most;
        alike += row->values == most;
        for (uint32_t i = row->labels; i < row->cells.count; i++)
            lone += bind_cell_at(sheet, row->cells.first + i)->is_lone;
    }
    return alike >= ROWS && lone >= PAGE;
}

static int shows_pages(const bind_plan *plan) {
    if (!plan->is_unpaged)
        return 1;
    for (uint32_t n = 0; n < plan->context->document->nodes.count; n++)
        if ((form_node_at(plan->context->document, n)->flags &
             (SHEAF_FURNITURE | SHEAF_BREAK_BEFORE)) != 0 ||
            is_number_of_page(plan, n))
            return 1;
    return 0;
}

uint32_t stream_signs_of(const row_reader *s) {
    bind_sheet *sheet = s->of.plan->sheet;
    if ((sheet->signs & BIND_SIGN_SEEN) != 0)
        return sheet->signs;
    sheet->signs |= BIND_SIGN_SEEN | (has_lost_row(s->of.plan) ? BIND_SIGN_LOST : 0) |
                    (shows_pages(s->of.plan) ? BIND_SIGN_PAGES : 0);
    for (uint32_t r = 0, values = 0; r < sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        uint32_t width =
            row->target != SHEAF_NONE ? bind_width_of_target(s->of.plan, row->target) : 0;
        int is_first = r < 2 || (values == 0 && (row->told & BIND_TOLD_NEARLY) != 0);
        int has_stranger = !is_first && !stream_is_clean(row);
        values += row->values;
        int has_more = row->values > width && !is_last_again(s, row, width);
        sheet->signs |= has_more || has_stranger ? BIND_SIGN_MORE : 0;
        sheet->signs |= row->values < width ? BIND_SIGN_FEWER : 0;
        if (row->values < width && s->of.identities->covers)
            sheet->signs |= has_blanks_only(s, row) ? BIND_SIGN_BLANK : BIND_SIGN_LOST;
    }
    return sheet->signs;
}

/* A number of up to that many pages may be a page number where nothing stands beside it. */
int stream_may_be_page(const bind_cell *cell, int64_t pages) {
    return cell->kind == BIND_NUMBER && cell->is_lone && cell->number.value.scale == 0 &&
           cell->number.unit.len == 0 && cell->number.value.digits > 0 &&
           cell->number.value.digits <= pages;
}

uint32_t stream_count_pages(const row_reader *s, int64_t pages) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < s->values; i++)
        count += (uint32_t)stream_may_be_page(value_at(s, i), pages);
    return count;
}
