"""Adding evidence: which deal or customer, which area, which questions, and whether a private message may be shared."""

from datetime import datetime
from typing import Any

from bot.evidence.usecases.adding import Kept, Target
from bot.evidence.usecases.quoted import Quoted
from bot.evidence.views.exhibits import MOST_QUOTE
from bot.evidence.views.form_data import CARRIED, Carried
from bot.finding.views import explaining
from bot.kit.blocks import Block, View, context, cut, field, modal, option, quote, rich, section
from bot.kit.doors import EVIDENCE_SUBJECT
from bot.kit.fields import MOST_NOTE
from bot.kit.texts import Texts
from bot.standing import reasons as why
from bot.standing.standings import Scored
from bot.standing.words import join, title
from flows.company.people import Person
from flows.scorecards.areas import Area

USE = "evidence.use"
CHOOSE = "evidence.choose"
AREA = "evidence.area"
KEEP = "evidence.keep"
TEXT = "evidence.text"
COVERS = "evidence.covers"
CONSENT = "evidence.consent"


def choose_view(quoted: Quoted, t: Texts, *, now: datetime) -> View:
    """The message, and a type-ahead of the deals and customers that it may be evidence for."""
    element: Block = {
        "type": "external_select",
        "action_id": EVIDENCE_SUBJECT,
        "min_query_length": 0,
        "placeholder": {"type": "plain_text", "text": t("common.placeholder"), "emoji": False},
    }
    return modal(
        t("evidence.use"),
        [
            *_message(quoted, t, now=now),
            field(t("evidence.which"), element, block_id=EVIDENCE_SUBJECT),
            explaining(t),
        ],
        callback_id=CHOOSE,
        close=t("button.cancel"),
        submit=t("button.next"),
        data=CARRIED.dump(Carried(None, quoted).fitting()),
    )


def form_view(
    target: Target, area: Area, quoted: Quoted | None, reader: Person, t: Texts, *, now: datetime
) -> View:
    """Words or a message for an area of a subject, and the questions that they speak about.

    Where not everybody may read the message, it says who will, and asks.
    """
    standing = target.standing
    said = _message(quoted, t, now=now) if quoted else [section(t("evidence.lead"))]
    return modal(
        t("evidence.title"),
        [
            rich([(title(standing.subject), "bold")]),
            *said,
            *([] if quoted and quoted.text else [_words(target, quoted, t, now=now)]),
            _areas(target, area, t),
            section("\n".join(_questions(area, t))),
            _covers(target, area, t),
            *([] if quoted is None or quoted.is_open else _consent(target, reader, t)),
        ],
        callback_id=KEEP,
        close=t("button.cancel"),
        submit=t("evidence.keep"),
        data=CARRIED.dump(Carried(standing.subject.id, quoted).fitting()),
    )


def kept_line(kept: Kept, t: Texts) -> str:
    """What came of it: what counts for more now, or that nothing does yet; not for who is blind to it."""
    if kept.id is None:
        return t("evidence.there_already")
    if not isinstance(kept.standing, Scored):
        return t("evidence.kept_hidden")
    if not kept.lifted:
        return t("evidence.kept" if kept.standing.reviewed_at else "evidence.kept_for_first")
    scorecard = kept.standing.scorecard
    by_level: dict[int, list[str]] = {}
    for question_id, counted in kept.lifted.items():
        by_level.setdefault(counted, []).append(question_id)
    lines = [
        t("evidence.lifted", place=why.places(scorecard, ids, t), counted=counted)
        for counted, ids in sorted(by_level.items(), reverse=True)
    ]
    return " ".join(lines)


def _message(quoted: Quoted, t: Texts, *, now: datetime) -> list[Block]:
    day = t.day(quoted.day(t.timezone), now=now)
    by = context(t("evidence.by", author=quoted.author or t("evidence.somebody"), day=day))
    return [quote(cut(quoted.text, MOST_QUOTE)), by] if quoted.text else [section(t("evidence.no_words")), by]


def _words(target: Target, quoted: Quoted | None, t: Texts, *, now: datetime) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": TEXT,
        "multiline": True,
        "max_length": MOST_NOTE,
        "placeholder": {"type": "plain_text", "text": t("evidence.placeholder"), "emoji": False},
    }
    if quoted:
        return field(t("evidence.what_it_shows"), element, block_id=TEXT)
    today = t.day(target.standing.scorecard.calendar.day_of(now), now=now)
    hint = f"{t('evidence.today', day=today)} {t('evidence.hint')}"
    return field(t("evidence.label"), element, block_id=TEXT, hint=hint)


def _areas(target: Target, area: Area, t: Texts) -> Block:
    choices = [option(each.short[t.language], each.id) for each in target.standing.scorecard.areas]
    menu: Block = {
        "type": "static_select",
        "action_id": AREA,
        "options": choices,
        "initial_option": next(choice for choice in choices if choice["value"] == area.id),
    }
    return section(t("evidence.area"), accessory=menu, block_id=AREA)


def _questions(area: Area, t: Texts) -> list[str]:
    return [f"{number}. {question.text[t.language]}" for number, question in enumerate(area.questions, 1)]


def _covers(target: Target, area: Area, t: Texts) -> Block:
    """The questions; those that are short of evidence stand ticked."""
    choices = [option(t("evidence.question", number=n), q.id) for n, q in enumerate(area.questions, 1)]
    boxes: dict[str, Any] = {"type": "checkboxes", "action_id": COVERS, "options": choices}
    lower = target.lower(area)
    ticked = [choice for choice in choices if choice["value"] in lower]
    if ticked:
        boxes["initial_options"] = ticked
    return field(t("evidence.covers"), boxes, block_id=covers_id(area))


def covers_id(area: Area) -> str:
    """The block of an area's questions; each area has its own, so that no tick is taken over."""
    return f"{COVERS}.{area.id}"


def _consent(target: Target, reader: Person, t: Texts) -> list[Block]:
    people = [target.standing.owner, target.manager]
    names = [person.name for person in people if person and person.id != reader.id]
    roles = [t(f"evidence.role_{role}") for role in ("director", "viewer", "auditor")]
    box = {"type": "checkboxes", "action_id": CONSENT, "options": [option(t("evidence.may_share"), "yes")]}
    return [
        section(t("evidence.who_reads", who=join([*names, *roles], t))),
        field(t("evidence.consent"), box, block_id=CONSENT),
    ]
