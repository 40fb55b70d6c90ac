# What the checks of this folder share: the files of the repository, the report, and the self-test.
# A check is a function from a root folder to problems, "place: what is wrong". Its self-test plants violations, one at a
# time, in a scratch copy and must see each as a new problem: a check that cannot fail is a defect.
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def files(root, *folders, ends=(".c", ".h")):
    """Paths below root (relative, sorted) of the named folders, the build folder left out."""
    found = []
    for folder in folders or ("",):
        for where, inner, names in os.walk(os.path.join(root, folder)):
            inner[:] = [n for n in inner if n not in (".git", "build", ".cache", "__pycache__")]
            names = [n for n in names if n != ".git" and n.endswith(ends)]  # in a worktree .git is a file
            found += [os.path.relpath(os.path.join(where, n), root) for n in names]
    return sorted(set(found))


def text(root, path):
    with open(os.path.join(root, path), encoding="utf-8", errors="replace") as f:
        return f.read()


def scratch_copy(root, target):
    for path in files(root, ends=("",)):
        os.makedirs(os.path.dirname(os.path.join(target, path)), exist_ok=True)
        shutil.copyfile(os.path.join(root, path), os.path.join(target, path), follow_symlinks=False)


def plant(root, path, content):
    os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
    with open(os.path.join(root, path), "w", encoding="utf-8") as f:
        f.write(content)


def self_test(name, check, plants, clean=()):
    """plants: (path, content, words the new problem must hold); clean: (path, content) that must pass."""
    with tempfile.TemporaryDirectory() as root:
        scratch_copy(ROOT, root)
        before = set(check(root))
        failures = []
        for path, content, words in [*plants, *((p, c, None) for p, c in clean)]:
            plant(root, path, content)
            new = [p for p in check(root) if p not in before]
            if words is None and new:
                failures.append(f"{path}: sound code was refused: {new[0]}")
            if words is not None and not any(words in p for p in new):
                failures.append(f"{path}: the planted violation was not seen ({words}); seen: {new}")
            os.remove(os.path.join(root, path))
        finish(name + " self-test", failures, f"{len(plants)} planted violations seen")


def skip(name, why):
    print(f"{name}: skipped: {why}")
    sys.exit(77)


def finish(name, problems, summary):
    for problem in problems:
        print(f"{name}: {problem}")
    print(f"{name}: {len(problems)} problems" if problems else f"{name}: ok ({summary})")
    sys.exit(1 if problems else 0)


def run(*command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", check=False, **options)
