"""The state of the installation on an admin's Home: what runs, and what is to be looked after."""

from collections.abc import Iterator
from datetime import datetime

from bot.home.usecases.installation import Installation
from bot.kit.blocks import Block, header, section
from bot.kit.scopes import NO_SCOPE, POSTING
from bot.kit.texts import Texts

MOST_TROUBLE = 10
MOST_IMPORTS = 5


def state(found: Installation, t: Texts, *, now: datetime) -> list[Block]:
    """What goes out and how old the files are; then what asks for somebody, where anything does."""
    runs = [*_flow(found, t, now=now), *_imports(found, t, now=now)]
    if not found.unmatched:
        runs.append(t("home.all_matched"))
    blocks = [header(t("home.installation")), section("\n".join(f"• {line}" for line in runs))]
    asks = [*_asks(found, t)]
    return [*blocks, section("\n".join(asks))] if asks else blocks


def _flow(found: Installation, t: Texts, *, now: datetime) -> Iterator[str]:
    flow = found.flow
    if flow.last_sent:
        yield t("home.last_sent", when=_when(flow.last_sent, t, now=now))
    if flow.waiting:
        yield t("home.waiting", count=flow.waiting, when=_when(flow.since, t, now=now))
    else:
        yield t("home.none_waiting")


def _imports(found: Installation, t: Texts, *, now: datetime) -> Iterator[str]:
    for each in found.imports[:MOST_IMPORTS]:
        said = {"new": each.new, "changed": each.changed, "when": _when(each.at, t, now=now)}
        yield t(f"home.last_{each.layout}", source=each.source, **said)
    if not found.imports:
        yield t("home.no_imports")


def _asks(found: Installation, t: Texts) -> Iterator[str]:
    if found.unmatched:
        yield t("home.unmatched", count=found.unmatched)
    if found.unknown:
        yield t("home.trouble", count=len(found.unknown))
        for row in found.unknown[:MOST_TROUBLE]:
            yield f"• {t(f'outbox.{row.kind}')} · {row.address}"
    if found.held:
        yield t("home.held", count=found.held, scopes=POSTING)
    if found.failed:
        yield t("home.failed", count=len(found.failed))
        for row in found.failed[-MOST_TROUBLE:]:
            yield f"• {t(f'outbox.{row.kind}')} · {row.address} · {_reason(row.error, t)}"


def _reason(error: str | None, t: Texts) -> str:
    """Why Slack refused a message: its name for it, but a permission that is not there as what it is."""
    return t("refused.lacks", scopes=POSTING) if error == NO_SCOPE else str(error)


def _when(moment: datetime, t: Texts, *, now: datetime) -> str:
    return t("home.when", day=t.day(moment, now=now, weekday=True), time=t.clock(moment))
