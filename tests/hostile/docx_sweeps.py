"""Sound Word documents that are cut at every place and changed at random, and the malformed ones of ../shared/corpus/bad."""
import functools
import io
import os
import random
import re
import subprocess
import sys
import zipfile

from docx import needed
from docx_packages import Entry, zip_of
from lab import MB, PART, REFUSED, SOURCE, Lab, Skip, document, ended, judge, messages

sys.path.insert(0, str(SOURCE / "tests" / "tools"))
from gen import docx as reports, ooxml  # noqa: E402


# ---- sweeps ----

@functools.lru_cache
def report(dialect):
    parts, names, _ = reports.make("hostile", dialect)
    return ooxml.packed(parts, names)


def in_batches(lab, cases, size=100):
    """Converts (name, bytes) many at a time: each is a sound document or has exactly one error. The names of those converted."""
    needed(lab)
    cases, good = list(cases), set()
    for begin in range(0, len(cases), size):
        some = dict(cases[begin:begin + size])
        for name, data in some.items():
            lab.file(f"in/{name}.docx", data)
        ran = lab.run("convert", *(f"in/{n}.docx" for n in some), "--to", "json", "-o", f"out{begin}", memory=512 * MB)
        ended(ran, 0, 2)
        failed = [m["name"] for m in messages(ran.err) if m["severity"] == "error"]
        assert len(failed) == len(set(failed)), f"two errors for one file: {failed}"
        for name, data in some.items():
            made = lab.folder / f"out{begin}" / f"{name}.json"
            assert made.exists() != (f"in/{name}.docx" in failed), f"{name}: neither converted nor refused, or both"
            if made.exists():
                document(made.read_bytes(), len(data))
                good.add(name)
            os.unlink(lab.folder / "in" / f"{name}.docx")
    return good


def cut(lab: Lab):
    """packages cut at every few bytes: refused, as the directory of a zip stands at its end"""
    data = report("word")
    step = max(len(data) // lab.amount(150, 5000), 1)
    good = in_batches(lab, ((f"c{at}", data[:at]) for at in range(0, len(data) - 1, step)))
    assert not good - {"c0"}, f"converted, although cut: {sorted(good)[:5]}"


def cut_parts(lab: Lab):
    """a main part cut at every few bytes in a sound zip: never taken for whole"""
    with zipfile.ZipFile(io.BytesIO(report("docs"))) as sound:
        parts = {n: sound.read(n) for n in sound.namelist()}
    main = parts["word/document.xml"]
    step = max(len(main) // lab.amount(100, 3000), 1)

    def cases():
        for at in range(step, len(main) - 20, step):
            yield f"p{at}", zip_of([Entry(n, d[:at] if n == "word/document.xml" else d) for n, d in parts.items()])
    needed(lab)
    for name, data in cases():
        path = lab.file("input.docx", data)
        judge(lab.convert("input.docx", memory=512 * MB), path, PART, REFUSED)


def changed_bytes(lab: Lab):
    """packages with bytes changed at random"""
    chance, base = random.Random(42), [report(d) for d in reports.DIALECTS]

    def cases():
        for n in range(lab.amount(300, 20_000)):
            data = bytearray(base[n % len(base)])
            for _ in range(chance.randint(1, 6)):
                data[chance.randrange(len(data))] = chance.choice((0, 255, chance.randrange(256)))
            yield f"b{n}", bytes(data)
    in_batches(lab, cases())


def changed_xml(lab: Lab):
    """parts with elements and attributes moved, dropped and repeated at random, in a sound zip"""
    chance = random.Random(43)
    given = []
    for dialect in reports.DIALECTS:
        with zipfile.ZipFile(io.BytesIO(report(dialect))) as sound:
            given.append({n: sound.read(n).decode() for n in sound.namelist()})

    def change(xml):
        pieces = re.split(r"(?=<)", xml)
        for _ in range(chance.randint(1, 12)):
            at, other = chance.randrange(1, len(pieces)), chance.randrange(1, len(pieces))
            kind = chance.randrange(4)
            if kind == 0:
                pieces[at], pieces[other] = pieces[other], pieces[at]
            elif kind == 1 and pieces[at].endswith("/>"):
                del pieces[at]
            elif kind == 2 and pieces[at].endswith("/>"):
                pieces[at] *= chance.choice((2, 3, 50))
            else:
                values = '=""', '="-1"', '="99999999999"', '="restart"', '="1"'
                pieces[at] = re.sub(r'="[^"]*"', lambda m: chance.choice((m.group(), *values)), pieces[at])
        return "".join(pieces)

    def cases():
        for n in range(lab.amount(300, 20_000)):
            parts = given[n % len(given)]
            victim = chance.choice([p for p in parts if p.startswith("word/") and p.endswith(".xml")] + ["word/document.xml"] * 4)
            yield f"x{n}", zip_of([Entry(p, (change(d) if p == victim else d).encode()) for p, d in parts.items()])
    good = in_batches(lab, cases())
    assert good, "nothing was converted, so nothing was tried"


def corpus(lab: Lab):
    """the malformed Word documents of ../shared/corpus/bad, made anew: no violation"""
    # --from docx, as text is read as text whatever its name says, and some of these are text.
    needed(lab)
    bad = os.path.join(os.environ.get("SHEAF_SHARED") or str(SOURCE.parent / "shared"), "corpus/bad")
    if not os.path.isdir(bad):
        raise Skip("../shared/corpus/bad is not here")
    subprocess.run([sys.executable, f"{bad}/make_bad.py", "made"], cwd=lab.folder, check=True, capture_output=True, timeout=600)
    done = subprocess.run([sys.executable, f"{bad}/run_bad.py", "made", f"{lab.program} convert --from docx {{in}} -o {{out}}", "--kind", "docx", "--mem",
                           "0" if lab.sanitized else "512", "--cpu", "120", "--wall", "240"],
                          cwd=lab.folder, capture_output=True, text=True, timeout=1500)
    last = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr
    assert "violations 0 " in last and int(last.split()[1]) > 90, done.stdout[-3000:] + done.stderr[-500:]


SCENARIOS = [cut, cut_parts, changed_bytes, changed_xml, corpus]
