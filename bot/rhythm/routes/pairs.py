"""/review rhythm: pairs, starting, moving and skipping their next 1-to-1, pausing, ending and setting them."""

from collections.abc import Callable
from datetime import date, time, timedelta

from bot.kit import fields
from bot.kit.act import Act
from bot.kit.codec import ID
from bot.kit.desk import Desk
from bot.kit.messages import message_view
from bot.kit.refusal import Refusal
from bot.kit.reply import Reply, errors, on_top, show, update_in_ack
from bot.rhythm.usecases import by_hand, terms
from bot.rhythm.usecases.terms import Wanted
from bot.rhythm.views import pairs as views
from flows.company.people import Person
from flows.rhythm.days_off import Rule

BESIDE_MOVE = {
    "pair_at_night": views.TIME,
    "rhythm_past": views.DAY,
    "rhythm_late": views.DAY,
    "rhythm_away": views.DAY,
}
BESIDE_SET = {
    "pair_at_night": views.TIME,
    "rhythm_past": views.FIRST,
}


def open_(desk: Desk, person: Person, act: Act) -> Reply:
    """Show somebody's pairs."""
    found, may_set = by_hand.paired_with(desk, person), bool(terms.sellers_of(desk, person))
    return show(act, views.pairs_view(found, person, desk.texts(person), may_set=may_set, now=desk.now))


def move(desk: Desk, person: Person, act: Act) -> Reply:
    """Ask to when the next one goes."""
    return on_top(
        act, views.move_view(by_hand.sitting_for(desk, person, ID.load(act.value)), desk.texts(person))
    )


def save_move(desk: Desk, person: Person, act: Act) -> Reply:
    """Move it, and tell the other."""
    t = desk.texts(person)
    try:
        on, at = _day(act, views.DAY), _time(act)
        by_hand.move(desk, person, ID.load(act.data), on, at)
    except Refusal as refusal:
        return _beside(BESIDE_MOVE, refusal, lambda code: t(f"refused.{code}"))
    text = t("rhythm.moved", day=t.day(on, now=desk.now, weekday=True), time=t.hour(at))
    return update_in_ack(message_view(text, t))


def skip(desk: Desk, person: Person, act: Act) -> Reply:
    """Ask why the next one is left out."""
    sitting = by_hand.sitting_for(desk, person, ID.load(act.value))
    return on_top(act, views.skip_view(sitting, desk.texts(person), now=desk.now))


def save_skip(desk: Desk, person: Person, act: Act) -> Reply:
    """Leave it out, and tell the other."""
    t, note = desk.texts(person), fields.said(act, views.NOTE, views.NOTE)
    if not note:
        return errors({views.NOTE: t("common.empty")})
    following = by_hand.skip(desk, person, ID.load(act.data), note)
    return update_in_ack(
        message_view(t("rhythm.skipped", day=t.day(following, now=desk.now, weekday=True)), t)
    )


def pause(desk: Desk, person: Person, act: Act) -> Reply:
    """Pause a pair."""
    by_hand.pause(desk, person, ID.load(act.value), paused=True)
    return open_(desk, person, act)


def resume(desk: Desk, person: Person, act: Act) -> Reply:
    """Have a pair go on."""
    by_hand.pause(desk, person, ID.load(act.value), paused=False)
    return open_(desk, person, act)


def end(desk: Desk, person: Person, act: Act) -> Reply:
    """Ask whether a pair is to end."""
    return on_top(act, views.end_view(by_hand.ending(desk, person, ID.load(act.value)), desk.texts(person)))


def save_end(desk: Desk, person: Person, act: Act) -> Reply:
    """End a pair, and tell the other."""
    by_hand.end(desk, person, ID.load(act.data))
    t = desk.texts(person)
    return update_in_ack(message_view(t("rhythm.ended"), t))


def take_along(desk: Desk, person: Person, act: Act) -> Reply:
    """Have one's own pair meet on one's clock."""
    t, planned = desk.texts(person), by_hand.take_along(desk, person).occurrence
    day = t.day(planned.on, now=desk.now, weekday=True)
    return show(act, message_view(t("rhythm.moved", day=day, time=t.hour(planned.at)), t))


def set_(desk: Desk, person: Person, act: Act) -> Reply:
    """Ask whose pairs meet when."""
    t, sellers = desk.texts(person), terms.sellers_of(desk, person)
    if not sellers:
        raise Refusal("rhythm_not_yours")
    return on_top(act, views.set_view(sellers, t, today=t.local_date(desk.now)))


def save_set(desk: Desk, person: Person, act: Act) -> Reply:
    """Have them meet so."""
    t = desk.texts(person)
    boxes = [id_ for id_ in act.state if id_.startswith(views.SELLERS)]
    ids = {ID.load(value) for id_ in boxes for value in fields.ticked(act, id_, id_)}
    if not ids:
        return errors({f"{views.SELLERS}.0": t("common.none_chosen")})
    try:
        sellers = terms.agree(desk, person, ids, _wanted(act))
    except Refusal as refusal:
        return _beside(BESIDE_SET, refusal, lambda code: t(f"refused.{code}"))
    return update_in_ack(message_view(views.set_text(sellers, t), t))


def _wanted(act: Act) -> Wanted:
    """What the form says; refuses what it doesn't offer."""
    said = {
        id_: fields.chosen(act, id_, id_) for id_ in (views.EVERY, views.WEEKDAY, views.MINUTES, views.AHEAD)
    }
    rule = fields.chosen(act, views.RULE, views.RULE)
    numbers = {views.WEEKDAY: range(7), views.MINUTES: views.LENGTHS, views.AHEAD: views.HOURS}
    offered = all(said[id_] in map(str, values) for id_, values in numbers.items())
    if not offered or said[views.EVERY] not in views.CHOICES or rule not in views.RULES:
        raise Refusal("unknown_field")
    every, nth = views.CHOICES[said[views.EVERY]]
    return Wanted(
        every,
        nth,
        weekday=int(said[views.WEEKDAY]),
        at=_time(act),
        minutes=int(said[views.MINUTES]),
        first=_day(act, views.FIRST),
        ahead=timedelta(hours=int(said[views.AHEAD])),
        rule=Rule(rule),
    )


def _day(act: Act, id_: str) -> date:
    try:
        found = fields.day(fields.said(act, id_, id_, "selected_date"))
    except ValueError as error:
        raise Refusal("unknown_field") from error
    if found is None:
        raise Refusal("unknown_field")
    return found


def _time(act: Act) -> time:
    try:
        return time.fromisoformat(fields.said(act, views.TIME, views.TIME, "selected_time"))
    except ValueError as error:
        raise Refusal("unknown_field") from error


def _beside(places: dict[str, str], refusal: Refusal, words: Callable[[str], str]) -> Reply:
    """The refusal beside the field that it is about."""
    if refusal.code not in places:
        raise refusal
    return errors({places[refusal.code]: words(refusal.code)})
