/* What the tests of this writer share, see desk.h. */
#include "desk.h"

const char desk_standard[] = "language=auto figures=1000 furniture=show";

html_out desk_out(sheaf_job *job) {
    return (html_out){
        .host = &desk_host, .job = job, .document = job->document, .title = SHEAF_NONE};
}

char *desk_main(sheaf_document *document) {
    static const char begin[] = "<main id=\"report\">";
    sheaf_job job = {.room = 4096, .options = "language=en"};
    assert_int_equal(desk_write(&job, document), SHEAF_OK);
    assert_true(desk_nests(strstr(desk_text(&job), "<body>")));
    const char *from = strstr(desk_text(&job), begin) + strlen(begin);
    size_t length = (size_t)(strstr(from, "</main>") - from);
    char *inside = calloc(1, length + 1);
    memcpy(inside, from, length);
    desk_clear(&job);
    return inside;
}

/* ----------------------------------------------------------------------------- looking at HTML -- */

#define DEEPEST 64

static size_t name_length(const char *at) {
    return strcspn(at, " >");
}

static int is_void(const char *name, size_t length) {
    return (length == 2 && memcmp(name, "br", 2) == 0) ||
           (length == 3 && memcmp(name, "img", 3) == 0);
}

int desk_nests(const char *text) {
    const char *open[DEEPEST];
    int depth = 0;
    for (const char *at = strchr(text, '<'); at != NULL; at = strchr(at + 1, '<')) {
        const char *name = at[1] == '/' ? at + 2 : at + 1;
        size_t length = name_length(name);
        if (at[1] == '/') {
            if (depth == 0 || strncmp(open[--depth], name, length) != 0) {
                if (strncmp(name, "html", 4) != 0)
                    fprintf(stderr, "closed, but not open: %.20s\n", at);
                return strncmp(name, "html", 4) == 0;
            }
        } else if (!is_void(name, length)) {
            assert_true(depth < DEEPEST);
            open[depth++] = name;
        }
    }
    return depth == 0;
}

char *desk_plain(const char *text) {
    static const struct {
        const char *reference;
        char byte;
    } references[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}};
    char *plain = calloc(1, strlen(text) + 1);
    char *to = plain;
    while (*text != '\0') {
        if (*text == '<') {
            text = strchr(text, '>') + 1;
            continue;
        }
        size_t i = 0;
        while (i < HTML_COUNT(references) &&
               strncmp(text, references[i].reference, strlen(references[i].reference)) != 0)
            i++;
        *to++ = i < HTML_COUNT(references) ? references[i].byte : *text;
        text += i < HTML_COUNT(references) ? strlen(references[i].reference) : 1;
    }
    return plain;
}
