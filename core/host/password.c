/* Keeps the password of encrypted documents. */
#include "host/password.h"
#include "base/text.h"
#include "host/session.h"
#include "io/cstring.h"
#include "io/source.h"

#include <sheaf/sheaf.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 4096 }; /* bytes of a file that holds one line */

/* A write that is followed by free would be left out by the compiler, were it not volatile. */
static void wipe(char *bytes, size_t count) {
    for (volatile char *at = bytes; count > 0; count--)
        *at++ = '\0';
}

int sf_password_set(sf_settings *settings, const char *password) {
    char *copy = password ? sf_cstring_new(sf_str_of(password)) : NULL;
    if (password && !copy)
        return 0;
    if (settings->password)
        wipe(settings->password, strlen(settings->password));
    free(settings->password);
    settings->password = copy;
    return 1;
}

static sheaf_status keep_line(sf_settings *settings, char *line, const char *path,
                              sf_error *error) {
    line[strcspn(line, "\r\n")] = '\0';
    if (!*line)
        return sf_failf(error, SHEAF_IO, "io.password",
                        "the first line of %.300s is empty; it should be the password", path);
    if (!sf_password_set(settings, line))
        return sf_failf(error, SHEAF_MEMORY, "memory", "there is no memory for a password");
    return SHEAF_OK;
}

sheaf_status sf_password_read(sf_settings *settings, const char *path, sf_error *error) {
    sf_source source = {0};
    char line[MOST + 1] = "";
    if (sf_source_open(&source, path, MOST, NULL, error) != SHEAF_OK)
        return error->status;
    memcpy(line, source.bytes.ptr, source.bytes.len);
    if (source.owned)
        wipe(source.owned, source.bytes.len);
    sf_source_close(&source);
    sheaf_status status = keep_line(settings, line, path, error);
    wipe(line, sizeof(line));
    return status;
}

sheaf_status sheaf_set_password(sheaf *s, const char *password) {
    sf_error *error = sf_session_begin(s);
    if (!sf_password_set(&s->settings, password))
        sf_failf(error, SHEAF_MEMORY, "memory", "there is no memory for a password");
    return sf_session_end(s);
}

sheaf_status sheaf_set_password_file(sheaf *s, const char *path) {
    sf_error *error = sf_session_begin(s);
    sf_password_read(&s->settings, path, error);
    return sf_session_end(s);
}
