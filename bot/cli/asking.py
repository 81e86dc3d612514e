"""What the command line asks of the person: a file, which column is which, and whether to go on."""

import sys
from collections.abc import Iterable
from pathlib import Path

import typer

from bot.app.wiring import Refused
from bot.kit.settings import SettingsError


def content_of(file: Path) -> bytes:
    """The bytes of the file; Refused when it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror}.") from error


def mapping_of(pairs: Iterable[str]) -> dict[str, str]:
    """Field -> heading, of --map FIELD=HEADING; a heading keeps its spaces, which may tell it from another."""
    mapping = {}
    for pair in pairs:
        field, sign, heading = pair.partition("=")
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
