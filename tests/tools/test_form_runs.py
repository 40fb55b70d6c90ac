"""A run over many reports keeps what it made of the forms: the result is that of one run a report, in any order, and after
reports that no form fits or that are broken."""
import filecmp
import json
import os
import pathlib
import random
import subprocess
import tempfile
import unittest

import gen.document as document

SHEAF = os.environ["SHEAF"]


def convert(paths, folder):
    return subprocess.run([SHEAF, "convert", *map(str, paths), "--to", "json", "-o", str(folder)], capture_output=True)


def write_reports(folder):
    paths = []
    for i, shape in enumerate(("tabs", "cells", "pipes", "csv", "tabs", "markdown") * 2):
        text = document.make(f"{shape}/run{i}", shape, ["extra_value"] if i % 3 == 0 else [])[0]
        path = folder / f"report{i}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    (folder / "letter.txt").write_text("A letter\n\nIt is of no form.\n")
    (folder / "broken.docx").write_bytes(b"PK\3\4 no package")
    return paths + [folder / "letter.txt", folder / "broken.docx"]


def room(path, out, passes):
    """(kilobytes, what was said) of a run that succeeds."""
    child = subprocess.Popen([SHEAF, "convert", path, "--to", "json", "--pass", passes, "-o", out], stderr=subprocess.PIPE)
    said = child.stderr.read().decode()
    child.stderr.close()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, said
    return used.ru_maxrss, said


class Runs(unittest.TestCase):
    def test_one_run_is_as_good_as_many(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            paths = write_reports(folder)
            for kind in ("single", "whole", "mixed"):
                (folder / kind).mkdir()
            for path in paths:
                convert([path], folder / "single")
            convert(paths, folder / "whole")
            mixed = paths[:]
            random.Random(5).shuffle(mixed)
            convert(mixed, folder / "mixed")
            made = sorted(os.listdir(folder / "single"))
            self.assertEqual(len(made), 13)
            for kind in ("whole", "mixed"):
                self.assertEqual(sorted(os.listdir(folder / kind)), made)
                _, different, odd = filecmp.cmpfiles(folder / "single", folder / kind, made, shallow=False)
                self.assertEqual((different, odd), ([], []), kind)

    def test_a_crowd_of_tables_is_not_read_and_takes_no_room(self):
        """Of very many tables that could be the form's none is read; what each needs is not kept."""
        text = document.make("tabs/crowd", "tabs", [])[0]
        first, last = text.index("三、"), text.index("四、", text.index("三、"))
        with tempfile.TemporaryDirectory() as name:
            path, sizes, found = pathlib.Path(name, "crowd.txt"), {}, {}
            for count in (100, 800):
                crowd = (text[first:last] + "\n又一个表格如下所示。\n\n") * count
                path.write_text(text[:last] + crowd.replace("三、收到", "收到") + text[last:], encoding="utf-8")
                for passes in ("stitch", "stitch,form"):
                    out = path.with_suffix(".json")
                    sizes[passes], said = room(path, out, passes)
                found = {f["status"] for f in json.loads(out.read_bytes())["facts"] if f["key"].startswith("t3.")}
                self.assertLessEqual(found, {"ambiguous", "missing"}, count)
                self.assertIn("ambiguous", found, count)
                self.assertEqual(said.count("[form.tables.many]"), 1, count)
            self.assertLess(sizes["stitch,form"] - sizes["stitch"], 25_000, "kilobytes for 800 tables")

    def test_a_note_that_points_back_often_takes_no_room(self):
        """Each place where it does so may begin a sentence, and what follows there is read: not to the end of the line."""
        text = document.make("csv/note", "csv", [])[0]
        at = text.index("\n四、")
        with tempfile.TemporaryDirectory() as name:
            path = pathlib.Path(name, "note.txt")
            path.write_text(text[:at] + "\n注：" + "以上数据 " * 10_000 + "\n" + text[at:], encoding="utf-8")
            sizes = [room(path, path.with_suffix(".json"), passes)[0] for passes in ("stitch", "stitch,form")]
            self.assertLess(sizes[1] - sizes[0], 50_000, "kilobytes for a note of 130,000 bytes")


if __name__ == "__main__":
    unittest.main()
