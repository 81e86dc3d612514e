"""Finding a subject and adding a deal."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.texts import Texts
from bot.usecases.standings import Standing
from bot.views.blocks import Block, View, actions, button, context, cut, field, modal, option, section
from bot.views.home import ADD
from bot.views.review import OPEN
from bot.views.run import start_button
from bot.views.status import title, whole

PICK = "pick.submit"
PICKED = "pick.subject"
CREATE = "deal.create"
VALUE = "deal.value"
MOST_NAME = 200


def picker_view(t: Texts, *, query: str, due: int) -> View:
    """A type-ahead picker of the person's subjects; submit opens one, a button goes through all."""
    lead = t("pick.found", query=cut(query, 100)) if query else t("pick.due", count=due)
    element: Block = {
        "type": "external_select",
        "action_id": PICKED,
        "min_query_length": 0,
        "placeholder": {"type": "plain_text", "text": t("pick.placeholder"), "emoji": False},
    }
    all_of_it = [actions(start_button(t, due=due))] if due > 1 else []
    return modal(
        t("pick.title"),
        [section(lead), *all_of_it, field(t("pick.label"), element, block_id=PICKED)],
        callback_id=PICK,
        close=t("button.close"),
        submit=t("pick.submit"),
        data=cut(query, 200) if query else "",
    )


def options(standings: Sequence[Standing], t: Texts, *, now: datetime) -> list[Block]:
    """At most 100 choices: the name, and where it stands."""
    return [
        option(title(standing), str(standing.subject.id), whole(standing, t, now=now))
        for standing in standings[:100]
    ]


def none_found_view(query: str, nearest: Sequence[Standing], t: Texts) -> View:
    """No subject has these words: the nearest names, a button to add a deal, one line of help."""
    blocks: list[Block] = [section(t("pick.none", query=cut(query, 200)))]
    if nearest:
        blocks.append(section(t("pick.nearest")))
        blocks += [
            section(
                title(standing),
                accessory=button(t("home.review"), OPEN, value=str(standing.subject.id)),
                block_id=f"nearest.{standing.subject.id}",
            )
            for standing in nearest
        ]
    blocks += [actions(button(t("home.add"), ADD, value=cut(query, 200))), context(t("pick.help"))]
    return modal(t("pick.title"), blocks, callback_id=PICK, close=t("button.close"))


def add_view(t: Texts, *, name: str, currency: str) -> View:
    """A form for a new deal: name, customer, amount, expected close."""
    return modal(
        t("deal.add_title"),
        [
            field(t("deal.name"), _text(name), block_id="deal.name"),
            field(t("deal.customer"), _text(""), block_id="deal.customer"),
            field(
                t("deal.amount", currency=currency),
                {"type": "number_input", "action_id": VALUE, "is_decimal_allowed": True, "min_value": "0"},
                block_id="deal.amount",
                hint=t("deal.amount_hint"),
                optional=True,
            ),
            field(
                t("deal.close"),
                {"type": "datepicker", "action_id": VALUE},
                block_id="deal.close",
                optional=True,
            ),
        ],
        callback_id=CREATE,
        close=t("button.cancel"),
        submit=t("deal.create"),
    )


def _text(value: str) -> dict[str, Any]:
    element: dict[str, Any] = {"type": "plain_text_input", "action_id": VALUE, "max_length": MOST_NAME}
    if value:
        element["initial_value"] = value
    return element
