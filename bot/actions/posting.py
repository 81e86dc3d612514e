"""What follows an action item: word to whoever is to do it."""

from collections.abc import Sequence

from bot.actions.views.action_items import DONE
from bot.kit import doors
from bot.kit.blocks import Message, actions, button, section
from bot.kit.codec import ID
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell
from bot.standing.words import title
from flows.company.people import Person, reads
from flows.facts import ActionItemAdded
from storage import action_items, people, subjects

ACTION_ITEM = "action_item"


def tell_doer(desk: Desk, fact: ActionItemAdded) -> None:
    """Word to whoever is to do it, unless they have said so themselves."""
    if fact.doer_id not in (None, fact.person_id):
        doer = people.by_id(desk.tx, fact.doer_id)
        tell(desk, doer, ACTION_ITEM, f"{fact.item_id}", item=fact.item_id)


def action_item(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """Who says what is to be done, by when: Done, and Open for those who may read it."""
    item = action_items.get(desk.tx, facts["item"])
    if item is None or reader is None:
        return ()
    [subject] = subjects.those(desk.tx, [item.subject_id])
    t, name = desk.texts(reader), people.name_of(desk.tx, item.created_by)
    day = t.day(item.by, now=desk.now, weekday=True)
    text = t("notice.action_item", name=name, subject=title(subject), what=item.what, day=day)
    buttons = [button(t("action.done"), DONE, value=ID.dump(item.id))]
    if subjects.get(desk.tx, subject.id, viewer=reader, reach=reads(reader)) is not None:
        buttons.insert(0, doors.opening(subject.id, t, primary=True))
    return ({"text": text, "blocks": [section(text), actions(*buttons)]},)
