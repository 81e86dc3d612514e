"""What an import prints: the preview, and what it did."""

from collections.abc import Iterable, Mapping

import typer

from bot.crm.batches import Done
from bot.crm.files.words import ENGLISH, how_many
from bot.crm.preview.parts import Part
from bot.crm.preview.plans import left
from bot.crm.preview.preview import preview
from bot.crm.usecases.found import Found
from bot.people.usecases.leaving import Leaving


def print_preview(found: Found) -> None:
    """What the file would do."""
    _print(preview(found, ENGLISH, "terminal"))


def print_leaving(plan: Leaving) -> None:
    """Whose access ends, and what they carry."""
    _print([Part(ENGLISH("import.ends"), left([plan], ENGLISH))])


def print_forgotten(answers: Mapping[str, str]) -> None:
    """What is not kept any more."""
    typer.echo(f"Forgotten: {', '.join(f'{key}={value}' for key, value in answers.items())}.")


def print_done(found: Found, done: Done) -> None:
    """What was done."""
    counts = {"new": done.new, "changed": done.changed}
    if found.what == "deals":
        counts["customers"] = done.customers
    gone = [f"{done.gone} closed as gone"] if done.gone else []
    typer.echo(f"Done: {', '.join([*how_many(ENGLISH, **counts).values(), *gone])}.")


def _print(parts: Iterable[Part]) -> None:
    for part in parts:
        lines = [*part.lines, ENGLISH("list.more", count=part.more)] if part.more else part.lines
        if part.title:
            typer.echo(part.title)
        for each in lines:
            typer.echo(f"  {each}" if part.title else each)
