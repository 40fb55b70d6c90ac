"""Reports as real exporters print them, with the facts that are left: one function an exporter, from a table's cells to its lines.

The shapes were taken from outputs of python-docx scripts and pandoc; the numbers are those of the generator.
"""
import random

from gen import reports


class Cell:
    """A printed cell and the columns that it covers; `key` names the fact that it holds."""

    def __init__(self, text, key="", columns=1, anchor=True):
        self.text, self.key, self.columns, self.anchor = text, key, columns, anchor


def _rows(table):
    return [[Cell(c.text, c.key if anchor else "", c.cols, anchor) for c, anchor in slots] for slots in table.slots()]


def _spread(row):
    """One text for each slot of the grid, blank where a cell goes on."""
    return [t for c in row for t in [c.text if c.anchor else "", *[""] * (c.columns - 1)]]


def _repeated(row):
    return [c.text for c in row for _ in range(c.columns)]


def _bars(rows):
    """' | '.join(cell.text for cell in row.cells), a row a line."""
    return [" | ".join(_repeated(row)).rstrip() for row in rows]


def _bars_apart(rows):
    return [line for row in _bars(rows) for line in (row, "")]


def _packed(rows):
    """A reader that knows no merged cells moves all to the left and fills the rows up (pandoc of OpenDocument)."""
    kept = [[c.text for c in row if c.anchor] for row in rows]
    wide = max(map(len, kept))
    lines = ["| " + " | ".join(row + [""] * (wide - len(row))) + " |" for row in kept]
    return ["|" + "  |" * wide, "|" + "---|" * wide, *lines]


def _wide(text):
    return sum(1 if c.isascii() else 2 for c in text)


def _fill(row, widths):
    return "  " + " ".join(t + " " * (w - _wide(t)) for t, w in zip(row, widths)).rstrip()


def _multiline(rows):
    """Columns below dashes, rows a blank line apart (pandoc's markdown)."""
    rows = [_spread(row) for row in rows]
    widths = [max(2, *map(_wide, column)) for column in zip(*rows)]
    full = "  " + "-" * (sum(widths) + len(widths) - 1)
    body = [line for row in rows[1:] for line in (_fill(row, widths), "")]
    return [full, _fill(rows[0], widths), "  " + " ".join("-" * w for w in widths), *body[:-1], full]


def _aligned(rows):
    rows = [_spread(row) for row in rows]
    widths = [2 + max(map(_wide, column)) for column in zip(*rows)]
    return [_fill(row, widths)[2:] for row in rows]


def _halves(row, part):
    """A line of labels that narrow columns broke in two."""
    return " ".join(half for half in (t[:len(t) // 2] if part == 0 else t[len(t) // 2:] for t in row) if half)


def _proportional(rows):
    """pdftotext -layout of proportional type: numbers of table 3 stand below each other hardly anywhere, and labels lie in pieces."""
    if sum(bool(c.key) for c in rows[-1]) != 7:
        return _aligned(rows)
    rng, lines = random.Random(len(rows)), []
    for row in rows:
        texts = [c.text for c in row if c.anchor and not c.key and c.text]
        values = [c.text for c in row if c.key]
        if not values:
            lines += [_halves(texts, 0), _halves(texts, 1)]
        else:
            lines.append("   ".join(texts) + "  " + "".join(" " * rng.choice((1, 1, 1, 2, 5)) + v for v in values))
    return [" " * rng.randint(0, 3) + line for line in lines]


def _around(label, values):
    """A label of two lines with its values between them."""
    cut = max(3, len(label) // 2)
    return [label[:cut], values, label[cut:]] if len(label) > 5 else [label + " " + values]


def _raw(rows):
    """pdftotext -raw: reading order, where the values of a row stand between the lines of its label."""
    lines = []
    for row in rows:
        texts = [c.text for c in row if c.anchor and not c.key and c.text]
        values = " ".join(c.text for c in row if c.key)
        if not values or not texts:
            lines += [" ".join(texts) or values]
        else:
            lines += [*texts[:-1], *_around(texts[-1], values)]
    return lines


def _quoted(text):
    """What a spreadsheet copies of a cell with a line break or a quote."""
    return '"' + text.replace('"', '""') + '"' if "\n" in text or '"' in text else text


def _sheet(rows):
    """Cells of a spreadsheet, labels broken by hand, as they are copied."""
    rng, lines = random.Random(len(rows)), []
    for row in rows:
        for cell in row:
            at = rng.randint(1, max(1, len(cell.text) - 1))
            if cell.anchor and not cell.key and len(cell.text) > 1 and rng.random() < .4:
                cell.text = cell.text[:at] + "\n" + cell.text[at:]
        lines.append("\t".join(_quoted(t) for t in _spread(row)))
    return lines


def _parted(mark):
    """A script that joins the fields of a row."""
    return lambda rows: [mark.join(_spread(row)).rstrip() for row in rows]


def _broken(rows):
    """Bars without outer ones, line breaks in labels as in HTML, and the number of a page between two rows."""
    for cell in (c for row in rows for c in row if not c.key and len(c.text) > 4):
        cell.text = cell.text[:2] + "<br>" + cell.text[2:]
    lines = [" | ".join(_spread(row)).rstrip() for row in rows]
    if len(rows) > 20:
        at = next(i for i in range(12, len(lines)) if not lines[i].startswith(" "))
        lines[at + 1:at + 1] = ["", "第 3 页", ""]
    return lines




def _set_apart(mark):
    """Each number has a blank on both sides."""
    return lambda rows: [mark.join(f" {t} " if t.replace(".", "").isdigit() else t for t in _spread(row)) for row in rows]


EXPORTERS = {"sheet": _sheet, "comma and blank": _parted(", "), "semicolon and blank": _parted("; "), "wide semicolon": _parted("；"), "wide bar": _parted("｜"),
             "drawn bar": _parted("│"), "wide bar in blanks": _parted(" ｜ "), "drawn bar in blanks": _parted(" │ "), "numbers in blanks": _set_apart(";"),
             "numbers in blanks, semicolon": _set_apart("; "), "broken bars": _broken, "repeated": lambda rows: ["; ".join(_repeated(row)) for row in rows], "raw": _raw, "proportional": _proportional, "multiline": _multiline, "bars": _bars, "bars apart": _bars_apart, "packed": _packed}

# ---- damage to the values of one row ----


def _lost(rng, row):
    values = [c for c in row if c.key]
    row.remove(rng.choice(values))


def _blanked(rng, row):
    rng.choice([c for c in row if c.key]).text = ""


def _moved(rng, row):
    values = [c for c in row if c.key]
    for cell, text in zip(values, [c.text for c in values[1:]] + [""]):
        cell.text = text


def _glued(rng, row):
    values = [c for c in row if c.key]
    at = rng.randrange(len(values) - 1)
    values[at].text += values[at + 1].text
    row.remove(values[at + 1])


DAMAGE = {"lost": _lost, "blanked": _blanked, "moved": _moved, "glued": _glued}


def _damage(rng, rows, name, facts):
    """Facts whose cell no longer holds what it held have no value any more."""
    row = rng.choice([r for r in rows if sum(bool(c.key) for c in r) > 2])
    before = {c.key: c.text for c in row if c.key}
    DAMAGE[name](rng, row)
    after = {c.key: c.text for c in row if c.key}
    gone = [k for k, text in before.items() if after.get(k) != text]
    if name == "moved":             # what moved is a fact still, in whatever cell it stands
        gone = list(before)[:1]
    facts.update(dict.fromkeys(gone))


def make(exporter, seed, damage=""):
    """(bytes, facts): `facts` has None where no value is left."""
    rng = random.Random(f"{exporter}/{seed}/{damage}")
    report = reports.draw(rng)
    facts, lines = dict(report.facts), []
    hurt = rng.choice(("t3", "t3", "t4"))
    for block in report.blocks:
        if block.kind == "table":
            rows = _rows(block.table)
            if damage and block.table.name == hurt:
                _damage(rng, rows, damage, facts)
            lines += [*EXPORTERS[exporter](rows), ""]
        elif block.kind == "title":
            lines += ["".join(block.lines), ""]
        else:
            lines += [block.head + block.text, ""]
    return "\n".join(lines).encode(), facts
