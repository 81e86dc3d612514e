"""Looking after a subject: the form, and what it says."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from bot.deals.usecases import changing
from bot.deals.views import changing as views
from bot.kit import fields
from bot.kit.act import Act
from bot.kit.codec import ID
from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.kit.reply import Reply, errors, show, update_in_ack
from bot.kit.texts import Texts
from flows.company.changes import Value
from flows.company.money import CURRENCIES
from flows.company.people import Person
from flows.company.subjects import Kind

KEYS = {"close_date": "selected_date", "owner_id": "selected_user"}
BESIDE = {  # the refusals that belong beside a field, so that nothing typed is lost
    "owner_unlisted": "owner_id",
    "owner_reads_only": "owner_id",
    "unknown_status": "status",
    "lost_without_reason": changing.LOST_REASON,
}


def open_(desk: Desk, person: Person, act: Act) -> Reply:
    """Show the form for the subject whose id the button carries."""
    found = changing.to_change(desk, person, ID.load(act.value))
    segments = desk.scorecards.segments(found.subject.kind)
    view = views.change_view(found, desk.texts(person), segments=segments)
    return show(act, view, subject_id=found.subject.id)


def save(desk: Desk, person: Person, act: Act) -> Reply:
    """Change what is different from what the form showed, and say what that was."""
    t = desk.texts(person)
    form = views.FORM.load(act.data)
    changing.to_change(desk, person, form.subject_id)
    found, problems = _read(desk, act, form, t)
    if problems:
        return errors(problems)
    try:
        changed = changing.change(desk, person, form.subject_id, found)
    except Refusal as refusal:
        if refusal.code not in BESIDE:
            raise
        return errors(_beside(form, BESIDE[refusal.code], t(f"refused.{refusal.code}")))
    return update_in_ack(views.changed_view(changed, t, now=desk.now))


def _beside(form: views.Form, name: str, text: str) -> dict[str, str]:
    return {views.block_id(name, form.subject_id): text}


def _read(desk: Desk, act: Act, form: views.Form, t: Texts) -> tuple[dict[str, Value], dict[str, str]]:
    """What differs from what was shown, by field; and what is wrong with it, by block."""
    found: dict[str, Value] = {}
    problems: dict[str, str] = {}
    for name in views.FIELDS:
        block_id = views.block_id(name, form.subject_id)
        text = _text(act, name, block_id)
        if text is None or text == form.shown.get(name, ""):
            continue
        try:
            if name == "owner_id":
                found |= _owner(desk, text)
            elif name == "segment":
                found[name] = _segment(desk, text)
            else:
                found[name] = READ[name](text)
        except ValueError:
            problems |= _beside(form, name, t(f"change.odd_{name}"))
        except Refusal as refusal:
            problems |= _beside(form, name, t(f"refused.{refusal.code}"))
    return found, problems


def _text(act: Act, name: str, block_id: str) -> str | None:
    """What a field says; None when the form doesn't have it."""
    if not fields.holds(act, block_id, views.VALUE):
        return None
    if name in views.CHOSEN:
        value = fields.chosen(act, block_id, views.VALUE)
        return "" if value == views.NO_SEGMENT else value
    return fields.said(act, block_id, views.VALUE, KEYS.get(name, "value"))


def _owner(desk: Desk, slack_id: str) -> dict[str, Value]:
    """The owner by their Slack id; an empty field leaves the owner."""
    return {"owner_id": changing.owner_from_slack(desk, slack_id).id} if slack_id else {}


def _segment(desk: Desk, text: str) -> str | None:
    """One of those that a scorecard is for, or none."""
    known = [segment for kind in Kind for segment in desk.scorecards.segments(kind)]
    if text and not any(text in {segment.en, segment.da} for segment in known):
        raise ValueError(text)
    return text or None


def _currency(text: str) -> str:
    if text.upper() not in CURRENCIES:
        raise ValueError(text)
    return text.upper()


def _stage(text: str) -> str | None:
    return text[: views.MOST_STAGE] or None


def _reason(text: str) -> str | None:
    return text[: views.MOST_REASON] or None


READ: dict[str, Callable[[str], str | Decimal | date | None]] = {
    "status": str,
    changing.LOST_REASON: _reason,
    "amount": fields.amount,
    "currency": _currency,
    "close_date": fields.day,
    "stage": _stage,
    "probability": fields.percent,
}
