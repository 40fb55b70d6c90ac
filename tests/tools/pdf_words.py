"""What Poppler's own tool says stands in a box of a page, to hold Sheaf's boxes against: `pdftotext -bbox`, words by their centres."""
import collections
import html
import re
import subprocess
import unicodedata

PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.S)
WORD = re.compile(r'<word xMin="(-?[\d.]+)" yMin="(-?[\d.]+)" xMax="(-?[\d.]+)" yMax="(-?[\d.]+)">(.*?)</word>')
Word = collections.namedtuple("Word", "box text")


def pages(path):
    """The words of each page."""
    done = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True, timeout=120)
    return [[Word(tuple(map(float, w[:4])), html.unescape(w[4])) for w in WORD.findall(body)] for _, _, body in PAGE.findall(done.stdout)]


def letters(text):
    """The letters of a text, in no order."""
    return collections.Counter("".join(unicodedata.normalize("NFKC", text).split()))


def inside(words, box, slack=.6):
    """The words whose centres are in the box."""
    x0, y0, x1, y1 = box[0] - slack, box[1] - slack, box[2] + slack, box[3] + slack
    return [w for w in words if x0 <= (w.box[0] + w.box[2]) / 2 <= x1 and y0 <= (w.box[1] + w.box[3]) / 2 <= y1]


def crop(path, page, box, resolution=72):
    """The text that pdftotext finds in a box."""
    x, y = int(box[0]), int(box[1])
    area = ["-x", x, "-y", y, "-W", max(1, int(box[2] + 1) - x), "-H", max(1, int(box[3] + 1) - y)]
    done = subprocess.run(["pdftotext", "-r", str(resolution), "-f", str(page), "-l", str(page), *map(str, area), path, "-"],
                          capture_output=True, text=True, check=True, timeout=60)
    return done.stdout
