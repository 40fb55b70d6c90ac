"""Sets a report on A4 pages: breaks lines, fills pages, rules tables, and remembers what the pages cut.

A row of a table is never broken; a cell that spans rows over a page break prints its text on the page where it begins.
"""
from . import pdf

NEVER_FIRST = "，。、；：！？）》”〕)"
NEVER_LAST = "（《“〔("
TOP, LEFT, RIGHT = 770, 70, 525


def _atoms(text):
    """Pieces that a line break keeps whole: runs of ASCII without spaces, single characters of Chinese."""
    out = []
    for c in text:
        if out and c.isascii() and c != " " and out[-1][-1].isascii() and out[-1][-1] != " ":
            out[-1] += c
        else:
            out.append(c)
    return out


def broken(text, size, width, indent=0):
    """The text as lines no wider than `width` (a closing mark may hang), the first one indented."""
    lines, line, room = [], "", width - indent
    for atom in _atoms(text):
        if line and pdf.advance(line + atom, size) > room + .01 and atom not in NEVER_FIRST:
            carry = line[-1] if line[-1] in NEVER_LAST and len(line) > 1 else ""
            lines.append(line[:len(line) - len(carry)])
            line, room = carry, width
        line += atom
    return lines + [line]


class Setter:
    def __init__(self, rng, running):
        self.size = rng.choice((10.5, 12, 14))
        self.small = rng.choice((8, 9, 9.5))
        self.numbered = rng.random() < .85
        self.number = rng.choice(("- {} -", "— {} —", "{}", "第 {} 页"))
        self.middle = rng.random() < .7
        self.bottom, self.drop = rng.uniform(60, 130), rng.choice((20, rng.uniform(20, 320)))
        self.widths = self._columns(rng)
        self.running, self.furniture, self.pages = running, [], []
        self._turn()

    @staticmethod
    def _columns(rng):
        """Column widths by table, all 455 points wide in the end."""
        a, b = rng.uniform(36, 46), rng.uniform(46, 62)
        value = rng.uniform(32, 37)
        first = rng.uniform(110, 170)
        return {"t2": [first] + [(455 - first) / 3] * 3, "t4": [455 / 15] * 15,
                "t3": [a, b, 455 - a - b - 7 * value] + [value] * 7, "x": [455 / 3] * 3}

    def _turn(self):
        self.pages.append(pdf.Page())
        self.y = TOP
        if self.running:
            self.pages[-1].text(LEFT, 795, 9, self.running)
            self.furniture.append(self.running)
        if self.numbered:
            number = self.number.format(len(self.pages))
            self.pages[-1].text((595 - pdf.advance(number, 9)) / 2, 40, 9, number)
            self.furniture.append(number)

    def _line(self, text, size, x):
        """Puts one line of prose; True when it began a new page."""
        turned = self.y - size * 1.6 < self.bottom
        if turned:
            self._turn()
        self.y -= size * 1.6
        self.pages[-1].text(x, self.y, size, text)
        return turned

    def block(self, block):
        """Sets prose; the pieces that pages made of it."""
        if block.kind == "title":
            self.y -= self.drop              # a title far down the page moves every later page break
            for line in block.lines:
                self._line(line, 16, (595 - pdf.advance(line, 16)) / 2)
            self.y -= 16
            return ["".join(block.lines)]
        if block.kind == "heading" and self.y < self.bottom + 60:
            self._turn()                                # a heading stays with what follows
        pieces, indent = [], 2 * self.size
        for n, line in enumerate(broken(block.head + block.text, self.size, RIGHT - LEFT, indent)):
            turned = self._line(line, self.size, LEFT + indent * (n == 0))
            if turned and n or not pieces:
                pieces.append("")
            pieces[-1] += line
        self.y -= 4
        return pieces

    def _heights(self, table, lines):
        step = self.small * 1.3
        heights = [max([len(lines[id(c)]) for c in row if c.rows == 1] or [1]) * step + 6 for row in table.rows]
        for n, row in enumerate(table.rows):
            for c in (c for c in row if c.rows > 1):
                lack = len(lines[id(c)]) * step + 6 - sum(heights[n:n + c.rows])
                heights[min(n + c.rows, len(heights)) - 1] += max(0, lack)
        return heights

    def table(self, table, repeat):
        """Sets a ruled table; the indexes of the rows that begin a new page."""
        widths = self.widths["x" if table.name[0] == "x" else table.name]
        edges = [LEFT + sum(widths[:i]) for i in range(len(widths) + 1)]
        lines = {id(c): broken(c.text, self.small, edges[c.col + c.cols] - edges[c.col] - 4) for row in table.rows for c in row}
        heights = self._heights(table, lines)
        cuts, at = [], 0
        if self.y - sum(heights[:table.heads + 2]) < self.bottom:
            self._turn()
        while at < len(table.rows):
            if at:
                self._turn()
                cuts.append(at)
                if repeat:
                    self._rows(table, lines, edges, heights, 0, table.heads)
            end = self._fit(table, lines, heights, at)
            self._rows(table, lines, edges, heights, at, end)
            at = end
        self.y -= 10
        return cuts

    def _fit(self, table, lines, heights, at):
        """The row before which the page ends: what begins on the page must have room for its text there."""
        end, room = at, self.y - self.bottom
        while end < len(heights) and heights[end] <= room:
            room -= heights[end]
            end += 1

        def torn(end):
            return any(n + c.rows > end and len(lines[id(c)]) * self.small * 1.3 + 6 > sum(heights[n:end])
                       for n in range(at, end) for c in table.rows[n])
        best = end
        while best > at + 1 and best < len(heights) and torn(best):
            best -= 1
        return max(best, at + 1)

    def _rows(self, table, lines, edges, heights, first, end):
        page, top = self.pages[-1], self.y
        tops = [top - sum(heights[first:n]) for n in range(first, end + 1)]
        for n, cells in enumerate(table.slots()[first:end], first):
            for cell, anchor in cells:
                if anchor or n == first:            # what goes on from the page before has no text here
                    last = min(self._last(table, cell), end)
                    self._cell(page, cell, lines[id(cell)] if anchor else [], edges, tops[n - first], tops[last - first])
        self.y = tops[-1]

    @staticmethod
    def _last(table, cell):
        return next(n for n, row in enumerate(table.rows) if any(c is cell for c in row)) + cell.rows

    def _cell(self, page, cell, lines, edges, top, bottom):
        x0, x1 = edges[cell.col], edges[cell.col + cell.cols]
        for line in ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)):
            page.line(*line)
        step = self.small * 1.3
        y = (top + bottom + len(lines) * step) / 2 if self.middle else top - 3
        for text in lines:
            y -= step
            x = x0 + 2 if cell.label else (x0 + x1 - pdf.advance(text, self.small)) / 2
            if text:
                page.text(x, y + self.small * .25, self.small, text)

    def finish(self):
        return self.pages
