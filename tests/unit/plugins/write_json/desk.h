/* What the tests of this writer share: its desk (writing.h) with an output for parts of the writer. */
#ifndef DESK_H
#define DESK_H

#include "json.h"
#include "writing.h"

/* An output at the desk, for the parts of the writer. */
json_out desk_out(sheaf_job *job);

#endif
