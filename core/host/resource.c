/* Finds and keeps what `resource` lends. A name may have folders in it, but leads nowhere outside; one that ends in
 * '/' is a folder itself, and its files' names are lent. */
#include "base/buffer.h"
#include "base/text.h"
#include "host/calls.h"
#include "host/folder.h"

#include <string.h>
#include <sys/stat.h>

static sf_resource *find_opened(sheaf_job *job, sheaf_str name) {
    for (uint32_t i = 0; i < job->opened.count; i++) {
        sf_resource *resource = SF_VEC_AT(&job->opened, sf_resource, i);
        if (sf_str_equal(resource->name, name))
            return resource;
    }
    return NULL;
}

static int names_folder(sheaf_str name) {
    return sf_str_ends(name, SHEAF_STR("/"));
}

/* Every component is a plain name: not empty, not `.`, not `..` and no hidden file. */
static int stays_inside(sheaf_str name) {
    if (memchr(name.ptr, '\0', name.len) || name.len == 0 || name.len > 512 || names_folder(name))
        return 0;
    for (sheaf_str rest = name; rest.len > 0;) {
        sheaf_str component = sf_str_take_until(&rest, '/');
        if (component.len == 0 || component.ptr[0] == '.')
            return 0;
    }
    return 1;
}

/* The form that a user names is a file where it looks like a path, else the id of an installed form. */
static const char *form_file(const sf_settings *settings) {
    sheaf_str form = sf_settings_value(settings, SF_FORM);
    return memchr(form.ptr, '/', form.len) || sf_str_ends(form, SHEAF_STR(".json")) ? form.ptr
                                                                                    : NULL;
}

/* Where it would be, ended by NUL; what a user named has to be there, data of a plugin need not. */
static int locate(sheaf_job *job, sheaf_str name, sf_buffer *path, int *must) {
    const char *named = sf_pair_find(&job->settings->resources, name);
    if (!named && sf_str_equal(name, SHEAF_STR("form")))
        named = form_file(job->settings);
    *must = named != NULL;
    if (named)
        return sf_buffer_addf(path, "%s", named) && sf_buffer_add(path, (sheaf_str){"", 1});
    sheaf_str inside = names_folder(name) ? sf_str_slice(name, 0, name.len - 1) : name;
    if (!job->running || !job->running->info.data || !stays_inside(inside))
        return 0;
    return sf_buffer_addf(path, "%s%.*s", job->running->info.data, (int)name.len, name.ptr) &&
           sf_buffer_add(path, (sheaf_str){"", 1});
}

/* What stands there, of the kind that its path asks for. */
static int stands_there(const char *path) {
    struct stat about;
    return stat(path, &about) == 0 && (!names_folder(sf_str_of(path)) || S_ISDIR(about.st_mode));
}

static sheaf_status open_source(sheaf_job *job, const char *path, sf_source *source) {
    if (names_folder(sf_str_of(path)))
        return sf_folder_list(source, path, &job->error);
    return sf_source_open(source, path, job->settings->limits.value[SHEAF_LIMIT_INPUT], job->cancel,
                          &job->error);
}

/* Kept by its path: two plugins may have data of one name. */
static sf_resource *open_resource(sheaf_job *job, sheaf_str key, const char *path) {
    sf_resource made = {0};
    if (!sf_arena_copy(&made.arena, key, &made.name)) {
        sf_failf(&job->error, SHEAF_MEMORY, "memory", "there is no memory for %s", path);
        return NULL;
    }
    sf_resource *room = NULL;
    if (open_source(job, path, &made.source) == SHEAF_OK)
        room = sf_vec_push(&job->opened, 1);
    if (room) {
        *room = made;
        return room;
    }
    if (job->error.status == SHEAF_OK) {
        sf_source_close(&made.source);
        sf_failf(&job->error, SHEAF_MEMORY, "memory", "there is no memory for %s", path);
    }
    sf_arena_done(&made.arena);
    return NULL;
}

/* A password comes from the session and from nowhere else. */
static int lend_password(const sheaf_job *job, sheaf_str *bytes) {
    if (job->settings->password)
        *bytes = sf_str_of(job->settings->password);
    return job->settings->password != NULL;
}

int sf_job_resource(sheaf_job *job, sheaf_str name, sheaf_str *bytes) {
    if (sf_str_equal(name, SHEAF_STR("password")))
        return lend_password(job, bytes);
    sf_buffer path = {0};
    sf_resource *resource = NULL;
    int must = 0;
    if (locate(job, name, &path, &must)) {
        sheaf_str key = sf_buffer_view(&path);
        resource = find_opened(job, key);
        if (!resource && (must || stands_there(path.bytes)))
            resource = open_resource(job, key, path.bytes);
    }
    sf_buffer_done(&path);
    if (resource)
        *bytes = resource->source.bytes;
    return resource != NULL;
}
