"""What a report is asked for with, and the message in which it comes."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.kit.blocks import (
    Block,
    Message,
    View,
    bullets,
    context,
    cut,
    field,
    modal,
    option,
    rich,
    section,
)
from bot.kit.texts import Texts
from bot.printing.pages import days_of
from bot.report.usecases.asking import EDITION, LANGUAGES, Edition
from flows.company.people import Person
from flows.company.quarters import Quarter
from flows.report.period import Period

MAKE = "report.make"
PERIOD, TEAM, LANGUAGE = "report.period", "report.team", "report.language"
MONTHS, QUARTERS = 12, 4
MOST_TEAMS = 99  # Slack takes a hundred choices
A_WHILE = timedelta(days=21)  # after which a month is worth a report, though it is not over


def form_view(editions: Sequence[Person | None], t: Texts, *, today: date) -> View:
    """Which period, whose edition where there is a choice, and which language."""
    periods = [_period(each, t) for each in periods_until(today)]
    usual = str(Period.of_month(today - A_WHILE))
    blocks = [
        section(t("report_door.lead")),
        _select(t("report_door.period"), PERIOD, periods, usual),
        *_editions(editions, t),
        _select(
            t("report_door.language"),
            LANGUAGE,
            [option(t(f"report_door.in_{each}"), each) for each in LANGUAGES],
            t.language,
        ),
    ]
    return modal(
        t("report_door.title"),
        blocks,
        callback_id=MAKE,
        close=t("button.cancel"),
        submit=t("report_door.make"),
    )


def periods_until(today: date) -> list[Period]:
    """The last twelve months and the last four quarters, the newest first; those of today are not over."""
    months = [Period.of_month(today)]
    while len(months) < MONTHS:
        months.append(Period.of_month(months[-1].begins - timedelta(days=1)))
    quarters = [Period.of_quarter(Quarter.of(today))]
    while len(quarters) < QUARTERS:
        quarters.append(Period.of_quarter(Quarter.of(quarters[-1].begins - timedelta(days=1))))
    return [*months, *quarters]


def _period(period: Period, t: Texts) -> Block:
    name = days_of(period.begins, period.ends, t)
    return option(name[:1].upper() + name[1:], str(period))


def _editions(editions: Sequence[Person | None], t: Texts) -> list[Block]:
    """The choice of edition; with one there is none to make, and the line says which it is."""
    options = [
        option(
            t("printed.edition_team", team=cut(each.name, 50)) if each else t("printed.edition_top"),
            EDITION.dump(Edition(each.id if each else None)),
        )
        for each in editions[:MOST_TEAMS]
    ]
    return [_select(t("report_door.edition"), TEAM, options, options[0]["value"])]


def _select(label: str, name: str, options: list[Block], chosen: str) -> Block:
    initial = next((each for each in options if each["value"] == chosen), options[0])
    element = {"type": "static_select", "action_id": name, "options": options, "initial_option": initial}
    return field(label, element, block_id=name)


def preparing(text: str) -> Message:
    """The message while it is being made."""
    return {"text": text, "blocks": [section(text)]}


def made_message(heading: str, lines: Sequence[str], told: str, t: Texts) -> Message:
    """The message once the files are there: what it is, its conclusions in a few lines, and as of when."""
    blocks = [rich([(heading, "bold")])]
    blocks += [bullets(lines)] if lines else []
    blocks.append(context(f"{told} {t('report_door.files_below')}"))
    return {"text": cut(heading, 3000), "blocks": blocks}
