#!/usr/bin/env python3
"""Facts of many reports against their truth: every shape, damage alone and in pairs, Word documents, PDF of every producer.

Usage: form_sweep.py [--facts N] [--pairs N] [--grids N] [--word N] [--pdf N] [--damaged N] [--keep DIR] [--seeds NAME] [GROUP...]
Groups: singles pairs grids word pdf damaged, all without; `grids` is damage singly and in pairs in bare Word documents, `damaged` the same
as PDF of LibreOffice, which does not align rows of different length: its rate is told, but only what is wrong fails.
A line a damage or producer that misses its target, one a group. Exit 1 where any value is wrong in silence, or a target is missed
(99.9 % of what the text determines for each kind of damage, 99 % for two kinds). SHEAF names the program.
"""
import argparse
import collections
import itertools
import os
import random
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import form_cases
import form_truth

PASSES = ("--pass", "stitch,form")
PER_REPORT = 190        # facts that a report has, about


def rounds(shapes, sets, count):
    """(shape, seed, damage) until there are `count` of them, all sets in each round, in an order of its own: a part is a sample."""
    every = [(shape, damage) for shape in shapes for damage in sets(shape)]
    jobs = ((shape, seed, damage) for seed in itertools.count() for shape, damage in random.Random(seed).sample(every, len(every)))
    return itertools.islice(jobs, count)


def judged_text(shape, seed, damage, keep, seeds="sweep"):
    made = form_cases.text(shape, f"{seeds}/{seed}", damage)
    if made is None:
        return None
    data, truth = made
    name = form_cases.name(shape)
    verdict = form_truth.judge(form_truth.convert(data, name, *PASSES), truth["facts"], truth["undecidable"])
    if verdict.wrong and keep:
        with open(os.path.join(keep, f"{shape}-{'+'.join(damage)}-{seed}.{name[-4:].strip('.')}"), "wb") as file:
            file.write(data)
    return "+".join(damage) or "whole", f"{shape} {seed}", verdict


def judged_word(dialect, seed):
    data, facts = form_cases.word(dialect, f"sweep/{seed}")
    return dialect, str(seed), form_truth.judge(form_truth.convert(data, "report.docx", *PASSES), facts)


def pdf_results(count):
    """Every producer's documents of pdf_sweep.py, `count` of each group and producer at most."""
    import pdf_form
    import pdf_producers
    import pdf_sweep
    with tempfile.TemporaryDirectory() as scratch:
        for group, cases in pdf_sweep.groups(count * 9).items():
            by_producer = collections.defaultdict(list)
            for case in cases:
                by_producer[case.producer].append(case)
            for producer, some in by_producer.items():
                if pdf_producers.why_not(producer) or producer == "office-docx" and not os.path.isfile(pdf_sweep.TEMPLATE):
                    print(f"pdf {producer}: skipped: {pdf_producers.why_not(producer) or 'the real template is not there'}")
                    continue
                folder = os.path.join(scratch, group, producer)
                os.makedirs(folder)
                some = random.Random(f"{group}/{producer}").sample(some, min(count, len(some)))
                for case, path in pdf_sweep.produce(folder, some, pdf_form.adding_up):
                    facts = {k: int(v) for k, v in pdf_form.adding_up(case.name, case.digits).items()}
                    document = form_truth.convert_file(path, *PASSES, "--form", "cn-gib-annual")
                    yield producer, case.name, form_truth.judge(document, facts)


def damaged_results(count, seeds, keep):
    """Damaged reports as PDF: Word documents with ruled tables through LibreOffice, twenty at a time."""
    import pdf_producers
    if pdf_producers.why_not("office-docx"):
        print(f"damaged: skipped: {pdf_producers.why_not('office-docx')}")
        return
    kinds = [*form_cases.every_single(form_cases.document.WORD), *form_cases.every_pair(form_cases.document.WORD)]
    drawn = [(n, random.Random(f"{seeds}/{n}").choice(kinds)) for n in range(count)]
    for at in range(0, count, 20):
        made = [(n, kind, form_cases.ruled(f"{seeds}/{n}", kind)) for n, kind in drawn[at:at + 20]]
        made = [(f"{'+'.join(kind)}-{n}", kind, *one) for n, kind, one in made if one]
        with tempfile.TemporaryDirectory() as scratch:
            for name, _, data, _ in made:
                with open(os.path.join(scratch, name + ".docx"), "wb") as file:
                    file.write(data)
            pdf_producers.office(scratch, *(os.path.join(scratch, m[0] + ".docx") for m in made))
            for name, kind, _, truth in made:
                path = os.path.join(scratch, name + ".pdf")
                verdict = form_truth.judge(form_truth.convert_file(path, *PASSES), truth["facts"], truth["undecidable"])
                if verdict.wrong and keep:
                    shutil.copy(path, keep)
                yield "+".join(kind) or "whole", name, verdict


def report(group, results, target, each=True):
    """Prints what misses its target; whether all is well: each kind reaches it, or (pairs are too many for that) all together."""
    by_name, wrong, total = collections.defaultdict(form_truth.Verdict), 0, form_truth.Verdict()
    for name, case, verdict in results:
        by_name[name].update(verdict)
        by_name[name]["documents"] += 1
        total.update(verdict)
        total["documents"] += 1
        wrong += len(verdict.wrong)
        for key, want, have in verdict.wrong[:3]:
            print(f"{group} {name}: {case}: {key} is {have}, was {want}", flush=True)
    missed = [n for n, v in by_name.items() if v["want"] and v.rate() < target]
    for name in sorted(missed):
        verdict = by_name[name]
        print(f"{group} {name}: {100 * verdict.rate():.2f} % of {verdict['want']} in {verdict['documents']} documents")
    print(f"{group}: {total['documents']} documents, {total['want']} facts, {100 * total.rate():.3f} % right, {wrong} wrong in silence, "
          f"{total['open']} open, {len(missed)} of {len(by_name)} below {100 * target:g} %", flush=True)
    return wrong == 0 and (not missed if each else total.rate() >= target)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--facts", type=int, default=700_000, help="in reports with one kind of damage or none")
    parser.add_argument("--pairs", type=int, default=500_000, help="facts in reports with two")
    parser.add_argument("--grids", type=int, default=300_000, help="facts in bare Word documents with one or two")
    parser.add_argument("--word", type=int, default=40, help="Word documents of each dialect")
    parser.add_argument("--pdf", type=int, default=30, help="PDF documents of each producer and group")
    parser.add_argument("--damaged", type=int, default=120, help="damaged reports as PDF of LibreOffice")
    parser.add_argument("--keep", help="a directory for documents with wrong values")
    parser.add_argument("--seeds", default="sweep", help="a name: other documents than those of another name")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    parser.add_argument("groups", nargs="*")
    given = parser.parse_args()
    shapes, why = form_cases.usable()
    if why:
        print(why)
    if given.keep:
        os.makedirs(given.keep, exist_ok=True)
    groups, fine = given.groups or ("singles", "pairs", "grids", "word", "pdf", "damaged"), True
    with ThreadPoolExecutor(given.jobs) as pool:
        def texts(sets, facts, among=shapes):
            jobs = rounds(among, sets, facts // PER_REPORT)
            return (r for r in pool.map(lambda j: judged_text(*j, given.keep, given.seeds), jobs) if r is not None)
        if "singles" in groups:
            fine &= report("singles", texts(form_cases.every_single, given.facts), .999)
        if "pairs" in groups:
            fine &= report("pairs", texts(form_cases.every_pair, given.pairs), .99, each=False)
        if "grids" in groups:
            word = [form_cases.document.WORD]
            fine &= report("grids", texts(form_cases.every_single, given.grids // 2, word), .999)
            fine &= report("grids in pairs", texts(form_cases.every_pair, given.grids // 2, word), .99, each=False)
        if "word" in groups:
            jobs = ((d, s) for s in range(given.word) for d in form_cases.DIALECT_NAMES)
            fine &= report("word", pool.map(lambda j: judged_word(*j), jobs), .999)
    if "pdf" in groups:
        fine &= report("pdf", pdf_results(given.pdf), .99)
    if "damaged" in groups:
        fine &= report("damaged", damaged_results(given.damaged, given.seeds, given.keep), .9, each=False)
    return not fine


if __name__ == "__main__":
    sys.exit(main())
