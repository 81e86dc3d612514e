"""What people do in the window of a 1-to-1, for journeys."""

from typing import Any

from bot.meetings.views import frame
from bot.rhythm.views import pairs as rhythm
from flows.rhythm.pair import Every
from tests.journeys.conftest import Actor, Office, texts_in
from tests.journeys.rhythm_acts import paired


def fills(actor: Actor, action: str, value: object, *, nth: int = 0) -> None:
    """Fill the nth field of the window with this element."""
    found = [
        block["block_id"]
        for block in actor.modal["blocks"]
        if block.get("element", {}).get("action_id") == action
    ]
    actor.workspace.fill(actor.id, found[nth], action, value)  # type: ignore[arg-type]


def options(actor: Actor, action: str) -> list[dict[str, Any]]:
    """What a menu of the window offers."""
    element = next(
        block["element"]
        for block in actor.modal["blocks"]
        if block.get("element", {}).get("action_id") == action
    )
    groups = element.get("option_groups", [{"options": element.get("options", [])}])
    return [option for group in groups for option in group["options"]]


def begun(office: Office, **more: Any) -> tuple[Actor, Actor]:
    """Tom has reviewed what is his, and Anne begins their 1-to-1."""
    tom, anne = paired(office, every=Every.WEEK, **more), office.person("U0ANNE")
    for number, level in ((1, 1), (2, 2)):
        office.reviewed(int(office.nth(number)), "U0TOM", level)
    starts(anne)
    return tom, anne


def starts(actor: Actor) -> None:
    """Begin the 1-to-1 of one's first pair."""
    actor.closes()
    actor.says("rhythm")
    actor.presses(rhythm.START)


def shared(office: Office) -> list[str]:
    """What stands in the conversation that the two have with the bot."""
    [group] = [each for each in office.workspace.channels.values() if each.members]
    return ["\n".join(texts_in(each.blocks)) for each in office.workspace.messages(group.id)]


def goes_to(actor: Actor, stop: str) -> None:
    """Choose a stop in the menu below."""
    menu = next(
        element
        for block in actor.modal["blocks"]
        for element in block.get("elements", [])
        if element.get("action_id") == frame.GOTO
    )
    [value] = [each["value"] for each in menu["options"] if each["value"].endswith(f'"{stop}"]')]
    before = actor.modal["hash"]
    actor.clicks(frame.GOTO, value=value)
    actor.workspace.wait_for(lambda: actor.modal["hash"] != before)
