"""A digest as it is kept, in ids and numbers, and as it is read again: the subjects are called as they are today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from bot.actions.usecases.acting import Act
from bot.actions.usecases.reading import Item, told
from bot.digest.usecases.digest import Better, Digest, Likely, Listed, Wish
from bot.kit.desk import Desk
from bot.standing.standings import Scored
from bot.standing.versions import keep, scorecard_of
from flows.company.colour import Colour
from flows.company.people import Person
from flows.company.subjects import Subject
from flows.figures.digest import ActLine, BetterLine, HelpLine, Kept, LikelyLine, Line
from storage import action_items, people, subjects

KEPT = TypeAdapter(Kept)


def dumped(desk: Desk, digest: Digest) -> object:
    """As JSON takes it; the scorecards of what it names are kept besides."""
    for scorecard in {each.scorecard.version: each.scorecard for each in _standings(digest)}.values():
        keep(desk, scorecard)
    kept = Kept(
        figures=digest.figures,
        listed=_lines(digest.listed),
        customers=_lines(digest.customers),
        acts=tuple(_act(act) for act in digest.acts),
        likely=tuple(LikelyLine(_line(each.standing), each.probability) for each in digest.likely),
        unlikely=tuple(LikelyLine(_line(each.standing), each.probability) for each in digest.unlikely),
        better=tuple(
            BetterLine(_line(each.standing), each.before, each.item.item.id if each.item else None)
            for each in digest.better
        ),
        coming=tuple(_line(standing) for standing in digest.coming),
        help=tuple(HelpLine(_line(each.standing), each.person.id) for each in digest.help),
    )
    return KEPT.dump_python(kept, mode="json")


def _standings(digest: Digest) -> Iterator[Scored]:
    for found in (*digest.listed.values(), *digest.customers.values(), digest.coming):
        yield from found
    yield from (act.standing for act in digest.acts)
    yield from (each.standing for each in (*digest.likely, *digest.unlikely))
    yield from (each.standing for each in digest.better)
    yield from (each.standing for each in digest.help)


def _act(act: Act) -> ActLine:
    return ActLine(_line(act.standing), act.way, act.items[0].item.id if act.items else None)


def _lines(listed: Listed) -> dict[Colour, tuple[Line, ...]]:
    """What only its line is told of needs no reasons."""
    return {
        colour: tuple(
            _line(replace(standing, score=replace(standing.score, reasons=()))) for standing in found
        )
        for colour, found in listed.items()
    }


def _line(standing: Scored) -> Line:
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


@dataclass(frozen=True)
class Known:
    """What is looked up of what a digest names: subjects, people and action items, by their ids."""

    subjects: Mapping[int, Subject]
    people: Mapping[int, Person]
    items: Mapping[int, Item]


def read(desk: Desk, kept_: object) -> Digest:
    """The digest as it was taken."""
    kept = KEPT.validate_python(kept_)
    known = _known(desk, kept)

    def one(line: Line) -> Scored:
        return _standing(desk, line, known)

    def listed(lines: Mapping[Colour, Sequence[Line]]) -> Listed:
        return {colour: tuple(one(line) for line in found) for colour, found in lines.items()}

    def item(id_: int | None) -> Item | None:
        return known.items.get(id_ or 0)

    return Digest(
        figures=kept.figures,
        listed=listed(kept.listed),
        customers=listed(kept.customers),
        acts=tuple(
            Act(one(act.line), act.way, tuple(filter(None, [item(act.item_id)]))) for act in kept.acts
        ),
        likely=tuple(Likely(one(each.line), each.probability) for each in kept.likely),
        unlikely=tuple(Likely(one(each.line), each.probability) for each in kept.unlikely),
        better=tuple(Better(one(each.line), each.before, item(each.item_id)) for each in kept.better),
        coming=tuple(one(line) for line in kept.coming),
        help=tuple(
            Wish(one(each.line), known.people[each.person_id])
            for each in kept.help
            if each.person_id in known.people
        ),
        team=known.people.get(kept.figures.team or 0),
    )


def _known(desk: Desk, kept: Kept) -> Known:
    lines = [*_all_lines(kept)]
    found = subjects.those(desk.tx, [line.subject_id for line in lines])
    of_people = (
        {line.owner_id for line in lines} | {each.person_id for each in kept.help} | {kept.figures.team}
    )
    moved = [each.item_id for each in kept.better]
    ids = [id_ for id_ in (*[act.item_id for act in kept.acts], *moved) if id_]
    items = told(desk, action_items.those(desk.tx, ids)) if ids else []
    return Known(
        {subject.id: subject for subject in found},
        {person.id: person for person in people.those(desk.tx, of_people - {None})},
        {each.item.id: each for each in items},
    )


def _all_lines(kept: Kept) -> Iterator[Line]:
    for found in (*kept.listed.values(), *kept.customers.values(), kept.coming):
        yield from found
    yield from (act.line for act in kept.acts)
    yield from (each.line for each in (*kept.likely, *kept.unlikely))
    yield from (each.line for each in kept.better)
    yield from (each.line for each in kept.help)


def _standing(desk: Desk, line: Line, known: Known) -> Scored:
    subject = replace(
        known.subjects[line.subject_id],
        amount=line.amount,
        currency=line.currency,
        close_date=line.close_date,
        owner_id=line.owner_id,
    )
    return Scored(
        subject=subject,
        scorecard=scorecard_of(desk, line.scorecard_hash),
        reviewed_at=line.current.reviewed_at if line.current else None,
        owner=known.people.get(line.owner_id) if line.owner_id else None,
        score=line.score,
        current=line.current,
        is_new=line.is_new,
    )
