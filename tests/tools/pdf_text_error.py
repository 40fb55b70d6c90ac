"""The character error of text that comes back from PDF, against the documents it was printed from.

Documents are made from a seed: one to three columns, Latin, Chinese and mixed text, justified and ragged, headings over and in the
columns, items with typed numbers, labels with values at a tab, raised digits, ligatures. LibreOffice (from DOCX) and Chromium (from
HTML) print them; what Sheaf reads is compared without white space, order included: edits divided by characters.

Usage: pdf_text_error.py [--documents N] [--seed N] [--keep DIR] [--producer office|chromium] [--at-most PERCENT]
       pdf_text_error.py --self-test
"""
import argparse
import html
import os
import random
import re
import shutil
import sys
import tempfile

import pdf_producers
from sheaf_json import body, convert, walk

WORDS = """the of and report office public request decision year information agency first second official offline affluent field
committee reply application refusal partial citizen court appeal deadline law article paragraph received answered carried forward
publication website account hotline register archive finance fiscal flow figure efficient review supervision training staff""".split()
HAN = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"


# ---- documents: a list of (columns, blocks), a block being (kind, text) ----

def sentence(r, script):
    if script == "latin":
        words = [r.choice(WORDS) for _ in range(r.randint(6, 18))]
        if r.random() < .3:
            words.insert(3, str(r.randint(2, 98765)))
        return " ".join(words).capitalize() + r.choice(".....;?") + " "
    text = "".join(r.choice(HAN) for _ in range(r.randint(8, 26)))
    if script == "mixed" or r.random() < .3:
        at = r.randint(2, len(text) - 2)
        text = text[:at] + r.choice([str(r.randint(1, 99999)), " PDF ", "12.5%", " " + r.choice(WORDS) + " ", "（" + r.choice(HAN) + "）"]) + text[at:]
    return text + r.choice("。。，；：")


def paragraph(r, script, least=2, most=7):
    return "".join(sentence(r, script) for _ in range(r.randint(least, most))).strip()


def heading(r, script, number):
    if script == "latin":
        return f"{number}. " + " ".join(r.choice(WORDS) for _ in range(r.randint(1, 4))).title()
    return "一二三四五六七八九"[(number - 1) % 9] + "、" + "".join(r.choice(HAN) for _ in range(r.randint(3, 9)))


def blocks(r, script, count, first):
    made = []
    for n in range(count):
        pick = r.random()
        if pick < .2:
            made.append(("heading", heading(r, script, first + n)))
        elif pick < .3:
            made += [("item", f"{i}. " + paragraph(r, script, 1, 2)) for i in range(1, r.randint(3, 5))]
        elif pick < .36 and script == "latin":
            made.append(("raised", paragraph(r, script, 1, 2)))
        else:
            made.append(("text", paragraph(r, script)))
    return made


def document(seed):
    r = random.Random(seed)
    script = r.choice(["latin", "cjk", "mixed"])
    shape = {"script": script, "justified": r.random() < .6, "size": r.choice([9, 10, 10.5, 12] if script == "latin" else [10.5, 12, 14]),
             "gap": r.choice([14, 18, 24, 36]), "page": r.choice([(595, 842), (612, 792), (842, 595)]), "spacing": r.choice([1.15, 1.3, 1.5]),
             "indent": r.random() < .5, "font": r.choice(["Liberation Serif", "DejaVu Sans"] if script == "latin" else ["Noto Serif CJK SC", "Noto Sans CJK SC"])}
    sections = [(1, [("title", heading(r, script, 1)[2:].strip())] + blocks(r, script, r.randint(1, 3), 1))]
    if r.random() < .25:
        sections[0][1].extend(("label", f"{r.choice(WORDS).title()}:\t{r.choice(WORDS)} {r.randint(10, 99)}") for _ in range(4))
    many = r.choice([1, 2, 2, 2, 3]) if shape["page"][0] < 800 or script == "latin" else r.choice([1, 2])
    many = min(many, 2) if shape["size"] > 11 else many
    sections.append((many, blocks(r, script, r.randint(6, 16), 2)))
    if r.random() < .4:
        sections.append((1, blocks(r, script, 2, 7)))
    return shape, sections


def truth(sections):
    return "".join(re.sub(r"\s", "", text) + ("23" if kind == "raised" else "") for _, some in sections for kind, text in some)


# ---- printing ----

def as_html(shape, sections):
    wide, high = shape["page"]
    css = (f"@page{{size:{wide}pt {high}pt;margin:54pt}}body{{margin:0;font:{shape['size']}pt/{shape['spacing']} '{shape['font']}'}}"
           f"p{{margin:0 0 .5em;text-align:{'justify' if shape['justified'] else 'left'};text-indent:{'2em' if shape['indent'] else 0}}}"
           f"h1{{font-size:1.5em;text-align:center}}h2{{font-size:1.15em;margin:.7em 0 .3em}}.i{{padding-left:1.5em;text-indent:-1.5em}}"
           f".l{{white-space:pre;tab-size:14;text-indent:0}}div{{column-gap:{shape['gap']}pt;margin-bottom:.5em}}")
    out = []
    for columns, some in sections:
        out.append(f"<div style='columns:{columns}'>" if columns > 1 else "<div>")
        for kind, text in some:
            tag, end = {"title": ("<h1>", "</h1>"), "heading": ("<h2>", "</h2>"), "item": ("<p class=i>", "</p>"),
                        "label": ("<p class=l>", "</p>")}.get(kind, ("<p>", "</p>"))
            out.append(tag + html.escape(text) + ("<sup>23</sup>" if kind == "raised" else "") + end)
        out.append("</div>")
    lang = "en" if shape["script"] == "latin" else "zh-CN"
    return f"<!DOCTYPE html><html lang={lang}><meta charset=utf-8><title>t</title><style>{css}</style><body>{''.join(out)}</body></html>"


def as_docx(shape, sections, path):
    import docx
    from docx.enum.section import WD_SECTION
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt
    file = docx.Document()
    style = file.styles["Normal"]
    style.font.name, style.font.size = shape["font"], Pt(shape["size"])
    style.element.rPr.rFonts.set(qn("w:eastAsia"), shape["font"])
    for number, (columns, some) in enumerate(sections):
        section = file.sections[0] if number == 0 else file.add_section(WD_SECTION.CONTINUOUS)
        section.page_width, section.page_height = (Pt(side) for side in shape["page"])
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(54)
        cols = section._sectPr.find(qn("w:cols"))
        if cols is None:
            cols = section._sectPr.makeelement(qn("w:cols"), {})
            section._sectPr.append(cols)
        cols.set(qn("w:num"), str(columns))
        cols.set(qn("w:space"), str(shape["gap"] * 20))
        for kind, text in some:
            p = file.add_paragraph()
            run = p.add_run(text)
            p.paragraph_format.line_spacing = shape["spacing"]
            p.paragraph_format.space_after = Pt(5)
            if kind == "title":
                run.font.size, p.alignment = Pt(shape["size"] * 1.5), WD_ALIGN_PARAGRAPH.CENTER
            elif kind == "heading":
                run.bold = True
            elif kind != "label":
                p.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if shape["justified"] else WD_ALIGN_PARAGRAPH.LEFT
                p.paragraph_format.first_line_indent = Pt(shape["size"] * 2) if shape["indent"] and kind == "text" else None
            if kind == "raised":
                p.add_run("23").font.superscript = True
    file.save(path)


def print_all(documents, folder, wanted):
    """{(seed, producer): path} of what could be printed."""
    made = {}
    if wanted in (None, "office") and shutil.which("soffice"):
        for seed, (shape, sections) in documents.items():
            as_docx(shape, sections, os.path.join(folder, f"{seed}-office.docx"))
        pdf_producers.office(folder, *(os.path.join(folder, f"{seed}-office.docx") for seed in documents))
        made.update({(seed, "office"): os.path.join(folder, f"{seed}-office.pdf") for seed in documents})
    if wanted in (None, "chromium") and shutil.which("chromium"):
        for seed, (shape, sections) in documents.items():
            source, path = (os.path.join(folder, f"{seed}-chromium.{ending}") for ending in ("html", "pdf"))
            with open(source, "w", encoding="utf-8") as f:
                f.write(as_html(shape, sections))
            pdf_producers.chromium(path, source)
            made[seed, "chromium"] = path
    return made


# ---- comparing ----

def edits(a, b):
    """The edit distance of two texts: Myers' bit vectors, a column an integer."""
    if not a:
        return len(b)
    at = {}
    for i, c in enumerate(a):
        at[c] = at.get(c, 0) | 1 << i
    full, top = (1 << len(a)) - 1, 1 << (len(a) - 1)
    plus, minus, distance = full, 0, len(a)
    for c in b:
        match = at.get(c, 0)
        across = (((match & plus) + plus) ^ plus) | match | minus
        up, down = minus | (~(across | plus) & full), plus & across
        distance += bool(up & top) - bool(down & top)
        up, down = (up << 1 | 1) & full, (down << 1) & full
        plus, minus = down | (~((match | minus) | up) & full), up & (match | minus)
    return distance


def text_of(report):
    return re.sub(r"\s", "", "".join(b.get("text", "") for b in walk(body(report))))


def first_difference(a, b):
    at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    return f"…{a[max(0, at - 12):at]}[{a[at:at + 20]}] read as [{b[at:at + 20]}]"


def compare(documents, made):
    """{(producer, script, columns): [edits, characters, documents, documents over 0.5 %]}, telling of each difference."""
    totals = {}
    for (seed, name), path in sorted(made.items()):
        shape, sections = documents[seed]
        wanted, found, columns = truth(sections), text_of(convert(path, "--pass", "none")), sections[1][0]
        wrong = edits(wanted, found)
        total = totals.setdefault((name, shape["script"], columns), [0, 0, 0, 0])
        for i, value in enumerate((wrong, len(wanted), 1, wrong > .005 * len(wanted))):
            total[i] += value
        if wrong:
            print(f"{seed} {name} {shape['script']} x{columns}: {wrong} of {len(wanted)}: {first_difference(wanted, found)}")
    return totals


def measure(options):
    documents = {seed: document(seed) for seed in range(options.seed, options.seed + options.documents)}
    with tempfile.TemporaryDirectory() as scratch:
        folder = os.path.abspath(options.keep or scratch)
        os.makedirs(folder, exist_ok=True)
        totals = compare(documents, print_all(documents, folder, options.producer))
    if not totals:
        print("neither soffice nor chromium is installed: nothing was measured")
        return 77
    for key, (wrong, count, files, over) in sorted(totals.items()):
        print(f"{key[0]:9}{key[1]:6}{key[2]} column(s): {100 * wrong / count:.3f} % of {count} characters, {over} of {files} documents over 0.5 %")
    wrong, count = (sum(t[i] for t in totals.values()) for i in (0, 1))
    print(f"all: {100 * wrong / count:.3f} % of {count} characters")
    return int(100 * wrong / count > options.at_most)


def self_test():
    def plain(a, b):
        row = list(range(len(b) + 1))
        for i, x in enumerate(a, 1):
            last, row[0] = row[0], i
            for j, y in enumerate(b, 1):
                last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
        return row[-1]
    r = random.Random(5)
    for _ in range(300):
        a, b = ("".join(r.choice("abc") for _ in range(r.randint(0, 70))) for _ in range(2))
        assert edits(a, b) == plain(a, b), (a, b)
    shape, sections = document(3)
    assert truth(sections) == truth(document(3)[1]) and len(truth(sections)) > 500
    print("edits agrees with the plain table on 300 pairs")
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep")
    parser.add_argument("--producer", choices=["office", "chromium"])
    parser.add_argument("--at-most", type=float, default=0.5)
    parser.add_argument("--self-test", action="store_true")
    chosen = parser.parse_args()
    sys.exit(self_test() if chosen.self_test else measure(chosen))
