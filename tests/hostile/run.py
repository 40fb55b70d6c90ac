#!/usr/bin/env python3
"""Gives Sheaf input that is broken, huge or meant to harm, and output that cannot be written; see docs/testing.md.

usage: run.py [--long] [WORD...]    only the cases whose names hold all the words; the program is $SHEAF
Each case runs in a folder of its own, under limits on memory and time. --long uses the large sizes. 77: nothing could run.
"""
import concurrent.futures
import os
import pathlib
import sys
import tempfile
import time
import traceback

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import contents  # noqa: E402
import docx  # noqa: E402
import docx_sweeps  # noqa: E402
import limits  # noqa: E402
import outputs  # noqa: E402
import pdf  # noqa: E402
import pdf_sweeps  # noqa: E402
import places  # noqa: E402
import sweeps  # noqa: E402
from lab import Lab, Skip, is_sanitized  # noqa: E402


def cases():
    """(name, function of a lab)"""
    for one in contents.ALL:
        yield f"contents: {one.what}", lambda lab, one=one: contents.convert_input(lab, one)
    for one in docx.ALL:
        yield f"docx: {one.what}", lambda lab, one=one: docx.convert_package(lab, one)
    for one in pdf.ALL:
        yield f"pdf: {one.what}", lambda lab, one=one: pdf.convert_document(lab, one)
    for module in (sweeps, docx_sweeps, pdf_sweeps, contents, places, outputs, limits):
        for scenario in module.SCENARIOS:
            yield f"{module.__name__}: {scenario.__name__}: {scenario.__doc__}", scenario


def attempt(name, case, lab_of):
    """(name, how it ended, what was said, seconds)"""
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="hostile-", ignore_cleanup_errors=True) as folder:
        try:
            case(lab_of(folder))
            ending = "passed", ""
        except Skip as why:
            ending = "skipped", str(why)
        except Exception:  # whatever goes wrong in a case is that case's failure
            ending = "failed", traceback.format_exc(limit=-3)[-6000:]
    return name, *ending, time.monotonic() - begin


def main():
    words = [w for w in sys.argv[1:] if w != "--long"]
    size = "long" if "--long" in sys.argv else "usual"
    program = pathlib.Path(os.environ.get("SHEAF") or sys.exit("set SHEAF to the program under test")).resolve()
    sanitized = is_sanitized(program)
    chosen = [(name, case) for name, case in cases() if all(w in name for w in words)]
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(lambda c: attempt(*c, lambda folder: Lab(program, folder, size, sanitized)), chosen))
    for name, how, said, _ in results:
        if how != "passed":
            print(f"{how}: {name}", *("    " + line for line in said.splitlines()), sep="\n")
    for name, _, _, seconds in sorted(results, key=lambda r: -r[3])[:5]:
        print(f"{seconds:6.1f} s  {name}")
    count = {how: sum(1 for r in results if r[1] == how) for how in ("passed", "failed", "skipped")}
    if count["skipped"]:
        print(f"{count['skipped']} skipped")
    print(f"{count['passed']} passed, {count['failed']} failed")
    return 1 if count["failed"] or not results else 0 if count["passed"] else 77


if __name__ == "__main__":
    sys.exit(main())
