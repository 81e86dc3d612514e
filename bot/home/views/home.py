"""App Home: my subjects (and my team's), what is due on top, 25 a page."""

from datetime import datetime

from bot.actions.views import mine
from bot.deals.usecases.handover import may_hand_over
from bot.digest.usecases.targeting import MAY_SET
from bot.digest.views.first_round import for_director
from bot.digest.views.places import lost_lines
from bot.home.usecases.filters import ALL
from bot.home.usecases.home import Home
from bot.home.usecases.lead import Lead
from bot.home.views import lead as views
from bot.home.views import pairs
from bot.home.views.filters import filters
from bot.home.views.installation import state
from bot.home.views.rows import legend, row
from bot.kit import doors
from bot.kit.blocks import Block, View, actions, button, context, cut, divider, header, section
from bot.kit.codec import COUNT
from bot.kit.texts import Texts
from bot.meetings.views.ahead import rows
from bot.pulse.usecases.results import READERS
from bot.pulse.views.form import home_blocks as pulse_blocks
from bot.rhythm.views.viewing import asked_blocks
from bot.second_views.views.giving import given_rows
from bot.standing.words import planned_later, title, week_done
from flows.company.people import Reach, Role, answers

TURN = "home.turn"
PAUSE = "home.pause"
COPIES = "copies.choose"
MAY_REPORT = {Role.DIRECTOR, Role.MANAGER}
MOST_ASKED = 3  # 1-to-1s: Slack takes a hundred blocks
MOST_NAME = 40  # of each customer without an owner, in one sentence


def home_view(home: Home, t: Texts, *, now: datetime) -> View:
    """The Home tab of one person."""
    given = given_rows(home.given, t, now=now)
    before = [*rows(home.ahead, t, now=now), *asked_blocks(home.asked, t, now=now, most=MOST_ASKED)]
    blocks = [header(t(_title(home))), *given, *before]
    blocks += _lead(home, home.lead, t, now=now) if home.lead else []
    blocks += _greeting(home, t, now=now)
    if home.installation:
        blocks += state(home.installation, t, now=now)
    blocks += lost_lines(home.lost, t)
    blocks += mine.home_blocks(home.mine, t, now=now)
    blocks += pulse_blocks(home.pulse, t, now=now)
    blocks += pairs.next_one(home.next_one, t, now=now)
    if home.lead and not home.lead.is_empty:
        blocks += [divider(), filters(home, t)]
    if home.standings:
        blocks += [*([] if home.lead else [divider()]), legend(home, t)]
    blocks += [row(home, standing, t, now=now) for standing in home.standings]
    if home.pages > 1:
        blocks += _turning(home, t)
    blocks += _buttons(home, t)
    return {"type": "home", "blocks": blocks}


def _title(home: Home) -> str:
    if home.installation:
        return "home.admin_title"
    if home.lead is None:
        return "common.home"
    return "home.team" if home.person.role is Role.MANAGER else "home.company"


def _lead(home: Home, lead: Lead, t: Texts, *, now: datetime) -> list[Block]:
    """Figures, where to act, what moved, and team by team; nothing of it before there is anything."""
    if lead.is_empty:
        return []
    return [
        *views.figures(lead, t, now=now),
        *views.where_to_act(lead, t, now=now),
        *views.wanted(lead, t),
        *views.what_moved(lead, t, now=now),
        *pairs.coming_ones(home.coming, t, now=now),
        *views.by_team(lead, home.scorecard, t, is_manager=home.person.role is Role.MANAGER),
        divider(),
    ]


def _greeting(home: Home, t: Texts, *, now: datetime) -> list[Block]:
    if home.person.role is Role.ADMIN:
        return [section(t("home.admin"))]
    if home.shown != ALL:
        return [section(t("home.chosen", count=home.total))]
    if not home.total:
        return [section(t("home.empty"))]
    line = _own_line(home, t, now=now)
    if home.due_to_team:
        line += " " + t("home.due_to_team", count=home.due_to_team)
    blocks = [*_unowned(home, t), section(line)]
    if home.may_score and len(home.load.ready) > 1:
        blocks.append(actions(doors.running(t, due=len(home.load.ready), primary=True)))
    if home.round:
        blocks += for_director(home.round, t)
    return blocks


def _unowned(home: Home, t: Texts) -> list[Block]:
    """The customers whom nobody carries; each has its Open among the first rows."""
    if not home.unowned:
        return []
    names = [cut(title(subject), MOST_NAME) for subject in home.unowned]
    listed = ", ".join([*names, *(["…"] if home.unowned_count > len(names) else [])])
    return [section(t("home.unowned", count=home.unowned_count, names=listed))]


def _own_line(home: Home, t: Texts, *, now: datetime) -> str:
    if home.load.ready:
        line = t("home.due", count=len(home.load.ready))
        return f"{line} {planned_later(home.load, t, now=now)}".rstrip()
    if home.load.planned:
        return week_done(home.load, t, now=now)
    if home.may_score and home.next_due and home.next_due.due_at:
        day = t.day(home.next_due.due_at, now=now, weekday=True)
        return t("home.up_to_date", name=title(home.next_due), day=day)
    return t("home.reading", count=home.total)


def _turning(home: Home, t: Texts) -> list[Block]:
    line = t("home.page", page=home.page + 1, of=home.pages, total=home.total)
    buttons = []
    if home.page > 0:
        buttons.append(button(t("home.previous"), f"{TURN}.back", value=COUNT.dump(home.page - 1)))
    if home.page + 1 < home.pages:
        buttons.append(button(t("home.next"), f"{TURN}.on", value=COUNT.dump(home.page + 1)))
    return [context(line), actions(*buttons)]


def _of_meetings(home: Home) -> dict[str, str]:
    """The doors to 1-to-1s for who has any; a director may be asked in a pulse, and want no message of it."""
    found = {"rhythm": doors.RHYTHM, "away": doors.AWAY} if home.may_score or home.mine.leads else {}
    return found | {"mutes": doors.MUTES} if found or home.person.role is Role.DIRECTOR else found


def _of_the_company(home: Home) -> dict[str, str]:
    """The doors to what concerns more than one's own, by the keys of their words."""
    person = home.person
    reports = person.role in MAY_REPORT and home.lead is not None and not home.lead.is_empty
    found = {
        "home.pulse": (doors.PULSE, person.role in READERS),
        "report_door.button": (doors.REPORT, reports),
        "home.targets": (doors.TARGETS, person.role in MAY_SET),
        "home.hand_over": (doors.HAND_OVER, may_hand_over(person)),
        "home.setup": (doors.SETUP, person.role is Role.ADMIN),
    }
    return {key: door for key, (door, opens) in found.items() if opens}


def _buttons(home: Home, t: Texts) -> list[Block]:
    buttons: list[Block] = []
    if home.may_score:
        buttons += doors.adding(t)
        key = "home.resume" if home.person.paused else "home.pause"
        buttons.append(button(t(key), PAUSE, value="off" if home.person.paused else "on"))
    buttons += [button(t(f"home.{name}"), door) for name, door in _of_meetings(home).items()]
    if home.mine.may_plan:
        buttons.append(button(t("action.mine"), doors.ACTIONS))
    if home.lead and home.mine.sees_sums:
        buttons.append(button(t("action.see_sums"), mine.OPEN_SUMS))
    if answers(home.person) is not Reach.NONE:
        key = "home.no_copies" if home.person.copies else "home.copies"
        buttons.append(button(t(key), COPIES, value="off" if home.person.copies else "on"))
    buttons += [button(t(key), door) for key, door in _of_the_company(home).items()]
    if not buttons:
        return []
    blocks: list[Block] = [divider(), actions(*buttons)]
    if home.person.paused:
        blocks.append(context(t("home.paused")))
    return blocks
