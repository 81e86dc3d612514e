"""What a review came to: the colours, why, the way up, and what is next."""

from datetime import datetime

from bot.actions.views import action_items
from bot.kit import doors
from bot.kit.blocks import Block, View, actions, bullets, context, modal, rich, section
from bot.kit.place import RUN, Run
from bot.kit.texts import Texts
from bot.review.usecases.outcomes import Outcome
from bot.review.views import run as runs
from bot.standing import reasons as why
from bot.standing.standings import Scored
from bot.standing.words import area_line, counts_from_now, title, week_done, word
from flows.company.colour import Colour
from flows.review.review import Review


def result_view(
    outcome: Outcome, t: Texts, *, now: datetime, run: Run | None = None, after: Run | None = None
) -> View:
    """What the review came to: the whole, the areas, action items, why, the way up, what is strong, and what is next.

    In a `run` its submit leads to the one `after`; elsewhere a button opens the next that is due.
    """
    standing = outcome.standing
    opening = doors.why(standing.subject.id, t)
    blocks = [
        *_whole(outcome, t, now=now),
        *action_items.asking(outcome.action_items, standing, t, now=now),
        *_explained(outcome, t),
        actions(opening, *action_items.offering(outcome.action_items, standing, t)),
        context(_next(outcome, t, now=now)),
    ]
    if outcome.cutoff_at:
        blocks.append(context(counts_from_now(outcome.cutoff_at, t, now=now)))
    if run is None and outcome.next_due:
        begin = doors.reviewing(outcome.next_due.id, t, primary=True)
        blocks.append(section(title(outcome.next_due), accessory=begin))
    if run:
        over = "" if after else " · " + t("run.over") + " " + runs.sent(run, t)
        blocks.append(context(doors.progress(run, t) + over))
    return modal(
        t("result.title"),
        blocks,
        callback_id=doors.NEXT if run else doors.RESULT,
        close=t("button.done"),
        submit=t("run.next", number=after.number, of=after.of) if after else None,
        data=RUN.dump(run) if run else "",
    )


def _whole(outcome: Outcome, t: Texts, *, now: datetime) -> list[Block]:
    standing = outcome.standing
    first = [(title(standing.subject), "bold"), (f"\n{word(standing.colour, t)}", "bold")]
    if outcome.before and outcome.before.colour is not Colour.GREY:
        first.append((_before(outcome.before, standing, t, now=now), ""))
    return [rich(first), section("\n".join(_area_lines(outcome, t)))]


def _explained(outcome: Outcome, t: Texts) -> list[Block]:
    scorecard, score = outcome.standing.scorecard, outcome.standing.score
    blocks: list[Block] = []
    because = why.reasons(scorecard, score, t)
    if because:
        blocks += [section(t("result.why")), bullets(because)]
    blocks += why.way_blocks(scorecard, outcome.way, t)
    if outcome.strong:
        strong = why.strong(scorecard, score, outcome.strong, t)
        blocks.append(rich([(t("result.strong"), "bold"), (" " + strong, "")]))
    return blocks


def _before(before: Review, standing: Scored, t: Texts, *, now: datetime) -> str:
    key = "result.same" if before.colour is standing.colour else "result.before"
    colour = t(f"colour_small.{before.colour}")
    return " " + t(key, colour=colour, day=t.day(before.submitted_at, now=now))


def _area_lines(outcome: Outcome, t: Texts) -> list[str]:
    standing = outcome.standing
    return [
        area_line(area, result, t)
        for area, result in zip(standing.scorecard.areas, standing.score.areas, strict=True)
    ]


def _next(outcome: Outcome, t: Texts, *, now: datetime) -> str:
    due = outcome.standing.subject.due_at
    line = t("result.next", day=t.day(due, now=now, weekday=True)) if due else t("result.no_next")
    if outcome.load.ready:
        return f"{line} {t('result.still_due', count=len(outcome.load.ready))}"
    return f"{line} {week_done(outcome.load, t, now=now)}".rstrip()
