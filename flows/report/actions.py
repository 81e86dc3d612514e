"""Action items: opened, closed and overdue, and what they moved."""

from collections.abc import Sequence

from flows.company.colour import RANK, Colour
from flows.report.books import Action, Books
from flows.report.report import Cell, Section, Sentence, Table
from flows.report.telling import (
    group_head,
    group_name,
    group_of_action,
    groups_in_order,
    section,
    source,
    word,
)
from flows.review.action_item import Fate


def actions(books: Books) -> Section:
    """The section."""
    if not books.dealings:
        return section("actions", Sentence(word("actions.nothing")))
    return section("actions", _counts(books), _moved(books), *_colours(books))


def done(books: Books) -> list[Action]:
    """Those that were done in the period."""
    return [each for each in books.dealings if each.fate is Fate.DONE and books.in_period(each.fate_at)]


def _counts(books: Books) -> Table:
    rows = []
    for one in groups_in_order(books, (group_of_action(books, each) for each in books.dealings)):
        theirs = [each for each in books.dealings if group_of_action(books, each) == one]
        rows.append((group_name(books, one), *_counted(books, theirs)))
    heads = ("opened", "done", "dropped", "moved", "open", "overdue")
    return Table(
        "actions",
        word("actions.counts"),
        (group_head(books), *(word(f"actions.{head}") for head in heads)),
        tuple(rows),
        total=(word("actions.all"), *_counted(books, books.dealings)),
        source=source(books, "actions", len(books.dealings)),
    )


def _counted(books: Books, found: Sequence[Action]) -> tuple[Cell, ...]:
    ended = [each.fate for each in found if books.in_period(each.fate_at)]
    return (
        sum(books.in_period(each.created_at) for each in found),
        *(ended.count(fate) for fate in (Fate.DONE, Fate.DROPPED, Fate.MOVED)),
        sum(each.is_open for each in found),
        sum(each.is_overdue for each in found),
    )


def _moved(books: Books) -> Sentence | None:
    """How the questions moved that the actions done in the period were to move."""
    meant = [each for each in done(books) if each.question_id is not None]
    if not meant:
        return None
    moves = [each.movement for each in meant if each.movement]
    up = sum(move.after > (move.before or 0) for move in moves)
    down = sum(move.after < (move.before or 0) for move in moves)
    told = word("actions.questions", count=len(meant), up=up, down=down, same=len(meant) - up - down)
    return Sentence(told, source(books, "moved", len(meant)))


def _colours(books: Books) -> list[Table]:
    """How the colours moved of what had an action done in the period: beside the action, not proven to be by it."""
    ids = {each.subject_id for each in done(books) if each.subject_id is not None}
    moves: dict[str, int] = dict.fromkeys(("better", "worse", "same", "known", "grey"), 0)
    for line in (books.by_id[id_] for id_ in sorted(ids) if id_ in books.by_id):
        if line.opening and line.opening.is_open and line.closing.is_open:
            moves[_move(line.opening.colour, line.closing.colour)] += 1
    rows = tuple([(word(f"actions.{key}"), number) for key, number in moves.items() if number])
    if not rows:
        return []
    return [
        Table(
            "actions_moved",
            word("actions.colours"),
            (word("actions.move"), word("actions.number")),
            rows,
            source=source(books, "colours_moved", sum(moves.values())),
        )
    ]


def _move(before: Colour, after: Colour) -> str:
    if after is Colour.GREY:
        return "grey"
    if before is Colour.GREY:
        return "known"
    difference = RANK[after] - RANK[before]
    return "same" if difference == 0 else "better" if difference > 0 else "worse"
