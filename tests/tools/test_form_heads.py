"""Text tables below other column labels than the form's: what is printed above the values says what they are."""
import csv
import re
import unittest

import form_cases
import form_truth

BLOCK = "第二十条第（{}）项"


def report(seed=1):
    data, truth = form_cases.text("tabs", seed)
    return data.decode(), truth["facts"]


def stated(text):
    return form_truth.values(form_truth.convert(text.encode(), "report.txt", "--pass", "stitch,form"))


def block(text, number):
    """(from, to) of a block of table 2, behind its title."""
    start = re.search(BLOCK.format(number) + r"[^\n]*\n", text).end()
    return start, re.compile(r"第二十条第|\n\n").search(text, start).start()


def edited(text, number, change):
    """The block with its lines changed, each a list of cells."""
    start, end = block(text, number)
    lines = [line.split("\t") for line in text[start:end].split("\n")]
    return text[:start] + "\n".join("\t".join(change(cells)) if len(cells) > 1 else cells[0] for cells in lines) + text[end:]


class Heads(unittest.TestCase):
    def wrong(self, text, facts):
        have = stated(text)
        return have, {k: v for k, v in have.items() if v is not None and v != facts.get(k)}

    def test_a_lost_column_takes_its_label_along(self):
        for gone, key in ((1, "issued"), (2, "abolished"), (3, "in_force")):
            text, facts = report()
            text = edited(text, "一", lambda cells: cells[:gone] + cells[gone + 1:] + [""])
            keys = {k for k in facts if re.match(r"t2\.(rules|normative_documents)\.", k)}
            lost = {k for k in keys if facts[k] is not None and k in self.of_column(keys, gone)}
            have, wrong = self.wrong(text, {**facts, **dict.fromkeys(lost)})
            self.assertEqual({}, wrong, key)
            self.assertEqual({k: facts[k] for k in keys - lost}, {k: have[k] for k in keys - lost}, key)

    @staticmethod
    def of_column(keys, column):
        """The keys of the block whose column stands there: they are in the order of the form."""
        order = ("issued", "repealed", "in_force")
        return {k for k in keys if k.endswith("." + order[column - 1])}

    def test_one_block_below_labels_of_the_other_version(self):
        for seed in range(4):
            text, facts = report(seed)
            if "本年收费金额" not in text:
                continue
            heads = ["本年新制作数量", "本年新公开数量", "对外公开总数量"]
            text = edited(text, "一", lambda cells: cells[:1] + heads if cells[0] == "信息内容" else cells)
            have, _ = self.wrong(text, facts)
            keys = ("t2.licensing.decisions", "t2.penalties.decisions", "t2.coercion.decisions", "t2.fees.amount")
            self.assertEqual({k: facts[k] for k in keys}, {k: have[k] for k in keys})

    def test_labels_of_the_other_version(self):
        text, facts = report()
        keys = {k for k in facts if re.match(r"t2\.(rules|normative_documents)\.", k)}
        heads = ["本年新制作数量", "本年新公开数量", "对外公开总数量"]
        text = edited(text, "一", lambda cells: cells[:1] + heads if cells[0] == "信息内容" else cells)
        have, _ = self.wrong(text, facts)
        self.assertTrue(all(have.get(k) is None for k in keys), {k: have.get(k) for k in keys})
        others = {k: v for k, v in facts.items() if k.startswith("t2.") and k not in keys}
        self.assertEqual({}, {k: (v, have[k]) for k, v in others.items() if have.get(k) not in (None, v)})
        self.assertEqual(facts["t2.licensing.decisions"], have["t2.licensing.decisions"])
        self.assertIsNone(have.get("t2.licensing.previous_items"))

    def test_labels_of_no_version(self):
        text, facts = report()
        text = edited(text, "五", lambda cells: ["信息内容", "条数"] + cells[2:] if cells[0] == "信息内容" else cells)
        have, wrong = self.wrong(text, facts)
        self.assertEqual({}, wrong)
        self.assertIsNone(have["t2.licensing.decisions"])
        self.assertEqual(facts["t2.penalties.decisions"], have["t2.penalties.decisions"])

    def test_a_table_of_something_else(self):
        """Its rows are called like the form's, whose own row is lost."""
        text, facts = report()
        start, end = block(text, "五")
        text = text[:start] + re.sub("行政许可[^\n]*\n", "", text[start:end]) + text[end:]
        at = text.index(BLOCK.format("一"))
        for gap in ("\t", "  "):
            rows = (("信息内容", "条数"), ("行政许可", "57"), ("行政处罚", "8"), ("行政强制", "9"), ("规章", "3"))
            other = "政府网站发布情况\n\n" + "".join(gap.join(row) + "\n" for row in rows) + "\n"
            have = stated(text[:at] + other + text[at:])
            known = {k: v for k, v in facts.items() if k != "t2.licensing.decisions"}
            self.assertEqual({}, {k: v for k, v in have.items() if v is not None and v != known.get(k)}, repr(gap))

    def test_groups_in_another_order(self):
        for a, b in (("行政复议", "行政诉讼"), ("未经复议直接起诉", "复议后起诉")):
            text, facts = report()
            start = text.index("四、政府信息公开行政复议")
            table = re.sub(f"(?<=[\t\n])({a}|{b})(?=[\t\n])", lambda m: b if m[0] == a else a, text[start:])
            self.assertNotEqual(text[start:], table)
            have = stated(text[:start] + table)
            self.assertEqual({}, {k: v for k, v in have.items() if k.startswith("t4.") and v is not None})
            t3 = {k: v for k, v in facts.items() if k.startswith("t3.")}
            self.assertEqual(t3, {k: have.get(k) for k in t3})


    def test_groups_in_another_order_that_can_hardly_be_read(self):
        """One head alone is exact, or none, and the others are garbled: the readable one is out of its place."""
        for a, b, garbled in (("行政复议", "行政诉讼", {"行政复议": "行政夏仪"}), ("行政复议", "行政诉讼", {"行政诉讼": "衍政诉公"}),
                              ("未经复议直接起诉", "复议后起诉", {"未经复议直接起诉": "末径夏仪値接起诉"}), ("未经复议直接起诉", "复议后起诉", {"复议后起诉": "夏仪后起诉", "未经复议直接起诉": "末径夏仪値接起诉"})):
            for swapped in (True, False):
                text, facts = report()
                start = text.index("四、政府信息公开行政复议")
                table = re.sub(f"(?<=[\t\n])({a}|{b})(?=[\t\n])", lambda m: (b if m[0] == a else a) if swapped else m[0], text[start:])
                for word, other in garbled.items():
                    table = re.sub(f"(?<=[\t\n]){word}(?=[\t\n])", other, table)
                table = table.replace("其他结果", "其他绪果", 1)
                have = {k: v for k, v in stated(text[:start] + table).items() if k.startswith("t4.") and v is not None}
                with self.subTest(garbled=garbled, swapped=swapped):
                    self.assertEqual({}, {k: v for k, v in have.items() if swapped or v != facts[k]})
                    self.assertTrue(swapped or len(have) >= 10, have)


def table3(seed, change):
    """A report in CSV with each line of table 3 changed, a list of cells; and its facts."""
    data, truth = form_cases.text("csv", f"heads/{seed}")
    lines = data.decode().split("\n")
    first = next(i for i, line in enumerate(lines) if "申请人情况" in line)
    last = max(i for i, line in enumerate(lines) if line.strip('"').startswith("四、结转"))
    comma = ";" if ";" in lines[first] else ","
    for i in range(first, last + 1):
        lines[i] = comma.join(change([cell.strip('"') for cell in next(csv.reader([lines[i]], delimiter=comma))]))
    return "\n".join(lines), truth["facts"]


class Obeyed(unittest.TestCase):
    """Heads in another order, or of other words, where each value stands below its own."""

    def verdict(self, text, facts):
        return form_truth.judge(form_truth.convert(text.encode(), "report.txt", "--pass", "stitch,form"), facts)

    def test_a_column_at_another_place(self):
        for seed, (a, b) in enumerate(((0, 6), (1, 3), (5, 6))):
            def swapped(cells):
                cells[3 + a], cells[3 + b] = cells[3 + b], cells[3 + a]
                return cells
            found = self.verdict(*table3(seed, swapped))
            self.assertEqual(([], []), (found.wrong, found.lacking))

    def test_numbers_that_do_not_add_up_below_their_heads(self):
        def moved(cells):
            numbers = [c.replace(",", "").isdigit() for c in cells]
            head = not any(numbers)
            cells[3:10] = cells[9:10] + cells[3:9] if head else cells[4:10] + cells[3:4]
            return cells
        found = self.verdict(*table3(3, moved))
        self.assertEqual([], found.wrong)
        self.assertGreater(len(found.lacking), 100)

    def test_heads_of_other_words(self):
        other = {"自然人": "个人", "科研机构": "科研", "其他": "其它"}
        found = self.verdict(*table3(4, lambda cells: [other.get(c, c) if i > 2 else c for i, c in enumerate(cells)]))
        self.assertEqual(([], []), (found.wrong, found.lacking))
        unknown = {"商业企业": "甲方", "科研机构": "乙方"}
        found = self.verdict(*table3(4, lambda cells: [unknown.get(c, c) for c in cells]))
        self.assertEqual([], found.wrong)
        self.assertGreater(len(found.lacking), 0)


if __name__ == "__main__":
    unittest.main()
