/* The command table, and what every command answers in the same way. */
#include "cli/commands.h"
#include "base/text.h"
#include "host/nearest.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

static const sf_command commands[] = {
    {.name = "convert",
     .bit = SF_CONVERT,
     .operands = "IN... [-o FILE|DIR] --to FORMAT",
     .least = 1,
     .most = SIZE_MAX,
     .run = sf_convert,
     .about = "Convert reports to another format",
     .text =
         "Reads each report, repairs what its export damaged, and writes it in the format. One "
         "input "
         "without -o goes to standard output, and nothing else does. Several inputs need -o with a "
         "directory, which is made if it is missing; they are written there under their own names "
         "with the extension of the format. `-` as input is standard input.\n"
         "A format of several files, such as CSV with a file for each table, needs a "
         "directory: they go into that of -o, or with several inputs into one in it that is named "
         "after the "
         "input. Files of the same names are replaced, but never the input; others are "
         "left alone.\n"
         "An output file appears whole or not at all, and several of one input all or none. Of "
         "several inputs those that cannot be converted are named, and the others are written.",
     .examples = {{"sheaf convert report.txt --to json", "print a report as JSON"},
                  {"sheaf convert report.txt -o report.json", "the extension names the format"},
                  {"sheaf convert *.txt -o json/ --to json", "convert a folder of reports"},
                  {"sheaf convert report.txt -o tables/ --to csv --option csv.mode=tables",
                   "write a file for each table"},
                  {"pdftotext -layout report.pdf - | sheaf convert - --to json | jq .meta",
                   "read standard input"},
                  {"sheaf convert old.txt --to json --encoding GBK --pass none",
                   "decode as GBK, and leave the plain reading alone"}}},
    {.name = "check",
     .bit = SF_CHECK,
     .operands = "IN... [--format FORMAT] [-o FILE]",
     .least = 0,
     .most = SIZE_MAX,
     .run = sf_check,
     .about = "Find what is wrong in reports",
     .text =
         "Reads each report as `sheaf convert` does and evaluates the rules of its form; a report "
         "of no form is held against the rules that hold for any table and any numbering. IN may "
         "be a folder: all files in it are checked that some reader takes, hidden ones left out. "
         "Several reports are put in the order of agency and year, as they stand in the reports; "
         "each is compared with the one of the year before, and years that are missing between "
         "two are told (Y-GAP), as are a second report for a year (Y-TWICE) and one of a body with "
         "nearly "
         "the same name (Y-NAME).\n"
         "Findings that cannot be assessed, because a value is missing or in doubt, and findings "
         "that --suppressions names, are told and never count.\n"
         "Results go to standard output as text, as a JSON array, as SARIF 2.1.0 or as JUnit XML.",
     .examples = {{"sheaf check report.pdf", "what is wrong in a report"},
                  {"sheaf check archive/ --format sarif -o findings.sarif",
                   "a folder of many years, for other programs"},
                  {"sheaf check 2022.pdf --previous 2021.json --fail-on warning",
                   "also compare with the year before"},
                  {"sheaf check report.docx --rules 'T3-*,T4-*'", "only some rules"},
                  {"sheaf check report.pdf --suppressions agreed.json",
                   "do not count what was agreed upon"},
                  {"sheaf check --explain T3-ROWSUM", "what a rule is about"}}},
    {.name = "forms",
     .bit = SF_FORMS,
     .operands = "[show ID|FILE | check ID|FILE]",
     .least = 0,
     .most = 2,
     .run = sf_forms,
     .about = "List, show and check the definitions of forms",
     .text =
         "Without operands lists the forms that are installed. `show` prints a definition: its "
         "sections, tables, keys and rules; ID may be that of a form, whose newest version is "
         "shown, or the name of its file without `.json`. `check` tells what is wrong or doubtful "
         "in a definition of your own: exit status 0 where nothing is, 1 where something is, 2 "
         "where it cannot be loaded. `sheaf convert --form FILE` uses it.",
     .examples = {{"sheaf forms", "what is there"},
                  {"sheaf forms show cn-gib-annual", "all about one of them"},
                  {"sheaf forms check mine.json", "before using a definition of your own"}}},
    {.name = "inspect",
     .bit = SF_INSPECT,
     .operands = "IN",
     .least = 1,
     .most = 1,
     .run = sf_inspect,
     .about = "Show how a report is read",
     .text =
         "Shows which readers offered to read the input and why, and the report as a tree: node "
         "numbers, kinds, places in the source, text cut to the width of the terminal, and tables "
         "as rows. In a table `^` continues the cell above, and `·` fills a slot that the source "
         "has "
         "no cell for. After the tree come the facts, repairs and findings.",
     .examples = {{"sheaf inspect report.txt", "see what Sheaf makes of a report"},
                  {"sheaf inspect report.txt --pass none", "the same before any repair"},
                  {"sheaf inspect --dump report.txt > report.dump",
                   "all of it, for a bug report"}}},
    {.name = "plugins",
     .bit = SF_PLUGINS,
     .operands = "[-v] [--check]",
     .least = 0,
     .most = 0,
     .run = sf_plugins,
     .about = "List the plugins that read, change and write reports",
     .text =
         "Reads the plugins' manifests and loads no plugin, unless --check is given. Plugins are "
         "looked for in the directories of --plugin-dir, in those of SHEAF_PLUGIN_PATH, and where "
         "Sheaf is installed; of two with the same name the first is used.",
     .examples = {{"sheaf plugins", "what is there"},
                  {"sheaf plugins -v", "also options, libraries and licences"},
                  {"sheaf plugins --check --plugin-dir build/plugins",
                   "try a plugin of your own"}}},
    {.name = "help",
     .bit = SF_HELP,
     .operands = "[COMMAND]",
     .least = 0,
     .most = 1,
     .run = sf_help,
     .about = "Explain a command",
     .text = "Prints what `sheaf COMMAND --help` prints.",
     .examples = {{"sheaf help convert", "explain convert"}}},
};

enum { COMMAND_COUNT = sizeof(commands) / sizeof(commands[0]) };

const sf_command *sf_command_at(size_t i) {
    return i < COMMAND_COUNT ? &commands[i] : NULL;
}

const sf_command *sf_command_find(const char *name, sf_error *error) {
    sf_nearest nearest = sf_nearest_to(sf_str_of(name));
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(name, commands[i].name) == 0)
            return &commands[i];
        sf_nearest_offer(&nearest, sf_str_of(commands[i].name));
    }
    sf_nearest_fail(&nearest, "command", error);
    return NULL;
}

sf_exit sf_misuse(const sf_voice *voice, const char *format, ...) {
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    sf_sayf(voice, SHEAF_ERROR, "usage", "%s", text);
    return SF_USAGE;
}

/* Whoever read standard output has seen enough (`| head`) and needs no word on it. */
static int has_no_reader(void) {
    struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
    return poll(&out, 1, 0) == 1 && (out.revents & POLLERR) != 0;
}

sf_exit sf_finish_output(const sf_voice *voice, sf_exit outcome) {
    int lost = ferror(stdout);
    lost |= fflush(stdout) != 0;
    if (!lost)
        return outcome;
    if (has_no_reader())
        return SF_FAILED;
    const char *reason = errno ? strerror(errno) : "an earlier write failed";
    sf_sayf(voice, SHEAF_ERROR, "cli.output", "standard output could not be written: %s", reason);
    return SF_FAILED;
}
