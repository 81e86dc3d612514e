"""The windows of reminders: being reminded later, and which kinds somebody wants."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.kit.blocks import Block, View, button, field, modal, option, section
from bot.kit.messages import message_view
from bot.kit.texts import Texts
from flows.rhythm.reminders import Snooze

SNOOZE = {choice: f"later.{choice.value}" for choice in Snooze}
MUTES_SAVE, WANTED = "mutes.save", "mutes.wanted"


def later_view(found: Mapping[Snooze, datetime], t: Texts, *, now: datetime) -> View:
    """When to be reminded once more; each choice says the moment that it means."""
    if not found:
        return message_view(t("refused.later_too_near"), t)
    buttons = [
        button(t(f"later.{choice.value}", when=when(moment, t, now=now)), SNOOZE[choice])
        for choice, moment in found.items()
    ]
    return message_view(t("later.lead"), t, buttons=buttons)


def when(moment: datetime, t: Texts, *, now: datetime) -> str:
    """The time, and the day where it is another."""
    if t.local_date(moment) == t.local_date(now):
        return t("later.at", time=t.clock(moment))
    return t("later.on", day=t.day(moment, now=now, weekday=True), time=t.clock(moment))


def mutes_view(kinds: Sequence[str], wanted: Collection[str], t: Texts) -> View:
    """Each kind of message with a box that is ticked as long as somebody wants it."""
    choices = {kind: option(t(f"mutes.{kind}"), kind) for kind in kinds}
    boxes: Block = {"type": "checkboxes", "action_id": WANTED, "options": list(choices.values())}
    if ticked := [choice for kind, choice in choices.items() if kind in wanted]:
        boxes["initial_options"] = ticked
    return modal(
        t("mutes.title"),
        [section(t("mutes.lead")), field(t("mutes.wanted"), boxes, block_id=WANTED, optional=True)],
        callback_id=MUTES_SAVE,
        close=t("button.cancel"),
        submit=t("mutes.save"),
    )
