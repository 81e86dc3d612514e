"""Targets set in Slack by a director or an admin, for the company and for each team."""

from decimal import Decimal

import pytest

from bot.digest.views import targets as views
from bot.kit import doors
from flows.company.quarters import Quarter
from storage import targets
from tests.journeys.conftest import Actor, Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")


def says(actor: Actor, *, amount: str, currency: str = "", team: str = "") -> None:
    """Fill in the form and send it."""
    actor.workspace.fill(actor.id, views.AMOUNT, views.VALUE, amount)
    if currency:
        actor.workspace.fill(actor.id, views.CURRENCY, views.VALUE, currency)
    if team:
        actor.workspace.fill(actor.id, views.TEAM, views.VALUE, team)
    actor.submits()


def found(office: Office) -> set[tuple[int | None, Decimal, str]]:
    """The targets of this quarter."""
    with office.read() as desk:
        listed = targets.of(desk.tx, Quarter.of(office.now.date()))
    return {(each.team_id, each.amount, each.currency) for each in listed}


@pytest.mark.parametrize("who", ["U0DORTE", "U0KARIN"])
def test_a_director_or_an_admin_sets_them_from_home(staffed: Office, who: str) -> None:
    actor = staffed.person(who)
    assert "Targets" in actor.home
    actor.clicks(doors.TARGETS, on="home")
    actor.modal_with("Nothing yet.")

    says(actor, amount="10000000")
    actor.modal_with("Q4 2026 · The whole company · DKK 10m")
    says(actor, amount="2.5", currency="eur", team=views.WHOSE.dump(id_of(staffed, "U0ANNE")))
    actor.modal_with("Q4 2026 · Anne Manager · EUR 3")

    assert found(staffed) == {
        (None, Decimal(10_000_000), "DKK"),
        (id_of(staffed, "U0ANNE"), Decimal("2.5"), "EUR"),
    }


def test_what_is_no_amount_and_no_currency_is_said_beside_its_field(staffed: Office) -> None:
    dorte = staffed.person("U0DORTE")
    dorte.forges(doors.TARGETS, "-")
    for amount, currency, why in (("12.500", "", "no amount"), ("5", "kroner", "no currency")):
        view = dorte.modal
        view["state"]["values"][views.AMOUNT][views.VALUE]["value"] = amount
        view["state"]["values"][views.CURRENCY][views.VALUE]["value"] = currency or "DKK"
        assert f"That is {why}" in dorte.submits_again(view)
    assert found(staffed) == set()


@pytest.mark.parametrize("who", ["U0TOM", "U0ANNE", "U0VERA", "U0AUGUST"])
def test_nobody_else_does(staffed: Office, who: str) -> None:
    actor = staffed.person(who)

    assert "Targets" not in actor.home.split("\n")
    assert "Only a director or an admin sets targets." in actor.forges(doors.TARGETS, "-")


def test_a_forged_form_sets_nothing_of_another_quarter_or_of_who_leads_nobody(staffed: Office) -> None:
    dorte = staffed.person("U0DORTE")
    dorte.forges(doors.TARGETS, "-")
    for block, value in ((views.QUARTER, "1999-Q1"), (views.TEAM, str(id_of(staffed, "U0TOM")))):
        view = dorte.modal
        view["state"]["values"][views.AMOUNT][views.VALUE]["value"] = "5"
        view["state"]["values"][block][views.VALUE]["selected_option"]["value"] = value
        assert "field that I don't know" in dorte.submits_again(view)
    assert found(staffed) == set()
