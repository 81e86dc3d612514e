"""A subject opened: what to do next, why it has its colour, the way up and the plan. "Why?" in one click."""

from datetime import datetime

from bot.actions.views import action_items
from bot.actions.views.next_step import next_step
from bot.evidence.views import exhibits as evidence
from bot.kit import doors
from bot.kit.blocks import Block, View, actions, bullets, button, confirmed, context, modal, rich, section
from bot.kit.codec import ID
from bot.kit.texts import Texts
from bot.remarks import views as remarks
from bot.second_views.views.agreement import compare_button
from bot.second_views.views.giving import give_button
from bot.standing import reasons as why
from bot.standing.standings import Scored, Standing
from bot.standing.words import after_cutoff, closed_line, facts_line, title, whole
from bot.why.usecases.explaining import Explanation, Grounds
from bot.why.views import related
from bot.why.views.answers import ANSWERS
from flows.company.colour import Colour
from flows.company.subjects import Status

HELP = "help.ask"
COPY = "subject.copy"


def subject_view(explanation: Explanation, t: Texts, *, now: datetime, notice: str = "") -> View:
    """The explanation as a modal; its submit starts the review, for those who may. `notice` is what was just done.

    To who is blind to the subject it shows the evidence and the action items, and nothing that tells a level.
    """
    standing, grounds = explanation.standing, explanation.grounds
    subject, areas = standing.subject, standing.scorecard.areas
    blocks = [
        *([section(notice)] if notice else []),
        rich(
            [(title(subject), "bold"), (f" · {facts_line(subject, t, now=now)}", "")],
            [(whole(standing, t, now=now), "bold"), (_by(explanation, t, now=now), "")],
        ),
        *_closed(standing, t),
        *_next(explanation, t, now=now),
        *_scorecard(standing, t),
        *(_told(grounds, t, now=now) if grounds else []),
        *action_items.blocks(explanation.action_items, standing, t, now=now),
        actions(*_buttons(explanation, t)),
        *related.blocks(subject, explanation.related, t, now=now),
        *evidence.alone_blocks(explanation.exhibits, areas, t, subject_id=subject.id, now=now),
    ]
    return modal(
        t("why.title"),
        blocks,
        callback_id=doors.WHY_WINDOW,
        close=t("button.close"),
        submit=t("button.review") if explanation.may_score else None,
        data=ID.dump(subject.id),
    )


def _closed(standing: Standing, t: Texts) -> list[Block]:
    line = closed_line(standing.subject, t)
    return [rich([(line, "")])] if line else []


def _next(explanation: Explanation, t: Texts, *, now: datetime) -> list[Block]:
    """What to do next, while it is open."""
    standing, grounds = explanation.standing, explanation.grounds
    if standing.subject.status is not Status.OPEN:
        return []
    way = grounds.way if grounds else None
    said = next_step(explanation.action_items.open, standing, way, t, now=now)
    return [rich([(t("why.next"), "bold"), (f" {said}", "")])] if said else []


def _scorecard(standing: Standing, t: Texts) -> list[Block]:
    """Which scorecard it is judged by, where that isn't the plain one."""
    scorecard = standing.scorecard
    return [context(t("common.scorecard", name=scorecard.name[t.language]))] if scorecard.id else []


def _buttons(explanation: Explanation, t: Texts) -> list[Block]:
    grounds, subject_id = explanation.grounds, explanation.standing.subject.id
    wants_help = grounds is not None and grounds.standing.colour is not Colour.GREEN
    wanted = [
        ("why.answers", ANSWERS, grounds is not None and grounds.last is not None),
        ("why.ask_help", HELP, wants_help and explanation.may_score),
        ("evidence.add", doors.ADD_EVIDENCE, explanation.may_score),
        ("button.change", doors.CHANGE, explanation.may_change),
        ("copy.open", COPY, grounds is not None),
        ("button.history", doors.HISTORY, grounds is not None and grounds.has_history),
        ("remark.add", remarks.ADD, grounds is not None and _may_remark(grounds)),
    ]
    value = ID.dump(subject_id)
    found = [_button(t(key), action_id, value, t) for key, action_id, shown in wanted if shown]
    if explanation.may_give:
        found.append(give_button(subject_id, t))
    if explanation.both_views is not None:
        found.append(compare_button(explanation.both_views, t))
    return found


def _button(text: str, action_id: str, value: str, t: Texts) -> Block:
    """Who asks for help hears before who will read of it."""
    pressed = button(text, action_id, value=value)
    if action_id != HELP:
        return pressed
    said = {"title": text, "text": t("help.confirm"), "yes": t("help.confirm_yes"), "no": t("button.cancel")}
    return confirmed(pressed, **said)


def _may_remark(grounds: Grounds) -> bool:
    return grounds.may_remark and remarks.are_waiting(grounds.lowerings)


def _by(explanation: Explanation, t: Texts, *, now: datetime) -> str:
    reviewed_at, grounds = explanation.standing.reviewed_at, explanation.grounds
    if reviewed_at is None:
        return " · " + t("common.never_reviewed")
    day = t.day(reviewed_at, now=now)
    if grounds is None or grounds.last is None:
        return " · " + t("common.reviewed", day=day)
    by = " · " + t("why.answered", day=day, name=grounds.answered_by)
    missed = grounds.last.cutoff_at
    return f"{by} · {after_cutoff(missed, t, now=now)}" if missed else by


def _reasons(standing: Scored, t: Texts) -> list[Block]:
    because = why.reasons(standing.scorecard, standing.score, t) if standing.current else []
    return [bullets(because)] if because else []


def _told(grounds: Grounds, t: Texts, *, now: datetime) -> list[Block]:
    """Why it has its colour, the way up, what is strong already, and which levels others have lowered."""
    standing = grounds.standing
    blocks = [*_reasons(standing, t), *why.way_blocks(standing.scorecard, grounds.way, t)]
    if grounds.strong:
        strong = why.strong(standing.scorecard, standing.score, grounds.strong, t)
        blocks.append(rich([(t("result.strong"), "bold"), (f" {strong}", "")]))
    return [*blocks, *remarks.listed(grounds.lowerings, t, now=now)]
