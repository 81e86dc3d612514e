"""The first round of a new company: spread over four weeks, and no colour in the channel before enough is reviewed."""

import json

import pytest
from sqlalchemy import select

from bot.digest.views import first_round
from bot.sandbox.messages import Message
from bot.standing.words import SHAPES
from flows.company.subjects import Kind, Status
from storage import tables
from storage.outbox import HOME
from tests.journeys.conftest import START, Actor, Office, id_of, texts_in
from tests.journeys.digest_acts import fills_place, opens_place, saves_place

pytestmark = pytest.mark.usefixtures("nothing_refused")
BUTTON = "Show colours in the channel"


@pytest.fixture
def company() -> dict[str, int]:
    """A company that has just begun."""
    return {"is_new": True}


@pytest.fixture
def new(staffed: Office) -> Office:
    """Tom and Mette have ten deals each, which came on Monday morning; the digest has its channel."""
    for slack_id in ("U0TOM", "U0METTE"):
        for number in range(10):
            staffed.add(f"Deal {number} of {slack_id}", id_of(staffed, slack_id), customer="Nordlys")
    staffed.set_digest("C1")
    return staffed


def does(office: Office, *numbers: int) -> None:
    """Whoever carries them reviews these: the first ten are Tom's, the second ten Mette's."""
    for number in numbers:
        office.reviewed(number, "U0TOM" if number <= 10 else "U0METTE", 2)


def asks_for_digest(office: Office, who: str = "U0ANNE") -> Message:
    """Somebody types /review digest; gives this week's message in #sales then."""
    actor = office.person(who)
    actor.closes()
    actor.says("/review digest")
    actor.modal_with("The digest is on its way to its channel.")
    office.tick()
    return office.workspace.messages("C1")[-1]


def said(message: Message) -> str:
    """All that a message says."""
    return "\n".join([message.text, *texts_in(message.blocks)])


def started(office: Office) -> object:
    """Since when colours go to the channel."""
    with office.read() as desk:
        return desk.tx.execute(select(tables.workspaces.c.colours_at)).scalar_one()


def test_ten_deals_are_spread_over_four_weeks(new: Office) -> None:
    tom = new.person("U0TOM")

    assert "3 are ready for you" in tom.home
    assert "7 more are planned, the next three from Monday 23 November." in tom.home
    for day in ("23 November", "30 November", "7 December"):
        assert f"Planned for the week of {day}" in tom.home


def test_week_by_week_the_round_is_done_in_four(new: Office) -> None:
    ready = []
    for week in range(5):
        shown = new.person("U0TOM").home
        ready.append(shown.count("Ready for you"))
        done = sum(ready[:week])
        does(new, *range(done + 1, done + 1 + ready[-1]))
        new.now = START.replace(hour=10)
        new.passes(days=7 * week)

    assert ready == [3, 3, 2, 2, 0]


def test_the_channel_sees_how_far_it_is_and_no_colour_no_name_and_no_reason(new: Office) -> None:
    does(new, 1, 2, 11)

    message = asks_for_digest(new)

    assert message.text == (
        "Week 48: we are getting to know the deals. 3 of 20 deals are reviewed (15%). "
        "Colours come here from 70%, or when the director starts them."
    )
    sent = json.dumps([message.text, message.blocks], ensure_ascii=False)
    for secret in (*SHAPES.values(), "Deal ", "Nordlys", "Tom", "Mette", "DKK", "Green", "Red:"):
        assert secret not in sent
    assert new.workspace.messages("C1", message.ts)[1:] == []


def test_the_weekly_one_says_the_same(new: Office) -> None:
    new.passes(days=7)

    [message] = new.workspace.messages("C1")
    assert "Week 49: we are getting to know the deals. 0 of 20 deals are reviewed (0%)." in message.text


def test_a_manager_hears_all_the_same_who_is_not_ready(new: Office) -> None:
    asks_for_digest(new)

    assert "Tom Seller (3 left)" in new.person("U0ANNE").messages()[0]


def test_for_ones_own_eyes_the_colours_are_there(new: Office) -> None:
    does(new, 1)
    tom = new.person("U0TOM")

    for words in ("status", "digest"):
        tom.closes()
        tom.says(f"/review {words}")
        tom.modal_with("🟢 Green 1")


def test_from_seventy_percent_on_the_digest_is_whole_and_stays_so(new: Office) -> None:
    does(new, *range(1, 14))
    assert "13 of 20 deals are reviewed (65%)" in said(asks_for_digest(new))
    assert started(new) is None
    does(new, 14)

    message = asks_for_digest(new)

    assert "🟢 Green 14" in said(message)
    assert started(new) == new.now
    assert len(new.workspace.messages("C1", message.ts)) > 1
    for number in range(20):
        new.add(f"More {number}", id_of(new, "U0TOM"))
    assert "⚪ Not reviewed 26" in said(asks_for_digest(new))


def test_its_first_whole_digest_compares_itself_with_the_one_before_it(new: Office) -> None:
    asks_for_digest(new)
    does(new, *range(1, 15))

    assert "Since the last digest: 14 reviewed for the first time in a while." in said(asks_for_digest(new))


def test_nearly_seventy_percent_is_not_said_to_be_seventy(new: Office) -> None:
    for number in range(3):
        new.add(f"More {number}", id_of(new, "U0TOM"))
    does(new, *range(1, 17))  # 16 of 23 are 69.6 %

    assert "16 of 23 deals are reviewed (69%)" in said(asks_for_digest(new))


def test_customers_and_closed_deals_do_not_count(new: Office) -> None:
    new.reviewed(new.add("Nordlys", id_of(new, "U0TOM"), kind=Kind.CUSTOMER), "U0TOM", 2)
    for number in range(2, 21):
        new.changes(number, "status", Status.OPEN, Status.LOST)

    assert "0 of 1 deal is reviewed" in said(asks_for_digest(new))


def test_without_a_deal_it_says_so(staffed: Office) -> None:
    staffed.set_digest("C1")

    assert "There are no open deals yet." in said(asks_for_digest(staffed))


def test_a_director_starts_them_earlier_and_is_asked_once_more(new: Office) -> None:
    does(new, 1)
    dorte = new.person("U0DORTE")
    assert "The first round: one of 20 deals is reviewed (5%)." in dorte.home
    button = next(
        element
        for block in (new.workspace.home("U0DORTE") or {})["blocks"]
        for element in block.get("elements", ())
        if element.get("action_id") == first_round.COLOURS
    )
    assert "It can't be taken back." in button["confirm"]["text"]["text"]

    after = dorte.turns(first_round.COLOURS)

    assert BUTTON not in after
    assert started(new) == new.now
    assert "🟢 Green 1" in said(asks_for_digest(new))
    assert BUTTON not in dorte.home


def test_a_second_click_on_an_old_home_changes_nothing(new: Office) -> None:
    dorte = new.person("U0DORTE")
    assert dorte.home
    dorte.turns(first_round.COLOURS)
    before = started(new)
    new.now = new.now.replace(hour=12)

    presses(dorte)

    assert started(new) == before


def presses(actor: Actor) -> None:
    """Press the button of an old Home."""
    actor._published(lambda: actor.workspace.deliver("interactive", click(actor)))


def click(actor: Actor) -> dict[str, object]:
    """What Slack sends of it."""
    view = actor.workspace.home(actor.id) or {}
    element = {"type": "button", "action_id": first_round.COLOURS, "block_id": "b", "value": "-"}
    user = {"id": actor.id, "team_id": "T0SANDBOX"}
    return {"type": "block_actions", "user": user, "actions": [element], "view": view, "trigger_id": "1.1"}


@pytest.mark.parametrize("who", ["U0TOM", "U0ANNE", "U0VERA", "U0AUGUST", "U0KARIN"])
def test_nobody_else_has_the_button_and_forging_it_is_refused(new: Office, who: str) -> None:
    actor = new.person(who)

    assert BUTTON not in actor.home
    assert "Only a director can show colours" in actor.forges(first_round.COLOURS, "-")
    assert started(new) is None


def test_when_a_digest_starts_them_the_directors_home_is_published_again(new: Office) -> None:
    assert new.person("U0DORTE").home
    does(new, *range(1, 15))
    new.tick()

    asks_for_digest(new)

    with new.read() as desk:
        c = tables.outbox.c
        asked = (
            desk.tx.execute(select(c.address).where(c.kind == HOME, c.asked_at == new.now)).scalars().all()
        )
    assert "U0DORTE" in asked


def test_the_same_in_danish(new: Office) -> None:
    from_jens = new.person("U0JENS")
    from_jens.says("/review ugeoverblik")
    from_jens.modal_with("på vej")

    with new.write() as desk:
        desk.tx.execute(
            tables.people.update().where(tables.people.c.slack_id == "U0DORTE").values(language="da")
        )
    assert "Den første runde: 0 af 20 salgsmuligheder er vurderet (0 %)." in new.person("U0DORTE").home
    assert "Vis farver i kanalen" in new.person("U0DORTE").home


def test_the_greeting_in_the_channel_says_that_the_colours_follow(staffed: Office) -> None:
    karin = staffed.person("U0KARIN")
    opens_place(karin)
    fills_place(karin, channel="C1")
    assert "they come to the channel every Monday" in saves_place(karin)

    (greeting,) = staffed.workspace.messages("C1")
    assert greeting.text.endswith("In the first weeks I only say how many are reviewed; the colours follow.")
