"""What the customers who are red or not reviewed are worth a year, and which agreement ends next."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from flows.company.colour import Colour
from flows.company.money import Money
from flows.figures.retention import Agreement, uncertain

TODAY = date(2026, 11, 23)
AGREEMENTS = st.lists(
    st.builds(
        Agreement,
        st.sampled_from(Colour),
        st.none() | st.builds(Money, st.decimals(0, 10**9, places=2), st.sampled_from(["DKK", "EUR"])),
        st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    )
)


def test_currencies_are_never_added_and_an_agreement_that_ended_is_not_the_next() -> None:
    found = uncertain(
        [
            Agreement(Colour.RED, Money(Decimal(100), "DKK"), date(2026, 11, 22)),
            Agreement(Colour.GREY, Money(Decimal(5), "EUR"), date(2027, 1, 1)),
            Agreement(Colour.GREY, None, TODAY),
            Agreement(Colour.YELLOW, Money(Decimal(7), "DKK"), date(2026, 11, 24)),
            Agreement(Colour.GREEN, None, None),
        ],
        today=TODAY,
    )

    assert (found.count, found.unknown, found.nearest) == (3, 1, TODAY)
    assert found.value == {"DKK": Decimal(100), "EUR": Decimal(5)}


@given(AGREEMENTS)
def test_green_and_yellow_customers_never_count(agreements: list[Agreement]) -> None:
    only = [one for one in agreements if one.colour in (Colour.RED, Colour.GREY)]

    assert uncertain(agreements, today=TODAY) == uncertain(only, today=TODAY)


@given(AGREEMENTS)
def test_every_uncertain_customer_has_a_value_or_is_counted_without_one(agreements: list[Agreement]) -> None:
    found = uncertain(agreements, today=TODAY)

    stated = sum(one.value is not None for one in agreements if one.colour in (Colour.RED, Colour.GREY))
    assert found.count == stated + found.unknown
