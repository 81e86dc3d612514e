"""What the ticker does for reports."""

from bot.kit.house import House
from bot.report.posting import KINDS, end_left_behind
from bot.report.usecases.asking import LONGEST
from storage.in_hand import workspaces_left_behind

EVERY = 300.0  # seconds


def end_left_behind_everywhere(house: House) -> None:
    """In every workspace: word of the reports that nobody makes any more."""
    house.each(
        lambda connection, now: workspaces_left_behind(connection, KINDS, before=now - LONGEST),
        end_left_behind,
    )
