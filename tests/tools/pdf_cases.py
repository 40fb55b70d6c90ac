"""Which reports are made as PDF: a fixed few for every build, and the sweeps of the long run. A case is a name, a producer,
a style, the lengths of its numbers, and for producers that turn pages themselves how many lines push table 3 down."""
import collections
import random

from pdf_setter import BORDERS, Style

Case = collections.namedtuple("Case", "name producer style digits push font", defaults=(0, ""))
SHORT, ANY, LONG = (1, 2, 3), (1, 2, 3, 4, 5), (4, 5, 6)
A4, WIDE, A3 = (595, 842), (842, 595), (842, 1191)
SERIF, SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"


def style(paper=A4, **more):
    return Style(width=paper[0], height=paper[1], **more)


# Each of these is whole on its page, so that nothing has to be joined, but for those with rows_before_break.
FIXED = [
    Case("plain", "raw-ucs2", style(A3, size=10), ANY),
    Case("as WPS, a clip a cell", "raw-gbk", style(A3, clips=True, shaded=True), ANY),
    Case("thin rectangles", "raw-ucs2", style(A3, borders="rectangle", pen=.48, order="values-last"), ANY),
    Case("glyphs of bars", "raw-drawn", style(A3, size=9, order="columns"), ANY),
    Case("pango, landscape", "pango-serif", style((1684, 1191), size=9, pad=3), ANY),
    Case("pango, double rules", "pango-sans", style(A3, borders="double"), ANY),
    Case("pango, dashes", "pango-serif", style(A3, borders="dashed", shaded=True), ANY),
    Case("dots", "raw-ucs2", style(A3, borders="dotted", align="right"), ANY),
    Case("hairlines", "pango-mono", style(A3, borders="hairline", align="left", size=8), ANY),
    Case("rules that stop at crossings", "raw-gbk", style(A3, borders="parted"), ANY),
    Case("narrow columns", "raw-ucs2", style(A3, narrow=.42, size=9), LONG),
    Case("narrow columns, pango", "pango-serif", style(A3, narrow=.42, size=9), LONG),
    Case("cut below the first outcome", "raw-ucs2", style(rows_before_break=6), SHORT),
    Case("cut, header repeated", "pango-sans", style(rows_before_break=15, repeat=True, size=8), SHORT),
    Case("cut, open at the cut", "raw-gbk", style(rows_before_break=20, closed=False), SHORT),
]


def cuts(producer, repeat, closed, digits=SHORT):
    """A page break below every row of table 3."""
    return [Case(f"{producer} cut at {k}{' repeated' * repeat}{' open' * (not closed)}", producer,
                 style(rows_before_break=k, repeat=repeat, closed=closed, size=8), digits) for k in range(1, 28)]


def pushed(producer, repeat, font, some=range(28)):
    """Programs that turn pages themselves: table 3 moved down line by line."""
    return [Case(f"{producer} pushed {k}{' repeated' * repeat}", producer, style(repeat=repeat), SHORT, k, font) for k in some]


def drawn(producers, count, seed="pdf_cases"):
    """Random styles, others with each seed."""
    out = []
    for n in range(count):
        rng = random.Random(f"{seed}/{n}")
        producer = producers[n % len(producers)]
        made = style(rng.choice((A4, A4, WIDE, A3)), size=rng.choice((7.5, 8, 9, 9.5, 10.5, 12)), borders=rng.choice(list(BORDERS)),
                     pen=rng.choice((.25, .5, .75, 1, 1.5)), align=rng.choice(("left", "center", "right")), shaded=rng.random() < .3,
                     clips=rng.random() < .3, order=rng.choice(("rows", "columns", "values-last")), repeat=rng.random() < .3,
                     narrow=rng.choice((.45, .6, .8, 1, 1)), closed=rng.random() < .7, outer=rng.random() < .85, pad=rng.choice((1, 2, 4)),
                     prose=rng.random() < .8, rows_before_break=rng.choice((0, 0, rng.randint(1, 27))))
        out.append(Case(f"drawn {n} {producer}{'' if seed == 'pdf_cases' else ' ' + seed}", producer, made, rng.choice((SHORT, ANY, LONG)), rng.randint(0, 27), rng.choice((SERIF, SANS))))
    return out
