#!/usr/bin/env python3
"""Golden cases: converts the input of every case folder and compares the JSON with what is expected.

A case is a folder below this one with input.* (one file), expect.json and why.txt, which says in a sentence what the case
shows; options.txt, if it is there, holds further words of the command line. Outputs and expectations are also validated
against docs/report.schema.json with python3-jsonschema, and each case is converted a second time on a single line, which
must mean the same.

    run.py [WORD...]                 cases whose path holds one of the words (default: all)
    SHEAF_BLESS=1 run.py [WORD...]   writes expect.json anew from what Sheaf says now; look at the difference before you commit

SHEAF names the program to run (default build/dev/bin/sheaf).
"""
import difflib
import json
import os
import subprocess
import sys
from decimal import Decimal

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SHEAF = os.environ.get("SHEAF", os.path.join(ROOT, "build", "dev", "bin", "sheaf"))
SHOWN_LINES = 40


class Failed(Exception):
    pass


def no_duplicates(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Failed(f"a member stands twice in {[name for name, _ in pairs]}")
    return members


def parse(text, what):
    """JSON with exact numbers, no member twice in an object."""
    try:
        return json.loads(text, parse_float=Decimal, object_pairs_hook=no_duplicates)
    except ValueError as error:
        raise Failed(f"{what} is no JSON: {error}")


def load_validator():
    """A function that lists what breaks the schema, or None where the validator is not installed."""
    try:
        from jsonschema import Draft202012Validator
    except ImportError:
        return None
    with open(os.path.join(ROOT, "docs", "report.schema.json"), encoding="utf-8") as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)

    def problems(document):
        found = sorted(validator.iter_errors(document), key=lambda e: list(map(str, e.absolute_path)))
        return [f"{'/'.join(map(str, e.absolute_path)) or 'top level'}: {e.message[:200]}" for e in found[:5]]

    return problems


def nodes_of(document):
    stack = list(reversed(document["blocks"]))
    while stack:
        block = stack.pop()
        yield block
        for inner in ("blocks", "cells", "items"):
            stack.extend(reversed(block.get(inner) or []))


def check_ids(document):
    """What a schema cannot say: ids rise, and every id that is named stands at a block."""
    ids = [block["id"] for block in nodes_of(document)]
    if any(a >= b for a, b in zip(ids, ids[1:])):
        raise Failed("ids do not rise in document order")
    named = {fact["node"] for fact in document["facts"] if "node" in fact}
    named.update(repair["to"]["node"] for repair in document["repairs"] if "node" in repair["to"])
    named.update(node for finding in document["findings"] for node in finding["nodes"])
    if named - set(ids):
        raise Failed(f"records name blocks that are not there: {sorted(named - set(ids))[:5]}")


def check_grids(document):
    """Every slot of a table belongs to exactly one cell."""
    for table in (b for b in nodes_of(document) if b.get("kind") == "table"):
        owners = {}
        for cell in table["cells"]:
            for row in range(cell["row"], cell["row"] + cell.get("row_span", 1)):
                for column in range(cell["column"], cell["column"] + cell.get("column_span", 1)):
                    if owners.setdefault((row, column), cell["id"]) != cell["id"]:
                        raise Failed(f"table {table['id']}: two cells at row {row}, column {column}")
        want = {(r, c) for r in range(table["rows"]) for c in range(table["columns"])}
        if set(owners) != want:
            raise Failed(f"table {table['id']}: {len(want - set(owners))} slots without a cell, "
                         f"{len(set(owners) - want)} outside the grid")


def check_document(text, what, problems):
    document = parse(text, what)
    wrong = problems(document) if problems else []
    if wrong:
        raise Failed(f"{what} breaks the schema:\n" + "\n".join(wrong))
    check_ids(document)
    check_grids(document)
    return document


def convert(source, options):
    words = [SHEAF, "convert", source, "--to", "json", *options]
    run = subprocess.run(words, capture_output=True, timeout=120)
    if run.returncode != 0:
        raise Failed(f"exit {run.returncode}: {run.stderr.decode('utf-8', 'replace').strip()}")
    return run.stdout.decode("utf-8")


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def input_of(case):
    inputs = [name for name in sorted(os.listdir(case)) if name.startswith("input.")]
    if len(inputs) != 1:
        raise Failed(f"expected one input.*, found {inputs}")
    if not os.path.isfile(os.path.join(case, "why.txt")) or not read(os.path.join(case, "why.txt")).strip():
        raise Failed("expected a sentence in why.txt")
    return os.path.join(case, inputs[0])


def without_version(text):
    """The version of Sheaf is not what a case is about."""
    first, line, rest = text.partition("\n")
    head = parse(first.rstrip(",") + "}", "the first line")
    head["sheaf"]["version"] = "*"
    return json.dumps(head)[:-1] + "," + line + rest


def compare(expected, actual):
    if expected == actual:
        return
    lines = difflib.unified_diff(expected.splitlines(), actual.splitlines(), "expected", "actual", "", "", 1, "")
    raise Failed("\n".join(list(lines)[:SHOWN_LINES]))


def run_case(case, problems, bless):
    source = input_of(case)
    target = os.path.join(case, "expect.json")
    words = os.path.join(case, "options.txt")
    options = read(words).split() if os.path.exists(words) else []
    text = convert(source, options)
    document = check_document(text, "the output", problems)
    flat = convert(source, [*options, "--option", "json.indent=none"])
    if flat.count("\n") != 1 or parse(flat, "the output on one line") != document:
        raise Failed("json.indent=none does not mean the same, or is not one line")
    text = without_version(text)
    if bless:
        with open(target, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    if not os.path.exists(target):
        raise Failed("expect.json is missing; SHEAF_BLESS=1 writes it")
    expected = read(target)
    check_document(expected, "expect.json", problems)
    compare(expected, text)


def find_cases(words):
    for folder, folders, names in os.walk(HERE):
        folders.sort()
        path = os.path.relpath(folder, HERE)
        if any(n.startswith("input.") or n in ("expect.json", "why.txt") for n in names):
            if not words or any(word in path for word in words):
                yield path


def main():
    bless = os.environ.get("SHEAF_BLESS", "") not in ("", "0")
    problems = load_validator()
    if problems is None:
        print("skipped: validation against the schema, as python3-jsonschema is not installed")
    passed = failed = 0
    for case in find_cases(sys.argv[1:]):
        try:
            run_case(os.path.join(HERE, case), problems, bless)
            passed += 1
        except (Failed, OSError, UnicodeDecodeError, subprocess.TimeoutExpired, KeyError, TypeError) as error:
            failed += 1
            print(f"FAILED {case}\n{error if isinstance(error, Failed) else repr(error)}")
    if passed + failed == 0:
        print("FAILED no case was found")
        failed = 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
