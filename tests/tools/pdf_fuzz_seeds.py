#!/usr/bin/env python3
"""Writes the seeds of tests/fuzz/fuzz_read_pdf.c: small pages in its operators, and files. Usage: pdf_fuzz_seeds.py DIR"""
import os
import struct
import sys
import zlib

LETTERS = "一二三、。（）第章节条项总计０９①•—"


def place(*values):
    return b"".join(struct.pack(">h", round(v * 8)) for v in values)


def coded(text):
    """ASCII as it is; the letters that the harness knows from 0x80 on."""
    out = bytearray()
    for c in text:
        n = 155 + LETTERS.index(c) if c in LETTERS else None     # 155 % 31 == 0
        out.append(ord(c) if n is None else n)
    return bytes(out)


def text(x, y, words, look=0, down=False):
    return (b"v" if down else b"t") + place(x, y) + bytes([look]) + coded(words) + b"\n"


def grid(x, y, columns, rows, wide, high, missing=0, how=0):
    return b"g" + place(x, y) + bytes([columns - 1, rows - 1, round((wide - 4) * 2), round((high - 4) * 2)]) + struct.pack(">IB", missing, how)


def box(x, y, wide, high, how):
    return b"r" + place(x, y) + struct.pack(">HHB", round(wide * 16), round(high * 16), how)


def filled(x, y, columns, rows, wide, high, **more):
    cells = b"".join(text(x + c * wide + 2, y + r * high + 2, f"{r}{c}7", 2) for r in range(rows) for c in range(columns))
    return grid(x, y, columns, rows, wide, high, **more) + cells


A4 = b"\0"
SEEDS = {
    "prose": A4 + text(60, 60, "第一章 总计", 1) + b"".join(text(60, 90 + 16 * n, "一二三、一二三、一二三。" * 3) for n in range(6)),
    "grid": A4 + filled(60, 60, 4, 3, 80, 20),
    "missing-rules": A4 + filled(60, 60, 3, 4, 90, 22, missing=0b1000100),
    "wrapped": A4 + grid(60, 60, 3, 2, 24, 40) + text(62, 62, "1234", 2) + text(62, 74, "56", 2) + text(88, 62, "一二") + text(88, 74, "三"),
    "clips": A4 + filled(60, 60, 3, 3, 60, 20, how=2) + box(60, 60, 180, 20, 0b10001),
    "vertical": A4 + text(70, 100, "三、总计一二", down=True) + filled(90, 100, 3, 3, 60, 24),
    "river": A4 + b"".join(text(x, 60 + 14 * n, f"{n}{x}", 2) for n in range(8) for x in (60, 160, 260, 360)),
    "columns": A4 + b"".join(text(x, 60 + 14 * n, "words of a column here", 2) for n in range(12) for x in (60, 320)),
    "two-pages": A4 + filled(60, 700, 3, 4, 80, 20) + text(280, 800, "- 1 -", 2) + b"p" + A4 + filled(60, 60, 3, 4, 80, 20) + text(280, 800, "- 2 -", 2),
    "lists": A4 + b"".join(text(60 + 20 * (n % 2), 60 + 16 * n, f"{n + 1}. item {n}", 2) for n in range(8)) + text(60, 300, "• point"),
    "odd": A4 + b"".join(b"c" + place(60 + n, 60) + bytes([n, 40, 65 + n, n]) for n in range(40)) + b"l" + place(50, 50) + text(60, 200, "link", 3),
    "raised": A4 + text(60, 60, "word", 0) + text(82, 57, "2", 5) + text(88, 60, "more", 0) + box(60, 71, 60, .5, 0),
}


def objects():
    """The begin of a file, and where its objects stand: a stream, its length, another stream."""
    packed = zlib.compress(b"BT (text text text text) Tj ET")
    parts = [b"<</Length 2 0 R/Filter/FlateDecode>>stream\n" + packed + b"\nendstream", b"%d" % len(packed),
             b"<</Filter[/FlateDecode]/A(x)/Length %d>>stream\r\n" % len(packed) + packed + b"\nendstream"]
    data, offsets = b"%PDF-1.5\n", []
    for number, part in enumerate(parts, 1):
        offsets.append(len(data))
        data += b"%d 0 obj" % number + part + b" endobj\n"
    return data, offsets


def file_with_table():
    data, offsets = objects()
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return data + b"xref\n0 4\n0000000000 65535 f \n" + rows + b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(data)


def file_with_stream():
    data, offsets = objects()
    rows, above = b"", bytes(5)
    for kind, at in [(0, 0), *((1, offset) for offset in offsets)]:
        row = struct.pack(">BHH", kind, at, 0)
        rows += b"\2" + bytes((a - b) % 256 for a, b in zip(row, above))
        above = row
    packed = zlib.compress(rows)
    return data + (b"4 0 obj<</Type/XRef/Size 4/W[1 2 2]/Index[0 4]/Root 1 0 R/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 5>>"
                   b"/Length %d>>stream\n" % len(packed)) + packed + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % len(data)


def main():
    folder = sys.argv[1]
    SEEDS.update(table=file_with_table(), stream=file_with_stream())
    os.makedirs(folder, exist_ok=True)
    for name, data in SEEDS.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)


if __name__ == "__main__":
    main()
