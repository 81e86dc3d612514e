"""The last eight weeks by colour: Slack's own chart, and the same in lines where there is none."""

from bot.digest.usecases.digest import Digest
from bot.kit.blocks import Block, cut, section
from bot.kit.texts import Texts
from bot.standing.words import SHAPES
from flows.figures.digest import Week
from flows.figures.groups import ORDER

FEWEST = 2  # weeks: one is no course
MOST_TITLE, MOST_LABEL = 50, 20  # Slack's


def weeks(digest: Digest, t: Texts, *, plain: bool = False) -> list[Block]:
    """How many deals there were of each colour in each week; nothing before there are two."""
    found = digest.figures.weeks
    if len(found) < FEWEST:
        return []
    if plain:
        lines = [_line(week, t) for week in found]
        return [section("\n".join([t("digest.weeks"), *lines]))]
    labels = [t("digest.week", week=t.week(week.taken_at)) for week in found]
    series = [
        {
            "name": cut(t(f"colour.{colour}"), MOST_LABEL),
            "data": [
                {"label": label, "value": week.counts.get(colour, 0)}
                for label, week in zip(labels, found, strict=True)
            ],
        }
        for colour in ORDER
    ]
    chart = {"type": "line", "series": series, "axis_config": {"categories": labels}}
    return [{"type": "data_visualization", "title": cut(t("digest.weeks"), MOST_TITLE), "chart": chart}]


def _line(week: Week, t: Texts) -> str:
    counts = "   ".join(f"{SHAPES[colour]} {t.figure(week.counts.get(colour, 0))}" for colour in ORDER)
    return f"{t('digest.week', week=t.week(week.taken_at))}: {counts}"
