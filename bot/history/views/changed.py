"""What changed from one review to another, in words: question by question, then the evidence, the estimate, remarks."""

from datetime import datetime

from bot.history.usecases import Entry
from bot.kit.blocks import cut
from bot.kit.texts import Texts
from bot.remarks.views import placed
from bot.standing.answers import in_words, short
from bot.standing.reasons import places
from bot.standing.words import dated
from flows.review.history import Kind, Move, Note, evidence_moves, moves
from flows.review.review import Evidence, Review
from flows.scorecards.areas import Area
from flows.scorecards.scorecard import Scorecard

MOST_EVIDENCE = 300  # characters of one line: the whole text stands in the review


def lines(before: Entry, after: Entry, t: Texts, *, now: datetime) -> list[str]:
    """One line for each change; and the remarks on both reviews."""
    levels = [
        _level(move, before, after, t, now=now) for move in moves(before.review.answers, after.review.answers)
    ]
    found = evidence_moves(_notes(before.review), _notes(after.review))
    notes = [_evidence(area_id, kind, before, after, t=t, now=now) for area_id, kind in found]
    both = [before, after] if before.review.id != after.review.id else [after]
    said = [placed(one, entry.scorecard, t, now=now) for entry in both for one in entry.remarks]
    return [*levels, *notes, *_estimate(before.review, after.review, t), *said]


def _level(move: Move, before: Entry, after: Entry, t: Texts, *, now: datetime) -> str:
    asked = after if move.question_id in after.scorecard.by_id else before
    line = t(
        "history.level",
        place=places(asked.scorecard, [move.question_id], t),
        before=short(move.before, t),
        after=_words(asked.scorecard, move, t),
    )
    answer = after.review.answers.get(move.question_id)
    if answer is None or not answer.evidence or answer.evidence_on is None:
        return line
    said = dated(answer.evidence, answer.evidence_on, t, now=now)
    return t("history.with_evidence", line=line, text=cut(said, MOST_EVIDENCE))


def _words(scorecard: Scorecard, move: Move, t: Texts) -> str:
    return in_words(scorecard.question(move.question_id), move.after, t)


def _evidence(area_id: str, kind: Kind, before: Entry, after: Entry, *, t: Texts, now: datetime) -> str:
    side = before if kind is Kind.REMOVED else after
    said: Evidence = side.review.evidence[area_id]
    return t(
        f"history.evidence_{kind}",
        area=_area(side.scorecard, area_id).short[t.language],
        day=t.day(said.occurred_on, now=now),
        text=cut(said.text, MOST_EVIDENCE),
    )


def _area(scorecard: Scorecard, area_id: str) -> Area:
    return next(area for area in scorecard.areas if area.id == area_id)


def _notes(review: Review) -> dict[str, Note]:
    return {id_: Note(said.text, frozenset(said.covers)) for id_, said in review.evidence.items()}


def _estimate(before: Review, after: Review, t: Texts) -> list[str]:
    if before.probability == after.probability:
        return []
    shown = [
        t("history.none_said") if own is None else t.percent(own / 100)
        for own in (before.probability, after.probability)
    ]
    return [t("history.estimate_moved", before=shown[0], after=shown[1])]
