"""Names as people type them: without accents, in any case, with or without the Danish letters."""

import re
import unicodedata

DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
BARE = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})


def fold(text: str) -> str:
    """The text in small letters without accents; æ, ø and å become ae, oe and aa."""
    # Twice, since an accent may have hidden the letter: ǽ is æ only without it.
    return _without_accents(_small(text).translate(DANISH)).translate(DANISH)


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text in their order, each once; punctuation is no part of them."""
    return tuple(dict.fromkeys(re.findall(r"[^\W_]+", fold(text))))


def searchable(*texts: str) -> str:
    """All words by which these texts are found, also by somebody who types o for ø and a for å."""
    small = _small(" ".join(texts))
    bare = _without_accents(small.translate(BARE))
    return " ".join(dict.fromkeys([*words(small), *re.findall(r"[^\W_]+", bare)]))


def _small(text: str) -> str:
    """In small letters, also what only looks like a letter of its own; see Unicode's NFKC_Casefold."""
    if text.isascii():
        return text.lower()
    once = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", once).casefold()


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
