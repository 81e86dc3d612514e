"""Pieces of SVG: text is escaped here and nowhere else; what a colour says, a hatching says too."""

from dataclasses import dataclass
from html import escape
from typing import Literal

from flows.company.colour import Colour

INK = "#17212b"
QUIET = "#55616e"
FONT = 12
Anchor = Literal["start", "end", "middle"]


@dataclass(frozen=True)
class Look:
    """How a part is drawn: what fills it, the hatching over that, and its edge, which has 3:1 against white."""

    fill: str
    edge: str
    hatching: str = ""


def _dots(colour: str) -> str:
    return f'<circle cx="2" cy="2" r="1.1" fill="{colour}"/><circle cx="6" cy="6" r="1.1" fill="{colour}"/>'


def _lines(path: str, colour: str) -> str:
    return f'<path d="{path}" stroke="{colour}" stroke-width="1" fill="none"/>'


SLANT, CROSS, LEVEL = "M-2 2 2-2M0 8 8 0M6 10 10 6", "M0 0 8 8M0 8 8 0", "M0 2H8M0 6H8"
LOOKS = {
    Colour.GREEN: Look("#3f9b68", "#1c6b41"),
    Colour.YELLOW: Look("#f5c518", "#8a6400", _dots("#8a6400")),
    Colour.RED: Look("#d4483b", "#9b1c12", _lines(CROSS, "#ffffff")),
    Colour.GREY: Look("#ffffff", "#55616e", _lines(SLANT, "#55616e")),
}
# For parts that are no colours, in turn.
OTHERS = (
    Look("#1d3557", "#14263f"),
    Look("#a9c6de", "#3c6a92", _lines(SLANT, "#3c6a92")),
    Look("#e9f0f6", "#3c6a92", _dots("#3c6a92")),
    Look("#5b7f8c", "#2f4d57", _lines(LEVEL, "#ffffff")),
    Look("#ffffff", "#3c6a92", _lines(CROSS, "#3c6a92")),
    Look("#c5ced6", "#55616e"),
)


def pattern(name: str, look: Look) -> str:
    """A look's hatching under a name, by which `box` draws it; nothing where it has none."""
    if not look.hatching:
        return ""
    return (
        f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse">{look.hatching}</pattern>'
    )


def box(x: float, y: float, width: float, height: float, name: str, look: Look) -> str:
    """A rectangle in a look; `name` is its hatching's. The ground is filled once, since tiles of it would show."""
    place = f'x="{x:.1f}" y="{y:.1f}" width="{max(width, 0.5):.1f}" height="{height:.1f}"'
    ground = f'<rect {place} fill="{look.fill}" stroke="{look.edge}"/>'
    return f'{ground}<rect {place} fill="url(#{name})"/>' if look.hatching else ground


def words(
    x: float, y: float, text: str, *, anchor: Anchor = "start", quiet: bool = False, bold: bool = False
) -> str:
    """A line of text on its base line."""
    weight = ' font-weight="700"' if bold else ""
    look = f'text-anchor="{anchor}" fill="{QUIET if quiet else INK}"{weight}'
    return f'<text x="{x:.1f}" y="{y:.1f}" {look}>{escape(text)}</text>'


def rule(x: float, top: float, bottom: float, *, dashed: bool = False) -> str:
    """A thin upright line."""
    dashes = ' stroke-dasharray="2 2"' if dashed else ""
    return (
        f'<path d="M{x:.1f} {top:.1f}V{bottom:.1f}" stroke="{QUIET}" stroke-width="0.8"{dashes} fill="none"/>'
    )
