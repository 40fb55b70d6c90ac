"""From Sheaf's JSON to the simple JSON that the scorers of the public test documents read: adapt(path, input_path).

Page furniture is left out. The lines of a title and of code stand as blocks of their own. A run-in heading and the paragraph that
goes on in its line are one paragraph, as they are one in the sources that the truth was made from. In DOCX the numbers of
headings and items that a program counts are left out: the truth was made by programs that do not show them. The JSON does not
tell them from numbers that are typed; the source does, where its paragraph holds the very text. Of PDF, only those of items are: the
truth of PDF that was made from DOCX is that of the DOCX.

Two more things of DOCX are left out, which the adapters of the peers leave out or never had. Equations: the simple JSON has no text
for them, pandoc's adapter drops those that pandoc read. And what was never typed: the boxes that Word draws for the fields of a
form, and the label of the abstract that pandoc writes above it (style AbstractTitle). SHEAF_ADAPT=plain keeps all of it.
"""
import json
import os
import re
import sys
import xml.etree.ElementTree as xml
import zipfile


ASIDE = ("footnote", "comment", "figure")   # what stands in a cell and is no part of its text


def text_of(block):
    """The text of a block and of everything in it, a line each; marks of items are no text."""
    lines, stack, whole = [], [block], block
    while stack:
        block = stack.pop()
        if block is not whole and block.get("kind") in ASIDE:
            continue
        if "number" in block and "kind" not in block:
            entry, rest = item_blocks(block, True, True)
            block = {"text": entry["text"], "blocks": rest}
        if block.get("text"):
            lines.append(block["text"])
        for inner in ("blocks", "items", "cells"):
            stack.extend(reversed(block.get(inner) or []))
    return "\n".join(lines)


def goes_on(head, block):
    """Does the block go on in the line of a run-in heading? Formats without lines do not show it: then it does."""
    a, b = head.get("origin", {}), block.get("origin", {})
    return block.get("kind") == "paragraph" and a.get("line") == b.get("line")


def gap(head, block):
    """A blank, unless the block begins at the very byte where the head ends."""
    a, b = head.get("origin", {}), block.get("origin", {})
    return "" if "offset" not in a or a["offset"] + a["length"] == b.get("offset") else " "


def simple_table(table):
    rows = [[] for _ in range(table["rows"])]
    for cell in table["cells"]:
        entry = {"text": text_of(cell)}
        if cell.get("row_span", 1) > 1:
            entry["rowspan"] = cell["row_span"]
        if "column_span" in cell:
            entry["colspan"] = cell["column_span"]
        rows[cell["row"]].append(entry)
    simple = {"type": "table", "rows": rows}
    if "page" in table.get("origin", {}):
        simple["page"] = table["origin"]["page"]
    return simple


def page_of(node, otherwise=None):
    return node.get("origin", {}).get("page", otherwise)


def tables_by_page(table):
    """A table that was joined over pages, as the pages show it: a table each, of the rows that begin there."""
    whole, pages = page_of(table), {}
    for cell in table["cells"]:
        pages.setdefault(cell["row"], page_of(cell, whole))
    starts = [row for row in range(table["rows"]) if row in pages and (row == 0 or pages[row] != pages.get(row - 1, pages[row]))]
    if len(starts) < 2:
        return [table]
    parts = []
    for first, end in zip(starts, starts[1:] + [table["rows"]]):
        cells = [dict(cell, row=cell["row"] - first, row_span=min(cell.get("row_span", 1), end - cell["row"]))
                 for cell in table["cells"] if first <= cell["row"] < end]
        parts.append(dict(table, rows=end - first, cells=cells, origin={"page": pages[first]}))
    return parts


def unnumbered(text, number):
    """The text behind its number."""
    return text[len(number):].lstrip() if number and text.startswith(number) else text


def item_blocks(item, ordered, counted):
    """An item's first text is the item; what else it holds stands behind it."""
    blocks = item["blocks"]
    text = item.get("text", "")
    if not text and blocks and blocks[0]["kind"] == "paragraph":
        text, blocks = blocks[0].get("text", ""), blocks[1:]
    return {"ordered": ordered, "text": unnumbered(text, item.get("number", "") if counted else "")}, blocks


def squeezed(text):
    return "".join(text.split())


def typed_texts(input_path):
    """The paragraphs of the main part of a DOCX as they were typed, without white space."""
    with zipfile.ZipFile(input_path) as package:
        parts = [name for name in package.namelist() if name.lower().startswith("word/document") and name.endswith(".xml")]
        roots = [xml.fromstring(package.read(name)) for name in parts]
    local = lambda element, name: element.tag.rpartition("}")[2] == name
    return {squeezed("".join(t.text or "" for t in p.iter() if local(t, "t")))
            for root in roots for p in root.iter() if local(p, "p")}


STEPS = ("p", "tbl", "tr", "tc")            # of the path of a block
DRAWN = ("oMath", "checkBox")               # in the place of typed text
BESIDE = ("Fallback", "txbxContent", "del", "moveFrom", "instrText")
SPACES = {"tab": "\t", "br": "\n", "cr": "\n"}


def name_of(element):
    return element.tag.rpartition("}")[2]


def placed_paragraphs(container, path):
    """(path as Sheaf says it, paragraph) of a container of blocks; wrappers are no steps."""
    stack = [(iter(container), path, {})]
    while stack:
        children, path, seen = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
        elif name_of(child) not in STEPS:
            if name_of(child) not in BESIDE:
                stack.append((iter(child), path, seen))
        else:
            step = name_of(child)
            seen[step] = seen.get(step, 0) + 1
            here = f"{path}/w:{step}[{seen[step]}]"
            if step == "p":
                yield here, child
            else:
                stack.append((iter(child), here, {}))


def typed_pieces(paragraph):
    """The typed text of a paragraph, cut where something drawn stands."""
    pieces, stack = [""], list(reversed(paragraph))
    while stack:
        element = stack.pop()
        name = name_of(element)
        if name in DRAWN:
            pieces.append("")
        elif name == "t":
            pieces[-1] += element.text or ""
        elif name in SPACES:
            pieces[-1] += SPACES[name]
        elif name not in BESIDE and name != "pPr":
            stack.extend(reversed(element))
    return pieces


def is_abstract_label(paragraph):
    return any(name_of(e) == "pStyle" and "AbstractTitle" in e.attrib.values() for e in paragraph.iter())


def typed_instead(input_path):
    """For paragraphs of a DOCX that hold what nobody typed: path -> (pattern of the text without white space, what was typed)."""
    with zipfile.ZipFile(input_path) as package:
        parts = [name for name in package.namelist() if name == "word/document.xml"]
        roots = [xml.fromstring(package.read(name)) for name in parts]
    instead = {}
    for body in (child for root in roots for child in root if name_of(child) == "body"):
        for path, paragraph in placed_paragraphs(body, "/w:document/w:body"):
            pieces = ["", ""] if is_abstract_label(paragraph) else typed_pieces(paragraph)
            if len(pieces) > 1:
                pattern = re.compile(".+".join(re.escape(squeezed(piece)) for piece in pieces))
                instead.setdefault(path, (pattern, " ".join(pieces)))
    return instead


def keep_typed(blocks, instead):
    """Takes what nobody typed out of the texts of paragraphs, wherever what is left is the text that the source holds."""
    stack = list(blocks)
    while stack:
        block = stack.pop()
        pattern, typed = instead.get(block.get("origin", {}).get("path"), (None, ""))
        if pattern and "more" not in block["origin"] and pattern.fullmatch(squeezed(block.get("text", ""))):
            block["text"] = typed
        for inner in ("blocks", "items", "cells"):
            stack.extend(block.get(inner) or [])


def simple_blocks(blocks, counted=False, typed=frozenset(), bare=False, paged=False):
    """All blocks in reading order; `level` is the number of lists around an item, less one. `counted`: the numbers of headings
    and items are counted by a program and are left out, but for headings whose text stands in `typed`. `bare`: those of items are.
    `paged`: tables page by page."""
    out, stack = [], [(block, 0) for block in reversed(blocks)]
    head = None
    while stack:
        block, depth = stack.pop()
        if block.get("furniture"):
            continue
        kind, text = block.get("kind", "item"), block.get("text", "")
        if head is not None:
            if goes_on(head, block):
                text = head["text"] + gap(head, block) + text
            else:
                out.append({"type": "paragraph", "text": head["text"]})
            head = None
        if kind == "title":
            out.extend({"type": "title", "text": line} for line in text.split("\n"))
        elif kind == "heading" and block.get("run_in"):
            head = block
        elif kind == "heading":
            number = block.get("number", "") if counted and squeezed(text) not in typed else ""
            out.append({"type": "heading", "level": block["level"], "text": unnumbered(text, number)})
        elif kind == "list":
            for item in reversed(block["items"]):
                stack.append((dict(item, ordered=block["ordered"]), depth))
        elif kind == "item":
            entry, rest = item_blocks(block, block["ordered"], counted or bare)
            out.append({"type": "list_item", "level": depth, **entry})
            stack.extend((inner, depth + 1) for inner in reversed(rest))
        elif kind == "table":
            if text:
                out.append({"type": "caption", "text": text})
            out.extend(simple_table(part) for part in (tables_by_page(block) if paged else [block]))
        elif kind == "code":
            out.extend({"type": "code", "text": line} for line in text.split("\n"))
        elif block.get("blocks") and kind not in ASIDE:
            stack.extend((inner, depth) for inner in reversed(block["blocks"]))
        else:
            out.append({"type": "note" if kind == "footnote" else kind, "text": text_of(block) if kind in ASIDE else text})
    if head is not None:
        out.append({"type": "paragraph", "text": head["text"]})
    return out


def adapt(path, input_path, paged=False):
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    counted = document["source"]["format"] == "docx"
    typed = typed_texts(input_path) if counted else frozenset()
    if counted and os.environ.get("SHEAF_ADAPT") != "plain":
        keep_typed(document["blocks"], typed_instead(input_path))
    simple = {"file": input_path, "blocks": simple_blocks(document["blocks"], counted, typed, document["source"]["format"] == "pdf", paged)}
    if "title" in document["meta"]:
        simple["meta"] = {"title": document["meta"]["title"]}
    return simple


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("adapt_sheaf.py REPORT.json SOURCE: prints the simple JSON of the scorers")
    json.dump(adapt(sys.argv[1], sys.argv[2]), sys.stdout, ensure_ascii=False, indent=1)
