"""Whether Slack takes a whole view, a message's blocks or a picker's options."""

import json
from collections import Counter
from collections.abc import Iterator

from bot.sandbox.block_limits import BLOCKS, MESSAGE_BLOCKS, PARTS, VIEW_BLOCKS
from bot.sandbox.element_limits import COMPOSITION, ELEMENTS, FILE, High
from bot.sandbox.refusal import Refused
from bot.sandbox.rules import Composed, Flag, Json, Many, OneOf, Problem, Shape, Shaped, broken

VIEW_BYTES = 250_000
BLOCKS_CHARACTERS = 13_200  # undocumented; seen in bolt-js#2509
TABLE_CHARACTERS = 10_000
MARKDOWN_CHARACTERS = 12_000
MOST_OF_A_MESSAGE = {"table": 1, "data_visualization": 2}


def _submit_is_there(view: Json) -> str | None:
    needs = any(block["type"] == "input" for block in view["blocks"])
    return "missing required field: submit" if needs and "submit" not in view else None


def _files_are_elsewhere(home: Json) -> str | None:
    return f"unsupported type: {FILE}" if asks_for_files(home["blocks"]) else None


VIEW = {
    "blocks": Many(required=True, of=OneOf(types=VIEW_BLOCKS), high=100, low=0),
    "private_metadata": High(3000),
    "callback_id": High(255),
    "external_id": High(255),
}
SURFACES = {
    "modal": Shape(
        {
            **VIEW,
            "title": Composed(required=True, high=24),
            "submit": Composed(high=24),
            "close": Composed(high=24),
            "clear_on_close": Flag(),
            "notify_on_close": Flag(),
            "submit_disabled": Flag(),
        },
        (_submit_is_there,),
    ),
    "home": Shape(VIEW, (_files_are_elsewhere,)),
    "options": Shape(
        {
            "options": Many(of=Shaped(name="option"), high=100, low=0),
            "option_groups": Many(of=Shaped(name="option group"), high=100, low=0),
        }
    ),
}
CATALOGUE = {**COMPOSITION, **ELEMENTS, **BLOCKS, **PARTS, **SURFACES}
TEXTS_THAT_MAY_BE_EMPTY = ("private_metadata", "callback_id", "external_id")


def asks_for_files(blocks: list[Json]) -> bool:
    """Whether one of the blocks asks for files: only modals may, and only where the app has files:read."""
    return any(block["type"] == "input" and block["element"]["type"] == FILE for block in blocks)


def check_view(view: object, kind: str) -> Json:
    """The view as Slack takes it for a "modal" or a "home"; raises Refused for what Slack refuses."""
    if not isinstance(view, dict):
        raise Refused("invalid_arguments", [Problem("/view", "must provide an object")])
    given = {key: value for key, value in view.items() if value != "" or key not in TEXTS_THAT_MAY_BE_EMPTY}
    if size(given) > VIEW_BYTES:
        raise Refused("view_too_large")
    problems = broken(given, OneOf(types=(kind,)), "/view", CATALOGUE)
    problems = problems or list(_unique(given["blocks"], "/view/blocks"))
    if problems:
        raise Refused("invalid_arguments", problems)
    return given


def check_blocks(blocks: object) -> list[Json]:
    """A message's blocks as Slack takes them; raises Refused for anything that Slack refuses."""
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    if len(compact(blocks)) > BLOCKS_CHARACTERS:
        raise Refused("msg_blocks_too_long")
    problems = broken(blocks, Many(of=OneOf(types=MESSAGE_BLOCKS), high=50), "/blocks", CATALOGUE)
    problems = problems or [*_unique(blocks, "/blocks"), *_too_much(blocks)]
    if problems:
        raise Refused("invalid_blocks", problems)
    return blocks


def check_options(answer: object) -> list[Json]:
    """All options that a bot suggests for an external_select, those in groups too; raises Refused."""
    problems = broken(answer, Shaped(name="options"), "", CATALOGUE)
    if problems or not isinstance(answer, dict):
        raise Refused("invalid_arguments", problems)
    grouped = [option for group in answer.get("option_groups", []) for option in group["options"]]
    return [*answer.get("options", []), *grouped]


def elements_of(block: Json) -> list[Json]:
    """The interactive elements and images that stand in a block."""
    single = [block[name] for name in ("element", "accessory") if name in block]
    many = block.get("elements", []) if block["type"] in {"actions", "context"} else []
    return [*single, *many]


def compact(value: object) -> str:
    """JSON without needless blanks or escapes: what Slack's sizes are counted in."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def size(value: object) -> int:
    """Bytes of compact JSON."""
    return len(compact(value).encode())


def _unique(blocks: list[Json], place: str) -> Iterator[Problem]:
    for block_id in _twice(block.get("block_id") for block in blocks):
        yield Problem(place, f'`block_id` "{block_id}" already exists')
    for number, block in enumerate(blocks):
        for action_id in _twice(element.get("action_id") for element in elements_of(block)):
            yield Problem(f"{place}/{number}", f'`action_id` "{action_id}" already exists')
    focused = [element for block in blocks for element in elements_of(block) if element.get("focus_on_load")]
    if len(focused) > 1:
        yield Problem(place, "only one element may have focus_on_load")


def _twice(names: Iterator[str | None]) -> list[str]:
    return [name for name, count in Counter(name for name in names if name).items() if count > 1]


def _too_much(blocks: list[Json]) -> Iterator[Problem]:
    if asks_for_files(blocks):
        yield Problem("/blocks", f"unsupported type: {FILE}")
    kinds = Counter(block["type"] for block in blocks)
    for kind, most in MOST_OF_A_MESSAGE.items():
        if kinds[kind] > most:
            yield Problem("/blocks", f"no more than {most} {kind} blocks allowed")
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > MARKDOWN_CHARACTERS:
        yield Problem("/blocks", f"must be less than {MARKDOWN_CHARACTERS + 1} characters of markdown")
    if sum(_cell_texts(block) for block in blocks if block["type"] == "table") > TABLE_CHARACTERS:
        yield Problem("/blocks", f"must be less than {TABLE_CHARACTERS + 1} characters in all cells")


def _cell_texts(table: Json) -> int:
    return sum(len(cell.get("text", "")) for row in table["rows"] for cell in row)
