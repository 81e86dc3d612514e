"""The figures of a digest, beside those of the last one: what is red stays red however old it grows."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.digest.usecases.digest import Digest
from bot.digest.views import figures
from bot.kit.blocks import Block, section
from bot.kit.texts import Texts
from bot.standing.words import join
from flows.company.colour import Colour
from flows.company.subjects import Kind
from flows.figures.bridge import Move
from flows.figures.groups import ORDER, Group, Groups, count_of, coverage, joined, reviewed_share

NONE = Group(0, {}, 0)


@dataclass(frozen=True)
class Counts:
    """What a digest counts of one kind, now and then, and how much of it has moved."""

    kind: Kind
    now: Groups
    then: Groups | None
    moves: Mapping[Move, int]
    red: Group  # not reviewed, last red
    red_then: Group
    red_too_old: int
    amounts: bool


def counts_of(digest: Digest, kind: Kind) -> Counts:
    """Of the deals, or of the customers."""
    said = digest.figures
    is_deal = kind is Kind.DEAL
    return Counts(
        kind,
        said.groups if is_deal else said.customers,
        said.before if is_deal else said.customers_before,
        said.moves if is_deal else said.customer_moves,
        said.last_red.get(kind, NONE),
        said.last_red_before.get(kind, NONE),
        said.red_too_old.get(kind, 0),
        digest.amounts,
    )


def blocks(digest: Digest, t: Texts) -> list[Block]:
    """The deals, and beside them the customers: how many, how much of it is reviewed, by colour, and what moved."""
    found = [counts_of(digest, kind) for kind in Kind]
    return [section("\n".join(_lines(counts, digest, t))) for counts in found if _is_told(counts)]


def _is_told(counts: Counts) -> bool:
    return bool(count_of(counts.now) or any(counts.moves.values()))


def _lines(counts: Counts, digest: Digest, t: Texts) -> list[str]:
    lines = [_lead(counts, digest, t)]
    lines += [_figure(colour, counts, t) for colour in ORDER] if count_of(counts.now) else []
    lines += [_bridge(counts, t)] if counts.then is not None else []
    lines += retention(digest, t) if counts.kind is Kind.CUSTOMER else []
    return lines


def _lead(counts: Counts, digest: Digest, t: Texts) -> str:
    if not count_of(counts.now):
        return t("digest.empty" if counts.kind is Kind.DEAL else "digest.no_customers")
    if counts.kind is Kind.CUSTOMER:
        by_count = t("digest.share_of_customers", share=t.percent(coverage(counts.now)))
        said = figures.whole(counts.now, t, kind=counts.kind, amounts=counts.amounts)
        return f"{said} {figures.share(reviewed_share(counts.now), t, by_count=by_count)}"
    return f"{figures.whole(counts.now, t, amounts=counts.amounts)} {share(digest, t)}"


def share(digest: Digest, t: Texts) -> str:
    """How much of the deals is reviewed."""
    reviewed = digest.figures.round
    if reviewed.of == 1:
        by_count = t("digest.share_of_one", count=reviewed.reviewed)
    else:
        by_count = t("digest.share_by_count", share=t.percent(reviewed.share))
    return figures.share(digest.figures.share, t, by_count=by_count)


def _figure(colour: Colour, counts: Counts, t: Texts) -> str:
    """What is not reviewed and was last red is told beside the red, and both are compared with both."""
    group, is_red = counts.now[colour], colour is Colour.RED
    line = figures.counted(colour, group, t)
    if is_red and counts.red.count:
        line += t("digest.and_last_red", count=counts.red.count)
    if counts.then is not None:
        then = counts.then[colour]
        before = joined(then, counts.red_then) if is_red else then
        after = joined(group, counts.red) if is_red else group
        line += f" ({figures.signed(after.count - before.count, t)})"
        changed = _change_in_value(after, before, t) if counts.amounts else ""
    else:
        changed = ""
    values = " + ".join(t.money(amount, currency) for currency, amount in group.value.items())
    unknown = t("digest.no_value", count=group.unknown) if group.unknown else ""
    parts = (line, values, unknown) if counts.amounts else (line,)
    return " · ".join(part for part in parts if part) + changed


def _change_in_value(now: Group, before: Group, t: Texts) -> str:
    changes = []
    for currency in sorted(now.value.keys() | before.value.keys()):
        change = now.value.get(currency, Decimal(0)) - before.value.get(currency, Decimal(0))
        if change:
            changes.append(("+" if change > 0 else "−") + t.money(abs(change), currency))
    return f" ({', '.join(changes)})" if changes else ""


def _bridge(counts: Counts, t: Texts) -> str:
    parts = [_move(move, counts, t) for move in Move if counts.moves.get(move)]
    return t("digest.bridge", moves=join(parts, t)) if parts else t("digest.no_moves")


def _move(move: Move, counts: Counts, t: Texts) -> str:
    """What grew too old says how many of it were red: they are not reviewed, and no fewer."""
    said, number = t(f"digest.move_{move}", count=counts.moves[move]), counts.moves[move]
    if move is not Move.TOO_OLD or not counts.red_too_old:
        return said
    if counts.red_too_old == number:
        return t("digest.too_old_red", moved=said)
    return t("digest.too_old_some_red", moved=said, words=t.number(counts.red_too_old))


def retention(digest: Digest, t: Texts) -> list[str]:
    """What the customers who are red or not reviewed are worth a year, and which agreement ends next."""
    found = digest.figures.retention
    if not found.count:
        return []
    parts = []
    if digest.amounts and found.value:
        parts.append(t("digest.retention_worth", worth=figures.monies(found.value, t)))
    if digest.amounts and found.unknown:
        parts.append(t("digest.no_value", count=found.unknown))
    if found.nearest:
        day = t.day(found.nearest, now=digest.figures.taken_at)
        parts.append(t("digest.retention_nearest", day=day))
    key = "digest.retention" if parts else "digest.retention_alone"
    return [t(key, count=found.count, facts=" · ".join(parts))]


def in_one(digest: Digest, t: Texts) -> list[Block]:
    """The deals in one currency, where the company has set rates, with their day."""
    found = digest.figures.converted
    if not found or not digest.amounts:
        return []
    day = t.day(found.as_of, now=digest.figures.taken_at)
    return [section(t("digest.converted", worth=t.money(found.amount, found.currency), day=day))]
