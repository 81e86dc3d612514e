"""The six acts of the demo's margin, from the first review to the report."""

from collections.abc import Mapping

from bot.actions.views import form
from bot.kit import doors
from bot.meetings.views import frame
from bot.review.views import page
from bot.sandbox.guide import Did, Guide, Sign, Step
from bot.sandbox.scene import DM, HOME

FILES = ("html", "pdf", "xlsx")  # in which the report comes


def six_acts(cast: Mapping[str, Mapping[str, str]], *, channel: str) -> Guide:
    """The guide of the demo; `cast` as the company's file says it, `channel` is the digest's."""
    return Guide(
        (
            _step("review", "seller", HOME, Sign(Did.SENT, page.SUBMIT)),
            _step("why", "manager", HOME, Sign(Did.SHOWN, doors.WHY_WINDOW)),
            _step("action", "manager", HOME, Sign(Did.SENT, form.SAVE)),
            _step("meeting", "manager", HOME, Sign(Did.SHOWN, frame.NEXT)),
            _step("digest", "manager", channel, Sign(Did.USED, channel)),
            _step("report", "director", DM, *(Sign(Did.READ, each) for each in FILES)),
        ),
        cast,
    )


def _step(key: str, role: str, place: str, *signs: Sign) -> Step:
    return Step(key, role, place, frozenset(signs))
