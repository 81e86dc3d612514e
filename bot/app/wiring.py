"""Wiring: the only place where desk, Bolt, Slack's clients and the ticker come together."""

import logging
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.web import SlackResponse

from bot.app import jobs
from bot.app.following import NOTICES, check_words, follow
from bot.app.router import register
from bot.kit.house import Clock, House
from bot.kit.settings import Settings
from bot.kit.slack import (
    CLICK_TIMEOUT,
    SEND_TIMEOUT,
    TROUBLE,
    WRONG_TOKEN,
    error_of,
    lacks,
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
LONGEST_WAIT = 30  # seconds
ANOTHER_TEAM = (
    "This database belongs to another Slack workspace ({team}). Take SLACK_BOT_TOKEN from an app in that workspace, or "
    "give this one a database of its own with DATABASE_URL and `revisor migrate`; reviews cannot be moved between them."
)
LOOK_EVERY = 1  # seconds between two looks at the connection


class WrongToken(Exception):
    """Slack doesn't accept a token; the text says which, never the token itself."""


def utc_now() -> datetime:
    """The clock of every command but the demo's."""
    return datetime.now(UTC)


def make_house(settings: Settings, *, clock: Clock = utc_now) -> House:
    """Open the database and read the scorecards; refuses a database that isn't migrated."""
    cards = scorecards.reader()
    cards(
        settings.scorecards, settings.timezone
    )  # what is wrong with them is said now, and not at somebody's first click
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


def make_app(house: House, identity: AuthorizeResult) -> App:
    """Bolt with our listeners. Who we are was asked once, so no payload waits for auth.test."""

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
        listener_executor=ThreadPoolExecutor(CLICKS_AT_ONCE, thread_name_prefix="click"),
    )
    register(app, house, make_client(house.settings, timeout=CLICK_TIMEOUT))
    return app


def run(settings: Settings, *, clock: Clock = utc_now, every: float = 1, ready: Callable[[], None]) -> None:
    """Run the bot over Socket Mode until SIGINT or SIGTERM; `every` is the ticker's pace in seconds."""
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    house = make_house(settings, clock=clock)
    client = make_client(settings, timeout=SEND_TIMEOUT)
    identity = _who_we_are(settings, client, stop)
    if identity is None:
        return
    house = replace(house, clients={bound(house, str(identity.team_id)): client})
    app = make_app(house, identity)
    socket = SocketModeHandler(app, settings.app_token).client
    ticker = BackgroundScheduler(timezone=UTC)
    try:
        if _connected(socket, stop):
            jobs.start(ticker, house, every=every, stopped=stop.is_set)
            ready()
        _stay_connected(house, socket, stop)
    finally:
        stop.set()
        _end(app, socket, ticker)
        house.database.close()


def _connected(socket: SocketModeClient, stop: Event) -> bool:
    """Connect, however long it takes; False when asked to stop."""

    def connect() -> None:
        socket.connect_to_new_endpoint()
        if not socket.is_connected():  # the SDK only logs that the connection itself was refused
            raise ConnectionError("no connection")

    return _patiently(connect, stop, "SLACK_APP_TOKEN")


def _stay_connected(house: House, socket: SocketModeClient, stop: Event) -> None:
    """Wait until asked to stop, and see that the connection comes back whenever it is lost.

    Raises DatabaseGone once the database's file is another one: what is answered then would not be true.
    The SDK reconnects too, but every ten seconds, and forever with a token that was revoked.
    """
    while not stop.wait(LOOK_EVERY):
        house.database.check()
        if not socket.is_connected():
            log.warning("The connection to Slack is lost; connecting again")
            if _connected(socket, stop):
                log.info("Connected to Slack again")


def _end(app: App, socket: SocketModeClient, ticker: BackgroundScheduler) -> None:
    """End in order: no new clicks; the running ones are acknowledged and make their calls; then the rest.

    The connection stays open for the acknowledgements and ends with the process: closing it ourselves waits
    three seconds for a message that nobody would answer.
    """
    socket.auto_reconnect_enabled = False
    socket.closed = True  # ends the reader, which hands payloads to the workers ...
    socket.enqueue_message("")  # ... as soon as it wakes up
    socket.message_processor.shutdown()  # type: ignore[no-untyped-call]
    socket.message_workers.shutdown()
    app.listener_runner.listener_executor.shutdown()
    if ticker.running:
        ticker.shutdown()


def _who_we_are(settings: Settings, client: WebClient, stop: Event) -> AuthorizeResult | None:
    answers: list[SlackResponse] = []
    if not _patiently(lambda: answers.append(client.auth_test()), stop, "SLACK_BOT_TOKEN"):
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


def identity_of(answer: Any, bot_token: str) -> AuthorizeResult:
    """What Bolt wants to know of us, from auth.test's answer."""
    return AuthorizeResult(
        enterprise_id=answer.get("enterprise_id"),
        team_id=answer["team_id"],
        bot_user_id=answer["user_id"],
        bot_id=answer.get("bot_id"),
        bot_token=bot_token,
    )


def _patiently(call: Callable[[], None], stop: Event, token: str) -> bool:
    """Try until Slack answers, ever more slowly; False when asked to stop. A refused token ends it at once."""
    wait = 1
    while not stop.is_set():
        try:
            call()
        except TROUBLE as error:
            name = error_of(error)
            if scopes := lacks(error):
                raise WrongToken(f"{token} lacks the scope {scopes}: make one that has it.") from error
            if name in WRONG_TOKEN:
                raise WrongToken(f"Slack does not accept {token} ({name}).") from error
            log.warning("Slack did not answer (%s); trying again in %s s", name, wait)
            stop.wait(wait)
            wait = min(wait * 2, LONGEST_WAIT)
        else:
            return True
    return False
