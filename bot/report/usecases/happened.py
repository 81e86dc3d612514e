"""What happened in a period besides what was scored: action items, decisions, second views, corrections."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bot.kit.desk import Desk
from bot.report.usecases.scoring import TeamOf
from bot.standing.versions import scorecard_of
from flows.company.people import Role
from flows.company.subjects import Status
from flows.report.books import Action, Correction, Decision, Reviewed, View
from flows.report.lines import Line
from flows.report.period import CutOffs
from flows.review.action_item import Fate, Kind, Level, Movement, movement
from flows.review.review import Review
from flows.scorecards.fitting import still_fitting
from storage import in_period, reviews
from storage.engine import in_parts

AT_ONCE = 500
LOST = (Status.LOST, Status.GONE)


@dataclass(frozen=True)
class Known:
    """What is known for telling it: the period, subjects by id, and the team of each person at the closing."""

    cut_offs: CutOffs
    lines: Mapping[int, Line]
    team_of: TeamOf
    zone: ZoneInfo


def actions(desk: Desk, known: Known) -> tuple[Action, ...]:
    """The action items that were open at some moment since the opening, as of the closing."""
    rows = in_period.actions(desk.tx, known.cut_offs.opening, known.cut_offs.closing)
    moved = _movements(desk, [row for row in rows if row.fate == Fate.DONE.value], known)
    return tuple([_action(row, known, moved.get(row.id)) for row in rows])


def _action(row: Any, known: Known, moved: Movement | None) -> Action:
    line = known.lines.get(row.subject_id or 0)
    owner = row.person_id or (line.closing.owner_id if line else None) or row.created_by
    fate = Fate(row.fate) if row.fate and row.fate != Fate.TAKEN_BACK.value else None
    today = known.cut_offs.closing.astimezone(known.zone).date()
    is_lost = line is not None and line.closing.status in LOST
    return Action(
        id=row.id,
        kind=Kind(row.kind),
        what=row.what,
        subject_id=row.subject_id,
        question_id=row.question_id,
        owner_id=owner,
        team=known.team_of(owner),
        created_at=row.created_at,
        by=row.by,
        fate=fate,
        fate_at=row.fate_at if fate else None,
        is_overdue=fate is None and row.by < today and not is_lost,
        movement=moved,
    )


def _movements(desk: Desk, rows: Sequence[Any], known: Known) -> Mapping[int, Movement]:
    """How the questions of these had moved by the closing, by the ids of the action items."""
    moving = [row for row in rows if row.subject_id and row.question_id and row.scorecard_hash]
    found: dict[int, Movement] = {}
    for part in in_parts(moving, AT_ONCE):
        said = defaultdict(list)
        for row in reviews.levels(
            desk.tx, {each.subject_id for each in part}, {each.question_id for each in part}
        ):
            if row.submitted_at <= known.cut_offs.closing:
                said[row.subject_id, row.question_id].append(row)
        for each in part:
            alike = [
                Level(row.submitted_at, row.level)
                for row in said[each.subject_id, each.question_id]
                if _fits(desk, each.scorecard_hash, row.scorecard_hash, each.question_id)
            ]
            if move := movement(alike, since=each.created_at):
                found[each.id] = move
    return found


def _fits(desk: Desk, own: str, other: str, question_id: str) -> bool:
    """Whether a question stands word for word in both versions of a scorecard."""
    if own == other:
        return True
    return bool(still_fitting(scorecard_of(desk, own), scorecard_of(desk, other), {question_id: True}))


def decisions(desk: Desk, known: Known, listed: Mapping[int, Any]) -> tuple[Decision, ...]:
    """The decisions that waited at some moment since the opening; whoever sells is not named."""
    found = []
    for row in in_period.decided(desk.tx, known.cut_offs.opening, known.cut_offs.closing):
        is_answered = row.answered_at is not None and row.answered_at <= known.cut_offs.closing
        asked = listed[row.asked_id]
        found.append(
            Decision(
                id=row.id,
                what=row.what,
                asked=None if Role(asked.role) in {Role.SELLER, Role.NONE} else asked.name,
                team=row.manager_id,
                by=row.by,
                at=row.at,
                answer=row.answer if is_answered else None,
                answered_at=row.answered_at if is_answered else None,
            )
        )
    return tuple(found)


def views(desk: Desk, known: Known) -> tuple[View, ...]:
    """The subjects that a seller and a manager had both scored, where both could be seen by the closing."""
    rows = in_period.viewed(desk.tx, known.cut_offs.opening, known.cut_offs.closing)
    beside = {row.second_id: in_period.standing_at(desk.tx, row.subject_id, row.opened_at) for row in rows}
    wanted = sorted({id_ for pair in beside.items() for id_ in pair if id_})
    said: dict[int, Review] = {}
    for ids in in_parts(wanted, AT_ONCE):
        said |= {each.id: each for each in reviews.found(desk.tx, reviews.reviews.c.id.in_(ids))}
    found = []
    for row in rows:
        first, line = beside[row.second_id], known.lines.get(row.subject_id)
        if first and line:
            at = max(row.opened_at, row.submitted_at)
            found.append(_view(desk, said[first], said[row.second_id], line, at))
    return tuple(found)


def _view(desk: Desk, first: Review, second: Review, line: Line, at: Any) -> View:
    """Only questions that both have answered with a level, in the same words."""
    card = scorecard_of(desk, second.scorecard_hash)
    levels = []
    for id_ in card.by_id:
        one, other = first.answers.get(id_), second.answers.get(id_)
        if one is None or other is None or one.level is None or other.level is None:
            continue
        if one.applies and other.applies and _fits(desk, first.scorecard_hash, second.scorecard_hash, id_):
            levels.append((id_, one.level, other.level))
    areas = {id_: area.id for id_, (area, _) in card.by_id.items()}
    return View(line.id, line.closing.team, at, tuple(levels), areas)


def reviewed(desk: Desk, cut_offs: CutOffs) -> Mapping[int, Reviewed]:
    """How many reviews came, by subject."""
    rows = in_period.reviewed(desk.tx, cut_offs.opening, cut_offs.closing)
    return {row.subject_id: Reviewed(row.number, int(row.after_cut_off)) for row in rows}


def corrections(desk: Desk, cut_offs: CutOffs) -> tuple[Correction, ...]:
    """The reviews among them that correct another one."""
    rows = in_period.corrected(desk.tx, cut_offs.opening, cut_offs.closing)
    return tuple([Correction(row.subject_id, row.submitted_at, row.reason or "") for row in rows])
