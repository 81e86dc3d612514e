"""How far sellers and managers agree where both have scored a subject independently."""

from collections import defaultdict
from collections.abc import Iterable

from flows.company.subjects import Kind
from flows.report.books import Books, Team, View
from flows.report.cards import areas_of
from flows.report.report import Cell, Section, Sentence, Table
from flows.report.telling import group_name, groups_in_order, section, share, source, word

Pairs = list[tuple[int, int]]


def agreement(books: Books) -> Section:
    """The section."""
    if not books.views:
        return section("agreement", Sentence(word("agreement.nothing")))
    return section("agreement", _by_team(books), _by_area(books))


def _by_team(books: Books) -> Table:
    teams: defaultdict[Team, list[View]] = defaultdict(list)
    for view in books.views:
        teams[view.team].append(view)
    rows = [
        (_name(books, team), len(teams[team]), *_told(_pairs(teams[team])))
        for team in groups_in_order(books, teams)
    ]
    return Table(
        "agreement",
        word("agreement.by_team"),
        tuple([word(f"agreement.{head}") for head in ("team", "views", *HEADS)]),
        tuple(rows),
        total=(word("agreement.all"), len(books.views), *_told(_pairs(books.views)))
        if len(rows) > 1
        else None,
        source=source(books, "agreement", len(books.views)),
    )


HEADS = ("answers", "same", "within_one", "manager_lower")


def _name(books: Books, team: Team) -> Cell:
    return word("no_team") if team is None else group_name(books, team)


def _pairs(views: Iterable[View]) -> Pairs:
    return [(first, second) for view in views for _, first, second in view.levels]


def _told(pairs: Pairs) -> tuple[Cell, ...]:
    """How many answers, and the shares that are the same, at most one level apart, and lower at the manager's."""
    number = len(pairs)
    return (
        number,
        share(sum(first == second for first, second in pairs), number),
        share(sum(abs(first - second) <= 1 for first, second in pairs), number),
        share(sum(second < first for first, second in pairs), number),
    )


def _by_area(books: Books) -> Table:
    found: defaultdict[str, Pairs] = defaultdict(list)
    for view in books.views:
        for question_id, first, second in view.levels:
            found[view.areas[question_id]].append((first, second))
    areas = {area.id: area for card in books.cards.values() for area in card.areas}
    areas |= {area.id: area for kind in Kind for area in areas_of(books, kind)}
    rows = [(areas[id_].short, *_told(found[id_])) for id_ in sorted(found)]
    return Table(
        "agreement_areas",
        word("agreement.by_area"),
        tuple([word(f"agreement.{head}") for head in ("area", *HEADS)]),
        tuple(rows),
        source=source(books, "agreement", len(books.views)),
    )
