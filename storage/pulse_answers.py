"""What people answer in a pulse. Nobody's own is ever given but to themselves; to everybody else what may be shown."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Column, ForeignKey, Integer, Table, Text, bindparam, case, delete, func, select

from flows.company.quarters import Quarter
from flows.pulse.hiding import NOTHING, Shown, shown
from flows.pulse.shares import Tally
from flows.pulse.statements import FAVOURABLE, Answer
from storage import engine
from storage.engine import Transaction
from storage.pulses import Ask, pulse_asks, pulses
from storage.schema import HERE, NOW, metadata, needed

pulse_answers = Table(
    "pulse_answers",
    metadata,
    Column("ask_id", ForeignKey("pulse_asks.id"), primary_key=True),
    Column("statement", Text, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    Column("answer", Integer),  # from 1 to 5; empty is "I don't know"
)

r, a, c = pulse_answers.c, pulse_asks.c, pulses.c
CLOSED = (
    select(c.id, c.quarter)
    .where(c.workspace_id == HERE, c.opened_at.is_not(None), c.closes_at <= NOW)
    .order_by(c.closes_at.desc())
    .limit(bindparam("most"))
)
OF_THESE = a.pulse_id.in_(bindparam("ids", expanding=True))
TALLIES = (
    select(
        a.pulse_id,
        a.team_id,
        r.statement,
        func.sum(case((r.answer >= FAVOURABLE, 1), else_=0)).label("favourable"),
        func.count(r.answer).label("answered"),
        func.count().label("said"),
    )
    .select_from(pulse_answers.join(pulse_asks, a.id == r.ask_id))
    .where(r.workspace_id == HERE, OF_THESE)
    .group_by(a.pulse_id, a.team_id, r.statement)
)
TEAMS = select(a.pulse_id, a.team_id).where(a.workspace_id == HERE, OF_THESE).distinct()
OWN = select(r.statement, r.answer).where(r.workspace_id == HERE, r.ask_id == bindparam("ask_id"))


@dataclass(frozen=True)
class Result:
    """What may be shown of a closed pulse, by statement; `teams` are those who lead teams that were asked."""

    quarter: Quarter
    by_statement: Mapping[str, Shown]
    teams: frozenset[int]

    def of(self, statement_id: str) -> Shown:
        """What may be shown of a statement."""
        return self.by_statement.get(statement_id, NOTHING)


def keep(tx: Transaction, ask: Ask, answers: Mapping[str, Answer]) -> None:
    """Keep what somebody answers, by statement, in place of all that they answered before."""
    its = r.workspace_id == tx.workspace, r.ask_id == ask.id
    tx.execute(delete(pulse_answers).where(*its, r.statement.not_in(list(answers))))
    rows = [
        {"ask_id": ask.id, "statement": id_, "workspace_id": tx.workspace, "answer": answer}
        for id_, answer in answers.items()
    ]
    if rows:
        tx.execute(engine.upsert(tx, pulse_answers), rows)


def own(tx: Transaction, ask: Ask) -> dict[str, Answer]:
    """What the one who is asked has answered, by statement: for themselves, to change it."""
    return {row.statement: row.answer for row in tx.run(OWN, ask_id=ask.id)}


def results(tx: Transaction, *, most: int) -> list[Result]:
    """What may be shown of the last closed pulses, the latest first.

    A pulse that is open has no results: who looked every hour would see what the last one has answered.
    """
    closed = {row.id: Quarter.read(row.quarter) for row in tx.run(CLOSED, most=most)}
    if not closed:
        return []
    tallies: defaultdict[tuple[int, str], dict[int | None, Tally]] = defaultdict(dict)
    for row in tx.run(TALLIES, ids=list(closed)):
        tally = Tally(row.favourable, row.answered, row.said - row.answered)
        tallies[row.pulse_id, row.statement][row.team_id] = tally
    by_statement: defaultdict[int, dict[str, Shown]] = defaultdict(dict)
    for (pulse_id, statement), found in tallies.items():
        by_statement[pulse_id][statement] = shown(found)
    teams: defaultdict[int, set[int]] = defaultdict(set)
    for row in tx.run(TEAMS, ids=list(closed)):
        teams[row.pulse_id] |= {row.team_id} - {None}
    return [Result(quarter, by_statement[id_], frozenset(teams[id_])) for id_, quarter in closed.items()]
