"""A page number in the place of a lost value of table 2, in text of one cell a line that shows no other page number: table 3 tells that
pages do not end in it, but not that none ends in table 2."""
import os
import subprocess
import tempfile
import unittest

import form_truth
import sheaf_json
import test_form_group_sums as sums
import test_form_stream_own as own

SECOND = ["第二十条第（一）项", "信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "规章", "3", "0", "12", "行政规范性文件", "5", "1", "27",
          "第二十条第（五）项", "信息内容", "本年处理决定数量", "行政许可", "31", "第二十条第（六）项", "信息内容", "本年处理决定数量", "行政处罚", "14",
          "行政强制", "9", "第二十条第（八）项", "信息内容", "本年收费金额（单位：万元）", "行政事业性收费", "6"]
FACTS = {f"t2.{k}": v for k, v in zip(("regulations.issued", "regulations.repealed", "regulations.in_force", "normative_documents.issued",
                                       "normative_documents.repealed", "normative_documents.in_force", "licensing.decisions", "penalties.decisions",
                                       "coercion.decisions", "fees.amount"), (3, 0, 12, 5, 1, 27, 31, 14, 9, 6))}


def read(second, behind=(), before=(), printed=str.encode, name="report.txt"):
    third, _ = own.stream()
    text = sums.REPORT.format(table="\n".join(third[:-1]))
    text = text.replace("三、收到和处理", "二、主动公开政府信息情况\n\n" + "\n".join([*before, *([""] if before else []), *second]) + "\n\n三、收到和处理", 1)
    document = form_truth.convert(printed(text + "\n".join(behind)), name, "--pass", "stitch,form")
    return {f["key"]: f["value"] for f in document["facts"] if f["status"].startswith("read") and f["key"].startswith("t2.")}


class StreamPages(unittest.TestCase):
    def test_no_pages(self):
        self.assertEqual(FACTS, read(SECOND))

    def test_the_second_page_in_place_of_a_value(self):
        """The first page has no number, and the second one is the last."""
        for lost, at in (("行政规范性文件", 1), ("行政规范性文件", 3), ("行政许可", 1), ("行政强制", 1)):
            second = list(SECOND)
            second[second.index(lost) + at] = "2"
            found = read(second)
            with self.subTest(lost=lost, at=at):
                self.assertEqual({}, {k: v for k, v in found.items() if v != FACTS[k]})
                self.assertGreaterEqual(len(found), 7)

    def test_a_longer_text_would_show_another_page(self):
        second = list(SECOND)
        second[second.index("行政许可") + 1] = "2"
        found = read(second, ["机构改革后职责有所调整，人员配备有待加强。" * 3] * 20)
        self.assertEqual({**FACTS, "t2.licensing.decisions": 2}, found)

    def test_white_space_does_not_count(self):
        second = [" ".join(x) if not x.isdigit() else x for x in SECOND]
        second[SECOND.index("行政许可") + 1] = "2"
        self.assertNotIn("t2.licensing.decisions", read(second))

    def test_the_page_after_one_in_prose(self):
        """The reader joins the lines of prose around the number of a page: the source shows it, and the next page may end in the table."""
        prose = ["全年通过门户网站主动公开信息，围绕中心工作，持续加强政务公开制度化", "标准化、信息化建设，政务新媒体发布信息，组织业务培训，及时回应社会"] * 12
        for number, follows in (("2", True), ("- 2 -", True), ("第2页", True), ("5", False), (None, False)):
            before = [*prose, *([number] if number else []), *prose]
            for lost, at in (("行政规范性文件", 1), ("行政许可", 1), ("行政强制", 1)):
                second = list(SECOND)
                second[second.index(lost) + at] = "4"
                found = read(second, before=before)
                wrong = {k: v for k, v in found.items() if v != FACTS[k]}
                with self.subTest(number=number, lost=lost):
                    self.assertEqual(0 if follows else 1, len(wrong))
                    self.assertGreaterEqual(len(found), 4)

    def page_in_prose(self, number, **how):
        prose = ["全年通过门户网站主动公开信息，围绕中心工作，持续加强政务公开制度化", "标准化、信息化建设，政务新媒体发布信息，组织业务培训，及时回应社会"] * 12
        second = list(SECOND)
        second[second.index("行政许可") + 1] = "4"
        return read(second, before=[*prose, *number, *prose], **how)

    def test_pages_as_they_are_printed(self):
        for number in ("2/8", "2 / 8", "(2)", "（2）", "第2页 共8页", "第 2 页，共 8 页", "－2－", "[2]", "２", "Page 2 of 8"):
            with self.subTest(number=number):
                self.assertNotIn("t2.licensing.decisions", self.page_in_prose([number]))

    def test_numbers_in_prose_are_no_pages(self):
        for lines in (["共公开信息2"], ["条例第2"], ["2条"], ["2023"], ["8/2"], ["2.5"], ["涉及2"], ["2、3、4"], ["第2季度"], ["占2%"], ["（2）依申请公开"], ["50000"]):
            with self.subTest(lines=lines):
                self.assertEqual({**FACTS, "t2.licensing.decisions": 4}, self.page_in_prose(lines))

    def test_every_encoding_and_line_end(self):
        for encoding in ("gb18030", "utf-16", "utf-16-be", "utf-8-sig"):
            for end in ("\n", "\r\n", "\r"):
                with self.subTest(encoding=encoding, end=end):
                    self.assertNotIn("t2.licensing.decisions", self.page_in_prose(["2"], printed=lambda text: text.replace("\n", end).encode(encoding)))

    def test_a_report_of_json(self):
        def printed(text):
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "report.txt")
                with open(path, "w", encoding="gb18030") as file:
                    file.write(text)
                return subprocess.run([sheaf_json.SHEAF, "convert", path, "--to", "json", "--pass", "none"], capture_output=True, check=True).stdout
        self.assertNotIn("t2.licensing.decisions", self.page_in_prose(["2"], printed=printed, name="report.json"))

    def test_a_page_behind_ends_the_search(self):
        """Page 3 stands in prose behind the table: none ends in it."""
        prose = ["全年通过门户网站主动公开信息，围绕中心工作，持续加强政务公开制度化", "标准化、信息化建设，政务新媒体发布信息，组织业务培训，及时回应社会"] * 12
        self.assertEqual(FACTS, read(SECOND, before=[*prose, "2", *prose], behind=[*prose, "3", *prose]))


if __name__ == "__main__":
    unittest.main()
