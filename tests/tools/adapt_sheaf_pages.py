"""As adapt_sheaf.py, but tables that were joined over pages are given page by page: for test documents whose truth is the tables of
each page (the icdar2013 and tabula sets). Where the truth is that of the document (pdf-from-docx), adapt_sheaf.py is the one.
"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import adapt_sheaf


def adapt(path, input_path):
    return adapt_sheaf.adapt(path, input_path, paged=True)
