"""Action items summed up by team and kind."""

from bot.actions.usecases.sums import FEWEST, Sum, Sums, TeamSum
from bot.kit.blocks import Block, View, bullets, context, modal, rich, section
from bot.kit.texts import Texts

SUMS = "actions.sums"
MOST_TEAMS = 40
MOST_NAMED = 20


def sums_view(sums: Sums, t: Texts) -> View:
    """Each team with how many are open of each kind, and those who chose to be named."""
    blocks: list[Block] = [section(t("action.sums_lead", few=FEWEST))]
    for each in sums.teams[:MOST_TEAMS]:
        blocks += _team(each, t)
    if len(sums.teams) > MOST_TEAMS:
        blocks.append(context(t("list.more", count=len(sums.teams) - MOST_TEAMS)))
    if sums.too_few:
        blocks.append(context(t("action.sums_too_few", few=FEWEST)))
    return modal(t("action.sums"), blocks, callback_id=SUMS, close=t("button.close"))


def _team(each: TeamSum, t: Texts) -> list[Block]:
    name = t("action.team_of", name=each.manager) if each.manager else t("action.small_teams")
    blocks = [rich([(name, "bold"), (f" · {_sum(each.sum, t)}", "")])]
    if each.named:
        blocks.append(bullets(f"{name}: {_sum(sum_, t)}" for name, sum_ in each.named[:MOST_NAMED]))
    return blocks


def _sum(sum_: Sum, t: Texts) -> str:
    """With the customer 4, coaching 2; 1 past its date."""
    if not sum_.total:
        return t("action.sum_none")
    kinds = ", ".join(f"{t(f'action.kind_{kind}')} {t.figure(count)}" for kind, count in sum_.by_kind.items())
    return t("action.sum", kinds=kinds, count=sum_.overdue)
