"""Word to the others of a pair of what becomes of their 1-to-1: somebody is away or back, or has moved it."""

from collections.abc import Sequence
from datetime import date

from bot.kit import doors
from bot.kit.blocks import Message, actions, button, section
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell
from bot.kit.texts import Texts
from bot.rhythm.views.words import described
from flows.company.people import Person, first_name
from flows.facts import MeetingSettled
from storage import mutes, pairs, people

SETTLED = "meeting_settled"
_PEOPLE = ("person", "seller", "manager", "stands_in")
BY_HAND = {"moved_by_hand", "skipped_by_hand", "taken_along", "set", "started_by_hand", "ended_by_hand"}


def tell_others(desk: Desk, fact: MeetingSettled) -> None:
    """Word to both but the one who said so, and to who stands in."""
    others = {fact.seller_id, fact.manager_id, fact.with_id} - {fact.person_id}
    until = str(fact.until) if fact.until else None
    for person in people.those(desk.tx, others):
        if SETTLED in mutes.of(desk.tx, person.id):
            continue
        tell(
            desk,
            person,
            SETTLED,
            f"{fact.seller_id}.{person.id}:{fact.until}.{fact.on}:{desk.now.isoformat()}",
            person=fact.person_id,
            until=until,
            seller=fact.seller_id,
            manager=fact.manager_id,
            stands_in=fact.with_id,
            what=fact.kind,
            before=str(fact.before),
            on=str(fact.on),
        )


def settled(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """Who is away until when, or back, and when the 1-to-1 is; why, nobody asks."""
    if reader is None:
        return ()
    t = desk.texts(reader)
    known = {person.id: person for person in people.those(desk.tx, [facts[key] for key in _PEOPLE])}
    names = {key: first_name(known[facts[key]]) for key in _PEOPLE if facts[key] in known}
    days = {
        key: t.day(date.fromisoformat(facts[key]), now=desk.now, weekday=True) for key in ("before", "on")
    }
    if facts["what"] in BY_HAND:
        first = ""
    elif facts["until"]:
        until = t.day(date.fromisoformat(facts["until"]), now=desk.now)
        first = t("away.is_away", name=names["person"], day=until)
    else:
        first = t("away.is_back", name=names["person"])
    role = "you_stand_in" if facts["stands_in"] == reader.id else facts["what"]
    text = f"{first} {t(f'away.{role}', **names | days, rhythm=_rhythm(desk, facts, t))}".strip()
    joining = [actions(button(t("button.join"), doors.MEETING, primary=True))]
    blocks = [section(text), *(joining if facts["what"] == "started_by_hand" else [])]
    return ({"text": text, "blocks": blocks},)


def _rhythm(desk: Desk, facts: Facts, t: Texts) -> str:
    """How often the two meet."""
    pair = pairs.of(desk.tx, facts["seller"])
    return described(pair.terms.cadence, t) if pair else ""
