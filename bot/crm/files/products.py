"""A deal that stands on a row for each of its products: read as the one deal that it is."""

from dataclasses import replace

from bot.crm.files.opening.sheet import TEXT_LIMIT
from flows.imports import DealRecord, Reason, reason


def join(rows: list[DealRecord]) -> DealRecord | Reason | None:
    """One deal of rows that agree in all but the product: its products one after another.

    Where they differ in the amount too, each may be the product's own, and why it is refused is given. None where
    they differ in anything else, or name no products.
    """
    products = list(dict.fromkeys(row.product for row in rows if row.product))
    if len(products) < 2 or any(_but_products(row) != _but_products(rows[0]) for row in rows):
        return None
    if len({row.amount for row in rows}) > 1:
        return reason("lines_differ")
    return replace(rows[0], product=_listed(products))


def _but_products(row: DealRecord) -> DealRecord:
    return replace(row, product=None, amount=None, name=row.customer if _is_made(row) else row.name)


def _is_made(row: DealRecord) -> bool:
    """Whether a name was made of the product, because the file has none (see bot.crm.files.deals)."""
    return row.product is not None and row.name.startswith(
        (f"{row.customer} - {row.product}", f"{row.product} ")
    )


def _listed(products: list[str]) -> str:
    text = ""
    for number, product in enumerate(products):
        more = f"{text}, {product}" if text else product
        if len(more) > TEXT_LIMIT - 10:
            return f"{text} (+{len(products) - number})"
        text = more
    return text
