/* The files that operands name: those that are files, and what lies in those that are folders, sorted. */
#ifndef SF_CLI_INPUTS_H
#define SF_CLI_INPUTS_H

#include "base/vec.h"
#include "cli/commands.h"

typedef struct sf_input {
    char *path;
    int is_named; /* 0: found in a folder, so that nobody said that it is a report */
} sf_input;

/* Fills `inputs` (of sf_input). Folders are walked to the bottom; hidden files are left out, links to folders not
 * followed, and both that and folders that cannot be read are said. Returns SF_FAILED after the latter, or without
 * memory, with what was found. */
sf_exit sf_inputs_find(const sf_session *session, sf_vec *inputs);

void sf_inputs_done(sf_vec *inputs);

#endif
