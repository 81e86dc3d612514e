"""My actions: on Home, in a window of their own, and those of a team."""

from collections.abc import Sequence
from datetime import datetime

from bot.actions.usecases.lists import Mine, Settled
from bot.actions.usecases.reading import Item
from bot.actions.views.lines import line, settle_button, settled_line
from bot.kit import doors
from bot.kit.blocks import Block, View, actions, button, context, modal, rich, section
from bot.kit.codec import ID
from bot.kit.texts import Texts
from bot.standing.words import title
from flows.company.people import Person, Role

MINE, TEAM = "actions.mine", "actions.team"
OPEN_TEAM, OPEN_SUMS = "actions.team", "actions.sums"
PLAN = "action.plan"
NAMED = "actions.named"
BACK, MOVE, DROP = "action.back", "action.move", "action.drop"
MOST_ON_HOME = 3  # of each group
MOST_IN_WINDOW = 20


def home_blocks(mine: Mine, t: Texts, *, now: datetime) -> list[Block]:
    """On Home: some of what is overdue, due this week and later, the way to the rest; and how a team stands."""
    blocks: list[Block] = []
    if mine.count:
        blocks.append(rich([(t("action.mine"), "bold")]))
    for which, items in mine.groups.items():
        blocks.append(context(t(f"action.{which}")))
        blocks += [_home_row(item, t, now=now) for item in items[:MOST_ON_HOME]]
    left = sum(max(0, len(items) - MOST_ON_HOME) for items in mine.groups.values())
    if left:
        blocks.append(actions(button(t("action.more", count=left), doors.ACTIONS)))
    if mine.team_overdue:
        seeing = button(t("action.see_team"), OPEN_TEAM)
        blocks.append(section(t("action.team_overdue", count=mine.team_overdue), accessory=seeing))
    return blocks


def mine_view(mine: Mine, settled: Settled, t: Texts, *, now: datetime) -> View:
    """All of one's own, with what can be done about each; what was settled of late, with taking it back."""
    blocks = [section(t("action.none_of_mine"))] if not mine.count else []
    room = MOST_IN_WINDOW
    for which, items in mine.groups.items():
        shown = items[:room]
        room -= len(shown)
        if shown:
            blocks.append(rich([(t(f"action.{which}"), "bold")]))
        blocks += [block for item in shown for block in _row(item, t, now=now)]
    if mine.count > MOST_IN_WINDOW:
        blocks.append(context(t("list.more", count=mine.count - MOST_IN_WINDOW)))
    if settled.items:
        blocks.append(rich([(t("action.settled"), "bold")]))
    blocks += [_settled_row(item, t, now=now) for item in settled.items]
    if buttons := _buttons(mine, settled, t):
        blocks.append(actions(*buttons))
    if mine.person.role is Role.SELLER:
        blocks.append(context(t("action.is_named" if settled.is_named else "action.not_named")))
    return modal(t("action.mine"), blocks, callback_id=MINE, close=t("button.close"))


def team_view(teams: Sequence[tuple[Person, Sequence[Item]]], t: Texts, *, now: datetime) -> View:
    """What is open in a team, by person."""
    blocks = [section(t("action.none_in_team"))] if not teams else []
    room, left = MOST_IN_WINDOW, 0
    for person, items in teams:
        shown = items[:room]
        room, left = room - len(shown), left + len(items) - len(shown)
        if shown:
            blocks.append(rich([(person.name, "bold")]))
        blocks += [block for item in shown for block in _row(item, t, now=now)]
    if left:
        blocks.append(context(t("list.more", count=left)))
    return modal(t("action.team"), blocks, callback_id=TEAM, close=t("button.close"))


def _home_row(item: Item, t: Texts, *, now: datetime) -> Block:
    settling = settle_button(item, t) if item.may_settle else None
    return section(_said(item, t, now=now), accessory=settling, block_id=f"action.{item.item.id}")


def _row(item: Item, t: Texts, *, now: datetime) -> list[Block]:
    """The item, and what can be done about it."""
    row = section(_said(item, t, now=now), block_id=f"action.{item.item.id}")
    if not item.may_settle:
        return [row]
    value, buttons = ID.dump(item.item.id), [settle_button(item, t)]
    if item.lost_on is None:
        buttons.append(button(t("action.move"), MOVE, value=value))
        buttons.append(button(t("action.drop"), DROP, value=value))
    return [row, actions(*buttons)]


def _settled_row(item: Item, t: Texts, *, now: datetime) -> Block:
    back = button(t("action.back"), BACK, value=ID.dump(item.item.id))
    return section(settled_line(item, t, now=now), accessory=back, block_id=f"settled.{item.item.id}")


def _said(item: Item, t: Texts, *, now: datetime) -> str:
    """The line, and below it the subject."""
    return "\n".join([line(item, t, now=now), *([title(item.subject)] if item.subject else [])])


def _buttons(mine: Mine, settled: Settled, t: Texts) -> list[Block]:
    found = []
    if mine.may_plan:
        found.append(button(t("action.add"), PLAN))
    if mine.leads:
        found.append(button(t("action.see_team"), OPEN_TEAM))
    if mine.sees_sums:
        found.append(button(t("action.see_sums"), OPEN_SUMS))
    if mine.person.role is Role.SELLER:
        key = "action.name_me_not" if settled.is_named else "action.name_me"
        found.append(button(t(key), NAMED, value="off" if settled.is_named else "on"))
    return found
