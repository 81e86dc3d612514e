"""Audits: giving a subject to an auditor, what the auditor finds, and the two reviews side by side."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.audits.usecases import Agreement, Auditing, Gift, Given
from bot.kit import doors
from bot.kit.blocks import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    field,
    header,
    modal,
    option,
    rich,
    section,
)
from bot.kit.codec import ID, Codec, Count, Id
from bot.kit.texts import Texts
from bot.standing.words import facts_line, title
from flows.company.subjects import Subject
from flows.scorecards.areas import Area
from flows.scoring.rating import NOT_APPLICABLE, Answer, Said

OPEN = "audit.open"
GIVE = "audit.give"
COMPARE = "audit.compare"
TO = "audit.to"
GIFT: Codec[tuple[int, int]] = Codec(tuple[Id, Count])  # the subject, and how often it was given so far
MOST_AUDITORS = 100  # options of one menu
MOST_GIVEN = 20


def buttons(auditing: Auditing, subject_id: int, t: Texts) -> list[Block]:
    """For directors: give it to an auditor; for directors and auditors: the two reviews side by side."""
    found = [button(t("audit.open"), OPEN, value=ID.dump(subject_id))] if auditing.may_give else []
    if auditing.done is not None:
        found.append(button(t("audit.compare"), COMPARE, value=ID.dump(auditing.done)))
    return found


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
            _heading(gift.subject, t, now=now),
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


def done_message(agreement: Agreement, audit_id: int, t: Texts) -> Message:
    """To the director who gave it: it is done, and one button."""
    text = t("audit.done", auditor=agreement.auditor, name=title(agreement.subject))
    compare = button(t("audit.compare"), COMPARE, value=ID.dump(audit_id), primary=True)
    return {"text": text, "blocks": [section(text), actions(compare)]}


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


def agreement_view(agreement: Agreement, t: Texts, *, now: datetime) -> View:
    """The auditor's levels beside the seller's, question by question."""
    return modal(
        t("audit.side_by_side"),
        [
            _heading(agreement.subject, t, now=now),
            section(_lead(agreement, t, now=now)),
            *[block for area in agreement.scorecard.areas for block in _area(agreement, area, t)],
            context(t("audit.apart")),
        ],
        callback_id=COMPARE,
        close=t("button.close"),
    )


def _heading(subject: Subject, t: Texts, *, now: datetime) -> Block:
    return rich([(title(subject), "bold"), (f" · {facts_line(subject, t, now=now)}", "")])


def _lead(agreement: Agreement, t: Texts, *, now: datetime) -> str:
    audited, other = agreement.audited, agreement.other
    day = t.day(audited.submitted_at, now=now)
    if other is None:
        return t("audit.alone", auditor=agreement.auditor, day=day)
    asked = [question.id for question in agreement.scorecard.questions() if question.id in other.answers]
    same = sum(_given(audited.answers, id_) == _given(other.answers, id_) for id_ in asked)
    return t(
        "audit.agreement",
        auditor=agreement.auditor,
        day=day,
        name=agreement.other_by,
        other_day=t.day(other.submitted_at, now=now),
        same=same,
        of=len(asked),
    )


def _area(agreement: Agreement, area: Area, t: Texts) -> Iterator[Block]:
    yield header(area.name[t.language])
    other = agreement.other.answers if agreement.other else {}
    lines = []
    for number, question in enumerate(area.questions, 1):
        theirs, own = _said(other, question.id, t), _said(agreement.audited.answers, question.id, t)
        style = "" if agreement.other is None or theirs == own else "bold"
        key = "audit.line" if agreement.other else "audit.line_alone"
        words = t(key, name=agreement.other_by, theirs=theirs, auditor=agreement.auditor, own=own)
        lines.append([(f"{number}. {question.text[t.language]}\n", ""), (words, style)])
    yield rich(*lines)


def _given(answers: Mapping[str, Answer], question_id: str) -> Said:
    answer = answers.get(question_id)
    return answer.said if answer else None


def _said(answers: Mapping[str, Answer], question_id: str, t: Texts) -> str:
    given = _given(answers, question_id)
    if given is None:
        return t("common.unknown")
    return t("common.not_applicable") if given == NOT_APPLICABLE else t("audit.level", level=given)
