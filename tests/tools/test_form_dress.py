"""Labels and numbers in what is no part of them: bullets, stops, quotes, marks of emphasis, references to characters."""
import unittest

import form_cases
import form_truth
from gen import dress, document

SHAPES = (*document.PLAIN, document.WORD)


def judged(shape, seed, damage):
    data, truth = form_cases.text(shape, seed, (damage,))
    read = form_truth.convert(data, form_cases.name(shape), "--pass", "stitch,form")
    return truth["damage"][0]["detail"], read, form_truth.judge(read, truth["facts"], truth["undecidable"])


class Dress(unittest.TestCase):
    def every(self, damage, ways):
        """Each way in one shape: all of the report is read."""
        left, seeds = dict.fromkeys(ways, 2), iter(range(1000))
        while left:
            seed = next(seeds)
            shape = SHAPES[seed % len(SHAPES)]
            way, read, found = judged(shape, f"dress/{seed}", damage)
            if way not in left:
                continue
            with self.subTest(shape=shape, seed=seed, way=way):
                self.assertEqual([], found.wrong)
                self.assertGreaterEqual(found.rate(), .85)
            left[way] -= 1
            left = {w: n for w, n in left.items() if n}
            yield read

    def test_labels(self):
        for _ in self.every("labels_dressed", dress.LABELS):
            pass

    def test_values_have_a_record(self):
        """What the file says is in `raw` and in the repair, and the number is `read_repaired`."""
        for read in self.every("values_marked_up", dress.VALUES):
            repairs = {r["id"]: r for r in read["repairs"]}
            marked = [f for f in read["facts"] if f["status"].startswith("read") and any(c in f["raw"] for c in "*_&")]
            self.assertGreater(len(marked), 10)
            for fact in marked:
                self.assertEqual("read_repaired", fact["status"])
                self.assertIn("markup_removed", [repairs[i]["kind"] for i in fact["repairs"]])


class Text:
    """One report as tab rows, and what becomes of its first value of table 3."""

    def __init__(self, shape="tabs"):
        data, self.truth = form_cases.text(shape, "dress/text")
        self.text = data.decode()

    def read(self, change):
        line = next(x for x in self.text.split("\n") if "予以公开" in x and x.count("\t") > 5)
        fields = line.split("\t")
        at = next(i for i, f in enumerate(fields) if f.isdigit() and int(f) > 0)
        fields[at] = change(fields[at])
        made = self.text.replace(line, "\t".join(fields))
        found = form_truth.convert(made.encode(), "report.txt", "--pass", "stitch,form")
        return {f["key"]: f for f in found["facts"]}


class Values(unittest.TestCase):
    def test_what_may_be_something_else_stays_open(self):
        """Struck out, a footnote's star, a reference that is none, a reference to a letter."""
        text = Text()
        for way in ("~~{}~~", "*{}*", "_{}_", "**{}", "{}&foo;", "{}&#65;", "&#0;{}", "****{}****"):
            facts = text.read(lambda n: way.format(n))
            open_keys = [k for k, f in facts.items() if k.startswith("t3.outcome.granted.") and f["value"] is None]
            with self.subTest(way=way):
                self.assertTrue(open_keys)


if __name__ == "__main__":
    unittest.main()
