"""Which messages two hundred pairs get around their 1-to-1s, found by looking at each day, one pair after the other.

Nothing here is of the bot's: only the calendar, the clocks, and the holidays of each country.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flows.rhythm.days_off import Rule
from flows.rhythm.reminders import Snooze
from tests.year.acts import AT_LAST, Pauses, PutsOff, When
from tests.year.company import AN_HOUR, AS_LISTED, BEGINS, DIRECTOR, ENDS, Meets, Message, managers, zone_of
from tests.year.expected_days import DAY, Absences, is_off
from tests.year.expected_hours import NEAR, at_work, days, working_day_before


@dataclass(frozen=True)
class Planned:
    """A 1-to-1 for a day of the cadence, on another or the same, with somebody; so it stands from one act to another.

    The ticker sees it where they do not come at the same moment.
    """

    pair: Meets
    day: date
    on: date
    with_: int
    now: When
    until: When

    @property
    def begins(self) -> datetime:
        """When it begins."""
        return self.pair.moment(self.on)

    @property
    def is_seen(self) -> bool:
        """Whether the ticker ever does something while it stands so."""
        return self.until[0] > self.now[0]


@dataclass
class Meetings:
    """Who is away, pauses, and puts reminders off; the messages are gathered.

    `once` are those of which each kind comes once to a person on a local day, `asked` says at which moment who is asked
    for how many views of their own. `under_way` is the 1-to-1 before which that was done last, by its seller: of which
    day, and by whom; `asked_at` is when.
    """

    absences: Absences
    pauses: list[Pauses]
    put_off: list[PutsOff]
    sent_views: list[tuple[datetime, int]]
    once: dict[tuple[str, int, date], datetime] = field(default_factory=dict)
    told: list[Message] = field(default_factory=list)
    asked: Counter[tuple[datetime, int]] = field(default_factory=Counter)
    under_way: dict[int, tuple[date, int]] = field(default_factory=dict)
    asked_at: dict[int, datetime] = field(default_factory=dict)

    def messages(self, pairs: Iterable[Meets]) -> Iterator[Message]:
        """All of the year."""
        for pair in pairs:
            self._play(pair)
        yield from ((at, kind, person) for (kind, person, _), at in self.once.items())
        yield from ((at, f"views_asked {number}", person) for (at, person), number in self.asked.items())
        yield from self.told

    def _play(self, pair: Meets) -> None:
        now: When = (BEGINS, AT_LAST)
        while now[0] < ENDS:
            day = next(day for day in days(pair) if pair.moment(day) > now[0])
            now = (self._meeting(pair, day, now), AT_LAST)

    def _meeting(self, pair: Meets, day: date, now: When) -> datetime:
        """Play one meeting, from when it is planned; gives when it begins."""
        while True:
            day, on, with_ = self._settled(pair, day, now)
            begins = pair.moment(on)
            said = (
                each
                for each in self.absences.of(pair.seller, pair.manager)
                if now < each.when and each.at <= begins
            )
            change = next((each for each in said if on <= each.until), None)
            until = change.when if change else (begins, AT_LAST + 1)
            planned = Planned(pair, day, on, with_, now, until)
            self._remind(planned)
            self._once_more(planned)
            if change is None:
                self._open_both(planned)
                return begins
            now = until
            _, _, with_ = self._settled(pair, day, now)
            others = {pair.seller, pair.manager, with_} - {change.person}
            self.told += [(change.at, "meeting_settled", each) for each in others]

    def _settled(self, pair: Meets, day: date, now: When) -> tuple[date, date, int]:
        """The day of the cadence, the day on which they meet for it, and with whom."""
        both = [self.absences.until(person, day, now) for person in (pair.seller, pair.manager)]
        away_until = max((until for until in both if until), default=date.min)

        def hindered(day: date) -> bool:
            return day <= away_until or (pair.rule is not Rule.KEEP and is_off(day, pair.countries))

        following = next(each for each in days(pair) if each > day)
        if not hindered(day):
            return day, day, pair.manager
        if pair.rule is Rule.STAND_IN and not is_off(day, pair.countries) and not both[0]:
            said = self.absences.last_said(pair.manager, now)
            stand_in = pair.stand_in if said is None or said.stand_in is None else said.stand_in
            if stand_in is not None and not self.absences.until(stand_in, day, now):
                return day, day, stand_in
        if pair.rule is not Rule.SKIP:
            later = day + DAY
            while later < following:
                if later.weekday() < 5 and not hindered(later):
                    return day, later, pair.manager
                later += DAY
        return self._settled(pair, following, now)

    def _remind(self, planned: Planned) -> None:
        """Word to prepare, a view of the manager's own, word on the day, and who is not ready."""
        pair, begins, now = planned.pair, planned.begins, planned.now[0]
        if pair.ahead == AS_LISTED:
            self._put(planned, "reminder", pair.seller, begins)
            return
        early, morning = working_day_before(pair, begins), pair.moment(planned.on, 8)
        first = early if early > now else min(at_work(pair.zone, now), begins)
        self._ask(planned, first)
        if first <= begins - NEAR:
            self._put(planned, "reminder", pair.seller, first)
        if early < morning <= begins - NEAR and first < morning:
            self._put(planned, "reminder_today", pair.seller, morning)
            self._put(planned, "not_prepared", planned.with_, morning)
            if planned.with_ in managers():
                self._put(planned, "not_prepared_below", DIRECTOR, morning)

    def _put(self, planned: Planned, kind: str, person: int, at: datetime) -> None:
        pair, day = planned.pair, at.astimezone(ZoneInfo(planned.pair.zone)).date()
        if (at, AT_LAST) >= planned.until or self._goes_on(pair, at) > at or self._is_away(person, day, at):
            return
        key = kind, person, day
        self.once[key] = min(at, self.once.get(key, at))

    def _ask(self, planned: Planned, first: datetime) -> None:
        """Ask the manager, once the first reminder has had its moment; nobody else may score what the seller has."""
        pair, at = planned.pair, self._goes_on(planned.pair, first)
        wanted = planned.day, planned.with_
        if planned.is_seen and self.under_way.get(pair.seller) != wanted:
            self.under_way.pop(pair.seller, None)
        in_time = (at, AT_LAST) < planned.until and at < planned.begins - NEAR
        its_manager = planned.with_ == pair.manager != DIRECTOR
        if not in_time or not its_manager or self.under_way.get(pair.seller) == wanted:
            return
        self.under_way[pair.seller] = wanted
        self.asked_at[pair.seller] = at
        day = at.astimezone(ZoneInfo(zone_of(planned.with_))).date()
        if not self._is_away(planned.with_, day, at):
            self.asked[at, planned.with_] += 1

    def _open_both(self, planned: Planned) -> None:
        """Word to both as it begins, where the manager has sent theirs by then; the seller never sends any."""
        seller, begins = planned.pair.seller, planned.begins
        is_asked = self.under_way.get(seller) == (planned.day, planned.with_)
        if not is_asked or self._goes_on(planned.pair, begins) > begins:
            return
        sent = (at for at, manager in self.sent_views if manager == planned.with_)
        if any(self.asked_at[seller] < at <= begins for at in sent):
            self.told += [(begins, "both_views", each) for each in (seller, planned.with_)]

    def _once_more(self, planned: Planned) -> None:
        """What was put off while the 1-to-1 stood so."""
        zone = planned.pair.zone
        for each in self.put_off:
            said: When = each.at, AT_LAST - 1
            if each.seller != planned.pair.seller or not planned.now <= said < planned.until:
                continue
            tomorrow = planned.pair.moment(each.at.astimezone(ZoneInfo(zone)).date() + DAY, 9)
            at = at_work(zone, each.at + AN_HOUR if each.choice is Snooze.AN_HOUR else tomorrow)
            day = at.astimezone(ZoneInfo(zone)).date()
            if at <= planned.begins - NEAR and not self._is_away(each.seller, day, at):
                self.told.append((at, "reminder", each.seller))

    def _goes_on(self, pair: Meets, at: datetime) -> datetime:
        """When the pair's pause is over, where it pauses at a moment; else that moment."""
        return next(
            (
                each.until
                for each in self.pauses
                if each.seller == pair.seller and each.since <= at < each.until
            ),
            at,
        )

    def _is_away(self, person: int, day: date, at: datetime) -> bool:
        return self.absences.until(person, day, (at, AT_LAST)) is not None
