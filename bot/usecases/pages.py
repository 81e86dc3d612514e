"""The pages of an open review: which come, and what the one shows on which the draft stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection

from bot.desk import Desk
from bot.usecases.restarting import colours_then, too_old, touched
from bot.usecases.standings import Standing, standings
from bot.usecases.submission import Ending
from bot.usecases.versions import pieces_of, scorecard_of
from flows.areas import Area
from flows.colour import Colour
from flows.rating import lasts
from flows.scorecard import Scorecard
from flows.subjects import Subject
from storage import added_evidence, audits
from storage.added_evidence import AddedEvidence
from storage.audits import Audit
from storage.drafts import Answers, Draft
from storage.reviews import Review


@dataclass(frozen=True)
class Page:
    """One page of an open review; `draft.page` counts from 0.

    A first review asks area after area. A later one opens on a page that says how things stood (`colours` by
    area id, as of that review), and asks only the areas on its route. The last page asks for the probability.
    `too_old` and `touched` are the areas that are asked whether or not somebody ticks them. `added` is the
    evidence that was added without a review and is not too old. An auditor who scores blind (`is_blind`)
    begins as if nobody had reviewed it, and is asked for no probability.
    """

    draft: Draft
    scorecard: Scorecard
    standing: Standing
    last: Review | None
    is_blind: bool = False
    too_old: frozenset[str] = frozenset()
    touched: frozenset[str] = frozenset()
    colours: Mapping[str, Colour] = field(default_factory=dict)
    added: tuple[AddedEvidence, ...] = ()

    @property
    def steps(self) -> int:
        """How many pages come, as far as that is known: the first page of a later review asks which."""
        if not self.is_start:
            return steps(self.scorecard, self.draft.answers)
        return len({*(self.draft.answers.route or ()), *self.too_old, *self.touched}) + 2

    @property
    def is_start(self) -> bool:
        """Whether this page asks what has changed."""
        return self.draft.answers.route is not None and self.draft.page == 0

    @property
    def area(self) -> Area | None:
        """The area that this page asks about."""
        return area_at(self.scorecard, self.draft.answers, self.draft.page)

    @property
    def is_last(self) -> bool:
        """Whether this page asks for the seller's own probability."""
        return not self.is_start and self.area is None


@dataclass(frozen=True)
class Said:
    """What one area page says: a level or None per question, the evidence and the questions that it covers."""

    area_id: str
    levels: Mapping[str, int | None]
    evidence: str
    covers: tuple[str, ...]


class StalePage(Exception):
    """The page was sent from an older window; `page` is where the draft stands, `said` what the window said."""

    def __init__(self, page: Page, said: Said | None) -> None:
        """Keep both, so that nothing is lost."""
        super().__init__("stale page")
        self.page = page
        self.said = said


def asked(scorecard: Scorecard, answers: Answers) -> tuple[Area, ...]:
    """The areas on the draft's route."""
    if answers.route is None:
        return scorecard.areas
    return tuple(area for area in scorecard.areas if area.id in answers.route)


def steps(scorecard: Scorecard, answers: Answers) -> int:
    """How many pages the review has."""
    return len(asked(scorecard, answers)) + (1 if answers.route is None else 2)


def area_at(scorecard: Scorecard, answers: Answers, page: int) -> Area | None:
    """The area that a page asks about, None for the first page of a later review and for the last page."""
    number = page if answers.route is None else page - 1
    areas = asked(scorecard, answers)
    return areas[number] if 0 <= number < len(areas) else None


def ending_of(
    tx: Connection, desk: Desk, draft: Draft, last: Review | None, audit: Audit | None = None
) -> Ending:
    """The draft with all that it is rated by; for an auditor's that is only what the auditor has written."""
    scorecard = scorecard_of(tx, desk, draft.scorecard_hash)
    if audit:
        return Ending(scorecard, draft, last, audit_id=audit.id)
    return Ending(scorecard, draft, last, pieces_of(tx, desk, draft.subject_id))


def page_of(
    tx: Connection, desk: Desk, draft: Draft, subject: Subject, last: Review | None, *, now: datetime
) -> Page:
    """The page on which the draft stands."""
    scorecard = scorecard_of(tx, desk, draft.scorecard_hash)
    is_blind = last is None and audits.open_of(tx, desk.workspace, subject.id, draft.person_id) is not None
    added: Sequence[AddedEvidence] = ()
    if not is_blind:
        added = added_evidence.of(tx, desk.workspace, [subject.id]).get(subject.id, ())
    ending = Ending(scorecard, draft, last, tuple(each.piece for each in added))
    again = draft.answers.route is not None
    return Page(
        draft=draft,
        scorecard=scorecard,
        standing=standings(tx, desk, [subject], now=now)[0],
        last=last,
        is_blind=is_blind,
        too_old=too_old(ending, now=now),
        touched=touched(ending) if again else frozenset(),
        colours=colours_then(tx, desk, subject, last) if again and draft.page == 0 and last else {},
        added=tuple(each for each in added if lasts(scorecard, each.occurred_on, now=now)),
    )


def with_said(answers: Answers, said: Said) -> Answers:
    """The answers with what a page says."""
    return replace(
        answers,
        levels={**answers.levels, **said.levels},
        evidence={**answers.evidence, said.area_id: said.evidence},
        covers={**answers.covers, said.area_id: list(said.covers)},
    )


def already_says(answers: Answers, said: Said) -> bool:
    """Whether they hold it already."""
    return with_said(answers, said) == answers
