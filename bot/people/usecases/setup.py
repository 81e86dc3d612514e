"""What is set up: the pairs, the digest channel, and who of the list Slack doesn't know."""

from dataclasses import dataclass
from datetime import datetime, time

from bot.kit.desk import Desk
from flows.company.people import Person, Role
from storage import outbox, people, workspaces


@dataclass(frozen=True)
class Setup:
    """What is set now: the pairs, the digest channel, and who of the list was not found in Slack."""

    pairs: tuple[tuple[str, str, int, time], ...]  # seller, manager, weekday, local time
    others: tuple[tuple[str, Role], ...]  # who has no manager, and what they are
    channel: str | None
    unmatched: tuple[Person, ...]
    moved: tuple[tuple[str, str, str], ...]  # name, e-mail on the list, another in Slack
    unknown: int  # messages of which nobody knows whether they arrived
    has_colours: bool  # whether the channel sees colours already


def current(desk: Desk) -> Setup:
    """The set-up as it is."""
    everybody = people.all_of(desk.tx)
    workspace = workspaces.get(desk.tx)
    names = {person.id: person.name for person in everybody}
    return Setup(
        pairs=tuple(
            (person.name, names[person.manager_id], person.weekday, person.at)
            for person in everybody
            if person.manager_id in names
        ),
        others=tuple(
            (person.name, person.role)
            for person in everybody
            if person.manager_id not in names and person.role is not Role.NONE
        ),
        channel=workspace.digest_channel,
        unmatched=tuple(people.unlinked(desk.tx)),
        moved=tuple(
            (each.person.name, each.person.email, each.email)
            for each in people.seen(desk.tx)
            if each.person.slack_id and each.email and each.email != each.person.email
        ),
        unknown=len(outbox.unknowns(desk.tx)),
        has_colours=workspace.colours_at is not None,
    )


def set_channel(desk: Desk, channel: str, first: datetime, *, by: str | None = None) -> None:
    """Set the digest's channel and when its first weekly digest comes; `by` is the Slack id of who chose it."""
    workspaces.set_digest(desk.tx, channel=channel, at=first, by=by)
