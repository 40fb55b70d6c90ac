"""The five real reports against the table of what the rules must give on them, and against the truth of what they say of
themselves. Other brackets, quotes and more white space change neither."""
import os
import tempfile
import unittest
from collections import Counter

from sheaf_json import SEEDS, convert
from test_seeds import CASES

E, W, I = "error", "warning", "info"

# Failed findings of rules about words and structure; whatever is not here must not be told.
FINDINGS = {
    "000": [("S-TITLE", W), ("S-SEC1-ITEMS", W), ("S-SEC6-FEE", W), ("S-20-n", W), ("A-NAME", I)],
    "001": [("S-PREAMBLE", W), ("S-PERIOD", W), ("S-CONTACT", I), ("S-LABEL-ALIAS", I), ("S-LABEL-ALIAS", I)],
    "002": [("S-CONTACT", I), ("A-NAME", I), ("A-SELF", I)],
    "003": [("S-TITLE", W), ("S-CONTACT", I), ("S-SEC6-FEE", W), ("X-T4-T3", I)],
    "004": [("S-TITLE", W), ("S-SEC1-ITEMS", W), ("S-SEC6-FEE", W), ("S-ROWLABEL", E), ("A-SELF", W)],
}

# pass, fail, not_assessable
CHECKS = {
    "000": {"T3-ROWSUM": (25, 0, 0), "T3-OUTCOME": (7, 0, 0), "T3-BALANCE": (7, 0, 0), "T4-SUM": (3, 0, 0)},
    "001": {"T3-ROWSUM": (24, 0, 1), "T3-OUTCOME": (6, 0, 1), "T3-BALANCE": (6, 0, 1), "T4-SUM": (3, 0, 0)},
    "002": {"T3-ROWSUM": (25, 0, 0), "T3-OUTCOME": (7, 0, 0), "T3-BALANCE": (7, 0, 0), "T4-SUM": (3, 0, 0)},
    "003": {"T3-ROWSUM": (25, 0, 0), "T3-OUTCOME": (5, 2, 0), "T3-BALANCE": (5, 2, 0), "T4-SUM": (3, 0, 0)},
    "004": {"T3-ROWSUM": (3, 0, 22), "T3-OUTCOME": (0, 0, 7), "T3-BALANCE": (0, 0, 7), "T4-SUM": (3, 0, 0)},
}
BLANKS = {"001": ["t3.outcome.total.natural_person"]}

VARIATIONS = {
    "half-width brackets": str.maketrans("（）", "()"),
    "other brackets": str.maketrans("〔〕", "［］"),
    "corner quotes": str.maketrans("“”", "「」"),
    "wide spaces": str.maketrans({" ": "\u3000"}),
    "more white space": str.maketrans({"年": " 年 ", "月": " 月 ", "报": "报 ", "，": "， "}),
    "full-width colons": str.maketrans({"：": ":", "，": ","}),
}


def told(document):
    return sorted((f["rule"], f["severity"]) for f in document["findings"]
                  if f["rule"][:2] in ("S-", "A-", "X-") and f["outcome"] == "fail")


def said(document):
    meta = document["meta"]
    return {k: meta.get(k) for k in ("agency", "year", "period", "contact")}


@unittest.skipUnless(CASES, f"skipped: the seed reports are not at {SEEDS}")
class Seeds(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.documents = [(name[:3], truth, convert(os.path.join(SEEDS, name))) for name, truth in CASES]

    def test_words_and_structure(self):
        for seed, _, document in self.documents:
            with self.subTest(seed):
                self.assertEqual(told(document), sorted(FINDINGS[seed]))

    def test_arithmetic(self):
        for seed, _, document in self.documents:
            checks = {c["rule"]: (c["pass"], c["fail"], c["not_assessable"]) for c in document["checks"]}
            with self.subTest(seed):
                self.assertEqual({rule: checks.get(rule) for rule in CHECKS[seed]}, CHECKS[seed])

    def test_blanks(self):
        for seed, _, document in self.documents:
            blank = [key for f in document["findings"] if f["rule"] == "T-BLANK" for key in f["facts"]]
            with self.subTest(seed):
                self.assertEqual(blank, BLANKS.get(seed, []))

    def test_each_rule_is_counted_once(self):
        for seed, _, document in self.documents:
            counts = Counter(c["rule"] for c in document["checks"])
            self.assertEqual([rule for rule, n in counts.items() if n > 1], [], seed)

    def test_what_it_says_of_itself(self):
        for seed, truth, document in self.documents:
            period, contact = truth["period"], truth["contact"] or {}
            wanted = {
                "agency": truth["agency"]["in_title"], "year": truth["year"],
                "period": {"from": period["start"], "to": period["end"]} if period else None,
                "contact": {k: contact[k] for k in ("address", "postcode", "phone", "email", "url") if contact.get(k)},
            }
            with self.subTest(seed):
                found = said(document)
                self.assertEqual({**found, "contact": found["contact"] or {}}, wanted)

    def test_findings_have_both_languages_and_a_fingerprint(self):
        for seed, _, document in self.documents:
            for finding in document["findings"]:
                if finding["rule"][:2] in ("S-", "A-", "X-"):
                    with self.subTest(f"{seed} {finding['rule']}"):
                        for text in finding["message"].values():
                            self.assertNotIn("{", text)
                        self.assertRegex(finding["message"]["zh"], r"[\u4e00-\u9fff]")
                        self.assertRegex(finding["message"]["en"], r"[A-Za-z]")
                        self.assertRegex(finding["fingerprint"], r"^[0-9a-f]{64}$")

    def test_variations(self):
        for (seed, _, document), (name, _) in zip(self.documents, CASES):
            with open(os.path.join(SEEDS, name), encoding="utf-8") as file:
                text = file.read()
            for what, table in VARIATIONS.items():
                with self.subTest(f"{seed} {what}"), tempfile.NamedTemporaryFile("w", suffix=".txt") as copy:
                    copy.write(text.translate(table))
                    copy.flush()
                    varied = convert(copy.name)
                    self.assertEqual(told(varied), told(document))
                    self.assertEqual(said(varied), said(document))


if __name__ == "__main__":
    unittest.main()
