"""What closes this month and this quarter by colour, and how much of the target that is."""

from decimal import Decimal

from bot.digest.usecases.digest import Digest
from bot.digest.views.figures import counted, monies
from bot.kit.blocks import Block, section
from bot.kit.texts import Texts
from bot.standing.words import join
from flows.company.quarters import Quarter
from flows.figures.closing import Closing, share_of
from flows.figures.groups import ORDER, Groups, count_of


def closing(digest: Digest, t: Texts) -> list[Block]:
    """Nothing where nothing closes, nothing was won and no target is set."""
    found = digest.figures.closing
    if found is None:
        return []
    has = count_of(found.month) or count_of(found.quarter) or found.won.count or found.targets
    if not has:
        return []
    amounts = digest.amounts
    lines = [
        t("digest.closing_month", counts=_by_colour(found.month, t, amounts=amounts)),
        t("digest.closing_quarter", counts=_by_colour(found.quarter, t, amounts=amounts)),
    ]
    if found.won.count:
        worth = monies(found.won.value, t) if amounts else ""
        key = "digest.won" if worth else "digest.won_no_value"
        lines.append(t(key, count=found.won.count, worth=worth))
    lines += [_target(found, currency, t, amounts=amounts) for currency in found.targets]
    lines += [] if found.targets else [t("digest.no_target")]
    return [section("\n".join(lines))]


def quarter(which: Quarter, t: Texts) -> str:
    """Q4 2026."""
    return t("targets.quarter", number=which.number, year=str(which.year))


def _by_colour(found: Groups, t: Texts, *, amounts: bool) -> str:
    parts = []
    for colour in ORDER:
        group = found[colour]
        if group.count:
            worth = " + ".join(t.money(amount, currency) for currency, amount in group.value.items())
            parts.append(counted(colour, group, t) + (f" · {worth}" if amounts and worth else ""))
    return "   ".join(parts) or t("digest.closing_none")


def _target(found: Closing, currency: str, t: Texts, *, amounts: bool) -> str:
    """What is won, and what each colour may bring, as shares of a target; in its own currency alone."""
    target = found.targets[currency]

    def share(amount: Decimal) -> str:
        return t.percent(share_of(target, amount))

    found_of = {colour: found.quarter[colour].value.get(currency) for colour in ORDER}
    parts = [
        t("digest.target_colour", share=share(amount), colour=t(f"colour_small.{colour}"))
        for colour, amount in found_of.items()
        if amount
    ]
    won = t("digest.target_won", share=share(found.won.value.get(currency, Decimal(0))))
    worth = t.money(target, currency) if amounts else ""
    key = "digest.target" if worth else "digest.target_no_value"
    return t(key, worth=worth, shares=join([won, *parts], t), currency=currency)
