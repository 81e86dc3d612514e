"""The window of a 1-to-1 at a stop: what is read for it, and how it shows."""

from collections.abc import Callable, Mapping

from bot.actions.usecases.reading import today_of
from bot.kit.blocks import Block, View
from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.meetings.usecases import agreeing as agreements
from bot.meetings.usecases.attending import Session
from bot.meetings.usecases.earlier import left_of
from bot.meetings.usecases.portfolio import customers, portfolio
from bot.meetings.usecases.settling import beside
from bot.meetings.usecases.signing import record
from bot.meetings.views import agreeing, earlier, frame, telling
from bot.meetings.views import beside as beside_views
from bot.meetings.views import portfolio as portfolio_views
from bot.meetings.views import record as record_views
from flows.company.people import Person
from flows.meetings.agenda import Step, Stop
from storage import decisions, subjects

Page = Callable[[Desk, Person, Session, Stop, frame.Subjects], list[Block]]


def page(desk: Desk, person: Person, session: Session, *, stop: Stop | None = None, notice: str = "") -> View:
    """The window at a stop; where the meeting stands, if none is named."""
    shown = stop or session.stop
    found = {each.id: each for each in subjects.those(desk.tx, session.meeting.subject_ids)}
    blocks = PAGES[shown.step](desk, person, session, shown, found)
    t = desk.texts(person)
    return frame.window(session, shown, blocks, found, t, now=desk.now, notice=notice)


def _actions(desk: Desk, person: Person, session: Session, _stop: Stop, found: frame.Subjects) -> list[Block]:
    left = left_of(desk, person, session)
    return earlier.earlier(left, session, found, desk.texts(person), now=desk.now)


def _telling(desk: Desk, person: Person, session: Session, stop: Stop, _found: frame.Subjects) -> list[Block]:
    return telling.telling(session, stop.step, desk.texts(person))


def _portfolio(
    desk: Desk, person: Person, session: Session, _stop: Stop, _found: frame.Subjects
) -> list[Block]:
    return portfolio_views.portfolio(portfolio(desk, session), desk.texts(person), now=desk.now)


def _deal(desk: Desk, person: Person, session: Session, stop: Stop, _found: frame.Subjects) -> list[Block]:
    if stop.subject_id is None:
        raise Refusal("old_button")
    both = beside(desk, session, stop.subject_id)
    return beside_views.beside(both, session, desk.texts(person), now=desk.now)


def _premortem(
    desk: Desk, person: Person, session: Session, _stop: Stop, found: frame.Subjects
) -> list[Block]:
    return telling.premortem(session, found, desk.texts(person))


def _customer(
    desk: Desk, person: Person, session: Session, _stop: Stop, _found: frame.Subjects
) -> list[Block]:
    return telling.customer(session, customers(desk, session), desk.texts(person))


def _agreed(desk: Desk, person: Person, session: Session, _stop: Stop, _found: frame.Subjects) -> list[Block]:
    agreed, to_move = agreements.agreed(desk, session), agreements.to_move(desk, session)
    today = today_of(person, desk.now)
    return agreeing.agreeing(session, agreed, to_move, desk.texts(person), today=today, now=desk.now)


def _decisions(
    desk: Desk, person: Person, session: Session, _stop: Stop, _found: frame.Subjects
) -> list[Block]:
    asked, able = decisions.of(desk.tx, [session.meeting.id]), agreements.could_decide(desk, session)
    today = today_of(person, desk.now)
    return agreeing.asking(session, asked, able, desk.texts(person), today=today, now=desk.now)


def _sign(desk: Desk, person: Person, session: Session, _stop: Stop, _found: frame.Subjects) -> list[Block]:
    return record_views.signing(record(desk, session), session, desk.texts(person), now=desk.now)


PAGES: Mapping[Step, Page] = {
    Step.ACTIONS: _actions,
    Step.OWN: _telling,
    Step.PORTFOLIO: _portfolio,
    Step.DEAL: _deal,
    Step.PREMORTEM: _premortem,
    Step.CUSTOMER: _customer,
    Step.WIN: _telling,
    Step.AGREED: _agreed,
    Step.DECISIONS: _decisions,
    Step.THEME: _telling,
    Step.SIGN: _sign,
}
