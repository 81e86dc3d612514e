"""Looking after the pipeline from Slack: changing, closing, opening again, copying, and what belongs together."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from bot.deals.views import changing as views
from bot.kit import doors
from bot.why.views import subject as subject_views
from flows.company.subjects import Kind, Status, Subject
from storage import subjects, tables
from tests.journeys.conftest import Actor, Office, id_of, texts_in

pytestmark = pytest.mark.usefixtures("nothing_refused")


@pytest.fixture
def deal(staffed: Office) -> int:
    """Tom's deal with Nordlys: DKK 1.2m."""
    return staffed.add("Service agreement", id_of(staffed, "U0TOM"), customer="Nordlys")


def now_is(office: Office, subject_id: int) -> Subject:
    """A subject as it stands in the database."""
    with office.read() as desk:
        everything = subjects.everything(desk.tx, open_only=False)
    return next(one for one in everything if one.id == subject_id)


def kept(office: Office, subject_id: int) -> list[tuple[Any, ...]]:
    """The changes on record: field, before, after, who, when."""
    c = tables.changes.c
    query = select(c.field, c.before, c.after, c.by_person, c.at).where(c.subject_id == subject_id)
    with office.read() as desk:
        return [tuple(row) for row in desk.tx.execute(query.order_by(c.id))]


def opens_form(actor: Actor, subject_id: int) -> None:
    """From Why? to the form, as a person does."""
    actor.closes()
    actor.forges(doors.WHY, str(subject_id))
    actor.presses(doors.CHANGE)


def fills(actor: Actor, subject_id: int, **said: str) -> None:
    """Open the form, say this, and save."""
    opens_form(actor, subject_id)
    for name, value in said.items():
        actor.workspace.fill(actor.id, views.block_id(name, subject_id), views.VALUE, value)
    actor.submits()


def problems(actor: Actor, subject_id: int, **said: Any) -> str:
    """Send the form with what no field would let one say; the words beside the fields."""
    opens_form(actor, subject_id)
    view = actor.modal
    keys = {"close_date": "selected_date", "owner_id": "selected_user"}
    for name, value in said.items():
        held = {"selected_option": {"value": value}} if name == "status" else {keys.get(name, "value"): value}
        view["state"]["values"][views.block_id(name, subject_id)] = {views.VALUE: held}
    return actor.submits_again(view)


def test_one_form_changes_what_differs_and_keeps_who_when_before_and_after(
    staffed: Office, deal: int
) -> None:
    tom = staffed.person("U0TOM")
    opens_form(tom, deal)
    assert "1200000" in tom.screen
    assert "DKK" in tom.screen

    values = {"amount": "1500000.5", "currency": "eur", "stage": "Negotiation", "probability": "60"}
    fills(tom, deal, close_date="2027-01-15", **values)

    assert "Value: 1,200,000.00 → 1,500,000.50" in tom.screen
    assert "Expected close: 21 February 2027 → 15 January 2027" in tom.screen
    changed = now_is(staffed, deal)
    assert changed.money is not None
    assert (changed.money.amount, changed.currency) == (Decimal("1500000.5"), "EUR")
    assert (changed.stage, changed.probability) == ("Negotiation", Decimal(60))
    who = id_of(staffed, "U0TOM")
    assert kept(staffed, deal) == [
        ("amount", "1200000", "1500000.5", who, staffed.now),
        ("currency", "DKK", "EUR", who, staffed.now),
        ("close_date", "2027-02-21", "2027-01-15", who, staffed.now),
        ("stage", None, "Negotiation", who, staffed.now),
        ("probability", None, "60", who, staffed.now),
    ]


def test_an_amount_keeps_the_decimals_of_every_currency(staffed: Office, deal: int) -> None:
    fills(staffed.person("U0TOM"), deal, amount="1234.567", currency="kwd")

    assert now_is(staffed, deal).amount == Decimal("1234.567")


def test_a_form_that_is_sent_as_it_was_shown_changes_nothing(staffed: Office, deal: int) -> None:
    tom = staffed.person("U0TOM")

    fills(tom, deal)

    assert "Nothing was different, so nothing was changed." in tom.screen
    assert kept(staffed, deal) == []


def test_what_a_source_changed_meanwhile_stays_unless_the_person_changed_it_too(
    staffed: Office, deal: int
) -> None:
    tom = staffed.person("U0TOM")
    opens_form(tom, deal)
    staffed.changes(deal, "amount", Decimal(1_200_000), Decimal(900_000))

    tom.workspace.fill(tom.id, views.block_id("stage", deal), views.VALUE, "Offer")
    tom.submits()

    assert (now_is(staffed, deal).amount, now_is(staffed, deal).stage) == (Decimal(900_000), "Offer")


def test_a_close_date_that_moved_holds_the_colour_down(staffed: Office, deal: int) -> None:
    staffed.reviewed(deal, "U0TOM", 3)
    tom = staffed.person("U0TOM")
    tom.forges(doors.WHY, str(deal))
    assert "🟢 Green" in tom.screen

    for day in ("2027-03-15", "2027-05-20"):
        staffed.passes(days=1)
        fills(tom, deal, close_date=day)
    tom.presses(doors.WHY)

    assert "At most yellow: " in tom.screen
    assert "🟨 Yellow" in tom.screen


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        *(
            ("amount", bad, "Write a plain number, such as 250000, or nothing.")
            for bad in ("many", "-5", "1e30", "NaN")
        ),
        *(
            ("currency", bad, "Write the three letters of a currency, such as DKK or EUR.")
            for bad in ("", "kr", "XXX", "QQQ", "DKKK")
        ),
        ("close_date", "2026-02-30", "Choose a day that the calendar has, or none."),
        ("close_date", "tomorrow", "Choose a day that the calendar has, or none."),
        ("probability", "101", "Write a number from 0 to 100, or nothing."),
        ("status", "frozen", "Choose one of those on the list."),
        ("status", "", "Choose one of those on the list."),
        ("status", "lost", "Write a few words on why it was lost."),
        (
            "owner_id",
            "U0GUEST",
            "That person is not on the company's list. Choose somebody who is, or ask an admin to add them.",
        ),
        (
            "owner_id",
            "U9999",
            "That person is not on the company's list. Choose somebody who is, or ask an admin to add them.",
        ),
        (
            "owner_id",
            "U0VERA",
            "That person is on the list as somebody who only reads. Choose somebody who reviews.",
        ),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_changes_nothing(
    staffed: Office, deal: int, field: str, value: str, said: str
) -> None:
    assert problems(staffed.person("U0TOM"), deal, **{field: value}) == said
    assert kept(staffed, deal) == []


@pytest.mark.parametrize("who", ["U0METTE", "U0JENS", "U0DORTE", "U0VERA", "U0KARIN"])
def test_nobody_changes_what_is_not_theirs_to_score(staffed: Office, deal: int, who: str) -> None:
    said = staffed.person(who).forges(doors.CHANGE, str(deal))
    data = views.FORM.dump(views.Form(deal, {"stage": ""}))
    sent = staffed.person(who).forges("", "", callback_id=views.SAVE, data=data)

    with staffed.read() as desk:
        t = desk.texts(staffed.who(who))
    assert t("refused.not_yours") in said
    assert t("refused.not_yours") in sent
    assert kept(staffed, deal) == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        *(
            (data, "from an older message")
            for data in ("", "garbage", "[]", "[1]", '["1", {}]', "[true, {}]")
        ),
        *((data, "from an older message") for data in ("[-1, {}]", '[1, {"stage": 3}]', "[" * 2000)),
        ("[99999, {}]", "This one isn't yours to review"),
    ],
)
def test_a_form_with_forged_data_is_refused_in_words(
    staffed: Office, deal: int, data: str, said: str
) -> None:
    assert said in staffed.person("U0TOM").forges("", "", callback_id=views.SAVE, data=data)
    assert kept(staffed, deal) == []


def test_a_customer_has_no_stage_to_change_and_is_never_won(staffed: Office) -> None:
    customer = staffed.add("Nordlys", id_of(staffed, "U0TOM"), kind=Kind.CUSTOMER)
    tom = staffed.person("U0TOM")

    assert problems(tom, customer, status="won") == "Choose one of those on the list."
    assert "no longer here" not in tom.screen
    opens_form(tom, customer)
    assert "Yearly value" in tom.screen
    assert "Stage" not in tom.screen


def test_a_won_deal_leaves_the_lists_and_makes_its_account_a_customer(staffed: Office, deal: int) -> None:
    tom = staffed.person("U0TOM")
    assert "Service agreement" in tom.home

    fills(tom, deal, status="won")
    staffed.tick()

    assert "Where it stands: Open → Won" in tom.screen
    won = now_is(staffed, deal)
    assert (won.status, won.due_at) == (Status.WON, None)
    home = "\n".join(texts_in(staffed.workspace.home(tom.id)))
    assert "Service agreement" not in home
    assert "Nordlys" in home


def test_lost_is_lost_for_a_reason_that_is_kept_and_shown(staffed: Office, deal: int) -> None:
    tom = staffed.person("U0TOM")

    fills(tom, deal, status="lost", lost_reason="Chose *another* <!channel>")
    tom.presses(doors.WHY)

    assert "Lost, because: Chose *another* <!channel>" in tom.screen
    assert "Ask for help" not in tom.screen
    assert tom.modal["submit"] is None
    assert [row[:3] for row in kept(staffed, deal)] == [
        ("status", "open", "lost"),
        ("lost_reason", None, "Chose *another* <!channel>"),
    ]


def test_what_is_closed_is_found_by_its_name_and_opened_again(staffed: Office, deal: int) -> None:
    tom = staffed.person("U0TOM")
    fills(tom, deal, status="lost", lost_reason="Price")
    staffed.passes(days=3)
    tom.closes()

    tom.says("/review service agreement")
    assert "Service agreement · Lost" in tom.screen
    tom.presses(doors.WHY)
    tom.presses(doors.CHANGE)
    tom.workspace.fill(tom.id, views.block_id("status", deal), views.VALUE, "open")
    tom.submits()

    again = now_is(staffed, deal)
    assert (again.status, again.due_at, again.lost_reason) == (Status.OPEN, staffed.now, None)


def test_a_page_of_a_deal_that_was_lost_meanwhile_is_kept_and_answered_in_words(
    staffed: Office, deal: int
) -> None:
    tom, anne = staffed.person("U0TOM"), staffed.person("U0ANNE")
    tom.says("/review")
    tom.modal_with("Page 1 of 6")
    tom.picks("D1.1", 2)

    fills(anne, deal, status="gone")
    tom.submits()

    assert "Service agreement is closed, so there is nothing left to review." in tom.screen


def test_a_seller_hands_over_their_own_and_the_new_owner_hears_of_it_once(staffed: Office, deal: int) -> None:
    tom, mette = staffed.person("U0TOM"), staffed.person("U0METTE")

    fills(tom, deal, owner_id="U0METTE")
    staffed.tick()
    staffed.tick()

    assert "Who carries it: Tom Seller → Mette Sælger" in tom.screen
    assert "Mette Sælger carries it from now on and hears it from me." in tom.screen
    [message] = mette.messages()
    assert "Tom Seller har overdraget Service agreement til dig." in message
    mette.clicks(doors.WHY, on="message")
    mette.modal_with("Service agreement")
    assert "yours to review" in tom.forges(doors.CHANGE, str(deal))


def test_an_empty_owner_leaves_the_owner(staffed: Office, deal: int) -> None:
    assert "Nothing was different" in problems(staffed.person("U0TOM"), deal, owner_id=None)
    assert now_is(staffed, deal).owner_id == id_of(staffed, "U0TOM")


def test_the_form_delivered_twice_is_one_change(staffed: Office, deal: int) -> None:
    anne = staffed.person("U0ANNE")
    opens_form(anne, deal)
    anne.workspace.fill(anne.id, views.block_id("owner_id", deal), views.VALUE, "U0ANNE")
    form = anne.modal

    anne.submits_again(form)
    said = anne.submits_again(form)

    assert "Nothing was different" in said
    assert [row[0] for row in kept(staffed, deal)] == ["owner_id"]


def test_copy_for_crm_is_plain_text_with_status_why_next_step_and_own_estimate(
    staffed: Office, deal: int
) -> None:
    tom = staffed.person("U0TOM")
    tom.says("/review")
    tom.modal_with("Service agreement")
    tom.reviews("322 222 100 2-2 222", probability="70")
    tom.closes()

    tom.forges(doors.WHY, str(deal))
    tom.presses(subject_views.COPY)

    [block] = [one for one in tom.modal["blocks"] if one["type"] == "rich_text"]
    assert block["elements"][0]["type"] == "rich_text_preformatted"
    text = "\n".join(texts_in(block))
    assert "Nordlys · Service agreement\nStatus: 🔺 Red (as of 23 November)\nWhy: " in text
    assert "Next step: Process: " in text
    assert text.endswith("Own estimate: 70% (Tom Seller, 23 November)")


def test_a_reader_copies_but_does_not_change(staffed: Office, deal: int) -> None:
    vera = staffed.person("U0VERA")

    vera.forges(doors.WHY, str(deal))

    assert "Copy for CRM" in vera.screen
    assert "Change" not in vera.screen
    assert "isn't yours to read" in staffed.person("U0KARIN").forges(subject_views.COPY, str(deal))


def test_a_customer_shows_its_open_deals_and_a_deal_its_customer_as_far_as_one_may_read(
    staffed: Office, deal: int
) -> None:
    customer = staffed.add("Nordlys", id_of(staffed, "U0TOM"), kind=Kind.CUSTOMER)
    staffed.add("Secret project", id_of(staffed, "U0METTE"), customer="NORDLYS")
    staffed.add("Old project", id_of(staffed, "U0TOM"), customer="Nordlys", status=Status.WON)
    staffed.add("Other project", id_of(staffed, "U0TOM"), customer="Nordlys & Co")
    tom, dorte = staffed.person("U0TOM"), staffed.person("U0DORTE")

    tom.forges(doors.WHY, str(customer))
    assert "Its open deals" in tom.screen
    assert "Service agreement" in tom.screen
    for hidden in ("Secret project", "Old project", "Other project"):
        assert hidden not in tom.screen
    dorte.forges(doors.WHY, str(customer))
    assert "Secret project" in dorte.screen

    tom.forges(doors.WHY, str(deal))
    assert "Its customer:" in tom.screen
    mette = staffed.person("U0METTE")
    mette.forges(doors.WHY, str(customer + 1))
    assert "Kunden: NORDLYS" in mette.screen
