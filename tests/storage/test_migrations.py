"""A database of any age becomes one of today, and keeps what is in it."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, func, select

from bot.app.features import FEATURES, together
from flows.review.review import Purpose
from flows.rhythm.days_off import Rule
from flows.rhythm.reminders import Reminder, Step
from storage import (
    blindness,
    digest_places,
    digests,
    drafts,
    migrate,
    occurrences,
    outbox,
    pairs,
    people,
    reviews,
    scores,
    subjects,
)
from storage.engine import Database
from storage.tables import metadata, workspaces

OLD = Path(__file__).with_name("old")  # rows of a database of each revision, in SQL that both databases read


def test_an_empty_database_gets_the_schema_that_the_code_knows(empty: Database) -> None:
    assert not migrate.is_current(empty)

    migrate.upgrade(empty)

    assert migrate.is_current(empty)
    assert _differences(empty) == []


def test_migrating_again_changes_nothing(empty: Database) -> None:
    migrate.upgrade(empty)
    fill(empty, migrate.revisions()[-1])

    migrate.upgrade(empty)

    assert migrate.is_current(empty)
    assert _rows(empty) == _filled(migrate.revisions()[-1])


# From every revision on SQLite; on PostgreSQL from every third: each migration runs there all the same.
FROM = [("sqlite", each) for each in migrate.revisions()]
FROM += [("postgres", each) for each in migrate.revisions()[::3]]


@pytest.mark.parametrize(("empty_url", "revision"), FROM, indirect=["empty_url"])
def test_a_filled_database_of_an_older_revision_becomes_one_of_today_that_reads_as_it_did(
    empty: Database, revision: str
) -> None:
    migrate.upgrade(empty, to=revision)
    fill(empty, revision)

    migrate.upgrade(empty)

    assert migrate.is_current(empty)
    assert _differences(empty) == []
    assert _rows(empty) == _filled(revision)
    with empty.read(1, datetime(2026, 11, 25, tzinfo=UTC)) as tx:
        assert subjects.everything(tx, open_only=True)[0].name == "Køleanlæg"
        assert drafts.get(tx, 2).answers.levels == {"D1.1": 2, "D1.2": None}
        assert reviews.latest(tx, 1).answers["D1.1"].evidence == '12 Nov: "ja"'
        assert scores.of(tx, None)[1].ratings["D1.1"].counted == 3
        assert outbox.counts(tx)["sent"] == 1
        assert digests.last(tx)[1].colour == "yellow"
    with empty.across() as tx:  # who has had a digest keeps their colours
        colours_at = tx.execute(select(workspaces.c.colours_at)).scalar_one()
    assert colours_at == datetime(2026, 11, 16, 8, tzinfo=UTC)


def test_what_a_file_had_closed_was_closed_on_the_day_on_record_unless_somebody_changed_it(
    empty: Database,
) -> None:
    migrate.upgrade(empty, to="0005")
    fill(empty, "0005")
    subject = (
        "INSERT INTO subjects (id, workspace_id, kind, source, source_id, name, customer, currency, close_date,"
        " status, seen_at, updated_at, folded) VALUES ({id}, 1, '{kind}', 'csv', 'x{id}', 'x', '', 'DKK',"
        " '2026-11-20', '{status}', '2026-10-01 08:00:00', '2026-10-01 08:00:00', 'x')"
    )
    change = (
        "INSERT INTO changes (id, workspace_id, subject_id, field, at, by_person) VALUES ({id}, 1, {id}, '{field}',"
        " '2026-11-20 08:00:00', 1)"
    )
    with empty.across(writes=True) as tx:
        for id_, kind, status, said in (
            (11, "deal", "won", None),
            (12, "deal", "lost", "stage"),
            (13, "deal", "open", None),
            (14, "deal", "won", "status"),
            (15, "deal", "won", "close_date"),
            (16, "customer", "gone", None),
        ):
            tx.exec_driver_sql(subject.format(id=id_, kind=kind, status=status))
            if said:
                tx.exec_driver_sql(change.format(id=id_, field=said))

    migrate.upgrade(empty)

    with empty.read(1, datetime(2026, 11, 25, tzinfo=UTC)) as tx:
        closed = {each.id for each in subjects.everything(tx, open_only=False) if each.closed_on}
    assert closed == {11, 12}


def test_what_an_auditor_still_has_to_score_stays_hidden_and_their_reviews_stay_apart(
    empty: Database,
) -> None:
    migrate.upgrade(empty, to="0009")
    fill(empty, "0009")
    with empty.across(writes=True) as tx:
        for statement in _AUDITED:
            tx.exec_driver_sql(statement)
    migrate.upgrade(empty)

    with empty.read(1, datetime(2026, 11, 25, tzinfo=UTC)) as tx:
        hidden = {
            name: blindness.hidden_from(tx, people.by_email(tx, f"{name}@example.dk")) for name in _NAMES
        }
        assert hidden == {"august": {1}, "second": set(), "søren": set()}
        assert [review.purpose for review in reviews.history(tx, 1, limit=9)] == [Purpose.OWN]
        assert reviews.of_second_view(tx, 3).purpose is Purpose.AUDIT


_NAMES = ("august", "second", "søren")
_PERSON = "manager_id, weekday, at, slack_id, timezone, language, paused"
_REVIEW = "scorecard_hash, draft_id, submitted_at, colour, points, maximum, known, asked, knockouts"
_SCORED = "'abc', 9, '2026-11-06 08:00:00', 'red', 5, 45, 14, 15, '[]'"
# August has not sent his own yet, Second has; what Søren was given when he was an auditor hides nothing from a seller.
_AUDITED = (
    *(
        f"INSERT INTO people (id, workspace_id, email, name, role, {_PERSON}) VALUES ({id_}, 1, '{name}@example.dk',"
        f" '{name}', 'auditor', NULL, 0, '09:00', NULL, 'Europe/Copenhagen', 'da', FALSE)"
        for id_, name in ((3, "august"), (4, "second"))
    ),
    *(
        "INSERT INTO audits (id, workspace_id, subject_id, person_id, given_by, given_at, submitted_at)"
        f" VALUES ({id_}, 1, 1, {person}, 1, '2026-11-04 08:00:00', {sent})"
        for id_, person, sent in ((2, 3, "NULL"), (3, 4, "'2026-11-06 08:00:00'"))
    ),
    f"INSERT INTO reviews (id, workspace_id, subject_id, person_id, audit_id, {_REVIEW})"
    f" VALUES (2, 1, 1, 4, 3, {_SCORED})",
)


def test_an_action_item_on_its_way_finds_the_words_of_today(empty: Database) -> None:
    migrate.upgrade(empty, to="0010")
    fill(empty, "0010")
    row = (
        "INSERT INTO outbox (id, workspace_id, kind, verb, address, key, facts, asked_at, part, plain, state, due_at,"
        " attempts) VALUES (2, 1, 'step', 'post', 'U1', 'step:1', '{\"item\": 1}', '2026-11-24 08:00:00', 0, FALSE,"
        " 'pending', '2026-11-24 08:00:00', 0)"
    )
    with empty.across(writes=True) as tx:
        tx.exec_driver_sql(row)

    migrate.upgrade(empty)

    with empty.read(1, datetime(2026, 11, 25, tzinfo=UTC)) as tx:
        waiting, sent = outbox.get(tx, 2), outbox.get(tx, 1)
        assert (waiting.kind, waiting.key, waiting.facts) == ("action_item", "action_item:1", {"item": 1})
        assert (sent.kind, sent.key) == ("reminder", "reminder:1:2026-11-16")
    assert waiting.kind in together(feature.notices for feature in FEATURES)


def test_who_had_a_weekly_moment_meets_as_before_and_is_reminded_at_that_moment(empty: Database) -> None:
    migrate.upgrade(empty, to="0019")
    fill(empty, "0019")

    migrate.upgrade(empty)

    with empty.read(1, datetime(2026, 11, 19, tzinfo=UTC)) as tx:
        pair, planned = pairs.of(tx, 2), occurrences.next_of(tx, 2)
        assert occurrences.next_of(tx, 1) is None
    assert (pair.manager_id, pair.terms.ahead, pair.terms.rule) == (1, timedelta(0), Rule.KEEP)
    assert planned.step == Step(Reminder.PREPARE, datetime(2026, 11, 19, 12, 30, tzinfo=UTC))
    assert (str(planned.day), planned.at, planned.timezone) == (
        "2026-11-19",
        time(13, 30),
        "Europe/Copenhagen",
    )
    following = pair.terms.cadence.next(after=planned.begins_at)
    assert following.begins == datetime(2026, 11, 26, 12, 30, tzinfo=UTC)


def test_where_the_digest_came_it_comes_still(empty: Database) -> None:
    migrate.upgrade(empty, to="0025")
    fill(empty, "0025")

    migrate.upgrade(empty)

    with empty.read(1, datetime(2026, 11, 25, tzinfo=UTC)) as tx:
        place = digest_places.of(tx, None)
    assert (place.channel, place.weekday, place.at, place.set_by) == ("C1", 0, time(8), "U1")
    assert place.due_at == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert (place.timezone, place.language, place.amounts) == (None, None, True)


def test_every_revision_has_an_old_database_to_be_tested_with() -> None:
    assert [file.stem for file in sorted(OLD.glob("*.sql"))] == migrate.revisions()


def fill(database: Database, revision: str) -> None:
    """Put in what a database of this revision held."""
    with database.across(writes=True) as tx:
        for statement in (OLD / f"{revision}.sql").read_text(encoding="utf-8").splitlines():
            tx.exec_driver_sql(statement)


def _filled(revision: str) -> dict[str, int]:
    """How many rows of each table an old database has: its lines say INSERT INTO a table."""
    lines = (OLD / f"{revision}.sql").read_text(encoding="utf-8").splitlines()
    inserted = Counter(line.split()[2] for line in lines)
    kept = {"kept_scores": inserted["subjects"], "kept_weeks": inserted["people"]}
    if revision < "0020":  # everybody met each week, and Søren's next moment was set
        kept |= {"pairs": inserted["people"], "occurrences": 1}
    if revision < "0021":
        kept["second_views"] = inserted["audits"]
    if revision < "0028":  # the company's digest came to a channel
        kept["digest_places"] = 1
    return {table: inserted[table] for table in metadata.tables} | kept


def _differences(database: Database) -> list[object]:
    with database.across() as tx:
        return compare_metadata(MigrationContext.configure(tx), metadata)


def _rows(database: Database) -> dict[str, int]:
    with database.across() as tx:
        return {name: _count(tx, name) for name in metadata.tables}


def _count(tx: Connection, table: str) -> int:
    return tx.execute(select(func.count()).select_from(metadata.tables[table])).scalar_one()
