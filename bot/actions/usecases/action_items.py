"""A subject's action items as a reader sees them: what is open, what was done of late, and what asks for one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.kit.desk import Desk
from bot.standing.standings import Scored, Standing
from bot.standing.versions import scorecard_of
from flows.company.people import Person
from flows.company.subjects import Status
from flows.review.action_item import ActionItem
from flows.scorecards.scorecard import Scorecard
from flows.scoring.movable import asks, not_green
from storage import action_items, people

RECENT = timedelta(days=28)  # how long what is done is still shown


@dataclass(frozen=True)
class Item:
    """An action item as somebody reads it.

    `who` is None for the customer; `scorecard` is the one that its question stands in; `is_past` says whether
    its day is over where the reader is.
    """

    item: ActionItem
    who: str | None
    scorecard: Scorecard
    is_past: bool
    may_finish: bool


@dataclass(frozen=True)
class ActionItems:
    """What is open (the soonest first) and was done of late (the latest first), and what the reader may add.

    `asks` are the areas that ask for one, `offers` says whether any other does. Both are empty for
    somebody who may not add one, and for who is blind to the subject: they would tell its colours.
    """

    open: tuple[Item, ...] = ()
    done: tuple[Item, ...] = ()
    asks: tuple[str, ...] = ()
    offers: bool = False

    @property
    def may_add(self) -> bool:
        """Whether the reader may add one."""
        return bool(self.asks) or self.offers


def today_of(person: Person, now: datetime) -> date:
    """The local day of a person."""
    return now.astimezone(ZoneInfo(person.timezone)).date()


def action_items_of(desk: Desk, person: Person, standing: Standing, *, may_score: bool) -> ActionItems:
    """The action items of a subject that this person may read; `may_score` says whether they may score it."""
    subject = standing.subject
    found = action_items.of(desk.tx, [subject.id])
    names = people.names(desk.tx) if found else {}
    items = [
        Item(
            item=item,
            who=None if item.person_id is None else names.get(item.person_id, ""),
            scorecard=scorecard_of(desk, item.scorecard_hash),
            is_past=item.by < today_of(person, desk.now),
            may_finish=may_score or item.person_id == person.id,
        )
        for item in found
    ]
    done = [each for each in items if each.item.done_at and each.item.done_at > desk.now - RECENT]
    these = ActionItems(
        open=tuple(each for each in items if each.item.done_at is None),
        done=tuple(sorted(done, key=lambda each: each.item.done_at or desk.now, reverse=True)),
    )
    if may_score and subject.status is Status.OPEN and isinstance(standing, Scored):
        return _with_wishes(these, standing)
    return these


def _with_wishes(these: ActionItems, standing: Scored) -> ActionItems:
    if standing.current is None:
        return these
    asked = asks(standing.scorecard, standing.score, [each.item.question_id for each in these.open])
    others = not_green(standing.score) - set(asked)
    return ActionItems(these.open, these.done, asked, bool(others))
