"""What somebody asked for that comes as a message: help, a chart, a window that Slack did not open."""

from bot.desk import Desk
from bot.posting.message import put
from bot.usecases import explaining
from bot.usecases.history import History
from bot.views import notices
from bot.views.chart import chart_message
from flows.people import Person

SLOW_EVERY = 300  # seconds: one word about a slow Slack in five minutes is enough


def ask_for_help(desk: Desk, person: Person, subject_id: int) -> str | None:
    """Tell the one who can help that a person wishes help with a subject; once a day. Returns the helper's name."""
    explanation = explaining.explain(desk, person, subject_id)
    helper = explaining.helper_of(desk, person)
    if helper is None or helper.slack_id is None:
        return None
    message = notices.help_wanted(explanation.standing, desk.texts(helper), name=person.name, now=desk.now)
    key = f"help:{person.id}:{subject_id}:{desk.now.date()}"
    put(desk, kind="help", to=helper.slack_id, key=key, message=message)
    return helper.name


def send_chart(desk: Desk, person: Person, history: History, *, click: str) -> None:
    """Send a person the points of a subject over time as a chart; the same click sends one."""
    now = desk.now
    message = chart_message(history, desk.texts(person), now=now)
    if person.slack_id is None:
        return
    key = f"chart:{person.id}:{history.standing.subject.id}:{click}"
    put(desk, kind="chart", to=person.slack_id, key=key, message=message)


def say_slow(desk: Desk, slack_id: str, person: Person | None, *, subject_id: int | None) -> None:
    """Tell somebody that Slack did not open the window they asked for; once in a while, however often they clicked."""
    now = desk.now
    key = f"slow:{slack_id}:{subject_id}:{int(now.timestamp()) // SLOW_EVERY}"
    message = notices.slow(desk.texts(person), subject_id=subject_id)
    put(desk, kind="slow", to=slack_id, key=key, message=message)
