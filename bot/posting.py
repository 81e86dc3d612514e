"""Messages that nobody clicked for: rendered in the reader's language and put into the outbox."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.desk import Desk
from bot.usecases import changing, digests, explaining, handover
from bot.usecases.changing import Changed
from bot.usecases.digests import Digest
from bot.usecases.handover import Handover
from bot.usecases.history import History
from bot.usecases.loads import load_of
from bot.views import notices
from bot.views.blocks import Message
from bot.views.chart import chart_message
from bot.views.digest import digest_message, names_message, thread_messages
from flows.cadence import next_moment
from flows.crm import Value
from flows.people import Person, Role
from flows.subjects import Kind
from storage import outbox, people, workspaces
from storage.outbox import OutboxRow

BATCH = 100
DIGEST = "digest"
DIGEST_AT = time(8, 0)
SLOW_EVERY = 300  # seconds: one word about a slow Slack in five minutes is enough


def put(
    tx: Connection, desk: Desk, *, kind: str, to: str, key: str, message: dict[str, Any], now: datetime
) -> bool:
    """Put a message into the outbox; False when this occurrence (`key`) is there already."""
    return outbox.put(tx, desk.workspace, kind=kind, recipient=to, key=key, facts=message, due_at=now)


def remind(desk: Desk) -> int:
    """Write the reminders that are due and plan the next ones; returns how many people were looked at.

    Nothing due, no message. The key holds the person's local date: a second run, or a second replica,
    writes nothing more.
    """
    now = desk.clock()
    with desk.database.write() as tx:
        waiting = people.reminders_due(tx, now=now, limit=BATCH)
        for _, person in waiting:
            _remind(tx, desk, person, now)
            later = next_moment(person.weekday, person.at, person.timezone, after=now)
            people.set_remind_at(tx, desk.workspace, person.id, later)
    return len(waiting)


def _remind(tx: Connection, desk: Desk, person: Person, now: datetime) -> None:
    if person.paused or person.slack_id is None:
        return
    ready = load_of(tx, desk, person, now=now).ready
    if not ready:
        return
    manager = people.by_id(tx, desk.workspace, person.manager_id) if person.manager_id else None
    deals = sum(each.kind is Kind.DEAL for each in ready)
    message = notices.reminder(
        desk.texts(person),
        name=first_name(person),
        manager=first_name(manager) if manager else None,
        deals=deals,
        customers=len(ready) - deals,
    )
    day = now.astimezone(ZoneInfo(person.timezone)).date()
    key = f"reminder:{person.id}:{day}"
    put(tx, desk, kind="reminder", to=person.slack_id, key=key, message=message, now=now)


def first_name(person: Person) -> str:
    """What colleagues call somebody."""
    return person.name.split()[0] if person.name.split() else person.email


def weekly_digest(desk: Desk) -> bool:
    """Post the weekly digest when its moment has come, and plan the next one."""
    now = desk.clock()
    with desk.database.write() as tx:
        due = workspaces.digest_due(tx, now=now)
        for workspace in due:
            _post(tx, desk, channel=workspace.digest_channel, key=f"digest:{workspace.digest_at}", now=now)
            workspaces.set_digest_at(tx, workspace.id, next_digest(desk))
    return bool(due)


def next_digest(desk: Desk) -> datetime:
    """The next Monday at 08:00 in the company's zone."""
    return next_moment(0, DIGEST_AT, desk.settings.timezone, after=desk.clock())


def post_digest(desk: Desk, *, key: str, asked_by: str) -> bool:
    """Post the digest now; False when no channel is set. The same key posts once.

    `asked_by` (a Slack id) is told when Slack refuses it.
    """
    now = desk.clock()
    with desk.database.write() as tx:
        channel = workspaces.the_one(tx, now=now).digest_channel
        if channel is None:
            return False
        if not outbox.has(tx, desk.workspace, key):
            _post(tx, desk, channel=channel, key=key, now=now, asked_by=asked_by)
        return True


def _post(
    tx: Connection, desk: Desk, *, channel: str | None, key: str, now: datetime, asked_by: str = ""
) -> None:
    if channel is None:
        return
    t = desk.texts()
    digest = digests.take(tx, desk, now=now)
    message = {**digest_message(digest, t), "thread": thread_messages(digest, t), "asked_by": asked_by}
    put(tx, desk, kind=DIGEST, to=channel, key=key, message=message, now=now)
    _tell_managers(tx, desk, digest, key=key)


def _tell_managers(tx: Connection, desk: Desk, digest: Digest, *, key: str) -> None:
    """The channel sees how many are not ready; the names go to the one who can help, by DM."""
    teams: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for person, ids in (digest.not_ready or {}).items():
        if person.manager_id:
            teams[person.manager_id].append((person.name, len(ids)))
    for manager_id, names in teams.items():
        manager = people.by_id(tx, desk.workspace, manager_id)
        if manager and manager.slack_id:
            message = names_message(names, desk.texts(manager))
            to, now = manager.slack_id, digest.taken_at
            put(tx, desk, kind="not_ready", to=to, key=f"{key}.{manager_id}", message=message, now=now)


def ask_for_help(desk: Desk, person: Person, subject_id: int) -> str | None:
    """Tell the one who can help that a person wishes help with a subject; once a day. Returns the helper's name."""
    explanation = explaining.explain(desk, person, subject_id)
    now = desk.clock()
    with desk.database.write() as tx:
        helper = explaining.helper_of(tx, desk, person)
        if helper is None or helper.slack_id is None:
            return None
        message = notices.help_wanted(explanation.standing, desk.texts(helper), name=person.name, now=now)
        key = f"help:{person.id}:{subject_id}:{now.date()}"
        put(tx, desk, kind="help", to=helper.slack_id, key=key, message=message, now=now)
        return helper.name


def send_chart(desk: Desk, person: Person, history: History, *, click: str) -> None:
    """Send a person the points of a subject over time as a chart; the same click sends one."""
    now = desk.clock()
    message = chart_message(history, desk.texts(person), now=now)
    if person.slack_id is None:
        return
    key = f"chart:{person.id}:{history.standing.subject.id}:{click}"
    with desk.database.write() as tx:
        put(tx, desk, kind="chart", to=person.slack_id, key=key, message=message, now=now)


def change_subject(desk: Desk, person: Person, subject_id: int, said: Mapping[str, Value]) -> Changed:
    """Change a subject (see bot.usecases.changing); whoever carries it from now on is told by one DM."""
    now = desk.clock()
    with desk.database.write() as tx:
        changed = changing.change(tx, desk, person, subject_id, said, now=now)
        if changed.new_owner:
            t = desk.texts(changed.new_owner)
            message = notices.handed_one(changed.before, t, name=person.name)
            _tell_owner(tx, desk, person, changed.new_owner, message)
        return changed


def hand_over(desk: Desk, person: Person, giver_id: int, taker_id: int) -> Handover:
    """Hand over all that is open of one person in one transaction; the other is told by one DM."""
    with desk.database.write() as tx:
        found = handover.hand_over(tx, desk, person, giver_id, taker_id, now=desk.clock())
        if found.deals or found.customers:
            message = notices.handed_all(found, desk.texts(found.taker), name=person.name)
            _tell_owner(tx, desk, person, found.taker, message)
        return found


def _tell_owner(tx: Connection, desk: Desk, person: Person, owner: Person, message: Message) -> None:
    """Who takes something over themself knows it, and who isn't in Slack sees it on Home later."""
    if owner.slack_id is None or owner.id == person.id:
        return
    now = desk.clock()
    key = f"handed:{owner.id}:{uuid4().hex}"
    put(tx, desk, kind="handed", to=owner.slack_id, key=key, message=message, now=now)


def say_slow(desk: Desk, slack_id: str, person: Person | None, *, subject_id: int | None) -> None:
    """Tell somebody that Slack did not open the window they asked for; once in a while, however often they clicked."""
    now = desk.clock()
    key = f"slow:{slack_id}:{subject_id}:{int(now.timestamp()) // SLOW_EVERY}"
    message = notices.slow(desk.texts(person), subject_id=subject_id)
    with desk.database.write() as tx:
        put(tx, desk, kind="slow", to=slack_id, key=key, message=message, now=now)


def say_refused(tx: Connection, desk: Desk, row: OutboxRow, *, error: str, now: datetime) -> None:
    """Tell the admins, and whoever asked for it, that the digest could not be posted in its channel, and why."""
    if row.kind != DIGEST:
        return
    admins = people.with_role(tx, desk.workspace, Role.ADMIN)
    told: dict[str | None, Person | None] = {person.slack_id: person for person in admins}
    if asked_by := str(row.facts.get("asked_by") or ""):
        told[asked_by] = people.by_slack(tx, desk.workspace, asked_by)
    for slack_id, person in told.items():
        if slack_id:
            message = notices.not_posted(desk.texts(person), error=error)
            key = f"{row.key}.not_posted.{slack_id}"
            put(tx, desk, kind="not_posted", to=slack_id, key=key, message=message, now=now)
