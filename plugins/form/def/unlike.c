/* Words by which a text that is near to a label of the form says something else: `行政处分` beside `行政处罚`. How near two texts are says
 * nothing of what they mean, so whoever writes the definition lists the words that reports print. */
#include "def/def.h"

enum { MOST = 256 };

void form_load_unlike(form_file *file, form_value array, form_definition *definition) {
    form_list *all = &definition->unlike;
    if (!form_is(file, array, JSON_ARRAY))
        form_fault(file, array, "an array of texts");
    for (form_value v = form_first(file, array); v != SHEAF_NONE && !file->failed;
         v = form_next(file, array, v)) {
        sheaf_str text = form_text(file, v);
        sheaf_str plain = file->failed ? text : form_plain_text(file->context, text);
        if (!file->failed && (plain.len == 0 || all->count == MOST))
            form_fault(file, v, "up to 256 texts, none of them empty");
        form_unlike *room = file->failed ? NULL : form_push(file->context, all);
        if (room)
            *room = (form_unlike){plain, v};
    }
}

int form_is_unlike(const form_definition *definition, sheaf_str text, sheaf_str label) {
    for (uint32_t i = 0; i < definition->unlike.count; i++) {
        sheaf_str word = FORM_AT(definition->unlike, const form_unlike, i)->text;
        if (form_holds(text, word) && !form_holds(label, word))
            return 1;
    }
    return 0;
}
