"""What stood in a subject's fields at an earlier moment."""

from datetime import timedelta

from flows.crm import Change
from storage import subjects
from storage.past import before_changes


def test_the_first_change_after_the_moment_says_what_stood_there(database, company) -> None:
    deal = company.deal("Anlæg", company.person("Anna"))
    with database.write() as tx:
        for day, stage in enumerate(("one", "two", "three"), 1):
            change = Change("stage", None, stage)
            at = company.now + timedelta(days=day)
            subjects.apply_changes(tx, company.workspace, deal, [change], at=at, by_source="csv")

    with database.read() as tx:

        def stood(days: int) -> dict[str, str | None]:
            since = company.now + timedelta(days=days)
            return before_changes(tx, company.workspace, deal, ("stage", "close_date"), since=since)

        assert stood(1) == {"stage": "one"}
        assert stood(2) == {"stage": "two"}
        assert stood(3) == {}
        assert before_changes(tx, company.workspace, deal + 1, ("stage",), since=company.now) == {}
