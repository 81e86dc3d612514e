"""Which subjects a manager is asked to view before a 1-to-1: by a declared rule, and each with its reason."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.company.colour import Colour
from flows.company.money import Money
from flows.rhythm.sampling import Candidate, Pick, Reason, picks

GREEN, YELLOW, RED, GREY = Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.GREY
LAST = date(2026, 11, 12)
PLAIN = Candidate(1, None, YELLOW, YELLOW, False, None, date(2026, 10, 1))


def worth(amount: int, currency: str = "DKK") -> Money:
    """So much."""
    return Money(Decimal(amount), currency)


def order(*candidates: Candidate) -> list[tuple[int, Reason]]:
    """The ids in order, each with its reason."""
    return [(pick.subject_id, pick.reason) for pick in picks(candidates, last_meeting=LAST)]


def test_the_order_is_knocked_out_then_turned_then_the_biggest_then_the_longest_unseen() -> None:
    candidates = (
        replace(PLAIN, id=1, together_on=date(2026, 9, 1)),
        replace(PLAIN, id=2, together_on=date(2026, 10, 1)),
        replace(PLAIN, id=3, money=worth(900)),
        replace(PLAIN, id=4, was=GREEN, colour=RED, money=worth(10)),
        replace(PLAIN, id=5, is_knocked_out=True, colour=RED),
        replace(PLAIN, id=6),
    )

    found = picks(candidates, last_meeting=LAST)

    assert found == [
        Pick(5, Reason.KNOCKED_OUT, RED),
        Pick(4, Reason.TURNED, RED, LAST),
        Pick(3, Reason.BIGGEST, YELLOW),
        Pick(6, Reason.UNSEEN, YELLOW),
        Pick(1, Reason.UNSEEN, YELLOW, date(2026, 9, 1)),
        Pick(2, Reason.UNSEEN, YELLOW, date(2026, 10, 1)),
    ]


@pytest.mark.parametrize(
    ("was", "now", "reason"),
    [
        (GREEN, RED, Reason.TURNED),
        (RED, GREEN, Reason.TURNED),
        (GREEN, GREY, Reason.TURNED),
        (GREY, GREY, Reason.UNSEEN),
        (None, RED, Reason.UNSEEN),
    ],
)
def test_what_had_a_colour_at_the_last_meeting_and_has_another_now_has_turned(
    was: Colour | None, now: Colour, reason: Reason
) -> None:
    assert order(replace(PLAIN, was=was, colour=now)) == [(1, reason)]


def test_only_what_is_really_the_biggest_is_called_so() -> None:
    knocked_out = replace(PLAIN, id=1, money=worth(900), is_knocked_out=True)

    assert order(knocked_out, replace(PLAIN, id=2, money=worth(800))) == [
        (1, Reason.KNOCKED_OUT),
        (2, Reason.UNSEEN),
    ]


def test_currencies_are_never_compared_and_the_one_that_most_have_goes_first() -> None:
    candidates = (
        replace(PLAIN, id=1, money=worth(9_000_000, "EUR")),
        replace(PLAIN, id=2, money=worth(10)),
        replace(PLAIN, id=3, money=worth(20)),
        replace(PLAIN, id=4),
    )

    assert order(*candidates)[0] == (3, Reason.BIGGEST)
    assert [reason for _, reason in order(*candidates)].count(Reason.BIGGEST) == 1


def test_of_two_currencies_that_as_many_have_the_first_by_its_code_goes_first() -> None:
    euros, kroner = replace(PLAIN, id=1, money=worth(1, "EUR")), replace(PLAIN, id=2, money=worth(9))

    assert order(euros, kroner)[0] == (2, Reason.BIGGEST)


def test_without_amounts_nothing_is_the_biggest() -> None:
    assert order(PLAIN, replace(PLAIN, id=2, known_on=date(2026, 9, 1))) == [
        (2, Reason.UNSEEN),
        (1, Reason.UNSEEN),
    ]


def test_of_those_knocked_out_the_bigger_comes_first() -> None:
    small, big = (replace(PLAIN, id=id_, money=worth(id_), is_knocked_out=True, colour=RED) for id_ in (1, 2))

    assert [id_ for id_, _ in order(small, big)] == [2, 1]


days = st.dates(date(2026, 1, 1), date(2026, 11, 30))
moneys = st.builds(
    Money, st.decimals(0, 10**9, places=2).map(Decimal), st.sampled_from(["DKK", "EUR", "USD"])
)
colours = st.sampled_from(list(Colour))
candidates = st.builds(
    Candidate,
    id=st.integers(1, 10**6),
    money=st.none() | moneys,
    colour=colours,
    was=st.none() | colours,
    is_knocked_out=st.booleans(),
    together_on=st.none() | days,
    known_on=days,
    is_open=st.booleans(),
)
many = st.lists(candidates, max_size=12, unique_by=lambda each: each.id)


@given(many, st.randoms(use_true_random=False), st.none() | days)
def test_the_same_subjects_come_in_the_same_order_each_once_and_nothing_that_is_closed(
    found: list[Candidate], random: object, last: date | None
) -> None:
    first = picks(found, last_meeting=last)
    random.shuffle(found)  # type: ignore[attr-defined]

    assert picks(found, last_meeting=last) == first
    assert sorted(pick.subject_id for pick in first) == sorted(each.id for each in found if each.is_open)


@given(many)
def test_each_reason_is_true(found: list[Candidate]) -> None:
    by_id = {each.id: each for each in found}
    for pick in picks(found, last_meeting=LAST):
        each = by_id[pick.subject_id]
        assert pick.colour is each.colour
        assert (pick.reason is Reason.KNOCKED_OUT) is each.is_knocked_out
        if pick.reason is Reason.TURNED:
            assert each.was not in (None, each.colour)
        if pick.reason is Reason.BIGGEST:
            rivals = [one.money for one in found if one.is_open and one.money and each.money]
            same = [money.amount for money in rivals if each.money and money.currency == each.money.currency]
            assert each.money
            assert each.money.amount == max(same)


@given(many)
def test_reasons_stand_in_their_order(found: list[Candidate]) -> None:
    places = [list(Reason).index(pick.reason) for pick in picks(found, last_meeting=LAST)]

    assert places == sorted(places)
