/* Labels that a narrow cell cut off: `2.申请人逾期未按收费通知`. One that is the beginning of a row's label, and of no other row's, can be
 * nothing else where it is long enough, and the number before it is that row's; how much is gone does not matter then. */
#include "bind/flat/flat.h"

enum { LETTER = 3, NUMBERED = 5 * LETTER, BARE = 7 * LETTER }; /* bytes */

/* Where words are written with letters, the few that so many bytes hold may be all that a row of the report's own is called
 * (`Emergency visits in the year` and no `refused for lack of staff`): most of the label has to be there. */
static int is_enough(sheaf_str label, sheaf_str text) {
    return ((unsigned char)text.ptr[text.len - 1] & 0x80u) != 0 || text.len * 4 >= label.len * 3;
}

int bind_is_cut(const bind_entry *entry, const form_plain *label) {
    return !entry->is_bare && entry->kind != FORM_ALIAS &&
           label->text.len >= (label->number > 0 ? NUMBERED : BARE) &&
           is_enough(entry->plain.text, label->text) && entry->plain.text.len > label->text.len &&
           form_begins(entry->plain.text, label->text);
}

const bind_entry *bind_find_cut(const bind_plan *plan, const form_plain *label) {
    const bind_entry *found = NULL;
    form_span own = plan->model->entries;
    for (uint32_t i = own.first; i < own.first + own.count; i++) {
        const bind_entry *entry = bind_entry_at(plan->index, i);
        if (entry->axis != BIND_ROW || !bind_is_cut(entry, label))
            continue;
        if (found != NULL && found->head != entry->head)
            return NULL;
        found = found == NULL ? entry : found;
    }
    int is_other = found != NULL && label->number > 0 && found->plain.number != label->number;
    return is_other ? NULL : found;
}
