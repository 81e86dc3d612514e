"""The channel digest: take a snapshot, compare it with the last one, and say what wants attention."""

from collections.abc import Collection
from dataclasses import replace

from bot.digest.usecases.comparing import compared
from bot.digest.usecases.digest import Digest
from bot.digest.usecases.first_round import has_colours
from bot.digest.usecases.gathering import gathered
from bot.digest.usecases.keeping import dumped, read
from bot.digest.usecases.wanted import wanted
from bot.kit.desk import Desk
from bot.standing.loads import ready_by_person
from bot.standing.overview import Part, marks_of, overview
from bot.standing.readers import COMPANY
from flows.company.colour import Colour
from flows.company.people import Person, Role
from flows.facts import ColoursStarted, DigestTaken
from flows.figures.digest import Figures
from storage import digests, people, workspaces
from storage.digests import ById, Last

__all__ = ["Digest", "dumped", "not_ready", "personal", "read", "red", "take", "taken", "today"]

MAY_POST = {Role.MANAGER, Role.DIRECTOR, Role.ADMIN}

Waiting = dict[Person, tuple[int, ...]]


def take(desk: Desk, *, channel: str, key: str, team: int | None = None, asked_by: str = "") -> None:
    """Take the digest of this moment for a channel: the company's, or that of the team whom `team` (an id) leads.

    It is a cut-off, and is what the next one of the same team compares. The company's that finds enough reviewed
    starts the colours, for good. `key` is its occurrence; `asked_by` (a Slack id) is told when Slack refuses it.
    """
    last = digests.newest(desk.tx, team)
    seen, waiting = _seen(desk, team, last), not_ready(desk, team)
    digest = _at_this_moment(desk, seen, last, waiting, team)
    figures = replace(digest.figures, colours=_has_colours(desk, digest.figures))
    asked_for = [subject_id for ids in waiting.values() for subject_id in ids]
    said = dumped(desk, replace(digest, figures=figures))
    digest_id = digests.keep(desk.tx, seen[1], waiting=asked_for, figures=said, team=team)
    left = {person.id: len(ids) for person, ids in waiting.items()}
    desk.say(DigestTaken(digest_id, channel, key, asked_by, left, team))


def today(desk: Desk, digest_id: int) -> Digest:
    """What a digest would say if it were taken now, compared with what it was compared with; nothing comes of it."""
    team = digests.team_of(desk.tx, digest_id)
    last = digests.newest(desk.tx, team, before=digest_id)
    digest = _at_this_moment(desk, _seen(desk, team, last), last, not_ready(desk, team), team)
    colours = has_colours(desk) or (team is not None and digest.figures.round.is_enough)
    leader = None if team is None else people.by_id(desk.tx, team)
    return replace(digest, figures=replace(digest.figures, colours=colours), team=leader)


def red(desk: Desk, team: int | None) -> dict[int, Colour]:
    """What is red, of a team or of the whole company, by its id."""
    found = overview(desk, COMPANY) if team is None else overview(desk, COMPANY).of_team(team)
    return {
        int(id_): Colour(mark[0]) for id_, mark in marks_of(desk, found.of_colour(Colour.RED)).by_id.items()
    }


def taken(desk: Desk, digest_id: int) -> Digest:
    """A digest as it was taken."""
    return read(desk, digests.figures(desk.tx, digest_id))


def personal(desk: Desk, person: Person) -> Digest:
    """A digest of what this person may read, for their eyes only; it leaves no snapshot."""
    found = overview(desk, person)
    visible = found.scored()
    return replace(gathered(desk, person, visible), hidden=len(found.apart) - len(visible.apart))


def not_ready(desk: Desk, team: int | None = None) -> Waiting:
    """What is ready for each and not reviewed yet; nothing counts against people who paused their reminders."""
    left = ready_by_person(desk)
    found = people.those(desk.tx, [*left])
    return {each: left[each.id] for each in found if not each.paused and _is_of(each, team)}


def _seen(desk: Desk, team: int | None, last: Last | None) -> tuple[Part, ById]:
    """What the digest is of, and the marks of it, as it goes on from the last one."""
    found = overview(desk, COMPANY) if team is None else overview(desk, COMPANY).of_team(team)
    return found, marks_of(desk, found).after(last)


def _at_this_moment(
    desk: Desk, of: tuple[Part, ById], last: Last | None, waiting: Collection[Person], team: int | None
) -> Digest:
    found, marks = of
    digest = compared(desk, gathered(desk, COMPANY, found, team=team), found, marks, last)
    asked, first, overdue = wanted(desk, COMPANY, team)
    figures = replace(digest.figures, not_ready=len(waiting), overdue=overdue, help=asked)
    return replace(digest, figures=figures, help=first)


def _is_of(person: Person, team: int | None) -> bool:
    return team is None or team in {person.id, person.manager_id}


def _has_colours(desk: Desk, figures: Figures) -> bool:
    """Whether colours go to the channel: the company's once enough is reviewed, a team's also where its own is."""
    if figures.team is None and figures.round.is_enough and workspaces.start_colours(desk.tx):
        desk.say(ColoursStarted())
    return has_colours(desk) or (figures.team is not None and figures.round.is_enough)
