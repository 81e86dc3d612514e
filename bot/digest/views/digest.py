"""The digest as messages: the figures in the channel, the lists in its thread."""

from collections.abc import Iterator, Sequence

from bot.actions.views.acting import act_block
from bot.digest.usecases.digest import Digest
from bot.digest.views import chart, closing, counts, lists, naming
from bot.digest.views.first_round import round_message
from bot.digest.views.fitting import Part, fitted
from bot.kit.blocks import Block, Message, context, cut, header, rich, section
from bot.kit.texts import Texts
from bot.standing.words import join
from flows.figures.groups import ORDER

FALLBACK = "fallback"
MOST_TEAM = 60  # characters of its name


def messages(digest: Digest, t: Texts, *, plain: bool = False) -> list[Message]:
    """The message for the channel, and those under it.

    First figures and what moved, where to act, eight weeks, what closes, who asks for help; in the thread what did not
    fit above, and one message for each colour, at most 25 lines each. In the first round it only says how far that is,
    and there is no thread. The first carries the same facts without Slack's own chart as its `fallback`; `plain` has
    those alone.
    """
    if not digest.figures.colours:
        return [round_message(digest.figures.round, t, week=t.week(digest.figures.taken_at))]
    taken, left = fitted(_parts(digest, t), _end(digest, t))
    without = _without_charts(taken, digest, t)
    first = {"text": plain_text(digest, t), "blocks": without if plain else taken}
    if not plain and without != taken:
        first |= {FALLBACK: without}
    return [first, *_rest(left, digest, t, plain=plain), *lists.messages(digest, t)]


def _rest(left: list[Part], digest: Digest, t: Texts, *, plain: bool) -> list[Message]:
    """What did not fit above."""
    found: list[Message] = []
    while left:
        taken, rest = fitted(left)
        if rest == left:
            break  # a part that no message takes
        blocks = _without_charts(taken, digest, t) if plain else taken
        found.append({"text": t("digest.rest", title=_title(digest, t)), "blocks": blocks})
        left = rest
    return found


def status_blocks(digest: Digest, t: Texts) -> list[Block]:
    """The same for one reader, in a window."""
    return [block for part in (*_parts(digest, t), _end(digest, t)) for block in part]


def _parts(digest: Digest, t: Texts) -> list[Part]:
    """All that the message says, what matters most first; each part stays whole."""
    return [part for part in _all_parts(digest, t) if part]


def _all_parts(digest: Digest, t: Texts) -> Iterator[Part]:
    now = digest.figures.taken_at
    day = t.day(now, now=now, weekday=True)
    yield [header(_title(digest, t)), context(t("digest.as_of", day=day, time=t.clock(now)))]
    if not digest.figures.deals and not digest.hidden:
        yield [] if any(digest.figures.moves.values()) else [section(t("digest.empty"))]
    for block in counts.blocks(digest, t):
        yield [block]
    yield from _acts(digest, t)
    yield chart.weeks(digest, t)
    yield closing.closing(digest, t)
    yield counts.in_one(digest, t)
    yield naming.help_wanted(digest.help, digest.figures.help, t)
    yield naming.likely(digest, t)
    yield naming.unlikely(digest, t)
    yield naming.better(digest, t)
    yield naming.coming(digest, t)


def _acts(digest: Digest, t: Texts) -> Iterator[Part]:
    """The first stands with its heading."""
    if not digest.acts:
        has = digest.figures.deals or any(group.count for group in digest.figures.customers.values())
        yield [section(t("digest.all_well"))] if has else []
        return
    now = digest.figures.taken_at
    first, *others = [act_block(act, t, now=now, amounts=digest.amounts) for act in digest.acts]
    yield [rich([(t("digest.attention"), "bold")]), first]
    for block in others:
        yield [block]


def _end(digest: Digest, t: Texts) -> Part:
    """Who is not ready, which actions are past their date, and what is hidden from this reader."""
    said = digest.figures
    lines = []
    if said.not_ready is not None:
        lines.append(t("digest.not_ready", count=said.not_ready) if said.not_ready else t("digest.all_ready"))
    if said.overdue:
        lines.append(t("digest.overdue", count=said.overdue))
    if digest.hidden:
        lines.append(t("digest.hidden", count=digest.hidden))
    return [context(" ".join(lines))] if lines else []


def _without_charts(blocks: Sequence[Block], digest: Digest, t: Texts) -> list[Block]:
    plainly = chart.weeks(digest, t, plain=True)
    found: list[Block] = []
    for block in blocks:
        found += plainly if block["type"] == "data_visualization" else [block]
    return found


def _title(digest: Digest, t: Texts) -> str:
    week = t.week(digest.figures.taken_at)
    if digest.team is None:
        return t("digest.title", week=week)
    return t("digest.title_of", name=cut(digest.team.name, MOST_TEAM), week=week)


def plain_text(digest: Digest, t: Texts) -> str:
    """The digest in one line, for notifications and screen readers."""
    found = {
        f"{colour}": t(f"digest.count_{colour}", count=digest.figures.groups[colour].count)
        for colour in ORDER
    }
    return t("digest.plain", title=_title(digest, t), share=counts.share(digest, t), **found)


def names_message(names: Sequence[tuple[str, int]], t: Texts) -> Message:
    """To a manager: who of the team is not ready yet, and how much is left."""
    listed = join([t("notice.left", name=name, count=count) for name, count in names], t)
    text = t("notice.not_ready", names=listed)
    return {"text": text, "blocks": [section(text)]}
