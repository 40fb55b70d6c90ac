/* The password of encrypted documents: one for a session, in memory only. It is named in no message and no report, and
 * wiped before its memory is given back. */
#ifndef SF_HOST_PASSWORD_H
#define SF_HOST_PASSWORD_H

#include "host/settings.h"

/* NULL forgets it. 0: no memory. */
int sf_password_set(sf_settings *settings, const char *password);

/* The one line of the file: what stands behind its first line end does not count. */
sheaf_status sf_password_read(sf_settings *settings, const char *path, sf_error *error);

#endif
