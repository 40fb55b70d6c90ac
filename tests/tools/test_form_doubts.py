"""Rows that look plain and are not: something printed speaks against the reading, so there is no value rather than a wrong one."""
import os
import random
import re
import tempfile
import unittest

import form_cases
import form_truth
import gen.document as document
from sheaf_json import convert

CELLS = 7


def report(seed):
    """The lines of a whole report in tabs, its facts, and where the rows of table 3 with their seven numbers stand."""
    made = document.make(f"doubts/{seed}", "tabs", [])
    text, truth = made[0], document.describe("doubts", made, "UTF-8")
    lines = text.split("\n")
    rows = [i for i, line in enumerate(lines) if len(numbers(line)) == CELLS]
    return lines, truth["facts"], rows


def numbers(line):
    return [c for c in line.split("\t") if c.strip().isdigit()]


def change(line, edit):
    """The cells of a row with its numbers edited; the row keeps its width."""
    cells = line.split("\t")
    first = next(i for i, c in enumerate(cells) if c.strip().isdigit())
    values = edit(cells[first:first + CELLS])
    return "\t".join(cells[:first] + values + cells[first + CELLS:])


def glued(values):
    return values[:2] + [values[2] + values[3]] + values[4:] + [""]


def cut(values):
    return [""] + values[:-1]


def moved(values):
    return values[1:] + [""]


def wrong(text, facts):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "report.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        stated = convert(path)["facts"]
    values = {f["key"]: f["value"] for f in stated if f["value"] is not None}
    same = lambda k, v: facts.get(k) is not None and float(facts[k]) == float(v)
    return [k for k, v in values.items() if not same(k, v)], len(values)


class Doubts(unittest.TestCase):
    def assert_no_wrong(self, lines, facts, least):
        bad, count = wrong("\n".join(lines), facts)
        self.assertEqual(bad, [])
        self.assertGreaterEqual(count, least)

    def test_numbers_that_moved(self):
        for edit in (glued, cut, moved):
            for seed in range(6):
                lines, facts, rows = report(seed)
                row = random.Random(seed).choice([r for r in rows if len(set(numbers(lines[r]))) > 3] or rows)
                lines[row] = change(lines[row], edit)
                self.assert_no_wrong(lines, facts, 150)

    def test_a_part_in_the_column_of_its_total(self):
        """`0 0 0 0 0 7 7` that moved right from a blank is `0 0 0 _ 0 0 7`: the total is right, and confirms no zero before it."""
        for seed in (60, 138, 198, 322):
            lines, facts, rows = report(seed)
            row = next(r for r in rows if numbers(lines[r])[:5] == ["0"] * 5 and numbers(lines[r])[5] != "0")
            lines[row] = change(lines[row], lambda v: [*v[:3], "", *v[3:6]])
            self.assert_no_wrong(lines, facts, 195)

    def test_digits_behind_the_last_row(self):
        lines, facts, _ = report(3)
        last = max(i for i, line in enumerate(lines) if line.startswith(("政府集中采购", "行政事业性收费")))
        cells = lines[last].split("\t")
        at = max(i for i, c in enumerate(cells) if c.strip())
        key = [k for k, v in facts.items() if k.startswith("t2.") and v is not None][-1]
        cells[at] = "8"
        lines[last] = "\t".join(cells).rstrip("\t")
        lines.insert(last + 1, "91")
        facts = dict(facts, **{key: 891})
        self.assert_no_wrong(lines, facts, 150)

    def test_a_cell_of_separated_text_that_was_broken(self):
        """Its rest begins the next line, with cells of its own behind it, or with last year's number in brackets."""
        for seed in (0, 1, 3, 4, 5, 7, 9, 11):
            made = document.make(f"doubts/{seed}", "csv", [])
            facts = document.describe("doubts", made, "UTF-8")["facts"]
            lines = made[0].split("\n")
            fees = next(i for i, line in enumerate(lines) if line.startswith("行政事业性收费,"))
            total = next(i for i, line in enumerate(lines) if "予以公开," in line)
            cells = [f"{c}（7）" if c.isdigit() else c for c in lines[total].split(",")]
            cells[-1] = "4\n1（96）"
            lines[total] = ",".join(cells)
            lines[fees] = "行政事业性收费,8\n9,8\n9,8\n9"
            meant = {k: None for k in facts if k.startswith(("t2.fees.", "t3.outcome.granted."))}
            self.assert_no_wrong(lines, dict(facts, **meant), 100)

    def test_a_row_that_is_short_of_the_others(self):
        lines, facts, rows = report(4)
        for n, row in enumerate(rows):
            lines[row] = change(lines[row], lambda values, n=n: [str(n + 1)] + values)
        row = next(r for r in rows if len(set(numbers(lines[r]))) > 4)
        cells = lines[row].split("\t")
        cells.pop(max(i for i, c in enumerate(cells) if c.strip().isdigit()))
        lines[row] = "\t".join(cells) + "\t"
        self.assert_no_wrong(lines, facts, 20)

    def test_another_years_table_beside_one_that_cannot_be_read(self):
        lines, facts, rows = report(5)
        other, _, other_rows = report(6)
        head = rows[0] - 3
        own = [f"{i}\t{line}" for i, line in enumerate(lines[rows[0]:rows[-1] + 1], 1)]
        stranger = other[other_rows[0] - 3:other_rows[-1] + 1]
        text = lines[:head] + stranger + ["", "2023年度：", ""] + ["序号\t" + line for line in lines[head:rows[0]]] + own + lines[rows[-1] + 1:]
        bad, _ = wrong("\n".join(text), facts)
        self.assertEqual(bad, [])

    def beside_another(self, own, other, spoil):
        """The own table 3 spoilt, and another body's behind the report."""
        lines, facts, rows = report(own)
        strange, _, strange_rows = report(other)
        spoil(lines, rows)
        text = lines + ["", "附件：所属单位情况", ""] + strange[strange_rows[0] - 3:strange_rows[-1] + 1]
        return wrong("\n".join(text), facts)

    def second_row(self, printed, meant):
        """A report whose second row of table 3 is printed so; its values are those that are meant, or none."""
        for seed in range(12, 15):
            lines, facts, _ = report(seed)
            row = next(i for i, line in enumerate(lines) if "上年结转" in line and len(numbers(line)) == CELLS)
            cells, keys = lines[row].split("\t"), [k for k in facts if k.startswith("t3.carried_in.")]
            first = next(i for i, c in enumerate(cells) if c.strip().isdigit())
            self.assertEqual([str(facts[k]) for k in keys], numbers(lines[row]))
            lines[row] = "\t".join(cells[:first] + printed.split(","))
            self.assert_no_wrong(lines, dict(facts, **dict(zip(keys, meant))), 150)

    def test_thousands_in_cells_of_their_own(self):
        self.second_row("54,76,257,1,193,124,168,1,872", (54, 76, 257, 1193, 124, 168, 1872))
        self.second_row("1,000,0,0,0,0,1,1,001", (1000, 0, 0, 0, 0, 1, 1001))
        self.second_row("3,139,0,4,610,2,0,0,7,751", (3139, 0, 4610, 2, 0, 0, 7751))

    def test_one_cell_is_dropped_by_a_sum_and_not_two(self):
        self.second_row("100,7,4,1,3,5,6,2,23", (4, 1, 3, 5, 6, 2, 23))

    def test_a_sum_does_not_drop_text(self):
        self.second_row("20,37,33,40,0,39,Q,169", (37, 33, 40, 0, 39, 20, 169))
        self.second_row("20,37,33,40,0,39,20（注）,169", (37, 33, 40, 0, 39, 20, 169))

    def test_a_sum_does_not_drop_a_cell_of_two_numbers(self):
        self.second_row("288,17,39,25 1,16,8,32,400", (17, 39, 251, 16, 8, 32, 400))

    def test_a_sum_does_not_drop_what_other_rows_keep(self):
        for seed in (13, 14, 16):
            lines, facts, rows = report(seed)
            for n, row in enumerate(rows):
                lines[row] = change(lines[row], lambda values, n=n: [str(n + 50)] + values)
            row = next(r for r in rows if "上年结转" in lines[r])
            lines[row] = change(lines[row].rstrip("\t"), lambda values: ["22", "10", "19", "6", "9", "5", "3"])
            cells = lines[row].split("\t")
            lines[row] = "\t".join(cells[:-1] + ["64"])
            keys = [k for k in facts if k.startswith("t3.carried_in.")]
            self.assert_no_wrong(lines, dict(facts, **dict(zip(keys, (10, 19, 6, 9, 5, 3, 64)))), 150)

    def test_ordinals_before_the_labels_are_no_values(self):
        for shape, seed in (("csv", "sweep/0"), ("csv", "sweep/2"), ("markdown", "sweep/2"), ("pipes", "sweep/1")):
            data, truth = form_cases.text(shape, seed, ("ordinal_front",))
            document = form_truth.convert(data, form_cases.name(shape))
            given = {f["key"]: f["value"] for f in document["facts"] if f["value"] is not None}
            self.assertEqual({k: truth["facts"].get(k) for k in given}, given)
            self.assertGreater(len(given), 185)

    def test_rows_with_ordinals_before_their_labels_may_stand_elsewhere(self):
        for shape in ("csv", "pipes", "markdown"):
            data, truth = form_cases.text(shape, "swapped/1", ("rows_swapped", "ordinal_front"))
            document = form_truth.convert(data, form_cases.name(shape))
            given = {f["key"]: f["value"] for f in document["facts"] if f["value"] is not None}
            self.assertEqual({k: truth["facts"].get(k) for k in given}, given)
            self.assertGreater(len(given), 150)

    def test_a_row_that_only_another_bodys_table_gives(self):
        def garble(lines, rows):
            for row in rows[4:7]:
                cells = lines[row].split("\t")
                lines[row] = "\t".join("（见说明）" if c.strip() and not c.strip().isdigit() else c for c in cells)
        for seed in range(7, 11):
            self.assertEqual(self.beside_another(seed, seed + 20, garble)[0], [])

    def test_a_table_without_known_labels_beside_another_bodys(self):
        def garble(lines, rows):
            for row in range(rows[0] - 3, rows[-1] + 1):
                cells = lines[row].split("\t")
                lines[row] = "\t".join("某某" if c.strip() and not c.strip().isdigit() else c for c in cells)
        for seed in range(7, 11):
            bad, count = self.beside_another(seed, seed + 20, garble)
            self.assertEqual(bad, [])
            self.assertLess(count, 60)

    def total_first(self, seed, page):
        """Table 3 with its totals in front, the header, too, and a line of a page in the middle (`page` None: none, and no header)."""
        lines, facts, rows = report(seed)
        for row in rows:
            lines[row] = change(lines[row], lambda values: values[-1:] + values[:-1])
        for at in range(rows[0] - 3, rows[0]):
            cells = lines[at].split("\t")
            if page is None:
                lines[at] = ""
            elif "自然人" in cells and "总计" in cells:
                cells.remove("总计")
                cells.insert(cells.index("自然人"), "总计")
                lines[at] = "\t".join(cells)
        if page:
            lines.insert(rows[len(rows) // 2], page)
        bad, count = wrong("\n".join(lines), facts)
        self.assertEqual(bad, [])
        self.assertLess(count, 60)

    def test_columns_out_of_order_over_a_page(self):
        for seed in range(3):
            self.total_first(seed, "\n（接下页）\n")

    def test_rows_that_do_not_add_up(self):
        for seed in range(3):
            self.total_first(seed, None)

    def test_a_sum_called_total_beside_rows_without_labels(self):
        for seed in range(6):
            lines, facts, rows = report(seed)
            cut = len(rows) // 2
            for row in rows[cut:]:
                cells = lines[row].split("\t")
                lines[row] = "\t".join(c if c.strip().isdigit() else "" for c in cells)
            values = [str(sum(map(int, column))) for column in zip(*(numbers(lines[r]) for r in rows[:2]))]
            lines.insert(rows[-1] + 1, change(lines[rows[-1]], lambda _: values).replace("\t", "总计\t", 1))
            bad, _ = wrong("\n".join(lines), facts)
            self.assertEqual(bad, [])

    def test_rows_without_labels_beside_one_that_cannot_be_read(self):
        """Sums over rows are tried with the numbers of the row whose label is cut; foreign numbers break them."""
        for seed, is_foreign in ((s, f) for s in range(4) for f in (False, True)):
            lines, facts, rows = report(seed)
            for i in rows[5:8]:
                lines[i] = re.sub(r"[^\t\d][^\t]*|\d\.[^\t]*", "", lines[i])
            lines[rows[14]] = re.sub(r"\d\.[^\t]*", "3.补", lines[rows[14]])
            if is_foreign:
                lines[rows[6]] = change(lines[rows[6]], lambda values: [str(2 * int(v) + 1) for v in values])
            with self.subTest(seed=seed, is_foreign=is_foreign):
                bad, count = wrong("\n".join(lines), facts)
                self.assertEqual(bad, [])
                whole = sum(value is not None for value in facts.values())
                self.assertGreaterEqual(count, whole - CELLS * (4 if is_foreign else 1))

    def test_a_group_above_a_row_without_label(self):
        for seed in range(12):
            lines, facts, rows = report(seed)
            group = next((r for r in rows if "其他处理" in lines[r]), None)
            if group is None or not any("1." in c for c in lines[group].split("\t")):
                continue
            for row in (group, group + 1):
                lines[row] = "\t".join("" if c.strip()[:2] in ("1.", "2.") else c for c in lines[row].split("\t"))
            bad, _ = wrong("\n".join(lines), facts)
            self.assertEqual(bad, [])

    def test_a_group_of_columns_in_front_of_a_column(self):
        for seed in range(3):
            lines, facts, rows = report(seed)
            for row in rows:
                lines[row] = change(lines[row], lambda v: v[1:6] + v[:1] + v[6:])
            for at in range(rows[0] - 3, rows[0]):
                cells = [c for c in lines[at].split("\t") if c.strip()]
                if "自然人" in cells:
                    lines[at] = "\t".join([*(c for c in cells if c not in ("自然人", "总计")), "自然人", "总计"])
            bad, count = wrong("\n".join(lines), facts)
            self.assertEqual(bad, [])
            self.assertLess(count, 60)

    def test_another_years_table_right_below(self):
        for seed in range(7, 11):
            lines, facts, rows = report(seed)
            other, _, other_rows = report(seed + 20)
            lines[rows[5]] = change(lines[rows[5]], lambda values: [""] * len(values))
            lines[rows[-1] + 1:rows[-1] + 1] = other[other_rows[0]:other_rows[-1] + 1]
            bad, _ = wrong("\n".join(lines), facts)
            self.assertEqual(bad, [])

    def test_a_table_whose_caption_names_another_year(self):
        for seed in range(4):
            lines, facts, rows = report(seed)
            year = int(next(y for y in re.findall(r"(20\d\d)年", "\n".join(lines))))
            at = rows[0] - 3
            for named, is_read in ((year - 1, False), (year, True)):
                text = "\n".join([*lines[:at], f"{named}年收到和处理政府信息公开申请情况：", "", *lines[at:]])
                bad, count = wrong(text, facts)
                self.assertEqual(bad, [])
                self.assertEqual(count > 100, is_read)

    def test_a_table_whose_caption_names_a_part(self):
        """The only table left is that of a sub-unit, or last year's: in tabs, and a cell a line."""
        for seed in range(2):
            lines, facts, rows = report(seed)
            at = rows[0] - 3
            stream = [cell for line in lines[at:rows[-1] + 1] for cell in line.split("\t") if cell.strip()]
            for table in (lines[at:rows[-1] + 1], stream):
                for name, is_read in (("其中：红旗镇", False), ("下属单位情况", False), ("上年度情况", False), ("全县情况", True),
                                      ("其中，申请5件，均已办结。", True)):
                    bad, count = wrong("\n".join([*lines[:at], name, "", *table, "", *lines[rows[-1] + 1:]]), facts)
                    self.assertEqual(bad, [])
                    self.assertEqual(count > 100, is_read, (name, count))

    def test_a_header_in_another_order_as_a_table_of_its_own(self):
        for seed in range(3):
            lines, facts, rows = report(seed)
            heads = [line.strip("\t") for line in lines[rows[0] - 3:rows[0]]]
            self.assertIn("商业企业\t科研机构", heads[2])
            for last, is_read in ((heads[2], True), (heads[2].replace("商业企业\t科研机构", "科研机构\t商业企业"), False)):
                text = [*lines[:rows[0] - 3], heads[0], "", "", heads[1], "", "", last, "", "", *lines[rows[0]:]]
                bad, count = wrong("\n".join(text), facts if is_read else {k: v for k, v in facts.items() if not k.startswith("t3")})
                self.assertEqual((bad, count > 100), ([], is_read), seed)

    def test_last_years_report_before_this_years(self):
        """Two reports under one title: the line above the first says that it is not the one of the title."""
        for name in ("{}年度报告内容：", "第一部分 {}年度", "{}年政府信息公开工作年度报告", "附：上年度报告"):
            made, (last, _, _) = document.make("doubts/5", "tabs", []), report(6)
            lines, year = made[0].split("\n"), made[1].report.year
            at, begin = (next(i for i, line in enumerate(text) if line.strip().endswith("总体情况")) for text in (lines, last))
            text = [*lines[:at], name.format(year - 1), *last[begin:], f"{year}年度报告内容：", *lines[at:]]
            stated = form_truth.convert("\n".join(text).encode())["facts"]
            self.assertEqual([], [f["key"] for f in stated if f["value"] is not None and not f.get("instance")], name)
            self.assertGreater(sum(f["value"] is not None for f in stated), 150, name)

    def test_heads_of_word_documents(self):
        for damage in ("block_heads_of_other_version", "block_column_lost", "groups_swapped", "column_pairs"):
            for seed in range(4):
                made = form_cases.text("word", f"doubts/{seed}", (damage,))
                if made is None:
                    continue
                verdict = form_truth.judge(form_truth.convert(made[0], "report.docx", "--pass", "stitch,form"), made[1]["facts"], made[1]["undecidable"])
                self.assertEqual(verdict.wrong, [], f"{damage} {seed}")

    def test_digits_in_a_line_between_two_rows(self):
        for seed in range(4):
            lines, facts, rows = report(seed)
            for at in range(rows[0] - 3, rows[-1] + 1):
                lines[at] = "\t".join(c for c in lines[at].split("\t") if c.strip())
            row = next(r for r in rows[3:-1] if int(numbers(lines[r])[-1]) > 9)
            total = numbers(lines[row])[-1]
            lines[row] = change(lines[row], lambda values: values[:-1] + [total[:1]])
            lines.insert(row + 1, total[1:])
            bad, count = wrong("\n".join(lines), facts)
            self.assertEqual(bad, [])
            self.assertGreater(count, 150)

    def test_rows_of_several_years(self):
        for seed in range(4):
            lines, facts, rows = report(seed)
            for row in reversed(rows):
                other = [str(int(n) // 2 + 1) for n in numbers(lines[row])]
                cells = lines[row].split("\t")
                first = next(i for i, c in enumerate(cells) if c.strip().isdigit())
                lines[row] = "\t".join([*cells[:first], "2019年", *other])
                lines.insert(row + 1, "\t".join([*[""] * first, "2020年", *cells[first:]]))
            bad, _ = wrong("\n".join(lines), facts)
            self.assertEqual(bad, [])

    def test_a_row_that_is_not_there_is_no_row_of_zeros(self):
        for seed in range(6):
            lines, facts, rows = report(seed)
            gone, blank = rows[3], rows[5]
            if len(set(numbers(lines[gone]))) == 1 or rows[6] - rows[0] != 6:
                continue
            # no sum over rows is left that would say that the others did not move, unless the row adds up
            lost = 1 if numbers(lines[blank])[2] == "0" else CELLS
            lines[blank] = change(lines[blank], lambda values: values[:2] + [""] + values[3:])
            del lines[gone]
            bad, count = wrong("\n".join(lines), facts)
            self.assertEqual((bad, count), ([], len([v for v in facts.values() if v is not None]) - CELLS - lost))

    def test_blanks_for_zeros_are_read(self):
        """Each row adds up with them; no sum over rows can be taken. What ends in a blank may have lost a number."""
        for seed in range(20, 26):
            lines, facts, rows = report(seed)
            lost = 0
            for row in rows:
                blanks = [] if all(n == "0" for n in numbers(lines[row])) else [n for n in numbers(lines[row]) if n == "0"]
                lost += len(blanks)
                if blanks:
                    lines[row] = change(lines[row], lambda v: ["" if n == "0" else n for n in v])
            self.assert_no_wrong(lines, facts, len([v for v in facts.values() if v is not None]) - lost)

    def test_blanks_that_were_put_in(self):
        """Two rows at once: no sum over rows can be taken that would say which number is whose."""
        for seed in range(60):
            lines, facts, rows = report(seed)
            other = rows[-3]
            for row in rows[2:-3]:
                values = [int(n) for n in numbers(lines[row])]
                if values[5] > sum(values[:5]) > 0:
                    text = [*lines]
                    text[row] = change(lines[row], lambda v: v[:2] + [""] + v[2:-1])
                    text[other] = change(lines[other], cut)
                    bad, _ = wrong("\n".join(text), facts)
                    self.assertEqual(bad, [])
                    break

    def test_rows_that_do_not_add_up_beside_others_that_nobody_can_read(self):
        for seed in range(20, 28):
            for edit in (lambda v: [v[0], *v[:5], v[6]], lambda v: [*v[1:], "0"], lambda v: [v[6], *v[:6]]):
                lines, facts, rows = report(seed)
                one, other = random.Random(seed).sample([r for r in rows if len(set(numbers(lines[r]))) > 4], 2)
                lines[one] = change(lines[one], edit)
                if sum(map(int, numbers(lines[one])[:-1])) == int(numbers(lines[one])[-1]):
                    continue
                lines[other] = change(lines[other], lambda v: [v[0] + v[1], *v[2:], "见附件"])
                bad, _ = wrong("\n".join(lines), facts)
                self.assertEqual(bad, [])

    def test_a_column_that_slid(self):
        """Cells were inserted in one column, and those below moved down by a row."""
        for seed in range(20, 24):
            lines, facts, rows = report(seed)
            column, first = seed % 6, len(rows) - 7
            numbers_of = [numbers(lines[r]) for r in rows]
            for n in range(len(rows) - 1, first - 1, -1):
                lines[rows[n]] = change(lines[rows[n]], lambda v, n=n: v[:column] + [numbers_of[n - 1][column]] + v[column + 1:])
            bad, count = wrong("\n".join(lines), facts)
            self.assertEqual(bad, [], seed)
            self.assertGreater(count, 100)

    def test_numbers_that_were_sorted_without_their_labels(self):
        for seed in range(20, 24):
            lines, facts, rows = report(seed)
            ranked = sorted((numbers(lines[r]) for r in rows), key=lambda v: -int(v[-1]))
            for row, values in zip(rows, ranked):
                lines[row] = change(lines[row], lambda _, values=values: values)
            bad, _ = wrong("\n".join(lines), facts)
            self.assertEqual(bad, [])

    def test_labels_that_stand_a_row_too_high_or_low(self):
        for seed in range(20, 26):
            for step in (1, -1):
                lines, facts, rows = report(seed)
                group = next(i for i, r in enumerate(rows) if "1.属于国家秘密" in lines[r])
                some = rows[group:group + 8]
                cells = [lines[r].split("\t") for r in some]
                at = [next(i for i, c in enumerate(row) if c.strip()[:1].isdigit()) for row in cells]
                labels = [row[i] for row, i in zip(cells, at)]
                labels = labels[1:] + [""] if step == 1 else [""] + labels[:-1]
                for r, row, i, label in zip(some, cells, at, labels):
                    lines[r] = "\t".join([*row[:i], label, *row[i + 1:]])
                bad, _ = wrong("\n".join(lines), facts)
                self.assertEqual(bad, [])

    def test_numbers_that_stand_a_row_too_high(self):
        """One row's numbers are gone, and those below moved up: each row still adds up."""
        for seed in range(20, 26):
            lines, facts, rows = report(seed)
            values = [numbers(lines[r]) for r in rows]
            del values[5]
            for row, own in zip(rows, values + [[""] * CELLS]):
                lines[row] = change(lines[row], lambda _, own=own: own)
            bad, _ = wrong("\n".join(lines), facts)
            self.assertEqual(bad, [])

    def test_a_header_that_stands_again_in_another_order(self):
        for seed in range(20, 23):
            lines, facts, rows = report(seed)
            head = "\t".join(["项目", "", "", "商业企业", "自然人", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"])
            for row in rows[8:]:
                lines[row] = change(lines[row], lambda v: [v[1], v[0], *v[2:]])
            lines.insert(rows[8], head)
            piped = ["| " + line.replace("\t", " | ") + " |" if "\t" in line else line for line in lines]
            for text in (lines, piped):
                bad, _ = wrong("\n".join(text), facts)
                self.assertEqual(bad, [])

    def test_a_column_without_values_leaves_no_total(self):
        for seed in range(20, 24):
            lines, facts, rows = report(seed)
            for row in rows:
                lines[row] = change(lines[row], lambda v: v[:2] + v[3:] + [""])
            bad, _ = wrong("\n".join(lines), facts)
            self.assertEqual(bad, [])

    def test_a_label_that_stands_twice_beside_a_blank_column(self):
        for seed in range(20, 24):
            lines, facts, rows = report(seed)
            for row in rows:
                lines[row] = change(lines[row], lambda v: ["", *v[1:6], v[5], v[6]])
            lines[rows[0] - 1] = "\t".join(["项目", "", "", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "其他", "总计"])
            bad, _ = wrong("\n".join(lines), {**facts, **{k: None for k in facts if k.endswith(".natural_person")}})
            self.assertEqual(bad, [])

    def test_totals_at_the_end_of_lines_that_were_cut(self):
        """What cuts lines cuts several; one total alone that its sum begins with is what the report says."""
        for seed in range(20, 26):
            lines, facts, rows = report(seed)
            cut_rows = sorted(rows, key=lambda r: len(numbers(lines[r])[-1]))[-3:]
            for row in cut_rows:
                lines[row] = change(lines[row], lambda v: v[:-1] + [v[-1][:-1]])
            totals = [int(numbers(lines[row])[-1]) for row in cut_rows]
            bad, count = wrong("\n".join(lines), facts)
            self.assertEqual(bad, [] if min(totals) > 9 else bad)
            self.assertGreater(count, 150)

    def test_untouched_reports_stay_read(self):
        for seed in range(6):
            lines, facts, _ = report(seed)
            bad, count = wrong("\n".join(lines), facts)
            self.assertEqual((bad, count), ([], len([v for v in facts.values() if v is not None])))


if __name__ == "__main__":
    unittest.main()
