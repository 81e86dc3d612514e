"""Which subject comes first: value, closeness and how long it was unseen all count, and nothing else that waits."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.company.subjects import Kind
from flows.rhythm.priority import Waiting, in_order, places

SINCE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LARGEST = {(Kind.DEAL, "DKK"): Decimal(1000), (Kind.DEAL, "EUR"): Decimal(10)}
PLAIN = Waiting(
    id=1,
    kind=Kind.DEAL,
    amount=Decimal(500),
    currency="DKK",
    close_date=SINCE.date() + timedelta(days=45),
    due_at=SINCE,
    reviewed_at=SINCE - timedelta(days=45),
)


def waits(id_: int, *, seen: int | None = 45, days: int | None = 45, **stated: object) -> Waiting:
    """A subject seen so many days ago (None: never) that closes in so many (None: nobody knows)."""
    closes = None if days is None else SINCE.date() + timedelta(days=days)
    reviewed_at = None if seen is None else SINCE - timedelta(days=seen)
    return replace(PLAIN, **{"id": id_, "close_date": closes, "reviewed_at": reviewed_at, **stated})


def order(*waiting: Waiting) -> list[int]:
    placed = places(waiting, LARGEST, since=SINCE, timezone="Europe/Copenhagen")
    return [each.id for each in in_order(placed)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"amount": Decimal(501)}, {}),
        ({}, {"amount": None}),
        ({"days": 44}, {}),
        ({"days": -3}, {"days": 2}),
        ({}, {"days": None}),
        ({"seen": 46}, {}),
        ({"seen": None}, {"seen": 89}),
        (
            {"amount": Decimal(5), "currency": "EUR", "days": 44},
            {},
        ),  # half of its currency's largest, as the other
        ({"amount": Decimal(499), "days": 30}, {}),
        ({"amount": Decimal(990), "seen": 10}, {"seen": 52}),
    ],
)
def test_the_more_valuable_the_sooner_and_the_longer_unseen_comes_first(
    first: dict[str, object], second: dict[str, object]
) -> None:
    assert order(waits(2, **first), waits(1, **second)) == [2, 1]  # type: ignore[arg-type]


def test_amounts_of_another_currency_are_a_share_of_its_own_largest() -> None:
    assert order(waits(1, amount=Decimal(9)), waits(2, amount=Decimal(9), currency="EUR")) == [2, 1]


def test_what_became_due_later_in_the_week_comes_last_however_urgent() -> None:
    late = waits(1, seen=None, days=0, amount=Decimal(1000), due_at=SINCE + timedelta(hours=1))

    assert order(late, waits(2, amount=None, days=None, seen=0)) == [2, 1]


@pytest.mark.parametrize(
    ("timezone", "expected"), [("Europe/Copenhagen", [1, 2]), ("Pacific/Honolulu", [2, 1])]
)
def test_days_are_those_on_the_owners_calendar(timezone: str, expected: list[int]) -> None:
    late_in_the_evening = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # the 24th in Copenhagen
    today, passed = (replace(PLAIN, id=n, close_date=date(2026, 11, 25 - n)) for n in (1, 2))

    found = places([today, passed], LARGEST, since=late_in_the_evening, timezone=timezone)

    assert [each.id for each in in_order(found)] == expected


ANY = st.builds(
    waits,
    st.integers(1, 10**6),
    seen=st.none() | st.integers(0, 400),
    days=st.none() | st.integers(-400, 400),
    amount=st.none() | st.decimals(0, 2000, places=2),
    currency=st.sampled_from(["DKK", "EUR", "USD"]),
    due_at=st.sampled_from([SINCE, SINCE + timedelta(days=1)]),
)
SEVERAL = st.lists(ANY, max_size=12, unique_by=lambda each: each.id)


@given(SEVERAL, st.randoms())
def test_the_order_is_the_same_however_they_come(several: list[Waiting], dice: object) -> None:
    shuffled = list(several)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]

    assert order(*shuffled) == order(*several)


@given(SEVERAL, st.data())
def test_nothing_rests_on_what_else_waits(several: list[Waiting], data: st.DataObject) -> None:
    if several:
        gone = data.draw(st.sampled_from(several))
        without = [each for each in several if each is not gone]

        assert order(*without) == [id_ for id_ in order(*several) if id_ != gone.id]
