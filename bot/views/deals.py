"""Finding a subject and adding a deal."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.texts import Texts
from bot.usecases.standings import Standing
from bot.views.blocks import Block, View, actions, button, context, cut, field, modal, option, section
from bot.views.home import ADD, ADD_CUSTOMER
from bot.views.review import OPEN
from bot.views.run import start_button
from bot.views.status import title, whole
from bot.views.subject import OPEN as SUBJECT

PICK = "pick.submit"
PICKED = "pick.subject"
WHY = "pick.why"
CREATE = "deal.create"
CREATE_CUSTOMER = "customer.create"
VALUE = "deal.value"
MOST_NAME = 200


def picker_view(t: Texts, *, query: str, due: int) -> View:
    """A type-ahead picker of the person's subjects; submit opens one's review, buttons say why it has its colour
    and go through all that is due."""
    lead = t("pick.due", count=due) if due else t("pick.any")
    if query:
        lead = t("pick.found", query=cut(query, 100))
    element: Block = {
        "type": "external_select",
        "action_id": PICKED,
        "min_query_length": 0,
        "placeholder": {"type": "plain_text", "text": t("pick.placeholder"), "emoji": False},
    }
    all_of_it = [actions(start_button(t, due=due))] if due > 1 else []
    return modal(
        t("pick.title"),
        [
            section(lead),
            *all_of_it,
            field(t("pick.label"), element, block_id=PICKED),
            explaining(t),
        ],
        callback_id=PICK,
        close=t("button.close"),
        submit=t("pick.submit"),
        data=cut(query, 200) if query else "",
    )


def explaining(t: Texts) -> Block:
    """The button that says why what stands chosen has its colour."""
    return actions(button(t("why.title"), WHY))


def options(standings: Sequence[Standing], t: Texts, *, now: datetime) -> list[Block]:
    """At most 100 choices: the name, and where it stands."""
    return [
        option(title(standing), str(standing.subject.id), whole(standing, t, now=now))
        for standing in standings[:100]
    ]


def none_found_view(
    query: str, nearest: Sequence[Standing], t: Texts, *, closed: Sequence[Standing] = ()
) -> View:
    """No open subject has these words: closed ones that have, the nearest names, buttons to add one, a line of help."""
    blocks: list[Block] = [section(t("pick.none", query=cut(query, 200)))]
    if closed:
        blocks += [section(t("pick.closed")), *[_closed(standing, t) for standing in closed]]
    if nearest:
        blocks += [section(t("pick.nearest")), *[_near(standing, t) for standing in nearest]]
    value = cut(query, 200)
    adding = (
        button(t("home.add"), ADD, value=value),
        button(t("home.add_customer"), ADD_CUSTOMER, value=value),
    )
    blocks += [actions(*adding), context(t("pick.help"))]
    return modal(t("pick.title"), blocks, callback_id=PICK, close=t("button.close"))


def _closed(standing: Standing, t: Texts) -> Block:
    subject = standing.subject
    opening = button(t("home.open"), SUBJECT, value=str(subject.id))
    line = f"{title(standing)} · {t(f'status_of.{subject.status}')}"
    return section(line, accessory=opening, block_id=f"closed.{subject.id}")


def _near(standing: Standing, t: Texts) -> Block:
    opening = button(t("home.review"), OPEN, value=str(standing.subject.id))
    return section(title(standing), accessory=opening, block_id=f"nearest.{standing.subject.id}")


def add_view(t: Texts, *, name: str, currency: str) -> View:
    """A form for a new deal: name, customer, amount, expected close."""
    return modal(
        t("deal.add_title"),
        [
            field(t("deal.name"), _text(name), block_id="deal.name"),
            field(t("deal.customer"), _text(""), block_id="deal.customer"),
            _amount(t("deal.amount", currency=currency), t, block_id="deal.amount"),
            _day(t("deal.close"), block_id="deal.close"),
        ],
        callback_id=CREATE,
        close=t("button.cancel"),
        submit=t("deal.create"),
    )


def add_customer_view(t: Texts, *, name: str, currency: str) -> View:
    """A form for a new customer: name, yearly value, when the agreement ends."""
    return modal(
        t("customer.add_title"),
        [
            field(t("customer.name"), _text(name), block_id="customer.name"),
            _amount(t("customer.amount", currency=currency), t, block_id="customer.amount"),
            _day(t("customer.expiry"), block_id="customer.expiry"),
        ],
        callback_id=CREATE_CUSTOMER,
        close=t("button.cancel"),
        submit=t("deal.create"),
    )


def _amount(label: str, t: Texts, *, block_id: str) -> Block:
    element = {"type": "number_input", "action_id": VALUE, "is_decimal_allowed": True, "min_value": "0"}
    return field(label, element, block_id=block_id, hint=t("deal.amount_hint"), optional=True)


def _day(label: str, *, block_id: str) -> Block:
    return field(label, {"type": "datepicker", "action_id": VALUE}, block_id=block_id, optional=True)


def _text(value: str) -> dict[str, Any]:
    element: dict[str, Any] = {"type": "plain_text_input", "action_id": VALUE, "max_length": MOST_NAME}
    if value:
        element["initial_value"] = value
    return element
