"""Acts in messages and windows of older versions, whose ids begin with a word that a feature has given up since."""

from dataclasses import replace

from bot.app.features import FEATURES, together
from bot.kit.act import Act
from bot.kit.reply import Reply

# The first word of an id as it was, and as it is today.
FORMERLY = together(feature.formerly for feature in FEATURES)


def named_today(act: Act) -> Act:
    """The act with the ids of today, those of its form's fields included."""
    if _today(act.name) == act.name:
        return act
    values = {
        _today(block_id): {_today(action_id): held for action_id, held in fields.items()}
        for block_id, fields in act.state.items()
    }
    return replace(act, name=_today(act.name), view={**act.view, "state": {"values": values}})


def named_as_sent(act: Act, reply: Reply) -> Reply:
    """The reply to an act, with what is said beside a field under the id that the field has in the window sent."""
    if not reply.ack or "errors" not in reply.ack:
        return reply
    shown = {_today(block_id): block_id for block_id in act.state}
    problems = {shown.get(block_id, block_id): said for block_id, said in reply.ack["errors"].items()}
    return replace(reply, ack={**reply.ack, "errors": problems})


def _today(id_: str) -> str:
    word, dot, rest = id_.partition(".")
    return f"{FORMERLY.get(word, word)}{dot}{rest}"
