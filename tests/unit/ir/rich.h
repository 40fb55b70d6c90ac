/* A document that has something of everything, with or without memory: for the dump and for sweeps. */
#ifndef TESTS_IR_RICH_H
#define TESTS_IR_RICH_H

#include "fixture.h"

/* Builds into the fixture; failures are latched in f->error. 0 where a record found no memory. */
int rich_build(fixture *f);

/* Copies, merges and places anew what rich_build built. */
void rich_rebuild(sf_builder *b, const sheaf_document *old);

#endif
