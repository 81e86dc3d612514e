"""When something goes wrong on our side: a sentence with a code for the person, a log line with the same code."""

import json
import logging
import secrets
from collections.abc import Callable
from types import TracebackType
from typing import Any

from slack_bolt import BoltContext, BoltResponse
from sqlalchemy.exc import SQLAlchemyError

from bot.desk import Desk
from bot.listeners.act import Act
from bot.listeners.reply import Call, Reply, show
from bot.posting.message import put
from bot.texts import Texts
from bot.usecases import roster
from bot.views.blocks import section
from bot.views.home import notice_view
from bot.views.messages import message_view
from flows.people import Person

log = logging.getLogger(__name__)


def on_error(desk: Desk) -> Callable[..., BoltResponse]:
    """Bolt's error handler: acknowledges with our words, or leaves them to the lazy listener that follows."""

    def handle(error: Exception, body: dict[str, Any], context: BoltContext) -> BoltResponse:
        act: Act | None = context.get("act")
        code = logged(error, act or f"a payload of {body.get('type', 'no type')}")
        if body.get("type") == "block_suggestion":
            return _answer({"options": []})
        if act is None:
            # Nobody can be told. An event that is not acknowledged is sent again by Slack, up to three times.
            return BoltResponse(status=500 if body.get("type") == "event_callback" else 200, body="")
        sentence, t = _sentence(desk, act.user, code)
        if act.kind == "view":
            return _answer({"response_action": "update", "view": message_view(sentence, t)})
        context["reply"] = _shown(act, sentence, t)
        return BoltResponse(status=200, body="")

    return handle


class Reported:
    """Around what runs after the acknowledgement, where Bolt would only log a line and tell nobody."""

    def __init__(self, desk: Desk, act: Act) -> None:
        """`act` says whom to tell."""
        self._desk, self._act = desk, act

    def __enter__(self) -> None:
        """Nothing has happened yet."""

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _where: TracebackType | None
    ) -> bool:
        """Log the error with a code and send the person the same code; one that ends the process passes on."""
        if not isinstance(error, Exception):
            return False
        tell(self._desk, self._act.user, logged(error, self._act))
        return True


def logged(error: Exception, what: Act | str) -> str:
    """Log the error with its traceback; returns the code that stands in the log and in what the person reads."""
    code = f"R-{secrets.token_hex(2).upper()}"
    done = f"{what.kind} {what.name} of {what.user}" if isinstance(what, Act) else what
    log.error("%s: %s: %s", code, done, type(error).__name__, exc_info=error)
    return code


def tell(desk: Desk, slack_id: str, code: str) -> None:
    """Write the sentence into the outbox; where the database is what is broken, the log has to do."""
    sentence, _ = _sentence(desk, slack_id, code)
    message = {"text": sentence, "blocks": [section(sentence)]}
    try:
        with desk.database.write() as tx:
            put(
                tx,
                desk,
                kind="trouble",
                to=slack_id,
                key=f"trouble:{code}",
                message=message,
                now=desk.clock(),
            )
    except SQLAlchemyError as error:
        log.error("%s could not be told to %s", code, slack_id, exc_info=error)  # noqa: TRY400 - as in `logged`


def _sentence(desk: Desk, slack_id: str, code: str) -> tuple[str, Texts]:
    """The sentence in the person's language; the company's, when even they can't be looked up."""
    person: Person | None = None
    admins: tuple[str, ...] = ()
    try:
        person, admins = roster.who(desk, slack_id), roster.admins(desk)
    except SQLAlchemyError as error:
        log.warning("%s: nor can the person be looked up: %s", code, type(error).__name__)
    t = desk.texts(person)
    sentence = (
        t("trouble.with_admin", code=code, admin=admins[0]) if admins else t("trouble.alone", code=code)
    )
    return sentence, t


def _shown(act: Act, sentence: str, t: Texts) -> Reply:
    """What shows the sentence after the acknowledgement: on Home where Home was opened, else in a window."""
    if act.kind == "event":
        call = Call("views_publish", {"user_id": act.user, "view": notice_view(sentence, t)})
        return Reply(calls=(call,))
    return show(act, message_view(sentence, t))


def _answer(payload: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(payload), headers={"content-type": "application/json"})
