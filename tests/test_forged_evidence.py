"""Forged payloads about evidence: forms and buttons that no screen of ours has made are refused in words."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from bot.evidence.views import exhibits as evidence_views
from bot.evidence.views import form as forms
from bot.kit import doors
from bot.sandbox.payloads import interaction
from flows.review.evidence import AddedEvidence
from storage import added_evidence
from tests.journeys.conftest import Actor, Json, Office, id_of, open_office, staff

NOT_YOURS = "This one isn't yours to review, or it is no longer here. Ask your manager if it should be."
NOT_READ = "This one isn't yours to read, or it is no longer here. Its seller or a director can show it."
UNKNOWN = "This form has a field that I don't know. Nothing was changed. Open it again."
LONG = "9" * 4301  # more digits than Python reads as a number
OLD = "That button is from an older message and does nothing any more. Write /review to go on."
QUOTED = {
    "channel": "C1",
    "ts": "1795420800.000001",
    "user": "U0NEW",
    "author": "Kim",
    "text": "We want this",
    "is_open": True,
}


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    """Everybody on the list; Tom has the first deal, Mette the second."""
    for made in open_office(sqlite_url):
        for owner in ("U0TOM", "U0METTE"):
            (staff(made) if owner == "U0TOM" else made).add("Service agreement", id_of(made, owner))
        yield made


@pytest.fixture
def tom(office: Office) -> Actor:
    """Tom, whose payloads are forged."""
    return office.person("U0TOM")


@pytest.fixture(autouse=True)
def _nothing_unforeseen(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.INFO)
    yield
    records = [
        *caplog.get_records("call"),
        *caplog.records,
    ]  # what is done afterwards may end in the teardown
    assert [record.getMessage() for record in records if record.exc_info] == []


def form(
    data: object, *, area: str = "D1", covers: tuple[str, ...] = ("D1.1",), text: str = "A note"
) -> Json:
    """The form as a machine could send it."""
    boxes = {"selected_options": [{"value": each} for each in covers]}
    values: dict[str, Any] = {
        forms.AREA: {forms.AREA: {"selected_option": {"value": area}}},
        f"{forms.COVERS}.{area}": {forms.COVERS: boxes},
        forms.TEXT: {forms.TEXT: {"value": text}},
    }
    about = {"id": "V0", "type": "modal", "callback_id": forms.KEEP, "hash": "1.x"}
    return {**about, "private_metadata": json.dumps(data), "state": {"values": values}}


def kept(office: Office) -> dict[int, list[AddedEvidence]]:
    with office.read() as desk:
        return added_evidence.of(desk.tx, None)


GARBAGE = (
    *("", "x", None, ["1", None], [True, None], [-1, None], [0, None], [2**31, None], [1, None, 0]),
    *(
        [1, []],
        [1, {}],
        [1, QUOTED | {"more": 1}],
        [1, QUOTED | {"is_open": 1}],
        [1, QUOTED | {"text": None}],
    ),
    *([1, QUOTED | {"ts": "now"}], [1, QUOTED | {"channel": "C1/../x"}], [1, QUOTED | {"channel": ""}]),
    *([1, list(QUOTED.values())], [1, QUOTED | {"text": "a \0 b"}], [None, QUOTED | {"user": [[]]}]),
)


@pytest.mark.parametrize("callback_id", [forms.KEEP, forms.CHOOSE])
def test_private_metadata_that_is_garbage(tom: Actor, callback_id: str) -> None:
    chosen = {doors.EVIDENCE_SUBJECT: {"selected_option": {"value": "1"}}}

    for data in GARBAGE:
        view = form(data)
        view["state"]["values"][doors.EVIDENCE_SUBJECT] = chosen
        assert OLD in tom.submits_again({**view, "callback_id": callback_id}), data
    assert kept(tom.office) == {}


def test_deep_brackets_and_too_long_a_text_in_private_metadata(tom: Actor) -> None:
    for data in ("[" * 2999, f"[{LONG}, null]", json.dumps([1, QUOTED | {"text": "x" * 3000}])):
        assert OLD in tom.submits_again({**form(0), "private_metadata": data})


def test_a_subject_of_somebody_else(tom: Actor) -> None:
    assert NOT_YOURS in tom.submits_again(form([2, None]))
    assert NOT_YOURS in tom.forges(doors.ADD_EVIDENCE, "2")
    assert kept(tom.office) == {}


@pytest.mark.parametrize("value", ["", "-", "x", "²", "-1", "1.5", "9" * 30, LONG])
def test_a_button_with_a_value_that_is_no_deal(tom: Actor, value: str) -> None:
    assert OLD in tom.forges(doors.ADD_EVIDENCE, value)


def test_a_form_in_which_no_deal_is_chosen_yet(tom: Actor) -> None:
    assert OLD in tom.submits_again(form([None, QUOTED]))


@pytest.mark.parametrize(("value", "said"), [("2", NOT_YOURS), ("x", OLD), ("9" * 30, OLD)])
def test_a_choice_that_is_no_deal_of_theirs(tom: Actor, value: str, said: str) -> None:
    view = {**form([None, QUOTED]), "callback_id": forms.CHOOSE}
    view["state"] = {
        "values": {doors.EVIDENCE_SUBJECT: {doors.EVIDENCE_SUBJECT: {"selected_option": {"value": value}}}}
    }

    assert said in tom.submits_again(view)


def test_an_area_and_questions_that_the_scorecard_has_not(tom: Actor) -> None:
    assert UNKNOWN in tom.submits_again(form([1, None], area="D9"))
    assert tom.submits_again(form([1, None], covers=("D2.1", "D9.9"))) == "Choose at least one question."
    assert kept(tom.office) == {}


def test_a_note_that_is_too_long(tom: Actor) -> None:
    said = tom.submits_again(form([1, None], text="x" * 2001))

    assert said == "That is too long. At most 2,000 characters fit."
    assert kept(tom.office) == {}


def test_a_private_message_without_the_consent_that_its_form_asks_for(tom: Actor) -> None:
    said = tom.submits_again(form([1, QUOTED | {"is_open": False}]))

    assert said == "Tick it if you may. If not, Cancel keeps nothing."
    assert kept(tom.office) == {}


def test_a_date_before_the_calendar_is_no_reason_to_stumble(tom: Actor) -> None:
    said = tom.submits_again(form([1, QUOTED | {"ts": "9999999999.000001"}]))

    assert "Saved. It counts from the first review on." in said
    ((added,),) = kept(tom.office).values()
    assert added.occurred_on == tom.office.now.date()


NO_SIGHTING = (
    *("", "x", "[]", "{}", "[1]", '["1", "D1", []]', '[true, "D1", []]', "[" * 1999),
    *('[1, "D1", ["abc", 7, null]]', '[-1, "D1", []]', json.dumps([10**30, "D1", []]), f'[{LONG}, "D1", []]'),
)


def test_a_seen_button_of_garbage(tom: Actor) -> None:
    for value in NO_SIGHTING:
        assert OLD in tom.forges(evidence_views.SEE, value), value


@pytest.mark.parametrize("value", ['[2, "D1", ["x"]]', '[999, "D1", []]'])
def test_a_seen_button_for_what_is_not_theirs_to_read(tom: Actor, value: str) -> None:
    assert NOT_READ in tom.forges(evidence_views.SEE, value)


def test_words_that_do_not_stand_there_are_not_ticked(office: Office) -> None:
    anne = office.person("U0ANNE")

    assert "Service agreement" in anne.forges(evidence_views.SEE, '[1, "D1", ["abc", "7"]]')

    with office.read() as desk:
        assert added_evidence.sightings_of(desk.tx, 1) == []


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"ts": "1.000001"},
        {"ts": 5, "text": 7},
        {"ts": "1.000001", "text": ["x"], "blocks": 3, "attachments": "x", "user": {"id": 1}},
    ],
)
def test_a_message_of_odd_shape(tom: Actor, message: Json) -> None:
    about = interaction(tom.workspace.records, tom.id, "message_action")
    channel = {"id": "C1", "name": None} if "blocks" in message else {}

    tom.workspace.deliver(
        "interactive", {**about, "callback_id": forms.USE, "message": message, "channel": channel}
    )

    assert "Slack didn't say which message that is." in tom.screen or "Use as evidence" in tom.screen
