"""Damage to words and printed values, made before the report is printed: it is part of what the source says.

Each operator is `f(rng, report)` and returns a note of what it did, or None when it found nothing to do.
A printed value that stops being a number leaves its fact without a value.
"""
import re

from . import form, identities

_CJK = r"[\u3400-\u9fff）》”]"


def _texts(report):
    """All (object, attribute) that hold prose."""
    for b in report.blocks:
        if b.kind in ("heading", "paragraph", "item"):
            yield b, "text"
            yield b, "head"


def _labels(report, tables=("t2", "t3", "t4")):
    for t in report.tables():
        if t.name in tables:
            for row in t.rows:
                yield from (c for c in row if not c.key and c.text)


def cjk_spaces(rng, report):
    """A space between Chinese characters and digits, in prose and title."""
    def spaced(s):
        return re.sub(rf"({_CJK})(?=\d)|(\d)(?={_CJK})", r"\1\2 ", s)
    for obj, name in _texts(report):
        if not (obj.kind == "heading" and obj.level == 1):
            setattr(obj, name, spaced(getattr(obj, name)))
    report.title()[:] = [spaced(line) for line in report.title()]
    return "prose and title"


def half_brackets(rng, report):
    """Half-width brackets round the enumeration of labels and level-2 heads."""
    def half(s):
        return re.sub(r"（([一二三四五六七八九十])）", r"(\1)", s)
    for cell in _labels(report, ("t3",)):
        cell.text = half(cell.text)
    for obj, name in _texts(report):
        if obj.head or obj.level == 2:
            setattr(obj, name, half(getattr(obj, name)))
    return "enumerations of table 3 and level-2 heads"


def inner_spaces(rng, report):
    """Spaces inside labels, where a narrow cell was broken."""
    cells = [c for c in _labels(report, ("t3", "t4")) if len(c.text) > 2]
    chosen = rng.sample(cells, rng.randint(3, max(4, len(cells) // 2)))
    for cell in chosen:
        at = rng.randrange(2, len(cell.text))
        cell.text = cell.text[:at] + " " + cell.text[at:]
    return [c.text for c in chosen]


def label_alias(rng, report):
    """Labels as other bodies print them."""
    done = []
    for cell in _labels(report):
        mark, name = re.match(r"^([一二三四]、|（.）|\d\.)?(.*)$", cell.text).groups()
        if name in form.ALIASES and rng.random() < .5:
            cell.text = (mark or "") + rng.choice(form.ALIASES[name])
            done.append(cell.text)
    return done or None


def subheading_missing(rng, report):
    """A line 第二十条第（N）项 of table 2 is not there."""
    table = report.tables()[0]
    heads = [i for i, row in enumerate(table.rows) if row[0].cols == 4 and row[0].label]
    at = rng.choice(heads)
    return table.rows.pop(at)[0].text


def _numbers(report, name):
    return [c for t in report.tables() if t.name == name for c in t.values() if report.facts[c.key] is not None]


def _unset(report, cell, text):
    cell.text = text
    report.facts[cell.key] = None


def blank_value(rng, report):
    """One to four value cells are empty; they keep their places."""
    cells = rng.sample(_numbers(report, "t2") + _numbers(report, "t3"), rng.randint(1, 4))
    for cell in cells:
        _unset(report, cell, "")
    return [c.key for c in cells]


def mark_value(rng, report):
    """A mark stands where a number should."""
    cells = rng.sample(_numbers(report, "t2") + _numbers(report, "t4"), rng.randint(1, 3))
    for cell in cells:
        _unset(report, cell, rng.choice(("/", "—", "-", "无", "不适用")))
    return [c.key for c in cells]


def zeros_blank(rng, report):
    """The form of 2019 often leaves zeros blank: they are then not stated."""
    cells = [c for c in _numbers(report, rng.choice(("t2", "t4"))) if c.text == "0"]
    for cell in cells:
        _unset(report, cell, "")
    return [c.key for c in cells] or None


def fullwidth_digits(rng, report):
    """Some numbers in full-width digits; their value is the same."""
    cells = rng.sample([c for n in ("t2", "t3", "t4") for c in _numbers(report, n)], rng.randint(2, 12))
    for cell in cells:
        cell.text = cell.text.translate({ord("0") + i: ord("０") + i for i in range(10)})
    return [c.key for c in cells]


def _shift_would_sum(values):
    """Whether a row whose sum fails could be a row that slipped by one slot."""
    parts, total = values[:-1], values[-1]
    return sum(parts[:-1]) == parts[-1] or sum(parts[1:]) == total or any(sum(parts) - p == total for p in parts)


def broken_identity(rng, report):
    """The source's own error: one printed number of table 3 or 4 breaks identities. It is what was printed."""
    for _ in range(20):
        cell = rng.choice(_numbers(report, rng.choice(("t3", "t3", "t4"))))
        old = report.facts[cell.key]
        new = old + rng.choice((1, 2, 10, -1)) if old else rng.randint(1, 9)
        stem = cell.key.removesuffix("." + next((c for c in form.COLUMNS if cell.key.endswith("." + c)), ""))
        report.facts[cell.key] = new
        row = [report.facts.get(f"{stem}.{c}") for c in form.COLUMNS]
        if new >= 0 and not (None not in row and _shift_would_sum(row)) and any(
                identities.broken(report.variants["t3"], report.facts)):
            cell.text = f"{new:,}" if "," in cell.text else str(new)
            return {"key": cell.key, "meant": old, "printed": new}
        report.facts[cell.key] = old
    return None


OPERATORS = {f.__name__: f for f in (
    broken_identity, blank_value, mark_value, zeros_blank, subheading_missing, label_alias, half_brackets,
    fullwidth_digits, inner_spaces, cjk_spaces)}
