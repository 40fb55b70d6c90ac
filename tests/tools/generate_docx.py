#!/usr/bin/env python3
"""Writes reports as Word documents with known truth: OUTDIR/CASE.docx beside OUTDIR/truth/CASE.json.

usage: generate_docx.py OUTDIR [--count N] [--seed S] [--dialects a,b] [--reports N]
"""
import argparse
import json
import os

from gen import docx, ooxml
from gen.dialects import DIALECTS


def main():
    p = argparse.ArgumentParser(description="Writes reports as Word documents with known truth.")
    p.add_argument("outdir")
    p.add_argument("--count", type=int, default=len(DIALECTS), help="documents in all; dialects take turns")
    p.add_argument("--seed", default="1")
    p.add_argument("--dialects", default=",".join(DIALECTS), help=f"some of {', '.join(DIALECTS)}")
    p.add_argument("--reports", type=int, default=1, help="reports in each document")
    a = p.parse_args()
    names = a.dialects.split(",")
    os.makedirs(f"{a.outdir}/truth", exist_ok=True)
    for n in range(a.count):
        name = names[n % len(names)]
        case = f"{name}-{n // len(names):04d}"
        parts, namespaces, truth = docx.make(f"{a.seed}/{n // len(names)}", name, a.reports)
        ooxml.write(f"{a.outdir}/{case}.docx", parts, namespaces)
        with open(f"{a.outdir}/truth/{case}.json", "w", encoding="utf-8") as file:
            json.dump({**truth, "case": case}, file, ensure_ascii=False, indent=1)
    print(f"{a.count} documents in {a.outdir}")


if __name__ == "__main__":
    main()
