"""All that is due in one go: from one to the next, with skip and stop, whatever happens meanwhile."""

from datetime import timedelta

import pytest

from bot.kit import doors
from bot.kit.place import MOST, PLACE, RUN, Place, Run, run_in
from bot.review.views import page as views
from bot.review.views import run as runs
from flows.company.subjects import Status
from storage import reviews
from tests.journeys.conftest import Actor, Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")


@pytest.fixture
def tom(staffed: Office) -> Actor:
    """Tom, who has three deals that are due, and has begun to go through them."""
    for name in ("Alpha", "Beta", "Gamma"):
        staffed.add(name, id_of(staffed, "U0TOM"))
    tom = staffed.person("U0TOM")
    assert "Review all that is due (3)" in tom.home
    tom.clicks(doors.RUN, on="home")
    tom.modal_with("1 of 3")
    return tom


def sends(actor: Actor) -> None:
    """Send a first review without an answer, page after page."""
    for _ in range(6):
        actor.submits()


def submitted(office: Office) -> int:
    """How many reviews are kept."""
    with office.read() as desk:
        return reviews.count(desk.tx)


def test_it_goes_from_one_to_the_next_with_its_progress_on_every_page(staffed: Office, tom: Actor) -> None:
    for number, name in enumerate(("Alpha", "Beta", "Gamma"), 1):
        for page in range(1, 7):
            assert f"{number} of 3 · " in tom.screen
            assert f"Page {page} of 6" in tom.screen
            assert name in tom.screen
            tom.submits()
        assert "Result" in tom.screen
        assert f"{number} of 3" in tom.screen
        if number < 3:
            assert tom.modal["submit"]["text"] == f"Next ({number + 1} of 3)"
            tom.submits()

    assert "That was the last one. You have sent three." in tom.screen
    assert "submit" not in tom.modal or tom.modal["submit"] is None
    assert submitted(staffed) == 3


def test_skip_keeps_what_was_written_and_the_next_one_comes(staffed: Office, tom: Actor) -> None:
    tom.picks("D1.1", 2)
    tom.presses(runs.SKIP)
    assert "Beta" in tom.screen
    assert "2 of 3" in tom.screen
    tom.presses(runs.SKIP)
    tom.presses(runs.SKIP)

    assert "That was the last one. You have sent none. 3 are still ready for you." in tom.screen
    tom.presses(doors.RUN)
    assert "Alpha" in tom.screen
    assert tom.chosen("D1.1").startswith("2 · ")


def test_stop_keeps_what_was_done_and_says_what_is_left(staffed: Office, tom: Actor) -> None:
    sends(tom)
    tom.submits()
    tom.picks("D1.1", 2)

    tom.presses(runs.STOP)

    assert "You stopped at 2 of 3. What you wrote is kept." in tom.screen
    assert "You have sent one. 2 are still ready for you." in tom.screen
    assert submitted(staffed) == 1
    tom.presses(doors.RUN)
    assert "1 of 2" in tom.screen
    assert tom.chosen("D1.1").startswith("2 · ")


def test_back_stays_in_the_run(tom: Actor) -> None:
    tom.submits()
    tom.presses(views.BACK)

    assert "1 of 3" in tom.screen
    assert "Page 1 of 6" in tom.screen


def test_what_was_closed_or_handed_over_ahead_is_left_out_in_words(staffed: Office, tom: Actor) -> None:
    staffed.changes(2, "status", Status.OPEN, Status.LOST)

    tom.presses(runs.SKIP)

    assert "Gamma" in tom.screen
    assert "2 of 2" in tom.screen
    assert "One is left out: it was closed, handed over or reviewed meanwhile." in tom.screen


def test_what_became_due_meanwhile_comes_last_in_words(staffed: Office, tom: Actor) -> None:
    staffed.now += timedelta(minutes=5)
    staffed.add("Delta", id_of(staffed, "U0TOM"))

    tom.presses(runs.SKIP)

    assert "Beta" in tom.screen
    assert "2 of 4" in tom.screen
    assert "One more has become ready meanwhile and comes last." in tom.screen
    tom.presses(runs.SKIP)
    assert "become ready" not in tom.screen
    tom.presses(runs.SKIP)
    assert "Delta" in tom.screen


@pytest.mark.parametrize("field", ["status", "owner_id"])
def test_the_open_one_closed_or_handed_over_is_said_so_and_continue_goes_on(
    staffed: Office, tom: Actor, field: str
) -> None:
    after = {"status": Status.WON, "owner_id": id_of(staffed, "U0METTE")}[field]
    staffed.changes(1, field, None, after)

    tom.submits()

    assert "nothing left to review" in tom.screen or "was handed over to somebody else" in tom.screen
    assert tom.modal["submit"]["text"] == "Continue"
    tom.submits()
    assert "Beta" in tom.screen
    assert "2 of 3" in tom.screen


def test_nothing_due_any_more_says_so(staffed: Office, tom: Actor) -> None:
    for subject_id in (1, 2, 3):
        staffed.changes(subject_id, "status", Status.OPEN, Status.WON)

    assert "You're up to date." in tom.forges(doors.RUN, "-")


def test_next_delivered_twice_shows_the_same_one(tom: Actor) -> None:
    sends(tom)
    window = tom.modal
    tom.submits()

    assert "2 of 3" in tom.submits_again(window)
    assert "Beta" in tom.screen


def test_an_older_window_in_a_run_is_told_so_and_continue_stays_in_the_run(tom: Actor) -> None:
    tom.picks("D1.1", 3)
    window = tom.modal
    tom.picks("D1.1", 2)
    tom.submits()

    told = tom.acknowledgement_of(window)["view"]

    assert "1 of 3" in tom.submits_again({**told, "id": "V1", "state": {"values": {}}})


def test_the_picker_offers_it(tom: Actor) -> None:
    tom.closes()
    tom.says("/review")
    tom.modal_with("Review all that is due (3)")

    tom.presses(doors.RUN)

    assert "1 of 3" in tom.screen


def test_the_reminders_one_button_starts_it(staffed: Office, tom: Actor) -> None:
    staffed.plan(id_of(staffed, "U0TOM"))
    staffed.passes(days=7)
    tom.closes()
    *_, said = tom.messages()
    assert "Start" in said.splitlines()
    assert "Review all that is due" not in said

    tom.clicks(doors.RUN, on="message")

    tom.modal_with("1 of 3")


def test_one_that_is_due_needs_no_run(staffed: Office) -> None:
    staffed.add("Alone", id_of(staffed, "U0METTE"))

    assert "Vurdér alle" not in staffed.person("U0METTE").home


@pytest.mark.parametrize("who", ["U0VERA", "U0DORTE", "U0KARIN"])
def test_who_reviews_nothing_has_no_run(staffed: Office, tom: Actor, who: str) -> None:
    said = staffed.person(who).forges(doors.RUN, "-")

    assert "Alpha" not in said
    assert "up to date" in said


def test_a_run_forged_with_somebody_elses_deal_goes_to_ones_own(staffed: Office, tom: Actor) -> None:
    mine = staffed.add("Mine", id_of(staffed, "U0METTE"))
    mette = staffed.person("U0METTE")

    said = mette.forges("", "", callback_id=doors.NEXT, data=RUN.dump(Run((1, 2, 3))))

    assert mine > 1
    assert "Mine" in said
    assert "Beta" not in said


@pytest.mark.parametrize(
    "data",
    [
        *("", "[]", "{}", "[[[[[[", "[" * 690, "[1,2,3]", "[[0,0,1]]", "[1,2,3,[0]]", '[1,2,3,{"ids":[]}]'),
        *(
            '{"ids":[]}',
            '{"ids":[0]}',
            '{"ids":[-1]}',
            '{"ids":[true]}',
            '{"ids":[2147483648]}',
            '{"ids":[[1]]}',
        ),
        *(
            '{"ids":[1],"place":1}',
            '{"ids":[1],"place":9e99}',
            '{"ids":[1],"place":-1}',
            '{"ids":[1],"more":1}',
        ),
        f'{{"ids":[1{",1" * 50}]}}',
    ],
)
def test_a_run_of_garbage_is_refused_in_words(tom: Actor, data: str) -> None:
    assert "from an older message" in tom.forges("", "", callback_id=doors.NEXT, data=data)


@pytest.mark.parametrize("action", [runs.SKIP, runs.STOP])
def test_skip_and_stop_outside_a_run_are_refused_in_words(staffed: Office, tom: Actor, action: str) -> None:
    said = tom.forges(action, "-")

    assert "from an older message" in said


def test_where_a_run_stands_travels_whole_and_fits_its_window() -> None:
    run = Run(tuple(2**31 - 1 - number for number in range(MOST)), MOST - 1, 2**31 - 1)
    place = Place(2**31 - 1, 2**31 - 1, 8, run)

    assert PLACE.load(PLACE.dump(place)) == place
    assert run_in(PLACE.dump(place)) == run
    assert run_in(RUN.dump(run)) == run
    assert run_in(PLACE.dump(place._replace(run=None))) is None
