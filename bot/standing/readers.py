"""Who reads a score, and from whom it is hidden."""

from enum import Enum

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from flows.company.people import Person
from storage import blindness, second_views


class Public(Enum):
    """Readers who are no person: whoever is in the digest's channel, and whoever runs `revisor status`."""

    COMPANY = "company"


COMPANY = Public.COMPANY
Viewer = Person | Public


def hidden_from(desk: Desk, viewer: Viewer) -> frozenset[int]:
    """One query: the ids of the subjects to which this reader is blind, so that they see nothing of their scores.

    The whole company's figures hide nothing: a subject that its lists left out could be told from its sums. So
    whoever is blind to a subject reads of it in a channel that they are in, as everybody there does.
    """
    return blindness.hidden_from(desk.tx, viewer) if isinstance(viewer, Person) else frozenset()


def is_blind(desk: Desk, person: Person, subject_id: int) -> bool:
    """Whether this person is to see nothing of the subject's score until they have sent their own review."""
    return subject_id in hidden_from(desk, person)


def score_hidden(desk: Desk, person: Person, subject_id: int) -> Refusal:
    """What somebody hears who is blind to the subject: until when it is hidden from them."""
    view = second_views.under_way(desk.tx, subject_id, person.id)
    return Refusal("under_review" if view and view.before else "score_hidden")
