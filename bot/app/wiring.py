"""Wiring: the only place where desk, Bolt, Slack's clients and the ticker come together."""

import logging
import signal
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.app import jobs
from bot.app.following import NOTICES, check_words, follow
from bot.app.line import Line
from bot.app.patience import Stop, patiently
from bot.app.router import register
from bot.app.ticker import Ticker
from bot.kit.house import Clock, House
from bot.kit.member import Company
from bot.kit.settings import Settings
from bot.kit.slack import (
    CLICK_TIMEOUT,
    SEND_TIMEOUT,
    make_client,
    not_granted,
    remedy,
)
from bot.kit.terminal import Refused
from bot.scorecards import loading as scorecards
from storage import migrate, workspaces
from storage.engine import open_database

log = logging.getLogger(__name__)

CLICKS_AT_ONCE = 32
ANOTHER_TEAM = (
    "This database belongs to another Slack workspace ({team}). Take SLACK_BOT_TOKEN from an app in that workspace; or "
    "give this one a database of its own with DATABASE_URL and `revisor migrate`; or take the history along with "
    "`revisor move`."
)
LOOK_EVERY = 1  # seconds between two looks at the clock and the database's file


def utc_now() -> datetime:
    """The clock of every command but the demo's."""
    return datetime.now(UTC)


def make_house(settings: Settings, *, clock: Clock = utc_now) -> House:
    """Open the database and read the scorecards; refuses a database that isn't migrated."""
    cards = scorecards.reader()
    # What is wrong with them is said now, and not at somebody's first click.
    cards(settings.scorecards, settings.timezone)
    database = open_database(settings.database_url)
    if not migrate.is_current(database):
        database.close()
        raise Refused("The database is not up to date. Run `revisor migrate` first.")
    check_words(NOTICES)
    return House(database, settings, clock, cards, follow)


def workspace_for(house: House, team_id: str | None) -> int:
    """The id of the workspace for a command: that Slack team's, else the only one there is, made if need be.

    Refuses a team that is none of ours, and to choose among several.
    """
    with house.database.across(writes=True) as connection:
        known = workspaces.all_of(connection)
        if not known and team_id is None:
            return workspaces.add(connection, now=house.clock()).id
    found = [one.id for one in known if team_id in (None, one.team_id)]
    if not found:
        raise Refused(f"No workspace here is the Slack team {team_id}.")
    if len(found) > 1:
        teams = ", ".join(one.team_id or "(no team yet)" for one in known)
        raise Refused(f"The database holds several workspaces: say which with --workspace ({teams}).")
    return found[0]


def make_app(house: House, identity: AuthorizeResult, afterwards: Executor) -> App:
    """Bolt with our listeners, and where what follows an acknowledgement runs.

    Who we are was asked once, so no payload waits for auth.test.
    """

    def authorize() -> AuthorizeResult:
        return identity

    # Bolt would warn that it passes over the token in the environment; the client has it already.
    bolt_log = logging.getLogger("revisor.bolt")
    bolt_log.setLevel(logging.ERROR)
    app = App(
        name="revisor",  # else Bolt reads the source of every caller to find one
        logger=bolt_log,
        client=make_client(house.settings, timeout=SEND_TIMEOUT),
        authorize=authorize,
        request_verification_enabled=False,  # Socket Mode: the connection itself is authenticated
        process_before_response=True,
        listener_executor=afterwards,  # Bolt itself runs nothing there
    )
    register(app, house, make_client(house.settings, timeout=CLICK_TIMEOUT), afterwards)
    return app


def run(settings: Settings, *, clock: Clock = utc_now, every: float = 1, ready: Callable[[], None]) -> None:
    """Run the bot over Socket Mode until SIGINT or SIGTERM; `every` is the ticker's pace in seconds."""
    stop = Stop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    house = make_house(settings, clock=clock)
    client = make_client(settings, timeout=SEND_TIMEOUT)
    identity = _who_we_are(settings, client, stop)
    if identity is not None:
        workspace, company = bound(house, str(identity.team_id)), company_of(identity)
        house = replace(house, clients={workspace: client}, companies={workspace: company})
        _serve(house, identity, stop, every=every, ready=ready)
    house.database.close()
    if stop.why:
        raise stop.why


def _serve(
    house: House, identity: AuthorizeResult, stop: Stop, *, every: float, ready: Callable[[], None]
) -> None:
    """Answer and send until it has to stop; DatabaseGone where the database's file is another one meanwhile."""
    afterwards = ThreadPoolExecutor(CLICKS_AT_ONCE, thread_name_prefix="click")
    line = Line(make_app(house, identity, afterwards), house.settings.app_token, stop)
    ticker = Ticker(stop)
    try:
        if line.open():
            jobs.start(ticker, house, every=every, stopped=stop.is_set)
            ready()
        while not stop.wait(LOOK_EVERY):
            ticker.keep_pace()
            house.database.check()  # what is answered once the file is another one would not be true
    finally:
        stop.set()
        # In order: no new clicks; the running ones are acknowledged and make their calls; then the rest.
        line.end()
        afterwards.shutdown()
        ticker.end()


def _who_we_are(settings: Settings, client: WebClient, stop: Stop) -> AuthorizeResult | None:
    answers: list[SlackResponse] = []
    if not patiently(lambda: answers.append(client.auth_test()), stop, "SLACK_BOT_TOKEN"):
        return None
    if scopes := not_granted(answers[0]):
        log.error("Not everything will work: %s", remedy(scopes))
    return identity_of(answers[0].data, settings.bot_token)


def bound(house: House, team_id: str) -> int:
    """The id of the workspace that is this Slack team: bound before, or the one that waits for its team, or new."""
    with house.database.across(writes=True) as connection:
        known = workspaces.all_of(connection)
        ours = next((one for one in known if one.team_id == team_id), None)
        waiting = next((one for one in known if one.team_id is None), None)
        if ours is None and waiting is None and known:
            raise Refused(ANOTHER_TEAM.format(team=", ".join(sorted(str(one.team_id) for one in known))))
        found = ours or waiting or workspaces.add(connection, now=house.clock())
    with house.write(found.id) as desk:
        workspaces.bind_team(desk.tx, team_id)
    return found.id


def company_of(identity: AuthorizeResult) -> Company:
    """Whose people are colleagues where we are."""
    return Company(str(identity.team_id), identity.enterprise_id or "")


def identity_of(answer: Any, bot_token: str) -> AuthorizeResult:
    """What Bolt wants to know of us, from auth.test's answer."""
    return AuthorizeResult(
        enterprise_id=answer.get("enterprise_id"),
        team_id=answer["team_id"],
        bot_user_id=answer["user_id"],
        bot_id=answer.get("bot_id"),
        bot_token=bot_token,
    )
