"""What a word of status or stage says of a deal: "06 - Closed Won", "Vundet (Salg)", "Won 🎉", "Lost - no budget"."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Set
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.crm.files.text import clean

# libyaml, where there is one; every word is text, so that "on" and "no" are not taken for true and false.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_CAMEL = re.compile(r"(?<=[a-zæøåäöüß])(?=[A-ZÆØÅÄÖÜ])")
_APART = re.compile(r"\s[-–—]+\s|[–—/|()\[\]{},;:>→•.!\n]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")  # "won't" is one word, and none of ours
_FIGURE = re.compile(r"([01])(?:[.,]0+)?")


class Said(StrEnum):
    """What a cell says: how the deal stands, or only that it is closed, under way, put away, not won, not lost."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
    GONE = "gone"
    CLOSED = "closed"
    UNDER_WAY = "under way"
    ARCHIVED = "archived"
    NOT_WON = "not won"
    NOT_LOST = "not lost"


@lru_cache(maxsize=10_000)
def phrase(text: str) -> Said | None:
    """What the words say; None when nobody knows, as of "Won't fix", "Lost contact", "Not lost", "Won/Lost"."""
    parts = [part for part in map(_words, _APART.split(_without_pictures(text))) if part]
    words = [word for part in parts for word in part]
    ends = {end for part in parts if (end := _end(part))}
    if "?" in text or any(word in _set("hedges") for word in words):
        ends = set()
    elif not ends and (alone := _alone(words)):
        return alone
    elif len(words) == 1 and words[0] in _set("archived"):
        return Said.ARCHIVED
    if len(ends) > 1:
        return None
    if ends:
        return ends.pop()
    return _not_ended(parts, words)


def flag(text: str) -> bool | None:
    """Yes or no, in the spellings of systems and spreadsheets; None when the cell says something else."""
    word = clean(text).casefold()
    if figure := _FIGURE.fullmatch(word):
        return figure[1] == "1"
    if word in _set("true"):
        return True
    return False if word in _set("false") else None


def put_away(text: str) -> bool | None:
    """Whether a cell says in words that the deal is archived or inactive, or that it isn't; else None."""
    word = clean(text).casefold()
    if word in _set("archived") or word in _set("inactive"):
        return True
    return False if word in _set("kept") else None


def codes(heading: str) -> Mapping[str, str]:
    """What the numbers in a column with this heading (as heading_key gives it) stand for."""
    found: Mapping[str, str] = _kept()["codes"].get(heading, {})
    return found


def _end(part: list[str]) -> Said | None:
    """How the deal ended as one part of the words says: the word for it with nothing about it that changes it."""
    at = next((at for at, word in enumerate(part) if word in _ends()), None)
    if at is None:
        return None
    end, before, after = _ends()[part[at]], part[:at], part[at + 1 :]
    if not all(word in _neutral() for word in before) or any(
        _ends().get(word, end) is not end for word in after
    ):
        return None
    if end is Said.WON and any(word in _set("rivals") for word in after):
        return Said.LOST if after[0] in _set("to_rivals") else Said.WON if after[0] in _set("leads") else None
    follows = not after or after[0] in _set("leads") or any(word in _set("closed") for word in before)
    return end if follows or all(word in _neutral() or word in _set("reasons") for word in after) else None


def _alone(words: list[str]) -> Said | None:
    """ "Win", "Loss", "Ordre": they say it only alone, or with a reason."""
    left = [word for word in words if word not in _set("closed") and word not in ("deal", "deals")]
    if not left or any(word not in _set("reasons") for word in left[1:]):
        return None
    if left[0] in _set("won_alone") and len(left) == 1:
        return Said.WON
    return Said.LOST if left[0] in _set("lost_alone") else None


def _not_ended(parts: list[list[str]], words: list[str]) -> Said | None:
    if any(" ".join(word for word in part if word not in _set("things")) in _set("open") for part in parts):
        return Said.OPEN
    if any(
        part and all(word in _neutral() for word in part) and not _set("closed").isdisjoint(part)
        for part in parts
    ):
        return Said.CLOSED
    known = _set("under_way")
    beside = (
        _set("links")
        | _set("frames")
        | (_set("things") if not _set("hedges").isdisjoint(words) else frozenset())
    )
    if any(word in known for word in words) and all(word in known or word in beside for word in words):
        return Said.UNDER_WAY
    return None


def _words(part: str) -> list[str]:
    """Without numbers and single letters, which only give the stages their order."""
    found = (word.replace("’", "'") for word in _WORD.findall(_CAMEL.sub(" ", part).casefold()))
    words = " ".join(word for word in found if len(word) > 1 and not any(map(str.isdigit, word)))
    for compound in _set("compounds"):
        words = words.replace(compound, compound.replace(" ", ""))
    return words.split()


def _without_pictures(text: str) -> str:
    """Emoji and other signs that are no words divide as a comma does."""
    return "".join("," if unicodedata.category(sign) in {"So", "Sk", "Cn", "Mn"} else sign for sign in text)


@cache
def _ends() -> Mapping[str, Said]:
    return {word: end for end in (Said.WON, Said.LOST, Said.GONE) for word in _set(end.value)}


@cache
def _neutral() -> Set[str]:
    return _set("things") | _set("kinds") | _set("closed")


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(_flat(_kept()[name]))


def _flat(listed: Any) -> Iterator[str]:
    for each in listed:
        if isinstance(each, str):
            yield each
        else:
            yield from _flat(each)


@cache
def _kept() -> Mapping[str, Any]:
    file = Path(__file__).with_name("phrases.yml")
    kept: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a safe one
    return kept
