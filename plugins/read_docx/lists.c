/* Lists that are open, from the outermost on. Word has no lists, only paragraphs with a level: one list is what follows
 * each other with the same definition at one level, and a deeper level is a list in the item above it. */
#include "walk.h"

static docx_list_level *innermost(docx_walk *w) {
    return w->lists.count > w->list_base
               ? DOCX_VEC_AT(&w->lists, docx_list_level, w->lists.count - 1)
               : NULL;
}

static void end_innermost(docx_walk *w) {
    docx_tape_close(w->tape); /* item */
    docx_tape_close(w->tape); /* list */
    w->lists.count--;
}

static int goes_on(const docx_list_level *open, const docx_numeral *numeral) {
    return open->level == (int64_t)numeral->level && open->list == numeral->list &&
           open->is_ordered == (numeral->mark == DOCX_MARK_NUMBER);
}

static void begin_list(docx_walk *w, const docx_numeral *numeral) {
    docx_list_level *level = docx_vec_push(w->reader, &w->lists, sizeof *level);
    if (!level)
        return;
    *level = (docx_list_level){numeral->level, numeral->list, numeral->mark == DOCX_MARK_NUMBER};
    sheaf_origin place;
    sheaf_block list = docx_block(w, SHEAF_LIST, &place);
    list.ordered = level->is_ordered;
    docx_tape_open(w->tape, &list);
}

void docx_lists_item(docx_walk *w, const docx_numeral *numeral) {
    docx_list_level *open;
    while ((open = innermost(w)) &&
           (open->level > (int64_t)numeral->level ||
            (open->level == (int64_t)numeral->level && !goes_on(open, numeral))))
        end_innermost(w);
    if (open && goes_on(open, numeral))
        docx_tape_close(w->tape); /* the item before */
    else
        begin_list(w, numeral);
    sheaf_origin place;
    sheaf_block item = docx_block(w, SHEAF_ITEM, &place);
    if (numeral->mark == DOCX_MARK_NUMBER)
        item.number = numeral->text;
    docx_tape_open(w->tape, &item);
}

int docx_lists_continue(docx_walk *w, const docx_numeral *numeral) {
    const docx_list_level *open;
    while ((open = innermost(w)) && open->level > (int64_t)numeral->level)
        end_innermost(w);
    return open != NULL;
}

void docx_lists_end(docx_walk *w) {
    while (innermost(w))
        end_innermost(w);
}
