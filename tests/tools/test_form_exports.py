"""Documents as real exporters print them give all their facts, and with a row damaged none is wrong."""
import unittest

import form_exports
import form_truth

DOCUMENTS = 4
LEFT = .05          # of the facts: a row with a cell less may end or shift its table
# A wide cell that is printed in each of its columns leaves a row of table 2 with a value too many.
ENOUGH = {"bars": .98, "bars apart": .98}


class Exports(unittest.TestCase):
    def verdict(self, exporter, seed, damage=""):
        data, facts = form_exports.make(exporter, seed, damage)
        return form_truth.judge(form_truth.convert(data), facts)

    def test_whole_documents_have_all_facts(self):
        for exporter in form_exports.EXPORTERS:
            for seed in range(DOCUMENTS):
                with self.subTest(exporter=exporter, seed=seed):
                    verdict = self.verdict(exporter, seed)
                    self.assertEqual(verdict.wrong, [])
                    self.assertGreaterEqual(verdict.rate(), ENOUGH.get(exporter, 1), verdict.lacking[:9])

    def test_damaged_rows_have_no_wrong_value(self):
        for exporter in form_exports.EXPORTERS:
            for damage in form_exports.DAMAGE:
                for seed in range(DOCUMENTS):
                    with self.subTest(exporter=exporter, damage=damage, seed=seed):
                        verdict = self.verdict(exporter, seed, damage)
                        self.assertEqual(verdict.wrong, [])
                        self.assertGreater(verdict.rate(), LEFT)


if __name__ == "__main__":
    unittest.main()
