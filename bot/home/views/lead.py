"""On top of a Home that looks over others' work: the figures, where to act, what moved, and team by team."""

from datetime import datetime

from bot.actions.views.acting import act_block
from bot.digest.views import figures as views
from bot.digest.views.naming import help_wanted
from bot.home.usecases.lead import MOST_AREAS, Lead, Moved, Team
from bot.kit import doors
from bot.kit.blocks import Block, context, cut, rich, section
from bot.kit.texts import Texts
from bot.standing.standings import Scored
from bot.standing.words import SHAPES, owned_title, title
from flows.company.colour import Colour
from flows.figures.groups import ORDER, Groups, count_of, coverage, reviewed_share, worth
from flows.scorecards.scorecard import Scorecard

MOST_TEAMS = 8
MOST_TEAM = 40  # characters of its name


def figures(lead: Lead, t: Texts, *, now: datetime) -> list[Block]:
    """Counts and values by colour, what share is reviewed, and the change since the last digest."""
    lines = [_whole(lead.deals, t)]
    lines += [_figure(colour, lead, t) for colour in ORDER] if count_of(lead.deals) else []
    if lead.then is not None:
        lines.append(t("home.since_digest", day=t.day(lead.since, now=now, weekday=True)))
    is_told = count_of(lead.deals) or not lead.hidden
    blocks: list[Block] = [section("\n".join(lines))] if is_told else []
    if count_of(lead.customers):
        blocks.append(section(views.customers(lead.customers, t) + _worth(lead.customers, t)))
    return [*blocks, context(t("digest.hidden", count=lead.hidden))] if lead.hidden else blocks


def where_to_act(lead: Lead, t: Texts, *, now: datetime) -> list[Block]:
    """The few that want attention most, each with why and its next step."""
    if not lead.acts:
        return [section(t("digest.all_well"))] if count_of(lead.deals) + count_of(lead.customers) else []
    return [_headed("home.act", t), *[act_block(each, t, now=now) for each in lead.acts]]


def wanted(lead: Lead, t: Texts) -> list[Block]:
    """Who asks for help, and how many actions are past their date."""
    blocks = help_wanted(lead.wanted.first, lead.wanted.asked, t)
    overdue = lead.wanted.overdue
    return [*blocks, section(t("digest.overdue", count=overdue))] if overdue else blocks


def what_moved(lead: Lead, t: Texts, *, now: datetime) -> list[Block]:
    """What has another colour than before, since the last digest."""
    if not lead.moved:
        return []
    day = t.day(lead.since, now=now, weekday=True)
    return [_headed("home.moved", t, day=day), *[_move(each, t) for each in lead.moved]]


def by_team(lead: Lead, scorecard: Scorecard, t: Texts, *, is_manager: bool) -> list[Block]:
    """A heat map in lines: how much of each team's deals is reviewed, by colour, and how its areas stand."""
    if not lead.teams:
        return []
    lines = [_team(team, scorecard, t) for team in lead.teams[:MOST_TEAMS]]
    if more := len(lead.teams) - MOST_TEAMS:
        lines += [t("list.more", count=more)] if more > 0 else []
    note = t("home.areas") if lead.is_whole else t("home.areas_of_some", count=MOST_AREAS)
    key = "home.by_seller" if is_manager else "home.by_team"
    return [_headed(key, t), section("\n".join(lines)), context(note)]


def _headed(key: str, t: Texts, **params: object) -> Block:
    return rich([(t(key, **params), "bold")])


def _whole(deals: Groups, t: Texts) -> str:
    if not count_of(deals):
        return t("digest.empty")
    by_count = t("digest.share_by_count", share=t.percent(coverage(deals)))
    return f"{views.whole(deals, t)} {views.share(reviewed_share(deals), t, by_count=by_count)}"


def _figure(colour: Colour, lead: Lead, t: Texts) -> str:
    group = lead.deals[colour]
    change = "" if lead.then is None else _change(group.count - lead.then.get(colour, 0), t)
    return views.figure(colour, group, t, change=change)


def _change(number: int, t: Texts) -> str:
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return sign + t.figure(abs(number))


def _worth(customers: Groups, t: Texts) -> str:
    values = worth(customers.values())
    return "".join(f" · {t.money(amount, currency)}" for currency, amount in values.items())


def _move(moved: Moved, t: Texts) -> Block:
    shapes = f"{SHAPES[moved.before]} → {SHAPES[moved.standing.colour]}"
    words = f"{t(f'colour.{moved.before}')} → {t(f'colour.{moved.standing.colour}')}"
    return _opened(f"{owned_title(moved.standing, t)}\n{shapes} {words}", moved.standing, t, "moved")


def _opened(text: str, standing: Scored, t: Texts, place: str) -> Block:
    label = t("button.open_label", name=title(standing.subject))
    opening = doors.opening(standing.subject.id, t, label=label)
    return section(text, accessory=opening, block_id=f"{place}.{standing.subject.id}")


def _team(team: Team, scorecard: Scorecard, t: Texts) -> str:
    """Its name, how much is reviewed, how many of each colour; below, its areas."""
    name = cut(team.person.name, MOST_TEAM) if team.person else t("home.nobodys")
    counts = "  ".join(f"{SHAPES[colour]} {t.figure(team.deals[colour].count)}" for colour in ORDER)
    share = t("home.reviewed", share=t.percent(coverage(team.deals)))
    areas = [_area(team, area.id, area.short[t.language], t) for area in scorecard.areas]
    return "\n".join([f"{name}: {counts} · {share}", *(["   ".join(areas)] if team.areas else [])])


def _area(team: Team, area_id: str, name: str, t: Texts) -> str:
    """🔺 Process (4)."""
    cell = team.areas.get(area_id)
    if cell is None:
        return f"{SHAPES[Colour.GREY]}\xa0{name}"
    return f"{SHAPES[cell.colour]}\xa0{name}" + (f"\xa0({t.figure(cell.red)})" if cell.red else "")
