"""Other programs that write Word documents, given reports of known truth: LibreOffice, pandoc, python-docx.

A producer makes files of documents and says what of them survives in its output, whoever reads it: the table at the end.
"""
import os
import random
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from html import escape

from . import docx, ooxml, reports as reports_

ALL = ("title", "headings", "paragraphs", "items", "tables", "heads", "boxes", "notes", "absent", "furniture")


@dataclass(frozen=True)
class Made:
    case: str
    path: str
    truth: dict
    facets: tuple


def _draw(seed):
    return reports_.draw(random.Random(f"producers/{seed}"))


def _simple_truth(report):
    """The truth of a report whose numbers and items are typed, and which has nothing more."""
    story = docx.Story(random.Random(0), docx.DIALECTS["bare"])
    for _ in story.one_report(report):
        pass
    typed = [text for _, text in story.truth.pop("items")]
    return {**story.truth, "paragraphs": story.truth["paragraphs"] + typed, "items": [], "absent": [], "furniture": []}


# ---- by hand ----

def by_hand(dialect):
    def make(folder, seeds):
        for seed in seeds:
            parts, names, truth = docx.make(seed, dialect)
            path = f"{folder}/{dialect}-{seed}.docx"
            ooxml.write(path, parts, names)
            yield path, truth
    return make


# ---- LibreOffice ----

def office(folder, to, *paths):
    """Converts all at once, as starting it is slow; with a profile of its own, so that two runs do not meet."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", to, "--outdir", folder, *paths],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
    return [f"{folder}/{os.path.splitext(os.path.basename(p))[0]}.{to.split(':')[0]}" for p in paths]


def office_again(dialect, *between):
    """LibreOffice opens a document by hand and saves it anew, through the formats named."""
    def make(folder, seeds):
        os.makedirs(f"{folder}/given")
        paths, truths = zip(*by_hand(dialect)(f"{folder}/given", seeds))
        for to in (*between, "docx:MS Word 2007 XML"):
            os.makedirs(step := f"{folder}/{to[:4]}")
            paths = office(step, to, *paths)
        return zip(paths, truths)
    return make


# ---- HTML, which all know ----

def _html_table(table):
    def rows(tag, some):
        return "".join("<tr>" + "".join(f"<{tag} colspan={c.cols} rowspan={c.rows}>{escape(c.text)}</{tag}>" for c in row) + "</tr>"
                       for row in some)
    head = f"<thead>{rows('th', table.rows[:table.heads])}</thead>" if table.heads else ""
    return f"<table border=1>{head}<tbody>{rows('td', table.rows[table.heads:])}</tbody></table>"


def html(report):
    out = f'<!DOCTYPE html><html lang=zh><head><meta charset=utf-8><title>{escape("".join(report.title()))}</title></head><body>'
    for b in report.blocks:
        if b.kind == "table":
            out += _html_table(b.table)
        elif b.kind != "title":
            tag = f"h{b.level}" if b.kind == "heading" else "p"
            out += f"<{tag}>{escape(b.head + b.text)}</{tag}>\n"
    return out + "</body></html>"


def _html_files(folder, seeds):
    for seed in seeds:
        report = _draw(seed)
        with open(f"{folder}/{seed}.html", "w", encoding="utf-8") as file:
            file.write(html(report))
        yield f"{folder}/{seed}.html", _simple_truth(report)


def office_html(folder, seeds):
    paths, truths = zip(*_html_files(folder, seeds))
    (odt := f"{folder}/odt") and os.makedirs(odt)
    return zip(office(folder, "docx:MS Word 2007 XML", *office(odt, "odt", *paths)), truths)


def pandoc(folder, seeds):
    for path, truth in _html_files(folder, seeds):
        made = path.removesuffix("html") + "docx"
        subprocess.run(["pandoc", "-f", "html", "-t", "docx", "-o", made, path], check=True, timeout=60)
        yield made, truth


# ---- python-docx ----

def _add_table(document, table):
    made = document.add_table(len(table.rows), table.width)
    for n, row in enumerate(table.rows):
        for cell in row:
            slot = made.cell(n, cell.col)
            if cell.rows * cell.cols > 1:
                slot = slot.merge(made.cell(n + cell.rows - 1, cell.col + cell.cols - 1))
            slot.text = cell.text


def python_docx(folder, seeds):
    import docx as library
    for seed in seeds:
        report, document = _draw(seed), library.Document()
        for b in report.blocks:
            if b.kind == "title":
                document.add_heading("".join(b.lines), 0)
            elif b.kind == "heading":
                document.add_heading(b.text, b.level)
            elif b.kind == "table":
                _add_table(document, b.table)
            else:
                document.add_paragraph(b.head + b.text)
        document.save(f"{folder}/{seed}.docx")
        yield f"{folder}/{seed}.docx", _simple_truth(report)


# ---- the table ----

def without(*names):
    return tuple(f for f in ALL if f not in names)


def _library():
    try:
        import docx as library
        return hasattr(library, "Document")
    except ImportError:
        return False


OFFICE = (lambda: shutil.which("soffice"), "soffice is not installed (Debian: libreoffice-writer-nogui)")
PANDOC = (lambda: shutil.which("pandoc"), "pandoc is not installed (Debian: pandoc)")
LIBRARY = (_library, "python-docx is not installed (Debian: python3-docx)")
HERE = (lambda: True, "")
# name -> (function, what it needs, facets)
PRODUCERS = {
    **{name: (by_hand(name), HERE, without("title", "boxes", "notes", "furniture") if name == "bare" else ALL) for name in docx.DIALECTS},
    # Not from `docs`: LibreOffice repeats the text of inline content controls.
    "office-wps": (office_again("wps"), OFFICE, without("heads")),
    "office-word": (office_again("word"), OFFICE, without("heads")),
    "office-automatic": (office_again("automatic"), OFFICE, without("heads")),
    "office-odt": (office_again("local", "odt"), OFFICE, without("heads", "boxes")),
    "office-html": (office_html, OFFICE, without("title", "heads", "items")),
    "pandoc": (pandoc, PANDOC, without("heads", "items")),
    "python-docx": (python_docx, LIBRARY, without("heads", "items")),
}


def produce(name, folder, seeds):
    """Files of one producer, as Made; or the sentence that says why there are none."""
    make, (here, absent), facets = PRODUCERS[name]
    if not here():
        return absent
    os.makedirs(folder, exist_ok=True)
    return [Made(f"{name}-{seed}", path, truth, facets) for seed, (path, truth) in zip(seeds, make(folder, seeds))]
