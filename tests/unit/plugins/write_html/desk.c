/* The collecting host of the unit tests, see desk.h. */
#include "desk.h"

static int is_refused(sheaf_job *job) {
    if (++job->calls == job->refuse)
        job->status = SHEAF_IO;
    return job->status != SHEAF_OK;
}

static sheaf_status desk_tick(sheaf_job *job, uint64_t done, uint64_t total) {
    (void)done;
    (void)total;
    is_refused(job);
    return job->status;
}

static sheaf_status desk_fail(sheaf_job *job, sheaf_status status, sheaf_str code,
                              sheaf_str message, const sheaf_origin *where) {
    (void)code;
    (void)where;
    if (job->status == SHEAF_OK) {
        job->status = status;
        snprintf(job->message, sizeof job->message, "%.*s", (int)message.len, message.ptr);
    }
    return job->status;
}

static sheaf_str desk_option(sheaf_job *job, sheaf_str name) {
    const struct {
        const char *name;
        const char *value;
        const char *otherwise;
    } options[] = {{"language", job->language, "auto"},
                   {"figures", job->figures, "1000"},
                   {"furniture", job->furniture, "show"}};
    for (size_t i = 0; i < HTML_COUNT(options); i++)
        if (html_is_same(name, (sheaf_str){options[i].name, strlen(options[i].name)})) {
            const char *value = options[i].value != NULL ? options[i].value : options[i].otherwise;
            return (sheaf_str){value, strlen(value)};
        }
    fail_msg("an option that the manifest does not declare");
    return SHEAF_STR("");
}

static void *desk_scratch(sheaf_job *job, size_t bytes) {
    if (is_refused(job))
        return NULL;
    assert_true(job->scratches < sizeof job->scratch / sizeof *job->scratch);
    return job->scratch[job->scratches++] = calloc(1, bytes > 0 ? bytes : 1);
}

static const sheaf_document *desk_document(sheaf_job *job) {
    return job->document;
}

/* A fresh block of exactly the promised size each time, so that a sanitizer sees a byte too many. */
static char *desk_reserve(sheaf_job *job, size_t least, size_t *room) {
    assert_true(least <= (size_t)64 * 1024);
    assert_null(job->lent);
    if (is_refused(job))
        return NULL;
    job->lent_bytes = least > job->room ? least : job->room;
    *room = job->lent_bytes;
    return job->lent = malloc(job->lent_bytes > 0 ? job->lent_bytes : 1);
}

static void desk_commit(sheaf_job *job, size_t bytes) {
    assert_non_null(job->lent);
    assert_true(bytes <= job->lent_bytes);
    job->bytes = realloc(job->bytes, job->length + bytes + 1);
    memcpy(job->bytes + job->length, job->lent, bytes);
    job->length += bytes;
    job->bytes[job->length] = '\0';
    free(job->lent);
    job->lent = NULL;
}

const sheaf_host desk_host = {.size = sizeof(sheaf_host),
                              .abi_major = SHEAF_ABI_MAJOR,
                              .abi_minor = SHEAF_ABI_MINOR,
                              .tick = desk_tick,
                              .fail = desk_fail,
                              .option = desk_option,
                              .scratch = desk_scratch,
                              .document = desk_document,
                              .reserve = desk_reserve,
                              .commit = desk_commit};

html_out desk_out(sheaf_job *job) {
    return (html_out){
        .host = &desk_host, .job = job, .document = job->document, .title = SHEAF_NONE};
}

const char *desk_text(sheaf_job *job) {
    return job->bytes != NULL ? job->bytes : "";
}

void desk_clear(sheaf_job *job) {
    for (size_t i = 0; i < job->scratches; i++)
        free(job->scratch[i]);
    free(job->lent);
    free(job->bytes);
    job->lent = job->bytes = NULL;
    job->scratches = job->length = 0;
}

/* Text is never NULL across the border, so nodes that name none are given the empty one. */
static void fill_texts(sheaf_document *document) {
    for (uint32_t n = 0; n < document->nodes.count; n++) {
        sheaf_node *node = (sheaf_node *)(uintptr_t)SHEAF_AT(document->nodes, sheaf_node, n);
        if (node->text.ptr == NULL)
            node->text = SHEAF_STR("");
    }
}

sheaf_status desk_write(sheaf_job *job, sheaf_document *document) {
    fill_texts(document);
    job->document = document;
    return sheaf_entry.plugins[0]->run(&desk_host, job);
}

char *desk_main(sheaf_document *document) {
    static const char begin[] = "<main id=\"report\">";
    sheaf_job job = {.room = 4096, .language = "en"};
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
