/* The options: one table for parsing, effect, --help, man pages and completion; and what a command line
 * says in its terms. Options may stand anywhere, as `--name value`, `--name=value`, `-o FILE` or
 * `-oFILE`; `--` ends them. Of an option given twice the last wins, but for those that accumulate. */
#ifndef SF_CLI_OPTIONS_H
#define SF_CLI_OPTIONS_H

#include "base/error.h"
#include "cli/message.h"
#include <sheaf/sheaf.h>

/* One bit for each command that takes options of its own. */
enum {
    SF_CONVERT = 1u << 0,
    SF_INSPECT = 1u << 1,
    SF_PLUGINS = 1u << 2,
    SF_HELP = 1u << 3,
    SF_CHECK = 1u << 4,
    SF_FORMS = 1u << 5,
    SF_EVERYWHERE = 0x7fffffff
};

typedef struct sf_setting sf_setting;

typedef struct sf_option {
    const char *name;
    char letter;          /* 0: none */
    const char *argument; /* what stands for it in help; NULL: a flag */
    const char *choices;  /* the only right arguments, separated by blanks; NULL: any */
    const char *meaning;  /* the argument that a flag stands for */
    const char *help;     /* one line; NULL: not shown */
    unsigned commands;
    int accumulates;
    int is_whole; /* the argument is a whole list: another one would replace it */
    int is_pair;  /* the argument is NAME=VALUE */
    sheaf_status (*apply)(sheaf *s, const sf_setting *setting); /* NULL: the commands look at it */
} sf_option;

/* The options in the order of the help; NULL past the last. */
const sf_option *sf_option_at(size_t i);

struct sf_setting {
    const sf_option *option;
    const char *key; /* of a pair, else NULL */
    const char *value;
};

/* What a command line says. The first operand names the command. */
typedef struct sf_request {
    sf_setting *settings;
    size_t setting_count;
    char **operands;
    size_t operand_count;
    sf_error problem; /* the first thing that is wrong with it */
} sf_request;

/* Parses into room taken from `words`, whose strings may be cut at a '='. Problems are latched. Returns
 * 0 where there is no memory. */
int sf_request_init(sf_request *request, int count, char **words);
void sf_request_done(sf_request *request);

/* The last argument of the option of that name ("yes" or so for a flag); NULL: not given. */
const char *sf_request_value(const sf_request *request, const char *name);

/* Refuses options that the command (one bit) does not take. */
void sf_request_restrict(sf_request *request, const char *command, unsigned bit);

/* Does what the options say to the sheaf. On failure *failed is the setting that was refused. */
sheaf_status sf_request_apply(const sf_request *request, sheaf *s, const sf_setting **failed);

#endif
