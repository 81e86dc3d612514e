"""Being reminded later, and choosing which messages one wants."""

from functools import partial

from bot.actions.posting import ACTION_DUE
from bot.kit import fields
from bot.kit.act import Act
from bot.kit.desk import Desk
from bot.kit.messages import message_view
from bot.kit.refusal import Refusal
from bot.kit.reply import Handler, Reply, show, update_in_ack
from bot.rhythm.posting.reminding import ESCALATED, NOT_PREPARED, ON_THE_DAY, REMINDER
from bot.rhythm.posting.settled import SETTLED
from bot.rhythm.posting.viewing import ASKED
from bot.rhythm.usecases import later as usecases
from bot.rhythm.views import reminders as views
from flows.company.people import Person
from flows.rhythm.reminders import Snooze
from storage import mutes, people
from storage.pulses import PULSE

KINDS = (REMINDER, ON_THE_DAY, NOT_PREPARED, SETTLED, ASKED, ACTION_DUE, PULSE)


def later(desk: Desk, person: Person, act: Act) -> Reply:
    """Ask when."""
    found = usecases.choices(desk, person)
    return show(act, views.later_view(found, desk.texts(person), now=desk.now))


def put_off(choice: Snooze, desk: Desk, person: Person, act: Act) -> Reply:
    """Have somebody reminded then."""
    t, moment = desk.texts(person), usecases.put_off(desk, person, choice)
    return show(act, message_view(t("later.noted", when=views.when(moment, t, now=desk.now)), t))


SNOOZES: dict[str, Handler] = {views.SNOOZE[choice]: partial(put_off, choice) for choice in Snooze}


def open_mutes(desk: Desk, person: Person, act: Act) -> Reply:
    """Show which kinds somebody wants."""
    wanted = [kind for kind in KINDS if kind not in mutes.of(desk.tx, person.id)]
    if people.is_escalated(desk.tx, person.id):
        wanted.append(ESCALATED)
    return show(act, views.mutes_view(_offered(desk, person), wanted, desk.texts(person)))


def save_mutes(desk: Desk, person: Person, act: Act) -> Reply:
    """Keep which kinds they want; refuses a kind that there is not."""
    wanted = fields.ticked(act, views.WANTED, views.WANTED)
    if not wanted <= set(_offered(desk, person)):
        raise Refusal("unknown_field")
    mutes.choose(desk.tx, person.id, set(KINDS) - wanted)
    people.set_escalated(desk.tx, person.id, escalated=ESCALATED in wanted)
    t = desk.texts(person)
    return update_in_ack(message_view(t("mutes.noted"), t))


def _offered(desk: Desk, person: Person) -> tuple[str, ...]:
    """All kinds; what comes to nobody who hasn't chosen it, where there are teams below them."""
    return (*KINDS, ESCALATED) if people.leads_leaders(desk.tx, person.id) else KINDS
