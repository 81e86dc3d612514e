"""Both views in a 1-to-1: where they differ, what the two settle on, and what counts from then on."""

from decimal import Decimal

import pytest

from bot.kit import doors
from bot.meetings.views import beside
from flows.review.review import Purpose
from storage import reviews, scores, settled_levels
from tests.journeys.conftest import Actor, Office, id_of
from tests.journeys.meeting_acts import fills, goes_to, starts
from tests.journeys.rhythm_acts import at, paired

pytestmark = pytest.mark.usefixtures("nothing_refused")

NOTE = "20 Nov: the CFO wrote “we have approved the budget”"


@pytest.fixture
def deal(staffed: Office) -> int:
    """Nordlys, the biggest of Tom's, which he has reviewed with level 2 throughout."""
    paired(staffed)
    deal = staffed.add("Nordlys", id_of(staffed, "U0TOM"), amount=Decimal(9_000_000))
    staffed.reviewed(deal, "U0TOM", 2)
    return deal


@pytest.fixture
def anne(staffed: Office, deal: int) -> Actor:
    """His manager, who has given her own view of it: level 0 in the first question, 3 with a note in the second."""
    at(staffed, "2026-11-25T10:00")
    anne = staffed.person("U0ANNE")
    anne.forges(doors.REVIEW, str(deal))
    for area, digits in enumerate(["032", "222", "222", "222", "222"], 1):
        for number, digit in enumerate(digits, 1):
            anne.picks(f"D{area}.{number}", int(digit))
        anne.writes(f"D{area}", NOTE)
        anne.submits()
    anne.submits()
    at(staffed, "2026-11-26T10:00")
    starts(anne)
    goes_to(anne, f"deal.{deal}")
    return anne


def levels(office: Office, deal: int) -> dict[str, int | None]:
    """The levels that count now."""
    with office.read() as desk:
        latest = reviews.latest(desk.tx, deal)
    assert latest is not None
    return {id_: answer.level for id_, answer in latest.answers.items()}


def test_the_biggest_gap_is_first_with_both_levels_words_and_evidence(anne: Actor) -> None:
    lines = anne.screen.split("\n")

    places = [line for line in lines if line.startswith("Relations ")]
    assert [line[:12] for line in places] == ["Relations 1.", "Relations 2."]
    assert any(line.startswith("Tom: 2 · ") for line in lines)
    assert any(line.startswith("Anne: 0 · ") for line in lines)
    assert "For level 1 this would have to be true: " in anne.screen
    assert "the CFO wrote “we have approved the budget”" in anne.screen


def test_what_they_settle_on_counts_and_all_three_are_kept(staffed: Office, anne: Actor, deal: int) -> None:
    fills(anne, beside.LEVEL, "1", nth=0)
    fills(anne, beside.LEVEL, "3", nth=1)
    anne.submits()

    now = levels(staffed, deal)
    assert (now["D1.1"], now["D1.2"], now["D1.3"]) == (1, 3, 2)
    with staffed.read() as desk:
        kept = settled_levels.of(desk.tx, 1)
        latest, current = reviews.latest(desk.tx, deal), scores.of(desk.tx, [deal])[deal]
        assert latest is not None
        before = reviews.get(desk.tx, latest.supersedes_id or 0)
    assert [(each.question_id, each.first, each.second, each.level, each.is_agreed) for each in kept] == [
        ("D1.1", 2, 0, 1, True),
        ("D1.2", 2, 3, 3, True),
    ]
    assert latest.purpose is Purpose.SETTLED
    assert before is not None
    assert (before.purpose, before.answers["D1.1"].level) == (Purpose.OWN, 2)
    # What Anne wrote carries the level now, and what was not talked about is as old as it was.
    assert current.ratings["D1.2"].counted == 3
    assert latest.answers["D1.3"].answered_at == before.answers["D1.3"].answered_at


def test_where_they_do_not_agree_the_documented_level_counts_else_the_lower(
    staffed: Office, anne: Actor, deal: int
) -> None:
    fills(anne, beside.LEVEL, beside.NOT_AGREED, nth=0)
    anne.submits()

    with staffed.read() as desk:
        [kept] = settled_levels.of(desk.tx, 1)
    assert (kept.level, kept.is_agreed) == (0, False)
    goes_to(anne, "sign")
    assert "Relations 1: Tom 2, Anne 0, not agreed, counts as 0" in anne.screen


def test_sent_twice_it_is_settled_once(staffed: Office, anne: Actor, deal: int) -> None:
    fills(anne, beside.LEVEL, "1", nth=0)
    view = anne.modal
    anne.acknowledgement_of(view)
    anne.acknowledgement_of(view)

    with staffed.read() as desk:
        purposes = [each.purpose for each in reviews.history(desk.tx, deal, limit=9)]
    assert purposes == [Purpose.SETTLED, Purpose.OWN]
