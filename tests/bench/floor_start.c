/* What a conversion costs before it converts anything: opens modules, reads all manifests of a folder and the input,
 * and writes as many bytes as the result has, in blocks of the size that Sheaf writes.
 *
 *   floor_start INPUT BYTES FOLDER MODULE... > BYTES bytes */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 16 * 1024, INPUT = 1 << 20 };

static ssize_t load(int folder, const char *path, char *into, size_t room) {
    int file = openat(folder, path, O_RDONLY | O_CLOEXEC);
    ssize_t bytes = file < 0 ? -1 : read(file, into, room);
    if (file >= 0)
        close(file);
    return bytes;
}

static int read_manifests(const char *path) {
    char manifest[4096];
    DIR *folder = opendir(path);
    int worked = folder != NULL;
    for (struct dirent *entry; worked && (entry = readdir(folder));) {
        const char *dot = strrchr(entry->d_name, '.');
        if (dot && strcmp(dot, ".sheaf") == 0)
            worked = load(dirfd(folder), entry->d_name, manifest, sizeof manifest) > 0;
    }
    if (folder)
        closedir(folder);
    return worked;
}

static int open_modules(char **paths) {
    for (; *paths; paths++) {
        void *module = dlopen(*paths, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
        if (!module || !dlsym(module, "sheaf_entry"))
            return 0;
    }
    return 1;
}

static int write_blocks(size_t bytes) {
    char block[BLOCK];
    memset(block, ' ', sizeof block);
    for (size_t part; bytes > 0; bytes -= part) {
        part = bytes < BLOCK ? bytes : BLOCK;
        if (write(STDOUT_FILENO, block, part) != (ssize_t)part)
            return 0;
    }
    return 1;
}

int main(int count, char **words) {
    char *input = count > 3 ? malloc(INPUT) : NULL;
    int worked = input && load(AT_FDCWD, words[1], input, INPUT) >= 0 && read_manifests(words[3]) &&
                 open_modules(words + 4) && write_blocks(strtoul(words[2], NULL, 10));
    free(input);
    if (!worked)
        fprintf(stderr, "floor_start: expected INPUT BYTES FOLDER MODULE..., all readable\n");
    return worked ? 0 : 3;
}
