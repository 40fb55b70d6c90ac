"""Reports whose tables are a stream of paragraphs, with the facts that are left: a cell a line, or a row as words parted by blanks.

Rows hold small numbers, so that sums hold by chance as often as they ever will; blanks leave nothing behind.
"""
import random
from decimal import Decimal

from gen import reports

MANNERS = ("cells", "repeat", "rows")


class Token:
    """A printed cell: one line, or a part of one."""

    def __init__(self, text, key="", row=None):
        self.text, self.key, self.row = text, key, row


def _small(rng):
    return rng.choice((0, 0, 0, 1, 1, 2, 3, rng.randint(0, 9), rng.randint(10, 99), rng.randint(100, 2000)))


def _outcomes_add_up(rows):
    """Columns of table 3: what came in is what was dealt with and what is left; the last column follows."""
    *leaves, total, left = rows[2:]
    for column in range(6):
        total[column] = sum(leaf[column] for leaf in leaves)
        both = total[column] + left[column]
        rows[1][column] = min(rows[1][column], both)
        rows[0][column] = both - rows[1][column]


def _values(rng, table, facts, blanks):
    """New numbers for a table, which add up as the form says."""
    rows = [row for row in ([c for c in row if c.key] for row in table.rows) if row]
    numbers = [[_small(rng) for _ in row] for row in rows]
    if table.name == "t3":
        _outcomes_add_up(numbers)
    for row in numbers:
        for at in range(4, len(row), 5) if table.name == "t4" else [6] if table.name == "t3" else ():
            row[at] = sum(row[at - 4:at] if table.name == "t4" else row[:6])
    for cell, number in zip(sum(rows, []), sum(numbers, [])):
        rate = min(1, 4 * blanks) if number == 0 else blanks / 4     # what is left blank is 0, as a rule
        cell.text = rng.choice(("", "", "/")) if rng.random() < rate else str(number)
        facts[cell.key] = Decimal(number) if cell.text.isdigit() else None


def _table_lines(table, manner):
    lines = []
    for n, slots in enumerate(table.slots()):
        cells = [(c, anchor) for c, anchor in slots if anchor or manner == "repeat"]
        row = [Token(c.text, c.key if anchor else "", (table.name, n)) for c, anchor in cells if c.text]
        lines += [row] if manner == "rows" else [[token] for token in row]
    return [line for line in lines if line]


def _wrap(rng, lines):
    """Long labels go over two lines."""
    out = []
    for line in lines:
        label = line[0]
        if label.row and not label.key and len(label.text) > 8 and rng.random() < .3:
            cut = rng.randint(4, len(label.text) - 3)
            out.append([Token(label.text[:cut], "", label.row)])
            line = [Token(label.text[cut:], "", label.row), *line[1:]]
        out.append(line)
    return out


# ---- damage: each takes the lines and gives other ones ----

def _inside(rng, lines):
    return rng.choice([i for i, line in enumerate(lines) if line[0].row])


def _page_numbers(rng, lines):
    first, print_ = rng.randint(1, 12), rng.choice(("{}", "{}", "- {} -", "第{}页", "{} / 9"))
    for i, at in enumerate(sorted(_inside(rng, lines) for _ in range(rng.randint(1, 4)))):
        lines.insert(at + i, [Token(print_.format(first + i))])
    return lines


def _lose(rng, lines, chosen):
    lost = rng.choice([t for line in lines for t in line if chosen(t)])
    return [kept for kept in ([t for t in line if t is not lost] for line in lines) if kept]


def _value_lost(rng, lines):
    return _lose(rng, lines, lambda t: t.key)


def _label_lost(rng, lines):
    return _lose(rng, lines, lambda t: t.row and not t.key)


def _row_lost(rng, lines):
    row = rng.choice([t.row for line in lines for t in line if t.key])
    return [kept for kept in ([t for t in line if t.row != row] for line in lines) if kept]


def _cut(rng, lines):
    at = _inside(rng, lines)
    return lines[:at] + lines[at + rng.randint(1, 30):]


def _moved(rng, lines):
    at, to = _inside(rng, lines), _inside(rng, lines)
    line = lines.pop(at)
    lines.insert(to, line)
    return lines


def _other_pages(lines, own):
    """A text with a page number in a line of its own has one each fifty lines."""
    out = []
    for n, line in enumerate(lines, 1):
        out.append(line)
        if n % 50 == 0 and all(abs(n - k) > 9 for k in own):
            out.append([Token(str(n // 50 + 9))])
    return out


def _page_for_value(rng, lines):
    """A value is gone and a page number stands elsewhere in the same row."""
    places = [i for i, line in enumerate(lines) if len(line) == 1 and line[0].key]
    if not places:
        return lines
    at = rng.choice(places)
    others = [i for i in places if lines[i][0].row == lines[at][0].row and i not in (at, at + 1)]
    if not others:
        return lines
    lost = lines[at]
    lines.insert(rng.choice(others), [Token(str(rng.randint(1, 9)))])
    return _other_pages([line for line in lines if line is not lost], (at,))


DAMAGE = {"page numbers": _page_numbers, "value lost": _value_lost, "label lost": _label_lost, "row lost": _row_lost, "cut": _cut}
# What may leave the sum of a row as it is: only sums over the rows can show it.
UNSEEN = {"moved": _moved, "page number for a value": _page_for_value}


def make(seed, manner, damage=(), blanks=0.0):
    """(bytes, facts): `facts` has None where nothing is left of a value."""
    rng = random.Random(f"{manner}/{seed}/{damage}/{blanks}")
    report = reports.draw(rng)
    facts, lines = dict.fromkeys(report.facts), []
    for block in report.blocks:
        if block.kind == "table":
            if block.table.name in ("t2", "t3", "t4"):
                _values(rng, block.table, facts, blanks)
            lines += _table_lines(block.table, manner)
        elif block.kind == "title":
            lines.append([Token("".join(block.lines))])
        else:
            lines.append([Token(block.head + block.text)])
    lines = _wrap(rng, lines)
    for name in damage:
        lines = {**DAMAGE, **UNSEEN}[name](rng, lines)
    left = {t.key for line in lines for t in line}
    text = "\n".join(" ".join(t.text for t in line) for line in lines) + "\n"
    return text.encode(), {k: v if k in left else None for k, v in facts.items()}
