"""Word that something went wrong on our side, or that Slack was slow."""

from collections.abc import Sequence

from bot.kit import doors
from bot.kit.blocks import Message, actions, button, section
from bot.kit.codec import ID
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell_address
from bot.kit.texts import Texts
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
    """Slack did not open the window: nothing is lost, and one button tries again."""
    t, subject_id = desk.texts(reader), facts["subject"]
    again = (
        button(t("button.again"), doors.REVIEW, value=ID.dump(subject_id))
        if subject_id
        else button(t("button.again"), doors.BEGIN)
    )
    text = t("notice.slow")
    return ({"text": text, "blocks": [section(text), actions(again)]},)


def trouble(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """The sentence with the code."""
    text = trouble_text(desk.texts(reader), code=facts["code"], admins=roster.admins_for(desk, reader))
    return ({"text": text, "blocks": [section(text)]},)


def trouble_text(t: Texts, *, code: str, admins: Sequence[str]) -> str:
    """Something went wrong on our side: the code that stands in the log, and who can look there."""
    return t("trouble.with_admin", code=code, admin=admins[0]) if admins else t("trouble.alone", code=code)
