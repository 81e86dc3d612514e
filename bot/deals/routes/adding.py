"""Adding a deal or a customer: its form, and its first review at once."""

from datetime import date
from decimal import Decimal

from bot.deals.usecases import adding
from bot.deals.usecases.adding import NewCustomer, NewDeal
from bot.deals.views import adding as views
from bot.kit import fields
from bot.kit.act import Act
from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.kit.reply import Reply, Window, errors, show, update_in_ack
from bot.kit.texts import Texts
from flows.company.people import Person


def add(desk: Desk, person: Person, act: Act) -> Reply:
    """Show the form for a new deal; the button may carry the name that was not found."""
    name = "" if act.value == "-" else act.value[: views.MOST_NAME]
    return show(act, views.add_view(desk.texts(person), name=name, currency=desk.settings.currency))


def create(desk: Desk, person: Person, act: Act) -> Reply:
    """Add the deal and open its first review, in the acknowledgement."""
    t = desk.texts(person)
    name, customer = (_said(act, f"deal.{part}") for part in ("name", "customer"))
    problems = {
        f"deal.{part}": t("common.empty")
        for part, text in (("name", name), ("customer", customer))
        if not text
    }
    amount, close_date, odd = _value(act, "deal.amount", "deal.close", t)
    if problems | odd:
        return errors(problems | odd)
    deal = NewDeal(name[: views.MOST_NAME], customer[: views.MOST_NAME], amount, close_date)
    subject_id = adding.add_deal(desk, person, str(act.view["id"]), deal)
    return update_in_ack(Window("review", subject_id))


def add_customer(desk: Desk, person: Person, act: Act) -> Reply:
    """Show the form for a new customer; the button may carry the name that was not found."""
    name = "" if act.value == "-" else act.value[: views.MOST_NAME]
    view = views.add_customer_view(desk.texts(person), name=name, currency=desk.settings.currency)
    return show(act, view)


def create_customer(desk: Desk, person: Person, act: Act) -> Reply:
    """Add the customer and open its first review, in the acknowledgement."""
    t = desk.texts(person)
    name = _said(act, "customer.name")
    problems = {} if name else {"customer.name": t("common.empty")}
    amount, expiry_date, odd = _value(act, "customer.amount", "customer.expiry", t)
    if problems | odd:
        return errors(problems | odd)
    try:
        customer = NewCustomer(name[: views.MOST_NAME], amount, expiry_date)
        subject_id = adding.add_customer(desk, person, customer)
    except Refusal as refusal:
        if refusal.code != "customer_exists":
            raise
        return errors({"customer.name": t("refused.customer_exists")})
    return update_in_ack(Window("review", subject_id))


def _value(
    act: Act, amount_id: str, day_id: str, t: Texts
) -> tuple[Decimal | None, date | None, dict[str, str]]:
    """The amount and the day of a form, with what is wrong beside each."""
    amount, day, problems = None, None, {}
    try:
        amount = fields.amount(_said(act, amount_id))
    except ValueError:
        problems[amount_id] = t("deal.odd_amount")
    try:
        day = fields.day(_said(act, day_id, "selected_date"))
    except ValueError:
        problems[day_id] = t("change.odd_close_date")
    return amount, day, problems


def _said(act: Act, block_id: str, key: str = "value") -> str:
    return fields.said(act, block_id, views.VALUE, key)
