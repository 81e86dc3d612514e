"""The walk's part about the report: asked for, twice at once, refused, not taken by Slack, and broken off.

What comes with one that is sent has journeys of its own: to make one takes as long as a tenth of the walk.
"""

from bot.report import jobs
from bot.report.posting import KINDS
from bot.report.usecases.asking import LONGEST, Asked, take_in_hand
from storage.in_hand import in_hand
from tests.journeys.conftest import Actor, Office
from tests.waiting import until

JENS, TOM, DORTE = "U0JENS", "U0TOM", "U0DORTE"
NO_SCOPE = {"kind": "error", "error": "missing_scope", "needed": "files:write"}


def report(office: Office) -> None:
    """Every window and message of it."""
    dorte, jens = office.person(DORTE), office.person(JENS)
    asks(office.person(TOM), "report")
    with office.house.one_report:
        for _ in range(2):
            asks(dorte, "report")
    until(lambda: _is_made(office))
    office.workspace.faults.add(method="files.getUploadURLExternal", **NO_SCOPE)
    asks(jens, "rapport")
    until(lambda: _is_made(office))
    with office.write() as desk:
        take_in_hand(desk, office.who(DORTE), Asked("2026-11", None, "en"), "V1.h")
    office.passes(minutes=31)
    jobs.end_left_behind_everywhere(office.house)
    office.tick()


def asks(actor: Actor, word: str) -> None:
    """Ask for the usual one, where they may."""
    actor.closes()
    actor.says(word)
    if actor.modal.get("submit"):
        actor.submits()
        assert actor.modal
    actor.closes()


def _is_made(office: Office) -> bool:
    """Whether all that was asked for has come, or was told of."""
    with office.read() as desk:
        return not in_hand(desk.tx, KINDS, since=desk.now - LONGEST)
