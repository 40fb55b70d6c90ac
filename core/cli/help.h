/* Help from the command and option tables, in four shapes. All but the usage go to standard output. */
#ifndef SF_CLI_HELP_H
#define SF_CLI_HELP_H

#include "cli/commands.h"

void sf_help_usage(FILE *out); /* a few lines for somebody who typed nothing */
sf_exit sf_help_program(const sf_voice *voice);
sf_exit sf_help_command(const sf_voice *voice, const sf_command *command);
sf_exit sf_help_version(const sf_voice *voice);

void sf_man(FILE *out, const sf_command *command); /* NULL: the page of the program */
void sf_completion(FILE *out);

/* `--to FORMAT` or `-o, --output FILE|DIR` as help and man pages write it. */
void sf_help_option_name(char *out, size_t room, const sf_option *option);

/* What an exit status means, for i from 0; NULL past the last. */
const char *sf_help_status(size_t i);

#endif
