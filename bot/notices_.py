"""Direct messages: a reminder, and word that something went wrong on our side."""

from collections.abc import Sequence
from datetime import datetime

from bot.actions.views.plan import DONE
from bot.deals.usecases.handover import Handover
from bot.deals.views.handover import counted
from bot.kit import doors
from bot.kit.blocks import Block, Message, actions, button, section
from bot.kit.codec import ID
from bot.kit.texts import Texts
from bot.remarks.usecases import Lowering
from bot.remarks.views import moved
from bot.standing import reasons as why
from bot.standing.reasons import places
from bot.standing.standings import Standing
from bot.standing.words import join, title
from flows.company.subjects import Subject
from flows.review.action import ActionItem
from flows.scorecards.scorecard import Scorecard


def reminder(t: Texts, *, name: str, manager: str | None, deals: int, customers: int) -> Message:
    """To a seller with something due: what is ready, for which 1-to-1, about how long it takes, where to start."""
    counts = []
    if deals:
        counts.append(t("count.deals", count=deals))
    if customers:
        counts.append(t("count.customers", count=customers))
    ready = join(counts, t)
    key = "notice.reminder" if manager else "notice.reminder_alone"
    text = t(
        key, count=deals + customers, name=name, ready=ready[:1].upper() + ready[1:], manager=manager or ""
    )
    buttons = [doors.beginning(t)]
    if deals + customers > 1:
        buttons.append(doors.running(t, due=deals + customers))
    return {"text": text, "blocks": [section(text), actions(*buttons)]}


def help_wanted(standing: Standing, t: Texts, *, name: str, now: datetime) -> Message:
    """To the one who can help: who wishes help with what, why it has its colour, one button."""
    text = t("notice.help", name=name, subject=title(standing.subject))
    open_it = doors.opening(standing.subject.id, t, primary=True)
    return {
        "text": text,
        "blocks": [section(text), section(why.headline(standing, t, now=now)), actions(open_it)],
    }


def handed_one(subject: Subject, t: Texts, *, name: str) -> Message:
    """To whoever carries a subject from now on: from whom, and one button."""
    text = t("notice.handed_one", name=name, subject=subject.name)
    open_it = doors.opening(subject.id, t, primary=True)
    return {"text": text, "blocks": [section(text), actions(open_it)]}


def handed_all(found: Handover, t: Texts, *, name: str) -> Message:
    """To whoever took over all that somebody carried: how many, and one button."""
    what = counted(found.deals, found.customers, t)
    text = t("notice.handed_all", name=name, what=what, giver=found.giver.name)
    return {"text": text, "blocks": [section(text), actions(doors.beginning(t))]}


def step(
    item: ActionItem, subject: Subject, t: Texts, *, name: str, may_open: bool, now: datetime
) -> Message:
    """To whoever is to do a next step: who says so, what, by when; Done, and Open for those who may read it."""
    day = t.day(item.by, now=now, weekday=True)
    text = t("notice.step", name=name, subject=title(subject), what=item.what, day=day)
    opening = [_opening(subject, t)] if may_open else []
    buttons = [*opening, button(t("plan.done"), DONE, value=ID.dump(item.id))]
    return {"text": text, "blocks": [section(text), actions(*buttons)]}


def lowered(subject: Subject, found: Sequence[Lowering], t: Texts, *, name: str) -> Message:
    """To the owner: who reviewed it, which levels are lower now, and where a remark can be added."""
    moves = join([moved(one, t) for one in found], t)
    text = t("notice.lowered", name=name, subject=title(subject), moves=moves)
    return {"text": text, "blocks": [section(text), actions(_opening(subject, t))]}


def remarked(subject: Subject, about: tuple[Scorecard, str], said: str, t: Texts, *, name: str) -> Message:
    """To whoever lowered a level: what its owner says of it. `about` is the scorecard and the question's id."""
    scorecard, question_id = about
    place = places(scorecard, [question_id], t)
    text = t("notice.remarked", name=name, subject=title(subject), place=place, text=said)
    return {"text": text, "blocks": [section(text), actions(_opening(subject, t))]}


def _opening(subject: Subject, t: Texts) -> Block:
    return doors.opening(subject.id, t, primary=True)


def not_posted(t: Texts, *, error: str) -> Message:
    """To whoever can help: the digest is not in its channel, and why (Slack's name for the error)."""
    known = error in {"is_archived", "not_in_channel", "channel_not_found"}
    why = t(f"notice.why_{error}") if known else t("notice.why_refused", error=error)
    text = t("notice.not_posted", why=why)
    return {"text": text, "blocks": [section(text)]}


def trouble(t: Texts, *, code: str, admins: Sequence[str]) -> Message:
    """Something went wrong on our side: the code that stands in the log, and who can look there."""
    text = trouble_text(t, code=code, admins=admins)
    return {"text": text, "blocks": [section(text)]}


def trouble_text(t: Texts, *, code: str, admins: Sequence[str]) -> str:
    """The same as a sentence."""
    return t("trouble.with_admin", code=code, admin=admins[0]) if admins else t("trouble.alone", code=code)


def slow(t: Texts, *, subject_id: int | None) -> Message:
    """Slack did not open the window: nothing is lost, and one button tries again."""
    text = t("notice.slow")
    again = (
        button(t("button.again"), doors.REVIEW, value=ID.dump(subject_id))
        if subject_id
        else button(t("button.again"), doors.BEGIN)
    )
    return {"text": text, "blocks": [section(text), actions(again)]}
