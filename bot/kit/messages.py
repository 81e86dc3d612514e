"""Short windows that say one thing: nothing due, a refusal, whom to ask."""

from collections.abc import Sequence

from bot.kit import doors
from bot.kit.blocks import Block, View, actions, context, header, modal, section
from bot.kit.place import RUN, Run
from bot.kit.refusal import Refusal
from bot.kit.texts import Texts

SAY = "message.say"


def message_view(text: str, t: Texts, *, buttons: Sequence[Block] = ()) -> View:
    """A modal with a sentence or two, and the buttons that follow from them."""
    blocks: list[Block] = [section(text)]
    if buttons:
        blocks.append(actions(*buttons))
    return modal("Revisor", blocks, callback_id=SAY, close=t("button.close"))


def refusal_view(refusal: Refusal, t: Texts, *, run: Run | None = None) -> View:
    """Why something could not be done; in a run its submit goes on with the next."""
    text = t(f"refused.{refusal.code}", **refusal.params)
    if run is None:
        return message_view(text, t)
    return modal(
        "Revisor",
        [section(text), context(doors.progress(run, t))],
        callback_id=doors.NEXT,
        close=t("button.close"),
        submit=t("button.continue"),
        data=RUN.dump(run),
    )


def notice_view(text: str, t: Texts) -> View:
    """A Home tab that says one thing."""
    return {"type": "home", "blocks": [header(t("common.home")), section(text)]}


def whom_to_ask(admins: Sequence[str], t: Texts) -> str:
    """Whom somebody unknown can ask."""
    if not admins:
        return t("refused.unknown_nobody")
    return t("refused.unknown", admin=admins[0])
