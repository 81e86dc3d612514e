"""A subject in plain text, for copying into a CRM: status, why, what is next, own estimate."""

from datetime import datetime

from bot.actions.usecases.action_items import ActionItems
from bot.actions.views import action_items
from bot.kit import doors
from bot.kit.blocks import Block, View, actions, button, modal, preformatted, section
from bot.kit.codec import ID
from bot.kit.messages import SAY
from bot.kit.texts import Texts
from bot.remarks import views as remarks
from bot.standing import reasons as why
from bot.standing.answers import in_words
from bot.standing.standings import Scored
from bot.standing.words import closed_line, title, whole
from bot.why.usecases.explaining import Grounds
from flows.scoring.rating import NOT_APPLICABLE


def copy_view(grounds: Grounds, items: ActionItems, t: Texts, *, now: datetime) -> View:
    """The text in a block of its own, which Slack lets one select whole."""
    subject = grounds.standing.subject
    blocks: list[Block] = [
        section(t("copy.lead")),
        preformatted(plain_text(grounds, items, t, now=now)),
        actions(button(t("button.back"), doors.WHY, value=ID.dump(subject.id))),
    ]
    return modal(t("copy.title"), blocks, callback_id=SAY, close=t("button.close"))


def plain_text(grounds: Grounds, items: ActionItems, t: Texts, *, now: datetime) -> str:
    """One line each: the name, the status with its date, why, what is next, remarks, the seller's own estimate."""
    standing, last = grounds.standing, grounds.last
    lines = [
        title(standing.subject),
        t("copy.status", status=whole(standing, t, now=now), day=t.day(now, now=now)),
    ]
    if closed := closed_line(standing.subject, t):
        lines.append(closed)
    if standing.current:
        lines += [t("copy.why", words=line) for line in why.reasons(standing.scorecard, standing.score, t)]
        lines += _left_out(standing, t)
    lines += _next(grounds, items, t, now=now)
    lines += [
        remarks.placed(one.remark, one.scorecard, t, now=now) for one in grounds.lowerings if one.remark
    ]
    if last and last.probability is not None:
        day = t.day(last.submitted_at, now=now)
        percent = t.percent(last.probability / 100)
        lines.append(t("copy.estimate", percent=percent, name=grounds.answered_by, day=day))
    return "\n".join(lines)


def _left_out(standing: Scored, t: Texts) -> list[str]:
    """The questions that don't apply, each with the reason."""
    ratings = standing.current.ratings if standing.current else {}
    scorecard = standing.scorecard
    return [
        f"{why.places(scorecard, [id_], t)}: {in_words(scorecard.question(id_), NOT_APPLICABLE, t)}"
        for id_, rating in ratings.items()
        if not rating.applies
    ]


def _next(grounds: Grounds, items: ActionItems, t: Texts, *, now: datetime) -> list[str]:
    """The next open action item; without one, the way up."""
    if items.with_customer:
        return [t("copy.next_action", words=action_items.line(items.with_customer[0], t, now=now))]
    return [t("copy.next", words=step) for step in why.steps(grounds.standing.scorecard, grounds.way, t)]
