"""Evidence as others see it: in Why?, with who has seen it, and on the Homes of those concerned."""

from datetime import date

import pytest

from bot.evidence.views import exhibits as evidence_views
from bot.kit import doors
from flows.review.evidence import NewEvidence
from storage import added_evidence
from tests.journeys.conftest import Office, id_of
from tests.journeys.evidence_acts import NOTE, buttons, gives, opens_form, reviewed

pytestmark = pytest.mark.usefixtures("nothing_refused")


def test_the_homes_of_seller_and_manager_are_published_again_and_nobody_elses(staffed: Office) -> None:
    deal = reviewed(staffed)
    tom = staffed.person("U0TOM")
    assert all(staffed.person(each).home for each in ("U0TOM", "U0ANNE", "U0METTE", "U0DORTE"))
    staffed.tick()
    opens_form(tom, deal)
    before = len(staffed.workspace.calls)

    gives(tom, NOTE, "D1", 1)
    staffed.passes(seconds=10)  # at most one Home in as many

    later = staffed.workspace.calls[before:]
    assert {call.arguments["user_id"] for call in later if call.method == "views.publish"} == {
        "U0TOM",
        "U0ANNE",
    }


def test_a_manager_ticks_what_they_have_seen_and_it_stays_seen_in_the_next_review(staffed: Office) -> None:
    deal = reviewed(staffed)
    tom, anne = staffed.person("U0TOM"), staffed.person("U0ANNE")
    opens_form(tom, deal)
    gives(tom, NOTE, "D1", 1)
    assert not buttons(tom, evidence_views.SEE)

    anne.forges(doors.WHY, str(deal))
    anne.presses(evidence_views.SEE)

    assert "Seen by Anne Manager, 23 November" in anne.screen
    assert not buttons(anne, evidence_views.SEE)
    tom.closes()
    tom.says("/review Service")
    tom.modal_with("What has changed?")
    tom.reviews("222 222 111 222 222", evidence=NOTE)
    tom.forges(doors.WHY, str(deal))
    assert tom.screen.count("Seen by Anne Manager") == 2  # the piece, and the same words in the review


def test_a_viewer_sees_evidence_but_adds_none(staffed: Office) -> None:
    deal = reviewed(staffed)
    vera = staffed.person("U0VERA")

    vera.forges(doors.WHY, str(deal))

    assert not buttons(vera, doors.ADD_EVIDENCE)
    assert "isn't yours to review" in vera.forges(doors.ADD_EVIDENCE, str(deal))


def test_many_pieces_fit_into_why_and_the_oldest_are_counted(staffed: Office) -> None:
    deal = reviewed(staffed)
    with staffed.write() as desk:
        for area in range(1, 6):
            for number in range(20):
                new = NewEvidence(
                    *(deal, f"D{area}", (f"D{area}.1",), f"Note {number} " + "x" * 1900),
                    *(date(2026, 11, 20), staffed.now, id_of(staffed, "U0TOM")),
                )
                added_evidence.add(desk.tx, new)
    anne = staffed.person("U0ANNE")

    anne.forges(doors.WHY, str(deal))

    assert anne.screen.count("… and 17 more") == 5
    assert len(anne.modal["blocks"]) < 60
    assert "Note 19" in anne.screen
    assert "Note 16" not in anne.screen
