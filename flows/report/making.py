"""The whole report: its sections in their fixed order, each with the rows behind it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from flows.company.subjects import Kind
from flows.report.act import act
from flows.report.actions import actions
from flows.report.agreement import agreement
from flows.report.assurance import assurance
from flows.report.books import Books
from flows.report.bridge import bridge
from flows.report.conclusions import conclusions
from flows.report.customers import customers
from flows.report.details import details_of, details_of_actions, details_of_views
from flows.report.forecast import forecast
from flows.report.method import method
from flows.report.pipeline import pipeline
from flows.report.plan import plan
from flows.report.report import Report, Section, Table

Rows = Callable[[Books], Sequence[Table]]

# A close with signatures prints this very report; its place is the end of the last section.
SECTIONS: tuple[tuple[Callable[[Books], Section], Rows | None], ...] = (
    (conclusions, None),
    (forecast, None),
    (pipeline, lambda books: details_of(books, Kind.DEAL)),
    (bridge, None),
    (customers, lambda books: details_of(books, Kind.CUSTOMER)),
    (act, None),
    (actions, details_of_actions),
    (plan, None),
    (agreement, details_of_views),
    (assurance, None),
    (method, None),
)


def report(books: Books) -> Report:
    """The report of these books."""
    return Report(
        company=books.company,
        begins=books.period.begins,
        ends=books.period.ends,
        cut_off=books.cut_offs.closing,
        zone=books.zone,
        team=None if books.team is None else books.names.get(books.team, ""),
        scorecards=tuple(sorted(books.cards)),
        sections=tuple([_with_rows(make(books), rows(books) if rows else ()) for make, rows in SECTIONS]),
    )


def _with_rows(section: Section, rows: Sequence[Table]) -> Section:
    return replace(section, parts=(*section.parts, *rows)) if rows else section
