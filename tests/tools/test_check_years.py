#!/usr/bin/env python3
"""`sheaf check` of a folder of generated reports over several years: each year is compared with the one before it, an error
that is put between two years is found at its column, consistent years have none, and missing years are told."""
import copy
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from gen import document, form, names, numbers, reports

SHEAF = os.environ.get("SHEAF") or sys.exit("set SHEAF to the program under test")
SHAPES = ("tabs", "pipes", "markdown", "csv")
FIRST, LAST = 2018, 2025  # the years that the generator draws from


class Fixed(random.Random):
    """Draws the year that is wanted."""
    year = FIRST

    def randint(self, low, high):
        return type(self).year if (low, high) == (FIRST, LAST) else super().randint(low, high)


def carry(facts, last, rows):
    """What last year carried out comes in: the identities of the year hold as before."""
    for c in form.COLUMNS[:-1]:
        due = facts[f"t3.outcome.total.{c}"] + facts[f"t3.carried_out.{c}"]
        brought = last[f"t3.carried_out.{c}"]
        missing = max(0, brought - due)
        facts[f"t3.outcome.granted.{c}"] += missing
        facts[f"t3.outcome.total.{c}"] += missing
        facts[f"t3.carried_in.{c}"] = brought
        facts[f"t3.new_received.{c}"] = due + missing - brought
    for row in rows:
        facts[f"t3.{row}.total"] = sum(facts[f"t3.{row}.{c}"] for c in form.COLUMNS[:-1])


def shift(facts, column, by):
    """One column of a consistent year is carried in otherwise, and received otherwise, so that only the years disagree."""
    for c in (column, "total"):
        facts[f"t3.carried_in.{c}"] += by
        facts[f"t3.new_received.{c}"] -= by


class Archive:
    """Reports of one agency for some years."""

    def __init__(self, seed, years, broken):
        self.rng = random.Random(seed)
        self.agency = names.agency(self.rng, False)
        self.texts, last, drawn = {}, None, numbers.facts
        shape = self.rng.choice(SHAPES)
        for year in years:
            def facts(rng, t2, t3, level, last=last, year=year):
                made = drawn(rng, t2, t3, level)
                if last:
                    carry(made, last, form.row_keys(t3))
                if year in broken:
                    column = broken[year]
                    by = -1 if made[f"t3.carried_in.{column}"] else 1
                    if made[f"t3.new_received.{column}"] < 1 and by > 0:
                        made[f"t3.outcome.granted.{column}"] += 1
                        made[f"t3.outcome.total.{column}"] += 1
                        made[f"t3.new_received.{column}"] += 1
                        for row in ("outcome.granted", "outcome.total", "new_received"):
                            made[f"t3.{row}.total"] += 1
                    shift(made, column, by)
                self.facts = copy.deepcopy(made)
                return made
            self.texts[year] = self.print(facts, year, f"{seed}/{year}", shape)
            last = self.facts

    def print(self, facts, year, seed, shape):
        before = names.agency, numbers.facts, document.random.Random
        try:
            Fixed.year = year
            names.agency, numbers.facts, document.random.Random = lambda *_: self.agency, facts, Fixed
            return document.make(seed, shape, [])[0]
        finally:
            names.agency, numbers.facts, document.random.Random = before


def check(folder, *arguments):
    done = subprocess.run([SHEAF, "check", folder, "--format", "json", *arguments], capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


def findings(report, rule, outcome="fail"):
    return [f for f in report["findings"] if f["rule"] == rule and f["outcome"] == outcome]


def columns(report):
    """The columns that Y-CARRY names, by the keys of the facts."""
    return sorted({key.split(".", 2)[2] for f in findings(report, "Y-CARRY") for key in f["facts"]})


class Years(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def write(self, archives):
        for n, archive in enumerate(archives):
            for year, text in archive.texts.items():
                with open(os.path.join(self.folder.name, f"{(year * 37 + n) % 101:03}-{n}-{year}.txt"), "w", encoding="utf-8") as file:
                    file.write(text)

    def by_key(self, *arguments):
        found = {}
        for report in check(self.folder.name, *arguments):
            n, year = os.path.basename(report["file"])[4:-4].split("-")
            self.assertEqual(report.get("year"), int(year), report["file"])
            found[int(n), int(year)] = report
        return found

    def test_consistent_years_have_no_finding_and_errors_have_theirs(self):
        broken = {n: {2022: form.COLUMNS[n % 6]} for n in range(0, 12, 2)}
        archives, known = [], set()
        for seed in range(1000):  # agencies of one name would be one
            n = len(archives)
            archive = Archive(f"years/{seed}", (2021, 2022, 2023), broken.get(n, {})) if n < 12 else None
            if archive and archive.agency[1] not in known:
                known.add(archive.agency[1])
                archives.append(archive)
        self.write(archives)
        found = self.by_key()
        self.assertEqual(len(found), 36)
        for (n, year), report in found.items():
            wanted = sorted([broken[n][2022], "total"]) if n in broken and year == 2022 else []
            self.assertEqual(columns(report), wanted, (n, year, report["findings"]))
            held = {c["rule"]: c for c in report["checks"]}.get("Y-CARRY", {"pass": 0, "fail": 0})
            self.assertEqual(held["pass"] + held["fail"], 0 if year == 2021 else 7, (n, year, held))

    def test_missing_years_are_told_and_not_compared(self):
        self.write([Archive("gap", (2019, 2020, 2021, 2023), {2023: form.COLUMNS[0]})])
        found = self.by_key()
        self.assertEqual({k: len(findings(r, "Y-GAP")) for k, r in found.items()}, {(0, 2019): 0, (0, 2020): 0, (0, 2021): 0, (0, 2023): 1})
        self.assertIn("2022", findings(found[0, 2023], "Y-GAP")[0]["message"]["en"])
        self.assertEqual(columns(found[0, 2023]), [])

    def test_previous_and_a_folder_say_the_same(self):
        archive = Archive("pair", (2021, 2022), {2022: form.COLUMNS[3]})
        self.write([archive])
        paths = {year: next(os.path.join(self.folder.name, n) for n in os.listdir(self.folder.name) if n.endswith(f"{year}.txt")) for year in (2021, 2022)}
        alone = check(paths[2022], "--previous", paths[2021])
        self.assertEqual(alone[0]["findings"], self.by_key()[0, 2022]["findings"])
        self.assertEqual(columns(alone[0]), sorted([form.COLUMNS[3], "total"]))
        earlier = os.path.join(self.folder.name, "last.json")
        subprocess.run([SHEAF, "convert", paths[2021], "-o", earlier], check=True, capture_output=True)
        self.assertEqual(check(paths[2022], "--previous", earlier), alone)

    def test_suppressions_survive_another_run_and_layout(self):
        archive = Archive("agreed", (2021, 2022), {2022: form.COLUMNS[1]})
        self.write([archive])
        wrong = [f for r in check(self.folder.name) for f in r["findings"] if f["outcome"] == "fail" and f["severity"] != "info"]
        self.assertTrue(any(f["rule"] == "Y-CARRY" for f in wrong))
        agreed = os.path.join(self.folder.name, ".agreed.json")
        with open(agreed, "w", encoding="utf-8") as file:
            json.dump([{"agency": archive.agency[1], "year": year, "fingerprint": f["fingerprint"], "reason": "agreed upon"}
                       for year in (2021, 2022) for f in wrong], file)
        for name in os.listdir(self.folder.name):  # another layout: blank lines, and a blank at the end of each line
            path = os.path.join(self.folder.name, name)
            if name.endswith(".txt"):
                with open(path, encoding="utf-8") as file:
                    text = file.read()
                with open(path, "w", encoding="utf-8") as file:
                    file.write("\n\n" + text)
        after = [f for r in check(self.folder.name, "--suppressions", agreed) for f in r["findings"]]
        kept = {f["fingerprint"]: f.get("suppressed") for f in after if f["fingerprint"]}
        self.assertEqual({f["fingerprint"]: kept.get(f["fingerprint"]) for f in wrong}, {f["fingerprint"]: "agreed upon" for f in wrong})
        done = subprocess.run([SHEAF, "check", self.folder.name, "--suppressions", agreed, "--fail-on", "warning"], capture_output=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout.decode())

    def test_each_report_of_a_file_has_its_own_year_before(self):
        """In the same file, in whatever order; in the file that --previous names, which may hold several, too. A report that does not say
        whose it is is compared with none."""
        compared = 0
        for seed in range(12):
            archive = Archive(f"file/{seed}", (2021, 2022, 2023), {2022: form.COLUMNS[3], 2023: form.COLUMNS[1]})
            if "#" in archive.texts[2021]:
                continue
            for now, last in (((2021, 2022, 2023), ()), ((2023, 2021, 2022), ()), ((2023,), (2021, 2022)), ((2021, 2023), (2022,))):
                compared += self.compare_years(archive, now, last)
        self.assertGreater(compared, 12)
        done = subprocess.run([SHEAF, "check", self.file("now.txt", archive, (2021, 2022)), "--previous", self.file("last.txt", archive, (2023,))],
                              capture_output=True, text=True, check=False)
        self.assertIn("check.previous.year", done.stderr)
        self.of_no_years(archive)

    def of_no_years(self, archive):
        """What is no report is compared with nothing, which fails; rules that compare no years are not asked."""
        notice, last = os.path.join(self.folder.name, "notice.txt"), self.file("last.txt", archive, (2023,))
        with open(notice, "w", encoding="utf-8") as f:
            f.write("会议通知\n\n请于周五参加会议。\n")
        for file, rules, code, words in ((notice, "Y-*", 2, "check.previous.none"), (notice, "T3-*", 0, ""), (self.file("now.txt", archive, (2021,)), "T3-*", 0, "")):
            done = subprocess.run([SHEAF, "check", file, "--previous", last, "--rules", rules], capture_output=True, text=True, check=False)
            self.assertEqual((code, True), (done.returncode, words in done.stderr), (file, rules, done.stderr))

    def file(self, name, archive, years):
        path = os.path.join(self.folder.name, name)
        with open(path, "w", encoding="utf-8") as f:
            f.write("\n\f\n".join(archive.texts[y] for y in years))
        return path

    def named(self, path, years):
        """Years whose reports in the file are known by agency and year."""
        done = subprocess.run([SHEAF, "convert", path, "--to", "json"], capture_output=True, check=True)
        meta = json.loads(done.stdout)["meta"]
        said = [meta, *(meta.get(f"report{i}", {}) for i in range(2, len(years) + 1))]
        return {y for y, m in zip(years, said) if m.get("agency") and m.get("year") == y}

    def compare_years(self, archive, now, last):
        wanted = {2022: sorted([form.COLUMNS[3], "total"]), 2023: sorted([form.COLUMNS[1], "total"])}
        path = self.file("now.txt", archive, now)
        known, before, more = self.named(path, now), set(), ()
        if last:
            more = ("--previous", self.file("last.txt", archive, last))
            before = self.named(more[1], last)
        (report,) = check(path, *more)
        fits = [y for y in now if y in known and y - 1 in known | before]
        for i, year in enumerate(now):
            found = {key.split(".", 2)[2] for f in findings(report, "Y-CARRY") if f.get("instance", 0) == i for key in f["facts"]}
            self.assertEqual(sorted(found), wanted.get(year, []) if year in fits else [], (now, last, year))
        self.assertEqual({c["rule"]: c["pass"] + c["fail"] for c in report["checks"]}["Y-CARRY"], 7 * len(fits))
        return len(fits)

    def test_missing_and_double_years_can_be_agreed_upon(self):
        """What the order of the reports says has a fingerprint, too, which stays, and stands for that report only."""
        archive = Archive("gaps", (2019, 2022), {})
        self.write([archive])
        again = next(n for n in sorted(os.listdir(self.folder.name)) if n.endswith("2022.txt"))
        shutil.copy(os.path.join(self.folder.name, again), os.path.join(self.folder.name, "z-again.txt"))
        found = {f["rule"]: f for r in check(self.folder.name) for f in r["findings"] if f["rule"] in ("Y-GAP", "Y-TWICE")}
        self.assertEqual({"Y-GAP", "Y-TWICE"}, set(found))
        for how in ("fingerprint", "rule"):
            agreed = os.path.join(self.folder.name, ".agreed.json")
            with open(agreed, "w", encoding="utf-8") as file:
                json.dump([{"agency": archive.agency[1], "year": 2022, how: f[how], "reason": "told " + f["rule"]} for f in found.values()], file)
            told = {f["rule"]: f.get("suppressed") for r in check(self.folder.name, "--suppressions", agreed) for f in r["findings"]}
            self.assertEqual([told["Y-GAP"], told["Y-TWICE"]], ["told Y-GAP", "told Y-TWICE"])
            with open(agreed, "w", encoding="utf-8") as file:
                json.dump([{"agency": archive.agency[1], "year": 2019, how: f[how], "reason": "another report"} for f in found.values()], file)
            self.assertEqual([], [f for r in check(self.folder.name, "--suppressions", agreed) for f in r["findings"] if "suppressed" in f])

    def archives(self, count, years, broken=None):
        """That many, of agencies that are read from their titles in a file of several reports."""
        made = []
        for seed in range(400):
            archive = Archive(f"several/{seed}", years, broken or {})
            known = {a.agency[1] for a in made}
            if "#" in archive.texts[years[0]] or archive.agency[1] in known:
                continue
            if self.named(self.file("probe.txt", archive, years), years) == set(years):
                made.append(archive)
            os.unlink(os.path.join(self.folder.name, "probe.txt"))
            if len(made) == count:
                return made
        raise AssertionError("no such reports")

    def several(self, name, *reports):
        path = os.path.join(self.folder.name, name)
        with open(path, "w", encoding="utf-8") as f:
            f.write("\n\f\n".join(archive.texts[year] for archive, year in reports))
        return path

    def of_years(self, reports):
        """{file: [(rule, instance, whether the words are there)]} of Y-GAP and Y-TWICE"""
        return {os.path.basename(r["file"]): [(f["rule"], f.get("instance", 0), f["message"]["en"]) for f in r["findings"] if f["rule"] in ("Y-GAP", "Y-TWICE")]
                for r in reports}

    def test_gaps_and_twins_are_told_of_each_report_of_a_file(self):
        a, b = self.archives(2, (2019, 2020, 2021, 2022))
        path = self.several("alone.txt", (a, 2019), (b, 2020), (a, 2022), (b, 2020))
        ((name, told),) = self.of_years(check(path)).items()
        self.assertEqual([("Y-GAP", 2), ("Y-TWICE", 3)], sorted(t[:2] for t in told))
        self.assertIn(f"no report of {a.agency[1]} for 2020 to 2021", told[0][2])
        self.assertIn(f"report 2 of this file is a report of {b.agency[1]} for 2020", told[1][2])
        self.assertEqual([{"instance": i, "agency": who.agency[1], "year": year} for i, (who, year) in
                          enumerate(((a, 2019), (b, 2020), (a, 2022), (b, 2020)))], check(path)[0]["reports"])
        for lang, start, end in (("en", "report 3: ", "4 reports: "), ("zh", "第3份报告：", "4 份报告：")):
            said = subprocess.run([SHEAF, "check", path, "--lang", lang], capture_output=True, text=True, check=False).stdout
            self.assertIn(f"Y-GAP           {start}", said)
            self.assertTrue(said.splitlines()[-1].startswith(end), said)
        self.several("later.txt", (b, 2022), (a, 2021), (a, 2020), (b, 2022))  # fills one gap, makes another
        told = self.of_years(check(self.folder.name))
        self.assertEqual([("Y-TWICE", 3)], [t[:2] for t in told[name]])
        self.assertEqual([("Y-GAP", 0), ("Y-TWICE", 3)], sorted(t[:2] for t in told["later.txt"]))
        self.assertTrue(all(f["fingerprint"] for r in check(self.folder.name) for f in r["findings"]))

    def test_what_is_agreed_upon_for_one_report_is_not_for_another_of_the_file(self):
        a, b = self.archives(2, (2019, 2020, 2021, 2022))
        path = self.several("alone.txt", (a, 2019), (b, 2019), (a, 2022), (b, 2022))
        gaps = [f for r in check(path) for f in findings(r, "Y-GAP")]
        self.assertEqual([2, 3], sorted(f["instance"] for f in gaps))
        agreed = os.path.join(self.folder.name, ".agreed.json")
        for entry in ({"rule": "Y-GAP"}, {"fingerprint": gaps[0]["fingerprint"]}):
            with open(agreed, "w", encoding="utf-8") as file:
                json.dump([{"agency": b.agency[1], "year": 2022, "reason": "agreed upon", **entry}], file)
            gaps = [f for r in check(path, "--suppressions", agreed) for f in findings(r, "Y-GAP")]
            self.assertEqual({2: None, 3: "agreed upon"}, {f["instance"]: f.get("suppressed") for f in gaps})

    def test_reports_of_a_year_are_compared_with_those_of_the_year_before(self):
        """Whatever report stands first in the file of a year: the file of the year before is read again for it."""
        broken = {2021: form.COLUMNS[2], 2022: form.COLUMNS[4]}
        a, b, c = self.archives(3, (2020, 2021, 2022), broken)
        self.several("x.txt", (a, 2020), (b, 2020), (c, 2020))
        self.several("y.txt", (c, 2021), (a, 2021), (b, 2021))
        self.several("z.txt", (b, 2022), (c, 2022), (a, 2022))
        for report in check(self.folder.name):
            year = {"x.txt": 2020, "y.txt": 2021, "z.txt": 2022}[os.path.basename(report["file"])]
            held = {k["rule"]: k["pass"] + k["fail"] for k in report["checks"]}.get("Y-CARRY")
            self.assertEqual(held, 0 if year == 2020 else 21)
            found = sorted(key.split(".", 2)[2] for f in findings(report, "Y-CARRY") for key in f["facts"][:1])
            self.assertEqual(found, [] if year == 2020 else sorted([broken[year], "total"] * 3))


if __name__ == "__main__":
    unittest.main()
