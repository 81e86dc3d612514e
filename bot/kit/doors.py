"""Doors: the ids of windows and buttons that lead from one feature into another, and the buttons themselves."""

from bot.kit.blocks import Block, button
from bot.kit.codec import ID
from bot.kit.place import Run
from bot.kit.texts import Texts

# Buttons; each carries the id of a subject.
WHY = "subject.open"
REVIEW = "review.open"
HISTORY = "history.open"
CHANGE = "subject.change"
ADD_EVIDENCE = "evidence.add"
# Carries the id of a review.
CORRECT = "review.correct"
# Buttons that carry nothing, or the name that was looked for.
BEGIN = "review.start"
RUN = "run.start"
ADD_DEAL = "deal.add"
ADD_CUSTOMER = "customer.add"
HAND_OVER = "handover.open"
SETUP = "setup.open"
DIGEST_PLACE = "place.open"
AWAY = "away.open"
RHYTHM = "rhythm.open"
MUTES = "mutes.open"
LATER = "later.open"
MEETING = "meeting.mine"
ACTIONS = "actions.open"
PULSE = "pulse.open"
REPORT = "report.open"
TARGETS = "targets.open"
# Windows over which another feature lays a form, or whose submit leads on.
WHY_WINDOW = "subject.review"
RESULT = "review.result"
NEXT = "run.next"
RESULTS = frozenset({RESULT, NEXT})
# The choice of a subject, in the form that makes a message evidence.
EVIDENCE_SUBJECT = "evidence.subject"


def opening(subject_id: int, t: Texts, *, primary: bool = False, label: str | None = None) -> Block:
    """Open: why a subject has its colour, from a row or a message; `label` is what a screen reader says."""
    return button(t("button.open"), WHY, value=ID.dump(subject_id), primary=primary, label=label)


def why(subject_id: int, t: Texts) -> Block:
    """Why?: the same, beside a colour."""
    return button(t("button.why"), WHY, value=ID.dump(subject_id))


def reviewing(subject_id: int, t: Texts, *, primary: bool = False, label: str | None = None) -> Block:
    """Review: opens the review of a subject."""
    return button(t("button.review"), REVIEW, value=ID.dump(subject_id), primary=primary, label=label)


def beginning(t: Texts, *, due: int = 1) -> Block:
    """Start: goes through all that is due, one after the other; with one it opens that one."""
    return button(t("button.begin"), RUN if due > 1 else BEGIN, primary=True)


def running(t: Texts, *, due: int, primary: bool = False) -> Block:
    """Review all that is due, one after the other."""
    return button(t("button.run", count=due), RUN, primary=primary)


def adding(t: Texts, *, name: str = "-") -> tuple[Block, Block]:
    """Add a deal, add a customer; both may carry the name that was not found."""
    return (
        button(t("button.add_deal"), ADD_DEAL, value=name),
        button(t("button.add_customer"), ADD_CUSTOMER, value=name),
    )


def progress(run: Run, t: Texts) -> str:
    """3 of 7."""
    return t("common.progress", number=run.number, of=run.of)
