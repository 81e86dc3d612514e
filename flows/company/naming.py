"""Names as people type them: without accents, in any case, with or without the Danish letters."""

import re
import unicodedata

DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
BARE = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})

_ADDRESS = re.compile(r"[^@\s,;:<>()\[\]\"|]+@[^@\s,;:<>()\[\]\"|?]+\.[^@\s,;:<>()\[\]\"|?]+")


def fold(text: str) -> str:
    """The text in small letters without accents; æ, ø and å become ae, oe and aa."""
    if text.isascii():
        return text.lower()
    # Twice, since an accent may have hidden the letter: ǽ is æ only without it.
    return _without_accents(_small(text).translate(DANISH)).translate(DANISH)


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text in their order, each once; punctuation is no part of them."""
    return tuple(dict.fromkeys(re.findall(r"[^\W_]+", fold(text))))


def spellings(text: str) -> tuple[str, ...]:
    """A text folded as in Denmark, without accents, and as in Germany: whoever lacks a letter writes one of them."""
    if text.isascii():
        return (text.lower(),)
    small = unicodedata.normalize("NFC", _small(text))
    forms = (fold(text), *(_without_accents(small.translate(table)) for table in (BARE, GERMAN)))
    return tuple(dict.fromkeys(forms))


def folded(text: str) -> str:
    """A name or an e-mail address as it is compared: its case and its spaces don't count."""
    return " ".join(text.casefold().split())


def addresses(text: str) -> tuple[str, ...]:
    """The e-mail addresses in a text, in small letters and each once, without "mailto:" and brackets around them."""
    if "@" not in text:
        return ()
    return tuple(dict.fromkeys(found.strip("'.").lower() for found in _ADDRESS.findall(text)))


def searchable(*texts: str) -> str:
    """All words by which these texts are found, also by somebody who types o for ø and a for å."""
    small = _small(" ".join(texts))
    if small.isascii():
        return " ".join(words(small))
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
