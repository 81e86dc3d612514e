"""The pages of an open review: which come, and what the one shows on which the draft stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.kit.desk import Desk
from bot.second_views.usecases.answering import purpose_of, shown_evidence
from bot.standing.versions import fitted, scorecard_of
from flows.company.colour import Colour
from flows.company.people import Person
from flows.company.subjects import Status, Subject
from flows.review.draft import Draft, Said, area_at, steps
from flows.review.evidence import AddedEvidence
from flows.review.history import areas_then, facts_then
from flows.review.restart import reworded, too_old, touched
from flows.review.review import Purpose, Review
from flows.review.scorecard_change import Moved
from flows.review.submission import Ending
from flows.scorecards.areas import Area
from flows.scorecards.scorecard import Scorecard
from flows.scoring.evidence import Piece
from flows.scoring.rating import lasts
from storage import changes


@dataclass(frozen=True)
class Page:
    """One page of an open review; `draft.page` counts from 0.

    A first review asks area after area. A later one opens on a page that says how things stood (`colours` by
    area id, as of that review), and asks only the areas on its route. The last page asks for the probability.
    `too_old`, `touched` and `reworded` are the areas that are asked whether or not somebody ticks them. `last`
    is the last review as far as it fits the scorecard; `moved` says that another one came into force just now.
    `added` is the evidence that was added without a review and is not too old; see shown_evidence for that of a second
    view, which asks for no probability.
    """

    draft: Draft
    scorecard: Scorecard
    subject: Subject
    last: Review | None
    purpose: Purpose = Purpose.OWN
    too_old: frozenset[str] = frozenset()
    touched: frozenset[str] = frozenset()
    reworded: frozenset[str] = frozenset()
    colours: Mapping[str, Colour] = field(default_factory=dict)
    moved: Moved | None = None
    added: tuple[AddedEvidence, ...] = ()

    @property
    def steps(self) -> int:
        """How many pages come, as far as that is known: the first page of a later review asks which."""
        if not self.is_start:
            return steps(self.scorecard, self.draft.answers)
        asked = {*(self.draft.answers.route or ()), *self.too_old, *self.touched, *self.reworded}
        return len(asked) + 2

    @property
    def is_start(self) -> bool:
        """Whether this page asks what has changed."""
        return self.draft.answers.route is not None and self.draft.page == 0

    @property
    def area(self) -> Area | None:
        """The area that this page asks about."""
        return area_at(self.scorecard, self.draft.answers, self.draft.page)

    @property
    def is_closed(self) -> bool:
        """Whether its subject was closed meanwhile: what was said is kept, and nothing more is asked."""
        return self.subject.status is not Status.OPEN

    @property
    def is_last(self) -> bool:
        """Whether this page asks for the seller's own probability."""
        return not self.is_start and self.area is None


class StalePage(Exception):
    """The page was sent from an older window; `page` is where the draft stands, `said` what the window said."""

    def __init__(self, page: Page, said: Said | None) -> None:
        """Keep both, so that nothing is lost."""
        super().__init__("stale page")
        self.page = page
        self.said = said


class TooManyLeftOut(Exception):
    """The page would leave out more questions of the review than its scorecard allows; `most` is how many."""

    def __init__(self, most: int) -> None:
        """Keep how many may be left out."""
        super().__init__("too many left out")
        self.most = most


def page_of(
    desk: Desk,
    person: Person,
    draft: Draft,
    subject: Subject,
    last: Review | None,
    *,
    moved: Moved | None = None,
) -> Page:
    """The page on which the person's draft stands; `last` is the review that it starts from."""
    added = shown_evidence(desk, person, draft)
    scorecard = scorecard_of(desk, draft.scorecard_hash)
    ending = Ending(scorecard, draft, fitted(desk, scorecard, last), tuple(each.piece for each in added))
    again = draft.answers.route is not None
    return Page(
        draft=draft,
        scorecard=scorecard,
        subject=subject,
        last=ending.last,
        purpose=purpose_of(person, draft),
        too_old=too_old(ending, now=desk.now),
        touched=touched(ending) if again else frozenset(),
        reworded=reworded(ending) if again else frozenset(),
        colours=_colours_then(desk, subject, last, ending.also) if again and draft.page == 0 and last else {},
        moved=moved,
        added=tuple(each for each in added if lasts(scorecard, each.occurred_on, now=desk.now)),
    )


def _colours_then(desk: Desk, subject: Subject, last: Review, also: Sequence[Piece]) -> Mapping[str, Colour]:
    """Each area's colour at the moment of its last review, with the scorecard and the facts of that moment."""
    scorecard = scorecard_of(desk, last.scorecard_hash)
    changed = changes.later(desk.tx, subject.id, ("stage", "close_date"))
    facts = facts_then(subject.stage, subject.close_date, changed, at=last.submitted_at)
    areas = areas_then(scorecard, last.answers, facts, at=last.submitted_at, also=also)
    return {area.id: area.colour for area in areas}
