"""The first round of a new company: how far it is, without any colour, and the director's button to end it."""

from bot.kit.blocks import Block, Message, actions, button, confirmed, section
from bot.kit.texts import Texts
from flows.figures.first_round import ENOUGH, Round

COLOURS = "colours.start"


def round_message(how_far: Round, t: Texts, *, week: int) -> Message:
    """To the digest's channel while no colours go there: no colour, no reason and no name of a deal."""
    progress = _progress("round.progress", how_far, t)
    text = f"{t('round.title', week=week)} {progress[:1].upper()}{progress[1:]}"
    return {"text": text, "blocks": [section(text)]}


def for_director(how_far: Round, t: Texts) -> list[Block]:
    """How far it is, and a button that asks once more."""
    start = confirmed(
        button(t("round.start"), COLOURS),
        title=t("round.confirm_title"),
        text=t("round.confirm"),
        yes=t("round.confirm_yes"),
        no=t("button.cancel"),
    )
    return [section(_progress("round.director", how_far, t)), actions(start)]


def _progress(key: str, how_far: Round, t: Texts) -> str:
    if not how_far.of:
        return t("round.no_deals")
    of = "one" if how_far.of == 1 else "many"
    reviewed = t(f"round.reviewed_of_{of}", count=how_far.reviewed, of=how_far.of)
    share, enough = t.percent(how_far.whole_percent), t.percent(ENOUGH)
    return t(key, reviewed=reviewed, share=share, enough=enough)
