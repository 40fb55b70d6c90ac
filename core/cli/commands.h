/* The commands: one table for dispatch, help, man pages and completion. Adding a command adds a line
 * there, a bit in options.h and a file. */
#ifndef SF_CLI_COMMANDS_H
#define SF_CLI_COMMANDS_H

#include "cli/options.h"

/* Exit statuses: programs outside rely on them. */
typedef enum sf_exit { SF_CLEAN = 0, SF_FINDINGS = 1, SF_FAILED = 2, SF_USAGE = 3 } sf_exit;

/* What a command works with. Operands are those behind the command's name. */
typedef struct sf_session {
    sheaf *sheaf;
    const sf_request *request;
    const sf_voice *voice;
    char **operands;
    size_t operand_count;
} sf_session;

typedef struct sf_example {
    const char *line, *about;
} sf_example;

typedef struct sf_command {
    const char *name;
    unsigned bit; /* in the option table */
    const char *operands;
    size_t least, most; /* operands */
    const char *about;  /* one line */
    const char *text;   /* paragraphs, separated by '\n' */
    sf_example examples[6];
    sf_exit (*run)(const sf_session *session);
} sf_command;

/* The commands in the order of the help; NULL past the last. */
const sf_command *sf_command_at(size_t i);

/* NULL: there is none, and that is latched with the nearest name. */
const sf_command *sf_command_find(const char *name, sf_error *error);

/* Says what is wrong with the command line; returns SF_USAGE. */
sf_exit sf_misuse(const sf_voice *voice, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Flushes standard output. What could not be written is said and gives SF_FAILED, else `outcome`. A pipe that its
 * reader closed is not said: that is what `| head` does. */
sf_exit sf_finish_output(const sf_voice *voice, sf_exit outcome);

/* One file a command. */
sf_exit sf_convert(const sf_session *session);
sf_exit sf_check(const sf_session *session);
sf_exit sf_inspect(const sf_session *session);
sf_exit sf_forms(const sf_session *session);
sf_exit sf_plugins(const sf_session *session);
sf_exit sf_help(const sf_session *session);

#endif
