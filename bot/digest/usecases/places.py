"""Where a digest is posted, when and in which words; and who may say so."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.kit.texts import Texts
from flows.company.people import Person, Role
from flows.rhythm.cadence import last_moment, next_moment, working_moment
from storage import digest_places, people
from storage.digest_places import Place, Terms

SET_ALL = {Role.ADMIN, Role.DIRECTOR}
LOOK_EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class Setting:
    """Whose digest somebody sets: the team's that `leader` leads, or (None) the whole company's; and what is set now.

    `may_choose` says whether they may set that of any team.
    """

    leader: Person | None
    place: Place | None
    may_choose: bool


def setting(desk: Desk, person: Person | None, *, is_admin: bool, leader: Person | None = None) -> Setting:
    """What somebody may set, of the team that `leader` leads: admins and directors all, a manager their own team's.

    Refuses everybody else, and a leader who leads nobody.
    """
    may_choose = is_admin or (person is not None and person.role in SET_ALL)
    if not may_choose:
        if person is None or person.role is not Role.MANAGER:
            raise Refusal("place_not_yours")
        leader = person
    if leader and not people.team_of(desk.tx, leader.id):
        raise Refusal("place_no_team", name=leader.name)
    return Setting(leader, digest_places.of(desk.tx, leader.id if leader else None), may_choose)


def may_set(person: Person) -> bool:
    """Whether somebody may set a digest's place, of their own team at least."""
    return person.role in SET_ALL | {Role.MANAGER}


def set_place(
    desk: Desk, team: int | None, terms: Terms, *, by: str | None = None, confirmed: str = ""
) -> Place:
    """Set where and when a digest is posted; `by` is the Slack id of who does, `confirmed` who else may read it."""
    due_at = next_due(desk, replace(Place(**vars(terms)), team_id=team)) if terms.channel else None
    place = digest_places.agree(desk.tx, team, terms, due_at=due_at, by=by)
    if confirmed and by:
        digest_places.confirm(desk.tx, place.id, confirmed, by=by)
    return place


def place_for(desk: Desk, person: Person) -> Place | None:
    """Where a digest goes that somebody asks for: a manager's is their own team's, where that has a channel."""
    own = digest_places.of(desk.tx, person.id) if person.role is Role.MANAGER else None
    found = own if own and own.channel else digest_places.of(desk.tx, None)
    return found if found and found.channel else None


def zone_of(desk: Desk, place: Place) -> str:
    """The zone of a place: what is set, that of whoever leads the team, or the company's."""
    leader = people.by_id(desk.tx, place.team_id) if place.team_id else None
    return place.timezone or (leader.timezone if leader else desk.settings.timezone)


def texts_of(desk: Desk, place: Place | None) -> Texts:
    """The words for whoever reads in a place; for none, the company's."""
    if place is None:
        return desk.texts()
    return Texts(place.language or desk.settings.language, zone_of(desk, place))


def next_due(desk: Desk, place: Place) -> datetime:
    """When the next digest comes there."""
    return next_moment(place.weekday, place.at, zone_of(desk, place), after=desk.now)


def is_of_this_week(desk: Desk, place: Place, moment: datetime) -> bool:
    """Whether a moment is between the last digest's and the next one's there; one of a wrong clock's is in no week."""
    began = last_moment(place.weekday, place.at, zone_of(desk, place), now=desk.now)
    return began <= moment < next_due(desk, place)


def next_look(desk: Desk, place: Place) -> datetime:
    """When to look whether something has moved: in an hour, or when people are at work again."""
    later = desk.now + LOOK_EVERY
    return working_moment(zone_of(desk, place), planned=desk.now - LOOK_EVERY, now=later)


def lost_of(desk: Desk, person: Person) -> tuple[tuple[str, Person | None], ...]:
    """Why digests that somebody looks after can't be posted, and who leads the team whose each is."""
    lost = digest_places.lost_of(desk.tx, person.slack_id, is_admin=person.role is Role.ADMIN)
    if not lost:
        return ()
    leaders = {leader.id: leader for leader in people.those(desk.tx, [place.team_id for place in lost])}
    return tuple((place.lost or "", leaders.get(place.team_id or 0)) for place in lost)


def confirmed(place: Place | None, channel: str | None) -> str:
    """Which others may read it in a channel, by our name for them; "" for nobody."""
    return place.confirmed or "" if place and channel and place.channel == channel else ""
