"""The tables of Word documents: random grids as they were made, odd ones as docs/decisions/0032 says, and cell for cell what
pandoc reads where pandoc is right. The national form, filled with 200 different numbers, comes through three producers whole.
"""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile

import compare_grids
import docx_tables as made
from sheaf_json import SHARED, convert

TABLES = int(os.environ.get("SHEAF_GRIDS", "150"))
CORPUS = os.path.join(SHARED, "corpus", "docx")
FORM = os.path.join(CORPUS, "cn-reports", "xxgk-annual-report-template.docx")
PANDOC, OFFICE = shutil.which("pandoc"), shutil.which("soffice")


def flat(grid):
    """A grid as one line: rows by `/`, cells `column+HEIGHTxWIDTH text` where they are not plain."""
    rows = {}
    for (r, c), (h, w, text) in sorted(grid.items()):
        rows.setdefault(r, []).append(f"{c}{f'+{h}x{w}' if h * w > 1 else ''}{' ' + text if text else ''}")
    return " / ".join(", ".join(row) for _, row in sorted(rows.items()))


# What odd tables come to, and the warnings about them. PANDOC_ERRS names those that pandoc reads wrongly.
ODD = {
    "short row": ("0 a, 1 b, 2 c / 0 d / 0 e, 1 f, 2 g", []),
    "gridBefore": ("0 a, 1 b, 2 c / 1 d, 2 e", []),
    "gridBefore with vMerge": ("1+2x1 a, 2 b / 2 c / 0 d, 1 e, 2 f", []),
    "gridAfter": ("0 a, 1 b, 2 c / 0 d, 1 e", []),
    "gridBefore in all rows": ("0 a, 1 b / 0 c, 1 d", []),
    "column without a cell": ("0 a, 1 b / 0 c, 1 d", []),
    "row of merged cells": ("0 a, 1 b / 0 c, 1 d", []),
    "vMerge without start": ("0+2x1 a, 1 b / 1 c", ["docx.table.vmerge-without-start"]),
    "vMerge without start, text": ("0 a, 1 b / 0 12, 1 c", ["docx.table.vmerge-without-start"]),
    "vMerge in the first row": ("0+2x1 a, 1 b / 1 c", ["docx.table.vmerge-without-start"]),
    "vMerge of another span": ("0+1x2 a, 2 b / 0, 1 c, 2 d", ["docx.table.vmerge-uneven"]),
    "vMerge of a wider span": ("0 a, 1 b, 2 c / 0+1x2, 2 d", ["docx.table.vmerge-uneven"]),
    "hidden text": ("0+2x1 a, 1 b / 1 c", ["docx.table.hidden-text"]),
    "hMerge": ("0+1x2 a, 2 b / 0 c, 1 d, 2 e", []),
    "gridSpan 0": ("0 a, 1 b / 0 c, 1 d", ["docx.table.span"]),
    "gridSpan beyond": ("0+1x2 a / 0 b, 1 c", []),
    "row without cells": ("0 a, 1 b / 0 c, 1 d", []),
    "vMerge over a row without cells": ("0+2x1 a, 1 b / 1 d", []),
    "nested": ("0, 1 b / 0 c, 1 d", []),
    "header rows": ("0 a, 1 b / 0 c, 1 d", []),
    "deleted row": ("0 a, 1 b / 0 e, 1 f", []),
    "by width alone": ("0+1x3 a / 0 b, 1 c, 2 d", ["docx.table.span-by-width"]),
    "no rows": (None, []),
}
PANDOC_ERRS = {
    "gridBefore", "gridBefore with vMerge", "vMerge without start, text", "vMerge in the first row",
    "vMerge of another span", "vMerge of a wider span", "hMerge", "vMerge over a row without cells", "deleted row",
    "row without cells", "by width alone"}


class Folder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def write(self, name, body):
        path = os.path.join(self.folder, name + ".docx")
        made.package(path, body)
        return path


# ---- producers: each makes a new file of one ----

def by_hand(path, _folder):
    return path


def by_office(path, folder):
    os.makedirs(out := os.path.join(folder, "office"), exist_ok=True)
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to",
                    "docx:MS Word 2007 XML", "--outdir", out, path], check=True, capture_output=True, timeout=150)
    return os.path.join(out, os.path.basename(path))


def by_pandoc(path, folder):
    out = os.path.join(folder, "pandoc.docx")
    subprocess.run(["pandoc", "-f", "docx", "-t", "docx", "-o", out, path], check=True, capture_output=True, timeout=60)
    return out


class Generated(Folder):
    def random_document(self):
        tables = [made.random_table(seed) for seed in range(TABLES)]
        return self.write("random", "".join(xml for xml, _ in tables)), tables

    def test_random_grids_are_as_made(self):
        path, tables = self.random_document()
        grids = compare_grids.sheaf_grids(path)
        self.assertEqual(len(grids), TABLES)
        for seed, ((grid, _, _), (_, truth)) in enumerate(zip(grids, tables)):
            self.assertEqual(flat(grid), flat(compare_grids.squeezed(truth)), f"seed {seed}")

    def test_rows_that_came_or_went_leave_the_others_as_they_are(self):
        tables = [made.changed_table(seed) for seed in range(TABLES)]
        path = self.write("changed", "".join(xml for xml, _, _ in tables))
        for at, changes in ((1, "accept"), (2, "reject")):
            grids = compare_grids.sheaf_grids(path, "--option", f"docx.changes={changes}")
            self.assertEqual(len(grids), TABLES)
            for seed, ((grid, _, _), truths) in enumerate(zip(grids, tables)):
                self.assertEqual(flat(grid), flat(compare_grids.squeezed(truths[at])), f"seed {seed}, {changes}")

    @unittest.skipUnless(PANDOC, "pandoc is not installed")
    def test_pandoc_agrees_where_its_grid_is_whole(self):
        """It leaves out the cells that w:tblGrid has no column for."""
        path, tables = self.random_document()
        compared = 0
        for seed, (theirs, (xml, truth)) in enumerate(zip(compare_grids.pandoc_grids(path), tables)):
            if xml.count("<w:gridCol ") >= max(c + w for (_, c), (_, w, _) in truth.items()):
                self.assertEqual(compare_grids.differences(truth, theirs[0]), [], f"seed {seed}")
                compared += 1
        self.assertGreater(compared, TABLES // 3)

    def through(self, produce):
        """Random tables with all their widths come through another program as they were."""
        tables = [made.random_table(seed, ruled=True) for seed in range(TABLES)]
        path = produce(self.write("random", "".join(xml for xml, _ in tables)), self.folder)
        pairs, lines = compare_grids.compare(path)
        self.assertEqual(lines, [])
        for seed, (((grid, _, _), _), (_, truth)) in enumerate(zip(pairs, tables)):
            self.assertEqual(compare_grids.differences(truth, grid), [], f"seed {seed}")
        self.assertEqual(len(pairs), TABLES)

    @unittest.skipUnless(OFFICE and PANDOC, "LibreOffice or pandoc is not installed")
    def test_saved_by_libreoffice(self):
        self.through(by_office)

    @unittest.skipUnless(PANDOC, "pandoc is not installed")
    def test_written_by_pandoc(self):
        self.through(by_pandoc)

    def odd(self, name):
        return self.write("odd", made.table(made.ODD[name], [900, 900, 900]))

    def test_odd_tables_are_read_as_decided(self):
        self.assertEqual(set(ODD), set(made.ODD))
        for name, (expected, codes) in ODD.items():
            with self.subTest(name):
                path = self.odd(name)
                grids = compare_grids.sheaf_grids(path)
                self.assertEqual(flat(grids[0][0]) if grids else None, expected)
                self.assertEqual([d["code"] for d in convert(path, "--pass", "none")["conversion"]["diagnostics"]], codes)

    def test_header_rows_are_marked(self):
        cells = convert(self.odd("header rows"), "--pass", "none")["blocks"][0]["cells"]
        self.assertEqual([c.get("header") for c in cells], ["column", "column", None, None])

    @unittest.skipUnless(PANDOC, "pandoc is not installed")
    def test_pandoc_differs_only_where_judged(self):
        differ = {name for name in made.ODD if compare_grids.compare(self.odd(name))[1]}
        self.assertEqual(differ, PANDOC_ERRS)


# ---- the national form ----

EMPTY = re.compile(r"(<w:tc>(?:(?!</w:tc>).)*?)(</w:p>)((?:(?!</w:tc>|<w:p[ >]).)*</w:tc>)", re.S)
TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
VALUES = (10, 175, 15)


def fill(path):
    """The form with 1001, 1002, ... in its blank cells, in document order; and those numbers a table."""
    with zipfile.ZipFile(FORM) as form, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        numbers, count = [], 1000

        def number(match):
            nonlocal count
            cell = match.group()
            if "".join(TEXT.findall(cell)).strip("\u3000 ") or '<w:vMerge w:val="continue"/>' in cell or "<w:vMerge/>" in cell:
                return cell
            count += 1
            numbers[-1].append(str(count))
            head, _, tail = TEXT.sub("<w:t></w:t>", cell).rpartition("</w:p>")
            return f"{head}<w:r><w:t>{count}</w:t></w:r></w:p>{tail}"

        def table(match):
            numbers.append([])
            return re.sub(r"<w:tc>.*?</w:tc>", number, match.group(), flags=re.S)

        for name in form.namelist():
            data = form.read(name)
            if name == "word/document.xml":
                data = re.sub(r"<w:tbl>.*?</w:tbl>", table, data.decode(), flags=re.S).encode()
            out.writestr(name, data)
    return numbers


@unittest.skipUnless(os.path.isfile(FORM), "the national form is not in ../shared/corpus/docx")
class NationalForm(Folder):
    def through(self, produce):
        path = os.path.join(self.folder, "form.docx")
        numbers = fill(path)
        self.assertEqual(tuple(map(len, numbers)), VALUES)
        path = produce(path, self.folder)
        grids = compare_grids.sheaf_grids(path)
        self.assertEqual(len(grids), 3)
        for (grid, _, _), expected in zip(grids, numbers):
            texts = [cell[2] for _, cell in sorted(grid.items())]
            self.assertEqual([text for text in texts if text.isdigit()], expected)
        grid, rows, columns = grids[1]
        self.assertEqual((rows, columns, len(grid)), (28, 10, 215))
        self.assertEqual(sum(h * w > 1 for h, w, _ in grid.values()), 16)
        if PANDOC:
            self.assertEqual(compare_grids.compare(path)[1], [])

    def test_as_it_is(self):
        self.through(by_hand)

    @unittest.skipUnless(OFFICE, "LibreOffice is not installed")
    def test_saved_by_libreoffice(self):
        self.through(by_office)

    @unittest.skipUnless(PANDOC, "pandoc is not installed")
    def test_written_by_pandoc(self):
        self.through(by_pandoc)


# ---- public documents ----

# How many slots differ from pandoc in a file, each judged in docs/decisions/0032-docx-grids.md.
JUDGED = {"45690.docm": 1, "tbl-props.docx": 10, "form_footnotes.docx": 8, "checkboxes.docx": 2, "bug59058.docx": 1, "table_with_list_cell.docx": 1}


@unittest.skipUnless(PANDOC and os.path.isdir(CORPUS), "pandoc, or ../shared/corpus/docx, is not there")
class PublicDocuments(unittest.TestCase):
    def test_grids_are_those_of_pandoc(self):
        compared = cells = 0
        for path in sorted(glob.glob(f"{CORPUS}/**/*.doc[xm]", recursive=True)):
            try:
                pairs, lines = compare_grids.compare(path)
            except (AssertionError, ValueError):
                continue  # not readable by one of them: other tests look at that
            with self.subTest(os.path.relpath(path, CORPUS)):
                self.assertEqual(len(lines), JUDGED.get(os.path.basename(path), 0), "\n".join(lines[:20]))
            compared += len(pairs)
            cells += sum(len(ours[0]) for ours, _ in pairs)
        print(f"{compared} tables with {cells} cells compared", file=sys.stderr)
        self.assertGreater(cells, 10000)


if __name__ == "__main__":
    unittest.main()
