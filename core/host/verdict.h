/* How an isolated job ended, and the sentence for it. */
#ifndef SF_HOST_VERDICT_H
#define SF_HOST_VERDICT_H

#include "host/job.h"

typedef enum sf_verdict_kind {
    SF_ENDED_ITSELF,
    SF_CANCELLED,
    SF_STALLED,
    SF_TOO_LONG
} sf_verdict_kind;

typedef struct sf_verdict {
    sf_verdict_kind kind; /* why we ended it, if we did */
    int wait_status;      /* of waitpid */
    int is_unknown;       /* the program ignores SIGCHLD: nobody knows the status */
    const sf_life *life;
    const sf_limits *limits;
    const sf_source *source;
} sf_verdict;

int sf_verdict_is_success(const sf_verdict *verdict);
sheaf_status sf_verdict_fail(const sf_verdict *verdict, sf_error *error);

/* One line of valid UTF-8 without control characters, cut to the room and ended by NUL. */
void sf_clean_text(char *out, size_t room, sheaf_str text);

#endif
