"""What somebody asked for that comes as a message: help, a chart."""

from collections.abc import Sequence

from bot import notices_ as notices
from bot.history.usecases import history_of
from bot.history.views.chart import chart_message
from bot.kit.blocks import Message
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell
from bot.standing.standings import standings
from flows.company.people import Person
from flows.facts import ChartAsked, HelpAsked
from storage import people, subjects

HELP = "help"
CHART = "chart"


def tell_helper(desk: Desk, fact: HelpAsked) -> None:
    """Word to who can help, once a day."""
    occurrence = f"{fact.person_id}:{fact.subject_id}:{desk.now.date()}"
    helper = people.by_id(desk.tx, fact.helper_id)
    tell(desk, helper, HELP, occurrence, subject=fact.subject_id, by=fact.person_id)


def send_chart(desk: Desk, fact: ChartAsked) -> None:
    """The chart for whoever wants it; the same click sends one."""
    person = people.by_id(desk.tx, fact.person_id)
    occurrence = f"{fact.person_id}:{fact.subject_id}:{fact.click}"
    tell(desk, person, CHART, occurrence, subject=fact.subject_id)


def help_wanted(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """Who wishes help with what, and why that has its colour, as far as its reader may see that."""
    if reader is None:
        return ()
    by = people.by_id(desk.tx, facts["by"])
    found = standings(desk, reader, subjects.those(desk.tx, [facts["subject"]]))
    t = desk.texts(reader)
    return [notices.help_wanted(each, t, name=by.name if by else "", now=desk.now) for each in found]


def chart(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """The points of a subject over time."""
    if reader is None:
        return ()
    return (chart_message(history_of(desk, reader, facts["subject"]), desk.texts(reader), now=desk.now),)
