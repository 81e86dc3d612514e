"""When something goes wrong on our side: a sentence with a code for the person, a log line with the same code."""

import json
import logging
from collections.abc import Callable
from types import TracebackType
from typing import Any

from slack_bolt import BoltContext, BoltResponse
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.app.posting import tell_trouble, trouble_text
from bot.kit.act import Act
from bot.kit.fields import first_input
from bot.kit.house import House
from bot.kit.logged import logged
from bot.kit.messages import message_view, notice_view
from bot.kit.reply import Call, Reply, errors, has_room, on_top, show, update_in_ack
from bot.kit.texts import Texts
from bot.people.usecases import roster
from storage import people
from storage.failures import DatabaseError, DatabaseGone, is_busy, reason_of

log = logging.getLogger(__name__)


def on_error(house: House, go_on: Callable[[Act, Reply], None]) -> Callable[..., BoltResponse]:
    """Bolt's error handler: acknowledges with our words, or has them follow the acknowledgement."""

    def handle(error: Exception, body: dict[str, Any], context: BoltContext) -> BoltResponse:
        act: Act | None = context.get("act")
        way = _in_the_way(error)
        code = _noted(error, act, way) if act and way else logged(error, str(act or _unread(body)))
        if body.get("type") == "block_suggestion":
            return _answer({"options": []})
        if act is None:
            # Nobody can be told. An event that is not acknowledged is sent again by Slack, up to three times.
            return BoltResponse(status=500 if body.get("type") == "event_callback" else 200, body="")
        t, admins = _whom(house, act, code)
        reply = _once_more(act, way, t) if way else _told(act, trouble_text(t, code=code, admins=admins), t)
        if act.kind == "view":
            return _answer(reply.ack or {})
        go_on(act, reply)
        return BoltResponse(status=200, body="")

    return handle


class Reported:
    """Around what runs after the acknowledgement, where Bolt would only log a line and tell nobody."""

    def __init__(self, house: House, act: Act) -> None:
        """`act` says whom to tell."""
        self._house, self._act = house, act

    def __enter__(self) -> None:
        """Nothing has happened yet."""

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _where: TracebackType | None
    ) -> bool:
        """Log the error with a code and send the person the same code; one that ends the process passes on."""
        if not isinstance(error, Exception):
            return False
        tell(self._house, self._act, logged(error, str(self._act)))
        return True


def tell(house: House, act: Act, code: str) -> None:
    """Write the sentence into the outbox; where the database is what is broken, the log has to do."""
    try:
        with house.write(act.workspace) as desk:
            tell_trouble(desk, act.user, code)
    except (SQLAlchemyError, DatabaseError) as error:
        log.error("%s could not be told to %s", code, act.user, exc_info=error)  # noqa: TRY400 - as in `logged`


def _unread(body: dict[str, Any]) -> str:
    return f"a payload of {body.get('type', 'no type')}"


def _in_the_way(error: Exception) -> str | None:
    """What kept the database from its work, where it is nobody's mistake: the same may be done again later."""
    if isinstance(error, DatabaseGone):
        return "gone"
    return "busy" if is_busy(error) else None


def _noted(error: Exception, act: Act, way: str) -> str:
    """A line without a traceback, which would say no more; what is in the way stands where a code would."""
    why = reason_of(error) if isinstance(error, DBAPIError) else str(error)
    log.log(logging.WARNING if way == "busy" else logging.ERROR, "Nothing came of %s: %s", act, why)
    return way


def _whom(house: House, act: Act, code: str) -> tuple[Texts, tuple[str, ...]]:
    """The person's words, and whom they can ask; the environment's language, when even they can't be looked up."""
    try:
        with house.hurried.read(act.workspace) as desk:
            person = people.by_slack(desk.tx, act.user)
            return desk.texts(person), roster.admins_for(desk, person)
    except (SQLAlchemyError, DatabaseError) as error:
        log.warning("%s: nor can the person be looked up: %s", code, type(error).__name__)
        return Texts(house.settings.language, house.settings.timezone), ()


def _once_more(act: Act, way: str, t: Texts) -> Reply:
    """The sentence beside what somebody has filled in or over it, so that they need only press again."""
    sentence = t(f"trouble.{way}")
    if act.kind == "view" and (first := first_input(act)):
        return errors({first: sentence})
    if act.kind == "action" and has_room(act):
        return on_top(act, message_view(sentence, t))
    return _told(act, sentence, t)


def _told(act: Act, sentence: str, t: Texts) -> Reply:
    """What shows the sentence: in the form's place, on Home where Home was opened, else in a window."""
    if act.kind == "event":
        call = Call("views_publish", {"user_id": act.user, "view": notice_view(sentence, t)})
        return Reply(calls=(call,))
    view = message_view(sentence, t)
    return update_in_ack(view) if act.kind == "view" else show(act, view)


def _answer(payload: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(payload), headers={"content-type": "application/json"})
