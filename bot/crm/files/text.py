"""Text of a cell: kept literally, without what cannot be seen."""

import re
import unicodedata

SHOWN = 40
# White space stays (it is folded to one space); a joiner stays only where it joins emoji, since elsewhere it
# makes two names that look alike. Bidi controls could turn a name round, zero widths and tags hide text.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e"
    "\u034f\u115f\u1160\u17b4\u17b5\u2060-\u2069\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
    "|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
)

_NO_WORD = re.compile(r"[\W_]+")


def clean(text: str) -> str:
    """The text in NFC, trimmed, white space folded to single spaces, controls and zero widths taken out."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return unicodedata.normalize("NFC", " ".join(_UNSEEN.sub("", text).split()))


def shown(text: str) -> str:
    """The text as a message may show it: cleaned, at most SHOWN characters, the cut marked."""
    seen = clean(text)
    return seen if len(seen) <= SHOWN else seen[: SHOWN - 1].rstrip() + "…"


def fold(heading: str) -> str:
    """A heading for comparing: lower case, every run of signs one space ("Deal - ID" -> "deal id")."""
    return _NO_WORD.sub(" ", clean(heading).casefold()).strip()
