"""What belongs to a subject: a customer's open deals, a deal's customer, each one click away."""

from collections.abc import Sequence
from datetime import datetime

from bot.kit import doors
from bot.kit.blocks import Block, context, section
from bot.kit.texts import Texts
from bot.standing.standings import Standing
from bot.standing.words import facts_line, title, whole
from flows.company.subjects import Kind, Subject

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
    subject = standing.subject
    lines = [title(subject), f"{whole(standing, t, now=now)} · {facts_line(subject, t, now=now)}"]
    label = t("button.open_label", name=title(subject))
    opening = doors.opening(subject.id, t, label=label)
    return section("\n".join(lines), accessory=opening, block_id=f"related.{standing.subject.id}")
