"""Importing from the command line: what a file would do is shown, and done; what was said of the file is kept."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import typer

from bot.crm.asking import read_asking
from bot.crm.doing import carry_out, keep
from bot.crm.files.words import ENGLISH
from bot.crm.printing import print_done, print_forgotten, print_preview
from bot.crm.progress import telling, watching
from bot.crm.reporting import plan_json, write_report
from bot.crm.usecases.deals import SHOWN
from bot.crm.usecases.found import Found, What, nothing_read
from bot.crm.usecases.keeping import SOURCE, fits
from bot.crm.usecases.looking import How, look, shape_of
from bot.kit.house import House
from bot.kit.terminal import Refused, agreed
from storage import kept_answers


@dataclass(frozen=True)
class Way:
    """How a file is to be imported, as the options say."""

    what: What
    report: Path | None
    yes: bool
    forget: bool = False
    dry_run: bool = False
    json: bool = False


def import_file(house: House, workspace: int, data: bytes, said: Mapping[str, str], way: Way) -> None:
    """Shows what the file would do, and does it if whoever sits there agrees; Asked and Refused as they come."""
    if way.forget:
        _forget(house, workspace, data, said, way)
    how = How(afresh=way.forget, shown=sys.maxsize if way.json else SHOWN, watch=watching(data))
    with house.read(workspace) as desk:
        found = read_asking(lambda answered: look(desk, way.what, data, answered, how), said)
    if way.json:
        typer.echo(plan_json(found))
    else:
        print_preview(found)
    if way.report:
        write_report(way.report, found.reading, found.unowned)
    _check_anything_read(found)
    if way.dry_run:
        return
    if agreed(something=found.changes, yes=way.yes):
        with telling(sum(found.counts[:2])) as tell:
            done = carry_out(house, workspace, found, tell)
        print_done(found, done)
    keep(house, workspace, found)


def _check_anything_read(found: Found) -> None:
    if refused := nothing_read(found):
        raise Refused(ENGLISH("import.none_read", count=refused))


def _forget(house: House, workspace: int, data: bytes, said: Mapping[str, str], way: Way) -> None:
    """Drop what is kept of files of this shape, of the source that is named or of all."""
    with house.note(workspace) as tx:
        for kept in fits(tx, way.what, said, shape_of(way.what, data)):
            if not way.dry_run:
                kept_answers.forget(tx, way.what, kept)
            if not way.json:
                print_forgotten({SOURCE: kept.source, **kept.answers})
