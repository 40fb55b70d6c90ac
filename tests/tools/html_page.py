"""A page that write_html made, taken apart by Python's own HTML parser and held against the JSON of the same document:
strict nesting, ids and links, the outline, each table's grid, all of the text once. Nothing here knows the writer."""
import re
from decimal import Decimal
from html.parser import HTMLParser

VOID = {"meta", "br", "img", "link", "hr", "input"}
HEADINGS = {f"h{n}": n for n in range(1, 7)}
ADDED = {"marks", "quiet", "number", "rt", "bare"}  # classes of what the page says on its own account
REFUSED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff"
                     + "".join(f"{chr(0x10000 * p + 0xFFFE)}{chr(0x10000 * p + 0xFFFF)}" for p in range(1, 17)) + "]")


class Wrong(Exception):
    pass


class Element:
    def __init__(self, tag, attributes):
        self.tag, self.attributes, self.children, self.ids = tag, attributes, [], None

    def classes(self):
        return set((self.attributes.get("class") or "").split())

    def walk(self):
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(c for c in reversed(element.children) if isinstance(c, Element))

    def all(self, *tags):
        return [e for e in self.walk() if e.tag in tags]

    def by_id(self, name):
        if self.ids is None:
            self.ids = {e.attributes["id"]: e for e in self.walk() if "id" in e.attributes}
        return self.ids.get(name)

    def source_text(self):
        """The text that came from the source: a line feed for a br, nothing that the page adds."""
        pieces, stack = [], [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                pieces.append(item)
            elif item.tag == "br":
                pieces.append("\n")
            elif item.tag == "img" and "bare" not in item.classes():
                pieces.append(item.attributes.get("alt") or "")
            elif item is self or not (item.tag in ("rt", "rp") or item.classes() & ADDED):
                stack.extend(reversed(item.children))
        return "".join(pieces)


class Page(HTMLParser):
    """The root element is `root`; raises Wrong for what a validator would refuse."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]
        self.feed(text)
        self.close()
        if len(self.open) != 1:
            raise Wrong(f"<{self.open[-1].tag}> is never closed")

    def handle_starttag(self, tag, attributes):
        names = [name for name, _ in attributes]
        if len(set(names)) != len(names):
            raise Wrong(f"<{tag}> says an attribute twice: {names}")
        element = Element(tag, dict(attributes))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        if self.open[-1].tag != tag:
            raise Wrong(f"</{tag}> closes <{self.open[-1].tag}>")
        self.open.pop()

    def handle_data(self, data):
        self.open[-1].children.append(data)

    def handle_comment(self, data):
        raise Wrong(f"a comment: {data[:60]}")

    def handle_pi(self, data):
        raise Wrong(f"an instruction: {data[:60]}")


# ---- what holds of every page ----------------------------------------------------------------------------------

def check_safety(page):
    for e in page.walk():
        if e.tag in ("script", "iframe", "object", "embed", "svg", "form", "base", "link"):
            raise Wrong(f"<{e.tag}> has no place in the page")
        for name, value in e.attributes.items():
            if name.startswith("on") or name == "style":
                raise Wrong(f"<{e.tag}> has {name}")
            if name == "src" and not re.match(r"data:image/(png|jpeg|gif|webp|bmp);base64,[A-Za-z0-9+/=]*\Z", value):
                raise Wrong(f"src leads to {value[:60]}")
            if name == "href" and not re.match(r"(#|https?://|mailto:)", value):
                raise Wrong(f"href leads to {value[:60]}")


def check_links(page):
    ids = [e.attributes["id"] for e in page.walk() if "id" in e.attributes]
    twice = {i for i in ids if ids.count(i) > 1} if len(set(ids)) != len(ids) else set()
    if twice:
        raise Wrong(f"ids stand twice: {sorted(twice)[:5]}")
    if any(re.search(r"\s", i) or not i for i in ids):
        raise Wrong("an id is empty or holds white space")
    known = set(ids)
    for e in page.walk():
        named = (e.attributes.get("aria-labelledby") or "").split()
        if e.attributes.get("href", "").startswith("#"):
            named.append(e.attributes["href"][1:])
        for name in named:
            if name not in known:
                raise Wrong(f"<{e.tag}> leads to #{name}, which is not there")


def check_outline(page):
    last = 0
    for e in page.all(*HEADINGS):
        level = int(e.attributes.get("aria-level", HEADINGS[e.tag]))
        if level > last + 1:
            raise Wrong(f"the outline skips from {last} to {level} at {e.source_text()[:40]!r}")
        if is_blank(e.source_text()):
            raise Wrong("a heading is blank")
        last = level
    if len(page.all("h1")) != 1:
        raise Wrong("there is not exactly one h1")
    for inner in (h for a in page.all("a") for h in a.all("a") if h is not a):
        raise Wrong(f"a link stands in a link: {inner.attributes}")


# ---- against the JSON -------------------------------------------------------------------------------------------

def nodes_of(blocks):
    stack = list(reversed(blocks))
    while stack:
        block = stack.pop()
        yield block
        for inner in ("blocks", "cells", "items"):
            stack.extend(reversed(block.get(inner) or []))


def bare(text):
    """Without white space, and with what HTML may not hold replaced."""
    return re.sub(r"\s+", "", REFUSED.sub("\ufffd", text).replace("\ufeff", ""))


def is_blank(text):
    return not re.sub("[ \t\n\r\f\u00a0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u3000\ufeff]", "", text)


def title_of(report):
    return next((b for b in report["blocks"] if b["kind"] == "title" and not is_blank(b.get("text", ""))), None)


def figure_text(block):
    return block.get("text", "")


def check_text(page, report):
    title = title_of(report)
    expected = "".join(bare(figure_text(b)) for b in nodes_of(report["blocks"]) if b is not title)
    main = page.all("main")[0]
    found = bare(main.source_text())
    if found != expected:
        at = next((i for i, (a, b) in enumerate(zip(found, expected)) if a != b), min(len(found), len(expected)))
        raise Wrong(f"the text differs at {at}: {found[at - 20:at + 20]!r}, not {expected[at - 20:at + 20]!r}")
    if title and bare(page.all("h1")[0].source_text()) != bare(title["text"]):
        raise Wrong("the h1 is not the title")


def rows_of(table):
    """The rows of the table itself, with the group that each stands in."""
    for group in (c for c in table.children if isinstance(c, Element) and c.tag in ("thead", "tbody")):
        for row in (c for c in group.children if isinstance(c, Element) and c.tag == "tr"):
            yield group, row


def html_cells(table):
    """(row, column, row span, column span, element) as the HTML standard places cells; overlaps are refused."""
    taken, last = {}, {}
    rows = list(rows_of(table))
    for r, (group, row) in enumerate(rows):
        column, here = 0, [c for c in row.children if isinstance(c, Element)]
        if not here:
            raise Wrong("a row has no cell of its own")
        for cell in here:
            while (r, column) in taken:
                column += 1
            height, width = int(cell.attributes.get("rowspan", 1)), int(cell.attributes.get("colspan", 1))
            for slot in ((r + i, column + k) for i in range(height) for k in range(width)):
                if slot in taken:
                    raise Wrong(f"two cells overlap at {slot}")
                taken[slot] = cell
            if r + height > len(rows) or rows[r + height - 1][0] is not group:
                raise Wrong(f"a span leaves its row group at row {r}")
            last[column] = True
            yield r, column, height, width, cell
    if taken and set(c for _, c in taken) != set(last):
        raise Wrong("no cell begins in some column")


HEADERS = {"col": "column", "colgroup": "column", "row": "row"}


def check_cell(found, cell, row_at, column_at):
    r, c, height, width, element = found
    end_row, end_column = cell["row"] + cell.get("row_span", 1), cell["column"] + cell.get("column_span", 1)
    wanted = (row_at[cell["row"]], column_at[cell["column"]], row_at[end_row] - row_at[cell["row"]],
              column_at[end_column] - column_at[cell["column"]])
    if (r, c, height, width) != wanted:
        raise Wrong(f"a cell stands at {(r, c, height, width)}, not {wanted}")
    attributes = element.attributes
    true = tuple(int(attributes.get(name, value)) for name, value in
                 (("data-row", r), ("data-column", c), ("data-row-span", height), ("data-column-span", width)))
    if true != (cell["row"], cell["column"], cell.get("row_span", 1), cell.get("column_span", 1)):
        raise Wrong(f"the true place of a cell is lost: {true}")
    header = attributes.get("data-header") or HEADERS.get(attributes.get("scope"))
    if header != cell.get("header"):
        raise Wrong(f"the header role is {header}, not {cell.get('header')}")
    if (element.tag == "th") != ("scope" in attributes):
        raise Wrong("a th without scope, or a td with it")
    if bare(element.source_text()) != "".join(bare(b.get("text", "")) for b in nodes_of([cell])):
        raise Wrong(f"a cell says {element.source_text()!r}, not {cell.get('text')!r}")
    if ("origin" in cell) != ("data-origin" in attributes):
        raise Wrong("a cell lost its place in the source")


def axis(cells, name, size):
    """How many kept rows (or columns) stand before each: those in which some cell begins."""
    begins = {c[name] for c in cells}
    at = [0]
    for i in range(size):
        at.append(at[-1] + (i in begins))
    return at


def check_tables(page, report):
    """Numbers of tables, cells and spans that were compared."""
    tables = [b for b in nodes_of(report["blocks"]) if b.get("kind") == "table"]
    found = page.all("main")[0].all("table")
    if len(tables) != len(found):
        raise Wrong(f"{len(found)} tables, not {len(tables)}")
    cells = spans = 0
    for table, element in zip(tables, found):
        row_at, column_at = axis(table["cells"], "row", table["rows"]), axis(table["cells"], "column", table["columns"])
        here = list(html_cells(element))
        if len(here) != len(table["cells"]):
            raise Wrong(f"{len(here)} cells, not {len(table['cells'])}")
        for pair in zip(here, table["cells"]):
            check_cell(*pair, row_at, column_at)
        cells += len(here)
        spans += sum(c.get("row_span", 1) * c.get("column_span", 1) > 1 for c in table["cells"])
    return len(tables), cells, spans


def check_both_ways(page, letter, number, nodes, known):
    record = page.by_id(f"{letter}{number}")
    if record is None:
        raise Wrong(f"the record {letter}{number} is not listed")
    back = {a.attributes.get("href") for a in record.all("a")}
    for node in (n for n in nodes if n in known):
        place = page.by_id(f"n{node}")
        if place is None or f"#n{node}" not in back:
            raise Wrong(f"{letter}{number} does not lead to node {node}")
        shown = {a.attributes.get("href") for a in place.all("a")}
        if place.tag not in ("ul", "ol") and f"#{letter}{number}" not in shown:
            raise Wrong(f"node {node} does not lead to {letter}{number}")


def named_facts(message, facts, instance):
    """The first eight keys of values that a message names."""
    words = [w.rstrip(".") for w in re.findall(r"[A-Za-z0-9_.-]+", message)]
    return [w for w in words if "." in w and (w, instance) in facts][:8]


def raised_nodes(finding, facts, kinds):
    """(nodes that are raised, nodes that are only framed), as docs/write_html.md says it."""
    instance = finding.get("instance", 0)
    own = [facts[key, instance] for key in finding["facts"] if (key, instance) in facts]
    nodes = finding["nodes"] + [f["node"] for f in own if "node" in f]
    if len(finding["facts"]) < (3 if finding["severity"] == "error" else 9):
        return set(nodes), set()
    placed = [f for f in own if "node" in f]
    named = named_facts(finding["message"]["en"], facts, instance)
    raised = {f["node"] for f in placed if f["key"] in named} or {f["node"] for f in placed[-1:]}
    raised |= {n for n in finding["nodes"] if kinds.get(n) != "cell"}
    return raised, set(nodes) - raised


def leads(page, record):
    element = page.by_id(record)
    if element is None:
        raise Wrong(f"the record {record} is not listed")
    return {a.attributes.get("href") for a in element.all("a")}


def check_finding(page, i, finding, facts, kinds):
    raised, framed = raised_nodes(finding, facts, kinds)
    if finding["outcome"] == "fail" and "suppressed" not in finding:
        check_both_ways(page, "q", i, raised, kinds)
    else:
        raised, framed = set(), raised | framed
    back = leads(page, f"q{i}")
    for node in framed & set(kinds):
        place = page.by_id(f"n{node}")
        if place is None or f"#n{node}" not in back:
            raise Wrong(f"q{i} does not lead to node {node}")
        if f"#q{i}" in {a.attributes.get("href") for a in place.all("a")}:
            raise Wrong(f"node {node} is raised by q{i}, which only compares it or does not count")
        counts = finding["outcome"] == "fail" and "suppressed" not in finding
        if kinds[node] == "cell" and (f"q{i}" in place.attributes.get("data-finding", "").split()) != counts:
            raise Wrong(f"node {node} does not say rightly that q{i} compares it")


def check_findings(page, report, kinds):
    facts = {}
    for fact in report["facts"]:
        facts.setdefault((fact["key"], fact.get("instance", 0)), fact)
    groups = {"errors": [], "warnings": [], "notes": [], "unassessed": [], "suppressed": []}
    for i, finding in enumerate(report["findings"], 1):
        check_finding(page, i, finding, facts, kinds)
        group = ("suppressed" if "suppressed" in finding else "unassessed" if finding["outcome"] != "fail" else
                 {"error": "errors", "warning": "warnings", "info": "notes"}[finding["severity"]])
        groups[group].append(f"q{i}")
    for name, wanted in groups.items():
        lists = [e for e in page.all("ul") if {"records", name} <= e.classes()]
        found = [e.attributes["id"] for one in lists for e in one.children if isinstance(e, Element)]
        if found != wanted or (page.by_id(name) is not None) != bool(wanted):
            raise Wrong(f"the {name} are {found}, not {wanted}")


def check_values(page, report):
    listed = page.by_id("keys")
    if (listed is None) == bool(report["facts"]):
        raise Wrong("values without a list, or a list without values")
    if listed is None:
        return
    table = next(d for d in page.all("details") if listed in d.children).all("table")[0]
    rows = [row for group, row in rows_of(table) if group.tag == "tbody"]
    if [bare(row.children[0].source_text()) for row in rows] != [bare(f["key"]) for f in report["facts"]]:
        raise Wrong("the list of values is another")
    for i, (fact, row) in enumerate(zip(report["facts"], rows), 1):
        place = page.by_id(f"f{i}")
        if place is None:
            raise Wrong(f"the value {fact['key']!r} has no place")
        shown = place.children[2].source_text() if place.tag == "tr" else (place.source_text().split() or [""])[0]
        for text in (shown, row.children[2].source_text()):
            if fact["value"] is not None and Decimal(text) != fact["value"]:
                raise Wrong(f"the value {fact['key']!r} is {text}, not {fact['value']}")
        if fact["value"] is None and row.children[2].source_text():
            raise Wrong(f"{fact['key']!r} has a value")
    for table in (t for t in page.all("table") if "values" in t.classes()):
        list(html_cells(table))


def check_records(page, report):
    kinds = {b["id"]: b.get("kind", "cell" if "row" in b else "item") for b in nodes_of(report["blocks"])}
    check_findings(page, report, kinds)
    for i, repair in enumerate(report["repairs"], 1):
        to = repair["to"]
        nodes = [] if "row" in to or "node" not in to else [to["node"]]
        nodes += [f["node"] for f in report["facts"] if "node" in f and i in f["repairs"]]
        check_both_ways(page, "r", i, nodes, kinds)
    check_values(page, report)
    for i, _ in enumerate(report["conversion"]["diagnostics"], 1):
        if page.by_id(f"d{i}") is None:
            raise Wrong(f"message {i} is not listed")
    seen = {c for p in page.all("header")[0].all("p") for c in p.classes()}
    if ("complete" in seen) != report["conversion"]["complete"] or ("incomplete" in seen) == report["conversion"]["complete"]:
        raise Wrong("the summary does not say whether the report is complete")


def check_page(text, report=None):
    """Raises Wrong; with the JSON of the same document, returns what was compared."""
    page = Page(text).root
    check_safety(page)
    check_links(page)
    check_outline(page)
    if report is None:
        return None
    check_text(page, report)
    check_records(page, report)
    return check_tables(page, report)
