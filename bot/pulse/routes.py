"""/review pulse: the statements for who is asked, the results for who may see them."""

from bot.kit import fields
from bot.kit.act import Act
from bot.kit.codec import ID
from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.kit.reply import Reply, errors, show, update_in_ack
from bot.pulse.usecases import answering
from bot.pulse.usecases.results import READERS, results_for
from bot.pulse.views import form
from bot.pulse.views.results import none_open_view, results_view
from flows.company.people import Person
from flows.pulse.statements import Answer
from storage.pulses import ASKED_ROLES


def open_(desk: Desk, person: Person, act: Act) -> Reply:
    """The results; for who sees none the statements, or when they come next."""
    t, paper = desk.texts(person), answering.paper_of(desk, person)
    if person.role in READERS:
        return show(act, results_view(results_for(desk, person), paper, t, now=desk.now))
    if paper:
        return show(act, form.paper_view(paper, t, now=desk.now))
    if person.role not in ASKED_ROLES:
        raise Refusal("pulse_results")
    return show(act, none_open_view(answering.next_one(desk), t, now=desk.now))


def answer(desk: Desk, person: Person, act: Act) -> Reply:
    """The statements, as they stand answered."""
    paper = answering.paper(desk, person, ID.load(act.value))
    return show(act, form.paper_view(paper, desk.texts(person), now=desk.now))


def send(desk: Desk, person: Person, act: Act) -> Reply:
    """Keep what was answered; a form without any answer says so beside its first statement."""
    t, first = desk.texts(person), fields.first_input(act)
    try:
        paper = answering.send(desk, person, ID.load(act.data), _said(act))
    except Refusal as refusal:
        if refusal.code != "pulse_empty" or first is None:
            raise
        return errors({first: t("refused.pulse_empty")})
    return update_in_ack(form.thanks_view(paper, t, now=desk.now))


def _said(act: Act) -> dict[str, Answer]:
    """What was chosen, by statement; refuses a value that no choice has."""
    found: dict[str, Answer] = {}
    for block_id in act.state:
        chosen = fields.chosen(act, block_id, form.CHOSEN)
        if chosen and chosen not in form.VALUES:
            raise Refusal("unknown_field")
        if chosen:
            found[block_id.removeprefix(form.BLOCK)] = form.VALUES[chosen]
    return found
