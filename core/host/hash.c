/* One function of libcrypto by its name; several versions of the library have it. */
#include "host/hash.h"

#include <dlfcn.h>
#include <string.h>

typedef unsigned char *sha256(const unsigned char *bytes, size_t length, unsigned char *out);

static sha256 *find_function(void) {
    static const char *const names[] = {"libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.so"};
    void *library = NULL;
    for (size_t i = 0; !library && i < sizeof names / sizeof names[0]; i++)
        library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    sha256 *function = NULL;
    void *symbol = library ? dlsym(library, "SHA256") : NULL;
    memcpy(&function, &symbol, sizeof function); /* ISO C has no cast from object to function */
    return function;
}

sheaf_status sf_hash(sheaf_str bytes, char digits[64], sf_error *error) {
    unsigned char sum[32];
    sha256 *function = find_function();
    if (!function || !function((const unsigned char *)bytes.ptr, bytes.len, sum))
        return sf_failf(error, SHEAF_UNSUPPORTED, "hash.library",
                        "the hash of the input needs libcrypto, which is not installed "
                        "(Debian: libssl3)");
    for (size_t i = 0; i < sizeof sum; i++) {
        digits[2 * i] = "0123456789abcdef"[sum[i] >> 4];
        digits[2 * i + 1] = "0123456789abcdef"[sum[i] & 15];
    }
    return SHEAF_OK;
}
