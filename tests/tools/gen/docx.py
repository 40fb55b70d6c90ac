"""A report as a Word document, in the dialect of a program that writes such files, with its truth.

make(seed, dialect, reports): (parts, namespaces, truth); `ooxml.packed` makes the file of it. The truth comes from the report that was drawn.
"""
import random
import re

from . import ooxml, reports as reports_
from .dialects import DIALECTS, HEADINGS, ITEMS, number_id, numbering, styles
from .wordtable import TableWriter
from .wordtext import Writer

NUMBER = re.compile(r"^([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\. )(.*)$", re.S)
BREAKS = ('<w:p><w:r><w:br w:type="page"/></w:r></w:p>', "<w:p/>", "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr></w:p>")
FIELD = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
         '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>')
SIMPLE_FIELD = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


class Story:
    """The body of one report after the other, and what is true of it."""

    def __init__(self, rng, dialect):
        self.rng, self.dialect, self.writer, self.report, self.notes = rng, dialect, Writer(rng, dialect), 0, []
        self.truth = {"headings": [], "paragraphs": [], "items": [], "tables": [], "boxes": [], "notes": [], "titles": []}

    def _numbering(self, abstract, level):
        if not self.dialect.numbered or (self.dialect.by_style and abstract == HEADINGS and not self.report):
            return ""
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number_id(self.report, abstract)}"/></w:numPr>'

    def _numbered(self, role, printed, abstract, level):
        """A paragraph whose number is typed, or comes from the numbering."""
        number, rest = NUMBER.match(printed).groups()
        return self.writer.paragraph(role, rest if self.dialect.numbered else printed, self._numbering(abstract, level)), number.strip()

    def title(self, block):
        self.truth["titles"].append("".join(block.lines))
        if self.rng.random() < .5:
            return self.writer.paragraph("title", "\n".join(block.lines), before='<w:jc w:val="center"/>' if not self.dialect.styles else "")
        return "".join(self.writer.paragraph("title", line) for line in block.lines)

    def heading(self, block):
        made, number = self._numbered(f"heading{block.level}", block.text, HEADINGS, block.level - 1)
        self.truth["headings"].append([block.level, number, block.text])
        return made

    def item(self, block):
        made, number = self._numbered("item", block.text, ITEMS, 0)
        self.truth["items"].append([number, block.text])
        return made

    def paragraph(self, block):
        self.truth["paragraphs"].append(block.head + block.text)
        return self.writer.paragraph("normal", block.head + block.text)

    def table(self, block):
        table = TableWriter(self.rng, self.writer, block.table)
        self.truth["tables"].append({**table.truth(), "report": self.report})
        return table.xml() + "<w:p/>"

    def extras(self):
        """A paragraph with a footnote, a text box, and numbers that only a tab or a line break parts."""
        number = len(self.notes) + 1
        note, box = f"脚注说明{number}：统计口径以年末为准。", f"文本框内容{number}"
        self.notes.append(note)
        self.truth["notes"].append([f"本段有脚注{number}。", note])
        self.truth["boxes"].append(box)
        columns = f"第{number}季度\t{self.rng.randrange(1000)}\t{self.rng.randrange(1000)}\n合计\t{self.rng.randrange(1000)}\n{self.rng.randrange(1000)}"
        self.truth["paragraphs"].append(columns)
        mark = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
        return f"<w:p>{self.writer.run(f'本段有脚注{number}。')}{mark}</w:p>{self.writer.box(box)}{self.writer.paragraph('normal', columns)}"

    def one_report(self, report):
        """Pieces of XML."""
        for block in report.blocks:
            yield getattr(self, block.kind)(block)
            if self.rng.random() < .15:
                yield self.rng.choice(BREAKS)
        if self.dialect.styles:
            yield self.extras()
        self.report += 1


def _notes(notes):
    fixed = "".join(f'<w:footnote w:type="{kind}" w:id="{id_}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
                    for kind, id_ in (("separator", -1), ("continuationSeparator", 0)))
    return fixed + "".join(f'<w:footnote w:id="{n}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {ooxml.text(note)}</w:t></w:r>'
                           "</w:p></w:footnote>" for n, note in enumerate(notes, 1))


def _furniture(dialect, head):
    field = SIMPLE_FIELD if dialect.controls else FIELD
    return {"header": f"<w:p><w:r><w:t>{ooxml.text(head)}</w:t></w:r></w:p>",
            "footer": f'<w:p><w:r><w:t xml:space="preserve">- </w:t></w:r>{field}<w:r><w:t xml:space="preserve"> -</w:t></w:r></w:p>'}


def _document(pieces, section, names):
    yield ooxml.root("document", names, "<w:body>").removesuffix("</w:document>")
    yield from pieces
    yield f"{section}</w:body></w:document>"


def make(seed, name, reports=1, drawn=None):
    """The parts of the package (document.xml as pieces, in a list), its namespaces and the truth. `drawn`: these reports."""
    rng = random.Random(f"docx/{seed}/{name}")
    dialect = DIALECTS[name]
    names = ooxml.STRICT if dialect.strict else ooxml.TRANSITIONAL
    story = Story(rng, dialect)
    drawn = drawn or [reports_.draw(rng) for _ in range(reports)]
    pieces = [piece for report in drawn for piece in story.one_report(report)]
    head = f"{drawn[0].agency}公文"
    section, parts = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>', []
    if dialect.styles:
        references = "".join(f'<w:{kind}Reference w:type="default" r:id="rId{kind}"/>' for kind in ("header", "footer"))
        section = section.replace("<w:pgSz", references + "<w:pgSz")
        parts = [ooxml.word_part("styles", "styles", "styles", ooxml.root("styles", names, styles(dialect))),
                 ooxml.word_part("footnotes", "footnotes", "footnotes", ooxml.root("footnotes", names, _notes(story.notes)))]
        parts += [ooxml.word_part(f"{kind}1", kind, kind, ooxml.root(tag, names, inner), f"rId{kind}")
                  for (kind, inner), tag in zip(_furniture(dialect, head).items(), ("hdr", "ftr"))]
    if dialect.numbered:
        parts.append(ooxml.word_part("numbering", "numbering", "numbering", ooxml.root("numbering", names, numbering(dialect, reports))))
    main = ooxml.Part("word/document.xml", "officeDocument", ooxml.WORD_TYPE + "document.main+xml", list(_document(pieces, section, names)))
    truth = {"schema": "sheaf-generated-docx-truth/1", "dialect": name, **story.truth, "absent": sorted(story.writer.absent),
             "styled": bool(dialect.styles), "furniture": [head] if dialect.styles else []}
    return [main, *parts], names, truth
