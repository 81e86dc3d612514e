"""Payloads that no screen of ours offers: refused in words, and nothing changes."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from bot.app.routes import ROUTES
from bot.deals.views import adding as adding_views
from bot.finding import views as finding_views
from bot.home.views import home as home_views
from bot.kit import doors
from bot.kit.texts import Texts
from bot.people import views as setup_views
from bot.review.views import page as review_views
from bot.sandbox.payloads import interaction
from storage import subjects, tables
from tests.journeys.conftest import Actor, Office, id_of, open_office, staff, texts_in
from tests.waiting import until

NOT_YOURS = "This one isn't yours to review, or it is no longer here. Ask your manager if it should be."
GONE = "This page is from a review that has been sent already. Open the deal again to start a new one."
LONG = "9" * 4301  # more digits than Python reads as a number
PAIR = {setup_views.SELLER: "TOM", setup_views.MANAGER: "JENS"}
OLD = "That button is from an older message and does nothing any more. Write /review to go on."


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    """Everybody on the list; Tom has one deal, and it is due."""
    yield from _made(sqlite_url)


@pytest.fixture
def any_office(database_url: str) -> Iterator[Office]:
    """The same on both databases, for what one of them might choke on."""
    yield from _made(database_url)


def _made(url: str) -> Iterator[Office]:
    for made in open_office(url):
        staff(made).add("Service agreement", id_of(made, "U0TOM"), customer="Nordlys")
        yield made


@pytest.fixture
def tom(office: Office) -> Actor:
    """Tom at the first page of his deal's review."""
    return _reviewing(office)


@pytest.fixture
def any_tom(any_office: Office) -> Actor:
    """The same on both databases."""
    return _reviewing(any_office)


def _reviewing(office: Office) -> Actor:
    tom = office.person("U0TOM")
    tom.says("/review")
    tom.modal_with("Page 1 of 6")
    return tom


@pytest.fixture(autouse=True)
def _nothing_unforeseen(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.INFO)
    yield
    records = [
        *caplog.get_records("call"),
        *caplog.records,
    ]  # what is done afterwards may end in the teardown
    assert [record.getMessage() for record in records if record.exc_info] == []


def drafts_of(office: Office) -> list[Any]:
    """What stands in the drafts."""
    with office.read() as desk:
        return [(row.id, row.version, row.answers) for row in desk.tx.execute(select(tables.drafts))]


def with_value(view: dict[str, Any], start: str, action_id: str, said: dict[str, Any]) -> dict[str, Any]:
    """The window with something else in the field whose block begins so."""
    (block_id,) = [block["block_id"] for block in view["blocks"] if block["block_id"].startswith(start)]
    values = {**view["state"]["values"], block_id: {action_id: said}}
    return {**view, "state": {"values": values}}


@pytest.mark.parametrize("level", ["4", "-1", "7", "two", "3.0", "", "²", LONG])
def test_a_level_that_does_not_exist(tom: Actor, level: str, caplog: pytest.LogCaptureFixture) -> None:
    before = drafts_of(tom.office)
    option = {"selected_option": {"value": level, "text": {"type": "plain_text", "text": "x"}}}

    said = tom.submits_again(with_value(tom.modal, "D1.1.v", review_views.LEVEL, option))

    assert said == 'Choose one of the levels, or "Not known yet".'
    assert f"view {review_views.PAGE} of U0TOM: errors" in caplog.messages
    assert drafts_of(tom.office) == before


def test_a_note_that_is_too_long(tom: Actor) -> None:
    before = drafts_of(tom.office)

    said = tom.submits_again(
        with_value(tom.modal, "D1.evidence", review_views.EVIDENCE, {"value": "x" * 3001})
    )

    assert said == "That is too long. At most 2,000 characters fit."
    assert drafts_of(tom.office) == before


def test_three_thousand_emoji_are_too_long_and_two_thousand_fit(any_tom: Actor) -> None:
    too_many = with_value(any_tom.modal, "D1.evidence", review_views.EVIDENCE, {"value": "🎉" * 3000})
    assert any_tom.submits_again(too_many) == "That is too long. At most 2,000 characters fit."

    fitting = with_value(any_tom.modal, "D1.evidence", review_views.EVIDENCE, {"value": "🎉" * 2000})
    assert "Page 2 of 6" in any_tom.submits_again(fitting)
    assert drafts_of(any_tom.office)[0][2]["evidence"] == {"D1": "🎉" * 2000}


def test_text_from_right_to_left_stays_as_it_was_written(any_tom: Actor) -> None:
    note = "12 Nov: \u202eقال المدير: \u202d“نعم” <!channel> *x*"

    said = any_tom.submits_again(
        with_value(any_tom.modal, "D1.evidence", review_views.EVIDENCE, {"value": note})
    )

    assert "Page 2 of 6" in said
    assert drafts_of(any_tom.office)[0][2]["evidence"] == {"D1": note}


@pytest.mark.parametrize("text", ["   ", "\n\t ", "\u00a0"])
def test_a_note_of_spaces_is_no_evidence(tom: Actor, text: str) -> None:
    tom.picks("D1.1", 3)

    said = tom.submits_again(with_value(tom.modal, "D1.evidence", review_views.EVIDENCE, {"value": text}))

    assert "Page 2 of 6" in said
    assert "count" in said
    assert drafts_of(tom.office)[0][2]["evidence"] == {"D1": ""}


def test_a_note_with_a_character_that_postgresql_cannot_keep(any_tom: Actor) -> None:
    note = {"value": "12 Nov: a \x00 b"}

    said = any_tom.submits_again(with_value(any_tom.modal, "D1.evidence", review_views.EVIDENCE, note))

    assert "Page 2 of 6" in said
    assert drafts_of(any_tom.office)[0][2]["evidence"] == {"D1": "12 Nov: a  b"}


GARBAGE = (
    *("", "garbage", "[]", "[1]", "{}", "[1e9,1,0]", "[-1, 1, 0]", "[true, 1, 0]", "[1, 1, 0, 0]"),
    *('["1", 1, 0]', "[" * 2000, json.dumps([10**30, 1, 0]), json.dumps([2**31, 1, 0]), f"[{LONG}, 1, 0]"),
)


@pytest.mark.parametrize("callback_id", [review_views.PAGE, review_views.SUBMIT])
def test_private_metadata_that_is_garbage(tom: Actor, callback_id: str) -> None:
    before = drafts_of(tom.office)

    for data in GARBAGE:
        assert OLD in tom.forges("", "", callback_id=callback_id, data=data), data
    assert drafts_of(tom.office) == before


@pytest.mark.parametrize("callback_id", [review_views.PAGE, review_views.SUBMIT])
def test_a_draft_that_is_not_there(tom: Actor, callback_id: str) -> None:
    assert GONE in tom.forges("", "", callback_id=callback_id, data="[999, 1, 0]")


@pytest.mark.parametrize("callback_id", [review_views.PAGE, review_views.SUBMIT])
def test_a_draft_of_somebody_else(tom: Actor, callback_id: str, caplog: pytest.LogCaptureFixture) -> None:
    ((draft_id, version, _),) = before = drafts_of(tom.office)
    mette = tom.office.person("U0METTE")

    said = mette.forges("", "", callback_id=callback_id, data=json.dumps([draft_id, version, 0]))

    assert Texts("da")("refused.not_yours") in said
    assert f"Refused view {callback_id} of U0METTE: not_yours" in caplog.messages
    assert drafts_of(tom.office) == before


NO_DEAL = ("", "-", "x", "²", "-1", "0", "1.5", "9" * 30, LONG, "0x1", "1; DROP TABLE drafts")


def test_a_review_button_with_a_value_that_is_no_deal_of_theirs(any_tom: Actor) -> None:
    before = drafts_of(any_tom.office)

    for value in NO_DEAL:
        assert OLD in any_tom.forges(doors.REVIEW, value), value
    assert NOT_YOURS in any_tom.forges(doors.REVIEW, "999999")
    assert drafts_of(any_tom.office) == before


@pytest.mark.parametrize(("value", "said"), [("17; x", OLD), (LONG, OLD), ("17", NOT_YOURS)])
def test_a_choice_of_the_picker_that_is_no_deal(tom: Actor, value: str, said: str) -> None:
    chosen = {"selected_option": {"value": value, "text": {"type": "plain_text", "text": "x"}}}
    view = {
        "id": "V0",
        "type": "modal",
        "callback_id": finding_views.PICK,
        "private_metadata": "",
        "hash": "1.x",
        "state": {"values": {finding_views.PICKED: {finding_views.PICKED: chosen}}},
    }

    assert said in tom.submits_again(view)


@pytest.mark.parametrize("page", ["", "x", "²", "-1", "9" * 20, LONG])
def test_a_page_of_home_that_is_none(office: Office, page: str) -> None:
    assert OLD in office.person("U0TOM").forges(f"{home_views.TURN}.on", page)


def test_a_page_of_home_far_behind_the_last(office: Office) -> None:
    tom = office.person("U0TOM")
    assert "Service agreement" in tom.home
    before = len([call for call in office.workspace.calls if call.method == "views.publish"])

    _press(tom, f"{home_views.TURN}.on", "9999999")

    until(lambda: len([c for c in office.workspace.calls if c.method == "views.publish"]) > before)
    assert "Service agreement" in "\n".join(texts_in(office.workspace.home(tom.id)))


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("deal.name", "   ", "Write a few words."),
        ("deal.customer", "\u00a0", "Write a few words."),
        ("deal.amount", "many", "Write a plain number, such as 250000, or nothing."),
        ("deal.amount", "-5", "Write a plain number, such as 250000, or nothing."),
        ("deal.amount", "1e30", "Write a plain number, such as 250000, or nothing."),
        ("deal.amount", "NaN", "Write a plain number, such as 250000, or nothing."),
        ("deal.amount", "Infinity", "Write a plain number, such as 250000, or nothing."),
        ("deal.amount", LONG, "Write a plain number, such as 250000, or nothing."),
    ],
)
def test_a_new_deal_with_a_field_that_says_nothing(office: Office, field: str, text: str, said: str) -> None:
    tom = office.person("U0TOM")
    filled = {"deal.name": "Pilot", "deal.customer": "Havblik", "deal.amount": "1000", field: text}
    values = {name: {adding_views.VALUE: {"value": value}} for name, value in filled.items()}
    view = {"id": "V0", "type": "modal", "callback_id": adding_views.CREATE, "private_metadata": ""}

    assert tom.submits_again({**view, "hash": "1.x", "state": {"values": values}}) == said
    with office.read() as desk:
        assert len(subjects.everything(desk.tx, open_only=True)) == 1


@pytest.mark.parametrize("percent", ["-1", "100.5", "many", "NaN", "1e9", LONG])
def test_a_probability_that_is_none(tom: Actor, percent: str) -> None:
    for _ in range(5):
        tom.submits()
    forged = with_value(tom.modal, "probability", review_views.PROBABILITY, {"value": percent})

    assert tom.submits_again(forged) == "Write a number from 0 to 100, or nothing."
    assert len(drafts_of(tom.office)) == 1


def test_a_window_that_is_gone(tom: Actor) -> None:
    tom.submits()
    view = tom.modal_with("Page 2 of 6")
    tom.closes()

    _press(tom, review_views.BACK, "", view=view)
    until(lambda: _slow(tom.office))
    tom.office.tick()

    (message,) = tom.messages()
    assert message.startswith("Slack was slow, and the window may not have opened. Nothing is lost.")
    tom.clicks(doors.REVIEW, on="message")
    tom.modal_with("Page 1 of 6")


@pytest.mark.parametrize("number", [LONG, "-1"])
def test_every_button_with_a_number_that_is_no_id(tom: Actor, number: str) -> None:
    for action_id in ROUTES["action"]:
        for value in (number, f"[{number}]", f'[{number}, "D1", []]', f"{number}.D1"):
            _press(tom, action_id, value)
            _press(tom, action_id, value, view={**tom.modal, "private_metadata": value})


@pytest.mark.parametrize("number", [LONG, "-1"])
def test_every_form_with_a_number_that_is_no_id(tom: Actor, number: str) -> None:
    lists = [f"[{number}{more}]" for more in ("", ", 1", ", 1, 1", ", null", ", {}")]
    steps = (f'{{"subject": {number}}}', f'{{"subject": 1, "run": "[[0, 0, {number}]]"}}')

    for callback_id in ROUTES["view"]:
        for data in (number, f"{number}.why", *lists, *steps):
            assert tom.forges("", "", callback_id=callback_id, data=data), (callback_id, data)


@pytest.mark.parametrize(
    "said",
    [
        *({setup_views.WEEKDAY: {"selected_option": {"value": each}}} for each in ("x", "7", "-1", LONG)),
        *({setup_views.TIME: {"selected_time": each}} for each in ("x", "24:00", "09:00+01:00", LONG)),
    ],
)
def test_a_setup_form_with_a_weekday_or_a_time_that_it_does_not_offer(
    office: Office, said: dict[str, Any]
) -> None:
    karin = office.person("U0KARIN")
    karin.says("/review setup")
    window = karin.modal_with("Who meets whom, and when")
    forged = {field: {field: held} for field, held in said.items()}
    pair = {field: {field: {"selected_user": f"U0{name}"}} for field, name in PAIR.items()}

    karin.submits_again({**window, "state": {"values": {**pair, **forged}}})

    karin.modal_with("This form has a field that I don't know. Nothing was changed.")


@pytest.mark.parametrize("action_id", ["review.delete", "", "../etc", "x" * 255])
def test_a_button_that_we_never_made(tom: Actor, action_id: str) -> None:
    assert OLD in tom.forges(action_id, "1")


def test_a_form_that_we_never_made(tom: Actor) -> None:
    assert OLD in tom.forges("", "", callback_id="review.everything")


def test_a_search_of_odd_characters(any_office: Office) -> None:
    tom = any_office.person("U0TOM")

    for typed in ("%", "_", "\\", "' OR 1=1 --", "\x00", "🟢", "a" * 3000):
        tom.closes()
        tom.says(f"/review {typed}")
        assert "I found nothing with the words" in tom.screen or "Service agreement" in tom.screen
        assert any_office.workspace.notice(tom.id) is None


def _press(tom: Actor, action_id: str, value: str, **more: Any) -> None:
    button = {"type": "button", "action_id": action_id, "block_id": "b", "value": value}
    about = interaction(tom.workspace.records, tom.id, "block_actions")
    tom.workspace.deliver("interactive", {**about, **more, "actions": [button]})


def _slow(office: Office) -> list[Any]:
    with office.read() as desk:
        return list(desk.tx.execute(select(tables.outbox.c.id).where(tables.outbox.c.kind == "slow")))
