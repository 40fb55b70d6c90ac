"""Paragraphs as WordprocessingML: one text, in the many ways in which programs write it down.

All of it means the same text: split runs, marks between them, fields with a result, accepted insertions, old words that
are deleted. What a reader must drop is remembered in `absent`.
"""
import re

from .ooxml import attributes, text as escaped

MARKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}


class Writer:
    """Makes paragraphs of one document; ids of bookmarks, changes and revisions are counted here."""

    def __init__(self, rng, dialect):
        self.rng, self.dialect, self.ids, self.absent = rng, dialect, 0, set()

    def next_id(self):
        self.ids += 1
        return self.ids

    def _rsid(self):
        return f"00{self.rng.randrange(1 << 24):06X}" if self.dialect.noisy else None

    def run(self, text, marks="", properties=""):
        """One run; a line feed in the text is a line break, a tabulator a tab."""
        pieces = "".join(MARKS.get(t) or f'<w:t xml:space="preserve">{escaped(t)}</w:t>' for t in re.split("([\n\t])", text) if t)
        properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
        return f"<w:r{attributes(w_rsidR=self._rsid())}>{properties}{marks}{pieces}</w:r>"

    def _between(self):
        """A mark between two runs that says nothing about the text."""
        kind, id_ = self.rng.randrange(5), self.next_id()
        return ('<w:proofErr w:type="gramStart"/>', f'<w:bookmarkStart w:id="{id_}" w:name="_Toc{id_}"/><w:bookmarkEnd w:id="{id_}"/>',
                "<w:smartTag w:uri=\"urn:x\" w:element=\"chmetcnv\"></w:smartTag>", "", '<w:proofErr w:type="spellEnd"/>')[kind]

    def _field(self, text):
        half = len(text) // 2
        begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> QUOTE "'
        self.absent.add("MERGEFORMAT")
        return (f'{begin}0" \\* MERGEFORMAT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
                f'{self.run(text[:half])}{self.run(text[half:])}<w:r><w:fldChar w:fldCharType="end"/></w:r>')

    def _changed(self, text):
        """The text was inserted where another, now deleted, stood."""
        meta = 'w:author="A" w:date="2024-01-02T03:04:05Z"'
        old = f"删去的旧文{self.next_id()}"
        self.absent.add(old)
        return (f'<w:del w:id="{self.next_id()}" {meta}><w:r><w:delText xml:space="preserve">{old}</w:delText></w:r></w:del>'
                f'<w:ins w:id="{self.next_id()}" {meta}>{self.run(text)}</w:ins>')

    def _piece(self, text):
        chance = self.rng.random()
        if chance < .04 and len(text) > 1:
            return self._field(text)
        if chance < .08:
            return self._changed(text)
        marks = "<w:lastRenderedPageBreak/>" if chance < .14 else ""
        looks = self.rng.choice(("", "", '<w:rFonts w:hint="eastAsia"/>', "<w:b/>", '<w:lang w:val="en-US"/>'))
        return self.run(text, marks, looks) + (self._between() if chance > .6 else "")

    def _cuts(self, text):
        """Places in the text, in the middle of numbers before all."""
        inside = [m.start() for m in re.finditer(r"(?<=[\d.,])(?=[\d.,])", text)]
        cuts = {c for c in inside if self.rng.random() < .5}
        return sorted(cuts | {self.rng.randrange(1, len(text)) for _ in range(len(text) // 25)} if len(text) > 1 else cuts)

    def runs(self, text):
        if not text:
            return ""
        if not self.dialect.noisy or "\n" in text:
            return self.run(text)
        edges = [0, *self._cuts(text), len(text)]
        return "".join(self._piece(text[a:b]) for a, b in zip(edges, edges[1:]))

    def paragraph(self, role, text, numbering="", inner="", before=""):
        """`numbering`: its w:numPr; `inner`: more runs behind the text; `before`: more paragraph properties."""
        style = self.dialect.styles.get(role)
        properties = (f'<w:pStyle w:val="{style[0]}"/>' if style and (role != "normal" or self.dialect.name == "automatic") else "") + before
        properties += numbering
        if self.dialect.outline and role.startswith("heading"):
            properties += f'<w:outlineLvl w:val="{int(role[-1]) - 1}"/>'
        properties = f"<w:pPr>{properties}</w:pPr>" if properties else ""
        made = f"<w:p{attributes(w_rsidR=self._rsid(), w_rsidRDefault=self._rsid())}>{properties}{self.runs(text)}{inner}</w:p>"
        return self.controlled(made) if self.dialect.controls and self.rng.random() < .2 else made

    def controlled(self, made):
        """In a content control."""
        return f'<w:sdt><w:sdtPr><w:tag w:val="goog_rdk_{self.next_id()}"/></w:sdtPr><w:sdtContent>{made}</w:sdtContent></w:sdt>'

    def box(self, text):
        """A text box: once for programs of today, once more for old ones."""
        body = f"<w:txbxContent><w:p>{self.run(text)}</w:p></w:txbxContent>"
        drawn = ('<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="1800000" cy="360000"/>'
                 f'<wp:docPr id="{self.next_id()}" name="Text Box"/><a:graphic><a:graphicData '
                 'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
                 '<a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="360000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
                 f"</wps:spPr><wps:txbx>{body}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>")
        old = f'<w:pict><v:shape style="width:140pt;height:28pt"><v:textbox>{body}</v:textbox></v:shape></w:pict>'
        return (f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawn}</mc:Choice>'
                f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r></w:p>")
