"""Names as people type them: without accents, in any case, with or without the Danish letters."""

import re
import unicodedata

DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
BARE = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})


def fold(text: str) -> str:
    """The text in small letters without accents; æ, ø and å become ae, oe and aa."""
    return _without_accents(_small(text).translate(DANISH))


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text in their order, each once; punctuation is no part of them."""
    return tuple(dict.fromkeys(re.findall(r"[^\W_]+", fold(text))))


def searchable(*texts: str) -> str:
    """All words by which these texts are found, also by somebody who types o for ø and a for å."""
    small = _small(" ".join(texts))
    bare = _without_accents(small.translate(BARE))
    return " ".join(dict.fromkeys([*words(small), *re.findall(r"[^\W_]+", bare)]))


def _small(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
