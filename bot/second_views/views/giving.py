"""Giving a subject to an auditor, and what the auditor finds."""

from collections.abc import Sequence
from datetime import datetime

from bot.kit import doors
from bot.kit.blocks import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    field,
    modal,
    option,
    rich,
    section,
)
from bot.kit.codec import ID, Codec, Count, Id
from bot.kit.texts import Texts
from bot.second_views.usecases.giving import Gift, Given
from bot.standing.words import facts_line, title
from flows.company.subjects import Subject

OPEN = "second.open"
GIVE = "second.give"
TO = "second.to"
GIFT: Codec[tuple[int, int]] = Codec(tuple[Id, Count])  # the subject, and how often it was given so far
MOST_AUDITORS = 100  # options of one menu
MOST_GIVEN = 20


def give_button(subject_id: int, t: Texts) -> Block:
    """Gives a subject to an auditor."""
    return button(t("audit.open"), OPEN, value=ID.dump(subject_id))


def give_view(gift: Gift, t: Texts, *, now: datetime) -> View:
    """To which auditor; the form carries how often it was given, so that sent twice it gives once."""
    choices = [option(each.name or each.email, ID.dump(each.id)) for each in gift.auditors[:MOST_AUDITORS]]
    menu: Block = {
        "type": "static_select",
        "action_id": TO,
        "options": choices,
        "initial_option": choices[0],
    }
    return modal(
        t("audit.title"),
        [
            heading(gift.subject, t, now=now),
            section(t("audit.lead")),
            field(t("audit.to"), menu, block_id=TO),
        ],
        callback_id=GIVE,
        close=t("button.cancel"),
        submit=t("audit.give"),
        data=GIFT.dump((gift.subject.id, gift.so_far)),
    )


def given_text(given: Given, t: Texts) -> str:
    """What was done, for the director."""
    return t("audit.given", name=title(given.subject), auditor=given.auditor.name)


def given_message(subject: Subject, t: Texts, *, now: datetime) -> Message:
    """To the auditor: what is given to them, that the rest is hidden until then, and one button."""
    text = t("audit.notice", name=title(subject))
    start = doors.reviewing(subject.id, t, primary=True)
    facts = context(facts_line(subject, t, now=now))
    return {"text": text, "blocks": [section(text), facts, actions(start)]}


def given_rows(given: Sequence[Subject], t: Texts, *, now: datetime) -> list[Block]:
    """What waits for an auditor's own review, on top of their Home: nothing of it tells a score."""
    if not given:
        return []
    rows = [
        section(
            f"{title(subject)}\n{facts_line(subject, t, now=now)}",
            accessory=doors.reviewing(subject.id, t, primary=True),
            block_id=f"given.{subject.id}",
        )
        for subject in given[:MOST_GIVEN]
    ]
    more = len(given) - len(rows)
    rest = [context(t("list.more", count=more))] if more > 0 else []
    return [section(t("audit.yours", count=len(given))), *rows, *rest]


def heading(subject: Subject, t: Texts, *, now: datetime) -> Block:
    """Which subject it is about."""
    return rich([(title(subject), "bold"), (f" · {facts_line(subject, t, now=now)}", "")])
