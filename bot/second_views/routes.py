"""Giving a subject to an auditor, and both views side by side."""

from bot.kit import fields
from bot.kit.act import Act
from bot.kit.codec import ID
from bot.kit.desk import Desk
from bot.kit.messages import message_view
from bot.kit.reply import Reply, errors, show, update_in_ack
from bot.second_views.usecases import giving
from bot.second_views.usecases.agreement import agreement
from bot.second_views.views import giving as views
from bot.second_views.views.agreement import agreement_view
from flows.company.people import Person


def open_(desk: Desk, person: Person, act: Act) -> Reply:
    """Show to whom the subject may be given whose id the button carries."""
    gift = giving.to_give(desk, person, ID.load(act.value))
    return show(act, views.give_view(gift, desk.texts(person), now=desk.now))


def give(desk: Desk, person: Person, act: Act) -> Reply:
    """Give it to the auditor who stands chosen."""
    t = desk.texts(person)
    subject_id, so_far = views.GIFT.load(act.data)
    auditor = fields.chosen(act, views.TO, views.TO)
    if not auditor:
        return errors({views.TO: t("common.none_chosen")})
    given = giving.give(desk, person, subject_id, ID.load(auditor), so_far=so_far)
    return update_in_ack(message_view(views.given_text(given, t), t))


def compare(desk: Desk, person: Person, act: Act) -> Reply:
    """Show both views, of which the button carries the second one's id."""
    found = agreement(desk, person, ID.load(act.value))
    return show(act, agreement_view(found, desk.texts(person), now=desk.now))
