"""Bytes to text: what the person said, byte order mark, UTF-16, strict UTF-8, then Windows-1252 with a second look."""

import codecs
import re

from bot.crm.files.errors import FileRefused, MapRefused
from bot.crm.files.opening.pages import western
from bot.crm.files.text import shown

LIMIT = 64 * 1024 * 1024  # bytes; a CRM export of 100,000 deals has about a tenth of it

_ZIP, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # how such files begin
_NOT_TEXT = (
    (b"%PDF", "pdf"),
    (b"PK\x05\x06", "empty_zip"),
    (b"\x1f\x8b", "compressed"),
    (b"{\\rtf", "rich_text"),
)
# Systems that write a web page or XML and call it .xls.
_MARKED_UP = re.compile(rb"\s*<(?:\?xml|!doctype|html|table|head|meta|style)\b", re.IGNORECASE)
_NO_FILES = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"})
_MARKS = (  # UTF-32's mark begins with UTF-16's, so it comes first
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
# What UTF-8 looks like when a cp1252 reader sees it: Â or Ã or â€ before a sign that no word goes on with.
# Wider patterns would catch Danish quotation marks after a capital (»SØ«).
_UTF8_PAIR = re.compile(rb"[\xc2\xc3][\x80-\xbf]|\xe2[\x80-\x82][\x80-\xbf]")


def decode(data: bytes, encoding: str | None = None) -> str:
    """The file's text without its byte order mark, in the encoding that the person said, else in the one it shows.

    FileRefused when it is empty, not text, or mixed; Asked when its letters could be in several code pages.
    """
    check_size(data)
    for start, kind in _NOT_TEXT:
        if data.startswith(start):
            raise FileRefused("not_csv", kind=kind)
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            if encoding and not _agrees(encoding, codec):
                raise FileRefused("marked_otherwise", name=name, encoding=shown(encoding))
            return _plain(_strictly(data[len(mark) :], codec, name))
    if encoding:
        return _plain(_strictly(data, _codec(encoding), shown(encoding), code="said_to_be"))
    wide = _wide_codec(data)
    return _plain(_strictly(data, wide, "UTF-16") if wide else _narrow(data))


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are a workbook (or another zip file), not text."""
    return data.startswith((_ZIP, OLD_WORKBOOK))


def check_size(data: bytes) -> None:
    """FileRefused when there is nothing to read, or more than Revisor reads."""
    if not data:
        raise FileRefused("empty")
    if len(data) > LIMIT:
        raise FileRefused("too_large", limit=LIMIT // 1024**2)


def _codec(encoding: str) -> str:
    try:
        found = codecs.lookup(encoding.strip())
        "é".encode(found.name, "replace")
    except (LookupError, ValueError, UnicodeError) as error:
        raise MapRefused("no_encoding", value=shown(encoding)) from error
    if found.name in _NO_FILES:
        raise MapRefused("no_files_encoding", value=shown(encoding))
    return found.name


def _agrees(encoding: str, codec: str) -> bool:
    return _codec(encoding).replace("utf-8-sig", "utf-8") in {
        codec,
        codec.removesuffix("-le").removesuffix("-be"),
    }


def _strictly(data: bytes, codec: str, name: str, code: str = "begins_as") -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(codec, "ignore").count("\n") + 1
        raise FileRefused(code, name=name, line=line) from error


def _plain(text: str) -> str:
    """The text, FileRefused when it is a web page or XML."""
    if _MARKED_UP.match(text[:200].encode("ascii", "ignore")):
        raise FileRefused("web_page")
    return text


def _wide_codec(data: bytes) -> str | None:
    """UTF-16 without a mark shows as NUL in every other byte; a few stray NULs do not count."""
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    pairs = len(head) // 2
    if odd > pairs * 0.4 and even < pairs * 0.05:
        return "utf-16-le"
    if even > pairs * 0.4 and odd < pairs * 0.05:
        return "utf-16-be"
    return None


def _narrow(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        first_bad = data.count(b"\n", 0, error.start) + 1
    if _UTF8_PAIR.search(data):
        raise FileRefused("two_encodings", line=first_bad)
    return western(data)
