"""What belongs to a subject: a customer's open deals, a deal's customer, each one click away."""

from collections.abc import Sequence
from datetime import datetime

from bot.texts import Texts
from bot.usecases.standings import Standing
from bot.views.blocks import Block, button, context, section
from bot.views.status import facts_line, title, whole
from flows.subjects import Kind, Subject

OPEN = "subject.open"
MOST = 5


def blocks(subject: Subject, related: Sequence[Standing], t: Texts, *, now: datetime) -> list[Block]:
    """A line for each that belongs to the subject, at most five and how many more; a deal names its customer."""
    if subject.kind is Kind.DEAL and not related:
        return [context(t("related.customer", name=subject.customer))] if subject.customer else []
    if not related:
        return [context(t("related.no_deals"))]
    lead = "related.deals" if subject.kind is Kind.CUSTOMER else "related.its_customer"
    more = len(related) - MOST
    return [
        context(t(lead)),
        *[_row(standing, t, now=now) for standing in related[:MOST]],
        *([context(t("list.more", count=more))] if more > 0 else []),
    ]


def _row(standing: Standing, t: Texts, *, now: datetime) -> Block:
    lines = [title(standing), f"{whole(standing, t, now=now)} · {facts_line(standing, t, now=now)}"]
    opening = button(
        t("home.open"),
        OPEN,
        value=str(standing.subject.id),
        label=t("home.open_label", name=title(standing)),
    )
    return section("\n".join(lines), accessory=opening, block_id=f"related.{standing.subject.id}")
