"""Meeting people in Slack: whom of its members the list means, and what is taken over from there.

Somebody is found by e-mail once; from then on by their Slack id, whatever address they have there, also when they
left and came back. Only a second person whom Slack gives the same address takes their place.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from bot.kit.desk import Desk
from bot.kit.member import Member
from bot.kit.texts import Texts
from bot.people.usecases.roster import plan
from flows.company.people import Person, Role
from flows.facts import ManagerLeft, PersonLeft
from flows.rhythm.due_actions import next_morning
from storage import digest_places, due_actions, occurrences, people
from storage.people import Seen

HOUR = 3600


@dataclass(frozen=True)
class Roll:
    """Everybody on the list with what Slack last said of them, by Slack id and by e-mail on the list."""

    by_slack: dict[str, Seen]
    by_email: dict[str, Seen]

    def find(self, member: Member) -> Seen | None:
        """Whom of the list a member is."""
        known = self.by_slack.get(member.slack_id)
        named = self.by_email.get(member.email) if member.email else None
        if known and (known.person.slack_id or known is named):
            return known
        if named and named.person.slack_id and named.email and named.email != member.email:
            named = None  # somebody else was known by it, and has another address by now
        return named or known


def roll(desk: Desk, *, with_former: bool = False) -> Roll:
    """Everybody on the list who has a part in it; `with_former` also who had one."""
    found = [each for each in people.seen(desk.tx) if with_former or each.person.role is not Role.NONE]
    return Roll(
        {each.slack_id: each for each in found if each.slack_id}, {each.person.email: each for each in found}
    )


def news(desk: Desk, members: Iterable[Member]) -> list[Member]:
    """Those of Slack's members who are on the list and of whom it says something new; changes nothing."""
    listed = roll(desk)
    return [member for member in members if _is_new(desk, listed.find(member), member)]


def link(desk: Desk, members: Iterable[Member]) -> None:
    """Take over what Slack says of those on the list; who is a guest now, or has left, is not in Slack any more."""
    listed = roll(desk)
    for member in members:
        seen = listed.find(member)
        if seen is None or not _is_new(desk, seen, member):
            continue
        if member.is_guest:
            leave(desk, seen.person)
            updated = member.updated or seen.updated
            people.note_seen(desk.tx, seen.person.id, email=seen.email, name=seen.name, updated=updated)
        else:
            take(desk, seen, member)


def leave(desk: Desk, person: Person) -> None:
    """Note that a person is not in Slack any more; who manages somebody is missed."""
    people.unlink(desk.tx, person.id)
    if person.slack_id:
        digest_places.forget_setter(desk.tx, person.slack_id)
    desk.say(PersonLeft(person.id))
    if people.team_of(desk.tx, person.id):
        desk.say(ManagerLeft(person.id))


def take(desk: Desk, seen: Seen, member: Member) -> None:
    """Note that a person is this member: their zone and language count at once, and so does a new name."""
    person = seen.person
    zone = zone_of(desk, member, person)
    language = member.language or (person.language if seen.slack_id else desk.settings.language)
    people.link(desk.tx, person.id, slack_id=member.slack_id, timezone=zone, language=language)
    if _is_renamed(seen, member):
        people.rename(desk.tx, person.id, member.name)
    is_same = seen.slack_id == member.slack_id
    updated = member.updated or (seen.updated if is_same else None)
    people.note_seen(desk.tx, person.id, email=member.email or seen.email, name=member.name, updated=updated)
    moved = person.timezone != zone
    if moved and occurrences.is_waiting(desk.tx, person.id):
        moved = False  # what is due already still comes; the one after it follows the new zone
    if person.slack_id is None or person.timezone != zone:
        due_actions.look_again(desk.tx, person.id, tomorrow=next_morning(zone, now=desk.now))
    if person.slack_id is None or moved:
        plan(desk, replace(person, timezone=zone))


def zone_of(desk: Desk, member: Member, person: Person | None = None) -> str:
    """The zone (IANA) that somebody is in: Slack's; else one with their offset, theirs or the company's before others.

    Without an offset it is the one that was known of them, or the company's.
    """
    if member.timezone:
        return member.timezone
    known = [person.timezone] if person and person.slack_id else []
    known.append(desk.settings.timezone)
    if member.utc_offset is None:
        return known[0]
    offset = timedelta(seconds=member.utc_offset)
    return (
        next((zone for zone in known if _offset(zone, desk.now) == offset), None)
        or _fixed(offset, desk.now)
        or known[0]
    )


def texts(desk: Desk, member: Member) -> Texts:
    """The words for somebody whom perhaps nobody listed."""
    return Texts(member.language or desk.settings.language, zone_of(desk, member))


def _is_new(desk: Desk, seen: Seen | None, member: Member) -> bool:
    """Whether a member is on the list and something is new of them; news that others have overtaken are none."""
    if seen is None or (member.is_guest and seen.person.slack_id != member.slack_id):
        return False
    is_same = seen.slack_id == member.slack_id
    if is_same and seen.updated and member.updated and member.updated < seen.updated:
        return False
    if member.is_guest or not is_same or seen.person.slack_id is None:
        return True
    person = seen.person
    here = (person.timezone, person.language, seen.email, seen.name, seen.updated)
    there = (zone_of(desk, member, person), member.language or person.language)
    return here != (*there, member.email or seen.email, member.name, member.updated or seen.updated)


def _is_renamed(seen: Seen, member: Member) -> bool:
    return seen.slack_id == member.slack_id and seen.name not in (None, member.name)


def _offset(zone: str, now: datetime) -> timedelta | None:
    return now.astimezone(ZoneInfo(zone)).utcoffset()


def _fixed(offset: timedelta, now: datetime) -> str | None:
    """A zone with this offset now: one without summer time where it is of whole hours."""
    hours, rest = divmod(int(offset.total_seconds()), HOUR)
    plain = f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT"  # its sign is turned round
    zones = available_timezones()
    if not rest and plain in zones:
        return plain
    return min((zone for zone in zones if _offset(zone, now) == offset), default=None)
