#!/usr/bin/env python3
"""Runs the cases of the command line: data files in cases/ and the scenarios that need more than a shell.

A data file holds cases, each begun by `== what must hold` and followed by lines `key: value`:
  file NAME: text      a file in the case's own directory; \\n, \\t and \\xNN are understood
  copy NAME: path      the same from the source tree
  env NAME: value      a variable of the environment
  stdin: text          standard input, the same escapes; without it there is none
  run: command         what a shell runs; `sheaf` is the program under test
  exit: number         128 and more: ended by a signal
  stdout: pattern      a regular expression that must be found; also `stderr: pattern` and `file? NAME: pattern`
  stdout-not: pattern  one that must not be found; also `stderr-not: pattern`
  stdout-is: text      the whole output; also `stderr-is: text`
  absent: NAME         there must be no such file afterwards; `NAME*` stands for any beginning with NAME
"""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import traceback

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
sys.path.insert(0, str(HERE))


def unescape(text):
    one = {"n": b"\n", "t": b"\t", "\\": b"\\"}
    parts = re.split(r"(\\x[0-9A-Fa-f]{2}|\\[nt\\])", text)
    return b"".join(bytes([int(p[2:], 16)]) if p.startswith("\\x") else one[p[1]] if p[:1] == "\\" and len(p) == 2
                    else p.encode() for p in parts)


class Case:
    """What one `==` block says, in its order."""

    def __init__(self, name, where):
        self.name, self.where, self.lines = name, where, []

    def all(self, key):
        return [value for k, value in self.lines if k == key]

    def named(self, kind):
        return [(k[len(kind) + 1:], value) for k, value in self.lines if k.startswith(kind + " ")]


KEYS = re.compile(r"^((?:file|copy|env|file\?) \S+|stdin|run|exit|absent|std(?:out|err)(?:-is|-not)?): ?(.*)$")


def read_cases(path):
    cases = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("== "):
            cases.append(Case(line[3:], f"{path.name}:{number}"))
        elif line.strip() and not line.startswith("#"):
            match = KEYS.match(line)
            if not match or not cases:
                sys.exit(f"{path}:{number}: not understood: {line}")
            cases[-1].lines.append(match.groups())
    for case in cases:
        if len(case.all("run")) != 1 or len(case.all("exit")) != 1:
            sys.exit(f"{case.where}: a case needs exactly one `run` and one `exit`")
    return cases


def environment(program, folder):
    """A clean one: nothing of the caller's decides how the program behaves."""
    kept = {k: v for k, v in os.environ.items() if k in ("SHEAF_TEST_PLUGINS", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TMPDIR")}
    path = f"{folder}/.bin:/usr/local/bin:/usr/bin:/bin"
    return {**kept, "PATH": path, "SHEAF": str(program), "HOME": str(folder), "LC_ALL": "C.UTF-8"}


def prepare(case, program, folder):
    (folder / ".bin").mkdir()
    (folder / ".bin" / "sheaf").symlink_to(program)
    for name, text in case.named("file"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(unescape(text))
    for name, path in case.named("copy"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes((SOURCE / path).read_bytes())


def found(pattern, text):
    return re.search(pattern, text, re.MULTILINE) is not None


def complaints(case, code, streams, folder):
    """Each difference between what is and what the case expects."""
    if code != int(case.all("exit")[0]):
        yield f"exit is {code}, expected {case.all('exit')[0]}"
    for stream, text in streams.items():
        yield from (f"{stream} lacks /{p}/" for p in case.all(stream) if not found(p, text))
        yield from (f"{stream} has /{p}/" for p in case.all(stream + "-not") if found(p, text))
        yield from (f"{stream} is not {t!r}" for t in case.all(stream + "-is") if text.encode() != unescape(t))
    for name, pattern in case.named("file?"):
        path = folder / name
        if not path.is_file():
            yield f"there is no file {name}"
        elif not found(pattern, path.read_text(encoding="utf-8", errors="backslashreplace")):
            yield f"{name} lacks /{pattern}/"
    for name in case.all("absent"):
        yield from (f"{p.name} is there" for p in folder.glob(name))


def run_case(case, program):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        prepare(case, program, folder)
        stdin = case.all("stdin")
        done = subprocess.run(["/bin/sh", "-c", case.all("run")[0]], cwd=folder, timeout=60, capture_output=True,
                              env={**environment(program, folder), **dict(case.named("env"))},
                              **({"input": unescape(stdin[0])} if stdin else {"stdin": subprocess.DEVNULL}))
        code = 128 - done.returncode if done.returncode < 0 else done.returncode
        streams = {"stdout": done.stdout.decode("utf-8", "backslashreplace"),
                   "stderr": done.stderr.decode("utf-8", "backslashreplace")}
        wrong = list(complaints(case, code, streams, folder))
        if wrong:
            wrong += [f"{stream}: {text[:1500]}" for stream, text in streams.items() if text]
        return wrong


def run_scenario(scenario, program):
    with tempfile.TemporaryDirectory() as name:
        scenario(program, pathlib.Path(name))
    return []


def attempt(label, work, *arguments):
    try:
        return label, work(*arguments)
    except Exception:  # a scenario's assertion, a time-out: each is that case's failure
        return label, [traceback.format_exc()]


def main():
    import checking
    import scenarios
    program = pathlib.Path(os.environ.get("SHEAF") or sys.exit("set SHEAF to the program under test")).resolve()
    cases = [c for path in sorted((HERE / "cases").glob("*.txt")) for c in read_cases(path)]
    wanted = sys.argv[1:]
    jobs = [(f"{c.where}: {c.name}", run_case, c, program) for c in cases]
    jobs += [(f"{m.__name__}.py: {s.__name__}: {s.__doc__}", run_scenario, s, program) for m in (scenarios, checking) for s in m.ALL]
    jobs = [j for j in jobs if all(word in j[0] for word in wanted)]
    with concurrent.futures.ThreadPoolExecutor(max_workers=4) as pool:
        results = list(pool.map(lambda job: attempt(*job), jobs))
    failed = [(label, wrong) for label, wrong in results if wrong]
    for label, wrong in failed:
        print("FAILED", label, *("    " + w for w in wrong), sep="\n")
    print(f"{len(results) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed or not results else 0


if __name__ == "__main__":
    sys.exit(main())
