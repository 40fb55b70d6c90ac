#!/usr/bin/env python3
"""Writes reports with known truth: OUTDIR/CASE.txt beside OUTDIR/truth/CASE.json. The same arguments give the same bytes.

usage: generate.py OUTDIR [--count N] [--seed S] [--shapes a,b] [--damage x,y|none|mixed] [--encodings a,b|all]
                   [--every-encoding] [--keep-pdf] [--list]
"""
import argparse
import json
import os
import sys
from decimal import Decimal

from gen import document, encodings, layout

SHAPES = (*document.PLAIN, "layout")


def listed(text, known, what):
    names = [n for n in text.split(",") if n]
    unknown = [n for n in names if n not in known]
    if unknown:
        sys.exit(f"generate.py: there is no {what} '{unknown[0]}'; known are {', '.join(known)}")
    return names


def arguments():
    p = argparse.ArgumentParser(description="Writes reports with known truth.")
    p.add_argument("outdir", nargs="?")
    p.add_argument("--count", type=int, default=60, help="documents in all (60), shapes take turns")
    p.add_argument("--seed", default="1")
    p.add_argument("--shapes", default=",".join(SHAPES))
    p.add_argument("--damage", default="mixed", help="mixed: a third whole, the others one to four kinds; none; or names")
    p.add_argument("--encodings", default="utf8", help="one of these for each document, in turn; or all")
    p.add_argument("--every-encoding", action="store_true", help="each document in each of the encodings")
    p.add_argument("--keep-pdf", action="store_true", help="also write the PDF of layout documents to OUTDIR/pdf")
    p.add_argument("--list", action="store_true", help="print shapes, damage operators and encodings")
    a = p.parse_args()
    if not a.list and not a.outdir:
        p.error("OUTDIR is missing")
    return a


def number(value):
    """JSON for the exact decimals of the truth: at most two places, so the shortest float is exact in print."""
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    raise TypeError(value)


def save(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(data)


def write_case(outdir, base, case, made, encoding):
    """One file and its truth. GBK cannot say U+00A0: there the wide space stands for it, in text and truth alike."""
    text, *rest = made
    if encoding == "gbk":
        text = text.replace("\u00a0", "\u3000")
    if not encodings.fits(text, encoding):
        return False
    truth = {**document.describe(case, (text, *rest), encoding), "document": base}
    save(f"{outdir}/{case}.txt", encodings.encode(text, encoding))
    save(f"{outdir}/truth/{case}.json", json.dumps(truth, ensure_ascii=False, indent=1, default=number).encode())
    return True


def usable(shapes):
    why = layout.why_not() if "layout" in shapes else None
    if why:
        print(f"generate.py: {why}", file=sys.stderr)
    return [s for s in shapes if s != "layout" or not why]


def generate(a, shapes, wanted, names):
    written = 0
    for n in range(a.count if shapes else 0):
        shape = shapes[n % len(shapes)]
        made = document.make(f"{a.seed}/{shape}/{n // len(shapes)}", shape, wanted)
        case = f"{shape}-{n // len(shapes):04d}"
        for encoding in names if a.every_encoding else [names[n // len(shapes) % len(names)]]:
            name = f"{case}-{encoding}" if len(names) > 1 else case
            if write_case(a.outdir, case, name, made, encoding):
                written += 1
            elif not a.every_encoding:
                written += write_case(a.outdir, case, f"{case}-gb18030", made, "gb18030")
        if a.keep_pdf and made[-1]:
            save(f"{a.outdir}/pdf/{case}.pdf", made[-1])
    return written


def main():
    a = arguments()
    if a.list:
        for what, names in (("shapes", SHAPES), ("damage", document.NAMES), ("encodings", encodings.ENCODINGS)):
            print(f"{what}: {' '.join(names)}")
        return
    shapes = usable(listed(a.shapes, SHAPES, "shape"))
    wanted = None if a.damage == "mixed" else [] if a.damage == "none" else listed(a.damage, document.NAMES, "damage operator")
    names = list(encodings.ENCODINGS) if a.encodings == "all" else listed(a.encodings, encodings.ENCODINGS, "encoding")
    print(f"{generate(a, shapes, wanted, names)} documents in {a.outdir}")


if __name__ == "__main__":
    main()
