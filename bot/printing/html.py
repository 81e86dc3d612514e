"""A report as one HTML file: nothing of it is fetched, and it prints on A4 as it reads on a phone."""

import re
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.kit.blocks import cut
from bot.kit.texts import Texts
from bot.printing.pages import Grid, Lines, Picture, pages_of
from bot.printing.svg import LOOKS
from flows.report.report import Report

if TYPE_CHECKING:
    from jinja2 import Template

MOST_RUNNING = 80  # characters of a running heading
KINDS = {Lines: "lines", Grid: "grid", Picture: "picture"}


def html(report: Report, t: Texts) -> bytes:
    """The report in the words of `t`; the same report gives the same bytes."""
    written = _template().render(pages=pages_of(report, t), t=t, looks=LOOKS)
    return written.encode("utf-8", errors="replace")


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - the start does without

    environment = Environment(
        loader=PackageLoader("bot.printing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(css=_css, drawn=Markup, cut=lambda text: cut(text, MOST_RUNNING))
    environment.tests["of_kind"] = lambda block, kind: KINDS[type(block)] == kind
    return environment.get_template("report.html.j2")


def _css(text: str) -> Markup:
    """A text as a string in a style sheet: whatever could mean something there, or end it, by its number."""
    return Markup('"' + re.sub(r"[^A-Za-z0-9 ]", lambda found: f"\\{ord(found[0]):x} ", text) + '"')  # noqa: S704
