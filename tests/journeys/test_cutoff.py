"""The digest is a cut-off: what comes after it is accepted, counts at once, and says that it came after."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.home.views import home as home_views
from bot.kit import doors
from storage import digests, reviews, tables
from tests.journeys.conftest import Actor, Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")
COUNTS = "Came after the cut-off of Monday 23 November, 08:00; it counts from now on."
MARKED = "after the cut-off of Monday 23 November, 08:00"


@pytest.fixture
def tom(staffed: Office) -> Actor:
    """Tom, of whose eight deals five were ready when the digest was taken, and none reviewed."""
    staffed.set_digest("C1")
    for number in range(8):
        staffed.add(f"Deal {number}", id_of(staffed, "U0TOM"), days=30 + 10 * number)
    asks_for_digest(staffed)
    return staffed.person("U0TOM")


def asks_for_digest(office: Office) -> None:
    """Anne has a digest posted."""
    anne = office.person("U0ANNE")
    anne.closes()
    anne.says("/review digest")
    anne.modal_with("on its way")
    office.tick()


def sends(actor: Actor, subject_id: int, levels: str = "222 222 222 222 222") -> str:
    """Review it from its first page to its result; gives what the result says."""
    actor.forges(doors.REVIEW, str(subject_id))
    actor.reviews(levels)
    actor.modal_with("Result")
    return actor.screen


def cut_offs(office: Office) -> list[object]:
    """Of every review, the oldest first, which cut-off it missed."""
    c = tables.reviews.c
    with office.read() as desk:
        return list(desk.tx.execute(select(c.cutoff_at).order_by(c.id)).scalars())


def test_the_digest_keeps_which_were_asked_for_and_not_ready(staffed: Office, tom: Actor) -> None:
    with staffed.read() as desk:
        found = [id_ for id_ in range(1, 9) if digests.cut_off_of(desk.tx, id_)]

    assert found == [1, 2, 3, 4, 5]


def test_what_comes_after_it_is_accepted_counts_at_once_and_says_so(staffed: Office, tom: Actor) -> None:
    staffed.passes(days=1)

    said = sends(tom, 1)

    assert COUNTS in said
    assert "🔺 Red" in said
    assert tom.home.count("🔺 Red ·") == 1
    with staffed.read() as desk:
        latest = reviews.latest(desk.tx, 1)
    assert latest is not None
    assert latest.cutoff_at == staffed.now - timedelta(days=1)


def test_delivered_twice_it_says_the_same(staffed: Office, tom: Actor) -> None:
    tom.forges(doors.REVIEW, "1")
    for _ in range(5):
        tom.submits()
    window = tom.modal
    tom.submits()
    tom.modal_with(COUNTS)

    assert COUNTS in tom.submits_again(window)
    assert len(cut_offs(staffed)) == 1


def test_why_history_and_the_copy_say_so_too(staffed: Office, tom: Actor) -> None:
    assert tom.home
    tom.turns(home_views.COPIES)
    sends(tom, 1)
    staffed.tick()

    tom.forges(doors.WHY, "1")
    assert f"answered on 23 November by Tom Seller · {MARKED}" in tom.screen
    tom.presses(doors.HISTORY)
    assert MARKED in tom.screen
    assert f"{MARKED[:1].upper()}{MARKED[1:]}." in tom.messages()[-1]


def test_what_was_only_planned_missed_nothing(staffed: Office, tom: Actor) -> None:
    assert "cut-off" not in sends(tom, 8)
    assert cut_offs(staffed) == [None]


def test_what_was_ready_in_time_missed_nothing(staffed: Office, tom: Actor) -> None:
    sends(tom, 1)
    asks_for_digest(staffed)
    staffed.passes(days=1)

    assert "cut-off" not in sends(tom, 1)


def test_only_the_first_review_since_came_after_it(staffed: Office, tom: Actor) -> None:
    sends(tom, 1)
    assert "cut-off" not in sends(tom, 1, "333 333 333 333 333")
    tom.forges(doors.HISTORY, "1")
    tom.presses(doors.CORRECT)

    assert [bool(missed) for missed in cut_offs(staffed)] == [True, False]
    tom.forges(doors.WHY, "1")
    assert "cut-off" not in tom.screen


def test_a_newer_digest_is_the_cut_off_from_then_on(staffed: Office, tom: Actor) -> None:
    staffed.passes(days=7)

    assert "after the cut-off of Monday 30 November, 08:00" in sends(tom, 1)


def test_nothing_counts_as_late_for_whoever_paused(staffed: Office, tom: Actor) -> None:
    assert tom.home
    tom.turns(home_views.PAUSE)
    asks_for_digest(staffed)

    assert "cut-off" not in sends(tom, 1)


def test_without_a_digest_there_is_no_cut_off(staffed: Office) -> None:
    deal = staffed.add("Deal", id_of(staffed, "U0TOM"))

    assert "cut-off" not in sends(staffed.person("U0TOM"), deal)


def test_what_the_manager_sends_instead_counts_as_well(staffed: Office, tom: Actor) -> None:
    assert "after the cut-off of Monday 23 November, 09:00" in sends(staffed.person("U0ANNE"), 1)


def test_the_same_in_danish(staffed: Office) -> None:
    staffed.set_digest("C1")
    deal = staffed.add("Aftale", id_of(staffed, "U0METTE"))
    asks_for_digest(staffed)

    mette = staffed.person("U0METTE")
    mette.forges(doors.REVIEW, str(deal))
    mette.reviews("222 222 222 222 222")
    mette.modal_with("Kom efter skæringstidspunktet mandag den 23. november kl. 9.00 og tæller fra nu af.")
