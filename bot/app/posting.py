"""Word that something went wrong on our side, or that Slack was slow."""

from collections.abc import Sequence

from bot import notices_ as notices
from bot.kit.blocks import Message
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell_address
from bot.people.usecases import roster
from flows.company.people import Person

SLOW = "slow"
TROUBLE = "trouble"
SLOW_EVERY = 300  # seconds: one word about a slow Slack in five minutes is enough


def tell_slow(desk: Desk, slack_id: str, *, subject_id: int | None) -> None:
    """Tell somebody that Slack did not open the window they asked for; once in a while, however often they clicked."""
    occurrence = f"{slack_id}:{subject_id}:{int(desk.now.timestamp()) // SLOW_EVERY}"
    tell_address(desk, slack_id, SLOW, occurrence, subject=subject_id)


def tell_trouble(desk: Desk, slack_id: str, code: str) -> None:
    """Tell somebody that something went wrong, with the code that stands in the log."""
    tell_address(desk, slack_id, TROUBLE, code, code=code)


def slow(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """Nothing is lost, and one button tries again."""
    return (notices.slow(desk.texts(reader), subject_id=facts["subject"]),)


def trouble(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """The sentence with the code."""
    return (notices.trouble(desk.texts(reader), code=facts["code"], admins=roster.admins(desk)),)
