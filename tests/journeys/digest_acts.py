"""Setting where a digest goes, as people do it: the form, field by field."""

from bot.digest.views import places as views
from bot.kit import doors
from tests.journeys.conftest import Actor


def opens_place(actor: Actor) -> None:
    """Open the form: an admin from Setup, others from what /review digest says."""
    actor.closes()
    actor.says("/review setup", channel="C2")
    if "Setup is for" in actor.screen or "Opsætning er for" in actor.screen:
        actor.closes()
        actor.says("/review digest", channel="C2")
        assert actor.modal
    actor.clicks(doors.DIGEST_PLACE)
    actor.workspace.wait_for(lambda: (actor.workspace.modal(actor.id) or {}).get("callback_id") == views.SAVE)


def chooses_team(actor: Actor, leader: str) -> None:
    """Choose whose figures are meant, and wait for what is set for that team."""
    before = actor.modal["hash"]
    actor.workspace.click(actor.id, surface="modal", action_id=views.LEADER, value=leader)
    actor.workspace.wait_for(
        lambda: (actor.workspace.modal(actor.id) or {}).get("hash") not in {None, before}
    )


def fills_place(actor: Actor, **chosen: str | list[str] | None) -> None:
    """Fill in the form: channel, weekday, at, zone, language, amounts, confirm."""
    blocks = [block["block_id"] for block in actor.modal["blocks"] if block["type"] == "input"]
    for part, value in chosen.items():
        action = f"place.{part}"
        block = next(id_ for id_ in blocks if id_.startswith(action))
        actor.workspace.fill(actor.id, block, action, value)


def saves_place(actor: Actor) -> str:
    """Press Save and read what stands there in the end."""
    actor.submits()
    actor.workspace.wait_for(lambda: not any(wait in actor.screen for wait in ("One moment", "Et øjeblik")))
    return actor.screen
