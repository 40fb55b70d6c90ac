/* Signatures by which manifests rule readers in: bytes at an offset, or within a range of offsets. */
#ifndef SF_HOST_MAGIC_H
#define SF_HOST_MAGIC_H

#include <sheaf/plugin.h>

enum { SF_MAGIC_BYTES = 32, SF_MAGIC_FARTHEST = 64 * 1024 };

/* Stands somewhere from offset `from` to offset `to`; a mask byte of 0 is a wildcard. */
typedef struct sf_magic {
    uint32_t from, to;
    uint32_t length;
    unsigned char bytes[SF_MAGIC_BYTES];
    unsigned char mask[SF_MAGIC_BYTES];
} sf_magic;

/* `0:25504446`, `0-1019:255044462d`, `4:??00ff`. 0 where it is none. */
int sf_magic_parse(sheaf_str text, sf_magic *magic);
int sf_magic_matches(const sf_magic *magic, sheaf_str bytes);

#endif
