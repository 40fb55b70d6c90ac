"""Text shapes: how a table's rows become lines. One function a shape; prose is the same in all but Markdown.

A shape is (convention of rows.py, function from texts of rows to lines). A fragment is printed by one call.
"""


def width(text):
    """Columns in a terminal: everything that is not ASCII counts two."""
    return sum(1 if c.isascii() else 2 for c in text)


def folded(line, limit):
    """A line in pieces of at most `limit` columns; a tab counts as one."""
    pieces, used = [""], 0
    for c in line:
        if used + width(c) > limit:
            pieces.append("")
            used = 0
        pieces[-1] += c
        used += width(c)
    return pieces


def _tabs(style, rows, first):
    return ["\t".join(row) for row in rows]


def _cells(style, rows, first):
    """One cell a line behind a tab, a blank line after each row; a broken cell goes on in a line without tab."""
    lines = []
    for row in rows:
        lines += [line for text in row for line in ("\t" + text).split("\n")] + [""]
    return lines


def _pipe(row, widths=()):
    widths = widths or [0] * len(row)
    return "| " + " | ".join(t + " " * max(0, w - width(t)) for t, w in zip(row, [*widths, *[0] * len(row)])) + " |"


def _widths(rows):
    longest = max(map(len, rows))
    return [max([3] + [width(r[i]) for r in rows if i < len(r)]) for i in range(longest)]


def _pipes(style, rows, first):
    if style["pipes"] == "tight":
        return ["|" + "|".join(row) + "|" for row in rows]
    if style["pipes"] == "loose":
        return [_pipe(row) for row in rows]
    widths = _widths(rows)
    rule = "+" + "+".join("-" * (w + 2) for w in widths) + "+"
    return [rule] + [line for row in rows for line in (_pipe(row, widths), rule)]


def _markdown(style, rows, first):
    widths = _widths(rows) if style["aligned"] else ()
    lines = [_pipe(row, widths) for row in rows]
    if first:                               # the delimiter row stands once, below the table's first row
        lines.insert(1, "|" + "|".join(style["delimiter"] for _ in rows[0]) + "|")
    return lines


def _csv(style, rows, first):
    comma = style["comma"]

    def field(text):
        if style["quote_all"] or comma in text or '"' in text or "\n" in text:
            return '"' + text.replace('"', '""') + '"'
        return text
    return [comma.join(map(field, row)) for row in rows]


SHAPES = {"tabs": _tabs, "cells": _cells, "pipes": _pipes, "markdown": _markdown, "csv": _csv}


def style(rng, shape):
    """What may differ between two documents of one shape."""
    return {
        "convention": {"tabs": rng.choice(("collapse", "collapse", "full")), "cells": "once"}.get(shape, "full"),
        "pipes": rng.choice(("tight", "loose", "ruled")), "aligned": rng.random() < .5,
        "delimiter": rng.choice(("---", ":---:", " --- ")), "comma": rng.choice(",,,;"),
        "quote_all": rng.random() < .25, "lead": rng.choice((0, 0, 2, 4)), "end": rng.choice(("", "\n", "\n\n\n")),
        "gap": rng.choice(("\n", "")) if shape == "cells" else "\n", "title_gap": rng.choice(("\n", "\n\n")),
        "number": rng.choice(("- {} -", "— {} —", "{}", "第 {} 页")),
    }
