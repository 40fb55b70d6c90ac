"""Inputs that are no reports, each with the verdict that must hold: whole, in part (marked so), or refused in one line."""
import codecs
import collections
import os
import random
import struct
import zlib

from lab import MB, PART, REFUSED, WHOLE, Lab, document, ended, judge, messages, texts
import sheaf_json

# what it is, its bytes (or a function of the lab), the verdicts allowed, texts that must be in the result, options
Input = collections.namedtuple("Input", "what data verdicts holds options", defaults=((), ()))
REPORT = ("关于2022年工作的报告\n\n一、总体情况\n\n本年主动公开信息12条。\n\n二、数据\n\n"
          "项目\t数量\t合计\n规章\t3\t3\n行政规范性文件\t14\t17\n")
WORDS = ("总体情况", "规章", "17")
ANY = (WHOLE, PART, REFUSED)
GOOD = (WHOLE,)


def noise(count, seed=1):
    return random.Random(seed).randbytes(count)


def png():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(noise(72))) + chunk(b"IEND", b""))


def local_zip():
    data = zlib.compress(b"hello" * 100)
    return b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, 0, len(data), 500, 5, 0) + b"a.txt" + data


def pdf():
    return b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n" + noise(500) + b"\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"


def program(lab):
    return lab.program.read_bytes()[:200000]


def units(*numbers):
    """A UTF-16 file of these units between two lines."""
    return codecs.BOM_UTF16_LE + "before\n".encode("utf-16-le") + b"".join(struct.pack("<H", n) for n in numbers) + \
        "\nafter\n".encode("utf-16-le")


def wide(*numbers):
    return codecs.BOM_UTF32_LE + "before\n".encode("utf-32-le") + b"".join(struct.pack("<I", n) for n in numbers) + \
        "\nafter\n".encode("utf-32-le")


def bad_utf8(middle):
    return "前文 before ".encode() + middle + " after 后文\n".encode()


def layout_row(words):
    return "".join(w.ljust(8) for w in words).rstrip() + "\n"


FRAME = b"+" + b"--+" * 1000 + b"\n|" + b" 7|" * 1000 + b"\n"
CHINESE = "本报告由办公室编制，数据统计期限为全年。\n一、总体情况\n公开信息继续推进。\n"
AROUND = ("before", "after")

SMALL = [
    Input("an empty file", b"", GOOD),
    *(Input(f"one byte, {b:02x}", bytes([b]), v) for b, v in [
        (0x00, ANY), (0x0A, GOOD), (0x0C, GOOD), (0x0D, GOOD), (0x20, GOOD), (0x41, GOOD), (0x1A, GOOD), (0x1B, GOOD),
        (0x7F, ANY), (0x80, (PART, REFUSED)), (0x81, (PART, REFUSED)), (0xC3, (PART, REFUSED)), (0xE4, (PART, REFUSED)),
        (0xFE, (PART, REFUSED)), (0xFF, (PART, REFUSED))]),
    Input("a lone UTF-8 byte order mark", codecs.BOM_UTF8, GOOD),
    Input("a lone UTF-16 byte order mark", codecs.BOM_UTF16_LE, GOOD),
    Input("a lone UTF-32 byte order mark", codecs.BOM_UTF32_BE, GOOD),
    Input("NULs in a text", b"before\0\nc\0d\n" + b"some more text here\n" * 5 + b"after\n", GOOD, AROUND),
    Input("a lone escape sequence", b"\x1b[31mbefore\x1b[0m after\n", GOOD, AROUND),
    Input("all control characters", bytes(range(1, 32)) + b"\x7f before after\n" * 4, ANY),
    Input("bidirectional controls", "before \u202e\u2066abc\u202c\u200f after\n".encode(), GOOD, AROUND),
    Input("all line ends mixed", "before\rb\nc\r\nd\n\re\u2028f\u2029g\x85h\x0bi\x0cafter".encode(), GOOD, AROUND),
    Input("a report without a last line end", REPORT.rstrip().encode(), GOOD, WORDS),
]

BINARY = [
    Input("an ELF program named .txt", program, (REFUSED,)),
    Input("a PNG picture named .txt", png(), (REFUSED,)),
    Input("a zip archive named .txt", local_zip(), (REFUSED,)),
    Input("a PDF named .txt", pdf(), (REFUSED,)),
    Input("a megabyte of NULs", bytes(1 << 20), (REFUSED,)),
    Input("a megabyte of 0xFF", b"\xff" * (1 << 20), (REFUSED, PART)),
    Input("a megabyte of random bytes", noise(1 << 20), (REFUSED,)),
    Input("few random bytes", noise(64, 3), (REFUSED, PART)),
    Input("random bytes, called UTF-8", noise(100000, 4), (PART, REFUSED), (), ("--encoding", "UTF-8")),
    Input("random bytes, called GB18030", noise(100000, 5), (PART, REFUSED), (), ("--encoding", "GB18030")),
    Input("random bytes, called UTF-16LE", noise(100001, 6), (PART, REFUSED), (), ("--encoding", "UTF-16LE")),
    Input("random bytes, called UTF-32BE", noise(100002, 7), (PART, REFUSED), (), ("--encoding", "UTF-32BE")),
]

UTF8 = [Input(f"invalid UTF-8, {what}, {where}", data, (PART,), holds)
        for what, middle in [
            ("overlong slash", b"\xc0\xaf"), ("overlong NUL", b"\xc0\x80"), ("overlong in three", b"\xe0\x80\xaf"),
            ("overlong in four", b"\xf0\x80\x80\xaf"), ("surrogate", b"\xed\xa0\x80"), ("surrogate pair", b"\xed\xa0\xbd\xed\xb8\x80"),
            ("beyond Unicode", b"\xf4\x90\x80\x80"), ("lead f5", b"\xf5\x80\x80\x80"), ("five bytes", b"\xf8\x88\x80\x80\x80"),
            ("six bytes", b"\xfc\x84\x80\x80\x80\x80"), ("continuations alone", b"\x80\xbf"), ("cut after one of two", b"\xc3"),
            ("cut after two of three", b"\xe4\xbd"), ("cut after three of four", b"\xf0\x9f\x98"), ("0xFF", b"\xff")]
        for where, data, holds in [("in the middle", bad_utf8(middle), AROUND),
                                   ("at the end", "全文 before\n".encode() + middle, ("before",))]]

ENCODED = [
    Input("U+FFFE and U+FFFF are characters", "before \ufffe\uffff after\n".encode(), GOOD, AROUND),
    Input("U+FFFD that the file itself holds", "before \ufffd after\n".encode(), GOOD, AROUND),
    Input("UTF-16 with a lone high surrogate", units(0xD800), (PART,), AROUND),
    Input("UTF-16 with a lone low surrogate", units(0xDC00), (PART,), AROUND),
    Input("UTF-16 with surrogates swapped", units(0xDE00, 0xD83D), (PART,), AROUND),
    Input("UTF-16 with a surrogate before a character", units(0xD83D, 0x41), (PART,), AROUND),
    Input("UTF-16 that ends in a high surrogate", units(0x41) + b"\x3d\xd8", (PART,), AROUND),
    Input("UTF-16 with an odd byte", units(0x41) + b"x", (PART,), AROUND),
    Input("UTF-32 beyond Unicode", wide(0x110000), (PART,), AROUND),
    Input("UTF-32 with the highest number", wide(0xFFFFFFFF), (PART,), AROUND),
    Input("UTF-32 with a surrogate", wide(0xD800), (PART,), AROUND),
    *(Input(f"UTF-32 with {n} bytes too many", wide(0x41) + b"x" * n, (PART,), AROUND) for n in (1, 2, 3)),
    Input("GB18030 cut in a character of two bytes", CHINESE.encode("gb18030").rstrip()[:-1], (PART,), ("总体情况",)),
    Input("GB18030 cut in a character of four bytes", CHINESE.encode("gb18030") + b"\x82\x30\x81", (PART,), ("总体情况",)),
    Input("GB18030 with bytes that are none", CHINESE.encode("gb18030") + b"\x81\x20\xff\xff" + CHINESE.encode("gb18030"),
          (PART,), ("总体情况",)),
    Input("GB18030 beyond Unicode", CHINESE.encode("gb18030") + b"\xfe\x39\xfe\x39" + CHINESE.encode("gb18030"), (PART,),
          ("总体情况",)),
    Input("GB18030 codes that its editions gave to each other", b"\xa8\xbc \x81\x35\xf4\x37 " + CHINESE.encode("gb18030"), GOOD,
          ("\u1e3f \u1e3f ",)),
    Input("GB18030 read as UTF-8, because someone says so", CHINESE.encode("gb18030"), (PART,), (), ("--encoding", "UTF-8")),
    Input("UTF-8, then GB18030, in one file", REPORT.encode() * 3 + REPORT.encode("gb18030"), (PART,), WORDS),
    Input("an encoding that nobody knows", REPORT.encode(), (REFUSED,), (), ("--encoding", "x-nonsense")),
]

SHAPES = [
    Input("one long line", lambda lab: b"0123456789abcdef" * (lab.amount(10 << 20, 100 << 20) // 16), GOOD),
    Input("one long line of Chinese", lambda lab: ("数" * (lab.amount(3 << 20, 33 << 20))).encode(), GOOD),
    Input("blanks between two words", lambda lab: b"before" + b" " * lab.amount(5_000_000, 50_000_000) + b"after", GOOD, AROUND),
    Input("empty lines", lambda lab: b"before" + b"\n" * lab.amount(1_000_000, 10_000_000) + b"after", GOOD, AROUND),
    Input("lines of one letter", lambda lab: b"x\n" * lab.amount(500_000, 5_000_000), GOOD),
    Input("10,000 columns with tabs", (b"7\t" * 9999 + b"7\n") * 3, GOOD),
    Input("10,000 columns with bars", (b"|" + b"7|" * 10000 + b"\n") * 3, GOOD),
    Input("10,000 columns of a Markdown table", b"|" + b"a|" * 10000 + b"\n|" + b"---|" * 10000 + b"\n|" + b"7|" * 10000 + b"\n", GOOD),
    Input("10,000 columns with commas", (b"7," * 9999 + b"7\n") * 3, GOOD),
    Input("10,000 columns of layout text", layout_row(["77"] * 10000).encode() * 3, GOOD),
    Input("100,000 tabs", b"\t" * 100_000 + b"after\n", GOOD, ("after",)),
    Input("a frame of 1,000 columns", FRAME * 3 + FRAME.split(b"|")[0], GOOD),
    Input("a frame with nothing closed", (b"+--+--\n|a |b\n+  +\n| \n") * 200, GOOD),
    Input("ragged rows", b"".join(b"\t".join([b"7"] * (i % 50 + 1)) + b"\n" for i in range(5000)), GOOD),
    Input("a quote that is never closed", b'a,"b,c\n' + b"1,2,3\n" * 50000, GOOD),
    Input("quotes in every cell", b'"a","b","c"\n"1","""","x\n' * 5000, GOOD),
    Input("a list 3,000 levels deep", "".join("  " * i + "- x\n" for i in range(3000)).encode(), (WHOLE, REFUSED)),
    Input("100,000 quote marks", b">" * 100_000 + b" before after\n", (WHOLE, REFUSED)),
    Input("headings with 1 to 199 hashes", "\n".join("#" * i + " h%d" % i for i in range(1, 200)).encode(), GOOD, ("h199",)),
    Input("10,000 numbered headings", "".join(f"{i}.{i}.{i} Heading\n\n" for i in range(10000)).encode(), GOOD),
    Input("numbers that no integer holds", ("9" * 400 + "、标题\n" + "1." * 500 + " 标题\n第" + "九" * 300 + "章 标题\n").encode(), GOOD),
    Input("a letter with 100,000 accents", ("a" + "\u0301" * 100_000 + "\n").encode(), GOOD),
    Input("pages without end", "正文\f".encode() * 50000, GOOD),
    Input("page numbers and nothing else", "".join(f"- {i} -\n\f" for i in range(20000)).encode(), GOOD),
    Input("the same line all over", "上级机关\t1\n".encode() * 200_000, GOOD),
]

ALL = [*SMALL, *BINARY, *UTF8, *ENCODED, *SHAPES]


def convert_input(lab: Lab, one: Input):
    path = lab.file("input.txt", one.data(lab) if callable(one.data) else one.data)
    ran = lab.convert("input.txt", *one.options, memory=(4096 if lab.size == "long" else 1024) * MB, cpu=120 if lab.size == "long" else 30)
    made = judge(ran, path, *one.verdicts)
    if made:
        for word in one.holds:
            assert word in texts(made), f"the result lacks {word!r}"
    assert lab.names() == [b"input.txt"], f"it left {lab.names()}"


def tiny_tables(lab: Lab):
    """many tiny tables: each one is there, and the memory stays within bounds"""
    count = lab.amount(100_000, 1_000_000)
    path = lab.file("input.txt", "".join(f"a\tb\n{i}\t2\n\ntext {i}.\n\n" for i in range(count)).encode())
    ran = lab.convert("input.txt", "-o", "out.json", memory=(8192 if lab.size == "long" else 1024) * MB, cpu=200)
    ended(ran, 0)
    assert messages(ran.err) == []
    data = (lab.folder / "out.json").read_bytes()
    assert data.count(b'"table"') == count, f"{data.count(b'table')} tables of {count}"
    if lab.size != "long":  # Python would need tens of gigabytes for it
        made = document(data, path.stat().st_size)
        assert len(sheaf_json.tables(made)) == count
    os.unlink(lab.folder / "out.json")


def every_length(lab: Lab):
    """rows of one cell more each, so that no two fit: read in time that grows with the size"""
    rows = lab.amount(1500, 4000)
    path = lab.file("input.txt", b"".join(b"\t".join([b"%d" % i] * i) + b"\n" for i in range(1, rows)))
    judge(lab.convert("input.txt", cpu=60), path, WHOLE, REFUSED)


SCENARIOS = [tiny_tables, every_length]
