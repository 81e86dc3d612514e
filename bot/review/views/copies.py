"""A copy of a submitted review, for whoever submitted it: every answer in words, evidence, the own estimate."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.kit import doors
from bot.kit.blocks import Block, Message, context, cut, rich, section
from bot.kit.texts import Texts
from bot.standing.answers import in_words
from bot.standing.words import after_cutoff, dated, title, word
from flows.company.subjects import Subject
from flows.review.review import Review
from flows.scorecards.areas import Area
from flows.scorecards.scorecard import Scorecard

MOST_TEXT = (
    7000  # characters of text in one message; Slack refuses blocks from about 13,200 with their frames
)
MOST_QUESTION = 300


def copy_messages(
    subject: Subject, review: Review, scorecard: Scorecard, t: Texts, *, now: datetime
) -> list[Message]:
    """The copy; what doesn't fit into one message follows under it."""
    name, own = title(subject), review.probability
    head = t(
        "copies.head",
        name=name,
        day=t.day(review.submitted_at, now=now),
        colour=word(review.colour, t),
        points=review.points,
        maximum=review.maximum,
    )
    estimate = t("common.no_estimate") if own is None else t("common.estimate", percent=t.percent(own / 100))
    text = f"{head} {estimate[:1].upper()}{estimate[1:]}."
    if review.corrects_id is not None:
        text += " " + t("correct.marked", reason=review.reason or "")
    if review.cutoff_at is not None:
        missed = after_cutoff(review.cutoff_at, t, now=now)
        text += f" {missed[:1].upper()}{missed[1:]}."
    first, *rest = _packed([_area(review, area, t, now=now) for area in scorecard.areas], len(text))
    more = t("copies.more", name=name)
    below = [{"text": more, "blocks": [section(more), *blocks]} for blocks in rest]
    opening = doors.why(review.subject_id, t)
    return [{"text": text, "blocks": [section(text, accessory=opening), *first]}, *below]


def _area(review: Review, area: Area, t: Texts, *, now: datetime) -> tuple[int, list[Block]]:
    """The blocks of an area, with how many characters they say."""
    rows = [
        [
            (f"{number}. {cut(question.text[t.language], MOST_QUESTION)}\n", ""),
            (_answer(review, area, number - 1, t), "italic"),
        ]
        for number, question in enumerate(area.questions, 1)
    ]
    blocks = [rich([(area.short[t.language], "bold")], *rows)]
    said = review.evidence.get(area.id)
    length = sum(len(text) for row in rows for text, _ in row)
    if said:
        blocks.append(context(dated(said.text, said.occurred_on, t, now=now)))
        length += len(said.text)
    return length, blocks


def _answer(review: Review, area: Area, place: int, t: Texts) -> str:
    question = area.questions[place]
    answer = review.answers.get(question.id)
    return in_words(question, answer.said if answer else None, t)


def _packed(areas: Sequence[tuple[int, list[Block]]], used: int) -> Iterator[list[Block]]:
    """The areas' blocks in as few messages as hold them; the first has said `used` characters already."""
    blocks: list[Block] = []
    for length, of_area in areas:
        if used + length > MOST_TEXT and blocks:
            yield blocks
            blocks, used = [], 0
        blocks = [*blocks, *of_area]
        used += length
    yield blocks
