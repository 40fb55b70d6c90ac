"""What docs/write_csv.md promises, said once more in Python: the text of a cell, the rule of the apostrophe, and what the
Data Package specification (2.0, with the stricter names of 1.0) asks of a descriptor. Written from the documents, not from
the plugin."""
import csv
import io
import json
import os
import re

SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}


# ---- texts ----

STRONG = {"note": ("[", "]"), "deleted": ("~~", "~~"), "struck": ("~~", "~~")}
RAISED = {"superscript": "^", "subscript": "_"}


def one_number(before, behind):
    """Whether nothing but print tells the two apart."""
    return bool(re.search("[-+,.＋，－．0-9０-９]$", before) and re.match("[-+,.＋，－．]?[0-9０-９]", behind))


def mark_raised(text, place, last, run, later):
    start, end = place
    strong = [r for r in later if r["kind"] in STRONG and r["length"] > 0 and r["start"] + r["length"] > start][:1]
    end = min([end] + [max(r["start"], start) for r in strong])
    marked = any(r["start"] <= end for r in strong) or any(r["kind"] in RAISED and r["start"] == end for r in later[:1])
    mark = RAISED[run["kind"]]
    behind = mark if not marked and one_number(text[:end], text[end:last]) else ""
    return end, mark if one_number(text[:start], text[start:end]) else "", behind


def with_marks(block):
    """A block's trimmed text with what print says by its marks: [note], ^exponent, ~~struck~~."""
    text, out, runs = block.get("text", ""), "", block.get("runs", [])
    last = len(text.rstrip(SPACE))
    at = last - len(text[:last].lstrip(SPACE))
    for i, run in enumerate(runs):
        start, end = max(run["start"], at), min(run["start"] + run["length"], last)
        before, behind = STRONG.get(run["kind"], ("", ""))
        if start < end and run["kind"] in RAISED:
            end, before, behind = mark_raised(text, (start, end), last, run, runs[i + 1:])
        if start >= end or (run["kind"] == "note" and text[start] == "["):
            continue
        if before or behind:
            out, at = out + text[at:start] + before + text[start:end] + behind, end
    return out + text[at:last]


def cell_text(cell):
    """The texts of a cell and of the blocks in it, a line each; remarks and running heads are none of it."""
    lines, stack = [], [cell]
    while stack:
        block = stack.pop()
        if block.get("kind") == "comment" or block.get("furniture"):
            continue
        lines += [with_marks(block)] if block.get("text", "").strip(SPACE) else []
        for inner in ("items", "cells", "blocks"):
            stack.extend(reversed(block.get(inner) or []))
    return "\n".join(lines).replace("\0", "\ufffd")


def grid(table, repeat=False):
    rows = [[""] * table["columns"] for _ in range(table["rows"])]
    for cell in table["cells"]:
        text = cell_text(cell)
        for row in range(cell["row"], cell["row"] + cell.get("row_span", 1)):
            for column in range(cell["column"], cell["column"] + cell.get("column_span", 1)):
                if repeat or (row, column) == (cell["row"], cell["column"]):
                    rows[row][column] = text
    return rows


def tables(blocks):
    """Tables in order, those in cells too, but none of a running head."""
    found, stack = [], list(reversed(blocks))
    while stack:
        block = stack.pop()
        if block.get("furniture"):
            continue
        found += [block] if block.get("kind") == "table" else []
        for inner in ("items", "cells", "blocks"):
            stack.extend(reversed(block.get(inner) or []))
    return found


# ---- formulas ----

NUMBER = re.compile(r"[-+－＋]?[0-9０-９][0-9０-９.,．，]*[%％]?")


def is_formula(text):
    front = re.match(f"[{SPACE}\ufeff]*", text).group()
    rest = text[len(front):]
    if any(c in "\t\r\n" for c in front):
        return True
    if not rest or rest[0] not in "=+-@＝＋－＠":
        return False
    bare = rest.rstrip(SPACE)
    return not (NUMBER.fullmatch(bare) or re.fullmatch("[-－]+", bare))


def escape(text):
    return "'" + text if is_formula(text.lstrip("'")) else text


def undo(text):
    return text[1:] if text.startswith("'") and is_formula(text.lstrip("'")) else text


def read_back(data, delimiter="comma"):
    """Rows by Python's own parser, strict; every line must end as RFC 4180 says."""
    text = data.decode("utf-8-sig")
    assert text == "" or text.endswith("\r\n"), repr(text[-20:])
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=DELIMITERS[delimiter], strict=True))


# ---- the descriptor ----

TEXT = {"type": "string", "minLength": 1}
PACKAGE = {
    "type": "object",
    "required": ["$schema", "resources"],
    "properties": {
        "$schema": {"const": "https://datapackage.org/profiles/2.0/datapackage.json"},
        "title": TEXT,
        "sources": {"type": "array", "items": {"type": "object", "required": ["title"], "properties": {"title": TEXT}}},
        "sheaf:complete": {"type": "boolean"},
        "sheaf:diagnostics": {"type": "array", "minItems": 1, "items": TEXT},
        "resources": {"type": "array", "minItems": 1, "items": {
            "type": "object",
            "required": ["name", "path", "type", "format", "mediatype", "encoding", "dialect", "schema"],
            "properties": {
                "name": {"type": "string", "pattern": "^[-a-z0-9._/]+$"},
                "type": {"const": "table"},
                "title": TEXT,
                "path": {"type": "string", "pattern": r"^(?![./~])(?!file:)(?!.*(/\.\./|\\|://))[^/\n]+\.csv$"},
                "format": {"const": "csv"},
                "mediatype": {"const": "text/csv"},
                "encoding": {"const": "utf-8"},
                "sheaf:in": {"type": "string", "pattern": "^table-[0-9]+$"},
                "sheaf:escaped": {"type": "integer", "minimum": 1},
                "dialect": {"type": "object", "required": ["delimiter"], "additionalProperties": False, "properties": {
                    "delimiter": {"enum": [",", ";", "\t"]},
                    "header": {"const": False},
                    "headerRows": {"type": "array", "minItems": 1, "uniqueItems": True,
                                   "items": {"type": "integer", "minimum": 1}}}},
                "schema": {"type": "object", "required": ["fields"], "additionalProperties": False, "properties": {
                    "fields": {"type": "array", "minItems": 1, "items": {
                        "type": "object", "required": ["name", "type"], "additionalProperties": False, "properties": {
                            "name": TEXT, "type": {"enum": ["integer", "number", "string"]}}}}}}}}}}}
CASTS = {"integer": re.compile(r"-?\d{1,18}", re.ASCII), "number": re.compile(r"-?\d+(\.\d+)?", re.ASCII),
         "string": re.compile(r".*", re.DOTALL)}


def check_package(folder):
    """Every complaint about a directory: its descriptor, its files, and that each tells the truth of the other."""
    import jsonschema
    with open(os.path.join(folder, "datapackage.json"), encoding="utf-8") as file:
        package = json.load(file)
    jsonschema.Draft7Validator(PACKAGE).validate(package)
    resources = package["resources"]
    assert len({r["name"] for r in resources}) == len(resources), "two resources of one name"
    wanted = sorted([r["path"] for r in resources] + ["datapackage.json"])
    assert sorted(os.listdir(folder)) == wanted, f"{sorted(os.listdir(folder))} is not {wanted}"
    for resource in resources:
        check_resource(folder, resource)
    return package


def check_resource(folder, resource):
    names = [field["name"] for field in resource["schema"]["fields"]]
    assert len(set(names)) == len(names), f"fields of one name: {names}"
    with open(os.path.join(folder, resource["path"]), "rb") as file:
        kind = next(k for k, c in DELIMITERS.items() if c == resource["dialect"]["delimiter"])
        rows = read_back(file.read(), kind)
    head = resource["dialect"].get("headerRows", [])
    assert head == list(range(1, len(head) + 1)) and len(head) < max(len(rows), 1), f"header rows {head} of {len(rows)}"
    assert bool(head) == ("header" not in resource["dialect"]), resource["dialect"]
    assert sum(escape(undo(c)) != undo(c) for row in rows for c in row) == resource.get("sheaf:escaped", 0)
    for row in rows:
        assert len(row) == len(names), f"{len(row)} fields, expected {len(names)}"
    for column, field in enumerate(resource["schema"]["fields"]):
        texts = [row[column] for row in rows[len(head):] if row[column] != ""]
        wrong = [t for t in texts if not CASTS[field["type"]].fullmatch(t)]
        assert not wrong, f"{field} holds {wrong[:3]}"
        if field["type"] == "string":
            assert not texts or not all(is_plain(t) for t in texts), f"{field} holds nothing but numbers"


def is_plain(text):
    """A number that is no name in digits: no plus, no zero in front, no more digits than a decimal of ours."""
    return bool(re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?", text, re.ASCII)) and sum(c.isdigit() for c in text) <= 18
