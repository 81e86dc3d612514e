"""/review report, and the button on Home: which report, then it is made after the acknowledgement."""

from dataclasses import replace
from functools import partial

from bot.kit.act import Act
from bot.kit.desk import Desk
from bot.kit.fields import chosen
from bot.kit.messages import message_view
from bot.kit.refusal import Refusal
from bot.kit.reply import Reply, show, update_in_ack
from bot.report import views
from bot.report.routes.making import Making, make_and_send
from bot.report.usecases import asking
from bot.report.usecases.asking import EDITION, LANGUAGES, Asked
from flows.company.people import Person


def open_(desk: Desk, person: Person, act: Act) -> Reply:
    """Ask which."""
    t = desk.texts(person)
    today = desk.texts().local_date(desk.now)
    return show(act, views.form_view(asking.editions(desk, person), t, today=today))


def make(desk: Desk, person: Person, act: Act) -> Reply:
    """Take it in hand; the same one twice at once is one."""
    t, asked = desk.texts(person), _asked(act)
    occurrence = f"{act.view['id']}.{act.view.get('hash')}"
    if not asking.take_in_hand(desk, person, asked, occurrence):
        return update_in_ack(message_view(t("report_door.in_hand"), t))
    said = update_in_ack(message_view(t("report_door.begun"), t))
    making = Making(asked, asking.period_of(desk, asked), occurrence, t)
    return replace(said, afterwards=(partial(make_and_send, making),))


def _asked(act: Act) -> Asked:
    """What the form says; refuses what no form of ours does."""
    language = chosen(act, views.LANGUAGE, views.LANGUAGE)
    period = chosen(act, views.PERIOD, views.PERIOD)
    for known in LANGUAGES:
        if known == language:
            return Asked(period, EDITION.load(chosen(act, views.TEAM, views.TEAM)).team, known)
    raise Refusal("old_button")
