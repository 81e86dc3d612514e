"""Wherever the colour of a deal or customer is shown, one click opens why it has it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from bot.evidence.views import form as evidence_form
from bot.finding import views as finding_views
from bot.kit import doors
from bot.review.views import page as review
from bot.review.views import restart
from bot.sandbox.limits import elements_of
from bot.standing.words import SHAPES, title
from storage import subjects
from tests.journeys.conftest import Actor, Json, Office, id_of, open_office, texts_in
from tests.journeys.walk import walk
from tests.journeys.walk_load import ROOMY

SHAPE = re.compile("|".join(SHAPES.values()))
PICKERS = {finding_views.PICKED, doors.EVIDENCE_SUBJECT}  # their choices show colours
PAGES = {
    restart.CHOOSE,
    review.PAGE,
    review.SUBMIT,
}  # the review itself shows a colour only as it was last time


@dataclass(frozen=True)
class Shown:
    """What one surface, or one row of Home, shows at a time."""

    text: str
    opens: frozenset[str]
    own: str  # whose Why? it is itself


def shown(sent: list[Json]) -> Iterator[Shown]:
    """Every surface that was sent: windows and messages whole, Home row by row."""
    for item in sent:
        if "blocks" in item:
            yield _of(item["blocks"])
        view = item.get("view")
        if view and view["type"] == "home":
            yield from (_of([block]) for block in view["blocks"])
        elif view and view["callback_id"] not in PAGES:
            own = view["private_metadata"] if view["callback_id"] == doors.WHY_WINDOW else ""
            yield _of(view["blocks"], own=own)


def _of(blocks: list[Json], *, own: str = "") -> Shown:
    return Shown("\n".join(texts_in(blocks)), frozenset(_opened(blocks)), own)


def _opened(node: object) -> Iterator[str]:
    """The subjects that a click here explains; one that was never reviewed is explained by its first review."""
    if isinstance(node, dict):
        if node.get("action_id") in {doors.WHY, doors.REVIEW}:
            yield str(node["value"])
        for value in node.values():
            yield from _opened(value)
    elif isinstance(node, list):
        for item in node:
            yield from _opened(item)


def windows(sent: list[Json]) -> list[Json]:
    """Every window that was sent."""
    views = [item["view"] for item in sent if "view" in item]
    return [view for view in views if view["type"] == "modal"]


def action_ids(view: Json) -> list[str]:
    """What can be touched in a window."""
    return [str(element.get("action_id")) for block in view["blocks"] for element in elements_of(block)]


def titles(office: Office) -> dict[str, set[str]]:
    """The ids of the subjects by the title that people see; some share one."""
    found: dict[str, set[str]] = {}
    with office.read() as desk:
        everything = subjects.everything(desk.tx, open_only=False)
        for each in everything:
            found.setdefault(title(each), set()).add(str(each.id))
    return found


def unexplained(sent: list[Json], known: dict[str, set[str]]) -> list[tuple[str, str]]:
    """Every title that stands with a colour where nothing opens its Why?, with the text around it."""
    alone = (
        r"(?<!\w)(?<! · )(?<!: ){}(?!\w)(?! · Qx)"  # no part of another name, and not as a deal's customer
    )
    patterns = {name: re.compile(alone.format(re.escape(name))) for name in known}
    return [
        (name, each.text)
        for each in shown(sent)
        if SHAPE.search(each.text)
        for name, pattern in patterns.items()
        if name in each.text and pattern.search(each.text) and not known[name] & {*each.opens, each.own}
    ]


def plain(name: str) -> str:
    """A name of one word, so that none is part of another."""
    return "Qx" + re.sub(r"\W", "", name)


def test_no_surface_shows_a_colour_without_its_why(sqlite_url: str) -> None:
    for office in open_office(sqlite_url, **ROOMY):
        walk(office, plain)
        known = titles(office)
        found = unexplained(office.sent(), known)
        coloured = [each for each in shown(office.sent()) if SHAPE.search(each.text)]

        asking = [view for view in windows(office.sent()) if PICKERS & {*action_ids(view)}]

    assert len(coloured) > 200
    assert found == []
    assert {view["callback_id"] for view in asking} == {finding_views.PICK, evidence_form.CHOOSE}
    assert [view for view in asking if finding_views.WHY not in action_ids(view)] == []


def test_a_colour_without_a_button_is_found() -> None:
    blocks = [{"type": "section", "text": {"type": "plain_text", "text": "Pilot · 🔺 Red"}}]
    opening = {"type": "button", "action_id": doors.WHY, "value": "7"}
    known = {"Pilot": {"7"}}

    assert unexplained([{"blocks": blocks}], known) == [("Pilot", "Pilot · 🔺 Red")]
    assert unexplained([{"blocks": [{**blocks[0], "accessory": opening}]}], known) == []
    assert unexplained([{"blocks": blocks}], {"Pilo": {"7"}}) == []


@pytest.fixture
def tom(staffed: Office, nothing_refused: None) -> Actor:
    """Tom with two deals, one of them reviewed."""
    first = staffed.add("Service agreement", id_of(staffed, "U0TOM"))
    staffed.add("Packing line", id_of(staffed, "U0TOM"))
    staffed.reviewed(first, "U0TOM", 2)
    return staffed.person("U0TOM")


def at_the_picker(tom: Actor, query: str = "e") -> None:
    """Tom looks for something that two names hold."""
    tom.closes()
    tom.says(f"/review {query}")
    tom.modal_with("Which one?")


def test_the_picker_explains_the_choice(tom: Actor) -> None:
    at_the_picker(tom)
    [choice] = [option for option in tom.finds("service") if option == "Service agreement"]
    assert choice
    tom.workspace.fill(tom.id, finding_views.PICKED, finding_views.PICKED, "1")

    tom.clicks(finding_views.WHY)

    tom.modal_with("answered on 23 November by Tom Seller")
    tom.workspace.close(tom.id)
    tom.modal_with("Which one?")


def test_the_picker_asks_for_a_choice_first_and_stays(tom: Actor) -> None:
    at_the_picker(tom)

    tom.clicks(finding_views.WHY)

    tom.modal_with("Choose one first.")
    tom.workspace.close(tom.id)
    tom.modal_with("Several names hold “e”. Which one?")
    assert tom.finds("") == ["Packing line", "Service agreement"]


def test_a_forged_choice_of_the_picker_explains_nothing(tom: Actor) -> None:
    at_the_picker(tom)
    other = tom.office.add("Secret", id_of(tom.office, "U0METTE"))
    view = tom.modal
    chosen = {"selected_option": {"value": str(other), "text": {"type": "plain_text", "text": "x"}}}
    state = {"values": {finding_views.PICKED: {finding_views.PICKED: chosen}}}

    tom.forges_in({**view, "state": state}, finding_views.WHY, "-")

    tom.modal_with("This one isn't yours to read")
    assert "Secret" not in tom.screen
