"""What a 1-to-1 comes to: the forms for an action that the two agree on, and for a decision asked of somebody."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.kit.blocks import Block, bullets, field, option, rich, section
from bot.kit.codec import ID, OPTION, Codec, Id, Text
from bot.kit.texts import Texts
from bot.meetings.usecases.agreeing import MOST_ACTIONS, Movable
from bot.meetings.usecases.attending import Session
from bot.meetings.views.frame import block_id
from bot.standing.reasons import places
from bot.standing.words import title
from flows.company.people import Person
from flows.meetings.held import Decision
from flows.review.action_item import ActionItem

WHAT, WHO, BY, MOVES, WHOM = "meeting.what", "meeting.who", "meeting.by", "meeting.moves", "meeting.whom"
CUSTOMER = "customer"
MOST_WHAT = 200
WITHIN = timedelta(days=14)
MOST_PEOPLE = 100
MOVE: Codec[tuple[int, str]] = Codec(tuple[Id, Text], most=OPTION)  # a subject and a question


def agreeing(
    session: Session,
    agreed: Sequence[ActionItem],
    to_move: Sequence[Movable],
    t: Texts,
    *,
    today: date,
    now: datetime,
) -> list[Block]:
    """What is agreed so far, and the form for one more; one to three, each moving a question."""
    blocks = [section(t("meetings.agreed.lead"))]
    if agreed:
        names = {each.id: each.name for each in (session.seller, session.manager)}
        lines = [
            t(
                "meetings.agreed.line",
                who=names.get(item.person_id or 0) or t("action.customer"),
                what=item.what,
                day=t.day(item.by, now=now, weekday=True),
            )
            for item in agreed
        ]
        blocks += [rich([(t("meetings.agreed.so_far"), "bold")]), bullets(lines)]
    if len(agreed) >= MOST_ACTIONS:
        return [*blocks, section(t("meetings.agreed.enough"))]
    groups = [_group(each, t) for each in to_move if each.questions]
    if not groups:
        return [*blocks, section(t("meetings.agreed.nothing_to_move"))]
    return [*blocks, *_form(session, len(agreed), groups, t, today=today)]


def _form(session: Session, number: int, groups: list[Block], t: Texts, *, today: date) -> list[Block]:
    who = [option(each.name, ID.dump(each.id)) for each in (session.seller, session.manager)]
    who.append(option(t("action.customer"), CUSTOMER))
    elements: dict[str, Block] = {
        WHAT: {"type": "plain_text_input", "action_id": WHAT, "max_length": MOST_WHAT},
        WHO: {"type": "static_select", "action_id": WHO, "options": who, "initial_option": who[0]},
        BY: {"type": "datepicker", "action_id": BY, "initial_date": str(today + WITHIN)},
        MOVES: {"type": "static_select", "action_id": MOVES, "option_groups": groups},
    }
    return [
        field(
            t(f"meetings.agreed.{id_.removeprefix('meeting.')}"),
            element,
            block_id=block_id(id_, session, number),
            hint=t("meetings.agreed.hint") if id_ == WHAT else None,
            optional=True,
        )
        for id_, element in elements.items()
    ]


def _group(each: Movable, t: Texts) -> Block:
    scorecard, subject = each.standing.scorecard, each.standing.subject
    choices = [
        option(
            f"{places(scorecard, [id_], t)}: {scorecard.question(id_).text[t.language]}",
            MOVE.dump((subject.id, id_)),
        )
        for id_ in each.questions
    ]
    return {"label": option(title(subject), "-")["text"], "options": choices}


def asking(
    session: Session,
    asked: Sequence[Decision],
    able: Sequence[Person],
    t: Texts,
    *,
    today: date,
    now: datetime,
) -> list[Block]:
    """What is asked so far, and the form for one more."""
    blocks = [section(t("meetings.decisions.lead"))]
    names = {each.id: each.name for each in able}
    if asked:
        lines = [
            t(
                "meetings.decisions.line",
                what=each.what,
                who=names.get(each.asked_id, ""),
                day=t.day(each.by, now=now, weekday=True),
            )
            for each in asked
        ]
        blocks += [rich([(t("meetings.decisions.so_far"), "bold")]), bullets(lines)]
    if not able:
        return [*blocks, section(t("meetings.decisions.nobody"))]
    whom = [option(each.name or each.email, ID.dump(each.id)) for each in able[:MOST_PEOPLE]]
    elements: dict[str, Block] = {
        WHAT: {"type": "plain_text_input", "action_id": WHAT, "max_length": MOST_WHAT},
        WHOM: {"type": "static_select", "action_id": WHOM, "options": whom},
        BY: {"type": "datepicker", "action_id": BY, "initial_date": str(today + WITHIN)},
    }
    return blocks + [
        field(
            t(f"meetings.decisions.{id_.removeprefix('meeting.')}"),
            element,
            block_id=block_id(id_, session, f"d{len(asked)}"),
            optional=True,
        )
        for id_, element in elements.items()
    ]
