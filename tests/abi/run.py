#!/usr/bin/env python3
"""The border between host and plugins, from outside: negotiation with plugins built against older and newer
headers, isolation, and the choice of a reader. Cases are tables; the program under test is $SHEAF."""
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

SHEAF = os.environ["SHEAF"]
PLUGINS = os.environ["SHEAF_TEST_PLUGINS"]
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
HEADER = os.path.join(ROOT, "include", "sheaf", "plugin.h")
CC = os.environ.get("CC") or shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
SANITIZED = b"__asan_init" in open(SHEAF, "rb").read()

passed = failed = 0


def check(name, good, seen=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f"FAILED {name}\n  {str(seen).strip()[:1500]}")


def sheaf(*arguments, text=None, cwd=None, seconds=60):
    environment = dict(os.environ, ASAN_OPTIONS="allocator_may_return_null=1")
    environment.pop("SHEAF_PLUGIN_PATH", None)
    return subprocess.run([SHEAF, *arguments], input=text, capture_output=True, cwd=cwd, env=environment,
                          timeout=seconds)


# ---- negotiation: plugins built against changed headers ----

PLAIN = """#include <sheaf/plugin.h>
static uint32_t probe(const sheaf_input *input, sheaf_str *why) {
    *why = SHEAF_STR("is asked for by name");
    return input->bytes.len ? SHEAF_BID_MAYBE : SHEAF_BID_NO;
}
static sheaf_status run(const sheaf_host *host, sheaf_job *job) {
    sheaf_origin place = {.kind = SHEAF_AT_BYTES, .unit = 1};
    sheaf_block block = {.size = sizeof(sheaf_block), .kind = SHEAF_PARAGRAPH, .text = SHEAF_STR("negotiated"),
                         .origins = &place, .origin_count = 1};
    EXTRA
    host->add(job, &block);
    host->diagnose(job, &(sheaf_diagnostic){.size = sizeof(sheaf_diagnostic), .severity = SHEAF_WARNING,
                   .code = SHEAF_STR("abi.test"), .message = SHEAF_STR("a diagnostic of another size")});
    host->add_finding(job, &(sheaf_finding){.size = sizeof(sheaf_finding), .severity = SHEAF_ERROR,
                      .rule = SHEAF_STR("ABI"), .fingerprint = SHEAF_STR("f") SUPPRESSED});
    return host->tick(job, 1, 1);
}
static const sheaf_plugin plugin = {.size = sizeof(sheaf_plugin), .kind = SHEAF_READER, .id = "abi",
                                    .version = "1", .probe = probe, .run = run};
static const sheaf_plugin *const plugins[] = {&plugin};
SHEAF_PLUGIN_EXPORT const sheaf_library sheaf_entry = SHEAF_LIBRARY(plugins);
"""
MANIFEST = {"id": "abi", "kind": "reader", "library": "abi.so", "version": "1", "abi": "1.0", "format": "abi"}


def number_of(header, name):
    return int(re.search(rf"^#define SHEAF_ABI_{name} (\d+)$", header, re.M).group(1))


with open(HEADER) as file:
    header_text = file.read()
MAJOR, MINOR = number_of(header_text, "MAJOR"), number_of(header_text, "MINOR")
OWN, NEXT, NEXT_MAJOR = f"{MAJOR}.{MINOR}", f"{MAJOR}.{MINOR + 1}", f"{MAJOR + 1}.0"


def newer_header(header):
    """The next minor: members are appended to what plugins make and to what they are given."""
    header = header.replace(f"#define SHEAF_ABI_MINOR {MINOR}\n", f"#define SHEAF_ABI_MINOR {MINOR + 1}\n")
    for end, extra in (("} sheaf_block;", "uint64_t novelty; sheaf_str more;"), ("} sheaf_diagnostic;", "sheaf_str advice;"),
                       ("} sheaf_plugin;", "void (*later)(void);"), ("} sheaf_finding;", "sheaf_str remark;"), ("} sheaf_host;", "int (*novelty)(sheaf_job *job);")):
        assert header.count(end) == 1, end
        header = header.replace(end, extra + "\n" + end)
    return header


def header_of(minor):
    """The header as that minor had it: members stand behind the comment that says since when they are there."""
    def change(header):
        lines, skipping, cuts = [], False, 0
        for line in header.replace(f"#define SHEAF_ABI_MINOR {MINOR}\n", f"#define SHEAF_ABI_MINOR {minor}\n").splitlines():
            since = re.match(rf"\s*/\* (?:---- )?since {MAJOR}\.(\d+)", line)
            if since and int(since.group(1)) > minor:
                skipping, cuts = True, cuts + 1
            skipping = skipping and not re.match(r"} \w+;", line)
            if not skipping:
                lines.append(line)
        assert cuts, minor
        return "\n".join(lines) + "\n"
    return change


def smaller_header(header):
    """Smaller than any minor was: what a host must stand all the same, as it copies no more than it is given."""
    for first, end in (("    sheaf_str opaque;", "} sheaf_block;"), ("    /* 1: content was lost", "} sheaf_diagnostic;"),
                       ("    void (*next_output)", "} sheaf_host;")):
        header, count = re.subn(re.escape(first) + ".*?" + re.escape(end), end, header, flags=re.S)
        assert count == 1, first
    return header


def changed(old, new):
    def change(text):
        assert old in text, old
        return text.replace(old, new)
    return change


def same(text):
    return text


ASKS_FOR_NOVELTY = ("block.novelty = 77; block.more = SHEAF_STR(\"unknown to the host\");\n"
                    "    if (SHEAF_HAS(host, sheaf_host, novelty)) return SHEAF_BAD_CALL;")
ENTRY = "const sheaf_library sheaf_entry = SHEAF_LIBRARY(plugins);"

# name, header change, source change, manifest changes, what the library file becomes, words of the one line (None: it works)
NEGOTIATIONS = [
    ("same header", same, same, {}, same, None),
    ("newer minor, needs the older", newer_header, changed("EXTRA", ASKS_FOR_NOVELTY), {}, same, None),
    *((f"minor {minor}", header_of(minor), same, {}, same, None) for minor in range(MINOR)),
    ("smaller structs", smaller_header, same, {}, same, None),
    ("newer minor, needs it", newer_header, same, {"abi": NEXT}, same, [NEXT, OWN]),
    ("newer major, known from the manifest", same, same, {"abi": NEXT_MAJOR}, same, [NEXT_MAJOR, OWN]),
    ("newer major, known from the library",
     changed(f"#define SHEAF_ABI_MAJOR {MAJOR}", f"#define SHEAF_ABI_MAJOR {MAJOR + 1}"), same, {}, same,
     [f"ABI {MAJOR + 1}.{MINOR}", OWN]),
    ("wrong magic", changed("0x53484541u", "0x12345678u"), same, {}, same, ["0x12345678", "0x53484541"]),
    ("missing symbol", same, changed(ENTRY, ENTRY.replace("sheaf_entry", "sheaf_entrance")), {}, same, ["sheaf_entry"]),
    ("too small a description", same, changed(".size = sizeof(sheaf_plugin)", ".size = 12"), {}, same, ["12 bytes"]),
    ("another plugin in the library", same, changed('.id = "abi"', '.id = "other"'), {}, same, ["abi", "other"]),
    ("another kind", same, changed("SHEAF_READER,", "SHEAF_PASS,"), {}, same, ["reader abi", "pass"]),
    ("another version", same, changed('.version = "1"', '.version = "2"'), {}, same, ["is 2", "says 1"]),
    ("other caps", same, changed(".id =", ".caps = SHEAF_CAP_SERIAL, .id ="), {}, same, ["0x1", "0x0"]),
    ("no run", same, changed(".run = run", ".run = 0"), {}, same, ["`run`"]),
    ("no plugins", same, changed("SHEAF_LIBRARY(plugins)", "{SHEAF_MAGIC, 1, 0, 0, 0, plugins}"), {}, same, ["0 plugins"]),
    ("wrong architecture", same, same, {}, lambda b: b[:18] + b"\xb7\x00" + b[20:], ["AArch64", "x86-64"]),
    ("32 bits", same, same, {}, lambda b: b[:4] + b"\x01" + b[5:], ["32 bits", "64 bits"]),
    ("no library at all", same, same, {}, lambda b: b"#!/bin/sh\n" + b[30:], ["ELF"]),
    ("library cut short", same, same, {}, lambda b: b[:100], ["cannot be used"]),
    ("library missing", same, same, {"library": "gone.so"}, same, ["gone.so", "not there"]),
    ("library elsewhere", same, same, {"library": "../abi.so"}, same, ["../abi.so", "bare file name"]),
    ("misspelt key", same, same, {"formt": "abi"}, same, ["formt", "format"]),
]


def build(folder, header_change, source_change, bytes_change):
    include = os.path.join(folder, "include", "sheaf")
    os.makedirs(include)
    with open(HEADER) as file:
        header = header_change(file.read())
    with open(os.path.join(include, "plugin.h"), "w") as file:
        file.write(header)
    source = os.path.join(folder, "abi.c")
    with open(source, "w") as file:
        file.write(source_change(PLAIN).replace("EXTRA", "").replace("SUPPRESSED", ""))
    library = os.path.join(folder, "abi.so")
    subprocess.run([CC, "-std=c11", "-fPIC", "-shared", "-fvisibility=hidden", "-I", os.path.dirname(include), source,
                    "-o", library], check=True)
    with open(library, "rb") as file:
        content = bytes_change(file.read())
    with open(library, "wb") as file:
        file.write(content)


def negotiate(name, header_change, source_change, manifest, bytes_change, words):
    with tempfile.TemporaryDirectory() as folder:
        build(folder, header_change, source_change, bytes_change)
        with open(os.path.join(folder, "abi.sheaf"), "w") as file:
            file.writelines(f"{key} = {value}\n" for key, value in {**MANIFEST, **manifest}.items())
        result = sheaf("convert", "-", "--from", "abi", "--to", "plain", "--pass", "none", "--plugin-dir", folder,
                       "--plugin-dir", PLUGINS, text=b"x")
        error = result.stderr.decode()
        if words is None:
            good = result.returncode == 0 and result.stdout == b"negotiated\n" and "[abi.test]" in error
        else:
            line = [part for part in error.splitlines() if "error" in part]
            good = result.returncode in (2, 3) and len(line) == 1 and all(word in line[0] for word in words)
        check(f"negotiation: {name}", good, f"{result.returncode} {result.stdout!r} {error}")
        listed = sheaf("plugins", "--plugin-dir", folder)
        check(f"listing never fails: {name}", listed.returncode == 0 and b"abi" in listed.stdout, listed.stderr)


def suppress(name, header_change, source_change, counts):
    """A finding that its plugin suppressed does not count; one of a minor without that member always does."""
    with tempfile.TemporaryDirectory() as folder:
        build(folder, header_change, source_change, same)
        with open(os.path.join(folder, "abi.sheaf"), "w") as file:
            file.writelines(f"{key} = {value}\n" for key, value in MANIFEST.items())
        for extra in ([], ["--isolate"]):
            result = sheaf("convert", "-", "--from", "abi", "--to", "json", "--pass", "none", "--fail-on", "error",
                           "--plugin-dir", folder, *extra, text=b"x")
            said = b'"suppressed": "agreed upon"' in result.stdout
            check(f"suppressed finding: {name} {extra}", result.returncode == int(counts) and said != counts, result.stdout + result.stderr)


SUPPRESSING = changed("SUPPRESSED", ', .suppressed = SHEAF_STR("agreed upon")')
SUPPRESSIONS = [("same header", same, SUPPRESSING, False), ("newer minor", newer_header, SUPPRESSING, False),
                ("none is suppressed", same, same, True), *((f"minor {minor}", header_of(minor), same, True) for minor in range(MINOR))]


# ---- isolation: what the input says, exit status, words in the output, words on standard error ----

ISOLATIONS = [
    ("good", 0, "well", ""),
    ("crash", 2, "", "the wild reader crashed (signal SIGSEGV)"),
    ("probe", 2, "", "the wild reader crashed (signal SIGSEGV)"),
    ("lose", 2, "", "the wild reader crashed (signal SIGBUS)"),
    ("spin", 2, "", "no progress for 700 ms"),
    ("nap", 2, "", "no progress for 700 ms"),
    ("busy", 2, "", "longer than 2 s"),
    ("eat", 2, "", "SIGABRT"),
    ("abort", 2, "", "SIGABRT"),
    ("exit0", 2, "", "exit status 0"),
    ("exit7", 2, "", "exit status 7"),
    ("shout", 0, "it shouted", "the process said:  [31mred  alarm"),
    ("print", 0, "printed", ""),
    ("complain", 0, "complained", "--limit diagnostics="),
    ("descriptors", 0, None, ""),
    ("breed", 0, "bred", ""),
    ("refuse", 2, "", "page 3 (72,140): error: the document is encrypted [wild.encrypted]"),
    ("silent", 2, "", "gave no reason"),
]
NOT_UNDER_ASAN = {"crash", "probe", "lose", "eat", "abort"}  # the sanitizer turns signals into its own exit


def processes_of(folder):
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.readlink(f"/proc/{pid}/cwd") == folder:
                found.append(pid)
        except OSError:
            pass
    return found


def all_end(folder):
    """A process that was killed may need a moment to be gone where others work; one that was forgotten sleeps for hours."""
    for _ in range(100):
        if not processes_of(folder):
            return True
        time.sleep(.05)
    return False


def isolate(word, status, output, message):
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.realpath(folder)
        with open(os.path.join(folder, "in.wild"), "w") as file:
            file.write(f"WILD {word}")
        with open(os.path.join(folder, "out.txt"), "w") as file:
            file.write("old\n")
        result = sheaf("convert", "in.wild", "-o", "out.txt", "--to", "plain", "--pass", "none", "--plugin-dir", PLUGINS,
                       "--limit", "stall=700ms", "--limit", "time=2s", cwd=folder)
        error = result.stderr.decode()
        with open(os.path.join(folder, "out.txt")) as file:
            written = file.read()
        if SANITIZED and word in NOT_UNDER_ASAN:
            message = ""
        if SANITIZED and word == "eat":
            return
        check(f"isolation: {word}: status, message", result.returncode == status and message in error and
              "\033" not in error and "\a" not in error, f"{result.returncode} {error}")
        if output is None:
            check("isolation: two descriptors of the host, and no more, are open", written.count("x") == 2, written)
        else:
            check(f"isolation: {word}: output", written == (output + "\n" if output else "old\n"), written)
        check(f"isolation: {word}: stdout is clean", result.stdout == b"", result.stdout)
        check(f"isolation: {word}: no file, no process is left",
              sorted(os.listdir(folder)) == ["in.wild", "out.txt"] and all_end(folder), os.listdir(folder))


def copy_of_wild(folder, limit):
    """A directory with the reader wild, whose manifest says one line more."""
    os.mkdir(os.path.join(folder, "p"))
    shutil.copy(os.path.join(PLUGINS, "wild.so"), os.path.join(folder, "p"))
    with open(os.path.join(PLUGINS, "wild.sheaf")) as file, open(os.path.join(folder, "p", "wild.sheaf"), "w") as copy:
        copy.write(file.read() + f"limit = {limit}\n")


# word, limit of the manifest, of the user, what is said: the user's word counts, then the plugin's own, and only while it runs
PATIENCE = [
    ("spin", "stall 600ms", [], "the wild reader showed no progress for 600 ms and was stopped; nothing was written; --limit stall=N raises that"),
    ("nap", "stall 600ms", [], "no progress for 600 ms"),
    ("spin", "stall 600ms", ["--limit", "stall=900ms"], "no progress for 900 ms"),
    ("spin", "stall 90s", ["--limit", "stall=300ms"], "no progress for 300 ms"),
]


def be_patient(word, own, limits, message):
    with tempfile.TemporaryDirectory() as folder:
        copy_of_wild(folder, own)
        with open(os.path.join(folder, "in.wild"), "w") as file:
            file.write(f"WILD {word}")
        result = sheaf("convert", "in.wild", "--to", "plain", "--pass", "none", "--from", "wild", "--plugin-dir", "p",
                       "--plugin-dir", PLUGINS, *limits, cwd=folder)
        error = result.stderr.decode()
        check(f"patience: {word}, {own}, {limits}", result.returncode in (2, 3) and message in error and result.stdout == b"",
              f"{result.returncode} {error}")
        listed = sheaf("plugins", "-v", "--plugin-dir", "p", cwd=folder).stdout.decode()
        shown = f"--limit stall={'90000' if '90s' in own else '600'}ms" in listed
        check(f"patience: {own} is shown by `sheaf plugins -v`", shown, listed)


def be_patient_on_a_busy_machine():
    """What others take of the one processor does not count: a child that gets a fifth of it lives longer, twice at most."""
    if not os.path.exists("/proc/self/schedstat"):
        print("skipped: this system does not tell how long a process waits for a processor")
        return
    one = {min(os.sched_getaffinity(0))}
    hogs = [subprocess.Popen([sys.executable, "-c", "while True: pass"], preexec_fn=lambda: os.sched_setaffinity(0, one))
            for _ in range(4)]
    try:
        begin = time.monotonic()
        result = subprocess.run([SHEAF, "convert", "-", "--to", "plain", "--pass", "none", "--plugin-dir", PLUGINS,
                                 "--limit", "stall=500ms"], input=b"WILD spin", capture_output=True, timeout=120,
                                preexec_fn=lambda: os.sched_setaffinity(0, one))
        passed_time = time.monotonic() - begin
    finally:
        for hog in hogs:
            hog.kill()
            hog.wait()
    check("patience: time that other processes take does not count", passed_time > 0.9 and
          b"no progress for 500 ms" in result.stderr, f"{passed_time:.2f} s {result.stderr}")


def allow_a_second_of_processor_time():
    """The system's own limit is named as what it is, and memory is not blamed."""
    result = subprocess.run([SHEAF, "convert", "-", "--to", "plain", "--pass", "none", "--plugin-dir", PLUGINS],
                            input=b"WILD spin", capture_output=True, timeout=120,
                            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (2, 2)))
    check("isolation: processor time of the system", result.returncode == 2 and b"ulimit -t raises that" in result.stderr and
          b"memory" not in result.stderr, f"{result.returncode} {result.stderr}")


def interrupt_isolated():
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.realpath(folder)
        with open(os.path.join(folder, "in.wild"), "w") as file:
            file.write("WILD nap")
        process = subprocess.Popen([SHEAF, "convert", "in.wild", "-o", "out", "--to", "plain", "--plugin-dir", PLUGINS],
                                   cwd=folder, stderr=subprocess.PIPE)
        time.sleep(0.5)
        process.terminate()
        process.wait(timeout=10)
        check("isolation: SIGTERM ends the child and is raised again", process.returncode == -15, process.returncode)
        process.stderr.close()
        check("isolation: SIGTERM leaves nothing", os.listdir(folder) == ["in.wild"] and all_end(folder),
              os.listdir(folder))
        process = subprocess.Popen([SHEAF, "convert", "in.wild", "-o", "out", "--to", "plain", "--plugin-dir", PLUGINS],
                                   cwd=folder, stderr=subprocess.DEVNULL)
        time.sleep(0.5)
        process.kill()
        process.wait()
        check("isolation: the child dies with a killed parent", all_end(folder), processes_of(folder))


# word, exit status, words on standard error, options: what has to do with the change is told as that, and nothing else
CHANGES = [
    ("good", 0, ""),
    ("cut", 2, "[io.changed]"),
    ("rewrite", 2, "[io.changed]"),
    ("lose", 2, "" if SANITIZED else "in.wild could not be read any more while the wild reader ran"),
    ("linger", 2, "[io.changed]", "--limit", "stall=500ms"),
    ("rewrite", 2, "[limit.nodes]", "--limit", "nodes=1"),
    ("rewrite", 2, "[limit.output]", "--limit", "output=3"),
]


def changed_meanwhile():
    """A large file is mapped for the separate process: whoever writes to it meanwhile ends the conversion, and not the program."""
    for word, status, message, *options in CHANGES:
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "in.wild")
            with open(path, "w") as file:
                file.write(f"WILD {word} " + "x" * 300_000)
            os.utime(path, (1e9, 1e9))
            result = sheaf("convert", "in.wild", "-o", "out.txt", "--to", "plain", "--pass", "none", "--plugin-dir", PLUGINS, *options, cwd=folder)
            error = result.stderr.decode()
            check(f"isolation: a large file, {word} {options}: status, message", result.returncode == status and message in error and
                  "crashed" not in error, f"{result.returncode} {error}")
            check(f"isolation: a large file, {word} {options}: output", os.path.exists(os.path.join(folder, "out.txt")) == (status == 0), error)


def isolate_always():
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "a.kv"), "w") as file:
            file.write("[Head]\nkey: value\n")
        plain = sheaf("convert", "a.kv", "--to", "json", "--plugin-dir", PLUGINS, cwd=folder)
        apart = sheaf("convert", "a.kv", "--to", "json", "--plugin-dir", PLUGINS, "--isolate", cwd=folder)
        check("isolation: the same output in a process of its own", plain.returncode == 0 and
              plain.stdout == apart.stdout and b"key" in plain.stdout, plain.stderr + apart.stderr)
        seen = sheaf("inspect", "a.kv", "--plugin-dir", PLUGINS, cwd=folder)
        apart = sheaf("inspect", "a.kv", "--plugin-dir", PLUGINS, "--isolate", cwd=folder)
        check("isolation: a document comes over whole", seen.returncode == 0 and seen.stdout == apart.stdout,
              apart.stderr + apart.stdout)


# ---- choice: input, file name, expected first word of the output or words of the error ----

CHOICES = [
    ("RIVAL 7 6", "x", "read by the first", ""),
    ("RIVAL 6 7", "x", "read by the second", ""),
    ("RIVAL 7 7", "x", "read by the first", ""),
    ("RIVAL 7 7", "x.second", "read by the second", ""),
    ("RIVAL 7 6", "x.second", "read by the first", ""),
    ("RIVAL 1 6", "x.first", "read by the second", ""),
    ("RIVAL 0 6", "x.first", "", "the file has a name as rival_first files have, but is none"),
    ("RIVAL 0 8", "x.first", "read by the second", ""),
]


def choose(text, name, output, message):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, name), "w") as file:
            file.write(text)
        result = sheaf("convert", name, "--to", "plain", "--pass", "none", "--plugin-dir", PLUGINS, "--limit", "time=20s",
                       cwd=folder)
        check(f"choice: {text} as {name}", result.stdout.decode().startswith(output) and
              bool(output) == bool(result.stdout) and message in result.stderr.decode(), result.stdout + result.stderr)


def choose_nobody():
    result = sheaf("convert", "-", "--to", "plain", "--plugin-dir", PLUGINS, "--from", "rival_frist", text=b"x")
    check("choice: nearest reader", result.returncode in (2, 3) and b"rival_first" in result.stderr, result.stderr)
    result = sheaf("convert", "-", "--to", "plain", "--pass", "none", "--plugin-dir", PLUGINS, "--from", "rival_first",
                   text=b"anything")
    check("choice: --from forces", result.stdout == b"read by the first\n", result.stderr)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("plain", "wild", "rival_first"):
            for ending in (".so", ".sheaf"):
                shutil.copy(os.path.join(PLUGINS, name + ending), folder)
        os.makedirs(os.path.join(folder, "bin"))
        program = os.path.join(folder, "bin", "sheaf")
        shutil.copy(SHEAF, program)
        os.makedirs(os.path.join(folder, "lib", "sheaf", "plugins"))
        result = subprocess.run([program, "convert", "-", "--to", "plain", "--pass", "none", "--plugin-dir", folder],
                                input=b"RIVAL 0 0", capture_output=True)
        error = result.stderr.decode()
        check("choice: nobody is told with reasons", result.returncode == 2 and "rival_first says no" in error and
              "wild was not asked (its signature is absent)" in error, error)
        result = subprocess.run([program, "plugins"], capture_output=True)
        check("catalogue: the folder beside the program counts", b"rival" not in result.stdout, result.stdout)


def shadow():
    with tempfile.TemporaryDirectory() as folder:
        for name in ("plain.so", "plain.sheaf"):
            shutil.copy(os.path.join(PLUGINS, name), folder)
        result = sheaf("plugins", "-v", "--plugin-dir", folder, "--plugin-dir", PLUGINS)
        check("catalogue: the shadowed one is listed", b"comes before it" in result.stdout, result.stdout)
        result = sheaf("plugins", "--plugin-dir", os.path.join(folder, "none"))
        check("catalogue: a missing --plugin-dir is an error", result.returncode in (2, 3), result.stderr)


def output_limits():
    with tempfile.TemporaryDirectory() as folder:
        for extra in ([], ["--isolate"]):
            result = sheaf("convert", "-", "--from", "rival_first", "--to", "flood", "--pass", "none", "-o", "out",
                           "--plugin-dir", PLUGINS, "--limit", "output=1M", *extra, text=b"x", cwd=folder)
            check(f"a flood of output ends at its limit {extra}", result.returncode == 2 and
                  b"--limit output=" in result.stderr and os.listdir(folder) == [], result.stderr)
    with open("/dev/full", "wb") as full:
        result = subprocess.run([SHEAF, "convert", "-", "--from", "rival_first", "--to", "plain", "--pass", "none",
                                 "--plugin-dir", PLUGINS], input=b"x", stdout=full, stderr=subprocess.PIPE)
    check("a full disk is told", result.returncode == 2 and b"No space left" in result.stderr, result.stderr)


def careless():
    for word, status, message in (("good", 2, b"only a writer may write"), ("print", 2, b"only a reader may build"),
                                  ("shout", 0, b"nodes or repairs that do not exist")):
        result = sheaf("convert", "-", "--to", "plain", "--pass", "careless", "--plugin-dir", PLUGINS,
                       text=b"WILD " + word.encode())
        check(f"a careless pass: {word}", result.returncode == status and message in result.stderr, result.stderr)


AUDITS = [  # paragraphs; rule: (source, document) for those that fail; the others hold
    ("a first line of text, 12\n\nlose 345 and ６\n\nlast one.\n", {"AUDIT-DIGITS": ("6", "2"), "AUDIT-TEXT": ("38", "27")}),
    ("a first line of text\n\ntwice 77 times\n\nlast one.\n", {"AUDIT-DIGITS": ("2", "4"), "AUDIT-TEXT": ("36", "48")}),
    ("a first line of text\n\nlose words\n\nlast one.\n", {"AUDIT-TEXT": ("33", "24")}),
    ("a first line of text 55\n\nlose 12\n\ntwice 34\n\nlast one.\n", {"AUDIT-DIGITS": ("6", "6"), "AUDIT-TEXT": ("39", "40")}),
    ("a first line of text\n\nan honest 5\n\nlast one.\n", {}),
]


LOST = (1, 2, 3, 4, 5, 6)


def audit():
    for text, wanted in AUDITS:
        result = sheaf("convert", "-", "--to", "json", "--pass", "lossy,audit", "--plugin-dir", PLUGINS, text=text.encode())
        report = json.loads(result.stdout or b"{}")
        found = {f["rule"]: (f["expected"], f["actual"]) for f in report.get("findings", [])}
        checks = {c["rule"]: (c["pass"], c["fail"]) for c in report.get("checks", [])}
        counted = {rule: ((0, 1) if rule in wanted else (1, 0)) for rule in ("AUDIT-DIGITS", "AUDIT-TEXT")}
        check(f"audit: {text.splitlines()[2]}", found == wanted and checks == counted, (found, checks))
    text = "".join(f"line {n}\n\n{'lose' if n in LOST else 'twice' if n == 9 else 'keep'} {n * 11}\n\n" for n in range(1, 12))
    for lang, words in (("en", "12 are lost (lines 3, 7, 11, 15, 19 and others), 2 are there twice or were added (line 35)"),
                        ("zh", "丢失 12 个（第 3、7、11、15、19 等 行），多出 2 个（第 35 行）")):
        result = sheaf("check", "-", "--lang", lang, "--pass", "lossy,audit", "--plugin-dir", PLUGINS, text=text.encode())
        told = next(line for line in result.stdout.decode().splitlines() if "AUDIT-DIGITS" in line)
        check(f"audit tells where ({lang})", words in told and ("line 1:" in told or "第1行" in told), told)
    text = "第一行有12个字。\n\nlose 这一行34\n\n最后一行。\n".encode("gb18030")
    result = sheaf("check", "-", "--encoding", "GB18030", "--pass", "lossy,audit", "--plugin-dir", PLUGINS, text=text)
    check("an audit of another encoding has its counts", b": 2 are lost; compare" in result.stdout, result.stdout)


# ---- laziness: the dynamic loader tells what was loaded ----

def loaded(*arguments, text=b"plain words\n"):
    environment = dict(os.environ, LD_DEBUG="files")
    result = subprocess.run([SHEAF, *arguments, "--plugin-dir", PLUGINS], input=text, env=environment, capture_output=True)
    return result.returncode, sorted(set(re.findall(rb"file=\S*?([a-z_]+)\.so \[0\];  dynamically loaded", result.stderr)))


def laziness():
    check("laziness: listing loads nothing", loaded("plugins") == (0, []), loaded("plugins"))
    seen = loaded("convert", "-", "--to", "plain", "--pass", "none")
    check("laziness: only what the job needs is loaded", seen == (0, [b"plain", b"read_text"]), seen)


def processed():
    """A reader of what went through passes before: the standard ones do not run on it again."""
    with tempfile.TemporaryDirectory() as folder:
        for ending in (".so", ".sheaf"):
            shutil.copy(os.path.join(PLUGINS, "template" + ending), folder)
        common = ("convert", "-", "--from", "keyvalue", "--to", "plain", "--plugin-dir", folder)
        text = b"[Head]\nkey: value\n"
        seen = loaded(*common, text=text)
        check("processed: a pass runs by itself", seen == (0, [b"pass_audit", b"pass_stitch", b"plain", b"template"]), seen)
        with open(os.path.join(folder, "template.sheaf"), "a") as file:
            file.write("\nprocessed = yes\n")
        seen = loaded(*common, text=text)
        check("processed: no pass runs by itself", seen == (0, [b"plain", b"template"]), seen)
        seen = loaded(*common, "--isolate", text=text)
        check("processed: nor in a process of its own", seen[0] == 0 and b"pass_stitch" not in seen[1], seen)
        seen = loaded(*common, "--pass", "stitch", text=text)
        check("processed: a named pass runs", seen == (0, [b"pass_stitch", b"plain", b"template"]), seen)
        listed = sheaf("plugins", "-v", "--plugin-dir", folder)
        check("processed: is listed", b"reads what went through passes before" in listed.stdout, listed.stdout)
        if CC:
            processed_form(folder, common[:-1], text)


def processed_form(folder, common, text):
    """Nobody would look for the form that was named."""
    def idle(source):
        return changed(".kind = SHEAF_READER, .id = \"abi\"", ".kind = SHEAF_PASS, .id = \"form\"")(
            changed("host->add(job, &block);", "(void)block;")(source))
    build(folder, same, idle, same)
    with open(os.path.join(folder, "form.sheaf"), "w") as file:
        file.writelines(f"{key} = {value}\n" for key, value in {**MANIFEST, "id": "form", "kind": "pass"}.items())
    common = (*common, folder, "--plugin-dir", PLUGINS)
    result = sheaf(*common, "--form", "any", text=text)
    check("processed: a form that nobody looks for is refused",
          result.returncode == 2 and b"[plan.processed]" in result.stderr and result.stdout == b"", result.stderr)
    for more in (("--form", "none"), ("--form", "any", "--pass", "form"), ()):
        result = sheaf(*common, *more, text=text)
        check(f"processed: {more}", result.returncode == 0 and result.stdout.startswith(b"Head\n"), result.stderr)


def judging(folder):
    """The passes form and check of one library, which look for the word `annual`."""
    shutil.copy(os.path.join(PLUGINS, "judge.so"), folder)
    for name in ("form", "check"):
        with open(os.path.join(folder, name + ".sheaf"), "w") as file:
            file.write(f"id = {name}\nkind = pass\nlibrary = judge.so\nversion = 1\nabi = 1.2\nanchor = annual\n")


# text, options, whether the library is loaded, the rules and forms that are stated
OCCASIONS = [
    ("plain words", [], False, "", ""),
    ("an annual report", [], True, "RAN", "judged"),
    ("an annual report", ["--form", "none"], True, "RAN", ""),
    ("plain words", ["--form", "none"], False, "", ""),
    ("plain words", ["--form", "judged"], True, "RAN", "judged"),
    ("plain words", ["--pass", "check"], True, "RAN", ""),
    ("an annual report", ["--pass", "stitch"], False, "", ""),
]


def occasions():
    """Passes about forms run where an anchor word stands or a form is named, and are not even loaded elsewhere."""
    with tempfile.TemporaryDirectory() as folder:
        judging(folder)
        for text, options, is_loaded, rules, forms in OCCASIONS:
            common = ("convert", "-", "--to", "json", "--plugin-dir", folder, *options)
            seen = loaded(*common, text=text.encode())
            check(f"occasion: {text} {options}: loaded", seen[0] == 0 and (b"judge" in seen[1]) == is_loaded, seen)
            report = json.loads(sheaf(*common, text=text.encode()).stdout)
            check(f"occasion: {text} {options}: stated", [c["rule"] for c in report["checks"] if not c["rule"].startswith("AUDIT-")] == rules.split() and
                  (report["form"] or {}).get("id", "") == forms, report)


INSTALLED = os.environ.get("SHEAF_PLUGINS", os.path.join(os.path.dirname(SHEAF), "..", "lib", "sheaf", "plugins"))


def forms_stay_out():
    """The form library itself: a document without the anchor words of its manifest, a table of numbers even, does not load it."""
    if not os.path.exists(os.path.join(INSTALLED, "form.so")):
        print("skipped: forms_stay_out, as the plugin form was not built here")
        return
    for text, is_loaded in (("一、总体情况\n\n项目\t数量\n合计\t3\n", False), ("Annual report of the office\n", False), ("", False),
                            ("某镇2022年政府信息公开工作年度报告\n", True), ("FOIA annual report\n", True)):
        code, seen = loaded("convert", "-", "--to", "json", text=text.encode())
        check(f"anchors: {text!r}", code == 0 and (b"form" in seen) == is_loaded, seen)


# ---- conformance: every plugin that was built ----

CONFORMANCE = os.path.join(os.environ.get("SHEAF_BUILD", ""), "tests", "conformance")
DEFAULT_SAMPLE = os.path.join(ROOT, "docs", "sample", "report.txt")  # for passes and writers, read by `text`
RULE_BREAKERS = ("wild", "flood", "rival_first", "rival_second")  # on purpose


def manifests():
    for folder in (INSTALLED, PLUGINS):
        for name in sorted(os.listdir(folder) if os.path.isdir(folder) else []):
            if name.endswith(".sheaf"):
                with open(os.path.join(folder, name)) as file:
                    pairs = dict(re.findall(r"^([a-z-]+) = (.*)$", file.read(), re.M))
                yield os.path.join(folder, name), pairs


def sample_of(plugin):
    folder = os.path.join(HERE, "samples")
    found = [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.split(".")[0] == plugin]
    return found[0] if found else DEFAULT_SAMPLE if plugin == "text" else None


def exported(library):
    listing = subprocess.run(["nm", "-D", "--defined-only", library], capture_output=True, text=True).stdout
    names = [line.split()[-1] for line in listing.splitlines()]
    return [name for name in names if not re.match(r"_*(asan|ubsan|odr_asan|gcov|llvm)", name)]


def conform_one(path, pairs, name):
    sample = sample_of(pairs["id"]) or (None if pairs["kind"] == "reader" else DEFAULT_SAMPLE)
    if sample is None:
        print(f"SKIPPED conformance of the {name}: tests/abi/samples holds no sample for it")
        return
    reader = [] if pairs["kind"] == "reader" else [os.path.join(INSTALLED, "read_text.sheaf")]
    result = subprocess.run([CONFORMANCE, path, sample, *reader], capture_output=True, text=True, timeout=280)
    wanted = 1 if pairs["id"] == "careless" else 0  # it shows that the runner can fail
    check(f"conformance: {name}", result.returncode == wanted, f"{result.returncode} {result.stdout} {result.stderr}")


def conform():
    for path, pairs in manifests():
        name = f"{pairs['kind']} {pairs['id']}"
        library = os.path.join(os.path.dirname(path), pairs["library"])
        if shutil.which("nm"):
            check(f"conformance: {name}: one exported symbol", exported(library) == ["sheaf_entry"], exported(library))
        if pairs["id"] not in RULE_BREAKERS:
            conform_one(path, pairs, name)


def main():
    if CC:
        for case in NEGOTIATIONS:
            negotiate(*case)
        for case in SUPPRESSIONS:
            suppress(*case)
    else:
        print("SKIPPED negotiation: there is no C compiler to build plugins with")
    for case in ISOLATIONS:
        isolate(*case)
    for case in PATIENCE:
        be_patient(*case)
    be_patient_on_a_busy_machine()
    allow_a_second_of_processor_time()
    interrupt_isolated()
    isolate_always()
    changed_meanwhile()
    for case in CHOICES:
        choose(*case)
    choose_nobody()
    shadow()
    output_limits()
    careless()
    audit()
    laziness()
    processed()
    occasions()
    forms_stay_out()
    if os.path.exists(CONFORMANCE):
        conform()
    else:
        print("SKIPPED conformance: $SHEAF_BUILD/tests/conformance was not built")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
