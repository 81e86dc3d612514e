"""How often an act asks the database: what was read once in it is passed on, never read again."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread

import pytest
from sqlalchemy import event

from bot.kit import doors
from tests.journeys.conftest import Actor, Office, id_of, open_office, staff

TABLE = re.compile(r"\b(?:FROM|INTO|UPDATE) (\w+)")

# Who acts and where, the draft and its subject, the review that it starts from, what was added to it meanwhile.
PAGE = Counter(
    [
        "workspaces",
        "people",
        "drafts",
        "subjects",
        "blind",
        "reviews",
        "answers",
        "evidence",
        "added_evidence",
    ]
)
# Besides: moves of its date, the last cut-off, when the company began, what else is ready, what is to be done, who
# wants a copy.
SUBMISSION = PAGE + Counter(["changes", "digests", "subjects", "kept_weeks", "action_items", "people"])
# The load of somebody of whom none is kept that holds: what waits for them.
LOAD = Counter(subjects=1)
# The next of what else is ready.
MORE_READY = Counter(subjects=1)
# To open it again: that its scorecard is kept, and the facts as they were when it was reviewed.
OPENING = PAGE + Counter(["scorecards", "changes"])
# What is kept of the subject says nothing at first, then what is so; it goes from the load of who carries it.
KEPT = Counter(kept_scores=2, kept_loads=1, kept_weeks=1)
WRITTEN = KEPT + Counter(
    ["reviews", "evidence", "answers", "current_scores", "subjects", "blind", "drafts", "outbox"]
)
# Where it was not ready: the loads of who reviews it and of who carries it are to be computed anew.
NOT_READY = Counter(kept_weeks=1)


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    """Everybody on the list; Tom reviewed his deal a day ago, with evidence of every area, and nothing is due."""
    for made in open_office(sqlite_url):
        deal = staff(made).add("Service agreement", id_of(made, "U0TOM"))
        made.reviewed(deal, "U0TOM", 1)
        made.passes(days=1)
        assert made.person("U0TOM").home  # the first payload asks besides which workspace its team is
        yield made


@pytest.fixture
def tom(office: Office) -> Actor:
    """Tom, who has the deal."""
    return office.person("U0TOM")


@contextmanager
def asked(office: Office) -> Iterator[tuple[Counter[str], Counter[str]]]:
    """The tables that are read, and those that are written, before the acknowledgement: one for each statement."""
    read, written = Counter[str](), Counter[str]()

    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        table = TABLE.search(statement)
        if table and current_thread().name.startswith("sandbox-line"):
            (read if statement.startswith("SELECT") else written)[table[1]] += 1

    event.listen(office.house.database.engine, "before_cursor_execute", hear)
    yield read, written
    event.remove(office.house.database.engine, "before_cursor_execute", hear)


def test_a_review_is_opened_with_each_of_its_tables_read_once(office: Office, tom: Actor) -> None:
    with asked(office) as (read, written):
        tom.forges(doors.REVIEW, "1")

    assert tom.modal_with("What has changed")
    assert (read, written) == (OPENING, Counter(drafts=1))


def test_a_page_is_turned_with_each_of_its_tables_read_once(office: Office, tom: Actor) -> None:
    _opened(tom)
    with asked(office) as (read, written):
        tom.submits()

    assert tom.modal_with("Page 3 of 7")
    assert (read, written) == (PAGE, Counter(drafts=1))


def test_a_submission_says_what_it_came_to_by_what_it_read_and_wrote(office: Office, tom: Actor) -> None:
    _at_the_end(tom)
    with asked(office) as (read, written):
        tom.submits()

    assert tom.modal_with("Result")
    assert (read, written) == (SUBMISSION + LOAD, WRITTEN + NOT_READY)


def test_a_submission_in_a_run_reads_once_what_else_is_ready(office: Office, tom: Actor) -> None:
    for name in ("Pilot", "Licences", "Renewal"):
        office.add(name, id_of(office, "U0TOM"))
    office.tick()
    assert "Review all that is due (3)" in tom.home
    tom.clicks(doors.RUN, on="home")
    tom.modal_with("1 of 3")
    for _ in range(5):
        tom.submits()
    with asked(office) as (read, written):
        tom.submits()

    assert tom.modal_with("Next (2 of 3)")
    first = SUBMISSION - Counter(["answers", "evidence"]) + Counter(current_scores=1)
    assert (read, written) == (first + MORE_READY, WRITTEN - Counter(["evidence"]))


def _opened(tom: Actor) -> None:
    """Open the review again, and have every area asked."""
    tom.forges(doors.REVIEW, "1")
    tom.says_all_changed()
    tom.modal_with("Page 2 of 7")


def _at_the_end(tom: Actor) -> None:
    _opened(tom)
    for _ in range(5):
        tom.submits()
    tom.modal_with("Page 7 of 7")
