"""How a document's text becomes bytes: encoding, byte order mark, line ends. GBK cannot say everything."""

ENCODINGS = {       # name: (codec, byte order mark, line end)
    "utf8": ("utf-8", b"", "\n"), "utf8bom-crlf": ("utf-8", b"\xef\xbb\xbf", "\r\n"), "utf8-cr": ("utf-8", b"", "\r"),
    "utf16le-bom": ("utf-16-le", b"\xff\xfe", "\n"), "utf16be-bom": ("utf-16-be", b"\xfe\xff", "\n"),
    "utf16le": ("utf-16-le", b"", "\n"), "utf16be": ("utf-16-be", b"", "\n"),
    "utf32le-bom": ("utf-32-le", b"\xff\xfe\0\0", "\n"), "utf32be-bom": ("utf-32-be", b"\0\0\xfe\xff", "\n"),
    "utf32le": ("utf-32-le", b"", "\n"), "utf32be": ("utf-32-be", b"", "\n"),
    "gb18030": ("gb18030", b"", "\n"), "gb18030-crlf": ("gb18030", b"", "\r\n"), "gbk": ("gbk", b"", "\n"),
}


def fits(text, name):
    try:
        text.encode(ENCODINGS[name][0])
    except UnicodeEncodeError:
        return False
    return True


def encode(text, name):
    codec, mark, end = ENCODINGS[name]
    return mark + text.replace("\n", end).encode(codec)
