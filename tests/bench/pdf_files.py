"""PDF files that are mostly no text: pages of large pictures, and a font that is embedded whole."""
import os
import random
import subprocess
import zlib

LINE = "The office reported {} cases in 2023, which is {} more than before."


def whole_file(objects):
    """Objects are numbered from 1 on; the first one is the catalogue."""
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return bytes(out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


def stream(data, entries=b""):
    packed = zlib.compress(data)
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n" % (entries, len(packed)) + packed + b"\nendstream"


def lines_of(rng, count):
    return [LINE.format(rng.randrange(100000), rng.randrange(1000)) for _ in range(count)]


def text(lines, show):
    rows = "".join(f"{show(line)} Tj 0 -14 Td\n" for line in lines)
    return f"BT /F 10 Tf 60 800 Td\n{rows}ET\n".encode()


def pages_of(contents, resources, more):
    """A page for each content, which has the font F and what `resources` says of it; `more` stands behind them, from object 3 on."""
    first = 3 + len(more)
    kids = b" ".join(b"%d 0 R" % (first + 2 * i) for i in range(len(contents)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents)), *more]
    for i, content in enumerate(contents):
        objects += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<<%s>>>>" % (first + 2 * i + 1, resources(i)),
                    stream(content)]
    return whole_file(objects)


def write_pictures(folder, pages):
    """A megabyte of noise on each page, below twelve lines of text."""
    rng, path = random.Random(5), os.path.join(folder, "pictures.pdf")
    image = b"/Type/XObject/Subtype/Image/Width 1024/Height 1024/ColorSpace/DeviceGray/BitsPerComponent 8"
    more = [b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", *(stream(rng.randbytes(1024 * 1024), image) for _ in range(pages))]
    contents = [text(lines_of(rng, 12), lambda line: f"({line})") + b"q 475 0 0 475 60 60 cm /I Do Q\n" for _ in range(pages)]
    with open(path, "wb") as file:
        file.write(pages_of(contents, lambda i: b"/Font<</F 3 0 R>>/XObject<</I %d 0 R>>" % (4 + i), more))
    return path


def largest_font():
    """Of TrueType, 4 MB or more; None where no font is."""
    found = subprocess.run(["fc-list", ":fontformat=TrueType", "file"], stdout=subprocess.PIPE, text=True, check=False).stdout
    paths = [line.rstrip().removesuffix(":") for line in found.splitlines()]
    sized = [(os.path.getsize(path), path) for path in paths if os.path.isfile(path)]
    return max(sized)[1] if sized and max(sized)[0] >= 4 << 20 else None


def write_whole_font(folder, pages, font):
    rng, path = random.Random(6), os.path.join(folder, "whole_font.pdf")
    with open(font, "rb") as file:
        program = file.read()
    cmap = b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0020> <007E> <0020> endbfrange endcmap"
    more = [b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 7 0 R>>",
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            b"/FontDescriptor 5 0 R/DW 500>>",
            b"<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 900/Descent -200/StemV 80/FontFile2 6 0 R>>",
            stream(program, b"/Length1 %d" % len(program)), stream(cmap)]
    contents = [text(lines_of(rng, 50), lambda line: f"<{line.encode('utf-16-be').hex()}>") for _ in range(pages)]
    with open(path, "wb") as file:
        file.write(pages_of(contents, lambda _: b"/Font<</F 3 0 R>>", more))
    return path
