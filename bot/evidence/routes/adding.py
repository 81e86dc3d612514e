"""Evidence added without a review: from Why?, or any message in Slack; and ticking that one has seen it."""

import logging
from dataclasses import replace
from functools import partial

from slack_sdk import WebClient

from bot.evidence.routes.quoting import quoted_of
from bot.evidence.usecases import adding as evidence
from bot.evidence.usecases import exhibits
from bot.evidence.usecases.adding import Given, Target
from bot.evidence.usecases.quoted import Quoted
from bot.evidence.views import form as views
from bot.evidence.views.exhibits import SEEN
from bot.evidence.views.form_data import CARRIED
from bot.finding import usecases as finding
from bot.finding import views as finding_views
from bot.kit import fields
from bot.kit.act import Act
from bot.kit.blocks import View
from bot.kit.codec import ID
from bot.kit.desk import Desk
from bot.kit.doors import EVIDENCE_SUBJECT
from bot.kit.house import House
from bot.kit.refusal import Refusal
from bot.kit.reply import Reply, Window, errors, show, update_in_ack
from bot.kit.slack import TROUBLE, explained, member
from flows.company.people import Person, Reach, scores
from flows.scorecards.areas import Area

log = logging.getLogger(__name__)


def use(desk: Desk, person: Person, act: Act) -> Reply:
    """Ask which deal or customer the message is evidence for."""
    if scores(person) is Reach.NONE:
        raise Refusal("evidence_reads_only")
    quoted = quoted_of(desk, act.message)
    return show(act, views.choose_view(quoted, desk.texts(person), now=desk.now))


def options(desk: Desk, person: Person, act: Act) -> Reply:
    """The type-ahead's choices: what this person may score."""
    found = finding.by_words(desk, person, act.text)
    return Reply(ack={"options": finding_views.options(found, desk.texts(person), now=desk.now)})


def choose(desk: Desk, person: Person, act: Act) -> Reply:
    """Go on to the area, in the acknowledgement."""
    carried = CARRIED.load(act.data)
    subject_id = fields.chosen(act, EVIDENCE_SUBJECT, EVIDENCE_SUBJECT)
    if not subject_id:
        return errors({EVIDENCE_SUBJECT: desk.texts(person)("common.none_chosen")})
    target = evidence.target_of(desk, person, ID.load(subject_id))
    return update_in_ack(_form(desk, person, target, target.first_area, carried.quoted))


def open_(desk: Desk, person: Person, act: Act) -> Reply:
    """Show the form for words typed by hand, for the subject whose id the button carries."""
    target = evidence.target_of(desk, person, ID.load(act.value))
    return show(act, _form(desk, person, target, target.first_area, None))


def turn(desk: Desk, person: Person, act: Act) -> Reply:
    """Show the questions of the area that was chosen in the form; what is typed stays."""
    subject_id, quoted = _carried(act)
    target = evidence.target_of(desk, person, subject_id)
    return show(act, _form(desk, person, target, _area(target, act), quoted))


def keep(desk: Desk, person: Person, act: Act) -> Reply:
    """Keep it, and show Why? with what counts for more now, in the acknowledgement."""
    subject_id, quoted = _carried(act)
    target = evidence.target_of(desk, person, subject_id)
    area = _area(target, act)
    if not fields.holds(act, views.covers_id(area), views.COVERS):
        return update_in_ack(_form(desk, person, target, area, quoted))  # the area changed on the way
    given, problems = _given(desk, person, act, area, quoted)
    if problems:
        return errors(problems)
    kept = evidence.add(desk, person, subject_id, given)
    notice = views.kept_line(kept, desk.texts(person))
    reply = update_in_ack(Window("why", subject_id, notice))
    if kept.id is None or quoted is None:
        return reply
    return replace(reply, afterwards=(partial(complete, evidence_id=kept.id, quoted=quoted),))


def complete(house: House, client: WebClient, act: Act, *, evidence_id: int, quoted: Quoted) -> None:
    """Where the message stands and who wrote it, as far as Slack says; it is kept and counts without."""
    permalink, author = None, None
    try:
        answer = client.chat_getPermalink(channel=quoted.channel, message_ts=quoted.ts)
        permalink = str(answer["permalink"])
    except TROUBLE as error:
        log.info("No permalink for a message that is evidence: %s", explained(error))
    try:
        if quoted.user and not quoted.author:
            author = member(client, quoted.user, house.company_of(act.workspace)).name
    except TROUBLE as error:
        log.info("No name for the author of a message that is evidence: %s", explained(error))
    if permalink or author:
        with house.write(act.workspace) as desk:
            evidence.complete(desk, evidence_id, permalink=permalink, author=author)


def see(desk: Desk, person: Person, act: Act) -> Reply:
    """Note that the reader has seen the evidence that the button stands under."""
    seen = SEEN.load(act.value)
    exhibits.see(desk, person, seen.subject_id, seen.area_id, seen.hashes)
    return show(act, Window("why", seen.subject_id))


def _given(
    desk: Desk, person: Person, act: Act, area: Area, quoted: Quoted | None
) -> tuple[Given, dict[str, str]]:
    """What the form says, and what is wrong beside each field."""
    t = desk.texts(person)
    text = quoted.text if quoted and quoted.text else fields.said(act, views.TEXT, views.TEXT)
    ticked = fields.ticked(act, views.covers_id(area), views.COVERS)
    covers = tuple(question.id for question in area.questions if question.id in ticked)
    shared = quoted is None or quoted.is_open or fields.ticked(act, views.CONSENT, views.CONSENT) == {"yes"}
    problems = {
        views.TEXT: "" if text else t("evidence.empty"),
        views.covers_id(area): "" if covers else t("evidence.no_question"),
        views.CONSENT: "" if shared else t("evidence.not_shared"),
    }
    if len(text) > fields.MOST_NOTE:
        problems[views.TEXT] = t("common.too_long", most=fields.MOST_NOTE)
    return Given(area.id, covers, text, quoted), {place: said for place, said in problems.items() if said}


def _form(desk: Desk, person: Person, target: Target, area: Area, quoted: Quoted | None) -> View:
    return views.form_view(target, area, quoted, person, desk.texts(person), now=desk.now)


def _area(target: Target, act: Act) -> Area:
    """The area that stands chosen; refuses one that the scorecard hasn't."""
    areas = {area.id: area for area in target.standing.scorecard.areas}
    area = areas.get(fields.chosen(act, views.AREA, views.AREA) or target.first_area.id)
    if area is None:
        raise Refusal("unknown_field")
    return area


def _carried(act: Act) -> tuple[int, Quoted | None]:
    """The subject and the message of a form that has both; refuses one in which no subject is chosen yet."""
    carried = CARRIED.load(act.data)
    if carried.subject_id is None:
        raise Refusal("old_button")
    return carried.subject_id, carried.quoted
