"""Inputs that are no plain files, files that change while they are read, and names that attack a terminal."""
import json
import os
import socket
import threading

from contents import REPORT
from lab import HARMFUL, NOBODY, WHOLE, Lab, Skip, document, ended, judge, messages, one_line
import sheaf_json


def as_nobody(lab: Lab):
    """The number of a user without rights, if the program can be run as that user."""
    if os.geteuid() != 0:
        return None
    os.chmod(lab.folder, 0o755)
    try:
        ran = lab.run("--version", user=NOBODY)
    except PermissionError:
        ran = None
    if not ran or ran.code != 0:
        raise Skip("the user `nobody` may not run the program in this place")
    return NOBODY


def unreadable(lab: Lab):
    """a file that may not be read"""
    user = as_nobody(lab)
    lab.file("input.txt", b"secret\n").chmod(0)
    one_line(lab.convert("input.txt", user=user), "input.txt", "cannot be opened", "Permission denied", r"\[io\.open\]")


def missing(lab: Lab):
    """a file that is not there"""
    one_line(lab.convert("input.txt"), "input.txt", "No such file")
    one_line(lab.convert("no/such/input.txt"), "input.txt", "No such file")
    empty = lab.convert("")
    ended(empty, 3)
    assert "is empty" in messages(empty.err)[0]["text"], empty.err


def file_as_folder(lab: Lab):
    """a path through a plain file"""
    lab.file("plain", b"x")
    one_line(lab.convert("plain/input.txt"), "input.txt", "Not a directory")


def folder(lab: Lab):
    """a directory instead of a file"""
    (lab.folder / "input.txt").mkdir()
    one_line(lab.convert("input.txt"), "input.txt", "is a directory")
    one_line(lab.convert("."), ".", "is a directory")
    slash = os.open("/", os.O_RDONLY)
    try:
        one_line(lab.convert("-", stdin=slash), "standard input", "is a directory")
    finally:
        os.close(slash)


def loop(lab: Lab):
    """symbolic links in a circle"""
    os.symlink("input.txt", lab.folder / "b.txt")
    os.symlink("b.txt", lab.folder / "input.txt")
    one_line(lab.convert("input.txt"), "input.txt", "symbolic links")


def fifo(lab: Lab):
    """a FIFO is read to its end, in small pieces"""
    os.mkfifo(lab.folder / "input.txt")
    data = REPORT.encode() * 500

    def feed():
        with open(lab.folder / "input.txt", "wb", buffering=0) as pipe:
            for at in range(0, len(data), 1013):
                pipe.write(data[at:at + 1013])

    feeder = threading.Thread(target=feed)
    feeder.start()
    ran = lab.convert("input.txt")
    feeder.join()
    ended(ran, 0)
    assert document(ran.out, len(data))["conversion"]["complete"]


def bound_socket(lab: Lab):
    """a socket, which cannot be opened"""
    with socket.socket(socket.AF_UNIX) as one:
        try:
            one.bind(str(lab.folder / "input.txt"))
        except OSError as why:
            raise Skip(f"no socket can be made here: {why}") from None
        one_line(lab.convert("input.txt"), "input.txt", "cannot be opened")


def endless(lab: Lab):
    """a device without an end stops at the limit"""
    one_line(lab.convert("/dev/zero", "--limit", "input=4M"), "/dev/zero", "--limit input=N")


def standard_input(lab: Lab):
    """standard input: empty, and with a report"""
    ended(lab.convert("-", given=b""), 0)
    ran = lab.convert("-", given=REPORT.encode())
    ended(ran, 0)
    assert document(ran.out, len(REPORT.encode()))["blocks"]


def changing(lab: Lab):
    """a file that is cut and filled again while it is read: whatever was there, converted cleanly"""
    path = lab.folder / "input.txt"
    whole = REPORT.encode() * lab.amount(20000, 100000)
    path.write_bytes(whole)
    done = threading.Event()

    def disturb():
        while not done.is_set():
            with open(path, "r+b") as file:
                file.truncate(len(whole) // 3)
                file.seek(0, os.SEEK_END)
                file.write(whole[len(whole) // 3:])

    disturber = threading.Thread(target=disturb)
    disturber.start()
    try:
        for _ in range(4):
            ran = lab.convert("input.txt", "--pass", "none")
            ended(ran, 0)
            size = json.loads(ran.out)["source"]["bytes"]
            assert len(whole) // 3 <= size <= len(whole), size
            document(ran.out, size)
    finally:
        done.set()
        disturber.join()


# ---- names ----

NAMES = {
    "a line break": b"a\nb: error: forged.txt", "an escape sequence": b"\x1b[2J\x1b[31mred.txt", "a bell and a tab": b"a\x07\tb.txt",
    "invalid UTF-8": b"a\xff\xfe\xc3b.txt", "the right-to-left override": "a\u202etxt.exe".encode(), "C1 controls": "a\x9b2Jb.txt".encode(),
    "percent signs": b"%s%n%d%1$s.txt",
    "quotes": b"a\"'`$(x)\\.txt", "blanks": b"  a  b .txt", "nothing but dots": b"...",
    "Chinese": "报告（终）.txt".encode(), "255 bytes": b"n" * 251 + b".txt", "a leading dash": b"-o.txt",
    "line separators": "a\u2028b\x85.txt".encode(),
}


def odd_names(lab: Lab):
    """names of every kind: harmless in messages, valid in the JSON, and the file is converted"""
    for what, name in NAMES.items():
        path = os.path.join(os.fsencode(lab.folder), name)
        with open(path, "wb") as file:
            file.write(b"before\n\xff\n")
        ran = lab.run("convert", "--to", "json", "--encoding", "UTF-8", "--", name)
        ended(ran, 0)
        made = document(ran.out, 9)
        assert not HARMFUL.search(ran.err.decode()) and ran.err.count(b"\n") == 1, (what, ran.err)
        shown = made["source"]["name"]
        assert shown == name.decode("utf-8", "replace") or "\ufffd" in shown, (what, shown)
        os.unlink(path)
        gone = lab.run("convert", "--to", "json", "--", name)
        ended(gone, 2)
        assert gone.err.count(b"\n") == 1 and not HARMFUL.search(gone.err.decode()), (what, gone.err)


def long_paths(lab: Lab):
    """names and paths that are longer than the system takes"""
    one_line(lab.convert("n" * 256 + ".txt"), None, "File name too long")
    one_line(lab.convert("d/" * 3000 + "input.txt"), None, "File name too long")
    path = lab.file("input.txt", REPORT.encode())
    one_line(lab.convert("input.txt", "-o", "n" * 251 + ".jsonx"), "input.txt", "File name too long")
    ended(lab.convert("input.txt", "-o", "n" * 250 + ".json"), 0)
    assert document((lab.folder / ("n" * 250 + ".json")).read_bytes(), path.stat().st_size)
    assert len(lab.names()) == 2, lab.names()


def several(lab: Lab):
    """of several inputs the bad ones are named, the others written"""
    lab.file("good.txt", REPORT.encode())
    lab.file("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(100))
    lab.file("also.txt", "正文\n".encode())
    ran = lab.convert("good.txt", "image.txt", "missing.txt", "also.txt", "-o", "out")
    ended(ran, 2)
    named = [line["name"] for line in messages(ran.err) if line["severity"] == "error"]
    assert named == ["image.txt", "missing.txt"], named
    assert sorted(os.listdir(lab.folder / "out")) == ["also.json", "good.json"], os.listdir(lab.folder / "out")
    for name in ("good", "also"):
        document((lab.folder / "out" / f"{name}.json").read_bytes(), (lab.folder / f"{name}.txt").stat().st_size)


def seed_like(lab: Lab):
    """the control: a sound report is whole, and its table is there"""
    path = lab.file("input.txt", REPORT.encode())
    made = judge(lab.convert("input.txt"), path, WHOLE)
    assert [sheaf_json.rows(t)[-1] for t in sheaf_json.tables(made)] == [["行政规范性文件", "14", "17"]]


SCENARIOS = [seed_like, unreadable, missing, file_as_folder, folder, loop, fifo, bound_socket, endless, standard_input, changing,
             odd_names, long_paths, several]
