"""Who may read, score, post the digest and set up; everybody else is told whom to ask."""

import json
from dataclasses import replace

import pytest

from bot.app.routes import ROUTES
from bot.digest.views.places import LEADER
from bot.kit import doors
from bot.kit.reply import AsksSlack
from bot.people.jobs import meet
from bot.people.usecases.leaving import end
from bot.review.views import lost
from bot.review.views import page as review
from bot.why.views import subject
from flows.company.people import Role
from flows.company.subjects import Kind
from storage import outbox
from storage.outbox import State
from tests.journeys.conftest import Actor, Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")

#        who         reads Toms  reads Mettes  scores Toms  scores Mettes  posts  sets up
TABLE = [
    ("U0TOM", True, False, True, False, False, False),
    ("U0METTE", False, True, False, True, False, False),
    ("U0ANNE", True, False, True, False, True, False),
    ("U0JENS", False, True, False, True, True, False),
    ("U0DORTE", True, True, False, False, True, False),
    ("U0VERA", True, True, False, False, False, False),
    ("U0AUGUST", True, True, False, False, False, False),
    ("U0KARIN", False, False, False, False, True, True),
    ("U0NEW", False, False, False, False, False, False),
    ("U0GUEST", False, False, False, False, False, False),
]
WHO = [row[0] for row in TABLE]


@pytest.fixture
def two(staffed: Office) -> Office:
    """The company with a deal of Tom's (the first) and one of Mette's (the second)."""
    staffed.add("Northern wharf", id_of(staffed, "U0TOM"))
    staffed.add("Southern wharf", id_of(staffed, "U0METTE"))
    return staffed


def digests(office: Office) -> int:
    """How many digests wait to be posted."""
    with office.read() as desk:
        return outbox.counts(desk.tx)[State.PENDING]


@pytest.mark.parametrize(("who", "toms", "mettes"), [row[:3] for row in TABLE], ids=WHO)
def test_home_shows_what_one_may_read_and_nothing_else(
    two: Office, who: str, toms: bool, mettes: bool
) -> None:
    home = two.person(who).home

    assert ("Northern wharf" in home) is toms
    assert ("Southern wharf" in home) is mettes


@pytest.mark.parametrize("who", WHO)
def test_a_customer_without_an_owner_is_for_managers_and_those_who_read_all(two: Office, who: str) -> None:
    customer = two.add("Havblik", None, kind=Kind.CUSTOMER)
    reads, scores = {"U0DORTE", "U0VERA", "U0AUGUST"}, {"U0ANNE", "U0JENS"}
    actor = two.person(who)

    assert ("Havblik" in actor.forges(doors.WHY, str(customer))) is (who in reads | scores)
    assert ("Havblik" in actor.forges(doors.REVIEW, str(customer))) is (who in scores)
    assert ("Havblik" in actor.forges(doors.CHANGE, str(customer))) is (who in scores)


@pytest.mark.parametrize(
    ("who", "deal", "may"),
    [(row[0], 1, row[3]) for row in TABLE] + [(row[0], 2, row[4]) for row in TABLE],
)
def test_a_button_opens_only_what_one_may_score(two: Office, who: str, deal: int, may: bool) -> None:
    said = two.person(who).forges(doors.REVIEW, str(deal))

    assert ("wharf" in said) is may
    assert ("Page 1 of 6" in said or "Side 1 af 6" in said) is may


@pytest.mark.parametrize(
    ("who", "deal", "may"),
    [(row[0], 1, row[1]) for row in TABLE] + [(row[0], 2, row[2]) for row in TABLE],
)
@pytest.mark.parametrize("button", [doors.WHY, subject.HELP])
def test_why_and_asking_for_help_show_only_what_one_may_read(
    two: Office, who: str, deal: int, may: bool, button: str
) -> None:
    said = two.person(who).forges(button, str(deal))

    assert may or "wharf" not in said
    assert ("wharf" in said) is may or button == subject.HELP


@pytest.mark.parametrize(("who", "posts"), [(row[0], row[5]) for row in TABLE], ids=WHO)
def test_review_digest_posts_for_some_and_shows_the_rest_what_they_may_read(
    two: Office, who: str, posts: bool
) -> None:
    two.set_digest("C1")
    actor = two.person(who)

    actor.says("/review digest", channel="C2")

    assert actor.screen
    two.tick()
    assert bool(two.workspace.messages("C1")) is posts
    assert two.workspace.messages("C2") == []


@pytest.mark.parametrize(("who", "sets_up"), [(row[0], row[6]) for row in TABLE], ids=WHO)
def test_setup_opens_for_admins_only(two: Office, who: str, sets_up: bool) -> None:
    actor = two.person(who)

    actor.says("/review setup")

    assert ("Who meets whom" in actor.screen) is sets_up


def test_a_workspace_admin_may_set_up_without_being_on_the_list(office: Office) -> None:
    karin = office.person("U0KARIN")

    karin.says("/review setup")

    karin.modal_with("Who meets whom")


@pytest.mark.parametrize("words", ["", "digest", "status", "help", "packing"])
def test_somebody_whom_nobody_listed_is_told_whom_to_ask(staffed: Office, words: str) -> None:
    new = staffed.person("U0NEW")

    new.says(f"/review {words}")

    assert "I don't know you yet. Karin Admin can put you on the list." in new.screen


def test_without_an_admin_whoever_set_it_up_is_to_be_asked(office: Office) -> None:
    new = office.person("U0NEW")

    assert "Whoever set up Revisor can put you on the list." in new.home


def test_guests_are_refused_even_when_the_list_names_them(staffed: Office) -> None:
    staffed.add_person("U0GUEST", Role.DIRECTOR)
    staffed.add("Northern wharf", id_of(staffed, "U0TOM"))
    guest = staffed.person("U0GUEST")

    said = "Revisor is for the company's own people"
    assert said in guest.home
    assert "I don't know you" not in guest.home
    guest.says("/review wharf")
    assert said in guest.screen


def test_who_becomes_a_guest_sees_nothing_from_then_on(two: Office) -> None:
    tom = two.person("U0TOM")
    assert "Northern wharf" in tom.home

    two.workspace.change_user("U0TOM", is_restricted=True)

    assert "wharf" not in tom.home
    assert "Revisor is for the company's own people" in tom.forges(doors.REVIEW, "1")


def test_who_became_a_guest_while_the_bot_was_down_sees_nothing_after_its_start(two: Office) -> None:
    guest = replace(two.workspace.users["U0TOM"], is_restricted=True)
    two.workspace.users["U0TOM"] = guest

    meet(two.house, everybody=True)

    assert "wharf" not in two.person("U0TOM").home


def test_whose_access_was_ended_is_somebody_unknown_and_hears_nothing_more(two: Office) -> None:
    tom = two.person("U0TOM")
    assert "Northern wharf" in tom.home
    two.plan(id_of(two, "U0TOM"))
    with two.write() as desk:
        end(desk, two.who("U0TOM"))
    meet(two.house, everybody=True)

    assert "I don't know you yet" in tom.home
    assert "I don't know you yet" in tom.forges(doors.REVIEW, "1")
    two.passes(days=8)
    assert tom.messages() == []
    assert "not found in Slack" not in two.person("U0KARIN").home


def test_somebody_listed_later_is_known_at_once(two: Office) -> None:
    new = two.person("U0NEW")
    assert "I don't know you yet" in new.home
    two.add_person("U0NEW", Role.VIEWER)

    assert "Northern wharf" in new.home


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        ("2", "This one isn't yours to review, or it is no longer here."),
        ("999", "This one isn't yours to review, or it is no longer here."),
        *((value, "from an older message") for value in ("0", "-1", "", "x", "²", "9" * 30)),
        ("1; drop table subjects", "from an older message"),
    ],
)
def test_a_forged_button_opens_nothing_and_is_told_so(two: Office, value: str, answer: str) -> None:
    said = two.person("U0TOM").forges(doors.REVIEW, value)

    assert answer in said
    assert "wharf" not in said


def mettes_draft(office: Office) -> Actor:
    """Mette in the middle of a review, whose draft is the first one."""
    mette = office.person("U0METTE")
    mette.says("/review")
    mette.modal_with("Side 1 af 6")
    mette.writes("D1", "a secret of the customer's")
    mette.submits()
    return mette


@pytest.mark.parametrize("callback_id", [review.PAGE, review.SUBMIT, lost.RESUME])
@pytest.mark.parametrize("who", ["U0TOM", "U0ANNE", "U0DORTE", "U0VERA", "U0KARIN"])
def test_somebody_elses_draft_opens_for_nobody(two: Office, callback_id: str, who: str) -> None:
    mettes_draft(two)

    said = two.person(who).forges("", "", callback_id=callback_id, data=json.dumps([1, 2, 1]))

    assert "secret" not in said
    assert "wharf" not in said
    assert "This one isn't yours to review" in said


def test_not_even_the_own_manager_opens_a_draft_before_it_is_sent(two: Office) -> None:
    mettes_draft(two)

    said = two.person("U0JENS").forges("", "", callback_id=review.PAGE, data=json.dumps([1, 2, 1]))

    assert "Den hører ikke til dem, du vurderer" in said


@pytest.mark.parametrize(
    "data",
    [
        "",
        "null",
        "[]",
        "[1]",
        "{}",
        "[1, 2, 3, 4]",
        '"x"',
        "[null, 1, 1]",
        "[9e99, 1, 1]",
        f"[{9**40}, 1, 1]",
    ],
)
@pytest.mark.parametrize("callback_id", [review.PAGE, review.SUBMIT, lost.RESUME])
def test_a_form_with_anybodys_data_is_refused_in_words(two: Office, callback_id: str, data: str) -> None:
    said = two.person("U0TOM").forges("", "", callback_id=callback_id, data=data)

    assert "from an older message" in said


def test_a_button_that_an_older_version_sent_is_told_so(two: Office) -> None:
    assert "That button is from an older message" in two.person("U0TOM").forges("review.poem", "1")


def test_a_forwarded_reminder_starts_ones_own_review(two: Office) -> None:
    said = two.person("U0METTE").forges("review.start", "-")

    assert "Southern wharf" in said
    assert "Northern wharf" not in said


@pytest.mark.parametrize("who", ["U0VERA", "U0DORTE", "U0AUGUST", "U0KARIN"])
def test_who_only_reads_adds_no_deal(two: Office, who: str) -> None:
    values = {f"deal.{part}": {"deal.value": {"value": "x"}} for part in ("name", "customer")}
    view = {"id": "V0", "type": "modal", "callback_id": "deal.create", "state": {"values": values}}

    assert "isn't yours" in two.person(who).submits_again(view)


@pytest.mark.parametrize("who", ["U0KARIN", "U0NEW", "U0GUEST"])
def test_the_type_ahead_gives_nothing_to_who_may_not_score(two: Office, who: str) -> None:
    assert two.person(who).forges_options("wharf") == []


@pytest.mark.parametrize("who", ["U0NEW", "U0GUEST"])
def test_somebody_unknown_who_types_into_an_open_type_ahead_hears_of_no_mistake(
    two: Office, who: str
) -> None:
    actor = two.person(who)
    actor.forges_options("wharf")
    assert actor.home

    two.tick()

    assert actor.messages() == []


@pytest.mark.parametrize("who", ["U0VERA", "U0DORTE", "U0AUGUST"])
def test_review_alone_shows_readers_the_overview(two: Office, who: str) -> None:
    actor = two.person(who)

    actor.says("/review")

    assert "2 open deals" in actor.screen


def test_status_shows_an_admin_no_score(two: Office) -> None:
    karin = two.person("U0KARIN")

    karin.says("/review status")

    assert "scores are not shown to you" in karin.screen


def test_every_button_that_is_routed_refuses_the_unknown(two: Office) -> None:
    about_digest = dict.fromkeys((doors.DIGEST_PLACE, LEADER), "Where the digest goes is set by admins")
    asks_slack = {doors.SETUP: "Setup is for workspace admins", **about_digest}
    assert asks_slack.keys() == {
        id_ for id_, route in ROUTES["action"].items() if isinstance(route, AsksSlack)
    }
    for action_id in ROUTES["action"]:
        told = asks_slack.get(action_id, "I don't know you yet")
        assert told in two.person("U0NEW").forges(action_id, "1")
