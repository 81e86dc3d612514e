"""Giving a subject to an auditor, and the two reviews side by side."""

import json

from bot.desk import Desk
from bot.listeners import fields
from bot.listeners.act import Act
from bot.listeners.fields import number
from bot.listeners.reply import Reply, errors, show, update_in_ack
from bot.usecases import audits
from bot.usecases.refusal import Refusal
from bot.views import audits as views
from bot.views.messages import message_view
from flows.people import Person


def open_(desk: Desk, person: Person, act: Act) -> Reply:
    """Show to whom the subject may be given whose id the button carries."""
    gift = audits.to_give(desk, person, number(act.value))
    return show(act, views.give_view(gift, desk.texts(person), now=desk.now))


def give(desk: Desk, person: Person, act: Act) -> Reply:
    """Give it to the auditor who stands chosen."""
    t = desk.texts(person)
    try:
        subject_id, so_far = json.loads(str(act.view.get("private_metadata") or ""))
    except (ValueError, TypeError, RecursionError) as error:
        raise Refusal("not_yours_to_give") from error
    chosen = fields.element(act, views.TO, views.TO).get("selected_option") or {}
    if not chosen.get("value"):
        return errors({views.TO: t("pick.none_chosen")})
    numbers = [number(str(each)) for each in (subject_id, chosen["value"], so_far)]
    given = audits.give(desk, person, numbers[0], numbers[1], so_far=numbers[2])
    return update_in_ack(message_view(views.given_text(given, t), t))


def compare(desk: Desk, person: Person, act: Act) -> Reply:
    """Show the two reviews of the audit whose id the button carries."""
    agreement = audits.agreement(desk, person, number(act.value))
    return show(act, views.agreement_view(agreement, desk.texts(person), now=desk.now))
