"""The layout shape: the report set on pages with ruled tables, as PDF, read back by the real `pdftotext -layout`.

What pages cut is known here, because the lines are broken and the pages filled here.
"""
import shutil
import subprocess

from . import pdf, rows as R, setting
from .flow import Flow, Text

ABSENT = "pdftotext is not installed (Debian: poppler-utils), layout documents are left out"
NO_CMAPS = "pdftotext cannot read Chinese (Debian: poppler-data is missing), layout documents are left out"


def read_back(data):
    done = subprocess.run(["pdftotext", "-layout", "-enc", "UTF-8", "-", "-"], input=data, stdout=subprocess.PIPE, check=True)
    return done.stdout.decode("utf-8")


def why_not():
    """None when layout documents can be made, else a sentence that says why not."""
    if not shutil.which("pdftotext"):
        return ABSENT
    page = pdf.Page()
    page.text(70, 700, 12, "政府2024年")
    return None if "政府2024年" in read_back(pdf.write([page])) else NO_CMAPS


def _open_rows(flow, printed):
    """A blank among several values: the text keeps columns only roughly, so such a row is left open."""
    for row in printed.rows:
        values = [s for s in row.slots if s.key]
        if len(values) > 1 and any(not s.text for s in values):
            printed.open |= {s.key for s in values}


def _printed(flow, block, setter, repeat):
    printed = R.printed(block.table, "full")
    cuts = setter.table(block.table, repeat)
    heads = printed.rows[:block.table.heads] if repeat else []
    for n, at in enumerate(cuts):
        at += n * len(heads)
        printed.rows[at:at] = [R.Row([R.Slot(s.text, s.kind) for s in row.slots], row.source) for row in heads]
        printed.cuts[at] = "page"
    _open_rows(flow, printed)
    return printed


def make(rng, report, wanted, damage):
    """The same five things that document.make gives."""
    running = f"{report.agency}{report.year}年年度报告" if "running_heads" in wanted else ""
    if running:
        damage.append({"kind": "running_heads", "detail": running})
    if "repeated_header" in wanted:
        damage.append({"kind": "repeated_header", "detail": {"table": "t3", "rows": 3}})
    setter = setting.Setter(rng, running)
    flow = Flow(report, "layout", [], running)
    for block in report.blocks:
        if block.kind == "table":
            repeat = "repeated_header" in wanted and block.table.name == "t3"
            flow.items.append(_printed(flow, block, setter, repeat))
        else:
            pieces = setter.block(block)
            flow.items.append(Text(block, pieces, ["page"] * (len(pieces) - 1)))
    data = pdf.write(setter.finish())
    return read_back(data), flow, damage, setter.furniture, data
