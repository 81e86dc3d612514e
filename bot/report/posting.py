"""Word of a report to whoever asked for it: only that it was broken off; the rest stands in the message of its own."""

from collections.abc import Sequence

from bot.kit.blocks import Message, section
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell_address
from bot.printing.pages import days_of
from bot.report.usecases.asking import BEGUN, DONE, LONGEST
from flows.company.people import Person
from flows.report.period import Period
from storage.in_hand import Told, left_behind

KINDS = Told(BEGUN, DONE)


def end(desk: Desk, to: str, occurrence: str, period: str, *, is_told: bool) -> None:
    """It is in hand no more; `is_told` says that they know what came of it."""
    tell_address(desk, to, DONE, occurrence, period=period, is_told=is_told)


def end_left_behind(desk: Desk) -> None:
    """Who waits for a report that nobody makes any more hears of it, once."""
    for row in left_behind(desk.tx, KINDS, before=desk.now - LONGEST):
        occurrence = row.key.removeprefix(f"{BEGUN}:")
        end(desk, row.address, occurrence, str(row.facts["period"]), is_told=False)


def begun(_desk: Desk, _facts: Facts, _reader: Person | None) -> Sequence[Message]:
    """Nothing: the message that tells how far it is says so."""
    return ()


def done(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """That it was broken off, where nothing else has said what came of it."""
    if facts["is_told"]:
        return ()
    t, period = desk.texts(reader), Period.read(facts["period"])
    text = t("report_door.broken_off", period=days_of(period.begins, period.ends, t))
    return ({"text": text, "blocks": [section(text)]},)
