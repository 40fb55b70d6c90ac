"""Reports that left out a column of the form, with its head, and put one or two of their own in: below another head, or below none. What stands there is no
value of the form, in whatever shape the cells are printed; nor is what all ways to leave cells out agree on."""
import random
import unittest

import form_exports
import form_truth
from gen import reports

HEADS = ("上年数", "小计", "合计", "占比", "2021年", "累计", "单位", "", "平均", "本级", "其他组织")
SHAPES = {"comma": form_exports._parted(","), "semicolon": form_exports._parted(";"), "tabs": form_exports._parted("\t"), "bars": form_exports._bars}


def own_value(rng, kind, values, row):
    return {"count": str(rng.randint(0, 99)), "few": rng.choice("00012"), "sum": str(sum(map(int, values))), "last": values[-1], "share": f"{rng.randint(0, 99)}%",
            "ordinal": str(row + 1), "year": "2021", "first": values[0], "mark": "/"}[kind]


def grid(table):
    """Every slot; a cell that goes on is blank there."""
    rows = [[form_exports.Cell("") for _ in range(table.width)] for _ in table.rows]
    for row, slots in zip(rows, table.slots()):
        for cell in (c for c, anchor in slots if anchor):
            row[cell.col] = form_exports.Cell(cell.text.replace(",", "") if cell.key else cell.text, cell.key)
    return rows


def lose(rng, rows, facts, is_blank):
    """With its head, or blank in all rows below it."""
    at = rng.choice(sorted({i for row in rows for i, c in enumerate(row) if c.key}))
    for row in rows:
        lost = row[at]
        if is_blank and lost.key:
            row[at] = form_exports.Cell("")
        elif not is_blank:
            row.pop(at)
        facts.update({lost.key: None} if lost.key else {})


def add(rng, rows, heads):
    """A column among the form's, its head in the lowest row of the header, or in each of table 2. Rows of table 3 with few that is not 0 add up by chance."""
    seats = sorted({i for row in rows for i, c in enumerate(row) if c.key})
    at, head, kind = rng.randint(seats[0], seats[-1] + 1), rng.choice(HEADS), rng.choice(("count", "sum", "last", "share", "ordinal", "year", "first", "mark") + ("few",) * (len(rows) < 20))
    row_of_heads = rng.choice((0, heads - 1, heads - 1))
    for n, row in enumerate(rows):
        values = [c.text for c in row if c.text.isdigit()]
        is_head = row[0].text == "信息内容" if heads == 0 else n == row_of_heads
        row.insert(at, form_exports.Cell(own_value(rng, kind, values or ["0"], n) if any(c.key for c in row) else head if is_head else ""))


def made(seed, shape, name, own, loses=True, is_blank=False):
    rng = random.Random(f"{seed}/{shape}/{name}")
    report = reports.draw(rng)
    facts, lines = dict(report.facts), []
    for block in report.blocks:
        if block.kind == "table":
            rows = grid(block.table)
            if block.table.name == name:
                if loses:
                    lose(rng, rows, facts, is_blank)
                for _ in range(own):
                    add(rng, rows, block.table.heads)
            lines += [*SHAPES[shape](rows), ""]
        else:
            lines += ["".join(block.lines) if block.kind == "title" else block.head + block.text, ""]
    return "\n".join(lines).encode(), facts, report.facts


def judged(*of, **options):
    data, facts, meant = made(*of, **options)
    verdict = form_truth.judge(form_truth.convert(data, "report.txt", "--pass", "stitch,form"), facts)
    verdict.wrong = [(key, want, have) for key, want, have in verdict.wrong if want is not None or have != meant[key]]   # a sum may be the total
    return verdict


class Replaced(unittest.TestCase):
    def check(self, name, own, seeds, is_blank=False):
        for shape in SHAPES:
            for seed in range(seeds):
                verdict = judged(seed, shape, name, own, is_blank=is_blank)
                with self.subTest(shape=shape, seed=seed):
                    self.assertEqual([], verdict.wrong)

    def test_table_2(self):
        self.check("t2", 1, 40)
        self.check("t2", 2, 40)

    def test_table_4(self):
        self.check("t4", 1, 40)

    def test_table_3(self):
        self.check("t3", 1, 20)
        self.check("t3", 2, 20)

    def test_table_3_with_a_blank_column(self):
        """What stands beside its head, in the own column, is none of the form's, even if it adds up so."""
        self.check("t3", 1, 25, is_blank=True)
        self.check("t3", 2, 25, is_blank=True)

    def test_whole_rows_beside_one_more_column_are_read(self):
        for shape, name, least in (("comma", "t2", .95), ("tabs", "t2", .95), ("comma", "t3", .93)):
            right = want = 0
            for seed in range(12):
                verdict = judged(seed, shape, name, 1, loses=False)
                right, want = right + verdict["correct"], want + verdict["want"]
                self.assertEqual([], verdict.wrong, (shape, seed))
            self.assertGreater(right, least * want, (shape, name))


if __name__ == "__main__":
    unittest.main()
