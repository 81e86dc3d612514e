"""The walk's part about the life of actions: plans, lists, what becomes of each, reminders, sums."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.actions.usecases.adding import StatedItem, add
from bot.actions.views import form, lines, mine, plan, settling
from bot.kit import doors
from flows.company.subjects import Kind as SubjectKind
from flows.company.subjects import Status
from flows.review.action_item import Kind
from storage import people
from tests.journeys.conftest import Actor, Office, id_of

Named = Callable[[str], str]
METTE, JENS, TOM, ANNE = "U0METTE", "U0JENS", "U0TOM", "U0ANNE"
DORTE, KARIN = "U0DORTE", "U0KARIN"
MOST = 150


def actions_lived(office: Office, named: Named) -> None:
    """Every window and message about them, with what each refuses."""
    mette, jens = office.person(METTE), office.person(JENS)
    shows(office.person(DORTE), doors.ACTIONS)
    for who, action in (
        (ANNE, mine.OPEN_TEAM),
        (JENS, mine.OPEN_TEAM),
        (DORTE, mine.OPEN_TEAM),
        (KARIN, mine.PLAN),
    ):
        shows(office.person(who), action)
    plans(office, jens, named)
    lost = lists(office, mette, named)
    becomes(office, mette, named)
    loses(office, mette, lost, named)
    sums(office)
    moves_a_question(office, mette, named)
    is_due(office, mette, named)
    leaves(office, named)


def shows(actor: Actor, action: str, value: str = "-") -> None:
    """Press a button, wherever it stands."""
    actor.closes()
    actor.forges(action, value)
    assert actor.modal


def updates(actor: Actor) -> int:
    """How often a window was shown anew."""
    return len([call for call in actor.workspace.calls if call.method == "views.update"])


def agrees(
    office: Office, what: str, days: int, deal: int | None = None, *, who: str = METTE, **more: object
) -> int:
    """Somebody writes down what is to be done in so many days, by themselves unless `more` says who."""
    person = office.who(who)
    said = {"person_id": person.id, "subject_id": deal, **more}
    with office.write() as desk:
        by = desk.texts(person).local_date(office.now) + timedelta(days=days)
        return add(desk, person, StatedItem(what[:MOST], by=by, **said)).item.id  # type: ignore[arg-type]


def plans(office: Office, jens: Actor, named: Named) -> None:
    """Jens writes something down for Mette to do, mistakes first; she is told."""
    shows(jens, doors.ACTIONS)
    jens.clicks(mine.PLAN)
    jens.workspace.wait_for(lambda: jens.modal["callback_id"] == plan.SAVE)
    values = jens.modal["state"]["values"]
    for block_id, held in (
        (plan.WHAT, {form.VALUE: {"value": " "}}),
        (plan.WHAT, {form.VALUE: {"value": "x" * 201}}),
        (plan.BY, {form.VALUE: {"selected_date": None}}),
        (plan.BY, {form.VALUE: {"selected_date": "2020-01-01"}}),
        (plan.WHO, {plan.WHO: {"selected_option": None}}),
        (plan.WHO, {plan.WHO: {"selected_option": {"value": "9999"}}}),
        (plan.KIND, {form.VALUE: {"selected_option": {"value": "customer"}}}),
    ):
        good = {plan.WHAT: {form.VALUE: {"value": "x"}}}
        odd = {**jens.modal, "state": {"values": {**values, **good, block_id: held}}}
        jens.acknowledgement_of(odd)
    jens.workspace.fill(jens.id, plan.WHAT, form.VALUE, named("plan")[:MOST])
    jens.workspace.fill(jens.id, plan.WHO, plan.WHO, str(id_of(office, METTE)))
    jens.workspace.fill(jens.id, plan.ABOUT, plan.ABOUT, str(id_of(office, METTE)))
    before = updates(jens)
    jens.submits()
    jens.workspace.wait_for(lambda: updates(jens) > before)
    with office.write() as desk:
        about = {"kind": Kind.COMPETENCE, "about_id": id_of(office, METTE)}
        stated = StatedItem(named("coaching")[:MOST], id_of(office, JENS), office.now.date(), **about)  # type: ignore[arg-type]
        add(desk, office.who(JENS), stated)
    assert jens.home
    jens.clicks(doors.ACTIONS, on="home")
    shows(office.person(METTE), mine.PLAN)
    office.tick()


def lists(office: Office, mette: Actor, named: Named) -> int:
    """Mette's on Home and in the window: past, this week and later, more than there is room for."""
    deal = office.add(named("to be lost"), id_of(office, METTE), customer=named("customer"))
    agrees(office, named("of a lost deal"), 9, deal)
    for number in range(4):
        agrees(office, f"{number} {named('this week')}", 0, deal)
    assert mette.home
    for number in range(24):
        agrees(office, f"{number} {named('later')}", 20, deal)
    assert mette.home
    shows(mette, doors.ACTIONS)
    office.now += timedelta(days=2)
    assert mette.home
    assert office.person(JENS).home
    shows(office.person(JENS), mine.OPEN_TEAM)
    return deal


def becomes(office: Office, mette: Actor, named: Named) -> None:
    """Done, taken back, dropped and moved, with mistakes."""
    item = agrees(office, named("to be done"), 3, kind=Kind.MANAGEMENT)
    shows(mette, lines.DONE, str(item))
    mette.submits()
    mette.modal  # noqa: B018 - waits for it
    shows(mette, lines.DONE, str(item))
    mette.presses(mine.BACK)
    for action, save in ((mine.DROP, settling.DROP_SAVE), (mine.MOVE, settling.MOVE_SAVE)):
        shows(mette, action, str(item))
        view = mette.modal
        assert view["callback_id"] == save
        empty = {settling.NOTE: {settling.NOTE: {"value": " "}}, settling.DAY: {settling.DAY: {}}}
        past = {settling.DAY: {settling.DAY: {"selected_date": "2020-01-01"}}}
        for values in (empty, past):
            mette.acknowledgement_of({**view, "state": {"values": values}})
    mette.workspace.fill(METTE, settling.DAY, settling.DAY, str(office.now.date() + timedelta(days=9)))
    mette.submits()
    shows(mette, mine.BACK, str(item))
    dropped = agrees(office, named("to be dropped"), 3, kind=Kind.COACHING)
    shows(mette, mine.DROP, str(dropped))
    mette.workspace.fill(METTE, settling.NOTE, settling.NOTE, named("why")[:MOST])
    mette.submits()
    done = agrees(office, named("done"), 3, kind=Kind.COACHING)
    shows(mette, lines.DONE, str(done))
    shows(mette, doors.ACTIONS)


def loses(office: Office, mette: Actor, deal: int, named: Named) -> None:
    """Their deal is lost, or their customer: one click drops what was for it."""
    customer = office.add(named("lost customer"), id_of(office, METTE), kind=SubjectKind.CUSTOMER)
    agrees(office, named("of a lost customer"), 0, customer)
    for status in (Status.GONE, Status.LOST):
        for subject_id in (deal, customer):
            office.changes(subject_id, "status", Status.OPEN, status)
        shows(mette, doors.ACTIONS)
    mette.presses(lines.DROP_LOST)
    shows(mette, doors.ACTIONS)
    assert mette.home


def sums(office: Office) -> None:
    """A director's sums, of one who is named and of teams too small; who has none."""
    tom, jens, anne = (id_of(office, who) for who in (TOM, JENS, ANNE))
    mette = office.person(METTE)
    shows(mette, doors.ACTIONS)
    mette.presses(mine.NAMED)
    mette.presses(mine.NAMED)
    mette.presses(mine.NAMED)
    for who in (DORTE, METTE):
        shows(office.person(who), mine.OPEN_SUMS)
    with office.write() as desk:
        people.set_named(desk.tx, tom, named=True)
        people.set_pair(desk.tx, seller_id=tom, manager_id=jens, weekday=0, at=time(9))
    shows(office.person(DORTE), mine.OPEN_SUMS)
    with office.write() as desk:
        people.set_pair(desk.tx, seller_id=tom, manager_id=anne, weekday=0, at=time(9))


def moves_a_question(office: Office, mette: Actor, named: Named) -> None:
    """Two questions that move: one from a level, one that was not known."""
    deal = office.add(named("moving"), id_of(office, METTE), customer=named("customer"))
    office.reviewed(deal, METTE, 1)
    agrees(office, named("to be moved"), 9, deal, question_id="D3.1")
    office.passes(minutes=1)
    office.reviewed(deal, METTE, 2)
    mette.forges(doors.WHY, str(deal))
    unknown = office.add(named("not known"), id_of(office, METTE), customer=named("customer"))
    office.reviewed(unknown, METTE, None)
    agrees(office, named("to be known"), 9, unknown, question_id="D3.1")
    office.passes(minutes=1)
    office.reviewed(unknown, METTE, 2)
    mette.forges(doors.WHY, str(unknown))


def is_due(office: Office, mette: Actor, named: Named) -> None:
    """Both reminders of one's own and of the customer's."""
    deal = office.add(named("due"), id_of(office, METTE), customer=named("customer"))
    local = office.now.astimezone(ZoneInfo(office.who(METTE).timezone))
    monday = local.date() + timedelta(days=7 - local.weekday())
    days = (monday - local.date()).days
    agrees(office, named("own"), days, deal)
    agrees(office, named("theirs"), days, deal, person_id=None)
    nine = datetime(monday.year, monday.month, monday.day, 9, tzinfo=ZoneInfo(office.who(METTE).timezone))
    office.now = nine.astimezone(office.now.tzinfo)
    office.tick()
    office.passes(days=1)
    mette.clicks(lines.DONE, on="message")
    mette.modal  # noqa: B018 - waits for it
    mette.closes()


def leaves(office: Office, named: Named) -> None:
    """Tom leaves Slack with two actions open, and is back."""
    zone = office.who(TOM).timezone
    found = [agrees(office, f"{number} {named('left')}", 9, who=TOM, kind=Kind.COACHING) for number in (1, 2)]
    office.workspace.change_user(TOM, deleted=True)
    office.wait_for_zone(TOM, None)
    office.tick()
    office.workspace.change_user(TOM, deleted=False)
    office.wait_for_zone(TOM, zone)
    for item in found:
        shows(office.person(TOM), lines.DONE, str(item))
