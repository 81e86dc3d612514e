"""What is said of action items: to whoever is to do one, on its day, and to the manager of who left theirs."""

from collections.abc import Sequence

from bot.actions.usecases.reading import Item, listed, today_of
from bot.actions.views.lines import DONE
from bot.actions.views.mine import OPEN_TEAM
from bot.kit import doors
from bot.kit.blocks import Block, Message, actions, bullets, button, section
from bot.kit.codec import ID
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell
from bot.kit.texts import Texts
from bot.standing.words import title
from flows.company.people import Person, helpers, reads
from flows.facts import ActionItemAdded, PersonLeft
from storage import action_items, people, subjects

ACTION_ITEM, ACTION_DUE, ACTIONS_LEFT = "action_item", "action_due", "actions_left"
MOST = 10


def tell_doer(desk: Desk, fact: ActionItemAdded) -> None:
    """Word to whoever is to do it, unless they have said so themselves."""
    if fact.doer_id not in (None, fact.person_id):
        doer = people.by_id(desk.tx, fact.doer_id)
        tell(desk, doer, ACTION_ITEM, f"{fact.item_id}", item=fact.item_id)


def tell_manager(desk: Desk, fact: PersonLeft) -> None:
    """Word to the manager of who left, or the next who leads, of what they saw to; nothing where that is nothing."""
    everybody = {each.id: each for each in people.all_of(desk.tx)}
    able = helpers(everybody[fact.person_id], everybody)
    if able and action_items.open_of(desk.tx, [fact.person_id]):
        occurrence = f"{fact.person_id}.{able[0].id}:{desk.now.date()}"
        tell(desk, able[0], ACTIONS_LEFT, occurrence, person=fact.person_id)


def action_item(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """Who says what is to be done, by when: Done, and Open for those who may read it."""
    item = action_items.get(desk.tx, facts["item"])
    if item is None or reader is None:
        return ()
    [read], t = listed(desk, reader, [item]), desk.texts(reader)
    text = t(
        "notice.action_item" if read.subject else "notice.action_of_plan",
        name=people.name_of(desk.tx, item.created_by),
        subject=title(read.subject) if read.subject else "",
        what=item.what,
        day=t.day(item.by, now=desk.now, weekday=True),
    )
    return (_message(desk, read, text, reader, t),)


def action_due(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """What is to be done today, or was to be by now; nothing once something has become of it, or it was lost."""
    item = action_items.get(desk.tx, facts["item"])
    if item is None or reader is None or not item.is_open or item.is_lost:
        return ()
    [read], t = listed(desk, reader, [item]), desk.texts(reader)
    is_past = item.by < today_of(reader, desk.now)
    key = ("past" if is_past else "today") + ("" if item.person_id else "_customer")
    text = t(
        f"notice.action_{key}",
        what=f"{item.what} ({title(read.subject)})" if read.subject else item.what,
        day=t.day(item.by, now=desk.now, weekday=True),
    )
    if facts["last"]:
        text = f"{text} {t('notice.action_last')}"
    return (_message(desk, read, text, reader, t),)


def actions_left(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """How many of who left are open, and for their manager which; nothing where all are settled, or they are back."""
    person = people.by_id(desk.tx, facts["person"])
    found = action_items.open_of(desk.tx, [facts["person"]])
    if reader is None or person is None or person.slack_id or not found:
        return ()
    t = desk.texts(reader)
    text = t("notice.actions_left", name=person.name, count=len(found))
    if person.manager_id != reader.id:  # a plan is for their manager, and nobody further up
        return ({"text": text, "blocks": [section(text)]},)
    lines = [
        t("notice.action_left", what=each.what, day=t.day(each.by, now=desk.now)) for each in found[:MOST]
    ]
    if len(found) > MOST:
        lines.append(t("list.more", count=len(found) - MOST))
    seeing = actions(button(t("action.see_team"), OPEN_TEAM))
    return ({"text": text, "blocks": [section(text), bullets(lines), seeing]},)


def _message(desk: Desk, read: Item, text: str, reader: Person, t: Texts) -> Message:
    """With Done, and Open: the subject for those who may read it, else one's own actions."""
    item, buttons = read.item, []
    opens: Block = button(t("button.open"), doors.ACTIONS)
    if item.subject_id and subjects.get(desk.tx, item.subject_id, viewer=reader, reach=reads(reader)):
        opens = doors.opening(item.subject_id, t, primary=True)
    buttons = [opens, button(t("action.done"), DONE, value=ID.dump(item.id))]
    return {"text": text, "blocks": [section(text), actions(*buttons)]}
