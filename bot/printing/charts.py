"""Charts as SVG: lying bars of stacked parts, and a bridge from what was there to what is there.

Bars lie so that their labels can be read on a phone; all lengths are in a drawing 480 wide.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import cycle

from bot.kit.blocks import cut
from bot.kit.texts import Texts
from bot.printing.cells import said
from bot.printing.svg import FONT, LOOKS, OTHERS, Look, box, pattern, rule, words
from flows.company.colour import Colour
from flows.company.money import to_places
from flows.report.report import Bar, Bridge, Cell, Stacked, Step

WIDE = 480
LEFT, RIGHT = 132, 96  # for labels, and for what a bar comes to
ROOM = WIDE - LEFT - RIGHT
ROW, THICK = 34, 20
LINE = 14
LETTER = 6.4  # the width of one, about: nothing here can measure it
MOST_LABEL = int(LEFT / LETTER)
MOST_PART = 40  # characters in the legend

TOTAL, UP, DOWN = "total", "up", "down"
STEPS = {TOTAL: OTHERS[0], UP: OTHERS[1], DOWN: OTHERS[4]}


@dataclass(frozen=True)
class Chart:
    """A drawing, and the same in words for who can't see it."""

    svg: str
    words: str


@dataclass(frozen=True)
class _Pen:
    """What draws one chart: `key` tells its hatchings from those of the report's other charts."""

    key: str
    unit: str | None
    t: Texts
    now: datetime

    def said(self, cell: Cell) -> str:
        """A label."""
        return self.t(f"colour.{cell}") if isinstance(cell, Colour) else said(cell, self.t, self.now)

    def amount(self, amount: Decimal) -> str:
        """Short money, or a number."""
        if self.unit:
            return self.t.money(amount, self.unit)
        return self.t.plain_number(to_places(amount, 2).normalize(), decimals=0)

    def told(self, label: str, value: str) -> str:
        return self.t("printed.chart_part", label=label, value=value)

    def box(self, x: float, top: float, width: float, look: Look, *, thick: float = THICK) -> str:
        return box(x, top, width, thick, self._name(look), look)

    def drawing(self, drawn: Sequence[str], height: float, looks: Mapping[str, Look]) -> str:
        """All of it, with the hatchings that it fills with."""
        patterns = "".join(pattern(self._name(look), look) for look in dict.fromkeys(looks.values()))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {height:.0f}" width="{WIDE}" '
            f'height="{height:.0f}" font-size="{FONT}"><defs>{patterns}</defs>{"".join(drawn)}</svg>'
        )

    def _name(self, look: Look) -> str:
        return f"{self.key}-{[*LOOKS.values(), *OTHERS].index(look)}"


def chart_of(part: Stacked | Bridge, t: Texts, now: datetime, *, key: str) -> Chart | None:
    """The drawing of a chart; None where there is nothing to draw. `key` is the chart's own in the report."""
    pen = _Pen(key, part.unit, t, now)
    return _stacked(part, pen) if isinstance(part, Stacked) else _bridge(part, pen)


def _stacked(part: Stacked, pen: _Pen) -> Chart | None:
    longest = max(map(_whole, part.bars), default=Decimal(0))
    if not longest:
        return None
    looks = _looks(part, pen)
    drawn, first = _legend(looks, pen)
    top = first
    for bar in part.bars:
        x = float(LEFT)
        drawn += _label(pen.said(bar.label), top)
        for called, amount in bar.parts:
            if amount > 0:
                width = float(amount / longest) * ROOM
                drawn.append(pen.box(x, top, width, looks[pen.said(called)]))
                x += width
        drawn.append(words(x + 6, _middle(top), pen.amount(_whole(bar))))
        top += ROW
    bottom = top - ROW + THICK
    drawn.append(rule(LEFT, first - 4, bottom + 4))
    return Chart(pen.drawing(drawn, bottom + 6, looks), " ".join(_told(bar, pen) for bar in part.bars))


def _bridge(part: Bridge, pen: _Pen) -> Chart | None:
    spans = _spans(part.steps)
    ends = [end for span in spans for end in span]
    lowest, highest = min(ends, default=Decimal(0)), max(ends, default=Decimal(0))
    if lowest == highest:
        return None

    def at(amount: Decimal) -> float:
        return LEFT + float((amount - lowest) / (highest - lowest)) * ROOM

    drawn, top, told = [], 4.0, []
    for step, (begin, end) in zip(part.steps, spans, strict=True):
        if top > ROW:
            drawn.append(
                rule(at(begin) if not step.is_total else at(end), top - ROW + THICK, top, dashed=True)
            )
        label, value = pen.said(step.label), _signed(step, pen)
        x, last = at(min(begin, end)), at(max(begin, end))
        look = STEPS[TOTAL if step.is_total else UP if step.amount >= 0 else DOWN]
        drawn += [*_label(label, top), pen.box(x, top, last - x, look)]
        drawn.append(words(last + 6, _middle(top), value, bold=step.is_total))
        told.append(pen.told(label, value))
        top += ROW
    return Chart(pen.drawing(drawn, top - ROW + THICK + 6, STEPS), f"{'; '.join(told)}.")


def _spans(steps: Sequence[Step]) -> list[tuple[Decimal, Decimal]]:
    """From where to where each step goes; a total stands on zero."""
    stands, spans = Decimal(0), []
    for step in steps:
        begin = Decimal(0) if step.is_total else stands
        stands = begin + step.amount
        spans.append((begin, stands))
    return spans


def _looks(part: Stacked, pen: _Pen) -> dict[str, Look]:
    """How each part is drawn, by its name, in the order in which they come."""
    others = cycle(OTHERS)
    found: dict[str, Look] = {}
    for called in (called for bar in part.bars for called, _ in bar.parts):
        if (name := pen.said(called)) not in found:
            found[name] = LOOKS[called] if isinstance(called, Colour) else next(others)
    return found


def _legend(looks: Mapping[str, Look], pen: _Pen) -> tuple[list[str], float]:
    """What each hatching means, in as many lines as it takes; and where the bars begin."""
    drawn, x, y = [], 0.0, 4.0
    for name, look in looks.items():
        text = cut(name, MOST_PART)
        width = 20 + len(text) * LETTER + 16
        if x and x + width > WIDE:
            x, y = 0.0, y + 20
        drawn += [pen.box(x + 0.5, y, 13, look, thick=13), words(x + 19, y + 11, text)]
        x += width
    return drawn, y + 28


def _label(text: str, top: float) -> list[str]:
    """Beside a bar, in one or two lines."""
    lines = _broken(text)
    first = _middle(top) - (len(lines) - 1) * LINE / 2
    return [words(LEFT - 8, first + number * LINE, line, anchor="end") for number, line in enumerate(lines)]


def _broken(text: str) -> list[str]:
    """At most two lines that fit; the table has all of it."""
    if len(text) <= MOST_LABEL:
        return [text]
    at = text.rfind(" ", 1, MOST_LABEL + 1)
    at = at if at > 0 else MOST_LABEL
    return [text[:at].rstrip(), cut(text[at:].lstrip(), MOST_LABEL)]


def _middle(top: float) -> float:
    return top + THICK / 2 + FONT * 0.36


def _whole(bar: Bar) -> Decimal:
    return sum((amount for _, amount in bar.parts if amount > 0), Decimal(0))


def _signed(step: Step, pen: _Pen) -> str:
    if step.is_total or not step.amount:
        return pen.amount(step.amount)
    return ("+" if step.amount > 0 else "−") + pen.amount(abs(step.amount))


def _told(bar: Bar, pen: _Pen) -> str:
    parts = [pen.told(pen.said(called), pen.amount(amount)) for called, amount in bar.parts]
    return pen.t("printed.chart_bar", label=pen.said(bar.label), parts=", ".join(parts))
