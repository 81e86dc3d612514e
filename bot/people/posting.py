"""Reminders: each person on their own rhythm, and only when something is ready."""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.kit import doors
from bot.kit.blocks import Message, actions, section
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell
from bot.standing.loads import load_of
from bot.standing.words import join
from flows.company.people import SCORES, Person, Role, first_name, helpers
from flows.company.subjects import Kind
from flows.facts import ManagerLeft
from flows.rhythm.cadence import next_moment, working_moment
from storage import people, reminding, subjects
from storage.reminding import Rhythm

AT_ONCE = 5000  # people: whoever else wants to write waits so long
NEAR = timedelta(days=1)
REMINDER = "reminder"
MANAGER_LEFT = "manager_left"
MOST = 10


def remind(desk: Desk, rhythm: Rhythm) -> bool:
    """Plan the next reminder of some whose moment has come, and have them reminded; whether there may be others.

    What is late, because nobody was there to send it, comes within working hours, unless the next one is as near.
    Its occurrence is the person's local date, so a second run or replica writes nothing more.
    """
    moment = working_moment(rhythm.timezone, planned=rhythm.planned, now=desk.now)
    following = next_moment(rhythm.weekday, rhythm.at, rhythm.timezone, after=desk.now)
    if moment > desk.now:
        later = following if following - moment < NEAR else moment
        return len(reminding.move_on(desk.tx, rhythm, to=later, limit=AT_ONCE)) == AT_ONCE
    ids = reminding.move_on(desk.tx, rhythm, to=following, limit=AT_ONCE)
    day = desk.now.astimezone(ZoneInfo(rhythm.timezone)).date()
    reminding.put(desk.tx, REMINDER, ids, day, roles=SCORES)
    return len(ids) == AT_ONCE


def reminder(desk: Desk, _facts: Facts, reader: Person | None) -> Sequence[Message]:
    """What is ready, for which 1-to-1, about how long it takes, and where to start. Nothing ready, no message."""
    ready_ids = load_of(desk, reader).ready if reader else ()
    if reader is None or not ready_ids:
        return ()
    t, manager = desk.texts(reader), people.by_id(desk.tx, reader.manager_id) if reader.manager_id else None
    found = subjects.those(desk.tx, ready_ids)
    due, deals = len(found), sum(each.kind is Kind.DEAL for each in found)
    counts = {"deals": deals, "customers": due - deals}
    ready = join([t(f"count.{kind}", count=count) for kind, count in counts.items() if count], t)
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
