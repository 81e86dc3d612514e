"""Which scorecard a subject gets: the first whose rules all hold, else the plain one."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from flows.company.subjects import Kind, Status, Subject
from flows.scorecards.applying import AppliesTo
from flows.scorecards.fitting import choose
from flows.scorecards.scorecard import Scorecard, parse
from tests.flows.samples import CUSTOMER, DEAL

SMALL = {"amount_below": {"DKK": 50_000, "EUR": 7_000}}
LARGE = {"amount_from": {"DKK": 5_000_000}}


def subject(**said: Any) -> Subject:
    """An open deal."""
    parts: dict[str, Any] = {
        "id": 1,
        "kind": Kind.DEAL,
        "source": "csv",
        "source_id": "1",
        "name": "Service agreement",
        "customer": "Nordlys",
        "owner_id": None,
        "amount": Decimal(100_000),
        "currency": "DKK",
        "close_date": None,
        "stage": None,
        "status": Status.OPEN,
        "product": None,
        "probability": None,
        "stage_probability": None,
        "created_on": None,
        "seen_at": datetime(2026, 11, 20, tzinfo=UTC),
        "due_at": None,
    }
    return Subject(**parts | said)


def rule(**said: Any) -> AppliesTo:
    """The rule as a file says it."""
    return AppliesTo.model_validate(said)


def card(id_: str, **said: Any) -> Scorecard:
    """The scorecard for deals, for some deals only."""
    return parse(DEAL.model_dump(mode="json") | {"id": id_, "applies_to": said})


@pytest.mark.parametrize(
    ("said", "of_subject", "fits"),
    [
        ({"segments": ["Tender"]}, {"segment": "tender"}, True),
        ({"segments": ["Tender"]}, {"segment": "  TENDER "}, True),
        ({"segments": ["Tender"]}, {"segment": "Tenders"}, False),
        ({"segments": ["Tender"]}, {"segment": None}, False),
        ({"segments": [{"en": "Tender", "da": "Udbud"}]}, {"segment": "udbud"}, True),
        ({"segments": ["Energi", "Sundhed"]}, {"segment": "SUNDHED"}, True),
        ({"segments": ["Små kunder"]}, {"segment": "smaa kunder"}, True),
        ({"products": ["Licence"]}, {"product": "licence"}, True),
        ({"products": ["Licence"]}, {"product": None}, False),
        (SMALL, {"amount": Decimal("49999.99")}, True),
        (SMALL, {"amount": Decimal(50_000)}, False),
        (SMALL, {"amount": Decimal(6_999), "currency": "EUR"}, True),
        (SMALL, {"amount": Decimal(7_000), "currency": "EUR"}, False),
        (SMALL, {"amount": Decimal(1), "currency": "SEK"}, False),
        (SMALL, {"amount": None}, False),
        (LARGE, {"amount": Decimal(5_000_000)}, True),
        (LARGE, {"amount": Decimal("4999999.99")}, False),
        (LARGE, {"amount": Decimal(9_000_000), "currency": "EUR"}, False),
        (LARGE | {"amount_below": {"DKK": 9_000_000}}, {"amount": Decimal(6_000_000)}, True),
        (LARGE | {"amount_below": {"DKK": 9_000_000}}, {"amount": Decimal(9_000_000)}, False),
        (LARGE | {"amount_below": {"EUR": 9}}, {"amount": Decimal(6_000_000)}, False),
        ({"segments": ["Tender"], **LARGE}, {"segment": "Tender", "amount": Decimal(6_000_000)}, True),
        ({"segments": ["Tender"], **LARGE}, {"segment": "Tender"}, False),
        ({"segments": ["Tender"], **LARGE}, {"amount": Decimal(6_000_000)}, False),
    ],
)
def test_all_rules_must_hold(said: dict[str, Any], of_subject: dict[str, Any], fits: bool) -> None:
    assert rule(**said).fits(subject(**of_subject)) is fits


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"segments": []},
        {"segments": ["x" * 76]},
        {"amount_below": {"kr": 1}},
        {"amount_below": {"DKK": 0}},
        {"amount_below": {"DKK": 0.5}},
        {"amount_from": {"DKK": 5}, "amount_below": {"DKK": 5}},
        {"countries": ["DK"]},
    ],
)
def test_a_rule_that_says_nothing_or_cannot_hold_is_an_error(said: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        rule(**said)


def test_the_first_that_fits_counts_and_else_the_plain_one() -> None:
    others = (card("a", segments=["Tender"]), card("b", **SMALL))
    both = subject(segment="Tender", amount=Decimal(1))

    assert choose(both, DEAL, others) is others[0]
    assert choose(both, DEAL, others[::-1]) is others[1]
    assert choose(subject(amount=Decimal(1)), DEAL, others) is others[1]
    assert choose(subject(), DEAL, others) is DEAL


def test_a_customer_never_gets_a_deals_scorecard() -> None:
    customer = subject(kind=Kind.CUSTOMER, segment="Tender")

    assert choose(customer, CUSTOMER, (card("a", segments=["Tender"]),)) is CUSTOMER
