"""What Sheaf stated of a report's facts, held against the report that was drawn; and raw output with its repairs replayed.

A wrong value that is stated as read is `silent`, one where the report has none is `invented`: both must be 0, always.
"""
import collections
import json
import os
import re
import subprocess
import tempfile
from decimal import Decimal

import sheaf_json

SURE = ("read", "read_repaired")


def convert(data, name="report.txt", *options):
    """The document of bytes under a name, decimals exact."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, name)
        with open(path, "wb") as file:
            file.write(data)
        return convert_file(path, *options)


def convert_file(path, *options):
    run = subprocess.run([sheaf_json.SHEAF, "convert", path, "--to", "json", *options], capture_output=True, timeout=120)
    assert run.returncode == 0, f"{path}: exit {run.returncode}: {run.stderr.decode('utf-8', 'replace')}"
    return json.loads(run.stdout, parse_float=Decimal)


class Verdict(collections.Counter):
    """want, correct, missing, open (undecidable), open_right, silent, invented."""

    def __init__(self, *args):
        super().__init__(*args)
        self.wrong = []
        self.lacking = []

    def rate(self):
        return self["correct"] / max(1, self["want"])


def values(document):
    """key -> value, or None; a value must say that it is one."""
    out = {}
    for fact in document["facts"]:
        assert (fact["value"] is None) == (fact["status"] not in SURE), fact
        assert fact["key"] not in out, f"{fact['key']} is stated twice"
        out[fact["key"]] = fact["value"]
    return out


def judge(document, facts, undecidable=()):
    """`facts`: key -> value, None where the report has none; `undecidable`: key -> what was meant."""
    verdict, stated = Verdict(), values(document)
    for key, want in facts.items():
        have = stated.pop(key, None)
        verdict["want"] += want is not None
        if have is None:
            verdict["missing"] += want is not None
            if want is not None:
                verdict.lacking.append(key)
        elif want is None or have != want:
            verdict["silent" if want is not None else "invented"] += 1
            verdict.wrong.append((key, want, have))
        else:
            verdict["correct"] += 1
    for key in undecidable:
        have = stated.pop(key, None)
        verdict["open"] += 1
        verdict["open_right"] += have == undecidable[key]
        if have is not None and have != undecidable[key]:
            verdict["silent"] += 1
            verdict.wrong.append((key, undecidable[key], have))
    for key, have in stated.items():
        if have is not None:
            verdict["invented"] += 1
            verdict.wrong.append((key, None, have))
    return verdict


# ---- replaying ----


def place(origin):
    """The first piece of an origin as something to look up."""
    return json.dumps({k: v for k, v in (origin or {}).items() if k != "more"}, sort_keys=True, default=str)


def texts(document):
    """Text of each cell by its place: its own, or that of the blocks in it."""
    out = {}
    for block in sheaf_json.walk(document["blocks"]):
        if "row" in block and "column" in block:
            text = "\n".join(b["text"] for b in sheaf_json.walk([block]) if b.get("text"))
            out.setdefault(place(block.get("origin")), text)
    return out


def number(text):
    """The number of the grammar in docs/forms.md that a text is, without its unit; None."""
    text = text.strip().translate({ord("０") + i: ord("0") + i for i in range(10)} | {0xFF0C: ",", 0xFF0E: ".", 0xFF0D: "-", 0x2212: "-"})
    found = re.fullmatch(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?[^\d\s]{0,4}", text)
    return Decimal(found[1] + found[2].replace(",", "") + (found[3] or "")) if found else None


def covered(pattern, keys):
    before, star, after = pattern.partition("*")
    return [k for k in keys if k.startswith(before) and k.endswith(after) and len(k) >= len(before + after)] if star else [pattern]


def readings(document, fact, cells):
    """Values that the fact's repairs lead to in the raw document."""
    keys = [f["key"] for f in document["facts"]]
    for id_ in fact["repairs"]:
        repair = document["repairs"][id_ - 1]
        if repair["by"] != "form" or not repair["from"]:
            continue
        if repair["kind"] == "digits_joined" and "*" not in repair["to"]["fact"]:
            yield number("".join(cells[place(o)] for o in repair["from"]))
            continue
        slots = covered(repair["to"]["fact"], keys)
        assert len(slots) == len(repair["from"]), f"{repair['kind']} of {repair['to']}: {len(repair['from'])} places for {len(slots)} facts"
        origin = repair["from"][slots.index(fact["key"])]
        if not origin:
            continue
        text = cells[place(origin)]
        yield number(text)
        yield number("".join(text.split()))         # digits that were joined
        yield from (number(piece) for piece in text.split())


def replayed(final, raw):
    """What does not follow: [(key, value, why)]. Raw values stand; the others must come from a place that a repair names."""
    plain, cells, out = values(raw), texts(raw), []
    for fact in final["facts"]:
        have = plain.get(fact["key"])
        if have is not None and have != fact["value"]:
            out.append((fact["key"], fact["value"], f"raw says {have}"))
        elif have is None and fact["value"] is not None and Decimal(fact["value"]) not in readings(final, fact, cells):
            out.append((fact["key"], fact["value"], "no repair leads to it"))
    return out
