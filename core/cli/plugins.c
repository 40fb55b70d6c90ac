/* sheaf plugins: what the manifests say, as one line a plugin or, with -v, all of it. */
#include "base/text.h"
#include "cli/commands.h"
#include "cli/show.h"

static const char *const kinds[] = {
    [SHEAF_READER] = "reader", [SHEAF_WRITER] = "writer", [SHEAF_PASS] = "pass"};

static const struct {
    uint32_t cap;
    const char *meaning;
} caps[] = {
    {SHEAF_CAP_SERIAL, "one job at a time in a process"},
    {SHEAF_CAP_ISOLATE, "runs in a watched child process"},
    {SHEAF_CAP_HARDENED, "safe on hostile input"},
};

static const char *kind_of(const sheaf_plugin_info *p) {
    return p->kind >= SHEAF_READER && p->kind <= SHEAF_PASS ? kinds[p->kind] : "?";
}

static void print_field(const char *name, const char *value) {
    if (!value || !*value)
        return;
    printf("    %-11s", name);
    sf_show(stdout, sf_str_of(value), SF_SHOW_ALL);
    putchar('\n');
}

static void print_option(const sheaf_plugin_info *p, const sheaf_option_info *option) {
    fputs("    --option ", stdout);
    sf_show(stdout, sf_str_of(p->id), SF_SHOW_ALL);
    putchar('.');
    sf_show(stdout, sf_str_of(option->name), SF_SHOW_ALL);
    putchar('=');
    sf_show(stdout, sf_str_of(option->standard), SF_SHOW_ALL);
    fputs("\n        ", stdout);
    sf_show(stdout, sf_str_of(option->help), SF_SHOW_ALL);
    putchar('\n');
}

static void print_details(const sheaf_plugin_info *p) {
    print_field("format", p->format);
    print_field("media type", p->media_type);
    print_field("extensions", p->extensions);
    print_field("licence", p->licence);
    print_field("library", p->library);
    print_field("manifest", p->manifest);
    for (size_t i = 0; i < sizeof(caps) / sizeof(caps[0]); i++)
        if (p->caps & caps[i].cap)
            print_field("manner", caps[i].meaning);
    if (p->stall)
        printf("    --limit stall=%llums, where nobody says otherwise\n",
               (unsigned long long)p->stall);
    if (p->processed)
        print_field("manner", "reads what went through passes before");
    for (uint32_t i = 0; i < p->option_count; i++)
        print_option(p, &p->options[i]);
}

/* A column: at least `room` wide, and a space behind it. */
static void print_column(const char *text, size_t room) {
    size_t used = sf_show(stdout, sf_str_of(text), SF_SHOW_ALL);
    sf_show_spaces(stdout, used < room ? room - used + 1 : 1);
}

static void print_plugin(const sheaf_plugin_info *p, int verbose) {
    print_column(kind_of(p), 6);
    print_column(p->id, 8);
    print_column(p->version, 7);
    if (p->problem) {
        fputs("cannot be used: ", stdout);
        sf_show(stdout, sf_str_of(p->problem), SF_SHOW_ALL);
    } else {
        sf_show(stdout, sf_str_of(p->about), SF_SHOW_ALL);
    }
    fputs(p->shadowed ? " (not used: one of that name comes before it)\n" : "\n", stdout);
    if (verbose)
        print_details(p);
}

static sf_exit check_plugin(const sf_session *session, const sheaf_plugin_info *p, uint32_t i) {
    sheaf_status status = sheaf_plugin_load(session->sheaf, i);
    if (status == SHEAF_OK) {
        print_field("check", "loads, and agrees with its manifest");
        return SF_CLEAN;
    }
    const sheaf_error_info *e = sheaf_error(session->sheaf);
    print_field("check", "cannot be used");
    sf_say(session->voice, &(sf_message){.subject = p->manifest,
                                         .severity = SHEAF_ERROR,
                                         .code = e->code,
                                         .text = e->message});
    return SF_FAILED;
}

sf_exit sf_plugins(const sf_session *session) {
    int verbose = sf_request_value(session->request, "verbose") != NULL;
    int check = sf_request_value(session->request, "check") != NULL;
    sf_exit worst = SF_CLEAN;
    const sheaf_plugin_info *p;
    uint32_t i = 0;
    for (; (p = sheaf_plugin_at(session->sheaf, i)); i++) {
        print_plugin(p, verbose);
        sf_exit outcome = check && !p->shadowed ? check_plugin(session, p, i) : SF_CLEAN;
        worst = outcome > worst ? outcome : worst;
    }
    if (i == 0)
        sf_sayf(session->voice, SHEAF_WARNING, "cli.no-plugins",
                "no plugin was found; see `sheaf plugins --help` for where they are looked for");
    return sf_finish_output(session->voice, worst);
}
