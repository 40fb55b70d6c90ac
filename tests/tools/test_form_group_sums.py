"""Sums of groups that a report adds to table 3, called 总计, 合计 or 共计: none of them is the row （七）总计, nor the row of the form that is missing beside it."""
import json
import pathlib
import unittest

import form_truth

FORM = pathlib.Path(__file__).resolve().parents[2] / "plugins/form/forms/cn-gib-annual-2021-30.json"
COLUMNS = ("natural_person", "legal_person.business", "legal_person.research", "legal_person.public_welfare", "legal_person.legal_service", "legal_person.other", "total")
HEAD = ["\t".join(("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "", "", "申请人情况", "", "", "", "", "", "总计")),
        "\t\t\t自然人\t法人或其他组织\t\t\t\t\t", "\t\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t"]
REPORT = """\
广平县水务局2022年政府信息公开工作年度报告

一、总体情况

2022年主动公开政府信息799条。

三、收到和处理政府信息公开申请情况

{table}

五、存在的主要问题及改进情况

一是工作机制还不够完善。
"""


def leaves(rows, key="", above=()):
    for row in rows:
        path, labels = f"{key}.{row['key']}" if key else row["key"], above + (row["label"],)
        yield from leaves(row["children"], path, labels) if "children" in row else [(path, labels)]


def numbers():
    """Of each row, so that all sums hold."""
    tables = {t["key"]: t for t in json.loads(FORM.read_text())["tables"]}
    rows = list(leaves(tables["t3"]["rows"]))
    parts = [k for k, _ in rows if k.startswith("outcome.") and k != "outcome.total"]
    found = {k: [(i * 7 + c * 3) % 23 + 1 for c in range(6)] for i, k in enumerate(parts)}
    found["outcome.total"] = [sum(found[k][c] for k in parts) for c in range(6)]
    found["carried_in"], found["carried_out"] = [4, 9, 2, 7, 1, 3], [6, 1, 8, 2, 5, 4]
    found["new_received"] = [found["outcome.total"][c] + found["carried_out"][c] - found["carried_in"][c] for c in range(6)]
    return rows, {k: v + [sum(v)] for k, v in found.items()}


def group(values, key):
    return [sum(v[c] for k, v in values.items() if k.startswith(f"outcome.{key}.")) for c in range(7)]


def line(labels, values):
    return "\t".join([*labels, *[""] * (3 - len(labels)), *map(str, values)])


def read(lines, head=HEAD):
    document = form_truth.convert(REPORT.format(table="\n".join([*head, *lines])).encode(), "report.txt", "--pass", "stitch,form")
    return {f["key"]: f["value"] for f in document["facts"] if f["status"].startswith("read")}


class GroupSums(unittest.TestCase):
    def setUp(self):
        self.rows, self.values = numbers()
        self.facts = {f"t3.{k}.{c}": n for k, v in self.values.items() for c, n in zip(COLUMNS, v)}
        self.lines = {k: line(labels, self.values[k]) for k, labels in self.rows}

    def assert_none_is_wrong(self, lines):
        found = read(lines)
        self.assertEqual({}, {k: v for k, v in found.items() if k.startswith("t3.") and v != self.facts[k]})
        return found

    def test_nothing_is_added(self):
        self.assertEqual(self.facts, {k: v for k, v in read(list(self.lines.values())).items() if k.startswith("t3.")})

    def test_a_sum_behind_a_group_and_the_total_is_lost(self):
        for name in ("总计", "合计"):
            lines = dict(self.lines)
            lines["outcome.total"] = line(("三、本年度办理结果", "（六）其他处理", name), group(self.values, "other"))
            with self.subTest(name=name):
                found = self.assert_none_is_wrong(list(lines.values()))
                self.assertIn("t3.outcome.other.other.total", found)

    def test_a_total_without_its_number_is_read(self):
        """Where the sums over rows bear it out."""
        lines = dict(self.lines)
        lines["outcome.total"] = line(("三、本年度办理结果", "总计"), self.values["outcome.total"])
        found = self.assert_none_is_wrong(list(lines.values()))
        self.assertIn("t3.outcome.total.total", found)

    def test_sums_before_groups_and_rows_are_lost(self):
        """The first row of a group and its last: no sum over rows can be taken."""
        for name, key in (("共计", "unable"), ("本项合计", "denied")):
            rows = [k for k in self.lines if k.startswith(f"outcome.{key}.")]
            lines, seen = [], set()
            for k, labels in self.rows:
                if len(labels) == 3 and labels[1] not in seen:
                    seen.add(labels[1])
                    lines.append(line(labels[:2] + (name,), group(self.values, k.split(".")[1])))
                if k not in (rows[0], rows[-1]):
                    lines.append(self.lines[k])
            with self.subTest(name=name):
                found = self.assert_none_is_wrong(lines)
                self.assertNotIn(f"t3.{rows[0]}.total", found)


if __name__ == "__main__":
    unittest.main()
