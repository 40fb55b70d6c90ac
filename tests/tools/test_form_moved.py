"""Text whose heads stayed while a column of numbers was lost and what stood right of it moved to the left, beside columns of the report's own:
rows that add up by chance, below whatever heads, are no values of those."""
import unittest

from test_form_own import GROUPS, pipes, stated, table4, tabs


class Moved(unittest.TestCase):
    def test_a_column_without_a_head_in_table_4(self):
        top = (*GROUPS[:2], "", *GROUPS[2:])
        for shape in (tabs, pipes):
            row = ["2", "1", "52", "2", "5", "0", "2", "1", "2", "5", "1", "2", "2", "7", "12", ""]
            have = stated(t4=table4([top, GROUPS, GROUPS], row), shape=shape)
            self.assertFalse({k for k in have if ".review." in k}, shape.__name__)
            self.assertEqual(12, have["t4.suit_after_review.total"])


if __name__ == "__main__":
    unittest.main()
