"""The sandbox's page over HTTP: what each person sees, and what reaches the bot when they act."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

import httpx
import pytest

from bot.sandbox.page import routes
from bot.sandbox.page_context import until_monday
from bot.sandbox.server import serve
from bot.sandbox.workspace import Workspace
from tests.sandbox.page_bot import CHANNELS, HOME, MAJA, PEOPLE, Bot


@pytest.fixture
def workspace() -> Workspace:
    return Workspace(PEOPLE, CHANNELS)


@pytest.fixture
def bot(workspace: Workspace) -> Bot:
    bot = Bot(workspace)
    workspace.connect(bot)
    return bot


@pytest.fixture
def browser(workspace: Workspace) -> Iterator[httpx.Client]:
    hints = {MAJA.email: "seller"}
    with (
        serve(workspace, routes=lambda one: routes(one, hints=hints)) as address,
        httpx.Client(base_url=address, follow_redirects=True) as client,
    ):
        yield client


def posted(block_id: str, action_id: str) -> str:
    return json.dumps([block_id, action_id])


def opened(browser: httpx.Client) -> dict[str, str]:
    """Opens the review as Maja and gives the fields as they stand, ready to be changed and posted."""
    shown = browser.post("/as/U1/dm/shortcut", data={"callback_id": "review.start"}).text
    found = re.search(r'name="view" value="(\w+)"', shown)
    assert found
    return {
        "view": found[1],
        posted("level", "level.set"): "unknown",
        posted("note", "note.set"): "12 Nov: yes",
    }


def test_the_first_visit_lands_in_the_home_of_the_first_person(browser: httpx.Client) -> None:
    answer = browser.get("/")
    assert answer.url.path == "/as/U3/home"  # Gitte comes before Jonas and Maja
    assert "Nothing here yet." in answer.text


def test_the_picker_says_what_people_are(browser: httpx.Client) -> None:
    page = browser.get("/as/U1/home").text
    assert '<option value="U1" selected>Maja Holm · seller</option>' in page
    assert "Gitte Gæst · guest" in page
    assert "Maja Holm · sælger" in browser.get("/as/U2/home").text


def test_switching_the_person_keeps_the_place(browser: httpx.Client) -> None:
    assert browser.get("/as", params={"user": "U2", "place": "C1"}).url.path == "/as/U2/C1"


@pytest.mark.parametrize("path", ["/as/U9/home", "/as/U1/C9", "/as/U1/../x", "/as?user=U9&place=home"])
def test_people_and_places_that_do_not_exist_are_not_found(browser: httpx.Client, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_channels_say_when_they_are_private_shared_or_archived(browser: httpx.Client) -> None:
    notes = [browser.get(f"/as/U1/{place}").text for place in ("C2", "C3", "C4")]
    for page, note in zip(notes, ("private", "shared with others", "archived"), strict=True):
        assert f"<small>{note}</small></h1>" in page


def test_the_page_speaks_danish_to_a_danish_person(browser: httpx.Client) -> None:
    page = browser.get("/as/U2/dm").text
    assert '<html lang="da"' in page
    assert "Ingen beskeder endnu." in page
    assert "+1 uge" in page


def test_opening_home_tells_the_bot_once_and_a_live_refresh_does_not(browser: httpx.Client, bot: Bot) -> None:
    browser.get("/as/U1/home")
    browser.get("/as/U1/home", headers={"X-Live": "1"})
    bot.workspace.wait_for(lambda: bot.heard)
    assert [one["event"]["type"] for one in bot.heard] == ["app_home_opened"]


def test_a_button_of_home_reaches_the_bot_with_its_own_value(browser: httpx.Client, bot: Bot) -> None:
    bot.say("views.publish", user_id="U1", view=HOME)
    browser.post("/as/U1/home/home", data={"click": posted("deal-2", "deal.open")})
    heard = bot.last()
    assert (heard["type"], heard["user"]["id"], heard["actions"][0]["value"]) == ("block_actions", "U1", "2")


def test_a_button_that_is_gone_says_so_and_reaches_nobody(browser: httpx.Client, bot: Bot) -> None:
    bot.say("views.publish", user_id="U1", view=HOME)
    page = browser.post("/as/U1/home/home", data={"click": posted("deal-9", "deal.open")}).text
    assert "That button is no longer there." in page
    assert bot.asked == []


def test_a_button_of_a_message_reaches_the_bot_with_the_message(browser: httpx.Client, bot: Bot) -> None:
    ts = bot.say("chat.postMessage", channel="U1", text="Three due", blocks=HOME["blocks"])["ts"]
    browser.post("/as/U1/dm/message", data={"ts": ts, "click": posted("deal-1", "deal.open")})
    assert bot.last()["container"]["message_ts"] == ts


def test_a_command_goes_to_the_place_where_it_is_typed(browser: httpx.Client, bot: Bot) -> None:
    browser.post("/as/U1/C1/command", data={"text": " /review  Nordlys "})
    heard = bot.last()
    assert (heard["command"], heard["text"], heard["channel_id"]) == ("/review", "Nordlys", "C1")


def test_talk_that_is_no_command_gets_a_hint_and_reaches_nobody(browser: httpx.Client, bot: Bot) -> None:
    assert "Try /review." in browser.post("/as/U1/C1/command", data={"text": "hello"}).text
    assert bot.asked == []


def test_without_a_bot_the_person_reads_the_workspaces_own_words(browser: httpx.Client) -> None:
    page = browser.post("/as/U1/C1/command", data={"text": "/review"}).text
    assert re.search(r'id="notice" role="alert"[^>]*><p dir="auto">/review failed', page)


def test_a_modal_shows_the_views_own_words_on_its_buttons(browser: httpx.Client, bot: Bot) -> None:
    opened(browser)
    page = browser.get("/as/U1/C1").text
    assert 'aria-label="Later">✕</button>' in page
    assert '<button name="submit" value="1" class="primary" dir="auto">Next</button>' in page
    assert '<dialog id="modal"' not in browser.get("/as/U2/C1").text


def test_submitting_sends_every_field(browser: httpx.Client, bot: Bot) -> None:
    fields = opened(browser) | {
        posted("level", "level.set"): "high",
        posted("note", "note.set"): "12 Nov:\r\nwe met",
        posted("tell", "tell.set"): "team",
        posted("chance", "chance.set"): "40",
        posted("channel", "channel.set"): "C1",
    }
    browser.post("/as/U1/dm/modal", data={**fields, "submit": "1"})
    values = bot.last()["view"]["state"]["values"]
    assert values["level"]["level.set"]["selected_option"]["value"] == "high"
    assert values["note"]["note.set"]["value"] == "12 Nov:\nwe met"
    assert [one["value"] for one in values["tell"]["tell.set"]["selected_options"]] == ["team"]
    assert values["chance"]["chance.set"]["value"] == "40"
    assert values["channel"]["channel.set"]["selected_conversation"] == "C1"
    assert '<dialog id="modal"' not in browser.get("/as/U1/dm").text


def test_the_bots_errors_stand_beside_their_fields_and_nothing_typed_is_lost(
    browser: httpx.Client, bot: Bot
) -> None:
    bot.submit_answer = {"response_action": "errors", "errors": {"note": "Begin with a <date>."}}
    fields = opened(browser) | {posted("note", "note.set"): "no date"}
    page = browser.post("/as/U1/dm/modal", data={**fields, "submit": "1"}).text
    found = re.search(r'<p class="error" id="(\w+-error)" dir="auto">Begin with a &lt;date&gt;.</p>', page)
    assert found
    assert re.search(rf'<textarea [^>]*aria-describedby="\w+-hint {found[1]}" aria-invalid="true"', page)
    assert "\nno date</textarea>" in page


def test_back_takes_along_what_was_filled_in(browser: httpx.Client, bot: Bot) -> None:
    fields = opened(browser) | {posted("level", "level.set"): "low"}
    browser.post("/as/U1/dm/modal", data={**fields, "click": posted("turn", "page.back")})
    heard = bot.last()
    assert (heard["type"], heard["actions"][0]["action_id"]) == ("block_actions", "page.back")
    assert heard["view"]["state"]["values"]["level"]["level.set"]["selected_option"]["value"] == "low"


def test_closing_closes(browser: httpx.Client, bot: Bot) -> None:
    page = browser.post("/as/U1/dm/modal", data={**opened(browser), "close": "1"}).text
    assert '<dialog id="modal"' not in page


def test_a_form_about_another_view_sends_nothing(browser: httpx.Client, bot: Bot) -> None:
    fields = opened(browser) | {"view": "0" * 16}
    page = browser.post("/as/U1/dm/modal", data={**fields, "submit": "1"}).text
    assert "The form changed while you filled it in" in page
    assert bot.last()["type"] == "shortcut"


def test_typing_into_a_search_shows_what_the_bot_suggests(browser: httpx.Client, bot: Bot) -> None:
    opened(browser)
    found = browser.get("/as/U1/dm/suggest", params={"field": posted("deal", "deal.set"), "q": "nor"})
    assert bot.last()["value"] == "nor"
    assert re.findall(r'value="([^"]+)"', found.text) == ["nordlys", "&lt;b&gt;havblik"]


def test_a_conversation_picker_leaves_archived_channels_out(browser: httpx.Client, bot: Bot) -> None:
    opened(browser)
    select = re.search(r"<select [^>]*channel\.set.*?</select>", browser.get("/as/U1/dm").text, re.DOTALL)
    assert select
    assert re.findall(r'value="(\w+)"', select[0]) == ["C2", "C3", "C1"]


def test_every_message_has_its_shortcuts(browser: httpx.Client, workspace: Workspace, bot: Bot) -> None:
    ts = workspace.post("U2", "C1", "The board said yes")
    assert "Use as evidence" in browser.get("/as/U1/C1").text

    browser.post("/as/U1/C1/use", data={"ts": ts, "callback_id": "evidence.use"})

    assert (bot.last()["type"], bot.last()["message"]["text"]) == ("message_action", "The board said yes")
    gone = browser.post("/as/U1/C1/use", data={"ts": "1.0", "callback_id": "evidence.use"}).text
    assert "That button is no longer there." in gone


def test_messages_are_unread_until_somebody_looks(browser: httpx.Client, bot: Bot) -> None:
    bot.say("chat.postMessage", channel="U1", text="Three due")
    page = browser.get("/as/U1/home").text
    assert 'class="unread"><span dir="auto">Messages' in page
    assert "Maja Holm · seller ●" in page
    assert "Three due" in browser.get("/as/U1/dm").text
    assert 'class="unread"' not in browser.get("/as/U1/home").text


def test_replies_stand_under_their_message(browser: httpx.Client, bot: Bot) -> None:
    ts = bot.say("chat.postMessage", channel="C1", text="Week 47")["ts"]
    for text in ("Improved", "Worsened"):
        bot.say("chat.postMessage", channel="C1", text=text, thread_ts=ts)
    page = browser.get("/as/U1/C1").text
    thread = page[page.index(f'id="t{ts}"') :]
    assert "2 replies" in thread
    assert thread.index("Improved") < thread.index("Worsened")
    assert page.count("Improved") == 1


def test_what_is_for_one_persons_eyes_is_shown_to_them_alone(browser: httpx.Client, bot: Bot) -> None:
    bot.say("chat.postEphemeral", channel="C1", user="U1", text="Only a manager may do that.")
    assert "Only you can see this" in browser.get("/as/U1/C1").text
    assert "Only a manager" not in browser.get("/as/U2/C1").text


@pytest.mark.parametrize(
    ("step", "moved"),
    [("hour", timedelta(hours=1)), ("day", timedelta(days=1)), ("week", timedelta(weeks=1))],
)
def test_the_clock_moves_by_what_the_button_says(
    browser: httpx.Client, workspace: Workspace, step: str, moved: timedelta
) -> None:
    browser.post("/as/U1/home/clock", data={"step": step})
    assert workspace.clock.offset == moved


def test_the_clock_shows_the_persons_zone_and_language(browser: httpx.Client, workspace: Workspace) -> None:
    workspace.clock.offset = datetime(2026, 11, 25, 8, 30, tzinfo=UTC) - datetime.now(UTC)
    assert "Wed 25 Nov 2026, 09:30" in browser.get("/as/U1/home").text
    assert "ons. 25. nov. 2026, 09.30" in browser.get("/as/U2/home").text


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        (datetime(2026, 11, 25, 12, tzinfo=UTC), datetime(2026, 11, 30, 8, tzinfo=UTC)),
        (datetime(2026, 11, 30, 7, 59, tzinfo=UTC), datetime(2026, 11, 30, 8, tzinfo=UTC)),
        (datetime(2026, 11, 30, 8, tzinfo=UTC), datetime(2026, 12, 7, 8, tzinfo=UTC)),
        (datetime(2026, 3, 27, 12, tzinfo=UTC), datetime(2026, 3, 30, 7, tzinfo=UTC)),  # summer time begins
    ],
)
def test_next_monday_is_nine_in_the_morning_over_there(now: datetime, monday: datetime) -> None:
    assert now + until_monday(now, ZoneInfo("Europe/Copenhagen")) == monday


def test_faults_are_ordered_listed_and_cleared(browser: httpx.Client, workspace: Workspace) -> None:
    wish = {"method": "chat.postMessage", "kind": "429", "seconds": "2.5", "times": "3"}
    page = browser.post("/as/U1/home/fault", data=wish).text
    assert "<code>chat.postMessage</code> · 429 with Retry-After · 2.5 s · 3×" in page
    browser.post("/as/U1/home/fault", data={"clear": "1"})
    assert workspace.faults.pending() == ()


@pytest.mark.parametrize("bad", [{"kind": "earthquake"}, {"seconds": "soon"}, {"times": ""}])
def test_a_fault_that_makes_no_sense_is_refused_in_words(browser: httpx.Client, bad: dict[str, str]) -> None:
    wish = {"method": "*", "kind": "500", "seconds": "0", "times": "1", **bad}
    assert "That fault could not be ordered." in browser.post("/as/U1/home/fault", data=wish).text


def test_an_open_page_hears_of_changes(browser: httpx.Client, bot: Bot) -> None:
    with browser.stream("GET", "/events") as stream:
        lines = (line for line in stream.iter_lines() if line)
        assert next(lines) == "data: hello"
        bot.say("chat.postMessage", channel="U1", text="Three due")
        assert next(lines) == "data: change"


def test_no_script_but_the_pages_own_may_run(browser: httpx.Client) -> None:
    policy = browser.get("/as/U1/home").headers["content-security-policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy


def test_names_of_people_and_channels_are_text(workspace: Workspace, browser: httpx.Client) -> None:
    hostile = '<img src=x onerror="alert(1)">'
    workspace.change_user("U1", name=hostile)
    workspace.change_channel("C1", name=hostile)
    for place in ("home", "C1"):
        page = browser.get(f"/as/U1/{place}").text
        assert hostile not in page
        assert str(escape(hostile, quote=False)) in page.replace("&#34;", '"')


def test_a_choice_that_is_not_offered_changes_nothing(browser: httpx.Client, bot: Bot) -> None:
    fields = opened(browser) | {posted("level", "level.set"): "sky-high"}
    page = browser.post("/as/U1/dm/modal", data={**fields, "submit": "1"}).text
    assert "no longer there" in page
    assert bot.last()["type"] == "shortcut"
