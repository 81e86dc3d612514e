"""A year of two hundred pairs, hour by hour: the number and the times of all messages are those expected.

All jobs run that the ticker runs. No digest is among the messages, since no channel is chosen for it, and no Home,
since nobody has opened theirs: each would come after almost every act.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

import pytest

from bot.app.following import follow
from bot.kit.house import House
from bot.kit.settings import Settings
from bot.scorecards import loading
from storage import workspaces
from storage.engine import open_database
from tests.year.action_items import Fate, action_items
from tests.year.acts import absences, muted, pauses, put_off, sent_views
from tests.year.company import AN_HOUR, BEGINS, ENDS, Message, pairs
from tests.year.expected_days import Absences
from tests.year.expected_meetings import Meetings
from tests.year.expected_mornings import of_action_items, of_pulses
from tests.year.played import Played

KINDS = {
    *("reminder", "reminder_today", "not_prepared", "not_prepared_below", "meeting_settled"),
    *("views_asked", "both_views", "action_item", "action_due", "pulse"),
}
SHIPPED = loading.load(None)
Acts = dict[datetime, list[Callable[[], None]]]


def _acts(played: Played) -> Acts:
    """What people do at each moment, in order."""
    found: defaultdict[datetime, list[Callable[[], None]]] = defaultdict(list)
    for each in absences():
        found[each.at].append(partial(played.leaves, each))
    for pause in pauses():
        found[pause.since].append(partial(played.pauses, pause.seller, paused=True))
        found[pause.until].append(partial(played.pauses, pause.seller, paused=False))
    for wish in put_off():
        found[wish.at].append(partial(played.puts_off, wish))
    for at, manager in sent_views():
        found[at].append(partial(played.sends_views, manager))
    for item in action_items():
        found[item.at].append(partial(played.agrees, item))
        if item.fate is not Fate.STAYS:
            found[item.settled_at].append(partial(played.settles, item))
        if item.fate is Fate.BACK:
            found[item.back_at].append(partial(played.takes_back, item))
    return found


def _expected() -> Counter[Message]:
    """All messages of the year but those that somebody wants none of."""
    away = Absences(absences())
    found = [
        *Meetings(away, pauses(), put_off(), sent_views()).messages(pairs()),
        *of_action_items(action_items(), away),
        *of_pulses(away),
    ]
    return Counter(each for each in found if each[0] < ENDS and _name(each) not in muted(each[2]))


def _name(message: Message) -> str:
    """Its kind without how many views it asks for."""
    return message[1].split()[0]


@pytest.fixture
def played(sqlite_url: str) -> Iterator[Played]:
    """The house at the beginning of the year, with nobody in it; what a server's database does is tested by days."""
    database = open_database(sqlite_url)
    settings = Settings(database_url=sqlite_url)
    with database.across(writes=True) as connection:
        workspace = workspaces.add(connection, now=BEGINS, team_id="T1").id
    house = House(database, settings, lambda: found.now, lambda _folder, _zone: SHIPPED, follow)
    found = Played(house, workspace)
    yield found
    database.close()


def test_in_a_year_every_message_comes_once_and_at_its_time_and_no_other(played: Played) -> None:
    acts = _acts(played)
    played.lists(pairs())

    due_at = BEGINS
    while played.now < ENDS:
        for act in acts.get(played.now, ()):
            act()
        if played.now in acts or played.now >= due_at:
            due_at = played.ticks()
        played.now += AN_HOUR

    found, expected = played.messages(), _expected()
    assert len(pairs()) == 200
    assert {_name(each) for each in expected} == KINDS
    assert sorted((found - expected).elements()) == []
    assert sorted((expected - found).elements()) == []
