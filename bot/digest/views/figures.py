"""How many there are of each colour and what they are worth, in words: in the digest, and on top of a Home."""

from collections.abc import Mapping
from decimal import Decimal

from bot.kit.texts import Texts
from bot.standing.words import SHAPES, join
from flows.company.colour import Colour
from flows.company.subjects import Kind
from flows.figures.groups import ORDER, Group, Groups, count_of, worth

LEADS = {
    Kind.DEAL: ("digest.lead", "digest.lead_no_value"),
    Kind.CUSTOMER: ("digest.customers_lead", "digest.customers_lead_no_value"),
}


def whole(found: Groups, t: Texts, *, kind: Kind = Kind.DEAL, amounts: bool = True) -> str:
    """How many open deals, or customers, there are, and what they are worth in each currency."""
    values = monies(worth(found.values()), t) if amounts else ""
    with_value, without = LEADS[kind]
    return t(with_value if values else without, count=count_of(found), worth=values)


def monies(values: Mapping[str, Decimal], t: Texts) -> str:
    """DKK 2.4m, EUR 90,000 and USD 5,000."""
    return join([t.money(amount, currency) for currency, amount in values.items()], t)


def share(reviewed: Mapping[str, Decimal], t: Texts, *, by_count: str) -> str:
    """The share of the value that is reviewed, a figure for each currency; `by_count` where nothing has a value."""
    if not reviewed:
        return by_count
    if len(reviewed) == 1:
        return t("digest.share", share=t.percent(next(iter(reviewed.values()))))
    shares = [
        t("digest.share_of", share=t.percent(each), currency=currency)
        for currency, each in sorted(reviewed.items())
    ]
    return t("digest.share", share=join(shares, t))


def figure(colour: Colour, group: Group, t: Texts, *, change: str = "") -> str:
    """🔺 Red 4 (−1) · DKK 3.0m + EUR 200,000 · two without an amount."""
    line = counted(colour, group, t) + (f" ({change})" if change else "")
    values = " + ".join(t.money(amount, currency) for currency, amount in group.value.items())
    unknown = t("digest.no_value", count=group.unknown) if group.unknown else ""
    return " · ".join(part for part in (line, values, unknown) if part)


def customers(found: Groups, t: Texts) -> str:
    """How many customers there are of each colour."""
    return t("digest.customers", counts="   ".join(counted(colour, found[colour], t) for colour in ORDER))


def counted(colour: Colour, group: Group, t: Texts) -> str:
    """🔺 Red 4."""
    return f"{SHAPES[colour]} {t(f'colour.{colour}')} {t.figure(group.count)}"


def signed(number: int, t: Texts) -> str:
    """+1, −1 or 0."""
    return ("+" if number > 0 else "−" if number < 0 else "") + t.figure(abs(number))
