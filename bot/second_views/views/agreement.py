"""Both views of a subject side by side, the furthest apart first; and that one of them is kept so long."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.kit.blocks import Block, Message, View, actions, button, context, header, modal, rich, section
from bot.kit.codec import ID
from bot.kit.messages import message_view
from bot.kit.texts import Texts
from bot.second_views.usecases.agreement import Agreement, Awaited
from bot.second_views.views.giving import heading
from bot.standing.words import title
from flows.company.subjects import Subject
from flows.review.second_view import gap
from flows.scoring.rating import NOT_APPLICABLE, Answer, Said

COMPARE = "second.compare"
IN_A_BLOCK = 10  # questions


def compare_button(view_id: int, t: Texts, *, primary: bool = False) -> Block:
    """Shows both views."""
    return button(t("second.compare"), COMPARE, value=ID.dump(view_id), primary=primary)


def done_message(agreement: Agreement, view_id: int, t: Texts) -> Message:
    """To the director who gave it: it is done, and one button."""
    return _message(t("audit.done", auditor=agreement.second_by, name=title(agreement.subject)), view_id, t)


def both_in_message(subject: Subject, other: str, view_id: int, t: Texts) -> Message:
    """To either of the two: both views are in, and one button; no level."""
    return _message(t("second.both_in", name=title(subject), other=other), view_id, t)


def _message(text: str, view_id: int, t: Texts) -> Message:
    return {"text": text, "blocks": [section(text), actions(compare_button(view_id, t, primary=True))]}


def awaited_view(awaited: Awaited, t: Texts) -> View:
    """To who has sent theirs: it is kept until the other is there."""
    return message_view(t("second.awaited", name=title(awaited.subject), seller=awaited.seller), t)


def agreement_view(agreement: Agreement, t: Texts, *, now: datetime) -> View:
    """Both views question by question: first those that are furthest apart, then the same."""
    levels = _levels(agreement)
    ids = [question.id for question in agreement.scorecard.questions()]
    apart = sorted((id_ for id_ in ids if gap(*levels[id_])), key=lambda id_: -gap(*levels[id_]))
    same = [id_ for id_ in ids if id_ not in apart]
    both = agreement.other is not None
    return modal(
        t("second.compare"),
        [
            heading(agreement.subject, t, now=now),
            section(_lead(agreement, t, now=now, same=len(same))),
            *_listed(agreement, apart, levels, t, title="second.apart" if both else None),
            *_listed(agreement, same, levels, t, title="second.same" if both else None),
            context(t(f"second.kept_apart_{agreement.second.purpose}")),
        ],
        callback_id=COMPARE,
        close=t("button.close"),
        data=ID.dump(agreement.view_id) if agreement.view_id else "",
    )


Levels = Mapping[str, tuple[Said, Said]]  # the other's and the second's, by question id


def _levels(agreement: Agreement) -> Levels:
    other = agreement.other.answers if agreement.other else agreement.second.answers
    ids = [question.id for question in agreement.scorecard.questions()]
    return {id_: (_given(other, id_), _given(agreement.second.answers, id_)) for id_ in ids}


def _lead(agreement: Agreement, t: Texts, *, now: datetime, same: int) -> str:
    by, day = agreement.second_by, t.day(agreement.second.submitted_at, now=now)
    if agreement.other is None:
        return t("second.alone", second=by, day=day)
    return t(
        "second.agreement",
        second=by,
        day=day,
        name=agreement.other_by,
        other_day=t.day(agreement.other.submitted_at, now=now),
        same=same,
        of=len(list(agreement.scorecard.questions())),
    )


def _listed(
    agreement: Agreement, ids: Sequence[str], levels: Levels, t: Texts, *, title: str | None
) -> list[Block]:
    lines = [_line(agreement, id_, levels, t) for id_ in ids]
    parts = [lines[start : start + IN_A_BLOCK] for start in range(0, len(lines), IN_A_BLOCK)]
    return [*([header(t(title))] if title and parts else []), *(rich(*part) for part in parts)]


def _line(agreement: Agreement, id_: str, levels: Levels, t: Texts) -> list[tuple[str, str]]:
    area, (theirs, own) = agreement.scorecard.area_of(id_), levels[id_]
    number = 1 + [question.id for question in area.questions].index(id_)
    question = area.questions[number - 1].text[t.language]
    said = {"second": agreement.second_by, "own": _said(own, t)}
    if agreement.other is None:
        words = t("second.line_alone", **said)
    else:
        words = t("second.line", name=agreement.other_by, theirs=_said(theirs, t), **said)
    place = t("second.place", area=area.short[t.language], number=number, question=question)
    return [(f"{place}\n", ""), (words, "bold" if gap(theirs, own) else "")]


def _given(answers: Mapping[str, Answer], question_id: str) -> Said:
    answer = answers.get(question_id)
    return answer.said if answer else None


def _said(given: Said, t: Texts) -> str:
    if given is None:
        return t("common.unknown")
    return t("common.not_applicable") if given == NOT_APPLICABLE else t("second.level", level=given)
