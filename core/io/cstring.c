/* One allocation, one copy. */
#include "io/cstring.h"

#include <stdlib.h>
#include <string.h>

char *sf_cstring_new(sheaf_str text) {
    char *string = malloc(text.len + 1);
    if (!string)
        return NULL;
    memcpy(string, text.ptr, text.len);
    string[text.len] = '\0';
    return string;
}
