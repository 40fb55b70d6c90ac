/* Asks on the terminal for the password of a document that could not be read without one. */
#ifndef SF_CLI_PASSWORD_H
#define SF_CLI_PASSWORD_H

#include "cli/commands.h"

enum { SF_PASSWORD_TRIES = 3 };

/* 1 where the conversion failed for a password, and somebody typed one: try again. Nobody is asked where there is
 * no terminal, or where --password-file said what the password is. */
int sf_password_ask(const sf_session *session, const char *input, sheaf_status status);

#endif
