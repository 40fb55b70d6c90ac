"""Table 3 twice in one: a block of rows for each of two bodies, or the same block printed again. Of two bodies no value is the report's, wherever they agree by chance; a
table that is printed twice says the same everywhere but in what damage took."""
import unittest

from test_form_group_sums import COLUMNS, HEAD, line, numbers, read


class Bodies(unittest.TestCase):
    def setUp(self):
        self.rows, self.values = numbers()

    def block(self, name, values):
        return [f"{name if i == 0 else ''}\t" + line(labels, values[k]) for i, (k, labels) in enumerate(self.rows)]

    def test_two_bodies(self):
        other = {k: [n if (i + c) % 5 else n + 3 for c, n in enumerate(v[:6])] for i, (k, v) in enumerate(self.values.items())}
        other = {k: v + [sum(v)] for k, v in other.items()}
        found = read(self.block("县政府办", self.values) + self.block("县发改局", other))
        self.assertEqual({}, {k: v for k, v in found.items() if k.startswith("t3.")})

    def test_the_same_table_twice(self):
        again = {k: list(v) for k, v in self.values.items()}
        again["carried_in"][2] += 1
        found = read([line(labels, self.values[k]) for k, labels in self.rows] + HEAD + [line(labels, again[k]) for k, labels in self.rows])
        facts = {f"t3.{k}.{c}": n for k, v in self.values.items() for c, n in zip(COLUMNS, v) if (k, c) != ("carried_in", COLUMNS[2])}
        self.assertEqual(facts, {k: v for k, v in found.items() if k.startswith("t3.")})


if __name__ == "__main__":
    unittest.main()
