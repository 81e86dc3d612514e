"""The windows of pairs: mine with what can be done about each, moving, skipping, and setting when they meet."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.kit.blocks import Block, View, actions, button, context, field, modal, option, section
from bot.kit.codec import ID
from bot.kit.messages import SAY
from bot.kit.texts import Texts
from bot.rhythm.usecases.by_hand import MOST_NOTE, Paired
from bot.rhythm.usecases.meetings import Sitting
from bot.rhythm.views.viewing import more_button
from bot.rhythm.views.words import described
from flows.company.people import Person, first_name
from flows.rhythm.days_off import Rule
from flows.rhythm.pair import NTH, Every

SET, SET_SAVE = "rhythm.set", "rhythm.set.save"
MOVE, MOVE_SAVE, SKIP, SKIP_SAVE = "rhythm.move", "rhythm.move.save", "rhythm.skip", "rhythm.skip.save"
PAUSE, RESUME, TAKE_ALONG = "rhythm.pause", "rhythm.resume", "rhythm.along"
START, END, END_SAVE = "rhythm.start", "rhythm.end", "rhythm.end.save"
DAY, TIME, NOTE = "rhythm.day", "rhythm.time", "rhythm.note"
SELLERS, EVERY, WEEKDAY, FIRST = "rhythm.sellers", "rhythm.every", "rhythm.weekday", "rhythm.first"
MINUTES, AHEAD, RULE = "rhythm.minutes", "rhythm.ahead", "rhythm.rule"
MOST_PAIRS = 20
GROUP, MOST_SELLERS = 10, 100  # Slack takes so many boxes in a field, and so many blocks
LENGTHS, HOURS = (30, 15, 45, 60), (24, 4, 48)  # minutes; the first reminder comes so long ahead
# Weeks, and each weekday of a month or a quarter; as the choice carries it.
CHOICES = {
    **{every.value: (every, 1) for every in (Every.TWO_WEEKS, Every.WEEK)},
    **{f"{every.value} {nth}": (every, nth) for every in (Every.MONTH, Every.QUARTER) for nth in NTH},
}
RULES = (Rule.NEXT_WORKING_DAY, Rule.SKIP, Rule.STAND_IN)


def pairs_view(found: Sequence[Paired], reader: Person, t: Texts, *, may_set: bool, now: datetime) -> View:
    """Somebody's pairs, when each meets next, and what can be done about it; its manager may end it."""
    blocks: list[Block] = []
    for each in found[:MOST_PAIRS]:
        buttons = _buttons(each, t, now=now)
        if (
            each.sitting
            and each.sitting.manager
            and each.sitting.manager.id == reader.id
            and not each.pair.paused
        ):
            buttons.append(more_button(each.seller.id, t))
        if reader.id == each.manager.id:
            buttons.append(button(t("rhythm.end"), END, value=ID.dump(each.seller.id)))
        blocks += [section(_line(each, t, now=now)), actions(*buttons)]
    if len(found) > MOST_PAIRS:
        blocks.append(context(t("list.more", count=len(found) - MOST_PAIRS)))
    if not found:
        blocks.append(section(t("rhythm.none")))
    if may_set:
        blocks.append(actions(button(t("rhythm.set"), SET, primary=not found)))
    return modal(t("rhythm.title"), blocks, callback_id=SAY, close=t("button.close"))


def _line(each: Paired, t: Texts, *, now: datetime) -> str:
    pair = t("away.pair", seller=each.seller.name, manager=each.manager.name)
    line = f"{pair}: {described(each.pair.terms.cadence, t)}"
    if each.pair.paused:
        return f"{line}\n{t('rhythm.is_paused')}"
    if each.sitting is None:
        return line
    planned = each.sitting.occurrence
    day = t.day(planned.on, now=now, weekday=True)
    return f"{line}\n{t('rhythm.next', day=day, time=t.hour(planned.at))}"


def _buttons(each: Paired, t: Texts, *, now: datetime) -> list[Block]:
    value = ID.dump(each.seller.id)
    if each.pair.paused:
        return [button(t("rhythm.resume"), RESUME, value=value)]
    found = [button(t("rhythm.pause"), PAUSE, value=value)]
    if each.sitting is None:
        return found
    is_today = each.sitting.occurrence.on == t.local_date(now)
    start = button(t("rhythm.start"), START, value=value, primary=is_today)
    known = {MOVE: "rhythm.move", SKIP: "rhythm.skip"}
    return [start, *(button(t(name), id_, value=value) for id_, name in known.items()), *found]


def move_view(sitting: Sitting, t: Texts) -> View:
    """To which day and time the next one goes."""
    planned = sitting.occurrence
    day: Block = {"type": "datepicker", "action_id": DAY, "initial_date": str(planned.on)}
    at: Block = {"type": "timepicker", "action_id": TIME, "initial_time": planned.at.strftime("%H:%M")}
    return modal(
        t("rhythm.move_title"),
        [
            section(t("rhythm.move_lead")),
            field(t("rhythm.day"), day, block_id=DAY),
            field(t("rhythm.time"), at, block_id=TIME, hint=t("rhythm.time_hint", zone=planned.timezone)),
        ],
        callback_id=MOVE_SAVE,
        close=t("button.cancel"),
        submit=t("rhythm.move"),
        data=ID.dump(sitting.pair.seller_id),
    )


def skip_view(sitting: Sitting, t: Texts, *, now: datetime) -> View:
    """Leaving the next one out, with a reason."""
    note: Block = {"type": "plain_text_input", "action_id": NOTE, "max_length": MOST_NOTE}
    day = t.day(sitting.occurrence.on, now=now, weekday=True)
    return modal(
        t("rhythm.skip_title"),
        [section(t("rhythm.skip_lead", day=day)), field(t("rhythm.note"), note, block_id=NOTE)],
        callback_id=SKIP_SAVE,
        close=t("button.cancel"),
        submit=t("rhythm.skip"),
        data=ID.dump(sitting.pair.seller_id),
    )


def end_view(paired: Paired, t: Texts) -> View:
    """What becomes of a pair that ends."""
    names = {"seller": first_name(paired.seller), "manager": first_name(paired.manager)}
    return modal(
        t("rhythm.end_title"),
        [section(t("rhythm.end_lead", **names))],
        callback_id=END_SAVE,
        close=t("button.cancel"),
        submit=t("rhythm.end"),
        data=ID.dump(paired.seller.id),
    )


def set_view(sellers: Sequence[Person], t: Texts, *, today: date) -> View:
    """Whose pairs meet how often, on which day and when; the first choice of each is the usual one."""
    shown = sellers[:MOST_SELLERS]
    groups = [shown[start : start + GROUP] for start in range(0, len(shown), GROUP)]
    weekdays = [name[:1].upper() + name[1:] for name in t.list_of("weekdays")]
    first: Block = {"type": "datepicker", "action_id": FIRST, "initial_date": str(today)}
    at: Block = {"type": "timepicker", "action_id": TIME, "initial_time": "09:00"}
    blocks = [
        section(t("rhythm.set_lead")),
        *(_boxes(number, group, t) for number, group in enumerate(groups)),
        _menu(EVERY, [(key, _every(key, t)) for key in CHOICES], t),
        _menu(WEEKDAY, [(str(number), name) for number, name in enumerate(weekdays)], t),
        field(t("rhythm.time"), at, block_id=TIME, hint=t("rhythm.time_each")),
        field(t("rhythm.first"), first, block_id=FIRST, hint=t("rhythm.first_hint")),
        _menu(MINUTES, [(str(n), t("rhythm.of_minutes", minutes=n)) for n in LENGTHS], t),
        _menu(AHEAD, [(str(n), t("rhythm.of_hours", hours=n)) for n in HOURS], t),
        _menu(RULE, [(rule.value, t(f"rhythm.rules.{_key(rule.value)}")) for rule in RULES], t),
    ]
    if len(sellers) > len(shown):
        blocks.insert(1, context(t("rhythm.too_many", count=len(sellers), shown=len(shown))))
    return modal(
        t("rhythm.title"), blocks, callback_id=SET_SAVE, close=t("button.cancel"), submit=t("rhythm.save")
    )


def _boxes(number: int, group: Sequence[Person], t: Texts) -> Block:
    choices = [option(person.name, ID.dump(person.id), person.email) for person in group]
    id_ = f"{SELLERS}.{number}"
    element: Block = {"type": "checkboxes", "action_id": id_, "options": choices}
    return field(t("rhythm.sellers"), element, block_id=id_, optional=True)


def _menu(id_: str, choices: Sequence[tuple[str, str]], t: Texts) -> Block:
    options = [option(text, value) for value, text in choices]
    element: Block = {
        "type": "static_select",
        "action_id": id_,
        "options": options,
        "initial_option": options[0],
    }
    return field(t(id_), element, block_id=id_)


def _every(key: str, t: Texts) -> str:
    every, nth = CHOICES[key]
    name = t.list_of("rhythm.nth")[nth - 1 if nth > 0 else -1]
    return t(f"rhythm.{_key(every.value)}", nth=name)


def _key(value: str) -> str:
    return value.replace(" ", "_").replace("-", "_")


def set_text(sellers: Sequence[Person], t: Texts) -> str:
    """Whose rhythm was set."""
    return t("rhythm.was_set", names=", ".join(first_name(each) for each in sellers))
