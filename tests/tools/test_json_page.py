"""The examples of docs/json.md run, on the first golden case; pandas and jq are left out, with a sentence, where absent."""
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CASE = os.path.join(ROOT, "tests", "golden", "json", "grid")


def examples(language):
    with open(os.path.join(ROOT, "docs", "json.md"), encoding="utf-8") as file:
        return re.findall(rf"```{language}\n(.*?)```", file.read(), re.S)


class Examples(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        shutil.copy(os.path.join(CASE, "input.txt"), os.path.join(self.folder.name, "report.txt"))
        shutil.copy(os.path.join(CASE, "expect.json"), os.path.join(self.folder.name, "report.json"))

    def tearDown(self):
        self.folder.cleanup()

    def run_in_folder(self, words):
        run = subprocess.run(words, cwd=self.folder.name, capture_output=True, timeout=60)
        self.assertEqual(run.returncode, 0, run.stderr.decode("utf-8", "replace"))
        self.assertEqual(run.stderr, b"")
        return run.stdout.decode("utf-8")

    def test_python(self):
        out = self.run_in_folder([sys.executable, "-X", "utf8", "-c", examples("python")[0]])
        self.assertIn("['收入', '1,024.50', '']", out)

    def test_pandas(self):
        if importlib.util.find_spec("pandas") is None:
            self.skipTest("pandas is not installed")
        self.run_in_folder([sys.executable, "-X", "utf8", "-c", "\n".join(examples("python"))])

    def test_jq(self):
        if shutil.which("jq") is None:
            self.skipTest("jq is not installed")
        lines = [block for block in examples("sh") if "jq" in block][0]
        out = self.run_in_folder(["sh", "-ec", lines])
        self.assertIn("true\n", out)
        self.assertIn("收入\t1,024.50\t\n", out)


if __name__ == "__main__":
    unittest.main()
