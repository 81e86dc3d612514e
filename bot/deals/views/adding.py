"""Adding a deal or a customer."""

from typing import Any

from bot.kit.blocks import Block, View, field, modal
from bot.kit.texts import Texts

CREATE = "deal.create"
CREATE_CUSTOMER = "customer.create"
VALUE = "deal.value"
MOST_NAME = 200


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
