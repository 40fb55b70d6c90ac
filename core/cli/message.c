/* Two renderings of one record. Text goes through sf_show, so no name can write to the terminal; JSON
 * escapes everything outside printable ASCII that a reader could stumble over. */
#include "cli/message.h"
#include "base/text.h"
#include "cli/json.h"
#include "cli/show.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct tone {
    const char *word, *colour;
} tones[] = {
    [SHEAF_INFO] = {"info", "\033[36m"},
    [SHEAF_WARNING] = {"warning", "\033[33m"},
    [SHEAF_ERROR] = {"error", "\033[31m"},
};

static const struct tone *tone_of(sheaf_severity severity) {
    return &tones[severity > SHEAF_ERROR ? SHEAF_ERROR : severity];
}

sf_voice sf_voice_of(FILE *out) {
    const char *refusal = getenv("NO_COLOR"), *terminal = getenv("TERM");
    int wanted = !(refusal && *refusal) && terminal && *terminal && strcmp(terminal, "dumb") != 0;
    return (sf_voice){.out = out, .colour = wanted && isatty(fileno(out))};
}

static int is_given(const char *text) {
    return text && *text;
}

static void print_text(const sf_voice *voice, const sf_message *m) {
    const struct tone *tone = tone_of(m->severity);
    sf_show(voice->out, sf_str_of(m->subject), SF_SHOW_ALL);
    fputs(": ", voice->out);
    if (is_given(m->place)) {
        sf_show(voice->out, sf_str_of(m->place), SF_SHOW_ALL);
        fputs(": ", voice->out);
    }
    fprintf(voice->out, "%s%s:%s ", voice->colour ? tone->colour : "", tone->word,
            voice->colour ? "\033[0m" : "");
    sf_show(voice->out, sf_str_of(m->text), SF_SHOW_ALL);
    if (is_given(m->code)) {
        fputs(" [", voice->out);
        sf_show(voice->out, sf_str_of(m->code), SF_SHOW_ALL);
        putc(']', voice->out);
    }
    putc('\n', voice->out);
}

static void print_member(FILE *out, const char *name, const char *value) {
    if (is_given(value))
        sf_json_member(out, ", ", name, sf_str_of(value));
}

static void print_json(const sf_voice *voice, const sf_message *m) {
    sf_json_member(voice->out, "{", "file", sf_str_of(m->subject));
    print_member(voice->out, "severity", tone_of(m->severity)->word);
    print_member(voice->out, "code", m->code);
    print_member(voice->out, "message", m->text);
    print_member(voice->out, "place", m->place);
    if (m->origin)
        sf_json_origin(voice->out, ", ", m->origin, (sheaf_array){0});
    fputs("}\n", voice->out);
}

/* Buffered and flushed once a message, so that lines of processes that run side by side stay whole. */
void sf_say(const sf_voice *voice, const sf_message *message) {
    if (voice->json)
        print_json(voice, message);
    else
        print_text(voice, message);
    fflush(voice->out);
}

void sf_sayf(const sf_voice *voice, sheaf_severity severity, const char *code, const char *format,
             ...) {
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    sf_say(voice,
           &(sf_message){.subject = "sheaf", .severity = severity, .code = code, .text = text});
}

const char *sf_input_name(const char *input) {
    return strcmp(input, "-") == 0 ? "standard input" : input;
}
