/* Reads the first 20 bytes of an ELF header, which tell what the loader's own message does not: what the
 * file was built for, beside what this program was built for. */
#include "host/load.h"

#include <elf.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct target {
    unsigned bits, order, machine;
} target;

static const struct {
    unsigned machine;
    const char *name;
} machines[] = {{EM_386, "x86"},         {EM_ARM, "ARM"},     {EM_X86_64, "x86-64"},
                {EM_AARCH64, "AArch64"}, {EM_PPC64, "POWER"}, {EM_S390, "s390"},
                {EM_RISCV, "RISC-V"},    {EM_MIPS, "MIPS"},   {EM_LOONGARCH, "LoongArch"}};

static const char *machine_name(unsigned machine) {
    for (size_t i = 0; i < sizeof machines / sizeof machines[0]; i++)
        if (machines[i].machine == machine)
            return machines[i].name;
    return "machine";
}

/* e_machine stands at offset 18 in both classes, in the file's own byte order. */
static int read_target(const char *path, target *out) {
    unsigned char head[20];
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = file >= 0 ? read(file, head, sizeof head) : -1;
    if (file >= 0)
        close(file);
    if (length != (ssize_t)sizeof head || memcmp(head, ELFMAG, SELFMAG) != 0)
        return 0;
    out->bits = head[EI_CLASS] == ELFCLASS64 ? 64 : 32;
    out->order = head[EI_DATA];
    out->machine = out->order == ELFDATA2MSB ? (unsigned)head[18] << 8 | head[19]
                                             : (unsigned)head[19] << 8 | head[18];
    return 1;
}

int sf_elf_refused(const char *path, char *why, size_t room) {
    target theirs, ours;
    if (!read_target(path, &theirs))
        return snprintf(why, room, "it is no shared library (an ELF file was expected)");
    if (!read_target("/proc/self/exe", &ours))
        return 0;
    if (theirs.machine == ours.machine && theirs.bits == ours.bits && theirs.order == ours.order)
        return 0;
    return snprintf(
        why, room,
        "it was built for %s (machine %u, %u bits), this program for %s (machine %u, %u bits)",
        machine_name(theirs.machine), theirs.machine, theirs.bits, machine_name(ours.machine),
        ours.machine, ours.bits);
}
