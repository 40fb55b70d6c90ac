/* The reader `form-definition`: loads the definition as a job would, shows it, and says what lint finds. */
#include "show/show.h"

#include <string.h>

/* `"sheaf_form"` as the name of a member. */
static int names_form(sheaf_str text) {
    static const char name[] = "\"sheaf_form\"";
    const size_t length = sizeof name - 1;
    for (size_t at = 0; at + length < text.len; at++) {
        if (memcmp(text.ptr + at, name, length) != 0)
            continue;
        for (at += length; at < text.len && memchr(" \t\r\n", text.ptr[at], 4);)
            at++;
        return at < text.len && text.ptr[at] == ':';
    }
    return 0;
}

/* The first member of a definition says that it is one. */
uint32_t form_probe(const sheaf_input *input, sheaf_str *why) {
    const size_t near = 80;
    sheaf_str front = {input->bytes.ptr, input->bytes.len < near ? input->bytes.len : near};
    if (names_form(front)) {
        *why = SHEAF_STR("begins with the member \"sheaf_form\"");
        return SHEAF_BID_SURE;
    }
    *why = SHEAF_STR("has no member \"sheaf_form\" near its beginning");
    return SHEAF_BID_NO;
}

static int show_input(const form_context *context) {
    form_set set;
    form_definition definition;
    if (!form_load_input(context, &set, &definition))
        return 0;
    form_show show = {.context = context,
                      .definition = &definition,
                      .own = *FORM_AT(definition.chain, form_source *, 0)};
    if (!form_show_begin(&show))
        return 0;
    form_show_head(&show);
    form_show_tables(&show);
    form_show_elements(&show);
    form_lint(&show);
    return 1;
}

sheaf_status form_show_definition(const sheaf_host *host, sheaf_job *job) {
    const form_context context = {.host = host, .job = job};
    host->describe(job, SHEAF_STR("form-definition"), SHEAF_STR("application/json"),
                   SHEAF_STR("UTF-8"));
    show_input(&context);
    return host->tick(job, 0, 0);
}
