"""What the window of a 1-to-1 says at a stop, dug out of its fields and kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.actions.usecases.adding import StatedItem
from bot.kit import fields
from bot.kit.act import Act
from bot.kit.codec import ID
from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.meetings.usecases import agreeing, earlier, portfolio, settling
from bot.meetings.usecases.attending import Session
from bot.meetings.views import agreeing as agreeing_views
from bot.meetings.views import beside as beside_views
from bot.meetings.views import earlier as earlier_views
from bot.meetings.views import telling
from bot.meetings.views.frame import block_id
from flows.company.people import Person
from flows.meetings.agenda import Step, Stop
from flows.meetings.held import Words
from storage import meeting_words

PERCENT = range(101)


@dataclass(frozen=True)
class Kept:
    """What came of a window's fields: `problems` by block, and whether the same stop is shown once more."""

    problems: Mapping[str, str] = field(default_factory=dict)
    stays: bool = False


NOTHING = Kept()
Keep = Callable[[Desk, Person, Act, Session, Stop], Kept]


def keep(desk: Desk, person: Person, act: Act, session: Session, stop: Stop) -> Kept:
    """Keep what the window says at this stop."""
    return KEEPS[stop.step](desk, person, act, session, stop)


def _nothing(_desk: Desk, _person: Person, _act: Act, _session: Session, _stop: Stop) -> Kept:
    return NOTHING


def _telling(desk: Desk, person: Person, act: Act, session: Session, stop: Stop) -> Kept:
    kind = telling.KINDS[stop.step]
    _say(desk, person, session, Words(kind, text=_text(act, block_id(kind, session))))
    return NOTHING


def _actions(desk: Desk, person: Person, act: Act, session: Session, _stop: Stop) -> Kept:
    fates, why = {}, {}
    for item in earlier.promised(desk, session):
        fate = fields.chosen(act, block_id("fate", session, item.id), earlier_views.FATE)
        if fate in (earlier.DONE, earlier.OPEN, earlier.LATER):
            fates[item.id] = fate
            why[item.id] = _text(act, block_id("why", session, item.id))
    day = block_id("day", session)
    try:
        earlier.tell(desk, person, session, fates, why, _day(act, day, earlier_views.DAY))
    except Refusal as refusal:
        if refusal.code not in ("action_day", "action_no_day"):
            raise
        return Kept({day: desk.texts(person)(f"refused.{refusal.code}")})
    return NOTHING


def _deal(desk: Desk, person: Person, act: Act, session: Session, stop: Stop) -> Kept:
    subject_id = stop.subject_id or 0
    chosen: dict[str, int | None] = {}
    for gap in settling.beside(desk, session, subject_id).gaps:
        id_ = block_id("level", session, f"{subject_id}.{gap.question_id}")
        said = fields.chosen(act, id_, beside_views.LEVEL)
        if said:
            chosen[gap.question_id] = None if said == beside_views.NOT_AGREED else _level(said)
    if chosen:
        settling.keep(desk, person, session, subject_id, chosen)
    return NOTHING


def _premortem(desk: Desk, person: Person, act: Act, session: Session, _stop: Stop) -> Kept:
    about = _about(act, session, set(session.meeting.subject_ids))
    for kind in (telling.CHANCE_BEFORE, telling.CHANCE_AFTER):
        number = fields.said(act, block_id(kind, session), telling.NUMBER)
        if not number:
            continue
        if not number.isdecimal() or int(number) not in PERCENT:
            return Kept({block_id(kind, session): desk.texts(person)("meetings.premortem.percent")})
        _say(desk, person, session, Words(kind, about, number=int(number)))
    _say(desk, person, session, Words(telling.LOST, about, text=_text(act, block_id(telling.LOST, session))))
    return NOTHING


def _customer(desk: Desk, person: Person, act: Act, session: Session, _stop: Stop) -> Kept:
    if not fields.holds(act, block_id("about", session), telling.ABOUT):
        return NOTHING
    listed = {each.subject.id for each in portfolio.customers(desk, session)}
    about = _about(act, session, listed)
    words = Words(telling.CUSTOMER, about, text=_text(act, block_id(telling.CUSTOMER, session)))
    _say(desk, person, session, words)
    return NOTHING


def _agreed(desk: Desk, person: Person, act: Act, session: Session, _stop: Stop) -> Kept:
    t = desk.texts(person)
    names = (agreeing_views.WHAT, agreeing_views.WHO, agreeing_views.BY, agreeing_views.MOVES)
    ids = {id_: _block(act, id_, session) for id_ in names}
    what = fields.said(act, ids[agreeing_views.WHAT], agreeing_views.WHAT)
    if not what:
        return NOTHING
    day = _day(act, ids[agreeing_views.BY], agreeing_views.BY)
    moves = fields.chosen(act, ids[agreeing_views.MOVES], agreeing_views.MOVES)
    if day is None:
        return Kept({ids[agreeing_views.BY]: t("refused.action_day")})
    if not moves:
        return Kept({ids[agreeing_views.MOVES]: t("common.none_chosen")})
    who = fields.chosen(act, ids[agreeing_views.WHO], agreeing_views.WHO)
    subject_id, question_id = agreeing_views.MOVE.load(moves)
    person_id = None if who == agreeing_views.CUSTOMER else ID.load(who)
    stated = StatedItem(what, person_id, day, subject_id=subject_id, question_id=question_id)
    try:
        agreeing.agree(desk, person, session, stated)
    except Refusal as refusal:
        if refusal.code != "action_day":
            raise
        return Kept({ids[agreeing_views.BY]: t("refused.action_day")})
    return Kept(stays=True)


def _decisions(desk: Desk, person: Person, act: Act, session: Session, _stop: Stop) -> Kept:
    t = desk.texts(person)
    names = (agreeing_views.WHAT, agreeing_views.WHOM, agreeing_views.BY)
    what_id, whom_id, by_id = (_block(act, id_, session) for id_ in names)
    what = fields.said(act, what_id, agreeing_views.WHAT)
    if not what:
        return NOTHING
    whom, day = fields.chosen(act, whom_id, agreeing_views.WHOM), _day(act, by_id, agreeing_views.BY)
    if not whom:
        return Kept({whom_id: t("common.none_chosen")})
    if day is None:
        return Kept({by_id: t("refused.action_day")})
    try:
        agreeing.ask(desk, person, session, what, ID.load(whom), day)
    except Refusal as refusal:
        beside = {"action_day": by_id, "meeting_whom": whom_id}
        if refusal.code not in beside:
            raise
        return Kept({beside[refusal.code]: t(f"refused.{refusal.code}")})
    return Kept(stays=True)


KEEPS: Mapping[Step, Keep] = {
    Step.ACTIONS: _actions,
    Step.OWN: _telling,
    Step.PORTFOLIO: _nothing,
    Step.DEAL: _deal,
    Step.PREMORTEM: _premortem,
    Step.CUSTOMER: _customer,
    Step.WIN: _telling,
    Step.AGREED: _agreed,
    Step.DECISIONS: _decisions,
    Step.THEME: _telling,
}


def _say(desk: Desk, person: Person, session: Session, words: Words) -> None:
    """Keep words; an empty field says nothing where nothing stood."""
    if words.text or words.number is not None or session.text(words.kind, words.about):
        meeting_words.say(desk.tx, session.meeting.id, words, person_id=person.id)


def _block(act: Act, name: str, session: Session) -> str:
    """The block of a field that has another name each time, so that the next form is empty."""
    return next((id_ for id_ in act.state if id_.startswith(block_id(name, session))), "")


def _text(act: Act, id_: str) -> str:
    text = fields.said(act, id_, telling.TEXT)
    if len(text) > telling.MOST:
        raise Refusal("unknown_field")
    return text


def _about(act: Act, session: Session, known: set[int]) -> int:
    found = ID.load(fields.chosen(act, block_id("about", session), telling.ABOUT))
    if found not in known:
        raise Refusal("unknown_field")
    return found


def _level(text: str) -> int:
    if not text.isdecimal() or int(text) > 3:
        raise Refusal("unknown_field")
    return int(text)


def _day(act: Act, block: str, action: str) -> date | None:
    try:
        return fields.day(fields.said(act, block, action, "selected_date"))
    except ValueError as error:
        raise Refusal("unknown_field") from error
