"""The first page: what the report comes to, the decisions asked of management, and what became of the last ones."""

from collections.abc import Iterator, Sequence

from flows.company.colour import Colour
from flows.company.money import Money
from flows.company.subjects import Kind
from flows.figures.groups import ORDER
from flows.report.act import weakest_area
from flows.report.books import Books, Decision
from flows.report.customers import at_risk
from flows.report.forecast import expected_in_period, won
from flows.report.lines import State, of_currency
from flows.report.pipeline import of_colour
from flows.report.report import Cell, Section, Sentence, Table, Word
from flows.report.telling import section, share, source, total, weighted, word

MOST_DECISIONS = 10
MOST_CURRENCIES = 3  # that are told in sentences; the table has all


def conclusions(books: Books) -> Section:
    """The section; it fits a page."""
    return section("conclusions", *_told(books), _figures(books), *_asked(books), *_answered(books))


def _told(books: Books) -> Iterator[Sentence]:
    if not any(books.now.values()) and not any(books.then.values()):
        yield Sentence(word("conclusions.nothing"))
        return
    currencies = books.currencies(Kind.DEAL)
    for currency in currencies[:MOST_CURRENCIES]:
        yield from _of_currency(books, currency)
    if len(currencies) > MOST_CURRENCIES:
        yield Sentence(word("conclusions.more", count=len(currencies) - MOST_CURRENCIES))
    for currency in books.currencies(Kind.CUSTOMER)[:MOST_CURRENCIES]:
        risky = of_currency((line.closing for line in at_risk(books.now[Kind.CUSTOMER])), currency)
        if risky:
            told = word("conclusions.retention", count=len(risky), value=total(risky, currency))
            yield Sentence(told, source(books, "retention", len(books.now[Kind.CUSTOMER])))
    yield from _weakest(books)
    overdue = sum(each.is_overdue for each in books.dealings)
    if overdue:
        number = sum(each.is_open for each in books.dealings)
        yield Sentence(
            word("conclusions.overdue", count=overdue, all=number), source(books, "actions", number)
        )


def _of_currency(books: Books, currency: str) -> Iterator[Sentence]:
    """What is open, and what was won where anything was, or was to be."""
    yield _open(books, currency)
    all_won, expected = won(books, books.since), expected_in_period(books)
    came, said = of_currency(all_won, currency), of_currency(expected, currency)
    if came or said:
        resting_on = source(books, "outcome", len(expected) + len(all_won))
        yield Sentence(_won(came, weighted(said, currency), currency), resting_on)


def _open(books: Books, currency: str) -> Sentence:
    """What is open, how much of it is reviewed, and how much of it is red."""
    now = of_currency((line.closing for line in books.now[Kind.DEAL]), currency)
    value, grey = total(now, currency), total(of_colour(now, Colour.GREY), currency)
    red = total(of_colour(now, Colour.RED), currency)
    key = "conclusions.open" if value.amount > 0 else "conclusions.open_unknown"
    told = word(
        key,
        count=len(now),
        currency=currency,
        value=value,
        reviewed=share(value.amount - grey.amount, value.amount),
        red=red,
        red_count=len(of_colour(now, Colour.RED)),
        grey_count=len(of_colour(now, Colour.GREY)),
    )
    return Sentence(told, source(books, "open", len(books.now[Kind.DEAL])))


def _won(came: Sequence[State], forecast: Money, currency: str) -> Word:
    """What was won in the period, beside the last forecast."""
    if not came:
        return word("conclusions.none_won", currency=currency, forecast=forecast)
    return word("conclusions.won", count=len(came), value=total(came, currency), forecast=forecast)


def _weakest(books: Books) -> Iterator[Sentence]:
    for kind in Kind:
        found = weakest_area(books, kind)
        if found:
            area, red = found
            told = word(f"conclusions.weakest_{kind}", area=area, red=red)
            yield Sentence(told, source(books, "areas", sum(map(len, books.now.values()))))


def _figures(books: Books) -> Table | None:
    """Value by colour, at the opening and at the closing."""
    rows: list[tuple[Cell, ...]] = []
    for kind in Kind:
        for currency in books.currencies(kind):
            then = of_currency(books.then[kind], currency)
            now = of_currency((line.closing for line in books.now[kind]), currency)
            before, after = total(then, currency), total(now, currency)
            change = Money(after.amount - before.amount, currency)
            colours = [total(of_colour(now, colour), currency) for colour in ORDER]
            rows.append((word(f"conclusions.{kind}s"), len(now), after, change, *colours))
    if not rows:
        return None
    heads = ("what", "count", "value", "change", *ORDER)
    return Table(
        "key_figures",
        word("conclusions.figures"),
        tuple([word(f"conclusions.{head}") for head in heads]),
        tuple(rows),
        source=source(books, "pipeline", sum(map(len, books.now.values()))),
    )


def _asked(books: Books) -> Iterator[Sentence | Table]:
    """The decisions that wait, the soonest first."""
    waiting = [each for each in books.decisions if each.answered_at is None]
    if not waiting:
        yield Sentence(word("conclusions.none_asked"))
        return
    heads = ("decision", "asked", "by")
    yield Table(
        "decisions_asked",
        word("conclusions.asked_of_management"),
        tuple([word(f"conclusions.{head}") for head in heads]),
        tuple([(each.what, _whom(each), each.by) for each in waiting[:MOST_DECISIONS]]),
        source=source(books, "decisions", len(books.decisions)),
    )
    if len(waiting) > MOST_DECISIONS:
        yield Sentence(word("conclusions.more_asked", count=len(waiting) - MOST_DECISIONS))
        rows = tuple([(each.what, _whom(each), each.by, each.at) for each in waiting])
        yield Table(
            "decisions_all",
            word("conclusions.asked_of_management"),
            tuple([word(f"conclusions.{head}") for head in (*heads, "since")]),
            rows,
            source=source(books, "decisions", len(books.decisions)),
            is_detail=True,
        )


def _answered(books: Books) -> Iterator[Sentence | Table]:
    """What became of those that were answered in the period."""
    found = [each for each in books.decisions if books.in_period(each.answered_at)]
    if not found:
        yield Sentence(word("conclusions.none_answered"))
        return
    yield Table(
        "decisions_answered",
        word("conclusions.answered"),
        tuple([word(f"conclusions.{head}") for head in ("decision", "answer", "answered_at")]),
        tuple([(each.what, each.answer, each.answered_at) for each in found]),
        source=source(books, "decisions", len(books.decisions)),
    )


def _whom(decision: Decision) -> Cell:
    return decision.asked or word("conclusions.a_seller")
