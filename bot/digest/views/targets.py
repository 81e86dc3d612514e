"""The window in which targets are set: what is set already, and a form for one more."""

from bot.digest.usecases.targeting import Targets
from bot.digest.views.closing import quarter
from bot.kit.blocks import Block, View, field, modal, option, section
from bot.kit.codec import OPTION, Codec, Id
from bot.kit.texts import Texts

SAVE = "targets.save"
TEAM, QUARTER, AMOUNT, CURRENCY = "targets.team", "targets.quarter", "targets.amount", "targets.currency"
VALUE = "targets.value"
MOST_TEAMS = 98
WHOSE: Codec[int | None] = Codec(Id | None, most=OPTION)


def targets_view(found: Targets, t: Texts, *, saved: str = "") -> View:
    """What is set of this quarter and the next ones, and whose target is to be set."""
    whose = {None: t("targets.company")} | {each.id: each.name for each in found.leaders[:MOST_TEAMS]}
    teams = [option(name, WHOSE.dump(id_)) for id_, name in whose.items()]
    quarters = [option(quarter(each, t), str(each)) for each in found.quarters]
    blocks: list[Block] = [section("\n".join(_lines(found, t)))]
    blocks += [
        field(t("targets.whose"), _select(teams), block_id=TEAM),
        field(t("targets.which"), _select(quarters), block_id=QUARTER),
        field(t("targets.amount"), _text(""), block_id=AMOUNT, hint=t("targets.hint")),
        field(t("targets.currency"), _text(found.currency), block_id=CURRENCY),
    ]
    return modal(
        t("targets.title"),
        [*([section(saved)] if saved else []), *blocks],
        callback_id=SAVE,
        close=t("button.close"),
        submit=t("targets.save"),
    )


def _lines(found: Targets, t: Texts) -> list[str]:
    names = {each.id: each.name for each in found.leaders}
    lines = [
        f"{quarter(each.quarter, t)} · "
        f"{names.get(each.team_id, '') if each.team_id else t('targets.company')} · "
        f"{t.money(each.amount, each.currency)}"
        for each in found.set
    ]
    return [t("targets.lead"), *(lines or [t("targets.none")])]


def _select(options: list[Block]) -> Block:
    return {"type": "static_select", "action_id": VALUE, "options": options, "initial_option": options[0]}


def _text(initial: str) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": VALUE, "max_length": 30}
    return element | {"initial_value": initial} if initial else element
