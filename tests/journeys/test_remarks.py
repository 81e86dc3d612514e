"""A level that somebody else lowered: the owner hears of it, may add a remark, and it is kept and printed."""

from typing import Any

import pytest

from bot.kit import doors
from bot.remarks import views as remarks
from bot.why.views import subject
from storage import remarks as kept
from storage import reviews
from tests.journeys.conftest import Actor, Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")

TEXT = "The CFO confirmed it on the phone on 20 November"


@pytest.fixture
def deal(staffed: Office) -> int:
    """Tom's deal, reviewed by him with threes throughout."""
    deal = staffed.add("Service agreement", id_of(staffed, "U0TOM"), customer="Nordlys")
    staffed.reviewed(deal, "U0TOM", 3)
    return deal


def lowers(office: Office, deal: int, levels: str = "133 333 333 333 333", *, who: str = "U0ANNE") -> Actor:
    """Somebody reviews the deal anew."""
    office.passes(minutes=10)
    actor = office.person(who)
    actor.forges(doors.REVIEW, str(deal))
    actor.reviews(levels, evidence="12 Nov: “we want this”")
    actor.modal_with("Result")
    actor.closes()
    office.tick()
    return actor


def remarks_on(actor: Actor, deal: int, text: str = TEXT) -> None:
    """Add a remark from Why?."""
    actor.forges(doors.WHY, str(deal))
    actor.clicks(remarks.ADD)
    actor.modal_with("A remark")
    actor.workspace.fill(actor.id, remarks.TEXT, remarks.TEXT, text)
    actor.submits()


def test_the_owner_hears_once_which_levels_were_lowered_and_opens_why(staffed: Office, deal: int) -> None:
    lowers(staffed, deal, "133 331 333 333 333")
    tom = staffed.person("U0TOM")

    [message] = tom.messages()
    assert (
        "Anne Manager reviewed Nordlys · Service agreement and lowered Relations 1 (3 → 1) and "
        "Insight 3 (3 → 1). If you see it differently, Open lets you add a remark." in message
    )
    tom.clicks(doors.WHY, on="message")
    tom.modal_with("Lowered from 3 by Anne Manager, 23 November")
    assert staffed.person("U0ANNE").messages() == []


def test_nothing_lowered_is_no_message(staffed: Office, deal: int) -> None:
    lowers(staffed, deal, "333 333 333 333 333")
    lowers(staffed, deal, "111 333 333 333 333", who="U0TOM")

    assert staffed.person("U0TOM").messages() == []
    assert "Lowered" not in staffed.person("U0TOM").forges(doors.WHY, str(deal))


def test_a_second_review_tells_only_what_it_has_lowered_further(staffed: Office, deal: int) -> None:
    lowers(staffed, deal, "133 333 333 333 333")
    lowers(staffed, deal, "123 333 333 333 333")
    lowers(staffed, deal, "123 333 333 333 333")

    first, second = staffed.person("U0TOM").messages()
    assert "lowered Relations 1 (3 → 1)." in first
    assert "lowered Relations 2 (3 → 2)." in second


def test_a_level_taken_back_to_not_known_is_lowered_too(staffed: Office, deal: int) -> None:
    lowers(staffed, deal, "-33 333 333 333 333")

    assert "Relations 1 (3 → not known yet)" in staffed.person("U0TOM").messages()[0]


def test_a_remark_stands_in_why_in_history_and_in_the_text_for_the_crm(staffed: Office, deal: int) -> None:
    anne = lowers(staffed, deal)
    tom = staffed.person("U0TOM")
    remarks_on(tom, deal)
    tom.modal_with(f"Remark of Tom Seller, 23 November: {TEXT}")
    assert "Add a remark" not in tom.screen

    assert TEXT in staffed.person("U0DORTE").forges(doors.WHY, str(deal))
    printed = f"Relations 1: Remark of Tom Seller, 23 November: {TEXT}"
    assert printed in anne.forges(doors.HISTORY, str(deal))
    assert printed in anne.forges(subject.COPY, str(deal))


def test_whoever_lowered_it_reads_the_remark_by_one_message(staffed: Office, deal: int) -> None:
    anne = lowers(staffed, deal)
    remarks_on(staffed.person("U0TOM"), deal)
    staffed.tick()

    [message] = anne.messages()
    assert (
        "Tom Seller has added a remark to your review of Nordlys · Service agreement. Relations 1: "
        in message
    )
    assert TEXT in message


def test_each_lowered_level_has_its_remark_and_the_others_wait(staffed: Office, deal: int) -> None:
    lowers(staffed, deal, "133 331 333 333 333")
    tom = staffed.person("U0TOM")
    remarks_on(tom, deal, "first")
    tom.modal_with("first")
    assert "Add a remark" in tom.screen
    remarks_on(tom, deal, "second")
    tom.modal_with("second")

    assert "first" in tom.screen
    assert "Add a remark" not in tom.screen
    assert "no longer lowered" in tom.forges(remarks.ADD, str(deal))


def test_a_remark_stays_with_its_review_when_the_level_stays(staffed: Office, deal: int) -> None:
    lowers(staffed, deal)
    tom = staffed.person("U0TOM")
    remarks_on(tom, deal)
    tom.modal_with(TEXT)
    lowers(staffed, deal)
    assert TEXT in tom.forges(doors.WHY, str(deal))

    lowers(staffed, deal, who="U0TOM")

    assert TEXT not in tom.forges(doors.WHY, str(deal))
    with staffed.read() as desk:
        ids = [one.id for one in reviews.history(desk.tx, deal, limit=9)]
        assert [one.text for one in kept.of(desk.tx, ids)] == [TEXT]


def test_the_same_form_twice_is_one_remark_and_another_text_is_refused(staffed: Office, deal: int) -> None:
    anne = lowers(staffed, deal)
    tom = staffed.person("U0TOM")
    tom.forges(doors.WHY, str(deal))
    tom.clicks(remarks.ADD)
    tom.modal_with("A remark")
    tom.workspace.fill(tom.id, remarks.TEXT, remarks.TEXT, TEXT)
    form = tom.modal
    tom.submits()

    tom.acknowledgement_of(form)
    form["state"]["values"][remarks.TEXT][remarks.TEXT]["value"] = "Something else"
    assert "There is a remark on this level already" in tom.submits_again(form)
    staffed.tick()

    assert len(anne.messages()) == 1
    assert TEXT in tom.forges(doors.WHY, str(deal))


@pytest.mark.parametrize("who", ["U0ANNE", "U0DORTE", "U0METTE", "U0KARIN"])
def test_only_the_owner_remarks(staffed: Office, deal: int, who: str) -> None:
    lowers(staffed, deal)
    actor = staffed.person(who)
    refused = "Kun den, der har ansvaret" if who == "U0METTE" else "Only whoever carries it adds a remark"

    assert "Add a remark" not in actor.forges(doors.WHY, str(deal))
    assert refused in actor.forges(remarks.ADD, str(deal))
    assert refused in actor.submits_again(form_of(staffed, deal))
    assert said(staffed, deal) == []


@pytest.mark.parametrize(
    ("about", "answer"),
    [
        *((about, "from an older message") for about in ("x", "[1]", '["", "D1.1"]', '[2, ""]x', "2:D1.1")),
        *((f"[{about}]", "no longer lowered") for about in ('2, "D1.2"', '2, "D9.9"', '9999, "D1.1"')),
        ("", "no longer lowered"),
    ],
)
def test_a_forged_level_is_refused_in_words(staffed: Office, deal: int, about: str, answer: str) -> None:
    lowers(staffed, deal)

    assert answer in staffed.person("U0TOM").submits_again(form_of(staffed, deal, about=about))
    assert said(staffed, deal) == []


@pytest.mark.parametrize(
    ("text", "answer"), [("  ", "Write a few words."), ("x" * 501, "At most 500 characters fit.")]
)
def test_a_remark_that_says_nothing_or_too_much(staffed: Office, deal: int, text: str, answer: str) -> None:
    lowers(staffed, deal)

    assert answer in staffed.person("U0TOM").submits_again(form_of(staffed, deal, text=text))
    assert said(staffed, deal) == []


def form_of(office: Office, deal: int, *, about: str = '[2,"D1.1"]', text: str = TEXT) -> dict[str, Any]:
    """The form as somebody could forge it."""
    chosen = {"selected_option": {"value": about, "text": {"type": "plain_text", "text": "x"}}}
    values = {remarks.ABOUT: {remarks.ABOUT: chosen}, remarks.TEXT: {remarks.TEXT: {"value": text}}}
    data = remarks.FORM.dump((deal, False))
    view = {"id": "V0", "type": "modal", "callback_id": remarks.SAVE, "private_metadata": data}
    return {**view, "state": {"values": values}, "hash": "1.x"}


def said(office: Office, deal: int) -> list[str]:
    """The remarks that are kept."""
    with office.read() as desk:
        ids = [one.id for one in reviews.history(desk.tx, deal, limit=9)]
        return [one.text for one in kept.of(desk.tx, ids)]
