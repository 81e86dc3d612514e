"""What a source says anew, where somebody in Slack has changed a subject since it spoke last."""

from collections.abc import Iterable, Mapping

from flows.company.changes import Change
from flows.company.subjects import Subject
from storage.changes import noted

Said = Mapping[tuple[int, str], str | None]  # see storage.changes.said_before_people


def news(before: Subject, found: Iterable[Change], said: Said) -> tuple[Change, ...]:
    """The changes without those in which the source repeats what it said before somebody changed it in Slack."""
    return tuple(
        one for one in found if (before.id, one.field) not in said or noted(one) != said[before.id, one.field]
    )
