"""Bytes to text: byte order mark, then UTF-16, then strict UTF-8, then Windows-1252 with a second look."""

import codecs
import re

from bot.crm.files.errors import FileRefused

LIMIT = 64 * 1024 * 1024  # bytes; a CRM export of 100,000 deals has about a tenth of it

_NOT_TEXT = (
    (b"PK\x03\x04", "an Excel workbook or a zip file"),
    (b"\xd0\xcf\x11\xe0", "an Excel workbook"),
    (b"%PDF", "a PDF"),
)
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
# ø, å, æ of DOS and old Mac files as a cp1252 reader sees them inside a word.
_OTHER_PAGE = re.compile(r"[A-Za-z][†›¿¾][a-z]")


def decode(data: bytes) -> str:
    """The file's text without its byte order mark; FileRefused when it is empty, not text, or mixed."""
    if not data:
        raise FileRefused("The file is empty.")
    if len(data) > LIMIT:
        raise FileRefused(f"The file is larger than {LIMIT // 1024**2} MB; export fewer rows or columns.")
    for start, kind in _NOT_TEXT:
        if data.startswith(start):
            raise FileRefused(f"The file is {kind}, not CSV; save it as CSV first.")
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], codec, name)
    wide = _wide_codec(data)
    return _strictly(data, wide, "UTF-16") if wide else _narrow(data)


def _strictly(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(codec, "ignore").count("\n") + 1
        raise FileRefused(f"The file begins as {name} text, but line {line} does not fit it.") from error


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
        first_bad = _line(data, error.start)
    if _UTF8_PAIR.search(data):
        raise FileRefused(
            f"The file mixes two encodings: line {first_bad} is not UTF-8, others are; save it anew as UTF-8."
        )
    return _western(data)


def _western(data: bytes) -> str:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        line = _line(data, error.start)
        raise FileRefused(
            f"Line {line} fits neither UTF-8 nor Windows-1252; save the file as UTF-8."
        ) from error
    odd = _OTHER_PAGE.search(text)
    if odd:
        line = text.count("\n", 0, odd.start()) + 1
        raise FileRefused(f"The letters on line {line} are in an unknown encoding; save the file as UTF-8.")
    return text


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1
