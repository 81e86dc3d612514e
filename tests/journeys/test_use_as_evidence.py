"""The message shortcut: any message in Slack becomes evidence of a deal or customer, and is found again from it."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.evidence.views import form as forms
from bot.kit import doors
from bot.sandbox.payloads import interaction
from flows.review.evidence import AddedEvidence
from tests.journeys.conftest import Actor, Json, Office, id_of
from tests.journeys.evidence_acts import added, levels_of, opens_form, reviewed
from tests.waiting import until

WORDS = "We have <@U0JENS> &amp; the *board* behind it: <https://example.com/plan|the plan>"
AS_READ = "We have @Jens Leder & the board behind it: the plan (https://example.com/plan)"


@pytest.fixture
def deal(staffed: Office) -> int:
    """Tom's deal, reviewed without evidence."""
    return reviewed(staffed)


@pytest.fixture
def tom(staffed: Office) -> Actor:
    """Tom, who uses the messages."""
    return staffed.person("U0TOM")


def uses(actor: Actor, channel: str, text: str, *, by: str = "U0NEW") -> str:
    """Somebody writes a message, and the actor picks the shortcut on it; gives its ts."""
    ts = actor.workspace.post(by, channel, text)
    actor.workspace.use_message(actor.id, forms.USE, channel, ts)
    return ts


def picks_subject(actor: Actor, subject_id: int) -> None:
    """Choose the deal and go on to the area."""
    assert actor.modal
    actor.workspace.suggest(actor.id, doors.EVIDENCE_SUBJECT, doors.EVIDENCE_SUBJECT, "")
    actor.workspace.fill(actor.id, doors.EVIDENCE_SUBJECT, doors.EVIDENCE_SUBJECT, str(subject_id))
    actor.submits()


def covers(actor: Actor, *numbers: int) -> None:
    """Choose the questions of the first area."""
    ticked = [f"D1.{number}" for number in numbers]
    actor.workspace.fill(actor.id, f"{forms.COVERS}.D1", forms.COVERS, ticked)


def consents(actor: Actor) -> None:
    """Say that the message may be shared."""
    actor.workspace.fill(actor.id, forms.CONSENT, forms.CONSENT, ["yes"])


def completed(office: Office, deal: int, told: Callable[[AddedEvidence], Any]) -> None:
    """Wait until what Slack said afterwards stands there."""
    until(lambda: all(told(each) for each in added(office, deal)))


@pytest.mark.usefixtures("nothing_refused")
def test_a_message_of_an_open_channel_is_kept_with_its_link_author_day_and_words(
    staffed: Office, tom: Actor, deal: int
) -> None:
    ts = uses(tom, "C1", WORDS, by="U0NEW")
    assert AS_READ in tom.screen
    picks_subject(tom, deal)
    assert "may read it" not in tom.screen
    covers(tom, 1)
    tom.submits()

    assert "Now counts as 3: Relations 1." in tom.screen
    completed(staffed, deal, lambda each: each.permalink)
    (kept,) = added(staffed, deal)
    assert (kept.text, kept.channel, kept.message_ts, kept.author) == (AS_READ, "C1", ts, "Ny Person")
    assert kept.permalink == f"{staffed.url}/archives/C1/p{ts.replace('.', '')}"
    assert levels_of(staffed, deal)["D1.1"] == 3


@pytest.mark.usefixtures("nothing_refused")
def test_it_is_found_again_from_why_and_from_the_next_review(staffed: Office, tom: Actor, deal: int) -> None:
    uses(tom, "C1", "Budget is there", by="U0JENS")
    picks_subject(tom, deal)
    covers(tom, 1)
    tom.submits()
    completed(staffed, deal, lambda each: each.permalink)
    anne = staffed.person("U0ANNE")

    anne.forges(doors.WHY, str(deal))
    assert "Jens Leder: “Budget is there”" in anne.screen
    (link,) = links(anne.modal)
    assert link == added(staffed, deal)[0].permalink
    tom.closes()
    tom.forges("review.open", str(deal))
    tom.modal_with("What has changed?")
    tom.ticks("D1")
    tom.submits()
    assert "Budget is there" in tom.screen


def test_a_private_channel_asks_first_and_says_who_will_read_it(
    staffed: Office, tom: Actor, deal: int
) -> None:
    uses(tom, "C2", "They dropped the two others")
    picks_subject(tom, deal)
    assert "these may read it: Anne Manager, directors, viewers and auditors." in tom.screen
    covers(tom, 1)
    window = tom.modal

    assert "Tick it if you may." in tom.submits_again(window)
    assert added(staffed, deal) == []
    consents(tom)
    tom.submits()

    assert "Now counts as 3: Relations 1." in tom.screen
    completed(staffed, deal, lambda each: each.author)
    (kept,) = added(staffed, deal)
    assert kept.permalink is None  # the bot is not in that channel, and Slack gives none
    assert kept.text == "They dropped the two others"


def test_a_direct_message_asks_first_too(staffed: Office, tom: Actor, deal: int) -> None:
    uses(tom, staffed.workspace.dm_of("U0TOM"), "Yes, we will sign")

    picks_subject(tom, deal)

    assert "these may read it" in tom.screen


def test_a_managers_name_stands_there_for_the_seller_and_the_sellers_for_the_manager(
    staffed: Office, deal: int
) -> None:
    anne = staffed.person("U0ANNE")
    uses(anne, "C2", "Yes, we will sign")

    picks_subject(anne, deal)

    assert "Tom Seller, directors, viewers and auditors" in anne.screen


@pytest.mark.parametrize("fault", ["500", "429"])
def test_when_slack_gives_no_link_the_message_is_kept_and_counts(
    staffed: Office, tom: Actor, deal: int, fault: str
) -> None:
    uses(tom, "C1", "Budget is there")
    picks_subject(tom, deal)
    covers(tom, 1)
    staffed.workspace.faults.add(method="chat.getPermalink", kind=fault)

    tom.submits()

    completed(staffed, deal, lambda each: each.author)
    assert added(staffed, deal)[0].permalink is None
    tom.forges(doors.WHY, str(deal))
    assert "Slack message, 23 November, Ny Person: “Budget is there”" in tom.screen.replace("\n", "")


@pytest.mark.usefixtures("nothing_refused")
def test_the_same_message_twice_in_one_area_counts_once(staffed: Office, tom: Actor, deal: int) -> None:
    uses(tom, "C1", "Budget is there")
    picks_subject(tom, deal)
    covers(tom, 1)
    window = tom.modal
    tom.submits()

    assert "That stands here already" in tom.submits_again(window)
    assert len(added(staffed, deal)) == 1


@pytest.mark.usefixtures("nothing_refused")
def test_a_message_without_words_asks_what_it_shows(staffed: Office, tom: Actor, deal: int) -> None:
    uses(tom, "C1", "")
    assert "There are no words to quote in this message" in tom.screen
    picks_subject(tom, deal)
    tom.workspace.fill(tom.id, forms.TEXT, forms.TEXT, "A picture of the signed order")
    covers(tom, 1)
    tom.submits()

    completed(staffed, deal, lambda each: each.permalink)
    assert added(staffed, deal)[0].text == "A picture of the signed order"


@pytest.mark.usefixtures("nothing_refused")
@pytest.mark.parametrize("text", ["word " * 1000, "\n" * 10 + '"\\' * 1900 + "x", "🟢" * 3000 + "x"])
def test_a_message_of_any_length_travels_in_the_form(
    staffed: Office, tom: Actor, deal: int, text: str
) -> None:
    uses(tom, "C1", f"Begins: {text}")
    picks_subject(tom, deal)
    covers(tom, 1)
    tom.submits()

    assert "Now counts as 3: Relations 1." in tom.screen
    (kept,) = added(staffed, deal)
    assert kept.text.startswith("Begins: ")
    assert kept.text.endswith("…")
    assert len(kept.text) <= 2000


def test_whoever_only_reads_is_told_who_can_use_it(staffed: Office, deal: int) -> None:
    vera = staffed.person("U0VERA")

    uses(vera, "C1", "Budget is there")

    assert "Evidence is added by whoever reviews." in vera.screen


def test_a_deal_given_away_between_the_steps_is_refused_in_words(
    staffed: Office, tom: Actor, deal: int
) -> None:
    uses(tom, "C1", "Budget is there")
    picks_subject(tom, deal)
    covers(tom, 1)
    staffed.changes(deal, "owner_id", id_of(staffed, "U0TOM"), id_of(staffed, "U0METTE"))

    tom.submits()

    assert "This one isn't yours to review" in tom.screen
    assert added(staffed, deal) == []


def test_a_message_of_slack_that_tells_neither_channel_nor_ts_is_refused(staffed: Office, tom: Actor) -> None:
    about = interaction(staffed.workspace.records, tom.id, "message_action")
    message = {"callback_id": forms.USE, "message": {"text": "Hi"}, "channel": None}

    staffed.workspace.deliver("interactive", {**about, **message})

    assert "Slack didn't say which message that is." in tom.screen


def test_the_same_words_may_be_typed_for_another_question(staffed: Office, tom: Actor, deal: int) -> None:
    uses(tom, "C1", "Budget is there")
    picks_subject(tom, deal)
    covers(tom, 1)
    tom.submits()
    opens_form(tom, deal)
    tom.workspace.fill(tom.id, forms.TEXT, forms.TEXT, "Budget is there")
    covers(tom, 2)

    tom.submits()

    assert "Now counts as 2: Relations 2." in tom.screen


def links(view: Json) -> list[str]:
    """The addresses of all links in a view."""
    parts = [each for block in view["blocks"] if block["type"] == "rich_text" for each in block["elements"]]
    return [each["url"] for part in parts for each in part["elements"] if each["type"] == "link"]
