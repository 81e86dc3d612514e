"""A subject opened: why it has its colour, question by question, and the way up. "Why?" in one click."""

from datetime import datetime

from bot.kit import doors
from bot.kit.blocks import Block, View, actions, bullets, button, context, divider, modal, rich, section
from bot.kit.codec import ID
from bot.texts import Texts
from bot.usecases.explaining import Explanation
from bot.usecases.standings import Standing
from bot.views import audits, evidence, plan, related, remarks, why
from bot.views.answers import in_words
from bot.views.cutoff import marked
from bot.views.status import area_line, closed_line, facts_line, title, whole
from flows.areas import Area, Question
from flows.colour import Colour
from flows.rating import NOT_APPLICABLE
from flows.scoring import AreaScore

HELP = "help.ask"
COPY = "subject.copy"


def subject_view(explanation: Explanation, t: Texts, *, now: datetime, notice: str = "") -> View:
    """The explanation as a modal; its submit starts the review, for those who may. `notice` is what was just done."""
    standing = explanation.standing
    blocks = [
        *([section(notice)] if notice else []),
        rich(
            [(title(standing), "bold"), (f" · {facts_line(standing, t, now=now)}", "")],
            [(whole(standing, t, now=now), "bold"), (_by(explanation, t, now=now), "")],
        ),
        *_closed(standing, t),
        *_scorecard(standing, t),
        *_reasons(standing, t),
        *why.way_blocks(standing.scorecard, explanation.way, t),
        *_strong(explanation, t),
        *plan.blocks(explanation.plan, standing, t, now=now),
        actions(*_buttons(explanation, t)),
        *related.blocks(standing.subject, explanation.related, t, now=now),
    ]
    if explanation.last:
        blocks.append(divider())
        for area, result in zip(standing.scorecard.areas, standing.score.areas, strict=True):
            blocks += _area(explanation, area, result, t, now=now)
    else:
        blocks += evidence.unreviewed_blocks(
            explanation.exhibits, standing.scorecard.areas, t, subject_id=standing.subject.id, now=now
        )
    return modal(
        t("why.title"),
        blocks,
        callback_id=doors.WHY_WINDOW,
        close=t("button.close"),
        submit=t("button.review") if explanation.may_score else None,
        data=ID.dump(standing.subject.id),
    )


def _closed(standing: Standing, t: Texts) -> list[Block]:
    line = closed_line(standing.subject, t)
    return [rich([(line, "")])] if line else []


def _scorecard(standing: Standing, t: Texts) -> list[Block]:
    """Which scorecard it is judged by, where that isn't the plain one."""
    scorecard = standing.scorecard
    return [context(t("common.scorecard", name=scorecard.name[t.language]))] if scorecard.id else []


def _buttons(explanation: Explanation, t: Texts) -> list[Block]:
    standing = explanation.standing
    wanted = [
        ("why.ask_help", HELP, standing.colour is not Colour.GREEN and explanation.may_score),
        ("evidence.add", doors.ADD_EVIDENCE, explanation.may_score),
        ("button.change", doors.CHANGE, explanation.may_change),
        ("copy.open", COPY, True),
        ("button.history", doors.HISTORY, explanation.has_history),
        ("remark.add", remarks.ADD, explanation.may_remark and remarks.are_waiting(explanation.lowerings)),
    ]
    value = ID.dump(standing.subject.id)
    found = [button(t(key), action_id, value=value) for key, action_id, shown in wanted if shown]
    return [*found, *audits.buttons(explanation.auditing, standing.subject.id, t)]


def _by(explanation: Explanation, t: Texts, *, now: datetime) -> str:
    if explanation.last is None:
        return " · " + t("common.never_reviewed")
    day = t.day(explanation.last.submitted_at, now=now)
    by = " · " + t("why.answered", day=day, name=explanation.answered_by)
    missed = explanation.last.cutoff_at
    return f"{by} · {marked(missed, t, now=now)}" if missed else by


def _reasons(standing: Standing, t: Texts) -> list[Block]:
    because = why.reasons(standing.scorecard, standing.score, t) if standing.current else []
    return [bullets(because)] if because else []


def _strong(explanation: Explanation, t: Texts) -> list[Block]:
    if not explanation.strong:
        return []
    standing = explanation.standing
    strong = why.strong(standing.scorecard, standing.score, explanation.strong, t)
    return [rich([(t("result.strong"), "bold"), (f" {strong}", "")])]


def _area(explanation: Explanation, area: Area, result: AreaScore, t: Texts, *, now: datetime) -> list[Block]:
    lines = [
        [
            (f"{number}. {question.text[t.language]}\n", ""),
            (_answer(explanation, question, t, now=now), "italic"),
            *remarks.below(explanation.lowerings, question.id, t, now=now),
        ]
        for number, question in enumerate(area.questions, 1)
    ]
    blocks: list[Block] = [rich([(area_line(area, result, t), "bold")], *lines)]
    exhibits, subject_id = explanation.exhibits.get(area.id, ()), explanation.standing.subject.id
    return blocks + evidence.area_blocks(exhibits, area, t, subject_id=subject_id, now=now)


def _answer(explanation: Explanation, question: Question, t: Texts, *, now: datetime) -> str:
    current = explanation.standing.current
    rating = current.ratings.get(question.id) if current else None
    if rating is None:
        return t("common.unknown")
    words = in_words(question, rating.level if rating.applies else NOT_APPLICABLE, t)
    if now > rating.fresh_until:
        return t("why.is_too_old", words=words, day=t.day(rating.fresh_until, now=now))
    if rating.counted < rating.level:
        return t("why.counts_as", words=words, counted=rating.counted)
    return words
