"""Prints a flow as text: blocks apart by blank lines, page breaks as their kind has it, tables by their shape.

Page numbers are given out here, in printed order, so furniture is what was really printed.
"""
from . import rows as R, shapes

MARK = {"title": "# ", 1: "## ", 2: "### "}


class Printer:
    def __init__(self, flow, style):
        self.flow, self.style, self.page, self.furniture = flow, style, 0, []

    def cut(self, kind):
        """The text of a page break after a line that has ended."""
        if self.flow.running:
            kind = "running"
        if kind == "blank":
            return "\n"
        if kind == "formfeed":
            return "\f"
        self.page += 1
        number = self.style["number"].format(self.page)
        self.furniture.append(number)
        if kind == "pageno":
            return f"\n{number}\n\n"
        self.furniture.append(self.flow.running)
        return f"\n{number}\n\f{self.flow.running}\n\n"

    def text(self, item):
        block = item.block
        if block.kind == "title":
            mark = MARK["title"] if self.flow.shape == "markdown" else ""
            return mark + self.style["title_gap"].join(block.lines) + "\n"
        mark = MARK[block.level] if self.flow.shape == "markdown" and block.kind == "heading" else ""
        out = mark + item.pieces[0] + "\n"
        for kind, piece in zip(item.cuts, item.pieces[1:]):
            out += self.cut(kind) + piece + "\n"
        return out

    def table(self, item):
        edges = [0, *sorted(item.cuts)]
        out = ""
        for n, rows in enumerate(item.fragments()):
            texts = [[s.text for s in row.slots] for row in rows]
            lines = shapes.SHAPES[self.flow.shape](self.style, texts, n == 0)
            if self.flow.fold:
                lines = [piece for line in lines for piece in shapes.folded(line, self.flow.fold)]
            out += (self.cut(item.cuts[edges[n]]) if n else "") + "\n".join(lines) + "\n"
        return out

    def document(self):
        out = "\n" * self.style["lead"]
        for n, item in enumerate(self.flow.items):
            if n in self.flow.breaks:
                out += self.cut(self.flow.breaks[n])
            elif n and isinstance(item, R.Printed) and isinstance(self.flow.items[n - 1], R.Printed):
                out += "\n"
            elif n:
                out += self.style["gap"] if isinstance(item, R.Printed) else "\n"
            out += self.table(item) if isinstance(item, R.Printed) else self.text(item)
        return out.rstrip("\n") + self.style["end"]
