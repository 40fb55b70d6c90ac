"""The truth of one document: facts that the text determines, and its structure before any page cut it.

Nothing here reads a converter's output: all comes from the report that was drawn and the damage that was done.
"""
import hashlib

from . import identities, rows as R


def _blocks(report, kind):
    return [b for b in report.blocks if b.kind == kind]


def _headings(report):
    out = []
    for b in report.blocks:
        if b.kind == "heading":
            out.append([b.level, b.text])
        elif b.head:
            out.append([2, b.head])
    return out


def _rows(printed):
    """What the text holds, row by row, for a stitched table: labels and values as printed, in order."""
    heads = printed.table.heads
    out = []
    for row in printed.rows:
        texts = {k: [s.text.strip() for s in row.slots if s.kind == k and s.text.strip()] for k in ("label", "value", "head")}
        kind = "head" if row.source < heads or not any(s.key for s in row.slots) and printed.table.name[0] == "t" else "data"
        values = texts["value"] + (texts["head"] if printed.table.name[0] == "x" else [])
        out.append({"kind": kind, "labels": texts["label"] + (texts["head"] if kind == "head" else []),
                    "values": values if kind == "data" else []})
    return out


def tables(flow):
    return [{"name": p.table.name, "section": p.table.section, "columns": p.table.width, "grid": p.table.grid(),
             "rows": _rows(p), "fragments": len(p.fragments())} for p in flow.items if isinstance(p, R.Printed)]


def joins(flow):
    out = []
    for item in flow.items:
        if isinstance(item, R.Printed):
            if item.cuts:
                out.append({"kind": "table", "name": item.table.name, "section": item.table.section,
                            "fragments": [len(f) for f in item.fragments()], "cuts": [item.cuts[c] for c in sorted(item.cuts)]})
        elif item.cuts:
            out.append({"kind": "paragraph", "pieces": item.pieces, "cuts": item.cuts})
    return out


def facts(flow):
    """(facts, lost, undecidable): each key of the variants once in facts or undecidable."""
    tables_ = [p for p in flow.items if isinstance(p, R.Printed)]
    lost = [k for p in tables_ for k in p.lost]
    open_ = set().union(*(p.open for p in tables_)) - set(lost)
    known = {k: None if k in lost else v for k, v in flow.report.facts.items() if k not in open_}
    return known, lost, {k: flow.report.facts[k] for k in flow.report.facts if k in open_}


def truth(case, flow, damage, encoding, text, furniture):
    report = flow.report
    known, lost, undecidable = facts(flow)
    sure, maybe = identities.broken(report.variants["t3"], {**known, **undecidable}, undecidable)
    return {
        "schema": "sheaf-generated-truth/1", "case": case, "shape": flow.shape, "encoding": encoding,
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(), "damage": damage, "variants": report.variants,
        "title": "".join(report.title()), "title_lines": report.title(), "agency": report.agency, "year": report.year,
        "sections": [b.text for b in _blocks(report, "heading") if b.level == 1],
        "headings": _headings(report), "run_in_heads": [b.head for b in report.blocks if b.head],
        "paragraphs": [b.text for b in _blocks(report, "paragraph")], "items": [b.text for b in _blocks(report, "item")],
        "tables": tables(flow), "joins": joins(flow), "furniture": furniture,
        "facts": known, "lost": lost, "undecidable": undecidable, "violations": sure, "violations_maybe": maybe,
    }
