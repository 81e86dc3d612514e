"""What reads or writes the whole company, with more and more deals, beside the least that its rows cost in SQL."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count

from sqlalchemy import func, insert, literal, select, update

from bot.app.answering import answer
from bot.app.jobs import JOBS
from bot.app.keeping import keep_due
from bot.digest.usecases import digests, figures
from bot.home.posting import view_of
from bot.kit.act import Act
from bot.kit.desk import Desk
from bot.kit.house import House
from flows.company.people import Person
from flows.rhythm.days_off import Settled
from flows.rhythm.reminders import NO_TIME, Meeting, Reminder
from storage import occurrences, pairs, people, subjects
from storage.engine import Transaction
from storage.occurrences import row_of
from tests.bench.company import DIRECTOR, NOW, Shape, open_house, settle
from tests.bench.databases import Fresh
from tests.bench.members import seller
from tests.bench.plan import Plan
from tests.bench.timing import Measured, timed, times

PER_SELLER = 40  # deals

PAGE = "SELECT * FROM subjects WHERE status = 'open' ORDER BY id LIMIT 25"
BY_COLOUR = """
    SELECT last_colour, currency, count(*), sum(amount) FROM subjects
    JOIN current_scores ON current_scores.subject_id = subjects.id WHERE status = 'open' GROUP BY 1, 2
"""


def read_and_written(plan: Plan, deals: int, fresh: Fresh) -> Iterator[Measured]:
    """In a company of so many deals, in this process: a Home, figures, and /review."""
    house, workspace = open_house(fresh(), lambda: NOW)
    settle(house, workspace, Shape(deals, max(1, deals // PER_SELLER)))
    keep_due(house)  # of what was copied nothing is kept yet
    yield from _figures(plan, house, workspace)
    yield _nothing_due(plan, house, workspace)
    house.database.close()


def _figures(plan: Plan, house: House, workspace: int) -> Iterator[Measured]:
    numbers = count()

    def at_desk(work: Callable[[Desk, Person], object], *, writes: bool = False) -> Callable[[], None]:
        def run() -> None:
            with (house.write if writes else house.read)(workspace) as desk:
                director = people.by_slack(desk.tx, DIRECTOR)
                assert director is not None
                work(desk, director)

        return run

    def taken(desk: Desk, _director: Person) -> None:
        digests.take(desk, channel="C0DIGEST", key=f"digest:{next(numbers)}")

    for what, run, least in (
        ("a director's Home", at_desk(view_of), PAGE),
        ("the digest's figures, for a director", at_desk(digests.personal), BY_COLOUR),
        ("`revisor status`", at_desk(lambda desk, _: figures.status(desk)), BY_COLOUR),
        ("the weekly digest, taken", at_desk(taken, writes=True), BY_COLOUR),
    ):
        yield Measured(what, times(run, plan.seconds), _least(house, workspace, least))


def _nothing_due(plan: Plan, house: House, workspace: int) -> Measured:
    """/review of one who carries all deals, of which none is due."""
    with house.write(workspace) as desk:
        carrier = people.by_slack(desk.tx, seller(0))
        assert carrier is not None
        later = NOW + timedelta(days=30)
        desk.tx.execute(update(subjects.subjects).values(owner_id=carrier.id, due_at=later))
    act = Act("command", "/review", seller(0), workspace=workspace, trigger_id="1.1")
    due = f"SELECT count(*) FROM subjects WHERE owner_id = {carrier.id} AND due_at <= '{NOW:%Y-%m-%d}'"
    return Measured(
        "/review, nothing is due",
        times(lambda: answer(house, act), plan.seconds),
        _least(house, workspace, due),
    )


def reminders(deals: int, fresh: Fresh) -> Measured:
    """As many people as deals, each with one that is due, on Monday at nine: the job runs once."""
    house, workspace = open_house(fresh(), lambda: NOW)
    settle(house, workspace, Shape(deals, deals))
    with house.write(workspace) as desk:
        _have_all_meet(desk.tx)
        desk.tx.execute(update(subjects.subjects).values(due_at=NOW))
    job = next(job for job in JOBS if job.name == "remind")

    took = timed(lambda: job.run(house))
    with house.read(workspace) as desk:
        waits = occurrences.occurrences.c.due_at <= desk.now
        left = desk.tx.execute(select(func.count()).where(waits)).scalar_one()
    house.database.close()
    return Measured(f"reminders claimed: {deals - left:,} of {deals:,}", [took])


def _have_all_meet(tx: Transaction) -> None:
    """Everybody's pair meets now, and is reminded now."""
    pair = pairs.pairs.c
    row = row_of(Settled(NOW.date(), NOW.date()), Meeting(NOW.date(), NOW.time(), "UTC", NO_TIME), None)
    row |= {"reminder": Reminder.PREPARE.value, "due_at": NOW, "planned_at": NOW}
    values = {name: literal(value, occurrences.occurrences.c[name].type) for name, value in row.items()}
    found = select(pair.workspace_id, pair.seller_id, *values.values())
    tx.execute(insert(occurrences.occurrences).from_select(["workspace_id", "seller_id", *values], found))


def _least(house: House, workspace: int, statement: str) -> float:
    """The best time of a statement, of a few."""

    def run() -> None:
        with house.database.read(workspace, NOW) as tx:
            tx.connection.exec_driver_sql(statement).fetchall()

    return min(each.wall for each in times(run, seconds=1))
