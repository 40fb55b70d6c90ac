/* SHA-256 (FIPS 180-4) of an input, by libcrypto, which is loaded only when somebody asks. */
#ifndef SF_HOST_HASH_H
#define SF_HOST_HASH_H

#include "base/error.h"

/* 64 lower-case hexadecimal digits. SHEAF_UNSUPPORTED where the library is not installed. */
sheaf_status sf_hash(sheaf_str bytes, char digits[64], sf_error *error);

#endif
