"""The tables that a run prints, as Markdown writes them."""

import math
from collections.abc import Iterable, Sequence
from statistics import median

from rich.box import MARKDOWN
from rich.console import Console
from rich.table import Table

from tests.bench.importing import Imported
from tests.bench.load import Loaded
from tests.bench.reporting import Reported
from tests.bench.seller import SUBMISSION
from tests.bench.timing import Measured
from tests.bench.turns import Turn

SLOW, TOO_SLOW = 1.0, 3.0  # seconds; Slack waits for three
WIDTH = 250


def show(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print one table."""
    table = Table(box=MARKDOWN)
    for heading in headings:
        table.add_column(heading, no_wrap=True)
    for row in rows:
        table.add_row(*row)
    console = Console(width=WIDTH)
    console.print(f"\n**{title}**", highlight=False)
    console.print(table)


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that so many percent of them don't exceed; nothing of nothing."""
    return sorted(values)[math.ceil(len(values) * percent / 100) - 1] if values else math.nan


def milliseconds(values: Sequence[float]) -> str:
    """Median and p99."""
    return f"{percentile(values, 50) * 1000:,.1f} / {percentile(values, 99) * 1000:,.1f}"


LOAD = (
    *("database", "deals", "managers", "sellers", "ours/s", "bare/s", "ratio"),
    *("ms p50 / p99", "bare's", "submissions'", "> 1 s / > 3 s", "unexpected"),
    *("reviews", "Homes", "CPU bot / driver", "bare's", "CPU ms each", "bare's", "load average"),
)


def load_rows(database: str, loaded: Loaded) -> Iterable[Sequence[str]]:
    """A row for each number of sellers; the times are those of all envelopes, then of submissions alone."""
    for load in loaded.loads:
        ours, bare, waits = _rate(load.ours), _rate(load.bare), _waits(load.ours)
        submissions = [wait for turn in load.ours for wait in turn.tally.waits[SUBMISSION]]
        yield (
            *(database, f"{loaded.shape.deals:,}", str(loaded.shape.managers), str(load.sellers)),
            *(f"{ours:,.0f}", f"{bare:,.0f}", f"{ours / bare:.3f}"),
            *map(milliseconds, (waits, _waits(load.bare), submissions)),
            f"{sum(wait > SLOW for wait in waits)} / {sum(wait > TOO_SLOW for wait in waits)}",
            str(sum(turn.tally.unexpected.total() for turn in load.ours)),
            str(sum(turn.tally.reviews for turn in load.ours)),
            str(sum(turn.homes for turn in load.ours)),
            *map(_shares, (load.ours, load.bare)),
            *map(_cpu_each, (load.ours, load.bare)),
            f"{load.load_average:.1f}",
        )


def unexpected(loaded: Loaded) -> Iterable[str]:
    """What nobody had expected, and the errors in the bots' logs, each as a line."""
    for load in loaded.loads:
        for turn in load.ours:
            yield from (f"{number} times {name}" for name, number in turn.tally.unexpected.items())
    yield from loaded.ours.errors
    yield from loaded.bare.errors


COSTS = ("database", "deals", "connected after", "bare's", "MB idle / after load", "bare's")


def cost_row(database: str, loaded: Loaded) -> Sequence[str]:
    """What the bots took besides."""
    ours, bare = loaded.ours, loaded.bare
    return (
        *(database, f"{loaded.shape.deals:,}"),
        *(f"{bot.connected:.2f} s" for bot in (ours, bare)),
        *(f"{bot.idle:.0f} / {bot.loaded:.0f}" for bot in (ours, bare)),
    )


def _rate(turns: Sequence[Turn]) -> float:
    return median(turn.rate for turn in turns)


def _waits(turns: Sequence[Turn]) -> list[float]:
    return [wait for turn in turns for waits in turn.tally.waits.values() for wait in waits]


def _shares(turns: Sequence[Turn]) -> str:
    bot = median(turn.bot_seconds / turn.took for turn in turns)
    return f"{bot:.0%} / {median(turn.driver_seconds / turn.took for turn in turns):.0%}"


def _cpu_each(turns: Sequence[Turn]) -> str:
    """Milliseconds of the bot's processor for an envelope, and all that followed it meanwhile."""
    return f"{median(turn.bot_seconds / len(turn.tally.done) for turn in turns) * 1000:.2f}"


TABLES = ("database", "deals", "what", "ms median", "worst", "CPU ms", "runs", "least", "ratio")


def measured_row(database: str, deals: int, measured: Measured) -> Sequence[str]:
    """What ran in this process, beside the least that it could take."""
    walls, least = [each.wall for each in measured.times], measured.least
    half, cpu = median(walls), median(each.cpu for each in measured.times)
    return (
        *(database, f"{deals:,}", measured.what),
        *(f"{seconds * 1000:,.2f}" for seconds in (half, max(walls), cpu)),
        str(len(measured.times)),
        *(("-", "-") if least is None else (f"{least * 1000:,.2f}", f"{half / least:,.1f}")),
    )


IMPORTS = ("database", "deals", "s", "a second", "peak MB")


def import_row(database: str, done: Imported) -> Sequence[str]:
    """What the command took from its start to its end."""
    return (
        *(database, f"{done.deals:,}", f"{done.seconds:.1f}"),
        *(f"{done.deals / done.seconds:,.0f}", f"{done.megabytes:.0f}"),
    )


REPORTS = ("database", "deals", "rounds", "period", "s", "CPU s", "peak MB")


def report_row(database: str, done: Reported) -> Sequence[str]:
    """What making a report took, without printing it."""
    return (
        *(database, f"{done.deals:,}", str(done.rounds), done.period),
        *(f"{done.seconds:.1f}", f"{done.cpu:.1f}", f"{done.megabytes:.0f}"),
    )
