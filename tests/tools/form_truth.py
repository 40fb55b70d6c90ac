"""What Sheaf stated of a report's facts, held against the report that was drawn.

A wrong value that is stated as read is `silent`, one where the report has none is `invented`: both must be 0, always.
"""
import collections
import json
import os
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
