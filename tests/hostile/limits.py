"""Each limit has an input that reaches it; the one message names the limit and the option that raises it."""
import re

from contents import REPORT
from lab import MB, Lab, document, ended, messages, one_line

TABLE = "".join(f"{i}\t{i * 3}\t{i * 7}\n" for i in range(100)).encode()
NESTED = b"- a\n  - b\n    - c\n      - d\n"
BROKEN = b"before\n" + b"a\xffb\n" * 50

# limit, input, a value that is too small, one that is enough
REACHED = [
    ("input", REPORT.encode(), "10", "1M"),
    ("nodes", REPORT.encode(), "3", "1000"),
    ("depth", TABLE, "1", "10"),
    ("cells", TABLE, "299", "300"),
    ("text", b"\xef\xbb\xbf" + BROKEN * 10, "100", "1M"),
    ("output", REPORT.encode(), "100", "1M"),
]

# Where the text reader cannot come near: what shows them instead.
ELSEWHERE = {"inflated": "bombs in docx.py", "ratio": "bombs in docx.py",
             "stall": "tests/abi runs a plugin that hangs", "diagnostics": "`diagnostics` below",
             "time": "`time` below", "memory": "`memory` below"}


def reached(lab: Lab):
    """a limit that is reached stops the conversion, and the message says how to raise it"""
    for name, data, least, enough in REACHED:
        path = lab.file("input.txt", data)
        for extra in ((), ("--isolate",)):
            lab.file("out.json", b"before")
            ran = lab.convert("input.txt", "-o", "out.json", "--limit", f"{name}={least}", *extra)
            only = [m for m in messages(ran.err) if m["severity"] == "error"]
            ended(ran, 2)
            assert len(only) == 1 and only[0]["name"] == "input.txt", (name, ran.err)
            assert only[0]["code"] == f"limit.{name}" and f"--limit {name}=" in only[0]["text"], (name, ran.err)
            assert (lab.folder / "out.json").read_bytes() == b"before" and len(lab.names()) == 2, name
            ran = lab.convert("input.txt", "--limit", f"{name}={enough}", *extra)
            ended(ran, 0)
            document(ran.out, path.stat().st_size)


def all_known(lab: Lab):
    """no limit is without a case"""
    ran = lab.convert("input.txt", "--limit", "nonsense=1")
    ended(ran, 3)
    listed = set(re.findall(r"the limit (\w+) is", ran.err.decode()))
    assert listed == {name for name, *_ in REACHED} | set(ELSEWHERE), listed


def too_many_cells(lab: Lab):
    """a table over the limit of a million cells, as it stands by default"""
    lab.file("input.txt", b"1\t2\t3\t4\t5\n" * 210_000)
    one_line(lab.convert("input.txt", cpu=60), "input.txt", "--limit cells=", r"\[limit\.cells\]")


def input_at_the_limit(lab: Lab):
    """an input as large as the limit is read, one byte more is not; the same from standard input"""
    data = REPORT.encode()
    for given, name in ((None, "input.txt"), (data, "-")):
        lab.file("input.txt", data)
        ended(lab.convert(name, "--limit", f"input={len(data)}", given=given), 0)
        one_line(lab.convert(name, "--limit", f"input={len(data) - 1}", given=given), None, "--limit input=N", r"\[limit\.input\]")


def too_large_by_default(lab: Lab):
    """a file of more than 256 MB is refused before it is read"""
    with open(lab.folder / "input.txt", "wb") as file:
        file.truncate((256 << 20) + 1)
    ran = lab.convert("input.txt", memory=256 * MB, cpu=5)
    one_line(ran, "input.txt", "268435456", "--limit input=N")


def diagnostics(lab: Lab):
    """diagnostics end at their limit, with how many were left out; the conversion goes on"""
    path = lab.file("input.txt", BROKEN)
    ran = lab.convert("input.txt", "--limit", "diagnostics=7", "--encoding", "UTF-8")
    ended(ran, 0)
    made = document(ran.out, path.stat().st_size)
    said = messages(ran.err)
    assert not made["conversion"]["complete"] and len(said) == 8, ran.err
    assert "43 more" in said[-1]["text"] and "--limit diagnostics=" in said[-1]["text"], said[-1]
    lab.file("input.txt", b"a\xffb " * 100_000)
    ran = lab.convert("input.txt", "--encoding", "UTF-8")
    ended(ran, 0)
    assert 1000 <= len(messages(ran.err)) <= 1002, len(messages(ran.err))


def time_runs_out(lab: Lab):
    """a conversion that takes too long ends soon after its time, with and without a child process"""
    lab.file("input.txt", REPORT.encode() * 20_000)
    for extra in ((), ("--isolate",)):
        ran = lab.convert("input.txt", "-o", "out.json", "--limit", "time=20ms", *extra)
        one_line(ran, "input.txt", "--limit time=", r"\[limit\.time\]")
        assert not re.search(r"\b0 s\b", ran.err.decode()), f"says that it took longer than nothing: {ran.err!r}"
        assert ran.seconds < (30 if lab.sanitized else 5), ran.seconds
        assert lab.names() == [b"input.txt"], lab.names()


def memory(lab: Lab):
    """memory that runs out is a sentence, wherever it happens"""
    lab.file("input.txt", REPORT.encode() * lab.amount(50_000, 100_000))
    if not lab.sanitized:
        ran = lab.convert("input.txt", "-o", "out.json", "--isolate", "--limit", "memory=16M")
        one_line(ran, "input.txt", "memory")
        assert "--limit memory=" in ran.err.decode(), ran.err
        for room in (12, 16, 24, 32):
            one_line(lab.convert("input.txt", "-o", "out.json", memory=room * MB), "input.txt", "memory")
            assert lab.names() == [b"input.txt"], lab.names()


def impossible_values(lab: Lab):
    """values that are no limit: exit 3, and the message names the bound"""
    lab.file("input.txt", REPORT.encode())
    for value in ("input=0", "input=-1", "input=", "input=1X", "input=99999999999999999999", "depth=1000000", "time=1y", "nodes=1e3"):
        ran = lab.convert("input.txt", "--limit", value)
        if value == "input=":
            ended(ran, 0)
        else:
            ended(ran, 3)
            assert ran.out == b"" and len(messages(ran.err)) == 1 and value.split("=")[0] in ran.err.decode(), ran.err


SCENARIOS = [reached, all_known, too_many_cells, input_at_the_limit, too_large_by_default, diagnostics, time_runs_out, memory,
             impossible_values]
