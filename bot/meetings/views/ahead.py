"""On Home: what somebody has before them of 1-to-1s."""

from collections.abc import Sequence
from datetime import datetime

from bot.kit.blocks import Block, button, context, section
from bot.kit.codec import ID
from bot.kit.texts import Texts
from bot.meetings.usecases.ahead import Ahead, Today
from bot.meetings.views.deciding import deciding
from bot.meetings.views.frame import OPEN
from bot.rhythm.views.pairs import START
from flows.company.people import first_name
from flows.meetings.held import Decision

MOST_SHOWN = 3


def rows(ahead: Ahead, t: Texts, *, now: datetime) -> list[Block]:
    """The 1-to-1 that goes on or waits to be signed, today's, and the decisions that wait, the soonest first."""
    today = [_today(each, t) for each in ahead.today[:MOST_SHOWN]]
    return [*_meeting(ahead, t), *today, *_decisions(ahead.decisions, t, now=now)]


def _today(each: Today, t: Texts) -> Block:
    text = t("meetings.today", name=first_name(each.other), time=t.hour(each.at))
    begin = button(t("rhythm.start"), START, value=ID.dump(each.seller_id))
    return section(text, accessory=begin, block_id=f"meeting.today.{each.seller_id}")


def _meeting(ahead: Ahead, t: Texts) -> list[Block]:
    meeting_id = ahead.going_on or ahead.to_sign
    if meeting_id is None or ahead.other is None:
        return []
    key, label = ("on", "go_on") if ahead.going_on else ("to_sign", "sign")
    text = t(f"meetings.shared.{key}", name=first_name(ahead.other))
    opening = button(t(f"meetings.{label}"), OPEN, value=ID.dump(meeting_id), primary=True)
    return [section(text, accessory=opening, block_id=f"meeting.{meeting_id}")]


def _decisions(waiting: Sequence[Decision], t: Texts, *, now: datetime) -> list[Block]:
    if not waiting:
        return []
    found: list[Block] = [section(t("meetings.decisions.yours", count=len(waiting)))]
    for decision in waiting[:MOST_SHOWN]:
        day = t.day(decision.by, now=now, weekday=True)
        text = f"{decision.what}\n{t('meetings.decisions.until', day=day)}"
        found.append(section(text, accessory=deciding(decision, t), block_id=f"decision.{decision.id}"))
    more = len(waiting) - MOST_SHOWN
    return [*found, context(t("list.more", count=more))] if more > 0 else found
