"""What follows an action item and a remark: one message each."""

from collections.abc import Sequence

from bot import notices_ as notices
from bot.kit.blocks import Message
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell
from bot.standing.access import refuse_blind
from bot.standing.versions import scorecard_of
from flows.company.people import Person, reads
from flows.facts import ItemAdded, Remarked
from storage import action_items, people, remarks, reviews, subjects

STEP = "step"
REMARK = "remark"


def tell_doer(desk: Desk, fact: ItemAdded) -> None:
    """Word to whoever is to do it, unless they have said so themselves."""
    if fact.doer_id not in (None, fact.person_id):
        doer = people.by_id(desk.tx, fact.doer_id)
        tell(desk, doer, STEP, f"{fact.item_id}", item=fact.item_id)


def tell_lowerer(desk: Desk, fact: Remarked) -> None:
    """Word to whoever lowered the level."""
    review = reviews.get(desk.tx, fact.review_id)
    author = people.by_id(desk.tx, review.person_id) if review else None
    occurrence = f"{fact.review_id}:{fact.question_id}"
    tell(desk, author, REMARK, occurrence, review=fact.review_id, question=fact.question_id)


def step(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """What is to be done, by when; it offers to open the subject to those who may read it."""
    item = action_items.get(desk.tx, facts["item"])
    if item is None or reader is None:
        return ()
    [subject] = subjects.those(desk.tx, [item.subject_id])
    author = people.by_id(desk.tx, item.created_by)
    may_open = subjects.get(desk.tx, item.subject_id, viewer=reader, reach=reads(reader)) is not None
    name = author.name if author else ""
    t = desk.texts(reader)
    return (notices.step(item, subject, t, name=name, may_open=may_open, now=desk.now),)


def remark(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """What the owner says of a level, for whoever lowered it, unless they are blind to it by now."""
    said = [one for one in remarks.of(desk.tx, [facts["review"]]) if one.question_id == facts["question"]]
    review = reviews.get(desk.tx, facts["review"])
    if not said or review is None or reader is None:
        return ()
    refuse_blind(desk, reader, review.subject_id)
    [subject] = subjects.those(desk.tx, [review.subject_id])
    owner = people.by_id(desk.tx, said[0].person_id)
    name = owner.name if owner else ""
    place = (scorecard_of(desk, review.scorecard_hash), facts["question"])
    return (notices.remarked(subject, place, said[0].text, desk.texts(reader), name=name),)
