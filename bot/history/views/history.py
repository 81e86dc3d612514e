"""The history of a subject: its last reviews as a strip, and what changed between any two of them."""

from collections.abc import Sequence
from datetime import datetime

from bot.history.usecases import Entry, History
from bot.history.views.changed import lines
from bot.kit import doors
from bot.kit.blocks import (
    Block,
    View,
    actions,
    bullets,
    button,
    context,
    divider,
    header,
    modal,
    option,
    rich,
    section,
)
from bot.kit.codec import ID
from bot.kit.texts import Texts
from bot.standing import changes
from bot.standing.words import SHAPES, after_cutoff, title, word
from flows.scoring.score import AreaScore

FROM = "history.compare.from"
TO = "history.compare.to"
CHART = "chart.send"
Pair = tuple[Entry, Entry]


def history_view(history: History, pair: Pair, t: Texts, *, now: datetime, notice: str = "") -> View:
    """The strip, what changed from the first of `pair` to the second, and what can be done from here."""
    blocks: list[Block] = [section(notice)] if notice else []
    blocks.append(rich([(title(history.subject), "bold")]))
    blocks.append(_strip(history, t, now=now))
    blocks.append(context(_legend(history, t)))
    if len(history.entries) > 1:
        blocks += [divider(), *_comparison(history, pair, t, now=now)]
    blocks += [*_subjects_changes(history, t, now=now), divider(), actions(*_buttons(history, t))]
    data = ID.dump(history.subject.id)
    return modal(t("history.title"), blocks, callback_id=doors.HISTORY, close=t("button.close"), data=data)


def _strip(history: History, t: Texts, *, now: datetime) -> Block:
    rows: list[Sequence[tuple[str, str]]] = []
    for entry, areas in zip(history.entries, history.areas, strict=False):
        rows.append(_row(entry, areas, t, now=now))
        if entry.review.corrects_id is not None:
            rows.append([(_correction(entry, t, now=now), "italic")])
        if entry.review.cutoff_at is not None:
            rows.append([(after_cutoff(entry.review.cutoff_at, t, now=now), "italic")])
    return rich(*rows)


def _row(entry: Entry, areas: Sequence[AreaScore], t: Texts, *, now: datetime) -> Sequence[tuple[str, str]]:
    review = entry.review
    shapes = "".join(SHAPES[area.colour] for area in areas)
    points = t("history.points", points=review.points, maximum=review.maximum)
    rest = " · ".join(["", points, entry.author, estimate(entry, t)])
    return [
        (f"{t.day(review.submitted_at, now=now)}  {shapes}  ", ""),
        (word(review.colour, t), "bold"),
        (rest, ""),
    ]


def estimate(entry: Entry, t: Texts) -> str:
    """What the person found likely themselves."""
    own = entry.review.probability
    return t("common.no_estimate") if own is None else t("common.estimate", percent=t.percent(own / 100))


def _correction(entry: Entry, t: Texts, *, now: datetime) -> str:
    reason = entry.review.reason or ""
    if entry.corrects is None:
        return t("correct.marked", reason=reason)
    return t("correct.of", day=t.day(entry.corrects, now=now), reason=reason)


def _legend(history: History, t: Texts) -> str:
    names = ", ".join(area.short[t.language] for area in history.entries[0].scorecard.areas)
    return t("history.legend", areas=names)


def _comparison(history: History, pair: Pair, t: Texts, *, now: datetime) -> list[Block]:
    before, after = pair
    changed = lines(before, after, t, now=now)
    return [
        header(t("history.changed")),
        _choice(history, before, FROM, t, now=now, pair=pair),
        _choice(history, after, TO, t, now=now, pair=pair),
        bullets(changed) if changed else section(_nothing(pair, t)),
    ]


def _nothing(pair: Pair, t: Texts) -> str:
    same = pair[0].review.id == pair[1].review.id
    return t("history.same_one" if same else "history.nothing")


def _choice(history: History, chosen: Entry, menu: str, t: Texts, *, now: datetime, pair: Pair) -> Block:
    """Its id holds the pair: under an id that stays, Slack would go on showing what was chosen in another order."""
    label = t("history.before" if menu == FROM else "history.after")
    block_id = f"{menu}.{pair[0].review.id}.{pair[1].review.id}"
    return section(label, accessory=_menu(history, chosen, menu, t, now=now), block_id=block_id)


def _menu(history: History, chosen: Entry, action_id: str, t: Texts, *, now: datetime) -> Block:
    options = {entry.review.id: _option(entry, t, now=now) for entry in history.entries}
    return {
        "type": "static_select",
        "action_id": action_id,
        "options": list(options.values()),
        "initial_option": options[chosen.review.id],
    }


def _option(entry: Entry, t: Texts, *, now: datetime) -> Block:
    at = entry.review.submitted_at
    moment = t("history.moment", day=t.day(at, now=now), time=t.clock(at))
    return option(f"{moment} · {word(entry.review.colour, t)}", ID.dump(entry.review.id))


def _subjects_changes(history: History, t: Texts, *, now: datetime) -> list[Block]:
    """What was changed in the subject itself, by whom or by which source."""
    if not history.changes:
        return []
    kind = history.subject.kind
    said = [
        t(
            "history.change",
            day=t.day(noted.at, now=now),
            line=changes.line(noted.change, kind, history.names, t, now=now),
            name=history.names[noted.by_person] if noted.by_person else t("history.by_file"),
        )
        for noted in history.changes
    ]
    return [divider(), header(t(f"history.changes_{kind}")), bullets(said)]


def _buttons(history: History, t: Texts) -> list[Block]:
    subject_id = history.subject.id
    buttons = []
    if len(history.entries) > 1:
        buttons.append(button(t("chart.button"), CHART, value=ID.dump(subject_id)))
    if history.correctable is not None:
        buttons.append(button(t("correct.button"), doors.CORRECT, value=ID.dump(history.correctable)))
    return [*buttons, doors.why(subject_id, t)]
