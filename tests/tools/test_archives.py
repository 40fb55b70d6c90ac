"""What the form plugin opens when it is loaded: nothing but the C library, where the archives of its libraries were there to be
linked in and the build was free to take them."""
import os
import re
import subprocess
import unittest

BUILD = os.environ["SHEAF_BUILD"]
MODULE = os.path.join(os.environ["SHEAF_PLUGINS"], "form.so")


def settings():
    with open(os.path.join(BUILD, "CMakeCache.txt"), encoding="utf-8") as cache:
        return dict(re.findall(r"^(\w+):[A-Z]+=(.*)$", cache.read(), re.M))


def archives():
    """Of the libraries that the form plugin asks for, by pkg-config as the build does."""
    folders = {name: subprocess.run(["pkg-config", "--variable=libdir", name], capture_output=True, text=True).stdout.strip()
               for name in ("libutf8proc", "libpcre2-8", "libmd")}
    return [os.path.join(folder, f"{name}.a") for name, folder in folders.items()]


class Archives(unittest.TestCase):
    def test_form_needs_the_c_library_alone(self):
        known = settings()
        if known.get("SHEAF_ARCHIVES") != "ON" or "ON" in (known.get("SHEAF_" + kind) for kind in ("SANITIZE", "FUZZ", "COVERAGE")):
            self.skipTest("this build links libraries as they are")
        if not os.path.exists(MODULE) or not all(os.path.exists(path) for path in archives()):
            self.skipTest("an archive is not installed")
        needed = re.findall(r"\(NEEDED\).*\[(.*)\]", subprocess.run(["readelf", "-d", MODULE], capture_output=True, text=True).stdout)
        self.assertEqual(needed, ["libc.so.6"])


if __name__ == "__main__":
    unittest.main()
