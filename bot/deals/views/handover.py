"""Handing over: from whom to whom, the confirmation with how many, and what was done."""

from collections.abc import Sequence

from bot.deals.usecases.handover import Handover
from bot.kit.blocks import Block, View, field, modal, option, section
from bot.kit.codec import ID, Codec, Id
from bot.kit.messages import message_view
from bot.kit.texts import Texts
from bot.standing.words import join
from flows.company.people import Person

CHOOSE = "handover.choose"
CONFIRM = "handover.confirm"
FROM = "handover.from"
TO = "handover.to"
FROM_TO: Codec[tuple[int, int]] = Codec(tuple[Id, Id])  # the people whom the confirmation is about


def choose_view(t: Texts) -> View:
    """From whom, by type-ahead (people who left Slack stand there too), and to whom."""
    giver: Block = {
        "type": "external_select",
        "action_id": FROM,
        "min_query_length": 0,
        "placeholder": {"type": "plain_text", "text": t("common.placeholder_name"), "emoji": False},
    }
    return modal(
        t("handover.title"),
        [
            section(t("handover.lead")),
            field(t("handover.from"), giver, block_id=FROM),
            field(t("handover.to"), {"type": "users_select", "action_id": TO}, block_id=TO),
        ],
        callback_id=CHOOSE,
        close=t("button.cancel"),
        submit=t("button.continue"),
    )


def options(found: Sequence[tuple[Person, int]], t: Texts) -> list[Block]:
    """The type-ahead's choices: a name, and how many are open."""
    return [
        option(person.name or person.email, ID.dump(person.id), t("handover.open", count=count))
        for person, count in found
    ]


def confirm_view(found: Handover, t: Texts) -> View:
    """How many, from whom, to whom; nothing has happened yet."""
    return modal(
        t("handover.title"),
        [
            section(_sentence("handover.sure", found, t)),
            section(t("handover.what_stays", name=found.taker.name)),
        ],
        callback_id=CONFIRM,
        close=t("button.cancel"),
        submit=t("handover.do"),
        data=FROM_TO.dump((found.giver.id, found.taker.id)),
    )


def done_view(found: Handover, t: Texts) -> View:
    """What was handed over; also for nothing, which a second click finds."""
    key = "handover.done" if found.deals or found.customers else "handover.nothing"
    return message_view(_sentence(key, found, t), t)


def counted(deals: int, customers: int, t: Texts) -> str:
    """One deal and two customers."""
    parts = [t("count.deals", count=deals)] if deals else []
    parts += [t("count.customers", count=customers)] if customers else []
    return join(parts, t)


def _sentence(key: str, found: Handover, t: Texts) -> str:
    what = counted(found.deals, found.customers, t)
    count = found.deals + found.customers
    return t(key, count=count, what=what, giver=found.giver.name, taker=found.taker.name)
