"""Sound PDF files that are cut at every place and changed at random, locked ones, and the malformed ones of ../shared/corpus/bad."""
import functools
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

from lab import MB, PART, REFUSED, SOURCE, WHOLE, Lab, Skip, document, ended, judge, messages, one_error, texts
from pdf import needed, places

sys.path.insert(0, str(SOURCE / "tests" / "tools"))
import pdf_form  # noqa: E402
import pdf_raw  # noqa: E402
import pdf_setter  # noqa: E402


@functools.lru_cache
def report(font="ucs2"):
    """The national form, uncompressed, on two pages."""
    style = pdf_setter.Style(rows_before_break=12)
    canvas = pdf_raw.Canvas(style.width, style.height, font)
    pdf_setter.report(canvas, style, pdf_form.tables(pdf_form.numbers("hostile", (1, 2, 3))))
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        canvas.save(file.name)
        return file.read()


def qpdf(data, *options):
    """The same document as qpdf writes it."""
    if not shutil.which("qpdf"):
        raise Skip("qpdf is not installed (Debian: qpdf)")
    with tempfile.TemporaryDirectory() as folder:
        source, target = os.path.join(folder, "a.pdf"), os.path.join(folder, "b.pdf")
        with open(source, "wb") as file:
            file.write(data)
        subprocess.run(["qpdf", *options, source, target], check=True, capture_output=True)
        with open(target, "rb") as file:
            return file.read()


def in_batches(lab, cases, size=50):
    """Converts (name, bytes) many at a time: each is a sound document or has exactly one error. The names of those converted."""
    needed(lab)
    cases, good = list(cases), set()
    for begin in range(0, len(cases), size):
        some = dict(cases[begin:begin + size])
        for name, data in some.items():
            lab.file(f"in/{name}.pdf", data)
        ran = lab.run("convert", *(f"in/{n}.pdf" for n in some), "--from", "pdf", "--to", "json", "-o", f"out{begin}", "--limit", "stall=10s",
                memory=700 * MB, cpu=300, wall=600)
        ended(ran, 0, 2)
        failed = [m["name"] for m in messages(ran.err) if m["severity"] == "error" and not (lab.folder / f"out{begin}" / f"{os.path.basename(m['name'])[:-4]}.json").exists()]
        assert len(failed) == len(set(failed)), f"two errors for one file: {failed}"
        for name, data in some.items():
            made = lab.folder / f"out{begin}" / f"{name}.json"
            assert made.exists() != (f"in/{name}.pdf" in failed), f"{name}: neither converted nor refused, or both"
            if made.exists():
                places(document(made.read_bytes(), len(data)))
                good.add(name)
            os.unlink(lab.folder / "in" / f"{name}.pdf")
    return good


def cut(lab: Lab):
    """files cut at every few bytes, plain ones and ones of object streams"""
    for kind, data in (("plain", report()), ("packed", qpdf(report(), "--object-streams=generate", "--compress-streams=y"))):
        step = max(len(data) // lab.amount(60, 3000), 1)
        in_batches(lab, ((f"{kind}{at}", data[:at]) for at in range(0, len(data) - 1, step)))


def cut_whole(lab: Lab):
    """a file that is cut is never taken for whole without a word"""
    needed(lab)
    data, step = report(), max(len(report()) // lab.amount(25, 500), 1)
    path = lab.file("a.pdf", data)
    numbers = set(re.findall(r"\d+", texts(judge(lab.convert("a.pdf"), path, WHOLE))))
    for at in range(step, len(data) - 600, step):
        path = lab.file("b.pdf", data[:at])
        ran = lab.convert("b.pdf")
        made = None if ran.code else judge(ran, path, WHOLE, PART, REFUSED)
        if made and not numbers <= set(re.findall(r"\d+", texts(made))):
            assert made["conversion"]["diagnostics"], f"cut at {at} of {len(data)}: numbers are gone, and nothing is said"


def changed_bytes(lab: Lab):
    """files with bytes changed at random"""
    chance, base = random.Random(44), [report(f) for f in pdf_raw.FONTS]

    def cases():
        for n in range(lab.amount(100, 10_000)):
            data = bytearray(base[n % len(base)])
            for _ in range(chance.randint(1, 30)):
                data[chance.randrange(len(data))] = chance.choice((0, 255, 32, 48, chance.randrange(256)))
            yield f"b{n}", bytes(data)
    assert in_batches(lab, cases()), "nothing was converted, so nothing was tried"


NUMBERS = (b"0", b"-1", b"1e30", b"99999999999999999999", b".0000001", b"nan", b"2147483647", b"4 0 R", b"/x", b"[]", b"(")


def changed_words(lab: Lab):
    """files with numbers, references and operators changed, dropped, repeated and moved"""
    chance, base = random.Random(45), [re.split(rb"(?<=[\s])", report(f)) for f in pdf_raw.FONTS]

    def cases():
        for n in range(lab.amount(100, 10_000)):
            words = list(base[n % len(base)])
            for _ in range(chance.randint(1, 40)):
                at, other = chance.randrange(len(words)), chance.randrange(len(words))
                kind = chance.randrange(5)
                if kind == 0:
                    words[at], words[other] = words[other], words[at]
                elif kind == 1:
                    words[at] *= chance.choice((0, 2, 50))
                elif re.fullmatch(rb"[\d.]+\s", words[at]):
                    words[at] = chance.choice(NUMBERS) + b" "
                else:
                    words[at] = words[other]
            yield f"w{n}", b"".join(words)
    assert in_batches(lab, cases()), "nothing was converted, so nothing was tried"


# ---- passwords ----

LOCKS = {"RC4, 40 bits": ("40", "--allow-weak-crypto"), "RC4, 128 bits": ("128", "--allow-weak-crypto"), "AES, 256 bits": ("256",)}


def locked(user, owner, bits, *flags):
    return qpdf(report(), *flags, "--encrypt", user, owner, bits, "--")


def locked_by_user(lab: Lab):
    """documents that need a password: refused without it and with a wrong one, read with it; it is never printed"""
    needed(lab)
    for what, lock in LOCKS.items():
        path = lab.file("input.pdf", locked("open-sesame", "owner-word", *lock))
        one_error(lab.convert("input.pdf"), "input.pdf", "password")
        lab.file("wrong", b"close-sesame\n")
        ran = lab.convert("input.pdf", "--password-file", "wrong")
        one_error(ran, "input.pdf", "password")
        assert b"close-sesame" not in ran.err + ran.out, "the password is printed"
        for word in (b"open-sesame\n", b"owner-word"):
            lab.file("right", word)
            made = judge(lab.convert("input.pdf", "--password-file", "right"), path, WHOLE)
            assert "二、主动公开政府信息情况" in texts(made), what
            assert "sesame" not in str(made) and "owner-word" not in str(made), "the password is in the document"


def locked_by_owner(lab: Lab):
    """documents that only their owner may change are read without a password"""
    needed(lab)
    for what, lock in LOCKS.items():
        path = lab.file("input.pdf", locked("", "owner-word", *lock))
        assert "二、主动公开政府信息情况" in texts(judge(lab.convert("input.pdf"), path, WHOLE)), what


def rewritten(lab: Lab):
    """the same document in object streams, linearised, without compression, and turned: the same text"""
    needed(lab)
    path = lab.file("a.pdf", report())
    meant = texts(judge(lab.convert("a.pdf"), path, WHOLE))
    for options in (("--object-streams=generate",), ("--linearize",), ("--stream-data=uncompress", "--qdf"), ("--compress-streams=y", "--recompress-flate")):
        path = lab.file("b.pdf", qpdf(report(), *options))
        assert texts(judge(lab.convert("b.pdf"), path, WHOLE)) == meant, f"other text after {options}"


def corpus(lab: Lab):
    """the malformed PDF files of ../shared/corpus/bad, made anew: no violation"""
    needed(lab)
    bad = os.path.join(os.environ.get("SHEAF_SHARED") or str(SOURCE.parent / "shared"), "corpus/bad")
    if not os.path.isdir(bad):
        raise Skip("../shared/corpus/bad is not here")
    subprocess.run([sys.executable, f"{bad}/make_bad.py", "made"], cwd=lab.folder, check=True, capture_output=True, timeout=600)
    done = subprocess.run([sys.executable, f"{bad}/run_bad.py", "made", f"{lab.program} convert --from pdf {{in}} -o {{out}} --to json", "--kind", "pdf",
            "--mem",
                           "0" if lab.sanitized else "512", "--cpu", "120", "--wall", "240"],
                          cwd=lab.folder, capture_output=True, text=True, timeout=2500)
    last = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr
    assert "violations 0 " in last and int(last.split()[1]) > 250, done.stdout[-3000:] + done.stderr[-500:]


SCENARIOS = [cut, cut_whole, changed_bytes, changed_words, locked_by_user, locked_by_owner, rewritten, corpus]
