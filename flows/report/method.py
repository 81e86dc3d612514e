"""The method: how the figures are made, and by which versions of the scorecards, with what changed in them."""

from collections import Counter

from flows.report.books import Books
from flows.report.lines import NEVER
from flows.report.report import Cell, Section, Sentence, Table
from flows.report.telling import section, source, word
from flows.scorecards.scorecard import Scorecard

SHORT = 8  # characters of a version that are shown
TOLD = ("cut_off", "subjects", "scores", "grey", "teams", "money", "bridge")


def method(books: Books) -> Section:
    """The section."""
    told = [Sentence(word(f"method.{key}")) for key in TOLD]
    return section("method", *told, _cards(books), *_changed(books))


def _cards(books: Books) -> Table | None:
    if not books.cards:
        return None
    then = Counter(state.scorecard for states in books.then.values() for state in states)
    now = Counter(line.closing.scorecard for lines in books.now.values() for line in lines)
    rows = [
        (
            card.name,
            word(f"method.{card.kind}s"),
            version[:SHORT],
            books.first_used.get(version),
            then[version],
            now[version],
        )
        for version, card in _in_order(books)
    ]
    heads = ("scorecard", "kind", "version", "first_used", "then", "now")
    return Table(
        "scorecards",
        word("method.scorecards"),
        tuple([word(f"method.{head}") for head in heads]),
        tuple(rows),
        source=source(books, "scorecards", sum(now.values()) - now[NEVER]),
    )


def _in_order(books: Books) -> list[tuple[str, Scorecard]]:
    """By kind and name, then by when they were first used."""

    def place(each: tuple[str, Scorecard]) -> tuple[str, str, str, str]:
        version, card = each
        used = books.first_used.get(version)
        return card.kind, card.id or "", used.isoformat() if used else "", version

    return sorted(books.cards.items(), key=place)


def _changed(books: Books) -> list[Table | Sentence]:
    """What changed in the scorecards that were first used in the period, beside the one of the same name before."""
    rows: list[tuple[Cell, ...]] = []
    before: dict[tuple[str, str | None], Scorecard] = {}
    for version, card in _in_order(books):
        old = before.get((card.kind, card.id))
        if old and books.in_period(books.first_used.get(version)):
            rows += [(card.name, version[:SHORT], *change) for change in changes(old, card)]
        before[card.kind, card.id] = card
    if not rows:
        return [Sentence(word("method.unchanged"))]
    heads = ("scorecard", "version", "change", "question")
    shown = tuple([word(f"method.{head}") for head in heads])
    return [Table("scorecard_changes", word("method.changes"), shown, tuple(rows))]


def changes(old: Scorecard, new: Scorecard) -> list[tuple[Cell, Cell]]:
    """What differs between two versions: of each question, and of the rules as a whole."""
    found: list[tuple[Cell, Cell]] = []
    for id_ in dict.fromkeys([*old.by_id, *new.by_id]):
        if id_ not in new.by_id:
            found.append((word("method.removed"), old.question(id_).text))
        elif id_ not in old.by_id:
            found.append((word("method.added"), new.question(id_).text))
        elif old.question(id_) != new.question(id_):
            found.append((word("method.reworded"), new.question(id_).text))
    rules = ("groups", "stages", "freshness", "evidence", "knockouts", "calendar")
    found += [(word(f"method.{key}"), None) for key in rules if getattr(old, key) != getattr(new, key)]
    return found
