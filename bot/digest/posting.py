"""The digest: every week or when asked for, with word to those who can help, and where Slack refuses it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, time

from bot.digest.usecases import digests
from bot.digest.views.digest import digest_message, names_message, thread_messages
from bot.kit.blocks import Message, section
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell, tell_address
from bot.kit.scopes import CHANNELS, NO_SCOPE, POSTING, SHARED, UNSEEN
from flows.company.people import Person, Role, helpers
from flows.facts import DigestTaken, NotSent
from flows.rhythm.cadence import next_moment, working_moment
from storage import outbox, people, workspaces
from storage.outbox import Note

DIGEST = "digest"
NOT_READY = "not_ready"
NOT_POSTED = "not_posted"
DIGEST_AT = time(8, 0)


def weekly_digest(desk: Desk) -> None:
    """Post the weekly digest when its moment has come, and plan the next one; a late one waits for working hours."""
    due_at = workspaces.hold_digest(desk.tx)
    if due_at is None or not desk.workspace.digest_channel:
        return
    moment = working_moment(desk.settings.timezone, planned=due_at, now=desk.now)
    if moment > desk.now:
        workspaces.set_digest_at(desk.tx, moment)
    else:
        digests.take(desk, channel=desk.workspace.digest_channel, key=f"digest:{due_at}")
        workspaces.set_digest_at(desk.tx, next_digest(desk))


def plan_anew(desk: Desk) -> None:
    """Plan the next digest; for one that a wrong clock has planned more than its rhythm ahead."""
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
        digests.take(desk, channel=channel, key=key, asked_by=asked_by)
    return True


def post(desk: Desk, fact: DigestTaken) -> None:
    """The message for the channel."""
    facts = {"digest": fact.digest_id, "asked_by": fact.asked_by}
    outbox.put(desk.tx, Note(DIGEST, fact.channel, fact.key, facts))


def tell_managers(desk: Desk, fact: DigestTaken) -> None:
    """The channel sees how many are not ready; the names go to the one who can help, by DM.

    That is the first one in Slack of their manager, that one's, and the directors; nobody for who has no manager.
    """
    everybody = {person.id: person for person in people.all_of(desk.tx)}
    teams: dict[int, dict[str, int]] = defaultdict(dict)
    for person_id, left in fact.not_ready.items():
        able = helpers(everybody[person_id], everybody) if everybody[person_id].manager_id else []
        if able:
            teams[able[0].id][str(person_id)] = left
    for helper_id, names in teams.items():
        tell(desk, everybody[helper_id], NOT_READY, f"{fact.key}.{helper_id}", left=names)


def tell_refused(desk: Desk, fact: NotSent) -> None:
    """Word that the digest is not in its channel, and why: to the admins, and to whoever chose the channel or asked.

    A channel that another company reads gets none any more, so this is said once.
    """
    if fact.kind != DIGEST or not fact.is_refused:
        return
    told = {person.slack_id for person in people.with_role(desk.tx, Role.ADMIN)}
    told |= {fact.asked_by, desk.workspace.digest_set_by}
    if fact.error == SHARED and (channel := outbox.address_of(desk.tx, fact.key)):
        workspaces.close_digest(desk.tx, channel=channel)
    for slack_id in sorted(each for each in told if each):
        tell_address(desk, slack_id, NOT_POSTED, f"{fact.key}.{slack_id}", error=fact.error)


def digest(desk: Desk, facts: Facts, _reader: Person | None) -> Sequence[Message]:
    """The figures in the channel, in the company's language, and a list for each colour under them."""
    found, t = digests.taken(desk, facts["digest"]), desk.texts()
    return [digest_message(found, t), *thread_messages(found, t)]


def not_ready(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """Who of a manager's team is not ready, and how much is left."""
    left = {int(id_): count for id_, count in facts["left"].items()}
    names = [(person.name, left[person.id]) for person in people.those(desk.tx, list(left))]
    return (names_message(names, desk.texts(reader)),)


def not_posted(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """That the digest is not in its channel, and why (Slack's name for the error where it has no words)."""
    t, error = desk.texts(reader), facts["error"]
    known = error in {"is_archived", "not_in_channel", "channel_not_found", NO_SCOPE, SHARED, UNSEEN}
    scopes = ", ".join(CHANNELS) if error == UNSEEN else POSTING
    why = t(f"notice.why_{error}", scopes=scopes) if known else t("notice.why_refused", error=error)
    text = t("notice.not_posted", why=why)
    return ({"text": text, "blocks": [section(text)]},)
