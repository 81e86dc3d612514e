"""The review as a modal: what has changed, one area a page, then the seller's own probability."""

from datetime import datetime

from bot.evidence.views import exhibits as evidence
from bot.kit import doors
from bot.kit.blocks import (
    Block,
    View,
    actions,
    button,
    context,
    field,
    header,
    modal,
    option,
    rich,
    section,
)
from bot.kit.codec import ID
from bot.kit.fields import MOST_NOTE
from bot.kit.place import PLACE, Place, Run
from bot.kit.texts import Texts
from bot.review.usecases.pages import Page
from bot.review.views import restart
from bot.review.views import run as runs
from bot.standing import answers
from bot.standing.words import facts_line, join, title, word
from flows.company.colour import Colour
from flows.review.draft import Said
from flows.scorecards.areas import Area, Question
from flows.scoring.evidence import grade, occurred_on
from flows.scoring.rating import NOT_APPLICABLE, carried

BACK = "review.back"
PAGE = "review.page"
SUBMIT = "review.submit"
DROP = "correction.drop"
LEVEL = "review.level"
EVIDENCE = "review.evidence"
COVERS = "review.covers"
PROBABILITY = "review.probability"
UNKNOWN = answers.UNKNOWN


def page_view(
    page: Page, t: Texts, *, now: datetime, notices: tuple[Block, ...] = (), run: Run | None = None
) -> View:
    """The view of the page on which the draft stands. `notices` say what the page before brought about."""
    blocks = [
        *_top(page, t, now=now, run=run),
        *[section(notice) for notice in restart.moved_notices(page, t)],
        *notices,
        *_body(page, t, now=now),
        *_buttons(page, t, run=run),
    ]
    return modal(
        t("review.title"),
        blocks,
        callback_id=_callback(page),
        close=t("button.close"),
        submit=t("review.submit") if page.is_last else t("button.next"),
        data=PLACE.dump(Place(page.draft.id, page.draft.version, page.draft.page, run)),
    )


def _callback(page: Page) -> str:
    if page.is_start:
        return restart.CHOOSE
    return SUBMIT if page.is_last else PAGE


def _body(page: Page, t: Texts, *, now: datetime) -> list[Block]:
    if page.is_start:
        return restart.areas(page, t, now=now)
    return _area_page(page, page.area, t, now=now) if page.area else _probability_page(page, t)


def _buttons(page: Page, t: Texts, *, run: Run | None) -> list[Block]:
    back = [button(t("button.back"), BACK)] if page.draft.page > 0 else []
    buttons = [*back, *(runs.buttons(t) if run else [])]
    return [actions(*buttons)] if buttons else []


def _top(page: Page, t: Texts, *, now: datetime, run: Run | None) -> list[Block]:
    done = page.draft.page + 1
    line = " · ".join(["", facts_line(page.subject, t, now=now), *_last_time(page, t, now=now)])
    blocks = [rich([(title(page.subject), "bold"), (line, "")])]
    if page.draft.page == 0 and page.scorecard.id is not None:
        blocks.append(context(t("common.scorecard", name=page.scorecard.name[t.language])))
    if page.draft.corrects_id is not None:
        blocks.append(_correction(page, t))
    if page.is_start:
        blocks.append(section(t("restart.first_line")))
    elif page.draft.page == 0:
        blocks.append(section(t("review.first_line_again" if page.last else "review.first_line")))
    progress = "●" * done + "○" * (page.steps - done) + "  " + t("review.progress", page=done, of=page.steps)
    blocks.append(context(f"{doors.progress(run, t)} · {progress}" if run else progress))
    return blocks


def _correction(page: Page, t: Texts) -> Block:
    """Why an earlier review is corrected; on the first page one may go on without correcting anything."""
    text = t("correct.marked", reason=page.draft.reason or "")
    if page.draft.page > 0:
        return context(text)
    return section(text, accessory=button(t("correct.drop"), DROP, value=ID.dump(page.draft.id)))


def _last_time(page: Page, t: Texts, *, now: datetime) -> list[str]:
    """What it was when it was reviewed last; what it is now is not shown before the own estimate."""
    if page.last is None:
        return []
    day = t.day(page.last.submitted_at, now=now)
    if page.last.colour is Colour.GREY:
        return [t("common.reviewed", day=day)]
    return [t("review.as_of", colour=word(page.last.colour, t), day=day)]


def _area_page(page: Page, area: Area, t: Texts, *, now: datetime) -> list[Block]:
    number = page.scorecard.areas.index(area) + 1
    return [
        header(f"{number}. {area.name[t.language]}"),
        section(area.purpose[t.language]),
        *([section(t("restart.asked_again"))] if area.id in page.too_old else []),
        *([section(t("restart.asked_anew"))] if area.id in page.reworded else []),
        context(t("review.doubt")),
        *[_question(page, question, number, t, now=now) for number, question in enumerate(area.questions, 1)],
        *evidence.page_blocks(page.added, area, t, now=now),
        *_evidence(page, area, t, now=now),
    ]


def _question(page: Page, question: Question, number: int, t: Texts, *, now: datetime) -> Block:
    choices = {choice["value"]: choice for choice in answers.choices(question, t)}
    given = page.draft.answers
    left_out = question.id in given.not_applicable
    chosen = answers.value_of(NOT_APPLICABLE if left_out else given.levels.get(question.id))
    element = {
        "type": "radio_buttons",
        "action_id": LEVEL,
        "options": list(choices.values()),
        "initial_option": choices[chosen],
    }
    return field(
        f"{number}. {question.text[t.language]}",
        element,
        block_id=f"{question.id}.v{page.draft.version}",
        hint=_last_answer(page, question, t, now=now),
        tells=True,
    )


def _last_answer(page: Page, question: Question, t: Texts, *, now: datetime) -> str | None:
    answer = page.last.answers.get(question.id) if page.last else None
    if answer is None or answer.said is None:
        return None
    day = t.day(answer.answered_at, now=now)
    if answer.said == NOT_APPLICABLE:
        return t("review.last_not_applicable", day=day)
    return t("review.last_answer", level=answer.said, day=day)


def _evidence(page: Page, area: Area, t: Texts, *, now: datetime) -> list[Block]:
    version = page.draft.version
    text = page.draft.answers.evidence.get(area.id, "")
    element: Block = {
        "type": "plain_text_input",
        "action_id": EVIDENCE,
        "multiline": True,
        "max_length": MOST_NOTE,
        "placeholder": {"type": "plain_text", "text": t("evidence.placeholder"), "emoji": False},
    }
    if text:
        element["initial_value"] = text
    hint = f"{_counts_from(page, area, text, t, now=now)} {t('evidence.hint')}"
    choices = [option(t("evidence.question", number=n), q.id) for n, q in enumerate(area.questions, 1)]
    covered = page.draft.answers.covers.get(area.id, [q.id for q in area.questions])
    boxes: Block = {"type": "checkboxes", "action_id": COVERS, "options": choices}
    ticked = [choice for choice in choices if choice["value"] in covered]
    if ticked:
        boxes["initial_options"] = ticked
    return [
        field(
            t("evidence.label"), element, block_id=f"{area.id}.evidence.v{version}", hint=hint, optional=True
        ),
        field(t("evidence.covers"), boxes, block_id=f"{area.id}.covers.v{version}", optional=True),
    ]


def _counts_from(page: Page, area: Area, text: str, t: Texts, *, now: datetime) -> str:
    """From which day the evidence of an area counts: its own, that of its words, or today's where it has none."""
    kept = page.last.evidence.get(area.id) if page.last else None
    if kept and text == kept.text:
        return t("review.evidence_kept", day=t.day(kept.occurred_on, now=now))
    today = page.scorecard.calendar.day_of(now)
    if text:
        return t("review.evidence_counts", day=t.day(occurred_on(text, written=today), now=now))
    return t("evidence.today", day=t.day(today, now=now))


def _probability_page(page: Page, t: Texts) -> list[Block]:
    element: Block = {
        "type": "number_input",
        "action_id": PROBABILITY,
        "is_decimal_allowed": False,
        "min_value": "0",
        "max_value": "100",
    }
    corrected = page.last if page.last and page.last.id == page.draft.corrects_id else None
    own = corrected.probability if corrected else None
    if own is not None and own == int(own):
        element["initial_value"] = str(int(own))
    kind = page.subject.kind
    if not page.purpose.counts:
        return [section(t(f"second.last_page_{page.purpose}")), context(t(f"second.who_sees_{page.purpose}"))]
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


def capped(page: Page, said: Said, t: Texts) -> tuple[Block, ...]:
    """What the page just sent says of levels that count for less than given: one sentence for each reason.

    Evidence that was added without a review counts too. Each has a button that goes back to that page.
    """
    area = next((area for area in page.scorecard.areas if area.id == said.area_id), None)
    if area is None:  # of a scorecard that has changed meanwhile
        return ()
    numbers: dict[tuple[str, int], list[str]] = {}
    for number, question in enumerate(area.questions, 1):
        level = said.levels.get(question.id) or 0
        pieces = [each.piece for each in page.added if question.id in each.covers]
        own = grade(said.evidence if question.id in said.covers else "")
        graded = max([own, *[piece.grade for piece in pieces]])
        counted = min(level, carried(page.scorecard.evidence, graded))
        if counted < level:
            numbers.setdefault((graded.name.lower(), counted), []).append(str(number))
    return tuple(
        section(
            t(f"review.counts_{graded}", counted=counted, place=f"{area.short[t.language]} {join(found, t)}"),
            accessory=button(t("review.add_evidence"), BACK),
        )
        for (graded, counted), found in numbers.items()
    )
