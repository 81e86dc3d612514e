"""What came of the pulses, in bars by shape: no window of Slack's takes a chart."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from bot.kit.blocks import Block, View, actions, button, context, cut, divider, header, modal, rich, section
from bot.kit.codec import ID
from bot.kit.messages import SAY, message_view
from bot.kit.texts import Texts
from bot.pulse.usecases.answering import Paper
from bot.pulse.usecases.results import Results, Team, Trend, Worth
from bot.pulse.views.form import ANSWER, quarter, until
from flows.pulse.quarters import Window
from flows.pulse.shares import FEWEST, Tally, wilson
from flows.pulse.statements import Statement

CELLS = 20  # of a bar: one for five in a hundred
FULL, EMPTY, DOTTED = "■", "□", "┊"
MOST_TEAMS = 40
TENTH = Decimal("0.1")
MOST_NAME = 75
Line = Sequence[tuple[str, str]]


def results_view(results: Results, paper: Paper | None, t: Texts, *, now: datetime) -> View:
    """The company's trend, then the teams; on top the open pulse, for whom it asks (`paper`)."""
    blocks = _open_now(paper, t, now=now)
    if results.quarter is None:
        blocks.append(section(t("pulse.no_results")))
    else:
        blocks.append(section(t("pulse.how_to_read")))
        blocks += [_trend(each, t) for each in results.trends]
        blocks.append(_worth(results.worth, t))
        blocks += _teams(results, t)
    return modal(t("pulse.title"), blocks, callback_id=SAY, close=t("button.close"))


def none_open_view(window: Window, t: Texts, *, now: datetime) -> View:
    """That no pulse is open, and when the next one comes."""
    return message_view(t("pulse.none_open", day=t.day(window.quarter.next.begins_on, now=now)), t)


def bar(share: float, survey: Decimal) -> str:
    """A bar of cells, with the original survey's dotted line between two of them, as long as every other."""
    full, at = (int((Decimal(each) * CELLS).to_integral_value(ROUND_HALF_UP)) for each in (share, survey))
    cells = FULL * full + EMPTY * (CELLS - full)
    return f"{cells[:at]}{DOTTED}{cells[at:]}"


def _open_now(paper: Paper | None, t: Texts, *, now: datetime) -> list[Block]:
    if paper is None:
        return []
    key = "pulse.change" if paper.said else "pulse.answer"
    said = {"quarter": quarter(paper.window.quarter, t), "until": until(paper.window, t, now=now)}
    answering = button(t(key), ANSWER, value=ID.dump(paper.pulse_id))
    return [section(t("pulse.open_now", **said)), actions(answering), divider()]


def _trend(trend: Trend, t: Texts) -> Block:
    """The statement, the original survey's figure, and a line for each quarter."""
    survey = t("pulse.survey", mark=DOTTED, share=t.percent(trend.statement.survey))
    lines: list[Line] = [[(t(f"pulse.statements.{trend.statement.id}"), "bold")], [(survey, "italic")]]
    for which, tally in trend.tallies:
        said = _figures(tally, trend.statement, t) if tally else t("pulse.too_few", few=t.number(FEWEST))
        lines.append([(f"{quarter(which, t)} {said}", "")])
    return rich(*lines)


def _worth(found: Iterable[Worth], t: Texts) -> Block:
    lines: list[Line] = [[(t("pulse.worth"), "bold")], [(t("pulse.worth_how"), "italic")]]
    for each in found:
        said = t("pulse.too_few_people", few=t.number(FEWEST))
        if each.mean is not None:
            said = t(
                "pulse.worth_of",
                mean=t.plain_number(each.mean.quantize(TENTH), decimals=1),
                count=each.people,
            )
        lines.append([(f"{quarter(each.quarter, t)} {said}", "")])
    return rich(*lines)


def _teams(results: Results, t: Texts) -> list[Block]:
    if results.quarter is None or not (results.teams or results.hidden):
        return []
    heading = header(t("pulse.teams", quarter=quarter(results.quarter, t)))
    blocks = [divider(), heading, context(t("pulse.teams_lead", few=t.number(FEWEST)))]
    blocks += [_team(each, t) for each in results.teams[:MOST_TEAMS]]
    if len(results.teams) > MOST_TEAMS:
        blocks.append(context(t("list.more", count=len(results.teams) - MOST_TEAMS)))
    if results.hidden:
        blocks.append(context(t("pulse.hidden", count=results.hidden)))
    return blocks


def _team(team: Team, t: Texts) -> Block:
    return rich([(t("action.team_of", name=cut(team.leader, MOST_NAME)), "bold")], *_of_team(team.tallies, t))


def _of_team(tallies: Iterable[tuple[Statement, Tally]], t: Texts) -> Iterable[Line]:
    for statement, tally in tallies:
        yield [(f"{t(f'pulse.short.{statement.id}')} {_figures(tally, statement, t)}", "")]


def _figures(tally: Tally, statement: Statement, t: Texts) -> str:
    """The bar, the share, between what it may lie, and how many have answered and how many don't know."""
    low, high = wilson(tally)
    return t(
        "pulse.figures",
        bar=bar(tally.share, statement.survey),
        share=t.percent(tally.share),
        low=t.percent(low),
        high=t.percent(high),
        answered=tally.answered,
        unknown=tally.unknown,
    )
