"""App Home: published on opening, turned page by page, reminders paused."""

from dataclasses import replace

from slack_sdk import WebClient

from bot.digest.usecases import first_round
from bot.home.posting import view_of
from bot.home.usecases import filters as choosing
from bot.home.views import filters
from bot.kit.act import Act
from bot.kit.codec import COUNT
from bot.kit.desk import Desk
from bot.kit.house import House
from bot.kit.reply import Call, Reply
from bot.people.usecases.people import choose_copies, pause
from flows.company.people import Person
from storage import outbox, people


def opened(desk: Desk, person: Person, act: Act) -> Reply:
    """Publish the Home of whoever opened it; the Messages tab sends the same event and wants nothing."""
    if act.view.get("tab", "home") != "home":
        return Reply()
    return replace(_publish(desk, person, act.user), afterwards=(_watch,))


def _watch(house: House, _client: WebClient, act: Act) -> None:
    """From now on their Home is kept up; noted after it is shown, so that who only looks waits for no writer."""
    with house.write(act.workspace) as desk:
        person = people.by_slack(desk.tx, act.user)
        if person and people.note_home(desk.tx, act.user):
            outbox.ask_homes(desk.tx, [person.id])  # for what has changed since it was read


def turn(desk: Desk, person: Person, act: Act) -> Reply:
    """Show another page of the subjects."""
    return _publish(desk, person, act.user, page=COUNT.load(act.value))


def pause_reminders(desk: Desk, person: Person, act: Act) -> Reply:
    """Pause or resume the person's reminders."""
    return _publish(desk, pause(desk, person, paused=act.value == "on"), act.user)


def choose(desk: Desk, person: Person, act: Act) -> Reply:
    """Send the person copies of what they submit, or stop it."""
    return _publish(desk, choose_copies(desk, person, copies=act.value == "on"), act.user)


def of_team(desk: Desk, person: Person, act: Act) -> Reply:
    """Show the list of one team, or of one seller."""
    return _chosen(desk, person, act, team=filters.OF_TEAM.load(act.value))


def of_colour(desk: Desk, person: Person, act: Act) -> Reply:
    """Show what has one colour."""
    return _chosen(desk, person, act, colour=filters.OF_COLOUR.load(act.value))


def only(desk: Desk, person: Person, act: Act) -> Reply:
    """Show the customers alone, the deals alone, or what closes this quarter."""
    return _chosen(desk, person, act, only=filters.WHICH.load(act.value))


def in_stage(desk: Desk, person: Person, act: Act) -> Reply:
    """Show what is in one stage."""
    return _chosen(desk, person, act, stage=filters.IN_STAGE.load(act.value))


def _chosen(desk: Desk, person: Person, act: Act, **chosen: object) -> Reply:
    choosing.choose(desk, person, **chosen)
    return _publish(desk, person, act.user)


def start_colours(desk: Desk, person: Person, act: Act) -> Reply:
    """Let colours go to the digest's channel from now on."""
    first_round.start_colours(desk, person)
    return _publish(desk, person, act.user)


def _publish(desk: Desk, person: Person, slack_id: str, *, page: int = 0) -> Reply:
    view = view_of(desk, person, page=page)
    return Reply(calls=(Call("views_publish", {"user_id": slack_id, "view": view}),))
