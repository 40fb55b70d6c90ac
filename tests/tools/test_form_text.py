"""What the rules about words say of generated reports: nothing false of whole ones, each sentence held against the tables, and
sentences about other things left alone."""
import os
import re
import resource
import tempfile
import unittest

from gen import document
from sheaf_json import SHEAF, convert

FAR = ("X-TEXT-", "S-SECTIONS", "S-20-n", "S-SEC5", "S-YEAR", "S-FORM-CITE", "S-TABLES", "A-SELF", "A-NAME", "S-SEC1-ITEMS")


def read(text):
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(text)
        file.flush()
        return convert(file.name)


def told(report, *rules):
    return sorted(f["rule"] for f in report["findings"] if f["rule"].startswith(rules) and f["outcome"] == "fail")


def passed(report, *rules):
    return sorted(c["rule"] for c in report["checks"] if c["rule"].startswith(rules) and c["pass"])


def suitable(report):
    facts = report.facts
    return (report.year >= 2021 and report.variants["t3"] == "2021-30" and facts["t3.new_received.total"] > 9
            and facts["t3.carried_in.total"] > 0 and facts["t3.carried_out.total"] > 0 and facts["t4.review.total"] > 0
            and facts["t3.outcome.granted.total"] > 3)


def draw():
    made = next(m for m in (document.make(f"words/{n}", "tabs", []) for n in range(500)) if suitable(m[1].report))
    text, report = made[0], made[1].report
    return text, re.search(r"全年新收政府信息公开申请[^\n]*", text).group(0), report


TEXT, PARAGRAPH, REPORT = draw()
FACTS, YEAR = REPORT.facts, REPORT.year


def total(key):
    return int(FACTS[f"t3.{key}.total"])


def group(key):
    return sum(int(v) for k, v in FACTS.items() if re.fullmatch(rf"t3\.outcome\.{key}\.\w+\.total", k))


NEW, OLD, DONE, REST = (total(k) for k in ("new_received", "carried_in", "outcome.total", "carried_out"))
REVIEW = int(FACTS["t4.review.total"])
SUIT = int(FACTS["t4.suit_direct.total"] + FACTS["t4.suit_after_review.total"])

# A sentence, and the rule that holds it against {n}: the number of the tables.
CLAIMS = (
    ("本机关共收到政府信息公开申请{n}件。", "NEW", NEW),
    ("全年共受理依申请公开申请 {n} 件，均按时处理。", "NEW", NEW),
    ("收到公众提出的政府信息公开申请共{n}份，较好地满足了需求。", "NEW", NEW),
    ("全年新收到政府信息公开的申请：{n}件。", "NEW", NEW),
    ("受理公民、法人和其他组织提出的政府信息公开申请{n}件。", "NEW", NEW),
    ("共收到{n}件政府信息公开申请。", "NEW", NEW),
    ("受理依申请公开{n}件。", "NEW", NEW),
    ("共收办政府信息公开申请{n}件。", "TOTAL", NEW + OLD),
    ("本年政府信息公开申请中，上年度结转{n}件。", "CARRIED", OLD),
    ("政府信息公开申请中，答复{n}件。", "DONE", DONE),
    ("依申请公开方面，办结政府信息公开申请{n}件。", "DONE", DONE),
    ("政府信息公开申请结转到下一年度继续办理{n}件。", "NEXT", REST),
    ("对收到的信息公开申请，予以公开{n}件。", "GRANTED", total("outcome.granted")),
    ("对收到的信息公开申请，部分公开{n}件。", "PARTLY", total("outcome.partly_granted")),
    ("对收到的信息公开申请，不予公开{n}件。", "DENIED", group("denied")),
    ("对收到的信息公开申请，无法提供{n}件。", "UNABLE", group("unable")),
    ("对收到的信息公开申请，不予处理{n}件。", "REFUSED", group("not_processed")),
    ("对收到的信息公开申请，其他处理{n}件。", "OTHER", group("other")),
    ("因政府信息公开工作被申请行政复议{n}件。", "REVIEW", REVIEW),
    ("政府信息公开行政诉讼案件{n}件。", "SUIT", SUIT),
)

# The same below a heading that speaks of requests, where the sentence does not.
HEADED = (
    ("结转下年度继续办理{n}件。", "NEXT", REST),
    ("予以公开{n}件。", "GRANTED", total("outcome.granted")),
    ("部分公开{n}件。", "PARTLY", total("outcome.partly_granted")),
    ("不予公开{n}件。", "DENIED", group("denied")),
    ("无法提供{n}件。", "UNABLE", group("unable")),
    ("不予处理{n}件。", "REFUSED", group("not_processed")),
    ("其他处理{n}件。", "OTHER", group("other")),
)

# Nothing was received, says the text; the tables say otherwise.
NOTHING = (
    ("本年度未收到政府信息公开申请。", ["NEW"]),
    ("没有收到依申请公开申请。", ["NEW"]),
    ("未收到公民、法人和其他组织提出的政府信息公开申请。", ["NEW"]),
    ("无政府信息公开申请。", ["NEW"]),
    ("未收到任何公民、法人和其他组织提出的公开政府信息的申请。", ["NEW"]),
    ("未接到任何形式的信息公开申请。", ["NEW"]),
    ("未收到依申请公开事项。", ["NEW"]),
    ("全年未收到行政许可申请；全年未接到信息公开申请。", ["NEW"]),
    ("未发生有关政府信息公开工作的举报、投诉、行政复议或提起行政诉讼等情况。", ["REVIEW", "SUIT"]),
    ("本机关未收到任何信息公开申请，无上年结转。", ["CARRIED", "NEW"]),
    ("没有因政府信息公开被申请行政复议、提起行政诉讼的情况。", ["REVIEW", "SUIT"]),
    ("全年未发生因政府信息公开引发的行政复议和行政诉讼案件。", ["REVIEW", "SUIT"]),
)

# About something else, or not to be held against a total.
OTHERS = (
    "收到群众来信12件，办结12件。", "办理人大代表建议5件、政协提案7件，答复12件。", "受理行政许可申请1234件，办结1234件。",
    "2017年收到政府信息公开申请999件。", "12345热线收到工单300件，办结298件。", "收到网上申请3件，信函申请2件。",
    "其中收到自然人政府信息公开申请3件。", "全年办理行政复议案件35件、行政诉讼案件12件。", "收到政府信息公开申请数量较上年增加5件。",
    "依申请公开方面，比上年多收到申请5件。", "通过政府网站公开信息200条。", "回复依申请公开咨询电话15次。",
    "受理依申请公开申请的时限为20个工作日，答复15个工作日。", "主动公开规范性文件5件，部分公开目录12件。",
    "办理政府信息公开申请平均用时5个工作日。", "政务公开工作收到表彰3次，受理2件。", "收到并办结政府信息公开申请事项。",
    "依法不予公开的政府信息申请人可以提起行政复议。", "对政府信息公开申请不予公开的，应说明理由，共3项。",
    "没有因公开不及时引起的行政诉讼。", "未建立政府信息公开行政复议台账。", "共办理依申请公开类代表建议3件。",
    "对政府信息公开申请，予以公开或部分公开59件，不予公开和不予处理33件。", "受理、办结政府信息公开申请5件。",
    "收到政府信息公开申请约5件。", "收到政府信息公开申请1,23件。", "收到政府信息公开申请若干件。",
)


class Sentences(unittest.TestCase):
    def say(self, sentence):
        return read(TEXT.replace(PARAGRAPH, sentence))

    def test_numbers(self):
        for sentence, rule, number in CLAIMS:
            for off in (0, 1):
                with self.subTest(sentence.format(n=number + off)):
                    report = self.say(sentence.format(n=number + off))
                    self.assertEqual(told(report, "X-TEXT-"), [f"X-TEXT-{rule}"] if off else [])
                    self.assertEqual(passed(report, "X-TEXT-"), sorted({"X-TEXT-SUM", *([] if off else [f"X-TEXT-{rule}"])}))

    def below(self, heading, sentence):
        said, count = re.subn(rf"（二）[^\n]*{re.escape(PARAGRAPH)}", f"{heading}\n\n{sentence}", TEXT)
        self.assertEqual(count, 1)
        return read(said)

    def test_numbers_below_a_heading(self):
        for sentence, rule, number in HEADED:
            for off in (0, 1):
                with self.subTest(sentence.format(n=number + off)):
                    report = self.below("（二）依申请公开", sentence.format(n=number + off))
                    self.assertEqual(told(report, "X-TEXT-"), [f"X-TEXT-{rule}"] if off else [])
            with self.subTest(f"{sentence} below another heading"):
                self.assertEqual(told(self.below("（二）政策解读", sentence.format(n=number + 1)), "X-TEXT-"), [])
        for other in ("第一季度予以公开3件。", "上半年不予公开2件。", "信访事项予以公开1件。", "予以公开的说明材料5件。"):
            with self.subTest(other):
                self.assertEqual(told(self.below("（二）依申请公开", other), "X-TEXT-"), [])

    def test_a_finding_says_what_is_where(self):
        sentence = f"本级共收到政府信息公开申请 {NEW + 7:,} 件。"
        finding, = (f for f in self.say(sentence)["findings"] if f["rule"] == "X-TEXT-NEW")
        self.assertEqual((finding["expected"], finding["actual"]), (str(NEW), str(NEW + 7)))
        self.assertEqual(finding["facts"], ["t3.new_received.total"])
        self.assertEqual(len(finding["nodes"]), 1)
        self.assertIn(f"收到政府信息公开申请{NEW + 7:,}件", finding["message"]["zh"])
        self.assertIn("本级", finding["message"]["zh"])

    def test_nothing_received(self):
        for sentence, rules in NOTHING:
            with self.subTest(sentence):
                self.assertEqual(told(self.say(sentence), "X-TEXT-"), [f"X-TEXT-{r}" for r in rules])

    def test_other_things(self):
        for sentence in OTHERS:
            with self.subTest(sentence):
                report = self.say(sentence)
                self.assertEqual((told(report, "X-TEXT-"), passed(report, "X-TEXT-")), ([], ["X-TEXT-SUM"]))

    def test_parts(self):
        for parts, expected in (("共公开信息10条，其中甲4条，乙6条。", []), ("共公开信息10条，其中甲4条，乙5条。", ["X-TEXT-SUM"]),
                                ("共公开信息1,234条，其中甲1,000条、乙234条。", []), ("共公开信息10条，其中甲4条。", []),
                                ("共公开信息10条，其中甲4条，乙5次。", []), ("共公开信息10条，其中甲等4条，乙5条。", []),
                                ("公开信息10条，其中甲4条，乙5条。", []), ("共公开信息10条，其中甲4条，乙37、丙5条。", [])):
            with self.subTest(parts):
                self.assertEqual(told(self.say(parts), "X-TEXT-SUM"), expected)

    def test_missing_operand(self):
        """A total that is not there is no zero: the claim cannot be assessed."""
        lines = TEXT.split("\n")
        at = next(i for i, line in enumerate(lines) if "本年新收" in line and "\t" in line)
        values = lines[at].rstrip("\t").split("\t")
        self.assertEqual(values[-1].strip().replace(",", ""), str(NEW))
        lines[at] = "\t".join([*values[:-1], "/"])
        report = read("\n".join(lines))
        check, = (c for c in report["checks"] if c["rule"] == "X-TEXT-NEW")
        self.assertEqual((check["pass"], check["fail"], check["not_assessable"]), (0, 0, 1))
        self.assertEqual(check["facts_not_assessable"], ["t3.new_received.total"])


class Structure(unittest.TestCase):
    def test_sections(self):
        heads = re.findall(r"^ *([一二三四五六]、\S+) *$", TEXT, re.M)
        self.assertEqual(len(heads), 6)
        for what, text, problem in (
                ("whole", TEXT, None),
                ("missing", TEXT.replace(heads[4], "这里没有标题，只有一句话。"), "缺少"),
                ("twice", TEXT.replace(heads[5], f"{heads[5]}\n\n无。\n\n{heads[5]}"), "重复出现"),
                ("listed", TEXT.replace(heads[0], "本报告包括：\n\n" + "\n".join(heads) + "\n\n如下所述，请予审阅，有关情况报告如下。\n\n" + heads[0], 1), None)):
            with self.subTest(what):
                findings = [f for f in read(text)["findings"] if f["rule"] == "S-SECTIONS"]
                self.assertEqual(len(findings), 0 if problem is None else 1)
                self.assertIn(problem or "", findings[0]["message"]["zh"] if findings else "")

    def test_empty_and_old(self):
        heads = re.findall(r"^ *([一二三四五六]、\S+) *$", TEXT, re.M)
        between = TEXT[TEXT.index(heads[4]) + len(heads[4]):TEXT.index(heads[5])]
        for what, text, rule in (
                ("section 5", TEXT.replace(between, "\n\n无。\n\n"), "S-SEC5"),
                ("an old form", TEXT.replace(PARAGRAPH, "根据国办公开办函〔2019〕60号文件编制。"), "S-FORM-CITE"),
                ("another year", TEXT.replace(PARAGRAPH, f"{YEAR - 5}年以来工作扎实。"), "S-YEAR"),
                ("a period", re.sub(r"(自\d{4}年)1月1日", r"\g<1>2月1日", TEXT), "S-PERIOD")):
            with self.subTest(what):
                self.assertIn(rule, told(read(text), rule))
        for cited in (f"《{YEAR - 5}年工作要点》已经印发。", f"〔{YEAR - 5}〕12号文件已经印发。", f"{YEAR + 1}年继续努力。"):
            with self.subTest(cited):
                self.assertEqual(told(read(TEXT.replace(PARAGRAPH, cited)), "S-YEAR"), [])

    def test_headings_in_other_dress(self):
        """Numbers of sections in another style, in brackets as those of subheadings, or lost."""
        whole = read(TEXT)
        for what, dress in (("dot", "{}．"), ("space", "{}、\u3000"), ("brackets", "（{}）"), ("lost", "")):
            with self.subTest(what):
                report = read(re.sub(r"^( *)([一二三四五六])、", lambda m: m[1] + dress.format(m[2]), TEXT, flags=re.M))
                self.assertEqual(told(report, "S-", "A-", "X-"), told(whole, "S-", "A-", "X-"))
                self.assertEqual(report["meta"], whole["meta"])

    def test_two_reports(self):
        """Two reports in one file: each is checked for itself, and the first gives the metadata."""
        other = document.make("words/second", "tabs", [])
        report = read(TEXT.rstrip() + "\n\n\n" + other[0].lstrip())
        self.assertEqual(report["meta"]["year"], YEAR)
        check, = (c for c in report["checks"] if c["rule"] == "S-SECTIONS")
        self.assertEqual((check["pass"], check["fail"]), (2, 0))
        self.assertEqual(told(report, "X-TEXT-"), [])


class Long(unittest.TestCase):
    """Paragraphs made to be slow: what looks at them takes time in proportion to their length."""

    def test_long_paragraphs(self):
        for body in ("收到申请5件，" * 20000, "收到政府信息公开申请5件，" * 20000, "2019年《" * 20000, "2019年" * 20000 + "《》" * 20000,
                     "由县镇" * 20000 + f"{REPORT.agency}" * 5000, "共1条，其中" + "1条，" * 30000, "共1条，其中" * 30000,
                     "上年结转" * 30000, "无" * 60000 + "信息公开" * 9000, "一、总体情况\n\n二、主动公开政府信息情况\n\n" * 9000):
            with self.subTest(body[:12]):
                before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
                self.assertTrue(self.read(body)["checks"])
                spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
                self.assertLess(spent, 15)

    def read(self, body):
        return read(TEXT.replace(PARAGRAPH, body + "。"))


@unittest.skipUnless(os.path.exists(SHEAF), "skipped: Sheaf is not built")
class Generated(unittest.TestCase):
    COUNT = int(os.environ.get("SHEAF_REPORTS", "30"))

    def test_whole_reports(self):
        for n in range(self.COUNT):
            shape = document.PLAIN[n % len(document.PLAIN)]
            made = document.make(f"whole/{n}", shape, [])
            drawn, text = made[1].report, "\n".join(b.text for b in made[1].report.blocks)
            report = read(made[0])
            with self.subTest(f"{shape} {n}"):
                self.assertEqual(told(report, *FAR), [])
                self.assertEqual(report["meta"].get("agency"), drawn.agency)
                self.assertEqual(report["meta"].get("year"), drawn.year)
                proper = re.search(r"\d年度?政府信息公开工作年度报告$", "".join(drawn.title()))
                self.assertEqual(told(report, "S-TITLE") == [], proper is not None)
                self.assertEqual(told(report, "S-PERIOD") == [], "统计期限自" in text)
                self.assertEqual(told(report, "S-CONTACT") == [], "地址：" in text)
                self.assertEqual(told(report, "S-SEC6-FEE") == [], "处理费" in text)


if __name__ == "__main__":
    unittest.main()
