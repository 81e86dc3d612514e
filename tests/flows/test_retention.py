"""What the customers who are red or not reviewed are worth a year, and which agreement ends next."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from flows.company.colour import Colour
from flows.company.money import Money
from flows.figures.groups import Counted, Mark, groups
from flows.figures.retention import uncertain

TODAY = date(2026, 11, 23)
MARKS = st.lists(
    st.builds(
        Mark,
        st.sampled_from(Colour),
        st.none() | st.builds(Money, st.decimals(0, 10**9, places=2), st.sampled_from(["DKK", "EUR"])),
    )
)


def test_currencies_are_never_added_and_an_agreement_that_ended_is_not_the_next() -> None:
    marks = [
        Mark(Colour.RED, Money(Decimal(100), "DKK")),
        Mark(Colour.GREY, Money(Decimal(5), "EUR")),
        Mark(Colour.GREY, None),
        Mark(Colour.YELLOW, Money(Decimal(7), "DKK")),
        Mark(Colour.GREEN, None),
    ]
    expiries = [date(2026, 11, 22), date(2027, 1, 1), TODAY, None]
    found = uncertain(groups(map(Counted.of, marks)), expiries, today=TODAY)

    assert (found.count, found.unknown, found.nearest) == (3, 1, TODAY)
    assert found.value == {"DKK": Decimal(100), "EUR": Decimal(5)}


@given(MARKS)
def test_green_and_yellow_customers_never_count(marks: list[Mark]) -> None:
    only = [one for one in marks if one.colour in (Colour.RED, Colour.GREY)]

    every, some = (uncertain(groups(map(Counted.of, each)), [], today=TODAY) for each in (marks, only))

    assert every == some


@given(MARKS)
def test_every_uncertain_customer_has_a_value_or_is_counted_without_one(marks: list[Mark]) -> None:
    found = uncertain(groups(map(Counted.of, marks)), [], today=TODAY)

    stated = sum(one.value is not None for one in marks if one.colour in (Colour.RED, Colour.GREY))
    assert found.count == stated + found.unknown
