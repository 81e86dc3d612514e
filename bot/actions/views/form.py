"""The form for an action item: what, who, by when, and which question it moves."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from bot.actions.usecases.adding import Blank, Candidate
from bot.kit.blocks import Block, View, field, modal, option, rich
from bot.kit.codec import ID, Codec, Id
from bot.kit.place import Run
from bot.kit.texts import Texts
from bot.standing.reasons import places
from bot.standing.words import title
from flows.company.naming import fold
from flows.company.people import Person
from flows.review.action_item import Kind

SAVE = "action.save"
WHO = "action.who"
VALUE = "action.value"
CUSTOMER = "customer"
MOST_WHAT = 200
MOST_OPTIONS = 100
WITHIN = timedelta(days=7)
PARTS = ("kind", "what", "who", "by", "question")


class Form(NamedTuple):
    """The subject, what stands under the form, and in which run."""

    subject_id: Id
    under: Literal["why", "result"] | None = None
    run: Run | None = None


FORM: Codec[Form] = Codec(Form)


def block_id(part: str, subject_id: int) -> str:
    """The block of a field; with the subject, so that Slack never keeps one subject's text for another's."""
    return f"action.{part}.{subject_id}"


def add_view(blank: Blank, form: Form, person: Person, t: Texts, *, today: date) -> View:
    """All but what is filled in: with the customer, oneself, in a week, the question that lifts the colour first."""
    elements = {
        "kind": _kind(t),
        "what": what_field(t),
        "who": _who(person, t),
        "by": {
            "type": "datepicker",
            "action_id": VALUE,
            "initial_date": (today + WITHIN).isoformat(),
        },
        "question": _questions(blank, t),
    }
    fields = [
        field(
            t(f"action.{part}"),
            elements[part],
            block_id=block_id(part, form.subject_id),
            hint=t("action.hint_what") if part == "what" else None,
        )
        for part in PARTS
    ]
    return modal(
        t("action.form_title"),
        [rich([(title(blank.subject), "bold")]), *fields],
        callback_id=SAVE,
        close=t("button.cancel"),
        submit=t("action.save"),
        data=FORM.dump(form),
    )


def _kind(t: Texts) -> Block:
    choices = [option(t(f"action.kind_{kind}"), kind.value) for kind in Kind]
    return {
        "type": "static_select",
        "action_id": VALUE,
        "options": choices,
        "initial_option": choices[0],
    }


def what_field(t: Texts) -> Block:
    """What is to happen."""
    return {
        "type": "plain_text_input",
        "action_id": VALUE,
        "max_length": MOST_WHAT,
        "placeholder": {"type": "plain_text", "text": t("action.placeholder_what"), "emoji": False},
    }


def _who(person: Person, t: Texts) -> Block:
    return {
        "type": "external_select",
        "action_id": WHO,
        "min_query_length": 0,
        "initial_option": candidate_option(Candidate(person, "me"), t),
        "placeholder": {"type": "plain_text", "text": t("common.placeholder_name"), "emoji": False},
    }


def options(found: Sequence[Candidate], query: str, t: Texts) -> list[Block]:
    """The choices whose names hold what was typed, at most 100."""
    held = [each for each in found if fold(query) in fold(_name(each, t))]
    return [candidate_option(each, t) for each in held[:MOST_OPTIONS]]


def candidate_option(each: Candidate, t: Texts) -> Block:
    """Somebody, with what they are to whoever chooses."""
    noted = {"me", "owner", "manager", "own_manager"}
    note = t(f"action.who_{each.relation}") if each.relation in noted else None
    return option(_name(each, t), ID.dump(each.person.id) if each.person else CUSTOMER, note)


def _name(each: Candidate, t: Texts) -> str:
    return each.person.name or each.person.email if each.person else t("action.customer")


def _questions(blank: Blank, t: Texts) -> Block:
    scorecard = blank.scorecard
    choices = {
        id_: option(f"{places(scorecard, [id_], t)}: {scorecard.question(id_).text[t.language]}", id_)
        for id_ in blank.questions
    }
    return {
        "type": "static_select",
        "action_id": VALUE,
        "options": list(choices.values()),
        "initial_option": choices[blank.first],
    }
