"""Builds packages byte by byte, so that each field of the zip can lie; and the Word parts that go into them."""
import struct
import zlib
from dataclasses import dataclass

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
         'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml" '
         'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
         'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
         'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"')
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."


@dataclass
class Entry:
    """What stands in the zip under a name. None: what is right."""
    name: str
    data: bytes = b""
    method: int = 8
    flags: int = 0
    crc: int = None
    size: int = None            # the size unpacked that the headers claim
    packed: bytes = None        # data as packed, where it was packed elsewhere
    same_as: int = None         # index of the entry whose bytes this one claims, too
    central_name: str = None    # another name in the directory than before the data
    alias: str = None           # a second name, in the extra field of Unicode paths

    def __post_init__(self):
        if self.packed is None:
            pack = zlib.compressobj(9, zlib.DEFLATED, -15)
            self.packed = pack.compress(self.data) + pack.flush() if self.method == 8 else self.data
        self.crc = zlib.crc32(self.data) if self.crc is None else self.crc
        self.size = len(self.data) if self.size is None else self.size


def repeated(name, before, block, times, after, size=None):
    """An entry of `block` many times over, packed without unpacking it; its checksum is right."""
    crc, pack = zlib.crc32(before), zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = pack.compress(before) + pack.flush(zlib.Z_FULL_FLUSH)
    one = pack.compress(block) + pack.flush(zlib.Z_FULL_FLUSH)
    for _ in range(times):
        crc = zlib.crc32(block, crc)
    packed += one * times + pack.compress(after) + pack.flush()
    total = len(before) + len(block) * times + len(after)
    return Entry(name, packed=packed, crc=zlib.crc32(after, crc), size=total if size is None else size)


def alias_of(entry):
    if not entry.alias:
        return b""
    alias = entry.alias.encode()
    return struct.pack("<2HBI", 0x7075, 5 + len(alias), 1, zlib.crc32(entry.name.encode())) + alias


def zip_of(entries):
    out, places = bytearray(), []
    for e in entries:
        if e.same_as is not None:
            places.append(places[e.same_as])
            continue
        places.append(len(out))
        out += struct.pack("<4s5H3I2H", b"PK\3\4", 20, e.flags, e.method, 0, 0x21, e.crc, len(e.packed), e.size, len(e.name.encode()), 0)
        out += e.name.encode() + e.packed
    begin = len(out)
    for e, place in zip(entries, places):
        name = (e.central_name or e.name).encode()
        extra = alias_of(e)
        out += struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, e.flags, e.method, 0, 0x21, e.crc, len(e.packed), e.size, len(name),
                           len(extra), 0, 0, 0, 0, place)
        out += name + extra
    count = min(len(entries), 0xFFFF)
    return bytes(out + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(out) - begin, begin, 0))


def large(package):
    """The same archive with the end records of one above 4 GB."""
    count, size, begin = struct.unpack("<H2I", package[-12:-2])
    end = len(package) - 22
    return (package[:end] + struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, begin)
            + struct.pack("<4sIQI", b"PK\6\7", 0, end, 1) + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0))


def body(inner, head=HEAD):
    return f"{head}<w:document {NAMES}><w:body>{inner}</w:body></w:document>".encode()


def part(root, inner):
    return f"{HEAD}<w:{root} {NAMES}>{inner}</w:{root}>".encode()


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def around(inner):
    """Between two paragraphs that must survive."""
    return paragraph("before") + inner + paragraph("after")


def types(**more):
    """[Content_Types].xml: the main part, and name=kind for more parts of word/."""
    main = f'<Override PartName="/word/document.xml" ContentType="{WORD_TYPE}document.main+xml"/>'
    return (f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{main}'
            + "".join(f'<Override PartName="/word/{n}.xml" ContentType="{WORD_TYPE}{k}+xml"/>' for n, k in more.items()) + "</Types>").encode()


def relations(*entries):
    """Each (id, kind, target, *mode)."""
    made = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{k}" Target="{t}"' + "".join(f' TargetMode="{m}"' for m in mode) + "/>"
                   for i, k, t, *mode in entries)
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{made}</Relationships>'.encode()


ROOT = relations(("rId1", "officeDocument", "word/document.xml"))


def frame(document, relationships=None, **parts):
    """The entries of a sound package: `document` is bytes or an Entry; parts are styles=bytes and the like."""
    main = document if isinstance(document, Entry) else Entry("word/document.xml", document)
    own = relationships if relationships is not None else relations(*((f"r{n}", n, f"{n}.xml") for n in parts))
    return [Entry("[Content_Types].xml", types(**{n: n for n in parts})), Entry("_rels/.rels", ROOT), main,
            Entry("word/_rels/document.xml.rels", own), *(Entry(f"word/{n}.xml", data) for n, data in parts.items())]


def package(document, relationships=None, **parts):
    return zip_of(frame(document, relationships, **parts))


def words(inner, **parts):
    """The usual case: this body, between two paragraphs that must survive."""
    return package(body(around(inner)), **parts)


def compound(*streams):
    """An OLE2 compound file with these streams, as old Word and encrypted packages are."""
    def entry(name, kind, child=0xFFFFFFFF, right=0xFFFFFFFF, size=0):
        text = name.encode("utf-16-le") + b"\0\0"
        return (text.ljust(64, b"\0") + struct.pack("<HBB3I", len(text) if name else 0, kind, 1, 0xFFFFFFFF, right, child)
                + bytes(36) + struct.pack("<IQ", 0xFFFFFFFE, size))
    header = (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
              + struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0) + b"\xFF" * 432)
    table = struct.pack("<2I", 0xFFFFFFFD, 0xFFFFFFFE).ljust(512, b"\xFF")
    entries = [entry("Root Entry", 5, child=1)]
    entries += [entry(name, 2, right=n + 2 if n + 1 < len(streams) else 0xFFFFFFFF) for n, name in enumerate(streams)]
    return header + table + b"".join(entries).ljust(512, b"\0") + bytes(4096)
