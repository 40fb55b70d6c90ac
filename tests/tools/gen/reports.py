"""Draws one random report: agency, facts, title, preamble, six sections, three tables.

Every choice comes from the generator it is handed, so a seed gives the same report for ever.
"""
from . import form, grids, names, numbers, prose
from .model import Block, Cell, Report, Table


def _variants(rng, year):
    home = "2019-60" if year < 2021 else "2021-30"
    other = "2021-30" if year >= 2021 and rng.random() < .5 else "2019-60"
    return {t: other if rng.random() < .12 else home for t in ("t2", "t3")}


def _title(rng, agency, year):
    name = rng.choice(("政府信息公开工作年度报告",) * 3 + ("政府信息公开年度报告", "政府信息公开工作报告"))
    tail = f"{year}{rng.choice(('年', '年度'))}"
    return rng.choice(([agency + tail + name], [agency, tail + name], [agency, tail, name], [agency + tail, name]))


def _preamble(rng, r, unit, address):
    if rng.random() < .3:
        return []
    text = (f"本报告根据《中华人民共和国政府信息公开条例》和《{'中华人民共和国' if rng.random() < .5 else ''}政府信息公开工作年度报告格式》"
            f"要求编制。所列数据的统计期限自{r.year}年1月1日起至{r.year}年12月31日止。")
    if rng.random() < .35:
        text += "本报告包括" + "、".join(r_section for r_section in form.SECTIONS) + "等六个部分。"
    if rng.random() < .25:
        text = f"现发布《{''.join(r.title())}》。" + text
    return [Block("paragraph", text + (names.contact(rng, unit, address) if rng.random() < .7 else ""))]


def _headed(rng, r, heads, bodies):
    """Level-2 heads run in with their text, or on lines of their own: one way in a report."""
    run_in, stop = rng.random() < .5, rng.choice(("。", ""))
    out = []
    for n, (head, body) in enumerate(zip(heads, bodies)):
        head = f"（{form.CJK[n]}）{head}"
        out += ([Block("paragraph", body, head=head + "。")] if run_in
                else [Block("heading", head + stop, 2), Block("paragraph", body)])
    return out


def _overview(rng, r):
    out = [Block("paragraph", prose.opening(rng, r))] if rng.random() < .6 else []
    order = list(range(5))
    if rng.random() < .2:
        rng.shuffle(order)
    return out + _headed(rng, r, [rng.choice(prose.HEADS[i]) for i in order], [prose.BODIES[i](rng, r) for i in order])


def _problems(rng, r):
    bodies = [prose.weakness(rng, r), prose.plan(rng, r)]
    if rng.random() < .5:
        return [Block("paragraph", b) for b in bodies]
    return _headed(rng, r, ("存在的主要问题", rng.choice(("改进情况", "下一步工作计划"))), bodies)


def _annex(rng, r):
    """Two small tables that belong to no form, one right after the other: nobody may join them."""
    out = []
    for name, head, labels in (("x1", ("渠道", "公开条数", "占比"), rng.sample(prose.CHANNELS, rng.randint(2, 5))),
                               ("x2", ("领域", "公开条数", "增减"), rng.sample(prose.MATTERS, rng.randint(2, 5)))):
        table = Table(name, 6, 3, 1, [[Cell(h, i) for i, h in enumerate(head)]])
        for label in labels:
            table.rows.append([Cell(label, 0, label=True), Cell(str(rng.randint(1, 999)), 1),
                               Cell(f"{rng.randint(1, 99)}%" if name == "x1" else str(rng.randint(-9, 99)), 2)])
        out.append(Block("table", table=table))
    return out


def _rest(rng, r):
    out = []
    if rng.random() < .3:
        out = [Block("item", f"{i + 1}. {prose.task(rng, r)}") for i in range(rng.randint(2, 4))]
    out.append(Block("paragraph", prose.fee(rng, r)))
    if rng.random() < .25:
        out += [Block("paragraph", "附：主动公开的渠道和领域统计如下。"), *_annex(rng, r)]
    return out


def _headings(rng):
    names_ = [rng.choice((name,) * 3 + form.SECTION_ALIASES.get(n, ())) for n, name in enumerate(form.SECTIONS, 1)]
    return [Block("heading", f"{form.CJK[n]}、{name}", 1) for n, name in enumerate(names_)]


def draw(rng, rare=False):
    level, agency, short, unit, address = names.agency(rng, rare)
    year = rng.randint(2018, 2025)
    variants = _variants(rng, year)
    r = Report(agency, short, year, numbers.facts(rng, variants["t2"], variants["t3"], level), variants=variants)
    show = numbers.printer(rng, r.facts)
    tables = (grids.table2(variants["t2"], show),
              grids.table3(variants["t3"], show, rng.choice((form.CORNER, form.CORNER, "")), rng.random() < .5),
              grids.table4(show))
    r.blocks = [Block("title", lines=_title(rng, agency, year))]
    r.blocks += _preamble(rng, r, unit, address)
    bodies = [_overview(rng, r), *([Block("table", table=t)] for t in tables), _problems(rng, r), _rest(rng, r)]
    for heading, body in zip(_headings(rng), bodies):
        r.blocks += [heading, *body]
    return r
