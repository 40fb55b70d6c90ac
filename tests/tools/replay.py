"""Replays repairs: what Sheaf reads with --no-repair, and the records of a full run, give the full run's blocks and facts.

Records say by origin what they are about: `from`, and the origin in `to`. Nothing else of the full run is looked at, and no
block is found by its id, its number or its text. A record that does not fit is Unfit. What is not replayed: the roles of header cells
in tables that a record changed (the host derives them from the grid, docs/ir.md) and what follows from the facts (checks, findings).
"""
import copy
import html
import json
import re
from decimal import Decimal

import sheaf_json

SURE = ("read", "read_repaired")
INNER = ("blocks", "cells", "items")


class Unfit(AssertionError):
    """A record that does not lead from the raw document to anything."""


def need(is_so, repair, why):
    if not is_so:
        raise Unfit(f"repair {repair['id']} ({repair['kind']}): {why}")


# ---- places ----


def key(piece):
    return json.dumps({k: v for k, v in piece.items() if k != "more"}, sort_keys=True, default=str)


def pieces(origin):
    """The keys of an origin's pieces, in order."""
    return [key(p) for p in [origin, *origin.get("more", [])] if len(p) > ("more" in p)] if origin else []


def place(block):
    return pieces(block.get("origin"))


def put_place(block, origins):
    """The place of a block whose pieces are those of several."""
    all_pieces = [{k: v for k, v in p.items() if k != "more"} for o in origins if o for p in [o, *o.get("more", [])]]
    all_pieces = [p for p in all_pieces if p]
    block.pop("origin", None)
    if all_pieces:
        block["origin"] = {**all_pieces[0], **({"more": all_pieces[1:]} if all_pieces[1:] else {})}


# ---- the tree ----


class Tree:
    """Blocks of a raw document on their way to the final ones."""

    def __init__(self, document):
        self.blocks = copy.deepcopy(document["blocks"])
        self.changed = set()   # ids of tables
        self.moved = {}        # id of a block that went into another one -> that one's
        self.parts = {}        # pieces of a fragment -> (first row, row behind the last)

    def walk(self):
        return sheaf_json.walk(self.blocks)

    def one(self, repair, kinds, test, what):
        found = [b for b in self.walk() if b.get("kind", "cell" if "row" in b else None) in kinds and test(b)]
        need(len(found) == 1, repair, f"{len(found)} blocks are {what}")
        return found[0]

    def upper(self, repair, *kinds):
        at = pieces(repair["to"].get("origin"))
        need(at, repair, "says no place in `to`")
        return self.one(repair, kinds, lambda b: place(b)[:1] == at[:1], "what `to` says")

    def remove(self, block):
        stack = [self.blocks]
        while stack:
            siblings = stack.pop()
            for i, other in enumerate(siblings):
                if other is block:
                    del siblings[i]
                    return
                stack.extend(other[inner] for inner in INNER if other.get(inner))


# ---- texts ----


def seam(repair, above, below):
    """What the record puts between two texts, whose end and beginning it quotes."""
    before, after = repair["before"], repair["after"]
    for cut in (m.start() for m in re.finditer("(?=\n\n)", before)):
        a, b = before[:cut], before[cut + 2:]
        if above.endswith(a) and below.startswith(b) and after.startswith(a) and after.endswith(b) and len(after) >= len(a) + len(b):
            return after[len(a):len(after) - len(b)]
    need(False, repair, "quotes other texts than those that stand there")


def join_texts(above, between, below):
    shift = len(above.get("text", "")) + len(between)
    runs = [*above.get("runs", []), *({**r, "start": r["start"] + shift} for r in below.get("runs", []))]
    above["text"] = above.get("text", "") + between + below.get("text", "")
    if runs:
        above["runs"] = sorted(runs, key=lambda r: (r["start"], -r["length"]))
    if "confidence" in below:
        above["confidence"] = min(above.get("confidence", 1), below["confidence"])
    put_place(above, [above.get("origin"), below.get("origin")])


def join_paragraphs(tree, repair):
    above = tree.upper(repair, "paragraph")
    at = [k for o in repair["from"] for k in pieces(o)]
    below = tree.one(repair, ("paragraph",), lambda b: b is not above and at and place(b) == at, "what `from` says")
    join_texts(above, seam(repair, above["text"], below["text"]), below)
    tree.remove(below)
    tree.moved[below["id"]] = above["id"]


def join_digits(tree, repair):
    """A number that was broken inside its cell: `from` has the places of its pieces, which the cell has, too."""
    cell = tree.upper(repair, "cell", "paragraph")
    need(all(k in place(cell) for o in repair["from"] for k in pieces(o)), repair, "names places that the cell does not have")
    need(cell["text"].count(repair["before"]) == 1, repair, "quotes another text than the cell's")
    cell["text"] = cell["text"].replace(repair["before"], repair["after"])
    tree.changed.add(next(b["id"] for b in tree.walk() if cell in b.get("cells", [])))


# ---- tables ----

SIZE = r"(\d+) rows x (\d+) columns"
COLUMNS = re.compile(SIZE + r"(?:; the columns above begin in((?: \d+)+))?(?:; the columns below begin in((?: \d+)+))?")


def spread(table, begin, width):
    """Moves the cells of a table to where its columns begin in a wider grid."""
    ends = [*begin[1:], width]
    for cell in table["cells"]:
        first, last = cell["column"], cell["column"] + cell.get("column_span", 1) - 1
        cell["column"] = begin[first]
        put_span(cell, "column_span", ends[last] - begin[first])


def put_span(cell, name, span):
    cell.pop(name, None)
    if span > 1:
        cell[name] = span


def is_padding(cell):
    return cell.get("filler") and not cell.get("text") and not cell.get("blocks")


def cut_header(below, repair, named):
    """The cells that the record names are the first rows, all of them; how many rows they are."""
    own = [k for o in repair["from"] for k in pieces(o)][named:]
    left, gone = [], []
    for cell in below["cells"]:
        if not gone == own and place(cell) and all(k in own for k in place(cell)):
            gone += place(cell)
        else:
            left.append(cell)
    need(sorted(gone) == sorted(own), repair, "names cells that are not in the header of the fragment")
    skip = min((c["row"] for c in left if place(c)), default=below["rows"])
    below["cells"] = [c for c in left if c["row"] >= skip]
    for cell in below["cells"]:
        cell["row"] -= skip
    return skip


def join_tables(tree, repair):
    above = tree.upper(repair, "table")
    at = [k for o in repair["from"] for k in pieces(o)]
    below = tree.one(repair, ("table",), lambda b: b is not above and place(b) and at[:len(place(b))] == place(b), "what `from` says")
    size = COLUMNS.fullmatch(repair["after"])
    need(size, repair, "does not say how large the table is then")
    rows, width = int(size[1]), int(size[2])
    first, named = repair["to"]["row"], len(place(below))
    skip = cut_header(below, repair, named) if repair["kind"] == "header_join" else 0
    need(skip > 0 or len(at) == named, repair, "names places that are not those of the fragment")
    need(not size[3] or len(size[3].split()) == above["columns"], repair, "has not as many columns above as there are")
    need(not size[4] or len(size[4].split()) == below["columns"], repair, "has not as many columns below as there are")
    if size[3]:
        spread(above, [int(n) for n in size[3].split()], width)
    columns = [int(n) for n in size[4].split()] if size[4] else [repair["to"]["column"] + i for i in range(below["columns"])]
    need(columns[0] == repair["to"]["column"], repair, "says two columns to begin in")
    below["cells"] = [c for c in below["cells"] if not is_padding(c)]
    spread(below, columns, width if size[4] else columns[0] + below["columns"])
    for cell in below["cells"]:
        cell["row"] += first
        put_span(cell, "column_span", min(cell.get("column_span", 1), width - cell["column"]))
    need(all(c.get("column_span", 1) > 0 for c in below["cells"]), repair, "has no column for some cell")
    need(first + below["rows"] - skip == rows, repair, "says another number of rows than there are")
    tree.parts[tuple(place(below))] = (first, rows)
    above["cells"] += below["cells"]
    above["rows"], above["columns"] = rows, width
    put_place(above, [above.get("origin"), below.get("origin")])
    tree.remove(below)
    tree.moved[below["id"]] = above["id"]
    tree.changed.add(above["id"])


def table_of(tree, cell):
    return next(b for b in tree.walk() if any(c is cell for c in b.get("cells", [])))


def swallow(tree, table, above, below, between):
    put_span(above, "row_span", max(above["row"] + above.get("row_span", 1), below["row"] + below.get("row_span", 1)) - above["row"])
    join_texts(above, between, below)
    table["cells"] = [c for c in table["cells"] if c is not below]
    tree.moved[below["id"]] = above["id"]


def join_cells(tree, repair):
    above = tree.upper(repair, "cell")
    table = table_of(tree, above)
    at = [k for o in repair["from"] for k in pieces(o)]
    need(at, repair, "says no place in `from`")
    if tuple(at) in tree.parts:  # the merged cell left of a whole fragment
        put_span(above, "row_span", tree.parts[tuple(at)][1] - above["row"])
        put_place(above, [above.get("origin"), *repair["from"]])
        return
    below = next((c for c in table["cells"] if c is not above and place(c) == at), None)
    need(below is not None, repair, "names no cell of the table")
    need((above["column"], above.get("column_span")) == (below["column"], below.get("column_span")), repair, "joins cells of different columns")
    has_seam = "\n\n" in repair["before"]
    if repair["before"].startswith(repair["after"] + "\n\n"):  # printed again: once is enough
        need("".join(above["text"].split()) == "".join(below["text"].split()), repair, "calls two texts one")
        below["text"] = ""
        has_seam = False
    need(has_seam or not (above["text"].strip() and below["text"].strip()), repair, "does not say what stands between two texts")
    swallow(tree, table, above, below, seam(repair, above["text"], below["text"]) if has_seam else "")


def settle(tree):
    """Blank cells of a row that was cut go into those above; every slot that is left is a filler."""
    fresh = max((b["id"] for b in tree.walk()), default=0) + 1
    for table in [b for b in tree.walk() if b.get("kind") == "table" and b["id"] in tree.changed]:
        owners = {}
        for cell in sorted(table["cells"], key=lambda c: (c["row"], c["column"])):
            slots = [(r, c) for r in range(cell["row"], cell["row"] + cell.get("row_span", 1))
                     for c in range(cell["column"], cell["column"] + cell.get("column_span", 1))]
            above = owners.get(slots[0])
            if above is not None and not cell.get("text") and above["column"] == cell["column"] and \
                    above.get("column_span") == cell.get("column_span"):
                swallow(tree, table, above, cell, "")
                cell = above
            elif any(s in owners for s in slots):
                raise Unfit(f"two cells at row {cell['row']}, column {cell['column']}")
            owners.update(dict.fromkeys(slots, cell))
        for row in range(table["rows"]):
            for column in range(table["columns"]):
                if (row, column) not in owners:
                    table["cells"].append({"id": fresh, "row": row, "column": column, "text": "", "filler": True})
                    fresh += 1
        table["cells"].sort(key=lambda c: (c["row"], c["column"]))


JOINS = {"paragraph_join": join_paragraphs, "fragment_join": join_tables, "header_join": join_tables}
CELLS = {"cell_join": join_cells, "digits_joined": join_digits}


def replay_blocks(raw, repairs):
    tree = Tree(raw)
    known = {r["id"] for r in raw["repairs"]}  # of the conversion whose JSON was read: the raw document has them, too
    about_blocks = [r for r in repairs if "fact" not in r["to"] and r["id"] not in known]
    for steps in (JOINS, CELLS):
        for repair in about_blocks:
            need(repair["kind"] in JOINS or repair["kind"] in CELLS, repair, "is of a kind that nobody can replay")
            if repair["kind"] in steps:
                steps[repair["kind"]](tree, repair)
    settle(tree)
    return tree


# ---- facts ----


def number(text):
    """The number of the grammar in docs/forms.md that a text is, without its unit; None."""
    text = text.strip().translate({ord("０") + i: ord("0") + i for i in range(10)} | {0xFF0C: ",", 0xFF0E: ".", 0xFF0D: "-", 0x2212: "-"})
    found = re.fullmatch(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?[^\d\s]{0,4}", text)
    return Decimal(found[1] + found[2].replace(",", "") + (found[3] or "")) if found else None


def covered(pattern, keys):
    before, star, after = pattern.partition("*")
    return [k for k in keys if k.startswith(before) and k.endswith(after) and len(k) >= len(before + after)] if star else [pattern]


def whole_text(block):
    """Text of a cell: its own, or that of the blocks in it."""
    return "\n".join(b["text"] for b in sheaf_json.walk([block]) if b.get("text"))


def can_be(text, value):
    """The value is printed: a text, its digits joined, or a number that stands in it."""
    own = re.findall(r"[-+\d.,０-９，．－−]+", text)
    return value in (number(text), number("".join(text.split())), *(number(p) for p in [*own, *text.split()]))


# Kinds whose `after` lists what was taken, slot by slot; others say that the whole cell was.
PLACING = ("cell_shift", "value_gap", "extra_value", "digits_joined", "column_moved", "cell_split")


class Facts:
    def __init__(self, raw, tree):
        self.list = copy.deepcopy(raw["facts"])
        self.keys = {}
        for fact in self.list:
            self.keys.setdefault(fact.get("instance", 0), []).append(fact["key"])
        self.named = {(f.get("instance", 0), f["key"]): f for f in self.list}
        self.blocks, self.ids = {}, {b["id"]: b for b in tree.walk()}
        small = [b for b in tree.walk() if "row" in b] + [b for b in tree.walk() if "row" not in b and b.get("text") and "cells" not in b]
        for keys in ([(b, k) for b in small for k in place(b)[:1]], [(b, k) for b in small for k in place(b)]):
            for block, k in keys:
                self.blocks.setdefault(k, block)

    def at(self, repair, origin):
        found = [self.blocks.get(k) for k in pieces(origin)[:1]]
        need(found and found[0], repair, f"names a place where nothing stands: {origin}")
        return found[0]

    def put(self, fact, repair, block, value, text):
        need(not fact["repairs"] or fact["value"] in (None, value) or value is None, repair, f"{fact['key']} has another value by another record")
        fact["repairs"].append(repair["id"])
        fact["node"] = block["id"]
        if value is not None:
            fact.update(value=value, status="read_repaired", raw=text)

    def join(self, repair):
        """Digits in cells above and below each other."""
        fact = self.named.get((repair["to"].get("instance", 0), repair["to"]["fact"]))
        need(fact, repair, "is about no fact")
        blocks = [self.at(repair, o) for o in repair["from"]]
        texts = [whole_text(b) for b in blocks]
        need("\n".join(texts) == repair["before"], repair, "quotes other texts than those that stand there")
        fact["value"] = None  # the row's own record says the piece that stands in the row
        block = next((b for b in blocks if b["id"] == fact.get("node")), blocks[0])
        self.put(fact, repair, block, number("".join(texts)), whole_text(block))

    def unmark(self, repair):
        """A number in marks of emphasis, or with references to characters."""
        fact = self.named.get((repair["to"].get("instance", 0), repair["to"]["fact"]))
        need(fact and len(repair["from"]) == 1, repair, "is about no fact, or no cell")
        block = self.at(repair, repair["from"][0])
        need(repair["before"] in whole_text(block), repair, "quotes another text than the one that stands there")
        need(html.unescape(repair["before"]).strip().strip("*_").strip() == repair["after"], repair, "takes more off than marks")
        self.put(fact, repair, block, number(repair["after"]), repair["before"])

    def place_row(self, repair):
        instance = repair["to"].get("instance", 0)
        slots = covered(repair["to"]["fact"], self.keys.get(instance, []))
        after = repair["after"].split(" | ") if repair["kind"] in PLACING else None
        need(slots, repair, "is about no fact")
        need(len(repair["from"]) in (0, len(slots)), repair, f"has {len(repair['from'])} places for {len(slots)} facts")
        need(after is None or not repair["from"] or len(after) == len(slots), repair, "does not say what was taken")
        read = {}  # of the text of a block, how much; several cells of a row stand in a line in their order
        for i, origin in enumerate(repair["from"]):
            if not origin:
                continue
            block = self.at(repair, origin)
            text = whole_text(block)
            if repair["kind"] == "cell_split":
                found = text.find(after[i], read.get(block["id"], 0))
                need(found >= 0, repair, f"takes {after[i]!r} where it does not stand in this order")
                read[block["id"]] = found + len(after[i])
            taken = text if after is None else after[i]
            value = number(taken)
            need(value is None or can_be(text, value), repair, f"takes {taken!r} where {text!r} stands")
            fact = self.named[(instance, slots[i])]
            self.put(fact, repair, block, value, text if repair["kind"] != "cell_split" else taken)


    def link_cells(self, tree, repairs):
        """A value whose cell an earlier stage put together needed that."""
        for repair in repairs:
            at = pieces(repair["to"].get("origin"))
            for fact in self.list:
                block = self.ids.get(fact.get("node"))
                if block and "row" in block and place(block)[:1] == at[:1]:
                    fact["repairs"].append(repair["id"])
                    fact["status"] = "read_repaired" if fact["status"] == "read" else fact["status"]

    def change_table(self, repair, own):
        """All facts of a table whose grid earlier repairs changed. `own` are keys whose digits a record of their own joins."""
        instance = repair["to"].get("instance", 0)
        slots = covered(repair["to"]["fact"], self.keys.get(instance, []))
        after = repair["after"].split(" | ")
        need(slots and len(repair["from"]) == len(after) == len(slots), repair,
             f"has {len(repair['from'])} places and {len(after)} values for {len(slots)} facts")
        for name, origin, taken in zip(slots, repair["from"], after):
            fact, value = self.named[(instance, name)], number(taken)
            block = self.at(repair, origin) if origin else None
            text = whole_text(block) if block else ""
            need(value is None or name in own or (block and can_be(text, value)), repair, f"takes {taken!r} where {text!r} stands")
            fact.pop("node", None)
            raw = text if value is None or number(text) is not None else taken
            fact.update(value=value, raw=raw, status="read" if value is not None else self.OTHER[taken], **({"node": block["id"]} if block else {}))

    OTHER = {"?": "ambiguous", "/": "text", "": "missing"}


def replay(raw, repairs):
    """{"blocks", "facts"} of the full run."""
    tree = replay_blocks(raw, repairs)
    facts = Facts(raw, tree)
    for fact in facts.list:
        if "node" in fact:
            fact["node"] = tree.moved.get(fact["node"], fact["node"])
    about_facts = [r for r in repairs if "fact" in r["to"] and r["id"] > len(raw["repairs"])]
    single = [r for r in about_facts if r["kind"] == "digits_joined" and "*" not in r["to"]["fact"]]
    changes = [r for r in about_facts if r["kind"] == "table_changed"]
    for repair in changes:
        facts.change_table(repair, {r["to"]["fact"] for r in single})
    marked = [r for r in about_facts if r["kind"] == "markup_removed"]
    for repair in marked:
        facts.unmark(repair)
    for repair in [r for r in about_facts if r not in single and r not in changes and r not in marked]:
        facts.place_row(repair)
    for repair in single:
        facts.join(repair)
    facts.link_cells(tree, [r for r in repairs if r["kind"] in CELLS and "fact" not in r["to"]])
    return {"blocks": tree.blocks, "facts": facts.list, "changed": tree.changed}


# ---- comparing ----


def canonical(document, changed=()):
    """Blocks with ids counted from 1, in document order, and notes and facts that follow them."""
    blocks = copy.deepcopy(document["blocks"])
    order = {b["id"]: i + 1 for i, b in enumerate(sheaf_json.walk(blocks))}
    for block in sheaf_json.walk(blocks):
        block["id"] = order[block["id"]]
        if block.get("kind") == "table":
            for cell in block.get("cells", []):
                if cell.get("_changed"):
                    cell.pop("header", None)
        for run in block.get("runs", []):
            if run["kind"] == "note" and str(run.get("target", "")).isdigit():
                run["target"] = str(order.get(int(run["target"]), run["target"]))
    return blocks, order


def without_headers(blocks, tables):
    for block in sheaf_json.walk(blocks):
        if block["id"] in tables:
            for cell in block.get("cells", []):
                cell.pop("header", None)
    return blocks


def show(value):
    return json.dumps(value, ensure_ascii=False, default=str)[:300]


def differences(final, raw, repairs=None):
    """What the replay of the records does not give as the full run has it: sentences, none where it holds."""
    made = replay(raw, final["repairs"] if repairs is None else repairs)
    out = []
    (got, got_ids), (want, want_ids) = canonical(made), canonical(final)
    tables = {got_ids[t] for t in made["changed"] if t in got_ids}
    got, want = without_headers(got, tables), without_headers(want, tables)
    for a, b in zip(got, want):
        if a != b:
            near = next(((x, y) for x, y in zip(a.get("cells", []), b.get("cells", [])) if x != y), (a, b))
            out.append(f"block {b['id']}: {show(near[0])} instead of {show(near[1])}")
    if len(got) != len(want):
        out.append(f"{len(got)} blocks instead of {len(want)}")
    if [(f.get("instance", 0), f["key"]) for f in made["facts"]] != [(f.get("instance", 0), f["key"]) for f in final["facts"]]:
        return [*out, "other facts"]
    for a, b in zip(made["facts"], final["facts"]):
        for name in ("value", "status", "raw", "unit", *(("repairs",) if b["status"] in SURE else ())):
            if (sorted(a[name]) != sorted(b[name]) if name == "repairs" else a[name] != b[name]):
                out.append(f"{b['key']}: {name} {show(a[name])} instead of {show(b[name])} ({b['status']}, repairs {b['repairs']})")
        if ("origin" in b or "node" not in b) and got_ids.get(a.get("node")) != want_ids.get(b.get("node")):
            out.append(f"{b['key']}: stands at {show(a.get('origin'))} instead of {show(b.get('origin'))}")
    return out
