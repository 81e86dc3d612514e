"""What is set up: the pairs, the digest channel, and who of the list Slack doesn't know."""

from dataclasses import dataclass
from datetime import datetime, time

from bot.desk import Desk
from storage import outbox, people, workspaces


@dataclass(frozen=True)
class Setup:
    """What is set now: the pairs, the digest channel, and who of the list was not found in Slack."""

    pairs: tuple[tuple[str, str, int, time], ...]  # seller, manager, weekday, local time
    channel: str | None
    unmatched: tuple[str, ...]  # e-mail addresses
    unknown: int  # messages of which nobody knows whether they arrived
    has_colours: bool  # whether the channel sees colours already


def current(desk: Desk) -> Setup:
    """The set-up as it is."""
    with desk.database.read() as tx:
        everybody = people.all_of(tx, desk.workspace)
        workspace = workspaces.the_one(tx, now=desk.clock())
        names = {person.id: person.name for person in everybody}
        return Setup(
            pairs=tuple(
                (person.name, names[person.manager_id], person.weekday, person.at)
                for person in everybody
                if person.manager_id in names
            ),
            channel=workspace.digest_channel,
            unmatched=tuple(person.email for person in people.unlinked(tx, desk.workspace)),
            unknown=len(outbox.unknowns(tx, desk.workspace)),
            has_colours=workspace.colours_at is not None,
        )


def set_channel(desk: Desk, channel: str, first: datetime) -> None:
    """Set the digest's channel and when its first weekly digest comes."""
    with desk.database.write() as tx:
        workspaces.set_digest(tx, desk.workspace, channel=channel, at=first)
