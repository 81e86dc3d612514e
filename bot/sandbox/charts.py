"""The shapes of a data_visualization block: bars, lines and shares on a plane of 640 by 220."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT, LEFT, BOTTOM = 640, 220, 8, 24


@dataclass(frozen=True)
class Bar:
    """One bar: its place on the plane, its series' number, and what it says."""

    x: float
    y: float
    width: float
    height: float
    series: int
    says: str


@dataclass(frozen=True)
class Line:
    """One series as points "x,y x,y", and the same closed to the ground for an area."""

    points: str
    area: str
    series: int


@dataclass(frozen=True)
class Chart:
    """What the template draws: marks, the labels under them, and all numbers as rows for a table."""

    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    is_area: bool
    labels: tuple[tuple[float, str], ...]
    names: tuple[str, ...]
    rows: tuple[tuple[str, tuple[float, ...]], ...]


def chart(block: Mapping[str, Any]) -> Chart:
    """A data_visualization block's chart; a pie is drawn as one row of bars, its segments as categories."""
    raw = block["chart"]
    if raw["type"] == "pie":
        labels = [segment["label"] for segment in raw["segments"]]
        series = [("", [float(segment["value"]) for segment in raw["segments"]])]
    else:
        labels = list(raw["axis_config"]["categories"])
        series = [(one["name"], [float(point["value"]) for point in one["data"]]) for one in raw["series"]]
    is_bar = raw["type"] in {"bar", "pie"}
    values = [numbers for _, numbers in series]
    return Chart(
        bars=_bars(values, labels) if is_bar else (),
        lines=() if is_bar else _lines(values),
        is_area=raw["type"] == "area",
        labels=tuple((_middle(i, len(labels)), label) for i, label in enumerate(labels)),
        names=tuple(name for name, _ in series if name),
        rows=tuple((label, tuple(row)) for label, *row in zip(labels, *values, strict=False)),
    )


def _middle(index: int, count: int) -> float:
    return round(LEFT + (WIDTH - 2 * LEFT) * (index + 0.5) / max(count, 1), 1)


def _height(value: float, values: Sequence[Sequence[float]]) -> float:
    top = max((number for one in values for number in one), default=0) or 1
    return round(max(value, 0) / top * (HEIGHT - BOTTOM - 16), 1)


def _bars(values: Sequence[Sequence[float]], labels: Sequence[str]) -> tuple[Bar, ...]:
    slot = (WIDTH - 2 * LEFT) / max(len(labels), 1)
    width = min(slot * 0.7 / max(len(values), 1), 64)
    bars = []
    for number, series in enumerate(values):
        for index, value in enumerate(series[: len(labels)]):
            height = _height(value, values)
            x = _middle(index, len(labels)) + (number - len(values) / 2) * width
            says = f"{labels[index]}: {value:g}"
            bars.append(Bar(round(x, 1), HEIGHT - BOTTOM - height, round(width - 2, 1), height, number, says))
    return tuple(bars)


def _lines(values: Sequence[Sequence[float]]) -> tuple[Line, ...]:
    ground = HEIGHT - BOTTOM
    lines = []
    for number, series in enumerate(values):
        places = [(_middle(i, len(series)), ground - _height(v, values)) for i, v in enumerate(series)]
        points = " ".join(f"{x},{y:.1f}" for x, y in places)
        ends = f"{places[0][0]},{ground} {points} {places[-1][0]},{ground}" if places else ""
        lines.append(Line(points, ends, number))
    return tuple(lines)
