"""Lowered levels with what the owner says of them, and the form for saying it."""

from collections.abc import Sequence
from datetime import datetime

from bot.kit.blocks import Block, View, field, modal, option, rich, section
from bot.kit.codec import OPTION, Codec, Id, Text
from bot.kit.texts import Texts
from bot.remarks.usecases import Lowering, Printed
from bot.standing.reasons import places
from flows.company.subjects import Subject
from flows.scorecards.scorecard import Scorecard

ADD = "remark.add"
SAVE = "remark.save"
ABOUT = "remark.about"
TEXT = "remark.text"
MOST_TEXT = 500
FORM: Codec[tuple[int, bool]] = Codec(tuple[Id, bool])  # the subject, and whether Why? stands under the form
LEVEL: Codec[tuple[int, str]] = Codec(
    tuple[Id, Text], most=OPTION
)  # the review that lowered it, the question


def below(
    lowerings: Sequence[Lowering], question_id: str, t: Texts, *, now: datetime
) -> list[tuple[str, str]]:
    """What stands under an answer that somebody else lowered: from what, by whom, when, and the owner's remark."""
    found = [one for one in lowerings if one.lowered.question_id == question_id]
    lines = []
    for one in found:
        day = t.day(one.review.submitted_at, now=now)
        lines.append((t("remark.lowered", before=one.lowered.before, name=one.author, day=day), "bold"))
        if one.remark:
            lines.append((words(one.remark, t, now=now), ""))
    return [(f"\n{text}", style) for text, style in lines]


def listed(lowerings: Sequence[Lowering], t: Texts, *, now: datetime) -> list[Block]:
    """The levels that others lowered, each with its question, by whom, when, and the owner's remark."""
    return [
        rich([(f"{place}:", "bold"), *below(lowerings, one.lowered.question_id, t, now=now)])
        for one in lowerings
        for place in [places(one.scorecard, [one.lowered.question_id], t)]
    ]


def are_waiting(lowerings: Sequence[Lowering]) -> bool:
    """Whether a lowered level has no remark yet."""
    return any(one.remark is None for one in lowerings)


def words(printed: Printed, t: Texts, *, now: datetime) -> str:
    """A remark with whose it is and of when."""
    day = t.day(printed.remark.at, now=now)
    return t("remark.of", name=printed.name, day=day, text=printed.remark.text)


def placed(printed: Printed, scorecard: Scorecard, t: Texts, *, now: datetime) -> str:
    """The same with the question that it is about."""
    place = places(scorecard, [printed.remark.question_id], t)
    return t("remark.placed", place=place, words=words(printed, t, now=now))


def moved(lowering: Lowering, t: Texts) -> str:
    """Relations 1 (3 → 1)."""
    after = lowering.lowered.after
    return t(
        "remark.moved",
        place=places(lowering.scorecard, [lowering.lowered.question_id], t),
        before=lowering.lowered.before,
        after=t("remark.unknown") if after is None else str(after),
    )


def remark_view(subject: Subject, waiting: Sequence[Lowering], t: Texts, *, under: bool) -> View:
    """A choice of the lowered levels without a remark (the first is chosen) and a field for what to say.

    `under` says whether Why? stands under the form.
    """
    choices = [option(moved(one, t), value_of(one)) for one in waiting]
    about: Block = {
        "type": "static_select",
        "action_id": ABOUT,
        "options": choices,
        "initial_option": choices[0],
    }
    text: Block = {
        "type": "plain_text_input",
        "action_id": TEXT,
        "multiline": True,
        "max_length": MOST_TEXT,
    }
    return modal(
        t("remark.title"),
        [
            section(t("remark.lead")),
            field(t("remark.about"), about, block_id=ABOUT),
            field(t("remark.text"), text, block_id=TEXT, hint=t("remark.hint")),
        ],
        callback_id=SAVE,
        close=t("button.cancel"),
        submit=t("remark.save"),
        data=FORM.dump((subject.id, under)),
    )


def value_of(lowering: Lowering) -> str:
    """A lowered level as the value of a choice."""
    return LEVEL.dump((lowering.review.id, lowering.lowered.question_id))
