"""Lists of action items: one's own, a team's, and the sums of teams."""

from bot.actions.usecases import lists, sums
from bot.actions.views.mine import mine_view, team_view
from bot.actions.views.sums import sums_view
from bot.kit.act import Act
from bot.kit.blocks import View
from bot.kit.desk import Desk
from bot.kit.reply import Reply, on_top, show
from flows.company.people import Person
from storage import people


def open_mine(desk: Desk, person: Person, act: Act) -> Reply:
    """Show one's own."""
    return show(act, mine(desk, person))


def open_team(desk: Desk, person: Person, act: Act) -> Reply:
    """Show a team's."""
    return on_top(act, team(desk, person))


def open_sums(desk: Desk, person: Person, act: Act) -> Reply:
    """Show the sums of the teams below somebody."""
    return on_top(act, sums_view(sums.sums_of(desk, person), desk.texts(person)))


def choose_named(desk: Desk, person: Person, act: Act) -> Reply:
    """Name somebody in sums that go further up, or don't."""
    people.set_named(desk.tx, person.id, named=act.value == "on")
    return show(act, mine(desk, person))


def mine(desk: Desk, person: Person) -> View:
    """The window of one's own as it is now."""
    found, settled = lists.mine_of(desk, person), lists.settled_of(desk, person)
    return mine_view(found, settled, desk.texts(person), now=desk.now)


def team(desk: Desk, person: Person) -> View:
    """The window of a team's as it is now."""
    return team_view(lists.teams_of(desk, person), desk.texts(person), now=desk.now)
