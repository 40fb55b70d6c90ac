"""From some row on the numbers moved by a cell: a row that has but one number besides its total adds up there by chance, and is no value."""
import re
import unittest

from test_form_captions import report, verdict

# What became of the numbers of a row from there on.
TURNS = {
    "left": lambda v: v[1:] + v[:1],
    "right": lambda v: v[-1:] + v[:-1],
    "left, the first one lost": lambda v: v[1:] + [""],
    "right, the total lost": lambda v: [""] + v[:-1],
}
LONE = ["6", "0", "0", "0", "0", "0", "6"]      # holds where it is turned left
LAST = ["0", "0", "0", "0", "0", "6", "6"]      # right
TWICE = ["0", "2", "0", "0", "2", "0", "4"]     # where its total is gone
WIDTH = 7
PARTED = (("tabs", "\t"), ("pipes", " | "))


def rows_of(text, parted):
    """(line, cells) of the rows of table 3 between its first and its last."""
    lines = text.split("\n")
    first, last = (next(n for n, line in enumerate(lines) if word in line and line.count(parted.strip() or parted) > WIDTH) for word in ("本年新收", "结转下年度"))
    return lines, [n for n in range(first, last + 1) if len(numbers(lines[n])) == WIDTH]


def numbers(line):
    return re.findall(r"(?<![\w.、（])\d+(?![\w.、）])", line)


def with_numbers(line, values):
    """The same line with these numbers."""
    left = iter(values)
    return re.sub(r"(?<![\w.、（])\d+(?![\w.、）])", lambda _: next(left), line)


class Turned(unittest.TestCase):
    def each(self):
        for shape, parted in PARTED:
            for seed in range(6):
                text, facts, _ = report(f"turned/{seed}", shape)
                lines, rows = rows_of(text, parted)
                if len(rows) > 20:
                    yield f"{shape} {seed}", lines, rows, facts, seed

    def test_one_number_among_rows_that_moved(self):
        tried = 0
        for name, lines, rows, facts, seed in self.each():
            for turn, moved in TURNS.items():
                made, start, keys = list(lines), 6 + seed, {}
                for n in rows[start:]:
                    values = {rows[start + 3]: LONE, rows[start + 5]: LAST, rows[start + 7]: TWICE}.get(n, numbers(lines[n]))
                    made[n] = with_numbers(lines[n], moved(values))
                found = verdict("\n".join(made), facts)
                wrong = [w for w in found.wrong if w[0].startswith("t3.") and w[2] in (2, 4, 6)]
                with self.subTest(case=name, turn=turn):
                    self.assertEqual([], wrong)
                tried += 1
        self.assertGreater(tried, 20)

    def test_a_blank_at_the_begin_beside_a_row_that_was_cut(self):
        """The row lost its total, moved to the right, and adds up so; zeros are printed, and the blanks of the cut row are none."""
        for name, lines, rows, facts, seed in self.each():
            parted = "\t" if "\t" in lines[rows[0]] else " | "
            made = list(lines)
            made[rows[12]] = with_numbers(lines[rows[12]], ["", "2", "0", "0", "1", "0", "3"])
            values = numbers(lines[rows[21 - seed]])
            cut = with_numbers(lines[rows[21 - seed]], [*values[:2], *[""] * (WIDTH - 2)])
            made[rows[21 - seed]] = cut.rstrip("\t | ") + (" |" if parted == " | " else "")
            found = verdict("\n".join(made), dict.fromkeys(facts))
            key = sorted({k.rsplit(".", 1)[0] for k, _, have in found.wrong if k.endswith(".total") and have == 3 and facts[k] != 3})
            with self.subTest(case=name):
                self.assertEqual([], key)

    def test_one_sum_that_fails_is_no_move(self):
        """The row below one whose total is wrong keeps its values."""
        for name, lines, rows, facts, _ in self.each():
            made = list(lines)
            made[rows[8]] = with_numbers(lines[rows[8]], LONE)
            values = numbers(lines[rows[9]])
            made[rows[9]] = with_numbers(lines[rows[9]], values[:-1] + [str(int(values[-1]) + 1)])
            found = verdict("\n".join(made), facts)
            with self.subTest(case=name):
                self.assertGreaterEqual(sum(have == 6 for _, _, have in found.wrong), 1)


if __name__ == "__main__":
    unittest.main()
