"""Evidence added without a review: from Why?, or any message in Slack; and ticking that one has seen it."""

import json
from dataclasses import replace

from bot.desk import Desk
from bot.listeners import fields
from bot.listeners.act import Act
from bot.listeners.fields import number
from bot.listeners.quoting import quoted_of
from bot.listeners.reply import Reply, errors, show, update_in_ack
from bot.usecases import evidence, exhibits, explaining, finding
from bot.usecases.evidence import Given, Target
from bot.usecases.refusal import Refusal
from bot.views import deals as deal_views
from bot.views import evidence_form as views
from bot.views.blocks import View
from bot.views.carried import Carried
from bot.views.review import MOST_TEXT
from bot.views.subject import subject_view
from flows.areas import Area
from flows.people import Person, Reach, scores

MOST_SEEN = 2000  # characters of a button's value


def use(desk: Desk, person: Person, act: Act) -> Reply:
    """Ask which deal or customer the message is evidence for."""
    if scores(person) is Reach.NONE:
        raise Refusal("evidence_reads_only")
    quoted = quoted_of(desk, act.message)
    return show(act, views.choose_view(quoted, desk.texts(person), now=desk.now))


def options(desk: Desk, person: Person, act: Act) -> Reply:
    """The type-ahead's choices: what this person may score."""
    found = finding.by_words(desk, person, act.text)
    return Reply(ack={"options": deal_views.options(found, desk.texts(person), now=desk.now)})


def choose(desk: Desk, person: Person, act: Act) -> Reply:
    """Go on to the area, in the acknowledgement."""
    chosen = fields.element(act, views.SUBJECT, views.SUBJECT).get("selected_option") or {}
    subject_id = str(chosen.get("value") or "")
    if not subject_id:
        return errors({views.SUBJECT: desk.texts(person)("pick.none_chosen")})
    target = evidence.target_of(desk, person, number(subject_id))
    return update_in_ack(_form(desk, person, target, target.first_area, _carried(act)))


def open_(desk: Desk, person: Person, act: Act) -> Reply:
    """Show the form for words typed by hand, for the subject whose id the button carries."""
    target = evidence.target_of(desk, person, number(act.value))
    return show(act, _form(desk, person, target, target.first_area, Carried(0)))


def turn(desk: Desk, person: Person, act: Act) -> Reply:
    """Show the questions of the area that was chosen in the form; what is typed stays."""
    carried = _carried(act)
    target = evidence.target_of(desk, person, carried.subject_id)
    return show(act, _form(desk, person, target, _area(target, act), carried))


def keep(desk: Desk, person: Person, act: Act) -> Reply:
    """Keep it, and show Why? with what counts for more now, in the acknowledgement."""
    carried = _carried(act)
    target = evidence.target_of(desk, person, carried.subject_id)
    area = _area(target, act)
    if not fields.holds(act, views.covers_id(area), views.COVERS):
        return update_in_ack(_form(desk, person, target, area, carried))  # the area changed on the way
    given, problems = _given(desk, person, act, area, carried)
    if problems:
        return errors(problems)
    kept = evidence.add(desk, person, carried.subject_id, given)
    notice = views.kept_line(kept, desk.texts(person))
    return replace(
        update_in_ack(_why(desk, person, carried.subject_id, notice)),
        kept=kept.id,
        quoted=carried.quoted if kept.id else None,
    )


def see(desk: Desk, person: Person, act: Act) -> Reply:
    """Note that the reader has seen the evidence that the button stands under."""
    subject_id, area_id, hashes = _seen(act.value)
    exhibits.see(desk, person, subject_id, area_id, hashes)
    return show(act, _why(desk, person, subject_id, ""))


def _given(
    desk: Desk, person: Person, act: Act, area: Area, carried: Carried
) -> tuple[Given, dict[str, str]]:
    """What the form says, and what is wrong beside each field."""
    t, quoted = desk.texts(person), carried.quoted
    text = quoted.text if quoted and quoted.text else fields.said(act, views.TEXT, views.TEXT)
    ticked = fields.ticked(act, views.covers_id(area), views.COVERS)
    covers = tuple(question.id for question in area.questions if question.id in ticked)
    shared = quoted is None or quoted.is_open or fields.ticked(act, views.CONSENT, views.CONSENT) == {"yes"}
    problems = {
        views.TEXT: "" if text else t("evidence.empty"),
        views.covers_id(area): "" if covers else t("evidence.no_question"),
        views.CONSENT: "" if shared else t("evidence.not_shared"),
    }
    if len(text) > MOST_TEXT:
        problems[views.TEXT] = t("review.long_evidence", most=MOST_TEXT)
    return Given(area.id, covers, text, quoted), {place: said for place, said in problems.items() if said}


def _form(desk: Desk, person: Person, target: Target, area: Area, carried: Carried) -> View:
    return views.form_view(target, area, carried.quoted, person, desk.texts(person), now=desk.now)


def _why(desk: Desk, person: Person, subject_id: int, notice: str) -> View:
    explanation = explaining.explain(desk, person, subject_id)
    return subject_view(explanation, desk.texts(person), now=desk.now, notice=notice)


def _area(target: Target, act: Act) -> Area:
    """The area that stands chosen; refuses one that the scorecard hasn't."""
    chosen = fields.element(act, views.AREA, views.AREA).get("selected_option") or {}
    areas = {area.id: area for area in target.standing.scorecard.areas}
    area = areas.get(str(chosen.get("value") or target.first_area.id))
    if area is None:
        raise Refusal("unknown_field")
    return area


def _carried(act: Act) -> Carried:
    try:
        return Carried.load(str(act.view.get("private_metadata") or ""))
    except ValueError as error:
        raise Refusal("unknown_field") from error


def _seen(value: str) -> tuple[int, str, frozenset[str]]:
    try:
        found = json.loads(value[:MOST_SEEN])
    except (ValueError, RecursionError) as error:
        raise Refusal("not_yours_to_read") from error
    if not isinstance(found, list) or [type(part) for part in found] != [int, str, list]:
        raise Refusal("not_yours_to_read")
    return number(str(found[0])), found[1], frozenset(str(each) for each in found[2])
