"""Evidence as it is shown: in Why? with who has seen it, and on the review's page of its area."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from bot.evidence.usecases.exhibits import Exhibit, Exhibits
from bot.kit.blocks import Block, actions, button, context, cut, link, rich_lines, words
from bot.kit.codec import VALUE, Codec, Id, Text
from bot.kit.texts import Texts
from bot.standing.words import dated, join
from flows.review.evidence import AddedEvidence
from flows.review.review import Evidence
from flows.scorecards.areas import Area

SEE = "evidence.see"
SHOWN = 3  # of what was added to an area; how many more there are is said
SHOWN_IN_REVIEW = 5
MOST_QUOTE = 500  # characters of one text; all of it is kept
MOST_LINK = 3000
ADDRESS = re.compile(r"(https?://[^\s<>]+)", re.IGNORECASE)


class Seen(NamedTuple):
    """What the button says: the words of an area that stand above it, by their hashes."""

    subject_id: Id
    area_id: Text
    hashes: tuple[Text, ...]


SEEN: Codec[Seen] = Codec(Seen, most=VALUE)


def _area_blocks(
    exhibits: Sequence[Exhibit], area: Area, t: Texts, *, subject_id: int, now: datetime
) -> list[Block]:
    """An area's evidence: the review's own, the newest of what was added, and one button for what is not seen yet."""
    added = [(each, each.said) for each in exhibits if isinstance(each.said, AddedEvidence)]
    own = [(each, each.said) for each in exhibits if isinstance(each.said, Evidence)]
    blocks = [_own(each, said, t, now=now) for each, said in own]
    lines = [_line(each, said, t, now=now) for each, said in added[:SHOWN]]
    if len(added) > SHOWN:
        lines.append([words(t("list.more", count=len(added) - SHOWN), "italic")])
    if lines:
        blocks.append(rich_lines(*lines))
    shown = [each for each, _ in [*own, *added[:SHOWN]]]
    return blocks + _to_see(shown, area, t, subject_id=subject_id)


def alone_blocks(
    exhibits: Exhibits, areas: Sequence[Area], t: Texts, *, subject_id: int, now: datetime
) -> list[Block]:
    """The evidence without any answer, area by area."""
    blocks: list[Block] = []
    for area in areas:
        if found := exhibits.get(area.id):
            blocks.append(rich_lines([words(area.short[t.language], "bold")]))
            blocks += _area_blocks(found, area, t, subject_id=subject_id, now=now)
    return blocks


def page_blocks(added: Sequence[AddedEvidence], area: Area, t: Texts, *, now: datetime) -> list[Block]:
    """On a review's page: what was added to the area and still counts, the newest five."""
    its = [each for each in reversed(added) if each.area_id == area.id]
    if not its:
        return []
    lines = [_said(each, t, now=now) for each in its[:SHOWN_IN_REVIEW]]
    return [context(t("evidence.found")), rich_lines(*lines)]


def _own(exhibit: Exhibit, said: Evidence, t: Texts, *, now: datetime) -> Block:
    line = t("evidence.own", text=dated(said.text, said.occurred_on, t, now=now), name=exhibit.by)
    return context(line + _seen(exhibit, t, now=now))


def _line(exhibit: Exhibit, added: AddedEvidence, t: Texts, *, now: datetime) -> list[Block]:
    by = t("evidence.added_by", name=exhibit.by)
    return [*_said(added, t, now=now), words(f" · {by}{_seen(exhibit, t, now=now)}", "italic")]


def _seen(exhibit: Exhibit, t: Texts, *, now: datetime) -> str:
    if not exhibit.seen:
        return ""
    who = [t("evidence.seer", name=name, day=t.day(at, now=now)) for name, at in exhibit.seen]
    return " · " + t("evidence.seen_by", who=join(who, t))


def _said(added: AddedEvidence, t: Texts, *, now: datetime) -> list[Block]:
    """A message with where it stands, its day and its author; words typed by hand with their day and links."""
    if added.message_ts is None:
        return _linked(cut(dated(added.text, added.occurred_on, t, now=now), MOST_QUOTE))
    what = t("evidence.message")
    first = link(what, added.permalink) if _is_address(added.permalink) and added.permalink else words(what)
    day = t.day(added.occurred_on, now=now)
    author = added.author or t("evidence.somebody")
    return [first, words(t("evidence.quoted", day=day, author=author, text=cut(added.text, MOST_QUOTE)))]


def _linked(text: str) -> list[Block]:
    parts = [part for part in ADDRESS.split(text) if part]
    return [link(part, part) if _is_address(part) else words(part) for part in parts] or [words(text)]


def _is_address(text: str | None) -> bool:
    return text is not None and len(text) <= MOST_LINK and ADDRESS.fullmatch(text) is not None


def _to_see(shown: Sequence[Exhibit], area: Area, t: Texts, *, subject_id: int) -> list[Block]:
    """The button carries which words stand here, so what is added meanwhile is not ticked unseen."""
    unseen = tuple(each.text_hash for each in shown if each.to_see)
    if not unseen:
        return []
    value = SEEN.dump(Seen(subject_id, area.id, unseen))
    name = area.short[t.language]
    return [actions(button(t("evidence.see"), SEE, value=value, label=t("evidence.see_label", area=name)))]
