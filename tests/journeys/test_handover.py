"""Everything open that somebody carries is handed over at once, by their manager or an admin."""

import json
from decimal import Decimal

import pytest
from sqlalchemy import select

from bot.deals.views import handover as views
from bot.kit import doors
from bot.sandbox.payloads import interaction
from flows.company.subjects import Kind, Status
from storage import outbox, people, tables
from tests.journeys.conftest import Actor, Json, Office, id_of, texts_in

pytestmark = pytest.mark.usefixtures("nothing_refused")


@pytest.fixture
def leaving(staffed: Office) -> Office:
    """Tom carries two open deals, one that is won, and a customer; he has left Slack."""
    tom = id_of(staffed, "U0TOM")
    for name in ("Northern wharf", "Southern wharf"):
        staffed.add(name, tom)
    staffed.add("Old wharf", tom, status=Status.WON, due_at=None)
    staffed.add("Harbour", tom, kind=Kind.CUSTOMER)
    with staffed.write() as desk:
        people.unlink(desk.tx, tom)
    return staffed


def chosen(actor: Actor, giver: str, taker: str) -> None:
    """Open the form from Home and choose both."""
    assert actor.home
    actor.clicks(doors.HAND_OVER, on="home")
    with actor.office.read() as desk:
        lead = desk.texts()("handover.lead")
    actor.modal_with(lead)
    found = actor.workspace.suggest(actor.id, views.FROM, views.FROM, giver)
    actor.workspace.fill(actor.id, views.FROM, views.FROM, found[0]["value"])
    actor.workspace.fill(actor.id, views.TO, views.TO, taker)
    actor.submits()


def owners(office: Office) -> dict[str, int | None]:
    """Who carries what, of all that was carried in this test."""
    c = tables.subjects.c
    with office.read() as desk:
        return {row.name: row.owner_id for row in desk.tx.execute(select(c.name, c.owner_id).where(c.id > 0))}


@pytest.mark.parametrize("who", ["U0ANNE", "U0KARIN"])
def test_manager_and_admin_hand_over_all_that_is_open_after_confirming_how_much(
    leaving: Office, who: str
) -> None:
    actor, mette = leaving.person(who), leaving.person("U0METTE")
    tom, taker = owners(leaving)["Harbour"], id_of(leaving, "U0METTE")
    assert "Harbour" not in mette.home

    chosen(actor, "tom", "U0METTE")
    assert (
        "Hand over two deals and one customer from Tom Seller? Mette Sælger then carries them."
        in actor.screen
    )
    assert owners(leaving)["Harbour"] == tom
    actor.submits()
    leaving.tick()
    leaving.tick()

    assert "Mette Sælger carries two deals and one customer from Tom Seller now" in actor.screen
    moved = {"Northern wharf": taker, "Southern wharf": taker, "Harbour": taker}
    assert owners(leaving) == {**moved, "Old wharf": tom}
    [message] = mette.messages()
    assert "to salgsmuligheder og én kunde til dig, fra Tom Seller." in message
    assert "Harbour" in "\n".join(texts_in(leaving.workspace.home("U0METTE")))


def test_of_one_that_is_handed_over_the_confirmation_says_it(staffed: Office) -> None:
    staffed.add("Northern wharf", id_of(staffed, "U0TOM"))
    anne = staffed.person("U0ANNE")

    chosen(anne, "tom", "U0METTE")

    assert "Hand over one deal from Tom Seller? Mette Sælger then carries it." in anne.screen


def test_every_change_of_a_handover_is_kept_with_who_and_when(leaving: Office) -> None:
    anne = leaving.person("U0ANNE")

    chosen(anne, "", "U0METTE")
    anne.submits()

    c = tables.changes.c
    with leaving.read() as desk:
        found = [tuple(row) for row in desk.tx.execute(select(c.field, c.after, c.by_person, c.at))]
    row = ("owner_id", str(id_of(leaving, "U0METTE")), id_of(leaving, "U0ANNE"), leaving.now)
    assert found == [row] * 3


def test_a_confirmation_sent_twice_hands_over_once(leaving: Office) -> None:
    anne = leaving.person("U0ANNE")
    chosen(anne, "tom", "U0METTE")
    view = anne.modal

    anne.submits_again(view)
    said = anne.submits_again(view)
    leaving.tick()

    assert "Tom Seller carries nothing that is open" in said
    assert len(leaving.person("U0METTE").messages()) == 1


def test_somebody_who_takes_it_over_themself_gets_no_message(leaving: Office) -> None:
    anne = leaving.person("U0ANNE")

    chosen(anne, "tom", "U0ANNE")
    anne.submits()
    leaving.tick()

    assert anne.messages() == []
    assert owners(leaving)["Harbour"] == id_of(leaving, "U0ANNE")


@pytest.mark.parametrize(
    ("taker", "said"),
    [
        ("U0VERA", "That person is on the list as somebody who only reads. Choose somebody who reviews."),
        ("U0GUEST", "That person is not on the company's list."),
        ("U0ANNE", "That is the same person. Choose somebody else."),
    ],
)
def test_who_cannot_take_over_is_said_beside_the_field(leaving: Office, taker: str, said: str) -> None:
    leaving.add("Anne's own", id_of(leaving, "U0ANNE"))
    giver = str(id_of(leaving, "U0ANNE"))
    view = form(giver, taker)

    assert said in leaving.person("U0ANNE").submits_again(view)


def form(giver: str, taker: str) -> Json:
    """The form as a payload says it."""
    values = {
        views.FROM: {views.FROM: {"selected_option": {"value": giver}}},
        views.TO: {views.TO: {"selected_user": taker}},
    }
    about = {"id": "V0", "type": "modal", "callback_id": views.CHOOSE, "private_metadata": "", "hash": "1.x"}
    return {**about, "state": {"values": values}}


@pytest.mark.parametrize("who", ["U0TOM", "U0METTE", "U0DORTE", "U0VERA", "U0AUGUST"])
def test_nobody_else_hands_over_for_others(staffed: Office, who: str) -> None:
    staffed.add("Northern wharf", id_of(staffed, "U0ANNE"))
    actor = staffed.person(who)
    tom, anne = id_of(staffed, "U0TOM"), id_of(staffed, "U0ANNE")
    before = owners(staffed)

    answers = [
        actor.forges(doors.HAND_OVER, "-"),
        actor.forges("", "", callback_id=views.CONFIRM, data=json.dumps([anne, tom])),
        actor.submits_again(form(str(anne), "U0TOM")),
    ]

    words = ("Managers hand over for their own team", "Ledere overdrager for deres eget hold")
    assert all(any(one in said for one in words) for said in answers)
    assert owners(staffed) == before
    assert suggested(actor) == []


def test_a_manager_is_offered_the_team_and_an_admin_everybody(leaving: Office) -> None:
    leaving.add("Mette's own", id_of(leaving, "U0METTE"))

    assert suggested(leaving.person("U0ANNE")) == ["Tom Seller"]
    assert suggested(leaving.person("U0JENS")) == ["Mette Sælger"]
    assert suggested(leaving.person("U0KARIN")) == ["Mette Sælger", "Tom Seller"]


def suggested(actor: Actor) -> list[str]:
    """The names that the type-ahead offers."""
    about = interaction(actor.workspace.records, actor.id, "block_suggestion", with_trigger=False)
    asked = {"action_id": views.FROM, "block_id": views.FROM, "value": "", "view": {}}
    found = actor.workspace.deliver("interactive", {**about, **asked})["options"]
    return [option["text"]["text"] for option in found]


@pytest.mark.parametrize(
    "data", ["", "garbage", "[]", "[1]", "[1, 2, 3]", '["x", 1]', "[-1, 1]", "[99999, 1]", "7", "[" * 2000]
)
def test_a_forged_confirmation_is_refused_in_words(leaving: Office, data: str) -> None:
    before = owners(leaving)

    said = leaving.person("U0ANNE").forges("", "", callback_id=views.CONFIRM, data=data)

    assert said
    assert owners(leaving) == before
    with leaving.read() as desk:
        assert outbox.counts(desk.tx)[outbox.State.PENDING] == 0


def test_another_teams_seller_is_not_a_managers_to_hand_over(leaving: Office) -> None:
    leaving.add("Mette's own", id_of(leaving, "U0METTE"), amount=Decimal(1))
    mette, jens = id_of(leaving, "U0METTE"), id_of(leaving, "U0JENS")

    said = leaving.person("U0ANNE").forges("", "", callback_id=views.CONFIRM, data=json.dumps([mette, jens]))

    assert "Managers hand over for their own team" in said
    assert owners(leaving)["Mette's own"] == mette
