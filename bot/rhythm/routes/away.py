"""/review away: the form, saying until when, and being back."""

from datetime import date

from bot.kit import fields
from bot.kit.act import Act
from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.kit.reply import Reply, errors, show, update_in_ack
from bot.rhythm.usecases import away as usecases
from bot.rhythm.views import away as views
from flows.company.people import Person
from storage import people

BESIDE = {
    "away_when": views.UNTIL,
    "away_stand_in": views.STAND_IN,
    "away_both": views.STAND_IN,
    "owner_unlisted": views.STAND_IN,
}


def open_(desk: Desk, person: Person, act: Act) -> Reply:
    """Show the form, with what was said before."""
    absence = usecases.absence_of(desk, person)
    named = people.by_id(desk.tx, absence.stand_in_id) if absence and absence.stand_in_id else None
    until, stand_in = absence.until if absence else None, named.slack_id if named else None
    view = views.away_view(until, stand_in, desk.texts(person), now=desk.now)
    return show(act, view)


def save(desk: Desk, person: Person, act: Act) -> Reply:
    """Note until when somebody is away, and say what becomes of their 1-to-1s; what cannot be is said beside it."""
    t = desk.texts(person)
    try:
        noted = usecases.go_away(desk, person, _until(act), _stand_in(desk, act))
    except Refusal as refusal:
        return errors({BESIDE[refusal.code]: t(f"refused.{refusal.code}")})
    return update_in_ack(views.noted_view(noted, t, now=desk.now))


def back(desk: Desk, person: Person, act: Act) -> Reply:
    """Note that somebody is back."""
    noted = usecases.come_back(desk, person)
    return show(act, views.noted_view(noted, desk.texts(person), now=desk.now))


def _until(act: Act) -> date:
    """The day that was chosen; refuses what is none."""
    try:
        found = fields.day(fields.said(act, views.UNTIL, views.UNTIL, "selected_date"))
    except ValueError as error:
        raise Refusal("away_when") from error
    if found is None:
        raise Refusal("away_when")
    return found


def _stand_in(desk: Desk, act: Act) -> Person | None:
    """Who was chosen to stand in; refuses who is not on the list."""
    slack_id = fields.said(act, views.STAND_IN, views.STAND_IN, "selected_user")
    if not slack_id:
        return None
    found = people.by_slack(desk.tx, slack_id)
    if found is None:
        raise Refusal("owner_unlisted")
    return found
