"""Reports whose office summed wrongly: what is printed in a table that stands as the form has it is given, whatever it adds up to, and the rules say
what is wrong. Where something of the table is lost its sums are heard, and there is no value rather than a wrong one."""
import os
import random
import tempfile
import unittest

import gen.document as document
from sheaf_json import convert
from test_form_doubts import CELLS, change, numbers

# Kinds of wrong sums: all numbers of a row, and the random source, to what the office printed.
KINDS = {
    "no totals": lambda v, r: v[:-1] + ["0"],
    "one too many": lambda v, r: v[:-1] + [str(int(v[-1]) + 1)],
    "legal persons alone": lambda v, r: v[:-1] + [str(sum(map(int, v[1:-1])))],
    "anything": lambda v, r: [str(r.randint(1, 999)) for _ in v],
}
RIGHT = {"right": lambda v, r: v}


def pipes(line):
    return "|" + "|".join(line.split("\t")) + "|" if "\t" in line else line


def quoted(line):
    return ",".join(f'"{c}"' for c in line.split("\t")) if "\t" in line else line


SHAPES = {"tabs": str, "pipes": pipes, "csv": quoted}


def told(lines, shape):
    """The values of table 3, in the order in which they stand, and all that was said."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "report.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(map(SHAPES[shape], lines)))
        page = convert(path)
    known = [f for f in page["facts"] if f["value"] is not None and f["key"].startswith("t3.")]
    return {f["key"]: f["value"] for f in sorted(known, key=lambda f: f["origin"]["offset"])}, page


def report(seed, kind):
    """The lines of a report in tabs that sums wrongly in each row of table 3, what it prints, and where those rows are."""
    made = document.make(f"sums/{seed}", "tabs", [])
    lines, facts = made[0].split("\n"), document.describe("sums", made, "UTF-8")["facts"]
    rows, keys = [i for i, line in enumerate(lines) if len(numbers(line)) == CELLS], list(told(lines, "tabs")[0])
    assert len(keys) == len(rows) * CELLS and all(float(facts[k]) == float(v) for k, v in zip(keys, sum((numbers(lines[r]) for r in rows), [])))
    for n, row in enumerate(rows):
        lines[row] = change(lines[row], lambda v, n=n: {**KINDS, **RIGHT}[kind](v, random.Random(f"{seed}/{n}")))
    return lines, dict(zip(keys, sum((numbers(lines[r]) for r in rows), []))), rows


class Sums(unittest.TestCase):
    def assert_none_wrong(self, values, facts, about):
        self.assertEqual([], [k for k, v in values.items() if float(v) != float(facts[k])], about)

    def test_what_is_printed_is_given_whatever_it_adds_up_to(self):
        for kind in KINDS:
            for shape in SHAPES:
                for seed in range(3):
                    lines, facts, _ = report(seed, kind)
                    values, page = told(lines, shape)
                    self.assert_none_wrong(values, facts, (kind, shape, seed))
                    self.assertGreaterEqual(len(values), len(facts) * .85, (kind, shape, seed))
                    failed = {c["rule"] for c in page["checks"] if c["fail"] > 0}
                    self.assertIn("T3-ROWSUM", failed, (kind, shape, seed))

    def test_columns_that_an_export_turned_or_exchanged(self):
        """Another column is the total: the sums hold with the columns in another order, and the heads are not believed."""
        turns = {"turned": lambda v: v[-1:] + v[:-1], "turned left": lambda v: v[1:] + v[:1], "exchanged": lambda v: v[:2] + v[-1:] + v[3:-1] + v[2:3]}
        for name, turn in turns.items():
            for first in (0, 5):
                for seed in range(3):
                    lines, facts, rows = report(seed, "right")
                    for row in rows[first:]:
                        lines[row] = change(lines[row], turn)
                    values, _ = told(lines, "tabs")
                    self.assert_none_wrong(values, facts, (name, first, seed))

    def test_a_number_that_is_lost_lets_the_sums_be_heard(self):
        for kind in ("no totals", "anything"):
            for seed in range(3):
                lines, facts, rows = report(seed, kind)
                lines[rows[7]] = change(lines[rows[7]], lambda v: v[:3] + v[4:] + [""])
                values, _ = told(lines, "tabs")
                gone = next(iter(k for k in list(facts)[7 * CELLS + 3:]))
                self.assertNotIn(gone, values)
                self.assert_none_wrong(values, facts, (kind, seed))
                self.assertLess(len(values), 100, (kind, seed))

    def test_a_row_that_nobody_knows_lets_them_be_heard(self):
        lines, facts, rows = report(1, "anything")
        lines.insert(rows[9] + 1, lines[rows[9]].replace("\t", "其中：网上\t", 1))
        values, _ = told(lines, "tabs")
        self.assert_none_wrong(values, facts, "a row more")
        self.assertLess(len(values), 100)


if __name__ == "__main__":
    unittest.main()
