"""Blocks, modals and charts with invented words, as small and as large as a test wants them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.limits import compact, size

Json = dict[str, Any]


def plain(text: str = "Sample") -> Json:
    return {"type": "plain_text", "text": text, "emoji": False}


def section(**fields: Any) -> Json:
    return {"type": "section", **({"text": plain()} | fields)}


def sections(count: int) -> list[Json]:
    return [section() for _ in range(count)]


def modal(*blocks: Json, **fields: Any) -> Json:
    shown = {"title": plain(), "submit": plain(), "blocks": list(blocks) or [section()]}
    return {"type": "modal", **shown, **fields}


def element(kind: str, **fields: Any) -> Json:
    return {"type": kind, "action_id": "a", **fields}


def asked(kind: str, **fields: Any) -> Json:
    """A modal that asks with one element."""
    return modal({"type": "input", "label": plain(), "element": element(kind, **fields)})


def asking(kind: str, block_id: str = "b", **fields: Any) -> Json:
    """An input block; what is neither optional nor dispatch_action goes into its element."""
    outer = {name: fields.pop(name) for name in ("optional", "dispatch_action") if name in fields}
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(),
        "element": element(kind, **fields),
        **outer,
    }


def acted(kind: str, **fields: Any) -> list[Json]:
    """Blocks with one element beside others."""
    return [{"type": "actions", "elements": [element(kind, **fields)]}]


def option(text: str = "Sample", value: str = "v", **fields: Any) -> Json:
    return {"text": plain(text), "value": value, **fields}


def options(count: int) -> list[Json]:
    return [option(value=f"v{number}") for number in range(count)]


def radios(**fields: Any) -> Json:
    return asked("radio_buttons", options=[option(**fields)])


def selects(**fields: Any) -> Json:
    return asked("static_select", options=[option(**fields)])


def confirm(**fields: Any) -> list[Json]:
    said = {"title": plain(), "text": plain(), "confirm": plain(), "deny": plain(), **fields}
    return acted("button", text=plain(), confirm=said)


def rich(*pieces: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(pieces)}]}


def listed(indent: int) -> list[Json]:
    part = {"type": "rich_text_section", "elements": [{"type": "text", "text": "Sample"}]}
    points = {"type": "rich_text_list", "style": "bullet", "indent": indent, "elements": [part]}
    return [{"type": "rich_text", "elements": [points]}]


def image(**fields: Any) -> list[Json]:
    return [{"type": "image", "image_url": "https://example.com/i.png", "alt_text": "Sample", **fields}]


def buttons(count: int) -> list[Json]:
    shown = [{"type": "button", "text": plain(), "action_id": f"a{number}"} for number in range(count)]
    return [{"type": "actions", "elements": shown}]


def chart(title: str = "Sample", **fields: Any) -> Json:
    pie = {"type": "pie", "segments": [{"label": "Sample", "value": 1}]}
    return {"type": "data_visualization", "title": title, "chart": pie | fields}


def pie(count: int) -> list[Json]:
    return [chart(segments=[{"label": f"s{number}", "value": 1} for number in range(count)])]


def lines(series: int = 1, points: int = 1, width: int = 2, **axis: str) -> list[Json]:
    labels = [f"{number:0{width}}" for number in range(points)]
    data = [{"label": label, "value": 1} for label in labels]
    named = [{"name": f"{number:0{width}}", "data": data} for number in range(series)]
    drawn = {"type": "line", "series": named, "axis_config": {"categories": labels, **axis}}
    return [{"type": "data_visualization", "title": "Sample", "chart": drawn}]


def table(rows: int = 1, cells: int = 1, characters: int = 1) -> list[Json]:
    row = [{"type": "raw_text", "text": "x" * characters}] * cells
    return [{"type": "table", "rows": [row] * rows}]


def markdown(characters: int) -> Json:
    return {"type": "markdown", "text": "x" * characters}


def message_of(characters: int) -> list[Json]:
    """Blocks whose compact JSON has exactly this many characters."""
    parts = [section(text=plain("x" * 3000)) for _ in range(characters // 3200)]
    missing = characters - len(compact([*parts, section(text=plain(""))]))
    return [*parts, section(text=plain("x" * missing))]


def view_of(count: int) -> Json:
    """A modal whose compact JSON has exactly this many bytes."""
    parts = [section(text=plain("x" * 3000)) for _ in range(count // 3080)]
    missing = count - size(modal(*parts, section(text=plain(""))))
    return modal(*parts, section(text=plain("x" * missing)))


@dataclass(frozen=True)
class Most:
    """The most that Slack takes: `build(limit)` goes in, `build(limit + 1)` gets `error`."""

    name: str
    surface: str
    limit: int
    build: Callable[[int], Any]
    error: str = ""
