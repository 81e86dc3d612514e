"""The steps of a 1-to-1 in which somebody tells something in their own words."""

from collections.abc import Sequence

from bot.kit.blocks import Block, field, option, section
from bot.kit.codec import ID
from bot.kit.texts import Texts
from bot.meetings.usecases.attending import Session
from bot.meetings.views.frame import Subjects, block_id
from bot.standing.standings import Standing
from bot.standing.words import title
from flows.company.people import first_name
from flows.meetings.agenda import Step

TEXT, ABOUT, NUMBER = "meeting.text", "meeting.about", "meeting.number"
MOST = 1500  # characters
# What each step keeps, under the name by which the record finds it.
KINDS = {Step.OWN: "own", Step.WIN: "win", Step.THEME: "theme"}
LOST, CUSTOMER, CHANCE_BEFORE, CHANCE_AFTER = "lost_because", "customer", "chance_before", "chance_after"
MOST_CUSTOMERS = 50


def telling(session: Session, step: Step, t: Texts) -> list[Block]:
    """One field: the seller's own item, a win, a theme of coaching."""
    kind = KINDS[step]
    seller = first_name(session.seller)
    return [
        section(t(f"meetings.{kind}.lead", seller=seller)),
        text_field(t(f"meetings.{kind}.label"), block_id(kind, session), session.text(kind)),
    ]


def premortem(session: Session, found: Subjects, t: Texts) -> list[Block]:
    """It is lost: why? Then the seller's own probability, which was said before; both are kept."""
    ids = [id_ for id_ in session.meeting.subject_ids if id_ in found]
    here = next((id_ for id_ in reversed(ids) if session.text(LOST, id_)), ids[0])
    return [
        section(t("meetings.premortem.lead", seller=first_name(session.seller))),
        _menu(session, t("meetings.premortem.about"), [(id_, title(found[id_])) for id_ in ids], here),
        _percent(session, CHANCE_BEFORE, here, t),
        text_field(t("meetings.premortem.label"), block_id(LOST, session), session.text(LOST, here)),
        _percent(session, CHANCE_AFTER, here, t),
    ]


def customer(session: Session, listed: Sequence[Standing], t: Texts) -> list[Block]:
    """One customer, not only deals."""
    if not listed:
        return [section(t("meetings.customer.none"))]
    names = [(each.subject.id, title(each.subject)) for each in listed[:MOST_CUSTOMERS]]
    told = [each.words.about for each in session.said if each.words.kind == CUSTOMER]
    here = next((id_ for id_, _ in names if id_ in told[-1:]), names[0][0])
    return [
        section(t("meetings.customer.lead")),
        _menu(session, t("meetings.customer.about"), names, here),
        text_field(t("meetings.customer.label"), block_id(CUSTOMER, session), session.text(CUSTOMER, here)),
    ]


def text_field(label: str, id_: str, text: str, *, hint: str | None = None, most: int = MOST) -> Block:
    """A field of several lines, which may stay empty; with what stands there so far."""
    element: Block = {"type": "plain_text_input", "action_id": TEXT, "multiline": True, "max_length": most}
    if text:
        element["initial_value"] = text
    return field(label, element, block_id=id_, hint=hint, optional=True)


def _percent(session: Session, kind: str, here: int, t: Texts) -> Block:
    kept = session.last(kind, here)
    element: Block = {
        "type": "number_input",
        "action_id": NUMBER,
        "is_decimal_allowed": False,
        "min_value": "0",
        "max_value": "100",
    }
    if kept is not None:
        element["initial_value"] = str(kept.number)
    return field(t(f"meetings.premortem.{kind}"), element, block_id=block_id(kind, session), optional=True)


def _menu(session: Session, label: str, names: Sequence[tuple[int, str]], here: int) -> Block:
    choices = {id_: option(name, ID.dump(id_)) for id_, name in names}
    element: Block = {
        "type": "static_select",
        "action_id": ABOUT,
        "options": list(choices.values()),
        "initial_option": choices.get(here, next(iter(choices.values()))),
    }
    return field(label, element, block_id=block_id("about", session))
