"""All answers behind a colour, question by question, with the levels that others lowered beside theirs."""

from datetime import datetime

from bot.kit import doors
from bot.kit.blocks import Block, View, actions, button, modal, rich
from bot.kit.codec import ID
from bot.kit.messages import SAY
from bot.kit.texts import Texts
from bot.remarks import views as remarks
from bot.standing.answers import in_words
from bot.standing.words import area_line, title
from bot.why.usecases.explaining import Grounds
from flows.scorecards.areas import Area, Question
from flows.scoring.rating import NOT_APPLICABLE
from flows.scoring.score import AreaScore

ANSWERS = "why.answers"


def answers_view(grounds: Grounds, t: Texts, *, now: datetime) -> View:
    """A block for each area, and the way back to "Why?"."""
    standing = grounds.standing
    areas = zip(standing.scorecard.areas, standing.score.areas, strict=True)
    blocks: list[Block] = [
        rich([(title(standing.subject), "bold")]),
        *[_area(grounds, area, result, t, now=now) for area, result in areas],
        actions(button(t("button.back"), doors.WHY, value=ID.dump(standing.subject.id))),
    ]
    return modal(t("why.answers"), blocks, callback_id=SAY, close=t("button.close"))


def _area(grounds: Grounds, area: Area, result: AreaScore, t: Texts, *, now: datetime) -> Block:
    lines = [
        [
            (f"{number}. {question.text[t.language]}\n", ""),
            (_answer(grounds, question, t, now=now), "italic"),
            *remarks.below(grounds.lowerings, question.id, t, now=now),
        ]
        for number, question in enumerate(area.questions, 1)
    ]
    return rich([(area_line(area, result, t), "bold")], *lines)


def _answer(grounds: Grounds, question: Question, t: Texts, *, now: datetime) -> str:
    current = grounds.standing.current
    rating = current.ratings.get(question.id) if current else None
    if rating is None:
        return t("common.unknown")
    words = in_words(question, rating.level if rating.applies else NOT_APPLICABLE, t)
    if now > rating.fresh_until:
        return t("why.is_too_old", words=words, day=t.day(rating.fresh_until, now=now))
    if rating.counted < rating.level:
        return t("why.counts_as", words=words, counted=rating.counted)
    return words
