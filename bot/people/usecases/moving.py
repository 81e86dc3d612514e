"""Leaving a Slack workspace for another one: what is known of people by their Slack ids holds there no more."""

from bot.kit.desk import Desk
from storage import digest_places, outbox, people, workspaces


def leave(desk: Desk) -> None:
    """Bind the company to no Slack workspace, so that the next start binds it to its token's; all else stays."""
    people.forget_slack(desk.tx)
    outbox.give_up_all(desk.tx, error="moved_to_another_workspace")
    digest_places.leave_team(desk.tx)
    workspaces.leave_team(desk.tx)
