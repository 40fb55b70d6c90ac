#!/usr/bin/env python3
"""Every character of a PDF page stands in the report once: the characters that `pdftotext -raw` shows of each page of the public
documents, against those of the JSON that have their place on it. What the reader may leave out is bullets, hyphens at the
ends of lines and dots that lead to a number; what it may add is nothing. pdftotext uses the same library for characters, so this
holds layout and report to account, and of the source what GLib's way to the text loses. The reader's own books must balance, too: none
of these documents has a finding of the audit.

usage: test_pdf_characters.py [WORD...]    (documents whose names hold a WORD; prints what differs)
"""
import collections
import glob
import json
import os
import subprocess
import sys
import unicodedata

SHEAF = os.environ.get("SHEAF", "sheaf")
SHARED = os.environ.get("SHEAF_SHARED", "")
FOLDERS = ("from-docx", "tabula/**", "icdar2013/**", "pdfplumber/**")
MOST_PAGES = 40
# Documents whose characters are not told apart one by one, and why.
KNOWN = {
    "S2MNCEbirdisland.pdf": "each text is drawn twice, a little apart, for a shadow: pdftotext shows both",
    "issue-842-example.pdf": "the same",
    "issue-71-duplicate-chars-2.pdf": "the same, for bold type",
    "issue-912.pdf": "two texts are drawn over each other, and share characters at the same places",
    "pr-138-example.pdf": "hyphens of two kinds",
    "argentina_diputados_voting_record.pdf": "Poppler-GLib does not give the text that is turned",
    "indictb1h_14.pdf": "Poppler-GLib does not give all text of pages that are written leftwards (said: pdf.text.missing)",
    "mednine.pdf": "the same",
    "federal-register-2020-17221.pdf": "digits of the printer's marks are white on white (said: pdf.text.hidden)",
    "docling__textbox.pdf": "lines of a text box are cut off by its clip (said: pdf.text.clipped)",
    "pandoc__lists_restarting.pdf": "the foot of a page number is cut off by a clip (said: pdf.text.hidden)",
    "schools.pdf": "a cell's clip cuts its last digit (said: pdf.text.hidden)",
    "twotables.pdf": "the printer's mark is cut off by the page's clip (said: pdf.text.clipped)",
    "us-020.pdf": "Poppler-GLib does not give a formula that stands across two columns",
}
LEFT_OUT = set("•◦▪▫‣⁃●○■□◆◇▶►➢✓✔❖·∙*o–—-→★☆➔☐☑☒›▻․❏❑⬥⬧.…‧⋯\u00ad\u2010") | {chr(c) for c in range(0xF000, 0xF100)}


def characters(text):
    """Without white space, ligatures and half-width forms resolved, control characters and unknown ones left out."""
    text = unicodedata.normalize("NFKC", text)
    return collections.Counter(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf", "Cn") and c != "\ufffd")


def pages_of(path):
    """The text of each page as pdftotext shows it; None where it cannot."""
    run = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, timeout=60)
    return run.stdout.decode("utf-8", "replace").split("\f")[:-1] if run.returncode == 0 else None


def texts(blocks):
    stack = list(blocks)
    while stack:
        block = stack.pop()
        if block.get("kind") != "comment":
            if block.get("text"):
                yield block["origin"]["page"], block["text"]
            for inner in ("blocks", "items", "cells"):
                stack.extend(block.get(inner) or [])


def convert(path):
    run = subprocess.run([SHEAF, "convert", path, "--to", "json", "--pass", "audit"], capture_output=True, timeout=120)
    return json.loads(run.stdout) if run.returncode == 0 else None


def unbalanced(document):
    """What the audit says of the reader's books."""
    return [finding["message"]["en"] for finding in document["findings"] if finding["rule"].startswith("AUDIT-")]


def differences(path, document):
    """(page, characters too few, too many) of the pages that differ; None where one of the two refuses the file."""
    shown = pages_of(path)
    if shown is None or document is None or len(shown) > MOST_PAGES:
        return None
    unread = {d.get("origin", {}).get("page") for d in document["conversion"]["diagnostics"] if d["code"].startswith("pdf.page.")}
    found = collections.defaultdict(collections.Counter)
    for page, text in texts(document["blocks"]):
        found[page].update(characters(text))
    result = []
    for number, text in enumerate(shown, 1):
        wanted = characters(text)
        few, many = wanted - found[number], found[number] - wanted
        few = collections.Counter({c: n for c, n in few.items() if c not in LEFT_OUT})
        if (few or many) and number not in unread:
            result.append((number, few, many))
    return result


def documents(words):
    paths = sorted(p for folder in FOLDERS for p in glob.glob(os.path.join(SHARED, "corpus", "pdf", folder, "*.pdf"), recursive=True))
    return [p for p in paths if not words or any(word in p for word in words)]


def check_itself():
    """A character too few and one too many must show."""
    few, many = characters("a b 12") - characters("ab1"), characters("ab1x") - characters("a b 1")
    assert dict(few) == {"2": 1} and dict(many) == {"x": 1}, "the comparison does not see what differs"


def main():
    check_itself()
    paths = documents(sys.argv[1:])
    if not paths:
        print("skipped: no public documents in SHEAF_SHARED")
        sys.exit(77)
    compared, wrong, known, false_books = 0, 0, 0, 0
    for path in paths:
        name, document = os.path.basename(path), convert(path)
        for message in unbalanced(document) if document else ():
            false_books += 1
            print("%s: %s" % (name, message))
        found = differences(path, document)
        if found is None:
            continue
        compared += 1
        known += bool(found) and name in KNOWN
        wrong += bool(found) and name not in KNOWN
        for page, few, many in found if name not in KNOWN else ():
            print("%s: page %d: too few %s, too many %s" % (name, page, "".join(sorted(few.elements()))[:60] or "-",
                                                           "".join(sorted(many.elements()))[:60] or "-"))
    print("%d documents compared, %d differ, and %d for reasons that are known; the audit found %d times that books do not balance"
          % (compared, wrong, known, false_books))
    sys.exit(1 if wrong or false_books or not compared else 0)


if __name__ == "__main__":
    main()
