"""Words after /review as phones and copies write them, and people named there."""

import pytest

from tests.journeys.conftest import Actor, Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")

HELP = "What you can write"
STATUS = "Overview"


@pytest.fixture
def tom(staffed: Office) -> Actor:
    """Tom, who has two deals that are due."""
    for name in ("Service agreement", "Pilot"):
        staffed.add(name, id_of(staffed, "U0TOM"), customer="Nordlys")
    return staffed.person("U0TOM")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("help.", HELP),
        ("Help!", HELP),
        ("hjælp?", HELP),
        ("HJÆLP", HELP),
        ("hjaelp", HELP),
        ("“help”", HELP),
        ("»hjælp«", HELP),
        ("'help'", HELP),
        ("help:", HELP),
        ("_help_", HELP),
        ("`help`", HELP),
        ("~help~", HELP),
        ("\u200bhelp\ufeff", HELP),
        ("he\u00adlp", HELP),
        ("\u2068help\u2069", HELP),
        ("help …", HELP),
        ("*status*", STATUS),
        ("/review status", STATUS),
        ("/Review *Status*.", STATUS),
        ("\xa0oversigt", STATUS),
        ("/review", "2 are ready for you"),
        ("\u200b", "2 are ready for you"),
        ("“pilot”", "Nordlys · Pilot"),
        ("/reviewing", "I found nothing with the words “/reviewing”."),
        ("help me", "I found nothing with the words “help me”."),
    ],
)
def test_a_word_does_what_it_says_however_it_is_written(tom: Actor, typed: str, shown: str) -> None:
    tom.workspace.command("U0TOM", "C1", f"/review {typed}")

    tom.modal_with(shown)


@pytest.mark.parametrize("who", ["U0ANNE", "U0DORTE", "U0VERA", "U0AUGUST"])
@pytest.mark.parametrize("named", ["@tom", "@Tom Seller", "<@U0TOM>", "<@U0TOM|tom>", "“@tom”"])
def test_who_may_read_a_sellers_deals_sees_what_is_ready_for_them(tom: Actor, who: str, named: str) -> None:
    reader = tom.office.person(who)

    reader.says(named)

    reader.modal_with("2 are ready for Tom Seller:")
    assert "Nordlys · Pilot" in reader.screen
    assert "DKK 1.2m · expected close 21 February 2027" in reader.screen


@pytest.mark.parametrize("who", ["U0METTE", "U0JENS", "U0KARIN"])
def test_who_may_not_read_them_learns_nothing_of_them(tom: Actor, who: str) -> None:
    reader = tom.office.person(who)

    reader.says("@tom")

    reader.modal_with("Tom Seller")
    assert "Pilot" not in reader.screen
    assert "ready for" not in reader.screen.replace("ready for Tom Seller is for", "")


@pytest.mark.parametrize("named", ["@tom", "<@U0TOM>"])
def test_ones_own_name_is_as_good_as_none(tom: Actor, named: str) -> None:
    tom.says(named)

    tom.modal_with("2 are ready for you")


def test_with_nothing_ready_it_says_so(tom: Actor) -> None:
    dorte = tom.office.person("U0DORTE")

    dorte.says("@mette")

    dorte.modal_with("Nothing is ready for Mette Sælger just now.")


def test_who_several_could_be_and_who_nobody_is_are_said(tom: Actor) -> None:
    dorte = tom.office.person("U0DORTE")

    dorte.says("@s")
    dorte.modal_with("could be several people: Mette Sælger and Tom Seller.")
    dorte.closes()
    dorte.says("@nobody")
    dorte.modal_with("Nobody on the company's list is called “@nobody”.")
    dorte.closes()
    dorte.says("<@U0STRANGER>")
    dorte.modal_with("Nobody on the company's list")


def test_a_deal_whose_name_begins_like_a_mention_is_still_found(tom: Actor) -> None:
    tom.office.add("@work pilot", id_of(tom.office, "U0TOM"))

    tom.says("@work")

    tom.modal_with("@work pilot")
