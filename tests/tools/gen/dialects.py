"""How the programs that write Word documents differ, as data: one Dialect each, with its styles and numbering.

`role` is what a paragraph is (title, heading1, heading2, normal, item); a dialect says by which style it shows that.
"""
from dataclasses import dataclass

from . import ooxml


@dataclass(frozen=True)
class Dialect:
    name: str
    styles: dict                    # role -> (style id, style name, id of the parent, outline level or None)
    strict: bool = False
    numbered: bool = True           # numbers of headings and items come from numbering.xml, else they are typed
    by_style: bool = True           # the heading style refers to the numbering, else each paragraph does
    noisy: bool = False             # revision ids, proofing marks, bookmarks, split runs, fields, tracked changes
    odd_grid: bool = False          # the grid has more columns than the rows use
    grid: bool = True               # there is a w:tblGrid at all
    controls: bool = False          # content controls around paragraphs, rows and cells
    header_rows: bool = True        # w:tblHeader
    outline: bool = False           # the paragraph states its outline level itself
    skips: bool = False             # an empty corner is skipped by w:gridBefore
    latent: str = ""                # what else stands in styles.xml


WORD = {"normal": ("Normal", "Normal", "", None), "title": ("Title", "Title", "Normal", None),
        "heading1": ("Heading1", "heading 1", "Normal", 0), "heading2": ("Heading2", "heading 2", "Normal", 1),
        "item": ("ListParagraph", "List Paragraph", "Normal", None), "note": ("FootnoteText", "footnote text", "Normal", None)}
# Word in Chinese and WPS count style ids; older exports have names in Chinese, with the outline level beside them.
WPS = {"normal": ("a", "Normal", "", None), "title": ("a3", "Title", "a", None), "heading1": ("1", "heading 1", "a", 0),
       "heading2": ("2", "heading 2", "a", 1), "item": ("a5", "List Paragraph", "a", None), "note": ("a7", "footnote text", "a", None)}
LOCAL = {**WPS, "heading1": ("21", "标题 1", "a", 0), "heading2": ("22", "标题 2", "a", 1), "title": ("a4", "标题", "a", None)}
# An automatic style for each look, based on the style that means something.
AUTOMATIC = {"normal": ("P1", "P1", "Normal", None), "title": ("P2", "P2", "Title", None), "heading1": ("P3", "P3", "Heading1", None),
             "heading2": ("P4", "P4", "Heading2", None), "item": ("P5", "P5", "Normal", None), "note": ("Footnote", "Footnote", "Normal", None)}
PLAIN = {role: (id_, name, parent, None) for role, (id_, name, parent, _) in WORD.items()}

DIALECTS = {d.name: d for d in (
    Dialect("word", WORD, noisy=True, skips=True, latent='<w:latentStyles w:defLockedState="0" w:count="376"/>'),
    Dialect("strict", WORD, strict=True, noisy=True, by_style=False),
    Dialect("wps", WPS, numbered=False, header_rows=False),
    Dialect("local", LOCAL, by_style=False, header_rows=False),
    Dialect("automatic", AUTOMATIC, odd_grid=True, by_style=False),
    Dialect("docs", PLAIN, controls=True, by_style=False, header_rows=False),
    Dialect("bare", {}, numbered=False, outline=True, grid=False, header_rows=False),
)}

HEADINGS, ITEMS = 1, 2              # abstract numbering definitions
LEVELS = {HEADINGS: (("chineseCounting", "%1、", "nothing", "heading1"), ("chineseCounting", "（%2）", "nothing", "heading2")),
          ITEMS: (("decimal", "%1.", "space", ""), ("lowerLetter", "%2)", "tab", ""))}


def _style(role, entry, dialect):
    id_, name, parent, outline = entry
    inner = f'<w:name w:val="{name}"/>' + (f'<w:basedOn w:val="{parent}"/>' if parent else "")
    if outline is not None:
        inner += '<w:next w:val="Normal"/><w:qFormat/>'
    numbering = ""
    if dialect.numbered and dialect.by_style and role.startswith("heading"):
        numbering = f'<w:numPr>{f"""<w:ilvl w:val="{int(role[-1]) - 1}"/>""" if role != "heading1" else ""}<w:numId w:val="1"/></w:numPr>'
    level = "" if outline is None else f'<w:outlineLvl w:val="{outline}"/>'
    inner += f"<w:pPr>{numbering}<w:spacing w:before=\"120\"/>{level}</w:pPr><w:rPr><w:sz w:val=\"32\"/></w:rPr>"
    return f'<w:style w:type="paragraph"{ooxml.attributes(w_default="1" if role == "normal" else None)} w:styleId="{id_}">{inner}</w:style>'


def styles(dialect):
    entries = [_style(role, entry, dialect) for role, entry in dialect.styles.items()]
    if dialect.styles is AUTOMATIC:
        parents = {"normal": WORD["normal"], **{r: WORD[r] for r in ("title", "heading1", "heading2")}}
        entries = [_style(role, entry, dialect) for role, entry in parents.items()] + [
            e.replace(' w:default="1"', "") for e in entries]
    defaults = "<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault></w:docDefaults>"
    table = '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/></w:style>'
    return defaults + dialect.latent + "".join(entries) + table


def _level(n, level, dialect):
    kind, label, suffix, role = level
    linked = f'<w:pStyle w:val="{dialect.styles[role][0]}"/>' if role and dialect.by_style else ""
    return (f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{linked}<w:suff w:val="{suffix}"/>'
            f'<w:lvlText w:val="{label}"/><w:lvlJc w:val="left"/></w:lvl>')


def number_id(report, abstract):
    """The w:num of one report: each starts its numbers anew."""
    return 2 * report + abstract


def numbering(dialect, reports):
    out = "".join(f'<w:abstractNum w:abstractNumId="{a}"><w:multiLevelType w:val="multilevel"/>'
                  + "".join(_level(n, level, dialect) for n, level in enumerate(levels)) + "</w:abstractNum>"
                  for a, levels in LEVELS.items())
    for report in range(reports):
        for a, levels in LEVELS.items():
            anew = "".join(f'<w:lvlOverride w:ilvl="{n}"><w:startOverride w:val="1"/></w:lvlOverride>' for n in range(len(levels)))
            out += f'<w:num w:numId="{number_id(report, a)}"><w:abstractNumId w:val="{a}"/>{anew if report else ""}</w:num>'
    return out
