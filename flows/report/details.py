"""The rows from which every figure can be added up again; only a team's edition says who carries what."""

from flows.company.colour import Colour
from flows.company.subjects import Kind
from flows.report.books import Books
from flows.report.cards import areas_of, by_area
from flows.report.lines import Line, State
from flows.report.report import Cell, Table, Word
from flows.report.telling import group_head, source, word
from flows.scorecards.words import Words

SUBJECT_HEADS = (
    *(
        "currency_then",
        "currency",
        "status_then",
        "status_now",
        "amount_then",
        "amount_now",
        "colour_then",
        "colour_now",
    ),
    *("last_colour", "close_then", "close_now", "probability_then", "probability_now", "reviewed_at"),
    *("documented", "closed_on", "note"),
)
NOT_THERE = (None, None, None, None, None)


def details_of(books: Books, kind: Kind) -> tuple[Table, ...]:
    """A row for each subject that is part of a figure: open at either moment, or closed since the quarter began."""
    lines = [line for line in books.lines if line.kind is kind and _counts(books, line)]
    areas = areas_of(books, kind)
    heads: list[Word | Words] = [word("details.id"), word(f"details.{kind}"), word("details.customer")]
    heads += [word("details.team"), *([word("seller")] if books.team is not None else [])]
    heads += [*(word(f"details.{head}") for head in SUBJECT_HEADS), *(area.short for area in areas)]
    rows = []
    for line in lines:
        colours = by_area(books, line.closing)
        each = [colours.get(area.id) for area in areas]
        rows.append((*_who(books, line), *_row(books, line), *each))
    if not rows:
        return ()
    table = Table(
        f"{kind}s",
        word(f"details.{kind}s"),
        tuple(heads),
        tuple(rows),
        source=source(books, "details", len(rows)),
        is_detail=True,
    )
    return (table,)


def _counts(books: Books, line: Line) -> bool:
    if line.closing.is_open or (line.opening and line.opening.is_open):
        return True
    return books.was_closed(line, books.quarter) or books.was_closed(line, books.since)


def _who(books: Books, line: Line) -> tuple[Cell, ...]:
    team: Cell = word("no_team") if line.closing.team is None else _name(books, line.closing.team)
    named = (line.id, line.name, line.customer or None, team)
    if books.team is None:
        return named
    owner = line.closing.owner_id
    return (*named, word("no_seller") if owner is None else _name(books, owner))


def _name(books: Books, person: int) -> Cell:
    return books.names.get(person) or word("unnamed")


def _row(books: Books, line: Line) -> tuple[Cell, ...]:
    then, now = line.opening, line.closing
    status, amount, colour, close, probability = _shown(then) if then else NOT_THERE
    is_moved = then is not None and not books.is_ours(then)
    note = "under_review" if line.under_review else "came" if is_moved else ""
    if not books.is_ours(now):
        note = "left"
    return (
        then.currency if then else None,
        now.currency,
        status,
        word(f"details.{now.status}"),
        amount,
        now.amount,
        colour,
        _colour(now),
        now.last_colour,
        close,
        now.close_date,
        probability,
        now.probability,
        now.reviewed_at,
        word("details.yes" if now.is_documented else "details.no"),
        None if now.is_open else line.closed_at or line.closed_on,
        word(f"details.{note}") if note else None,
    )


def _shown(state: State) -> tuple[Cell, Cell, Cell, Cell, Cell]:
    return (
        word(f"details.{state.status}"),
        state.amount,
        _colour(state),
        state.close_date,
        state.probability,
    )


def _colour(state: State) -> Colour | None:
    """Only what is open has one."""
    return state.colour if state.is_open else None


def details_of_actions(books: Books) -> tuple[Table, ...]:
    """A row for each action item; what it says is for a team's edition, since it may name anybody."""
    if not books.dealings:
        return ()
    heads = ["id", "kind", "team", "subject", "question", "by", "created", "fate", "fate_at", "overdue"]
    rows = []
    for each in books.dealings:
        subject = books.by_id.get(each.subject_id or 0)
        rows.append(
            (
                each.id,
                word(f"plan.{each.kind}"),
                word("no_team") if each.team is None else _name(books, each.team),
                subject.name if subject else None,
                each.question_id,
                each.by,
                each.created_at,
                word(f"details.{each.fate.name.lower()}" if each.fate else "details.still_open"),
                each.fate_at,
                word("details.yes" if each.is_overdue else "details.no"),
                *((each.what, _name(books, each.owner_id)) if books.team is not None else ()),
            )
        )
    shown = [word(f"details.{head}") for head in heads]
    if books.team is not None:
        shown += [word("details.what"), group_head(books)]
    return (
        Table(
            "action_items",
            word("details.actions"),
            tuple(shown),
            tuple(rows),
            source=source(books, "actions", len(rows)),
            is_detail=True,
        ),
    )


def details_of_views(books: Books) -> tuple[Table, ...]:
    """A row for each answer that a seller and a manager have both given."""
    rows = tuple(
        [
            (
                books.by_id[view.subject_id].name if view.subject_id in books.by_id else None,
                word("no_team") if view.team is None else _name(books, view.team),
                view.opened_at,
                question_id,
                first,
                second,
            )
            for view in books.views
            for question_id, first, second in view.levels
        ]
    )
    if not rows:
        return ()
    heads = ("subject", "team", "seen_at", "question", "sellers_level", "managers_level")
    return (
        Table(
            "second_views",
            word("details.views"),
            tuple([word(f"details.{head}") for head in heads]),
            rows,
            source=source(books, "agreement", len(books.views)),
            is_detail=True,
        ),
    )
