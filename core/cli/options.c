/* A command line is a list of settings, rows of the table with an argument, and a list of operands; every
 * question about it is a search from the end of that list. The first problem is latched and spoken of
 * later, when it is known how to speak (--diagnostics). */
#include "cli/options.h"
#include "base/text.h"
#include "host/nearest.h"

#include <stdlib.h>
#include <string.h>

static sheaf_status apply_setting(sheaf *s, const sf_setting *setting) {
    return sheaf_set(s, setting->option->name, setting->value);
}

static sheaf_status apply_plugin_option(sheaf *s, const sf_setting *setting) {
    return sheaf_set_option(s, setting->key, setting->value);
}

static sheaf_status apply_password_file(sheaf *s, const sf_setting *setting) {
    return sheaf_set_password_file(s, setting->value);
}

static sheaf_status apply_limit(sheaf *s, const sf_setting *setting) {
    return sheaf_set_limit(s, setting->key, setting->value);
}

static sheaf_status apply_plugin_dir(sheaf *s, const sf_setting *setting) {
    return sheaf_add_plugin_dir(s, setting->value);
}

static sheaf_status apply_suppressions(sheaf *s, const sf_setting *setting) {
    return sheaf_set_resource(s, "suppressions", setting->value);
}

enum {
    READING = SF_CONVERT | SF_INSPECT | SF_CHECK,
    WORKING = READING | SF_PLUGINS | SF_FORMS,
};

/* Settings are applied from the last row up: where plugins are searched must be known first. */
static const sf_option options[] = {
    {.name = "to",
     .argument = "FORMAT",
     .commands = SF_CONVERT,
     .apply = apply_setting,
     .help = "Write this format, such as json; without it the extension of -o decides"},
    {.name = "from",
     .argument = "FORMAT",
     .commands = READING,
     .apply = apply_setting,
     .help = "Read the input as this format instead of asking the readers"},
    {.name = "output",
     .letter = 'o',
     .argument = "FILE|DIR",
     .commands = SF_CONVERT | SF_CHECK,
     .help = "Write to this file or into this directory; `-` is standard output"},
    {.name = "option",
     .argument = "P.K=V",
     .commands = READING,
     .is_pair = 1,
     .accumulates = 1,
     .apply = apply_plugin_option,
     .help = "Set option K of plugin P (see `sheaf plugins -v`)"},
    {.name = "pass",
     .argument = "LIST|none",
     .commands = READING,
     .is_whole = 1,
     .apply = apply_setting,
     .help = "Run these passes in this order (the whole list, separated by commas)"},
    {.name = "form",
     .argument = "ID|FILE|none",
     .commands = READING,
     .apply = apply_setting,
     .help = "Read the report as this form instead of recognising it"},
    {.name = "no-repair",
     .meaning = "yes",
     .commands = READING,
     .apply = apply_setting,
     .help = "Give the raw reading: place and join nothing"},
    {.name = "limit",
     .argument = "N=V",
     .commands = READING,
     .is_pair = 1,
     .accumulates = 1,
     .apply = apply_limit,
     .help = "Set a limit, such as input=1G or time=2h; an unknown name lists them all"},
    {.name = "encoding",
     .argument = "E",
     .commands = READING,
     .apply = apply_setting,
     .help = "Decode text as this encoding, such as GB18030, instead of finding out"},
    {.name = "password-file",
     .argument = "FILE",
     .commands = READING,
     .apply = apply_password_file,
     .help = "Open encrypted documents with the first line of this file, instead of asking"},
    {.name = "fail-on",
     .argument = "WHEN",
     .choices = "error warning never",
     .commands = SF_CONVERT | SF_CHECK,
     .help = "Exit with 1 on findings at least this bad (standard: never; for check: error)"},
    {.name = "rules",
     .argument = "LIST",
     .commands = SF_CHECK,
     .help = "Report only these rules, such as T3-*,-T3-BALANCE (`-` leaves out)"},
    {.name = "format",
     .argument = "FORMAT",
     .choices = "text json sarif junit",
     .commands = SF_CHECK,
     .help =
         "Write the results for people (text) or programs (standard: what the name of -o says)"},
    {.name = "lang",
     .argument = "LANGUAGE",
     .choices = "en zh",
     .commands = SF_CHECK | SF_FORMS,
     .help = "Language of messages (standard: that of LC_ALL, LC_MESSAGES or LANG)"},
    {.name = "previous",
     .argument = "FILE",
     .commands = SF_CHECK,
     .help = "Compare with this report of the year before"},
    {.name = "suppressions",
     .argument = "FILE",
     .commands = READING,
     .apply = apply_suppressions,
     .help = "Do not count the findings that this file names, each with its reason"},
    {.name = "explain",
     .argument = "RULE",
     .commands = SF_CHECK,
     .help = "Say what a rule checks and why, and exit"},
    {.name = "isolate",
     .meaning = "always",
     .commands = READING,
     .apply = apply_setting,
     .help = "Run the whole job in a watched child process"},
    {.name = "hash",
     .meaning = "yes",
     .commands = READING,
     .apply = apply_setting,
     .help = "Add the SHA-256 of the source to the output"},
    {.name = "dump",
     .meaning = "yes",
     .commands = SF_INSPECT,
     .help = "Print the canonical dump, for tests and bug reports"},
    {.name = "check",
     .meaning = "yes",
     .commands = SF_PLUGINS,
     .help = "Load each plugin and say whether it can be used"},
    {.name = "verbose",
     .letter = 'v',
     .meaning = "yes",
     .commands = SF_PLUGINS,
     .help = "Say all that the manifests say, with each plugin's options"},
    {.name = "diagnostics",
     .argument = "HOW",
     .choices = "text json",
     .commands = WORKING,
     .help = "Write messages for people (text) or as one JSON object a line (json)"},
    {.name = "plugin-dir",
     .argument = "D",
     .commands = WORKING,
     .accumulates = 1,
     .apply = apply_plugin_dir,
     .help = "Look for plugins in this directory first"},
    {.name = "man", .meaning = "yes", .commands = SF_HELP},
    {.name = "completion", .argument = "SHELL", .choices = "bash", .commands = SF_HELP},
    {.name = "version",
     .meaning = "yes",
     .commands = SF_EVERYWHERE,
     .help = "Print the version and exit"},
    {.name = "help",
     .letter = 'h',
     .meaning = "yes",
     .commands = SF_EVERYWHERE,
     .help = "Print help, also for a single command, and exit"},
};

enum { OPTION_COUNT = sizeof(options) / sizeof(options[0]) };

const sf_option *sf_option_at(size_t i) {
    return i < OPTION_COUNT ? &options[i] : NULL;
}

/* ---- finding the row ---- */

static const sf_option *find_named(sheaf_str name) {
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (sf_str_equal(sf_str_of(options[i].name), name))
            return &options[i];
    return NULL;
}

static const sf_option *find_lettered(char letter) {
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (options[i].letter == letter)
            return &options[i];
    return NULL;
}

static void refuse_unknown(sf_request *request, sheaf_str name) {
    sf_nearest nearest = sf_nearest_to(name);
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (options[i].help)
            sf_nearest_offer(&nearest, sf_str_of(options[i].name));
    sf_nearest_fail(&nearest, "option", &request->problem);
}

/* ---- its argument ---- */

static void check_choice(sf_request *request, const sf_option *option, const char *value) {
    char what[64];
    sf_nearest nearest = sf_nearest_to(sf_str_of(value));
    sheaf_str rest = sf_str_of(option->choices);
    for (sheaf_str word = sf_str_take_word(&rest); word.len; word = sf_str_take_word(&rest))
        sf_nearest_offer(&nearest, word);
    if (!option->choices || (nearest.best.len && nearest.distance == 0))
        return;
    snprintf(what, sizeof(what), "value of --%s", option->name);
    sf_nearest_fail(&nearest, what, &request->problem);
}

static const sf_setting *find_last(const sf_request *request, const sf_option *option) {
    for (size_t i = request->setting_count; i-- > 0;)
        if (request->settings[i].option == option)
            return &request->settings[i];
    return NULL;
}

static void check_whole(sf_request *request, const sf_option *option, const char *value) {
    const sf_setting *before = option->is_whole ? find_last(request, option) : NULL;
    if (before && strcmp(before->value, value) != 0)
        sf_failf(&request->problem, SHEAF_BAD_CALL, "usage",
                 "--%s names the whole list and is given twice, as \"%.60s\" and \"%.60s\"; for "
                 "both write --%s %.60s,%.60s",
                 option->name, before->value, value, option->name, before->value, value);
}

static void add_setting(sf_request *request, const sf_option *option, char *value) {
    sf_setting setting = {.option = option, .value = value ? value : option->meaning};
    int is_pair = value && option->is_pair;
    char *equals = is_pair ? strchr(value, '=') : NULL;
    if (is_pair && (!equals || equals == value)) {
        sf_failf(&request->problem, SHEAF_BAD_CALL, "usage", "--%s needs %s, not \"%.100s\"",
                 option->name, option->argument, value);
        return;
    }
    if (equals) {
        *equals = '\0';
        setting.key = value;
        setting.value = equals + 1;
    }
    check_choice(request, option, setting.value);
    check_whole(request, option, setting.value);
    request->settings[request->setting_count++] = setting;
}

/* `value` is what stood in the same word. Returns how many of the words behind it were used. */
static size_t take_argument(sf_request *request, const sf_option *option, char *value,
                            char **next) {
    if (!option->argument && value)
        sf_failf(&request->problem, SHEAF_BAD_CALL, "usage", "--%s takes no value", option->name);
    if (!option->argument || value) {
        add_setting(request, option, option->argument ? value : NULL);
        return 0;
    }
    if (!*next) {
        sf_failf(&request->problem, SHEAF_BAD_CALL, "usage", "--%s needs a value: %s", option->name,
                 option->argument);
        return 0;
    }
    add_setting(request, option, *next);
    return 1;
}

static size_t take_long(sf_request *request, char *word, char **next) {
    char *equals = strchr(word, '=');
    sheaf_str name = {word + 2, equals ? (size_t)(equals - word) - 2 : strlen(word) - 2};
    const sf_option *option = find_named(name);
    if (option)
        return take_argument(request, option, equals ? equals + 1 : NULL, next);
    refuse_unknown(request, name);
    return 0;
}

static size_t take_short(sf_request *request, char *word, char **next) {
    const sf_option *option = find_lettered(word[1]);
    if (option)
        return take_argument(request, option, word[2] ? word + 2 : NULL, next);
    refuse_unknown(request, sf_str_of(word + 1));
    return 0;
}

/* Takes one word from the front; returns how many more went with it. */
static size_t take_word(sf_request *request, char **words, int *ended) {
    char *word = words[0];
    if (!*ended && strcmp(word, "--") == 0)
        *ended = 1;
    else if (*ended || word[0] != '-' || !word[1])
        request->operands[request->operand_count++] = word;
    else if (word[1] == '-')
        return take_long(request, word, words + 1);
    else
        return take_short(request, word, words + 1);
    return 0;
}

/* ---- the request ---- */

int sf_request_init(sf_request *request, int count, char **words) {
    size_t room = (size_t)count + 1;
    *request = (sf_request){.settings = malloc(room * sizeof(sf_setting)),
                            .operands = malloc(room * sizeof(char *))};
    if (!request->settings || !request->operands)
        return 0;
    int ended = 0;
    while (*words)
        words += 1 + take_word(request, words, &ended);
    return 1;
}

void sf_request_done(sf_request *request) {
    free(request->settings);
    free(request->operands);
}

const char *sf_request_value(const sf_request *request, const char *name) {
    const sf_option *option = find_named(sf_str_of(name));
    const sf_setting *setting = option ? find_last(request, option) : NULL;
    return setting ? setting->value : NULL;
}

void sf_request_restrict(sf_request *request, const char *command, unsigned bit) {
    for (size_t i = 0; i < request->setting_count; i++)
        if (!(request->settings[i].option->commands & bit))
            sf_failf(&request->problem, SHEAF_BAD_CALL, "usage",
                     "`sheaf %s` has no option --%s; see `sheaf %s --help`", command,
                     request->settings[i].option->name, command);
}

sheaf_status sf_request_apply(const sf_request *request, sheaf *s, const sf_setting **failed) {
    for (size_t row = OPTION_COUNT; row-- > 0;) {
        const sf_option *option = &options[row];
        const sf_setting *last = option->apply ? find_last(request, option) : NULL;
        for (const sf_setting *setting = request->settings; last && setting <= last; setting++) {
            int counts = setting->option == option && (option->accumulates || setting == last);
            sheaf_status status = counts ? option->apply(s, setting) : SHEAF_OK;
            *failed = setting;
            if (status != SHEAF_OK)
                return status;
        }
    }
    return SHEAF_OK;
}
