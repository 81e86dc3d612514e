"""One action item in a line: by when, who, what, what it moves or is about, and what has come of it."""

from datetime import datetime

from bot.actions.usecases.reading import Item
from bot.kit.blocks import Block, button
from bot.kit.codec import ID
from bot.kit.texts import Texts
from bot.standing.reasons import places
from flows.company.subjects import Kind as SubjectKind
from flows.review.action_item import Fate, Kind

DONE = "action.done"
DROP_LOST = "action.drop.lost"


def line(item: Item, t: Texts, *, now: datetime) -> str:
    """By when, who, what, and what it moves; one whose day is over, or whose subject was lost, says so in words."""
    said = t(
        "action.past" if item.is_past else "action.line",
        day=t.day(item.item.by, now=now, weekday=True),
        who=t("action.customer") if item.who is None else item.who,
        what=item.item.what,
    )
    about = _about(item, t)
    return " · ".join([f"{said} ({about})" if about else said, *_since(item, t, now=now)])


def done_line(item: Item, t: Texts, *, now: datetime) -> str:
    """What was done, by whom and when, and what came of it."""
    became = item.item.became
    day = t.day(became.at if became else now, now=now)
    who = t("action.customer") if item.who is None else item.who
    said = [t("action.done_line", what=item.item.what, who=who, day=day)]
    said += [became.note] if became and became.note else []
    return ": ".join(said) + "".join(f" · {each}" for each in moved(item, t))


def settled_line(item: Item, t: Texts, *, now: datetime) -> str:
    """What became of one of one's own: done or dropped, when, and what was said of it."""
    became = item.item.became
    if became is None:
        return line(item, t, now=now)
    key = "action.was_done" if became.fate is Fate.DONE else "action.was_dropped"
    said = t(key, what=item.item.what, day=t.day(became.at, now=now))
    return f"{said}: {became.note}" if became.note else said


def settle_button(item: Item, t: Texts) -> Block:
    """Done; or Drop, with the reason that its subject was lost."""
    if item.lost_on:
        return button(t("action.drop_lost"), DROP_LOST, value=ID.dump(item.item.id))
    return button(t("action.done"), DONE, value=ID.dump(item.item.id))


def lost(item: Item, t: Texts, *, now: datetime) -> str:
    """That its deal or customer was lost or is gone, and when; nothing while it isn't."""
    if not item.lost_on or not item.subject:
        return ""
    kind = "deal" if item.subject.kind is SubjectKind.DEAL else "customer"
    return t(f"action.{item.subject.status}_{kind}", day=t.day(item.lost_on, now=now))


def _about(item: Item, t: Texts) -> str:
    """Which question it moves, or what kind of plan it is of, and whose."""
    if item.scorecard and item.item.question_id:
        return places(item.scorecard, [item.item.question_id], t)
    if item.item.kind is Kind.CUSTOMER:
        return ""
    kind = t(f"action.kind_{item.item.kind}")
    return t("action.kind_for", kind=kind, name=item.about) if item.about else kind


def _since(item: Item, t: Texts, *, now: datetime) -> list[str]:
    said = lost(item, t, now=now)
    return [*moved(item, t), *([said] if said else [])]


def moved(item: Item, t: Texts) -> list[str]:
    """How its question has moved since."""
    if item.movement is None:
        return []
    if item.movement.before is None:
        return [t("action.moved_to", after=item.movement.after)]
    return [t("action.moved", before=item.movement.before, after=item.movement.after)]
