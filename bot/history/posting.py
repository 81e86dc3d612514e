"""What follows a wish for the chart: it comes as a message."""

from collections.abc import Sequence

from bot.history.usecases import history_of
from bot.history.views.chart import chart_message
from bot.kit.blocks import Message
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell
from flows.company.people import Person
from flows.facts import ChartAsked
from storage import people

CHART = "chart"


def send_chart(desk: Desk, fact: ChartAsked) -> None:
    """The chart for whoever wants it; the same click sends one."""
    person = people.by_id(desk.tx, fact.person_id)
    occurrence = f"{fact.person_id}:{fact.subject_id}:{fact.click}"
    tell(desk, person, CHART, occurrence, subject=fact.subject_id)


def chart(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """The points of a subject over time."""
    if reader is None:
        return ()
    return (chart_message(history_of(desk, reader, facts["subject"]), desk.texts(reader), now=desk.now),)
