"""What the figures rest on, and what was not reviewed: coverage, age, documentation, late answers, corrections."""

from collections.abc import Iterable

from flows.company.colour import Colour
from flows.company.money import Money
from flows.company.subjects import Kind
from flows.report.books import Behind, Books
from flows.report.lines import Line, largest, of_currency, worth
from flows.report.pipeline import of_colour
from flows.report.report import Cell, Section, Sentence, Table
from flows.report.telling import group, group_head, group_name, section, share, source, word

MOST = 10  # of each currency and kind that paper names
AGES = (7, 30, 60, 90)  # days


def assurance(books: Books) -> Section:
    """The section."""
    return section(
        "assurance",
        _covered(books),
        _ages(books),
        _behind(books),
        _late(books),
        _corrected(books),
        _not_reviewed(books),
        *_doubts(books),
    )


def _covered(books: Books) -> Table | None:
    rows = []
    for kind in Kind:
        for currency in books.currencies(kind):
            states = of_currency((line.closing for line in books.now[kind]), currency)
            grey = of_colour(states, Colour.GREY)
            whole, left = worth(states), worth(grey)
            rows.append(
                (
                    word(f"assurance.{kind}s"),
                    currency,
                    len(states),
                    share(len(states) - len(grey), len(states)),
                    Money(whole, currency),
                    share(whole - left, whole),
                    Money(left, currency),
                )
            )
    if not rows:
        return None
    heads = ("kind", "currency", "count", "share_count", "value", "share_value", "left")
    return Table(
        "covered",
        word("assurance.covered"),
        tuple([word(f"assurance.{head}") for head in heads]),
        tuple(rows),
        source=source(books, "covered", sum(map(len, books.now.values()))),
    )


def _ages(books: Books) -> Table | None:
    """How long ago what was open at the closing was reviewed last."""
    states = [line.closing for kind in Kind for line in books.now[kind]]
    if not states:
        return None
    counts = [0] * (len(AGES) + 1)
    never = 0
    for state in states:
        if state.reviewed_at is None:
            never += 1
        else:
            days = (books.cut_offs.closing - state.reviewed_at).days
            counts[sum(days > age for age in AGES)] += 1
    names: list[Cell] = [word("assurance.up_to", days=age) for age in AGES]
    names += [word("assurance.older", days=AGES[-1]), word("assurance.never")]
    rows = [
        (name, number, share(number, len(states)))
        for name, number in zip(names, [*counts, never], strict=True)
    ]
    heads = ("age", "count", "share_count")
    return Table(
        "ages",
        word("assurance.ages"),
        tuple([word(f"assurance.{head}") for head in heads]),
        tuple(rows),
        total=(word("assurance.all"), len(states), share(len(states), len(states))),
        source=source(books, "ages", len(states)),
    )


def _behind(books: Books) -> Sentence:
    found = sum(books.behind.values(), Behind())
    if not found.fresh + found.too_old:
        return Sentence(word("assurance.no_levels"))
    told = word(
        "assurance.behind",
        count=found.fresh,
        full=share(found.full, found.fresh) or 0,
        less=found.fresh - found.full,
        old=found.too_old,
    )
    return Sentence(told, source(books, "behind", found.fresh + found.too_old))


def _late(books: Books) -> Sentence:
    number = sum(each.count for each in books.reviews.values())
    late = sum(each.after_cut_off for each in books.reviews.values())
    if not number:
        return Sentence(word("assurance.no_reviews"))
    return Sentence(word("assurance.reviews", count=number, after=late), source(books, "reviews", number))


def _corrected(books: Books) -> Sentence | Table:
    if not books.corrections:
        return Sentence(word("assurance.no_corrections"))
    rows = [
        (books.by_id[each.subject_id].name, each.at, each.reason)
        for each in books.corrections
        if each.subject_id in books.by_id
    ]
    return Table(
        "corrections",
        word("assurance.corrections"),
        tuple([word(f"assurance.{head}") for head in ("subject", "at", "reason")]),
        tuple(rows),
        source=source(books, "corrections", len(rows)),
    )


def _not_reviewed(books: Books) -> Sentence | Table:
    """The largest that are grey."""
    rows: list[tuple[Cell, ...]] = []
    number = 0
    for kind in Kind:
        grey = [line for line in books.now[kind] if line.closing.colour is Colour.GREY]
        number += len(grey)
        for currency in books.currencies(kind):
            of_it = [line for line in grey if line.closing.currency == currency]
            rows += [_grey(books, line) for line in largest(of_it, MOST)]
    if not rows:
        return Sentence(word("assurance.all_reviewed"))
    heads = ("subject", "kind", "team", "value", "last_colour", "reviewed_at")
    shown = [group_head(books) if head == "team" else word(f"assurance.{head}") for head in heads]
    return Table(
        "not_reviewed",
        word("assurance.not_reviewed", most=MOST),
        tuple(shown),
        tuple(rows),
        source=source(books, "not_reviewed", number),
    )


def _grey(books: Books, line: Line) -> tuple[Cell, ...]:
    state = line.closing
    return (
        line.name,
        word(f"assurance.one_{line.kind}"),
        group_name(books, group(books, state)),
        state.money,
        state.last_colour or word("assurance.never"),
        state.reviewed_at,
    )


def _doubts(books: Books) -> Iterable[Sentence]:
    """What is not known for certain."""
    in_doubt = sum(books.in_doubt.values())
    if in_doubt:
        yield Sentence(word("assurance.in_doubt", count=in_doubt))
    hidden = sum(line.under_review for line in books.lines)
    if hidden:
        yield Sentence(word("assurance.under_review", count=hidden))
