"""The window with all of one colour, a page at a time."""

from datetime import datetime
from typing import NamedTuple

from bot.digest.usecases.listing import Chosen, Page
from bot.kit import doors
from bot.kit.blocks import Block, View, actions, button, context, modal, section
from bot.kit.codec import VALUE, Codec, Count, Id
from bot.kit.texts import Texts
from bot.standing.rows import lines
from bot.standing.standings import Standing
from bot.standing.words import SHAPES, owned_title, title
from flows.company.colour import Colour

LIST = "digest.list"
OPEN = "digest.list.open"
BACK = "digest.list.back"
ON = "digest.list.on"


class Place(NamedTuple):
    """Which page of which list a button leads to."""

    colour: Colour
    team: Id | None
    page: Count


PLACE: Codec[Place] = Codec(Place, most=VALUE)


def opening(chosen: Chosen, t: Texts, *, count: int) -> Block:
    """The button that opens all of them."""
    place = Place(chosen.colour, chosen.team, 0)
    return button(t("digest.see_all", count=count), OPEN, value=PLACE.dump(place))


def list_view(page: Page, t: Texts, *, now: datetime) -> View:
    """Each with its colour, value, date and why, and the button that opens it."""
    colour = page.chosen.colour
    lead = f"{SHAPES[colour]} {t('digest.list', colour=t(f'colour.{colour}'), count=page.total)}"
    blocks = (
        [section(lead), context(t("digest.list_now"))] if page.total else [section(t("digest.list_none"))]
    )
    blocks += [_row(standing, t, now=now) for standing in page.standings]
    if page.pages > 1:
        blocks += _turning(page, t)
    return modal(t("digest.list_title"), blocks, callback_id=LIST, close=t("button.close"))


def _row(standing: Standing, t: Texts, *, now: datetime) -> Block:
    text = "\n".join([owned_title(standing, t), *lines(standing, None, t, now=now)])
    label = t("button.open_label", name=title(standing.subject))
    return section(text, accessory=doors.opening(standing.subject.id, t, label=label))


def _turning(page: Page, t: Texts) -> list[Block]:
    def to(name: str, action_id: str, number: int) -> Block:
        place = Place(page.chosen.colour, page.chosen.team, number)
        return button(t(name), action_id, value=PLACE.dump(place))

    buttons = [to("digest.list_previous", BACK, page.number - 1)] if page.number else []
    buttons += [to("digest.list_next", ON, page.number + 1)] if page.number + 1 < page.pages else []
    line = t("digest.list_page", page=page.number + 1, of=page.pages)
    return [context(line), actions(*buttons)]
