"""A deal that was reviewed, given to an auditor, and scored by them: what the tests of audits begin with."""

from bot.kit import doors
from bot.second_views.views import giving
from tests.journeys.conftest import Actor, Office, id_of

NOTE = "12.11.2026: the CFO wrote “we have approved the budget” by mail"
GIVEN = "What others said of it is hidden until you have sent your own answers."


def reviewed(staffed: Office) -> int:
    """Tom's deal, which he has reviewed."""
    subject_id = staffed.add("Service agreement", id_of(staffed, "U0TOM"), customer="Nordlys", days=22)
    tom = staffed.person("U0TOM")
    tom.says("/review")
    tom.modal_with("Service agreement")
    tom.reviews("322 222 100 2-2 222", evidence=NOTE)
    tom.closes()
    return subject_id


def gives(dorte: Actor, deal: int) -> None:
    """Dorte gives the deal to August, and he hears of it."""
    dorte.forges(doors.WHY, str(deal))
    dorte.modal_with("Give to an auditor")
    dorte.presses(giving.OPEN)
    dorte.submits()
    dorte.modal_with("is given to August Auditor")
    dorte.closes()
    dorte.office.tick()


def scores_it(august: Actor, deal: int, levels: str = "222 222 222 222 222") -> None:
    """August answers all of it from his message, to the two reviews side by side."""
    august.clicks(doors.REVIEW, on="message", value=str(deal))
    august.modal_with("Page 1 of 6")
    for area, digits in enumerate(levels.split(), 1):
        for number, digit in enumerate(digits, 1):
            august.picks(f"D{area}.{number}", int(digit))
        august.submits()
    august.submits()
