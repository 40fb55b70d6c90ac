/* See shelf.h. */
#include "cm.h"

#include "shelf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void shelf_open(shelf *s) {
    memset(s, 0, sizeof *s);
    sf_settings_init(&s->settings);
    sf_source_lend(&s->source, SHEAF_STR(""), SHEAF_STR("shelf"));
    sf_job_init(&s->job, &s->settings, &s->source, NULL);
    s->document.size = sizeof s->document;
    s->context = (form_context){.host = &sf_host, .job = &s->job, .document = &s->document};
}

void shelf_close(shelf *s) {
    sf_job_done(&s->job);
    sf_settings_done(&s->settings);
}

const char *shelf_message(const shelf *s) {
    return s->job.error.status == SHEAF_OK ? "" : s->job.error.message;
}

sheaf_str shelf_form(shelf *s, const char *name) {
    char path[1024];
    const char *source = getenv("SHEAF_SOURCE");
    snprintf(path, sizeof path, "%s/plugins/form/forms/%s", source ? source : ".", name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t room = (size_t)1 << 20;
    char *bytes = form_room(&s->context, room, 1);
    assert_non_null(bytes);
    size_t length = fread(bytes, 1, room, file);
    fclose(file);
    return (sheaf_str){bytes, length};
}

void shelf_national(shelf *s, form_set *set) {
    static const char *const names[] = {"cn-gib-annual-2019-60.json", "cn-gib-annual-2021-30.json"};
    form_definition made[2];
    *set = (form_set){.definitions = FORM_LIST_OF(form_definition)};
    for (int i = 0; i < 2; i++) {
        sheaf_str name = {names[i], strlen(names[i])};
        if (!form_load_one(&s->context, name, shelf_form(s, names[i]), set, &made[i]))
            fail_msg("%s", shelf_message(s));
        *(form_definition *)form_push(&s->context, &set->definitions) = made[i];
    }
    *FORM_AT(set->definitions, form_definition, 0) = made[1];
    *FORM_AT(set->definitions, form_definition, 1) = made[0];
}
