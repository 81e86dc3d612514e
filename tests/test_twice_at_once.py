"""The same form delivered several times at the same moment, on both databases: one page, one review, one answer."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime
from threading import Barrier
from typing import Any

import pytest

from bot.deals.usecases import changing
from bot.deals.views import adding as adding_views
from bot.kit import doors
from bot.pulse.views import form as pulse_form
from bot.review.usecases import reviews as reviewing
from bot.review.usecases.reviews import Page
from flows.company.people import Person
from flows.company.subjects import Kind
from flows.review.draft import Draft, Said
from storage import drafts, reviews, subjects, tables
from tests.journeys.action_item_acts import WHAT, items, opens_form, says
from tests.journeys.conftest import Actor, Office, id_of, open_office, staff, texts_in
from tests.known import by_identity

TIMES = 6


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """Everybody on the list; Tom has one deal, and it is due; on SQLite and on PostgreSQL."""
    for made in open_office(database_url):
        staff(made).add("Service agreement", id_of(made, "U0TOM"), customer="Nordlys")
        yield made


def test_every_page_and_the_review_itself_delivered_six_times_at_once(office: Office) -> None:
    tom = office.person("U0TOM")
    tom.says("/review")
    tom.modal_with("Page 1 of 6")

    for page in range(2, 7):
        tom.picks(f"D{page - 1}.1", 1)
        answers = _at_once(tom)
        assert len(answers) == 1
        assert f"Page {page} of 6" in answers.pop()
        tom.submits()
    tom.estimates("60")
    answers = _at_once(tom)

    assert len(answers) == 1
    assert "Nordlys · Service agreement" in answers.pop()
    with office.read() as desk:
        assert reviews.count(desk.tx) == 1
        assert drafts.count(desk.tx) == 0


def test_a_review_opened_six_times_at_once_is_one_draft(office: Office) -> None:
    ready = Barrier(TIMES)

    def open_it(_: int) -> None:
        ready.wait()
        office.workspace.command("U0TOM", "C1", "/review")

    with ThreadPoolExecutor(TIMES) as hands:
        list(hands.map(open_it, range(TIMES)))

    assert office.workspace.notice("U0TOM") is None
    with office.read() as desk:
        assert drafts.count(desk.tx) == 1


def _at_once(tom: Actor) -> set[str]:
    """The texts of all answers to one window, submitted several times at the same moment."""
    view, ready = tom.modal, Barrier(TIMES)

    def submit(_: int) -> str:
        ready.wait()
        answer: dict[str, Any] = tom.acknowledgement_of(view)
        return "\n".join(texts_in(answer["view"]))

    with ThreadPoolExecutor(TIMES) as deliveries:
        return set(deliveries.map(submit, range(TIMES)))


def test_a_new_deal_sent_six_times_at_once_is_one_deal(office: Office) -> None:
    tom = office.person("U0TOM")
    assert "Service agreement" in tom.home
    tom.clicks(doors.ADD_DEAL, on="home")
    tom.modal_with("Add a deal")
    for block_id, text in (("deal.name", "Pilot"), ("deal.customer", "Havblik")):
        tom.workspace.fill(tom.id, block_id, adding_views.VALUE, text)

    answers = _at_once(tom)

    assert len(answers) == 1
    assert "Page 1 of 6" in answers.pop()
    with office.read() as desk:
        found = subjects.everything(desk.tx, open_only=True)
        assert sorted(subject.name for subject in found) == ["Pilot", "Service agreement"]
        assert drafts.count(desk.tx) == 1


def test_the_answers_to_a_pulse_sent_six_times_at_once_count_once(office: Office) -> None:
    for moment in (office.now, datetime(2027, 1, 4, 9, tzinfo=UTC)):
        office.now = moment
        office.tick()
    tom = office.person("U0TOM")
    tom.says("pulse")
    assert tom.modal
    tom.workspace.fill(tom.id, f"{pulse_form.BLOCK}P2", pulse_form.CHOSEN, "4")

    answers = _at_once(tom)

    assert len(answers) == 1
    assert "Your answers are in" in answers.pop()
    with office.read() as desk:
        rows = desk.tx.execute(tables.pulse_answers.select()).all()
    assert [(row.statement, row.answer) for row in rows] == [("P2", 4)]


def test_two_deals_of_one_account_won_at_once_make_one_customer(office: Office) -> None:
    tom = office.who("U0TOM")
    assert tom is not None
    other = office.add("Pilot", tom.id, customer="Nordlys")

    with ThreadPoolExecutor(1) as colleague:
        with office.write() as desk:
            changing.change(desk, tom, 1, {"status": "won"})
            won = colleague.submit(_win, office, tom, other)
            wait([won], timeout=0.5)  # until it waits for us
        won.result()

    with office.read() as desk:
        known = by_identity(desk.tx, Kind.CUSTOMER)
    assert [customer.name for customer in known.values()] == ["Nordlys"]


def test_a_review_that_comes_while_a_colleague_sends_theirs_asks_about_what_that_changed(
    office: Office,
) -> None:
    office.reviewed(1, "U0TOM", 1)
    anne, tom = office.who("U0ANNE"), office.who("U0TOM")
    assert anne is not None
    assert tom is not None
    hers = _begun(office, anne, "D1")
    his = _begun(office, tom)

    with ThreadPoolExecutor(1) as colleague:
        with office.write() as desk:
            said = Said("D1", dict.fromkeys(("D1.1", "D1.2", "D1.3"), 3), "", ())
            place = {"version": hers.version, "page": hers.page}
            page = reviewing.turn_page(desk, anne, hers, **place, said=said, by=1)
            reviewing.submit(desk, anne, hers.id, version=page.draft.version, probability=None)
            sent = colleague.submit(_send, office, tom, his)
            wait([sent], timeout=0.5)  # until it waits for us
        answer = sent.result()

    assert isinstance(answer, Page)
    assert answer.area is not None
    assert answer.area.id == "D1"
    with office.read() as desk:
        assert reviews.count(desk.tx) == 2


def _begun(office: Office, person: Person, *ticked: str) -> Draft:
    """A later review at its first page after the one that asks what has changed."""
    with office.write() as desk:
        page = reviewing.open_review(desk, person, 1)
        here = {"version": page.draft.version, "ticked": ticked}
        return reviewing.choose_areas(desk, person, page.draft.id, **here).draft


def _send(office: Office, person: Person, draft: Draft) -> object:
    with office.write() as desk:
        return reviewing.submit(desk, person, draft.id, version=draft.version, probability=None)


def _win(office: Office, person: Person, deal: int) -> None:
    with office.write() as desk:
        changing.change(desk, person, deal, {"status": "won"})


def test_an_action_sent_six_times_at_once_is_one_action_and_one_message(office: Office) -> None:
    office.reviewed(1, "U0TOM", 1)
    anne = office.person("U0ANNE")
    anne.forges(doors.WHY, "1")
    opens_form(anne, 1)
    says(anne, 1, what=WHAT, who=str(id_of(office, "U0TOM")))
    view, ready = anne.modal, Barrier(TIMES)

    def submit(_: int) -> None:
        ready.wait()
        anne.acknowledgement_of(view)

    with ThreadPoolExecutor(TIMES) as deliveries:
        list(deliveries.map(submit, range(TIMES)))
    office.tick()

    assert [item.what for item in items(office, 1)] == [WHAT]
    assert len(office.person("U0TOM").messages()) == 1
