"""Being away: until when, and who stands in; never why."""

from collections.abc import Mapping
from datetime import date, datetime

from bot.kit.blocks import Block, View, actions, button, field, modal, section
from bot.kit.messages import message_view
from bot.kit.texts import Texts
from bot.rhythm.usecases.away import Change, Noted
from flows.company.people import first_name

SAVE, BACK = "away.save", "away.back"
UNTIL, STAND_IN = "away.until", "away.stand_in"


def away_view(until_now: date | None, stand_in: str | None, t: Texts, *, now: datetime) -> View:
    """Until when and who stands in, as it is; and the way back for who is away. `stand_in` is a Slack id."""
    blocks: list[Block] = [section(t("away.lead"))]
    if until_now:
        line = t("away.now", day=t.day(until_now, now=now, weekday=True))
        blocks = [section(line), actions(button(t("away.back"), BACK))]
    until: Block = {"type": "datepicker", "action_id": UNTIL}
    if until_now:
        until["initial_date"] = str(until_now)
    who: Block = {"type": "users_select", "action_id": STAND_IN}
    if stand_in:
        who["initial_user"] = stand_in
    return modal(
        t("away.title"),
        [
            *blocks,
            field(t("away.until"), until, block_id=UNTIL),
            field(
                t("away.stand_in_field"), who, block_id=STAND_IN, hint=t("away.stand_in_hint"), optional=True
            ),
        ],
        callback_id=SAVE,
        close=t("button.cancel"),
        submit=t("away.save"),
    )


def noted_view(noted: Noted, t: Texts, *, now: datetime) -> View:
    """What was noted, and what becomes of each 1-to-1."""
    lines = [_line(each, noted.stand_ins, t, now=now) for each in noted.changes]
    if noted.until:
        first, last = t("away.noted", day=t.day(noted.until, now=now, weekday=True)), [t("away.no_why")]
    else:
        first, last = t("away.welcome"), []
    return message_view("\n".join([first, *lines, *last]), t)


def _line(change: Change, stand_ins: Mapping[int, str], t: Texts, *, now: datetime) -> str:
    return t(
        f"away.yours_{change.kind}",
        pair=t("away.pair", seller=first_name(change.seller), manager=first_name(change.manager)),
        before=t.day(change.before.on, now=now, weekday=True),
        on=t.day(change.now.on, now=now, weekday=True),
        stands_in=stand_ins.get(change.now.with_id or 0, ""),
    )
