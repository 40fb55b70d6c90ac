#!/usr/bin/env python3
"""Measures what Sheaf costs on text, DOCX and PDF, as ratios to programs that run in turn with it: CPU time, memory, growth.

    bench.py [--check] [--build DIR] [--only WORD] [--seeds DIR] [--small]

Build the preset `release` first. --check exits with 1 where a figure misses its target; --small takes a tenth of the data,
for a look at the bench itself. Figures are medians of runs that alternate with the runs they are compared with, as the speed
of a machine drifts.
"""
import argparse
import math
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [HERE, os.path.join(ROOT, "tests", "tools")]
from gen import document, docx, ooxml  # noqa: E402
import pdf_files  # noqa: E402

MB = 1000 * 1000
MEASURE = ""    # bench/measure of the build that is measured
# Above what 200 MB of short cells need, so that no limit is what is measured.
RAISED = ["--limit", "input=1G", "--limit", "nodes=64M", "--limit", "text=2G", "--limit", "output=8G"]
UNPACKED = [*RAISED, "--limit", "inflated=8G", "--limit", "ratio=1000"]

# What a figure must not exceed, or must reach where it says how many times better Sheaf is.
TARGETS = {
    "start-up, times hello": 2.0,
    "start-up from a large program, times hello": 2.0,
    "throughput, times the floor": 3.0,
    "memory, times the input": 8.0,
    "growth exponent": 1.05,
    "stitch, share on top": 0.5,
    "form, check and audit, first report, ms": 3.0,
    "form, check and audit, each further report, ms": 1.0,
    "DOCX, 1 report, times the floor": 1.3,
    "DOCX, 50 reports, times the floor": 1.1,
    "DOCX, 1,000 reports, times the floor": 1.1,
    "DOCX, 1 report, faster than pandoc": 12.0,
    "DOCX, 1 report, smaller than pandoc": 10.0,
    "DOCX, 10 MB, faster than pandoc": 30.0,
    "DOCX, 10 MB, smaller than pandoc": 10.0,
    "PDF, 1 page, times pdftotext": 2.0,
    "PDF, 5 pages, times pdftotext": 2.0,
    "PDF, 10 pages, times pdftotext": 2.0,
    "PDF, 50 pages, times pdftotext": 1.0,
    "PDF, 350 pages, times pdftotext": 1.0,
    "PDF, 350 pages, memory over 60 MB, KB a page": 40.0,
    "PDF, dense Latin, 1 page, times pdftotext": 2.0,
    "PDF, dense Latin, 100 pages, times pdftotext": 1.0,
    "PDF, LibreOffice's tables, 60 pages, times pdftotext": 1.0,
    "PDF, large pictures, 6 pages, times pdftotext": 2.0,
    "PDF, a whole font, 6 pages, times pdftotext": 2.0,
    "PDF, Chromium, 1 page, times pdftotext": 2.0,
    "PDF, Chromium, 75 pages, times pdftotext": 1.0,
}
FIGURES = ("start_up", "throughput", "growth", "forms", "docx", "pdf")


def misses(name, value):
    return value < TARGETS[name] if " than " in name else value > TARGETS[name]


def run(words):
    """CPU seconds and the most memory in bytes; the program must succeed."""
    done = subprocess.run([MEASURE, *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    cpu, kilobytes, code = done.stdout.split() if done.returncode == 0 else (0, 0, "none")
    if code != "0":
        sys.exit(f"bench: exit {code}: {' '.join(words)}")
    return float(cpu), int(kilobytes) * 1024


def run_from_here(words):
    """As `run`, but started by this program, which is a large one: leaving its pages behind is counted, as where a service or a
    script starts programs by fork."""
    child = os.fork()
    if child == 0:
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            os.execv(words[0], words)
        finally:
            os._exit(127)
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        sys.exit(f"bench: status {status}: {' '.join(words)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def alternate(commands, times, starter=run):
    """Medians of CPU seconds and the most memory of each command, run in turn."""
    seen = [[] for _ in commands]
    for _ in range(times):
        for command, results in zip(commands, seen):
            results.append(starter(command))
    return [(statistics.median(c for c, _ in r), min(c for c, _ in r), max(m for _, m in r)) for r in seen]


# ---------------------------------------------------------------------------------------------------------- input

def made_up_reports():
    """Reports of the usual shape, for where the seeds are absent: sections, paragraphs, tables of short numbers."""
    parts = []
    for report in range(5):
        lines = [f"某某乡人民政府 {2018 + report} 年政府信息公开工作年度报告", ""]
        for section in "一二三四五六":
            lines += [f"{section}、第{section}部分情况", "", "全年公开信息 60 余条，未发生失实的情况。" * 12, ""]
            if section in "二三四":
                lines += ["\t".join(["信息内容", *(f"第 {c} 列" for c in range(8))])]
                lines += ["\t".join([f"第 {r} 项政府信息公开申请", *(str(r * c * report % 37) for c in range(8))]) for r in range(25)]
                lines += [""]
        parts.append("\n".join(lines))
    return "\n".join(parts).encode()


def base_text(folder):
    names = sorted(n for n in os.listdir(folder) if n.endswith(".txt")) if os.path.isdir(folder) else []
    if not names:
        print(f"skipped: the seeds, as there are none in {os.path.relpath(folder)}; made-up reports are measured")
        return made_up_reports()
    parts = []
    for name in names:
        with open(os.path.join(folder, name), "rb") as file:
            parts.append(file.read().rstrip(b"\n") + b"\n\n")
    return b"".join(parts)


def write_text(path, base, size):
    """Whole copies of `base`, at least `size` bytes."""
    with open(path, "wb") as file:
        for _ in range(math.ceil(size / len(base))):
            file.write(base)
    return path


def write_page(path, base, size=10240):
    with open(path, "wb") as file:
        file.write(base[:base.rindex(b"\n", 0, size) + 1] if len(base) > size else base)
    return path


def write_forms(folder, count):
    """Reports of the national form, whole ones and damaged ones in turn."""
    shapes, paths = ("tabs", "cells", "pipes", "csv"), []
    for i in range(count):
        text = document.make(f"bench/{i}", shapes[i % len(shapes)], None if i % 2 else [])[0]
        paths.append(os.path.join(folder, f"form{i}.txt"))
        with open(paths[-1], "w", encoding="utf-8") as file:
            file.write(text)
    return paths


def write_docx(path, reports):
    """Reports in one document, as Word writes it. The size of its main part."""
    parts, names, _ = docx.make("bench", "word", reports)
    ooxml.write(path, parts, names)
    with zipfile.ZipFile(path) as package:
        return package.getinfo("word/document.xml").file_size


# -------------------------------------------------------------------------------------------------------- figures

def write_pdf(folder, reports, pages):
    """The first pages of reports as LibreOffice prints them."""
    source = os.path.join(folder, "printed.docx")
    write_docx(source, reports)
    profile = "-env:UserInstallation=file://" + os.path.join(folder, "office")
    pages = 'pdf:writer_pdf_Export:{"PageRange":{"type":"string","value":"1-%d"}}' % pages
    subprocess.run(["soffice", profile, "--headless", "--convert-to", pages, "--outdir", folder, source],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=600)
    return os.path.join(folder, "printed.pdf")


WORDS = ("the report of public offices names what was received, refused and answered within a period together with its costs "
         "and every measure that followed from complaints about them").split()


def prose(rng, words):
    return " ".join(str(rng.randrange(100000)) if rng.random() < .05 else rng.choice(WORDS) for _ in range(words)).capitalize() + "."


def page_of_html(rng, tables):
    """About a page: a heading over dense paragraphs, or over one paragraph and a table of numbers."""
    head = f"<h2>{prose(rng, 4)}</h2>"
    if not tables:
        return head + "".join(f"<p>{prose(rng, 120)}</p>" for _ in range(5))
    rows = "".join(f"<tr><td>{prose(rng, 4)}</td>" + "".join(f"<td>{rng.randrange(100000)}</td>" for _ in range(5)) + "</tr>" for _ in range(25))
    return f'{head}<p>{prose(rng, 80)}</p><table border="1" style="border-collapse: collapse">{rows}</table>'


def write_html(folder, pages, tables):
    path = os.path.join(folder, "pages.html")
    rng = random.Random(7)
    with open(path, "w", encoding="utf-8") as file:
        file.write('<!DOCTYPE html><meta charset="utf-8"><title>pages</title><body style="font: 10.5pt Liberation Serif, serif">')
        file.writelines(page_of_html(rng, tables) for _ in range(pages))
    return path


def print_office(folder, source):
    subprocess.run(["soffice", "-env:UserInstallation=file://" + os.path.join(folder, "office"), "--headless", "--infilter=HTML (StarWriter)",
                    "--convert-to", "pdf:writer_pdf_Export", "--outdir", folder, source],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=600)
    return os.path.splitext(source)[0] + ".pdf"


def print_chromium(folder, source):
    target = os.path.join(folder, "pages.pdf")
    subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={target}",
                    f"--user-data-dir={folder}/chromium", source],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=600)
    return target


class Bench:
    def __init__(self, options, folder):
        self.sheaf = os.path.join(options.build, "bin", "sheaf")
        self.tools = os.path.join(options.build, "bench")
        self.base = base_text(options.seeds)
        self.folder = folder
        self.scale = 0.1 if options.small else 1.0
        self.large = None
        self.rows = []

    def convert(self, path, passes):
        return [self.sheaf, "convert", path, "--to", "json", "--pass", passes, *RAISED]

    def large_text(self):
        if self.large is None:
            self.large = write_text(os.path.join(self.folder, "large.txt"), self.base, 100 * MB * self.scale)
        return self.large

    def add(self, name, value, detail):
        self.rows.append((name, value, TARGETS[name], detail))

    def start_up(self):
        page = write_page(os.path.join(self.folder, "page.txt"), self.base)
        line = write_page(os.path.join(self.folder, "line.txt"), b"hello, a line ok\n")
        convert = [self.sheaf, "convert", page, "--to", "json", "--pass"]
        commands = {
            "hello": [os.path.join(self.tools, "hello")],
            "10 KB, stitch": [*convert, "stitch"],
            "10 KB, no pass": [*convert, "none"],
            "17 bytes, stitch": [self.sheaf, "convert", line, "--to", "json", "--pass", "stitch"],
            "the floor's walk over 10 KB": [os.path.join(self.tools, "floor_text"), page],
            "modules, manifests, input and output alone": self.bare_start(page, [*convert, "stitch"]),
        }
        measured = dict(zip(commands, alternate(list(commands.values()), max(20, int(200 * self.scale)))))
        (hello, hello_min, _), (sheaf, sheaf_min, _) = measured["hello"], measured["10 KB, stitch"]
        for name, (cpu, _, _) in measured.items():
            print(f"start-up, {name}: {cpu * 1e3:.3f} ms, {cpu / hello:.2f} times hello")
        self.add("start-up, times hello", sheaf / hello,
                 f"medians {sheaf * 1e3:.2f} and {hello * 1e3:.2f} ms, least {sheaf_min * 1e3:.2f} and {hello_min * 1e3:.2f} ms")
        (hello, _, _), (sheaf, _, _) = alternate([commands["hello"], commands["10 KB, stitch"]], max(20, int(100 * self.scale)), run_from_here)
        self.add("start-up from a large program, times hello", sheaf / hello, f"medians {sheaf * 1e3:.2f} and {hello * 1e3:.2f} ms")

    def bare_start(self, page, convert):
        """The command of a program that opens three empty modules, reads what `convert` reads and writes as much."""
        modules = [shutil.copy(os.path.join(self.tools, "empty.so"), os.path.join(self.folder, f"empty{i}.so")) for i in range(3)]
        result = subprocess.run(convert, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
        manifests = os.path.join(os.path.dirname(self.sheaf), os.pardir, "lib", "sheaf", "plugins")
        return [os.path.join(self.tools, "floor_start"), page, str(len(result)), manifests, *modules]

    def throughput(self):
        path = self.large_text()
        floor = [os.path.join(self.tools, "floor_text"), path]
        (low, _, _), (none, _, memory), (stitch, _, _) = alternate(
            [floor, self.convert(path, "none"), self.convert(path, "stitch")], 5)
        size = os.path.getsize(path)
        self.add("throughput, times the floor", none / low, f"{none:.2f} s and {low:.2f} s for {size / MB:.0f} MB")
        self.add("memory, times the input", memory / size, f"{memory / MB:.0f} MB")
        self.add("stitch, share on top", stitch / none - 1, f"{stitch:.2f} s and {none:.2f} s")

    def growth(self):
        points = []
        for size in (1, 5, 25, 100, 200):
            path = write_text(os.path.join(self.folder, "growth.txt"), self.base, size * MB * self.scale)
            (cpu, _, _), = alternate([self.convert(path, "none")], 3 if size >= 100 else 7)
            points.append((os.path.getsize(path), cpu))
        x = [math.log(size) for size, _ in points]
        y = [math.log(cpu) for _, cpu in points]
        mx, my = statistics.mean(x), statistics.mean(y)
        slope = sum((a - mx) * (b - my) for a, b in zip(x, y)) / sum((a - mx) ** 2 for a in x)
        self.add("growth exponent", slope, ", ".join(f"{s / MB:.0f} MB {c:.3f} s" for s, c in points))

    def forms(self):
        """What the passes about forms cost on top of `stitch`: one report, and each of a run. In milliseconds, as the target is."""
        paths = write_forms(self.folder, max(20, int(200 * self.scale)))
        out = os.path.join(self.folder, "forms")
        os.mkdir(out)
        passes = ("stitch", "stitch,form,check,audit")
        one = [[self.sheaf, "convert", paths[0], "--to", "json", "--pass", p] for p in passes]
        all_ = [[self.sheaf, "convert", *paths, "--to", "json", "--pass", p, "-o", out] for p in passes]
        (bare, _, _), (full, _, _) = alternate(one, max(20, int(100 * self.scale)))
        (low, _, _), (high, _, _) = alternate(all_, 5)
        self.add("form, check and audit, first report, ms", (full - bare) * 1e3, f"{full * 1e3:.2f} and {bare * 1e3:.2f} ms")
        self.add("form, check and audit, each further report, ms", (high - low - (full - bare)) * 1e3 / (len(paths) - 1),
                 f"{len(paths)} reports: {high * 1e3:.0f} and {low * 1e3:.0f} ms")

    def docx(self):
        """Each size against bare walks of the same file and against pandoc, all in turn."""
        if not os.access(os.path.join(self.tools, "floor_docx"), os.X_OK):
            print("skipped: DOCX, as bench/floor_docx was not built (Debian: libzip-dev, libexpat1-dev)")
            return
        small = self.scale < 1
        self.docx_size("1 report", 1, 31, ("floor",))
        self.docx_size("1 report", 1, 15, ("pandoc",))
        self.docx_size("50 reports", 5 if small else 50, 9, ("floor",))
        self.docx_size("10 MB", 9 if small else 98, 3, ("pandoc",))
        self.docx_size("1,000 reports", 100 if small else 1000, 3, ("floor",))

    def docx_size(self, label, reports, times, against):
        """The floors and pandoc are measured apart: whoever runs behind pandoc finds cold caches."""
        path = os.path.join(self.folder, "reports.docx")
        xml = write_docx(path, reports)
        commands = {"sheaf": [self.sheaf, "convert", path, "--to", "json", "--pass", "stitch", *(UNPACKED if reports > 1 else [])]}
        if "floor" in against:
            commands["floor"] = [os.path.join(self.tools, "floor_docx"), path]
            if os.access(os.path.join(self.tools, "floor_docx_sax2"), os.X_OK):
                commands["SAX2"] = [os.path.join(self.tools, "floor_docx_sax2"), path]
        if "pandoc" in against and shutil.which("pandoc"):
            commands["pandoc"] = [shutil.which("pandoc"), "-f", "docx", "-t", "json", path]
        elif "pandoc" in against:
            print(f"skipped: DOCX, {label}, against pandoc, which is not installed (Debian: pandoc)")
        measured = dict(zip(commands, alternate(list(commands.values()), times)))
        cpu, _, memory = measured["sheaf"]
        for name, (other, _, most) in measured.items():
            detail = f"{cpu * 1e3:.1f} and {other * 1e3:.1f} ms for {xml / MB:.1f} MB of XML, {memory / MB:.0f} and {most / MB:.0f} MB"
            if name == "floor":
                self.add(f"DOCX, {label}, times the floor", cpu / other, detail)
            elif name == "SAX2":
                print(f"DOCX, {label}, times a floor of SAX2: {cpu / other:.2f} ({detail})")
            elif name == "pandoc":
                self.add(f"DOCX, {label}, faster than pandoc", other / cpu, detail)
                self.add(f"DOCX, {label}, smaller than pandoc", most / memory, detail)

    def pdf(self):
        """The separate process that reads PDF included, against pdftotext, which prints words with their boxes."""
        absent = [program for program in ("soffice", "pdftotext", "pdfinfo") if not shutil.which(program)]
        if absent:
            print(f"skipped: PDF, as {', '.join(absent)} is not installed (Debian: libreoffice-writer-nogui, poppler-utils)")
            return
        for label, pages, reports, times in (("1 page", 1, 1, 51), ("5 pages", 5, 1, 51), ("10 pages", 10, 1, 31), ("50 pages", 50, 3, 15),
                                             ("350 pages", 350, 18, 5)):
            self.pdf_size(label, write_pdf(self.folder, max(1, int(reports * self.scale)), pages), times)
        for label, pages, tables, times in (("dense Latin, 1 page", 1, False, 51), ("dense Latin, 100 pages", 140, False, 9),
                                            ("LibreOffice's tables, 60 pages", 95, True, 15)):
            self.pdf_size(label, print_office(self.folder, write_html(self.folder, max(1, int(pages * self.scale)), tables)), times)
        self.pdf_size("large pictures, 6 pages", pdf_files.write_pictures(self.folder, 6), 31)
        font = pdf_files.largest_font()
        if font:
            self.pdf_size("a whole font, 6 pages", pdf_files.write_whole_font(self.folder, 6, font), 31)
        else:
            print("skipped: PDF with a whole font, as no TrueType font of 4 MB is installed (Debian: fonts-arphic-uming)")
        if not shutil.which("chromium"):
            print("skipped: PDF by Chromium, which is not installed (Debian: chromium)")
            return
        for label, pages, times in (("Chromium, 1 page", 1, 51), ("Chromium, 75 pages", 115, 9)):
            self.pdf_size(label, print_chromium(self.folder, write_html(self.folder, max(1, int(pages * self.scale)), pages > 1)), times)

    def pdf_size(self, label, path, times):
        pages = int(re.search(r"Pages:\s+(\d+)", subprocess.run(["pdfinfo", path], stdout=subprocess.PIPE, text=True, check=True).stdout)[1])
        (cpu, _, memory), (other, _, _) = alternate(
            [[self.sheaf, "convert", path, "--to", "json", "--pass", "stitch"],
             [shutil.which("pdftotext"), "-bbox-layout", path, os.devnull]], times)
        self.add(f"PDF, {label}, times pdftotext", cpu / other,
                 f"{cpu * 1e3:.0f} and {other * 1e3:.0f} ms for {pages} pages, {memory / MB:.0f} MB")
        if label.startswith("350"):
            self.add("PDF, 350 pages, memory over 60 MB, KB a page", max(0, memory - 60 * MB) / 1024 / pages, f"{memory / MB:.0f} MB")

    def table(self):
        """Prints the figures; 1 where one misses its target."""
        missed = 0
        print(f"{'figure':<40}{'value':>8}{'target':>10}   detail")
        for name, value, target, detail in self.rows:
            missed += misses(name, value)
            sign = ">=" if " than " in name else "<="
            print(f"{name:<40}{value:>8.2f}{f'{sign} {target:.2f}':>10}   {detail}{'   MISSED' if misses(name, value) else ''}")
        return missed > 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="exit with 1 where a figure misses its target")
    parser.add_argument("--build", default=os.path.join(ROOT, "build", "release"), help="build folder (default build/release)")
    parser.add_argument("--seeds", default=os.path.join(ROOT, "..", "shared", "seeds"), help="folder of report texts to repeat")
    parser.add_argument("--only", default="", help=", ".join(FIGURES))
    parser.add_argument("--small", action="store_true", help="a tenth of the data")
    options = parser.parse_args()
    figures = [name for name in FIGURES if options.only in name]
    if not figures:
        parser.error(f"--only {options.only}: expected one of {', '.join(FIGURES)}")
    for program in ("bin/sheaf", "bench/measure", "bench/hello", "bench/floor_text", "bench/floor_start"):
        if not os.access(os.path.join(options.build, program), os.X_OK):
            sys.exit(f"bench: {program} is not in {options.build}; build it with: cmake --preset release && "
                     "cmake --build --preset release")
    global MEASURE
    MEASURE = os.path.join(options.build, "bench", "measure")
    with tempfile.TemporaryDirectory(prefix="sheaf-bench-") as folder:
        bench = Bench(options, folder)
        for name in figures:
            getattr(bench, name)()
    missed = bench.table()
    return 1 if options.check and missed else 0


if __name__ == "__main__":
    sys.exit(main())
