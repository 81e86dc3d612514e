"""A file looked at: read with what is said of it and what is kept of earlier ones, and what it would do."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.crm.files.errors import must_be
from bot.crm.files.gathering import Watch
from bot.crm.files.reading import read_customers, read_deals, read_people, shape_in
from bot.crm.usecases import customers as accounts_list
from bot.crm.usecases import deals as pipeline
from bot.crm.usecases.deals import SHOWN
from bot.crm.usecases.found import Customers, Deals, Found, People, What
from bot.crm.usecases.keeping import SOURCE, Answers, ShapeOf, recall
from bot.crm.usecases.people import settled
from bot.crm.usecases.vanishing import ALL, ASK, GONE, NONE, vanished
from bot.kit.desk import Desk
from bot.people.usecases import listing


@dataclass(frozen=True)
class How:
    """How a file is looked at: whether what is kept is left aside, how much of a list is wanted, and who watches."""

    afresh: bool = False
    shown: int = SHOWN
    watch: Watch = lambda raws: raws


def look(desk: Desk, what: What, data: bytes, said: Mapping[str, str], how: How = How()) -> Found:
    """What the file would do; changes nothing. Asked and FileRefused as they come.

    What is `said` to be nothing ("") takes back what is kept. gone=all closes what is not in the file any more,
    gone=ask does so too, but asks where that is most of what is open.
    """
    if what == "people":
        return _people(desk, data, said)
    answers = Answers(said) if how.afresh else recall(desk.tx, what, said, shape_of(what, data))
    return _deals(desk, data, answers, how) if what == "deals" else _customers(desk, data, answers)


def shape_of(what: What, data: bytes) -> ShapeOf:
    """Gives the shape of the file when it is opened with a mapping."""
    return lambda mapping: shape_in(data, _without(mapping, GONE), customers=what == "customers")


def _deals(desk: Desk, data: bytes, answers: Answers, how: How) -> Deals:
    said = answers.mapping
    closes = _closes(said)
    reading = read_deals(
        data,
        mapping={"zone": desk.settings.timezone, **_without(said, GONE)},
        default_currency=desk.settings.currency,
        today=desk.now.date(),
        watch=how.watch,
    )
    source_is_said = bool(answers.said.get(SOURCE))
    plan = pipeline.preview_deals(desk, reading, source_is_said=source_is_said, shown=how.shown)
    gone = vanished(desk, reading)
    if said.get(GONE) == ASK:
        gone.ask()
    return Deals(answers, reading, plan, gone, closes)


def _closes(said: Mapping[str, str]) -> bool:
    answer = said.get(GONE, NONE)
    if answer not in (ALL, NONE, ASK):
        raise must_be(GONE, (ALL, NONE), answer)
    return answer != NONE


def _customers(desk: Desk, data: bytes, answers: Answers) -> Customers:
    reading = read_customers(
        data,
        mapping={"zone": desk.settings.timezone, **answers.mapping},
        default_currency=desk.settings.currency,
        today=desk.now.date(),
    )
    return Customers(answers, reading, accounts_list.preview(desk, reading))


def _people(desk: Desk, data: bytes, said: Mapping[str, str]) -> People:
    answers = Answers(said)
    reading = read_people(data, mapping=answers.mapping)
    same = settled(desk, reading, answers.mapping)
    return People(answers, reading, listing.preview_people(desk, reading, same), same)


def _without(mapping: Mapping[str, str], key: str) -> dict[str, str]:
    return {each: value for each, value in mapping.items() if each != key}
