"""Colours as a person sees them: always a shape and a word, never colour alone."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.kit.texts import Texts
from bot.standing.standings import Scored, Standing
from flows.company.colour import Colour
from flows.company.subjects import Status, Subject
from flows.rhythm.load import Load
from flows.scorecards.areas import Area
from flows.scorecards.scorecard import Scorecard
from flows.scoring.score import AreaScore, Score
from flows.scoring.textdates import leading_date

SHAPES = {Colour.GREEN: "🟢", Colour.YELLOW: "🟨", Colour.RED: "🔺", Colour.GREY: "⚪"}


def word(colour: Colour, t: Texts) -> str:
    """🟨 Yellow."""
    return f"{SHAPES[colour]} {t(f'colour.{colour}')}"


def areas_shapes(scorecard: Scorecard, score: Score, named: Sequence[str], t: Texts) -> str:
    """The area shapes alone, in the scorecard's order, where its short names are those `named` elsewhere; else both."""
    if area_names(scorecard, t) == [*named]:
        return "".join(SHAPES[result.colour] for result in score.areas)
    return areas_line(scorecard, score, t)


def area_names(scorecard: Scorecard, t: Texts) -> list[str]:
    """The short names of its areas, in order."""
    return [area.short[t.language] for area in scorecard.areas]


def areas_line(scorecard: Scorecard, score: Score, t: Texts) -> str:
    """The area shapes with their short names, in the scorecard's order."""
    return "   ".join(
        f"{SHAPES[result.colour]}\xa0{area.short[t.language]}"
        for area, result in zip(scorecard.areas, score.areas, strict=True)
    )


def area_line(area: Area, result: AreaScore, t: Texts) -> str:
    """One area: its shape, its short name, its points and its colour in a word."""
    return t(
        "result.area",
        shape=SHAPES[result.colour],
        colour=t(f"colour.{result.colour}"),
        area=area.short[t.language],
        points=result.points,
        maximum=result.maximum,
    )


def whole(standing: Standing, t: Texts, *, now: datetime) -> str:
    """The whole in words: its colour, and for grey what it was before; to who is blind to it, that it is hidden.

    Before a 1-to-1 that is its earlier colour, and that it is under review.
    """
    if not isinstance(standing, Scored):
        if standing.earlier is None:
            return t("status.hidden")
        day = t.day(standing.earlier.at, now=now)
        return t("status.under_review", colour=word(standing.earlier.colour, t), day=day)
    if standing.colour is not Colour.GREY:
        return word(standing.colour, t)
    if standing.current and standing.current.last_colour and standing.current.last_colour_at:
        return t(
            "status.last_known",
            grey=word(Colour.GREY, t),
            colour=t(f"colour_small.{standing.current.last_colour}"),
            day=t.day(standing.current.last_colour_at, now=now),
        )
    if standing.is_new:
        return t("status.new", grey=word(Colour.GREY, t))
    return word(Colour.GREY, t)


def title(subject: Subject) -> str:
    """A deal with its customer in front, unless its name says it already; a customer by its name."""
    name, customer = subject.name, subject.customer
    if not customer or customer.casefold() in name.casefold():
        return name
    return f"{customer} · {name}"


def owned_title(standing: Standing, t: Texts) -> str:
    """The same with who carries it."""
    return f"{title(standing.subject)} · {standing.owner.name if standing.owner else t('subject.no_owner')}"


def facts_line(subject: Subject, t: Texts, *, now: datetime, amounts: bool = True) -> str:
    """Value and date, as far as they are known; without the value where no `amounts` are shown."""
    money = subject.money
    parts = [t.money(money.amount, money.currency) if money else t("subject.no_amount")] if amounts else []
    if subject.close_date:
        parts.append(t(f"subject.close_{subject.kind}", day=t.day(subject.close_date, now=now)))
    return " · ".join(parts)


def closed_line(subject: Subject, t: Texts) -> str:
    """That a subject is won, lost (and why) or gone; nothing while it is open."""
    if subject.status is Status.OPEN:
        return ""
    if subject.status is Status.LOST and subject.lost_reason:
        return t("subject.lost_because", reason=subject.lost_reason)
    if subject.status is Status.GONE and subject.lost_reason:
        return f"{t('subject.is_gone')} {subject.lost_reason}"
    return t(f"subject.is_{subject.status}")


def dated(text: str, occurred_on: date, t: Texts, *, now: datetime) -> str:
    """Evidence with the day that counts in front, unless its words begin with it (and its year, if not this one)."""
    this_year = date(t.local_date(now).year, 12, 31)
    if leading_date(text, not_after=this_year) == occurred_on:
        return text
    return t("evidence.dated", day=t.day(occurred_on, now=now), text=text)


def join(items: Sequence[str], t: Texts) -> str:
    """a, b and c."""
    if len(items) < 2:
        return "".join(items)
    return t("list.and", first=", ".join(items[:-1]), last=items[-1])


def counts_from_now(cutoff_at: datetime, t: Texts, *, now: datetime) -> str:
    """To whoever has just sent it."""
    return t("cutoff.counts", **_moment(cutoff_at, t, now))


def after_cutoff(cutoff_at: datetime, t: Texts, *, now: datetime) -> str:
    """To whoever reads it later."""
    return t("cutoff.marked", **_moment(cutoff_at, t, now))


def _moment(cutoff_at: datetime, t: Texts, now: datetime) -> dict[str, str]:
    return {"day": t.day(cutoff_at, now=now, weekday=True), "time": t.clock(cutoff_at)}


def planned_later(load: Load, t: Texts, *, now: datetime) -> str:
    """How many are planned besides what is ready, and when the next come; nothing when none are."""
    if load.next_week is None:
        return ""
    coming, day = load.next_week
    total, first = len(load.planned), t.day(day, now=now, weekday=True)
    if coming == total:
        return t("load.planned", count=total, day=first)
    return t("load.planned_in_turn", count=coming, total=total, day=first)


def week_done(load: Load, t: Texts, *, now: datetime) -> str:
    """That nothing is left this week, and what comes after it; nothing when something is ready or none is planned."""
    if load.ready or not load.planned:
        return ""
    return f"{t('load.week_done')} {planned_later(load, t, now=now)}"
