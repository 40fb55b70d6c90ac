"""What a line of shell cannot show: signals, terminals, the libraries that were loaded, generated pages."""
import json
import os
import pathlib
import pty
import select
import re
import signal
import subprocess
import time

SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
TEXT = "关于2022年工作的报告\n\n一、总体情况\n\n本年主动公开信息12条。\n"
CLEAN = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8",
         **{k: v for k, v in os.environ.items() if k in ("ASAN_OPTIONS", "UBSAN_OPTIONS")}}


def sheaf(program, *arguments, **more):
    more = {"env": CLEAN, "capture_output": True, "timeout": 60, **more}
    return subprocess.run([program, *arguments], **more)


def wait_for_reader(child, fifo):
    """Until the child holds the pipe open: then it has settled what signals do."""
    for _ in range(500):
        assert child.poll() is None, child.communicate()
        folder = pathlib.Path(f"/proc/{child.pid}/fd")
        if any(os.readlink(f) == str(fifo.resolve()) for f in folder.iterdir() if os.path.lexists(f)):
            return
        time.sleep(0.02)
    raise AssertionError("the program does not open its input")


def feed(child, folder):
    """Opens the pipe without waiting, and writes what is too little to end the input."""
    pipe = os.open(folder / "input.txt", os.O_RDWR)
    os.write(pipe, TEXT.encode())
    wait_for_reader(child, folder / "input.txt")
    time.sleep(0.1)
    return pipe


def interrupted(program, folder, number):
    """Starts a conversion that waits for its input, sends it a signal, and looks at what is left."""
    os.mkfifo(folder / "input.txt")
    (folder / "out.json").write_text("before")
    child = subprocess.Popen([program, "convert", "input.txt", "-o", "out.json"], cwd=folder, env=CLEAN,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    pipe = feed(child, folder)
    child.send_signal(number)
    out, err = child.communicate(timeout=30)
    os.close(pipe)
    assert child.returncode == -number, (child.returncode, err)
    assert out == b"", out
    assert (folder / "out.json").read_text() == "before"
    assert sorted(os.listdir(folder)) == ["input.txt", "out.json"], os.listdir(folder)


def interrupt(program, folder):
    """SIGINT cleans up and is raised again"""
    interrupted(program, folder, signal.SIGINT)


def terminate(program, folder):
    """SIGTERM cleans up and is raised again"""
    interrupted(program, folder, signal.SIGTERM)


def report_of(tables):
    """A report with so many tables, as Sheaf writes one."""
    blocks = [{"id": 2 * i + 1, "kind": "table", "rows": 1, "columns": 1,
               "cells": [{"id": 2 * i + 2, "row": 0, "column": 0, "text": str(i)}]} for i in range(tables)]
    return {"sheaf": {"schema": "1.0", "version": "0"}, "source": {"name": "a"}, "conversion": {"complete": True, "diagnostics": []},
            "meta": {}, "blocks": blocks, "facts": [], "repairs": [], "checks": [], "findings": []}


def interrupt_twice(program, folder):
    """signals that come together, as `timeout` sends them, clean up like one"""
    (folder / "in.json").write_text(json.dumps(report_of(3000)))
    child = subprocess.Popen([program, "convert", "in.json", "-o", "out/", "--to", "csv"], cwd=folder, env=CLEAN,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    for _ in range(3000):
        if (folder / "out").is_dir() and any(name.endswith(".part") for name in os.listdir(folder / "out")):
            break
        assert child.poll() is None, child.communicate()
        time.sleep(0.005)
    for _ in range(3):
        child.send_signal(signal.SIGTERM)
        time.sleep(0.001)
    _, err = child.communicate(timeout=60)
    assert child.returncode == -signal.SIGTERM, (child.returncode, err)
    assert os.listdir(folder) == ["in.json"], (os.listdir(folder), len(os.listdir(folder / "out")))


def interrupt_busy(program, folder):
    """SIGINT in the middle of work ends it soon"""
    with open(folder / "big.txt", "w") as big:
        big.writelines("%d\t%d\tabc\n" % (i, i * 7) for i in range(3000000))
    child = subprocess.Popen([program, "convert", "big.txt", "-o", "out.json"], cwd=folder, env=CLEAN,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(0.25)
    still = child.poll() is None
    child.send_signal(signal.SIGINT)
    start = time.monotonic()
    _, err = child.communicate(timeout=60)
    assert still and child.returncode == -signal.SIGINT, (still, child.returncode, err)
    assert time.monotonic() - start < 10
    assert os.listdir(folder) == ["big.txt"], os.listdir(folder)


def ignored(program, folder):
    """a signal that was ignored from the start stays ignored"""
    os.mkfifo(folder / "input.txt")
    child = subprocess.Popen(["/bin/sh", "-c", 'trap "" INT; exec "$0" convert input.txt --to json', str(program)],
                             cwd=folder, env=CLEAN, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    pipe = feed(child, folder)
    child.send_signal(signal.SIGINT)
    time.sleep(0.1)
    os.close(pipe)
    out, err = child.communicate(timeout=30)
    assert child.returncode == 0, (child.returncode, err)
    assert json.loads(out)["blocks"]


def closed_pipe(program, folder):
    """a reader that goes away gives exit 2; a conversion says that its output is lost, what is for the eye (`| head`) ends quietly"""
    (folder / "a.txt").write_text(TEXT * 20000)
    read, write = os.pipe()
    os.close(read)
    for lines, arguments in ((1, ["convert", "a.txt", "--to", "json"]), (0, ["inspect", "a.txt"]), (0, ["--help"]),
                             (0, ["plugins"]), (0, ["inspect", "--dump", "a.txt"])):
        done = subprocess.run([program, *arguments], cwd=folder, env=CLEAN, stdout=write, stderr=subprocess.PIPE, timeout=60)
        assert done.returncode == 2, (arguments, done)
        assert done.stderr.count(b"\n") == lines and done.stderr.count(b"error: ") == lines, (arguments, done.stderr)
    os.close(write)


def on_terminal(program, *arguments, **variables):
    """What a terminal would get on standard error."""
    ours, theirs = pty.openpty()
    done = subprocess.run([program, *arguments], env={**CLEAN, **variables}, stdout=subprocess.DEVNULL, stderr=theirs,
                          stdin=subprocess.DEVNULL, timeout=60)
    os.close(theirs)
    assert done.returncode == 3
    text = os.read(ours, 65536)
    os.close(ours)
    return text


def colour(program, folder):
    """colour on a terminal only, and NO_COLOR and TERM=dumb are honoured"""
    assert b"\x1b[31merror:\x1b[0m" in on_terminal(program, "convrt", TERM="xterm")
    assert b"\x1b[31merror:\x1b[0m" in on_terminal(program, "convrt", TERM="xterm", NO_COLOR="")
    for variables in ({"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "dumb"}, {}):
        text = on_terminal(program, "convrt", **variables)
        assert b"\x1b" not in text and b"error: " in text, (variables, text)
    assert b"\x1b" not in sheaf(program, "convrt", env={**CLEAN, "TERM": "xterm"}).stderr


def at_terminal(program, folder, typed, *arguments):
    """Runs with a terminal of its own, on which each of `typed` is typed when a question stands there: (exit, what was shown)."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execve(program, [str(program), *arguments], {**CLEAN, "TERM": "dumb"})
    shown, typed = b"", list(typed)
    while True:
        if not select.select([terminal], [], [], 60)[0]:
            os.kill(pid, signal.SIGKILL)
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            piece = b""
        if not piece:
            break
        shown += piece
        if piece.endswith(b": ") and typed:
            os.write(terminal, typed.pop(0))
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.close(terminal)
    return code, shown.decode(errors="replace")


def asked(program, folder):
    """who sits at a terminal is asked for a password, three times at most, and it is shown nowhere"""
    (folder / "a.locked").write_bytes(b"LOCKED sesame")
    ask = ["convert", "a.locked", "-o", "a.json", "--plugin-dir", os.environ["SHEAF_TEST_PLUGINS"]]
    code, shown = at_terminal(program, folder, [b"wrong\n", b"sesame\n"], *ask)
    assert code == 0 and "opened" in (folder / "a.json").read_text(), (code, shown)
    assert shown.split() == "Password of a.locked: That password does not fit. Password of a.locked:".split(), shown
    (folder / "a.json").unlink()
    for typed, questions in (([b"one\n", b"two\n", b"three\n", b"sesame\n"], 3), ([b"\n", b"sesame\n"], 1), ([b"\x04"], 1)):
        code, shown = at_terminal(program, folder, typed, *ask)
        assert code == 2 and shown.count("Password of") == questions, (typed, code, shown)
        assert not (folder / "a.json").exists() and "sesame" not in shown and "three" not in shown
    for _ in range(5):  # typed at the sight of the question, it may come before the program waits for an answer
        code, shown = at_terminal(program, folder, [b"\x03"], *ask)
        assert code == -signal.SIGINT and not (folder / "a.json").exists(), (code, shown)
    (folder / "secret").write_text("wrong\n")
    code, shown = at_terminal(program, folder, [b"sesame\n"], *ask, "--password-file", "secret")
    assert code == 2 and "Password" not in shown, shown
    code, shown = at_terminal(program, folder, [b"sesame\n"], "inspect", "a.locked", *ask[4:])
    assert code == 0 and "opened" in shown, shown


def loaded(program, folder, *arguments):
    """Names of the plugins that the dynamic linker opened."""
    done = sheaf(program, *arguments, cwd=folder, env={**CLEAN, "LD_DEBUG": "files", "LD_DEBUG_OUTPUT": str(folder / "ld")})
    assert done.returncode == 0, done.stderr
    log = "".join(p.read_text(errors="replace") for p in folder.glob("ld.*"))
    for path in folder.glob("ld.*"):
        path.unlink()
    assert "libc.so" in log, "LD_DEBUG says nothing here"
    return {pathlib.Path(p).stem for p in re.findall(r"file=(\S*/plugins/\S+\.so)", log)}


def only_needed(program, folder):
    """only the plugins that the job needs are loaded"""
    (folder / "note.txt").write_text(TEXT)
    convert = ("convert", "note.txt", "--to", "json")
    assert loaded(program, folder, *convert, "--pass", "none") == {"read_text", "write_json"}
    assert loaded(program, folder, *convert, "--pass", "stitch") == {"read_text", "write_json", "pass_stitch"}
    usual = {"read_text", "write_json", "pass_stitch", "pass_audit"}
    assert loaded(program, folder, *convert) == usual
    assert loaded(program, folder, *convert, "--form", "cn-gib-annual") == usual | {"form"}
    assert loaded(program, folder, "convert", str(SOURCE / "docs/sample/report.txt"), "--to", "json") == usual | {"form"}
    assert loaded(program, folder, "convert", str(SOURCE / "docs/sample/report.txt"), "--to", "json", "--form", "none") - {"form"} == usual
    assert loaded(program, folder, "inspect", "note.txt", "--pass", "none") == {"read_text"}
    sheaf(program, *convert, "-o", "note.json", cwd=folder)
    assert loaded(program, folder, "inspect", "note.json") == {"read_json", "read_text"}
    assert loaded(program, folder, "plugins", "-v") == set()
    assert loaded(program, folder, "--help") == set()
    assert "read_text" in loaded(program, folder, "plugins", "--check")


def links(program, folder):
    """the plugins beside the program are found through any name of it"""
    (folder / "note.txt").write_text(TEXT)
    (folder / "bin").mkdir()
    (folder / "lib/sheaf/plugins").mkdir(parents=True)
    os.symlink(program, folder / "bin/sheaf")
    os.symlink("bin", folder / "other")
    os.symlink(os.path.dirname(program), folder / "real")
    os.symlink("other/sheaf", folder / "again")
    relative = os.path.relpath(program, folder.resolve())
    for name in (folder / "bin/sheaf", folder / "other/sheaf", folder / "again", folder / "real/sheaf", "bin/sheaf", "./again", relative):
        done = sheaf(name, "convert", "note.txt", "--to", "json", cwd=folder)
        assert done.returncode == 0, (name, done.stderr)


def commands(program):
    text = sheaf(program, "--help").stdout.decode()
    return re.findall(r"^  (\w+) ", text.split("Commands:\n")[1].split("\n\n")[0], re.MULTILINE)


def generated(program, folder):
    """man pages and completion in docs/ are what the program prints"""
    pages = {SOURCE / "docs/man/sheaf.1": ["help", "--man"],
             SOURCE / "docs/completion/sheaf.bash": ["help", "--completion", "bash"]}
    pages |= {SOURCE / f"docs/man/sheaf-{c}.1": ["help", "--man", c] for c in commands(program)}
    for page, arguments in pages.items():
        text = sheaf(program, *arguments).stdout
        if os.environ.get("SHEAF_BLESS"):
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_bytes(text)
        assert page.read_bytes() == text, f"{page} is old: run tests/cli/run.py with SHEAF_BLESS=1"
    assert len(pages) == 8 and {p for p in pages if p.suffix == ".1"} == set((SOURCE / "docs/man").glob("*.1"))


def man_syntax(program, folder):
    """man pages are roff without complaints, where a formatter is there"""
    for page in ([], *([c] for c in commands(program))):
        text = sheaf(program, "help", "--man", *page).stdout
        assert text.startswith(b".\\\"") and b"\n.SH NAME\nsheaf" in text
        assert not [line for line in text.splitlines() if line.startswith(b"'") or line.endswith(b" ")]
        try:
            done = subprocess.run(["groff", "-man", "-Tutf8", "-ww"], input=text, capture_output=True, timeout=60)
        except FileNotFoundError:
            continue
        assert done.returncode == 0 and not done.stderr, done.stderr


def completed(folder, script, *words):
    line = ('source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _sheaf; printf "%s\\n" "${COMPREPLY[@]}"')
    done = subprocess.run(["bash", "--norc", "-c", line, "bash", script, *words], capture_output=True, env=CLEAN, timeout=60)
    assert done.returncode == 0 and not done.stderr, done.stderr
    return done.stdout.decode().split()


def completion(program, folder):
    """bash completes commands, options and values"""
    script = folder / "sheaf.bash"
    script.write_bytes(sheaf(program, "help", "--completion", "bash").stdout)
    assert completed(folder, script, "sheaf", "con") == ["convert"]
    assert completed(folder, script, "sheaf", "convert", "--fail") == ["--fail-on"]
    assert completed(folder, script, "sheaf", "plugins", "--fail") == []
    assert completed(folder, script, "sheaf", "convert", "--diagnostics", "") == ["text", "json"]
    assert completed(folder, script, "sheaf", "convert", "--pass", "") == []
    assert completed(folder, script, "sheaf", "convert", "") == []
    assert completed(folder, script, "sheaf", "help", "ins") == ["inspect"]


def json_lines(program, folder):
    """--diagnostics json is one JSON object a line, whatever the names hold"""
    name = b"a\x1b[2J\xff\"\\\n.txt"
    (folder / os.fsdecode(name)).write_bytes(TEXT.encode()[:20] + b"\xff" + TEXT.encode()[20:])
    done = sheaf(program, "convert", name, b"missing\x07.txt", "-o", "out", "--to", "json", "--diagnostics", "json", cwd=folder)
    assert done.returncode == 2, done
    assert not [b for b in done.stderr if b < 32 and b != 10], done.stderr
    objects = [json.loads(line) for line in done.stderr.decode().splitlines()]
    assert len(objects) >= 2 and all({"file", "severity", "message"} <= set(o) for o in objects), objects
    assert objects[-1]["file"] == "missing\x07.txt" and objects[-1]["severity"] == "error"
    bad = [o for o in objects if "origin" in o]
    assert bad and bad[0]["origin"]["line"] >= 1 and bad[0]["place"].startswith("line "), objects
    usage = sheaf(program, "--diagnostics", "json", "convrt")
    assert usage.returncode == 3 and json.loads(usage.stderr)["severity"] == "error"


def closed_descriptors(program, folder):
    """standard descriptors that are closed never become files"""
    (folder / "a.txt").write_text(TEXT)
    for closing, code in ((">&-", 2), ("<&-", 0), ("2>&-", 0)):
        line = f'"$0" convert a.txt --to json {closing}'
        done = subprocess.run(["/bin/sh", "-c", line, str(program)], cwd=folder, env=CLEAN, capture_output=True, timeout=60)
        assert done.returncode == code, (closing, done)
        assert (folder / "a.txt").read_text() == TEXT
    done = subprocess.run(["/bin/sh", "-c", '"$0" convert - --to json <&-', str(program)], cwd=folder, env=CLEAN,
                          capture_output=True, timeout=60)
    assert done.returncode == 2 and b"standard input: error: " in done.stderr, done


FINDER = """
#include <sheaf/plugin.h>
static sheaf_status run(const sheaf_host *host, sheaf_job *job) {
    sheaf_finding finding = {.size = sizeof finding, .severity = SEVERITY, .outcome = OUTCOME,
        .rule = SHEAF_STR("R1"), .message_en = SHEAF_STR("something"), .message_zh = SHEAF_STR(""),
        .expected = SHEAF_STR(""), .actual = SHEAF_STR(""), .fingerprint = SHEAF_STR("")};
    host->add_finding(job, &finding);
    return host->tick(job, 1, 1);
}
static const sheaf_plugin finder = {.size = sizeof finder, .kind = SHEAF_PASS, .id = "finder", .version = "1", .run = run};
static const sheaf_plugin *const plugins[] = {&finder};
SHEAF_PLUGIN_EXPORT const sheaf_library sheaf_entry = SHEAF_LIBRARY(plugins);
"""
MANIFEST = "id = finder\nkind = pass\nlibrary = finder.so\nversion = 1\nabi = 1.0\nlicence = MIT\nabout = Finds something\n"


def finder(folder, severity, outcome):
    """Builds a pass that finds one thing; returns the folder to search."""
    place = folder / f"{severity}-{outcome}"
    place.mkdir()
    (place / "finder.c").write_text(FINDER)
    (place / "finder.sheaf").write_text(MANIFEST)
    subprocess.run(["cc", "-std=c11", "-shared", "-fPIC", "-fvisibility=hidden", f"-I{SOURCE}/include", f"-DSEVERITY={severity}",
                    f"-DOUTCOME={outcome}", "-o", place / "finder.so", place / "finder.c"], check=True, timeout=60)
    return place


def fail_on(program, folder):
    """--fail-on says which findings give exit 1; the output is written all the same"""
    (folder / "a.txt").write_text(TEXT)
    wanted = {("SHEAF_ERROR", "SHEAF_FAIL"): {None: 0, "never": 0, "error": 1, "warning": 1},
              ("SHEAF_WARNING", "SHEAF_FAIL"): {None: 0, "never": 0, "error": 0, "warning": 1},
              ("SHEAF_INFO", "SHEAF_FAIL"): {"warning": 0},
              ("SHEAF_ERROR", "SHEAF_NOT_ASSESSABLE"): {"error": 0, "warning": 0}}
    for (severity, outcome), codes in wanted.items():
        place = finder(folder, severity, outcome)
        for when, code in codes.items():
            more = ["--fail-on", when] if when else []
            done = sheaf(program, "convert", "a.txt", "--to", "json", "--plugin-dir", place, "--pass", "finder", *more, cwd=folder)
            assert done.returncode == code, (severity, outcome, when, done.returncode, done.stderr)
            assert len(json.loads(done.stdout)["findings"]) == 1
            assert (b"[cli.fail-on]" in done.stderr) == (code == 1), done.stderr
        shown = sheaf(program, "inspect", "a.txt", "--plugin-dir", place, "--pass", "finder", cwd=folder).stdout.decode()
        assert "\nFindings (1)\n" in shown and ("not assessable" in shown) == ("NOT" in outcome), shown
    many = sheaf(program, "convert", "a.txt", "missing.txt", "-o", "out", "--to", "json", "--plugin-dir", place, "--pass", "finder",
                 "--fail-on", "error", cwd=folder)
    assert many.returncode == 2


ALL = [fail_on, interrupt, terminate, interrupt_twice, interrupt_busy, ignored, closed_pipe, colour, asked, only_needed, links, generated, man_syntax, completion,
       json_lines, closed_descriptors]
