"""The points of a subject over time as a message with Slack's own line chart, and the same in words."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from bot.history.usecases import Entry, History
from bot.kit import doors
from bot.kit.blocks import Block, Message, actions, cut, section
from bot.kit.texts import Texts
from bot.standing.words import title
from flows.review.history import percent

MOST_POINTS = 20  # Slack's, as the lengths: labels and names 20, title 50
MOST_LABEL = 20
MOST_TITLE = 50


def chart_message(history: History, t: Texts, *, now: datetime) -> Message:
    """The latest twenty reviews, the oldest first; `fallback` is for a Slack that has no charts yet."""
    entries = history.entries[:MOST_POINTS][::-1]
    text = t("chart.text", name=title(history.subject), points=_in_words(entries, t, now=now))
    opening = doors.why(history.subject.id, t)
    return {
        "text": text,
        "blocks": [section(text), _chart(entries, t, now=now), actions(opening)],
        "fallback": [section(text), actions(opening)],
    }


def _in_words(entries: Sequence[Entry], t: Texts, *, now: datetime) -> str:
    return ", ".join(
        t("chart.point", day=t.day(entry.review.submitted_at, now=now), percent=_percent(entry))
        for entry in entries
    )


def _percent(entry: Entry) -> int:
    return percent(entry.review.points, entry.review.maximum)


def _chart(entries: Sequence[Entry], t: Texts, *, now: datetime) -> Block:
    labels = _labels([t.short_day(entry.review.submitted_at, now=now) for entry in entries])
    points = [
        {"label": label, "value": _percent(entry)} for label, entry in zip(labels, entries, strict=True)
    ]
    return {
        "type": "data_visualization",
        "title": cut(t("chart.title"), MOST_TITLE),
        "chart": {
            "type": "line",
            "series": [{"name": cut(t("chart.series"), MOST_LABEL), "data": points}],
            "axis_config": {"categories": labels},
        },
    }


def _labels(days: Sequence[str]) -> list[str]:
    """Days as labels that differ: a second one of a day says so."""
    seen: Counter[str] = Counter()
    labels = []
    for day in days:
        seen[day] += 1
        mark = f" ({seen[day]})" if seen[day] > 1 else ""
        labels.append(cut(day, MOST_LABEL - len(mark)) + mark)
    return labels
