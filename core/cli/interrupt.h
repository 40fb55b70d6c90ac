/* SIGINT, SIGTERM and SIGHUP while a conversion runs: the first one asks it to end, so that it cleans up,
 * and is raised again when that is done; one that comes a second later ends the program at once. */
#ifndef SF_CLI_INTERRUPT_H
#define SF_CLI_INTERRUPT_H

#include <sheaf/sheaf.h>

void sf_interrupt_watch(sheaf *s);

/* The signal that came, 0 for none. */
int sf_interrupt_caught(void);

/* Waits until the descriptor can be read. 0: a signal came, also one that came before the call; the next read could wait for ever. */
int sf_interrupt_wait(int descriptor);

/* Lets go of the sheaf, before it is freed; from here on signals end the program as usual. */
void sf_interrupt_release(void);

/* Dies of the signal that came, if one did. */
void sf_interrupt_end(void);

#endif
