"""The method once more, straight from its text: every completion of the gaps is scored by itself.

Reads the plain data of a scorecard and shares no code with flows/; slow and simple on purpose.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import holidays

from flows.scoring.rating import Rating
from flows.scoring.score import Facts

ORDER = ["red", "yellow", "green"]


@dataclass(frozen=True)
class Given:
    """A level in one completion, None where the question doesn't apply; the dates are None where it is a gap."""

    level: int | None
    answered_at: datetime | None
    since: datetime | None


def possible_colours(
    raw: Mapping[str, Any], ratings: Mapping[str, Rating], facts: Facts, now: datetime
) -> tuple[set[str], list[set[str]]]:
    """Every colour that the whole can have, and every colour that each area can have."""
    whole: set[str] = set()
    areas: list[set[str]] = [set() for _ in raw["areas"]]
    for answers in completions(raw, ratings, now):
        colour, area_colours = colours(raw, answers, facts, now)
        whole.add(colour)
        for seen, area_colour in zip(areas, area_colours, strict=True):
            seen.add(area_colour)
    return whole, areas


def completions(
    raw: Mapping[str, Any], ratings: Mapping[str, Rating], now: datetime
) -> Iterator[dict[str, Given]]:
    """All ways to fill the gaps: with levels from 0 to 3, and with "doesn't apply" where that is allowed."""
    questions = [question for area in raw["areas"] for question in area["questions"]]
    optional = {question["id"] for question in questions if question.get("not_applicable")}
    ids = [question["id"] for question in questions]
    known = {
        id_: Given(level_of(ratings[id_]), ratings[id_].answered_at, ratings[id_].since)
        for id_ in ids
        if id_ in ratings and ratings[id_].fresh_until >= now
    }
    gaps = [id_ for id_ in ids if id_ not in known]
    ways = [(0, 1, 2, 3, None) if id_ in optional else (0, 1, 2, 3) for id_ in gaps]
    for levels in product(*ways):
        yield known | {id_: Given(level, None, None) for id_, level in zip(gaps, levels, strict=True)}


def level_of(rating: Rating) -> int | None:
    return rating.counted if rating.applies else None


def colours(
    raw: Mapping[str, Any], answers: Mapping[str, Given], facts: Facts, now: datetime
) -> tuple[str, list[str]]:
    """The colour of the whole and of each area when everything is known."""
    group = group_of(raw, facts, now)
    cuts = raw["groups"][group]
    area_colours, got, possible = [], 0, 0
    for area in raw["areas"]:
        levels = [answers[question["id"]].level for question in area["questions"]]
        points = sum(level for level in levels if level is not None)
        most = 3 * len([level for level in levels if level is not None])
        area_colours.append(colour_of(Fraction(points, most) * 9, cuts["area"]))
        got += area.get("weight", 1) * points
        possible += area.get("weight", 1) * most
    worst = colour_of(Fraction(got, possible) * 100, cuts["total"])
    for rule in raw["knockouts"]:
        if group in rule["caps"] and holds(raw, rule, answers, facts, now, area_colours.count("red")):
            worst = min(worst, rule["caps"][group], key=ORDER.index)
    return worst, area_colours


def colour_of(share: Fraction, cuts: Mapping[str, int]) -> str:
    return "green" if share >= cuts["green"] else "yellow" if share >= cuts["yellow"] else "red"


def local(raw: Mapping[str, Any], moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(raw["calendar"]["timezone"])).date()


def group_of(raw: Mapping[str, Any], facts: Facts, now: datetime) -> str:
    stages = raw["stages"]
    if stages is None:
        [only] = raw["groups"]
        return only
    for name, group in stages["groups"].items():
        if facts.stage is not None and facts.stage.lower() == name.lower():
            return group
    if facts.close_date is None:
        return stages["no_date"]
    days = (facts.close_date - local(raw, now)).days
    for line in stages["by_close"]:
        if days >= line["from_days"]:
            return line["group"]
    return stages["otherwise"]


def holds(
    raw: Mapping[str, Any],
    rule: Mapping[str, Any],
    answers: Mapping[str, Given],
    facts: Facts,
    now: datetime,
    red_areas: int,
) -> bool:
    if rule["when"] in {"always", "red_areas"}:
        return red_areas >= rule.get("at_least", 0)
    if rule["when"] == "answer":
        return answer_holds(raw, rule, answers[rule["question"]], facts, now)
    moves = [
        move
        for move in facts.moves
        if move.at <= now
        and local(raw, now) - local(raw, move.at) <= timedelta(days=rule["within_days"])
        and move.after - move.before > timedelta(days=rule["more_than_days"])
    ]
    if len(moves) < rule["times"]:
        return False
    if (low := rule.get("only_if")) and not at_most(answers[low["question"]], low["at_most"]):
        return False
    if unless := rule.get("unless"):
        given = answers[unless["question"]]
        late_enough = given.answered_at is None or all(given.answered_at > move.at for move in moves)
        explained = given.level is not None and given.level >= unless["at_least"]
        return not (explained and late_enough)
    return True


def at_most(given: Given, level: int) -> bool:
    return given.level is not None and given.level <= level


def answer_holds(
    raw: Mapping[str, Any], rule: Mapping[str, Any], given: Given, facts: Facts, now: datetime
) -> bool:
    if not at_most(given, rule["at_most"]):
        return False
    within = rule.get("close_in_under_days")
    if within is not None and not closes_within(raw, facts, now, within):
        return False
    longer = rule.get("longer_than_working_days")
    if longer is None or given.since is None:
        return True
    return working_days(raw["calendar"], local(raw, given.since), local(raw, now)) > longer


def closes_within(raw: Mapping[str, Any], facts: Facts, now: datetime, days: int) -> bool:
    return facts.close_date is not None and facts.close_date - local(raw, now) < timedelta(days=days)


def working_days(calendar: Mapping[str, Any], after: date, until: date) -> int:
    """Working days from the day after `after` to `until`."""
    free = holidays.country_holidays(calendar["country"]) if calendar["country"] else ()
    days = (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
    return sum(
        day.weekday() < 5 and day not in free and day.isocalendar()[1] not in calendar["closed_weeks"]
        for day in days
    )
