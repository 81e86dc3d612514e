"""A subject's action items as a reader sees them: what is open, what was done of late, and what asks for one."""

from dataclasses import dataclass
from datetime import timedelta

from bot.actions.usecases.reading import Item, of_subject
from bot.kit.desk import Desk
from bot.standing.standings import Scored, Standing
from flows.company.people import Person
from flows.company.subjects import Status
from flows.review.action_item import Fate, Kind
from flows.scoring.movable import asks, not_green

RECENT = timedelta(days=28)  # how long what is done is still shown


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

    @property
    def with_customer(self) -> tuple[Item, ...]:
        """What is open and no part of anybody's plan."""
        return tuple(each for each in self.open if each.item.kind is Kind.CUSTOMER)


def action_items_of(desk: Desk, person: Person, standing: Standing, *, may_score: bool) -> ActionItems:
    """The action items of a subject that this person may read; `may_score` says whether they may score it."""
    subject, is_blind = standing.subject, not isinstance(standing, Scored)
    items = of_subject(desk, person, subject, may_score=may_score, is_blind=is_blind)
    done = [
        (became.at, each)
        for each in items
        if (became := each.item.became) and became.fate is Fate.DONE and became.at > desk.now - RECENT
    ]
    these = ActionItems(
        open=tuple(each for each in items if each.item.is_open),
        done=tuple(each for _, each in sorted(done, key=lambda pair: pair[0], reverse=True)),
    )
    if may_score and subject.status is Status.OPEN and isinstance(standing, Scored):
        return _with_wishes(these, standing)
    return these


def _with_wishes(these: ActionItems, standing: Scored) -> ActionItems:
    if standing.current is None:
        return these
    moved = [each.item.question_id for each in these.open if each.item.question_id]
    asked = asks(standing.scorecard, standing.score, moved)
    others = not_green(standing.score) - set(asked)
    return ActionItems(these.open, these.done, asked, bool(others))
