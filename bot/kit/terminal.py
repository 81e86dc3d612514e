"""What the commands of the command line share: options, the house, what they ask of the person, lists of lines."""

import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated

import typer

from bot.kit.house import House
from bot.kit.settings import SettingsError

Yes = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]
Team = Annotated[
    str | None, typer.Option("--workspace", metavar="TEAM", help="Slack's id of it, where there are several.")
]
File = Annotated[Path, typer.Argument(help="A CSV file or an Excel workbook (.xlsx).")]
Opened = AbstractContextManager[tuple[House, int]]


class Refused(Exception):
    """A command was refused and nothing was changed; the text is one plain sentence."""


class BrokenOff(Exception):
    """A command ended half-way; the text says how far it came, and what to do."""


def opened(context: typer.Context, team_id: str | None) -> Opened:
    """The house, and the id of the workspace that a command is for; the command line has said how it is opened."""
    opens: Callable[[str | None], Opened] = context.obj
    return opens(team_id)


def content_of(file: Path) -> bytes:
    """The bytes of the file; Refused when it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror}.") from error


def mapping_of(pairs: Iterable[str]) -> dict[str, str]:
    """Field -> heading, of --map FIELD=HEADING; a heading keeps its spaces, which may tell it from another.

    In word.TEXT=MEANING the text may have an = of its own.
    """
    mapping = {}
    for pair in pairs:
        cut = pair.rpartition if pair.startswith("word.") else pair.partition
        field, sign, heading = cut("=")
        if not sign or not field.strip():
            raise SettingsError(f"--map wants FIELD=HEADING, not “{pair}”.")
        mapping[field.strip()] = heading
    return mapping


def agreed(*, something: bool, yes: bool) -> bool:
    """Whether to go on: there is something to do, and the person has said so; Refused when they say no."""
    if not something:
        typer.echo("Nothing to change.")
        return False
    if yes:
        return True
    if not sys.stdin.isatty():
        raise Refused("Nothing was changed: without a terminal, say --yes.")
    if typer.confirm("Go on?"):
        return True
    raise Refused("Nothing was changed.")
