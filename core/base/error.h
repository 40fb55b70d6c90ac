/* The error latch: the first failure of a job, with a sentence for the user. Later ones change
 * nothing, so code may call on and look once. */
#ifndef SF_BASE_ERROR_H
#define SF_BASE_ERROR_H

#include <sheaf/plugin.h>

typedef struct sf_error {
    sheaf_status status;
    char code[64];      /* dotted, ended by NUL: `limit.nodes` */
    char message[1024]; /* one sentence or two, ended by NUL; UTF-8, cut at a character */
    sheaf_origin where; /* its path lies in `path`: an sf_error is not to be copied by assignment */
    char path[256];
} sf_error;

/* Latches; returns the latched status, also when it was latched before. */
sheaf_status sf_fail(sf_error *error, sheaf_status status, const char *code, sheaf_str message,
                     const sheaf_origin *where);

/* The same with printf's formats. */
sheaf_status sf_failf(sf_error *error, sheaf_status status, const char *code, const char *format,
                      ...) __attribute__((format(printf, 4, 5)));

#endif
