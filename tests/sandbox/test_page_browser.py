"""The sandbox's page in a real browser: keyboard, live updates, and what JavaScript must not lose."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.sandbox.page import routes
from bot.sandbox.server import serve
from bot.sandbox.workspace import Workspace
from tests.sandbox.page_bot import CHANNELS, HOME, PEOPLE, REVIEW, Bot, asks

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: install the package chromium"),
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def bot() -> Bot:
    workspace = Workspace(PEOPLE, CHANNELS)
    bot = Bot(workspace)
    workspace.connect(bot)
    return bot


@pytest.fixture
def address(bot: Bot) -> Iterator[str]:
    with serve(bot.workspace, routes=routes) as address:
        yield address


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    page.set_default_timeout(10_000)
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert troubles == []


def open_review(page: Page) -> None:
    page.goto("/as/U1/dm")
    page.get_by_label("Command").fill("/review")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Review")).to_be_visible()


def test_a_review_is_filled_in_and_sent_by_keyboard_alone(page: Page, bot: Bot) -> None:
    open_review(page)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("12 Nov: we met")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("40")
    page.keyboard.press("Enter")
    expect(page.locator("#modal")).to_have_count(0)
    values = bot.last()["view"]["state"]["values"]
    assert bot.last()["type"] == "view_submission"
    assert values["level"]["level.set"]["selected_option"]["value"] == "low"
    assert values["note"]["note.set"]["value"] == "12 Nov: we met"
    assert [one["value"] for one in values["tell"]["tell.set"]["selected_options"]] == ["boss"]
    assert values["chance"]["chance.set"]["value"] == "40"


def test_a_file_is_chosen_and_sent_with_all_else_that_the_form_says(page: Page, bot: Bot) -> None:
    open_review(page)
    view = bot.workspace.modal("U1")
    assert view
    file = asks("file", {"type": "file_input", "filetypes": ["csv"], "max_files": 1})
    bot.say("views.update", view_id=view["id"], view={**REVIEW, "blocks": [file, *REVIEW["blocks"][:3]]})
    field = page.get_by_label("The file")
    expect(field).to_be_visible()
    field.set_input_files({"name": "deals.csv", "mimeType": "text/csv", "buffer": b"name\nNordlys\n"})
    page.get_by_label("High").check()
    page.get_by_label("The note").fill("12 Nov: we met")
    page.locator("footer").get_by_role("button", name="Next").click()
    expect(page.locator("#modal")).to_have_count(0)
    values = bot.last()["view"]["state"]["values"]
    assert [(one["name"], one["size"]) for one in values["file"]["file.set"]["files"]] == [("deals.csv", 13)]
    assert values["level"]["level.set"]["selected_option"]["value"] == "high"
    assert values["note"]["note.set"]["value"] == "12 Nov: we met"


def test_escape_closes_the_modal(page: Page, bot: Bot) -> None:
    open_review(page)
    page.keyboard.press("Escape")
    expect(page.locator("#modal")).to_have_count(0)
    assert bot.workspace.modal("U1") is None


def test_a_message_arrives_by_itself_and_what_is_being_typed_stays(page: Page, bot: Bot) -> None:
    open_review(page)
    note = page.get_by_label("The note")
    note.fill("half a sent")
    bot.say("chat.postMessage", channel="U1", text="Three reviews are due")
    expect(page.locator(".message")).to_contain_text("Three reviews are due")
    expect(note).to_have_value("half a sent")
    expect(note).to_be_focused()


def test_a_half_typed_command_survives_what_happens_elsewhere(page: Page, bot: Bot) -> None:
    page.goto("/as/U1/C1")
    page.get_by_label("Command").fill("/review Nord")
    bot.say("chat.postMessage", channel="C1", text="Week 47")
    expect(page.locator(".message")).to_contain_text("Week 47")
    expect(page.get_by_label("Command")).to_have_value("/review Nord")


@pytest.mark.parametrize("me", ["U1", "U2", "U3"])
def test_whoever_one_acts_as_stays_chosen_when_the_list_of_people_changes(
    page: Page, bot: Bot, me: str
) -> None:
    page.goto(f"/as/{me}/home")
    acting = page.locator("#acting")
    for other in {"U1", "U2", "U3"} - {me}:
        bot.say("chat.postMessage", channel=other, text="Three reviews are due")
    expect(acting.locator("option", has_text="●")).to_have_count(2)
    expect(acting).to_have_value(me)


@pytest.mark.parametrize(
    ("me", "shown", "day"),
    [("U1", "14:30", "Tuesday, 3 November 2026"), ("U2", "14.30", "tirsdag den 3. november 2026")],
)
@pytest.mark.parametrize(("typed", "heard"), [("9.05", "09:05"), ("23:15", "23:15"), ("", None)])
def test_a_time_and_a_day_are_in_the_pages_language_whatever_the_browsers_is(
    page: Page, bot: Bot, me: str, shown: str, day: str, typed: str, heard: str | None
) -> None:
    page.goto(f"/as/{me}/dm")
    bot.workspace.command(me, "C1", "/review")
    view = bot.workspace.modal(me)
    assert view
    blocks = [
        asks("hour", {"type": "timepicker", "initial_time": "14:30"}, optional=True),
        asks("day", {"type": "datepicker", "initial_date": "2026-11-03"}),
    ]
    bot.say("views.update", view_id=view["id"], view={**REVIEW, "blocks": blocks})
    hour = page.get_by_label("The hour")
    expect(hour).to_have_value(shown)
    expect(page.get_by_text(day)).to_be_visible()

    hour.fill(typed)
    page.get_by_label("The day").fill("2026-11-04")
    expect(page.get_by_text(day)).to_have_count(0)
    page.get_by_role("button", name="Next", exact=True).click()

    expect(page.locator("#modal")).to_have_count(0)
    values = bot.last()["view"]["state"]["values"]
    assert values["hour"]["hour.set"]["selected_time"] == heard
    assert values["day"]["day.set"]["selected_date"] == "2026-11-04"


def test_a_time_that_no_clock_shows_is_not_sent(page: Page, bot: Bot) -> None:
    open_review(page)
    view = bot.workspace.modal("U1")
    assert view
    bot.say(
        "views.update", view_id=view["id"], view={**REVIEW, "blocks": [asks("hour", {"type": "timepicker"})]}
    )
    page.get_by_label("The hour").fill("25:00")
    before = bot.last()
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.locator("#modal input:user-invalid")).to_have_value("25:00")
    assert bot.last() == before


def test_a_new_page_of_the_form_takes_the_old_ones_place(page: Page, bot: Bot) -> None:
    open_review(page)
    view = bot.workspace.modal("U1")
    assert view
    blocks = [{"type": "section", "block_id": "done", "text": {"type": "plain_text", "text": "All is well"}}]
    title = {"type": "plain_text", "text": "Result"}
    bot.say("views.update", view_id=view["id"], view={"type": "modal", "title": title, "blocks": blocks})
    expect(page.get_by_role("dialog", name="Result")).to_contain_text("All is well")
    expect(page.get_by_role("button", name="Next", exact=True)).to_have_count(0)


def test_an_error_stands_by_its_field_and_the_field_gets_the_focus(page: Page, bot: Bot) -> None:
    bot.submit_answer = {"response_action": "errors", "errors": {"note": "Begin with a date."}}
    open_review(page)
    note = page.get_by_label("The note")
    note.fill("no date")
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.locator(".error", has_text="Begin with a date.")).to_be_visible()
    expect(note).to_be_focused()
    expect(note).to_have_value("no date")
    expect(note).to_have_accessible_description("A date, then words Begin with a date.")


def test_trouble_while_a_modal_is_open_is_said_inside_it(page: Page, bot: Bot) -> None:
    open_review(page)
    page.get_by_label("The note").fill("12 Nov: yes")
    bot.submit_answer = {"response_action": "update", "view": {"type": "modal"}}
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.locator("#modal-notice")).to_contain_text("We had some trouble connecting")
    expect(page.get_by_label("The note")).to_have_value("12 Nov: yes")


def test_a_search_offers_what_the_bot_suggests_and_sends_what_was_chosen(page: Page, bot: Bot) -> None:
    open_review(page)
    expect(page.locator("#modal select option")).to_contain_text(["Nordlys", "<b>Havblik"])
    page.get_by_label("The deal").select_option("nordlys")
    page.get_by_label("The note").fill("12 Nov: yes")
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.locator("#modal")).to_have_count(0)
    chosen = bot.last()["view"]["state"]["values"]["deal"]["deal.set"]["selected_option"]
    assert chosen["value"] == "nordlys"


def test_choosing_a_person_and_a_shortcut_works_by_menu(page: Page, bot: Bot) -> None:
    page.goto("/as/U1/C1")
    page.get_by_label("Acting as").select_option("U3")
    page.wait_for_url("**/as/U3/C1")
    page.get_by_role("button", name="Shortcuts").click()
    page.get_by_role("button", name="Start a review").click()
    expect(page.get_by_role("dialog", name="Review")).to_be_visible()
    heard = bot.asked[0]
    assert (heard["callback_id"], heard["user"]["id"]) == ("review.start", "U3")


def test_an_opened_thread_stays_open_when_a_reply_comes(page: Page, bot: Bot) -> None:
    ts = bot.say("chat.postMessage", channel="C1", text="Week 47")["ts"]
    bot.say("chat.postMessage", channel="C1", text="Improved", thread_ts=ts)
    page.goto("/as/U1/C1")
    page.get_by_text("1 reply").click()
    bot.say("chat.postMessage", channel="C1", text="Worsened", thread_ts=ts)
    expect(page.get_by_text("Worsened")).to_be_visible()
    expect(page.get_by_text("Improved")).to_be_visible()


def test_a_click_keeps_the_place_in_a_long_home(page: Page, bot: Bot) -> None:
    blocks = [{**HOME["blocks"][0], "block_id": f"deal-{number}"} for number in range(60)]
    bot.say("views.publish", user_id="U1", view={"type": "home", "blocks": blocks})
    page.goto("/as/U1/home")
    button = page.get_by_role("button", name="Open").nth(45)
    button.scroll_into_view_if_needed()
    before = page.evaluate("document.getElementById('main').scrollTop")
    button.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate("document.getElementById('main').scrollTop") == before > 0


@pytest.mark.parametrize("place", ["home", "dm", "C1"])
def test_at_phone_width_nothing_runs_off_the_side(page: Page, bot: Bot, place: str) -> None:
    page.set_viewport_size({"width": 375, "height": 812})
    bot.say("views.publish", user_id="U1", view=HOME)
    for channel in ("U1", "C1"):
        bot.say("chat.postMessage", channel=channel, text="long " * 60 + "x" * 200, blocks=HOME["blocks"])
    page.goto(f"/as/U1/{place}")
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollWidth <= 375 && {root}.scrollHeight <= 812")
    expect(page.get_by_role("button", name="Open").first).to_be_in_viewport()
    expect(page.get_by_label("Command")).to_be_in_viewport()


def test_without_javascript_a_command_and_a_form_still_work(
    chromium: Browser, address: str, bot: Bot
) -> None:
    page = chromium.new_context(base_url=address, java_script_enabled=False).new_page()
    page.goto("/as/U1/dm")
    page.get_by_label("Command").fill("/review")
    page.get_by_role("button", name="Send").click()
    page.get_by_label("The note").fill("12 Nov: yes")
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.locator("#modal")).to_have_count(0)
    assert bot.last()["view"]["state"]["values"]["note"]["note.set"]["value"] == "12 Nov: yes"
    page.context.close()
