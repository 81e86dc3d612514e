"""Why a subject has its colour: everything that it rests on, for somebody who may read it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.actions.usecases.action_items import ActionItems, action_items_of
from bot.evidence.usecases.exhibits import Exhibits, exhibits_of
from bot.kit.desk import Desk
from bot.remarks.usecases import Lowering, lowerings
from bot.review.usecases.correcting import may_correct
from bot.second_views.usecases.agreement import comparable
from bot.second_views.usecases.giving import may_give
from bot.standing.access import readable
from bot.standing.readers import score_hidden
from bot.standing.standings import Scored, Standing, by_attention, standings, way_of
from flows.company.people import Person, helpers, reads, scores
from flows.company.subjects import Kind, Status, Subject, key_of
from flows.facts import HelpAsked
from flows.review.review import Review
from flows.scoring.way_up import Way, strengths
from storage import people, reviews, subjects, wishes

NO_ACTION_ITEMS = ActionItems()


@dataclass(frozen=True)
class Grounds:
    """What a subject's score rests on: its last review, who answered it, the way up, what is strong.

    `has_history` says whether there is something before the last review, or something to do about it.
    `lowerings` are the levels that others lowered; `may_remark` says whether the reader owns it.
    """

    standing: Scored
    last: Review | None
    answered_by: str
    way: Way | None
    strong: tuple[str, ...]
    has_history: bool
    lowerings: tuple[Lowering, ...] = ()
    may_remark: bool = False


@dataclass(frozen=True)
class Explanation:
    """A subject with what belongs to it; `grounds` are None for a reader who is blind to it.

    `may_change` says whether the reader may look after it, `may_score` whether it is open besides.
    `related` are a customer's open deals or a deal's customer, as far as the reader may read them.
    `exhibits` are the evidence by area id, as this reader sees it. `may_give` says whether they may give it
    to an auditor; `both_views` is the id of the second view that they may see beside the other one.
    """

    standing: Standing
    grounds: Grounds | None
    may_score: bool
    may_change: bool = False
    related: tuple[Standing, ...] = ()
    may_give: bool = False
    both_views: int | None = None
    exhibits: Exhibits = field(default_factory=dict)
    action_items: ActionItems = NO_ACTION_ITEMS


def explain(desk: Desk, person: Person, subject_id: int) -> Explanation:
    """The explanation of a subject's colour now; refuses what the person may not read."""
    subject = readable(desk, person, subject_id)
    standing, *related = standings(desk, person, [subject, *related_to(desk, person, subject)])
    scorable = subjects.get(desk.tx, subject_id, viewer=person, reach=scores(person))
    newest = reviews.history(desk.tx, subject_id, limit=2)
    return Explanation(
        standing=standing,
        grounds=_grounds(desk, person, standing, newest) if isinstance(standing, Scored) else None,
        may_score=scorable is not None and subject.status is Status.OPEN,
        may_change=scorable is not None,
        related=tuple(by_attention(related)),
        may_give=may_give(desk, person, subject),
        both_views=comparable(desk, person, subject),
        exhibits=exhibits_of(desk, person, subject, newest[0] if newest else None),
        action_items=action_items_of(desk, person, standing, may_score=scorable is not None),
    )


def explain_score(desk: Desk, person: Person, subject_id: int) -> tuple[Grounds, ActionItems]:
    """The grounds alone, with the action items; refuses besides who is blind to it."""
    explanation = explain(desk, person, subject_id)
    if explanation.grounds is None:
        raise score_hidden(desk, person, subject_id)
    return explanation.grounds, explanation.action_items


def _grounds(desk: Desk, person: Person, standing: Scored, newest: Sequence[Review]) -> Grounds:
    """`newest` are the last review and the one before it."""
    last = newest[0] if newest else None
    subject = standing.subject
    return Grounds(
        standing=standing,
        last=last,
        answered_by=people.name_of(desk.tx, last.person_id) if last else "",
        way=way_of(desk, standing),
        strong=strengths(standing.score),
        has_history=len(newest) > 1 or (last is not None and may_correct(desk, person, subject, last)),
        lowerings=lowerings(desk, subject),
        may_remark=standing.is_of(person),
    )


def ask_for_help(desk: Desk, person: Person, subject_id: int) -> str | None:
    """Ask the one who can help with a subject; gives their name, None where there is nobody in Slack.

    That is the first of the person's manager, that one's, and the directors who is in Slack and may read it too.
    Refuses what the person may not read.
    """
    readable(desk, person, subject_id)
    for helper in helpers(person, {each.id: each for each in people.all_of(desk.tx)}):
        if subjects.get(desk.tx, subject_id, viewer=helper, reach=reads(helper)):
            wishes.add(desk.tx, subject_id=subject_id, person_id=person.id, helper_id=helper.id)
            desk.say(HelpAsked(subject_id, person.id, helper.id))
            return helper.name
    return None


def related_to(desk: Desk, person: Person, subject: Subject) -> list[Subject]:
    """A customer's open deals, or a deal's customer; only what the person may read."""
    if subject.kind is Kind.DEAL:
        key = key_of(subject.customer)
        if not key:
            return []
        return subjects.customers_called(desk.tx, key, subject.account_id, viewer=person, reach=reads(person))
    key = key_of(subject.name)
    deals = subjects.deals_naming(desk.tx, subject.name, viewer=person, reach=reads(person))
    named = [deal for deal in deals if key_of(deal.customer) == key]
    if subject.account_id is None:
        return named
    its = subjects.deals_of_account(desk.tx, subject.account_id, viewer=person, reach=reads(person))
    return its + [deal for deal in named if deal.account_id is None]
