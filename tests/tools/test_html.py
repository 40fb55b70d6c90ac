"""Pages of write_html held against the JSON of the same document: golden inputs, generated reports, the seeds, random
reports with every kind of block and record, and texts that attack in each of their places."""
import glob
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
from decimal import Decimal

import html_page
import json_documents

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHEAF = os.environ.get("SHEAF", os.path.join(ROOT, "build", "dev", "bin", "sheaf"))
SHARED = os.environ.get("SHEAF_SHARED", os.path.join(ROOT, "..", "shared"))
RANDOM = int(os.environ.get("SHEAF_HTML_RANDOM", "120"))


def convert(path, form, *words):
    run = subprocess.run([SHEAF, "convert", path, "--to", form, *words], capture_output=True, timeout=120)
    if run.returncode != 0:
        raise html_page.Wrong(f"exit {run.returncode}: {run.stderr.decode('utf-8', 'replace')[:300]}")
    return run.stdout.decode("utf-8")


def compare(path, *words):
    report = json.loads(convert(path, "json", *words), parse_float=Decimal)
    return html_page.check_page(convert(path, "html", *words), report)


def has_reader(name):
    """Is the reader there, and does it load?"""
    listed = subprocess.run([SHEAF, "plugins", "--check"], capture_output=True, timeout=60).stdout.decode("utf-8", "replace")
    return re.search(rf"^reader {name}\s.*\n\s+check\s+loads", listed, re.M) is not None


class Pages(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.sums = [0, 0, 0]

    def tearDown(self):
        self.folder.cleanup()

    def hold(self, path, *words):
        with self.subTest(path=os.path.basename(path)):
            try:
                self.sums = [a + b for a, b in zip(self.sums, compare(path, *words))]
            except html_page.Wrong as wrong:
                self.fail(f"{path}: {wrong}")

    def say(self, what, count):
        print(f"{what}: {count} pages, {self.sums[0]} tables, {self.sums[1]} cells, {self.sums[2]} spans", file=sys.stderr)

    def write(self, name, text):
        path = os.path.join(self.folder.name, name)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        return path

    def test_golden(self):
        inputs = sorted(glob.glob(os.path.join(ROOT, "tests", "golden", "*", "*", "input.*")))
        inputs = [i for i in inputs if i.endswith((".txt", ".md", ".docx"))] + sorted(glob.glob(os.path.join(ROOT, "docs", "sample", "*.txt")))
        if not has_reader("docx"):
            inputs = [i for i in inputs if not i.endswith(".docx")]
        self.assertGreater(len(inputs), 5)
        for path in inputs:
            self.hold(path)
        self.say("golden", len(inputs))

    def test_seeds(self):
        seeds = sorted(glob.glob(os.path.join(SHARED, "seeds", "*.txt")))
        if not seeds:
            self.skipTest(f"no reports in {SHARED}/seeds")
        for path in seeds:
            self.hold(path)
        self.say("seeds", len(seeds))

    def test_generated(self):
        subprocess.run([sys.executable, os.path.join(ROOT, "tests", "tools", "generate.py"), self.folder.name, "--count", "24",
                        "--seed", "html"], check=True, capture_output=True, timeout=200)
        made = sorted(glob.glob(os.path.join(self.folder.name, "*.txt")))
        self.assertGreaterEqual(len(made), 12)
        for path in made:
            self.hold(path)
        self.say("generated", len(made))

    def test_several_reports(self):
        """More tables of values than are shown as such: the list has the others."""
        subprocess.run([sys.executable, os.path.join(ROOT, "tests", "tools", "generate.py"), self.folder.name, "--count", "3", "--shapes", "tabs",
                        "--encodings", "utf8", "--damage", "broken_identity", "--seed", "several"], check=True, capture_output=True, timeout=200)
        made = sorted(pathlib.Path(self.folder.name).glob("*.txt"))
        text = "\n\n\n".join(path.read_text(encoding="utf-8") for path in made)
        self.hold(self.write("three.txt", text))
        path = self.write("many.txt", "\n\n\n".join([text] * 30))
        self.hold(path)
        page = convert(path, "html")
        self.assertEqual(page.count('<table class="values">'), 256)
        self.assertIn("<details open>", page)

    @unittest.skipUnless(has_reader("json"), "the reader json is not built")
    def test_random(self):
        for seed in range(RANDOM):
            document = json_documents.Maker(f"html{seed}").document()
            path = self.write(f"{seed}.json", json_documents.dump(document))
            self.hold(path, "--pass", "none")
        self.say("random", RANDOM)

    @unittest.skipUnless(has_reader("json"), "the reader json is not built")
    def test_hidden_furniture_leaves_no_loose_link(self):
        for seed in range(RANDOM // 4):
            path = self.write("r.json", json_documents.dump(json_documents.Maker(f"hide{seed}").document()))
            for words in (("--option", "html.furniture=hide", "--option", "html.language=zh"),
                          ("--option", "html.furniture=hide", "--option", "html.language=en")):
                page = convert(path, "html", "--pass", "none", *words)
                html_page.check_page(page)
                self.assertNotRegex(page, '<(?!t[dh]|li)[a-z0-9]+ [^>]*class="[^"]*furniture')

    def test_the_same_bytes(self):
        path = os.path.join(ROOT, "docs", "sample", "report.txt")
        first = convert(path, "html")
        self.assertEqual(first, convert(path, "html"))
        self.assertIn('<html lang="zh">', first)
        self.assertIn('<html lang="en">', convert(path, "html", "--option", "html.language=en"))

    def test_english_sentences_are_marked_in_a_chinese_page(self):
        path = os.path.join(ROOT, "docs", "sample", "damaged.txt")
        report = json.loads(convert(path, "json"))
        said = [*(r["evidence"] for r in report["repairs"]), *(d["message"] for d in report["conversion"]["diagnostics"])]
        self.assertTrue(said)
        for language, mark in (("zh", '<span lang="en">'), ("en", "")):
            page = convert(path, "html", "--option", f"html.language={language}")
            self.assertEqual([s for s in said if f"{mark}{s[:20]}" not in page], [])
        self.assertNotIn('<span lang="en">', page)


EVIL = '"\'><img src=x onerror=alert(1)><!--]]></style></title><script>alert(1)</script>&lt;&#0;\u202e12\x0b\x85\ufffe'


@unittest.skipUnless(has_reader("json"), "the reader json is not built")
class Hostile(unittest.TestCase):
    """Each text of a random report in turn, and then all of them, is one that attacks."""

    def texts(self, value, path=()):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
            if isinstance(inner, str) and key not in self.FIXED:
                yield value, key
            yield from self.texts(inner, path)

    FIXED = {"data", "kind", "header", "severity", "outcome", "status", "schema", "version", "sha256", "fingerprint"}

    def test_every_text(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "evil.json")
            for seed in range(12):
                document = json.loads(json_documents.dump(json_documents.Maker(f"evil{seed}").document()))
                for owner, key in list(self.texts(document)):
                    owner[key] = EVIL
                for block in html_page.nodes_of(document["blocks"]):
                    block.pop("runs", None)
                with open(path, "w", encoding="utf-8") as file:
                    json.dump(document, file, ensure_ascii=False)
                page = convert(path, "html", "--pass", "none")
                report = json.loads(convert(path, "json", "--pass", "none"), parse_float=Decimal)
                html_page.check_page(page, report)
                self.assertNotRegex(page, "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e\ufffe]")

    def test_targets(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "links.json")
            for target in ("javascript:alert(1)", "JAVASCRIPT:alert(1)", "\x01javascript:x", "data:text/html,x", EVIL,
                           "http://a.example/" + EVIL, "#" + EVIL, "mailto:" + EVIL, "//x", "http://[", "https://%zz/"):
                block = {"id": 1, "kind": "paragraph", "text": "a link", "runs": [
                    {"kind": "link", "start": 0, "length": 6, "target": target}]}
                document = json.loads(json_documents.dump(json_documents.Maker("links").document()))
                document.update(blocks=[block], facts=[], repairs=[], findings=[], checks=[], form=None)
                with open(path, "w", encoding="utf-8") as file:
                    json.dump(document, file)
                html_page.check_page(convert(path, "html", "--pass", "none"))


class Reader(unittest.TestCase):
    """The tests' own reader of pages sees what is wrong: a check that cannot fail is a defect."""

    WRONG = (
        ("<main><p><b>x</p></b></main>", "closes"),
        ('<main><p id="a"></p><p id="a"></p></main>', "twice"),
        ('<main><a href="#gone">x</a></main>', "not there"),
        ('<main><a href="javascript:x">x</a></main>', "href leads"),
        ("<main><script>x</script></main>", "no place"),
        ('<main onload="x"></main>', "onload"),
        ("<h1>a</h1><h3>b</h3>", "skips"),
        ("<main><!-- x --></main>", "comment"),
    )

    def test_wrong_pages_are_seen(self):
        for text, words in self.WRONG:
            with self.assertRaisesRegex(html_page.Wrong, words):
                html_page.check_page(text)

    def test_wrong_tables_are_seen(self):
        report = {"blocks": [{"id": 1, "kind": "table", "rows": 1, "columns": 2, "cells": [
            {"id": 2, "row": 0, "column": 0, "text": "a"}, {"id": 3, "row": 0, "column": 1, "text": "1"}]}]}
        right = "<main><table><tbody><tr><td>a</td><td>1</td></tr></tbody></table></main>"
        page = html_page.Page(right).root
        self.assertEqual(html_page.check_tables(page, report), (1, 2, 0))
        for old, new in (("<td>1</td>", "<td>2</td>"), ("<td>a</td>", '<td colspan="2">a</td>'), ("<td>a", '<td scope="row">a'),
                         ("<td>1</td>", ""), ("<tr>", "<tr></tr><tr>"), ("<td>1", '<td rowspan="2">1')):
            with self.assertRaises(html_page.Wrong):
                html_page.check_tables(html_page.Page(right.replace(old, new, 1)).root, report)


if __name__ == "__main__":
    unittest.main()
