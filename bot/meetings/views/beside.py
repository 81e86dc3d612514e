"""One subject in a 1-to-1: where the two views differ, the biggest gap first, and what they settle on."""

from collections.abc import Iterator
from datetime import datetime

from bot.kit.blocks import Block, context, cut, divider, field, option, rich, section
from bot.kit.texts import Texts
from bot.meetings.usecases.attending import Session
from bot.meetings.usecases.settling import Beside
from bot.meetings.views.frame import block_id
from bot.standing.answers import in_words
from bot.standing.words import dated, facts_line
from flows.company.people import first_name
from flows.meetings.settling import Gap, said
from flows.scorecards.areas import Question
from flows.scoring.rating import Answer

LEVEL = "meeting.level"
NOT_AGREED = "not_agreed"
MOST_EVIDENCE = 300  # characters of each


def beside(both: Beside, session: Session, t: Texts, *, now: datetime) -> list[Block]:
    """Both views of each question to talk about, with the words of the levels and the evidence, and a choice."""
    names = {"seller": first_name(session.seller), "manager": first_name(session.manager)}
    key = "meetings.beside.lead" if both.second else "meetings.beside.lead_alone"
    blocks = [context(facts_line(both.subject, t, now=now)), section(t(key, **names))]
    if not both.gaps:
        return [*blocks, section(t("meetings.beside.same"))]
    for gap in both.gaps:
        blocks += [divider(), *_gap(both, gap, session, t, now=now)]
    return [*blocks, context(t("meetings.beside.rule"))]


def _gap(both: Beside, gap: Gap, session: Session, t: Texts, *, now: datetime) -> Iterator[Block]:
    area, question = both.scorecard.area_of(gap.question_id), both.scorecard.question(gap.question_id)
    number = 1 + [each.id for each in area.questions].index(question.id)
    text = question.text[t.language]
    yield rich([(t("second.place", area=area.short[t.language], number=number, question=text), "bold")])
    views = [(first_name(session.seller), gap.first)]
    views += [(first_name(session.manager), gap.second)] if both.second else []
    yield section("\n".join(_view(name, answer, question, t, now=now) for name, answer in views))
    if asked := _one_more(question, gap, t):
        yield context(asked)
    yield _choice(both, question, session, t)


def _view(name: str, answer: Answer | None, question: Question, t: Texts, *, now: datetime) -> str:
    line = t("meetings.beside.view", name=name, level=in_words(question, said(answer), t))
    if answer is None or not answer.evidence or answer.evidence_on is None:
        return line
    evidence = dated(cut(answer.evidence, MOST_EVIDENCE), answer.evidence_on, t, now=now)
    return f"{line}\n{t('meetings.beside.evidence', text=evidence)}"


def _one_more(question: Question, gap: Gap, t: Texts) -> str:
    """What would have to be true for one level more than the lower of the two says."""
    levels = [answer.level or 0 if answer else 0 for answer in (gap.first, gap.second)]
    more = (min(levels) if gap.second else levels[0]) + 1
    if more >= len(question.levels):
        return ""
    return t("meetings.beside.one_more", level=more, words=question.levels[more].text[t.language])


def _choice(both: Beside, question: Question, session: Session, t: Texts) -> Block:
    levels = [
        option(f"{level} · {words.text[t.language]}", str(level))
        for level, words in enumerate(question.levels)
    ]
    choices = [*levels, option(t("meetings.beside.not_agreed"), NOT_AGREED)]
    element: Block = {"type": "static_select", "action_id": LEVEL, "options": choices}
    if kept := both.settled.get(question.id):
        chosen = str(kept.level) if kept.is_agreed else NOT_AGREED
        element["initial_option"] = next(each for each in choices if each["value"] == chosen)
    id_ = block_id("level", session, f"{both.subject.id}.{question.id}")
    return field(t("meetings.beside.settle"), element, block_id=id_, optional=True)
