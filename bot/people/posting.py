"""Reminders: each person on their own rhythm, and only when something is ready."""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.kit import doors
from bot.kit.blocks import Message, actions, section
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell
from bot.standing.loads import loads_of
from bot.standing.words import join
from flows.company.people import Person, Role, first_name, helpers
from flows.company.subjects import Kind
from flows.facts import ManagerLeft, ReminderDue
from flows.rhythm.cadence import next_moment, working_moment
from flows.rhythm.load import Load
from storage import people

BATCH = 100
NEAR = timedelta(days=1)
REMINDER = "reminder"
MANAGER_LEFT = "manager_left"
MOST = 10


def remind(desk: Desk) -> None:
    """Say whose moment has come with something ready, and plan the next ones. Nothing due, no message.

    What is late, because nobody was there to send it, comes within working hours, unless the next one is as near.
    """
    waiting = _at_work(desk, people.reminders_due(desk.tx, limit=BATCH))
    loads = loads_of(desk, [person for person in waiting if not person.paused])
    for person in waiting:
        ready = loads.get(person.id, Load()).ready
        deals = sum(each.kind is Kind.DEAL for each in ready)
        if ready:
            desk.say(ReminderDue(person.id, deals, len(ready) - deals))
        later = next_moment(person.weekday, person.at, person.timezone, after=desk.now)
        people.set_remind_at(desk.tx, person.id, later)


def _at_work(desk: Desk, waiting: Sequence[Person]) -> list[Person]:
    """Who is reminded now; the others' moments are put off until they are at work."""
    planned, now = people.remind_at(desk.tx, [person.id for person in waiting]), []
    for person in waiting:
        moment = working_moment(person.timezone, planned=planned[person.id], now=desk.now)
        if moment <= desk.now:
            now.append(person)
            continue
        following = next_moment(person.weekday, person.at, person.timezone, after=desk.now)
        people.set_remind_at(desk.tx, person.id, following if following - moment < NEAR else moment)
    return now


def tell_due(desk: Desk, fact: ReminderDue) -> None:
    """The reminder; its occurrence is the person's local date, so a second run or replica writes nothing more."""
    person = people.by_id(desk.tx, fact.person_id)
    if person:
        day = desk.now.astimezone(ZoneInfo(person.timezone)).date()
        occurrence = f"{person.id}:{day}"
        tell(desk, person, REMINDER, occurrence, deals=fact.deals, customers=fact.customers)


def reminder(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """What is ready, for which 1-to-1, about how long it takes, and where to start."""
    if reader is None:
        return ()
    t, manager = desk.texts(reader), people.by_id(desk.tx, reader.manager_id) if reader.manager_id else None
    due = facts["deals"] + facts["customers"]
    ready = join([t(f"count.{kind}", count=facts[kind]) for kind in ("deals", "customers") if facts[kind]], t)
    text = t(
        "notice.reminder" if manager else "notice.reminder_alone",
        count=due,
        name=first_name(reader),
        ready=ready[:1].upper() + ready[1:],
        manager=first_name(manager) if manager else "",
    )
    buttons = [doors.beginning(t)]
    if due > 1:
        buttons.append(doors.running(t, due=due))
    return ({"text": text, "blocks": [section(text), actions(*buttons)]},)


def tell_admins(desk: Desk, fact: ManagerLeft) -> None:
    """Word to the admins, once a day, that a team's manager has left Slack or the list."""
    for admin in people.with_role(desk.tx, Role.ADMIN):
        tell(
            desk, admin, MANAGER_LEFT, f"{fact.person_id}.{admin.id}:{desk.now.date()}", person=fact.person_id
        )


def manager_left(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """Whose manager has left Slack or the list, and who is asked in their place; nothing once the team has another."""
    t, manager = desk.texts(reader), people.by_id(desk.tx, facts["person"])
    team = people.team_of(desk.tx, facts["person"])
    if manager is None or manager.slack_id or not team:
        return ()
    able = helpers(manager, {each.id: each for each in people.all_of(desk.tx)})
    names = [person.name for person in team[:MOST]]
    more = [t("list.more", count=len(team) - MOST)] if len(team) > MOST else []
    text = t(
        "notice.manager_left" if able else "notice.manager_left_alone",
        name=manager.name,
        team=join([*names, *more], t),
        helper=able[0].name if able else "",
    )
    return ({"text": text, "blocks": [section(text)]},)
