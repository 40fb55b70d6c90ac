"""Tests of adapt_sheaf.py, on documents made by hand."""
import os
import sys
import tempfile
import unittest
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from adapt_sheaf import keep_typed, simple_blocks, tables_by_page, typed_instead, typed_texts


def at(offset, length):
    return {"line": 1, "offset": offset, "length": length}


def packed(folder, body):
    """A DOCX that holds nothing but its main part."""
    spaces = " ".join(f'xmlns:{prefix}="urn:{prefix}"' for prefix in "wm")
    path = os.path.join(folder, "a.docx")
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", f"<w:document {spaces}><w:body>{body}</w:body></w:document>")
    return path


class Adapting(unittest.TestCase):
    def test_title_lines_stand_alone(self):
        self.assertEqual(simple_blocks([{"id": 1, "kind": "title", "text": "a\nb"}]),
                         [{"type": "title", "text": "a"}, {"type": "title", "text": "b"}])

    def test_furniture_is_left_out(self):
        self.assertEqual(simple_blocks([{"id": 1, "kind": "paragraph", "furniture": True, "text": "- 3 -"}]), [])

    def test_run_in_head_joins_its_paragraph(self):
        head = {"id": 1, "kind": "heading", "level": 2, "run_in": True, "text": "（一）公开。", "origin": at(0, 18)}
        near = {"id": 2, "kind": "paragraph", "text": "全年", "origin": at(18, 6)}
        far = {"id": 2, "kind": "paragraph", "text": "全年", "origin": at(20, 6)}
        self.assertEqual(simple_blocks([head, near]), [{"type": "paragraph", "text": "（一）公开。全年"}])
        self.assertEqual(simple_blocks([head, far]), [{"type": "paragraph", "text": "（一）公开。 全年"}])
        below = dict(near, origin={"line": 2, "offset": 19, "length": 6})
        self.assertEqual(simple_blocks([head, below]), [{"type": "paragraph", "text": "（一）公开。"},
                                                        {"type": "paragraph", "text": "全年"}])
        self.assertEqual(simple_blocks([head]), [{"type": "paragraph", "text": "（一）公开。"}])

    def test_joined_tables_page_by_page(self):
        def cell(row, column, page, text, span=1):
            return {"row": row, "column": column, "row_span": span, "text": text, "origin": {"page": page}}
        table = {"id": 1, "kind": "table", "rows": 4, "columns": 2, "origin": {"page": 3},
                 "cells": [cell(0, 0, 3, "a"), cell(0, 1, 3, "b"), cell(1, 0, 3, "c", 2), cell(1, 1, 3, "d"),
                           cell(2, 1, 4, "e"), cell(3, 0, 4, "f"), cell(3, 1, 4, "g")]}
        text = lambda *texts: [{"text": t} for t in texts]
        self.assertEqual(simple_blocks([table], paged=True),
                         [{"type": "table", "page": 3, "rows": [text("a", "b"), text("c", "d")]},
                          {"type": "table", "page": 4, "rows": [text("e"), text("f", "g")]}])
        self.assertEqual([block["page"] for block in simple_blocks([table])], [3])
        one = dict(table, cells=[dict(c, origin={"page": 3}) for c in table["cells"]])
        self.assertEqual(tables_by_page(one), [one])
        self.assertEqual(tables_by_page(dict(table, cells=[{"row": 0, "column": 0, "text": "a"}], rows=1))[0]["rows"], 1)

    def test_nested_lists(self):
        inner = {"id": 4, "kind": "list", "ordered": False, "items": [{"id": 5, "text": "deep", "blocks": []}]}
        first = {"id": 2, "blocks": [{"id": 3, "kind": "paragraph", "text": "top"}, inner]}
        self.assertEqual(simple_blocks([{"id": 1, "kind": "list", "ordered": True, "items": [first]}]),
                         [{"type": "list_item", "level": 0, "ordered": True, "text": "top"},
                          {"type": "list_item", "level": 1, "ordered": False, "text": "deep"}])

    def test_numbers_of_items_and_of_counted_headings_are_marks(self):
        item = {"id": 2, "number": "1.", "blocks": [{"id": 3, "kind": "paragraph", "text": "1. first"}]}
        numbered = {"id": 1, "kind": "list", "ordered": True, "items": [item]}
        for counted, text in ((False, "1. first"), (True, "first")):
            self.assertEqual(simple_blocks([numbered], counted=counted),
                             [{"type": "list_item", "level": 0, "ordered": True, "text": text}])
        heading = {"id": 1, "kind": "heading", "level": 1, "number": "一、", "text": "一、概况"}
        self.assertEqual(simple_blocks([heading]), [{"type": "heading", "level": 1, "text": "一、概况"}])
        self.assertEqual(simple_blocks([heading], counted=True), [{"type": "heading", "level": 1, "text": "概况"}])

    def test_typed_numbers_of_headings_are_text(self):
        ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        main = f"<w:document {ns}><w:p><w:r><w:t>2.3. </w:t></w:r><w:r><w:t>Typed</w:t></w:r></w:p><w:p><w:r><w:t>Counted</w:t></w:r></w:p></w:document>"
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "a.docx")
            with zipfile.ZipFile(path, "w") as package:
                package.writestr("word/document.xml", main)
            typed = typed_texts(path)
        headings = [{"id": i, "kind": "heading", "level": 2, "number": f"2.{i}.", "text": f"2.{i}. {text}"}
                    for i, text in ((3, "Typed"), (4, "Counted"))]
        self.assertEqual([block["text"] for block in simple_blocks(headings, counted=True, typed=typed)], ["2.3. Typed", "Counted"])

    def test_what_nobody_typed_is_left_out(self):
        run = lambda text: f"<w:r><w:t>{text}</w:t></w:r>"
        equation, box = "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", "<w:r><w:fldChar><w:ffData><w:checkBox/></w:ffData></w:fldChar></w:r>"
        bodies = [(f"{run('so ')}{equation}{run(' is 1')}", "so x^2 is 1", "so   is 1"),
                  (equation, "x", " "),
                  (f"{run('married:')}{box}", "married:☒", "married: "),
                  ("<w:pPr><w:pStyle w:val='AbstractTitle'/></w:pPr>" + run("Abstract"), "Abstract", " "),
                  (f"{run('12')}{equation}{run('3')}", "12x4", "12x4"),        # not what the source holds: all of it counts
                  (run("☒ typed"), "☒ typed", "☒ typed")]
        inside = "<w:sdt><w:sdtContent><w:tbl><w:tr><w:tc><w:p>" + bodies[0][0] + "</w:p></w:tc></w:tr></w:tbl></w:sdtContent></w:sdt>"
        with tempfile.TemporaryDirectory() as folder:
            instead = typed_instead(packed(folder, "".join(f"<w:p>{body}</w:p>" for body, _, _ in bodies) + inside))
        at = lambda n: {"part": "word/document.xml", "path": f"/w:document/w:body/w:p[{n}]"}
        blocks = [{"kind": "paragraph", "text": text, "origin": at(n)} for n, (_, text, _) in enumerate(bodies, 1)]
        joined = {"kind": "paragraph", "text": "so x is 1", "origin": {**at(1), "more": [at(2)]}}
        deep = {"kind": "paragraph", "text": "so x is 1", "origin": {"path": "/w:document/w:body/w:tbl[1]/w:tr[1]/w:tc[1]/w:p[1]"}}
        keep_typed([*blocks, joined, {"kind": "table", "cells": [{"blocks": [deep]}]}], instead)
        self.assertEqual([block["text"] for block in blocks], [typed for _, _, typed in bodies])
        self.assertEqual((joined["text"], deep["text"]), ("so x is 1", "so   is 1"))

    def test_marks_of_items_are_no_text_of_a_cell(self):
        item = {"id": 4, "number": "1.", "blocks": [{"id": 5, "kind": "paragraph", "text": "1. first"}]}
        cell = {"id": 2, "row": 0, "column": 0, "blocks": [{"id": 3, "kind": "list", "ordered": True, "items": [item]}]}
        table = {"id": 1, "kind": "table", "rows": 1, "columns": 1, "cells": [cell]}
        self.assertEqual(simple_blocks([table]), [{"type": "table", "rows": [[{"text": "first"}]]}])

    def test_notes_and_remarks_are_no_part_of_a_cell(self):
        inner = [{"id": 3, "kind": "paragraph", "text": "a"}, {"id": 4, "kind": "footnote", "text": "n"},
                 {"id": 5, "kind": "comment", "text": "c"}, {"id": 6, "kind": "paragraph", "text": "b"}]
        table = {"id": 1, "kind": "table", "rows": 1, "columns": 1, "cells": [{"id": 2, "row": 0, "column": 0, "blocks": inner}]}
        self.assertEqual(simple_blocks([table]), [{"type": "table", "rows": [[{"text": "a\nb"}]]}])

    def test_lines_of_code_stand_alone(self):
        self.assertEqual(simple_blocks([{"id": 1, "kind": "code", "text": "a\n b"}]), [{"type": "code", "text": "a"}, {"type": "code", "text": " b"}])

    def test_table_rows_hold_the_cells_that_start_there(self):
        cells = [{"id": 2, "row": 0, "column": 0, "row_span": 2, "text": "a"},
                 {"id": 3, "row": 0, "column": 1, "blocks": [{"id": 4, "kind": "paragraph", "text": "b"}]},
                 {"id": 5, "row": 1, "column": 1, "text": ""}]
        table = {"id": 1, "kind": "table", "rows": 2, "columns": 2, "text": "cap", "cells": cells}
        self.assertEqual(simple_blocks([table]),
                         [{"type": "caption", "text": "cap"},
                          {"type": "table", "rows": [[{"text": "a", "rowspan": 2}, {"text": "b"}], [{"text": ""}]]}])


if __name__ == "__main__":
    unittest.main()
