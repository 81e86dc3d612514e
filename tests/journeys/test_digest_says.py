"""What a digest says besides its counts: where to act, targets, what the probability says otherwise, a team's own."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.actions.usecases.adding import StatedItem, add
from bot.actions.usecases.settling import done
from bot.digest.usecases import digests
from bot.digest.usecases.digest import Digest
from bot.digest.views import listing
from bot.digest.views.digest import messages
from bot.kit import doors
from bot.kit.texts import Texts
from bot.why.views import subject as why
from flows.company.colour import Colour
from flows.company.quarters import Quarter
from flows.company.subjects import Kind, Status
from flows.facts import DigestTaken
from flows.figures.closing import Rate, Target
from storage import rates, tables, targets
from tests.journeys.action_item_acts import WHAT
from tests.journeys.conftest import Office, id_of, texts_in

pytestmark = pytest.mark.usefixtures("nothing_refused")
EN = Texts("en")
MONEY = re.compile(r"DKK|EUR|USD|kr\.|€|US\$")


def taken(office: Office, team: str | None = None) -> Digest:
    """Take a digest, of the company or of the team that somebody leads, and read it as it is worded."""
    leader = None if team is None else id_of(office, team)
    with office.write() as desk:
        digests.take(desk, channel="C1", key=f"digest:{office.now}:{len(desk.facts)}:{team}", team=leader)
        fact = next(one for one in desk.facts if isinstance(one, DigestTaken))
        assert fact.team == leader
        return digests.taken(desk, fact.digest_id)


def words(digest: Digest, t: Texts = EN) -> str:
    """All that its message and its thread say, one a line."""
    said_ = "\n".join(text for message in messages(digest, t) for text in texts_in(message["blocks"]))
    return re.sub(r"\n+", "\n", said_)


def said(office: Office, team: str | None = None) -> str:
    """What the digest of this moment says."""
    return words(taken(office, team))


def probable(office: Office, subject_id: int, percent: int) -> None:
    """The CRM says how probable a deal is."""
    office.changes(subject_id, "probability", None, Decimal(percent))


# Where to act


def test_customers_stand_among_those_that_need_attention_each_with_its_next_step(staffed: Office) -> None:
    tom = id_of(staffed, "U0TOM")
    staffed.reviewed(staffed.add("Wharf", tom, customer="Lumen"), "U0TOM", 0)
    staffed.reviewed(staffed.add("Nordlys", tom, kind=Kind.CUSTOMER, amount=Decimal(2_000_000)), "U0TOM", 0)

    found = taken(staffed)

    assert [act.standing.subject.name for act in found.acts] == ["Nordlys", "Wharf"]
    text = words(found)
    assert "Nordlys · Tom Seller · DKK 2m · agreement until 21 February 2027\n🔺 Red: " in text
    assert text.count("Next step: ") == 2


def test_an_open_action_is_the_next_step_also_for_who_reads_it_later(staffed: Office) -> None:
    deal = staffed.add("Wharf", id_of(staffed, "U0TOM"))
    staffed.reviewed(deal, "U0TOM", 0)
    item = agreed(staffed, deal)
    digest = taken(staffed)
    settled(staffed, item)

    assert f"Next step: By Wednesday 25 November · Tom Seller · {WHAT}" in words(digest)


def agreed(office: Office, deal: int, *, question: str | None = None, days: int = 2) -> int:
    """Tom is to do something, which may move a question; gives the action's id."""
    person = office.who("U0TOM")
    with office.write() as desk:
        by = (office.now + timedelta(days=days)).date()
        stated = StatedItem(WHAT, person.id, by, subject_id=deal, question_id=question)
        return add(desk, person, stated).item.id


def settled(office: Office, item_id: int) -> None:
    """Tom has done it."""
    with office.write() as desk:
        done(desk, office.who("U0TOM"), item_id)


# What turned better, and who asks for help


def test_what_turned_better_names_the_action_that_moved_it(staffed: Office) -> None:
    deal = staffed.add("Wharf", id_of(staffed, "U0TOM"), days=150)
    staffed.reviewed(deal, "U0TOM", 0)
    item = agreed(staffed, deal, question="D3.3")
    taken(staffed)
    staffed.now += timedelta(days=1)
    settled(staffed, item)
    staffed.reviewed(deal, "U0TOM", 3)

    text = said(staffed)

    assert "Turned better since the last digest:" in text
    assert f"🔺 → 🟢 Red → Green · Wharf · Tom Seller · after “{WHAT}” (Tom Seller)" in text


def test_who_asks_for_help_stands_there_for_a_week_and_hears_so_before(staffed: Office) -> None:
    deal = staffed.add("Wharf", id_of(staffed, "U0TOM"))
    staffed.reviewed(deal, "U0TOM", 0)
    tom = staffed.person("U0TOM")
    tom.forges(doors.WHY, str(deal))
    buttons = [each for block in tom.modal["blocks"] for each in block.get("elements", [])]
    [asking] = [each for each in buttons if each.get("action_id") == why.HELP]
    assert "everybody in its channel reads it" in asking["confirm"]["text"]["text"]
    tom.presses(why.HELP)
    tom.modal_with("It also stands in the digest in the next seven days.")

    assert "Who asks for help:\nTom Seller: Wharf · 🔺 Red" in said(staffed)
    assert "Who asks for help:" in said(staffed, "U0ANNE")
    assert "Who asks for help:" not in said(staffed, "U0JENS")
    staffed.now += timedelta(days=8)
    assert "Who asks for help:" not in said(staffed)


# Probability against colour


def test_probable_but_red_or_grey_and_green_but_improbable_stand_by_themselves(staffed: Office) -> None:
    tom = id_of(staffed, "U0TOM")
    red, grey, green, sure = (staffed.add(name, tom) for name in ("Red", "Grey", "Green", "Sure"))
    staffed.reviewed(red, "U0TOM", 0, percent=80)
    staffed.reviewed(sure, "U0TOM", 3, percent=80)
    staffed.reviewed(green, "U0TOM", 3, percent=30)
    probable(staffed, grey, 70)
    probable(staffed, green, 99)  # what its seller said at the review counts

    text = said(staffed)

    lists = text.split("Called probable (70% or more), but red or not reviewed:\n", 1)[1]
    likely, unlikely = lists.split("Green, but called improbable (30% or less):\n", 1)
    assert [line for line in likely.splitlines() if line != "Open"] == [
        "80% · Red · Tom Seller · 🔺 Red · DKK 1.2m",
        "70% · Grey · Tom Seller · ⚪ Not reviewed · DKK 1.2m",
    ]
    assert unlikely.splitlines()[0] == "30% · Green · Tom Seller · 🟢 Green · DKK 1.2m"
    assert "Sure" not in likely + unlikely.splitlines()[0]


def test_more_than_five_are_counted(staffed: Office) -> None:
    tom = id_of(staffed, "U0TOM")
    for number in range(7):
        probable(staffed, staffed.add(f"Grey {number}", tom, amount=Decimal(number)), 90)

    text = said(staffed).split("Called probable", 1)[1]

    assert text.count("90% ·") == 5
    assert text.index("Grey 6") < text.index("Grey 2") < text.index("… and 2 more")


# Dates


def test_what_closes_or_ends_within_two_weeks_stands_by_its_day(staffed: Office) -> None:
    tom = id_of(staffed, "U0TOM")
    staffed.add("Later", tom, days=15)
    staffed.add("Wharf", tom, days=14)
    staffed.add("Nordlys", tom, kind=Kind.CUSTOMER, days=3)
    staffed.add("Yesterday", tom, days=-1)

    text = said(staffed).split("In the next two weeks:\n", 1)[1]

    assert text.splitlines()[:3:2] == [
        "agreement until 26 November · Nordlys · Tom Seller · ⚪ Not reviewed · DKK 1.2m",
        "expected close 7 December · Wharf · Tom Seller · ⚪ Not reviewed · DKK 1.2m",
    ]
    assert "Later" not in "\n".join(text.splitlines()[:4])


# Targets and rates


def sets(office: Office, amount: int, *, team: str | None = None, currency: str = "DKK") -> None:
    """The target of this quarter, of the company or of a team."""
    leader = None if team is None else id_of(office, team)
    with office.write() as desk:
        quarter = Quarter.of(office.now.date())
        targets.set_all(desk.tx, [Target(leader, quarter, Decimal(amount), currency)])


def test_what_closes_stands_by_colour_against_the_target_of_each(staffed: Office) -> None:
    tom, mette = id_of(staffed, "U0TOM"), id_of(staffed, "U0METTE")
    staffed.reviewed(staffed.add("Green", tom, days=5, amount=Decimal(200_000)), "U0TOM", 3)
    staffed.reviewed(staffed.add("Red", mette, days=30, amount=Decimal(100_000)), "U0METTE", 0)
    staffed.add("Euro", tom, days=30, amount=Decimal(50_000), currency="EUR")
    staffed.add("Next year", tom, days=60)
    staffed.changes(staffed.add("Won", tom, days=-3), "status", Status.OPEN, Status.WON)
    staffed.changes(staffed.add("Won before", tom, days=-80), "status", Status.OPEN, Status.WON)
    assert "No target is set for this quarter." in said(staffed)
    sets(staffed, 4_000_000)
    sets(staffed, 2_400_000, team="U0ANNE")

    text = said(staffed)

    assert "Expected to close this month: 🟢 Green 1 · DKK 200,000\n" in text
    assert (
        "Expected to close this quarter: 🟢 Green 1 · DKK 200,000   🔺 Red 1 · DKK 100,000   "
        "⚪ Not reviewed 1 · EUR 50,000\n"
    ) in text
    assert "Won this quarter so far: one, DKK 1.2m.\n" in text
    assert "Of the quarter's target, DKK 4m: 30% is won, 5% green and 3% red." in text
    assert "Of the quarter's target, DKK 2.4m: 50% is won and 8% green." in said(staffed, "U0ANNE")


def test_a_target_that_is_set_anew_counts_from_then_on_and_0_ends_it(staffed: Office) -> None:
    staffed.add("Wharf", id_of(staffed, "U0TOM"), days=5)
    sets(staffed, 4_000_000)
    sets(staffed, 2_400_000)
    assert "target, DKK 2.4m:" in said(staffed)
    sets(staffed, 0)
    assert "No target is set for this quarter." in said(staffed)
    with staffed.read() as desk:
        then = desk.at(staffed.now - timedelta(days=1))
        assert targets.of(then.tx, Quarter.of(staffed.now.date())) == []


def test_a_total_in_one_currency_stands_only_where_every_rate_is_set_with_its_date(staffed: Office) -> None:
    tom = id_of(staffed, "U0TOM")
    staffed.add("Kroner", tom, amount=Decimal(100_000))
    staffed.add("Euro", tom, amount=Decimal(10_000), currency="EUR")
    staffed.add("Dollar", tom, amount=Decimal(1_000), currency="USD")
    with staffed.write() as desk:
        rates.set_all(desk.tx, [Rate("EUR", "DKK", Decimal("7.46"), date(2026, 11, 1))])
    assert "in one currency" not in said(staffed)

    with staffed.write() as desk:
        rates.set_all(desk.tx, [Rate("USD", "DKK", Decimal("6.4"), date(2026, 10, 1))])

    assert "All open deals in one currency: DKK 181,000, at the rates of 1 October." in said(staffed)


# Teams


def test_a_teams_digest_is_of_that_team_and_is_compared_with_its_own_last_one(staffed: Office) -> None:
    tom, mette = id_of(staffed, "U0TOM"), id_of(staffed, "U0METTE")
    alpha = staffed.add("Alpha", tom)
    staffed.add("Beta", mette)
    staffed.reviewed(alpha, "U0TOM", 3)
    taken(staffed, "U0ANNE")
    staffed.reviewed(alpha, "U0TOM", 0)
    taken(staffed)  # the company's is none of the team's

    text = said(staffed, "U0ANNE")

    assert text.startswith("Anne Manager · week 48\n")
    assert "🔺 Red 1 (+1)" in text
    assert "Since the last digest: one worsened." in text
    assert "Beta" not in text
    assert "One open deal worth DKK 1.2m." in text


def test_a_teams_digest_counts_those_of_the_team_who_are_not_ready(staffed: Office) -> None:
    staffed.add("Alpha", id_of(staffed, "U0TOM"))
    staffed.reviewed(staffed.add("Beta", id_of(staffed, "U0METTE")), "U0METTE", 3)

    assert "One person is not ready yet" in said(staffed, "U0ANNE")
    assert "Everybody is ready" in said(staffed, "U0JENS")


def test_in_the_first_round_a_team_that_is_far_enough_sees_its_colours(staffed: Office) -> None:
    with staffed.write() as desk:
        desk.tx.execute(tables.workspaces.update().values(colours_at=None))
    staffed.reviewed(staffed.add("Alpha", id_of(staffed, "U0TOM")), "U0TOM", 3)
    for number in range(9):
        staffed.add(f"Beta {number}", id_of(staffed, "U0METTE"))

    assert "🟢" not in said(staffed, "U0JENS")
    assert "🟢 Green 1" in said(staffed, "U0ANNE")
    assert "🟢" not in said(staffed)


def test_actions_with_customers_past_their_day_are_counted_without_names(staffed: Office) -> None:
    deal = staffed.add("Wharf", id_of(staffed, "U0TOM"))
    agreed(staffed, deal, days=2)
    assert "past its date" not in said(staffed)
    staffed.now += timedelta(days=4)

    end = words(taken(staffed)).split("1-to-1s.", 1)[1]

    assert end.startswith(" One action with a customer is past its date.")
    assert "past its date" not in said(staffed, "U0JENS").split("1-to-1s.", 1)[1]


# Amounts that are hidden


def test_where_amounts_are_hidden_none_stands_anywhere(staffed: Office) -> None:
    tom = id_of(staffed, "U0TOM")
    deal = staffed.add("Wharf", tom, days=10)
    staffed.reviewed(deal, "U0TOM", 3)
    staffed.reviewed(staffed.add("Nordlys", tom, kind=Kind.CUSTOMER, days=5), "U0TOM", 0)
    staffed.add("Euro", tom, amount=Decimal(50_000), currency="EUR", days=9)
    probable(staffed, staffed.add("Grey", tom), 90)
    staffed.changes(staffed.add("Won", tom, days=-3), "status", Status.OPEN, Status.WON)
    sets(staffed, 4_000_000)
    with staffed.write() as desk:
        rates.set_all(desk.tx, [Rate("EUR", "DKK", Decimal("7.46"), date(2026, 11, 1))])
    taken(staffed)
    staffed.reviewed(deal, "U0TOM", 0)
    found = taken(staffed)
    assert MONEY.search(words(found))

    for language in ("en", "da"):
        hidden = words(replace(found, amounts=False), Texts(language))
        assert not MONEY.search(hidden.replace("(DKK)", "").replace("(EUR)", "")), hidden
    assert "Of the quarter's target (DKK): 30% is won and 30% red." in words(replace(found, amounts=False))


# Eight weeks


def kinds(message: dict[str, Any]) -> list[str]:
    """The kinds of a message's blocks."""
    return [block["type"] for block in message["blocks"]]


def test_the_last_eight_weeks_stand_in_slacks_own_chart_and_in_lines_where_it_has_none(
    staffed: Office,
) -> None:
    deal = staffed.add("Wharf", id_of(staffed, "U0TOM"))
    assert "data_visualization" not in kinds(messages(taken(staffed), EN)[0])
    for _ in range(9):
        staffed.now += timedelta(days=7)
        taken(staffed)
    staffed.reviewed(deal, "U0TOM", 0)
    found = taken(staffed)  # the last one of its week counts

    message, *_ = messages(found, EN)
    [chart] = [block for block in message["blocks"] if block["type"] == "data_visualization"]
    categories = chart["chart"]["axis_config"]["categories"]
    assert categories == [f"Week {week}" for week in (50, 51, 52, 53, 1, 2, 3, 4)]
    series = {each["name"]: [point["value"] for point in each["data"]] for each in chart["chart"]["series"]}
    assert series == {
        "Green": [0] * 8,
        "Yellow": [0] * 8,
        "Red": [0] * 7 + [1],
        "Not reviewed": [1] * 7 + [0],
    }
    plain, *_ = messages(found, EN, plain=True)
    assert plain["blocks"] == message["fallback"]
    assert "data_visualization" not in kinds(plain)
    assert "Week 4: 🟢 0   🟨 0   🔺 1   ⚪ 0" in "\n".join(texts_in(plain["blocks"]))


# The full list


def opens(office: Office, who: str, colour: Colour, team: str | None = None, page: int = 0) -> str:
    """Press the button under a list, and read the window."""
    leader = None if team is None else id_of(office, team)
    value = listing.PLACE.dump(listing.Place(colour, leader, page))
    return office.person(who).forges(listing.OPEN, value)


def test_the_button_opens_all_of_a_colour_a_page_at_a_time(staffed: Office) -> None:
    tom = id_of(staffed, "U0TOM")
    for number in range(27):
        staffed.add(f"Contract {number:02}", tom)

    dorte = staffed.person("U0DORTE")
    first = opens(staffed, "U0DORTE", Colour.GREY)
    assert "⚪ Not reviewed: 27" in first
    assert first.count("Contract") == 25
    assert "Page 1 of 2" in first
    dorte.presses(listing.ON)
    assert "Contract 26" in dorte.screen
    assert dorte.screen.count("Contract") == 2
    dorte.presses(listing.BACK)
    assert "Page 1 of 2" in dorte.screen
    dorte.clicks(doors.WHY, value=staffed.nth(1))
    dorte.modal_with("Why?")


@pytest.mark.parametrize(
    ("who", "shown"),
    [("U0TOM", {"Alpha"}), ("U0ANNE", {"Alpha"}), ("U0JENS", {"Beta"}), ("U0DORTE", {"Alpha", "Beta"})],
)
def test_everybody_finds_there_what_they_may_read(staffed: Office, who: str, shown: set[str]) -> None:
    for name, owner in (("Alpha", "U0TOM"), ("Beta", "U0METTE")):
        staffed.reviewed(staffed.add(name, id_of(staffed, owner)), owner, 0)

    text = opens(staffed, who, Colour.RED)

    assert {name for name in ("Alpha", "Beta") if name in text} == shown


def test_what_somebody_is_blind_to_is_not_in_the_list_and_an_admin_reads_none(staffed: Office) -> None:
    deal = staffed.add("Alpha", id_of(staffed, "U0TOM"))
    staffed.reviewed(deal, "U0TOM", 0)
    staffed.blinds(deal, "U0ANNE")

    assert "Alpha" not in opens(staffed, "U0ANNE", Colour.RED)
    assert "There is nothing of it that you may read" in opens(staffed, "U0ANNE", Colour.RED)
    assert "scores are not shown to you" in opens(staffed, "U0KARIN", Colour.RED)


def test_a_teams_list_has_that_team_alone(staffed: Office) -> None:
    for name, owner in (("Alpha", "U0TOM"), ("Beta", "U0METTE")):
        staffed.add(name, id_of(staffed, owner))

    text = opens(staffed, "U0DORTE", Colour.GREY, "U0JENS")

    assert "Beta" in text
    assert "Alpha" not in text


# What it would say by now


def test_what_a_digest_would_say_by_now_is_compared_with_what_it_was_compared_with(staffed: Office) -> None:
    deal = staffed.add("Wharf", id_of(staffed, "U0TOM"), days=150)
    staffed.reviewed(deal, "U0TOM", 0)
    taken(staffed, "U0ANNE")
    staffed.now += timedelta(days=7)
    agreed(staffed, deal)
    with staffed.write() as desk:
        digests.take(desk, channel="C1", key="digest:2", team=id_of(staffed, "U0ANNE"))
        digest_id = next(one.digest_id for one in desk.facts if isinstance(one, DigestTaken))
    staffed.reviewed(deal, "U0TOM", 3)

    with staffed.read() as desk:
        monday, now = digests.taken(desk, digest_id), digests.today(desk, digest_id)
        assert "Nothing has moved since the last digest." in words(monday)
        assert "Since the last digest: one improved." in words(now)
        assert words(now) == words(digests.read(desk, digests.dumped(desk, now)))
        assert now.team == staffed.who("U0ANNE")
        assert digests.red(desk, None) == {}


# What an older version has kept


def test_a_digest_that_an_older_version_has_kept_is_worded_and_compared_with(staffed: Office) -> None:
    tom = id_of(staffed, "U0TOM")
    deal = staffed.add("Wharf", tom, days=150)
    staffed.reviewed(deal, "U0TOM", 0)
    staffed.reviewed(staffed.add("Nordlys", tom, kind=Kind.CUSTOMER), "U0TOM", 3)
    taken(staffed)
    with staffed.write() as desk:
        c = tables.digests.c
        row = desk.tx.execute(tables.digests.select().order_by(c.id.desc()).limit(1)).one()
        old = ("taken_at", "deals", "groups", "before", "moves", "share", "round", "customers", "retention")
        figures = {name: row.figures["figures"][name] for name in (*old, "not_ready", "colours")}
        said_then = {"figures": figures, "listed": row.figures["listed"], "attention": []}
        marks = {str(deal): ["red", "1200000", "DKK"]}
        changed = {"figures": said_then, "snapshot": marks}
        desk.tx.execute(tables.digests.update().where(c.id == row.id).values(changed))
        assert "🔺 Red 1 · DKK 1.2m" in words(digests.taken(desk, row.id))
    staffed.now += timedelta(days=100)

    text = said(staffed)

    assert "🔺 Red 0 and one last red (0)" in text
    assert "Since the last digest: one grew too old to count (last red)." in text
    assert text.count("Since the last digest") == 1  # of the customers nothing was kept to be compared with
