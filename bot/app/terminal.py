"""The command that checks settings, scorecards, and the scores that are kept."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from bot.kit.settings import of_process
from bot.kit.terminal import Refused, Team, opened
from bot.scorecards import loading
from bot.scorecards.loading import Scorecards, ScorecardsError
from bot.standing.checking import differences
from flows.scorecards.applying import AppliesTo
from flows.scorecards.scorecard import Scorecard


def check(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(help="A folder with deal.yml, customer.yml and others.")
    ] = None,
    *,
    scores: Annotated[
        bool, typer.Option("--scores", help="Compute every score that is kept anew instead, and compare.")
    ] = False,
    workspace: Team = None,
) -> None:
    """Check the settings and the scorecards, or the scores that are kept.

    Example: revisor check our-scorecards
    """
    if scores:
        _check_scores(context, workspace)
    else:
        _check_scorecards(folder)


def _check_scores(context: typer.Context, workspace: str | None) -> None:
    with opened(context, workspace) as (house, id_), house.read(id_) as desk:
        first = next(differences(desk), None)
    if first is not None:
        raise Refused(f"What is kept is not what is computed. {first}.")
    typer.echo("All scores and loads that are kept are as they are computed.")


def _check_scorecards(folder: Path | None) -> None:
    settings = of_process()
    try:
        found = loading.load(folder or settings.scorecards, timezone=settings.timezone)
    except ScorecardsError as error:
        raise Refused(str(error)) from error
    _print(found)
    _print_zones(found, settings.timezone)
    typer.echo("Settings and scorecards are in order.")


def _print(found: Scorecards) -> None:
    """Every scorecard with the subjects that it is for, in the order in which they are tried."""
    for one in found.others:
        typer.echo(f"{one.id}.yml: {one.name.en}, for {_kinds(one)} with {_rules(one.applies_to)}")
    for one in (found.deal, found.customer):
        typer.echo(f"{one.kind}.yml: {one.name.en}, for {'all other ' if found.others else ''}{_kinds(one)}")


def _print_zones(found: Scorecards, timezone: str) -> None:
    """The scorecards whose days are those of another zone than the company's, and which zone is for what."""
    for one in (*found.others, found.deal, found.customer):
        if one.calendar.timezone != timezone:
            typer.echo(
                f"{one.id or one.kind}.yml: its days begin and end in {one.calendar.timezone}, as its calendar says; "
                f"the digest, and moments in files, go by REVISOR_TIMEZONE, {timezone}"
            )


def _kinds(scorecard: Scorecard) -> str:
    return f"{scorecard.kind}s"


def _rules(rule: AppliesTo | None) -> str:
    if rule is None:
        return ""
    segments = dict.fromkeys(name for segment in rule.segments for name in (segment.en, segment.da))
    said = [("segment", " or ".join(segments)), ("product", " or ".join(rule.products))]
    said += [("value from", _bounds(rule.amount_from)), ("value below", _bounds(rule.amount_below))]
    return " and ".join(f"{what} {names}" for what, names in said if names)


def _bounds(bounds: Mapping[str, int]) -> str:
    return " or ".join(f"{code} {amount:,}" for code, amount in bounds.items())
