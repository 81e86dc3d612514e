"""What a newcomer may try, in the page's margin: what ticks an act, and what does not."""

import re
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from bot.sandbox.guide import Did, Guide, Sign, Step
from bot.sandbox.page import routes
from bot.sandbox.page_texts import texts_for
from bot.sandbox.server import serve
from bot.sandbox.workspace import Workspace
from tests.sandbox.page_bot import CHANNELS, HOME, PEOPLE, REVIEW, Bot
from tests.sandbox.test_page import opened, posted

CAST = {
    "en": {"seller": "U1", "manager": "U1", "director": "U1"},
    "da": {"seller": "U2", "manager": "U2", "director": "U2"},
}
KEYS = ("review", "why", "action", "meeting", "digest", "report")


def guide(key: str, did: Did, what: str) -> Guide:
    """One act, known by one sign."""
    return Guide((Step(key, "seller", "home", frozenset({Sign(did, what)})),), CAST)


@pytest.fixture
def tried(request: pytest.FixtureRequest) -> Guide:
    found: Guide = request.param
    return found


@pytest.fixture
def bot() -> Bot:
    workspace = Workspace(PEOPLE, CHANNELS)
    bot = Bot(workspace)
    workspace.connect(bot)
    return bot


@pytest.fixture
def browser(bot: Bot, tried: Guide) -> Iterator[httpx.Client]:
    with (
        serve(bot.workspace, routes=lambda one: routes(one, guide=tried)) as address,
        httpx.Client(base_url=address, follow_redirects=True) as client,
    ):
        yield client


def done(browser: httpx.Client) -> bool:
    """Whether the only act is ticked, for somebody who looks anew and has done nothing."""
    found = re.search(r"(\d) of 1 done", browser.get("/as/U1/C1").text)
    assert found
    return found[1] == "1"


@pytest.mark.parametrize("tried", [guide("why", Did.SHOWN, "why.window")], indirect=True)
def test_a_window_ticks_once_it_stands_on_the_page(browser: httpx.Client, bot: Bot) -> None:
    bot.workspace.command("U2", "C1", "/review")
    view = bot.workspace.modal("U2")
    assert view
    browser.get("/as/U2/home")
    assert not done(browser)
    bot.say("views.update", view_id=view["id"], view={**REVIEW, "callback_id": "why.window"})
    assert not done(browser)  # nobody has looked
    browser.get("/as/U2/home")
    assert done(browser)


@pytest.mark.parametrize("tried", [guide("review", Did.SENT, "")], indirect=True)
def test_a_form_ticks_once_the_bot_has_taken_it(browser: httpx.Client, bot: Bot) -> None:
    fields = opened(browser)
    bot.submit_answer = {"response_action": "errors", "errors": {"note": "Begin with a date."}}
    browser.post("/as/U1/dm/modal", data={**fields, "submit": "1"})
    assert not done(browser)
    bot.submit_answer = {"response_action": "update", "view": {"type": "modal"}}  # Slack refuses that
    browser.post("/as/U1/dm/modal", data={**fields, "submit": "1"})
    assert not done(browser)
    bot.submit_answer = {}
    browser.post("/as/U1/dm/modal", data={**fields, "submit": "1"})
    assert done(browser)


@pytest.mark.parametrize("tried", [guide("review", Did.SENT, "")], indirect=True)
def test_a_form_that_was_closed_ticks_nothing(browser: httpx.Client) -> None:
    browser.post("/as/U1/dm/modal", data={**opened(browser), "close": "1"})
    assert not done(browser)


@pytest.mark.parametrize("tried", [guide("digest", Did.USED, "C1")], indirect=True)
def test_a_message_ticks_by_its_thread_or_its_buttons_and_by_those_alone(
    browser: httpx.Client, bot: Bot
) -> None:
    elsewhere = bot.say("chat.postMessage", channel="U1", text="Three due", blocks=HOME["blocks"])["ts"]
    here = bot.say("chat.postMessage", channel="C1", text="Week 47", blocks=HOME["blocks"])["ts"]
    browser.post("/as/U1/dm/message", data={"ts": elsewhere, "click": posted("deal-1", "deal.open")})
    browser.post("/as/U1/C1/message", data={"ts": here, "click": posted("deal-9", "deal.open")})
    browser.post("/as/U1/C1/thread", data={"ts": elsewhere})
    assert not done(browser)
    browser.post("/as/U1/C1/thread", data={"ts": here})
    assert done(browser)


@pytest.mark.parametrize("tried", [guide("digest", Did.USED, "C1")], indirect=True)
def test_a_button_of_a_message_ticks(browser: httpx.Client, bot: Bot) -> None:
    here = bot.say("chat.postMessage", channel="C1", text="Week 47", blocks=HOME["blocks"])["ts"]
    browser.post("/as/U1/C1/message", data={"ts": here, "click": posted("deal-1", "deal.open")})
    assert done(browser)


@pytest.mark.parametrize("tried", [guide("why", Did.SHOWN, "why.window")], indirect=True)
@pytest.mark.parametrize(
    ("speaks", "lands"),
    [("da-DK,da;q=0.9,en;q=0.8", "U2"), ("en-GB,da;q=0.5", "U1"), ("fr", "U1"), ("", "U1")],
)
def test_the_first_visit_lands_where_the_first_act_begins_in_the_browsers_language(
    browser: httpx.Client, speaks: str, lands: str
) -> None:
    answer = browser.get("/", headers={"Accept-Language": speaks})
    assert answer.url.path == f"/as/{lands}/home"


@pytest.mark.parametrize("tried", [guide("why", Did.SHOWN, "why.window")], indirect=True)
def test_an_act_says_in_words_whether_it_is_done(browser: httpx.Client, tried: Guide) -> None:
    assert "Not done yet</small>" in browser.get("/as/U1/home").text
    assert "Ikke gjort endnu</small>" in browser.get("/as/U2/home").text
    tried.note(Did.SHOWN, "why.window")
    assert "Done</small>" in browser.get("/as/U1/home").text
    assert "Gjort</small>" in browser.get("/as/U2/home").text


def test_whoever_looks_on_hears_of_a_sign_once_and_of_nothing_else() -> None:
    heard: list[str] = []
    told = replace(guide("why", Did.SHOWN, "why.window"), tell=lambda: heard.append("told"))
    for what in ("another.window", "why.window", "why.window"):
        told.note(Did.SHOWN, what)
    assert heard == ["told"]


@pytest.mark.parametrize("tried", [Guide()], indirect=True)
def test_without_acts_there_is_no_margin(browser: httpx.Client) -> None:
    assert 'id="try"' not in browser.get("/as/U1/home").text


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_name_the_same_people_in_an_act(key: str) -> None:
    names = [set(re.findall(r"\{(\w+)\}", texts_for(tag)[f"try_{key}_how"])) for tag in ("en-GB", "da-DK")]
    assert names[0] == names[1]
