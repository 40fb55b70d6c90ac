/* sheaf convert: where each input goes is settled, and checked, before the first one is read. */
#include "base/text.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/password.h"
#include "cli/report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct task {
    const char *input;
    char *target; /* of several inputs: what a format of one file writes, to tell them apart by */
} task;

/* ---- the format ---- */

/* The usable writer with that extension, NULL for none. */
static const sheaf_plugin_info *find_writer(sheaf *s, sheaf_str extension) {
    const sheaf_plugin_info *p;
    for (uint32_t i = 0; (p = sheaf_plugin_at(s, i)); i++) {
        if (p->kind != SHEAF_WRITER || p->shadowed || p->problem)
            continue;
        sheaf_str rest = sf_str_of(p->extensions);
        for (sheaf_str word = sf_str_take_word(&rest); word.len; word = sf_str_take_word(&rest))
            if (sf_str_equal(word, extension))
                return p;
    }
    return NULL;
}

static sf_exit derive_format(const sf_session *session, const char *output) {
    const char *slash = output ? strrchr(output, '/') : NULL;
    const char *dot = output ? strrchr(slash ? slash : output, '.') : NULL;
    const sheaf_plugin_info *writer = dot ? find_writer(session->sheaf, sf_str_of(dot + 1)) : NULL;
    if (!writer)
        return sf_report_formats(session, SHEAF_WRITER,
                                 dot ? "the extension of the output names no format: give --to "
                                       "FORMAT"
                                     : "the output format is missing: give --to FORMAT");
    if (sheaf_set(session->sheaf, "to", writer->format) == SHEAF_OK)
        return SF_CLEAN;
    return sf_report(session, output, sheaf_error(session->sheaf)->status);
}

/* ---- the targets ---- */

static sf_exit fail_memory(const sf_session *session) {
    sf_sayf(session->voice, SHEAF_ERROR, "memory", "there is no memory left");
    return SF_FAILED;
}

static char *join_path(const char *folder, const char *name) {
    size_t room = strlen(folder) + strlen(name) + 2;
    char *path = malloc(room);
    int has_slash = *folder && folder[strlen(folder) - 1] == '/';
    if (path)
        snprintf(path, room, "%s%s%s", folder, has_slash ? "" : "/", name);
    return path;
}

static sf_exit name_targets(const sf_session *session, const char *folder, task *tasks) {
    for (size_t i = 0; i < session->operand_count; i++) {
        const char *name = sheaf_output_name(session->sheaf, session->operands[i]);
        if (!name)
            return sf_report(session, session->operands[i], sheaf_error(session->sheaf)->status);
        tasks[i].target = join_path(folder, name);
        if (!tasks[i].target)
            return fail_memory(session);
    }
    return SF_CLEAN;
}

static int compare_targets(const void *a, const void *b) {
    const task *first = *(const task *const *)a, *second = *(const task *const *)b;
    int order = strcmp(first->target, second->target);
    return order ? order : (first > second) - (first < second);
}

/* Equal targets would overwrite each other; sorting brings them together. */
static sf_exit refuse_equal(const sf_session *session, const task *tasks) {
    size_t count = session->operand_count;
    const task **sorted = malloc(count * sizeof(*sorted));
    if (!sorted)
        return fail_memory(session);
    for (size_t i = 0; i < count; i++)
        sorted[i] = &tasks[i];
    qsort(sorted, count, sizeof(*sorted), compare_targets);
    sf_exit outcome = SF_CLEAN;
    for (size_t i = 1; i < count; i++)
        if (strcmp(sorted[i - 1]->target, sorted[i]->target) == 0)
            outcome = sf_misuse(session->voice,
                                "\"%.300s\" and \"%.300s\" would both be written to \"%.300s\"; "
                                "convert them into different directories",
                                sorted[i - 1]->input, sorted[i]->input, sorted[i]->target);
    free(sorted);
    return outcome;
}

static sf_exit make_folder(const sf_session *session, const char *folder, int *made) {
    struct stat status;
    if (stat(folder, &status) == 0)
        return SF_CLEAN;
    *made = mkdir(folder, 0777) == 0;
    if (*made)
        return SF_CLEAN;
    sf_sayf(session->voice, SHEAF_ERROR, "io.directory",
            "the directory \"%.300s\" cannot be made: %s", folder, strerror(errno));
    return SF_FAILED;
}

/* Where formats of several files write is told apart by the same names. */
static sf_exit plan_folder(const sf_session *session, const char *folder, task *tasks, int *made) {
    sf_exit outcome = name_targets(session, folder, tasks);
    if (outcome == SF_CLEAN)
        outcome = refuse_equal(session, tasks);
    return outcome == SF_CLEAN ? make_folder(session, folder, made) : outcome;
}

/* An input that its own output would replace is gone, whatever links lead to it. */
static sf_exit refuse_replacing(const sf_session *session, const task *t, const char *target) {
    struct stat input, output;
    if (strcmp(t->input, "-") == 0 || stat(t->input, &input) != 0 || stat(target, &output) != 0 ||
        !S_ISREG(input.st_mode) || input.st_dev != output.st_dev || input.st_ino != output.st_ino)
        return SF_CLEAN;
    return sf_misuse(session->voice,
                     "\"%.300s\" is \"%.300s\", which is read: it would be lost; give another name",
                     target, t->input);
}

static sf_exit refuse_all_replacing(const sf_session *session, const char *output,
                                    const task *tasks) {
    sf_exit outcome = SF_CLEAN;
    for (size_t i = 0; i < session->operand_count && output && outcome == SF_CLEAN; i++)
        outcome = refuse_replacing(session, &tasks[i], tasks[i].target ? tasks[i].target : output);
    return outcome;
}

/* Several inputs go into a directory; one goes to any target. */
static sf_exit plan(const sf_session *session, const char *output, task *tasks, int *made) {
    struct stat status;
    int is_many = session->operand_count > 1;
    if (is_many && !output)
        return sf_misuse(session->voice, "several inputs need a directory to go to: give -o DIR");
    if (is_many && stat(output, &status) == 0 && !S_ISDIR(status.st_mode))
        return sf_misuse(session->voice,
                         "several inputs need a directory to go to; \"%.300s\" is none", output);
    return is_many ? plan_folder(session, output, tasks, made) : SF_CLEAN;
}

/* ---- the work ---- */

static int worst_allowed(const sf_session *session) {
    const char *when = sf_request_value(session->request, "fail-on");
    if (!when || strcmp(when, "never") == 0)
        return SHEAF_ERROR;
    return strcmp(when, "error") == 0 ? SHEAF_WARNING : SHEAF_INFO;
}

static sheaf_status try_one(const sf_session *session, const char *output, const task *t) {
    return session->operand_count > 1 ? sheaf_convert_into(session->sheaf, t->input, output)
                                      : sheaf_convert_file(session->sheaf, t->input, output);
}

static sf_exit convert_one(const sf_session *session, const char *output, const task *t) {
    sheaf_status status = try_one(session, output, t);
    for (int i = 0; i < SF_PASSWORD_TRIES && sf_password_ask(session, t->input, status); i++)
        status = try_one(session, output, t);
    sf_exit outcome = sf_report(session, t->input, status);
    if (outcome != SF_CLEAN || sheaf_worst_finding(session->sheaf) <= worst_allowed(session))
        return outcome;
    sf_say(session->voice,
           &(sf_message){.subject = sf_input_name(t->input),
                         .severity = SHEAF_ERROR,
                         .code = "cli.fail-on",
                         .text = "the report has findings as bad as --fail-on says"});
    return SF_FINDINGS;
}

static sf_exit convert_all(const sf_session *session, const char *output, const task *tasks) {
    sf_exit worst = SF_CLEAN;
    sf_interrupt_watch(session->sheaf);
    for (size_t i = 0; i < session->operand_count && worst < SF_USAGE && !sf_interrupt_caught();
         i++) {
        sf_exit outcome = convert_one(session, output, &tasks[i]);
        worst = outcome > worst ? outcome : worst;
    }
    sf_interrupt_release();
    return worst;
}

static sf_exit convert_to(const sf_session *session, const char *output, task *tasks) {
    sf_exit outcome = SF_CLEAN;
    int made = 0; /* the directory of several outputs */
    if (!sf_request_value(session->request, "to"))
        outcome = derive_format(session, output);
    if (outcome == SF_CLEAN)
        outcome = plan(session, output, tasks, &made);
    if (outcome == SF_CLEAN)
        outcome = refuse_all_replacing(session, output, tasks);
    if (outcome == SF_CLEAN)
        outcome = convert_all(session, output, tasks);
    if (made && outcome != SF_CLEAN)
        (void)rmdir(output); /* where nothing was written it is empty */
    return outcome;
}

sf_exit sf_convert(const sf_session *session) {
    const char *output = sf_request_value(session->request, "output");
    task *tasks = calloc(session->operand_count, sizeof(*tasks));
    if (!tasks)
        return fail_memory(session);
    for (size_t i = 0; i < session->operand_count; i++)
        tasks[i].input = session->operands[i];
    sf_exit outcome =
        convert_to(session, output && strcmp(output, "-") == 0 ? NULL : output, tasks);
    for (size_t i = 0; i < session->operand_count; i++)
        free(tasks[i].target);
    free(tasks);
    return outcome;
}
