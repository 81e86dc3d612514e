"""The short lists of a digest: what its colour and its probability say otherwise, what is better, what comes."""

from collections.abc import Sequence
from decimal import Decimal

from bot.digest.usecases.digest import Better, Digest, Likely, Wish
from bot.kit import doors
from bot.kit.blocks import Block, context, cut, rich, section
from bot.kit.texts import Texts
from bot.standing.standings import Scored
from bot.standing.words import SHAPES, owned_title, title, word
from flows.company.subjects import Kind

MOST_NAME = 90
MOST_WHAT = 110


def likely(digest: Digest, t: Texts) -> list[Block]:
    """Those that are called probable but are red or not reviewed."""
    rows = [(_likely(each, digest, t), each.standing) for each in digest.likely]
    return _listed("digest.likely", rows, digest.figures.likely, t)


def unlikely(digest: Digest, t: Texts) -> list[Block]:
    """Those that are green but called improbable."""
    rows = [(_likely(each, digest, t), each.standing) for each in digest.unlikely]
    return _listed("digest.unlikely", rows, digest.figures.unlikely, t)


def better(digest: Digest, t: Texts) -> list[Block]:
    """What turned better since the last digest, and by which action."""
    rows = [(_better(each, t), each.standing) for each in digest.better]
    return _listed("digest.better", rows, digest.figures.better, t)


def coming(digest: Digest, t: Texts) -> list[Block]:
    """What is expected to close, and whose agreement ends, in the next two weeks."""
    rows = [(_coming(standing, digest, t), standing) for standing in digest.coming]
    return _listed("digest.coming", rows, digest.figures.coming, t)


def help_wanted(first: Sequence[Wish], count: int, t: Texts) -> list[Block]:
    """Who asks for help with what: the first few, of so many."""
    rows = [(_wish(each, t), each.standing) for each in first]
    return _listed("digest.help", rows, count, t)


def _listed(key: str, rows: Sequence[tuple[str, Scored]], count: int, t: Texts) -> list[Block]:
    """Each opens why it has its colour, as wherever a colour stands."""
    if not rows:
        return []
    blocks = [
        rich([(t(key), "bold")]),
        *[section(line, accessory=doors.opening(each.subject.id, t)) for line, each in rows],
    ]
    return [*blocks, context(t("list.more", count=count - len(rows)))] if count > len(rows) else blocks


def _likely(each: Likely, digest: Digest, t: Texts) -> str:
    parts = [t.percent(each.probability / Decimal(100)), _named(each.standing, t), _colour(each.standing, t)]
    return " · ".join([*parts, *_worth(each.standing, digest, t)])


def _better(each: Better, t: Texts) -> str:
    moved = f"{SHAPES[each.before]} → {SHAPES[each.standing.colour]}"
    line = f"{moved} {t(f'colour.{each.before}')} → {t(f'colour.{each.standing.colour}')} · {_named(each.standing, t)}"
    if each.item is None:
        return line
    who = t("action.customer") if each.item.who is None else each.item.who
    return f"{line} · {t('digest.by_action', what=cut(each.item.item.what, MOST_WHAT), who=who)}"


def _coming(standing: Scored, digest: Digest, t: Texts) -> str:
    subject = standing.subject
    kind = "deal" if subject.kind is Kind.DEAL else "customer"
    day = t.day(subject.close_date, now=digest.figures.taken_at) if subject.close_date else ""
    parts = [t(f"digest.coming_{kind}", day=day), _named(standing, t), _colour(standing, t)]
    return " · ".join([*parts, *_worth(standing, digest, t)])


def _wish(each: Wish, t: Texts) -> str:
    name = cut(title(each.standing.subject), MOST_NAME)
    return f"{cut(each.person.name, MOST_NAME)}: {name} · {_colour(each.standing, t)}"


def _named(standing: Scored, t: Texts) -> str:
    return cut(owned_title(standing, t), MOST_NAME)


def _colour(standing: Scored, t: Texts) -> str:
    return word(standing.colour, t)


def _worth(standing: Scored, digest: Digest, t: Texts) -> list[str]:
    money = standing.subject.money
    return [t.money(money.amount, money.currency)] if money and digest.amounts else []
