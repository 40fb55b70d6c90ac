"""What every WordprocessingML package has, whoever wrote it: namespaces, parts, relationships, and the zip around them.

A package is a list of Part; content types and relationships are derived from it. The same parts give the same bytes.
"""
import io
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

OFFICE = "http://schemas.openxmlformats.org/"
PURL = "http://purl.oclc.org/ooxml/"
EXTENDED = {"mc": OFFICE + "markup-compatibility/2006", "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
            "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape", "v": "urn:schemas-microsoft-com:vml",
            "o": "urn:schemas-microsoft-com:office:office"}
TRANSITIONAL = {"w": OFFICE + "wordprocessingml/2006/main", "r": OFFICE + "officeDocument/2006/relationships",
                "a": OFFICE + "drawingml/2006/main", "wp": OFFICE + "drawingml/2006/wordprocessingDrawing", **EXTENDED}
STRICT = {"w": PURL + "wordprocessingml/main", "r": PURL + "officeDocument/relationships", "a": PURL + "drawingml/main",
          "wp": PURL + "drawingml/wordprocessingDrawing", **EXTENDED}
PACKAGE = OFFICE + "package/2006/"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."


@dataclass
class Part:
    name: str               # inside the package, without the leading slash
    kind: str               # last word of its relationship type: officeDocument, styles, header, ...
    type: str               # content type
    data: object            # str, or an iterable of str for large parts
    of: str = ""            # the part that refers to it; none: the package
    id: str = ""            # relationship id; given out in order where it does not matter


def word_part(name, kind, type_, data, id=""):
    return Part(f"word/{name}.xml", kind, f"{WORD_TYPE}{type_}+xml", data, "word/document.xml", id)


def attributes(**given):
    """XML attributes; `w_val` is `w:val`, None is left out."""
    return "".join(f" {k.replace('_', ':', 1)}={quoteattr(str(v))}" for k, v in given.items() if v is not None)


def root(name, namespaces, inner):
    return f"{HEAD}<w:{name}{''.join(f' xmlns:{k}={quoteattr(v)}' for k, v in namespaces.items())}>{inner}</w:{name}>"


def text(value):
    return escape(value)


def relationships(parts, namespaces):
    entries = "".join(
        f'<Relationship Id="{p.id or f"rAuto{n}"}" Type="{_relation(p.kind, namespaces)}" Target="{p.name.removeprefix("word/") if p.of else p.name}"/>'
        for n, p in enumerate(parts, 1))
    return f'{HEAD}<Relationships xmlns="{PACKAGE}relationships">{entries}</Relationships>'


def _relation(kind, namespaces):
    return f"{PACKAGE}relationships/metadata/core-properties" if kind == "core-properties" else f"{namespaces['r']}/{kind}"


def content_types(parts):
    entries = "".join(f'<Override PartName="/{p.name}" ContentType="{p.type}"/>' for p in parts)
    return (f'{HEAD}<Types xmlns="{PACKAGE}content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{entries}</Types>')


def _relation_parts(parts, namespaces):
    """The .rels part of the package and of each part that refers to another."""
    for owner in dict.fromkeys(p.of for p in parts):
        folder, _, name = owner.rpartition("/")
        yield f"{folder}/_rels/{name}.rels" if owner else "_rels/.rels", relationships(
            [p for p in parts if p.of == owner], namespaces)


def write(file, parts, namespaces=TRANSITIONAL):
    """Writes the package into a file or a path."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        def put(name, data):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            # Only parts of unknown, perhaps enormous size: pandoc refuses ZIP64.
            with package.open(info, "w", force_zip64=not isinstance(data, (str, list))) as entry:
                for piece in [data] if isinstance(data, str) else data:
                    entry.write(piece.encode())
        put("[Content_Types].xml", content_types(parts))
        for name, data in _relation_parts(parts, namespaces):
            put(name, data)
        for part in parts:
            put(part.name, part.data)


def packed(parts, namespaces=TRANSITIONAL):
    out = io.BytesIO()
    write(out, parts, namespaces)
    return out.getvalue()
