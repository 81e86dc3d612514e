"""The channel digest: once a week or when asked for, what moved since the last one, and lists in its thread."""

import json
import re
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.digest.usecases import digests
from bot.sandbox.limits import compact
from bot.sandbox.messages import Message
from flows.company.colour import Colour
from flows.company.subjects import Kind, Status
from flows.facts import DigestTaken
from flows.figures.bridge import Move
from storage import outbox
from storage.outbox import State
from tests.journeys.conftest import Office, id_of, texts_in

pytestmark = pytest.mark.usefixtures("nothing_refused")

ROOM = 13_200  # characters that Slack takes for a message's blocks


@pytest.fixture
def sales(staffed: Office) -> Office:
    """The company with #sales as the digest's channel."""
    staffed.set_digest("C1")
    return staffed


def posted(office: Office) -> list[Message]:
    """The messages in #sales."""
    return office.workspace.messages("C1")


def said(message: Message) -> str:
    """All texts of a message, one a line."""
    return "\n".join(texts_in(message.blocks))


def lists_under(office: Office, message: Message) -> list[Message]:
    """The thread under a message, without itself."""
    return office.workspace.messages("C1", message.ts)[1:]


def asks_for_digest(office: Office, who: str = "U0ANNE") -> Message:
    """Somebody who may types /review digest; returns this week's message in #sales then."""
    actor = office.person(who)
    actor.closes()
    actor.says("/review digest", channel="C2")
    actor.modal_with("The digest is on its way to its channel.")
    office.tick()
    office.tick()  # what stands under it follows what it stands under
    return posted(office)[-1]


def test_it_comes_every_monday_at_eight_and_once(sales: Office) -> None:
    sales.add("Alpha", id_of(sales, "U0TOM"))
    sales.passes(days=6, hours=22, minutes=59)
    assert posted(sales) == []

    sales.passes(minutes=1)
    sales.tick()
    assert [message.text[:8] for message in posted(sales)] == ["Week 49:"]
    assert "As of Monday 30 November, 08:00" in said(posted(sales)[0])

    sales.passes(days=7)
    assert len(posted(sales)) == 2


def test_after_three_weeks_of_standstill_one_digest_comes_not_three(sales: Office) -> None:
    sales.add("Alpha", id_of(sales, "U0TOM"))

    sales.passes(days=22)
    sales.tick()

    assert len(posted(sales)) == 1


def test_one_that_was_slept_over_comes_the_next_morning_and_not_at_night(sales: Office) -> None:
    sales.passes(days=7, hours=12)  # Monday evening
    assert posted(sales) == []

    sales.passes(hours=11)  # Tuesday, 08:00
    assert len(posted(sales)) == 1


def test_a_clock_that_was_years_ahead_for_a_moment_costs_no_digest(sales: Office) -> None:
    now = sales.now
    sales.passes(days=5 * 364)  # the same day and hour, when people are at work
    assert len(posted(sales)) == 1  # that of the coming Monday, too early

    sales.now = now  # set right again
    sales.tick()
    sales.passes(days=7)
    sales.passes(days=7)

    assert len(posted(sales)) == 2


def test_the_hour_stays_when_the_clocks_change(sales: Office) -> None:
    sales.now = sales.now.replace(year=2027, month=3, day=26)
    sales.set_digest("C1")

    sales.passes(days=2, hours=21, minutes=59)  # Monday 29 March, 07:59 in summer time
    assert posted(sales) == []
    sales.passes(minutes=1)
    assert len(posted(sales)) == 1


def test_a_manager_gets_it_posted_and_a_seller_sees_their_own_for_their_eyes_only(sales: Office) -> None:
    sales.add("Northern wharf", id_of(sales, "U0TOM"))
    sales.add("Southern wharf", id_of(sales, "U0METTE"))
    tom = sales.person("U0TOM")

    tom.says("/review digest", channel="C1")
    sales.tick()

    assert "One open deal worth DKK 1.2m." in tom.screen
    assert posted(sales) == []
    assert "2 open deals worth DKK 2.4m." in said(asks_for_digest(sales))


def test_without_a_channel_whoever_asks_is_told_who_sets_one(staffed: Office) -> None:
    anne = staffed.person("U0ANNE")

    anne.says("/review digest")

    anne.modal_with("An admin sets it with /review setup.")


def test_asking_again_replaces_this_weeks_message_and_does_not_repeat_it(sales: Office) -> None:
    sales.add("Alpha", id_of(sales, "U0TOM"))

    first = asks_for_digest(sales)
    sales.add("Beta", id_of(sales, "U0TOM"))
    again = asks_for_digest(sales)

    assert again.ts == first.ts
    assert "2 open deals" in said(again)
    assert [listed.text for listed in lists_under(sales, again)] == ["⚪ Not reviewed: 2"]
    assert len(posted(sales)) == 1
    with sales.read() as desk:
        assert outbox.counts(desk.tx)[State.FAILED] == 0


def test_of_an_empty_company_it_says_so(sales: Office) -> None:
    message = asks_for_digest(sales)

    assert "There are no open deals." in said(message)
    assert lists_under(sales, message) == []


def test_currencies_stand_side_by_side_and_are_never_added(sales: Office) -> None:
    tom = id_of(sales, "U0TOM")
    sales.add("Kroner", tom, amount=Decimal(2_000_000))
    sales.reviewed(sales.add("Euro", tom, amount=Decimal(90_000), currency="EUR"), "U0TOM", 2)
    sales.add("Dollar", tom, amount=Decimal(5_000), currency="USD")
    sales.add("Nobody knows", tom, amount=None)

    text = said(asks_for_digest(sales))

    assert "4 open deals worth DKK 2m, EUR 90,000 and USD 5,000." in text
    assert "0% (DKK), 100% (EUR) and 0% (USD) of the value is reviewed." in text
    assert "🟢 Green 1 · EUR 90,000" in text
    assert "⚪ Not reviewed 3 · DKK 2m + USD 5,000 · one without an amount" in text


def test_without_any_amount_shares_are_by_count(sales: Office) -> None:
    tom = id_of(sales, "U0TOM")
    sales.reviewed(sales.add("Alpha", tom, amount=None), "U0TOM", 2)
    sales.add("Beta", tom, amount=None)

    text = said(asks_for_digest(sales))

    assert "2 open deals. 50% of the deals are reviewed." in text


@pytest.mark.parametrize(("level", "says"), [(None, "It is not reviewed."), (2, "It is reviewed.")])
def test_of_one_deal_without_an_amount_no_share_is_said(sales: Office, level: int | None, says: str) -> None:
    deal = sales.add("Alpha", id_of(sales, "U0TOM"), amount=None)
    if level is not None:
        sales.reviewed(deal, "U0TOM", level)

    assert f"One open deal. {says}" in said(asks_for_digest(sales))


def test_the_plain_text_says_the_figures_in_words(sales: Office) -> None:
    tom = id_of(sales, "U0TOM")
    sales.reviewed(sales.add("Alpha", tom), "U0TOM", 2)
    sales.add("Beta", tom)

    assert asks_for_digest(sales).text == (
        "Week 48: 1 green, 0 yellow, 0 red, 1 not reviewed. 50% of the value is reviewed."
    )


def counts(text: str) -> dict[str, tuple[int, int]]:
    """Of every colour how many there are and by how many they have changed."""
    deals = text.split("customer", 1)[0]
    found = re.findall(
        r"[🟢🟨🔺⚪] (Green|Yellow|Red|Not reviewed) (\d+)(?: and \w+ last red)? \(([+−]?\d+)\)", deals
    )
    return {colour: (int(count), int(change.replace("−", "-"))) for colour, count, change in found}


def moved(office: Office) -> None:
    """Six deals, a digest, and then one of each kind of move until 29 December."""
    tom = id_of(office, "U0TOM")
    better, worse, older, known, _same, closed = (
        office.add(name, tom, days=150) for name in ("better", "worse", "older", "known", "same", "closed")
    )
    for deal, level in ((better, 0), (worse, 2), (older, 2), (closed, 2)):
        office.reviewed(deal, "U0TOM", level)
    asks_for_digest(office)
    office.now += timedelta(days=36)
    office.reviewed(better, "U0TOM", 2)
    office.reviewed(worse, "U0TOM", 0)
    office.reviewed(known, "U0TOM", 2)
    office.changes(closed, "status", Status.OPEN, Status.WON)
    office.add("new one", tom)


def test_the_bridge_tells_what_moved_since_the_last_digest(sales: Office) -> None:
    moved(sales)

    text = said(asks_for_digest(sales))

    assert (
        "Since the last digest: one improved, one worsened, one reviewed for the first time in a while, "
        "one grew too old to count, one is new and one closed."
    ) in text


def test_the_bridge_and_the_counts_agree(sales: Office) -> None:
    moved(sales)

    found = counts(said(asks_for_digest(sales)))

    assert found == {"Green": (2, -1), "Yellow": (0, 0), "Red": (1, 0), "Not reviewed": (3, 1)}
    assert sum(change for _, change in found.values()) == 1 - 1  # one new, one closed


def test_what_grew_too_old_is_never_told_as_fewer_red_alone(sales: Office) -> None:
    deal = sales.add("Alpha", id_of(sales, "U0TOM"), days=150)
    sales.reviewed(deal, "U0TOM", 0)
    asks_for_digest(sales)
    sales.now += timedelta(days=100)

    text = said(asks_for_digest(sales))

    assert "🔺 Red 0 and one last red (0)" in text
    assert counts(text)["Not reviewed"] == (1, 1)
    assert "Since the last digest: one grew too old to count (last red)." in text

    sales.reviewed(deal, "U0TOM", 0)
    text = said(asks_for_digest(sales))
    assert counts(text)["Red"] == (1, 0)  # it is no more red for having been looked at again


def test_when_the_last_open_deal_closed_it_still_says_what_moved(sales: Office) -> None:
    deal = sales.add("Alpha", id_of(sales, "U0TOM"))
    asks_for_digest(sales)
    sales.changes(deal, "status", Status.OPEN, Status.WON)

    text = said(asks_for_digest(sales))

    assert "There are no open deals." in text
    assert "Since the last digest: one closed." in text


def test_nothing_moved_is_said_too(sales: Office) -> None:
    sales.add("Alpha", id_of(sales, "U0TOM"))
    asks_for_digest(sales)

    assert "Nothing has moved since the last digest." in said(asks_for_digest(sales))


def test_those_that_want_attention_stand_with_owner_and_why(sales: Office) -> None:
    deal = sales.add("Packing line", id_of(sales, "U0TOM"), customer="Lumen", days=20)
    sales.reviewed(deal, "U0TOM", 0)

    text = said(asks_for_digest(sales))

    assert "Where help is worth most:\nLumen · Packing line · Tom Seller · DKK 1.2m" in text
    assert "🔺 Red: the decision maker has not spoken with us in the last 60 days" in text


def test_the_lists_stand_in_the_thread_25_lines_each_with_how_many_more(sales: Office) -> None:
    tom = id_of(sales, "U0TOM")
    for number in range(26):
        sales.add(f"Contract {number:02}", tom)
    sales.reviewed(sales.add("Green one", tom), "U0TOM", 2)

    grey, green = lists_under(sales, asks_for_digest(sales))

    assert grey.text == "⚪ Not reviewed: 26"
    assert said(grey).count("\nContract ") == 25
    assert "26 deals\n" in said(grey)
    assert said(grey).count("\nOpen") == 25
    assert "… and 1 more" in said(grey)
    assert said(grey).endswith("See all 26")
    assert green.text == "🟢 Green: 1"
    assert "Green one · DKK 1.2m · expected close 21 February 2027 · 🟢🟢🟢🟢🟢" in said(green)


def test_customers_stand_beside_the_deals_with_their_own_change(sales: Office) -> None:
    tom = id_of(sales, "U0TOM")
    sales.add("Alpha", tom)
    sales.reviewed(sales.add("Nordlys", tom, kind=Kind.CUSTOMER), "U0TOM", 3)

    text = said(asks_for_digest(sales))
    assert "One customer worth DKK 1.2m a year. 100% of the value is reviewed.\n🟢 Green 1 · DKK 1.2m" in text
    sales.reviewed(2, "U0TOM", 0)

    text = said(asks_for_digest(sales)).split("One customer", 1)[1]

    assert "🟢 Green 0 (−1) (−DKK 1.2m)\n" in text
    assert "🔺 Red 1 (+1) · DKK 1.2m (+DKK 1.2m)\n" in text
    assert "Since the last digest: one worsened." in text


def test_who_is_not_ready_is_a_number_in_the_channel_and_a_name_only_for_their_manager(sales: Office) -> None:
    sales.add("Alpha", id_of(sales, "U0TOM"))
    sales.add("Beta", id_of(sales, "U0TOM"))
    sales.reviewed(sales.add("Gamma", id_of(sales, "U0METTE")), "U0METTE", 2)

    text = said(asks_for_digest(sales))

    assert "One person is not ready yet for this week's 1-to-1s." in text
    (to_anne,) = sales.person("U0ANNE").messages()
    assert "Not ready yet for this week's 1-to-1s: Tom Seller (2 left)." in to_anne
    for other in ("U0JENS", "U0DORTE", "U0TOM", "U0METTE"):
        assert sales.person(other).messages() == []


def test_with_everything_reviewed_everybody_is_ready(sales: Office) -> None:
    sales.reviewed(sales.add("Alpha", id_of(sales, "U0TOM")), "U0TOM", 2)

    assert "Everybody is ready for this week's 1-to-1s." in said(asks_for_digest(sales))
    assert sales.person("U0ANNE").messages() == []


def test_two_thousand_deals_with_long_names_fit_into_slack(sales: Office) -> None:
    tom = id_of(sales, "U0TOM")
    for number in range(2000):
        currency = ("DKK", "EUR", "USD")[number % 3]
        name = f"{number:04} " + "Ægte lang æske " * 14
        sales.add(name, tom, customer="Ørsø & Sønner <A/S> " * 10, currency=currency)
    for deal in range(1, 11):
        sales.reviewed(deal, "U0TOM", 0)

    message = asks_for_digest(sales)

    assert len(compact(message.blocks)) < ROOM
    assert len(json.dumps(message.blocks)) < ROOM  # however the client escapes
    for listed in lists_under(sales, message):
        assert len(json.dumps(listed.blocks)) < ROOM
        assert said(listed).count("expected close") <= 25
        assert f"See all {listed.text.split()[-1]}" in said(listed)
    assert "2,000 open deals" in said(message)


def test_the_bridge_of_the_figures_that_are_kept_reconciles(sales: Office) -> None:
    moved(sales)

    with sales.write() as desk:
        digests.take(desk, channel="C1", key="digest:1")
        [fact] = [one for one in desk.facts if isinstance(one, DigestTaken)]
        figures = digests.taken(desk, fact.digest_id).figures

    assert figures.before is not None
    gone, come = figures.moves[Move.CLOSED], figures.moves[Move.NEW]
    before = sum(group.count for group in figures.before.values())
    assert before + come - gone == figures.deals == sum(group.count for group in figures.groups.values())
    assert set(figures.groups) == set(Colour)


def test_a_digest_that_slack_put_off_says_what_was_true_when_it_was_taken(sales: Office) -> None:
    deal = sales.add("Wharf", id_of(sales, "U0TOM"), amount=Decimal(700_000))
    sales.reviewed(deal, "U0TOM", 3)
    sales.workspace.faults.add(method="chat.postMessage", kind="429", seconds=60)
    sales.person("U0JENS").says("/review digest")
    sales.tick()
    sales.reviewed(deal, "U0TOM", 0)
    sales.changes(deal, "amount", Decimal(700_000), Decimal(900_000))

    sales.passes(minutes=2)

    message = posted(sales)[-1]
    shown = "\n".join([said(message), *(said(each) for each in lists_under(sales, message))])
    assert "Wharf · DKK 700,000" in shown
    assert "900,000" not in shown
    assert "Green 1" in said(message)
