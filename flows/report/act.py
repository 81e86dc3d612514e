"""Where to act: the weakest areas and questions, team by team, and what is in hand."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from flows.company.colour import Colour
from flows.company.money import to_places
from flows.company.subjects import Kind
from flows.report.books import Books, Levels, Team
from flows.report.cards import areas_of, by_area, question_of
from flows.report.lines import Line, of_currency
from flows.report.report import Cell, Section, Sentence, Share, Table, Word
from flows.report.telling import (
    Group,
    group,
    group_head,
    group_name,
    group_of_action,
    groups_in_order,
    section,
    share,
    source,
    total,
    word,
)
from flows.scorecards.words import Words

WEAKEST = 5  # questions of the whole
FEWEST = 3  # answers, of which something can be told
Weak = tuple[Kind, str, Levels]


def act(books: Books) -> Section:
    """The section."""
    parts = [_areas(books, kind) for kind in Kind]
    if not any(parts):
        return section("act", Sentence(word("act.nothing")), _in_hand(books), _without_action(books))
    return section("act", *parts, _weakest(books), _by_team(books), _in_hand(books), _without_action(books))


Counted = tuple[Counter[str], Counter[str]]  # by area: how many have a colour, and how many of them are red


def counted(books: Books, lines: Iterable[Line]) -> Counted:
    """How the areas stand of what was open at the closing."""
    known: Counter[str] = Counter()
    red: Counter[str] = Counter()
    for line in lines:
        for area_id, colour in by_area(books, line.closing).items():
            known[area_id] += colour is not Colour.GREY
            red[area_id] += colour is Colour.RED
    return known, red


def weakest_area(books: Books, kind: Kind) -> tuple[Words, Share] | None:
    """The area of which the largest share is red, of several the first; None where no area is."""
    known, red = counted(books, books.now[kind])
    found = [(area, share(red[area.id], known[area.id])) for area in areas_of(books, kind)]
    shares = [(area.short, part) for area, part in found if part and part.of_one > 0]
    return max(shares, key=lambda each: each[1].of_one, default=None)


def _areas(books: Books, kind: Kind) -> Table | None:
    """By team, the share of each area that is red."""
    lines, areas = books.now[kind], areas_of(books, kind)
    if not areas:
        return None
    teams: defaultdict[Group, list[Line]] = defaultdict(list)
    for line in lines:
        teams[group(books, line.closing)].append(line)
    rows = [
        (group_name(books, team), *_red(books, teams[team], kind)) for team in groups_in_order(books, teams)
    ]
    heads: list[Word | Words] = [group_head(books), word(f"act.{kind}s")]
    return Table(
        f"areas_{kind}",
        word(f"act.areas_{kind}"),
        (*heads, *(area.short for area in areas)),
        tuple(rows),
        total=(word("act.all"), *_red(books, lines, kind)) if len(rows) > 1 else None,
        source=source(books, "areas", len(lines)),
    )


def _red(books: Books, lines: list[Line], kind: Kind) -> tuple[Cell, ...]:
    known, red = counted(books, lines)
    return (len(lines), *(share(red[area.id], known[area.id]) for area in areas_of(books, kind)))


def _together(books: Books) -> Mapping[tuple[Kind, str], Levels]:
    found: dict[tuple[Kind, str], Levels] = {}
    for (_, kind, id_), each in books.levels.items():
        before = found.get((kind, id_), Levels(0, 0, 0))
        found[kind, id_] = Levels(before.count + each.count, before.total + each.total, before.low + each.low)
    return found


def _in_order(found: Iterable[Weak]) -> list[Weak]:
    """The lowest mean first; of two alike that with more answers."""
    told = [each for each in found if each[2].count >= FEWEST]
    return sorted(told, key=lambda each: (_mean(each[2]), -each[2].count, each[0], each[1]))


def _mean(levels: Levels) -> Decimal:
    return to_places(Decimal(levels.total) / levels.count, 2)


def _told(books: Books, weak: Weak) -> tuple[Cell, ...] | None:
    kind, id_, levels = weak
    found = question_of(books, kind, id_)
    if found is None:
        return None
    area, question = found
    return (
        word(f"act.one_{kind}"),
        area.short,
        question.text,
        levels.count,
        _mean(levels),
        share(levels.low, levels.count),
    )


HEADS = ("kind", "area", "question", "answers", "mean", "low")


def _weakest(books: Books) -> Table | None:
    found = _in_order((kind, id_, each) for (kind, id_), each in _together(books).items())
    rows = [told for weak in found if (told := _told(books, weak))][:WEAKEST]
    if not rows:
        return None
    return Table(
        "weakest",
        word("act.weakest"),
        tuple([word(f"act.{head}") for head in HEADS]),
        tuple(rows),
        source=source(books, "levels", sum(each.count for each in books.levels.values())),
    )


def _by_team(books: Books) -> Table | None:
    """The weakest question of each team."""
    if books.team is not None:
        return None
    teams: defaultdict[Team, list[Weak]] = defaultdict(list)
    for (team, kind, id_), each in books.levels.items():
        teams[team].append((kind, id_, each))
    rows = [
        (group_name(books, team), *told[0])
        for team in groups_in_order(books, teams)
        if (told := [one for weak in _in_order(teams[team])[:WEAKEST] if (one := _told(books, weak))])
    ]
    if len(rows) < 2:
        return None
    return Table(
        "weakest_by_team",
        word("act.weakest_by_team"),
        (group_head(books), *(word(f"act.{head}") for head in HEADS)),
        tuple(rows),
        source=source(books, "levels", sum(each.count for each in books.levels.values())),
    )


def _in_hand(books: Books) -> Table | None:
    """What is open of each team, and past its day."""
    found = [each for each in books.dealings if each.is_open]
    if not found:
        return None
    rows = []
    for team in groups_in_order(books, (group_of_action(books, each) for each in found)):
        theirs = [each for each in found if group_of_action(books, each) == team]
        rows.append((group_name(books, team), len(theirs), sum(each.is_overdue for each in theirs)))
    return Table(
        "in_hand",
        word("act.in_hand"),
        (group_head(books), word("act.open"), word("act.overdue")),
        tuple(rows),
        total=(word("act.all"), len(found), sum(each.is_overdue for each in found)),
        source=source(books, "actions", len(found)),
    )


def _without_action(books: Books) -> Table | None:
    """What is red, and has nothing in hand: how many, and what it is worth."""
    in_hand = {each.subject_id for each in books.dealings if each.is_open}
    rows = []
    number = 0
    for kind in Kind:
        red = [line for line in books.now[kind] if line.closing.colour is Colour.RED]
        number += len(red)
        for currency in books.currencies(kind):
            states = of_currency((line.closing for line in red), currency)
            left = of_currency((line.closing for line in red if line.id not in in_hand), currency)
            if states:
                rows.append((word(f"act.{kind}s"), currency, len(states), len(left), total(left, currency)))
    if not rows:
        return None
    return Table(
        "without_action",
        word("act.without_action"),
        tuple([word(f"act.{head}") for head in ("kind", "currency", "red", "left", "worth")]),
        tuple(rows),
        source=source(books, "without_action", number),
    )
