"""A canvas that writes PDF operators by hand, with the fonts that Chinese offices leave unembedded and one made of strokes.

`ucs2` CID font under UniGB-UCS2-H, ASCII in Helvetica · `gbk` all in one CID font under GBK-EUC-H · `drawn` Type 3 glyphs of filled
bars with a ToUnicode map: ink that is no rule. Advances are declared: one em for Chinese, half an em for ASCII.
`wide` all in one CID font that declares one em for every character: each ASCII one is set for itself, `step` ems behind the one before.
"""
from itertools import groupby

FONTS = ("ucs2", "gbk", "drawn")
NEVER_FIRST = "，。、；：！？）》”〕)"


def advance(text, size):
    return size * sum(.5 if c.isascii() else 1 for c in text)


def atoms(text):
    for ascii_, run in groupby(text, str.isascii):
        yield from ["".join(run)] if ascii_ else run


def broken(text, size, width):
    """Lines no wider than the width; a run of ASCII is broken only where it is wider than a whole line."""
    lines, line = [], ""
    for atom in atoms(text):
        while line and advance(line + atom, size) > width + .01 and atom not in NEVER_FIRST:
            lines, line = lines + [line], ""
        while advance(atom, size) > width + .01 and len(atom) > 1:
            most = max(1, int((width + .01) / (size / 2)))
            lines, atom = lines + [atom[:most]], atom[most:]
        line += atom
    return lines + [line]


class Canvas:
    step = .5  # of `wide`

    def __init__(self, width, height, font="ucs2", rotate=0, extra=""):
        self.width, self.height, self.font, self.rotate, self.extra = width, height, font, rotate, extra
        self.pages, self.used = [], {}

    def turn(self):
        self.pages.append([])

    def put(self, words):
        self.pages[-1].append(words)

    def fit(self, text, size, width):
        return broken(text, size, width)

    def show(self, x, y, size, line, width, align):
        lack = width - advance(line, size)
        x += {"left": 0, "center": lack / 2, "right": lack}[align]
        base = self.height - (y + size * 1.03)
        for font, codes, run in self.encoded(line):
            self.put(f"BT /{font} {size:g} Tf 1 0 0 1 {x:.2f} {base:.2f} Tm <{codes}> Tj ET")
            x += self.step * size if self.font == "wide" and run.isascii() else advance(run, size)

    def encoded(self, line):
        if self.font == "gbk":
            yield "F1", line.encode("gbk").hex(), line
        elif self.font == "wide":
            yield from (("F1", c.encode("utf-16-be").hex(), c) for c in line)
        elif self.font == "drawn":
            yield "F1", "".join(f"{self.used.setdefault(c, len(self.used)):02x}" for c in line), line
        else:
            for ascii_, run in groupby(line, str.isascii):
                run = "".join(run)
                yield ("F2", run.encode("ascii").hex(), run) if ascii_ else ("F1", run.encode("utf-16-be").hex(), run)

    def rule(self, x0, y0, x1, y1, width, dash):
        self.put(f"[{' '.join(map(str, dash))}] 0 d {width:g} w {x0:.2f} {self.height - y0:.2f} m {x1:.2f} {self.height - y1:.2f} l S")

    def fill(self, x0, y0, x1, y1, grey):
        self.put(f"{grey:g} g {x0:.2f} {self.height - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re f 0 g")

    def clip(self, x0, y0, x1, y1):
        self.put(f"q {x0:.2f} {self.height - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re W n")

    def shadow(self, x0, y0, x1, y1, width):
        self.put(f"q 0 0 {self.width:g} {self.height:g} re {x0:.2f} {self.height - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re W* n")
        self.fill(x0 - width, y0 - width, x1 + width, y1 + width, .26)
        self.put("Q")

    def unclip(self):
        self.put("Q")

    def save(self, path):
        objects = Objects()
        fonts = {"ucs2": ucs2_fonts, "gbk": gbk_font, "drawn": drawn_font, "wide": ucs2_fonts}[self.font](objects, self.used)
        parent, kids = objects.later(), []
        for page in self.pages:
            content = objects.stream("\n".join(page).encode())
            kids.append(objects.add(f"<< /Type /Page /Parent {parent} 0 R /MediaBox [0 0 {self.width:g} {self.height:g}] /Contents {content} 0 R "
                                    f"/Rotate {self.rotate} {self.extra} /Resources << /Font << {fonts} >> >> >>"))
        objects.put(parent, f"<< /Type /Pages /Kids [{' '.join(f'{k} 0 R' for k in kids)}] /Count {len(kids)} >>")
        with open(path, "wb") as file:
            file.write(objects.file(objects.add(f"<< /Type /Catalog /Pages {parent} 0 R >>")))


# ---- objects and the file ----

class Objects:
    def __init__(self):
        self.bodies = []

    def later(self):
        self.bodies.append(b"null")
        return len(self.bodies)

    def put(self, number, body):
        self.bodies[number - 1] = body if isinstance(body, bytes) else body.encode()

    def add(self, body):
        number = self.later()
        self.put(number, body)
        return number

    def stream(self, data, entries=""):
        return self.add(f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream")

    def file(self, root, trailer="", head=b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"):
        out, places = bytearray(head), []
        for number, body in enumerate(self.bodies, 1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        table = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % p for p in places)
        out += f"trailer\n<< /Size {len(places) + 1} /Root {root} 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n".encode()
        return bytes(out)


# ---- fonts: each adds its objects and gives the entries of the resources ----

def cid_font(objects, encoding, widths):
    descriptor = objects.add("<< /Type /FontDescriptor /FontName /SimSun /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
                             "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>")
    child = objects.add(f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /DW 1000 {widths} /FontDescriptor {descriptor} 0 R "
                        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>")
    return objects.add(f"<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /{encoding} /DescendantFonts [{child} 0 R] >>")


def ucs2_fonts(objects, _used):
    latin = objects.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 "
                        f"/Widths [{' '.join(['500'] * 95)}] >>")
    return f"/F1 {cid_font(objects, 'UniGB-UCS2-H', '')} 0 R /F2 {latin} 0 R"


def gbk_font(objects, _used):
    """GBK-EUC-H maps ASCII to the half-width glyphs 814 to 908 of Adobe-GB1."""
    return f"/F1 {cid_font(objects, 'GBK-EUC-H', '/W [814 908 500]')} 0 R"


def drawn_font(objects, used):
    """A glyph is an underscore and a bar, all filled rectangles: at small sizes they are as thin as rules."""
    names = {c: f"g{n}" for c, n in used.items()}
    glyphs = []
    for c in used:
        em = 500 if c.isascii() else 1000
        data = f"{em} 0 40 -100 {em - 40} 800 d1 60 0 {em - 120} 40 re {em // 2 - 20} 0 40 700 re 60 660 {em - 120} 40 re f".encode()
        glyphs.append(f"/{names[c]} {objects.stream(data)} 0 R")
    maps = "\n".join(f"<{n:02x}> <{c.encode('utf-16-be').hex()}>" for c, n in used.items())
    unicode_ = objects.stream(("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
                               f"1 begincodespacerange <00> <ff> endcodespacerange {len(used)} beginbfchar\n{maps}\nendbfchar "
                               "endcmap CMapName currentdict /CMap defineresource pop end end").encode())
    widths = " ".join("500" if c.isascii() else "1000" for c in used)
    font = objects.add("<< /Type /Font /Subtype /Type3 /FontBBox [0 -200 1000 900] /FontMatrix [.001 0 0 .001 0 0] "
                       f"/CharProcs << {' '.join(glyphs)} >> /Encoding << /Type /Encoding /Differences [0 {' '.join('/' + names[c] for c in used)}] >> "
                       f"/FirstChar 0 /LastChar {max(len(used) - 1, 0)} /Widths [{widths}] /ToUnicode {unicode_} 0 R /Resources << >> >>")
    return f"/F1 {font} 0 R"
