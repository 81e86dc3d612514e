"""The command that prints the report."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from bot.kit.desk import Desk
from bot.kit.settings import SettingsError
from bot.kit.terminal import Refused, Team, opened
from bot.kit.texts import BABEL, Texts
from bot.printing.files import KINDS, files_of, write
from bot.printing.pdf import NotPrinted
from bot.report.usecases.report import made
from flows.report.period import Period
from storage import people

READ = Fraction(7, 10)
STEPS = 100


def report(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    period: Annotated[str, typer.Option(metavar="2026-11", help="A month, or a quarter such as 2026-Q4.")],
    team: Annotated[
        str | None,
        typer.Option(metavar="EMAIL", help="The team's edition, by who leads it; it names sellers."),
    ] = None,
    language: Annotated[str | None, typer.Option(help="en or da; else the company's.")] = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the files go.")] = Path(),
    only: Annotated[
        str, typer.Option(metavar="KINDS", help="Which of html, pdf and xlsx, with commas between.")
    ] = ",".join(KINDS),
    *,
    company: Annotated[str, typer.Option(metavar="NAME", help="What the company is called on it.")] = "",
    workspace: Team = None,
) -> None:
    """Print the report for top management: as a page, as a PDF, and as a workbook that holds the rows behind it.

    A period that is over is told as of its end, however much later; one that is not, as of now.

    \b
    Examples:
      revisor report --period 2026-11 --out reports
      revisor report --period 2026-Q4 --language da --only pdf
      revisor report --period 2026-11 --team jens@example.com
    """
    wanted, kinds = _period(period), _kinds(only)
    if language not in {None, *BABEL}:
        raise SettingsError(f"--language is {' or '.join(BABEL)}, not “{language}”.")
    with opened(context, workspace) as (house, id_), _telling() as tell:
        with house.read(id_) as desk:
            leader = _leader(desk, team)
            try:
                found = made(
                    desk, wanted, team=leader, progress=lambda done: tell(done * READ), company=company
                )
            except ValueError as error:
                raise Refused(f"{period} has not begun yet.") from error
            t = Texts(language or desk.settings.language, found.zone)
        try:
            files = files_of(found, t, kinds, progress=lambda done: tell(READ + done * (1 - READ)))
            paths = write(out, files)
        except NotPrinted as error:
            raise Refused(
                f"The report could not be printed as PDF: {error}. Say --only html,xlsx."
            ) from error
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise Refused(
                f"The report could not be written to {out}: {why}. What was there is as it was."
            ) from error
    for path in paths:
        typer.echo(path)


def _period(written: str) -> Period:
    try:
        return Period.read(written)
    except ValueError as error:
        raise SettingsError(
            f"--period is a month (2026-11) or a quarter (2026-Q4), not “{written}”."
        ) from error


def _kinds(only: str) -> list[str]:
    wanted = [each.strip().casefold() for each in only.split(",") if each.strip()]
    if not wanted or not set(wanted) <= set(KINDS):
        raise SettingsError(f"--only is of {', '.join(KINDS)}, not “{only}”.")
    return [kind for kind in KINDS if kind in wanted]


def _leader(desk: Desk, email: str | None) -> int | None:
    """The id of who leads the team; refuses whom the list does not have, and who leads nobody."""
    if email is None:
        return None
    leader = people.by_email(desk.tx, email)
    if leader is None:
        raise Refused(f"Nobody on the list has the e-mail {email}.")
    if not people.team_of(desk.tx, leader.id):
        raise Refused(f"{leader.name} leads nobody.")
    return leader.id


@contextmanager
def _telling() -> Iterator[Callable[[Fraction], None]]:
    """Shows how much is done, to whoever sits at a terminal and waits."""
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    with typer.progressbar(length=STEPS, label="Preparing the report", file=sys.stderr) as bar:
        yield lambda done: bar.update(int(done * STEPS) - bar.pos)
