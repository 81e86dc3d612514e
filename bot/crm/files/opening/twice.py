"""Text that was encoded twice ("SÃ¸rensen"): put right where the whole file proves it, asked about where not."""

import re
from functools import lru_cache

from bot.crm.files.errors import Asked, in_doubt, must_be, told
from bot.crm.files.text import shown
from flows.imports import Reason, reason

WAYS = ("repair", "keep")
_DEPTH = 3  # nobody has seen more
# Latin-1 fills the five places that Windows-1252 leaves empty, as most programs do.
_WINDOWS = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(128, 256)}


def _signs(page: str) -> dict[int, str]:
    return _WINDOWS if page == "cp1252" else {byte: bytes([byte]).decode(page) for byte in range(128, 256)}


_BYTES = {
    page: {sign: byte for byte, sign in _signs(page).items()} for page in ("cp1252", "mac_roman", "cp850")
}


def _pattern(page: str) -> re.Pattern[str]:
    """What the letters and signs of Western Europe, and emoji, look like when their bytes are read in the page.

    Only these: others begin with letters that a Danish word may end in, before a quotation mark (»SØ«).
    """
    signs = _signs(page)

    def among(low: int, high: int) -> str:
        return "[" + "".join(re.escape(signs[byte]) for byte in range(low, high)) + "]"

    rest = among(0x80, 0xC0)
    letters, marks = among(0xC2, 0xC4) + rest, signs[0xE2] + among(0x80, 0x85) + rest
    return re.compile(f"{letters}|{marks}|{re.escape(signs[0xF0] + signs[0x9F])}{rest}{rest}")


_SEQUENCE = {page: _pattern(page) for page in _BYTES}
_STARTS = {page: [_signs(page)[byte] for byte in (0xC2, 0xC3, 0xE2, 0xF0)] for page in _BYTES}
_MORE = re.compile("[ÅÄ][^\x00-\x7f]")  # begins the letters of Central Europe


def put_right(text: str, way: str | None) -> tuple[str, Reason | None]:
    """The text with its letters as they were meant, and what to say of it; Asked when only parts were encoded twice.

    `way` is what the person said: "repair" or "keep", None when nothing.
    """
    if way not in (None, *WAYS):
        raise must_be("twice", WAYS, way or "")
    if way == "keep" or text.isascii():
        return text, None
    before, note = text, None
    for _ in range(_DEPTH):
        found = _found(text)
        if found is None:
            break
        page, at = found
        sample, whole = _around(text, at), _whole(text, page)
        if whole is None and way is None:
            raise _asked(before, page, at)
        text = whole if whole is not None else _parts(text, page)
        note = note or reason(
            "encoded_twice", value=shown(sample), meant=shown(_whole(sample, page) or _parts(sample, page))
        )
        if whole is None:
            break
    return text, note


def _found(text: str) -> tuple[str, int] | None:
    """The page that the letters of UTF-8 were read in, and where they first stand."""
    for page, sequence in _SEQUENCE.items():
        if any(start in text for start in _STARTS[page]) and (found := sequence.search(text)):
            return page, found.start()
    more = _MORE.search(text) if any(start in text for start in "ÅÄ") else None
    if more and len(set(_MORE.findall(text))) > 1 and _whole(text, "cp1252") is not None:
        return "cp1252", more.start()
    return None


def _whole(text: str, page: str) -> str | None:
    """The text read as it was meant, None unless all that is not ASCII is such letters."""
    runs = set(re.findall(r"[^\x00-\x7f]+", text))
    if any(_run(run, page) is None for run in runs):
        return None
    return re.sub(r"[^\x00-\x7f]+", lambda run: _run(run[0], page) or "", text)


@lru_cache(maxsize=10_000)
def _run(run: str, page: str) -> str | None:
    try:
        return bytes(_BYTES[page][sign] for sign in run).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None


@lru_cache(maxsize=10_000)
def _meant(sequence: str, page: str) -> str:
    return _run(sequence, page) or sequence


def _parts(text: str, page: str) -> str:
    return _SEQUENCE[page].sub(lambda it: _meant(it[0], page), text)


def _around(text: str, at: int) -> str:
    start = max(text.rfind(sign, 0, at) for sign in ',;\t|"\n\r ') + 1
    return re.split(r'[,;\t|"\r\n]', text[start : start + 60])[0]


def _asked(text: str, page: str, at: int) -> Asked:
    sample = _around(text, at)
    line = text.count("\n", 0, at) + 1
    ways = (("repair", _parts(sample, page)), ("keep", sample))
    answers = [(way, told("so", value=shown(text))) for way, text in ways]
    return Asked([in_doubt("twice", "twice", answers, line=line, value=shown(sample))])
