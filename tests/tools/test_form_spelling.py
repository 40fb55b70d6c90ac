"""Reports printed in traditional characters: title, headings, labels and sentences are the form's with the definition's characters put back, in whatever shape; what is handed
over is as it is printed."""
import json
import pathlib
import re
import unittest

import form_cases
import form_truth

FORM = pathlib.Path(__file__).resolve().parents[2] / "plugins/form/forms/cn-gib-annual-2019-60.json"
SHAPES = ("tabs", "csv", "pipes", "cells", "layout")


def traditional():
    """What is printed for each of the form's characters; of several the first."""
    found = {}
    for pair in json.loads(FORM.read_text())["characters"]:
        found.setdefault(pair[1], pair[0])
    return str.maketrans(found)


def convert(text, *options):
    return form_truth.convert(text.encode(), "report.txt", *options)


def report_with(shape, seed, label, key):
    """The first of a row of reports that prints the label, and a value for the key."""
    for i in range(40):
        data, truth = form_cases.text(shape, f"{seed}/{i}")
        if label in data.decode() and truth["facts"].get(key) is not None:
            return data.decode(), truth
    raise AssertionError(f"no report has {label}")


def findings(document):
    return sorted((f["rule"], f["severity"]) for f in document["findings"] if f["rule"] != "S-LABEL-ALIAS")


@unittest.skipIf(form_cases.usable()[1], "pdftotext cannot make layout text here")
class Spelling(unittest.TestCase):
    def test_reports(self):
        for seed, shape in enumerate(SHAPES):
            data, truth = form_cases.text(shape, f"spelling/{seed}")
            document = convert(data.decode().translate(traditional()), "--pass", "stitch,form")
            found = form_truth.judge(document, truth["facts"])
            with self.subTest(shape=shape):
                self.assertEqual(([], []), (found.wrong, found.lacking))

    def test_what_is_read_so_is_told(self):
        data, _ = form_cases.text("tabs", "spelling/0")
        document = convert(data.decode().translate(traditional()))
        fact = next(f for f in document["facts"] if f["key"] == "t3.carried_out.total")
        self.assertEqual("read_repaired", fact["status"])
        self.assertIn("label_alias", {r["kind"] for r in document["repairs"] if r["id"] in fact["repairs"]})

    def test_rules_find_the_same(self):
        for seed, shape in enumerate(("tabs", "pipes")):
            data, _ = form_cases.text(shape, f"spelling/{seed}")
            printed = convert(data.decode().translate(traditional()))
            with self.subTest(shape=shape):
                self.assertEqual(findings(convert(data.decode())), findings(printed))
                self.assertIn("報", printed["meta"]["title"])

    def test_white_space_in_a_word_throughout(self):
        """As character recognition sets it, in title, headings, labels and sentences alike: the form is recognised, and no fact changes."""
        parts = ((word, gap) for word in ("信|息", "政|府", "公|开", "政|府|信|息|公|开") for gap in (" ", "\u3000", "\u200b", "\u00a0"))
        for seed, (word, gap) in enumerate(parts):
            shape = ("tabs", "csv", "pipes")[seed % 3]
            data, truth = form_cases.text(shape, f"spaced/{seed}")
            spaced = data.decode().replace(word.replace("|", ""), word.replace("|", gap))
            found = form_truth.judge(convert(spaced, "--pass", "stitch,form"), truth["facts"])
            listed = convert(spaced)
            with self.subTest(word=word, gap=gap, shape=shape):
                self.assertEqual(([], []), (found.wrong, found.lacking))
                self.assertEqual("cn-gib-annual", (listed["form"] or {}).get("id"))

    def test_labels_of_another_wording(self):
        """As reports print them beside the form's own: every fact, none wrong."""
        number = r"(?m)(?<![\d.])([1-8])[.．、](?=[^\d])"
        for seed, (name, change) in enumerate((
                ("其它", lambda t: t.replace("其他", "其它")), ("或者", lambda t: t.replace("法人或其他", "法人或者其他")),
                ("共计", lambda t: re.sub("(?<!）)总计", "共计", t)), ("总数", lambda t: re.sub("(?<!）)总计", "总数", t)),
                ("未审结", lambda t: t.replace("尚未审结", "未审结").replace("未经复议直接起诉", "直接起诉")),
                ("no stop", lambda t: re.sub(number, r"\1 ", t)), ("colon", lambda t: re.sub(number, r"\1: ", t)), ("escape", lambda t: re.sub(number, r"\1\\.", t)),
                ("units", lambda t: re.sub("(自然人|商业企业|科研机构|(?<!）)总计)", r"\1（件）", t)))):
            for shape in ("tabs", "csv", "pipes", "cells"):
                data, truth = form_cases.text(shape, f"wording/{seed}")
                found = form_truth.judge(convert(change(data.decode()), "--pass", "stitch,form"), truth["facts"])
                with self.subTest(name=name, shape=shape):
                    self.assertEqual(([], []), (found.wrong, found.lacking))

    def test_words_added_to_a_label(self):
        """They make another row of it, or say another unit: nothing near."""
        for seed, (own, printed, key) in enumerate((
                ("行政许可", "非行政许可", "t2.licensing.decisions"), ("行政规范性文件", "党内规范性文件", "t2.normative_documents.issued"),
                ("行政事业性收费", "行政事业性收费（元）", "t2.fees.amount"), ("行政事业性收费", "行政事业性收费减免", "t2.fees.amount"),
                ("属于国家秘密", "不属于国家秘密", "t3.outcome.denied.state_secret.total"), ("重复申请", "非重复申请", "t3.outcome.not_processed.repeated.total"),
                ("一、本年新收政府信息公开申请数量", "一、本年新收政府信息公开申请数量（百件）", "t3.new_received.total"))):
            for shape in ("tabs", "csv", "pipes"):
                text, truth = report_with(shape, f"added/{seed}", own, key)
                row = key.rsplit(".", 1)[0]
                found = form_truth.judge(convert(text.replace(own, printed), "--pass", "stitch,form"), truth["facts"])
                with self.subTest(printed=printed, shape=shape):
                    self.assertEqual([], found.wrong)
                    self.assertIn(key, found.lacking)
                    self.assertEqual([], [k for k in found.lacking if not k.startswith(row)])

    def test_the_unit_of_the_column_behind_a_row(self):
        text, truth = report_with("csv", "added/units", "行政事业性收费", "t2.fees.amount")
        found = form_truth.judge(convert(text.replace("行政事业性收费", "行政事业性收费（万元）"), "--pass", "stitch,form"), truth["facts"])
        self.assertEqual(([], []), (found.wrong, found.lacking))


if __name__ == "__main__":
    unittest.main()
