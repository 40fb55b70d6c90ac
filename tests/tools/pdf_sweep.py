#!/usr/bin/env python3
"""The national form as PDF by every producer, page breaks at every row, through Sheaf: how many numbers stand at their labels.

Usage: pdf_sweep.py [--keep DIR] [--count N] [--seed WORD] [GROUP...]     groups: cuts pushed drawn fixed; all without an argument
A line for each producer; exit 1 where a number is wrong (moved, mislabelled or invented). SHEAF names the program. Truth is what was drawn.
"""
import argparse
import collections
import os
import sys
import tempfile

import pdf_cases
import pdf_form
import pdf_producers
import sheaf_json

TEMPLATE = os.path.join(sheaf_json.SHARED, "corpus/docx/cn-reports/xxgk-annual-report-template.docx")
CANVASES = ("raw-ucs2", "raw-gbk", "pango-serif")
BATCH = 20


def groups(count, seed):
    repeats = (False, True)
    return {
        "fixed": pdf_cases.FIXED,
        "cuts": [c for p in CANVASES for repeat in repeats for closed in (True, False) for c in pdf_cases.cuts(p, repeat, closed)],
        "pushed": [c for p, font in (("chromium", pdf_cases.SERIF), ("office-html", pdf_cases.SANS), ("office-docx", pdf_cases.SERIF))
                   for repeat in repeats for c in pdf_cases.pushed(p, repeat, font) if p != "office-docx" or not repeat],
        "drawn": pdf_cases.drawn((*pdf_producers.CANVASES, "chromium", "office-html", "office-docx"), count, seed),
    }


def tables_of(case, numbers=pdf_form.numbers):
    return pdf_form.tables(numbers(case.name, case.digits))


def produce(folder, cases, numbers=pdf_form.numbers):
    """[(case, path)] of the PDFs of cases that one producer makes."""
    name, made, sources = cases[0].producer, [], []
    for n, case in enumerate(cases):
        path = os.path.join(folder, f"{name}-{n}.pdf")
        tables = tables_of(case, numbers)
        if name in pdf_producers.CANVASES:
            pdf_producers.CANVASES[name](path, tables, case.style)
        elif name == "office-docx":
            sources.append(path.removesuffix("pdf") + "docx")
            pdf_producers.filled(TEMPLATE, sources[-1], tables, case.style, case.font, case.push)
        else:
            sources.append(path.removesuffix("pdf") + "html")
            with open(sources[-1], "w", encoding="utf-8") as file:
                file.write(pdf_producers.page(tables, case.style, case.font, case.push))
            if name == "chromium":
                pdf_producers.chromium(path, sources[-1])
        made.append((case, path))
    for at in range(0, len(sources) if name.startswith("office") else 0, BATCH):
        pdf_producers.office(folder, *sources[at:at + BATCH])
    return made


def judge(case, path):
    return pdf_form.judge(sheaf_json.convert(path, "--pass", "stitch"), tables_of(case))


def measure(cases, folder, say):
    """Verdicts of the cases of one producer, summed."""
    total = collections.Counter()
    for case, path in produce(folder, cases):
        total["documents"] += 1
        try:
            verdict = judge(case, path)
        except AssertionError as error:
            total["failed"] += 1
            say(f"{case.name}: {path}: {error}")
            continue
        total += verdict
        if verdict["right"] < 200 or verdict["whole"] < 3 or verdict["invented"]:
            say(f"{case.name}: {path}: {verdict}")
            for line in verdict.problems[:12]:
                say("    " + line)
    return total


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep")
    parser.add_argument("--count", type=int, default=180)
    parser.add_argument("--seed", default="pdf_cases", help="a word that other random styles and numbers come from")
    parser.add_argument("--only", default="", help="a word in the name of the producer")
    parser.add_argument("groups", nargs="*")
    given = parser.parse_args()
    known = groups(given.count, given.seed)
    bad = 0
    with tempfile.TemporaryDirectory() as scratch:
        for group in given.groups or known:
            by_producer = collections.defaultdict(list)
            for case in known[group]:
                by_producer[case.producer].append(case)
            for producer, cases in by_producer.items():
                why = pdf_producers.why_not(producer) or ("the real template is not in ../shared/corpus" if producer == "office-docx"
                                                          and not os.path.isfile(TEMPLATE) else None)
                if given.only not in producer:
                    continue
                if why:
                    print(f"{group} {producer}: skipped: {why}")
                    continue
                folder = os.path.join(os.path.abspath(given.keep) if given.keep else scratch, group, producer)
                os.makedirs(folder, exist_ok=True)
                with open(os.path.join(folder, "problems.txt"), "w", encoding="utf-8") as log:
                    total = measure(cases, folder, lambda line: print(line, file=log))
                print(f"{group} {producer}: {' '.join(f'{k} {v}' for k, v in sorted(total.items()) if v)}", flush=True)
                bad += total["failed"] + total["moved"] + total["invented"] + total["mislabelled"]
    return bad > 0


if __name__ == "__main__":
    sys.exit(main())
