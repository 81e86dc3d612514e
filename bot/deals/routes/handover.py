"""Handing over all that somebody carries: choose, confirm, done."""

from bot.deals.usecases import handover
from bot.deals.views import handover as views
from bot.kit import fields
from bot.kit.act import Act
from bot.kit.codec import ID
from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.kit.reply import Reply, errors, show, update_in_ack
from flows.company.people import Person

BESIDE = {  # the refusals that belong beside a field
    "owner_unlisted": views.TO,
    "owner_reads_only": views.TO,
    "handover_to_oneself": views.TO,
    "handover_not_yours": views.FROM,
}


def open_(desk: Desk, person: Person, act: Act) -> Reply:
    """Show the form, to managers and admins."""
    _refuse_others(person)
    return show(act, views.choose_view(desk.texts(person)))


def options(desk: Desk, person: Person, act: Act) -> Reply:
    """Whose subjects this person may hand over."""
    found = handover.givers(desk, person, act.text)
    return Reply(ack={"options": views.options(found, desk.texts(person))})


def choose(desk: Desk, person: Person, act: Act) -> Reply:
    """Ask whether it is meant, with how many it is; what cannot be is said beside its field."""
    _refuse_others(person)
    t = desk.texts(person)
    giver = fields.chosen(act, views.FROM, views.FROM)
    taker = fields.said(act, views.TO, views.TO, "selected_user")
    if not giver:
        return errors({views.FROM: t("common.none_chosen")})
    try:
        found = handover.preview(desk, person, ID.load(giver), taker)
    except Refusal as refusal:
        if refusal.code not in BESIDE:
            raise
        return errors({BESIDE[refusal.code]: t(f"refused.{refusal.code}")})
    if not found.deals and not found.customers:
        return update_in_ack(views.done_view(found, t))
    return update_in_ack(views.confirm_view(found, t))


def confirm(desk: Desk, person: Person, act: Act) -> Reply:
    """Hand over and say what was; a second click finds nothing left."""
    _refuse_others(person)
    giver_id, taker_id = views.FROM_TO.load(act.data)
    found = handover.hand_over(desk, person, giver_id, taker_id)
    return update_in_ack(views.done_view(found, desk.texts(person)))


def _refuse_others(person: Person) -> None:
    if not handover.may_hand_over(person):
        raise Refusal("handover_not_yours")
