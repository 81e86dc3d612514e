"""The form for an action of a plan: it has no subject, but a kind, and whose plan it stands in."""

from collections.abc import Sequence
from datetime import date

from bot.actions.usecases.adding import PLANS, Candidate
from bot.actions.views.form import MOST_OPTIONS, VALUE, WITHIN, candidate_option, what_field
from bot.kit.blocks import Block, View, field, modal, option
from bot.kit.texts import Texts

SAVE = "action.plan.save"
WHO, ABOUT = "action.plan_who", "action.plan_about"
TEAM = "team"
KIND, WHAT, BY = "planned.kind", "planned.what", "planned.by"


def plan_view(near: Sequence[Candidate], t: Texts, *, today: date) -> View:
    """What, of which kind, who, in whose plan (for who has a team), and by when."""
    kinds = [option(t(f"action.kind_{kind}"), kind.value) for kind in PLANS]
    who = [candidate_option(each, t) for each in near[:MOST_OPTIONS]]
    fields = [
        field(t("action.kind"), _select(VALUE, kinds, 0), block_id=KIND),
        field(t("action.what"), what_field(t), block_id=WHAT, hint=t("action.hint_what")),
        field(t("action.who"), _select(WHO, who, 0), block_id=WHO),
    ]
    team = [each for each in near if each.relation == "team"]
    if team:
        plans = [option(t("action.whole_team"), TEAM), *(candidate_option(each, t) for each in team)]
        fields.append(field(t("action.plan_of"), _select(ABOUT, plans[:MOST_OPTIONS], 0), block_id=ABOUT))
    by: Block = {"type": "datepicker", "action_id": VALUE, "initial_date": (today + WITHIN).isoformat()}
    return modal(
        t("action.form_title"),
        [*fields, field(t("action.by"), by, block_id=BY)],
        callback_id=SAVE,
        close=t("button.cancel"),
        submit=t("action.save"),
    )


def _select(action_id: str, options: list[Block], chosen: int) -> Block:
    return {
        "type": "static_select",
        "action_id": action_id,
        "options": options,
        "initial_option": options[chosen],
    }
