"""`revisor move`: a company's history goes along into another Slack workspace."""

import typer

from bot.kit.terminal import Refused, Team, Yes, agreed, opened
from bot.people.usecases.moving import leave
from storage import outbox
from storage.outbox import State


def move(context: typer.Context, *, workspace: Team = None, yes: Yes = False) -> None:
    """Take the history along into another Slack workspace: the one of the token that the next `revisor run` has.

    Stop the bot first. Everybody on the list is looked for there by e-mail, and Setup chooses the digest's channel.

    Example: revisor move --yes
    """
    with opened(context, workspace) as (house, id_):
        with house.read(id_) as desk:
            team, waiting = desk.workspace.team_id, outbox.counts(desk.tx)[State.PENDING]
        if team is None:
            raise Refused("The database belongs to no Slack workspace: the next `revisor run` gives it one.")
        typer.echo(
            f"The database leaves the Slack workspace {team} and goes to the one of SLACK_BOT_TOKEN at the next "
            "`revisor run`.\nEverybody on the list is looked for there by e-mail. "
            "The digest has no channel until Setup chooses one.\n"
            f"Messages on their way that are given up: {waiting}"
        )
        if agreed(something=True, yes=yes):
            with house.write(id_) as desk:
                leave(desk)
            typer.echo("Done.")
