"""The digest as messages: the figures in the channel, the lists in its thread."""

from collections.abc import Sequence
from datetime import datetime

from bot.digest.usecases.digests import Digest
from bot.digest.views import figures
from bot.digest.views.first_round import round_message
from bot.kit import doors
from bot.kit.blocks import Block, Message, context, divider, header, section
from bot.kit.texts import Texts
from bot.standing import reasons as why
from bot.standing.standings import Scored
from bot.standing.words import SHAPES, facts_line, join, title
from flows.company.colour import Colour
from flows.figures.digest import Move
from flows.figures.groups import ORDER, Group

MOST_LINE = 110  # so that 25 lines stay under a section's 3,000 characters
LISTED = (Colour.RED, Colour.GREY, Colour.YELLOW, Colour.GREEN)


def digest_message(digest: Digest, t: Texts) -> Message:
    """The message for the channel: figures, the bridge, what wants attention and why, coverage.

    In the first round it only says how far that is.
    """
    if not digest.figures.colours:
        return round_message(digest.figures.round, t, week=t.week(digest.figures.taken_at))
    blocks: list[Block] = [
        header(t("digest.title", week=t.week(digest.figures.taken_at))),
        context(t("digest.as_of", day=_day(digest, t), time=t.clock(digest.figures.taken_at))),
    ]
    if not digest.figures.deals:
        blocks += [] if digest.hidden else [section(t("digest.empty"))]
        if any(digest.figures.moves.values()):
            blocks.append(section(_bridge(digest, t)))
        blocks += [*_about_customers(digest, t), *_hidden(digest, t)]
        return {"text": plain_text(digest, t), "blocks": blocks}
    blocks += [section(_lead(digest, t)), section("\n".join(_figures(digest, t)))]
    if digest.figures.before is not None:
        blocks.append(section(_bridge(digest, t)))
    blocks += _attention(digest, t)
    blocks.append(divider())
    blocks += [*_about_customers(digest, t), *_hidden(digest, t)]
    if digest.figures.not_ready is not None:
        blocks.append(context(_not_ready(digest.figures.not_ready, t)))
    return {"text": plain_text(digest, t), "blocks": blocks}


def thread_messages(digest: Digest, t: Texts) -> list[Message]:
    """One message for each colour that has deals: at most 25 lines, and how many more; none in the first round."""
    messages = []
    for colour in LISTED if digest.figures.colours else ():
        found, count = digest.listed.get(colour), digest.figures.groups[colour].count
        if found:
            lead = t("digest.list", colour=t(f"colour.{colour}"), count=count)
            text = f"{SHAPES[colour]} {lead}"
            blocks = [
                header(text),
                *[_listed(standing, t, now=digest.figures.taken_at) for standing in found],
            ]
            if count > len(found):
                blocks.append(context(t("digest.more", count=count - len(found))))
            messages.append({"text": text, "blocks": blocks})
    return messages


def plain_text(digest: Digest, t: Texts) -> str:
    """The digest in one line, for notifications and screen readers."""
    counts = {f"{colour}": _count(colour, digest.figures.groups[colour].count, t) for colour in ORDER}
    return t("digest.plain", week=t.week(digest.figures.taken_at), share=_share(digest, t), **counts)


def _count(colour: Colour, count: int, t: Texts) -> str:
    return t(f"digest.count_{colour}", count=count)


def _day(digest: Digest, t: Texts) -> str:
    return t.day(digest.figures.taken_at, now=digest.figures.taken_at, weekday=True)


def _lead(digest: Digest, t: Texts) -> str:
    return f"{figures.whole(digest.figures.groups, t)} {_share(digest, t)}"


def _share(digest: Digest, t: Texts) -> str:
    reviewed = digest.figures.round
    if reviewed.of == 1:
        by_count = t("digest.share_of_one", count=reviewed.reviewed)
    else:
        by_count = t("digest.share_by_count", share=t.percent(reviewed.share))
    return figures.share(digest.figures.share, t, by_count=by_count)


def _figures(digest: Digest, t: Texts) -> list[str]:
    return [_figure(colour, digest, t) for colour in ORDER]


def _figure(colour: Colour, digest: Digest, t: Texts) -> str:
    group, before = digest.figures.groups[colour], digest.figures.before
    if before is None:
        return figures.figure(colour, group, t)
    change = f"{group.count - before[colour].count:+d}".replace("-", "−").replace("+0", "0")
    return figures.figure(colour, group, t, change=change) + _change_in_value(group, before[colour], t)


def _change_in_value(now: Group, before: Group, t: Texts) -> str:
    changes = []
    for currency in sorted(now.value.keys() | before.value.keys()):
        change = now.value.get(currency, 0) - before.value.get(currency, 0)
        if change:
            sign = "+" if change > 0 else "−"
            changes.append(sign + t.money(abs(change), currency))  # type: ignore[arg-type]
    return f" ({', '.join(changes)})" if changes else ""


def _bridge(digest: Digest, t: Texts) -> str:
    parts = [
        t(f"digest.move_{move}", count=digest.figures.moves[move])
        for move in Move
        if digest.figures.moves.get(move)
    ]
    return t("digest.bridge", moves=join(parts, t)) if parts else t("digest.no_moves")


def _attention(digest: Digest, t: Texts) -> list[Block]:
    if not digest.attention:
        return [section(t("digest.all_well"))]
    blocks: list[Block] = [section(t("digest.attention"))]
    for standing in digest.attention:
        owner = standing.owner.name if standing.owner else t("subject.no_owner")
        facts = f" · {owner} · {facts_line(standing.subject, t, now=digest.figures.taken_at)}"
        lines = [title(standing.subject) + facts, why.headline(standing, t, now=digest.figures.taken_at)]
        opening = doors.opening(standing.subject.id, t)
        blocks.append(section("\n".join(lines), accessory=opening))
    return blocks


def _listed(standing: Scored, t: Texts, *, now: datetime) -> Block:
    opening = doors.opening(standing.subject.id, t)
    return section(_line(standing, t, now=now), accessory=opening)


def _line(standing: Scored, t: Texts, *, now: datetime) -> str:
    value = facts_line(standing.subject, t, now=now)
    shapes = "".join(SHAPES[area.colour] for area in standing.score.areas)
    name = title(standing.subject)
    room = MOST_LINE - len(value) - len(shapes) - 6
    return f"{name if len(name) <= room else name[: room - 1] + '…'} · {value} · {shapes}"


def _about_customers(digest: Digest, t: Texts) -> list[Block]:
    if not any(group.count for group in digest.figures.customers.values()):
        return []
    blocks = [context(figures.customers(digest.figures.customers, t))]
    return [*blocks, section(_retention(digest, t))] if digest.figures.retention.count else blocks


def _retention(digest: Digest, t: Texts) -> str:
    """What the customers who are red or not reviewed are worth a year, and which agreement ends next."""
    found = digest.figures.retention
    worth = join([t.money(amount, currency) for currency, amount in found.value.items()], t)
    parts = [t("digest.retention_worth", worth=worth)] if worth else []
    if found.unknown:
        parts.append(t("digest.no_value", count=found.unknown))
    if found.nearest:
        day = t.day(found.nearest, now=digest.figures.taken_at)
        parts.append(t("digest.retention_nearest", day=day))
    return t("digest.retention", count=found.count, facts=" · ".join(parts))


def _hidden(digest: Digest, t: Texts) -> list[Block]:
    return [context(t("digest.hidden", count=digest.hidden))] if digest.hidden else []


def _not_ready(count: int, t: Texts) -> str:
    return t("digest.not_ready", count=count) if count else t("digest.all_ready")


def names_message(names: Sequence[tuple[str, int]], t: Texts) -> Message:
    """To a manager: who of the team is not ready yet, and how much is left."""
    listed = join([t("notice.left", name=name, count=count) for name, count in names], t)
    text = t("notice.not_ready", names=listed)
    return {"text": text, "blocks": [section(text)]}
