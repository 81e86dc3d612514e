"""When something goes wrong on our side: a sentence with a code for the person, a log line with the same code."""

import json
import logging
from collections.abc import Callable
from types import TracebackType
from typing import Any

from slack_bolt import BoltContext, BoltResponse
from sqlalchemy.exc import SQLAlchemyError

from bot.app.posting import tell_trouble, trouble_text
from bot.kit.act import Act
from bot.kit.house import House
from bot.kit.logged import logged
from bot.kit.messages import message_view, notice_view
from bot.kit.reply import Call, Reply, show
from bot.kit.texts import Texts
from bot.people.usecases import roster
from storage import people

log = logging.getLogger(__name__)


def on_error(house: House) -> Callable[..., BoltResponse]:
    """Bolt's error handler: acknowledges with our words, or leaves them to the lazy listener that follows."""

    def handle(error: Exception, body: dict[str, Any], context: BoltContext) -> BoltResponse:
        act: Act | None = context.get("act")
        code = logged(error, str(act) if act else f"a payload of {body.get('type', 'no type')}")
        if body.get("type") == "block_suggestion":
            return _answer({"options": []})
        if act is None:
            # Nobody can be told. An event that is not acknowledged is sent again by Slack, up to three times.
            return BoltResponse(status=500 if body.get("type") == "event_callback" else 200, body="")
        sentence, t = _sentence(house, act, code)
        if act.kind == "view":
            return _answer({"response_action": "update", "view": message_view(sentence, t)})
        context["reply"] = _shown(act, sentence, t)
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
    except SQLAlchemyError as error:
        log.error("%s could not be told to %s", code, act.user, exc_info=error)  # noqa: TRY400 - as in `logged`


def _sentence(house: House, act: Act, code: str) -> tuple[str, Texts]:
    """The sentence in the person's language; the environment's, when even they can't be looked up."""
    t = Texts(house.settings.language, house.settings.timezone)
    admins: tuple[str, ...] = ()
    try:
        with house.read(act.workspace) as desk:
            t, admins = desk.texts(people.by_slack(desk.tx, act.user)), roster.admins(desk)
    except SQLAlchemyError as error:
        log.warning("%s: nor can the person be looked up: %s", code, type(error).__name__)
    return trouble_text(t, code=code, admins=admins), t


def _shown(act: Act, sentence: str, t: Texts) -> Reply:
    """What shows the sentence after the acknowledgement: on Home where Home was opened, else in a window."""
    if act.kind == "event":
        call = Call("views_publish", {"user_id": act.user, "view": notice_view(sentence, t)})
        return Reply(calls=(call,))
    return show(act, message_view(sentence, t))


def _answer(payload: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(payload), headers={"content-type": "application/json"})
