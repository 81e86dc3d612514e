"""The channel digest: take a snapshot, compare it with the last one, and say what wants attention."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from bot.digest.usecases.first_round import has_colours
from bot.kit.desk import Desk
from bot.standing.loads import ready_by_person
from bot.standing.overview import Part, first, groups_of, marks_of, next_close, overview, standings_of
from bot.standing.readers import COMPANY, Viewer
from bot.standing.standings import Scored, by_attention, scored
from bot.standing.versions import keep, scorecard_of
from flows.company.colour import Colour
from flows.company.people import Person, Role
from flows.company.subjects import Kind
from flows.facts import ColoursStarted, DigestTaken
from flows.figures.digest import (
    MOST_ATTENTION,
    MOST_LISTED,
    Figures,
    Kept,
    Line,
    Snapshot,
    bridge,
    round_of,
)
from flows.figures.groups import ORDER, Counted, count_of, groups, reviewed_share
from flows.figures.retention import UNCERTAIN, uncertain
from storage import attention, digests, people, subjects, workspaces

ATTENTION = (Colour.GREY, Colour.RED, Colour.YELLOW)
MAY_POST = {Role.MANAGER, Role.DIRECTOR, Role.ADMIN}
KEPT = TypeAdapter(Kept)


@dataclass(frozen=True)
class Digest:
    """The figures of one digest, the deals that it lists by colour (at most 25 each), and what wants attention.

    `hidden` is how many more deals and customers there are to whose score its reader is blind. Without `amounts` it
    says nothing of what they are worth.
    """

    figures: Figures
    listed: Mapping[Colour, tuple[Scored, ...]]
    attention: tuple[Scored, ...]
    hidden: int = 0
    amounts: bool = True


def take(desk: Desk, *, channel: str, key: str, team: int | None = None, asked_by: str = "") -> None:
    """Take the digest of this moment, for its channel; it is a cut-off, and is what the next one compares.

    It is that of the `team` which somebody (by id) leads, or the whole company's; the company's that finds enough
    reviewed starts the colours, for good. `key` is its occurrence; `asked_by` (a Slack id) is told when Slack refuses
    it.
    """
    found, waiting = _seen(desk, team), not_ready(desk, team)
    marks = marks_of(desk, found.of_kind(Kind.DEAL))
    digest = _compared(_digest(desk, COMPANY, found), marks, digests.last(desk.tx, team))
    colours = has_colours(desk) if team else _has_colours(desk, digest.figures)
    figures = replace(digest.figures, not_ready=len(waiting), colours=colours)
    asked_for = [subject_id for ids in waiting.values() for subject_id in ids]
    said = dumped(desk, replace(digest, figures=figures))
    digest_id = digests.keep(desk.tx, marks, team=team, waiting=asked_for, figures=said)
    left = {person.id: len(ids) for person, ids in waiting.items()}
    desk.say(DigestTaken(digest_id, channel, key, asked_by, left, team))


def today(desk: Desk, digest_id: int) -> Digest:
    """What a digest would say if it were taken now, compared with what it was compared with; nothing comes of it."""
    team = digests.team_of(desk.tx, digest_id)
    found = _seen(desk, team)
    marks = marks_of(desk, found.of_kind(Kind.DEAL))
    digest = _compared(_digest(desk, COMPANY, found), marks, digests.last(desk.tx, team, before=digest_id))
    waiting = len(not_ready(desk, team))
    return replace(digest, figures=replace(digest.figures, not_ready=waiting, colours=has_colours(desk)))


def red(desk: Desk, team: int | None) -> dict[int, Colour]:
    """The ids of what is red, of a team or of the whole company."""
    return {id_: mark.colour for id_, mark in marks_of(desk, _seen(desk, team).of_colour(Colour.RED)).items()}


def _seen(desk: Desk, team: int | None) -> Part:
    """All that is open, of a team or of the whole company."""
    found = overview(desk, COMPANY)
    if team is None:
        return found
    return found.where(attention.of_team(team), lambda one: _is_of(one.owner, team))


def _is_of(owner: Person | None, team: int) -> bool:
    return owner is not None and team in {owner.id, owner.manager_id}


def _has_colours(desk: Desk, figures: Figures) -> bool:
    if figures.round.is_enough and workspaces.start_colours(desk.tx):
        desk.say(ColoursStarted())
    return has_colours(desk)


def taken(desk: Desk, digest_id: int) -> Digest:
    """A digest as it was taken."""
    return read(desk, digests.figures(desk.tx, digest_id))


def dumped(desk: Desk, digest: Digest) -> object:
    """All that a digest says as JSON of ids and numbers, so that it can be worded later."""
    return KEPT.dump_python(_kept(desk, digest), mode="json")


def read(desk: Desk, said: object) -> Digest:
    """The digest that said this."""
    kept = KEPT.validate_python(said)
    return Digest(
        kept.figures,
        {colour: _standings(desk, lines) for colour, lines in kept.listed.items()},
        _standings(desk, kept.attention),
    )


def personal(desk: Desk, person: Person) -> Digest:
    """A digest of what this person may read, for their eyes only; it leaves no snapshot."""
    found = overview(desk, person)
    visible = found.scored()
    return replace(_digest(desk, person, visible), hidden=len(found.apart) - len(visible.apart))


def not_ready(desk: Desk, team: int | None = None) -> dict[Person, tuple[int, ...]]:
    """What is ready for each and not reviewed yet; nothing counts against people who paused their reminders."""
    left = ready_by_person(desk)
    found = [person for person in people.those(desk.tx, [*left]) if not person.paused]
    return {person: left[person.id] for person in found if team is None or _is_of(person, team)}


def _digest(desk: Desk, viewer: Viewer, found: Part) -> Digest:
    """The digest of what is open, those that want attention first."""
    deals, customers = found.of_kind(Kind.DEAL), found.of_kind(Kind.CUSTOMER)
    of_kind, today = groups_of(desk, found), desk.now.date()
    by_colour = of_kind[Kind.DEAL]
    expiries = [next_close(desk, customers.of_colour(*UNCERTAIN), today=today)]
    figures = Figures(
        taken_at=desk.now,
        deals=count_of(by_colour),
        groups=by_colour,
        before=None,
        moves={},
        share=reviewed_share(by_colour),
        round=round_of(by_colour),
        customers=of_kind[Kind.CUSTOMER],
        retention=uncertain(of_kind[Kind.CUSTOMER], expiries, today=today),
    )
    listed = _listed(desk, viewer, deals, [colour for colour in ORDER if by_colour[colour].count])
    # Of each colour the new stand last, so whatever wants attention is listed.
    wanting = [one for colour in ATTENTION for one in listed.get(colour, ()) if not one.is_new]
    return Digest(figures, listed, tuple(wanting[:MOST_ATTENTION]))


def _listed(
    desk: Desk, viewer: Viewer, deals: Part, colours: Iterable[Colour]
) -> dict[Colour, tuple[Scored, ...]]:
    """The first of each colour."""
    ids = {colour: first(desk, deals.of_colour(colour), 0, MOST_LISTED) for colour in colours}
    found = standings_of(desk, viewer, [id_ for part in ids.values() for id_ in part])
    listed = by_attention(scored(found))
    return {colour: tuple(one for one in listed if one.colour is colour) for colour in ids}


def _compared(digest: Digest, marks: Snapshot, last: Snapshot | None) -> Digest:
    """The same with what has moved since the last one."""
    if last is None:
        return digest
    before = groups(map(Counted.of, last.values()))
    moves = {move: len(ids) for move, ids in bridge(last, marks).items()}
    return replace(digest, figures=replace(digest.figures, before=before, moves=moves))


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
