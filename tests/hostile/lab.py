"""Runs the program under limits, and what must hold of whatever it does: how it ends, what it says, what it writes."""
import dataclasses
import json
import os
import pathlib
import re
import resource
import signal
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "tools"))
import sheaf_json  # noqa: E402

KEPT = ("ASAN_OPTIONS", "UBSAN_OPTIONS", "SHEAF_TEST_PLUGINS", "TMPDIR")
MB = 1 << 20
NOBODY = 65534
LINE = re.compile(r"^(?P<name>.+?): (?:(?P<place>[^:]+(?: \([^)]*\))?): )?(?P<severity>error|warning|info): "
                  r"(?P<text>.+?)(?: \[(?P<code>[a-z0-9.-]+)\])?$")
HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
FOREIGN = re.compile(r"Traceback|Sanitizer|runtime error:|Assertion|terminate called|core dumped")


class Skip(Exception):
    """This machine cannot show it; the reason is the text."""


@dataclasses.dataclass
class Ran:
    code: int
    out: bytes
    err: bytes
    seconds: float


def is_sanitized(program):
    """AddressSanitizer reserves terabytes of addresses, so that no limit on them can hold."""
    return b"__asan_init" in pathlib.Path(program).read_bytes()


class Lab:
    """One case: its folder, the program, and how large the inputs are here."""

    def __init__(self, program, folder, size, sanitized):
        self.program, self.folder, self.size, self.sanitized = program, pathlib.Path(folder), size, sanitized

    def amount(self, usual, big):
        """A number for builds of all days, a larger one for the long run, a tenth where sanitizers slow things down."""
        return big if self.size == "long" else max(usual // 10, 1) if self.sanitized else usual

    def file(self, name, data):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def names(self):
        return sorted(os.listdir(os.fsencode(self.folder)))

    def command(self, *arguments):
        return [str(self.program), *arguments]

    def limits(self, memory, cpu, file_size, user):
        """What a child does before it becomes the program."""
        def limit(what, value):
            resource.setrlimit(what, (value, value))

        def prepare():
            limit(resource.RLIMIT_CORE, 0)
            limit(resource.RLIMIT_CPU, cpu * (8 if self.sanitized else 1))
            if memory and not self.sanitized:
                limit(resource.RLIMIT_AS, memory)
            if file_size is not None:
                limit(resource.RLIMIT_FSIZE, file_size)
            if user:
                os.setgroups([])
                os.setgid(user)
                os.setuid(user)
        return prepare

    def start(self, *arguments, memory=1024 * MB, cpu=30, file_size=None, user=None, whole=None, env=None, **pipes):
        """Begins a run; `whole` is a command of its own instead of the program's."""
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **pipes}
        kept = {k: v for k, v in os.environ.items() if k in KEPT}
        return subprocess.Popen(whole or self.command(*arguments), cwd=self.folder,
                                env={**kept, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", **(env or {})},
                                preexec_fn=self.limits(memory, cpu, file_size, user), **pipes)

    def run(self, *arguments, given=None, wall=None, **more):
        if given is not None:
            more["stdin"] = subprocess.PIPE
        begin = time.monotonic()
        with self.start(*arguments, **more) as child:
            try:
                out, err = child.communicate(given, timeout=wall or (600 if self.sanitized or self.size == "long" else 60))
            except subprocess.TimeoutExpired:
                child.kill()
                raise AssertionError(f"no end after {time.monotonic() - begin:.0f} s") from None
        return Ran(child.returncode, out or b"", err or b"", time.monotonic() - begin)

    def convert(self, name, *arguments, **more):
        return self.run("convert", name, "--to", "json", *arguments, **more)


def ended(ran, *codes):
    """One of the documented exit codes, and never a signal."""
    said = ran.err.decode("utf-8", "backslashreplace")[:600]
    if ran.code < 0:
        raise AssertionError(f"ended by {signal.Signals(-ran.code).name} after {ran.seconds:.1f} s; it said: {said}")
    assert ran.code in codes, f"exit is {ran.code}, expected {' or '.join(map(str, codes))}; it said: {said}"


def messages(err):
    """The messages: harmless lines of the documented shape."""
    text = err.decode("utf-8")
    assert not FOREIGN.search(text), f"that is no message of Sheaf: {text[:1500]}"
    assert not HARMFUL.search(text), f"control characters reach the terminal: {text[:300]!r}"
    assert text == "" or text.endswith("\n"), f"the last line is cut: {text[-200:]!r}"
    lines = [LINE.match(line) for line in text.splitlines()]
    assert all(lines), f"not of the shape `name: place: severity: text [code]`: {text[:600]}"
    return lines


def one_error(ran, name, *words):
    """Exactly one error, about that name, that says these words; nothing else was printed."""
    ended(ran, 2)
    assert ran.out == b"", f"standard output holds {ran.out[:200]!r}"
    errors = [line for line in messages(ran.err) if line["severity"] == "error"]
    assert len(errors) == 1, f"{len(errors)} errors, expected one: {ran.err[:600]!r}"
    said = errors[0].group()
    assert name is None or errors[0]["name"].endswith(name), f"it is about {errors[0]['name']!r}, not about {name!r}"
    for word in words:
        assert re.search(word, said), f"the message lacks /{word}/: {said}"
    return errors[0]


def one_line(ran, name, *words):
    """As above, and no other line."""
    one_error(ran, name, *words)
    assert ran.err.count(b"\n") == 1, f"more than one line: {ran.err[:600]!r}"


# ---- documents ----

def no_constant(text):
    raise AssertionError(f"{text} is no JSON")


def check_origins(block, size):
    for piece in sheaf_json.pieces(block):
        assert 0 <= piece["offset"] and piece["offset"] + piece["length"] <= size, f"an origin outside the file: {piece}"
        assert piece["line"] >= 1, f"a line before the first: {piece}"


def document(data, size):
    """The JSON of a file of `size` bytes: valid, with ids in order, origins inside the file, exactly one cell a slot."""
    made = json.loads(data.decode("utf-8"), parse_constant=no_constant)
    assert list(made)[:5] == ["sheaf", "source", "conversion", "meta", "blocks"], list(made)
    assert isinstance(made["conversion"]["complete"], bool) and isinstance(made["conversion"]["diagnostics"], list)
    assert made["source"]["bytes"] == size, f"source.bytes is {made['source']['bytes']} of {size}"
    ids = []
    for block in sheaf_json.walk(made["blocks"]):
        ids += [block["id"]] if "id" in block else []
        check_origins(block, size)
        if block.get("kind") == "table":
            sheaf_json.rows(block)
        block.get("text", "").encode("utf-8")
    assert len(set(ids)) == len(ids), "two blocks of one id"
    return made


WHOLE, PART, REFUSED = "whole", "in part", "refused"


def judge(ran, path, *verdicts):
    """How the conversion of `path` to standard output ended, which must be one of the verdicts. Returns the document."""
    if ran.code == 2:
        one_error(ran, path.name)
        verdict, made = REFUSED, None
    else:
        ended(ran, 0, 2)
        made = document(ran.out, path.stat().st_size)
        verdict = WHOLE if made["conversion"]["complete"] else PART
        said = messages(ran.err)
        assert verdict == WHOLE or said, "content was lost, and nothing says so"
        assert len(said) >= len(made["conversion"]["diagnostics"]) or not said, "diagnostics that nobody was told"
    assert verdict in verdicts, f"{verdict}, expected {' or '.join(verdicts)}; it said {ran.err[:300]!r}"
    return made


def texts(made):
    return "\n".join(b.get("text", "") for b in sheaf_json.walk(made["blocks"]))
