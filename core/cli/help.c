/* --help: everything is printed from the tables, wrapped at 80 columns. */
#include "cli/help.h"
#include "base/text.h"
#include "cli/show.h"

enum { LINE = 80, OPTION_INDENT = 28 };

static const char *const statuses[] = {
    "clean",
    "findings at least as bad as --fail-on says",
    "not converted (of several inputs, those that could be are written)",
    "the command line is not right",
};

const char *sf_help_status(size_t i) {
    return i < sizeof(statuses) / sizeof(statuses[0]) ? statuses[i] : NULL;
}

void sf_help_option_name(char *out, size_t room, const sf_option *option) {
    char letter[] = {'-', option->letter, ',', ' ', '\0'};
    snprintf(out, room, "%s--%s%s%s", option->letter ? letter : "", option->name,
             option->argument ? " " : "", option->argument ? option->argument : "");
}

/* Prints words from column `at` on, further lines indented; ends the line. */
static void print_wrapped(FILE *out, sheaf_str text, size_t at, size_t indent) {
    const char *gap = "";
    for (sheaf_str word = sf_str_take_word(&text); word.len; word = sf_str_take_word(&text)) {
        size_t width = sf_show_width(word, LINE);
        if (*gap && at + 1 + width > LINE) {
            putc('\n', out);
            sf_show_spaces(out, indent);
            at = indent;
            gap = "";
        }
        at += (size_t)fprintf(out, "%s%.*s", gap, (int)word.len, word.ptr);
        gap = " ";
    }
    putc('\n', out);
}

static void print_option(FILE *out, const sf_option *option) {
    char name[64];
    sf_help_option_name(name, sizeof(name), option);
    size_t used = (size_t)fprintf(out, "  %s", name);
    if (used + 2 > OPTION_INDENT) {
        putc('\n', out);
        used = 0;
    }
    sf_show_spaces(out, OPTION_INDENT - used);
    print_wrapped(out, sf_str_of(option->help), OPTION_INDENT, OPTION_INDENT);
    if (!option->choices)
        return;
    sf_show_spaces(out, OPTION_INDENT);
    fprintf(out, "(%s)\n", option->choices);
}

static void print_options(FILE *out, unsigned commands) {
    fputs("\nOptions:\n", out);
    const sf_option *option;
    for (size_t i = 0; (option = sf_option_at(i)); i++)
        if (option->help && (option->commands & commands))
            print_option(out, option);
}

static void print_examples(FILE *out, const sf_command *command) {
    fputs("\nExamples:\n", out);
    size_t room = sizeof(command->examples) / sizeof(command->examples[0]);
    for (size_t i = 0; i < room && command->examples[i].line; i++)
        fprintf(out, "  %s\n      %s\n", command->examples[i].line, command->examples[i].about);
}

static void print_statuses(FILE *out) {
    fputs("\nExit status:\n", out);
    for (size_t i = 0; sf_help_status(i); i++)
        fprintf(out, "  %zu  %s\n", i, sf_help_status(i));
}

static void print_commands(FILE *out) {
    fputs("\nCommands:\n", out);
    const sf_command *command;
    for (size_t i = 0; (command = sf_command_at(i)); i++)
        fprintf(out, "  %-10s %s\n", command->name, command->about);
}

void sf_help_usage(FILE *out) {
    fputs("Usage: sheaf COMMAND [OPTION]...\n", out);
    print_commands(out);
    fputs("\nTry `sheaf convert report.txt --to json`; `sheaf --help` says more.\n", out);
    fflush(out);
}

sf_exit sf_help_program(const sf_voice *voice) {
    fputs("Sheaf turns reports into data, and marks every value that it had to repair or\n"
          "could not read for certain.\n\n"
          "Usage: sheaf COMMAND [OPTION]...\n",
          stdout);
    print_commands(stdout);
    fputs("\n`sheaf COMMAND --help` lists the options of a command.\n", stdout);
    print_examples(stdout, sf_command_at(0));
    print_statuses(stdout);
    return sf_finish_output(voice, SF_CLEAN);
}

sf_exit sf_help_command(const sf_voice *voice, const sf_command *command) {
    fprintf(stdout, "%s.\n\nUsage: sheaf %s %s\n\n", command->about, command->name,
            command->operands);
    sheaf_str rest = sf_str_of(command->text);
    while (rest.len)
        print_wrapped(stdout, sf_str_take_line(&rest), 0, 0);
    print_options(stdout, command->bit);
    print_examples(stdout, command);
    print_statuses(stdout);
    return sf_finish_output(voice, SF_CLEAN);
}

sf_exit sf_help_version(const sf_voice *voice) {
    fprintf(stdout, "sheaf %s (plugin ABI %d.%d)\n", sheaf_version(), SHEAF_ABI_MAJOR,
            SHEAF_ABI_MINOR);
    return sf_finish_output(voice, SF_CLEAN);
}

/* ---- the command ---- */

sf_exit sf_help(const sf_session *session) {
    const sf_command *command = NULL;
    sf_error unknown = {0};
    if (session->operand_count && !(command = sf_command_find(session->operands[0], &unknown)))
        return sf_misuse(session->voice, "%s", unknown.message);
    if (sf_request_value(session->request, "man"))
        sf_man(stdout, command);
    else if (sf_request_value(session->request, "completion"))
        sf_completion(stdout);
    else
        return command ? sf_help_command(session->voice, command) : sf_help_program(session->voice);
    return sf_finish_output(session->voice, SF_CLEAN);
}
