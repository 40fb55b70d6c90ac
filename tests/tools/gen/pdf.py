"""A very small PDF writer: pages of positioned text and ruling lines.

Chinese is set in a CID font that is not embedded (UniGB-UCS2-H, every glyph one em wide), ASCII in Helvetica with all
widths declared as half an em, so an advance can be told from the characters alone and no font file is needed.
"""
from itertools import groupby

_WIDTHS = " ".join(["500"] * 95)
_FONTS = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UCS2-H /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
    b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 "
     f"/Widths [{_WIDTHS}] >>").encode(),
)


def advance(text, size):
    return size * sum(.5 if c.isascii() else 1 for c in text)


class Page:
    def __init__(self):
        self.ops = []

    def text(self, x, y, size, text):
        """Draws one line with its baseline at y."""
        for ascii_, run in groupby(text, str.isascii):
            run = "".join(run)
            font, code = ("F2", run.encode("ascii").hex()) if ascii_ else ("F1", run.encode("utf-16-be").hex())
            self.ops.append(f"BT /{font} {size:g} Tf {x:.2f} {y:.2f} Td <{code}> Tj ET")
            x += advance(run, size)

    def line(self, x0, y0, x1, y1):
        self.ops.append(f"0.5 w {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S")


def write(pages, width=595, height=842):
    """The bytes of a PDF 1.4 file."""
    kids = [7 + 2 * i for i in range(len(pages))]
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>",
               f"<< /Type /Pages /Kids [{' '.join(f'{k} 0 R' for k in kids)}] /Count {len(kids)} >>".encode(), *_FONTS]
    for kid, page in zip(kids, pages):
        content = "\n".join(page.ops).encode()
        objects.append((f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents {kid + 1} 0 R "
                        "/Resources << /Font << /F1 3 0 R /F2 6 0 R >> >> >>").encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % p for p in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)
