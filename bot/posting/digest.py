"""The digest: every week or when asked for, with word to those who can help, and where Slack refuses it."""

from collections import defaultdict
from datetime import datetime, time

from bot.desk import Desk
from bot.posting.message import put
from bot.usecases import digests
from bot.usecases.digests import Digest
from bot.views import notices
from bot.views.digest import digest_message, names_message, thread_messages
from flows.cadence import next_moment
from flows.people import Person, Role
from storage import outbox, people, workspaces
from storage.outbox import OutboxRow

DIGEST = "digest"
DIGEST_AT = time(8, 0)


def weekly_digest(desk: Desk) -> None:
    """Post the weekly digest when its moment has come, and plan the next one."""
    due_at = workspaces.hold_digest(desk.tx)
    if due_at is not None:
        _post(desk, channel=desk.workspace.digest_channel, key=f"digest:{due_at}")
        workspaces.set_digest_at(desk.tx, next_digest(desk))


def next_digest(desk: Desk) -> datetime:
    """The next Monday at 08:00 in the company's zone."""
    return next_moment(0, DIGEST_AT, desk.settings.timezone, after=desk.now)


def post_digest(desk: Desk, *, key: str, asked_by: str) -> bool:
    """Post the digest now; False when no channel is set. The same key posts once.

    `asked_by` (a Slack id) is told when Slack refuses it.
    """
    channel = desk.workspace.digest_channel
    if channel is None:
        return False
    if not outbox.has(desk.tx, key):
        _post(desk, channel=channel, key=key, asked_by=asked_by)
    return True


def _post(desk: Desk, *, channel: str | None, key: str, asked_by: str = "") -> None:
    if channel is None:
        return
    t = desk.texts()
    digest = digests.take(desk)
    message = {**digest_message(digest, t), "thread": thread_messages(digest, t), "asked_by": asked_by}
    put(desk, kind=DIGEST, to=channel, key=key, message=message)
    _tell_managers(desk, digest, key=key)


def _tell_managers(desk: Desk, digest: Digest, *, key: str) -> None:
    """The channel sees how many are not ready; the names go to the one who can help, by DM."""
    teams: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for person, ids in (digest.not_ready or {}).items():
        if person.manager_id:
            teams[person.manager_id].append((person.name, len(ids)))
    for manager_id, names in teams.items():
        manager = people.by_id(desk.tx, manager_id)
        if manager and manager.slack_id:
            message = names_message(names, desk.texts(manager))
            put(desk, kind="not_ready", to=manager.slack_id, key=f"{key}.{manager_id}", message=message)


def say_refused(desk: Desk, row: OutboxRow, *, error: str) -> None:
    """Tell the admins, and whoever asked for it, that the digest could not be posted in its channel, and why."""
    if row.kind != DIGEST:
        return
    admins = people.with_role(desk.tx, Role.ADMIN)
    told: dict[str | None, Person | None] = {person.slack_id: person for person in admins}
    if asked_by := str(row.facts.get("asked_by") or ""):
        told[asked_by] = people.by_slack(desk.tx, asked_by)
    for slack_id, person in told.items():
        if slack_id:
            message = notices.not_posted(desk.texts(person), error=error)
            key = f"{row.key}.not_posted.{slack_id}"
            put(desk, kind="not_posted", to=slack_id, key=key, message=message)
