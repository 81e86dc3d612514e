"""Reminding people when their moment has come."""

from bot.kit.house import House
from bot.rhythm.posting import due_actions as posting_actions
from bot.rhythm.posting import reminding as posting
from storage import due_actions, reminding


def remind(house: House) -> None:
    """Have everybody reminded whose moment has come, many at a time, and plan what comes next.

    None of it waits for the disk: before a reminder is sent, that it is being sent is made safe, and all that was
    written earlier with it.
    """
    with house.database.across() as connection:
        found = reminding.workspaces_due(connection, now=house.clock())
    for workspace in found:
        with house.read(workspace) as desk:
            groups = reminding.groups_due(desk.tx)
        for group in groups:
            more = True
            while more:
                with house.in_bulk.write(workspace, lasting=False) as desk:
                    more = posting.remind(desk, group)


def remind_of_actions(house: House) -> None:
    """The same of what people have said that they will do."""
    house.until_done(due_actions.workspaces_due, posting_actions.remind_of_actions)
