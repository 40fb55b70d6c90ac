"""Where output cannot go, or stops going: the message is clear, an existing file survives, nothing half-written is left."""
import os
import signal
import time

from contents import REPORT
from lab import Lab, Skip, document, ended, messages, one_line
from places import as_nobody

BEFORE = b'{"the": "file that was there"}'
TARGET = "out.json"


def prepared(lab: Lab, repeat=1, existing=True):
    """An input of some size, and mostly an output that exists already."""
    path = lab.file("input.txt", REPORT.encode() * repeat)
    if existing:
        lab.file(TARGET, BEFORE)
    return path


def untouched(lab: Lab, *more):
    assert (lab.folder / TARGET).read_bytes() == BEFORE, "the existing output was changed"
    assert lab.names() == sorted([b"input.txt", TARGET.encode(), *more]), f"it left {lab.names()}"


def written(lab: Lab, path):
    document((lab.folder / TARGET).read_bytes(), path.stat().st_size)
    assert lab.names() == [b"input.txt", TARGET.encode()], f"it left {lab.names()}"


def full_device(lab: Lab):
    """a device that is full, as -o and as standard output, with little and much to write"""
    for repeat in (1, 2000):
        prepared(lab, repeat, existing=False)
        one_line(lab.convert("input.txt", "-o", "/dev/full"), "input.txt", "/dev/full", "No space left")
        with open("/dev/full", "wb") as full:
            one_line(lab.convert("input.txt", stdout=full), "input.txt", "standard output", "No space left")


def full_disk(lab: Lab):
    """a disk of 64 KB that fills up: the file that was there survives"""
    prepared(lab, 2000, existing=False)
    (lab.folder / "disk").mkdir()
    inside = ('mount -t tmpfs -o size=64k none disk || exit 77; printf here > disk/out.json; '
              '"$0" convert input.txt --to json -o disk/out.json; code=$?; ls -A disk; cat disk/out.json; exit $code')
    unshare = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
    try:
        ran = lab.run(whole=[*unshare, "/bin/sh", "-c", inside, str(lab.program)])
    except FileNotFoundError:
        raise Skip("there is no `unshare`") from None
    if ran.code in (1, 77):
        raise Skip(f"no file system can be mounted here: {ran.err.decode(errors='replace').strip()}")
    assert ran.out == b"out.json\nhere", ran.out
    ran.out = b""
    one_line(ran, "input.txt", "No space left")


def without_proc(lab: Lab):
    """no /proc, as in a bare chroot, through which an unnamed file would get its name"""
    path = prepared(lab)
    inside = 'mount -t tmpfs none /proc || exit 77; exec "$0" convert input.txt -o out.json'
    unshare = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
    plugins = os.environ.get("SHEAF_PLUGINS", str(lab.program.parent.parent / "lib/sheaf/plugins"))
    try:
        ran = lab.run(whole=["env", f"SHEAF_PLUGIN_PATH={plugins}", *unshare, "/bin/sh", "-c", inside, str(lab.program)])
    except FileNotFoundError:
        raise Skip("there is no `unshare`") from None
    if ran.code in (1, 77):
        raise Skip(f"no file system can be mounted here: {ran.err.decode(errors='replace').strip()}")
    ended(ran, 0)
    written(lab, path)


def file_size(lab: Lab):
    """a limit on the size of files, at every place of the output: a sentence, or the whole file"""
    path = prepared(lab, lab.amount(600, 6000))
    whole = lab.convert("input.txt")
    ended(whole, 0)
    size = len(whole.out)
    steps = lab.amount(40, 1000)
    places = sorted({0, 1, 2, size - 2, size - 1, *range(0, size, max(size // steps, 1))})
    for room in places:
        one_line(lab.convert("input.txt", "-o", TARGET, file_size=room), "input.txt", TARGET, "File too large")
        untouched(lab)
    for room in (size, size + 1):
        ended(lab.convert("input.txt", "-o", TARGET, file_size=room), 0)
        written(lab, path)


def file_size_on_standard_output(lab: Lab):
    """the same where standard output is a file"""
    prepared(lab, 600, existing=False)
    for room in (0, 1, 4096, 200000):
        with open(lab.folder / "caught", "wb") as out:
            ran = lab.convert("input.txt", stdout=out, file_size=room)
        one_line(ran, "input.txt", "standard output", "File too large")
        assert (lab.folder / "caught").stat().st_size <= room


def file_size_isolated(lab: Lab):
    """the same in a child process: the parent copies, and fails cleanly"""
    prepared(lab, 600)
    for room in (0, 4096, 200000):
        ran = lab.convert("input.txt", "-o", TARGET, "--isolate", file_size=room)
        ended(ran, 2)
        assert messages(ran.err)
        untouched(lab)


def closed_pipe(lab: Lab):
    """a reader that stops early, after nothing and after something"""
    prepared(lab, 5000, existing=False)
    for taken in (0, 1, 100000):
        child = lab.start("convert", "input.txt", "--to", "json")
        child.stdout.read(taken)
        child.stdout.close()
        err = child.stderr.read()
        child.stderr.close()
        assert child.wait(60) == 2, (child.returncode, err)
        lines = messages(err)
        assert len(lines) == 1 and lines[0]["code"] == "io.pipe" and lines[0]["name"] == "input.txt", err


def closed_output(lab: Lab):
    """standard output that is closed"""
    prepared(lab, existing=False)
    ran = lab.run(whole=["/bin/sh", "-c", '"$0" convert input.txt --to json >&-', str(lab.program)])
    one_line(ran, "input.txt", "standard output")


def gone_messages(lab: Lab):
    """standard error that is closed or full changes nothing else"""
    lab.file("input.txt", b"before\n\xff\n")
    for where in ("2>&-", "2>/dev/full"):
        ran = lab.run(whole=["/bin/sh", "-c", f'"$0" convert input.txt --to json {where}', str(lab.program)])
        ended(ran, 0)
        assert document(ran.out, 9)


def refused_folder(lab: Lab):
    """a directory where nothing may be written, and one that is not there"""
    user = as_nobody(lab)
    path = lab.file("input.txt", REPORT.encode())
    path.chmod(0o644)
    (lab.folder / "closed").mkdir()
    (lab.folder / "closed").chmod(0o555)
    one_line(lab.convert("input.txt", "-o", "closed/out.json", user=user), "input.txt", "closed/out.json", "Permission denied")
    one_line(lab.convert("input.txt", "-o", "absent/out.json"), "input.txt", "absent/out.json", "No such file")
    one_line(lab.convert("input.txt", "-o", "input.txt/out.json"), "input.txt", "input.txt/out.json", "Not a directory")
    assert os.listdir(lab.folder / "closed") == []


def write_protected(lab: Lab):
    """an existing output that may not be written stays as it is"""
    user = as_nobody(lab)
    prepared(lab).chmod(0o644)
    (lab.folder / TARGET).chmod(0o444)
    os.chmod(lab.folder, 0o777)
    one_line(lab.convert("input.txt", "-o", TARGET, user=user), "input.txt", TARGET, "Permission denied")
    untouched(lab)


def link(lab: Lab):
    """an output that is a symbolic link: the link stays, its target is replaced"""
    path = prepared(lab, existing=False)
    (lab.folder / "real").mkdir()
    lab.file("real/file.json", BEFORE).chmod(0o640)
    os.symlink("real/file.json", lab.folder / TARGET)
    ended(lab.convert("input.txt", "-o", TARGET), 0)
    assert os.readlink(lab.folder / TARGET) == "real/file.json"
    document((lab.folder / "real/file.json").read_bytes(), path.stat().st_size)
    assert (lab.folder / "real/file.json").stat().st_mode & 0o777 == 0o640
    assert os.listdir(lab.folder / "real") == ["file.json"]


def dangling_link(lab: Lab):
    """an output that is a symbolic link to nothing: afterwards the name leads to the whole document"""
    path = prepared(lab, existing=False)
    os.symlink("nothing.json", lab.folder / TARGET)
    ended(lab.convert("input.txt", "-o", TARGET), 0)
    document((lab.folder / TARGET).read_bytes(), path.stat().st_size)


def failed_input(lab: Lab):
    """an input that fails leaves an existing output alone"""
    lab.file("input.txt", b"\x89PNG\r\n\x1a\n" + bytes(1000))
    lab.file(TARGET, BEFORE)
    one_line(lab.convert("input.txt", "-o", TARGET), "input.txt")
    untouched(lab)


def onto_itself(lab: Lab):
    """an output that is the input, by whatever name: refused, and still what it was"""
    data = REPORT.encode() * 100
    path = lab.file("input.txt", data)
    os.symlink("input.txt", lab.folder / "link.json")
    os.link(path, lab.folder / "twin.json")
    for name in ("input.txt", "./input.txt", "link.json", "twin.json"):
        ran = lab.convert("input.txt", "-o", name)
        ended(ran, 3)
        assert b"which is read" in ran.err, ran.err
        assert path.read_bytes() == data, "the input was changed"
        assert lab.names() == [b"input.txt", b"link.json", b"twin.json"], lab.names()


def stopped(lab: Lab, number, existing):
    """Sends the signal at growing delays until a run ends before it. Returns how many runs it hit."""
    path = prepared(lab, lab.amount(6000, 30000), existing)
    whole = lab.convert("input.txt").out
    hits, delay = 0, 0.002
    for _ in range(12):
        child = lab.start("convert", "input.txt", "-o", TARGET)
        time.sleep(delay)
        child.send_signal(number)
        out, err = child.communicate(timeout=120)
        if child.returncode == 0:
            document((lab.folder / TARGET).read_bytes(), path.stat().st_size)
            break
        assert child.returncode == -number, (child.returncode, err)
        assert out == b"" and b"Sanitizer" not in err, (out, err)
        left = lab.names()
        assert left in ([b"input.txt"], [b"input.txt", TARGET.encode()]), f"it left {left}"
        if TARGET.encode() in left and (lab.folder / TARGET).read_bytes() == whole:
            break  # it came when all was done
        assert existing == (TARGET.encode() in left)
        assert not existing or (lab.folder / TARGET).read_bytes() == BEFORE, "the existing output was changed"
        hits, delay = hits + 1, delay * 1.6
    assert path.exists()
    return hits


def stop_signals(lab: Lab):
    """SIGINT, SIGTERM and SIGHUP at many moments: the output is untouched, nothing is left, the signal is seen outside"""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        for existing in (True, False):
            hits = 0
            for _ in range(20):  # where the machine is busy, the signal may come when all is done
                hits = hits or stopped(lab, number, existing)
                (lab.folder / TARGET).unlink(missing_ok=True)
            assert hits, "the program was too fast for this test"


def killed(lab: Lab):
    """SIGKILL at many moments: the old file or the new one, never a part of it"""
    path = prepared(lab, lab.amount(1000, 10000))
    whole = lab.convert("input.txt").out
    for step in range(20):
        child = lab.start("convert", "input.txt", "-o", TARGET)
        time.sleep(0.005 * step)
        child.kill()
        child.communicate()
        assert (lab.folder / TARGET).read_bytes() in (BEFORE, whole)
    assert path.exists()


def children(number):
    """The processes that a process has begun, zombies left out: the fourth field of /proc/N/stat is the parent."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                state, parent = file.read().rpartition(")")[2].split()[:2]
        except OSError:
            continue  # it has ended
        if int(parent) == number and state != "Z":
            found.append(int(name))
    return found


def awaited(what, whom, until=120):
    """What `what(whom)` says as soon as it says something."""
    begin = time.monotonic()
    while time.monotonic() - begin < until:
        said = what(whom)
        if said:
            return said
        time.sleep(0.001)
    raise AssertionError(f"{what.__name__}({whom}) says nothing for {until} s")


def is_gone(number):
    return not os.path.exists(f"/proc/{number}")


def stopped_child(lab: Lab):
    """SIGTERM while a child process does the work: no process is left behind. The work has no end, so it never comes too late"""
    if "SHEAF_TEST_PLUGINS" not in os.environ:
        raise Skip("SHEAF_TEST_PLUGINS, where the reader that never ends is, is not set")
    for word, delay in (("nap", 0), ("nap", 0.05), ("spin", 0.05), ("busy", 0.05)):
        lab.file("input.txt", f"WILD {word}".encode())
        lab.file(TARGET, BEFORE)
        parent = lab.start("convert", "input.txt", "-o", TARGET, "--plugin-dir", os.environ["SHEAF_TEST_PLUGINS"], start_new_session=True)
        worker, = awaited(children, parent.pid)
        time.sleep(delay)
        parent.send_signal(signal.SIGTERM)
        _, err = parent.communicate(timeout=120)
        assert parent.returncode == -signal.SIGTERM, (parent.returncode, err)
        awaited(is_gone, worker)
        untouched(lab)


# ---- several files in a directory ----

TABLES = 40
MANY = "".join(f"## 第{n}部分\n\n| 项目 | 数量 |\n|---|---|\n" + "| 规章 | 3 |\n" * 40 + "\n" for n in range(TABLES))


def prepared_directory(lab: Lab):
    """An input of many tables, and a directory with an older result of it and a file of somebody else."""
    lab.file("input.md", MANY.replace("规章 | 3", "规章 | 2").encode())
    ended(lab.run("convert", "input.md", "--to", "csv", "-o", "t/"), 0)
    lab.file("t/mine.txt", BEFORE)
    lab.file("input.md", MANY.encode())
    return contents_of(lab)


def contents_of(lab: Lab, folder="t"):
    return {name: (lab.folder / folder / name).read_bytes() for name in sorted(os.listdir(lab.folder / folder))}


def tables(lab: Lab, *arguments, target="t", **more):
    return lab.run("convert", "input.md", "--to", "csv", "-o", target, *arguments, **more)


def directory_limit(lab: Lab):
    """a limit on the size of files, and on all output, while a directory is written: every file of it stays as it was"""
    before = prepared_directory(lab)
    for isolated in ((), ("--isolate",)):
        for room in (0, 1, 100, 700, 2000):
            ran = tables(lab, *isolated, file_size=room)
            ended(ran, 2)
            assert messages(ran.err)
            assert contents_of(lab) == before, "files were changed"
        for most in ("1", "1000", "20K"):
            one_line(tables(lab, *isolated, "--limit", f"output={most}"), "input.md", "--limit output=N")
            assert contents_of(lab) == before, "files were changed"
        ended(tables(lab, *isolated), 0)
        after = contents_of(lab)
        assert list(after) == list(before) and len(after) == TABLES + 2
        assert all(b",2\r\n" in before[n] and b",3\r\n" in after[n] for n in after if n.endswith(".csv"))
        assert after["mine.txt"] == BEFORE
        before = prepared_directory(lab)


def directory_full(lab: Lab):
    """a disk that fills up while a directory is written: nothing of it is left, and what was there stays"""
    lab.file("input.md", MANY.encode())
    (lab.folder / "disk").mkdir()
    inside = ('mount -t tmpfs -o size=64k none disk || exit 77; mkdir disk/t; printf here > disk/t/datapackage.json; '
              '"$0" convert input.md --to csv -o disk/t; code=$?; ls -A disk/t; cat disk/t/*; '
              '"$0" convert input.md --to csv -o disk/new/ 2>/dev/null; ls -A disk; exit $code')
    unshare = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
    try:
        ran = lab.run(whole=[*unshare, "/bin/sh", "-c", inside, str(lab.program)])
    except FileNotFoundError:
        raise Skip("there is no `unshare`") from None
    if ran.code in (1, 77):
        raise Skip(f"no file system can be mounted here: {ran.err.decode(errors='replace').strip()}")
    assert ran.out == b"datapackage.json\nheret\n", ran.out
    ran.out = b""
    one_line(ran, "input.md", "disk/t/", "No space left")


def directory_refused(lab: Lab):
    """a directory where nothing may be written, and one that may not be made"""
    user = as_nobody(lab)
    lab.file("input.md", MANY.encode()).chmod(0o644)
    (lab.folder / "closed").mkdir()
    (lab.folder / "closed").chmod(0o555)
    one_line(tables(lab, target="closed", user=user), "input.md", "closed/01-", "Permission denied")
    one_line(tables(lab, target="closed/t/", user=user), "input.md", "closed/t/", "Permission denied")
    assert os.listdir(lab.folder / "closed") == []


def directory_protected(lab: Lab):
    """one file of the directory may not be replaced: none is"""
    user = as_nobody(lab)
    before = prepared_directory(lab)
    for name in before:
        os.chmod(lab.folder / "t" / name, 0o644 if name == "mine.txt" else 0o666)
    os.chmod(lab.folder / "t", 0o777)
    os.chmod(lab.folder / "input.md", 0o644)
    os.chmod(lab.folder / "t" / "datapackage.json", 0o444)
    one_line(tables(lab, user=user), "input.md", "t/datapackage.json", "Permission denied")
    assert contents_of(lab) == before


def directory_stopped(lab: Lab):
    """SIGTERM while a directory is written: all of its files are the old ones, or all the new"""
    before = prepared_directory(lab)
    ended(tables(lab, target="new/"), 0)
    after = {**contents_of(lab, "new"), "mine.txt": BEFORE}
    for step in range(lab.amount(20, 100)):
        child = lab.start("convert", "input.md", "--to", "csv", "-o", "t")
        time.sleep(0.002 * step)
        child.send_signal(signal.SIGTERM)
        child.communicate(timeout=120)
        assert contents_of(lab) in (before, after), "old and new files stand side by side"
        prepared_directory(lab)


SCENARIOS = [full_device, full_disk, without_proc, file_size, file_size_on_standard_output, file_size_isolated, closed_pipe, closed_output,
             gone_messages, refused_folder, write_protected, link, dangling_link, failed_input, onto_itself, stop_signals, killed,
             stopped_child, directory_limit, directory_full, directory_refused, directory_protected, directory_stopped]
