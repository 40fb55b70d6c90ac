/* What a document was recognised as, for all passes of the library: `check` asks what `form` has found. It is kept with the document
 * and gone when a pass makes another tree of it. A definition of the user's is loaded for each pass, and so is what it finds. */
#include "doc/doc.h"

typedef struct form_known {
    form_set set;
    form_reading reading; /* its set is the one above */
    const form_definition *spelling;
    int outcome;
} form_known;

static int recognise(form_context *context, const form_set *set, form_reading *out) {
    context->spelling = form_find_spelling(context, set);
    return form_recognise(context, set, out);
}

/* Found for the first time: with the memory of the document. */
static int find_known(form_context *context, const form_set *set, const sheaf_keep *keep,
                      void **slot, form_reading *out) {
    form_context own = *context;
    own.keep = keep;
    form_known *known = form_room(&own, 1, sizeof *known);
    if (known == NULL)
        return -1;
    known->set = *set;
    known->outcome = recognise(&own, &known->set, &known->reading);
    known->spelling = context->spelling = own.spelling;
    *out = known->reading;
    if (known->outcome >= 0)
        *slot = known;
    return known->outcome;
}

int form_read_document(form_context *context, form_wants wants, form_set *set, form_reading *out) {
    const sheaf_keep *keep =
        context->host->extension(context->job, SHEAF_STR("sheaf.keep.document/1"));
    void **slot = keep != NULL ? keep->slot(context->job, SHEAF_STR("reading")) : NULL;
    const form_known *known = slot != NULL ? *slot : NULL;
    if (known != NULL) {
        *set = known->set;
        *out = known->reading;
        context->spelling = known->spelling;
        return form_load_again(context, wants, set) ? known->outcome : -1;
    }
    if (!form_load(context, wants, set))
        return -1;
    return slot != NULL && set->is_kept ? find_known(context, set, keep, slot, out)
                                        : recognise(context, set, out);
}
