"""The channel digest: take a snapshot, compare it with the last one, and say what wants attention."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from bot.digest.usecases.first_round import has_colours, round_of
from bot.kit.desk import Desk
from bot.standing.loads import loads_of
from bot.standing.readers import COMPANY
from bot.standing.standings import Scored, by_attention, scored, standings
from bot.standing.versions import keep, scorecard_of
from flows.company.colour import Colour
from flows.company.people import Person, Role, reads
from flows.company.subjects import Kind
from flows.facts import ColoursStarted, DigestTaken
from flows.figures.digest import (
    MOST_ATTENTION,
    MOST_LISTED,
    ORDER,
    Figures,
    Kept,
    Line,
    Mark,
    Snapshot,
    bridge,
    groups,
    reviewed_share,
)
from flows.figures.retention import Agreement, uncertain
from storage import digests, people, subjects, workspaces

MAY_POST = {Role.MANAGER, Role.DIRECTOR, Role.ADMIN}
KEPT = TypeAdapter(Kept)


@dataclass(frozen=True)
class Digest:
    """The figures of one digest, the deals that it lists by colour (at most 25 each), and what wants attention.

    `hidden` is how many more deals and customers there are to whose score its reader is blind.
    """

    figures: Figures
    listed: Mapping[Colour, tuple[Scored, ...]]
    attention: tuple[Scored, ...]
    hidden: int = 0


def take(desk: Desk, *, channel: str, key: str, asked_by: str = "") -> None:
    """Take the company's digest of this moment, for its channel; it is a cut-off, and is what the next one compares.

    The one that finds enough reviewed starts the colours, for good. `key` is its occurrence; `asked_by` (a Slack
    id) is told when Slack refuses it.
    """
    last = digests.last(desk.tx)
    found = by_attention(scored(standings(desk, COMPANY, subjects.everything(desk.tx, open_only=True))))
    waiting = not_ready(desk)
    digest = _digest(desk, found, last)
    colours = _has_colours(desk, digest.figures)
    figures = replace(digest.figures, not_ready=len(waiting), colours=colours)
    asked_for = [subject_id for ids in waiting.values() for subject_id in ids]
    said = KEPT.dump_python(_kept(desk, replace(digest, figures=figures)), mode="json")
    digest_id = digests.keep(desk.tx, _marks(_deals(found)), waiting=asked_for, figures=said)
    left = {person.id: len(ids) for person, ids in waiting.items()}
    desk.say(DigestTaken(digest_id, channel, key, asked_by, left))


def _has_colours(desk: Desk, figures: Figures) -> bool:
    if figures.round.is_enough and workspaces.start_colours(desk.tx):
        desk.say(ColoursStarted())
    return has_colours(desk)


def taken(desk: Desk, digest_id: int) -> Digest:
    """A digest as it was taken."""
    kept = KEPT.validate_python(digests.figures(desk.tx, digest_id))
    return Digest(
        kept.figures,
        {colour: _standings(desk, lines) for colour, lines in kept.listed.items()},
        _standings(desk, kept.attention),
    )


def personal(desk: Desk, person: Person) -> Digest:
    """A digest of what this person may read, for their eyes only; it leaves no snapshot."""
    listed = subjects.listed(desk.tx, viewer=person, reach=reads(person))
    found = scored(standings(desk, person, listed))
    return replace(_digest(desk, by_attention(found), None), hidden=len(listed) - len(found))


def not_ready(desk: Desk) -> dict[Person, tuple[int, ...]]:
    """What is ready for each and not reviewed yet; nothing counts against people who paused their reminders."""
    asked = {person.id: person for person in people.all_of(desk.tx) if not person.paused}
    loads = loads_of(desk, asked.values())
    left = {id_: tuple(each.id for each in loads[id_].ready) for id_ in asked if id_ in loads}
    return {asked[id_]: ids for id_, ids in left.items() if ids}


def _deals(found: Iterable[Scored]) -> list[Scored]:
    return [s for s in found if s.subject.kind is Kind.DEAL]


def _marks(found: Iterable[Scored]) -> Snapshot:
    return {s.subject.id: Mark(s.colour, s.subject.money) for s in found}


def _digest(desk: Desk, found: Sequence[Scored], last: Snapshot | None) -> Digest:
    """The digest of what is open, those that want attention first."""
    deals, customers = _deals(found), [s for s in found if s.subject.kind is Kind.CUSTOMER]
    marks = _marks(deals)
    agreements = [Agreement(s.colour, s.subject.money, s.subject.close_date) for s in customers]
    moves = bridge(last, marks) if last is not None else {}
    figures = Figures(
        taken_at=desk.now,
        deals=len(deals),
        groups=groups(marks.values()),
        before=groups(last.values()) if last is not None else None,
        moves={move: len(ids) for move, ids in moves.items()},
        share=reviewed_share(marks.values()),
        round=round_of(deals),
        customers=groups(_marks(customers).values()),
        retention=uncertain(agreements, today=desk.now.date()),
    )
    wanting = [s for s in deals if s.colour is not Colour.GREEN and not s.is_new]
    listed = {
        colour: tuple([s for s in deals if s.colour is colour][:MOST_LISTED])
        for colour in ORDER
        if figures.groups[colour].count
    }
    return Digest(figures, listed, tuple(wanting[:MOST_ATTENTION]))


def _kept(desk: Desk, digest: Digest) -> Kept:
    listed = {colour: _lines(desk, found) for colour, found in digest.listed.items()}
    return Kept(digest.figures, listed, _lines(desk, digest.attention))


def _lines(desk: Desk, found: Iterable[Scored]) -> tuple[Line, ...]:
    return tuple(_line(desk, standing) for standing in found)


def _line(desk: Desk, standing: Scored) -> Line:
    keep(desk, standing.scorecard)
    subject, current = standing.subject, standing.current
    return Line(
        subject_id=subject.id,
        scorecard_hash=standing.scorecard.version,
        score=standing.score,
        current=replace(current, ratings={}) if current else None,
        amount=subject.amount,
        currency=subject.currency,
        close_date=subject.close_date,
        owner_id=subject.owner_id,
        is_new=standing.is_new,
    )


def _standings(desk: Desk, lines: Sequence[Line]) -> tuple[Scored, ...]:
    """The subjects as they were, called as they are called today."""
    found = {subject.id: subject for subject in subjects.those(desk.tx, [line.subject_id for line in lines])}
    owners = {person.id: person for person in people.those(desk.tx, [line.owner_id for line in lines])}
    return tuple(
        Scored(
            subject=replace(
                found[line.subject_id],
                amount=line.amount,
                currency=line.currency,
                close_date=line.close_date,
                owner_id=line.owner_id,
            ),
            scorecard=scorecard_of(desk, line.scorecard_hash),
            reviewed_at=line.current.reviewed_at if line.current else None,
            owner=owners.get(line.owner_id) if line.owner_id else None,
            score=line.score,
            current=line.current,
            is_new=line.is_new,
        )
        for line in lines
    )
