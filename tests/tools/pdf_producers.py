"""The form's report as PDF by other programs: LibreOffice (from HTML and from the real template), Chromium, and the two canvases.

Each maker writes PATH.pdf for (PATH, tables, style) and returns the numbers that it broke over lines, or None where only it knows.
"""
import html
import os
import re
import shutil
import subprocess
import tempfile
import zipfile

import pdf_pango
import pdf_raw
import pdf_setter

# ---- canvases: in the test's own process ----


def raw(font):
    def make(path, tables, style):
        canvas = pdf_raw.Canvas(style.width, style.height, font)
        made = pdf_setter.report(canvas, style, tables)
        canvas.save(path)
        return made
    return make


def pango(font):
    def make(path, tables, style):
        canvas = pdf_pango.Canvas(path, style.width, style.height, font)
        made = pdf_setter.report(canvas, style, tables)
        canvas.save()
        return made
    return make


CANVASES = {"raw-ucs2": raw("ucs2"), "raw-gbk": raw("gbk"), "raw-drawn": raw("drawn"),
            "pango-serif": pango("Noto Serif CJK SC"), "pango-sans": pango("Noto Sans CJK SC"), "pango-mono": pango("Noto Sans Mono CJK SC")}


# ---- HTML, for Chromium and LibreOffice ----

BORDERS = {"stroke": "{:g}pt solid black", "rectangle": "1px solid #333", "dashed": "1pt dashed black", "dotted": "1pt dotted black",
           "double": "3px double black", "hairline": ".25pt solid black", "parted": ".7pt solid gray"}


def html_table(table, style):
    parts = pdf_setter.PARTS[table.name]
    if table.name != "t2":
        parts = [p * style.narrow if table.name == "t4" or n > 2 else p for n, p in enumerate(parts)]
    share = style.narrow if table.name == "t4" else 1
    columns = "".join(f'<col width="{100 * p / sum(parts):.2f}%" style="width:{100 * p / sum(parts):.2f}%">' for p in parts)

    def rows(tag, some):
        return "".join("<tr>" + "".join(
            f'<{tag} colspan="{c.cols}" rowspan="{c.rows}" class="{"v" if c.key else "l" if c.label else "h"}">{html.escape(c.text)}</{tag}>'
            for c in row) + "</tr>" for row in some)
    head = rows("th", table.rows[:table.heads])
    head = f"<thead>{head}</thead>" if style.repeat and head else head
    return (f'<table border="1" cellspacing="0" width="{100 * share:g}%" style="width:{100 * share:g}%"><colgroup>{columns}</colgroup>{head}<tbody>{rows("td", table.rows[table.heads:])}'
            "</tbody></table>")


def page(tables, style, font, push=0):
    """`push`: so many lines of prose above table 3, which move every later page break."""
    border = BORDERS[style.borders].format(style.pen)
    css = (f"@page{{size:{style.width:g}pt {style.height:g}pt;margin:{style.margin:g}pt}}body{{font-family:'{font}';font-size:{style.size:g}pt;margin:0}}"
           f"table{{border-collapse:collapse;table-layout:fixed;margin-bottom:8pt}}td,th{{border:{border};padding:{style.pad:g}pt;font-weight:normal;"
           f"word-break:break-all;text-align:left}}.v{{text-align:{style.align}}}.h{{text-align:center{';background:#ddd' if style.shaded else ''}}}"
           "tr{break-inside:avoid}")
    body = ""
    for table in tables:
        body += f"<h3>{pdf_setter.HEADS[table.name]}</h3>" + f"<p>{pdf_setter.PROSE}</p>" * style.prose
        body += "".join(f"<p style='margin:0'>第{n}件事已经办完。</p>" for n in range(push)) if table.name == "t3" else ""
        body += html_table(table, style)
    return f"<!DOCTYPE html><html lang=zh><head><meta charset=utf-8><title>年度报告</title><style>{css}</style></head><body>{body}</body></html>"


QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--no-pdf-header-footer")


def chromium(path, source):
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(["chromium", *QUIET, f"--user-data-dir={profile}", f"--print-to-pdf={path}", f"file://{source}"], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=90)


def office(folder, *paths):
    """All at once, as starting LibreOffice takes long."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", "pdf", "--outdir", folder, *paths],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60 + 20 * len(paths))


# ---- the real template ----

CELL = re.compile(r"<w:tc>.*?</w:tc>", re.S)
TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
PARAGRAPH = '<w:p><w:r><w:t>第{}件事已经办完。</w:t></w:r></w:p>'


def filled(template, path, tables, style, font, push=0):
    """The template with the numbers of `tables` in its blank cells, set as the style says."""
    rest = [cell.text for table in tables for cell in table.values()]

    def number(match):
        cell = match.group()
        if "".join(TEXT.findall(cell)).strip("\u3000 ") or '<w:vMerge w:val="continue"/>' in cell or "<w:vMerge/>" in cell:
            return cell
        head, _, tail = TEXT.sub("<w:t></w:t>", cell).rpartition("</w:p>")
        return f"{head}<w:r><w:rPr><w:rFonts w:ascii=\"x\"/></w:rPr><w:t>{rest.pop(0)}</w:t></w:r></w:p>{tail}"

    def change(xml):
        begin = [m.start() for m in re.finditer("<w:tbl>", xml)][1]
        xml = xml[:begin] + "".join(PARAGRAPH.format(n) for n in range(push)) + xml[begin:]
        xml = re.sub(r"<w:tbl>.*?</w:tbl>", lambda t: CELL.sub(number, t.group()), xml, flags=re.S)
        xml = re.sub(r'(w:(?:ascii|hAnsi|eastAsia|cs))="[^"]*"', rf'\1="{font}"', xml)
        xml = re.sub(r'(<w:szC?s? w:val=")(?:18|21|24)"', rf'\g<1>{round(style.size * 2)}"', xml)
        size = f'<w:pgSz w:w="{round(style.width * 20)}" w:h="{round(style.height * 20)}"' + (' w:orient="landscape"/>' if style.width > style.height else "/>")
        return re.sub(r"<w:pgSz [^>]*/>", size, xml)

    with zipfile.ZipFile(template) as given, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in given.namelist():
            data = given.read(name)
            out.writestr(name, change(data.decode()).encode() if name == "word/document.xml" else data)
    assert not rest, f"{len(rest)} numbers found no cell"


ABSENT = {"chromium": "chromium is not installed (Debian: chromium)", "soffice": "soffice is not installed (Debian: libreoffice-writer-nogui)"}


def why_not(name):
    """None where the producer can run, else the sentence that says why not."""
    if name.startswith("pango"):
        return pdf_pango.why_not()
    program = {"chromium": "chromium", "office": "soffice"}.get(name.split("-")[0])
    return ABSENT[program] if program and not shutil.which(program) else None
