"""What somebody has said to a question, in words; and what may be chosen there."""

from bot.kit.blocks import Block, option
from bot.kit.texts import Texts
from flows.scorecards.areas import Question
from flows.scoring.rating import NOT_APPLICABLE, Said

UNKNOWN = "unknown"


def in_words(question: Question, said: Said, t: Texts) -> str:
    """The level with its words, "not known yet", or "not applicable" with the reason."""
    if said is None:
        return t("common.unknown")
    if said == NOT_APPLICABLE:
        return _left_out(question, t)
    return f"{said} · {question.levels[said].text[t.language]}"


def short(said: Said, t: Texts) -> str:
    """The same in a word or a number."""
    if said is None:
        return t("common.unknown")
    return t("common.not_applicable") if said == NOT_APPLICABLE else str(said)


def choices(question: Question, t: Texts) -> list[Block]:
    """What may be chosen: not known, not applicable where the scorecard allows it, the levels from 0 to 3."""
    reason = question.not_applicable
    left_out = (
        [option(t("common.not_applicable"), NOT_APPLICABLE, reason[t.language])] if reason is not None else []
    )
    levels = [
        option(
            f"{level} · {words.text[t.language]}", str(level), words.note[t.language] if words.note else None
        )
        for level, words in enumerate(question.levels)
    ]
    return [option(t("common.unknown"), UNKNOWN), *left_out, *levels]


def value_of(said: Said) -> str:
    """The value of the choice that says this."""
    return UNKNOWN if said is None else str(said)


def _left_out(question: Question, t: Texts) -> str:
    reason = question.not_applicable
    if reason is None:
        return t("common.not_applicable")
    return t("review.left_out", reason=reason[t.language])
