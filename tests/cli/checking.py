"""`sheaf check` with passes of its own (tests/abi/plugins/judge.c), which state what the reports' paragraphs say: findings,
years, related reports. So what the command makes of findings is tested apart from what the rules of a form find."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import xml.etree.ElementTree

try:
    import jsonschema
except ImportError:
    jsonschema = None

from scenarios import CLEAN, SOURCE, feed, sheaf

sys.path.insert(0, str(SOURCE / "tests" / "tools"))
import sarif_rules  # noqa: E402

REPORT = ["error T-SUM the row does not add up", "warning T-B careful", "info T-I by the way", "unsure T-C who knows", "holds T-D"]


def judge(folder):
    """The folder with the passes, which look for the word `annual`."""
    place = folder / ".judge"
    if not place.exists():
        place.mkdir()
        shutil.copy(os.path.join(os.environ["SHEAF_TEST_PLUGINS"], "judge.so"), place)
        for name in ("form", "check"):
            (place / f"{name}.sheaf").write_text(f"id = {name}\nkind = pass\nlibrary = judge.so\nversion = 1\nabi = 1.2\nanchor = annual\n")
    return place


def write(folder, name, *paragraphs, agency=None, year=None):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    stated = [f"agency {agency}"] * (agency is not None) + [f"year {year}"] * (year is not None)
    path.write_text("\n\n".join(["annual report", *stated, *paragraphs]) + "\n", encoding="utf-8")


def check(program, folder, *arguments, **environment):
    done = sheaf(program, "check", *arguments, "--plugin-dir", judge(folder), cwd=folder, env={**CLEAN, **environment})
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def results(program, folder, *arguments):
    code, out, err = check(program, folder, *arguments, "--format", "json")
    assert code in (0, 1, 2), err
    assert schema_problems(json.loads(out)) == [], schema_problems(json.loads(out))
    return json.loads(out)


def schema_problems(found):
    """What docs/check.schema.json says of it; nothing where there is no validator."""
    if not jsonschema:
        return []
    schema = json.loads((SOURCE / "docs" / "check.schema.json").read_text())
    return [e.message for e in jsonschema.Draft202012Validator(schema).iter_errors(found)]


def rules_of(report):
    return [f["rule"] for f in report["findings"]]


def text(program, folder):
    """check groups findings by severity and counts them in its last line"""
    write(folder, "a.txt", *REPORT)
    code, out, err = check(program, folder, "a.txt")
    wanted = ("a.txt (judged 1)\n  Errors\n    T-SUM           line 3: the row does not add up (expected 1, found 2)\n"
              "  Warnings\n    T-B             line 5: careful (expected 1, found 2)\n"
              "  Notes\n    T-I             line 7: by the way (expected 1, found 2)\n"
              "  Not assessable\n    T-C             line 9: who knows (expected 1, found 2)\n"
              "1 report: 1 error, 1 warning, 1 note; 1 not assessable\n")
    assert (code, out, err) == (1, wanted, ""), (code, out, err)
    write(folder, "clean.txt", "holds T-D")
    write(folder, "said.txt", "error T it is 2, not 1")
    assert "    T               line 3: it is 2, not 1\n" in check(program, folder, "said.txt")[1]
    assert check(program, folder, "clean.txt") == (0, "clean.txt (judged 1): no findings\n1 report: 0 errors, 0 warnings, 0 notes\n", "")


def languages(program, folder):
    """check speaks the language of --lang, else that of the environment"""
    write(folder, "a.txt", *REPORT)
    for arguments, environment, chinese in ((("--lang", "zh"), {}, True), ((), {"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, True),
                                            (("--lang", "en"), {"LC_ALL": "zh_CN.UTF-8"}, False), ((), {"LANG": "zh_CN.UTF-8"}, False),
                                            ((), {"LC_ALL": "", "LC_MESSAGES": "zh_TW", "LANG": "de_DE"}, True)):
        _, out, _ = check(program, folder, "a.txt", *arguments, **environment)
        assert ("错误" in out and "第3行：不对" in out and "1 份报告" in out) == chinese and ("Errors" in out) != chinese, (arguments, out)
    assert check(program, folder, "a.txt", "--lang", "fr")[0] == 3


def fail_on(program, folder):
    """check --fail-on decides the exit status; what cannot be assessed or is suppressed never counts"""
    cases = {"error T X": (1, 1, 0), "warning T X": (0, 1, 0), "info T X": (0, 0, 0), "unsure T X": (0, 0, 0), "holds T": (0, 0, 0)}
    (folder / "agreed").write_text("T agreed upon\n")
    for paragraph, codes in cases.items():
        write(folder, "a.txt", paragraph)
        for when, code in zip(("error", "warning", "never"), codes):
            for form in ("text", "json", "sarif", "junit"):
                seen = check(program, folder, "a.txt", "--fail-on", when, "--format", form)
                assert seen[0] == code, (paragraph, when, form, seen)
            assert check(program, folder, "a.txt", "--fail-on", when, "--suppressions", "agreed")[0] == 0
        assert check(program, folder, "a.txt")[0] == codes[0]


def instances(program, folder):
    """check says of which report of a file a finding is"""
    write(folder, "a.txt", "error T-FIRST x", "error T-SECOND x")
    assert [f.get("instance") for f in results(program, folder, "a.txt")[0]["findings"]] == [None, 1]
    log = json.loads(check(program, folder, "a.txt", "--format", "sarif")[1])
    assert [r["properties"].get("instance") for r in log["runs"][0]["results"]] == [None, 1] and not sarif_rules.problems(log)


def suppressions(program, folder):
    """a suppressed finding is told with its reason, in every format, run after run"""
    write(folder, "a.txt", *REPORT)
    (folder / "agreed").write_text("T-SUM agreed upon in 2022\n")
    first = check(program, folder, "a.txt", "--suppressions", "agreed")
    assert first == check(program, folder, "a.txt", "--suppressions", "agreed") and first[0] == 0, first
    assert "  Suppressed\n    T-SUM " in first[1] and "[agreed upon in 2022]" in first[1] and "1 suppressed" in first[1], first[1]
    finding = results(program, folder, "a.txt", "--suppressions", "agreed")[0]["findings"][0]
    assert finding["rule"] == "T-SUM" and finding["suppressed"] == "agreed upon in 2022", finding
    log = json.loads(check(program, folder, "a.txt", "--suppressions", "agreed", "--format", "sarif")[1])
    kept = {r["ruleId"]: r["suppressions"] for r in log["runs"][0]["results"]}
    assert kept == {"T-SUM": [{"kind": "external", "justification": "agreed upon in 2022"}], "T-B": [], "T-I": [], "T-C": []}, kept
    suite = suites(check(program, folder, "a.txt", "--suppressions", "agreed", "--format", "junit")[1])[0]
    assert suite.get("failures") == "0" and "the row does not" in suite.find("testcase[@name='T-SUM']/system-out").text
    code, _, err = check(program, folder, "a.txt", "--suppressions", "absent")
    assert code == 3 and "absent cannot be read: No such file" in err, err
    write(folder, "b.txt", *REPORT)
    (folder / "odd").write_text("!odd\n")
    code, out, err = check(program, folder, "a.txt", "b.txt", "--suppressions", "odd")
    assert code == 2 and err.count("error:") == 1 and err.startswith("odd: error: the suppressions") and "a.txt" not in out + err, (code, out, err)


def sarif(program, folder):
    """check --format sarif is what SARIF 2.1.0 demands"""
    write(folder, "a b/报告#1.txt", *REPORT, 'error T-Q <quote> & "mark" \\ 中\u2028\x7f')
    write(folder, "c.txt", "holds T-D")
    (folder / "lost.pdf").write_bytes(b"%PDF-1.7 nothing")
    code, out, _ = check(program, folder, "a b", "c.txt", "lost.pdf", str(folder / "c.txt"), "--format", "sarif")
    log = json.loads(out)
    assert code == 2 and sarif_rules.problems(log) == [], sarif_rules.problems(log)
    run = log["runs"][0]
    first = run["results"][0]
    where = first["locations"][0]["physicalLocation"]
    assert where == {"artifactLocation": {"uri": "a%20b/%E6%8A%A5%E5%91%8A%231.txt"}, "region": {"startLine": 3}}, where
    assert [r["level"] for r in run["results"]] == ["error", "warning", "note", "none", "error"], run["results"]
    assert first["partialFingerprints"] == {"sheafFinding/v1": "T-SUM"}
    assert {"T-SUM", "T-B", "T-C", "T-D", "RAN"} <= {r["id"] for r in run["tool"]["driver"]["rules"]}
    write(folder, "known.txt", "error T3-ROWSUM x", "error AUDIT-TEXT x")
    log = json.loads(check(program, folder, "known.txt", "--format", "sarif")[1])
    about = {r["id"]: r.get("shortDescription", {}).get("text", "") for r in log["runs"][0]["tool"]["driver"]["rules"]}
    assert "sum to the total" in about["T3-ROWSUM"] and "stands in the document once" in about["AUDIT-TEXT"], about
    lost = run["invocations"][0]
    assert not lost["executionSuccessful"] and len(lost["toolExecutionNotifications"]) == 1, lost


def sarif_rules_can_fail(program, folder):
    """the transcription of SARIF sees what is wrong"""
    write(folder, "a.txt", *REPORT)
    text_of = check(program, folder, "a.txt", "--format", "sarif")[1]
    for old, new in (('"version": "2.1.0"', '"version": "2.0.0"'), ('"level": "none"', '"level": "note"'), ('"kind": "open"', '"kind": "unsure"'),
                     ('"text": "careful"', '"txt": "careful"'), ('"startLine": 3', '"startLine": 0'), ('"uri": "a.txt"', '"uri": "a b.txt"'),
                     ('"ruleId": "T-B"', '"ruleId": "T-X"'), ('"name": "Sheaf", ', ''), ('"suppressions": [], ', '')):
        assert old in text_of, old
        assert sarif_rules.problems(json.loads(text_of.replace(old, new, 1))), (old, new)


def suites(out):
    return xml.etree.ElementTree.fromstring(out.encode()).findall("testsuite")


def junit(program, folder):
    """check --format junit has a suite for each report, a case for each rule, and the counts that they add up to"""
    write(folder, "a.txt", *REPORT, 'error T-Q <quote> & "mark" 中\x7f')
    write(folder, "b.txt", "warning T-SUM again", "warning T-SUM and again")
    (folder / "lost.pdf").write_bytes(b"%PDF-1.7 nothing")
    for when, failing in (("error", {"T-SUM", "T-Q"}), ("warning", {"T-SUM", "T-Q", "T-B"}), ("never", set())):
        code, out, _ = check(program, folder, "a.txt", "b.txt", "lost.pdf", "--format", "junit", "--fail-on", when)
        found = suites(out)
        assert code == 2 and [s.get("name") for s in found] == ["a.txt", "b.txt", "lost.pdf"], out
        for suite in found:
            cases = suite.findall("testcase")
            counts = [len(cases)] + [sum(c.find(kind) is not None for c in cases) for kind in ("failure", "error", "skipped")]
            assert [int(suite.get(n)) for n in ("tests", "failures", "errors", "skipped")] == counts, out
        assert {c.get("name") for c in found[0].findall("testcase") if c.find("failure") is not None} == failing, out
        assert len(found[1].findall("testcase[@name='T-SUM']/failure")) == (2 if when == "warning" else 0), out
    assert found[0].find("testcase[@name='T-C']/skipped") is not None and found[2].find("testcase/error").get("type"), out


def folder_order(program, folder):
    """check of a folder puts years in order, lends the year before, and tells gaps and second reports"""
    write(folder, "in/z.txt", "prior", agency="B", year=2020)
    write(folder, "in/deep/er/y.txt", "prior", agency="B", year=2019)
    write(folder, "in/a.txt", "prior", agency="B", year=2023)
    write(folder, "in/a2.txt", "prior", agency="B", year=2023)
    write(folder, "in/0.txt", "prior", agency="B", year=2024)
    write(folder, "in/m.txt", "prior", agency="A", year=2021)
    write(folder, "in/none.txt", "prior")
    write(folder, "in/.hidden.txt", "prior", agency="A", year=2022)
    (folder / "in" / "junk.bin").write_bytes(bytes(range(256)) * 4)
    (folder / "in" / "loop").symlink_to("../in")
    (folder / "in" / "other.json").write_text('{"some": "thing"}\n')
    code, out, err = check(program, folder, "in", "--format", "json")
    said = [(r["file"], r.get("year"), [(f["rule"], f["message"]["en"]) for f in r["findings"]]) for r in json.loads(out)]
    gap = ("Y-GAP", "there is no report of B for 2021 to 2022 among these")
    twice = ("Y-TWICE", "in/a.txt is a report of B for 2023, too")
    wanted = [("in/m.txt", 2021, [("PRIOR", "none")]), ("in/deep/er/y.txt", 2019, [("PRIOR", "none")]), ("in/z.txt", 2020, [("PRIOR", "2019")]),
              ("in/a.txt", 2023, [("PRIOR", "none"), gap]), ("in/a2.txt", 2023, [("PRIOR", "none"), twice]),
              ("in/0.txt", 2024, [("PRIOR", "2023")]), ("in/none.txt", None, [("PRIOR", "none")])]
    assert (code, said) == (0, wanted), said
    assert err.count("[check.skipped]") == 3 and "in/junk.bin: info" in err and "in/loop: info" in err, err
    assert check(program, folder, "in", "--fail-on", "warning")[0] == 1
    last = check(program, folder, "in")[1].splitlines()[-1]
    assert last == "7 reports: 0 errors, 1 warning, 8 notes; 2 skipped", last
    log = json.loads(check(program, folder, "in", "--format", "sarif")[1])
    assert sarif_rules.problems(log) == [] and {"Y-GAP", "Y-TWICE"} <= {r["ruleId"] for r in log["runs"][0]["results"]}
    assert "不对" in check(program, folder, "in", "--lang", "zh")[1] and "其中没有B2021至2022年的报告" in check(program, folder, "in", "--lang", "zh")[1]


def names_alike(program, folder):
    """check tells of a report of the year before whose body has a longer or shorter name, once for each report, and compares nothing"""
    bodies = {"白马镇人民政府": (2021, 2023), "甲县白马镇人民政府": (2020, 2022), "乙县白马镇人民政府": (2021, 2022), "丙县黑马镇人民政府": (2022,), "府": (2019,), "马镇人民政府丁": (2020,)}
    for agency, years in bodies.items():
        for year in years:
            write(folder, f"in/{agency}{year}.txt", "prior", agency=agency, year=year)
    found = {(r["agency"], r["year"]): [(f["rule"], f["message"]["en"]) for f in r["findings"]] for r in results(program, folder, "in")}
    told = {key: [words.split(" may be")[0].split("of ", 1)[1] for rule, words in said if rule == "Y-NAME"] for key, said in found.items()}
    assert {k: v for k, v in told.items() if v} == {("白马镇人民政府", 2021): ["甲县白马镇人民政府 for 2020"], ("白马镇人民政府", 2023): ["乙县白马镇人民政府 for 2022"],
                                                  ("甲县白马镇人民政府", 2022): ["白马镇人民政府 for 2021"]}, told  # the nearest name alone counts
    assert [rule for rule, _ in found["乙县白马镇人民政府", 2022]] == ["PRIOR"], found
    assert [rule for rule, _ in found["白马镇人民政府", 2023]] == ["PRIOR", "Y-GAP", "Y-NAME"], found  # its own year is missing, whoever's name is near
    assert "可能属于同一机关" in check(program, folder, "in", "--lang", "zh")[1]


def many_years(program, folder):
    """of many agencies and years, each report sees the one before it and nothing else"""
    wanted = {}
    for agency in ("甲局", "乙局", "丙局"):
        years = [y for y in range(2008, 2024) if (y * 7 + len(agency.encode()) + ord(agency[0])) % 5]
        for year in years:
            name = f"in/{(year * 31 + ord(agency[0])) % 97:02}-{ord(agency[0])}-{year}.txt"
            write(folder, name, "prior", agency=agency, year=year)
            wanted[name] = str(year - 1) if year - 1 in years else "none"
    reports = results(program, folder, "in")
    assert {r["file"]: next(f["message"]["en"] for f in r["findings"] if f["rule"] == "PRIOR") for r in reports} == wanted
    keys = [(r["agency"], r["year"]) for r in reports]
    assert keys == sorted(keys, key=lambda k: (k[0].encode(), k[1])), keys
    gaps = sum("Y-GAP" in rules_of(r) for r in reports)
    assert gaps == sum(1 for (a, x), (b, y) in zip(keys, keys[1:]) if a == b and y > x + 1) > 0, gaps


def previous(program, folder):
    """check --previous lends one report, in any format; it goes with a single input"""
    write(folder, "a.txt", "prior", agency="A", year=2022)
    write(folder, "b.txt", agency="A", year=2021)
    made = sheaf(program, "convert", "b.txt", "-o", "b.json", "--plugin-dir", judge(folder), cwd=folder)
    assert made.returncode == 0, made.stderr
    for name in ("b.txt", "b.json"):
        assert results(program, folder, "a.txt", "--previous", name)[0]["findings"][0]["message"]["en"] == "2021"
    for arguments, code, words in ((("a.txt", "b.txt", "--previous", "b.txt"), 3, "one report"), (("a.txt", "--previous", "gone.txt"), 2, "gone.txt")):
        seen = check(program, folder, *arguments)
        assert seen[0] == code and words in seen[2] and seen[1] == "", seen


def previous_unused(program, folder):
    """check --previous with what it cannot be compared with fails, in every format"""
    write(folder, "a.txt", "unlike", agency="A", year=2022)
    write(folder, "b.txt", agency="A", year=2021)
    code, out, err = check(program, folder, "a.txt", "--previous", "b.txt")
    assert code == 2 and "\nb.txt: Not compared\n" in out and "check.previous.year" in err, (code, out, err)
    assert "\nb.txt: 未能比对\n" in check(program, folder, "a.txt", "--previous", "b.txt", "--lang", "zh")[1]
    for rules, expected in (("-Y-*", 0), ("*,-Y-*", 0), ("*", 2), ("Y-GAP", 2)):  # of rules that compare years
        assert check(program, folder, "a.txt", "--previous", "b.txt", "--rules", rules)[0] == expected, rules
    last = results(program, folder, "a.txt", "--previous", "b.txt")[1]
    assert last["file"] == "b.txt" and last["error"]["code"] == "check.previous.year", last
    done = json.loads(check(program, folder, "a.txt", "--previous", "b.txt", "--format", "sarif")[1])["runs"][0]["invocations"][0]
    assert not done["executionSuccessful"] and done["toolExecutionNotifications"][0]["descriptor"]["id"] == "check.previous.year", done
    assert suites(check(program, folder, "a.txt", "--previous", "b.txt", "--format", "junit")[1])[1].get("errors") == "1"


def rules(program, folder):
    """check --rules picks by name and pattern; what no rule has is an error"""
    write(folder, "a.txt", *REPORT)
    for picks, wanted in (("T-SUM", ["T-SUM"]), ("T-SUM,T-B", ["T-SUM", "T-B"]), ("T-*,-T-B", ["T-SUM", "T-I", "T-C"]), ("-T-SUM", ["T-B", "T-I", "T-C"]),
                          ("*C*", ["T-C"]), (" T-B , T-I ", ["T-B", "T-I"]), ("T-D", []), ("X-*", []), ("*", ["T-SUM", "T-B", "T-I", "T-C"]),
                          ("Y-GAP,T-I", ["T-I"]), ("T3-*", [])):
        found = results(program, folder, "a.txt", "--rules", picks)[0]
        assert rules_of(found) == wanted, (picks, found)
    assert check(program, folder, "a.txt", "--rules", "T-B")[0] == 0 and check(program, folder, "a.txt", "--rules", "T-SUM")[0] == 1
    for form in ("text", "json"):
        code, out, err = check(program, folder, "a.txt", "--rules", "T-SUM,T-SUN", "--format", form)
        assert code == 3 and '"T-SUN"' in err and out == "", (out, err)
        for pattern in ("t3-*", "*-*-*-*-*"):
            code, out, err = check(program, folder, "a.txt", "--rules", f"T-SUM,{pattern}", "--format", form)
            assert code == 3 and f'no rule fits "{pattern}"' in err and out == "", (out, err)


def output(program, folder):
    """check -o writes a whole file or none"""
    write(folder, "a.txt", *REPORT)
    code, out, _ = check(program, folder, "a.txt", "--format", "json", "-o", "out.json")
    assert code == 1 and out == "" and json.loads((folder / "out.json").read_text())[0]["file"] == "a.txt"
    for name, begins in (("out.sarif", '{'), ("out.sarif.json", '{'), ("out.xml", "<?xml"), ("out.json", "["), ("out.txt", "a.txt")):
        check(program, folder, "a.txt", "-o", name)
        assert (folder / name).read_text().startswith(begins), (name, (folder / name).read_text()[:80])
    check(program, folder, "a.txt", "--format", "text", "-o", "out.sarif")
    assert (folder / "out.sarif").read_text().startswith("a.txt")
    check(program, folder, "a.txt", "--format", "json", "-o", "out.json")
    before = (folder / "out.json").read_bytes()
    assert check(program, folder, "a.txt", "--rules", "NO-SUCH", "-o", "out.json")[0] == 3
    (folder / "there").mkdir()
    for target in ("no/such/folder.json", "there"):
        code, out, err = check(program, folder, "a.txt", "-o", target)
        assert code == 2 and out == "" and target.split("/")[0] in err, (target, out, err)
    assert (folder / "out.json").read_bytes() == before
    assert check(program, folder, "a.txt", "-o", "-")[1] == check(program, folder, "a.txt")[1]
    with open("/dev/full", "wb") as full:
        done = sheaf(program, "check", "a.txt", "--plugin-dir", judge(folder), cwd=folder, capture_output=False, stdout=full, stderr=-1)
    assert done.returncode == 2 and b"cli.output" in done.stderr, done


def unread(program, folder):
    """check says what it cannot read, checks the rest, and exits with 2; nothing at all is no clean result"""
    write(folder, "a.txt", *REPORT)
    (folder / "lost.pdf").write_bytes(b"%PDF-1.7 nothing")
    (folder / "empty").mkdir()
    code, out, err = check(program, folder, "lost.pdf", "a.txt")
    assert code == 2 and "lost.pdf: Not read\n" in out and "T-SUM" in out and "1 not read" in out and "lost.pdf: error: " in err, (code, out, err)
    code, out, err = check(program, folder, "lost.pdf", "--format", "json")
    assert schema_problems(json.loads(out)) == [], out
    if jsonschema:  # the schema can fail
        assert schema_problems([{"file": "a"}]) and schema_problems([{"file": "a", "form": None, "checks": [], "findings": [{}]}])
    assert code == 2 and json.loads(out)[0]["error"]["code"] and json.loads(out)[0]["findings"] == [], out
    for inputs in (("empty",), ("gone",)):
        code, _, err = check(program, folder, *inputs)
        assert code == 2 and inputs[0] in err, err
    code, out, err = check(program, folder)
    assert (code, out) == (3, "") and "needs an input" in err, err
    for arguments, words in ((("a.txt", "--format", "sariff"), "sarif"), (("a.txt", "--fail-on", "eror"), "error"), (("a.txt", "--pass", "chek"), "check"),
                             (("a.txt", "--pass", "none"), "checks nothing"), (("a.txt", "--pass", "stitch, form"), "checks nothing")):
        code, _, err = check(program, folder, *arguments)
        assert code == 3 and words in err, (arguments, err)
    shown = sheaf(program, "check", "-", "--plugin-dir", judge(folder), cwd=folder, input=b"annual\n\nerror T-SUM x\n")
    assert shown.returncode == 1 and shown.stdout.startswith(b"standard input (judged 1)\n"), shown


def processed(program, folder):
    """the result of an earlier conversion is shown as it was checked then; where it was not, that is said"""
    write(folder, "a.txt", *REPORT)
    for passes, words in ((("--pass", "form,check"), ""), (("--pass", "none"), "[check.unchecked]")):
        made = sheaf(program, "convert", "a.txt", "-o", "a.json", *passes, "--plugin-dir", judge(folder), cwd=folder)
        assert made.returncode == 0, made.stderr
        code, out, err = check(program, folder, "a.json")
        assert (code, "T-SUM" in out) == ((0, False) if words else (1, True)) and words in err and bool(words) == bool(err), (out, err)
    assert check(program, folder, "a.json", "--pass", "check")[0] == 1


def without_pass(program, folder):
    """check without the pass check is an error, not a clean result"""
    place = folder / "alone"
    (place / "bin").mkdir(parents=True)
    (place / "lib" / "sheaf" / "plugins").mkdir(parents=True)
    shutil.copy(program, place / "bin" / "sheaf")
    for name in ("read_text.so", "text.sheaf", "read_text.sheaf"):
        source = pathlib.Path(os.path.realpath(program)).parent.parent / "lib" / "sheaf" / "plugins" / name
        if source.exists():
            shutil.copy(source, place / "lib" / "sheaf" / "plugins")
    (folder / "a.txt").write_text("one\n")
    done = sheaf(place / "bin" / "sheaf", "check", "a.txt", cwd=folder)
    assert done.returncode == 2 and b"[check.no-pass]" in done.stderr, done


def apart(program, folder):
    """check in a process of its own says the same"""
    write(folder, "in/a.txt", *REPORT, "prior", agency="A", year=2022)
    write(folder, "in/b.txt", "prior", agency="A", year=2021)
    (folder / "agreed").write_text("T-SUM agreed upon\n")
    for more in ((), ("--suppressions", "agreed"), ("--format", "sarif")):
        assert check(program, folder, "in", *more) == check(program, folder, "in", "--isolate", *more)


def hostile_names(program, folder):
    """names of files that attack a terminal or a format are harmless in every format"""
    (folder / "in").mkdir()
    for name in (b"a\xff\x1b[31m.txt", b"two\nlines & <b>\".txt", "\u202etxt.exe".encode()):
        with open(os.path.join(os.fsencode(folder / "in"), name), "w") as file:
            file.write("annual report\n\nerror T-SUM x\n")
    code, out, err = check(program, folder, "in")
    assert code == 1 and "\x1b" not in out + err and out.count("\n") == 3 * 3 + 1, out
    assert len(results(program, folder, "in")) == 3
    log = json.loads(check(program, folder, "in", "--format", "sarif")[1])
    assert sarif_rules.problems(log) == [] and len(log["runs"][0]["results"]) == 3, sarif_rules.problems(log)
    assert len(suites(check(program, folder, "in", "--format", "junit")[1])) == 3


def little_memory(program, folder):
    """where memory ends, check ends with a message, and what it wrote is whole"""
    if b"__asan_init" in pathlib.Path(os.path.realpath(program)).read_bytes():
        return  # the sanitizer takes all addresses at once
    write(folder, "in/a.txt", *REPORT * 40, agency="A", year=2020)
    write(folder, "in/b.txt", *REPORT * 40, agency="A", year=2021)
    worked = 0
    for kilobytes in range(2600, 9000, 200):
        for form in ("sarif", "junit"):
            command = ["/bin/sh", "-c", f"ulimit -v {kilobytes}; exec \"$@\"", "sh", program, "check", "in", "--format", form, "-o", "out",
                       "--plugin-dir", judge(folder)]
            (folder / "out").unlink(missing_ok=True)
            done = subprocess.run(command, cwd=folder, env=CLEAN, capture_output=True, timeout=60)
            assert done.returncode in (1, 2, 126, 127), (kilobytes, done)
            assert done.returncode != 1 or (folder / "out").exists(), (kilobytes, done)
            assert done.returncode == 1 or done.stderr, (kilobytes, done)
            worked += done.returncode == 1
    assert 2 <= worked < 60, worked


def broken_reader(program, folder):
    """a file whose reader cannot be loaded is not skipped in silence, as if nobody could read it"""
    (folder / "in").mkdir()
    (folder / "in" / "a.odd").write_bytes(b"ODD" + bytes(range(256)) * 4)
    (folder / "in" / "junk.bin").write_bytes(bytes(range(256)) * 4)
    write(folder, "in/b.txt", "holds T-D")
    (judge(folder) / "odd.sheaf").write_text("id = odd\nkind = reader\nformat = odd\nlibrary = gone.so\nversion = 1\nabi = 1.0\nmagic = 0:4F4444\n")
    code, out, err = check(program, folder, "in", "--from", "odd")
    assert code == 2 and "gone.so" in err and "3 not read" in out, (code, out, err)
    code, out, err = check(program, folder, "in")
    assert code == 2 and "1 not read; 1 skipped" in out and "[plugin.refused]" in err, (code, out, err)


def interrupted(program, folder):
    """a signal ends check: nothing half is written, and it is raised again"""
    os.mkfifo(folder / "input.txt")
    (folder / "out.json").write_text("before")
    for arguments in ((), ("-o", "out.json", "--format", "json")):
        child = subprocess.Popen([program, "check", "input.txt", *arguments, "--plugin-dir", judge(folder)], cwd=folder, env=CLEAN,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        pipe = feed(child, folder)
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=30)
        os.close(pipe)
        assert (child.returncode, out, err) == (-signal.SIGINT, b"", b""), (child.returncode, out, err)
        assert (folder / "out.json").read_text() == "before" and sorted(os.listdir(folder)) == [".judge", "input.txt", "out.json"]


ALL = [hostile_names, broken_reader, little_memory, interrupted, text, languages, fail_on, instances, suppressions, sarif, sarif_rules_can_fail, junit, folder_order, names_alike, many_years, previous, previous_unused, rules, output, unread,
       processed, without_pass, apart]
