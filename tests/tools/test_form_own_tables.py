"""A small table of the report's own above or below the form's, as offices add them, takes nothing from the form's: it is another table, also in aligned text
where only a blank line parts them, and one whose rows are called as the form's columns are is no part of it."""
import re
import unicodedata
import unittest

import form_cases
import form_truth

QUARTERS = (("季度", "收到申请", "办结"), ("一季度", "12", "3"), ("二季度", "7", "18"), ("三季度", "0", "2"), ("四季度", "14", "9"))
MONTHS = (("月份",) + tuple(f"{n}月" for n in range(1, 13)), ("申请数",) + tuple("304120050871"))
PERSONS = (("类别", "本年", "上年"), ("自然人", "12", "15"), ("法人或其他组织", "11", "21"), ("合计", "23", "36"))
CHANGES = (("指标", "本年", "上年", "同比"), ("新收件", "18", "17", "5.9%"), ("办结件", "8", "16", "-50%"))


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def drawn(rows, shape):
    if shape == "tabs":
        return "\n".join("\t".join(r) for r in rows)
    if shape == "pipes":
        return "\n".join("| " + " | ".join(r) + " |" for r in rows)
    wide = [max(width(r[c]) for r in rows) + 2 for c in range(len(rows[0]))]
    return "\n".join("".join(c + " " * (w - width(c)) for c, w in zip(r, wide)).rstrip() for r in rows)


def report(seed, shape):
    data, truth = form_cases.text(shape, f"own tables/{seed}")
    return data.decode(), truth["facts"]


def verdict(text, facts):
    return form_truth.judge(form_truth.convert(text.encode(), "report.txt", "--pass", "stitch,form"), facts)


def above(text, table):
    at = re.search(r"\n[#\s]*三、收到和处理[^\n]*\n+", text).end()
    return text[:at] + table + "\n\n" + text[at:]


def below(text, table):
    at = re.search(r"\n+[#\s]*四、政府信息公开[^\n]*\n", text).start()
    return text[:at] + "\n\n" + table + "\n" + text[at:]


@unittest.skipIf(form_cases.usable()[1], "pdftotext cannot make layout text here")
class OwnTables(unittest.TestCase):
    def check(self, shapes, tables, *places):
        for seed, shape in enumerate(shapes):
            for table in tables:
                for place in places:
                    text, facts = report(seed, shape)
                    found = verdict(place(text, drawn(table, shape)), facts)
                    with self.subTest(shape=shape, table=table[0], place=place.__name__):
                        self.assertEqual(([], []), (found.wrong, found.lacking))

    def test_statistics(self):
        self.check(("tabs", "pipes", "layout"), (QUARTERS, MONTHS, CHANGES), above, below)

    def test_rows_called_as_columns(self):
        self.check(("tabs", "pipes", "layout"), (PERSONS,), above, below)


if __name__ == "__main__":
    unittest.main()
