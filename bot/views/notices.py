"""Direct messages: a reminder, and word that something went wrong on our side."""

from typing import Any

from bot.texts import Texts
from bot.views.blocks import actions, button, section
from bot.views.review import OPEN

START = "review.start"

Message = dict[str, Any]


def reminder(t: Texts, *, name: str, deals: int, customers: int, weekly: str) -> Message:
    """To a seller with something due: what is ready, about how long it takes, one button."""
    ready = t("list.and", first=t("count.deals", count=deals), last=t("count.customers", count=customers))
    if not customers:
        ready = t("count.deals", count=deals)
    elif not deals:
        ready = t("count.customers", count=customers)
    ready = ready[:1].upper() + ready[1:]
    count = deals + customers
    text = t("notice.reminder", name=name, ready=ready, count=count, minutes=3 * min(count, 5), when=weekly)
    return {"text": text, "blocks": [section(text), actions(button(t("notice.begin"), START, primary=True))]}


def slow(t: Texts, *, subject_id: int | None) -> Message:
    """Slack did not open the window: nothing is lost, and one button tries again."""
    text = t("notice.slow")
    again = (
        button(t("button.again"), OPEN, value=str(subject_id))
        if subject_id
        else button(t("button.again"), START)
    )
    return {"text": text, "blocks": [section(text), actions(again)]}
