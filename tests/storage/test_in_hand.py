"""What was begun and is not done, by what the outbox tells."""

from dataclasses import replace
from datetime import timedelta

from storage import workspaces
from storage.in_hand import Told, in_hand, left_behind, workspaces_left_behind
from storage.outbox import Note, put

TOLD = Told("cake_begun", "cake_done")
A_WHILE = timedelta(minutes=30)


def _says(company, kind: str, occurrence: str, at=None, **facts: object) -> None:
    with company.write(at) as tx:
        put(tx, Note(kind, "U1", f"{kind}:{occurrence}", facts))


def _in_hand(company, at=None) -> list[object]:
    with company.read(at) as tx:
        return [facts["of"] for facts in in_hand(tx, TOLD, since=tx.now - A_WHILE)]


def test_what_is_begun_is_in_hand_until_it_is_done(company) -> None:
    _says(company, "cake_begun", "1", of="apples")
    _says(company, "cake_begun", "2", of="pears")
    _says(company, "bread_done", "1")

    assert sorted(_in_hand(company)) == ["apples", "pears"]

    _says(company, "cake_done", "1")
    assert _in_hand(company) == ["pears"]


def test_what_takes_too_long_is_left_behind_and_in_hand_no_more(company) -> None:
    _says(company, "cake_begun", "1", of="apples")
    later = company.now + A_WHILE
    _says(company, "cake_begun", "2", at=later, of="pears")

    assert _in_hand(company, later) == ["pears"]
    with company.read(later) as tx:
        assert [row.facts["of"] for row in left_behind(tx, TOLD, before=tx.now - A_WHILE)] == ["apples"]
    with company.database.across() as connection:
        assert workspaces_left_behind(connection, TOLD, before=later - A_WHILE) == [company.workspace]
        assert workspaces_left_behind(connection, TOLD, before=company.now - A_WHILE) == []


def test_each_workspace_has_its_own_in_hand(company) -> None:
    with company.database.across(writes=True) as connection:
        other = replace(company, workspace=workspaces.add(connection, now=company.now).id)
    _says(company, "cake_begun", "1", of="apples")
    _says(other, "cake_done", "1")

    assert _in_hand(company) == ["apples"]
    assert _in_hand(other) == []
