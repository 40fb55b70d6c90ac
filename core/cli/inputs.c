/* Folders wait in a list that grows while it is worked off, so nothing recurses; the files of one operand are sorted when
 * it is empty. */
#define _GNU_SOURCE
#include "cli/inputs.h"
#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct walk {
    const sf_session *session;
    sf_vec *inputs;
    sf_vec folders; /* char * */
    sf_exit outcome;
} walk;

static void fail_memory(walk *w) {
    sf_sayf(w->session->voice, SHEAF_ERROR, "memory", "there is no memory for the list of inputs");
    w->outcome = SF_FAILED;
}

static char *join(const char *folder, const char *name) {
    size_t room = strlen(folder) + strlen(name) + 2;
    char *path = malloc(room);
    int has_slash = folder[strlen(folder) - 1] == '/';
    if (path)
        snprintf(path, room, "%s%s%s", folder, *name && !has_slash ? "/" : "", name);
    return path;
}

/* Takes the path over. */
static void add_file(walk *w, char *path, int is_named) {
    sf_input *room = path ? sf_vec_push(w->inputs, 1) : NULL;
    if (room)
        *room = (sf_input){path, is_named};
    else
        free(path);
    if (!room)
        fail_memory(w);
}

static void add_folder(walk *w, char *path) {
    char **room = path ? sf_vec_push(&w->folders, 1) : NULL;
    if (room)
        *room = path;
    else
        free(path);
    if (!room)
        fail_memory(w);
}

static void skip(const walk *w, const char *path, const char *why) {
    sf_say(w->session->voice,
           &(sf_message){
               .subject = path, .severity = SHEAF_INFO, .code = "check.skipped", .text = why});
}

static int is_file(const char *path) {
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

static void add_entry(walk *w, const char *folder, const char *name) {
    struct stat about;
    char *path = join(folder, name);
    if (!path || (lstat(path, &about) == 0 && S_ISDIR(about.st_mode))) {
        add_folder(w, path);
    } else if (is_file(path)) {
        add_file(w, path, 0);
    } else {
        skip(w, path, "skipped: it is no file, or a link to a folder");
        free(path);
    }
}

static void read_folder(walk *w, const char *path) {
    DIR *folder = opendir(path);
    if (!folder) {
        sf_sayf(w->session->voice, SHEAF_ERROR, "io.directory",
                "the directory \"%.300s\" cannot be read: %s", path, strerror(errno));
        w->outcome = SF_FAILED;
        return;
    }
    for (struct dirent *entry; (entry = readdir(folder));)
        if (entry->d_name[0] != '.')
            add_entry(w, path, entry->d_name);
    closedir(folder);
}

static int by_path(const void *a, const void *b) {
    return strcmp(((const sf_input *)a)->path, ((const sf_input *)b)->path);
}

static void walk_folder(walk *w, const char *path) {
    uint32_t before = w->inputs->count;
    w->folders = (sf_vec)SF_VEC_OF(char *);
    add_folder(w, join(path, ""));
    for (uint32_t i = 0; i < w->folders.count; i++) {
        char *folder = *SF_VEC_AT(&w->folders, char *, i);
        read_folder(w, folder);
        free(folder);
    }
    sf_vec_done(&w->folders);
    if (w->inputs->count > before + 1)
        qsort(SF_VEC_AT(w->inputs, sf_input, before), w->inputs->count - before, sizeof(sf_input),
              by_path);
    if (w->inputs->count == before)
        sf_say(w->session->voice, &(sf_message){.subject = path,
                                                .severity = SHEAF_WARNING,
                                                .code = "check.empty",
                                                .text = "there is no file in this folder"});
}

sf_exit sf_inputs_find(const sf_session *session, sf_vec *inputs) {
    walk w = {.session = session, .inputs = inputs};
    *inputs = (sf_vec)SF_VEC_OF(sf_input);
    for (size_t i = 0; i < session->operand_count; i++) {
        const char *operand = session->operands[i];
        struct stat about;
        if (stat(operand, &about) == 0 && S_ISDIR(about.st_mode))
            walk_folder(&w, operand);
        else
            add_file(&w, join(operand, ""), 1);
    }
    return w.outcome;
}

void sf_inputs_done(sf_vec *inputs) {
    for (uint32_t i = 0; i < inputs->count; i++)
        free(SF_VEC_AT(inputs, sf_input, i)->path);
    sf_vec_done(inputs);
}
