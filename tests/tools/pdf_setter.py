"""Sets the form's tables on pages, for any canvas that can show text, rule lines and turn pages.

A canvas has `pages`, `turn()`, `fit(text, size, width) -> lines`, `show(x, y, size, line, width, align)` with y the top of the line,
`rule(x0, y0, x1, y1, width, dash)`, `fill(x0, y0, x1, y1, grey)`, `clip(x0, y0, x1, y1)`, `unclip()`; points from the top left corner.
"""
import dataclasses

STEP = 1.3          # line height in sizes of the font


@dataclasses.dataclass(frozen=True)
class Style:
    """How one document looks. All of it is seen by people; none of it changes what the table says."""
    width: float = 595
    height: float = 842
    margin: float = 60
    size: float = 9             # of the tables' text
    borders: str = "stroke"     # a key of BORDERS or OPEN
    pen: float = .5
    align: str = "center"       # of values
    shaded: bool = False        # header cells on grey
    clips: bool = False         # one clip a cell, as WPS writes
    order: str = "rows"         # in which the cells' texts are drawn: rows, columns, values-last
    narrow: float = 1           # width of the value columns, in parts of what they would have
    repeat: bool = False        # header rows again on each page
    closed: bool = True         # a rule where a page cuts the table
    rows_before_break: int = 0  # how many rows of table 3 stand on its first page; 0: as it comes
    prose: bool = True          # a paragraph of text before each table
    outer: bool = True          # rules at the left and right edge of the table
    pad: float = 2
    raised: bool = False        # heads at the top of their cells, not in the middle
    heads: str = "center"       # alignment of heads


# ---- how a border is drawn: each takes a segment that is horizontal or vertical ----

def stroke(canvas, style, *segment):
    canvas.rule(*segment, style.pen, ())


def dashed(canvas, style, *segment):
    canvas.rule(*segment, style.pen, (3, 2))


def dotted(canvas, style, *segment):
    canvas.rule(*segment, style.pen, (1, 1))


def rectangle(canvas, style, x0, y0, x1, y1):
    half = style.pen / 2
    canvas.fill(x0 - half, y0 - half, x1 + half, y1 + half, 0)


def double(canvas, style, x0, y0, x1, y1):
    dx, dy = (0, .9) if y0 == y1 else (.9, 0)
    for sign in (-1, 1):
        canvas.rule(x0 + sign * dx, y0 + sign * dy, x1 + sign * dx, y1 + sign * dy, .4, ())


def hairline(canvas, style, *segment):
    canvas.rule(*segment, .05, ())


def parted(canvas, style, x0, y0, x1, y1):
    """Stops short of the crossings."""
    dx, dy = (.7, 0) if y0 == y1 else (0, .7)
    canvas.rule(x0 + dx, y0 + dy, x1 - dx, y1 - dy, style.pen, ())


BORDERS = {f.__name__: f for f in (stroke, dashed, dotted, rectangle, double, hairline, parted)}


# ---- tables without a full grid: each takes the cells as they stand on the page ----

def bare(canvas, style, shown, edges):
    pass


def three(canvas, style, shown, edges):
    """Rules above and below the table and below its header."""
    tops = {box[1] for _, box, *_ in shown}
    heads = {box[3] for _, box, *_, head in shown if head}
    for y in {min(tops), max(box[3] for _, box, *_ in shown)} | ({max(heads)} if heads else set()):
        canvas.rule(edges[0], y, edges[-1], y, style.pen, ())


def levels(canvas, style, shown, edges):
    """Rules from side to side above and below each row, also through merged cells."""
    for y in {y for _, box, *_ in shown for y in (box[1], box[3])}:
        canvas.rule(edges[0], y, edges[-1], y, style.pen, ())


def shadow(canvas, style, shown, edges):
    """The shadow of each cell, without blur, as browsers paint it: a fill outside a hole in the clip."""
    for _, box, *_ in shown:
        canvas.shadow(*box, style.pen)


OPEN = {f.__name__: f for f in (bare, three, levels, shadow)}
PARTS = {"t2": (4, 3, 3, 3), "t3": (1.1, 1.6, 4.6) + (1.4,) * 7, "t4": (1,) * 15}


class Setter:
    def __init__(self, canvas, style):
        self.canvas, self.style = canvas, style
        self.cuts, self.wrapped, self.boxes = {}, set(), []
        canvas.turn()
        self.y = style.margin

    def bottom(self):
        return self.style.height - self.style.margin

    def turn(self):
        self.canvas.turn()
        self.y = self.style.margin

    def prose(self, text, size=10.5):
        width = self.style.width - 2 * self.style.margin
        for line in self.canvas.fit(text, size, width):
            if self.y + size * STEP > self.bottom():
                self.turn()
            self.canvas.show(self.style.margin, self.y, size, line, width, "left")
            self.y += size * STEP
        self.y += size * .6

    # -- tables --

    def edges(self, table):
        parts = PARTS[table.name]
        if table.name == "t3":
            parts = parts[:3] + tuple(p * self.style.narrow for p in parts[3:])
        if table.name == "t4":
            parts = tuple(p * self.style.narrow for p in parts)
        room = (self.style.width - 2 * self.style.margin) * (self.style.narrow if table.name == "t4" else 1)
        unit, out = room / sum(parts), [self.style.margin]
        for part in parts:
            out.append(out[-1] + part * unit)
        return out

    def table(self, table):
        edges, size, pad = self.edges(table), self.style.size, self.style.pad
        lines = {}
        for row in table.rows:
            for c in row:
                lines[id(c)] = self.canvas.fit(c.text, size, edges[c.col + c.cols] - edges[c.col] - 2 * pad)
                if c.key and len(lines[id(c)]) > 1:
                    self.wrapped.add(c.text)
        heights = self.heights(table, lines)
        wanted = self.style.rows_before_break if table.name == "t3" else 0
        self.place(heights, table.heads, wanted)
        at = 0
        while at < len(table.rows):
            if at:
                self.turn()
                self.cuts.setdefault(table.name, []).append(at)
                if self.style.repeat and table.heads <= at:
                    self.rows(table, lines, edges, heights, 0, table.heads, False)
            end = self.fits(heights, at)
            if wanted and at == 0:
                end = min(end, wanted)
            self.rows(table, lines, edges, heights, at, end, at > 0)
            at = end
        self.y += 10

    def heights(self, table, lines):
        step = self.style.size * STEP
        out = [max([len(lines[id(c)]) for c in row if c.rows == 1] or [1]) * step + 5 for row in table.rows]
        for n, row in enumerate(table.rows):
            for c in (c for c in row if c.rows > 1):
                out[n + c.rows - 1] += max(0, len(lines[id(c)]) * step + 5 - sum(out[n:n + c.rows]))
        return out

    def place(self, heights, heads, wanted):
        """Moves down so far that `wanted` rows fill the page; else to a new page where the header has no room."""
        need = sum(heights[:wanted or heads + 1])
        if self.y + need > self.bottom():
            self.turn()
        if wanted:
            self.y = max(self.y, self.bottom() - need)

    def fits(self, heights, at):
        end, room = at, self.bottom() - self.y
        while end < len(heights) and heights[end] <= room + .01:
            room -= heights[end]
            end += 1
        return max(end, at + 1)

    def rows(self, table, lines, edges, heights, first, end, goes_on):
        tops = [self.y]
        for height in heights[first:end]:
            tops.append(tops[-1] + height)
        tops[-1] += self.lack(table, lines, tops, first, end)
        shown = []
        for n, cells in enumerate(table.slots()[first:end], first):
            for cell, anchor in cells:
                if anchor or n == first:
                    start = next(i for i, row in enumerate(table.rows) if any(c is cell for c in row))
                    last = min(start + cell.rows, end)
                    box = (edges[cell.col], tops[n - first], edges[cell.col + cell.cols], tops[last - first])
                    shown.append((cell, box, lines[id(cell)] if anchor else [], start + cell.rows > end, goes_on and n == first, n < table.heads))
        for _, box, _, _, _, head in shown:
            if head and self.style.shaded:
                self.canvas.fill(*box, .85)
        self.borders(shown, edges)
        for cell, box, texts, *_ in self.ordered(shown):
            self.text(cell, box, texts)
        self.y = tops[-1]

    def lack(self, table, lines, tops, first, end):
        """What a cell that the page cuts needs more, as its text stands on the page where it begins."""
        return max([0.] + [len(lines[id(c)]) * self.style.size * STEP + 4 - (tops[-1] - tops[n - first])
                           for n in range(first, end) for c in table.rows[n] if n + c.rows > end])

    def ordered(self, shown):
        if self.style.order == "columns":
            return sorted(shown, key=lambda s: (s[0].col, s[1][1]))
        if self.style.order == "values-last":
            return sorted(shown, key=lambda s: bool(s[0].key))
        return shown

    def borders(self, shown, edges):
        if self.style.borders in OPEN:
            OPEN[self.style.borders](self.canvas, self.style, shown, edges)
            return
        draw, done = BORDERS[self.style.borders], set()
        for _, (x0, y0, x1, y1), _, cut_below, cut_above, _ in shown:
            sides = [] if cut_above and not self.style.closed else [(x0, y0, x1, y0)]
            sides += [] if cut_below and not self.style.closed else [(x0, y1, x1, y1)]
            sides += [(x, y0, x, y1) for x in (x0, x1) if self.style.outer or x not in (edges[0], edges[-1])]
            for side in sides:
                if side not in done:
                    done.add(side)
                    draw(self.canvas, self.style, *side)

    def text(self, cell, box, texts):
        x0, y0, x1, y1 = box
        step = self.style.size * STEP
        align = self.style.align if cell.key else "left" if cell.label else self.style.heads
        top = cell.rows > 1 if cell.label else self.style.raised and not cell.key
        y = y0 + 2 if top else (y0 + y1 - len(texts) * step) / 2
        if self.style.clips:
            self.canvas.clip(*box)
        for line in texts:
            if line:
                self.canvas.show(x0 + self.style.pad, y, self.style.size, line, x1 - x0 - 2 * self.style.pad, align)
            y += step
        if self.style.clips:
            self.canvas.unclip()


PROSE = "本年度本机关认真执行条例，主动公开政府信息，依法答复申请，没有发生行政复议和行政诉讼以外的争议，现将有关数据公布如下。"
HEADS = {"t2": "二、主动公开政府信息情况", "t3": "三、收到和处理政府信息公开申请情况", "t4": "四、政府信息公开行政复议、行政诉讼情况"}


def report(canvas, style, tables, title=""):
    """A report with these tables. Returns the setter, which knows where pages cut it and which numbers it broke."""
    setter = Setter(canvas, style)
    if title:
        setter.prose(title, 16)
    for table in tables:
        if style.prose:
            setter.prose(HEADS[table.name], 12)
            setter.prose(PROSE)
        setter.table(table)
    return setter
