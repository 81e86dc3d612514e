"""A manager's own view before a 1-to-1: what is asked for and why, and choosing another or one more."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from bot.kit import doors
from bot.kit.blocks import Block, Message, View, actions, button, context, field, modal, option, section
from bot.kit.codec import ID, Codec, Count, Id
from bot.kit.texts import Texts
from bot.rhythm.usecases.viewing import Asked, Choice
from bot.standing.words import facts_line, title
from flows.company.people import first_name
from flows.rhythm.sampling import MOST, Pick, Reason

ANOTHER, MORE, CHOOSE, SUBJECT = "view.another", "view.more", "view.choose", "view.subject"
CHOSEN: Codec[tuple[int, int, int]] = Codec(
    tuple[Id, Count, Count]
)  # the seller, how many so far, in place of
A_WEEK = timedelta(weeks=1)
MINUTES = 2  # about, for each
MOST_SHOWN = 6  # 1-to-1s on one Home


def asked_message(asked: Sequence[Asked], t: Texts, *, now: datetime) -> Message:
    """To the manager: which, before which 1-to-1, why, and where to begin."""
    blocks = asked_blocks(asked, t, now=now)
    return {
        "text": "\n".join(_lead(list(of_one), t, now=now) for of_one in _by_meeting(asked)),
        "blocks": blocks,
    }


def asked_blocks(asked: Sequence[Asked], t: Texts, *, now: datetime, most: int = MOST_SHOWN) -> list[Block]:
    """What waits for a manager, 1-to-1 by 1-to-1, at most so many: nothing of it tells what the seller says."""
    blocks: list[Block] = []
    meetings = _by_meeting(asked)
    for of_one in meetings[:most]:
        blocks.append(section(_lead(of_one, t, now=now)))
        blocks += [_row(each, t, now=now) for each in of_one]
        blocks.append(actions(*_choosing(of_one, t)))
    if len(meetings) > most:
        blocks.append(context(t("list.more", count=len(meetings) - most)))
    return blocks


def _row(asked: Asked, t: Texts, *, now: datetime) -> Block:
    name = title(asked.subject)
    facts = f"{why(asked.before.pick, t, now=now)} · {facts_line(asked.subject, t, now=now)}"
    start = doors.reviewing(asked.subject.id, t, primary=True, label=t("button.review_label", name=name))
    return section(f"{name}\n{facts}", accessory=start, block_id=f"asked.{asked.view.id}")


def more_button(seller_id: int, t: Texts) -> Block:
    """Leads to choosing one more for the next 1-to-1 with a seller."""
    return button(t("view.more"), MORE, value=ID.dump(seller_id))


def _choosing(of_one: Sequence[Asked], t: Texts) -> list[Block]:
    """Another in the place of the last of them, and one more while there is room."""
    last = of_one[-1]
    key = "view.another" if len(of_one) == 1 else "view.another_than"
    found = [button(t(key, name=title(last.subject)), ANOTHER, value=ID.dump(last.view.id))]
    return [*found, more_button(last.seller.id, t)] if len(of_one) < MOST else found


def choice_view(choice: Choice, t: Texts, *, instead_of: int | None, now: datetime) -> View:
    """What may be viewed, in order, each with its reason; the form carries how many there were so far."""
    options = [
        option(title(subject), ID.dump(subject.id), why(pick, t, now=now)) for subject, pick in choice.offers
    ]
    element: Block = {
        "type": "radio_buttons",
        "action_id": SUBJECT,
        "options": options,
        "initial_option": options[0],
    }
    when = _when(choice.sitting.occurrence.begins_at, t, now=now)
    return modal(
        t("view.title"),
        [
            section(t("view.choose_lead", seller=first_name(choice.seller), when=when)),
            field(t("view.which"), element, block_id=SUBJECT),
        ],
        callback_id=CHOOSE,
        close=t("button.cancel"),
        submit=t("view.choose"),
        data=CHOSEN.dump((choice.seller.id, choice.number, instead_of or 0)),
    )


def chosen_view(asked: Sequence[Asked], t: Texts, *, now: datetime) -> View:
    """What waits before that 1-to-1 now."""
    blocks = asked_blocks(asked, t, now=now) or [section(t("view.none_waits"))]
    return modal(t("view.title"), blocks, callback_id=CHOOSE, close=t("button.close"))


def why(pick: Pick, t: Texts, *, now: datetime) -> str:
    """Why it is asked for: "the biggest deal", "turned red since 12 November"."""
    if pick.reason is Reason.TURNED and pick.since:
        day = t.day(pick.since, now=now)
        return t(f"view.turned_{pick.colour}", day=day)
    if pick.reason is Reason.UNSEEN and pick.since:
        weeks = (t.local_date(now) - pick.since) // A_WEEK
        return t("view.unseen_for", count=weeks) if weeks else t("view.unseen_lately")
    return t(f"view.{pick.reason.name.lower()}")


def _lead(of_one: Sequence[Asked], t: Texts, *, now: datetime) -> str:
    first = of_one[0]
    return t(
        "view.lead",
        count=len(of_one),
        seller=first_name(first.seller),
        when=_when(first.occurrence.begins_at, t, now=now),
        minutes=MINUTES,
    )


def _when(begins: datetime, t: Texts, *, now: datetime) -> str:
    """On the clock of whoever reads it."""
    return t("view.when", day=t.day(begins, now=now, weekday=True), time=t.clock(begins))


def _by_meeting(asked: Sequence[Asked]) -> list[list[Asked]]:
    ordered = sorted(asked, key=lambda each: (each.occurrence.begins_at, each.occurrence.id, each.view.id))
    return [list(of_one) for _, of_one in groupby(ordered, key=lambda each: each.occurrence.id)]
