/* The program: reads the command line, finds the command, sets up the sheaf and lets the command run. No
 * locale is set up, so numbers and sorting are the same everywhere. */
#include "base/text.h"
#include "cli/commands.h"
#include "cli/help.h"
#include "cli/interrupt.h"
#include "cli/report.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* A short conversion would ask the system for memory ten times; what stays unused of a larger step costs
 * nothing. */
static void grow_heap_in_large_steps(void) {
#ifdef __GLIBC__
    mallopt(M_TOP_PAD, 1024 * 1024);
#endif
}

/* A standard descriptor that is closed would be given to the next file that is opened, and output would
 * end up in it. It is occupied by one that cannot be used for its purpose, so that using it fails. */
static void occupy_standard_descriptors(void) {
    for (int descriptor = 0; descriptor <= 2; descriptor++)
        if (fcntl(descriptor, F_GETFD) < 0 && errno == EBADF)
            open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY);
}

static sf_exit misuse_command(const sf_voice *voice, const char *name, const sf_error *unknown) {
    if (access(name, F_OK) != 0)
        return sf_misuse(voice, "%s", unknown->message);
    return sf_misuse(
        voice,
        "\"%.200s\" is a file, not a command; did you mean `sheaf convert %.200s --to json`?", name,
        name);
}

static sf_exit run_command(const sf_command *command, sf_session *session) {
    session->sheaf = sheaf_new();
    if (!session->sheaf) {
        sf_sayf(session->voice, SHEAF_ERROR, "memory", "there is no memory to start");
        return SF_FAILED;
    }
    const sf_setting *failed = NULL;
    sheaf_status status = sf_request_apply(session->request, session->sheaf, &failed);
    sf_exit outcome;
    if (status == SHEAF_MEMORY)
        outcome = sf_report(session, "sheaf", status);
    else if (status != SHEAF_OK)
        outcome = sf_report_setting(session, failed);
    else
        outcome = command->run(session);
    sheaf_free(session->sheaf);
    return outcome;
}

static sf_exit check_operands(const sf_command *command, const sf_session *session) {
    if (session->operand_count < command->least)
        return sf_misuse(session->voice, "`sheaf %s` needs an input: sheaf %s %s", command->name,
                         command->name, command->operands);
    if (session->operand_count > command->most)
        return sf_misuse(session->voice, "`sheaf %s` has no use for \"%.200s\": sheaf %s %s",
                         command->name, session->operands[command->most], command->name,
                         command->operands);
    for (size_t i = 0; i < session->operand_count; i++)
        if (!session->operands[i][0])
            return sf_misuse(session->voice, "the name of an input is empty");
    return SF_CLEAN;
}

static sf_exit dispatch(sf_request *request, const sf_voice *voice) {
    const char *name = request->operands[0];
    sf_error unknown = {0};
    const sf_command *command = sf_command_find(name, &unknown);
    if (!command)
        return misuse_command(voice, name, &unknown);
    sf_request_restrict(request, command->name, command->bit);
    if (request->problem.status)
        return sf_misuse(voice, "%s", request->problem.message);
    if (sf_request_value(request, "help"))
        return sf_help_command(voice, command);
    sf_session session = {.request = request,
                          .voice = voice,
                          .operands = request->operands + 1,
                          .operand_count = request->operand_count - 1};
    sf_exit outcome = check_operands(command, &session);
    return outcome == SF_CLEAN ? run_command(command, &session) : outcome;
}

static sf_exit answer(sf_request *request) {
    sf_voice voice = sf_voice_of(stderr);
    const char *diagnostics = sf_request_value(request, "diagnostics");
    voice.json = diagnostics && strcmp(diagnostics, "json") == 0;
    if (request->problem.status)
        return sf_misuse(&voice, "%s", request->problem.message);
    if (sf_request_value(request, "version"))
        return sf_help_version(&voice);
    if (request->operand_count)
        return dispatch(request, &voice);
    if (sf_request_value(request, "help"))
        return sf_help_program(&voice);
    sf_help_usage(stderr);
    return SF_USAGE;
}

int main(int argc, char **argv) {
    occupy_standard_descriptors();
    signal(SIGPIPE,
           SIG_IGN); /* a closed pipe and a file that may not grow are errors with a sentence */
    signal(SIGXFSZ, SIG_IGN);
    grow_heap_in_large_steps();
    setvbuf(stderr, NULL, _IOFBF, BUFSIZ);
    sf_request request;
    sf_exit outcome = SF_FAILED;
    if (sf_request_init(&request, argc, argc ? argv + 1 : argv)) {
        outcome = answer(&request);
    } else {
        sf_voice voice = sf_voice_of(stderr);
        sf_sayf(&voice, SHEAF_ERROR, "memory", "there is no memory to start");
    }
    sf_request_done(&request);
    sf_interrupt_end();
    return (int)outcome;
}
