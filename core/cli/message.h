/* How the program speaks on standard error: one line a message, for people
 *     report.pdf: page 3 (72,140): warning: … [pdf.text.no-unicode]
 * or for machines, one JSON object a line. Names and texts are made harmless. */
#ifndef SF_CLI_MESSAGE_H
#define SF_CLI_MESSAGE_H

#include <sheaf/plugin.h>
#include <stdio.h>

typedef struct sf_voice {
    FILE *out;
    int json;
    int colour;
} sf_voice;

typedef struct sf_message {
    const char *subject; /* file, or `sheaf` */
    const char *place;   /* NULL or empty: none */
    sheaf_severity severity;
    const char *code; /* NULL or empty: none */
    const char *text;
    const sheaf_origin *origin; /* NULL: none */
} sf_message;

/* Colour only where a terminal shows it and nobody asked for none. */
sf_voice sf_voice_of(FILE *out);

void sf_say(const sf_voice *voice, const sf_message *message);

/* A message about the program's own use, with printf's formats. */
void sf_sayf(const sf_voice *voice, sheaf_severity severity, const char *code, const char *format,
             ...) __attribute__((format(printf, 4, 5)));

/* "standard input" for "-". */
const char *sf_input_name(const char *input);

#endif
