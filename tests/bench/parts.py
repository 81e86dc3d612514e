"""The parts of a run: each says what it is at, and prints its tables at its end."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import load, printing
from tests.bench.acts import single_acts
from tests.bench.company import NOW, Shape, open_house
from tests.bench.databases import Fresh, databases
from tests.bench.importing import imported
from tests.bench.plan import Kind, Plan
from tests.bench.reporting import reported
from tests.bench.tables import read_and_written, reminders


def under_load(plan: Plan) -> Iterator[str]:
    """The bot as a process of its own while sellers press, beside a bare Bolt."""
    rows, costs, odd = [], [], []
    for kind in plan.databases:
        with _databases(kind) as (fresh, folder):
            for shape in (
                Shape(plan.deals, max(plan.sellers)),
                Shape(plan.one_manager, max(plan.sellers), 1),
            ):
                yield f"load: {kind}, {shape.deals:,} deals, {_machine()}"
                loaded = load.under_load(plan, shape, fresh(), folder)
                rows += printing.load_rows(kind, loaded)
                costs.append(printing.cost_row(kind, loaded))
                odd += printing.unexpected(loaded)
    printing.show("Review pages and submissions over Socket Mode, beside bare Bolt", printing.LOAD, rows)
    printing.show("The process", printing.COSTS, costs)
    yield from odd


def tables(plan: Plan) -> Iterator[str]:
    """Reading, writing and importing whole companies of different sizes."""
    rows, imports, reports = [], [], []
    for kind in plan.databases:
        with _databases(kind) as (fresh, folder):
            for deals in plan.tables:
                yield f"tables: {kind}, {deals:,} deals, {_machine()}"
                found = [*read_and_written(plan, deals, fresh), reminders(deals, fresh)]
                rows += [printing.measured_row(kind, deals, each) for each in found]
                imports.append(printing.import_row(kind, imported(deals, fresh, folder)))
                reports += [printing.report_row(kind, each) for each in reported(deals, fresh)]
    printing.show("Whole companies, beside the least in SQL", printing.TABLES, rows)
    printing.show("`revisor import`", printing.IMPORTS, imports)
    printing.show("The report, made and not printed", printing.REPORTS, reports)
    yield f"tables: done, {_machine()}"


def single(plan: Plan) -> Iterator[str]:
    """Single acts, on SQLite."""
    yield f"acts: {_machine()}"
    with _databases(Kind.SQLITE) as (fresh, _):
        url = fresh()
        house, workspace = open_house(url, lambda: NOW)
        found = list(single_acts(plan, house, workspace, Path(url.removeprefix("sqlite:///"))))
        house.database.close()
    rows = [printing.measured_row(Kind.SQLITE, 2_001, each) for each in found]
    printing.show("Single acts", printing.TABLES, rows)


@contextmanager
def _databases(kind: Kind) -> Iterator[tuple[Fresh, Path]]:
    with tempfile.TemporaryDirectory() as name, databases(kind, Path(name)) as fresh:
        yield fresh, Path(name)


def _machine() -> str:
    return f"load average {os.getloadavg()[0]:.1f}"
