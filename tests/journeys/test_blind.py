"""Somebody who is to score a deal blind sees that it is there, its facts and its evidence, and nothing of its score."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.actions.views import action_items
from bot.deals.views import changing
from bot.evidence.views import form as evidence_form
from bot.finding import views as finding
from bot.history.views import history
from bot.kit import doors
from bot.people.usecases.people import choose_copies
from bot.remarks import views as remarks
from bot.review.views import correcting
from bot.sandbox.workspace import Workspace
from bot.why.views import subject
from flows.company.subjects import Kind
from storage import tables
from tests.journeys.audited import NOTE
from tests.journeys.conftest import Actor, Office, id_of, texts_in
from tests.journeys.evidence_acts import gives, levels_of

pytestmark = pytest.mark.usefixtures("nothing_refused")

HIDDEN = {
    "U0ANNE": "Hidden until you have sent yours",
    "U0JENS": "Skjult, indtil du har sendt din egen vurdering",
}
REFUSED = {
    "U0ANNE": "What others said of it is hidden until you have sent your own answers.",
    "U0JENS": "Det, andre har svaret, er skjult, indtil du har sendt dine egne svar.",
}
SELLERS = {"U0ANNE": "U0TOM", "U0JENS": "U0METTE"}
# A colour's sign, a level with its words or its number, points, a share or a probability.
TOLD = re.compile(r"[🟢🟨🔺⚪]|\b[0-3] · |(level|niveau) \d|\d (of|af) \d|\d ?%|→")
LEVELS = "322 222 100 2-2 222"


@pytest.fixture(params=["U0ANNE", "U0JENS"])
def manager(request: pytest.FixtureRequest, staffed: Office) -> Actor:
    """A manager, in English and in Danish."""
    return staffed.person(request.param)


@pytest.fixture
def anne(staffed: Office) -> Actor:
    """Tom's manager."""
    return staffed.person("U0ANNE")


def reviewed(office: Office, slack_id: str, levels: str = LEVELS) -> int:
    """A seller's deal, which they have reviewed twice."""
    owner, seller = id_of(office, slack_id), office.person(slack_id)
    deal = office.add("Service agreement", owner, customer="Nordlys", days=22)
    for each in (levels[::-1].replace("-", "1"), levels):
        seller.forges(doors.REVIEW, str(deal))
        seller.reviews(each, evidence=NOTE)
        seller.closes()
        office.now += timedelta(hours=1)
    return deal


def typed(actor: Actor, text: str) -> str:
    """What a command shows."""
    actor.closes()
    actor.says(text)
    return actor.screen


def offered(actor: Actor, block_id: str) -> str:
    """The choices of a type-ahead, with their descriptions."""
    workspace: Workspace = actor.workspace
    found = workspace.suggest(actor.id, block_id, block_id, "service")
    assert found
    return "\n".join(texts_in(found))


def picker(actor: Actor, _deal: int) -> str:
    """The choices of the picker."""
    actor.forges(finding.PICK_ANY, "-")
    return offered(actor, finding.PICKED)


def evidence_picker(actor: Actor, _deal: int) -> str:
    """The choices of what a message is evidence for."""
    ts = actor.workspace.post(actor.id, "C1", "They said yes")
    actor.workspace.use_message(actor.id, evidence_form.USE, "C1", ts)
    actor.modal  # noqa: B018 - waits for it
    return offered(actor, doors.EVIDENCE_SUBJECT)


def own_home(actor: Actor, _deal: int) -> str:
    """Home without the line that says what the signs mean."""
    return "\n".join(line for line in actor.home.splitlines() if "🟢" not in line or "🔺" not in line)


SURFACES: dict[str, Callable[[Actor, int], str]] = {
    "Home": own_home,
    "Why?": lambda actor, deal: actor.forges(doors.WHY, str(deal)),
    "picker": picker,
    "picker for evidence": evidence_picker,
}
TELLING = {
    "History": (doors.HISTORY, "{}"),
    "chart": (history.CHART, "{}"),
    "copy for the CRM": (subject.COPY, "{}"),
    "an action": (action_items.ADD, '[{},""]'),
}


@pytest.mark.parametrize("surface", SURFACES)
def test_a_manager_who_is_blind_sees_the_deal_and_no_score(
    staffed: Office, manager: Actor, surface: str
) -> None:
    deal = reviewed(staffed, SELLERS[manager.id])
    assert TOLD.search(SURFACES[surface](manager, deal))
    manager.closes()

    staffed.blinds(deal, manager.id)
    shown = SURFACES[surface](manager, deal)

    assert "Service agreement" in shown
    assert HIDDEN[manager.id] in shown
    assert not TOLD.search(shown), shown


@pytest.mark.parametrize("what", TELLING)
def test_what_tells_nothing_but_a_score_is_refused_in_words(
    staffed: Office, manager: Actor, what: str
) -> None:
    deal = reviewed(staffed, SELLERS[manager.id])
    staffed.blinds(deal, manager.id)
    action_id, value = TELLING[what]

    shown = manager.forges(action_id, value.format(deal))

    assert shown.strip().endswith(REFUSED[manager.id])
    assert not TOLD.search(shown), shown


def test_who_is_blind_to_it_corrects_nothing(staffed: Office, anne: Actor) -> None:
    deal = reviewed(staffed, "U0TOM")
    staffed.reviewed(deal, "U0ANNE", 2)
    latest = staffed.nth(3, tables.reviews)
    assert REFUSED["U0ANNE"] not in anne.forges(doors.CORRECT, latest)
    anne.workspace.fill(anne.id, correcting.REASON, correcting.REASON, "A wrong customer")
    form = anne.modal

    staffed.blinds(deal, "U0ANNE")

    assert REFUSED["U0ANNE"] in anne.submits_again(form)
    assert REFUSED["U0ANNE"] in anne.forges(doors.CORRECT, latest)


def test_its_customers_why_shows_it_without_its_colour(staffed: Office, anne: Actor) -> None:
    deal = reviewed(staffed, "U0TOM")
    customer = staffed.add("Nordlys", id_of(staffed, "U0TOM"), kind=Kind.CUSTOMER, source_id="nordlys")
    assert "Service agreement\n🟨 Yellow" in anne.forges(doors.WHY, str(customer))

    staffed.blinds(deal, "U0ANNE")

    assert f"Service agreement\n{HIDDEN['U0ANNE']}" in anne.forges(doors.WHY, str(customer))


def test_the_own_overview_counts_it_apart(staffed: Office, manager: Actor) -> None:
    deal = reviewed(staffed, SELLERS[manager.id])
    other = staffed.add("Another deal", id_of(staffed, SELLERS[manager.id]))
    staffed.reviewed(other, SELLERS[manager.id], 3)
    staffed.blinds(deal, manager.id)

    shown = typed(manager, "/review status")

    assert {"U0ANNE": "One open deal worth", "U0JENS": "Én åben salgsmulighed"}[manager.id] in shown
    assert {"U0ANNE": "One more is hidden", "U0JENS": "Én til er skjult"}[manager.id] in shown
    assert "Service agreement" not in shown
    staffed.blinds(other, manager.id)
    shown = typed(manager, "/review status")
    assert {"U0ANNE": "2 more are hidden", "U0JENS": "2 til er skjult"}[manager.id] in shown
    assert {"U0ANNE": "no open deals", "U0JENS": "ingen åbne"}[manager.id] not in shown


def test_why_shows_the_evidence_and_the_actions_but_offers_nothing_that_tells(
    staffed: Office, anne: Actor
) -> None:
    deal = reviewed(staffed, "U0TOM")
    assert {subject.COPY, doors.HISTORY, subject.HELP, action_items.ADD} <= offers(anne, deal)

    staffed.blinds(deal, "U0ANNE")
    anne.forges(doors.WHY, str(deal))

    assert "we have approved the budget" in anne.screen
    assert "Reviewed on 23 November" in anne.screen
    assert offers(anne, deal) == {doors.ADD_EVIDENCE, doors.CHANGE, "evidence.see"}
    assert anne.modal["submit"]["text"] == "Review"


def offers(actor: Actor, deal: int) -> set[str]:
    """The buttons of Why?, but for those that lead to something else."""
    actor.forges(doors.WHY, str(deal))
    found = re.findall(r'"action_id": "([\w.]+)', json.dumps(actor.modal["blocks"]))
    return set(found) - {doors.WHY}


def test_a_blind_review_begins_as_if_there_were_none_and_ends_the_blindness(
    staffed: Office, anne: Actor
) -> None:
    deal = reviewed(staffed, "U0TOM")
    staffed.blinds(deal, "U0ANNE")

    anne.forges(doors.REVIEW, str(deal))
    anne.modal_with("Page 1 of 6")
    assert anne.chosen("D1.1") == "Not known yet"
    assert anne.noted("D1") is None
    assert not TOLD.search(anne.screen.replace("Page 1 of 6", "").split("\n1. ")[0])
    anne.reviews("111 111 111 111 111")
    assert "Result" in anne.modal["title"]["text"]
    anne.closes()

    assert "Lowered from 3 by Anne Manager" in anne.forges(doors.WHY, str(deal))
    assert "Tom Seller" in anne.forges(doors.HISTORY, str(deal))


def test_a_review_that_was_begun_with_open_eyes_is_begun_anew(staffed: Office, anne: Actor) -> None:
    deal = reviewed(staffed, "U0TOM")
    anne.forges(doors.REVIEW, str(deal))
    anne.says_all_changed()
    assert anne.chosen("D1.1").startswith("3")
    window = anne.modal
    staffed.blinds(deal, "U0ANNE")

    assert not TOLD.search(anne.submits_again(window))
    anne.forges(doors.REVIEW, str(deal))
    assert anne.chosen("D1.1") == "Not known yet"


def test_a_blind_helper_hears_who_wishes_help_and_no_reason(staffed: Office, manager: Actor) -> None:
    deal = reviewed(staffed, SELLERS[manager.id])
    staffed.blinds(deal, manager.id)

    staffed.person(SELLERS[manager.id]).forges(subject.HELP, str(deal))
    staffed.tick()

    (message,) = manager.messages()
    assert "Service agreement" in message
    assert HIDDEN[manager.id] in message
    assert not TOLD.search(message), message


def test_what_is_on_its_way_to_somebody_who_becomes_blind_is_not_said(
    staffed: Office, anne: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    deal = reviewed(staffed, "U0TOM")
    anne.forges(history.CHART, str(deal))
    anne.modal_with("on its way")
    staffed.person("U0TOM").forges(subject.HELP, str(deal))
    staffed.blinds(deal, "U0ANNE")

    staffed.tick()

    (help_wanted,) = anne.messages()
    assert not TOLD.search(help_wanted), help_wanted
    assert "refused" not in staffed.person("U0KARIN").home
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


def test_a_blind_owner_hears_of_no_lowered_level(staffed: Office, anne: Actor) -> None:
    deal = reviewed(staffed, "U0TOM")
    staffed.blinds(deal, "U0TOM")
    tom = staffed.person("U0TOM")

    staffed.reviewed(deal, "U0ANNE", 0)
    staffed.tick()

    assert tom.messages() == []
    assert REFUSED["U0ANNE"] in tom.forges(remarks.ADD, str(deal))
    assert not TOLD.search(tom.forges(doors.WHY, str(deal)))


def test_a_remark_waits_in_why_until_its_reader_is_blind_no_longer(staffed: Office, anne: Actor) -> None:
    deal = reviewed(staffed, "U0TOM")
    staffed.reviewed(deal, "U0ANNE", 1)
    tom = staffed.person("U0TOM")
    tom.forges(doors.WHY, str(deal))
    tom.presses(remarks.ADD)
    tom.workspace.fill(tom.id, remarks.TEXT, remarks.TEXT, "The CFO confirmed it")
    staffed.blinds(deal, "U0ANNE", days=7)

    tom.submits()
    staffed.tick()

    assert anne.messages() == []
    assert "The CFO confirmed it" not in anne.forges(doors.WHY, str(deal))
    anne.closes()
    staffed.now += timedelta(days=7)
    assert "The CFO confirmed it" in anne.forges(doors.WHY, str(deal))


def test_a_copy_of_what_somebody_sent_blind_says_their_own_levels(staffed: Office, anne: Actor) -> None:
    deal = reviewed(staffed, "U0TOM")
    with staffed.write() as desk:
        choose_copies(desk, staffed.who("U0ANNE"), copies=True)
    staffed.blinds(deal, "U0ANNE")

    anne.forges(doors.REVIEW, str(deal))
    anne.reviews("111 111 111 111 111")
    staffed.tick()

    (message,) = anne.messages()
    assert "1 · " in message
    assert "3 · " not in message


def test_evidence_of_somebody_blind_counts_and_they_are_not_told_for_what(
    staffed: Office, anne: Actor
) -> None:
    deal = reviewed(staffed, "U0TOM")
    tom = staffed.person("U0TOM")
    tom.forges(doors.REVIEW, str(deal))
    tom.ticks("D2")
    tom.submits()
    tom.picks("D2.1", 3)
    tom.writes("D2", "")
    tom.submits()
    tom.submits()
    tom.closes()
    assert levels_of(staffed, deal)["D2.1"] < 3
    staffed.blinds(deal, "U0ANNE")

    anne.forges(doors.ADD_EVIDENCE, str(deal))
    anne.workspace.fill(anne.id, evidence_form.AREA, evidence_form.AREA, "D2")
    anne.workspace.wait_for(lambda: anne._find(f"{evidence_form.COVERS}.D2"))
    boxes = next(each for each in anne.modal["blocks"] if each["block_id"] == f"{evidence_form.COVERS}.D2")
    assert "initial_options" not in boxes["element"]
    gives(anne, "20 Nov: “we want this” https://example.com/mail/1", "D2", 1)

    assert levels_of(staffed, deal)["D2.1"] == 3
    assert "Saved. What it lifts is hidden until you have sent yours." in anne.screen
    assert not TOLD.search(anne.screen), anne.screen


def test_a_colleague_who_takes_it_over_is_blind_to_what_was_said_before(staffed: Office, anne: Actor) -> None:
    deal = reviewed(staffed, "U0TOM")
    mette = staffed.person("U0METTE")
    staffed.blinds(deal, "U0METTE")
    assert "Service agreement" not in mette.forges(doors.WHY, str(deal))
    assert "Service agreement" not in mette.home

    anne.forges(doors.CHANGE, str(deal))
    block_id = changing.block_id("owner_id", deal)
    anne.workspace.fill(anne.id, block_id, changing.VALUE, "U0METTE")
    anne.submits()

    assert HIDDEN["U0JENS"] in mette.home
    assert not TOLD.search(mette.forges(doors.WHY, str(deal)))
    assert REFUSED["U0JENS"] in mette.forges(doors.HISTORY, str(deal))


def test_the_form_for_looking_after_it_shows_no_probability(staffed: Office, anne: Actor) -> None:
    deal = reviewed(staffed, "U0TOM")
    staffed.changes(deal, "probability", None, Decimal(40))
    anne.forges(doors.CHANGE, str(deal))
    form, block_id = anne.modal, changing.block_id("probability", deal)
    assert form["state"]["values"][block_id][changing.VALUE]["value"] == "40"
    form["state"]["values"][block_id][changing.VALUE]["value"] = "60"
    staffed.blinds(deal, "U0ANNE")

    anne.forges(doors.CHANGE, str(deal))

    assert block_id not in anne.modal["state"]["values"]
    assert "40" not in anne.modal["private_metadata"]
    anne.workspace.fill(anne.id, changing.block_id("stage", deal), changing.VALUE, "Offer")
    anne.submits()
    assert "Stage: nothing → Offer" in anne.screen
    assert anne.submits_again(form).endswith(REFUSED["U0ANNE"])


def test_the_digest_of_a_channel_is_the_whole_companys_and_hides_nothing(
    staffed: Office, anne: Actor
) -> None:
    deal = reviewed(staffed, "U0TOM")
    staffed.blinds(deal, "U0ANNE")
    staffed.set_digest("C1")

    anne.says("/review digest")
    anne.modal_with("on its way")
    staffed.tick()

    posted = json.dumps([message.blocks for message in staffed.workspace.messages("C1")], ensure_ascii=False)
    assert "One open deal" in posted
    assert re.search(r"Service agreement[^}]*(🔺|🟨|🟢)", posted)
    assert "hidden" not in posted


def test_a_blind_readers_list_is_not_in_the_order_of_the_colours(staffed: Office, anne: Actor) -> None:
    """The place of what is hidden tells nothing: it is the same whatever the colour."""
    tom = id_of(staffed, "U0TOM")
    later = staffed.now + timedelta(days=90)
    for number, level in enumerate((0, 1, 3)):
        deal = staffed.add(f"Deal {number}", tom, due_at=later)
        staffed.reviewed(deal, "U0TOM", level)
    places = set()
    for level in (0, 3):
        hidden = staffed.add(f"Secret {level}", tom, due_at=later)
        staffed.reviewed(hidden, "U0TOM", level)
        staffed.blinds(hidden, "U0ANNE")
        assert anne.home
        blocks = (anne.workspace.home(anne.id) or {})["blocks"]
        rows = [next(texts_in(each)) for each in blocks if each["block_id"].startswith("subject.")]
        listed = [row.split(" · ")[0] for row in rows]
        places.add(listed.index(f"Secret {level}"))
        staffed.changes(hidden, "status", "open", "gone")

    assert places == {0}
