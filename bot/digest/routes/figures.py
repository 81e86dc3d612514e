"""The week's figures: for one person's eyes, or posted in the digest's channel."""

from bot.digest.posting.digest import post_digest
from bot.digest.usecases import digests, places, targeting
from bot.digest.usecases.listing import Chosen, page_of
from bot.digest.views import listing
from bot.digest.views import targets as views
from bot.digest.views.digest import status_blocks
from bot.digest.views.places import opening
from bot.kit import fields
from bot.kit.act import Act
from bot.kit.blocks import modal
from bot.kit.desk import Desk
from bot.kit.messages import SAY, message_view
from bot.kit.reply import Reply, errors, show, update_in_ack
from flows.company.people import Person, Reach, reads


def status(desk: Desk, person: Person, act: Act) -> Reply:
    """What this person may read, in figures, for their eyes only."""
    t = desk.texts(person)
    if reads(person) is Reach.NONE:
        return show(act, message_view(t("refused.admin_reads_nothing"), t))
    digest = digests.personal(desk, person)
    blocks = status_blocks(digest, t)
    return show(act, modal(t("status.title"), blocks, callback_id=SAY, close=t("button.close")))


def post(desk: Desk, person: Person, act: Act) -> Reply:
    """Post the digest in its channel; who may not post it sees it for their own eyes."""
    t = desk.texts(person)
    if person.role not in digests.MAY_POST:
        return status(desk, person, act)
    posted = post_digest(desk, person, key=f"digest.typed:{act.trigger_id}")
    buttons = [opening(t)] if places.may_set(person) else []
    return show(
        act, message_view(t("digest.on_its_way" if posted else "digest.no_channel"), t, buttons=buttons)
    )


def listed(desk: Desk, person: Person, act: Act) -> Reply:
    """All of one colour that this person may read, at the page whose place the button carries."""
    place = listing.PLACE.load(act.value)
    page = page_of(desk, person, Chosen(place.colour, place.team), place.page)
    return show(act, listing.list_view(page, desk.texts(person), now=desk.now))


def targets(desk: Desk, person: Person, act: Act) -> Reply:
    """What is set of targets, and the form for one more."""
    return show(act, views.targets_view(targeting.targets_of(desk, person), desk.texts(person)))


def set_target(desk: Desk, person: Person, act: Act) -> Reply:
    """Set a target; what is no amount, or no currency, is said beside its field."""
    t = desk.texts(person)
    try:
        targeting.set_target(
            desk,
            person,
            team=views.WHOSE.load(fields.chosen(act, views.TEAM, views.VALUE)),
            quarter=fields.chosen(act, views.QUARTER, views.VALUE),
            amount=fields.said(act, views.AMOUNT, views.VALUE),
            currency=fields.said(act, views.CURRENCY, views.VALUE),
        )
    except targeting.Unsure as unsure:
        where = views.AMOUNT if str(unsure) == "amount" else views.CURRENCY
        return errors({where: t("targets.no_amount" if where == views.AMOUNT else "targets.no_currency")})
    view = views.targets_view(targeting.targets_of(desk, person), t, saved=t("targets.saved"))
    return update_in_ack(view)
