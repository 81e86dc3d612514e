"""Importing from the command line: what a file would do is shown, and done; what was said of the file is kept."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import typer

from bot.crm import printing
from bot.crm.asking import read_asking
from bot.crm.batches import carry_out
from bot.crm.files.reading import read_customers, read_deals, shape_in
from bot.crm.progress import telling, watching
from bot.crm.reporting import customers_json, deals_json, write_report
from bot.crm.usecases import customers as accounts_list
from bot.crm.usecases import deals as importing
from bot.crm.usecases.deals import Outlook, Unowned
from bot.crm.usecases.keeping import SOURCE, Answers, ShapeOf, fits, recall, to_keep
from bot.crm.usecases.vanishing import GONE, Vanished, vanished
from bot.kit.desk import Desk
from bot.kit.house import House
from bot.kit.terminal import agreed
from flows.company.subjects import Kind
from flows.imports import CustomerRecord, DealRecord, Reading
from storage import kept_answers

DEALS, CUSTOMERS = Kind.DEAL.value, Kind.CUSTOMER.value


@dataclass(frozen=True)
class Way:
    """How a file is to be imported, as the options say."""

    customers: bool
    gone: bool
    forget: bool
    dry_run: bool
    json: bool
    report: Path | None
    yes: bool


def import_deals(house: House, workspace: int, data: bytes, said: Mapping[str, str], way: Way) -> None:
    """Deals: shows what the file would do, and does it if whoever sits there agrees; Asked and Refused as they come."""
    _forget(house, workspace, data, said, way)
    with house.read(workspace) as desk:
        found = read_asking(partial(_look, desk, data, way), said)
    reading, plan, gone = found.reading, found.plan, found.vanished
    if way.json:
        typer.echo(deals_json(reading, plan, gone, found.answers.used, closes=found.closes))
    else:
        printing.kept(found.answers.used)
        printing.deals_plan(reading, plan, gone, closes=found.closes)
    if not _goes_on(reading, plan.unowned, way):
        return
    closing = gone if found.closes else replace(gone, missing=())
    if agreed(something=bool(plan.news or closing.merged or closing.missing), yes=way.yes):
        with telling(len(plan.news)) as tell:
            news = replace(reading, records=tuple(plan.news))
            printing.deals_done(carry_out(house, workspace, news, tell, closing=closing))
    _keep(house, workspace, DEALS, found.answers, reading)


@dataclass(frozen=True)
class _Found:
    """A file of deals as it was read with the answers, and what it would do; `closes` what is missing as well."""

    answers: Answers
    reading: Reading[DealRecord]
    plan: Outlook
    vanished: Vanished
    closes: bool


def _look(desk: Desk, data: bytes, way: Way, said: Mapping[str, str]) -> _Found:
    """The file read with what is said and what is kept; Asked when that leaves something in doubt."""
    answers = _recalled(desk, data, said, way)
    reading = read_deals(
        data,
        mapping={"zone": desk.settings.timezone, **_for_reading(answers)},
        default_currency=desk.settings.currency,
        today=desk.now.date(),
        watch=watching(data),
    )
    shown = sys.maxsize if way.json else importing.SHOWN
    plan = importing.preview_deals(desk, reading, source_is_said=SOURCE in said, shown=shown)
    gone = vanished(desk, reading)
    closes = way.gone and said.get(GONE) != "none"
    if closes:
        gone.ask(said)
    return _Found(answers, reading, plan, gone, closes)


def import_customers(house: House, workspace: int, data: bytes, said: Mapping[str, str], way: Way) -> None:
    """The same for a list of customers."""
    _forget(house, workspace, data, said, way)

    def read(answered: Mapping[str, str]) -> tuple[Answers, Reading[CustomerRecord]]:
        answers = _recalled(desk, data, answered, way)
        mapping = {"zone": desk.settings.timezone, **_for_reading(answers)}
        currency, today = desk.settings.currency, desk.now.date()
        return answers, read_customers(data, mapping=mapping, default_currency=currency, today=today)

    with house.read(workspace) as desk:
        answers, reading = read_asking(read, said)
        plan = accounts_list.preview(desk, reading)
    if way.json:
        typer.echo(customers_json(reading, plan, answers.used))
    else:
        printing.kept(answers.used)
        printing.customers_plan(reading, plan)
    if not _goes_on(reading, plan.unowned, way):
        return
    if agreed(something=bool(plan.listed.new or plan.listed.changed), yes=way.yes):
        with house.write(workspace) as desk:
            done = accounts_list.load(desk, reading)
        printing.customers_done(done)
    _keep(house, workspace, CUSTOMERS, answers, reading)


def _for_reading(answers: Answers) -> dict[str, str]:
    """What says how the file is read; the rest says what is done with it."""
    return {key: value for key, value in answers.mapping.items() if key != GONE}


def _goes_on(reading: Reading[Any], unowned: Iterable[Unowned], way: Way) -> bool:
    """Whether anything may be changed; Refused where nothing could be read. Writes the report."""
    if way.report:
        write_report(way.report, reading, unowned)
    if refusal := printing.nothing_read(reading):
        raise refusal
    return not way.dry_run


def _recalled(desk: Desk, data: bytes, said: Mapping[str, str], way: Way) -> Answers:
    return Answers(said) if way.forget else recall(desk.tx, _layout(way), said, _shape_of(data, way))


def _forget(house: House, workspace: int, data: bytes, said: Mapping[str, str], way: Way) -> None:
    """Drop what is kept of files of this shape, of the source that is named or of all."""
    if not way.forget:
        return
    with house.note(workspace) as tx:
        for kept in fits(tx, _layout(way), said, _shape_of(data, way)):
            if not way.dry_run:
                kept_answers.forget(tx, _layout(way), kept)
            if not way.json:
                printing.kept({SOURCE: kept.source, **kept.answers}, forgotten=True)


def _keep(house: House, workspace: int, layout: str, answers: Answers, reading: Reading[Any]) -> None:
    if new := to_keep(answers, source=reading.source, shape=reading.shape):
        with house.note(workspace) as tx:
            kept_answers.keep(tx, layout, new)


def _layout(way: Way) -> str:
    return CUSTOMERS if way.customers else DEALS


def _shape_of(data: bytes, way: Way) -> ShapeOf:
    def shape(mapping: Mapping[str, str]) -> str | None:
        read = {key: value for key, value in mapping.items() if key != GONE}
        return shape_in(data, read, customers=way.customers)

    return shape
