"""Damage beside the report's own table: another of the same form, of last year, of a unit, or as an empty sample.

An operator is `f(rng, flow)` as in slips.py. What stands beside it leaves the facts of the own table open, however bad that is:
right or none are fine, the stranger's numbers are wrong.
"""
from . import edits, grids, numbers, rows as R
from .flow import Text
from .model import Block


def other_table(rng, flow, name, convention):
    """A table of another report in the same version, printed, without facts. It is not found under the form's name."""
    variants = flow.report.variants
    facts = numbers.facts(rng, variants["t2"], variants["t3"], "county")

    def show(key):
        return str(facts[key])
    table = {"t2": lambda: grids.table2(variants["t2"], show), "t3": lambda: grids.table3(variants["t3"], show),
             "t4": lambda: grids.table4(show)}[name]()
    printed = R.printed(table, convention)
    for slot in (s for row in printed.rows for s in row.slots):
        slot.key = ""
    table.name = "o" + name[1]
    return printed


def paragraph(text):
    return Text(Block("paragraph", text), [text])


def insert_items(flow, at, items):
    """Puts items before the one at `at`; page breaks stay where they were."""
    flow.items[at:at] = items
    flow.breaks = {i + len(items) * (i >= at): kind for i, kind in flow.breaks.items()}


def _beside(rng, flow, before, after):
    """Another table before or behind the own, between these lines."""
    name = rng.choice(("t2", "t3", "t3", "t3", "t4"))
    own = flow.table(name)
    edits.doubt(own)
    at = next(i for i, item in enumerate(flow.items) if item is own)
    other = other_table(rng, flow, name, own.convention)
    if after:
        insert_items(flow, at + 1, [paragraph(after), other])
    else:
        insert_items(flow, at, [paragraph(before), other, paragraph(f"{flow.report.year}年的情况如下。")])
    return name


def last_year_before(rng, flow):
    """Last year's table stands before the own."""
    return _beside(rng, flow, f"{flow.report.year - 1}年的情况如下。", "")


def last_year_behind(rng, flow):
    """Last year's table stands behind the own."""
    return _beside(rng, flow, "", rng.choice((f"附：{flow.report.year - 1}年的情况，供对照。", "上年度的情况见下表。")))


def unit_annex(rng, flow):
    """The tables of a unit stand behind the report."""
    lines = [paragraph("附件：下属单位政府信息公开情况统计表"), paragraph("填报单位：中心卫生院")]
    names = rng.choice((("t3",), ("t2", "t3", "t4")))
    for name in names:
        edits.doubt(flow.table(name))
        lines.append(other_table(rng, flow, name, flow.table(name).convention))
    insert_items(flow, len(flow.items), lines)
    return list(names)


def sample_before(rng, flow):
    """The form as a sample full of zeros stands before the own table."""
    name = _beside(rng, flow, "表样：", "")
    own = next(i for i, item in enumerate(flow.items) if item is flow.table(name))
    for slot in (s for row in flow.items[own - 2].rows for s in row.slots if s.kind == "value"):
        slot.text = "0"
    return name


def totals_compared(rng, flow):
    """A small table of the totals of last year and this stands beside table 3, in the same words."""
    own, year = flow.table("t3"), flow.report.year
    edits.doubt(own)
    table = R.Printed(own.table, "full")
    table.rows = [R.Row([R.Slot(t, "head") for t in ("项目", f"{year - 1}年", f"{year}年")], 0)]
    for row in (own.rows[i] for i in edits.data_rows(own)):
        last = [s.text for s in row.slots if s.kind == "value"][-1]
        table.rows.append(R.Row([R.Slot(edits.own_label(row), "label"), R.Slot(str(rng.randint(0, 99)), "value"), R.Slot(last, "value")],
                                row.source))
    at = next(i for i, item in enumerate(flow.items) if item is own)
    where = at if rng.random() < .5 else at + 1
    insert_items(flow, where, [paragraph("两年的情况对比如下。"), table, paragraph("各项的情况见表。")])
    return {"before": where == at}


SIMPLIFIED = "规废现内处罚强费单转数办请关业组织构务维纠审诉讼议复经过国属执机无应获认时类违报实续补须专权职开样与个会长产动员门问题进这边还运选归带张发场书优传体写农决冲减则创别华协历压县双变为总项结计"
TRADITIONAL = str.maketrans(SIMPLIFIED, "規廢現內處罰強費單轉數辦請關業組織構務維糾審訴訟議復經過國屬執機無應獲認時類違報實續補須專權職開樣與個會長產動員門問題進這邊還運選歸帶張發場書優傳體寫農決衝減則創別華協歷壓縣雙變為總項結計")


def traditional_labels(rng, flow):
    """The labels of a table are in traditional characters."""
    names = rng.choice((("t3",), ("t2", "t3", "t4")))
    for printed in map(flow.table, names):
        edits.doubt(printed)
        for slot in (s for row in printed.rows for s in row.slots if s.kind in ("label", "head")):
            slot.text = slot.text.translate(TRADITIONAL)
    return list(names)


OPERATORS = {f.__name__: f for f in (
    traditional_labels, last_year_before, last_year_behind, unit_annex, sample_before, totals_compared)}
