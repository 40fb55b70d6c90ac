"""Random reports as Sheaf's own JSON would say them, byte for byte: all kinds of blocks and records, exact decimals,
texts that need escapes. For the tests of read_json and write_json; nothing here asks Sheaf."""
import base64
import json
import random
import re

RAW = re.compile(r'"@@([^"@]*)@@"')
WORDS = ["一、总体情况", "本机关", "hello", "\\", '"quoted"', "\t", "\n", "\u0001", "\u007f", "\u2028", "é", "e\u0301",
         "😀", "𠮷", "1,024.50", "/", "　", " ", "\u0000", "</script>", "=1+1", "\ufeff", "نص"]
RUNS = ["link", "emphasis", "strong", "superscript", "subscript", "inserted", "deleted", "code", "note", "bookmark", "ruby",
        "struck"]
FLAGS = ["furniture", "run_in", "page_break", "filler", "indented", "inferred"]
SEVERITIES = ["info", "warning", "error"]


def raw(number):
    """A number that is printed as it is spelt here."""
    return f"@@{number}@@"


def dump(document):
    """The document on one line, as json.indent=none writes it."""
    return RAW.sub(r"\1", json.dumps(document, ensure_ascii=False)) + "\n"


def hundredths(n):
    return raw(f"{n / 100:.2f}".rstrip("0").rstrip("."))


def ratio(n):
    text = f"{n / 10000:.4f}".rstrip("0")
    return raw(text + "0" if text.endswith(".") else text)


class Maker:
    def __init__(self, seed, size=12):
        self.r = random.Random(seed)
        self.size = size
        self.last = 0
        self.nodes = {}

    def maybe(self, chance=0.5):
        return self.r.random() < chance

    def text(self, least=0):
        return "".join(self.r.choice(WORDS) for _ in range(self.r.randint(least, 6)))

    def name(self):
        return self.r.choice(["t1", "t3.new_received.total", "概况", "x y", "a\\b"]) + str(self.r.randint(0, 99))

    def place(self):
        kind = self.r.randint(0, 3)
        if kind == 0:
            return {"page": self.r.randint(1, 400), "box": [hundredths(self.r.randint(-500, 120000)) for _ in range(4)]}
        if kind == 1:
            return {"part": self.r.choice(["word/document.xml", "word/footnotes.xml"]), "path": self.text(1)}
        place = {"line": self.r.randint(1, 9999)} if self.maybe(0.8) else {}
        return {**place, "offset": self.r.randint(0, 2 ** 40), "length": self.r.randint(0, 10 ** 6)}

    def origin(self):
        origin = self.place()
        if self.maybe(0.2):
            origin["more"] = [self.place() for _ in range(self.r.randint(1, 3))]
        return origin

    # ---- nodes ----

    def runs(self, text):
        found = {}
        for _ in range(self.r.randint(1, 4)):
            start = self.r.randint(0, len(text))
            length = self.r.randint(0, len(text) - start)
            kind = self.r.randrange(len(RUNS))
            run = {"kind": RUNS[kind], "start": start, "length": length}
            if RUNS[kind] in ("link", "bookmark", "ruby"):
                run["target"] = self.text(1)
            target = run.get("target", "").encode()
            found[(len(text[:start].encode()), -len(text[start:start + length].encode()), kind, target)] = run
        return [found[key] for key in sorted(found)]

    def node(self, head, text, always):
        """The members of a node from its marks on; `head` are those before."""
        node = dict(head)
        for flag in FLAGS:
            if self.maybe(0.05):
                node[flag] = True
        if self.maybe(0.1):
            node["confidence"] = ratio(self.r.randint(1, 9999))
        if text or always:
            node["text"] = text
        if self.maybe(0.2):
            node["runs"] = self.runs(text)
        if self.maybe(0.7):
            node["origin"] = self.origin()
        self.nodes[node["id"]] = node
        return node

    def begin(self, **members):
        self.last += 1
        return {"id": self.last, **members}

    def blocks(self, depth, most):
        return [self.block(depth) for _ in range(self.r.randint(0, most))]

    def block(self, depth):
        kinds = ["title", "heading", "paragraph", "code"]
        if depth < 4:
            kinds += ["list", "table", "figure", "footnote", "quote", "comment"]
        return getattr(self, self.r.choice(kinds))(depth)

    def plain(self, kind):
        return self.node(self.begin(kind=kind), self.text(), True)

    def title(self, _):
        return self.plain("title")

    def paragraph(self, _):
        return self.plain("paragraph")

    def code(self, _):
        return self.plain("code")

    def numbered(self, head):
        if self.maybe():
            head["number"] = self.text(1)
        return head

    def heading(self, _):
        return self.node(self.numbered(self.begin(kind="heading", level=self.r.randint(1, 9))), self.text(), True)

    def holder(self, head, depth):
        """Text or blocks, as footnotes, quotes, comments, figures and cells have."""
        if depth < 4 and self.maybe(0.3):
            node = self.node(head, "", False)
            node["blocks"] = [self.block(depth + 1) for _ in range(self.r.randint(1, 3))]
            return node
        return self.node(head, self.text(), True)

    def footnote(self, depth):
        return self.holder(self.numbered(self.begin(kind="footnote")), depth)

    def quote(self, depth):
        return self.holder(self.begin(kind="quote"), depth)

    def comment(self, depth):
        return self.holder(self.begin(kind="comment"), depth)

    def figure(self, depth):
        head = self.begin(kind="figure", part=self.text(), media_type=self.r.choice(["", "image/png"]),
                          size=self.r.randint(0, 10 ** 12))
        if self.maybe():
            head["data"] = base64.b64encode(self.r.randbytes(self.r.randint(1, 50))).decode()
        return self.holder(head, depth)

    def list(self, depth):
        node = self.node(self.begin(kind="list", ordered=self.maybe()), "", False)
        node["items"] = []
        for _ in range(self.r.randint(0, 4)):
            item = self.node(self.numbered(self.begin()), "", False)
            item["blocks"] = self.blocks(depth + 1, 2)
            node["items"].append(item)
        return node

    def table(self, depth):
        rows, columns = self.r.randint(0, 6), self.r.randint(1, 6)
        node = self.node(self.begin(kind="table", rows=rows, columns=columns), self.text() if self.maybe(0.3) else "", False)
        node["cells"] = []
        taken = set()
        for row in range(rows):
            for column in range(columns):
                if (row, column) not in taken:
                    node["cells"].append(self.cell(taken, row, column, rows, columns, depth))
        return node

    def cell(self, taken, row, column, rows, columns, depth):
        width = 1
        while column + width < columns and (row, column + width) not in taken and self.maybe(0.15):
            width += 1
        height = 1 + (self.r.randint(0, rows - row - 1) if self.maybe(0.1) else 0)
        taken.update((r, c) for r in range(row, row + height) for c in range(column, column + width))
        head = self.begin(row=row, column=column)
        if height > 1:
            head["row_span"] = height
        if width > 1:
            head["column_span"] = width
        if self.maybe(0.3):
            head["header"] = self.r.choice(["column", "row", "both"])
        cell = self.holder(head, depth)
        if "text" in cell:  # outer white space is trimmed
            cell["text"] = f"a{cell['text']}b" if cell["text"] else ""
        return cell

    # ---- records ----

    def some_node(self):
        return self.r.randint(1, self.last)

    def decimal(self):
        digits, scale = self.r.choice([(91250, 2), (-10, 2), (0, 2), (0, 0), (10 ** 17, 0), (1, 18), (5, 1), (-7, 0), (120, 1)])
        if self.maybe():
            digits, scale = self.r.randint(-10 ** 9, 10 ** 9), self.r.randint(0, 6)
        sign, digits = "-" if digits < 0 else "", str(abs(digits)).rjust(scale + 1, "0")
        return raw(sign + (f"{digits[:-scale]}.{digits[-scale:]}" if scale else digits))

    def fact(self, repairs):
        fact = {"key": self.name(), "label": self.text()}
        if self.maybe(0.3):
            fact["row_label"] = self.text(1)
        if self.maybe(0.3):
            fact["column_label"] = self.text(1)
        status = self.r.choice(["read", "read_repaired", "ambiguous", "missing", "text"])
        fact["value"] = self.decimal() if status.startswith("read") else None
        fact |= {"raw": self.text(), "unit": self.r.choice(["", "件"]), "status": status}
        node = self.some_node() if self.last and self.maybe(0.7) else 0
        if node:
            fact["node"] = node
        if self.maybe(0.2):
            fact["instance"] = self.r.randint(1, 5)
        fact["repairs"] = [self.r.randint(1, repairs) for _ in range(self.r.randint(0, 2))] if repairs else []
        if node and "origin" in self.nodes[node]:
            fact["origin"] = self.nodes[node]["origin"]
        return fact

    def repair(self, i):
        to = {}
        if self.last and self.maybe():
            to["node"] = self.some_node()
        if self.maybe(0.3):
            to |= {"row": self.r.randint(0, 30), "column": self.r.randint(0, 30)}
        if self.maybe():
            to["fact"] = self.name()
            if self.maybe(0.3):
                to["instance"] = self.r.randint(1, 3)
        if "origin" in self.nodes.get(to.get("node"), {}):
            to["origin"] = self.nodes[to["node"]]["origin"]
        return {"id": i, "kind": "cell_shift", "by": "form", "from": [self.place() if self.maybe(0.9) else {} for _ in
                                                                      range(self.r.randint(0, 3))],
                "to": to, "before": self.text(), "after": self.text(), "evidence": self.text(),
                "confidence": ratio(self.r.randint(1, 10000))}

    def names(self):
        return [self.name() for _ in range(self.r.randint(0, 3))]

    def check(self):
        return {"rule": self.name(), **{k: self.r.randint(0, 99) for k in ("pass", "fail", "not_assessable", "not_applicable")},
                "facts_not_assessable": self.names()}

    def finding(self):
        return {"rule": self.name(), "severity": self.r.choice(SEVERITIES), "outcome": self.r.choice(["fail", "not_assessable"]),
                "message": {"en": self.text(), "zh": self.text()},
                "nodes": [self.some_node() for _ in range(self.r.randint(0, 3))] if self.last else [],
                "facts": self.names(), "expected": self.text(), "actual": self.text(),
                "fingerprint": "%064x" % self.r.getrandbits(256),
                **({"suppressed": self.text(1)} if self.maybe(0.3) else {}),
                **({"instance": self.r.randint(1, 3)} if self.maybe(0.2) else {})}

    def diagnostic(self):
        diagnostic = {"severity": self.r.choice(SEVERITIES), "code": "text.invalid-byte", "message": self.text(1)}
        if self.maybe():
            diagnostic["origin"] = self.place()
        return diagnostic

    def form(self):
        tables = []
        for _ in range(self.r.randint(0, 3)):
            table = {"table": self.name(), "version": self.text()}
            if self.last and self.maybe():
                table["node"] = self.some_node()
            tables.append({**table, "confidence": ratio(self.r.randint(1, 10000))})
        return {"id": "cn-gib-annual", "version": "2021-30", "confidence": ratio(self.r.randint(1, 10000)), "tables": tables}

    def forms(self):
        if self.maybe(0.3):
            return None
        if self.maybe(0.7):
            return self.form()
        instances = [{"instance": i, **self.form()} for i in range(self.r.randint(2, 3))]
        return {**{k: v for k, v in instances[0].items() if k != "instance"}, "instances": instances}

    def meta(self):
        meta = {"title": self.text(1)}
        for name, value in (("agency", self.text), ("year", lambda: self.r.randint(1990, 2030)),
                            ("period", lambda: {"from": "2022-01-01", "to": "2022-12-31"}),
                            ("contact", lambda: {"value": self.text(), "phone": "010"}),
                            ("archive", lambda: raw("3.10")), ("zone", lambda: {"value": 7})):
            if self.maybe():
                meta[name] = value()
        properties = {self.name(): self.r.choice([self.text(), 5, raw("-0.50")]) for _ in range(self.r.randint(0, 3))}
        return {**meta, "properties": properties}

    def source(self):
        source = {"name": "report.txt", "format": "text", "media_type": "text/plain", "bytes": self.r.randint(0, 2 ** 50)}
        if self.maybe():
            source["encoding"] = "UTF-8"
        if self.maybe(0.2):
            source["sha256"] = "%064x" % self.r.getrandbits(256)
        return source

    def document(self):
        blocks = self.blocks(0, self.size)
        repairs = [self.repair(i + 1) for i in range(self.r.randint(0, 4))]
        return {"sheaf": {"schema": "1.0", "version": "0.1.0"}, "source": self.source(),
                "conversion": {"complete": self.maybe(0.9), "diagnostics": [self.diagnostic() for _ in range(self.r.randint(0, 3))]},
                "meta": self.meta(), "blocks": blocks, "form": self.forms(),
                "facts": [self.fact(len(repairs)) for _ in range(self.r.randint(0, 5))], "repairs": repairs,
                "checks": [self.check() for _ in range(self.r.randint(0, 2))],
                "findings": [self.finding() for _ in range(self.r.randint(0, 3))]}


# ---- changes that other tools make ----

def walk(blocks):
    stack = list(blocks)
    while stack:
        block = stack.pop()
        yield block
        for inner in ("blocks", "cells", "items"):
            stack.extend(block.get(inner) or [])


def objects(document):
    """Every object of a report, the outer one first, with the path that leads to it."""
    stack = [(document, ())]
    while stack:
        value, path = stack.pop()
        if isinstance(value, dict):
            yield value, path
        children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        stack.extend((child, (*path, name)) for name, child in children)


def unknown(r, number):
    """A value of a later version; none that `meta` would take for a property."""
    return r.choice([[number, {"a": None}], {"b": [raw("1e999"), raw("1.50")], "c": [number]}, True, None, ["]", "}", "\\\"", number]])


def add_unknown(document, r, chance=0.3, anywhere=False):
    """Members of a later version in objects of every kind: last, or among the others."""
    document = json.loads(json.dumps(document))  # no object stands in two places any more
    for number, (owner, _) in enumerate(list(objects(document))):
        for name in ("later_0", "later_1"):
            if r.random() < chance:
                members = [*owner.items()]
                members.insert(r.randint(0, len(members)) if anywhere else len(members), (name, unknown(r, number)))
                owner.clear()
                owner.update(members)
    return document


def unknown_last(document):
    """The same with those members last in their objects; but what `sheaf` and `source` hold stays as it is."""
    document = json.loads(json.dumps(document))
    for owner, path in objects(document):
        if path not in (("sheaf",), ("source",)):
            for name in [name for name in owner if name.startswith("later_")]:
                owner[name] = owner.pop(name)
    return document


def shuffled(value, r):
    """The same with the members of every object in another order, and the cells of every table, too."""
    stack, out = [(value, None, None)], None
    while stack:
        value, home, key = stack.pop()
        made = value
        if isinstance(value, dict):
            made = {}
            for name in r.sample(list(value), len(value)):
                made[name] = None
                stack.append((value[name], made, name))
        elif isinstance(value, list):
            made = [None] * len(value)
            order = r.sample(range(len(value)), len(value)) if key == "cells" else range(len(value))
            for i, k in enumerate(order):
                stack.append((value[k], made, i))
        if home is None:
            out = made
        else:
            home[key] = made
    return out
