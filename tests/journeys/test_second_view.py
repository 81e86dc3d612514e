"""A manager prepares a 1-to-1 by a view of their own, without seeing the seller's; then both stand side by side."""

from decimal import Decimal

import pytest

from bot.kit import doors
from bot.kit.codec import ID
from bot.rhythm.views import pairs as pair_views
from bot.rhythm.views import viewing
from bot.second_views.usecases.agreement import views_of_meeting
from bot.second_views.views.agreement import COMPARE
from flows.company.people import Role
from flows.company.subjects import Status
from flows.review.review import Purpose
from flows.review.second_view import SecondView, State
from flows.rhythm.sampling import Reason
from storage import blindness, kept_loads, occurrences, people, reviews, second_views
from tests.journeys.conftest import Actor, Office, id_of
from tests.journeys.rhythm_acts import at, paired

pytestmark = pytest.mark.usefixtures("nothing_refused")

TO_PREPARE, BEGINS = "2026-11-25T10:00", "2026-11-26T10:00"  # in London
AFTER = "2026-11-25T13:00"
MINE, THEIRS = "322 222 100 222 222", "222 222 222 222 222"
NOTE = "12.11.2026: the CFO wrote “we have approved the budget” by mail"
HIDDEN = "under review"


@pytest.fixture
def tom(staffed: Office) -> Actor:
    """A seller with two deals and Nordlys, the biggest of them, which he has reviewed."""
    tom = paired(staffed)
    deal = staffed.add("Nordlys", id_of(staffed, "U0TOM"), amount=Decimal(9_000_000))
    staffed.reviewed(deal, "U0TOM", 2)
    return tom


@pytest.fixture
def anne(staffed: Office, tom: Actor) -> Actor:
    """His manager, who is asked for her view now."""
    at(staffed, TO_PREPARE)
    return staffed.person("U0ANNE")


def views(office: Office) -> list[SecondView]:
    """All before Tom's 1-to-1s, the first given first."""
    with office.read() as desk:
        return [
            view
            for each in occurrences.history(desk.tx, id_of(office, "U0TOM"))
            for view in second_views.of_meeting(desk.tx, id_of(office, "U0TOM"), each.day)
        ]


def states(office: Office) -> list[State]:
    """What has become of them."""
    return [view.state for view in views(office)]


def hidden(office: Office) -> frozenset[int]:
    """To what Anne is blind."""
    with office.read() as desk:
        return blindness.hidden_from(desk.tx, office.who("U0ANNE"))


def scores_it(actor: Actor, deal: int, levels: str = THEIRS) -> str:
    """Answer all pages of one's own view; gives what it comes to."""
    actor.forges(doors.REVIEW, str(deal))
    for area, digits in enumerate(levels.split(), 1):
        for number, digit in enumerate(digits, 1):
            actor.picks(f"D{area}.{number}", int(digit))
        actor.submits()
    actor.submits()
    return actor.screen


def deal_of(office: Office) -> int:
    """The subject that Anne was asked for first."""
    return views(office)[0].subject_id


def test_with_the_first_reminder_the_manager_hears_what_to_view_and_why(staffed: Office, anne: Actor) -> None:
    (asked,) = anne.messages()

    assert asked.startswith(
        "Before your 1-to-1 with Tom on Thursday 26 November at 11:00, give your own view of this one: about 2 minutes."
    )
    assert "Nordlys\nThe biggest one" in asked
    assert not any(sign in asked for sign in "🟢🟨🔺⚪")
    (view,) = views(staffed)
    assert (view.purpose, view.person_id, view.state) == (
        Purpose.SECOND,
        id_of(staffed, "U0ANNE"),
        State.ASKED,
    )
    assert view.before
    assert view.before.pick.reason is Reason.BIGGEST
    assert hidden(staffed) == {view.subject_id}
    staffed.passes(hours=1)
    staffed.tick()
    assert len(anne.messages()) == 1
    assert len(views(staffed)) == 1


def test_before_the_first_reminder_nothing_is_asked_and_nothing_hidden(staffed: Office, tom: Actor) -> None:
    at(staffed, "2026-11-25T09:59")

    assert (views(staffed), hidden(staffed)) == ([], frozenset())


def test_home_says_it_too_and_opens_the_same_questions(staffed: Office, anne: Actor) -> None:
    home = anne.home

    assert "Before your 1-to-1 with Tom on Thursday 26 November at 11:00" in home
    anne.clicks(doors.REVIEW, on="home", value=str(deal_of(staffed)))
    anne.modal_with("Page 1 of 6")
    assert anne.chosen("D1.1") == "Not known yet"
    assert "We want this" in anne.screen  # the seller's evidence
    for told in ("Last time", "What has changed?", "since then", "🟨", "🟢"):
        assert told not in anne.screen


def test_it_asks_for_no_probability_and_i_do_not_know_is_an_answer(staffed: Office, anne: Actor) -> None:
    anne.forges(doors.REVIEW, str(deal_of(staffed)))
    for _ in range(5):
        anne.submits()

    assert "kept apart from the seller's" in anne.screen
    assert "robability" not in anne.screen
    anne.submits()
    assert states(staffed) == [State.SUBMITTED]


def test_where_the_seller_is_asked_for_nothing_both_stand_side_by_side_at_once(
    staffed: Office, tom: Actor, anne: Actor
) -> None:
    deal = deal_of(staffed)

    said = scores_it(anne, deal, "022 222 222 222 222")

    assert "Tom Seller: level 2 · Anne Manager: level 0" in said
    assert said.index("Furthest apart first") < said.index("The same")
    assert "14 of 15 levels are the same" in said
    assert hidden(staffed) == frozenset()
    staffed.tick()
    for who, other in ((tom, "Anne"), (anne, "Tom")):
        told = who.messages()[-1]
        assert told.startswith(f"Both views of Nordlys are in: yours and {other}'s.")
        assert "level" not in told
        who.closes()
        who.clicks(COMPARE, on="message")
        assert "Tom Seller: level 2 · Anne Manager: level 0" in who.screen
        who.closes()
        who.forges(doors.WHY, str(deal))
        who.presses(COMPARE)
        assert "Furthest apart first" in who.screen


def due(office: Office) -> int:
    """The biggest deal waits for Tom's own review as well; Anne is asked for her view of it."""
    deal = office.add("Polar", id_of(office, "U0TOM"), amount=Decimal(90_000_000))
    at(office, TO_PREPARE)
    assert deal_of(office) == deal
    return deal


def test_neither_sees_the_others_until_both_have_sent_theirs(staffed: Office, tom: Actor) -> None:
    deal, anne = due(staffed), staffed.person("U0ANNE")

    said = scores_it(anne, deal)

    assert "Both open once Tom Seller has sent theirs, or your 1-to-1 begins." in said
    assert hidden(staffed) == {deal}
    tom.closes()
    assert "Anne" not in tom.forges(doors.WHY, str(deal))
    assert "isn't yours to read" in tom.forges(COMPARE, "1")
    assert "isn't yours to read" in anne.forges(COMPARE, "1")
    assert "You have sent your view of it." in anne.forges(doors.REVIEW, str(deal))
    staffed.passes(hours=1)
    assert hidden(staffed) == {deal}

    staffed.reviewed(deal, "U0TOM", 3)
    assert HIDDEN in anne.forges(doors.WHY, str(deal))
    staffed.passes(minutes=1)

    assert hidden(staffed) == frozenset()
    assert "Tom Seller: level 3 · Anne Manager: level 2" in anne.forges(COMPARE, "1")
    assert "Tom Seller: level 3 · Anne Manager: level 2" in tom.forges(COMPARE, "1")


def test_the_seller_may_be_first(staffed: Office, tom: Actor) -> None:
    deal, anne = due(staffed), staffed.person("U0ANNE")
    staffed.reviewed(deal, "U0TOM", 3)
    staffed.passes(minutes=1)
    assert hidden(staffed) == {deal}

    assert "Tom Seller: level 3 · Anne Manager: level 2" in scores_it(anne, deal)


def test_a_second_view_moves_nothing_of_the_sellers(staffed: Office, tom: Actor, anne: Actor) -> None:
    deal = deal_of(staffed)

    def standing() -> object:
        with staffed.read() as desk:
            return reviews.latest(desk.tx, deal), reviews.count(desk.tx), kept_loads.kept(desk.tx, [])

    before = standing()
    scores_it(anne, deal, "000 000 000 000 000")

    assert standing() == before
    assert "Anne" not in tom.forges(doors.HISTORY, str(deal))
    tom.closes()
    assert "level 0" not in tom.forges(doors.WHY, str(deal))


@pytest.mark.parametrize("by_hand", [False, True])
def test_the_meeting_goes_on_without_her_view_and_its_record_says_so(
    staffed: Office, tom: Actor, anne: Actor, by_hand: bool
) -> None:
    deal = deal_of(staffed)
    if by_hand:
        at(staffed, AFTER)
        tom.says("rhythm")
        tom.presses(pair_views.START)
    else:
        at(staffed, BEGINS)

    assert states(staffed) == [State.MISSED]
    assert hidden(staffed) == frozenset()
    with staffed.read() as desk:
        held = occurrences.last_begun(desk.tx, id_of(staffed, "U0TOM"))
        assert held
        (found,) = views_of_meeting(desk, held.seller_id, held.day)
        latest = reviews.latest(desk.tx, deal)
    assert latest
    assert (found.view.state, found.second_id, found.own_id) == (State.MISSED, None, latest.id)
    staffed.tick()
    assert not any("Both views" in message for message in [*tom.messages(), *anne.messages()])


def test_the_meeting_opens_what_only_she_has_sent(staffed: Office, tom: Actor) -> None:
    deal, anne = due(staffed), staffed.person("U0ANNE")
    scores_it(anne, deal)

    at(staffed, BEGINS)

    assert hidden(staffed) == frozenset()
    assert "Nobody else had reviewed it by then." in anne.forges(COMPARE, "1")
    with staffed.read() as desk:
        held = occurrences.last_begun(desk.tx, id_of(staffed, "U0TOM"))
        assert held
        (found,) = views_of_meeting(desk, held.seller_id, held.day)
    assert (found.view.state, found.own_id) == (State.SUBMITTED, None)
    assert found.second_id


def test_until_it_is_over_a_meetings_views_name_no_review(staffed: Office, tom: Actor) -> None:
    deal = due(staffed)
    scores_it(staffed.person("U0ANNE"), deal)

    with staffed.read() as desk:
        planned = occurrences.next_of(desk.tx, id_of(staffed, "U0TOM"))
        assert planned
        (found,) = views_of_meeting(desk, planned.seller_id, planned.day)
    assert (found.second_id, found.own_id) == (None, None)


def begun(anne: Actor, deal: int) -> None:
    """Anne has answered the first page."""
    anne.forges(doors.REVIEW, str(deal))
    anne.picks("D1.1", 3)
    anne.submits()
    anne.closes()


def test_what_she_has_begun_is_never_sent_as_the_sellers(staffed: Office, tom: Actor, anne: Actor) -> None:
    deal = deal_of(staffed)
    begun(anne, deal)
    with staffed.read() as desk:
        before = reviews.latest(desk.tx, deal)
    at(staffed, BEGINS)

    anne.forges(doors.REVIEW, str(deal))
    for _ in range(5):
        assert "Last time" not in anne.screen
        anne.submits()

    assert "Anne Manager answered on 26 November" in anne.screen
    with staffed.read() as desk:
        assert reviews.latest(desk.tx, deal) == before
    assert states(staffed) == [State.SUBMITTED]


def test_a_skipped_1_to_1_withdraws_it_and_lifts_the_blindness(
    staffed: Office, tom: Actor, anne: Actor
) -> None:
    tom.says("rhythm")
    tom.presses(pair_views.SKIP)
    tom.workspace.fill(tom.id, pair_views.NOTE, pair_views.NOTE, "At a fair")
    tom.submits()

    assert states(staffed) == [State.WITHDRAWN]
    assert hidden(staffed) == frozenset()


def test_a_1_to_1_that_is_moved_keeps_it(staffed: Office, tom: Actor, anne: Actor) -> None:
    tom.says("rhythm")
    tom.presses(pair_views.MOVE)
    tom.workspace.fill(tom.id, pair_views.DAY, pair_views.DAY, "2026-11-27")
    tom.submits()
    at(staffed, BEGINS)

    assert states(staffed) == [State.ASKED]
    at(staffed, "2026-11-27T10:00")
    assert states(staffed) == [State.MISSED]


def test_a_pair_that_ends_withdraws_it(staffed: Office, tom: Actor, anne: Actor) -> None:
    anne.says("rhythm")
    anne.presses(pair_views.END)
    anne.submits()

    assert states(staffed) == [State.WITHDRAWN]


def test_a_manager_who_leaves_slack_is_asked_for_nothing_more(
    staffed: Office, tom: Actor, anne: Actor
) -> None:
    with staffed.write() as desk:
        people.unlink(desk.tx, id_of(staffed, "U0ANNE"))
    staffed.passes(minutes=1)

    assert states(staffed) == [State.WITHDRAWN]


@pytest.mark.parametrize("status", [Status.WON, Status.LOST])
def test_what_is_closed_meanwhile_is_viewed_no_more(
    staffed: Office, tom: Actor, anne: Actor, status: Status
) -> None:
    deal = deal_of(staffed)
    begun(anne, deal)

    staffed.changes(deal, "status", "open", status)
    staffed.passes(minutes=1)

    assert states(staffed) == [State.WITHDRAWN]
    assert hidden(staffed) == frozenset()
    assert "is closed" in anne.forges(doors.REVIEW, str(deal))
    assert "Nordlys" not in anne.home.split("Tom")[0]


def test_a_guest_or_a_stranger_views_nothing(staffed: Office, anne: Actor) -> None:
    seller, view = ID.dump(id_of(staffed, "U0TOM")), ID.dump(views(staffed)[0].id)

    for who in ("U0TOM", "U0METTE", "U0JENS", "U0DORTE", "U0KARIN"):
        actor = staffed.person(who)
        for action, value in ((viewing.MORE, seller), (viewing.ANOTHER, view), (COMPARE, view)):
            assert "Nordlys" not in actor.forges(action, value)
    assert states(staffed) == [State.ASKED]


def test_one_that_was_mute_hears_nothing_and_finds_it_on_home(staffed: Office, tom: Actor) -> None:
    anne = staffed.person("U0ANNE")
    with staffed.write() as desk:
        from storage import mutes  # noqa: PLC0415

        mutes.choose(desk.tx, id_of(staffed, "U0ANNE"), {"views_asked"})
    at(staffed, TO_PREPARE)

    assert anne.messages() == []
    assert "Nordlys\nThe biggest one" in anne.home


def test_another_may_be_chosen_and_the_first_is_hidden_no_more(
    staffed: Office, tom: Actor, anne: Actor
) -> None:
    anne.clicks(viewing.ANOTHER, on="message")
    assert "Nordlys" not in anne.modal_with("Which one would you like to view")["blocks"].__str__()
    form = anne.modal
    anne.submits()

    assert "Packing line" in anne.screen
    assert states(staffed) == [State.WITHDRAWN, State.ASKED]
    assert hidden(staffed) == {views(staffed)[1].subject_id}
    anne.submits_again(form)
    assert len(views(staffed)) == 2
    assert "is sent already, or nothing waits" in anne.forges(viewing.ANOTHER, ID.dump(views(staffed)[0].id))
    assert len(anne.messages()) == 1


def test_up_to_three_may_be_viewed_and_a_double_click_asks_for_one(
    staffed: Office, tom: Actor, anne: Actor
) -> None:
    seller = ID.dump(id_of(staffed, "U0TOM"))
    staffed.add("Fourth", id_of(staffed, "U0TOM"))
    for number in (2, 3):
        anne.forges(viewing.MORE, seller)
        form = anne.modal
        anne.submits()
        anne.submits_again(form)
        assert states(staffed) == [State.ASKED] * number

    assert "Before one 1-to-1 you can view up to 3." in anne.forges(viewing.MORE, seller)


def test_a_form_that_stood_open_asks_for_no_fourth(staffed: Office, tom: Actor, anne: Actor) -> None:
    seller = ID.dump(id_of(staffed, "U0TOM"))
    staffed.add("Fourth", id_of(staffed, "U0TOM"))
    anne.forges(viewing.MORE, seller)
    old = anne.modal
    for _ in range(2):
        anne.forges(viewing.MORE, seller)
        anne.submits()

    anne.submits_again(old)

    assert len(views(staffed)) == 3


def test_before_the_reminder_she_may_choose_one_herself_and_is_asked_for_no_other(
    staffed: Office, tom: Actor
) -> None:
    anne = staffed.person("U0ANNE")
    anne.says("rhythm")
    anne.presses(viewing.MORE)
    anne.submits()
    assert "Before your 1-to-1 with Tom" in anne.screen

    at(staffed, TO_PREPARE)

    assert len(views(staffed)) == 1
    assert anne.messages() == []


def test_what_she_has_begun_to_review_herself_is_not_asked_for(staffed: Office, tom: Actor) -> None:
    anne, deal = staffed.person("U0ANNE"), int(staffed.nth(3))
    anne.forges(doors.REVIEW, str(deal))
    anne.closes()

    at(staffed, TO_PREPARE)

    assert deal_of(staffed) != deal


def test_a_seller_with_nothing_to_view_is_asked_of_once(staffed: Office) -> None:
    tom, anne = paired(staffed), staffed.person("U0ANNE")
    for number in (1, 2):
        staffed.changes(int(staffed.nth(number)), "status", "open", Status.WON)

    at(staffed, TO_PREPARE)

    assert views(staffed) == []
    assert anne.messages() == []
    assert "has nothing more that you could view" in anne.forges(
        viewing.MORE, ID.dump(id_of(staffed, "U0TOM"))
    )
    assert tom.messages() == []


def test_a_manager_whose_role_ends_is_blind_to_nothing(staffed: Office, tom: Actor, anne: Actor) -> None:
    with staffed.write() as desk:
        people.set_role(desk.tx, id_of(staffed, "U0ANNE"), Role.VIEWER)
    assert hidden(staffed) == frozenset()
    staffed.passes(minutes=1)

    assert states(staffed) == [State.WITHDRAWN]


def test_the_next_1_to_1_asks_for_what_has_turned_since_the_last(
    staffed: Office, tom: Actor, anne: Actor
) -> None:
    scores_it(anne, deal_of(staffed))
    at(staffed, BEGINS)
    storage = int(staffed.nth(2))
    staffed.reviewed(int(staffed.nth(1)), "U0TOM", 2)
    staffed.reviewed(storage, "U0TOM", 3)
    for moment in ("2026-12-09T10:00", "2026-12-10T10:00"):
        at(staffed, moment)
    staffed.reviewed(storage, "U0TOM", 0)

    at(staffed, "2026-12-23T10:00")

    newest = views(staffed)[-1]
    assert newest.subject_id == storage
    assert newest.before
    assert newest.before.pick.reason in {Reason.KNOCKED_OUT, Reason.TURNED}
