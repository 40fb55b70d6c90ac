/* A job of the real host for tests that call the form library directly: memory, ticks and the error latch are the host's own.
 * The document is empty unless a test states one. */
#ifndef FORM_SHELF_H
#define FORM_SHELF_H

#include "form.h"
#include "host/job.h"

typedef struct shelf {
    sf_settings settings;
    sf_source source;
    sheaf_job job;
    sheaf_document document;
    form_context context;
} shelf;

void shelf_open(shelf *s);
void shelf_close(shelf *s);

/* The sentence of the latched error; empty for none. */
const char *shelf_message(const shelf *s);

/* A definition file of plugins/form/forms (its bytes live until shelf_close). */
sheaf_str shelf_form(shelf *s, const char *name);

/* Both versions of cn-gib-annual, as form_load gives them. */
void shelf_national(shelf *s, form_set *set);

#endif
