/* What the tests of this writer share, see desk.h. */
#include "desk.h"

const char desk_standard[] = "indent=lines figures=omit";

json_out desk_out(sheaf_job *job) {
    json_out out = {.host = &desk_host, .job = job, .document = job->document, .lines = 1};
    return out;
}
