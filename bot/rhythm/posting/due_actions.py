"""Having people reminded of their action items: in the morning of the day, once more after it, then quiet."""

from bot.actions.posting import ACTION_DUE
from bot.kit.desk import Desk
from bot.people.usecases.planning import days_off
from flows.review.action_item import LOST
from flows.rhythm.due_actions import Reminder, Step, Working, following, moment_of
from storage import due_actions, outbox
from storage.due_actions import Due
from storage.outbox import Note, Turn

AT_ONCE = 500  # action items; whoever else wants to write waits so long


def remind_of_actions(desk: Desk) -> bool:
    """Have some people reminded of what is due, and plan what comes next; whether there may be others.

    What comes on a day off, in an absence, or while nobody is at work goes to their next morning. What is of a lost
    deal, or of who is not in Slack, waits until that is otherwise. A second run or replica writes nothing more.
    """
    found = due_actions.some_due(desk.tx, kind=ACTION_DUE, limit=AT_ONCE)
    waiting = [each for each in found if each.status in LOST or not each.is_there]
    due_actions.let_wait(desk.tx, [each.item_id for each in waiting])
    steps: dict[int, Step | None] = {}
    notes = []
    for each in found:
        if each in waiting:
            continue
        working = Working(each.timezone, days_off(desk, [each.country]), each.away_until)
        moment = moment_of(each.step, each.by, working, now=desk.now)
        if moment and moment > desk.now:
            steps[each.item_id] = Step(each.step.reminder, moment)
            continue
        steps[each.item_id] = following(each.step.reminder, working, now=desk.now) if moment else None
        if moment and each.is_wanted:
            notes.append(_note(each))
    due_actions.plan(desk.tx, steps)
    outbox.put_many(desk.tx, notes)
    return len(found) == AT_ONCE


def _note(due: Due) -> Note:
    """One for each reminder of each action item."""
    reminder = due.step.reminder
    facts = {"item": due.item_id, "last": reminder is Reminder.AFTER}
    key = f"{ACTION_DUE}:{due.item_id}:{due.by}:{reminder}"
    return Note(ACTION_DUE, due.slack_id or "", key, facts, turn=Turn.LAST)
