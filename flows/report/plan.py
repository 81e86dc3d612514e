"""The improvement plan: what is open of coaching, competence, management and resources, by team and kind.

Sums of three people or more, in nobody's name; teams that are smaller are told together, or not at all.
"""

from collections import defaultdict
from collections.abc import Sequence

from flows.report.books import Action, Books, Team
from flows.report.report import Cell, Section, Sentence, Table
from flows.report.telling import group_name, groups_in_order, section, source, word
from flows.review.action_item import Fate, Kind

FEWEST = 3  # people: a sum of fewer would tell whose it is
PLANNED = (Kind.COACHING, Kind.COMPETENCE, Kind.MANAGEMENT)


def plan(books: Books) -> Section:
    """The section."""
    found = [each for each in books.actions if each.kind in PLANNED]
    teams: defaultdict[Team, list[Action]] = defaultdict(list)
    small: list[Action] = []
    for each in found:
        (teams[each.team] if books.members.get(each.team, 0) >= FEWEST else small).append(each)
    few = {team for team, number in books.members.items() if number < FEWEST and books.team in {None, team}}
    together = sum(books.members[team] for team in few)
    rows: list[tuple[Cell, ...]] = [
        (_name(books, team), *_counted(books, teams[team])) for team in groups_in_order(books, teams)
    ]
    told = [each for each in found if each not in small]
    if small and together >= FEWEST:
        rows.append((word("plan.small"), *_counted(books, small)))
        told = found
    left_out = Sentence(word("plan.too_few", count=FEWEST)) if small and together < FEWEST else None
    if not rows:
        return section("plan", left_out or Sentence(word("plan.nothing")))
    heads = ("team", *PLANNED, "open", "done")
    table = Table(
        "plan",
        word("plan.by_team"),
        tuple([word(f"plan.{head}") for head in heads]),
        tuple(rows),
        total=(word("plan.all"), *_counted(books, told)) if len(rows) > 1 else None,
        source=source(books, "plan", len(told)),
    )
    return section("plan", table, left_out)


def _name(books: Books, team: Team) -> Cell:
    return word("no_team") if team is None else group_name(books, team)


def _counted(books: Books, found: Sequence[Action]) -> tuple[Cell, ...]:
    open_ = [each for each in found if each.is_open]
    ended = [each for each in found if each.fate is Fate.DONE and books.in_period(each.fate_at)]
    return *(sum(each.kind is kind for each in open_) for kind in PLANNED), len(open_), len(ended)
