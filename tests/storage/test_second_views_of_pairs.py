"""Second views before a 1-to-1: asked for once, over when both are in or it begins, withdrawn where of no use."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import update

from flows.company.colour import Colour
from flows.company.people import Person, Role
from flows.review.review import Purpose
from flows.review.second_view import Before, State
from flows.rhythm.days_off import Rule, Settled
from flows.rhythm.pair import Cadence, Every
from flows.rhythm.reminders import Meeting, Reminder, Step
from flows.rhythm.sampling import Pick, Reason
from storage import blindness, occurrences, people, reviews, second_views, submitting
from storage.engine import Transaction
from storage.pairs import Terms
from storage.tables import subjects
from tests.storage.conftest import Company, elsewhere

DAY = date(2026, 11, 17)
BEGINS = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
ZONE = "Europe/Copenhagen"


@pytest.fixture
def anne(company: Company) -> Person:
    """A manager in Slack."""
    return linked(company, company.person("Anne", Role.MANAGER))


@pytest.fixture
def tom(company: Company, anne: Person) -> Person:
    """A seller of hers, reminded of tomorrow's 1-to-1 already."""
    return reminded(company, "Tom", anne)


def linked(company: Company, person: Person) -> Person:
    """The same person, in Slack."""
    with company.write() as tx:
        people.link(tx, person.id, slack_id=f"U{person.id}", timezone=ZONE, language="da")
        found = people.by_id(tx, person.id)
    assert found is not None
    return found


def reminded(company: Company, name: str, manager: Person) -> Person:
    """A seller who meets a manager tomorrow at ten, and has had the first reminder."""
    seller = linked(company, company.person(name, manager=manager))
    with company.write() as tx:
        cadence = Cadence(Every.WEEK, 1, time(10), ZONE, date(2026, 11, 1))
        terms = Terms(cadence, own_zone=True, ahead=timedelta(hours=24), rule=Rule.KEEP)
        people.agree(tx, seller.id, manager.id, terms)
        step = Step(Reminder.DAY, BEGINS - timedelta(hours=2))
        occurrences.plan(tx, seller.id, Settled(DAY, DAY), Meeting(DAY, time(10), ZONE), step)
    return seller


def viewed(company: Company, deal: int, tom: Person, anne: Person) -> int:
    """Anne is asked for her view of it; gives the second view's id."""
    before = Before(tom.id, DAY, Pick(deal, Reason.BIGGEST, Colour.GREY))
    with company.write() as tx:
        return second_views.give(tx, deal, to=anne.id, by=anne.id, purpose=Purpose.SECOND, before=before)


def submit(company: Company, deal: int, anne: Person, view_id: int) -> None:
    """She has sent it an hour later."""
    new = company.new_review(deal, anne, 2)
    sent_at = company.now + timedelta(hours=1)
    second = replace(new, purpose=Purpose.SECOND, second_view_id=view_id, submitted_at=sent_at)
    with company.write(sent_at) as tx:
        submitting.submit(tx, second)


def over(company: Company, at: datetime) -> tuple[list[int], tuple[int, ...]]:
    """In which workspaces some are over at a moment, and of which both are in, once they are ended."""
    with company.database.across() as connection:
        found = second_views.workspaces_over(connection, now=at)
    with company.write(at) as tx:
        ended = second_views.end_those_over(tx)
    with company.database.across() as connection:
        assert second_views.workspaces_over(connection, now=at) == []
    return found, ended.both


def state(company: Company, view_id: int) -> State:
    """What has become of it."""
    with company.read() as tx:
        view = second_views.get(tx, view_id)
    assert view is not None
    return view.state


def is_blind(company: Company, deal: int, anne: Person) -> bool:
    """Whether she is."""
    with company.read(BEGINS) as tx:
        return deal in blindness.hidden_from(tx, anne)


def test_each_is_asked_for_once_whoever_asks_at_the_same_time(company: Company, anne: Person) -> None:
    sellers = [reminded(company, f"Seller{number}", anne) for number in range(6)]

    def ask(_: int) -> list[int]:
        with company.write() as tx:
            return [each.seller_id for each in occurrences.ask(tx, limit=1)]

    with ThreadPoolExecutor(2) as pool:
        asked = [id_ for found in pool.map(ask, range(4)) for id_ in found]

    assert sorted(asked) == [seller.id for seller in sellers]
    with company.database.across() as connection:
        assert occurrences.workspaces_unasked(connection, now=company.now) == []


def test_who_is_asked_is_asked_before_all_of_their_one_to_ones_at_once(
    company: Company, anne: Person
) -> None:
    bodil = linked(company, company.person("Bodil", Role.MANAGER))
    both = [reminded(company, f"Seller{number}", (anne, bodil)[number % 2]) for number in range(8)]
    with company.write() as tx:
        first, then = ([each.seller_id for each in occurrences.ask(tx, limit=1)] for _ in range(2))
        assert occurrences.ask(tx, limit=1) == []

    assert (first, then) == ([each.id for each in both[::2]], [each.id for each in both[1::2]])


def test_shortly_before_it_begins_nobody_is_asked(company: Company, tom: Person) -> None:
    def waiting(at: datetime) -> list[int]:
        with company.database.across() as connection:
            return occurrences.workspaces_unasked(connection, now=at)

    assert waiting(BEGINS - timedelta(minutes=31)) == [company.workspace]
    assert waiting(BEGINS - timedelta(minutes=30)) == []


def test_what_waits_for_both_is_over_when_the_later_has_sent_theirs(
    company: Company, tom: Person, anne: Person
) -> None:
    deal = company.deal("Serviceaftale", tom)
    view_id = viewed(company, deal, tom, anne)
    assert over(company, company.now) == ([], ())
    submit(company, deal, anne, view_id)
    at = company.now + timedelta(hours=2)
    assert over(company, at) == ([], ())
    assert is_blind(company, deal, anne)
    new = replace(company.new_review(deal, tom, 3), submitted_at=at, due_at=at + timedelta(days=9))
    with company.write(at) as tx:
        own = submitting.submit(tx, new).review_id

    assert over(company, at) == ([company.workspace], (view_id,))

    assert state(company, view_id) is State.SUBMITTED
    assert not is_blind(company, deal, anne)
    with company.read(at) as tx:
        assert second_views.get(elsewhere(tx), view_id) is None
        assert second_views.together_on(tx, anne.id, [deal]) == {deal: company.now.date()}
        beside, before = reviews.standing_at(tx, deal, at), reviews.standing_at(tx, deal, company.now)
        latest = reviews.latest(tx, deal)
    assert beside
    assert latest
    assert (beside.id, before, latest.id) == (own, None, own)


def test_her_own_review_of_it_is_not_the_sellers(company: Company, tom: Person, anne: Person) -> None:
    deal = company.deal("Serviceaftale", tom)
    view_id = viewed(company, deal, tom, anne)
    submit(company, deal, anne, view_id)

    assert over(company, company.now + timedelta(hours=3)) == ([], ())


def begins(tx: Transaction, tom: Person, _deal: int, _anne: Person) -> None:
    """The 1-to-1 is held."""
    planned = occurrences.next_of(tx, tom.id)
    assert planned
    occurrences.hold(tx, planned.id)


def skips(tx: Transaction, tom: Person, _deal: int, _anne: Person) -> None:
    """It is skipped."""
    planned = occurrences.next_of(tx, tom.id)
    assert planned
    occurrences.skip(tx, planned.id, "fair")


def plans_elsewhen(tx: Transaction, tom: Person, _deal: int, _anne: Person) -> None:
    """Another day takes its place."""
    later = DAY + timedelta(days=7)
    step = Step(Reminder.PREPARE, BEGINS)
    occurrences.plan(tx, tom.id, Settled(later, later), Meeting(later, time(10), ZONE), step)


def plans_anew(tx: Transaction, tom: Person, _deal: int, _anne: Person) -> None:
    """The same day is planned anew."""
    step = Step(Reminder.DAY, BEGINS)
    occurrences.plan(tx, tom.id, Settled(DAY, DAY), Meeting(DAY, time(11), ZONE), step)


def stands_in(tx: Transaction, tom: Person, _deal: int, _anne: Person) -> None:
    """Somebody else is there in her place."""
    step = Step(Reminder.DAY, BEGINS)
    occurrences.plan(tx, tom.id, Settled(DAY, DAY), Meeting(DAY, time(10), ZONE), step, with_id=tom.id)


def leaves(tx: Transaction, _tom: Person, _deal: int, anne: Person) -> None:
    """She is not in Slack any more."""
    people.unlink(tx, anne.id)


def reads_only(tx: Transaction, _tom: Person, _deal: int, anne: Person) -> None:
    """She is a viewer now."""
    people.set_role(tx, anne.id, Role.VIEWER)


def closes(tx: Transaction, _tom: Person, deal: int, _anne: Person) -> None:
    """The deal is won."""
    tx.execute(update(subjects).where(subjects.c.id == deal).values(status="won"))


def hands_over(tx: Transaction, _tom: Person, deal: int, anne: Person) -> None:
    """Somebody else carries it."""
    tx.execute(update(subjects).where(subjects.c.id == deal).values(owner_id=anne.id))


@pytest.mark.parametrize(
    ("happens", "becomes"),
    [
        (begins, State.MISSED),
        (skips, State.WITHDRAWN),
        (plans_elsewhen, State.WITHDRAWN),
        (plans_anew, State.ASKED),
        (stands_in, State.WITHDRAWN),
        (leaves, State.WITHDRAWN),
        (reads_only, State.WITHDRAWN),
        (closes, State.WITHDRAWN),
        (hands_over, State.WITHDRAWN),
    ],
)
def test_what_happens_to_the_1_to_1_its_two_and_the_subject_ends_it(
    company: Company,
    tom: Person,
    anne: Person,
    happens: Callable[[Transaction, Person, int, Person], None],
    becomes: State,
) -> None:
    deal = company.deal("Serviceaftale", tom)
    view_id = viewed(company, deal, tom, anne)
    with company.write() as tx:
        happens(tx, tom, deal, anne)

    found, both = over(company, company.now)

    is_over = becomes is not State.ASKED
    assert (found, both) == ([company.workspace] if is_over else [], ())
    assert state(company, view_id) is becomes
    assert is_blind(company, deal, anne) is not is_over


def test_an_audit_is_none_of_a_1_to_1s(company: Company, tom: Person) -> None:
    deal, august = company.deal("Serviceaftale", tom), company.person("August", Role.AUDITOR)
    with company.write() as tx:
        second_views.give(tx, deal, to=august.id, by=tom.id, purpose=Purpose.AUDIT)

    assert over(company, BEGINS) == ([], ())


def test_the_colours_that_subjects_had_at_a_moment(company: Company, tom: Person) -> None:
    deal, other = company.deal("Serviceaftale", tom), company.deal("Lager", tom)
    company.review(deal, tom, 0)
    company.review(deal, tom, 2, days=2)

    with company.read() as tx:
        then = reviews.colours_at(tx, [deal, other], company.now + timedelta(days=1))
        before = reviews.colours_at(tx, [deal, other], company.now - timedelta(days=1))
    assert then == {deal: Colour.RED}
    assert before == {}
