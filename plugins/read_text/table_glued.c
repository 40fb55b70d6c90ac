/* Cells of aligned tables in which several numbers stand that no gap parts: columns of the source were one
 * space apart and no other row proved where, so a number may belong to the column beside it. They are left as
 * they are printed, and the reader of the document is told, once a table. */
#include "table_columns.h"

#include <stdio.h>
#include <string.h>

/* Whether the part is nothing but numbers, two or more of them; `3/` is a footnote's mark. */
static int is_glued(sheaf_str part) {
    uint32_t words = 0;
    while (part.len) {
        const char *space = memchr(part.ptr, ' ', part.len);
        size_t length = space ? (size_t)(space - part.ptr) : part.len;
        if (length &&
            (part.ptr[length - 1] == '/' || !columns_is_number((sheaf_str){part.ptr, length})))
            return 0;
        words += length != 0;
        size_t eaten = length + (space != NULL);
        part = text_from(part, eaten);
    }
    return words > 1;
}

void glued_look(text_run *run, glued_cells *glued, uint32_t line, sheaf_str part) {
    if (part.len < 3 || !is_glued(part))
        return;
    if (glued->count++ == 0)
        glued->first = text_origin(run, line, part);
}

void glued_say(text_run *run, const glued_cells *glued) {
    char message[200];
    if (glued->count == 0)
        return;
    int length = snprintf(message, sizeof message,
                          "Several numbers that no gap parts stand in one cell (%u such in this "
                          "table); one of them may belong to the column beside it",
                          (unsigned)glued->count);
    sheaf_diagnostic diagnostic = {.size = sizeof diagnostic,
                                   .severity = SHEAF_WARNING,
                                   .code = SHEAF_STR("text.table.glued"),
                                   .message = {message, (size_t)length},
                                   .origin = glued->first};
    run->host->diagnose(run->job, &diagnostic);
}
