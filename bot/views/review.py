"""The review as a modal: one area a page, then the seller's own probability, then the result."""

import json
from dataclasses import dataclass
from datetime import datetime

from bot.texts import Texts
from bot.usecases.reviews import Outcome, Page, Said
from bot.usecases.standings import Standing
from bot.views import why
from bot.views.blocks import (
    Block,
    View,
    actions,
    bullets,
    button,
    context,
    field,
    header,
    modal,
    option,
    rich,
    section,
)
from bot.views.status import SHAPES, facts_line, join, title, word
from flows.areas import Area, Question
from flows.colour import Colour
from flows.evidence import grade
from flows.rating import carried
from storage.reviews import Review

OPEN = "review.open"
BACK = "review.back"
PAGE = "review.page"
SUBMIT = "review.submit"
RESULT = "review.result"
LEVEL = "review.level"
EVIDENCE = "review.evidence"
COVERS = "review.covers"
PROBABILITY = "review.probability"
UNKNOWN = "unknown"
MOST_TEXT = 2000
MOST_PLACE = 50  # three ids of ten digits
MOST_ID = 2**31  # ids and versions beyond it are not ours
MOST_STEPS = 5


@dataclass(frozen=True)
class Place:
    """Which draft, in which version, at which page a view shows."""

    draft_id: int
    version: int
    page: int

    def dump(self) -> str:
        """As private_metadata."""
        return json.dumps([self.draft_id, self.version, self.page])

    @classmethod
    def load(cls, data: str) -> "Place":
        """From private_metadata; raises ValueError when it isn't ours."""
        numbers = (
            json.loads(data) if len(data) <= MOST_PLACE else None
        )  # deep brackets end in a RecursionError
        if not isinstance(numbers, list) or not all(type(n) is int and 0 <= n < MOST_ID for n in numbers):
            raise ValueError(data)
        draft_id, version, page = numbers
        return cls(draft_id, version, page)


def page_view(page: Page, t: Texts, *, now: datetime, notices: tuple[str, ...] = ()) -> View:
    """The view of the page on which the draft stands. `notices` say what the page before brought about."""
    place = Place(page.draft.id, page.draft.version, page.draft.page)
    body = _probability_page(page, t) if page.is_last else _area_page(page, t, now=now)
    blocks = [*_top(page, t, now=now), *[section(notice) for notice in notices], *body]
    if place.page > 0:
        blocks.append(actions(button(t("review.back"), BACK)))
    return modal(
        t("review.title"),
        blocks,
        callback_id=SUBMIT if page.is_last else PAGE,
        close=t("button.close"),
        submit=t("review.submit") if page.is_last else t("review.next"),
        data=place.dump(),
    )


def _top(page: Page, t: Texts, *, now: datetime) -> list[Block]:
    standing = page.standing
    steps = len(page.scorecard.areas) + 1
    done = page.draft.page + 1
    line = " · ".join(["", facts_line(standing, t, now=now), *_last_time(page, t, now=now)])
    blocks = [rich([(title(standing), "bold"), (line, "")])]
    if page.draft.page == 0:
        blocks.append(section(t("review.first_line_again" if page.last else "review.first_line")))
    blocks.append(
        context("●" * done + "○" * (steps - done) + "  " + t("review.progress", page=done, of=steps))
    )
    return blocks


def _last_time(page: Page, t: Texts, *, now: datetime) -> list[str]:
    """What it was when it was reviewed last; what it is now is not shown before the own estimate."""
    if page.last is None:
        return []
    day = t.day(page.last.submitted_at, now=now)
    if page.last.colour is Colour.GREY:
        return [t("home.reviewed", day=day)]
    return [t("review.as_of", colour=word(page.last.colour, t), day=day)]


def _area_page(page: Page, t: Texts, *, now: datetime) -> list[Block]:
    area = page.scorecard.areas[page.draft.page]
    return [
        header(f"{page.draft.page + 1}. {area.name[t.language]}"),
        section(area.purpose[t.language]),
        context(t("review.doubt")),
        *[_question(page, question, number, t, now=now) for number, question in enumerate(area.questions, 1)],
        *_evidence(page, area, t, now=now),
    ]


def _question(page: Page, question: Question, number: int, t: Texts, *, now: datetime) -> Block:
    choices = [option(t("review.unknown"), UNKNOWN)] + [
        option(
            f"{level} · {words.text[t.language]}", str(level), words.note[t.language] if words.note else None
        )
        for level, words in enumerate(question.levels)
    ]
    chosen = page.draft.answers.levels.get(question.id)
    element = {
        "type": "radio_buttons",
        "action_id": LEVEL,
        "options": choices,
        "initial_option": choices[0 if chosen is None else chosen + 1],
    }
    return field(
        f"{number}. {question.text[t.language]}",
        element,
        block_id=f"{question.id}.v{page.draft.version}",
        hint=_last_answer(page, question, t, now=now),
    )


def _last_answer(page: Page, question: Question, t: Texts, *, now: datetime) -> str | None:
    answer = page.last.answers.get(question.id) if page.last else None
    if answer is None or answer.level is None:
        return None
    return t("review.last_answer", level=answer.level, day=t.day(answer.answered_at, now=now))


def _evidence(page: Page, area: Area, t: Texts, *, now: datetime) -> list[Block]:
    version = page.draft.version
    text = page.draft.answers.evidence.get(area.id, "")
    element: Block = {
        "type": "plain_text_input",
        "action_id": EVIDENCE,
        "multiline": True,
        "max_length": MOST_TEXT,
        "placeholder": {"type": "plain_text", "text": t("review.evidence_placeholder"), "emoji": False},
    }
    if text:
        element["initial_value"] = text
    hint = t("review.evidence_hint")
    kept = page.last.evidence.get(area.id) if page.last else None
    if kept and text == kept.text:
        hint = t("review.evidence_kept", day=t.day(kept.occurred_on, now=now)) + " " + hint
    choices = [option(t("review.question_number", number=n), q.id) for n, q in enumerate(area.questions, 1)]
    covered = page.draft.answers.covers.get(area.id, [q.id for q in area.questions])
    boxes: Block = {"type": "checkboxes", "action_id": COVERS, "options": choices}
    ticked = [choice for choice in choices if choice["value"] in covered]
    if ticked:
        boxes["initial_options"] = ticked
    return [
        field(
            t("review.evidence"), element, block_id=f"{area.id}.evidence.v{version}", hint=hint, optional=True
        ),
        field(t("review.covers"), boxes, block_id=f"{area.id}.covers.v{version}", optional=True),
    ]


def _probability_page(page: Page, t: Texts) -> list[Block]:
    element = {
        "type": "number_input",
        "action_id": PROBABILITY,
        "is_decimal_allowed": False,
        "min_value": "0",
        "max_value": "100",
    }
    kind = page.standing.subject.kind
    return [
        header(t(f"review.probability_title_{kind}")),
        section(t(f"review.probability_why_{kind}")),
        field(
            t(f"review.probability_{kind}"),
            element,
            block_id=f"probability.v{page.draft.version}",
            hint=t("review.probability_hint"),
            optional=True,
        ),
        context(t("review.who_sees")),
    ]


def capped(page: Page, said: Said, t: Texts) -> tuple[str, ...]:
    """What the page just sent says of levels that count for less than given: one sentence for each reason."""
    area = next(area for area in page.scorecard.areas if area.id == said.area_id)
    numbers: dict[tuple[str, int], list[str]] = {}
    for number, question in enumerate(area.questions, 1):
        level = said.levels.get(question.id) or 0
        graded = grade(said.evidence if question.id in said.covers else "")
        counted = min(level, carried(page.scorecard.evidence, graded))
        if counted < level:
            numbers.setdefault((graded.name.lower(), counted), []).append(str(number))
    return tuple(
        t(f"review.counts_{graded}", counted=counted, place=f"{area.short[t.language]} {join(found, t)}")
        for (graded, counted), found in numbers.items()
    )


def result_view(outcome: Outcome, t: Texts, *, now: datetime) -> View:
    """What the review came to: the whole, the areas, why, the shortest way up, what is strong, and what is next."""
    standing, score = outcome.standing, outcome.standing.score
    scorecard = standing.scorecard
    first = [(title(standing), "bold"), (f"\n{word(standing.colour, t)}", "bold")]
    if outcome.before and outcome.before.colour is not Colour.GREY:
        first.append((_before(outcome.before, standing, t, now=now), ""))
    blocks = [rich(first), section("\n".join(_area_lines(outcome, t)))]
    because = why.reasons(scorecard, score, t)
    if because:
        blocks += [section(t("result.why")), bullets(because)]
    if outcome.way_up:
        target = t(f"result.way_to_{outcome.way_to}")
        blocks += [section(target), bullets(why.steps(scorecard, outcome.way_up, t)[:MOST_STEPS])]
    if outcome.strong:
        blocks.append(
            rich([(t("result.strong"), "bold"), (" " + why.strong(scorecard, score, outcome.strong, t), "")])
        )
    blocks.append(context(_next(outcome, t, now=now)))
    if outcome.next_due:
        begin = button(t("home.review"), OPEN, value=str(outcome.next_due.subject.id), primary=True)
        blocks.append(section(title(outcome.next_due), accessory=begin))
    return modal(t("result.title"), blocks, callback_id=RESULT, close=t("button.done"))


def _before(before: Review, standing: Standing, t: Texts, *, now: datetime) -> str:
    key = "result.same" if before.colour is standing.colour else "result.before"
    colour = t(f"colour_small.{before.colour}")
    return " " + t(key, colour=colour, day=t.day(before.submitted_at, now=now))


def _area_lines(outcome: Outcome, t: Texts) -> list[str]:
    standing = outcome.standing
    return [
        t(
            "result.area",
            shape=SHAPES[result.colour],
            colour=t(f"colour.{result.colour}"),
            area=area.short[t.language],
            points=result.points,
            maximum=result.maximum,
        )
        for area, result in zip(standing.scorecard.areas, standing.score.areas, strict=True)
    ]


def _next(outcome: Outcome, t: Texts, *, now: datetime) -> str:
    due = outcome.standing.subject.due_at
    line = t("result.next", day=t.day(due, now=now, weekday=True)) if due else t("result.no_next")
    if outcome.still_due:
        line += " " + t("result.still_due", count=outcome.still_due)
    return line
