"""Many small variations of reports: cut at every place, changed at random, with memory that ends at any point."""
import os
import pathlib
import random
import shutil
import subprocess
import sys

from contents import REPORT
from lab import MB, SOURCE, Lab, Skip, document, ended, messages, one_error

BATCH = 50
SHAPES = ["|项目|数量|\n|---|---:|\n|规章|3|\n|文件|14|\n\n", "年份    件数    备注\n2021      12      无\n2022      15      无\n\n",
          "a,b,c\n1,\"x, y\",3\n4,5,6\n\n", "+---+---+\n| 甲 | 乙 |\n+===+===+\n| 1 | 2 |\n+   +---+\n|   | 3 |\n+---+---+\n\n",
          "# 标题\n\n- a\n  - b\n\n1. x\n2. y\n\n> 引文\n\n",
          "\t甲\n\t乙\n\n\t1\n\t2\n\n", "第一章 总则\n\nArticle 5\n\n- 3 -\n\f第 3 页 共 9 页\n"]
SPICE = [b"\0", b"\xff", b"\xfe\xff", b"\t", b"\t\t", b"|", b"\n", b"\r", b"\f", b"\n\n", b"  ",
         "\u3000".encode(), "\u00a0".encode(), b"\xed\xa0\x80",
         b"\x1b", "（一）".encode(), "一、".encode(), b"- 3 -\n", b"+--+\n",
         b'"', b",", b"1.", b"#", b">", b"\xe4\xbd", "１２".encode(), b"\x81\x30"]


def reports():
    """What is varied: the sample report, the seeds where they are, and one text of every table shape."""
    shared = os.environ.get("SHEAF_SHARED") or SOURCE.parent / "shared"
    paths = [SOURCE / "docs/sample/report.txt", *sorted(pathlib.Path(shared).glob("seeds/*.txt"))]
    texts = [p.read_bytes() for p in paths] + [REPORT.encode(), "".join(SHAPES).encode()]
    return texts + [texts[0].decode().encode("gb18030"), ("\ufeff" + "".join(SHAPES)).encode("utf-16-le")]


def convert_batch(lab: Lab, named):
    """Converts files (name: bytes) in one run. Each must end cleanly: a document, or one error that names it."""
    shutil.rmtree(lab.folder / "in", ignore_errors=True)
    shutil.rmtree(lab.folder / "out", ignore_errors=True)
    for name, data in named.items():
        lab.file(f"in/{name}.txt", data)
    ran = lab.run("convert", *(f"in/{name}.txt" for name in named), "--to", "json", "-o", "out")
    if ran.code < 0 and len(named) > 1:
        for name, data in named.items():
            convert_batch(lab, {name: data})
    try:
        ended(ran, 0, 2)
    except AssertionError as why:
        raise AssertionError(f"{why}\ninput ({', '.join(named)}): {next(iter(named.values()))[:3000]!r}") from None
    failed = [m["name"] for m in messages(ran.err) if m["severity"] == "error"]
    assert len(failed) == len(set(failed)) and bool(failed) == (ran.code == 2), (ran.code, failed)
    for name, data in named.items():
        path = lab.folder / "out" / f"{name}.json"
        if f"in/{name}.txt" in failed:
            assert not path.exists(), f"{name} failed and was written"
            continue
        try:
            document(path.read_bytes(), len(data))
        except (AssertionError, ValueError, OSError, KeyError, IndexError) as why:
            raise AssertionError(f"{name}: {type(why).__name__}: {why}\ninput: {data[:3000]!r}") from None
    return failed


def in_batches(lab, pairs):
    failed, batch = [], {}
    for name, data in pairs:
        batch[name] = data
        if len(batch) == BATCH:
            failed += convert_batch(lab, batch)
            batch = {}
    return failed + (convert_batch(lab, batch) if batch else [])


def cut(lab: Lab):
    """reports that end anywhere, at every step of some bytes"""
    steps = lab.amount(500, 20000)
    for number, data in enumerate(reports()):
        step = max(len(data) * 6 // steps, 1)
        failed = in_batches(lab, ((f"r{number}-{at}", data[:at]) for at in range(0, len(data), step)))
        assert not failed, f"a report that was cut is no longer a text: {failed[:3]}"


def cut_front(lab: Lab):
    """reports that begin anywhere"""
    for number, data in enumerate(reports()):
        step = max(len(data) // lab.amount(30, 3000), 1)
        in_batches(lab, ((f"r{number}-{at}", data[at:]) for at in range(0, len(data), step)))


def mutate(chance, data, others):
    """One to eight changes: bytes, lines, pieces of another report."""
    data = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at, length = chance.randrange(len(data) + 1), chance.choice([1, 2, 3, 10, 100, 1000])
        kind = chance.randrange(8)
        if kind == 0 and data:
            data[at % len(data)] = chance.randrange(256)
        elif kind == 1:
            data[at:at] = chance.choice(SPICE) * chance.choice([1, 1, 2, 7, 300])
        elif kind == 2:
            del data[at:at + length]
        elif kind == 3:
            data[at:at] = data[at:at + length] * chance.choice([1, 1, 20])
        elif kind == 4:
            other = chance.choice(others)
            begin = chance.randrange(len(other))
            data[at:at] = other[begin:begin + length]
        elif kind == 5:
            lines = data.split(b"\n")
            if chance.random() < 0.2:
                chance.shuffle(lines)
            else:
                lines.insert(chance.randrange(len(lines)), lines.pop(chance.randrange(len(lines))))
            data = bytearray(b"\n".join(lines))
        elif kind == 6:
            data[at:at + length] = data[at:at + length].replace(b"\n", chance.choice([b"", b"\r\n", b"\n\n", b"\t"]))
        else:
            data[at:at + length] = data[at:at + length].replace(b"\t", chance.choice([b"", b" ", b"  ", b"|", b"\t\t"]))
    return bytes(data)


def random_changes(lab: Lab):
    """reports changed at random: a document with a sound grid, or one error"""
    chance, base = random.Random(20240607), reports()
    count = lab.amount(500, 50000)
    in_batches(lab, ((f"m{i}", mutate(chance, base[i % len(base)], base)) for i in range(count)))


def random_soup(lab: Lab):
    """texts of nothing but marks that mean something"""
    chance = random.Random(7)
    words = SPICE[3:10] + SPICE[15:] + [b"a", b"12", b"x y", "数".encode(), b"|---|", b"    ", b"- "]
    in_batches(lab, ((f"s{i}", b"".join(chance.choices(words, k=chance.randrange(400)))) for i in range(lab.amount(500, 50000))))


def little_memory(lab: Lab):
    """memory that ends anywhere: a document or one sentence, never a crash"""
    if lab.sanitized:
        raise Skip("AddressSanitizer leaves no limit on addresses")
    path = lab.file("input.txt", REPORT.encode() * 300)
    most = next(k for k in range(1 * MB, 1024 * MB, MB) if lab.run("--version", memory=k).code == 0)
    step, good = lab.amount(96, 16) * 1024, 0
    while good < 3:
        ran = lab.convert("input.txt", "-o", "out.json", memory=most)
        if ran.code == 0:
            document((lab.folder / "out.json").read_bytes(), path.stat().st_size)
            os.unlink(lab.folder / "out.json")
            good += 1
        else:
            one_error(ran, None)
            assert lab.names() == [b"input.txt"], lab.names()
        most += step


def corpus(lab: Lab):
    """the malformed text files of ../shared/corpus/bad, made anew: no violation"""
    shared = os.environ.get("SHEAF_SHARED") or str(SOURCE.parent / "shared")
    bad = os.path.join(shared, "corpus/bad")
    if not os.path.isdir(bad):
        raise Skip("../shared/corpus/bad is not here")
    subprocess.run([sys.executable, f"{bad}/make_bad.py", "made", *(["--big"] if lab.size == "long" else [])], cwd=lab.folder, check=True,
                   capture_output=True, timeout=600)
    done = subprocess.run([sys.executable, f"{bad}/run_bad.py", "made", f"{lab.program} convert {{in}} -o {{out}}", "--kind", "txt", "--mem",
                           "0" if lab.sanitized else "2048" if lab.size == "long" else "512", "--cpu", "120", "--wall", "240"],
                          cwd=lab.folder, capture_output=True, text=True, timeout=1500)
    last = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr
    assert "violations 0 " in last and int(last.split()[1]) > 90, done.stdout[-3000:] + done.stderr[-500:]


SCENARIOS = [cut, cut_front, random_changes, random_soup, little_memory, corpus]
