"""The pages for users are true: their commands run, in order, in a scratch copy, and print what the pages show.

A comment above a block says what it is: `<!-- file: NAME -->` is written to the scratch copy, `<!-- from: PATH -->` quotes
that file, `<!-- not run: WHY -->` is left alone, `<!-- needs: MODULE -->` needs a module of Python. Other sh blocks run; an
`output` block below is what they print, where a line `…` stands for any lines and `…` at its end for the rest of the line.
SHEAF_BLESS=1 writes what is printed into output blocks that have no line `…`.
"""
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = os.environ.get("SHEAF_SOURCE") or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHEAF = os.environ.get("SHEAF") or os.path.join(ROOT, "build", "release", "bin", "sheaf")
BUILD = os.environ.get("SHEAF_BUILD") or os.path.dirname(os.path.dirname(SHEAF))
BLESS = os.environ.get("SHEAF_BLESS") == "1"
WIDEST = 150
BLOCK = re.compile(r"(?:<!-- ([a-z ]+): (.*?) -->\n)?^```(\w*)\n(.*?)^```$", re.S | re.M)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def read(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return file.read()


class Block:
    """A fenced block of a page: what its comment says, its language, its text, and where the text stands."""

    def __init__(self, match):
        self.role, self.about, self.language, self.text = match.groups()
        self.start, self.end = match.span(4)


def blocks_of(page):
    return [Block(match) for match in BLOCK.finditer(page)]


def line_fits(shown, printed):
    return printed.startswith(shown[:-1]) if shown.endswith("…") else shown == printed


def fits(shown, printed):
    """Whether the printed lines are those shown; a line `…` takes as few lines as it can."""
    if not shown:
        return not printed
    if shown[0].strip() == "…":
        return any(fits(shown[1:], printed[i:]) for i in range(len(printed) + 1))
    return bool(printed) and line_fits(shown[0], printed[0]) and fits(shown[1:], printed[1:])


def short(line):
    return line if len(line) <= WIDEST else line[:WIDEST] + "…"


def setting(name):
    """A line of CMake's cache; the scratch copy builds as the tested program was built."""
    try:
        with open(os.path.join(BUILD, "CMakeCache.txt"), encoding="utf-8") as file:
            found = re.search(rf"^{name}(?::\w+)?=(.*)$", file.read(), re.M)
    except OSError:
        return ""
    return found.group(1) if found else ""


class Scratch:
    """A copy of what pages name, with the program on PATH, and the installed package where a page builds against it."""

    def __init__(self, installed):
        self.folder = tempfile.TemporaryDirectory()
        self.root = os.path.join(self.folder.name, "sheaf")
        for part in ("docs", "plugins/template", "include"):
            shutil.copytree(os.path.join(ROOT, part), os.path.join(self.root, part))
        tools = os.path.join(self.folder.name, "tools")
        os.mkdir(tools)
        self.write_compiler(os.path.join(tools, "cc"))
        os.symlink(sys.executable, os.path.join(tools, "python3"))
        self.bin = os.path.dirname(SHEAF)
        self.env = {key: value for key, value in os.environ.items() if not key.startswith(("SHEAF", "COLUMNS"))}
        self.env["LC_ALL"] = "C.UTF-8"
        if installed:
            self.install()
        self.env["PATH"] = f"{tools}:{self.bin}:{self.env['PATH']}"

    @staticmethod
    def write_compiler(path):
        """The compiler of the pages: every warning is an error, and sanitizers are on where the library has them."""
        extra = "-Wall -Wextra -Wpedantic -Werror"
        if setting("SHEAF_SANITIZE") == "ON":
            extra += " -fsanitize=address,undefined"
        with open(path, "w", encoding="utf-8") as file:
            file.write(f'#!/bin/sh\nexec "{setting("CMAKE_C_COMPILER") or "/usr/bin/cc"}" {extra} "$@"\n')
        os.chmod(path, 0o755)

    def install(self):
        prefix = os.path.join(self.folder.name, "prefix")
        run = subprocess.run(["cmake", "--install", BUILD, "--prefix", prefix], capture_output=True, text=True)
        if run.returncode != 0:
            raise AssertionError("cmake --install failed: " + run.stdout[-500:] + run.stderr[-500:])
        self.bin = os.path.join(prefix, "bin")
        self.env["PKG_CONFIG_PATH"] = os.path.join(prefix, "lib", "pkgconfig")
        self.env["LD_LIBRARY_PATH"] = os.path.join(prefix, "lib")

    def write(self, name, text):
        path = os.path.join(self.root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def run(self, commands):
        run = subprocess.run(["sh", "-ec", commands], cwd=self.root, env=self.env, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=120)
        return run.returncode, run.stdout.decode("utf-8", "replace").replace(self.folder.name, "")


class Page:
    """One page on its way through the scratch copy; `problems` says where page and program differ."""

    def __init__(self, name):
        self.name, self.text = name, read(name)
        self.problems, self.edits, self.ran, self.compared = [], [], 0, 0
        self.blocks = blocks_of(self.text)

    def say(self, block, what):
        self.problems.append(f"{self.name}:{self.text.count(chr(10), 0, block.start)}: {what}")

    def compare(self, block, printed):
        lines = [line.rstrip(" ") for line in printed.rstrip("\n").split("\n")]
        shown = block.text.rstrip("\n").split("\n")
        self.compared += 1
        if fits(shown, lines):
            return
        if BLESS and not any(line.strip() == "…" for line in shown):
            self.edits.append((block, "".join(short(line) + "\n" for line in lines)))
        else:
            self.say(block, "the page shows\n%s\nbut printed is\n%s" % (block.text, printed))

    def run_block(self, scratch, block, after):
        code, printed = scratch.run(block.text)
        self.ran += 1
        if code != 0:
            self.say(block, f"exit code {code} from\n{block.text}\nwhich printed\n{printed}")
        elif after is not None and after.language == "output":
            self.compare(after, printed)

    def walk(self, scratch):
        for block, after in zip(self.blocks, self.blocks[1:] + [None]):
            if block.role == "file":
                scratch.write(block.about, block.text)
            elif block.role == "from":
                if block.text not in read(block.about):
                    self.say(block, f"{block.about} does not hold this text")
            elif block.language == "c":
                self.say(block, "C code that no test compiles: name its file")
            elif block.language == "sh" and block.role == "needs" and not importlib.util.find_spec(block.about):
                print(f"left out of {self.name}: Python's module {block.about} is not installed")
            elif block.language == "sh" and block.role != "not run":
                self.run_block(scratch, block, after)
        return self

    def bless(self):
        for block, text in reversed(self.edits):
            self.text = self.text[:block.start] + text + self.text[block.end:]
        if self.edits:
            with open(os.path.join(ROOT, self.name), "w", encoding="utf-8") as file:
                file.write(self.text)


class Pages(unittest.TestCase):
    def check(self, name, installed, least):
        scratch = Scratch(installed)
        with scratch.folder:
            page = Page(name).walk(scratch)
        page.bless()
        self.assertEqual(page.problems, [], "\n\n".join(page.problems))
        self.assertGreaterEqual(page.compared, least, "too few blocks were compared")

    def check_installed(self, name, least):
        if not shutil.which("pkg-config"):
            self.skipTest("pkg-config is not installed")
        if not os.path.exists(os.path.join(BUILD, "cmake_install.cmake")):
            self.skipTest("there is no build folder to install from")
        self.check(name, True, least)

    def test_readme(self):
        self.check("README.md", False, 10)

    def test_embedding(self):
        self.check_installed("docs/embedding.md", 1)

    def test_plugin_author(self):
        self.check_installed("docs/plugin-author.md", 5)

    def test_links_lead_somewhere(self):
        for page in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", *(f"docs/{name}" for name in os.listdir(
                os.path.join(ROOT, "docs")) if name.endswith(".md"))):
            for link in LINK.findall(read(page)):
                if "://" not in link:
                    target = os.path.join(ROOT, os.path.dirname(page), link)
                    self.assertTrue(os.path.exists(target), f"{page} links to {link}, which is not there")


class Figures(unittest.TestCase):
    def test_readme_states_each_figure_with_its_target(self):
        loader = importlib.util.spec_from_file_location("bench", os.path.join(ROOT, "tests", "bench", "bench.py"))
        bench = importlib.util.module_from_spec(loader)
        loader.loader.exec_module(bench)
        rows = re.findall(r"^\| ([^|]+?) \| ([\d.]+) \| ([\d.]+)(, [a-z ]+)? \|$", read("README.md"), re.M)
        self.assertEqual({name: float(target) for name, _, target, _ in rows}, bench.TARGETS)
        for name, measured, target, note in rows:
            self.assertEqual(bench.misses(name, float(measured)), bool(note), name)


class Sharpness(unittest.TestCase):
    """What a page and the program must not differ in without a failure."""

    def test_fits(self):
        printed = ["a", "b", "c and more"]
        self.assertTrue(fits(["a", "…"], printed))
        self.assertTrue(fits(["a", "b", "c and…"], printed))
        for wrong in (["a"], ["a", "b"], ["a", "x", "…"], ["…", "b"], ["a", "b", "c"], printed + ["d"]):
            self.assertFalse(fits(wrong, printed), wrong)

    def test_wrong_pages_are_seen(self):
        for text, found in (("```sh\nsheaf --version\n```\n\n```output\nsheaf 0.0\n```\n", "the page shows"),
                            ("```sh\nsheaf --versoin\n```\n", "exit code 3"),
                            ("```c\nint x;\n```\n", "no test compiles"),
                            ("<!-- from: README.md -->\n```c\nint not_there;\n```\n", "does not hold")):
            scratch = Scratch(False)
            with scratch.folder:
                page = Page("README.md")
                page.text, page.blocks = text, blocks_of(text)
                if not BLESS:
                    page.walk(scratch)
                    self.assertEqual(len(page.problems), 1, page.problems)
                    self.assertIn(found, page.problems[0])


# Words in quotation marks that look like codes and are none.
NO_CODES = {"csv.mode", "form.facts", "form.from", "form.id", "form.rules", "form.tables", "form.title.en", "form.title.zh", "form.to", "form.version", "prev.version", "libcrypto.so", "libcrypto.so.1.1", "libcrypto.so.3", "libuchardet.so.0", "period.from", "period.to"}
DOTTED = re.compile(r'"([a-z]+(?:\.[a-z0-9-]+)+)"')
NAMED = re.compile(r'\bSHEAF_[A-Z_]+,\s*"([a-z-]+)",|\.code = (?:SHEAF_STR\()?"([a-z-]+)"')
REACHED = re.compile(r'sf_build_reached\([^;]*?"[^"]*",\s*"(\w+)"', re.S)
ROW = re.compile(r"^\| (`[a-z][a-z0-9.-]*`(?:, `[a-z][a-z0-9.-]*`)*) \|", re.M)


def codes_of_source():
    codes = set()
    for top in ("core", "plugins"):
        for folder, _, names in os.walk(os.path.join(ROOT, top)):
            for name in names:
                if name.endswith(".c"):
                    text = re.sub(r"/\*.*?\*/|^#include .*?$", "", read(folder, name), flags=re.S | re.M)
                    codes.update(DOTTED.findall(text))
                    codes.update(one or other for one, other in NAMED.findall(text))
                    codes.update("limit." + limit for limit in REACHED.findall(text))
    return {code for code in codes - NO_CODES if not code.endswith((".json", ".txt", ".h", ".xml"))}


class Diagnostics(unittest.TestCase):
    def test_every_code_is_explained_and_none_is_stale(self):
        explained = [code for row in ROW.findall(read("docs/diagnostics.md")) for code in re.findall("`(.*?)`", row)]
        found = codes_of_source()
        self.assertGreater(len(found), 50)
        self.assertEqual(sorted(set(explained)), sorted(explained), "a code is explained twice")
        self.assertEqual(sorted(found - set(explained)), [], "docs/diagnostics.md does not explain these codes")
        self.assertEqual(sorted(set(explained) - found), [], "docs/diagnostics.md explains codes that the source does not have")


if __name__ == "__main__":
    unittest.main()
