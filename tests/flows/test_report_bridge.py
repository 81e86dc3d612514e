"""The bridge from one close to the other adds up, whatever became of the deals."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from flows.company.colour import Colour
from flows.company.subjects import Kind, Status
from flows.report.books import Books
from flows.report.bridge import Scope, Why, steps
from flows.report.forecast import won
from flows.report.lines import Line, State, worth
from flows.report.period import CutOffs, Period, Since

NOVEMBER = Period.read("2026-11")
OPENING, CLOSING = datetime(2026, 10, 31, 23, tzinfo=UTC), datetime(2026, 11, 30, 23, tzinfo=UTC)
TEAM = 7
NOBODY = State(
    status=Status.OPEN,
    amount=None,
    currency="DKK",
    close_date=None,
    probability=None,
    owner_id=None,
    team=None,
    colour=Colour.GREY,
    last_colour=None,
    scorecard="",
    areas=(),
    reviewed_at=None,
    is_documented=False,
)


def states(statuses: st.SearchStrategy[Status]) -> st.SearchStrategy[State]:
    """Where a deal may stand."""
    amounts = st.one_of(st.none(), st.decimals("0", "100000", places=4))
    days = st.one_of(st.none(), st.dates(date(2026, 9, 1), date(2027, 3, 1)))
    return st.builds(
        lambda status, amount, currency, day, team: replace(
            NOBODY, status=status, amount=amount, currency=currency, close_date=day, team=team
        ),
        statuses,
        amounts,
        st.sampled_from(["DKK", "EUR"]),
        days,
        st.sampled_from([TEAM, 8, None]),
    )


@st.composite
def lines(draw: st.DrawFn) -> Line:
    """A deal that may have come and gone, been handed over, moved, resized, or closed at any time."""
    opening = draw(st.one_of(st.none(), states(st.sampled_from(Status))))
    closing = draw(states(st.sampled_from(Status)))
    closed_at = None
    if not closing.is_open and (opening is None or opening.is_open or draw(st.booleans())):
        closed_at = OPENING + timedelta(hours=draw(st.integers(1, 700)))
    if opening is None and not closing.is_open and draw(st.booleans()):
        closed_at = None  # it came closed
    return Line(
        id=draw(st.integers(1, 10**6)),
        kind=Kind.DEAL,
        name="Aftale",
        customer="",
        opening=opening,
        closing=closing,
        closed_at=closed_at,
        closed_on=draw(st.one_of(st.none(), st.dates(date(2026, 10, 1), date(2026, 12, 31)))),
    )


def books(listed: list[Line], team: int | None) -> Books:
    """Books with these deals and nothing else."""
    return Books(
        company="",
        zone="UTC",
        period=NOVEMBER,
        cut_offs=CutOffs(OPENING, CLOSING, is_over=True),
        quarter=Since(OPENING - timedelta(days=31), date(2026, 10, 1)),
        team=team,
        lines=tuple(listed),
        names={},
        members={},
        in_doubt={},
        levels={},
        behind={},
        actions=(),
        decisions=(),
        views=(),
        reviews={},
        corrections=(),
        cards={},
        first_used={},
    )


@given(
    st.lists(lines(), max_size=8),
    st.sampled_from([None, TEAM]),
    st.sampled_from([None, date(2026, 12, 31), date(2026, 11, 30)]),
)
def test_the_steps_lead_from_the_opening_to_the_closing_without_a_rest(
    listed: list[Line], team: int | None, by: date | None
) -> None:
    told = books(listed, team)

    for currency in ("DKK", "EUR"):
        scope = Scope(told, currency, by)
        found = steps(scope, listed)
        opening = [line.opening for line in listed if line.opening and scope.counts(line.opening)]
        closing = [line.closing for line in listed if scope.counts(line.closing)]

        assert found.opening == (len(opening), worth(opening))
        assert found.closing == (len(closing), worth(closing))
        moved = found.moved.values()
        assert found.opening[0] + sum(count for count, _ in moved) == found.closing[0]
        assert found.opening[1] + sum((amount for _, amount in moved), Decimal()) == found.closing[1]


@given(st.lists(lines(), max_size=8), st.sampled_from([None, TEAM]))
def test_what_was_won_leaves_the_bridge_of_all_deals_with_the_amount_of_the_outcome(
    listed: list[Line], team: int | None
) -> None:
    """But for a deal that left this edition's bridge by another way first: a hand-over, or another currency."""
    told = books(listed, team)

    for currency in ("DKK", "EUR"):
        found = steps(Scope(told, currency, None), listed)
        count, amount = found.moved.get(Why.WON, (0, Decimal()))
        outcome = [state for state in won(told, told.since) if state.currency == currency]
        assert (-count, -amount) == (len(outcome), worth(outcome))


@given(st.lists(lines(), max_size=8))
def test_growing_and_shrinking_count_nothing_and_go_their_own_way(listed: list[Line]) -> None:
    found = steps(Scope(books(listed, None), "DKK", None), listed).moved

    assert found.get(Why.GROWN, (0, Decimal()))[0] == found.get(Why.SHRUNK, (0, Decimal()))[0] == 0
    assert found.get(Why.GROWN, (0, Decimal()))[1] >= 0
    assert found.get(Why.SHRUNK, (0, Decimal()))[1] <= 0
    assert not found.keys() & {Why.SLIPPED, Why.NEARER, Why.HANDED}
