"""Reports of the national form with facts that are known, by shape, damage and producer: for the test of every build and the long run."""
import itertools
import random

from gen import docx, document, layout, ooxml, plainword, render, reports, shapes, truth
from gen.dialects import DIALECTS


def usable():
    """Shapes that can be made here, and why one cannot."""
    why = layout.why_not()
    return [*document.PLAIN, *([] if why else ["layout"])], why


def text(shape, seed, damage=()):
    """(bytes, truth), or None where the operators found nothing to do. The shape `word` is a Word document."""
    made = document.make(f"{shape}/{seed}", shape, list(damage))
    stated = document.describe("case", made, "utf-8")
    if set(damage) - {d["kind"] for d in stated["damage"]}:
        return None
    return plainword.packed(made[0]) if shape == document.WORD else made[0].encode(), stated


def ruled(seed, damage):
    """The same of a Word document whose tables are ruled, for programs that make PDF of it."""
    made = document.make(f"ruled/{seed}", document.WORD, list(damage))
    stated = document.describe("case", made, "utf-8")
    return None if set(damage) - {d["kind"] for d in stated["damage"]} else (plainword.packed(plainword.ruled(made[0])), stated)


def name(shape):
    """What a file of this shape is called."""
    return "report.docx" if shape == document.WORD else "report.txt"


# What the large run shows to be wrong or short of its target: the sample of every build takes these in when they are mended.
AWAITED = set()


def _awaited(shape, damage):
    return shape != document.WORD and not AWAITED.isdisjoint(damage)


def every_single(shape):
    return [(), *((name,) for name in document.possible(shape))]


def every_pair(shape):
    return [p for p in itertools.combinations(document.possible(shape), 2)
            if not any(set(p) <= set(together) for together in document.EXCLUSIVE)]


def singles(shape):
    return [s for s in every_single(shape) if not _awaited(shape, s)]


def pairs(shape):
    return [p for p in every_pair(shape) if not _awaited(shape, p)]


def word(dialect, seed):
    """(bytes, facts) of a Word document."""
    parts, names, _ = docx.make(seed, dialect)
    return ooxml.packed(parts, names), reports.draw(random.Random(f"docx/{seed}/{dialect}")).facts


DIALECT_NAMES = tuple(DIALECTS)

# ---- the same report, printed in another way ----

BRACKETS = str.maketrans("（）", "()")
QUOTES = ("“”", '""', "「」", "‘’", "＂＂")
LEADS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7}


def _spaced(rng, label):
    return "".join(c + (rng.choice((" ", "\u3000", "\u00a0", "  ")) if rng.random() < .3 else "") for c in label).strip()


def _quoted(rng, label):
    pair = rng.choice(QUOTES)
    return label.replace("“", pair[0]).replace("”", pair[1])


def _counted(rng, label):
    """Another style of enumeration."""
    if label[:1] in LEADS and label[1:2] == "、":
        n, rest = LEADS[label[0]], label[2:]
    elif label[:1] == "（" and label[1:2] in LEADS and label[2:3] == "）":
        n, rest = LEADS[label[1]], label[3:]
    elif label[:1].isdigit() and label[1:2] == ".":
        n, rest = int(label[0]), label[2:]
    else:
        return label
    han = "一二三四五六七八"[n - 1]
    return rng.choice((f"{n}.", f"{n}、", f"（{n}）", f"({n})", f"{n}．", f"{han}、", f"（{han}）", f"({han})", chr(0x245F + n), f"{n}. ")) + rest


MANNERS = {
    "white space": _spaced,
    "brackets": lambda rng, label: label.translate(BRACKETS),
    "quotes": _quoted,
    "enumeration": _counted,
    "separator": lambda rng, label: label,
}


def printed(shape, seed, manner=None):
    """(bytes, facts) of one report; a manner changes its labels, or (`separator`) how its cells are parted."""
    report, rng = reports.draw(random.Random(f"manner/{shape}/{seed}")), random.Random(f"{manner}/{shape}/{seed}")
    style = shapes.style(random.Random(f"style/{shape}/{seed}"), shape)
    if shape == "markdown":
        report.title()[:] = ["".join(report.title())]
    if manner == "separator":
        other = shapes.style(rng, shape)
        style.update({k: other[k] for k in ("pipes", "aligned", "delimiter", "comma", "quote_all")})
    if manner:
        for table in report.tables()[:3]:
            for cell in (c for row in table.rows for c in row if c.label and not c.key):
                cell.text = MANNERS[manner](rng, cell.text)
    flow = document._flow(report, shape, style["convention"])
    return render.Printer(flow, style).document().encode(), truth.facts(flow)[0]
