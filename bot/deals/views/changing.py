"""The form in which a subject is looked after, and what became of it."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from bot.deals.usecases.changing import LOST_REASON, PROBABILITY, STATUSES, Changeable, Changed
from bot.kit import doors
from bot.kit.blocks import Block, View, actions, bullets, cut, field, modal, option, rich, section
from bot.kit.codec import Codec, Id, Text
from bot.kit.messages import SAY
from bot.kit.texts import Texts
from bot.standing.changes import label, line
from flows.company.naming import fold
from flows.company.subjects import Subject
from flows.scorecards.applying import Segment
from flows.scorecards.words import OPTION_TEXT

SAVE = "subject.save"
VALUE = "change.value"
MOST_STAGE = 100
MOST_REASON = 300  # private_metadata holds it too, and 3,000 characters in all
FIELDS = (
    "status",
    LOST_REASON,
    "amount",
    "currency",
    "close_date",
    "stage",
    "probability",
    "segment",
    "owner_id",
)
CHOSEN = {"status", "segment"}  # from a menu
NO_SEGMENT = "-"


class Form(NamedTuple):
    """Which subject, and each field as the form showed it."""

    subject_id: Id
    shown: dict[str, Text]


FORM: Codec[Form] = Codec(Form)


def block_id(name: str, subject_id: int) -> str:
    """The block of a field; with the subject, so that Slack never keeps one subject's text for another's."""
    return f"change.{name}.{subject_id}"


def shown_of(found: Changeable) -> dict[str, str]:
    """Each field as the form shows it, but for the segment."""
    subject, owner = found.subject, found.owner
    texts = {
        "status": subject.status.value,
        LOST_REASON: cut(subject.lost_reason, MOST_REASON) if subject.lost_reason else "",
        "amount": plain_number(subject.amount),
        "currency": subject.currency,
        "close_date": subject.close_date.isoformat() if subject.close_date else "",
        "owner_id": (owner.slack_id or "") if owner else "",
        "stage": cut(subject.stage, MOST_STAGE) if subject.stage else "",
        PROBABILITY: plain_number(subject.probability),
    }
    return {name: text for name, text in texts.items() if name in found.fields}


def plain_number(amount: Decimal | None) -> str:
    """A number as a number field holds it: 1200000 or 0.5."""
    if amount is None:
        return ""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def change_view(found: Changeable, t: Texts, *, segments: Sequence[Segment] = ()) -> View:
    """One form, prefilled; only what is different when it is sent will be changed.

    `segments` are those that a scorecard is for; without any, and with none stated, there is no such field.
    """
    subject, shown = found.subject, shown_of(found)
    if segments or subject.segment:
        shown["segment"] = _segment_shown(subject, segments, t)
    form = Form(subject.id, shown)
    blocks: list[Block] = [rich([(subject.name, "bold")], [(t("change.lead"), "")])]
    for name in FIELDS:
        if name == "segment" and name in shown:
            blocks.append(_segment_field(subject, shown[name], segments, t))
        elif name in shown:
            blocks.append(_field(name, subject, shown[name], t))
    return modal(
        t("change.title"),
        blocks,
        callback_id=SAVE,
        close=t("button.cancel"),
        submit=t("change.save"),
        data=FORM.dump(form),
    )


def _segment_shown(subject: Subject, segments: Sequence[Segment], t: Texts) -> str:
    """The segment in the reader's language, or as the source has it."""
    if not subject.segment:
        return ""
    known = [segment[t.language] for segment in segments if fold(subject.segment) in segment.folded]
    return next(iter(known), cut(subject.segment, OPTION_TEXT))


def _segment_field(subject: Subject, shown: str, segments: Sequence[Segment], t: Texts) -> Block:
    names = dict.fromkeys([*(segment[t.language] for segment in segments), *([shown] if shown else [])])
    choices = {NO_SEGMENT: option(t("change.no_segment"), NO_SEGMENT)}
    choices |= {name: option(name, name) for name in names}
    element: Block = {"type": "static_select", "action_id": VALUE, "options": list(choices.values())}
    element["initial_option"] = choices[shown or NO_SEGMENT]
    return field(
        t("change.segment"),
        element,
        block_id=block_id("segment", subject.id),
        hint=t("change.hint_segment"),
    )


def _field(name: str, subject: Subject, shown: str, t: Texts) -> Block:
    return field(
        label(name, subject.kind, t),
        _element(name, subject, shown, t),
        block_id=block_id(name, subject.id),
        hint=t(f"change.hint_{name}") if name in {LOST_REASON, "probability", "owner_id"} else None,
        optional=name not in {"status", "currency"},
    )


def _element(name: str, subject: Subject, shown: str, t: Texts) -> Block:
    if name == "status":
        return _statuses(subject, shown, t)
    kind, initial, more = _KINDS[name]
    element: dict[str, Any] = {"type": kind, "action_id": VALUE, **more}
    if shown:
        element[initial] = shown
    return element


_KINDS: dict[str, tuple[str, str, dict[str, Any]]] = {
    LOST_REASON: ("plain_text_input", "initial_value", {"multiline": True, "max_length": MOST_REASON}),
    "amount": ("number_input", "initial_value", {"is_decimal_allowed": True, "min_value": "0"}),
    "currency": ("plain_text_input", "initial_value", {"max_length": 3}),
    "close_date": ("datepicker", "initial_date", {}),
    "stage": ("plain_text_input", "initial_value", {"max_length": MOST_STAGE}),
    "probability": (
        "number_input",
        "initial_value",
        {"is_decimal_allowed": True, "min_value": "0", "max_value": "100"},
    ),
    "owner_id": ("users_select", "initial_user", {}),
}


def _statuses(subject: Subject, shown: str, t: Texts) -> Block:
    statuses = STATUSES[subject.kind]
    choices = {one.value: option(t(f"status_of.{one}"), one.value) for one in statuses}
    element: Block = {"type": "static_select", "action_id": VALUE, "options": list(choices.values())}
    if shown in choices:
        element["initial_option"] = choices[shown]
    return element


def changed_view(changed: Changed, t: Texts, *, now: datetime) -> View:
    """What was changed, before and after, who is told, and the way back to the subject."""
    subject = changed.before
    names = {id_: person.name for id_, person in changed.owners.items()}
    lines = [line(change, subject.kind, names, t, now=now) for change in changed.changes]
    blocks = [rich([(subject.name, "bold")])]
    blocks += [section(t("change.done")), bullets(lines)] if lines else [section(t("change.nothing"))]
    if changed.new_owner:
        blocks.append(section(t("change.told", name=changed.new_owner.name)))
    if changed.still_theirs:
        blocks.append(actions(doors.opening(subject.id, t)))
    return modal(t("change.title"), blocks, callback_id=SAY, close=t("button.done"))
