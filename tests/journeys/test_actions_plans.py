"""The plan of a seller and a team: what has no subject, who sees it, and how it is summed up further up."""

from datetime import date, timedelta

import pytest

from bot.actions.usecases.adding import StatedItem, add
from bot.actions.views import action_items, form, mine, plan
from bot.kit import doors
from bot.kit.refusal import Refusal
from bot.why.views import subject
from flows.company.people import Role
from flows.review.action_item import Kind
from tests.journeys.action_item_acts import adds, opens_form, says, why
from tests.journeys.conftest import Actor, Office, id_of
from tests.journeys.walk_actions import updates

pytestmark = pytest.mark.usefixtures("nothing_refused")
BY = date(2026, 11, 30)


def plans(actor: Actor, what: str, **said: str) -> None:
    """Write something down in the window of one's own."""
    actor.forges(doors.ACTIONS, "-")
    actor.clicks(mine.PLAN)
    actor.workspace.wait_for(lambda: actor.modal["callback_id"] == plan.SAVE)
    fields = {"kind": plan.KIND, "who": plan.WHO, "about": plan.ABOUT, "by": plan.BY}
    actor.workspace.fill(actor.id, plan.WHAT, form.VALUE, what)
    for part, value in said.items():
        action_id = fields[part] if part in {"who", "about"} else form.VALUE
        actor.workspace.fill(actor.id, fields[part], action_id, value)
    before = updates(actor)
    actor.submits()
    actor.workspace.wait_for(lambda: updates(actor) > before)


def test_a_manager_writes_down_what_is_for_a_seller_and_both_see_it(staffed: Office) -> None:
    anne, tom = staffed.person("U0ANNE"), staffed.person("U0TOM")
    plans(anne, "Come along to Nordlys", about=str(id_of(staffed, "U0TOM")))
    plans(anne, "Take the course", kind="competence", who=str(id_of(staffed, "U0TOM")))
    plans(anne, "Ask for a pre-sales engineer", kind="management")

    assert "Anne Manager · Come along to Nordlys (Coaching: Tom Seller)" in anne.screen
    assert "Ask for a pre-sales engineer (Management or resources)" in anne.screen
    staffed.tick()
    [message] = tom.messages()
    assert "Anne Manager has put you down for an action: Take the course. By Monday 30 November." in message
    assert "Tom Seller · Take the course (Competence)" in tom.home
    assert "Come along" not in tom.home
    anne.forges(mine.OPEN_TEAM, "-")
    assert "Come along to Nordlys" in anne.screen
    assert "Take the course" in anne.screen
    assert "pre-sales" not in anne.screen


def test_a_seller_writes_down_what_is_their_own_and_chooses_no_plan(staffed: Office) -> None:
    tom = staffed.person("U0TOM")

    plans(tom, "Read the offer aloud")

    with staffed.read() as desk:
        [row] = desk.tx.connection.exec_driver_sql("SELECT about_id, person_id FROM action_items").all()
    assert row.about_id == row.person_id == id_of(staffed, "U0TOM")


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ({"person_id": None}, "action_owner"),
        ({"by": None}, "action_no_day"),
        ({"what": " "}, "action_what"),
        ({"kind": Kind.CUSTOMER}, "action_subject"),
        ({"question_id": "D1.1"}, "action_subject"),
        ({"person_id": 9999}, "action_whose"),
        ({"about_id": 9999}, "action_whose"),
    ],
)
def test_without_words_owner_or_day_and_of_others_nothing_is_saved(
    staffed: Office, stated: dict[str, object], code: str
) -> None:
    tom = staffed.who("U0TOM")
    said = {"what": "Call", "person_id": tom.id, "by": BY, "kind": Kind.COACHING, **stated}

    with pytest.raises(Refusal, match=code), staffed.write() as desk:
        add(desk, tom, StatedItem(**said))  # type: ignore[arg-type]


def test_the_customer_owns_nothing_that_is_not_with_the_customer(staffed: Office) -> None:
    tom, deal = staffed.who("U0TOM"), staffed.add("Service agreement", id_of(staffed, "U0TOM"))

    for kind in (Kind.COACHING, Kind.COMPETENCE, Kind.MANAGEMENT):
        with pytest.raises(Refusal, match="action_owner"), staffed.write() as desk:
            add(desk, tom, StatedItem("Call", None, BY, kind, deal))


def test_coaching_of_a_deal_is_seen_by_the_two_and_their_manager_and_goes_into_no_copy_for_the_crm(
    staffed: Office,
) -> None:
    deal = staffed.add("Service agreement", id_of(staffed, "U0TOM"), customer="Nordlys")
    staffed.reviewed(deal, "U0TOM", 1)
    anne, tom = staffed.person("U0ANNE"), staffed.person("U0TOM")
    why(anne, deal)
    opens_form(anne, deal)
    says(anne, deal, what="Rehearse the call", kind="coaching")
    anne.submits()
    anne.modal_with("Rehearse the call")

    assert "Rehearse the call" in why(tom, deal)
    assert "Rehearse the call" not in why(staffed.person("U0DORTE"), deal)
    assert "Rehearse the call" not in why(staffed.person("U0VERA"), deal)
    tom.forges(subject.COPY, str(deal))
    assert "Rehearse the call" not in tom.screen
    why(tom, deal)
    adds(tom, deal, what="Call the CFO")
    tom.forges(subject.COPY, str(deal))
    assert "Next action: By Monday 30 November · Tom Seller · Call the CFO" in tom.screen


def test_a_director_reads_sums_without_names_unless_somebody_chose_to_be_named(staffed: Office) -> None:
    staffed.add_people(("U0NEW", Role.SELLER, "U0ANNE"))
    for who, kind in (("U0TOM", Kind.COACHING), ("U0NEW", Kind.COACHING), ("U0METTE", Kind.COMPETENCE)):
        person = staffed.who(who)
        with staffed.write() as desk:
            add(desk, person, StatedItem("Read the offer aloud", person.id, BY, kind))
    staffed.now += timedelta(days=8)
    dorte, tom = staffed.person("U0DORTE"), staffed.person("U0TOM")

    assert "My actions" in dorte.home
    dorte.clicks(doors.ACTIONS, on="home")
    dorte.modal_with("You have no open actions.")
    dorte.clicks(mine.OPEN_SUMS)
    dorte.modal_with("Team of Anne Manager")
    assert "Coaching 2 · past their date: 2" in dorte.screen
    for name in ("Tom", "Ny Person", "Mette", "Jens", "Read the offer"):
        assert name not in dorte.screen
    assert "The smallest teams are fewer than 3 people together" in dorte.screen

    tom.forges(doors.ACTIONS, "-")
    assert "without your name" in tom.screen
    tom.presses(mine.NAMED)
    assert "yours beside your name" in tom.screen
    dorte.forges(mine.OPEN_SUMS, "-")
    assert "Tom Seller: Coaching 1 · past their date: 1" in dorte.screen
    assert "Ny Person" not in dorte.screen


@pytest.mark.parametrize("who", ["U0TOM", "U0ANNE", "U0VERA", "U0AUGUST", "U0KARIN"])
def test_who_leads_nobody_who_leads_is_shown_no_sums(staffed: Office, who: str) -> None:
    assert "There are no teams below yours here." in staffed.person(who).forges(mine.OPEN_SUMS, "-")


@pytest.mark.parametrize("who", ["U0VERA", "U0AUGUST", "U0KARIN"])
def test_who_only_reads_or_sets_up_has_no_plan(staffed: Office, who: str) -> None:
    actor = staffed.person(who)

    assert "My actions" not in actor.home
    assert "Only sellers, managers and directors" in actor.forges(mine.PLAN, "-")
    assert "You have no team here." in actor.forges(mine.OPEN_TEAM, "-")


def test_nobody_else_settles_what_is_in_a_plan(staffed: Office) -> None:
    tom = staffed.who("U0TOM")
    with staffed.write() as desk:
        item = add(desk, tom, StatedItem("Read the offer aloud", tom.id, BY, Kind.COACHING)).item

    for who in ("U0METTE", "U0JENS", "U0DORTE", "U0VERA", "U0KARIN"):
        for button in (action_items.DONE, mine.BACK, mine.DROP, mine.MOVE):
            said = staffed.person(who).forges(button, str(item.id))
            assert "Read the offer" not in said
            assert "isn't yours" in said or "ikke" in said
