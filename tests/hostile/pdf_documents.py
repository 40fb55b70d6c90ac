"""Builds PDF files byte by byte, so that each reference, count and box can lie. Object 1 is the catalog, 2 the page tree, 3 the
page, 4 its content, 5 its font F1; more objects follow from 6 on. ISO 32000-1 names what is meant."""
import random
import zlib

MB = 1 << 20
HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
HELLO = "BT /F1 12 Tf 72 700 Td (hello world) Tj ET\n"
HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def coded(body):
    return body if isinstance(body, bytes) else body.encode("latin-1")


def stream(data, entries="", length=None):
    data = coded(data)
    return coded(f"<< {entries} /Length {len(data) if length is None else length} >>\nstream\n") + data + b"\nendstream"


def packed(data, entries="", layers=1):
    """A Flate stream, in so many layers."""
    data = coded(data)
    for _ in range(layers):
        data = zlib.compress(data, 9)
    return stream(data, f"/Filter [{'/FlateDecode ' * layers}] {entries}")


def spaces(before, count, after=b""):
    """Compressed: some bytes, `count` blanks, some bytes, without holding them in memory."""
    pack = zlib.compressobj(9)
    out = pack.compress(coded(before))
    for _ in range(count // MB):
        out += pack.compress(b" " * MB)
    return out + pack.compress(coded(after)) + pack.flush()


def file(bodies, trailer="", root=1, startxref=None, xref=True, head=HEAD):
    """A file of objects 1, 2, ... (None: a number that no object has)."""
    out, places = bytearray(head), []
    for number, body in enumerate(bodies, 1):
        places.append(None if body is None else len(out))
        if body is not None:
            out += b"%d 0 obj\n%s\nendobj\n" % (number, coded(body))
    at = len(out)
    if xref:
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
        out += b"".join(b"0000000000 00000 f \n" if p is None else b"%010d 00000 n \n" % p for p in places)
    trailer = trailer.replace("HERE", str(at))
    out += coded(f"trailer\n<< /Size {len(bodies) + 1} /Root {root} 0 R {trailer} >>\nstartxref\n{at if startxref is None else startxref}\n%%EOF\n")
    return bytes(out)


def bodies(content=HELLO, *more, catalog="", pages="/Kids [3 0 R] /Count 1", page="", box="[0 0 595 842]", resources="", font=HELVETICA):
    content = content if isinstance(content, bytes) and content.startswith(b"<<") else stream(content)
    return [f"<< /Type /Catalog /Pages 2 0 R {catalog} >>", f"<< /Type /Pages {pages} >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> {resources} >> {page} >>",
            content, font, *more]


def pdf(content=HELLO, *more, trailer="", **parts):
    return file(bodies(content, *more, **parts), trailer)


def many_pages(count, content=HELLO):
    """So many pages of one content."""
    kids = " ".join(f"{6 + n} 0 R" for n in range(count))
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    return pdf(content, *[page] * count, pages=f"/Kids [{kids}] /Count {count}")


def image(filters, data, width=100, height=100, entries=""):
    """A page that paints one image, and says hello."""
    body = stream(data, f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter {filters} {entries}")
    return pdf("q 100 0 0 100 72 300 cm /I Do Q\n" + HELLO, body, resources="/XObject << /I 6 0 R >>")


def jbig2(width, height):
    """A page information segment that claims a size, and a generic region of that size without data."""
    def number(value, size=4):
        return (value & (1 << 8 * size) - 1).to_bytes(size, "big")
    page = number(0) + b"\x30\x00\x01" + number(19) + number(width) + number(height) + number(0) * 2 + b"\x00" + b"\x00\x00"
    region = number(1) + b"\x26\x00\x01" + number(18 + 8 + 2) + number(width) + number(height) + number(0) * 2 + b"\x00" + b"\x00" + b"\x03\xff\xfd\xff\x02\xfe\xfe\xfe" + b"\x00\x00"
    return page + region


def jpx(width, height, tile=1, parts=3):
    """A JPEG 2000 code stream with only its main header: sizes, coding style, quantisation."""
    def segment(marker, body):
        return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body
    size = b"\0\0" + b"".join(v.to_bytes(4, "big") for v in (width, height, 0, 0, tile, tile, 0, 0)) + parts.to_bytes(2, "big") + b"\x07\x01\x01" * parts
    return b"\xff\x4f" + segment(0x51, size) + segment(0x52, b"\0\0\0\1\0\5\4\4\0\0") + segment(0x5C,
            b"\x40" + b"\x40" * 16) + b"\xff\x90\0\x0a\0\0\0\0\0\0\0\1\xff\x93\xff\xd9"


def annotation(kind, entries, rect="[70 690 140 715]"):
    return f"<< /Type /Annot /Subtype /{kind} /Rect {rect} {entries} >>"


def forms(times, inner, count):
    """Form XObjects from 6 on: each draws the next one so many times, the last one draws `inner`."""
    box = "/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
    chain = [stream("/Y Do " * times, f"{box} /Resources << /XObject << /Y {7 + n} 0 R >> >>") for n in range(count)]
    return [*chain, stream(inner, f"{box} /Resources << /Font << /F1 5 0 R >> >>")]


def type3(names, encoding, glyphs="", unicode_="", first=97):
    """A Type 3 font: its glyphs are bars."""
    return (f"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [.001 0 0 .001 0 0] /FirstChar {first} /LastChar {first - 1 + len(names)} "
            f"/Widths [{'600 ' * len(names)}] /Encoding << /Type /Encoding /Differences [{first} {encoding}] >> /CharProcs << {glyphs} >> {unicode_} /Resources << >> >>")


def drawn_fonts(fonts, maps, last):
    """Type 3 fonts that refer to so many long maps from codes 1 to `last` by turns: to nothing for some of their codes."""
    line = f"<01> <{last}> <0041>\n"
    codes = [stream(f"begincmap 100 beginbfrange\n{line * (60_000 // len(line))}endbfrange endcmap") for _ in range(maps)]
    return pdf(HELLO, f"[{'500 ' * 256}]", *codes, *(f"<< /Type /Font /Subtype /Type3 /FirstChar 0 /FontMatrix [.001 0 0 .001 0 0] /Widths 6 0 R "
                                                    f"/ToUnicode {7 + n % maps} 0 R >>" for n in range(fonts)))


def heaped_objects(count, length):
    """An object stream all of whose objects begin at its begin and have that many bytes; a word there lets drawn fonts be looked for."""
    def flate(data, entries):
        return stream(zlib.compress(coded(data), 9), f"/Filter /FlateDecode {entries}")

    out, places, first = bytearray(HEAD), [], 8
    data = " ".join(f"{first + n} 0" for n in range(count)) + " /Type3 "
    heap = flate(data + "<< /A 1 >>" + "".join(random.Random(1).choices("0123456789 ", k=length)), f"/Type /ObjStm /N {count} /First {len(data)}")
    for number, body in enumerate([*bodies(), heap], 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, coded(body))
    rows = b"".join(b"\1" + p.to_bytes(4, "big") + b"\0\0" for p in [0, *places, len(out)])
    rows += b"".join(b"\2" + (first - 2).to_bytes(4, "big") + (n & 0xffff).to_bytes(2, "big") for n in range(count))
    at = len(out)
    out += b"7 0 obj\n" + flate(rows, f"/Type /XRef /Size {first + count} /Root 1 0 R /W [1 4 2]") + b"\nendobj\n"
    return bytes(out + coded(f"startxref\n{at}\n%%EOF\n"))


def cross_stream(index, widths, entries=""):
    """A file whose cross references are a stream that says odd things."""
    out = bytearray(HEAD)
    places = []
    for number, body in enumerate(bodies(), 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, coded(body))
    at = len(out)
    rows = b"".join(b"\1" + p.to_bytes(4, "big") + b"\0" for p in [0, *places, at])
    out += b"6 0 obj\n" + packed(rows, f"/Type /XRef /Size 7 /Root 1 0 R /Index {index} /W {widths} {entries}") + b"\nendobj\n"
    return bytes(out + coded(f"startxref\n{at}\n%%EOF\n"))
