"""The first page of a later review: how things stood, area by area, and "What has changed?"."""

from collections.abc import Iterator
from datetime import datetime

from bot.kit.blocks import Block, context, cut, field, option, rich
from bot.kit.texts import Texts
from bot.review.usecases.pages import Page
from bot.standing.answers import in_words
from bot.standing.words import dated, join, word
from flows.company.colour import Colour
from flows.scorecards.areas import Area, Question

CHOOSE = "review.choose"
CHANGED = "review.changed"
MOST_NOTE = 150


def areas(page: Page, t: Texts, *, now: datetime) -> list[Block]:
    """Every area as it stood, and the list of those that may have changed, with nothing ticked."""
    stood = [block for area in page.scorecard.areas for block in _area(page, area, t, now=now)]
    return [*stood, _question(page, t)]


def _area(page: Page, area: Area, t: Texts, *, now: datetime) -> list[Block]:
    colour = word(page.colours.get(area.id, Colour.GREY), t)
    day = t.day(page.last.submitted_at, now=now) if page.last else ""
    head = t("restart.area", area=area.short[t.language], stood=t("review.as_of", colour=colour, day=day))
    title = [(head, "bold")]
    if note := _note(page, area, t):
        title.append((f" · {note}", "italic"))
    lines = [[(f"{n}. {_answer(page, q, t)}", "")] for n, q in enumerate(area.questions, 1)]
    blocks = [rich(title, *lines)]
    evidence = page.last.evidence.get(area.id) if page.last else None
    if evidence:
        blocks.append(context(cut(dated(evidence.text, evidence.occurred_on, t, now=now), MOST_NOTE)))
    return blocks


def _answer(page: Page, question: Question, t: Texts) -> str:
    answer = page.last.answers.get(question.id) if page.last else None
    return in_words(question, answer.said if answer else None, t)


def _question(page: Page, t: Texts) -> Block:
    choices = [
        option(area.short[t.language], area.id, _note(page, area, t) or None) for area in page.scorecard.areas
    ]
    boxes: Block = {"type": "checkboxes", "action_id": CHANGED, "options": choices}
    ticked = [choice for choice in choices if choice["value"] in (page.draft.answers.route or ())]
    if ticked:
        boxes["initial_options"] = ticked
    return field(
        t("restart.changed"),
        boxes,
        block_id=f"changed.v{page.draft.version}",
        hint=t("restart.hint"),
        optional=True,
    )


def _note(page: Page, area: Area, t: Texts) -> str:
    """Why an area is asked whether or not it is ticked, or what it offers to find out."""
    if area.id in page.too_old:
        return t("restart.too_old")
    if area.id in page.touched:
        return t("restart.touched")
    if area.id in page.reworded:
        return t("restart.reworded")
    known = page.last.answers if page.last else {}
    unknown = [q for q in area.questions if q.id not in known or known[q.id].said is None]
    return t("restart.unknown", count=len(unknown)) if unknown else ""


def moved_notices(page: Page, t: Texts) -> Iterator[str]:
    """How many answers are kept, what is asked again, and what was written about areas that are no more."""
    if page.moved is None:
        return
    names = [area.short[t.language] for area in page.moved.again]
    if names:
        kept = t("moved.kept", count=page.moved.kept)
        again = t("moved.again", count=len(names), areas=join(names, t))
        yield f"{t('moved.changed')} {kept} {again}"
    for area, text in page.moved.notes:
        yield t("moved.note", area=area.short[t.language], text=text)
