"""The week's figures: for one person's eyes, or posted in the digest's channel."""

from bot.digest.posting.digest import post_digest
from bot.digest.usecases import digests, places
from bot.digest.views.digest import digest_message
from bot.digest.views.places import opening
from bot.kit.act import Act
from bot.kit.blocks import modal
from bot.kit.desk import Desk
from bot.kit.messages import SAY, message_view
from bot.kit.reply import Reply, show
from flows.company.people import Person, Reach, reads


def status(desk: Desk, person: Person, act: Act) -> Reply:
    """What this person may read, in figures, for their eyes only."""
    t = desk.texts(person)
    if reads(person) is Reach.NONE:
        return show(act, message_view(t("refused.admin_reads_nothing"), t))
    digest = digests.personal(desk, person)
    message = digest_message(digest, t)
    return show(act, modal(t("status.title"), message["blocks"], callback_id=SAY, close=t("button.close")))


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
