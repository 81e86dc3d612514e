"""Why a subject has its colour: what holds it down, what is not known, the way up, what is strong."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.kit.blocks import Block, bullets, section
from bot.kit.texts import Texts
from bot.standing.standings import Scored, Standing
from bot.standing.words import SHAPES, join, whole
from flows.company.colour import Colour
from flows.scorecards.areas import Area
from flows.scorecards.scorecard import Scorecard
from flows.scoring.score import Reason, Score
from flows.scoring.way_up import Way

MOST_STEPS = 6


def reasons(scorecard: Scorecard, score: Score, t: Texts) -> list[str]:
    """One sentence for each reason; gaps and what is too old are gathered in one line each, for grey first."""
    lines = [_reason(scorecard, score, reason, t) for reason in score.reasons if reason.kind in _SINGLE]
    missing = []
    for kind in ("too_old", "gap"):
        questions = [reason.ref for reason in score.reasons if reason.kind == kind]
        if questions:
            missing.append(t(f"why.{kind}", places=places(scorecard, questions, t)))
    return [*missing, *lines] if score.colour is Colour.GREY else [*lines, *missing]


def headline(standing: Standing, t: Texts, *, now: datetime) -> str:
    """The whole in words with its first reason: "🔺 Red: there is no next step with a date"."""
    if not isinstance(standing, Scored):
        return whole(standing, t, now=now)
    because = reasons(standing.scorecard, standing.score, t)
    if not because:
        return whole(standing, t, now=now)
    if because[0].startswith(t("why.red", words="")):
        return f"{SHAPES[standing.colour]} {because[0]}"
    return f"{whole(standing, t, now=now)}. {because[0]}"


def first_reason(standing: Scored, t: Texts) -> str:
    """Its first reason, beside its colour in words: what is red says so only once; nothing for what has none."""
    if standing.current is None or standing.colour is Colour.GREEN:
        return ""
    first = next(iter(reasons(standing.scorecard, standing.score, t)), "")
    words = first.removeprefix(t("why.red", words=""))
    return words[:1].upper() + words[1:]


_SINGLE = ("knockout", "area", "total")


def _reason(scorecard: Scorecard, score: Score, reason: Reason, t: Texts) -> str:
    if reason.kind == "knockout" and reason.words:
        if reason.cap is Colour.RED:
            return t("why.red", words=reason.words[t.language])
        return t("why.at_most_yellow", words=reason.words[t.language])
    if reason.kind == "area":
        result = next(area for area in score.areas if area.id == reason.ref)
        area = next(area for area in scorecard.areas if area.id == reason.ref)
        return t(
            f"why.area_{result.colour}",
            area=area.short[t.language],
            points=result.points,
            maximum=result.maximum,
        )
    return t("why.total", points=score.points, maximum=score.maximum)


def places(scorecard: Scorecard, question_ids: Sequence[str], t: Texts) -> str:
    """Where questions stand: their areas' short names, each with their numbers on its page."""
    return places_in(scorecard.areas, question_ids, t)


def places_in(areas: Iterable[Area], question_ids: Sequence[str], t: Texts) -> str:
    """The same among these areas."""
    found = []
    for area in areas:
        numbers = [str(n) for n, question in enumerate(area.questions, 1) if question.id in question_ids]
        if len(numbers) == len(area.questions):
            found.append(area.short[t.language])
        elif numbers:
            found.append(f"{area.short[t.language]} {join(numbers, t)}")
    return ", ".join(found)


def way_blocks(scorecard: Scorecard, way: Way | None, t: Texts) -> list[Block]:
    """The way up: its first steps, and how many more there are; it is called the shortest only where it surely is."""
    if way is None:
        return []
    which = "shortest" if way.is_shortest else "one"
    more = len(way.steps) - MOST_STEPS
    rest = [t("list.more", count=more)] if more > 0 else []
    return [section(t(f"way.{which}_to_{way.to}")), bullets([*steps(scorecard, way, t), *rest])]


def steps(scorecard: Scorecard, way: Way | None, t: Texts) -> list[str]:
    """The first steps of the way up as facts to bring about: the area and the words of the level to reach."""
    return [
        f"{scorecard.area_of(step.question_id).short[t.language]}: "
        f"{scorecard.question(step.question_id).levels[step.level].text[t.language]}"
        for step in (way.steps[:MOST_STEPS] if way else ())
    ]


def next_words(standing: Scored, way: Way | None, t: Texts) -> str:
    """What to do next about a score: review it, or the first step of its way up; nothing where neither is needed."""
    if standing.current is None:
        return t("why.next_first")
    if standing.colour is Colour.GREY and any(reason.kind == "too_old" for reason in standing.score.reasons):
        return t("why.next_again")
    return next(iter(steps(standing.scorecard, way, t)), "")


def strong(scorecard: Scorecard, score: Score, areas: Sequence[str], t: Texts) -> str:
    """What is already strong: up to two areas with their points."""
    results = {area.id: area for area in score.areas}
    names = {area.id: area.short[t.language] for area in scorecard.areas}
    return join(
        [
            t("why.strong_area", area=names[id_], points=results[id_].points, maximum=results[id_].maximum)
            for id_ in areas[:2]
        ],
        t,
    )
