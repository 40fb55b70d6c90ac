"""Labels that are near to the form's and say something else, by words that the definition lists, are not read as the form's; misprints are."""
import unittest

import form_cases
import form_truth

OTHERS = (("行政处罚", "行政处分", "t2.penalties."), ("行政强制", "行政编制", "t2.coercion."), ("行政许可", "行政认可", "t2.licensing."),
          ("3.补正后申请内容仍不明确", "3.补正后申请内容已明确", "t3.outcome.unable.still_unclear."),
          ("7.属于行政执法案卷", "7.属于行政审批案卷", "t3.outcome.denied.enforcement_file."),
          ("四、结转下年度继续办理", "四、结转下年度不再办理", "t3.carried_out."))
SLIPS = (("行政处罚", "行政处罰"), ("行政处罚", "行政处罪"), ("行政强制", "行玫强制"), ("3.补正后申请内容仍不明确", "3.补正后申清内容仍不明确"), ("四、结转下年度继续办理", "四、结转下年度继绩办理"))


class Unlike(unittest.TestCase):
    def each(self, cases):
        for n, case in enumerate(cases):
            for shape in ("tabs", "pipes", "csv"):
                made, truth = next((m, t) for m, t in (form_cases.text(shape, f"unlike/{seed}") for seed in range(n, n + 20)) if case[0] in m.decode())
                text = made.decode().replace(case[0], case[1])
                yield case, shape, truth["facts"], form_truth.convert(text.encode(), "report.txt", "--pass", "stitch,form")

    def test_words_that_the_definition_lists(self):
        for case, shape, facts, found in self.each(OTHERS):
            wanted = {k: None if k.startswith(case[2]) else v for k, v in facts.items()}
            with self.subTest(case=case, shape=shape):
                self.assertEqual([], form_truth.judge(found, wanted).wrong)

    def test_misprints_are_read(self):
        for case, shape, facts, found in self.each(SLIPS):
            verdict = form_truth.judge(found, facts)
            with self.subTest(case=case, shape=shape):
                self.assertEqual(([], []), (verdict.wrong, verdict.lacking))


if __name__ == "__main__":
    unittest.main()
