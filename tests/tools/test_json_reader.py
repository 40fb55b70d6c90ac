"""What read_json does with files that Sheaf did not write, or that somebody damaged: one clear sentence and exit code 2, or a
report in which nothing was changed in silence. Every case is made here."""
import base64
import json
import os
import random
import resource
import subprocess
import tempfile
import time
import unittest

import json_documents as documents
from sheaf_json import SHEAF

HEAD = '"sheaf": {"schema": "1.0", "version": "0"}'
SANITIZED = b"__asan_init" in open(SHEAF, "rb").read()


def paragraph(i, **more):
    return {"id": i, "kind": "paragraph", "text": f"p{i}", **more}


def report(blocks=(), **members):
    """A small report; members that are `...` are left out."""
    whole = {"sheaf": {"schema": "1.0", "version": "0"}, "source": {"name": "a", "format": "text", "media_type": "text/plain",
             "bytes": 1}, "conversion": {"complete": True, "diagnostics": []}, "meta": {"properties": {}},
             "blocks": blocks if isinstance(blocks, (dict, type(...))) else list(blocks), "form": None, "facts": [], "repairs": [], "checks": [], "findings": [], **members}
    return documents.dump({name: value for name, value in whole.items() if value is not ...})


def fact(**members):
    return {"key": "k", "label": "", "value": None, "raw": "", "unit": "", "status": "missing", "repairs": [], **members}


def limited():
    if not SANITIZED:
        resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))


def table(cells, rows=2, columns=2):
    return {"id": 1, "kind": "table", "rows": rows, "columns": columns, "cells": cells}


def cell(i, row, column, text, **more):
    return {"id": i, "row": row, "column": column, **more, "text": text}


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def run_sheaf(self, data, *options, name="a.json", to="json"):
        path = os.path.join(self.folder.name, name)
        with open(path, "wb") as file:
            file.write(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
        return subprocess.run([SHEAF, "convert", path, "--to", to, *options], capture_output=True, timeout=120,
                              preexec_fn=limited)

    def refuse(self, data, *words, **options):
        """Exit code 2, one line that says all the words, and no output."""
        run = self.run_sheaf(data, **options)
        said = run.stderr.decode("utf-8")
        self.assertEqual(run.returncode, 2, said or data[:200])
        self.assertEqual(run.stdout, b"")
        self.assertEqual(said.count("\n"), 1, said)
        for word in words:
            self.assertIn(word, said)

    def take(self, data, *codes, options=()):
        """The report that comes out, exactly these codes said on the way."""
        run = self.run_sheaf(data, "--option", "json.indent=none", *options)
        said = run.stderr.decode("utf-8")
        self.assertEqual(run.returncode, 0, said)
        self.assertEqual(sorted(line.rsplit("[", 1)[1][:-1] for line in said.splitlines()), sorted(codes), said)
        out = json.loads(run.stdout)
        again = self.run_sheaf(run.stdout, "--option", "json.indent=none")
        self.assertEqual((again.stdout, again.stderr), (run.stdout, b""), "the result is a fixed point")
        return out


class Choosing(Case):
    def test_json_that_is_no_report(self):
        for text in ('{"name": "x"}', '[{"a": 1}]', "{}", "[1, {}]", '{"sheaf": 1, "blocks": []}', '{"sheaf": {}, "blocks": []}',
                     "{" + HEAD + "}", '{"a": {"sheaf": {"schema": "1.0"}}}', "\ufeff [{}]", '{"sheaf": {"schema": null}}'):
            self.refuse(text, "json.", name="package.json")
            self.refuse(text, "json.", name="noname")
        self.refuse('{"name": "x"}', "this is JSON, but not a report that Sheaf wrote", "--from text")

    def test_as_text(self):
        run = self.run_sheaf('{"name": "x"}', "--from", "text")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(json.loads(run.stdout)["source"]["format"], "text")

    def test_text_that_is_no_json(self):
        for text in ("[Section]\nkey", "{curly} words", "2022", '"quoted"', "[1] a note\n[2] another", "{\n", "null", "[1,2]\n[3]", "[1, 2]",
                     "[{x}]", '{"a": 1}\n{"a": 2}\n'):
            run = self.run_sheaf(text, name="a.txt")
            if text == "{\n":  # as well the beginning of an object
                self.assertEqual(run.returncode, 2)
                continue
            self.assertEqual(run.returncode, 0, (text, run.stderr))
            self.assertEqual(json.loads(run.stdout)["source"]["format"], "text", text)

    def test_any_name(self):
        for name in ("report.txt", "report", "report.docx"):
            run = self.run_sheaf(report([paragraph(1)]), name=name)
            self.assertEqual((run.returncode, run.stdout.count(b'"p1"')), (0, 1), run.stderr)

    def test_html(self):
        run = self.run_sheaf(report([paragraph(1)]), to="html")
        if b"there is no writer" in run.stderr or b"which is not there" in run.stderr:
            self.skipTest("write_html is not built")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn(b"p1", run.stdout)

    def test_no_passes(self):
        """Two paragraphs that stitch would join stay apart, unless it is named."""
        blocks = [paragraph(1, text="全年共收到申请") | {"text": "全年共收到申请，"}, paragraph(2, text="x") | {"text": "其中五件。", "page_break": True}]
        self.assertEqual(len(self.take(report(blocks))["blocks"]), 2)


class Schema(Case):
    def test_versions(self):
        for version in ("1.0", "1.1", "1.99"):
            out = self.take(report([paragraph(1)], sheaf={"schema": version, "version": "9"}))
            self.assertEqual(out["sheaf"], {"schema": version, "version": "9"})
        for version in ("2.0", "0.9", "10.0", "1", "", "x"):
            self.refuse(report([paragraph(1)], sheaf={"schema": version, "version": "9"}), "schema", version, "json.type")

    def test_members_that_are_absent(self):
        out = self.take("{" + HEAD + ', "blocks": []}')
        self.assertEqual((out["facts"], out["form"], out["conversion"]["complete"]), ([], None, True))
        self.refuse(report(blocks=...), "blocks")

    def test_incomplete(self):
        out = self.take(report(conversion={"complete": False, "diagnostics": []}))
        self.assertIs(out["conversion"]["complete"], False)

    def test_later_kinds(self):
        blocks = [{"id": 1, "kind": "sidebar", "text": "kept", "colour": "red"},
                  {"id": 2, "kind": "sidebar", "text": "", "blocks": [paragraph(3)]},
                  paragraph(4, runs=[{"kind": "glow", "start": 0, "length": 1}]), paragraph(5, level=3, cells=[]),
                  paragraph(6, blocks=[paragraph(7)])]
        out = self.take(report(blocks), "json.kind", "json.kind", "json.kind", "json.word")
        self.assertEqual([b["kind"] for b in out["blocks"]], ["paragraph", "quote", "paragraph", "paragraph", "quote"])
        self.assertEqual(out["blocks"][0], {"id": 1, "kind": "paragraph", "text": "kept", "colour": "red"})
        self.assertEqual(out["blocks"][1]["blocks"][0]["text"], "p3")
        self.assertEqual(out["blocks"][3]["level"], 3)
        self.assertEqual(out["blocks"][4]["blocks"][0]["text"], "p7")
        codes = [d["code"] for d in out["conversion"]["diagnostics"]]
        self.assertEqual(codes, ["json.kind", "json.kind", "json.word", "json.kind"])

    def test_later_words(self):
        out = self.take(report([table([cell(2, 0, 0, "a", header="corner")], 1, 1)], facts=[fact(status="guessed")],
                               findings=[{"rule": "R", "severity": "grave", "outcome": "maybe", "message": {"en": "", "zh": ""},
                                          "nodes": [], "facts": [], "expected": "", "actual": "", "fingerprint": ""}]),
                        "json.word", "json.word", "json.word", "json.word")
        self.assertEqual(out["facts"][0]["status"], "ambiguous")
        self.assertEqual((out["findings"][0]["severity"], out["findings"][0]["outcome"]), ("error", "not_assessable"))


class Values(Case):
    def test_facts(self):
        for value, status in (("912.50", "read"), ("-0.10", "read_repaired"), ("100000000000000000", "read"), ("0.000", "read")):
            run = self.run_sheaf(report(facts=[fact(value=documents.raw(value), status=status)]))
            self.assertIn(f'"value": {value}, '.encode(), run.stdout)
        run = self.run_sheaf(report(facts=[fact(value=documents.raw("1.5e1"), status="read")]))
        self.assertIn(b'"value": 15, ', run.stdout)

    def test_values_that_cannot_be_held(self):
        for value in ("1e999999999", "9" * 400, "1e-19", "0." + "0" * 18 + "1", "123456789012345678901", "-1e19"):
            self.refuse(report(facts=[fact(value=documents.raw(value), status="read")]), "value", "json.type")
        self.refuse(report(facts=[fact(value="1", status="read")]), "value", "json.type")

    def test_values_that_disagree_with_the_status(self):
        out = self.take(report(facts=[fact(value=5, status="missing"), fact(status="read")]), "json.fact", "json.fact")
        self.assertEqual([(f["value"], f["status"]) for f in out["facts"]], [(None, "missing"), (None, "ambiguous")])

    def test_what_is_not_stated_is_not_taken_for_good(self):
        """A fact without a status was read as `read`, a finding without a severity as `info`."""
        finding = {"rule": "R", "outcome": "fail", "message": {"en": "", "zh": ""}, "nodes": [], "facts": [], "expected": "", "actual": "", "fingerprint": ""}
        without = {key: value for key, value in fact(value=5).items() if key != "status"}
        out = self.take(report(facts=[without], findings=[finding]), "json.fact", "json.fact")
        self.assertEqual([(f["value"], f["status"]) for f in out["facts"]], [(None, "ambiguous")])
        self.assertEqual(out["findings"][0]["severity"], "error")

    def test_types(self):
        wrong = [([{"id": "1", "kind": "paragraph"}], "id"), ([{"id": 1, "kind": 5}], "kind"), ([paragraph(1, text=5)], "text"),
                 ([paragraph(1, origin=[])], "origin"), ([paragraph(1, origin={"offset": -1, "length": 0})], "offset"),
                 ([paragraph(1, runs={})], "runs"), ([5], "element"), ([table({})], "cells"), ([table([[]])], "element"),
                 ([paragraph(1, furniture=1)], "furniture"), ([paragraph(1, confidence="high")], "confidence"),
                 ([paragraph(1, confidence=1.5)], "confidence"), ([paragraph(1, confidence=-1)], "confidence"),
                 ([paragraph(1, origin={"page": 1, "box": [1, 2, 3]})], "box"),
                 ([paragraph(1, origin={"page": 1, "box": [1, 2, 3, "4"]})], "element"),
                 ([{"id": 2 ** 32, "kind": "paragraph"}], "id"), ([{"id": documents.raw("1.5"), "kind": "paragraph"}], "id"),
                 ([{"id": documents.raw("1e400"), "kind": "paragraph"}], "id"), ({}, "blocks")]
        for blocks, word in wrong:
            with self.subTest(blocks=blocks):
                self.refuse(report(blocks), word, "json.type", "line 1", "column")
        for name in ("source", "conversion", "meta", "facts", "repairs", "checks", "findings", "form"):
            self.refuse(report(**{name: 5}), name, "json.type")
        self.refuse(report(meta={"properties": [1]}), "properties", "json.type")

    def test_whole_numbers_of_other_tools(self):
        out = self.take(report([{"id": documents.raw("1.0"), "kind": "heading", "level": documents.raw("2e0"), "text": "h"}]))
        self.assertEqual((out["blocks"][0]["id"], out["blocks"][0]["level"]), (1, 2))

    def test_meta(self):
        meta = {"title": "t", "year": documents.raw("2022"), "contact": {}, "a.b": 1, "x": {"y": [1], "z": 2}, "n": None,
                "period": {"from": "a", "value": "b"}, "big": documents.raw("9" * 40), "properties": {"p": True, "q": {"r": 1}, "s": ""}}
        out = self.take(report(meta=meta))["meta"]
        self.assertEqual(list(out["properties"].items()), [("s", ""), ("p", True), ("q", {"r": 1})])
        self.assertEqual((out["contact"], out["a.b"], out["x"], out["n"]), ({}, 1, {"y": [1], "z": 2}, None))
        self.assertEqual(out["big"], int("9" * 40))
        self.assertEqual(out["period"], {"from": "a", "value": "b"})

    def test_meta_beside_others(self):
        """One key is left beside what is none: the object stays one; and one without keys stays whole."""
        meta = {"zone": {"value": 7, "x": None}, "bare": {"value": "v", "y": [], "phone": "p"}, "empty": {"x": None},
                "exp": documents.raw("1e5"), "properties": {"only": True}}
        out = self.take(report(meta=meta))["meta"]
        self.assertEqual(out, {"bare": {"value": "v", "phone": "p", "y": []}, "exp": 1e5, "zone": {"value": 7, "x": None},
                               "properties": {"only": True}, "empty": {"x": None}})

    def test_zero_below_zero(self):
        """A decimal of the document has no sign at 0; Sheaf writes none, and what was printed stays in `raw`."""
        for value, want in (("-0", "0"), ("-0.00", "0.00"), ("-0e-3", "0.000")):
            run = self.run_sheaf(report(facts=[fact(value=documents.raw(value), status="read", raw=value)]))
            self.assertIn(f'"value": {want}, "raw": "{value}", '.encode(), run.stdout)

    def test_figures(self):
        def figure(data, **more):
            return report([{"id": 1, "kind": "figure", "part": "p", "media_type": "image/png", "size": 5, "data": data, "text": "", **more}])
        for data in ("AA==", "AAA=", "AAAA", "/+8=", base64.b64encode(bytes(range(256))).decode()):
            options = "--option", "json.indent=none", "--option", "json.figures=embed"
            self.assertEqual(self.run_sheaf(figure(data), *options).stdout.decode(), figure(data))
            self.assertNotIn("data", self.take(figure(data))["blocks"][0])
        for data in ("A", "AA", "AAA", "AA=A", "AB==", "AAB=", "A===", "====", "=", "AAAA\n", "AA A", "AA-_", "é===", 5, "AAAAA===", "AA==AAAA"):
            with self.subTest(data=data):
                self.refuse(figure(data), "data", "json.type", "line 1", "base64" if data != 5 else "text")
        sized = json.loads(figure("AAAA"))
        del sized["blocks"][0]["size"]
        self.assertEqual(self.take(documents.dump(sized))["blocks"][0]["size"], 3)

    def test_figures_in_html(self):
        png = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(100)).decode()
        run = self.run_sheaf(report([{"id": 1, "kind": "figure", "part": "p", "media_type": "image/png", "size": 108,
                                      "data": png, "text": "a"}]), to="html")
        self.assertIn(f"data:image/png;base64,{png}".encode(), run.stdout)

    def test_option_of_figures(self):
        run = self.run_sheaf(report(), "--option", "json.figures=all")
        self.assertEqual(run.returncode, 2)
        self.assertIn(b"[json.figures]", run.stderr)


class Names(Case):
    def test_dangling(self):
        repair = {"id": 7, "kind": "k", "by": "b", "from": [], "to": {"node": 98}, "before": "", "after": "", "evidence": "",
                  "confidence": 1}
        finding = {"rule": "R", "severity": "error", "outcome": "fail", "message": {"en": "", "zh": ""}, "nodes": [97, 1],
                   "facts": [], "expected": "", "actual": "", "fingerprint": ""}
        form = {"id": "f", "version": "", "confidence": 1, "tables": [{"table": "t", "version": "", "node": 96, "confidence": 1}]}
        out = self.take(report([paragraph(1)], facts=[fact(node=99, repairs=[1, 7])], repairs=[repair], findings=[finding],
                               form=form), *["json.dangling"] * 5)
        self.assertNotIn("node", out["facts"][0])
        self.assertEqual(out["facts"][0]["repairs"], [1])
        self.assertEqual(out["findings"][0]["nodes"], [1])

    def test_twice(self):
        out = self.take(report([paragraph(5), paragraph(5), paragraph(6)], facts=[fact(node=5)]), "json.id-twice")
        self.assertEqual(out["facts"][0]["node"], 1)

    def test_origin_without_block(self):
        """There is none to take it from: it stays as it stands, last."""
        place = {"zone": 1, "line": 1, "offset": 0, "length": 1}
        out = self.take(report(facts=[fact(origin=place)]))
        self.assertEqual(list(out["facts"][0])[-1], "origin")
        self.assertEqual(out["facts"][0]["origin"], place)
        out = self.take(report(facts=[fact(origin=place, node=9)]), "json.dangling")
        self.assertEqual(out["facts"][0]["origin"], place)
        self.take(report([paragraph(1)], facts=[fact(origin=place, node=1)]), "json.fact")
        self.take(report([paragraph(1)], facts=[fact(origin={"zone": 1}, node=1)]), "json.fact")

    def test_another_origin_than_the_block(self):
        places = [{"line": 1, "offset": 0, "length": 1}, {"line": 2, "offset": 0, "length": 1}, {"page": 1, "box": [1, 2, 3, 4]},
                  {"page": 1, "box": [1, 2, 3, 5]}, {"part": "p", "path": "x"}, {"part": "q", "path": "x"},
                  {"line": 1, "offset": 0, "length": 1, "more": [{"line": 1, "offset": 0, "length": 1}]}]
        for i, place in enumerate(places):
            for k, other in enumerate(places):
                turned = dict(reversed(other.items()))
                out = self.take(report([paragraph(1, origin=place)], facts=[fact(node=1, origin=turned)]),
                                *[] if i == k else ["json.fact"])
                self.assertEqual(out["facts"][0]["origin"], place)

    def test_repairs_state_the_place_of_their_block(self):
        place, other = ({"line": n, "offset": 0, "length": 1} for n in (1, 2))

        def repair(**to):
            return {"id": 1, "kind": "k", "by": "b", "from": [], "to": to, "before": "", "after": "", "evidence": "", "confidence": 1.0}

        for to, want, said in (({"node": 1}, {"node": 1, "origin": place}, []),
                               ({"node": 1, "fact": "t.*", "instance": 2, "origin": place | {"zone": 1}},
                                {"node": 1, "fact": "t.*", "instance": 2, "origin": place | {"zone": 1}}, []),
                               ({"node": 1, "origin": other}, {"node": 1, "origin": place}, ["json.repair"]),
                               ({"row": 1, "origin": other}, {"row": 1, "origin": other}, [])):
            out = self.take(report([paragraph(1, origin=place)], repairs=[repair(**to)]), *said)
            self.assertEqual(out["repairs"][0]["to"], want)

    def test_members_of_places(self):
        """A place of no kind, of two kinds, and `more` where none can be: all that is not said by the document is kept."""
        at = {"line": 1, "offset": 0, "length": 1}
        for origin, want in (({"zone": 3}, {"zone": 3}), ({"line": 3}, {"line": 3}), ({}, None),
                             ({"zone": 3, "more": [at, {}, {"line": 2}]}, {"more": [at, {"line": 2}], "zone": 3}),
                             ({"more": [{"zone": 1, **at}, at]}, {**at, "more": [at], "zone": 1}),
                             ({"page": 1, "box": [1, 2, 3, 4], "line": 2, "part": 5}, {"page": 1, "box": [1, 2, 3, 4], "line": 2, "part": 5})):
            data = report([paragraph(1, origin=origin)], facts=[fact(node=1, origin=origin)])
            out = self.take(data)
            self.assertEqual(out["blocks"][0].get("origin"), want)
            self.assertEqual(out["facts"][0].get("origin"), want)
            self.assertEqual(self.take(documents.dump(out)), out)
        out = self.take(report(conversion={"complete": True, "diagnostics": [
            {"severity": "warning", "code": "c", "message": "m", "origin": {"zone": 3, **at, "more": []}, "later": 1},
            {"severity": "dire", "code": "c", "message": "m2", "origin": {"zone": 4}, "later": 2}]}), "json.word")
        self.assertEqual([d["origin"] for d in out["conversion"]["diagnostics"][:2]], [{**at, "zone": 3, "more": []}, {"zone": 4}])

    def test_pieces_of_pieces(self):
        at = {"line": 1, "offset": 0, "length": 1}
        out = self.take(report([paragraph(1, origin={"more": [{"more": [5], **at}, at]})]), "json.member-left-out")
        self.assertEqual(out["blocks"][0]["origin"], {**at, "more": [at]})

    def test_members_of_runs_in_any_order(self):
        runs = [{"kind": "code", "start": 2, "length": 1, "n": 1}, {"kind": "shadow", "start": 0, "length": 1, "n": 2},
                {"kind": "strong", "start": 0, "length": 2, "n": 3}]
        out = self.take(report([paragraph(1) | {"text": "abc", "runs": runs}]), "json.word")
        self.assertEqual(out["blocks"][0]["runs"], [runs[2], runs[0]])

    def test_members_of_cells_without_a_slot(self):
        """They are told to be gone, and stand at no other object."""
        more = {"origin": {"offset": 1, "length": 1, "zone": 1}, "runs": [{"kind": "code", "start": 0, "length": 1, "n": 1}]}
        out = self.take(report([table([cell(2, 0, 0, "a"), cell(3, 0, 0, "b", **more)], 1, 1)]), "ir.table.no-slot")
        self.assertEqual(out["blocks"][0], {"id": 1, "kind": "table", "rows": 1, "columns": 1, "cells": [cell(2, 0, 0, "a")]})

    def test_members_of_instances(self):
        form = {"id": "f", "version": "v", "confidence": documents.raw("1.0"), "tables": [{"table": "t", "version": "v", "confidence": documents.raw("1.0"), "a": 1}]}
        other = {"instance": 0, **form, "tables": [{**form["tables"][0], "a": 2}], "b": 2}
        for instances in ([other], [other, {**other, "instance": 1, "b": 3}]):
            data = report(form={**form, "instances": instances, "b": 1})
            self.assertEqual(self.run_sheaf(data, "--option", "json.indent=none").stdout.decode(), data)
        more = report(form={**form, "tables": form["tables"] * 2, "instances": [other, {**other, "instance": 1}]})
        self.take(more, "json.member-left-out")

    def test_note_beside_a_mended_table(self):
        """It must not lead to another block: nowhere is better, and what cannot be foreseen is told."""
        note = paragraph(10, text="x") | {"text": "x", "runs": [{"kind": "note", "start": 0, "length": 1, "target": "30"}]}
        out = self.take(report([note, table([cell(20, 0, 0, "a")]), {"id": 30, "kind": "footnote", "text": "f"}]),
                        "json.note-left-out")
        self.assertEqual(out["blocks"][2]["text"], "f")
        self.assertNotIn("target", out["blocks"][0]["runs"][0])
        cells = [cell(20, 0, 0, "a", row_span=3), cell(21, 0, 1, "b")]
        self.take(report([note, table(cells), {"id": 30, "kind": "footnote", "text": "f"}]),
                  "json.note-moved", "ir.table.span-clamped")

    def test_note_to_nowhere(self):
        note = paragraph(10) | {"runs": [{"kind": "note", "start": 0, "length": 1, "target": "31"}]}
        out = self.take(report([note]), "json.dangling")
        self.assertNotIn("target", out["blocks"][0]["runs"][0])


class Tables(Case):
    def grid(self, cells, *codes, rows=2, columns=2):
        out = self.take(report([table(cells, rows, columns)]), *codes)
        return [(c["row"], c["column"], c.get("text"), c.get("filler", False)) for c in out["blocks"][0]["cells"]]

    def test_any_order(self):
        cells = [cell(2 + i, i // 2, i % 2, str(i)) for i in range(4)]
        want = [(i // 2, i % 2, str(i), False) for i in range(4)]
        for seed in range(10):
            self.assertEqual(self.grid(random.Random(seed).sample(cells, 4)), want)

    def test_gaps_are_filled(self):
        self.assertEqual(self.grid([cell(2, 1, 1, "x")]),
                         [(0, 0, "", True), (0, 1, "", True), (1, 0, "", True), (1, 1, "x", False)])

    def test_overlaps_are_told(self):
        self.grid([cell(2, 0, 0, "a", column_span=2), cell(3, 0, 1, "b"), cell(4, 1, 0, "c"), cell(5, 1, 1, "d")], "ir.table.no-slot")
        self.grid([cell(2, 0, 0, "a"), cell(3, 0, 0, "b"), cell(4, 1, 0, "c"), cell(5, 1, 1, "d")], "ir.table.cell-moved")
        self.grid([cell(2, 0, 0, "a", row_span=9, column_span=2 ** 31)], "ir.table.span-clamped", "ir.table.span-clamped")
        self.grid([cell(2, 7, 0, "a")], "ir.table.row-added")

    def test_no_number_is_lost(self):
        out = self.take(report([table([cell(2 + i, 0, 0, str(100 + i)) for i in range(6)])]),
                        "ir.table.cell-moved", "ir.table.no-slot")
        text = json.dumps(out)
        for i in range(6):
            self.assertIn(f'"{100 + i}"', text)

    def test_huge(self):
        self.refuse(report([table([], 1, 2 ** 31)]), "limit.cells", "--limit cells")
        self.refuse(report([table([], 2 ** 31, 1)]), "limit.cells")
        self.refuse(report([table([], 2 ** 32, 1)]), "rows")
        self.refuse(report([table([cell(2, 2 ** 32 - 1, 0, "")], 1, 1)]), "limit.cells")
        self.refuse(report([table([], 1, 0)]), "columns", "json.table")
        self.refuse(report([{"id": 1, "kind": "table", "cells": []}]), "columns", "json.table")

    def test_runs(self):
        text = "一😀b" * 50
        runs = [{"kind": "strong", "start": i, "length": 2} for i in range(0, 148, 3)]
        out = self.take(report([paragraph(1) | {"text": text, "runs": runs}]))
        self.assertEqual(out["blocks"][0]["runs"], runs)
        self.take(report([paragraph(1) | {"runs": [{"kind": "strong", "start": 1, "length": 2 ** 32 - 1}]}]), "ir.run.clamped")


class Hostile(Case):
    def test_cut_at_every_byte(self):
        whole = documents.dump(documents.Maker(5, 4).document()).encode()
        step = max(1, len(whole) // 250)
        for end in [*range(1, 60), *range(60, len(whole) - 2, step)]:
            with self.subTest(end=end):
                self.refuse(whole[:end], "json.")

    def test_changed_bytes(self):
        """Whatever somebody does to a report: it is refused, or what comes out is sound and stays."""
        r = random.Random(7)
        for seed in range(100):
            whole = bytearray(documents.dump(documents.Maker(seed, 3).document()).encode())
            for _ in range(r.randint(1, 4)):
                at = r.randrange(len(whole))
                whole[at:at + r.randint(0, 2)] = r.choice([b"", b"1", b"{", b"]", b"null", b'"', b",", b"\xff", b"-", b"0"])
            run = self.run_sheaf(bytes(whole), "--from", "json", "--option", "json.indent=none")
            self.assertIn(run.returncode, (0, 2), (seed, run.stderr))
            if run.returncode == 0:
                json.loads(run.stdout)
                again = self.run_sheaf(run.stdout, "--option", "json.indent=none")
                self.assertEqual(again.stdout, run.stdout, seed)

    def test_other_parsers_agree(self):
        """A member of a later version is taken as Python's parser takes it; of what the RFC leaves open we say no."""
        r = random.Random(3)
        pieces = ["[", "]", "{", "}", ",", ":", '"a"', '"b"', "1", "-0.5e3", "01", "true", "nul", "null", " ", "\n", '"\\u0041"',
                  '"\\x"', "'", ".5", "1.", '"\t"', "+1", "\x0b", "/"]
        for _ in range(250):
            value = "".join(r.choice(pieces) for _ in range(r.randint(1, 7)))
            if r.random() < 0.5:
                value = json.dumps([value, {"k": [1.5, None, value]}])
            try:
                json.loads(value, object_pairs_hook=no_twice, parse_constant=refuse_constant)
                sound = True
            except ValueError:
                sound = False
            run = self.run_sheaf("{" + HEAD + ', "blocks": [], "later": ' + value + "}")
            self.assertEqual(run.returncode, 0 if sound else 2, (value, run.stderr))

    def test_depth(self):
        for opening, closing in (("[", "]"), ('{"a":', "}")):
            inner = opening * 10 ** 6 + "1" + closing * 10 ** 6
            self.refuse("{" + HEAD + ', "blocks": [], "x": ' + inner + "}", "limit.depth", "--limit depth")
        block = paragraph(1)
        for i in range(190):
            block = {"id": i + 2, "kind": "quote", "blocks": [block]}
        self.take(report([block]))
        for i in range(30):
            block = {"id": i + 200, "kind": "quote", "blocks": [block]}
        self.refuse(report([block]), "limit.depth")
        self.assertEqual(self.run_sheaf(report([block]), "--limit", "depth=300").returncode, 0)

    def quick(self, data, returncode=0, seconds=20):
        begin = time.monotonic()
        run = self.run_sheaf(data)
        self.assertEqual(run.returncode, returncode, run.stderr[:500])
        self.assertLess(time.monotonic() - begin, seconds * (8 if SANITIZED else 1))
        return run

    def test_many(self):
        """Each of these would take minutes where something is quadratic."""
        million = range(10 ** 6)
        ordered = ", ".join(f'"k{i}": 0' for i in million)
        self.quick("{" + HEAD + ', "blocks": [], ' + ordered + "}")
        self.quick("{" + HEAD + ', "blocks": [], "meta": {' + ordered + "}}")
        mixed = ", ".join(f'"k{i}": {i % 2 or "[]"}' for i in range(300000))
        self.quick("{" + HEAD + ', "blocks": [], "meta": {' + mixed + "}}")
        facts = ", ".join('{"key": "k", "node": 9}' for _ in range(200000))
        self.quick("{" + HEAD + ', "blocks": [], "facts": [' + facts + "]}")
        blocks = ", ".join('{"id": 1, "kind": "paragraph", "text": "x"}' for _ in range(300000))
        self.quick("{" + HEAD + ', "blocks": [' + blocks + "]}")
        cells = ", ".join(f'{{"row": {i}, "column": 0, "text": "x"}}' for i in range(300000, 0, -1))
        self.quick("{" + HEAD + ', "blocks": [{"kind": "table", "columns": 1, "cells": [' + cells + "]}]}")
        text = "一" * 10 ** 6
        runs = ", ".join(f'{{"kind": "strong", "start": {(i * 7919) % 10 ** 6}, "length": 1}}' for i in range(200000))
        self.quick("{" + HEAD + ', "blocks": [{"kind": "paragraph", "text": "' + text + '", "runs": [' + runs + "]}]}")
        self.quick("{" + HEAD + ', "blocks": [{"kind": "sidebar", "text": "x"}' + ', {"kind": "sidebar"}' * 200000 + "]}")

    def test_keys_twice(self):
        self.refuse("{" + HEAD + ', "blocks": [],\n "blocks": []}', "line 2", "column 2", '"blocks"', "json.key-twice")
        self.refuse("{" + HEAD + ', "blocks": [], "x": {"y": {"a": 1, "\\u0061": 2}}}', "json.key-twice")
        many = ", ".join(f'"k{i}": 0' for i in range(200000))
        self.quick("{" + HEAD + ', "blocks": [], ' + many + ', "k5": 1}', 2)

    def test_long(self):
        text = "\\u4e00" * 2 * 10 ** 6
        run = self.quick("{" + HEAD + ', "blocks": [{"kind": "paragraph", "text": "' + text + '"}]}')
        self.assertIn("一" * 1000, run.stdout.decode())
        self.quick("{" + HEAD + ', "blocks": [], "' + "k" * 10 ** 7 + '": "' + "v" * 10 ** 7 + '"}')
        self.quick("{" + HEAD + ', "blocks": [], "x": ' + "9" * 10 ** 7 + "}")

    def test_limits(self):
        run = self.run_sheaf(report([paragraph(i + 1) for i in range(50)]), "--limit", "nodes=20")
        self.assertEqual(run.returncode, 2)
        self.assertIn(b"limit.nodes", run.stderr)
        run = self.run_sheaf(report([paragraph(1) | {"text": "\\n" * 5000}]), "--limit", "text=100")
        self.assertIn(b"limit.text", run.stderr)


def no_twice(pairs):
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def refuse_constant(name):
    raise ValueError(name)


if __name__ == "__main__":
    unittest.main()
