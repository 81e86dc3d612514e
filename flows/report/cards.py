"""The scorecards that a report rests on: whose words stand for an area or a question that several have."""

from collections.abc import Mapping

from flows.company.colour import Colour
from flows.company.subjects import Kind
from flows.report.books import Books
from flows.report.lines import State
from flows.scorecards.areas import Area, Question


def areas_of(books: Books, kind: Kind) -> tuple[Area, ...]:
    """The areas by which what is of this kind is told: those of the scorecard that most were reviewed with."""
    found = books.cards_in_use[kind]
    return found[0].areas if found else ()


def by_area(books: Books, state: State) -> Mapping[str, Colour]:
    """The colours of the areas of a subject, by their ids."""
    if not state.areas:
        return {}
    areas = books.cards[state.scorecard].areas
    return {area.id: colour for area, colour in zip(areas, state.areas, strict=True)}


def question_of(books: Books, kind: Kind, question_id: str) -> tuple[Area, Question] | None:
    """A question with its area, in the words of the scorecard that most were reviewed with."""
    for card in books.cards_in_use[kind]:
        if question_id in card.by_id:
            return card.by_id[question_id]
    return None
