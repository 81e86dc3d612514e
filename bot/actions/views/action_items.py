"""The action items of a subject as they stand in Why?, in a result and in the text for a CRM."""

from datetime import datetime

from bot.actions.usecases.action_items import ActionItems
from bot.actions.usecases.reading import Item
from bot.actions.views.lines import DONE, done_line, line, settle_button
from bot.kit.blocks import Block, actions, bullets, button, context, rich, section
from bot.kit.codec import VALUE, Codec, Id, Text
from bot.kit.texts import Texts
from bot.standing.standings import Standing

__all__ = ["ABOUT", "ADD", "DONE", "asking", "blocks", "line", "offering"]

ADD = "action.add"
ABOUT: Codec[tuple[int, str]] = Codec(tuple[Id, Text], most=VALUE)  # the subject, and the area or ""
MOST_OPEN = 5
MOST_DONE = 3


def blocks(items: ActionItems, standing: Standing, t: Texts, *, now: datetime) -> list[Block]:
    """In Why?: what is open, each with Done for those who may say so, what was done of late, and adding one."""
    if not (items.open or items.done or items.may_add):
        return []
    none_yet = [] if items.open else [(" · " + t("action.none"), "")]
    found = [rich([(t("action.title"), "bold"), *none_yet])]
    found += [_row(item, t, now=now) for item in items.open[:MOST_OPEN]]
    if len(items.open) > MOST_OPEN:
        found.append(context(t("list.more", count=len(items.open) - MOST_OPEN)))
    if items.done:
        done = [done_line(item, t, now=now) for item in items.done[:MOST_DONE]]
        found.append(context(t("action.done_of_late", items="; ".join(done))))
    return [*found, actions(_adding(standing, t))] if items.may_add else found


def asking(items: ActionItems, standing: Standing, t: Texts, *, now: datetime) -> list[Block]:
    """In a result: a question for every red area that has no action item, and what is open already."""
    names = {area.id: area.short[t.language] for area in standing.scorecard.areas}
    found = [
        section(t("action.asks", area=names[id_]), accessory=_adding(standing, t, area_id=id_))
        for id_ in items.asks
    ]
    if items.open:
        listed = [line(item, t, now=now) for item in items.open[:MOST_OPEN]]
        found += [rich([(t("action.title"), "bold")]), bullets(listed)]
    return found


def offering(items: ActionItems, standing: Standing, t: Texts) -> list[Block]:
    """In a result: the quiet button, where an area is not green and doesn't ask."""
    return [_adding(standing, t)] if items.offers else []


def _row(item: Item, t: Texts, *, now: datetime) -> Block:
    settling = settle_button(item, t) if item.may_settle else None
    return section(line(item, t, now=now), accessory=settling, block_id=f"action.{item.item.id}")


def _adding(standing: Standing, t: Texts, *, area_id: str = "") -> Block:
    return button(t("action.add"), ADD, value=ABOUT.dump((standing.subject.id, area_id)))
