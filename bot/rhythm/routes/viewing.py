"""Choosing what to view before a 1-to-1: another than was asked for, or one more."""

from bot.kit import fields
from bot.kit.act import Act
from bot.kit.codec import ID
from bot.kit.desk import Desk
from bot.kit.reply import Reply, errors, show, update_in_ack
from bot.rhythm.usecases import viewing
from bot.rhythm.views import viewing as views
from flows.company.people import Person


def another(desk: Desk, person: Person, act: Act) -> Reply:
    """Show what may be viewed in the place of the view whose id the button carries."""
    view_id = ID.load(act.value)
    choice = viewing.another(desk, person, view_id)
    return show(act, views.choice_view(choice, desk.texts(person), instead_of=view_id, now=desk.now))


def more(desk: Desk, person: Person, act: Act) -> Reply:
    """Show what may be viewed besides, before the next 1-to-1 with the seller whose id the button carries."""
    choice = viewing.one_more(desk, person, ID.load(act.value))
    return show(act, views.choice_view(choice, desk.texts(person), instead_of=None, now=desk.now))


def choose(desk: Desk, person: Person, act: Act) -> Reply:
    """Ask for the view that stands chosen, and show all that waits before that 1-to-1."""
    t = desk.texts(person)
    seller_id, number, instead_of = views.CHOSEN.load(act.data)
    chosen = fields.chosen(act, views.SUBJECT, views.SUBJECT)
    if not chosen:
        return errors({views.SUBJECT: t("common.none_chosen")})
    asked = viewing.choose(
        desk, person, seller_id, ID.load(chosen), number=number, instead_of=instead_of or None
    )
    return update_in_ack(views.chosen_view(asked, t, now=desk.now))
